import PlanText

/// Who speaks in a document, and how: the one place where an address in the first person, whose bare verbs mostly tell what was or is done,
/// is told from a plan.
struct DocumentVoice {
  /// An address in the first person.
  let isAddress: Bool
  /// A plan or report of the mainland, whose words mostly tell by themselves what commits.
  let isPlain: Bool

  init(_ outline: Outline) {
    var total = 0
    var person = 0
    // lines without a mark are titles
    var whole = 0
    var paragraphs: Set<Int> = []
    let text = outline.text.scalars
    for sentence in outline.sentences where !sentence.isHeading && sentence.role == .body {
      total += 1
      if sentence.mark != nil {
        whole += 1
        paragraphs.insert(sentence.paragraph)
      }
      if Self.speaks(text, sentence.range) { person += 1 }
    }
    // An address of Taiwan or Hong Kong names its government as often as itself.
    let share = outline.isRegional ? 6 : 4
    // A text that says it is an address, in prose, names who speaks less often: most of it reports.
    let isReport = outline.isRegional && whole >= Self.shortAddress && whole >= paragraphs.count * Self.prose && Self.isAddressed(outline)
    isAddress = total >= 40 && person * share > total || isReport && person * Self.report > total
    isPlain = !outline.isRegional && !isAddress
  }

  /// Sentences from which on a text that says it is an address, or speaks to an assembly, is read as one.
  private static let shortAddress = 8
  /// A report to an assembly in prose names who speaks in one of so many sentences.
  private static let report = 12
  /// Sentences of a paragraph of prose, at least.
  private static let prose = 2

  /// 施政报告, or 主席女士, 议长、各位议员 on a line of their own.
  private static func isAddressed(_ outline: Outline) -> Bool {
    if let title = outline.metadata.title, addresses.contains(where: title.contains) { return true }
    return outline.text.paragraphs.prefix(openingLines).contains { paragraph in
      assemblies.starts(outline.text.scalars[paragraph.range]) && paragraph.range.count <= longestSalutation
    }
  }

  private static let addresses = WordLists.words(.speechAddresses)
  private static let assemblies = WordLists.phrases(.speechAssemblies)
  private static let openingLines = 12
  private static let longestSalutation = 40

  /// Whether somebody speaks to others in the text of a policy address: lists of measures and indicators (施政方针摘要, 指标附件) carry its
  /// title as well. An excerpt without sentences enough to be an address by its first person may still be one by this.
  static func speaksToOthers(_ outline: Outline) -> Bool {
    let text = outline.text.scalars
    if text.count < shortText { return true }
    var found = 0
    for at in text.indices.dropLast() where forms.starts(text[at...]) {
      found += 1
      if found == 2 { return true }
    }
    return false
  }

  /// In a shorter text nobody need say so.
  private static let shortText = 300
  private static let forms = WordLists.phrases(.speechForms)

  /// 56.我们鼓励公务员善用科技。: a numbered paragraph of an address that opens with a sentence, an item of a text of there that pledges, or one
  /// that holds a target.
  static func opensWithSentence(_ heading: Sentence, of outline: Outline, isSpeech: Bool, statesTarget: Bool) -> Bool {
    guard heading.mark == "。" || heading.mark == ";" else { return false }
    if statesTarget { return true }
    let words = outline.text.scalars[heading.range]
    if pledging.isIn(words) { return heading.mark == "。" && (isSpeech || outline.isRegional) }
    // (一)持續推動財政改善。 is a title
    return heading.mark == "。" && isSpeech && (words.contains(",") || words.count > longestTitle)
  }

  private static let longestTitle = 14

  private static let pledging = WordLists.phrases(.speechPledging)

  /// Whether the sentence stands under a heading 在…方面 or starts with such a phrase and a colon.
  static func isList(_ sentence: Sentence, of outline: Outline, _ clauses: SentenceClauses) -> Bool {
    let heading = sentence.section.flatMap { outline.sections[$0].heading }
    if let heading, isAspect(outline.text.scalars, heading) { return true }
    if ListBullet.isItem(outline.text.scalars, outline.text.paragraphs[sentence.paragraph].range) || sentence.role == .annex || isAnnounced(sentence, of: outline) { return true }
    if isTask(sentence, of: outline) { return true }
    guard let first = clauses.clauses.first?.range, first.upperBound < clauses.range.upperBound else { return false }
    return clauses.text[first.upperBound] == ":" && isAspect(clauses.text, first)
  }

  /// 未来施政重点, 一、…: a numbered item of a chapter of work to come is read as in a plan.
  private static func isTask(_ sentence: Sentence, of outline: Outline) -> Bool {
    guard outline.isRegional, var section = sentence.section.map({ outline.sections[$0] }), section.marker != nil else { return false }
    while let parent = section.parent.map({ outline.sections[$0] }) {
      if let heading = parent.heading, workToCome.isIn(outline.text.scalars[heading]) {
        return !workDone.isIn(outline.text.scalars[heading])
      }
      section = parent
    }
    return false
  }

  private static let workToCome = WordLists.phrases(.speechWorkToCome)
  private static let workDone: PhraseSet = ["成果", "绩效", "执行情形", "办理情形", "回顾"]

  /// 政府会推出以下措施：（一）…: an item of a list that the section above announces.
  private static func isAnnounced(_ sentence: Sentence, of outline: Outline) -> Bool {
    guard let section = sentence.section.map({ outline.sections[$0] }), section.marker != nil, let parent = section.parent,
      section.range == section.own, section.own.count <= longestItem, section.heading.map({ $0.upperBound > sentence.range.lowerBound }) ?? true
    else { return false }
    let own = outline.text.scalars[outline.sections[parent].own]
    return own.last { !CharacterForms.isBlank($0) && $0 != "\n" } == ":"
  }

  /// A longer item tells as much as it announces.
  private static let longestItem = 160

  private static func isAspect(_ text: [Unicode.Scalar], _ range: Range<Int>) -> Bool {
    range.count > 2 && text[range.upperBound - 2] == "方" && text[range.upperBound - 1] == "面"
  }

  /// 我, 本人, 本院, 本府, 市府; 政府会, 政府将.
  private static func speaks(_ text: [Unicode.Scalar], _ range: Range<Int>) -> Bool {
    range.contains { at in
      guard at + 1 < range.upperBound else { return text[at] == "我" }
      switch (text[at], text[at + 1]) {
      case ("我", _), ("本", "人"), ("本", "院"), ("本", "府"), ("市", "府"), ("县", "府"), ("府", "会"), ("府", "将"): return true
      default: return false
      }
    }
  }
}
