import PlanText

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
