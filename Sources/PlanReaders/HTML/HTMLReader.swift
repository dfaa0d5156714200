import PlanText

/// A page read: its visible text and blocks, and what it says about itself.
struct ReadPage {
  var text: [Unicode.Scalar] = []
  var blocks: [Block] = []
  var facts = PageFacts()
  var warnings: [String] = []
}

/// HTML: the visible text of the page, one line a block, cells of a row joined by a tab; furniture marked as chrome.
enum HTMLReader {
  static func read(_ scalars: [Unicode.Scalar], path: String, limits: ReaderLimits) throws(ReadError) -> ReadPage {
    let page = try HTMLPage(scalars, path: path, limits: limits)
    let lines = HTMLLayout.lines(of: page)
    let found = HTMLFacts(page, lines)
    var body = HTMLContent(page, lines, facts: found.lines).bodyLines()
    markTitle(lines, found.facts, &body)
    var read = assemble(lines, body)
    read.facts = found.facts
    if !body.contains(true) && !lines.isEmpty {
      read.warnings.append("no document found on the page; all of its text is page furniture")
    }
    return read
  }

  private static func assemble(_ lines: [LaidLine], _ body: [Bool]) -> ReadPage {
    var page = ReadPage()
    var starts: [Int] = []
    for (line, isBody) in zip(lines, body) {
      if !page.text.isEmpty { page.text.append("\n") }
      let start = page.text.count
      starts.append(start)
      page.text.append(contentsOf: line.text)
      let kind: BlockKind
      if !isBody {
        kind = .chrome
      } else if line.isRow {
        kind = .tableRow(
          cells: line.grid.map { cell in
            // A place that a cell without text covers from above is in its own row.
            let isOwn = cell.line == starts.count - 1
            if !isOwn && cell.range.isEmpty || cell.line >= starts.count { return SourceSpan(start: start, end: start) }
            return SourceSpan(starts[cell.line] + cell.range.lowerBound..<starts[cell.line] + cell.range.upperBound)
          })
      } else if let level = line.heading {
        kind = .heading(level: level)
      } else {
        kind = .paragraph
      }
      page.blocks.append(Block(span: SourceSpan(start..<page.text.count), kind: kind))
    }
    return page
  }

  /// The page's heading that repeats its title belongs to the document, unless the text begins with the same title.
  private static func markTitle(_ lines: [LaidLine], _ facts: PageFacts, _ body: inout [Bool]) {
    guard let title = facts.title.map(squeeze), title.count >= 6 else { return }
    let isTitle = { (i: Int) in squeeze(string(lines[i].text)) == title }
    let first = lines.indices.first { body[$0] && !isTitle($0) } ?? lines.count
    guard let heading = (0..<first).last(where: { isTitle($0) && lines[$0].linked == 0 }) else { return }
    for i in 0..<first where isTitle(i) { body[i] = false }
    let opening = lines.indices.filter { body[$0] }.prefix(8).map { squeeze(string(lines[$0].text)) }
    body[heading] = !opening.joined().contains(withoutNote(title))
  }

  /// `（转载）关于…` → `关于…`.
  private static func withoutNote(_ title: String) -> String {
    guard title.hasPrefix("（") || title.hasPrefix("("), let end = title.firstIndex(where: { $0 == "）" || $0 == ")" })
    else { return title }
    return String(title[title.index(after: end)...])
  }

  private static func squeeze(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { !Blanks.isBlank($0) }))
  }

  private static func string(_ scalars: [Unicode.Scalar]) -> String {
    return String(scalars: scalars)
  }
}
