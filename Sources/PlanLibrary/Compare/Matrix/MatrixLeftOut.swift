import PlanText

/// The figures of the chosen plans that the query on records leaves out. A blank beside the rows of such a query would else say that a plan
/// has no figure where it has one.
struct MatrixLeftOut {
  private struct Place: Hashable {
    let key: MatrixGroups.Key
    let column: Int
  }

  private var witnesses: [Place: [MatrixWitness]] = [:]

  /// For a matrix of all records.
  static let none = MatrixLeftOut()

  private init() {}

  /// - Parameter rows: the rows that the matrix has; figures of others are of no use.
  init(_ columns: [TargetMatrix.PlaceColumn], rows: Set<MatrixGroups.Key>, aliases: AliasTable, library: Library) throws(LibraryError) {
    let sources = MatrixSources(library: library, filter: nil)
    for (number, column) in columns.enumerated() {
      for document in column.documents {
        for item in try sources.items(of: document, column: number) where item.value != nil {
          let place = Place(key: MatrixGroups.key(item, aliases), column: number)
          if rows.contains(place.key) { witnesses[place, default: []].append(item.witness) }
        }
      }
    }
  }

  /// `row` with its blanks told from those of which a figure was left out.
  func marked(_ row: TargetMatrix.Row, _ key: MatrixGroups.Key) -> TargetMatrix.Row {
    if witnesses.isEmpty { return row }
    var row = row
    for number in row.cells.indices {
      guard case .blank(let blank) = row.cells[number], let found = witnesses[Place(key: key, column: number)] else { continue }
      row.cells[number] = .blank(MatrixBlank(kind: .leftOut, mentions: Array(found.prefix(MatrixMentions.most)), alternatives: blank.alternatives))
    }
    return row
  }
}
