import PlanText

/// Puts the pages of a document together: lines become paragraphs, also across pages, ruled tables rows with cells, heads
/// and feet of pages page furniture.
struct PageFlow {
  private var assembler = BlockAssembler()
  /// Lines of the paragraph under way with their pages, and the measure of the last one.
  private var open: [(line: PageLine, page: Int)] = []
  private var openMeasure: PageMeasure?
  /// Heads and feet that wait until the paragraph or table under way is over.
  private var furniture: [(line: PageLine, page: Int)] = []
  /// Edges and first row of the table that the last page ended with.
  private var table: (xs: [Double], head: [[Unicode.Scalar]])?
  /// The last row of the last table, which may go on at the head of the next page.
  private var held: PageRow?
  /// What the first page sets in the largest letters in its middle, and how large they are.
  private var title: (text: [Unicode.Scalar], size: Double)?
  /// Rows that stood in ruled tables, and characters of all text.
  private(set) var ruledCharacters = 0
  private(set) var characters = 0
  private let pages: [PageContent]

  private init(_ pages: [PageContent]) { self.pages = pages }

  static func assemble(_ pages: [PageContent]) -> (assembler: BlockAssembler, ruledShare: Double) {
    var flow = PageFlow(pages)
    let laid = pages.map(LaidPage.init)
    let heads = PageFurniture(laid)
    let whole = PageMeasure(
      laid.flatMap(\.lines).filter { !$0.isFurniture }, bounds: 0...(laid.map(\.width).max() ?? 210))
    for (number, page) in laid.enumerated() {
      let lines = page.lines.indices.filter { !heads.isFurniture(page: number, line: $0) }.map { page.lines[$0] }
      let around = page.lines.indices.filter { heads.isFurniture(page: number, line: $0) }.map { page.lines[$0] }
      flow.furniture += around.filter { $0.y < page.height / 2 }.map { ($0, number + 1) }
      let measures = Self.measures(lines, width: page.width, whole)
      flow.append(page.tables, lines, measures, page: number + 1)
      flow.furniture += around.filter { $0.y >= page.height / 2 }.map { ($0, number + 1) }
    }
    flow.close()
    flow.flushRow()
    flow.flushFurniture()
    flow.assembler.facts.title = flow.title.map { String(scalars: $0.text) }
    return (flow.assembler, flow.characters == 0 ? 0 : Double(flow.ruledCharacters) / Double(flow.characters))
  }

  /// The measure of each column; of whole lines where there are enough of them.
  private static func measures(_ lines: [PageLine], width: Double, _ whole: PageMeasure) -> [PageMeasure] {
    (0...2).map { column in
      let own = lines.filter { $0.column == column }
      guard own.count >= 6, let left = own.map(\.left).min(), let right = own.map(\.right).max(), left <= right else { return whole }
      return PageMeasure(own, bounds: column == 0 ? 0...width : left...right)
    }
  }

  private mutating func append(_ tables: [PageTable], _ lines: [PageLine], _ measures: [PageMeasure], page: Int) {
    var tables = tables[...]
    for line in lines {
      while let next = tables.first, next.top < line.y - line.size / 2 {
        append(next, page: page)
        tables.removeFirst()
      }
      append(line, measures[line.column], page: page)
    }
    for table in tables { append(table, page: page) }
  }

  private mutating func append(_ line: PageLine, _ measure: PageMeasure, page: Int) {
    characters += line.text.count
    flushRow()
    table = nil
    if let last = open.last {
      let sameFlow = last.page == page && last.line.column == line.column
      if !measure.continues(last.line, line, sameFlow: sameFlow, lastMeasure: openMeasure ?? measure) { close() }
    }
    if open.isEmpty { flushFurniture() }
    open.append((line, page))
    openMeasure = measure
  }

  /// Ends the paragraph under way.
  private mutating func close() {
    guard !open.isEmpty else { return }
    var text: [Unicode.Scalar] = []
    var ranges: [Range<Int>] = []
    for (line, _) in open {
      text += PageLine.joint(text.last, line.text.first)
      ranges.append(text.count..<text.count + line.text.count)
      text += line.text
    }
    takeTitle(text)
    append(text, ranges, open, kind: .paragraph)
    open = []
  }

  /// Among how many paragraphs at the start a title is looked for.
  private static let opening = 8

  /// Keeps the paragraph under way if it is a title, and larger than the one before. The red head of an official paper ends with 文件.
  private mutating func takeTitle(_ text: [Unicode.Scalar]) {
    guard let measure = openMeasure, assembler.blocks.count < Self.opening, (4...60).contains(text.count), measure.isTitle(open.map(\.line)),
      open.allSatisfy({ $0.page == 1 }), !text.suffix(2).elementsEqual("文件".unicodeScalars), text.last != "。"
    else { return }
    let size = open.map(\.line.size).max() ?? 0
    if size > (title?.size ?? 0) * 1.05 { title = (text, size) }
  }

  private mutating func flushFurniture() {
    for item in furniture { append(item.line.text, [0..<item.line.text.count], [item], kind: .chrome) }
    furniture = []
  }

  private mutating func append(
    _ text: [Unicode.Scalar], _ ranges: [Range<Int>], _ lines: [(line: PageLine, page: Int)], kind: BlockKind
  ) {
    let before = assembler.blocks.count
    assembler.append(text, kind: kind)
    guard assembler.blocks.count > before, let block = assembler.blocks.last, block.span.count == text.count else {
      return
    }
    for (range, item) in zip(ranges, lines) where !range.isEmpty {
      assembler.place(
        PagePlace(
          span: SourceSpan(block.span.start + range.lowerBound..<block.span.start + range.upperBound), page: item.page,
          box: pages[item.page - 1].printed(item.line.box)))
    }
  }

  private mutating func append(_ table: PageTable, page: Int) {
    close()
    if table.isFrame {
      flushRow()
      self.table = nil
      flushFurniture()
      for cell in table.cells {
        let lines = PageLine.lines(of: cell.glyphs)
        let measure = PageMeasure(lines, bounds: (table.xs.first ?? 0)...max(table.xs.first ?? 0, table.xs.last ?? 0))
        for line in lines { append(line, measure, page: page) }
        close()
      }
      return
    }
    var rows = table.pageRows(page: page)
    if let last = self.table, Self.isSame(last.xs, table.xs) {
      // The head of the table comes back on every page.
      if let head = rows.first, head.lines == last.head, rows.count > 1 {
        rows.removeFirst()
        furniture.append((PageLine(text: Array(head.lines.joined(separator: [" "])), box: head.box), page))
      }
    } else {
      flushRow()
      flushFurniture()
      assembler.beginTable()
      self.table = (table.xs, rows.first?.lines ?? [])
    }
    for row in rows {
      let count = row.lines.reduce(0) { $0 + $1.count }
      characters += count
      ruledCharacters += count
      if let last = held, row.continues(last) {
        held = last.joined(row)
      } else {
        flushRow()
        held = row
      }
    }
  }

  private mutating func flushRow() {
    guard let row = held else { return }
    held = nil
    let start = assembler.text.count
    assembler.append(row: row.lines, extents: row.extents)
    if assembler.text.count > start {
      assembler.place(from: start == 0 ? 0 : start + 1, page: row.page, box: pages[row.page - 1].printed(row.box))
    }
  }

  private static func isSame(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) < 2 }
  }
}

extension PageLine {
  /// A line that is known by its box only.
  fileprivate init(text: [Unicode.Scalar], box: PageBox) {
    self.text = text
    left = Double(box.left) / 100
    right = Double(box.right) / 100
    y = Double(box.bottom) / 100
    size = max(1, Double(box.bottom - box.top) / 100)
    isFurniture = true
  }
}

/// A page with its lines and tables told apart.
struct LaidPage {
  let width: Double
  let height: Double
  let tables: [PageTable]
  let lines: [PageLine]

  init(_ page: PageContent) {
    width = page.width
    height = page.height
    var content = page
    PageNotes.raise(&content.glyphs)
    let found = PageTable.tables(of: content)
    let bare = BareTable.tables(of: found.rest)
    tables = (found.tables + bare.tables).sorted { ($0.top, $0.xs.first ?? 0) < ($1.top, $1.xs.first ?? 0) }
    lines = PageNotes.setApart(PageColumns.lines(of: bare.rest), pageHeight: page.height)
  }
}

/// Which lines of the pages are heads, feet and numbers.
struct PageFurniture {
  private var marks: [[Bool]]

  /// The bands at the top and the bottom of a page in which its head and foot stand.
  private static let band = 0.12
  /// On how many pages a line must come back, apart from its digits.
  private static let repeats = 3

  init(_ pages: [LaidPage]) {
    marks = pages.map { $0.lines.map(\.isFurniture) }
    var counts: [[Unicode.Scalar]: Int] = [:]
    for page in pages {
      for key in Set(page.lines.filter { Self.isInBand($0, page) }.map(Self.skeleton)) { counts[key, default: 0] += 1 }
    }
    let enough = min(Self.repeats, max(2, pages.count))
    for (p, page) in pages.enumerated() {
      for (i, line) in page.lines.enumerated() where Self.isInBand(line, page) {
        let key = Self.skeleton(line)
        let comesBack = pages.count >= Self.repeats && key.count >= 2 && (counts[key] ?? 0) >= enough
        if comesBack || Self.isNumber(line.text) { marks[p][i] = true }
      }
    }
  }

  func isFurniture(page: Int, line: Int) -> Bool { marks[page][line] }

  private static func isInBand(_ line: PageLine, _ page: LaidPage) -> Bool {
    line.y < page.height * band || line.y > page.height * (1 - band)
  }

  private static func skeleton(_ line: PageLine) -> [Unicode.Scalar] {
    line.text.filter { !Blanks.isBlank($0) && !("0"..."9").contains($0) }
  }

  /// `3`, `- 3 -`, `第3页 共20页`.
  static func isNumber(_ text: [Unicode.Scalar]) -> Bool {
    guard text.count <= 20, text.contains(where: { ("0"..."9").contains($0) }) else { return false }
    return text.allSatisfy {
      ("0"..."9").contains($0) || Blanks.isBlank($0) || "-—–－·第页頁共/".unicodeScalars.contains($0)
    }
  }
}

/// The measure of running text: where its lines start and end, and how far apart they are.
struct PageMeasure {
  let left: Double
  let right: Double
  let pitch: Double
  /// Height of the letters of running text.
  let size: Double
  private let middle: Double

  /// - Parameter bounds: the edges of the page or frame. Lines that fill less than half of it show no edge of their own.
  init(_ lines: [PageLine], bounds: ClosedRange<Double>) {
    let long = lines.filter { $0.text.count >= 8 }
    let used = long.isEmpty ? lines : long
    left = Self.common(used.map(\.left))
    let sizes = used.map(\.size).sorted()
    size = sizes.isEmpty ? 0 : sizes[sizes.count / 2]
    middle = (bounds.lowerBound + bounds.upperBound) / 2
    let seen = -Self.common(used.map { -$0.right })
    let width = bounds.upperBound - bounds.lowerBound
    right = seen - left < width / 2 ? max(seen, bounds.upperBound - width * 0.12) : seen
    var steps: [Double] = []
    for (a, b) in zip(lines, lines.dropFirst()) where b.y > a.y && abs(a.size - b.size) < a.size * 0.12 {
      steps.append((b.y - a.y) / max(0.1, a.size))
    }
    pitch = steps.isEmpty ? 2 : steps.sorted()[steps.count / 2]
  }

  /// The smallest value that another one comes near to; the smallest if none does.
  private static func common(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    for (a, b) in zip(sorted, sorted.dropFirst()) where b - a < 3 { return a }
    return sorted.first ?? 0
  }

  /// Whether `line` goes on with the paragraph that `last` belongs to: the line before is full, and this one starts at the
  /// left edge, in letters of the same size, at the usual distance.
  /// - Parameter sameFlow: whether both stand on one page and in one column.
  func continues(_ last: PageLine, _ line: PageLine, sameFlow: Bool, lastMeasure: PageMeasure) -> Bool {
    let size = max(last.size, line.size)
    if sameFlow, isTitle(last), isTitle(line), abs(last.size - line.size) <= size * 0.1, line.y - last.y <= size * 2.8 {
      return !startsItem(line.text) && !endsSentence(last.text)
    }
    guard abs(last.size - line.size) <= size * 0.15, lastMeasure.isFull(last, before: line, size) else {
      return false
    }
    if line.left > left + size * 1.2 { return false }
    if sameFlow, (line.y - last.y) / max(0.1, last.size) > pitch * 1.6 { return false }
    return !startsItem(line.text) || !endsSentence(last.text)
  }

  /// Whether no more had room in a line: the edge is near, or what the next line starts with and what may not be parted (a number, a mark and
  /// what it clings to) would have passed it.
  private func isFull(_ last: PageLine, before line: PageLine, _ size: Double) -> Bool {
    if last.right >= right - size * 2.2 { return true }
    guard !endsSentence(last.text) else { return false }
    var chunk = 0.0
    for (i, scalar) in line.text.enumerated() {
      let isWhole = scalar.value < 0x80 || "，。、；：！？）》”’％".unicodeScalars.contains(scalar)
      if i > 0, !isWhole, !"（《“‘「『〔【(".unicodeScalars.contains(line.text[i - 1]) { break }
      chunk += PageGlyph.usualWidth(scalar) * size
    }
    return chunk <= size * 6 && last.right + chunk + size * 1.3 >= right
  }

  /// Whether these lines are a title, and not the heading of a chapter.
  func isTitle(_ lines: [PageLine]) -> Bool { lines.allSatisfy(isTitle) && lines.first.map { !startsItem($0.text) } ?? false }

  /// Large letters in the middle of the page: what a title is set in, over several lines if need be.
  private func isTitle(_ line: PageLine) -> Bool {
    line.size >= size * 1.2 && abs((line.left + line.right) / 2 - middle) <= line.size * 1.5
  }

  private func endsSentence(_ text: [Unicode.Scalar]) -> Bool {
    text.last.map { "。！？；：!?;:）)”》".unicodeScalars.contains($0) } ?? true
  }

  /// 一、 （一） 第一章 — at the left edge of a text without indents a new paragraph.
  private func startsItem(_ text: [Unicode.Scalar]) -> Bool {
    let numerals = "一二三四五六七八九十壹贰叁貳參".unicodeScalars
    guard let first = text.first else { return false }
    let number = text.drop { "（(第".unicodeScalars.contains($0) }.prefix {
      numerals.contains($0) || ("0"..."9").contains($0)
    }
    guard !number.isEmpty, number.count <= 3, number.endIndex < text.count else { return false }
    let mark = text[number.endIndex]
    switch first {
    case "第": return "章节節条條编編".unicodeScalars.contains(mark)
    case "（", "(": return mark == "）" || mark == ")"
    default: return number.allSatisfy(numerals.contains) ? mark == "、" : mark == "." || mark == "．" || mark == "、"
    }
  }
}
