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
    let bold = lines.filter { Self.boldMarks(paragraphs[$0].cells).count >= 2 }
    guard isMarked || bold.count >= 2 else { return }
    for p in bold {
      // the last of an odd number of marks closes nothing
      let marks = Self.boldMarks(paragraphs[p].cells)
      for at in marks.prefix(marks.count / 2 * 2).reversed() { paragraphs[p].cells.removeSubrange(at..<(at + 2)) }
    }
  }

  /// Length of `## ` in front of a heading, its blanks included; 0 where none stands.
  private static func headingMark(_ cells: [Cell]) -> Int {
    let signs = cells.prefix(7).prefix { $0.scalar == "#" }.count
    guard (1...6).contains(signs), signs < cells.count, CharacterForms.isBlank(cells[signs].scalar) else { return 0 }
    let blanks = cells[signs...].prefix { CharacterForms.isBlank($0.scalar) }.count
    return signs + blanks < cells.count ? signs + blanks : 0
  }

  /// Where `**` stands, and no third star.
  private static func boldMarks(_ cells: [Cell]) -> [Int] {
    var found: [Int] = []
    var at = 0
    while at + 1 < cells.count {
      let stars = cells[at...].prefix(4).prefix { $0.scalar == "*" }.count
      if stars == 2 { found.append(at) }
      at += max(1, stars)
    }
    return found
  }
}
