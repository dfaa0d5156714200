package import PlanText

/// Finds the sentences that commit somebody to act.
///
/// A sentence qualifies by where it stands (`SectionPurposes`) and by what it says (`ObligationJudge`); its strength,
/// subject and actions are read from its clauses.
package struct ObligationExtractor: Sendable {
  private let words: WordLexicon
  private let purposes: PurposeLexicon

  package init(words: WordLexicon, purposes: PurposeLexicon) {
    self.words = words
    self.purposes = purposes
  }

  /// Over the bundled tables and a user's own.
  package init(user: UserRules? = nil) throws(LexiconError) {
    let words = try WordLexicon.bundled(user: user)
    self.init(words: words, purposes: try PurposeLexicon.bundled(words: words, user: user))
  }

  /// What the sections and sentences of `outline` are for.
  package func purposes(of outline: Outline) -> SectionPurposes { SectionPurposes(outline, lexicon: purposes) }

  /// All obligations of `outline`, in reading order.
  package func obligations(in outline: Outline, targets: [Target] = []) -> [Obligation] {
    obligations(in: outline, purposes: SectionPurposes(outline, lexicon: purposes), targets: targets)
  }

  /// The same with purposes that are known already; `trace` hears how each sentence was judged.
  /// `targets` are those found in the document.
  package func obligations(
    in outline: Outline, purposes: SectionPurposes, targets: [Target] = [], trace: ObligationTrace? = nil
  ) -> [Obligation] {
    let lists = ObligationLists(outline)
    let voice = DocumentVoice(outline)
    let isSpeech = voice.isAddress
    let figures = ObligationFigures(targets, in: outline, voice: voice)
    let years = PastYears(outline)
    var found: [Obligation] = []
    var last: (index: Int, paragraph: Int)?
    for (index, sentence) in outline.sentences.enumerated() {
      let purpose = purposes.purpose(ofSentence: index)
      let range = ObligationShape.withoutBracket(outline.text.scalars, sentence.range)
      let statesTarget = figures.stand(in: range)
      let opens = sentence.isHeading && DocumentVoice.opensWithSentence(sentence, of: outline, isSpeech: isSpeech, statesTarget: statesTarget && !voice.isPlain)
      if let refusal = refusal(of: sentence, range, purpose, isSpeech: isSpeech, opens: opens, in: outline) {
        trace?.refuse(sentence, refusal)
        continue
      }
      let clauses = SentenceClauses(outline.text.scalars, in: range, lexicon: words)
      let strength = StrengthReader(clauses: clauses).reading()
      // 教育改革方面：推动…，加强…: the lists of an address are like those of a plan.
      let isSpoken = isSpeech && !DocumentVoice.isList(sentence, of: outline, clauses)
      let judge = ObligationJudge(
        clauses: clauses, strength: strength, purpose: purpose, isListed: lists.isListed(sentence), isSpeech: isSpoken,
        goesOn: last.map { $0.index == index - 1 && $0.paragraph == sentence.paragraph } ?? false,
        isPastYear: years.isPast(outline.text.scalars, range), statesTarget: statesTarget, yielding: figures.yielding(in: range))
      let judgement = judge.judgement()
      trace?.note(clauses, strength, judgement)
      guard case .commits(let reason) = judgement else { continue }
      if reason != .outcome, reason != .figure { last = (index, sentence.paragraph) }
      var obligation = obligation(sentence, clauses, strength, reason: reason, purpose: purpose)
      if isSpeech, reason == .verb { obligation.certainty.add(.commitmentContinued) }
      found.append(obligation)
    }
    return found
  }

  /// What speaks against a sentence before its words are read.
  private func refusal(
    of sentence: Sentence, _ range: Range<Int>, _ purpose: SectionPurpose, isSpeech: Bool, opens: Bool, in outline: Outline
  ) -> ObligationRefusal? {
    if sentence.isHeading, !opens { return .heading }
    if sentence.mark == "?" { return .question }
    if !mayCommit(sentence, purpose, isSpeech: isSpeech) { return .part }
    if ObligationShape.isCaption(sentence, of: outline) || ObligationShape.isNumberedLabel(sentence, range, in: outline.text.scalars) { return .caption }
    // 教育医疗: four signs on a line of their own.
    if sentence.mark == nil, range.count <= 4, outline.text.paragraphs[sentence.paragraph].range == range { return .shape }
    return ObligationShape.isSentence(outline.text.scalars, range) ? nil : .shape
  }

  /// An address announces in every part: there is no preamble, and reviews look ahead. Where a report names problems it may say
  /// what 我们将 do about them.
  private func mayCommit(_ sentence: Sentence, _ purpose: SectionPurpose, isSpeech: Bool) -> Bool {
    if purpose.commits { return true }
    return (purpose == .review || purpose == .background) && (sentence.section != nil || isSpeech && sentence.mark != nil)
  }

  private func obligation(
    _ sentence: Sentence, _ clauses: SentenceClauses, _ strength: StrengthReading, reason: ObligationReason,
    purpose: SectionPurpose
  ) -> Obligation {
    let trigger = strength.trigger.map { clauses.string($0) }
    let owner = ObligationSubject(clauses: clauses).subject().map { clauses.string($0) }
    var reasons = ["stands in a part of \(purpose.rawValue)"]
    reasons.append(
      trigger.map { "\(strength.strength.rawValue) by “\($0)”" } ?? "planned: no marker governs a main verb")
    if let owner { reasons.append("subject “\(owner)” stands before its verb") }
    var obligation = Obligation(
      range: clauses.range, section: sentence.section, strength: strength.strength, owner: owner, trigger: trigger,
      actions: ObligationActions(clauses: clauses).actions(),
      evidence: Evidence(rule: "obligation/\(reason.rawValue)", reasons: reasons))
    if let doubt = Self.doubt(purpose) { obligation.certainty.add(doubt) }
    if reason == .outcome || reason == .figure { obligation.certainty.add(.commitmentByOutcome) }
    return obligation
  }

  /// What parts other than tasks say of a commitment.
  private static func doubt(_ purpose: SectionPurpose) -> CertaintyReason? {
    switch purpose {
    case .guidance, .principles, .goals, .notice: .commitmentInPreamble
    case .review, .background: .commitmentInReview
    default: nil
    }
  }
}

/// What makes a sentence an obligation; the name of its rule.
enum ObligationReason: String, Sendable {
  /// A marker of strength governs a verb.
  case marker
  /// It starts with a verb of action.
  case verb
  /// An actor stands before a verb of action.
  case actor
  /// It announces what will be done (将, 会, 拟).
  case future
  /// It states a result to reach.
  case outcome
  /// It holds a target.
  case figure
}

/// Shapes that are no sentences: brackets that stand alone, labels, signatures.
enum ObligationShape {
  /// What is longer is no sentence of any plan; the limit keeps the reading of hostile text linear.
  private static let longest = 4000

  /// Whether `text[range]` can be a sentence at all.
  static func isSentence(_ text: [Unicode.Scalar], _ range: Range<Int>) -> Bool {
    range.count >= 4 && range.count <= longest && text[range].count(where: { $0 == "\t" || $0 == "|" }) < 2 && text[range.upperBound - 1] != "|" && !isLabel(text, range) && !isIndicator(text, range) && !isFormula(text, range)
  }

  /// 辅导案数/计划辅导案数*100%: how an indicator is computed.
  private static func isFormula(_ text: [Unicode.Scalar], _ range: Range<Int>) -> Bool {
    range.count <= 80 && formulas.isIn(text[range])
  }

  private static let formulas = WordLists.phrases(.shapeFormulas)

  /// 任务分工表 right above a table, or the title below 附件: a line of its own without a mark.
  static func isCaption(_ sentence: Sentence, of outline: Outline) -> Bool {
    let paragraphs = outline.text.paragraphs
    let p = sentence.paragraph
    guard sentence.mark == nil || sentence.mark == "!", sentence.range.count <= longestCaption,
      paragraphs[p].range == sentence.range.lowerBound..<(sentence.range.upperBound + (sentence.mark == nil ? 0 : 1)), !paragraphs[p].kind.isTableRow,
      !sentence.range.contains(where: { outline.text.scalars[$0] == "," })
    else { return false }
    if p + 1 < paragraphs.count, paragraphs[p + 1].kind.isTableRow || isDate(paragraphs[p + 1].range, of: outline) { return true }
    if isHeadline(sentence, of: outline) || isLooseCell(p, of: outline) || isBareHeading(sentence, of: outline) { return true }
    guard sentence.role == .annex, p > 0, let section = sentence.section.map({ outline.sections[$0] }) else { return false }
    return paragraphs[p - 1].range.contains(section.range.lowerBound) && paragraphs[p - 1].range.count <= 16
  }

  /// 2031年3月1日 alone: the line in front of it is a signature.
  private static func isDate(_ line: Range<Int>, of outline: Outline) -> Bool {
    let text = outline.text.scalars[line]
    return (8...12).contains(line.count) && text.last == "日" && text.contains("年") && text.contains("月") && text.allSatisfy { $0.isDigit || "年月日 ".unicodeScalars.contains($0) }
  }

  /// 核心目标06:确保环境品质, 指标3.1.2:收案追踪率: a label with its number in front of a name, without a figure or a full stop.
  static func isNumberedLabel(_ sentence: Sentence, _ range: Range<Int>, in text: [Unicode.Scalar]) -> Bool {
    guard sentence.mark == nil, range.count <= longestCaption, let colon = range.prefix(14).first(where: { text[$0] == ":" }), colon > range.lowerBound + 2 else { return false }
    let label = text[range.lowerBound..<colon]
    let noun = label.prefix { CharacterForms.isHan($0) }
    let number = label.dropFirst(noun.count)
    return !number.isEmpty && number.allSatisfy { $0.isDigit || ".-".unicodeScalars.contains($0) } && numbered.ends(noun) && !text[colon..<range.upperBound].contains(where: \.isDigit)
  }

  private static let numbered = WordLists.phrases(.shapeNumbered)

  private static let longestCaption = 60

  /// 某县全力推进公路建设: the line that a page opens with, in front of any sentence or section.
  private static func isHeadline(_ sentence: Sentence, of outline: Outline) -> Bool {
    guard sentence.section == nil, sentence.role == .body, let first = outline.text.scalars[sentence.range].first, CharacterForms.isHan(first) || first.isDigit
    else { return false }
    if let title = outline.metadata.title, sentence.range.count >= 6, title.contains(outline.text.string(sentence.range)) { return true }
    let p = sentence.paragraph
    let before = outline.parts.first { $0.role == .body }?.range.lowerBound ?? 0
    let lines = outline.text.paragraphs.indices.filter { outline.text.paragraphs[$0].range.lowerBound >= before }.prefix(2)
    guard lines.contains(p), p + 1 < outline.text.paragraphs.count else { return false }
    let next = outline.text.paragraphs[p + 1].range
    return !outline.text.scalars[..<sentence.range.lowerBound].contains("。")
      && (outline.text.scalars[next].contains("。") || outline.sections.contains { next.contains($0.range.lowerBound) } || lines.first == p && lines.count > 1)
  }

  /// 实现今年主要预期目标: a short line of its own without figures, in front of prose.
  private static func isBareHeading(_ sentence: Sentence, of outline: Outline) -> Bool {
    let p = sentence.paragraph
    let text = outline.text.scalars
    guard sentence.range.count <= longestHeading, p + 1 < outline.text.paragraphs.count, text[sentence.range].allSatisfy({ CharacterForms.isHan($0) || marks.contains($0) }),
      sentence.section.map({ outline.sections[$0].range.lowerBound < sentence.range.lowerBound - 12 }) ?? true
    else { return false }
    let next = outline.text.paragraphs[p + 1].range
    return next.count >= 40 && text[next].contains("。") || outline.isRegional && sentence.range.count <= 16
  }

  private static let longestHeading = 24
  private static let marks: ScalarSet = "“”、"

  /// A cell of a table that was pasted with a line each for its cells and for the bars between them.
  private static func isLooseCell(_ p: Int, of outline: Outline) -> Bool {
    [p - 1, p + 1].contains { neighbour in
      guard outline.text.paragraphs.indices.contains(neighbour) else { return false }
      return outline.text.scalars[outline.text.paragraphs[neighbour].range].allSatisfy { $0 == "|" || CharacterForms.isBlank($0) }
    }
  }

  /// 建成区绿地率(%): the cell of a table on a line of its own, which ends in its unit.
  private static func isIndicator(_ text: [Unicode.Scalar], _ range: Range<Int>) -> Bool {
    guard range.count <= 40, text[range.upperBound - 1] == ")", let open = range.last(where: { text[$0] == "(" }) else { return false }
    let unit = String(scalars: text[(open + 1)..<(range.upperBound - 1)])
    let isUnit = units.contains(unit) || unit.hasPrefix("万") && units.contains(String(unit.dropFirst()))
    return isUnit && !range.contains { text[$0] == "," }
  }

  private static let units = Set(WordLists.words(.shapeUnits))

  /// `range` without brackets at its start: owners of the item before, which no full stop follows. Empty if the whole
  /// is a bracket.
  static func withoutBracket(_ text: [Unicode.Scalar], _ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    while start < range.upperBound, "([［〔【".unicodeScalars.contains(text[start]),
      let end = SentenceClauses.closing(of: text, at: start, end: range.upperBound)
    {
      start = end
      while start < range.upperBound, text[start] == " " { start += 1 }
    }
    return start..<range.upperBound
  }

  /// 责任单位：…, 联系人：…: a short noun, a colon and names.
  private static func isLabel(_ text: [Unicode.Scalar], _ range: Range<Int>) -> Bool {
    guard let colon = range.prefix(9).first(where: { text[$0] == ":" }) else { return false }
    // 注：…
    if colon == range.lowerBound + 1, text[range.lowerBound] == "注" { return true }
    return labels.contains { label in
      let length = label.count
      return colon - range.lowerBound >= length && Array(text[(colon - length)..<colon]) == label
    }
  }

  private static let labels = WordLists.words(.shapeLabels).map { Array($0.unicodeScalars) }
}

/// Lists whose items are conditions, cases or materials, not actions: 符合下列条件：….
struct ObligationLists {
  private let listed: Set<Int>

  init(_ outline: Outline) {
    var parents: Set<Int> = []
    for sentence in outline.sentences {
      guard let section = sentence.section, ObligationLists.opensList(outline.text.scalars, sentence.range) else {
        continue
      }
      parents.insert(section)
    }
    listed = Set(outline.sections.filter { $0.parent.map(parents.contains) ?? false }.map(\.index))
  }

  /// Whether the sentence is an item of such a list.
  func isListed(_ sentence: Sentence) -> Bool { sentence.section.map(listed.contains) ?? false }

  private static func opensList(_ text: [Unicode.Scalar], _ range: Range<Int>) -> Bool {
    opening.matches(text, in: range)
  }

  private static let opening = LexiconPattern(
    "(下列|以下|如下)…(条件|情形|材料|行为|情况|资料|文件|范围|对象|标准|证件|事项|人员|内容|程序|方式)")
}
