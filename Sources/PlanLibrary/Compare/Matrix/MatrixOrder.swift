import PlanText

/// In what order the rows of a matrix stand; rows that are equal in it stay as they were.
package enum MatrixOrder: String, Sendable, CaseIterable {
  /// Those that more places answer first, then by first mention.
  case places
  case name
  /// By class of unit, so that shares stand together, then by name.
  case unit
  /// Those first whose order of places depends on the measure.
  case reversals

  /// - Parameter rows: as they are built.
  /// - Returns: their numbers in this order.
  func indices(of rows: [TargetMatrix.Row]) -> [Int] {
    let keys: [(number: Int, text: [UInt32])] = rows.map { row in
      switch self {
      case .places: (0, [])
      case .name: (0, SearchFold.fold(row.indicator))
      case .unit: (0, SearchFold.fold(row.unitClass) + [0] + SearchFold.fold(row.indicator))
      case .reversals: (-row.reversals.count, [])
      }
    }
    return rows.indices.sorted { a, b in
      if keys[a].number != keys[b].number { return keys[a].number < keys[b].number }
      if keys[a].text != keys[b].text { return keys[a].text.lexicographicallyPrecedes(keys[b].text) }
      return a < b
    }
  }
}

/// Which rows of a matrix are looked at. What is left out is reckoned but its blanks are not explained, which takes most
/// of the time.
package struct MatrixView: Sendable {
  package var order: MatrixOrder
  /// Only rows of this title.
  package var title: String?
  /// Only this page, from 1, of so many cells; nil for all rows.
  package var page: (number: Int, cells: Int)?

  package init(order: MatrixOrder = .places, title: String? = nil, page: (number: Int, cells: Int)? = nil) {
    self.order = order
    self.title = title
    self.page = page
  }

  /// Rows on a page of a matrix with so many columns.
  package static func rows(cells: Int, columns: Int) -> Int { max(8, cells / max(1, columns)) }

  /// - Returns: numbers of the rows that are shown, in order, and how many there are on all pages.
  func chosen(_ rows: [TargetMatrix.Row], columns: Int) -> (shown: [Int], total: Int) {
    let found = order.indices(of: rows).filter { title == nil || rows[$0].title == title }
    guard let page else { return (found, found.count) }
    let size = Self.rows(cells: page.cells, columns: columns)
    return (Array(found.dropFirst((max(1, page.number) - 1) * size).prefix(size)), found.count)
  }
}
