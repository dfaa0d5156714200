/// Cuts paragraphs into sentences: up to 。！？；, never inside quotation marks, brackets or 《》. A mark that stands for lost
/// bytes ends nothing.
struct SentenceCutter {
  let text: NormalText
  let roles: [Role]
  let sections: [Section]
  /// Whether the text is written as in Hong Kong, Macao or Taiwan, where a first sentence of an item more often says something.
  let isRegional: Bool

  func sentences() -> [Sentence] {
    var out: [Sentence] = []
    var next = 0
    for (p, paragraph) in text.paragraphs.enumerated() {
      if paragraph.kind.isTableRow { continue }
      var start = paragraph.range.lowerBound
      var section = next > 0 ? enclosing(start, next - 1) : nil
      let nesting = Nesting(text.scalars, paragraph.range)
      while next < sections.count, sections[next].range.lowerBound < paragraph.range.upperBound {
        let s = sections[next]
        cut(start..<max(start, s.range.lowerBound), p, section, nesting, into: &out)
        start = bodyStart(of: s)
        if let heading = s.heading, heading.lowerBound < paragraph.range.upperBound, heading.lowerBound >= s.range.lowerBound,
          !isSentence(heading, of: s, in: paragraph.range)
        {
          out.append(
            Sentence(range: heading, section: next, paragraph: p, role: roles[p], isHeading: true, mark: mark(heading.upperBound)))
          start = min(skipMark(heading.upperBound, paragraph.range.upperBound), paragraph.range.upperBound)
        }
        section = next
        next += 1
      }
      cut(start..<max(start, paragraph.range.upperBound), p, section, nesting, into: &out)
    }
    return markingRunInTitles(out)
  }

  /// `大力提振消费。落实…；完善…。`: a report heads its paragraphs with short sentences without a number. They are headings
  /// where at least two paragraphs of the document start so, and no less than one long paragraph in twenty.
  private func markingRunInTitles(_ sentences: [Sentence]) -> [Sentence] {
    let titles = sentences.indices.filter { isRunInTitle($0, sentences) }
    let long = text.paragraphs.count { !$0.kind.isTableRow && $0.range.count >= SentenceCutter.longParagraph }
    guard titles.count >= 2, titles.count * 20 >= long else { return sentences }
    var out = sentences
    for i in titles {
      let s = sentences[i]
      out[i] = Sentence(
        range: s.range, section: s.section, paragraph: s.paragraph, role: s.role, isHeading: true, mark: s.mark)
    }
    return out
  }

  private static let longParagraph = 80
  private static let titledParagraph = 60

  private func isRunInTitle(_ i: Int, _ sentences: [Sentence]) -> Bool {
    let s = sentences[i]
    let paragraph = text.paragraphs[s.paragraph].range
    guard !s.isHeading, s.mark == "。", s.range.lowerBound == paragraph.lowerBound, (4...16).contains(s.range.count),
      paragraph.count >= SentenceCutter.titledParagraph, i + 1 < sentences.count, sentences[i + 1].paragraph == s.paragraph
    else { return false }
    // 我们会…, 房屋是…: who speaks or says what is gives no title; 一是… may.
    return s.range.allSatisfy { at in
      let scalar = text.scalars[at]
      if scalar == "我" || scalar == "是" && at > s.range.lowerBound + 2 { return false }
      return CharacterForms.isHan(scalar) || scalar == "“" || scalar == "”" || scalar == "、"
    }
  }

  /// Innermost section that holds the start of a paragraph, `last` being the last one that started before.
  private func enclosing(_ offset: Int, _ last: Int) -> Int? {
    var candidate: Int? = last
    while let i = candidate, !sections[i].range.contains(offset) { candidate = sections[i].parent }
    return candidate
  }

  private func bodyStart(of section: Section) -> Int {
    guard section.marker != nil else { return section.range.lowerBound }
    let limit = section.own.upperBound
    var at = section.range.lowerBound
    for sign in section.marker?.unicodeScalars ?? "".unicodeScalars {
      while at < limit, CharacterForms.isBlank(text.scalars[at]) { at += 1 }
      guard at < limit, text.scalars[at] == sign else { break }
      at += 1
    }
    return Marker.skipBlank(text.scalars, at, max(limit, at))
  }

  /// A long first sentence, or one that says who does what or binds a figure, heads its item and says something as well.
  private func isSentence(_ heading: Range<Int>, of section: Section, in paragraph: Range<Int>) -> Bool {
    guard section.marker != nil else { return false }
    let clause = HeadingClause(scalars: text.scalars, range: heading)
    if heading.upperBound < paragraph.upperBound {
      // 7. 政府会推出以下措施：
      if text.scalars[heading.upperBound] == ":" { return clause.saysWhoActs }
      guard text.scalars[heading.upperBound] == "。" else { return false }
      if heading.count >= Self.shortestTask, isWholeItem(section, from: heading.upperBound + 1) { return true }
      if clause.bindsFigure, isBracket(heading.upperBound + 1..<paragraph.upperBound) { return true }
      // 1、加强学习，更新理念。 on a line of its own heads the lines below it.
      let isTitle = heading.upperBound + 1 >= paragraph.upperBound && section.own.upperBound > paragraph.upperBound + 1 && heading.count <= 40
      let isCompound =
        clause.isCompound && (isNumber(section) && !isTitle || isRegional)
        || clause.holdsComma && isBracket(heading.upperBound + 1..<paragraph.upperBound)
      // 孕产妇死亡率控制在20/10万以下。: a bound that is to be kept.
      if Self.bounds.ends(text.scalars[heading]), text.scalars[heading].contains(where: \.isDigit) { return true }
      if isRegional, clause.bindsFigure || clause.opensWithWill || isAnnounced(section) { return true }
      return heading.count > HeadingFinder.longestRunIn || isCompound || clause.saysWhoActs || clause.bindsFigure && clause.holdsComma
    }
    // An item of a list: nothing below it that it could head.
    if isRegional, isAnnounced(section) { return true }
    return section.range.upperBound <= paragraph.upperBound + 1 && clause.bindsFigure && clause.count >= 10
  }

  /// 2. 打造酵素生产基地。(责任单位:…): nothing but who answers for it follows in the item, on its line and the next ones.
  private func isWholeItem(_ section: Section, from start: Int) -> Bool {
    guard section.range == section.own else { return false }
    var at = start
    while at < section.own.upperBound {
      if CharacterForms.isBlank(text.scalars[at]) || text.scalars[at] == "\n" || text.scalars[at] == "。" {
        at += 1
        continue
      }
      let end = text.scalars[at..<section.own.upperBound].firstIndex(of: "\n") ?? section.own.upperBound
      guard isBracket(at..<end) || Self.labels.starts(text.scalars[at..<end]) && text.scalars[at..<end].prefix(14).contains(":") else { return false }
      at = end
    }
    return true
  }

  private static let bounds: PhraseSet = ["以上", "以下", "以内", "左右"]
  private static let shortestTask = 8
  private static let labels: PhraseSet = ["责任", "牵头", "配合", "主办", "协办", "承办", "分管", "主管", "负责", "落实", "完成", "时限", "包抓", "实施单位", "主责"]

  /// 1. or (1): titles of several clauses stand at higher levels.
  private func isNumber(_ section: Section) -> Bool { section.path.last?.unicodeScalars.first(where: { $0 != "（" })?.isDigit ?? false }

  /// An item without text or items of its own below a section that ends in a colon.
  private func isAnnounced(_ section: Section) -> Bool {
    guard section.range == section.own, let parent = section.parent else { return false }
    return text.scalars[sections[parent].own].last { !CharacterForms.isBlank($0) && $0 != "\n" } == ":"
  }

  /// Nothing but one bracket: 2. 举办讲座20场。(责任单位:市科协).
  private func isBracket(_ range: Range<Int>) -> Bool {
    let inner = text.scalars[range].drop { CharacterForms.isBlank($0) }
    guard inner.first == "(" || inner.first == "【", let last = inner.last(where: { !CharacterForms.isBlank($0) && $0 != "。" }) else {
      return false
    }
    return (last == ")" || last == "】") && inner.count(where: { $0 == "(" || $0 == "【" }) == 1
  }

  private func mark(_ i: Int) -> Unicode.Scalar? {
    i < text.count && "。:".unicodeScalars.contains(text.scalars[i]) ? text.scalars[i] : nil
  }

  private func skipMark(_ i: Int, _ limit: Int) -> Int {
    i < limit && "。:".unicodeScalars.contains(text.scalars[i]) ? i + 1 : i
  }

  private func cut(_ range: Range<Int>, _ p: Int, _ section: Int?, _ nesting: Nesting, into out: inout [Sentence]) {
    var start = range.lowerBound
    var i = range.lowerBound
    while i < range.upperBound {
      if endsSentence(at: i, in: range, nesting) {
        append(start..<i, p, section, mark: text.scalars[i], into: &out)
        start = i + 1
      } else if endsInsideQuote(at: i, in: range, nesting) {
        append(start..<(i + 1), p, section, mark: text.scalars[i - 1], into: &out)
        start = i + 1
      }
      i += 1
    }
    append(start..<range.upperBound, p, section, mark: nil, into: &out)
  }

  private func endsSentence(at i: Int, in range: Range<Int>, _ nesting: Nesting) -> Bool {
    switch text.scalars[i] {
    case "。", ";": return nesting.isOutside(i)
    case "!", "?":
      guard nesting.isOutside(i) else { return false }
      let paragraphStart = range.lowerBound
      return !GarbledMark.isGarbled(i - paragraphStart, count: range.count) { text.scalars[paragraphStart + $0] }
    default: return false
    }
  }

  /// `…。”` in front of something that starts anew: the quoted sentence ends the sentence.
  private func endsInsideQuote(at i: Int, in range: Range<Int>, _ nesting: Nesting) -> Bool {
    guard text.scalars[i] == "”", i > range.lowerBound, Self.stops.contains(text.scalars[i - 1]) else { return false }
    guard i + 1 < range.upperBound else { return false }
    guard nesting.isOutside(i + 1) || Self.openers.contains(text.scalars[i + 1]) else { return false }
    return !Self.goesOn.contains(text.scalars[i + 1])
  }

  /// Marks in front of the items of a list, which belong to no sentence.
  private static let bullets: ScalarSet = "•·●◆■▪◇□○▲★▶►▷▸➤➢✔✓☆※◎❖♦"
  private static let stops: ScalarSet = "。!?"
  private static let openers: ScalarSet = "“《("
  private static let goesOn: ScalarSet = ",、;。的)"

  private func append(
    _ range: Range<Int>, _ p: Int, _ section: Int?, mark: Unicode.Scalar?, into out: inout [Sentence]
  ) {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high, CharacterForms.isBlank(text.scalars[low]) || Self.bullets.contains(text.scalars[low]) { low += 1 }
    while low < high, CharacterForms.isBlank(text.scalars[high - 1]) { high -= 1 }
    guard low < high else { return }
    out.append(
      Sentence(range: low..<high, section: section, paragraph: p, role: roles[p], isHeading: false, mark: mark))
  }
}
