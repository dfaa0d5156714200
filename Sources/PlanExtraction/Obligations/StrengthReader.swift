import PlanText

/// How firmly a sentence commits, and the word that says so.
struct StrengthReading: Sendable, Equatable {
  let strength: Strength
  /// Range of the marker in the text; nil for `planned`.
  let trigger: Range<Int>?
}

/// Reads the strength of a sentence: the strongest marker that governs a main verb.
///
/// A modal (要, 应当, 不得) governs wherever it stands in a clause, unless it belongs to a phrase that only qualifies a
/// noun (应承担的责任). Verbs such as 确保, 坚决 and 力争 govern at the head of a clause or behind its subject, not inside
/// 为…, 在…前提下 or …的. 鼓励, 支持 and 引导 count when they lead the sentence and the rest depends on them.
struct StrengthReader {
  let clauses: SentenceClauses

  func reading() -> StrengthReading {
    for (classes, strength) in StrengthReader.ladder {
      guard let trigger = firstGoverning(classes) else { continue }
      return StrengthReading(strength: isAside(trigger) ? .mandatory : strength, trigger: trigger)
    }
    if let trigger = leadingEncouragement() { return StrengthReading(strength: .encouraged, trigger: trigger) }
    return StrengthReading(strength: .planned, trigger: nil)
  }

  /// Strongest first.
  private static let ladder: [(WordClass, Strength)] = [
    ([.prohibition, .ban], .prohibition), ([.mandatory, .firm], .mandatory), (.aspirational, .aspirational),
  ]

  /// 各校要落实课程方案，课时不得挤占: behind a clause of its own verb, 不得 about a thing bounds how that is done and
  /// forbids no main action.
  private func isAside(_ trigger: Range<Int>) -> Bool {
    guard let number = clauses.clauses.firstIndex(where: { $0.range.contains(trigger.lowerBound) }), number > 0,
      let token = clauses.tokens.first(where: { $0.start == trigger.lowerBound }),
      token.classes.contains(.prohibition)
    else { return false }
    let clause = clauses.clauses[number]
    let before = clauses.words(clause).filter { $0.end <= trigger.lowerBound }
    guard trigger.lowerBound - clause.range.lowerBound >= 2,
      before.allSatisfy({ !$0.classes.has([.act, .prep, .condition, .actor, .adverb]) || $0.classes.contains(.nominal) })
    else { return false }
    return clauses.clauses[..<number].contains { earlier in
      leadToken(earlier) != nil || clauses.words(earlier).contains { $0.classes.contains(.mandatory) }
    }
  }

  private func firstGoverning(_ classes: WordClass) -> Range<Int>? {
    for clause in clauses.clauses {
      for index in clause.tokens where clauses.tokens[index].classes.has(classes) {
        let token = clauses.tokens[index]
        let governs =
          token.classes.has([.prohibition, .mandatory])
          ? modalGoverns(index, in: clause) : verbGoverns(index, in: clause)
        if governs { return token.start..<token.end }
      }
    }
    return nil
  }

  /// Whether the modal token governs a main verb of its clause.
  func modalGoverns(_ index: Int, in clause: SentenceClauses.Clause) -> Bool {
    let token = clauses.tokens[index]
    guard token.end < clause.range.upperBound else { return false }
    if isSaying(token) || opensCondition(clause, before: index) || isThought(index, in: clause) { return false }
    return !qualifiesNoun(index, in: clause) && !needsThing(index, in: clause) && !isPartOfObject(index, in: clause)
  }

  /// 我们明白车辆须有时间表: what is said to be known commands nothing.
  private func isThought(_ index: Int, in clause: SentenceClauses.Clause) -> Bool {
    zip(clause.tokens.lowerBound..<index, (clause.tokens.lowerBound + 1)...).contains { at, next in
      clauses.tokens[at].classes.contains(.pronoun) && next < index && clauses.tokens[next].classes.contains(.saying)
        && clauses.tokens[next].start == clauses.tokens[at].end
    }
  }

  /// 完成应编村庄规划: 应 right behind a verb and in front of no known one belongs to the object.
  private func isPartOfObject(_ index: Int, in clause: SentenceClauses.Clause) -> Bool {
    let token = clauses.tokens[index]
    guard token.end - token.start == 1, clauses.text[token.start] == "应", index > clause.tokens.lowerBound else {
      return false
    }
    let before = clauses.tokens[index - 1]
    guard before.end == token.start, before.classes.contains(.act), !before.classes.has([.nominal, .actor]) else {
      return false
    }
    return index + 1 >= clause.tokens.upperBound || clauses.tokens[index + 1].start != token.end
  }

  /// 需要护理: 需 in front of a noun states a need.
  private func needsThing(_ index: Int, in clause: SentenceClauses.Clause) -> Bool {
    let token = clauses.tokens[index]
    guard clauses.text[token.start] == "需" else { return false }
    guard index + 1 < clause.tokens.upperBound else { return true }
    let next = clauses.tokens[index + 1]
    return next.start != token.end || next.classes.contains(.join) || !next.classes.has([.act, .adverb, .prep])
  }

  /// 应检尽检 and its like name a standard; they command nothing by themselves.
  private func isSaying(_ token: SentenceToken) -> Bool {
    guard token.end - token.start == 1, clauses.text[token.start] == "应" else { return false }
    let end = min(token.end + 4, clauses.range.upperBound)
    return token.end < end && (token.end..<end).contains { clauses.text[$0] == "尽" }
  }

  /// 如需…, 凡应…: the clause states a condition.
  private func opensCondition(_ clause: SentenceClauses.Clause, before index: Int) -> Bool {
    guard let first = clause.tokens.first, first < index else { return false }
    let head = clauses.tokens[first]
    return head.classes.contains(.condition) && head.start == clause.range.lowerBound
      && clauses.tokens[index].start - head.end <= 2
  }

  /// 落实应承担的责任: a verb before the modal, 的 behind it and no verb after 的.
  private func qualifiesNoun(_ index: Int, in clause: SentenceClauses.Clause) -> Bool {
    let token = clauses.tokens[index]
    guard let of = (token.end..<clause.range.upperBound).last(where: { clauses.text[$0] == "的" }) else { return false }
    if of == clause.range.upperBound - 1 {
      return !token.classes.contains(.prohibition) && clause.range.lowerBound != token.start
    }
    // 这是我们必须走的路: behind 是 the phrase says what something is.
    if clause.range.upperBound - of <= 4, clauses.holds("是", in: clause.range.lowerBound..<token.start) { return true }
    // 依法必须招标项目的比例
    if token.start >= clause.range.lowerBound + 2, clauses.string(token.start - 2..<token.start) == "依法", of - token.end <= 12 { return true }
    let earlier = clauses.tokens[clause.tokens.lowerBound..<index]
    if earlier.contains(where: { clauses.string($0.start..<$0.end) == "对" && $0.end == token.start }) { return true }
    // 把须弃置的废物减至…, 政策下须自付的部分: right behind a preposition.
    if "须需".unicodeScalars.contains(clauses.text[token.start]), token.end - token.start == 1, let last = earlier.last, last.end == token.start,
      last.classes.has([.prep, .close])
    {
      return true
    }
    guard let before = earlier.last, before.classes.contains(.act), before.end == token.start else { return false }
    // 场馆开放服务应当坚持…的原则: the noun before the modal is the subject.
    if before.classes.contains(.nominal), before.start > clause.range.lowerBound, token.end - token.start > 1 {
      return false
    }
    return clause.range.upperBound - of <= 12
  }

  /// Whether 确保, 坚决, 力争, 严禁 … is a main verb of its clause.
  private func verbGoverns(_ index: Int, in clause: SentenceClauses.Clause) -> Bool {
    let token = clauses.tokens[index]
    guard token.end < clause.range.upperBound, clauses.text[token.end] != "的" else { return false }
    if disposesFirmly(index, in: clause) { return true }
    var open = false
    var joined = true
    var sawVerb = false
    for earlier in clauses.tokens[clause.tokens.lowerBound..<index] {
      // 将 right before the marker is the future.
      let isFuture = earlier.classes.contains(.planned) && earlier.end == token.start
      if !isFuture, earlier.classes.contains(.prep),
        !earlier.classes.has(.verb) || earlier.start == clause.range.lowerBound
      {
        open = true
      }
      if open, earlier.classes.contains(.close) { open = false }
      if earlier.classes.has(.verb), !earlier.classes.contains(.adverb) { sawVerb = true }
      joined = earlier.classes.contains(.join) && earlier.end == token.start
    }
    if open { return false }
    if sawVerb, followsTopic(index, in: clause) { return true }
    return !sawVerb || joined || clauses.text[token.start - 1] == "并" || clauses.text[token.start - 1] == "且"
  }

  /// 对违规收费坚决予以清退: behind the object that 对, 把 or 将 puts in front.
  private func disposesFirmly(_ index: Int, in clause: SentenceClauses.Clause) -> Bool {
    guard index > clause.tokens.lowerBound, clauses.string(clauses.tokens[index].start..<clauses.tokens[index].end) == "坚决",
      let head = clauses.headToken(clause), head < index
    else { return false }
    let sign = clauses.tokens[head]
    return sign.end - sign.start == 1 && "对把将".unicodeScalars.contains(clauses.text[sign.start]) && clauses.tokens[index].start - sign.end >= 2
      && !clauses.holds("的", in: clauses.tokens[index].end..<clause.range.upperBound)
  }

  /// 研发投入强度力争达到…: the verb before the marker names the topic, for the clause starts with no verb and the
  /// marker stands in front of an outcome.
  private func followsTopic(_ index: Int, in clause: SentenceClauses.Clause) -> Bool {
    guard index + 1 < clause.tokens.upperBound else { return false }
    let next = clauses.tokens[index + 1]
    guard next.start == clauses.tokens[index].end, next.classes.has(.result) else { return false }
    guard let head = clauses.headToken(clause) else { return true }
    return !clauses.tokens[head].classes.has(.verb)
  }

  /// 鼓励…, 支持…, 引导… as the first verb of the sentence, with nothing independent beside it.
  private func leadingEncouragement() -> Range<Int>? {
    for (number, clause) in clauses.clauses.enumerated() {
      guard let lead = leadToken(clause) else {
        if isAdverbial(clause), !actsBehindPhrase(clause) { continue }
        return nil
      }
      // 对改造力度较大，支持传统产业改造成效突出的市，安排…: still inside of the phrase.
      if number > 0, clauses.text[clauses.clauses[0].range.lowerBound] == "对", clauses.qualifiesNoun(clauses.tokens[lead]) { continue }
      guard clauses.tokens[lead].classes.contains(.encouraged) else {
        if isAdverbial(clause) { continue }
        return nil
      }
      let token = clauses.tokens[lead]
      let rest = clauses.clauses[(number + 1)...]
      // 我们将大力支持国防建设: who speaks supports by acting.
      if ObligationSubject(clauses: clauses).isSpoken(clause), clauses.text[token.start] != "鼓" { return nil }
      if hasActor(after: lead, in: clause) {
        return rest.contains { startsWith(StrengthReader.governmental, $0) } ? nil : token.start..<token.end
      }
      return rest.contains(where: isIndependent) ? nil : token.start..<token.end
    }
    return nil
  }

  /// 根据资金情况科学设计方案: an adverb and what it goes with behind the phrase that the clause starts with.
  private func actsBehindPhrase(_ clause: SentenceClauses.Clause) -> Bool {
    let words = clauses.words(clause)
    guard let sign = words.first, StrengthReader.grounds.holds(clauses.text[sign.start..<sign.end]) else { return false }
    return words.contains { word in
      word.start >= sign.end + 2 && word.classes.contains(.adverb) && !word.classes.has(.verb) && word.end + 4 <= clause.range.upperBound
        && !clauses.qualifiesNoun(word)
    }
  }

  private static let grounds: PhraseSet = ["根据", "按照", "结合", "针对", "依据"]

  /// The first verb of the clause, behind adverbs and a subject.
  private func leadToken(_ clause: SentenceClauses.Clause) -> Int? {
    if let head = clauses.headToken(clause), clauses.tokens[head].classes.has([.act, .encouraged]) { return head }
    guard let subject = ObligationSubject(clauses: clauses).subject(of: clause) else { return nil }
    return clause.tokens.first {
      clauses.tokens[$0].start >= subject.upperBound && clauses.tokens[$0].classes.has([.act, .encouraged])
    }
  }

  /// A clause that only sets the scene or a condition: 在…下, 围绕…, 到2030年, 符合条件的.
  func isAdverbial(_ clause: SentenceClauses.Clause) -> Bool {
    if clauses.text[clause.range.upperBound - 1] == "的" { return true }
    guard let first = clauses.words(clause).first else { return clauses.isBlank(clause.range) }
    // 至于节约用水，鼓励…
    if first.start == clause.range.lowerBound, clauses.string(first.start..<first.end) == "至于" { return true }
    if first.classes.contains(.lead), first.end == clause.range.upperBound { return true }
    guard first.classes.has([.prep, .condition, .planned]), first.start - clause.range.lowerBound <= 8,
      !first.classes.contains(.encouraged)
    else { return false }
    // 2031年底前实现…: behind the date stands the verb.
    if let head = clauses.headToken(clause), clauses.tokens[head].classes.has(.verb),
      !clauses.tokens[head].classes.has([.prep, .planned])
    {
      return false
    }
    return !goesOn(afterPhraseOf: clause)
  }

  /// 在产业基金下设立…: a verb right behind the end of the phrase that the clause starts with.
  func goesOn(afterPhraseOf clause: SentenceClauses.Clause) -> Bool {
    let words = clauses.words(clause)
    guard words.first?.classes.contains(.prep) == true,
      let close = words.lastIndex(where: { $0.classes.contains(.close) && $0.end < clause.range.upperBound })
    else { return false }
    var at = words[close].end
    for word in words[(close + 1)...] {
      guard word.start == at else { return false }
      if word.classes.contains(.act), !word.classes.contains(.adverb) {
        return !word.classes.contains(.nominal) && !clauses.qualifiesNoun(word)
      }
      guard word.classes.contains(.adverb) else { return false }
      at = word.end
    }
    return false
  }

  /// Whether the clause ends with the end of a phrase: 在…过程中, 除…外.
  func closesPhrase(_ clause: SentenceClauses.Clause) -> Bool {
    guard let last = clauses.words(clause).last else { return false }
    return last.classes.contains(.close) && last.end == clause.range.upperBound
      || clauses.text[clause.range.upperBound - 1] == "外"
  }

  /// Whether an actor is encouraged to do something: 支持学会承接….
  private func hasActor(after lead: Int, in clause: SentenceClauses.Clause) -> Bool {
    var actorEnd: Int?
    for token in clauses.tokens[(lead + 1)..<clause.tokens.upperBound] {
      if token.classes.has([.body, .head, .group]) { actorEnd = token.end }
      if token.classes.contains(.nominal), token.end == clause.range.upperBound { continue }
      // 支持开展…组织…: what is supported is an act, and nobody is named who does it.
      if actorEnd == nil, token.classes.contains(.act), !token.classes.has([.nominal, .actor]) { return false }
      if token.classes.has([.act, .prep]), let end = actorEnd, end <= token.start { return true }
    }
    return false
  }

  /// A clause that starts with a verb of making or running something, which the encouraged thing cannot do.
  private func isIndependent(_ clause: SentenceClauses.Clause) -> Bool {
    startsWith(StrengthReader.independent, clause) || startsWith(StrengthReader.governmental, clause)
  }

  private func startsWith(_ verbs: Set<String>, _ clause: SentenceClauses.Clause) -> Bool {
    guard let head = clauses.headToken(clause) else { return false }
    let token = clauses.tokens[head]
    return token.classes.contains(.act) && verbs.contains(clauses.string(token.start..<token.end))
  }

  /// Verbs of those who run a plan, which whoever is encouraged in the clause before does not do: 支持企业设立中心，实施…行动.
  private static let governmental = Set(WordLists.words(.strengthGovernmental))

  private static let independent = Set(WordLists.words(.strengthIndependent))
}
