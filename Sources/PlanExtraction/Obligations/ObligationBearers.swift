import PlanText

/// Subjects told by their last word and by what follows, where no table of bodies knows the name: 支援人员必须…, 委员会每季….
extension ObligationSubject {
  /// 重点排放单位应当…, 技工院校对学员应当…: whom a duty is laid upon, right before the modal or before the phrase in front of it.
  func bearer(from start: Int, in clause: SentenceClauses.Clause) -> Range<Int>? {
    let words = clauses.words(clause, from: start)
    guard let number = words.firstIndex(where: { $0.classes.has([.mandatory, .prohibition]) && $0.start > start }) else { return nil }
    let end = trimAdverbs(words, before: number, start: start)
    if let phrase = words[..<number].firstIndex(where: { $0.classes.contains(.prep) && !$0.classes.contains(.join) && $0.start >= start + 3 }) {
      let front = start..<trimAdverbs(words, before: phrase, start: start)
      // 残疾人士经照顾的费用应予豁免: the phrase qualifies another noun
      let isQualified = !"对按与向".unicodeScalars.contains(clauses.text[words[phrase].start]) && clauses.holds("的", in: words[phrase].end..<words[number].start)
      if isBearer(front, words) { return isQualified ? nil : front }
    }
    return isBearer(start..<end, words) ? start..<end : nil
  }

  /// Whether `phrase` is a noun phrase that ends with what duties are laid upon.
  private func isBearer(_ phrase: Range<Int>, _ words: [SentenceToken]) -> Bool {
    guard (3...Self.longestBearer).contains(phrase.count), Self.bearers.ends(clauses.text[phrase]), !clauses.text[phrase].contains(where: { "%为是由把将".unicodeScalars.contains($0) }),
      !isTopic(phrase)
    else { return false }
    if let first = words.first, first.start == phrase.lowerBound {
      let isImportant = clauses.string(first.start..<first.end) == "重点"
      if first.classes.has([.causing, .encouraged, .prep, .condition, .person, .marker, .lead, .achieved]) || first.classes.contains(.adverb) && !isImportant { return false }
      // 加强管理人员…: a verb in front takes the rest as its object, 培训机构 and 监督部门 are names.
      // 支援人员 is one word with its verb.
      if first.classes.contains(.act), !first.classes.contains(.nominal), !clauses.holds("的", in: phrase), phrase.upperBound > first.end + 2 { return false }
    }
    // 以企业为主体: a phrase with its preposition
    let inner = words.filter { $0.start > phrase.lowerBound && $0.end <= phrase.upperBound }
    return !inner.contains { $0.classes.has([.will, .pledge, .achieved]) && $0.end - $0.start > 1 }
      && !inner.contains { $0.classes.contains(.act) && !$0.classes.contains(.nominal) && !clauses.holds("的", in: $0.end..<phrase.upperBound) && $0.end < phrase.upperBound - 4 }
  }

  /// 评估不足80分的省份，须在…: a clause that is nothing but whom the modal at the head of the next binds.
  func announcedBearer(_ number: Int) -> Range<Int>? {
    guard number + 1 < clauses.clauses.count, opensWithModal(clauses.clauses[number + 1]) else { return nil }
    let clause = clauses.clauses[number]
    let phrase = skipLead(clause)..<clause.range.upperBound
    guard !clauses.words(clause).contains(where: { $0.classes.has(.modal) }) else { return nil }
    let words = clauses.words(clause, from: phrase.lowerBound)
    // 建设人民满意的政府，必须…: what is to be done; 安排的45座水库，须…: what it is done with
    if Self.making.starts(clauses.text[phrase]) || phrase.dropFirst().contains(where: { clauses.text[$0].isDigit && clauses.text[$0 - 1] == "的" }) { return nil }
    if phrase.count >= 4, phrase.count <= Self.longestBearer, Self.built.starts(clauses.text[phrase]), Self.bearers.ends(clauses.text[phrase]) { return phrase }
    return isBearer(phrase, words) ? phrase : nil
  }

  /// 医务人员未经培训合格的，不得…: who stands in front of the condition that the modal of the next clause rests on.
  func conditionedBearer(_ number: Int) -> Range<Int>? {
    let clause = clauses.clauses[number]
    guard number + 1 < clauses.clauses.count, opensWithModal(clauses.clauses[number + 1]) else { return nil }
    let start = skipLead(clause)
    let end = (start..<min(clause.range.upperBound, start + Self.longestBearer)).first { at in
      at >= start + 3 && Self.conditions.contains(clauses.text[at]) && Self.bearers.ends(clauses.text[start..<at])
    }
    return end.flatMap { isBearer(start..<$0, clauses.words(clause, from: start)) ? start..<$0 : nil }
  }

  /// Whether the first word of `clause`, times left aside, says what must or must not be done.
  private func opensWithModal(_ clause: SentenceClauses.Clause) -> Bool {
    clauses.headToken(clause).map { clauses.tokens[$0].classes.has([.mandatory, .prohibition]) } ?? false
  }

  /// 教师每5年到企业实践, 市、镇两级每年开展…, 委员会每季开会: who stands in front of how often.
  func regular(from start: Int, in clause: SentenceClauses.Clause) -> Range<Int>? {
    let limit = min(start + Self.longestBearer, clause.range.upperBound - 2)
    guard let at = (start..<max(start, limit)).first(where: { $0 >= start + 2 && clauses.text[$0] == "每" && isInterval($0, clause.range.upperBound) }) else { return nil }
    let words = clauses.words(clause, from: start)
    if clauses.text[at - 1] == "级", at - start >= 3, clauses.text[start..<at].allSatisfy({ "省市县区乡镇村级各两三、和".unicodeScalars.contains($0) }) { return start..<at }
    guard let first = words.first, !first.classes.has([.act, .prep, .causing, .encouraged, .person, .condition, .adverb, .lead]),
      words.contains(where: { $0.end == at && $0.classes.has([.body, .head, .group]) && !$0.classes.contains(.guard) })
    else { return nil }
    return isBearer(start..<at, words) && !isTopic(start..<at) && !isStretch(start..<at) ? start..<at : nil
  }

  /// 每5年, 每两个月, 每季, 每人: an interval or a share each behind who acts.
  private func isInterval(_ at: Int, _ end: Int) -> Bool {
    var next = at + 1
    while next < end, clauses.text[next].isDigit || "一二两三四五六半".unicodeScalars.contains(clauses.text[next]) { next += 1 }
    if next < end, clauses.text[next] == "个" { next += 1 }
    return next < end && "年季月周旬日天人".unicodeScalars.contains(clauses.text[next])
  }

  /// 每校每学年办理…, 每个试点城市建设…: each of a kind, in front of a verb of action, a time or a modal.
  func each(from start: Int, in clause: SentenceClauses.Clause) -> Range<Int>? {
    guard start + 2 < clause.range.upperBound, "每各".unicodeScalars.contains(clauses.text[start]) else { return nil }
    let words = clauses.words(clause, from: start + 1)
    if Self.kinds.contains(clauses.text[start + 1]), let next = words.first(where: { $0.start >= start + 2 }), next.start == start + 2,
      next.classes.has([.lead, .act, .adverb, .mandatory]) && !next.classes.has([.head, .body])
    {
      return words.contains { $0.start >= next.start && $0.classes.contains(.act) } ? start..<(start + 2) : nil
    }
    guard clauses.text[start] == "每", let verb = words.first(where: { $0.classes.has([.act, .adverb, .lead, .mandatory]) && $0.start > start + 2 && !$0.classes.contains(.guard) }),
      words.contains(where: { $0.start >= verb.start && $0.classes.contains(.act) }), isBearer(start..<verb.start, [])
    else { return nil }
    return start..<verb.start
  }

  /// 责任区应由镇政府认养: by whom it is to be done.
  func boundAgent(of clause: SentenceClauses.Clause) -> Range<Int>? {
    guard let modal = clauses.words(clause).first(where: { $0.classes.contains(.mandatory) }), modal.end < clause.range.upperBound, clauses.text[modal.end] == "由",
      modal.start > clause.range.lowerBound
    else { return nil }
    return candidate(from: modal.end + 1, in: clause, isAgent: true)
  }

  /// 县政府对…工作负总责: an office answers for what a long phrase names.
  func answers(from start: Int, in clause: SentenceClauses.Clause) -> Range<Int>? {
    let words = clauses.words(clause, from: start)
    guard let at = words.firstIndex(where: { $0.classes.contains(.prep) && clauses.text[$0.start] == "对" && $0.start > start }), Self.answering.isIn(clauses.text[words[at].end..<clause.range.upperBound])
    else { return nil }
    let front = start..<trimAdverbs(words, before: at, start: start)
    return isBearer(front, words) ? front : nil
  }

  /// Whether `text[range]` ends with what duties are laid upon.
  func endsWithBearer(_ range: Range<Int>) -> Bool { range.count <= Self.longestBearer && Self.bearers.ends(clauses.text[range]) }

  private static let answering = WordLists.phrases(.bearingAnswering)
  private static let kinds: ScalarSet = "校村镇乡县市区省馆站所院班局处"
  private static let conditions: ScalarSet = "未因在有经不违拒逾无"
  private static let making = WordLists.phrases(.bearingMaking)
  private static let built: PhraseSet = ["新建", "改建", "扩建", "改扩建"]
  private static let longestBearer = 24
  private static let bearers = WordLists.phrases(.bearer)

  /// 遇紧急情形，社工应…, 涉及查估者，主办单位应…: a clause that only says when or for whom.
  func namesOccasion(_ clause: SentenceClauses.Clause, _ number: Int) -> Bool {
    guard number + 1 < clauses.clauses.count, !clauses.words(clause).contains(where: { $0.classes.has(.modal) }) else { return false }
    if Self.occasions.starts(clauses.text[clause.range]) { return true }
    return clauses.text[clause.range.upperBound - 1] == "者" && clause.range.count >= 8 && Self.cases.isIn(clauses.text[clause.range])
  }

  private static let occasions = WordLists.phrases(.occasion)
  private static let cases = WordLists.phrases(.bearingCases)
}
