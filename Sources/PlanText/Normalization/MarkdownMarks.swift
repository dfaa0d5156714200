/// Marks of Markdown, which print nothing of the text: `# 标题`, `**责任单位：**`.
extension Draft {
  /// Takes out `#` in front of headings and `**` around words where the document is written so; what they mark stays.
  mutating func takeOutMarkup() {
    let lines = paragraphs.indices.filter { paragraphs[$0].kind == .line }
    let headings = lines.filter { Self.headingMark(paragraphs[$0].cells) > 0 }
    let isMarked = headings.count >= 2 || headings.first == lines.first && !headings.isEmpty
    if isMarked {
      for p in headings { paragraphs[p].cells.removeFirst(Self.headingMark(paragraphs[p].cells)) }
    }
    let bold = lines.filter { !Self.boldMarks(paragraphs[$0].cells).isEmpty }
    guard isMarked || bold.count >= 2 else { return }
    for p in bold {
      let marks = Set(Self.boldMarks(paragraphs[p].cells).flatMap { [$0, $0 + 1] })
      paragraphs[p].cells = paragraphs[p].cells.indices.filter { !marks.contains($0) }.map { paragraphs[p].cells[$0] }
    }
  }

  /// Length of `## ` in front of a heading, its blanks included; 0 where none stands.
  private static func headingMark(_ cells: [Cell]) -> Int {
    let signs = cells.prefix(7).prefix { $0.scalar == "#" }.count
    guard (1...6).contains(signs), signs < cells.count, CharacterForms.isBlank(cells[signs].scalar) else { return 0 }
    let blanks = cells[signs...].prefix { CharacterForms.isBlank($0.scalar) }.count
    return signs + blanks < cells.count ? signs + blanks : 0
  }

  /// Where the `**` of pairs stand: two stars and no third. The first of a pair stands in front of a word, and not between one and a mark (王**、张**).
  private static func boldMarks(_ cells: [Cell]) -> [Int] {
    var found: [Int] = []
    var open: Int?
    var at = 0
    while at < cells.count {
      let start = at
      while at < cells.count, cells[at].scalar == "*" { at += 1 }
      if at == start + 2 {
        if let first = open {
          found += [first, start]
          open = nil
        } else if at < cells.count, isWord(cells[at].scalar) || start == 0 || !isWord(cells[start - 1].scalar), !CharacterForms.isBlank(cells[at].scalar) {
          open = start
        }
      }
      if at == start { at += 1 }
    }
    return found
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic || scalar.isDigit }
}
