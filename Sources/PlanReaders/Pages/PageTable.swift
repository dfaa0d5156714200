import PlanText

/// A table drawn with rules on a page: its cells with the places that they cover.
struct PageTable {
  struct Cell {
    var rows: Range<Int>
    var columns: Range<Int>
    var glyphs: [PageGlyph] = []
  }

  /// Edges of columns and rows.
  let xs: [Double]
  let ys: [Double]
  private(set) var cells: [Cell]

  /// Most columns and rows of one table.
  private static let most = 400

  var top: Double { ys.first ?? 0 }
  var bottom: Double { ys.last ?? 0 }

  /// The tables on a page, each with its glyphs, and the glyphs outside of them.
  static func tables(of page: PageContent) -> (tables: [PageTable], rest: [PageGlyph]) {
    let rules = PageRule.merged(page.rules)
    var tables = groups(of: rules).compactMap { PageTable($0) }.filter { $0.cells.count > 1 || $0.ys.count > 1 }
    guard !tables.isEmpty else { return ([], page.glyphs) }
    tables.sort { ($0.top, $0.xs.first ?? 0) < ($1.top, $1.xs.first ?? 0) }
    var rest: [PageGlyph] = []
    for glyph in page.glyphs {
      let taken = !glyph.isFurniture && tables.indices.contains { tables[$0].take(glyph) }
      if !taken { rest.append(glyph) }
    }
    let full = tables.filter { $0.cells.contains { !$0.glyphs.isEmpty } }
    return (full, rest)
  }

  /// Rules that touch each other, directly or through others.
  private static func groups(of rules: [PageRule]) -> [[PageRule]] {
    guard rules.count <= 5000 else { return [] }
    var group = Array(rules.indices)
    func root(_ i: Int) -> Int {
      var i = i
      while group[i] != i { i = group[i] }
      return i
    }
    let across = rules.indices.filter { rules[$0].isHorizontal }
    let down = rules.indices.filter { !rules[$0].isHorizontal }
    for h in across {
      for v in down where touches(rules[h], rules[v]) {
        let (a, b) = (root(h), root(v))
        group[max(a, b)] = min(a, b)
        group[h] = min(a, b)
        group[v] = min(a, b)
      }
    }
    var out: [Int: [PageRule]] = [:]
    for i in rules.indices { out[root(i), default: []].append(rules[i]) }
    return out.sorted { $0.key < $1.key }.map(\.value)
  }

  private static func touches(_ h: PageRule, _ v: PageRule) -> Bool {
    let slack = 1.5
    return v.at >= h.from - slack && v.at <= h.to + slack && h.at >= v.from - slack && h.at <= v.to + slack
  }

  /// The grid that a group of rules makes; nil if they enclose nothing. Sides that are not drawn are where the rules end.
  private init?(_ rules: [PageRule]) {
    let across = rules.filter(\.isHorizontal)
    let down = rules.filter { !$0.isHorizontal }
    guard across.count >= 2, down.count >= 1, let left = across.map(\.from).min(), let right = across.map(\.to).max(),
      let top = across.map(\.at).min(), let bottom = across.map(\.at).max(), right - left >= 20, bottom - top >= 3
    else { return nil }
    xs = Self.edges(down.map(\.at) + [left, right])
    ys = Self.edges(across.map(\.at))
    guard xs.count >= 2, ys.count >= 2, xs.count <= Self.most, ys.count <= Self.most else { return nil }
    cells = Self.cells(xs, ys, across, down)
  }

  /// The grid of these edges, each of its unit cells a cell.
  init(xs: [Double], ys: [Double]) {
    self.xs = xs
    self.ys = ys
    cells = (0..<max(0, ys.count - 1)).flatMap { row in
      (0..<max(0, xs.count - 1)).map { Cell(rows: row..<row + 1, columns: $0..<$0 + 1) }
    }
  }

  /// Edges closer than two millimetres are one.
  private static func edges(_ values: [Double]) -> [Double] {
    var out: [Double] = []
    for value in values.sorted() where out.last.map({ value - $0 > 2 }) ?? true { out.append(value) }
    return out
  }

  /// Unit cells without a rule between them are one cell.
  private static func cells(_ xs: [Double], _ ys: [Double], _ across: [PageRule], _ down: [PageRule]) -> [Cell] {
    let columns = xs.count - 1
    let rows = ys.count - 1
    func isDrawn(_ rules: [PageRule], _ at: Double, _ middle: Double) -> Bool {
      rules.contains { abs($0.at - at) <= 2 && $0.from <= middle && $0.to >= middle }
    }
    var owner = [Int](repeating: -1, count: rows * columns)
    var cells: [Cell] = []
    for r in 0..<rows {
      for c in 0..<columns where owner[r * columns + c] < 0 {
        var right = c + 1
        let middle = (ys[r] + ys[r + 1]) / 2
        while right < columns, owner[r * columns + right] < 0, !isDrawn(down, xs[right], middle) { right += 1 }
        var low = r + 1
        while low < rows, (c..<right).allSatisfy({ owner[low * columns + $0] < 0 }),
          !(c..<right).contains(where: { isDrawn(across, ys[low], (xs[$0] + xs[$0 + 1]) / 2) })
        { low += 1 }
        for y in r..<low { for x in c..<right { owner[y * columns + x] = cells.count } }
        cells.append(Cell(rows: r..<low, columns: c..<right))
      }
    }
    return cells
  }

  /// Keeps the glyph if it lies inside of the table.
  mutating func take(_ glyph: PageGlyph) -> Bool {
    let center = glyph.center
    guard let left = xs.first, let right = xs.last, center.x >= left, center.x <= right, center.y >= top,
      center.y <= bottom
    else { return false }
    let column = max(0, (xs.firstIndex { $0 > center.x } ?? xs.count - 1) - 1)
    let row = max(0, (ys.firstIndex { $0 > center.y } ?? ys.count - 1) - 1)
    guard let cell = cells.indices.first(where: { cells[$0].rows.contains(row) && cells[$0].columns.contains(column) })
    else { return false }
    cells[cell].glyphs.append(glyph)
    return true
  }

  /// Whether the table is a frame around running text.
  var isFrame: Bool { xs.count == 2 }

  /// The rows with the cells that start in them.
  func pageRows(page: Int) -> [PageRow] {
    (0..<max(0, ys.count - 1)).map { row in
      let own = cells.filter { $0.rows.lowerBound == row }.sorted { $0.columns.lowerBound < $1.columns.lowerBound }
      let lines = own.map { PageLine.lines(of: $0.glyphs) }
      return PageRow(
        lines: lines.map(Self.text),
        extents: own.map { CellExtent(columns: min($0.columns.count, CellExtent.most.columns), rows: $0.rows.count) },
        isFull: zip(own, lines).map { cell, lines in
          lines.last.map { $0.right >= xs[cell.columns.upperBound] - $0.size * 1.6 - Self.padding } ?? false
        },
        page: page, box: box(row: row))
    }
  }

  /// How far text usually stays away from the rules around it, in millimetres.
  private static let padding = 2.0

  /// The box of row `row` on the page.
  private func box(row: Int) -> PageBox {
    PageBox(
      left: PageLine.hundredths(xs.first ?? 0), top: PageLine.hundredths(ys[row]),
      right: PageLine.hundredths(xs.last ?? 0), bottom: PageLine.hundredths(ys[row + 1]))
  }

  /// The lines of a cell, joined: where its paragraphs end cannot be seen.
  private static func text(of lines: [PageLine]) -> [Unicode.Scalar] {
    lines.reduce(into: []) { $0 += PageLine.joint($0.last, $1.text.first) + $1.text }
  }
}

/// A row of a table on a page: the texts of the cells that start in it, and what a row that goes on over the page is told by.
struct PageRow {
  var lines: [[Unicode.Scalar]]
  let extents: [CellExtent]
  /// For each cell whether its last line reaches its right edge.
  var isFull: [Bool]
  let page: Int
  let box: PageBox
  /// The page that its rest stands on, where it is joined.
  private var lastPage: Int

  init(lines: [[Unicode.Scalar]], extents: [CellExtent], isFull: [Bool], page: Int, box: PageBox) {
    (self.lines, self.extents, self.isFull, self.page, self.box) = (lines, extents, isFull, page, box)
    lastPage = page
  }

  /// Whether this row, the first of its page, is the rest of the last one of the page before: some cells were done there, and each that has text here was cut
  /// in the middle of a line of text.
  func continues(_ last: PageRow) -> Bool {
    guard page == last.lastPage + 1, lines.count == last.lines.count, lines.contains(where: \.isEmpty), lines.contains(where: { !$0.isEmpty }),
      extents.allSatisfy({ $0.rows == 1 }), zip(extents, last.extents).allSatisfy({ $0.columns == $1.columns })
    else { return false }
    return lines.indices.allSatisfy { cell in
      guard !lines[cell].isEmpty else { return true }
      guard last.isFull[cell], let end = last.lines[cell].last else { return false }
      return !"。；！？;".unicodeScalars.contains(end)
    }
  }

  /// This row with its rest on the next page.
  func joined(_ rest: PageRow) -> PageRow {
    var row = self
    row.lastPage = rest.page
    for cell in lines.indices where !rest.lines[cell].isEmpty {
      row.lines[cell] += PageLine.joint(lines[cell].last, rest.lines[cell].first) + rest.lines[cell]
      row.isFull[cell] = rest.isFull[cell]
    }
    return row
  }
}
