/// `AB12`: a place on a sheet, counted from 1.
struct CellPlace: Hashable {
  var row: Int
  var column: Int

  init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }

  init?(_ name: some StringProtocol) {
    var column = 0
    var row = 0
    for byte in name.utf8 {
      switch byte {
      case 0x41...0x5A where row == 0: column = min(column * 26 + Int(byte - 0x40), 1 << 20)
      case 0x61...0x7A where row == 0: column = min(column * 26 + Int(byte - 0x60), 1 << 20)
      case 0x30...0x39: row = min(row * 10 + Int(byte - 0x30), 1 << 24)
      case 0x24: continue
      default: return nil
      }
    }
    guard column > 0, row > 0 else { return nil }
    self.init(row: row, column: column)
  }
}

/// The cells of a sheet as they are written, row by row, the numbers of rows rising.
struct SheetCells {
  private(set) var rows: [(number: Int, texts: [Int: [Unicode.Scalar]])] = []
  private var index: [Int: Int] = [:]

  init(_ tree: XMLTree, _ data: Int, text: (Int) -> [Unicode.Scalar]) {
    var number = 0
    for row in tree.children(of: data, named: "row") {
      number = min(max(number + 1, tree.integer("r", of: row) ?? number + 1), 1 << 24)
      var texts: [Int: [Unicode.Scalar]] = [:]
      var column = 0
      for cell in tree.children(of: row, named: "c") {
        column = tree.attribute("r", of: cell).flatMap { CellPlace($0)?.column } ?? column + 1
        if column <= CSVDocument.mostColumns { texts[column] = text(cell) }
      }
      index[number] = rows.count
      rows.append((number, texts))
    }
  }

  func text(at place: CellPlace) -> [Unicode.Scalar]? { index[place.row].flatMap { rows[$0].texts[place.column] } }
}

/// The rows and columns of a sheet that are not shown: hidden by hand, in a closed group or by a filter.
struct HiddenLines {
  /// Rising.
  private var rows: [Int] = []
  private(set) var columns: Set<Int> = []

  init(_ tree: XMLTree, _ root: Int, _ data: Int) {
    var number = 0
    for row in tree.children(of: data, named: "row") {
      number = min(max(number + 1, tree.integer("r", of: row) ?? number + 1), 1 << 24)
      if Self.isTrue(tree.attribute("hidden", of: row)), rows.last != number { rows.append(number) }
    }
    for list in tree.child(of: root, "cols").map({ tree.children(of: $0, named: "col") }) ?? [] where Self.isTrue(tree.attribute("hidden", of: list)) {
      guard let first = tree.integer("min", of: list), let last = tree.integer("max", of: list), first >= 1, first <= last else { continue }
      columns.formUnion(first...max(first, min(last, CSVDocument.mostColumns)))
    }
  }

  private static func isTrue(_ value: String?) -> Bool { value == "1" || value == "true" }

  /// How many of the first rows are hidden in front of `row`.
  private func rank(_ row: Int) -> Int {
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if rows[middle] < row { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func hides(row: Int) -> Bool {
    let at = rank(row)
    return at < rows.count && rows[at] == row
  }

  /// How many of these rows are shown, and the first of them.
  func shown(of range: ClosedRange<Int>) -> (first: Int, count: Int)? {
    let start = rank(range.lowerBound)
    let count = range.count - (rank(range.upperBound + 1) - start)
    guard count > 0 else { return nil }
    // Rows that are hidden without a gap from the first one on.
    var (low, high) = (0, rows.count - start)
    while low < high {
      let middle = (low + high) / 2
      if rows[start + middle] == range.lowerBound + middle { low = middle + 1 } else { high = middle }
    }
    return (range.lowerBound + low, count)
  }

  /// How many of them hold text.
  func count(in cells: SheetCells) -> Int {
    let full = cells.rows.filter { row in row.texts.contains { !$0.value.isEmpty } }
    let columns = columns.filter { column in full.contains { $0.texts[column].map { !$0.isEmpty } ?? false } }
    return full.count { hides(row: $0.number) } + columns.count
  }
}

/// The merged cells of a sheet, as far as they are shown: a cell reaches over the rows and columns that are, and stands in the first of them.
struct MergedCells {
  struct Area {
    let rows: ClosedRange<Int>
    let columns: ClosedRange<Int>
    /// The first place that is shown, and how many rows and columns are.
    let shown: CellPlace
    let extent: CellExtent
    /// Where the text is written.
    var origin: CellPlace { CellPlace(row: rows.lowerBound, column: columns.lowerBound) }
  }

  private var areas: [Area] = []

  /// At most so many areas are looked at.
  private static let most = 5000

  init(_ tree: XMLTree, _ root: Int, _ hidden: HiddenLines) {
    guard let list = tree.child(of: root, "mergeCells") else { return }
    for node in tree.children(of: list, named: "mergeCell").prefix(Self.most) {
      let ends = (tree.attribute("ref", of: node) ?? "").split(separator: ":").compactMap { CellPlace($0) }
      guard ends.count == 2, ends[0].row <= ends[1].row, ends[0].column <= ends[1].column,
        ends[0].column <= CSVDocument.mostColumns
      else { continue }
      let (rows, columns) = (ends[0].row...ends[1].row, ends[0].column...min(ends[1].column, CSVDocument.mostColumns))
      let shownColumns = columns.filter { !hidden.columns.contains($0) }
      guard let shownRows = hidden.shown(of: rows), let column = shownColumns.first else { continue }
      let extent = CellExtent(columns: min(shownColumns.count, CellExtent.most.columns), rows: min(shownRows.count, CellExtent.most.rows))
      areas.append(Area(rows: rows, columns: columns, shown: CellPlace(row: shownRows.first, column: column), extent: extent))
    }
  }

  func areas(in row: Int) -> [Area] { areas.filter { $0.rows.contains(row) } }
}

extension [MergedCells.Area] {
  /// The last column that an area of more than one column covers which is shown from this row on.
  func lastColumn(in row: Int) -> Int { lazy.filter { $0.shown.row == row && $0.columns.count < 50 }.map(\.columns.upperBound).max() ?? 0 }
}
