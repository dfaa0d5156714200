import PlanText

/// Decides which columns a matrix has.
struct MatrixColumns {
  let matches: [PlanChoice.Match]
  /// Documents that the query leaves out.
  let admits: (DocumentSummary) -> Bool
  /// Whether every place gets a column for every period that another place has.
  let allPeriods: Bool

  /// The columns of a choice.
  static func columns(
    _ choice: PlanChoice, filter: RecordFilter?, allPeriods: Bool = false, library: Library
  ) throws(LibraryError) -> [TargetMatrix.PlaceColumn] {
    MatrixColumns(
      matches: try choice.matches(library), admits: { filter?.mayMatch($0.key) ?? true }, allPeriods: allPeriods
    ).columns()
  }

  func columns() -> [TargetMatrix.PlaceColumn] {
    var out: [TargetMatrix.PlaceColumn] = []
    for match in matches {
      let documents = match.documents.filter(admits)
      if match.isDocument {
        out += documents.map { column(match.name, $0.placeName, [$0]) }
      } else if match.documents.isEmpty {
        out.append(
          TargetMatrix.PlaceColumn(name: match.name, place: match.name, periodStart: nil, periodEnd: nil, documents: [])
        )
      } else {
        out += grouped(match.name, documents)
      }
    }
    return Self.distinguished(allPeriods ? filled(out) : out)
  }

  /// Columns of one place and period with the kinds of their plans, those of one kind with their titles.
  private static func distinguished(_ columns: [TargetMatrix.PlaceColumn]) -> [TargetMatrix.PlaceColumn] {
    var columns = columns
    for group in Dictionary(grouping: columns.indices, by: { columns[$0].label }).values where group.count > 1 {
      let plans = group.map { columns[$0].documents.first }
      for (index, plan) in zip(group, plans) {
        let isOnlyOfItsKind = plan?.kind != nil && plans.filter { $0?.kind == plan?.kind }.count == 1
        columns[index].distinction = isOnlyOfItsKind ? plan?.kind : plan.map { ownWords($0.name, of: columns[index]) }
      }
    }
    return columns
  }

  /// A title without the place and the years that the column names already.
  private static func ownWords(_ title: String, of column: TargetMatrix.PlaceColumn) -> String {
    var rest = Substring(title)
    for known in [column.place, column.periodStart.map { "\($0)年" } ?? ""] where !known.isEmpty && rest.hasPrefix(known) { rest = rest.dropFirst(known.count) }
    return rest.isEmpty ? title : String(rest)
  }

  /// One column a place and period, by place in order of first mention, then by period.
  private func grouped(_ name: String, _ documents: [DocumentSummary]) -> [TargetMatrix.PlaceColumn] {
    struct Key: Hashable {
      let place: String
      let start: Int?
      let end: Int?
      // Plans without place or period cannot be said to speak for one.
      let document: UInt32?
    }
    var order: [Key] = []
    var groups: [Key: [DocumentSummary]] = [:]
    for document in documents {
      let isKnown = (document.city ?? document.province) != nil && document.periodStart != nil
      let key = Key(
        place: Self.fullPlace(document), start: document.periodStart, end: document.periodEnd,
        document: isKnown ? nil : document.key)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(document)
    }
    let places = order.reduce(into: [String: Int]()) { if $0[$1.place] == nil { $0[$1.place] = $0.count } }
    let sorted = order.enumerated().sorted { a, b in
      (places[a.element.place] ?? 0, a.element.start ?? 0, a.element.end ?? 0, a.offset)
        < (places[b.element.place] ?? 0, b.element.start ?? 0, b.element.end ?? 0, b.offset)
    }
    return sorted.map { key in
      let group = groups[key.element] ?? []
      return column(name, group.first?.placeName ?? name, group)
    }
  }

  private func column(_ name: String, _ place: String, _ documents: [DocumentSummary]) -> TargetMatrix.PlaceColumn {
    TargetMatrix.PlaceColumn(
      name: name.isEmpty ? place : name, place: place, periodStart: documents.first?.periodStart,
      periodEnd: documents.first?.periodEnd, documents: documents)
  }

  /// With a column without documents for each place that lacks a period.
  private func filled(_ columns: [TargetMatrix.PlaceColumn]) -> [TargetMatrix.PlaceColumn] {
    let periods = Set(columns.compactMap { c in c.periodStart.map { [$0, c.periodEnd ?? $0] } })
      .sorted { $0.lexicographicallyPrecedes($1) }
    var out: [TargetMatrix.PlaceColumn] = []
    var done: Set<String> = []
    for column in columns where done.insert(column.place).inserted {
      let mine = columns.filter { $0.place == column.place }
      if mine.allSatisfy({ $0.periodStart == nil }) {
        out += mine
        continue
      }
      let missing = periods.filter { p in
        !mine.contains { $0.periodStart == p[0] && ($0.periodEnd ?? $0.periodStart) == p[1] }
      }
      let blanks = missing.map {
        TargetMatrix.PlaceColumn(
          name: column.name, place: column.place, periodStart: $0[0], periodEnd: $0[1], documents: [])
      }
      out += (mine + blanks).enumerated()
        .sorted {
          ($0.element.periodStart ?? 0, $0.element.periodEnd ?? 0, $0.offset) < (
            $1.element.periodStart ?? 0, $1.element.periodEnd ?? 0, $1.offset
          )
        }
        .map(\.element)
    }
    return out
  }


  private static func fullPlace(_ document: DocumentSummary) -> String {
    document.place.isEmpty ? document.name : document.place
  }
}
