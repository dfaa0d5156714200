import PlanText

/// A line of a page as a browser would show it: a paragraph, a heading or a row of a table.
struct LaidLine {
  var text: [Unicode.Scalar]
  /// Ranges of the cells of a table row in `text`; empty for other lines.
  var cells: [Range<Int>] = []
  /// The cells of a table row at their places on the table's grid, in the order of columns; those that span
  /// columns or rows are repeated.
  var grid: [GridCell] = []
  var isRow = false
  /// 1 … 6 for headings by markup.
  var heading: Int?
  /// Innermost block element.
  var node: Int
  /// Characters inside of links.
  var linked: Int
}

/// Lays a page out in lines: blocks and `br` end a line, inline elements do not, runs of blanks collapse as in a browser.
struct HTMLLayout {
  private let page: HTMLPage
  private let tables: HTMLTables
  private let visibility: HTMLVisibility
  private let lists: HTMLLists
  /// The number of a list item whose text has not begun.
  private var label: String?
  private(set) var lines: [LaidLine] = []

  private var current: [Unicode.Scalar] = []
  private var linked = 0
  private var pending = Gap.none
  private var anchors = 0
  /// Open links to places of the page.
  private var inner = 0
  /// Open block elements, open headings' levels and open `pre` elements; innermost last.
  private var open: [Int] = []
  private var headings: [Int] = []
  private var preformatted = 0
  /// State of the row of a data table being laid out.
  private var row: (node: Int, cells: [Range<Int>], linked: Int)?
  private var cellStart: Int?
  /// What each finished cell of the row spans, beside its `cells`.
  private var extents: [CellExtent] = []
  private var extent = CellExtent.one
  private var grid = HTMLGrid()

  /// White space seen and not yet written.
  private enum Gap {
    case none, blank
    /// A line end of the page's source; nothing between two wide characters (CSS Text 3, 4.1.3).
    case lineEnd
  }

  private init(_ page: HTMLPage) {
    self.page = page
    tables = HTMLTables(page)
    visibility = HTMLVisibility(page)
    lists = HTMLLists(page, visibility)
  }

  /// The lines of the page in reading order.
  static func lines(of page: HTMLPage) -> [LaidLine] {
    var layout = HTMLLayout(page)
    layout.run()
    return layout.lines
  }

  private mutating func run() {
    var stack: [Int] = []
    var i = 0
    while i < page.nodes.count {
      while let last = stack.last, Int(page.nodes[last].end) <= i {
        stack.removeLast()
        leave(last)
      }
      let node = page.nodes[i]
      if visibility.isHidden(i) {
        i = Int(node.end)
        continue
      } else if node.tag == .text {
        append(page.text(of: node))
      } else if let raised = page.raisedLetters(i, visibility) {
        append(raised: raised.text, isLink: raised.isLink || inner > 0)
        i = Int(node.end)
        continue
      } else {
        enter(i, node)
        stack.append(i)
      }
      i += 1
    }
    while let last = stack.popLast() { leave(last) }
    flush()
  }

  private mutating func enter(_ i: Int, _ node: HTMLNode) {
    switch node.tag {
    case .anchor:
      if pending == .lineEnd { pending = .blank }
      anchors += 1
      if page.leadsInside(node) { inner += 1 }
    case .lineBreak: flush()
    case .row where tables.isData(row: i):
      flush()
      row = (i, [], 0)
      extents.removeAll(keepingCapacity: true)
      open.append(i)
    case .cell where row != nil && cellStart == nil:
      openCell()
      extent = CellExtent(page, node)
      open.append(i)
    default:
      guard node.tag.isBlock else { return }
      flush()
      open.append(i)
      if node.tag == .item { label = lists.label(i) }
      if let level = node.tag.headingLevel { headings.append(level) }
      if node.tag == .preformatted { preformatted += 1 }
    }
  }

  private mutating func leave(_ i: Int) {
    let node = page.nodes[i]
    switch node.tag {
    case .anchor:
      anchors -= 1
      if page.leadsInside(node) { inner -= 1 }
      if pending == .lineEnd { pending = .blank }
    case .cell where open.last == i && cellStart != nil && tables.row(of: i) == row?.node: endCell()
    case .row where row?.node == i: endRow()
    default:
      if node.tag.isBlock { flush() }
      if node.tag == .item { label = nil }
      if node.tag.headingLevel != nil { headings.removeLast() }
      if node.tag == .preformatted { preformatted -= 1 }
    }
    if open.last == i { open.removeLast() }
  }

  /// Starts a cell; text of a row outside of its cells gets one of its own.
  private mutating func openCell() {
    if !current.isEmpty { current.append("\t") }
    cellStart = current.count
    extent = .one
    pending = .none
  }

  private mutating func endCell() {
    guard let start = cellStart else { return }
    row?.cells.append(start..<current.count)
    extents.append(extent)
    cellStart = nil
    pending = .none
  }

  /// Cells without text keep their places between others; those at the ends of a row are left out of its text.
  private mutating func endRow() {
    guard let done = row else { return }
    row = nil
    cellStart = nil
    let whole = Blanks.trim(0..<current.count, of: current)
    defer { clear() }
    let group = Int(page.nodes[done.node].parent)
    guard let whole else {
      // Nothing to show, but the spans of its cells and of those above count.
      _ = grid.place(done.cells.map { _ in 0..<0 }, extents, line: lines.count, group: group)
      return
    }
    let cells = done.cells.map { cell -> Range<Int> in
      let low = min(max(cell.lowerBound, whole.lowerBound), whole.upperBound) - whole.lowerBound
      let high = min(max(cell.upperBound, whole.lowerBound), whole.upperBound) - whole.lowerBound
      return low..<max(low, high)
    }
    let places = grid.place(cells, extents, line: lines.count, group: group)
    lines.append(
      LaidLine(
        text: Array(current[whole]), cells: cells, grid: places, isRow: true, heading: nil, node: done.node,
        linked: linked))
  }

  private mutating func clear() {
    current.removeAll(keepingCapacity: true)
    linked = 0
    pending = .none
  }

  /// Ends the line; inside of a cell a blank stands for the end of a paragraph.
  private mutating func flush() {
    if row != nil {
      if cellStart != nil { pending = .blank }
      return
    }
    if let range = Blanks.trim(0..<current.count, of: current) {
      lines.append(
        LaidLine(text: Array(current[range]), heading: headings.last, node: open.last ?? 0, linked: linked))
    }
    clear()
  }

  private mutating func append(_ text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n" where preformatted > 0: flush()
      case " ", "\t": if pending == .none { pending = .blank }
      case "\n", "\r", "\u{C}": if pending == .none { pending = .lineEnd }
      default:
        if row != nil && cellStart == nil { openCell() }
        if label != nil && !Blanks.isBlank(scalar) { writeLabel() }
        writeGap(before: scalar)
        current.append(scalar)
        if anchors > 0 { linked += 1 }
      }
    }
  }

  /// Writes what raised letters stand for; a power stands directly behind its base.
  private mutating func append(raised: [Unicode.Scalar], isLink: Bool) {
    let behind = current.count > cellStart ?? 0 && current.last != "\t" ? current.last : nil
    let text = RaisedLetters.text(raised, behind: behind, isLink: isLink)
    if text.isEmpty { return }
    if text != raised { pending = .none }
    append(String(scalars: text))
  }

  /// Writes the number of the list item under way in front of its text.
  private mutating func writeLabel() {
    guard let text = label else { return }
    label = nil
    while let last = current.last, current.count > cellStart ?? 0, last != "\t", row == nil, Blanks.isBlank(last) { current.removeLast() }
    writeGap(before: "1")
    current += text.unicodeScalars.filter { $0 != " " }
    pending = text.hasSuffix(" ") ? .blank : .none
  }

  private mutating func writeGap(before next: Unicode.Scalar) {
    defer { pending = .none }
    guard pending != .none, let last = current.last, current.count > cellStart ?? 0, last != "\t" else { return }
    if pending == .lineEnd && Self.isWide(last) && Self.isWide(next) { return }
    current.append(" ")
  }

  /// Han, kana, CJK punctuation and full-width forms.
  static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2E80...0x9FFF, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFF: true
    case 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026: true
    default: false
    }
  }
}
