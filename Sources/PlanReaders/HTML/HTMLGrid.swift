/// How many columns and rows a cell covers.
struct CellExtent: Equatable {
  var columns = 1
  var rows = 1

  static let one = CellExtent()
  /// Most columns and rows that a cell may span.
  static let most = CellExtent(columns: 100, rows: 1000)

  init(columns: Int = 1, rows: Int = 1) {
    self.columns = columns
    self.rows = rows
  }

  /// `colspan` and `rowspan` of a cell. As the HTML standard has it (4.9.11), a `rowspan` of 0 reaches to the end of the row
  /// group; all other nonsense counts as 1.
  init(_ page: HTMLPage, _ node: HTMLNode) {
    let across = page.attribute("colspan", of: node).flatMap(Self.number) ?? 1
    let down = page.attribute("rowspan", of: node).flatMap(Self.number) ?? 1
    columns = min(max(1, across), Self.most.columns)
    rows = down == 0 ? Self.most.rows : min(down, Self.most.rows)
  }

  /// The digits at the start of an attribute, as browsers read it; nil without any. Large numbers end at 10000.
  static func number(_ value: String) -> Int? {
    let digits = value.unicodeScalars.drop { $0.value <= 0x20 || $0 == "+" }.prefix { $0.value >= 0x30 && $0.value <= 0x39 }
    guard !digits.isEmpty else { return nil }
    return digits.reduce(0) { min($0 * 10 + Int($1.value - 0x30), 10_000) }
  }
}

/// A place on the grid of a table: the cell that covers it.
struct GridCell: Equatable {
  /// Index of the laid line that holds the cell's text.
  var line: Int
  /// In the text of that line.
  var range: Range<Int>
}

/// Lays the cells of a table out on its grid, row by row (HTML standard 4.9.12): a cell takes the first free column.
struct HTMLGrid {
  /// Per column the cell that reaches down into the rows to come and how many of them it covers; no rows: free.
  private var hanging: [(cell: GridCell, rows: Int)] = []
  /// The element around the rows: no cell reaches beyond its row group.
  private var group = -1
  /// How many repeated places the page may still fill; keeps hostile spans from filling the memory.
  private var budget: Int

  init(budget: Int = 1_000_000) { self.budget = budget }

  /// The row's places in the order of columns. Empty when the budget is used up: then the columns are not known.
  mutating func place(_ cells: [Range<Int>], _ extents: [CellExtent], line: Int, group: Int) -> [GridCell] {
    if group != self.group {
      self.group = group
      hanging.removeAll()
    }
    var places: [GridCell] = []
    for (range, extent) in zip(cells, extents) {
      takeHanging(&places)
      put(GridCell(line: line, range: range), extent, &places)
    }
    while places.count < hanging.count {
      let column = places.count
      if hanging[column].rows > 0 { takeHanging(&places) } else { places.append(GridCell(line: line, range: 0..<0)) }
    }
    while places.count > cells.count, let last = places.last, last.line == line, last.range.isEmpty { places.removeLast() }
    budget -= max(0, places.count - cells.count)
    return budget >= 0 ? places : []
  }

  /// Fills the columns at the end of `places` that cells from above cover.
  private mutating func takeHanging(_ places: inout [GridCell]) {
    while places.count < hanging.count, hanging[places.count].rows > 0 {
      hanging[places.count].rows -= 1
      places.append(hanging[places.count].cell)
    }
  }

  /// Puts a cell into the next column and those that it spans; a cell from above that is in its way keeps its place.
  private mutating func put(_ cell: GridCell, _ extent: CellExtent, _ places: inout [GridCell]) {
    for n in 0..<extent.columns {
      let column = places.count
      if n > 0, column >= CellExtent.most.columns || column < hanging.count && hanging[column].rows > 0 { return }
      places.append(cell)
      guard extent.rows > 1, column < CellExtent.most.columns else { continue }
      while hanging.count <= column { hanging.append((cell, 0)) }
      hanging[column] = (cell, extent.rows - 1)
    }
  }
}
