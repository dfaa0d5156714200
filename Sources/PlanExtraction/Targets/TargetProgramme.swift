import PlanText

/// Chapters of texts of Hong Kong, Macao and Taiwan. Bare clauses state aims in a chapter on what will be done (施政重点), in a list
/// below 我们会: and in kinds of document that are such lists (施政方针); they tell results in chapters on what was done (施政成果) and how
/// things stand (现况).
struct ProgrammeReader {
  enum Chapter { case past, ahead, open }

  /// Whether the document is one of there.
  let isOfThere: Bool
  /// Whether all of it is a list of what will be done, as its kind says.
  let isList: Bool
  private let outline: Outline
  private let isYearly: Bool
  /// Whether it is an address, most of whose figures describe.
  private let isSpeech: Bool
  private let pastChapter: Lexicon.WordClass
  private let pastTail: Lexicon.WordClass
  private let aheadChapter: Lexicon.WordClass
  private let speechChapter: Lexicon.WordClass
  private let effect: Lexicon.WordClass
  private let past: Lexicon.WordClass
  private let leadWord: Lexicon.WordClass

  init(outline: Outline, isYearly: Bool, lexicon: Lexicon) {
    self.outline = outline
    self.isYearly = isYearly
    pastChapter = lexicon["pastChapter"]
    pastTail = lexicon["pastChapterTail"]
    aheadChapter = lexicon["aheadChapter"]
    speechChapter = lexicon["speechChapter"]
    isSpeech = DocumentManner(outline: outline, lexicon: lexicon) == .speech
    effect = lexicon["effectHeading"]
    past = lexicon["past"]
    leadWord = lexicon["listLead"]
    isOfThere = Self.isOfThere(outline)
    isList = isOfThere && DocumentManner.isProgramme(outline, lexicon: lexicon)
  }

  private static func isOfThere(_ outline: Outline) -> Bool {
    if outline.isRegional { return true }
    let metadata = outline.metadata
    if ["香港特别行政区", "澳门特别行政区", "台湾省"].contains(metadata.province) { return true }
    return metadata.kind.map { $0.hasPrefix("施政") || $0 == "财政预算案" } ?? false
  }

  /// Whether a chapter looks back or ahead, by its heading.
  func chapter(_ heading: Range<Int>) -> Chapter {
    guard isOfThere, heading.count <= Self.longestHeading else { return .open }
    let text = outline.text.scalars
    let core = withoutTail(heading)
    let word = pastChapter.word(in: text, endingAt: core.upperBound, start: core.lowerBound)
    // the state of things in an address is told beside what will be
    let back = word.map { !(isSpeech && $0.value == "state") } ?? false
    // 已达标的指标: the 指标 of the word itself says nothing
    let rest = heading.lowerBound..<(word.map { core.upperBound - $0.scalars.count } ?? heading.upperBound)
    let ahead = (isSpeech ? speechChapter : aheadChapter).first(in: text, rest) != nil || isYearly && effect.first(in: text, heading) != nil
    return back == ahead ? .open : back ? .past : .ahead
  }

  /// Whether a chapter on what will be done is a list of aims: all of it in a plan, in an address a list of indicators.
  func listsAims(_ heading: Range<Int>) -> Bool {
    !isSpeech || String(scalars: outline.text.scalars[heading]).contains("指标")
  }

  /// `heading` without a bracket and words such as 分析 at its end.
  private func withoutTail(_ heading: Range<Int>) -> Range<Int> {
    let text = outline.text.scalars
    var end = heading.upperBound
    if end > heading.lowerBound, text[end - 1] == ")", let open = (heading.lowerBound..<end).last(where: { text[$0] == "(" }) { end = open }
    while let word = pastTail.word(in: text, endingAt: end, start: heading.lowerBound) { end -= word.scalars.count }
    return heading.lowerBound..<end
  }

  /// Whether a paragraph announces a list of what will be done: 我们会:, 政府会推出下列措施:, 在未来三年:.
  func opensList(_ paragraph: Range<Int>) -> Bool {
    let text = outline.text.scalars
    guard isOfThere, text[paragraph.upperBound - 1] == ":" else { return false }
    let start = paragraph.dropLast().last { "。!?;".unicodeScalars.contains(text[$0]) }.map { $0 + 1 } ?? paragraph.lowerBound
    let sentence = start..<paragraph.upperBound
    return leadWord.first(in: text, sentence) != nil && past.first(in: text, sentence) == nil
  }

  /// Whether the lead of a list reaches the chapters behind it: 将全力冲刺以下五项工作:.
  func opensChapters(_ paragraph: Range<Int>) -> Bool {
    guard opensList(paragraph) else { return false }
    let words = String(scalars: outline.text.scalars[paragraph.suffix(20)])
    return words.contains("以下") || words.contains("下列")
  }

  private static let longestHeading = 32
}

/// Where the lists that 我们会: announces go on.
struct ListLeads {
  private var sections: Set<Int> = []
  private var isOpen = false

  /// Notes a lead in `section`; `opensChapters` where it reaches the chapters behind it.
  mutating func note(_ section: Int?, opensChapters: Bool) {
    if let section { sections.insert(section) } else if opensChapters { isOpen = true }
  }

  /// Whether a lead reaches the paragraphs of `section`.
  func reaches(_ section: Int?, _ outline: Outline) -> Bool {
    guard let section else { return false }
    return isOpen || outline.ancestors(of: section).contains { sections.contains($0.index) }
  }
}
