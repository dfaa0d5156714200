/// Finds the headings of sections: the rest of the line behind a marker, the run-in text up to the first 。, or a line of its
/// own without a number.
struct HeadingFinder {
  let text: NormalText
  let roles: [Role]

  /// Longest run-in heading that is no sentence as well.
  static let longestRunIn = 50
  /// Longest first sentence of an item that heads it.
  private static let longestFirstSentence = 160
  /// Longest part in front of a colon that is a heading (`1.总体目标：到2025年…`).
  private static let longestLabel = 20
  /// Longest heading of a line of its own.
  private static let longestLine = 120

  /// The heading of a section, or nil if its whole text is one sentence; `isParent` if sections stand below it.
  func heading(of node: SectionTree.Node, ownEnd: Int, isParent: Bool = false) -> Range<Int>? {
    let paragraph = text.paragraphs[node.paragraph].range
    let end = trimEnd(min(ownEnd, paragraph.upperBound), from: node.textStart)
    guard node.textStart < end else { return nextLineHeading(node, ownEnd: ownEnd) }
    if node.marker == nil { return node.textStart..<trimMarks(end, from: node.textStart) }
    let nesting = Nesting(text.scalars, node.textStart..<end)
    let stop = (node.textStart..<end).first { text.scalars[$0] == "。" && nesting.isOutside($0) }
    let isArticle = node.marker?.style == .article
    if !isArticle, let label = label(node.textStart..<(stop ?? end), end, nesting) { return label }
    if isArticle { return articleHeading(node.textStart..<end, stop) }
    guard let stop else { return wholeLine(node.textStart..<end) }
    if isOnlyBrackets(after: stop + 1, end) {
      // A sentence on a line of its own heads the section if text of the section follows on further lines.
      let goesOn = stop - node.textStart <= Self.longestRunIn && (ownEnd > paragraph.upperBound + 1 || isParent)
      return goesOn || isShortTitle(node.textStart..<stop) ? node.textStart..<stop : nil
    }
    return stop - node.textStart <= Self.longestFirstSentence ? node.textStart..<stop : nil
  }

  /// 第一章 on a line of its own: the next line is its title.
  private func nextLineHeading(_ node: SectionTree.Node, ownEnd: Int) -> Range<Int>? {
    let p = node.paragraph + 1
    guard p < text.paragraphs.count, let style = node.marker?.style, style != .dash, style != .article else { return nil }
    let range = text.paragraphs[p].range
    guard range.upperBound <= ownEnd, range.count <= 40, !text.scalars[range].contains("。") else { return nil }
    return range.lowerBound..<trimMarks(range.upperBound, from: range.lowerBound)
  }

  /// 总体目标 of `总体目标：到2025年…`; also a line that ends in its colon.
  private func label(_ range: Range<Int>, _ end: Int, _ nesting: Nesting) -> Range<Int>? {
    guard let colon = range.first(where: { text.scalars[$0] == ":" && nesting.isOutside($0) && !text.scalars.isRatio($0) }) else { return nil }
    if colon == end - 1, colon - range.lowerBound <= 40 { return range.lowerBound..<colon }
    let bracketed = (range.lowerBound..<colon).count { !nesting.isOutside($0) }
    guard colon - range.lowerBound - bracketed <= Self.longestLabel, colon > range.lowerBound, bracketed <= Self.longestLine / 3 else { return nil }
    let label = text.scalars[range.lowerBound..<colon]
    guard !label.contains(where: { $0 == "," || $0 == "、" || $0 == ";" }) else { return nil }
    // 策略一：健全医事人力培育及留任 is one heading
    if Self.counted.contains(label.last ?? " "), Self.countedNouns.contains(String(scalars: label.dropLast())), end - colon <= Self.longestLine,
      !text.scalars[colon..<end].contains("。")
    {
      return nil
    }
    return range.lowerBound..<colon
  }

  private static let counted: ScalarSet = "一二三四五六七八九十123456789"
  private static let countedNouns: Set<String> = ["策略", "目标", "行动", "措施", "重点", "主轴", "面向", "战略", "任务", "愿景", "支柱", "方向"]

  /// An article has a heading only where a short title stands alone.
  private func articleHeading(_ range: Range<Int>, _ stop: Int?) -> Range<Int>? {
    guard stop == nil, isShortTitle(range) else { return nil }
    return range
  }

  /// A line without 。: a heading, unless it reads as a member of a list or as a sentence.
  private func wholeLine(_ range: Range<Int>) -> Range<Int>? {
    guard let last = text.scalars[range].last else { return nil }
    if last == ";" || last == "!" || last == "?" || last == "," { return nil }
    let nesting = Nesting(text.scalars, range)
    // (主办机关:甲部;协办机关:乙部) behind a title
    if range.contains(where: { text.scalars[$0] == ";" && nesting.isOutside($0) }) || range.count > Self.longestLine { return nil }
    return range
  }

  /// 加强组织领导: short and without commas.
  private func isShortTitle(_ range: Range<Int>) -> Bool {
    range.count <= 26 && !text.scalars[range].contains { $0 == "," || $0 == ";" || $0 == ":" }
  }

  /// Whether nothing but bracketed remarks stands between `start` and `end`.
  private func isOnlyBrackets(after start: Int, _ end: Int) -> Bool {
    var i = start
    while i < end {
      if CharacterForms.isBlank(text.scalars[i]) || text.scalars[i] == "。" {
        i += 1
      } else if text.scalars[i] == "(" {
        guard let close = closing(i, end) else { return false }
        i = close + 1
      } else {
        return false
      }
    }
    return true
  }

  private func closing(_ open: Int, _ end: Int) -> Int? {
    var depth = 0
    for i in open..<end {
      if text.scalars[i] == "(" { depth += 1 }
      if text.scalars[i] == ")" { depth -= 1 }
      if depth == 0 { return i }
    }
    return nil
  }

  private func trimEnd(_ end: Int, from start: Int) -> Int {
    var end = end
    while end > start, CharacterForms.isBlank(text.scalars[end - 1]) { end -= 1 }
    return end
  }

  private func trimMarks(_ end: Int, from start: Int) -> Int {
    var end = end
    while end > start, text.scalars[end - 1] == "。" || text.scalars[end - 1] == ":" { end -= 1 }
    return end
  }

  // MARK: Headings without a number

  private static let known: Set<String> = [
    "前言", "序言", "引言", "导言", "导语", "结语", "结束语", "总体目标", "具体目标", "主要目标", "发展目标", "指导思想", "基本原则", "主要任务",
    "重点任务", "保障措施", "总体要求", "总体思路", "工作目标", "工作要求",
  ]

  /// The title of an unnumbered heading, if paragraph `p` is one: a short line without inner punctuation in front of prose.
  func unnumberedHeading(at p: Int, afterSection: Bool) -> String? {
    let paragraph = text.paragraphs[p]
    guard roles[p] == .body, !paragraph.kind.isTableRow else { return nil }
    let range = paragraph.range
    guard range.count >= 2, range.count <= 26, !isTitleOfMarker(p) else { return nil }
    let end = trimMarks(range.upperBound, from: range.lowerBound)
    let core = text.scalars[range.lowerBound..<end]
    let squeezed = String(scalars: core.filter { !CharacterForms.isBlank($0) })
    if Self.known.contains(squeezed) { return followedByText(p) ? squeezed : nil }
    guard afterSection, text.scalars[range.upperBound - 1] != ":" else { return nil }
    guard core.count >= 4, core.allSatisfy(Self.isTitleCharacter), followedByProse(p), followsSentence(p) else { return nil }
    // Signatures, dates and the names of speakers are no headings.
    if FrontMatter.isDate(core) || core.contains(" ") || isSignature(p) { return nil }
    return String(scalars: core)
  }

  /// The line in front holds nothing but a marker, whose title this one is.
  private func isTitleOfMarker(_ p: Int) -> Bool {
    guard p > 0 else { return false }
    let before = text.paragraphs[p - 1].range
    guard before.count <= 8, let marker = Marker.parse(text.scalars, at: before.lowerBound, limit: before.upperBound) else { return false }
    return marker.length == before.count && marker.style != .dash
  }

  private static func isTitleCharacter(_ c: Unicode.Scalar) -> Bool {
    CharacterForms.isHan(c) || c.isDigit || titleMarks.contains(c) || (c.value >= 0x41 && c.value <= 0x7A)
  }

  private static let titleMarks: ScalarSet = "“”、—《》"

  private func isSignature(_ p: Int) -> Bool {
    p + 1 < text.paragraphs.count && FrontMatter.isDate(text.scalars[text.paragraphs[p + 1].range])
  }

  private func followedByText(_ p: Int) -> Bool { nextBody(p).map { text.paragraphs[$0].range.count > 2 } ?? false }

  private func followedByProse(_ p: Int) -> Bool {
    guard let next = nextBody(p) else { return false }
    let range = text.paragraphs[next].range
    return range.count >= 60 && text.scalars[range].contains { $0 == "。" || $0 == "," }
  }

  private func followsSentence(_ p: Int) -> Bool {
    guard let before = text.paragraphs.indices[..<p].last(where: { roles[$0] == .body }) else { return false }
    guard let last = text.scalars[text.paragraphs[before].range].last else { return false }
    return last != "," && last != "、"
  }

  private func nextBody(_ p: Int) -> Int? {
    text.paragraphs.indices[(p + 1)...].first { roles[$0] == .body }
  }
}
