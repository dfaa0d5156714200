import PlanText

/// Whether a document is an address in the first person, whose bare verbs mostly tell what was or is done.
struct ObligationSpeech {
  let isSpeech: Bool

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
    isSpeech = total >= 40 && person * share > total || isReport && person * Self.report > total
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

/// A sentence of an address that announces nothing: it commits by a modal right behind who speaks or a body, by naming
/// who takes charge, or by going on with a verb where the sentence before committed.
struct SpokenSentence {
  let clauses: SentenceClauses
  let strength: StrengthReading
  /// The sentence before, in the same paragraph, is an obligation.
  let goesOn: Bool
  /// It stands where the past is told.
  let isReview: Bool

  var reason: ObligationReason? {
    if isReview { return strength.trigger.map { isPersonal($0) || isOfGovernment($0) } ?? false ? .marker : nil }
    if let trigger = strength.trigger { return isOwn(trigger) ? .marker : nil }
    if namesWhoLeads { return .actor }
    return goesOn && opensWithVerb ? .verb : nil
  }

  /// The marker follows 我们 or a body, adverbs and phrases left aside, or starts its clause behind such a subject or the
  /// verb of the sentence.
  private func isOwn(_ trigger: Range<Int>) -> Bool {
    guard let index = clauses.tokens.firstIndex(where: { $0.start == trigger.lowerBound }) else { return false }
    // 鼓励市民减少使用: who speaks encourages. …的建筑物，均须…: goes on from what it binds.
    let opensClause = clauses.clauses.first { $0.range.contains(trigger.lowerBound) }.flatMap(clauses.headToken) == index
    if opensClause, clauses.tokens[index].classes.contains(.encouraged), clauses.clauses[0].range.contains(trigger.lowerBound) { return true }
    if opensClause, goesOn, clauses.tokens[index].classes.has([.mandatory, .prohibition]), clauses.text[trigger.upperBound - 1] != "要" {
      return true
    }
    guard index + 1 < clauses.tokens.count, clauses.tokens[index + 1].classes.has([.act, .adverb, .prep])
    else { return isPersonal(trigger) || isOfGovernment(trigger) }
    let needsPerson = clauses.tokens[index].classes.contains(.encouraged)
    for token in clauses.tokens[..<index].reversed() {
      if token.classes.has([.adverb, .lead, .planned, .pledge]), !token.classes.has(.actor) { continue }
      if token.classes.has(needsPerson ? .pronoun : [.person, .body, .head]) { return true }
      break
    }
    if needsPerson { return goesOn && opensWithVerb }
    return goesOn || opensWithBody || startsWithVerb(before: trigger)
  }

  /// The first clause starts with a verb, and the marker stands in another: 制订蓝图要考虑… only has a verb as topic.
  private func startsWithVerb(before trigger: Range<Int>) -> Bool {
    guard let first = clauses.clauses.first, !first.range.contains(trigger.lowerBound),
      let head = clauses.headToken(first)
    else { return false }
    let token = clauses.tokens[head]
    return token.classes.contains(.act) && !token.classes.contains(.prep)
  }

  /// 政府在制订计划时，需要…: the sentence starts with a body or 我们.
  private var opensWithBody: Bool {
    guard let first = clauses.clauses.first, let head = clauses.headToken(first) else { return false }
    return clauses.tokens[head].classes.has([.pronoun, .body, .head])
  }

  /// 本届政府必须…: right behind the government.
  private func isOfGovernment(_ trigger: Range<Int>) -> Bool {
    clauses.tokens.contains { $0.end == trigger.lowerBound && $0.classes.contains(.head) && clauses.text[$0.end - 1] == "府" }
  }

  /// 我们必当…: right behind 我们.
  private func isPersonal(_ trigger: Range<Int>) -> Bool {
    clauses.tokens.contains { $0.end == trigger.lowerBound && $0.classes.contains(.pronoun) }
  }

  /// 由商务部牵头, 由工业署负责.
  private var namesWhoLeads: Bool {
    clauses.tokens.indices.dropFirst().contains { at in
      let verb = clauses.tokens[at]
      let agent = clauses.tokens[at - 1]
      guard verb.classes.contains(.act), agent.end == verb.start, agent.classes.has([.body, .head, .letter]) else {
        return false
      }
      let from = max(clauses.range.lowerBound, agent.end - SpokenSentence.longestAgent)
      return clauses.holds("由", in: from..<agent.start) && !clauses.qualifiesNoun(verb)
    }
  }

  private static let longestAgent = 16

  /// The first clause that sets no scene starts with a verb of action, or with a phrase in front of one.
  private var opensWithVerb: Bool {
    guard !clauses.tokens.contains(where: { $0.classes.contains(.permit) }) else { return false }
    let reader = StrengthReader(clauses: clauses)
    for clause in clauses.clauses where clause.range.count > 2 && !clauses.isBlank(clause.range) {
      if let head = clauses.headToken(clause) {
        let token = clauses.tokens[head]
        if token.classes.contains(.act), !token.classes.contains(.prep) { return true }
        let words = clauses.words(clause)
        if token.classes.contains(.prep), words.contains(where: { $0.start > token.end && $0.classes.contains(.act) }),
          !reader.closesPhrase(clause)
        {
          return true
        }
      }
      if !reader.isAdverbial(clause) { return false }
    }
    return false
  }
}
