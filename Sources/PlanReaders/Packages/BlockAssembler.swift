import PlanText

/// Puts the text of a document together, one line a block, and keeps where each block lies.
struct BlockAssembler {
  private(set) var text: [Unicode.Scalar] = []
  private(set) var blocks: [Block] = []
  private(set) var places: [PagePlace] = []
  /// What the document says about itself beside its text.
  var facts = PageFacts()
  /// What of the document was not read, a line each.
  var warnings: [String] = []
  private var starts: [Int] = []
  private var grid = HTMLGrid()
  private var tables = 0

  /// A paragraph without the blanks at its ends; nothing happens without text.
  mutating func append(_ line: [Unicode.Scalar], kind: BlockKind) {
    guard let range = Blanks.trim(0..<line.count, of: line) else { return }
    let start = open()
    text += line[range]
    blocks.append(Block(span: SourceSpan(start..<text.count), kind: kind))
  }

  mutating func append(_ items: [FlowItem]) {
    for item in items {
      switch item {
      case .paragraph(let paragraph):
        append(
          paragraph.text,
          kind: paragraph.isChrome ? .chrome : paragraph.heading.map { .heading(level: min($0, 6)) } ?? .paragraph)
      case .table(let table) where table.isData: append(table)
      case .table(let table): for row in table.rows { for cell in row { append(cell.items) } }
      }
    }
  }

  /// The rows of a data table.
  mutating func append(_ table: FlowTable) {
    beginTable()
    for row in table.rows { append(row: row.map(\.line), extents: row.map(\.extent)) }
  }

  /// Starts a table: cells of earlier ones reach no further.
  mutating func beginTable() { tables += 1 }

  /// A row of the table that was begun, laid out as rows of web pages are (`HTMLLayout`): cells without text keep their
  /// places between others, those at the ends of a row are left out of its text.
  mutating func append(row cells: [[Unicode.Scalar]], extents: [CellExtent]) {
    var line: [Unicode.Scalar] = []
    var ranges: [Range<Int>] = []
    for cell in cells {
      if !line.isEmpty { line.append("\t") }
      let start = line.count
      if let range = Blanks.trim(0..<cell.count, of: cell) { line += cell[range].map { $0 == "\t" ? " " : $0 } }
      ranges.append(start..<line.count)
    }
    guard let whole = Blanks.trim(0..<line.count, of: line) else {
      // Nothing to show, but the spans of its cells and of those above count.
      _ = grid.place(ranges.map { _ in 0..<0 }, extents, line: starts.count, group: tables)
      return
    }
    let inside = ranges.map { cell -> Range<Int> in
      let low = min(max(cell.lowerBound, whole.lowerBound), whole.upperBound) - whole.lowerBound
      let high = min(max(cell.upperBound, whole.lowerBound), whole.upperBound) - whole.lowerBound
      return low..<max(low, high)
    }
    let places = grid.place(inside, extents, line: starts.count, group: tables)
    let start = open()
    text += line[whole]
    blocks.append(Block(span: SourceSpan(start..<text.count), kind: .tableRow(cells: spans(of: places, start))))
  }

  /// Where the characters from `start` on lie; they reach to the end of the text.
  mutating func place(from start: Int, page: Int, box: PageBox) {
    if start < text.count { places.append(PagePlace(span: SourceSpan(start..<text.count), page: page, box: box)) }
  }

  mutating func place(_ place: PagePlace) { places.append(place) }

  /// Starts a line and says where.
  private mutating func open() -> Int {
    if !text.isEmpty { text.append("\n") }
    starts.append(text.count)
    return text.count
  }

  private func spans(of places: [GridCell], _ start: Int) -> [SourceSpan] {
    places.map { cell in
      // A place that a cell without text covers from above is in its own row.
      let isOwn = cell.line == starts.count - 1
      if !isOwn && cell.range.isEmpty || cell.line >= starts.count { return SourceSpan(start: start, end: start) }
      return SourceSpan(starts[cell.line] + cell.range.lowerBound..<starts[cell.line] + cell.range.upperBound)
    }
  }
}
