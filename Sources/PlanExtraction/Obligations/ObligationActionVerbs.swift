import PlanText

/// Which words of a clause are the verbs that act.
extension ObligationActions {
  /// A verb at the head of the clause, else the first one behind a modal, a subject or the phrase at the head.
  func governingVerb(of clause: SentenceClauses.Clause) -> Int? {
    guard let verb = openingVerb(of: clause) else { return nil }
    // 会同有关部门建立台账, 瞄准头部企业开展招商: with whom and at what, unless nothing else is done.
    guard ObligationActions.company.holds(clauses.text[verbRange(verb)]) else { return verb }
    return actingVerbs(from: clauses.tokens[verb].end + 2, in: clause).first ?? verb
  }

  private static let company: PhraseSet = ["会同", "联同", "协同", "联合", "瞄准"]

  private func openingVerb(of clause: SentenceClauses.Clause) -> Int? {
    if let head = clauses.headToken(clause) {
      let token = clauses.tokens[head]
      if token.classes.has(.verb), !token.classes.contains(.prep) {
        // 试点城市制定…: a verb in a noun leaves the acting to a later one.
        if qualifies(head) || namesThing(head, in: clause) || isInAttribute(head, of: clause) { return actingVerbs(from: token.end, in: clause).first }
        return mainVerb(at: head, in: clause)
      }
      if token.classes.contains(.prep), !token.classes.has(.marker) { return verb(behindPhraseAt: head, in: clause) }
    }
    let markers: WordClass = [.prohibition, .mandatory, .firm, .aspirational, .will, .pledge]
    let marker = clause.tokens.last { clauses.tokens[$0].classes.has(markers) && !clauses.tokens[$0].classes.contains(.act) }
    let subject = ObligationSubject(clauses: clauses).subject(of: clause)?.upperBound
    if let marker, let verb = verb(behindMarker: marker, in: clause) { return verb }
    if let from = marker.map({ clauses.tokens[$0].end }) ?? subject { return firstVerb(from: from, in: clause) }
    return actingVerbs(from: clause.range.lowerBound, in: clause).first { isHead($0, of: clause) }
  }

  /// 加快推进…, 严格规范…: in front of another verb with an object the first is an adverb.
  private func mainVerb(at head: Int, in clause: SentenceClauses.Clause) -> Int {
    guard clauses.tokens[head].classes.contains(.adverb), head + 1 < clause.tokens.upperBound else { return head }
    let next = clauses.tokens[head + 1]
    guard next.start == clauses.tokens[head].end, next.classes.contains(.act), next.end + 1 < clause.range.upperBound else { return head }
    return isJoin(clauses.text[next.end]) || namesThing(head + 1, in: clause) ? head : head + 1
  }

  /// 要把转型作为重点, 要在6个月内制定方案: a phrase stands between the marker and the verb.
  private func verb(behindMarker marker: Int, in clause: SentenceClauses.Clause) -> Int? {
    guard marker + 1 < clause.tokens.upperBound else { return nil }
    // 将签约率由65%提高到72%: a noun behind 将, so it is 把.
    if isDisposal(clauses.tokens[marker]), clauses.tokens[marker + 1].start > clauses.tokens[marker].end {
      return disposingVerb(behind: marker, in: clause)
    }
    guard clauses.tokens[marker + 1].start == clauses.tokens[marker].end,
      clauses.tokens[marker + 1].classes.contains(.prep), !clauses.tokens[marker + 1].classes.has(.verb)
    else { return nil }
    return verb(behindPhraseAt: marker + 1, in: clause)
  }

  /// Whether only words of manner and time and a short name stand in front, and nothing is measured behind: 每个县至少开通1条公交,
  /// but not 社会研发投入增长8%.
  private func isHead(_ index: Int, of clause: SentenceClauses.Clause) -> Bool {
    let front = clause.range.lowerBound..<clauses.tokens[index].start
    guard !front.contains(where: { clauses.text[$0] == "是" || clauses.text[$0] == "的" }) else { return false }
    let words = clauses.words(clause)
    let known = words.filter { $0.end <= front.upperBound && $0.classes.has([.adverb, .lead, .planned]) }.reduce(0) { $0 + $1.end - $1.start }
    let fillers = front.count { clauses.isBlank($0..<($0 + 1)) }
    return front.count - known - fillers <= ObligationActions.longManner && !words.contains { $0.start > front.upperBound && $0.classes.contains(.result) && !$0.classes.contains(.act) }
  }

  private static let longManner = 6

  func firstVerb(from start: Int, in clause: SentenceClauses.Clause) -> Int? {
    let verbs = clause.tokens.filter { at in
      let token = clauses.tokens[at]
      return token.start >= start && token.classes.has(.verb) && !token.classes.contains(.prep)
    }
    let acting = verbs.filter { at in
      let isLast = clauses.tokens[at].end == clause.range.upperBound
      return isLast || !qualifies(at) && !namesThing(at, in: clause) && !isInAttribute(at, of: clause)
    }
    return acting.first { $0 == verbs.first && clauses.tokens[$0].start == start || !clauses.tokens[$0].classes.contains(.nominal) }
      ?? acting.first
  }

  /// The verbs from `start` on that have an object and are no nouns: of 根据实际进度落实年度资金预算, 落实.
  private func actingVerbs(from start: Int, in clause: SentenceClauses.Clause) -> [Int] {
    let verbs = clause.tokens.filter { at in
      let token = clauses.tokens[at]
      guard token.start >= start, token.classes.contains(.act), !token.classes.has([.prep, .actor]) else { return false }
      guard token.end + 2 <= clause.range.upperBound, !isJoin(clauses.text[token.end]) else { return false }
      return !qualifies(at) && !namesThing(at, in: clause) && !isInAttribute(at, of: clause)
    }
    let plain = verbs.filter { !clauses.tokens[$0].classes.contains(.nominal) }
    return plain.isEmpty ? verbs.filter { isWeighty($0, in: clause) } : plain
  }

  /// A word that mostly names things, with a long object and no verb right behind it.
  private func isWeighty(_ index: Int, in clause: SentenceClauses.Clause) -> Bool {
    let end = clauses.tokens[index].end
    let isDone = index + 1 < clause.tokens.upperBound && clauses.tokens[index + 1].start == end && clauses.tokens[index + 1].classes.has(.verb)
    return !isDone && clause.range.upperBound - end >= ObligationActions.longObject
  }

  /// Characters of an object that make even a word that mostly names things a verb: 建设高水平概念验证中心.
  private static let longObject = 6

  /// Whether 的 stands right behind the verb: 新建的住房.
  private func qualifies(_ index: Int) -> Bool {
    let end = clauses.tokens[index].end
    return end < clauses.range.upperBound && clauses.text[end] == "的"
  }

  /// 服务企业的机制更加完善: behind the 的 that follows the verb something else is said of the noun.
  private func isInAttribute(_ index: Int, of clause: SentenceClauses.Clause) -> Bool {
    let end = clauses.tokens[index].end
    guard !clauses.tokens[index].classes.contains(.causing) else { return false }
    guard let of = (end..<clause.range.upperBound).first(where: { clauses.text[$0] == "的" }) else { return false }
    return clauses.words(clause).contains { word in
      word.start > of && clause.range.upperBound - word.end <= ObligationActions.longState
        && ObligationActions.degrees.holds(clauses.text[word.start..<word.end])
    }
  }

  /// Characters of what is said behind a word of degree: 更加完善, 明显增强.
  private static let longState = 4
  private static let degrees = WordLists.phrases(.verbDegrees)

  /// 在有条件的地区推行…, 对企业开展…, 围绕产业需求建设…: behind the end of the phrase. 为加强管理 only says what for.
  private func verb(behindPhraseAt head: Int, in clause: SentenceClauses.Clause) -> Int? {
    let token = clauses.tokens[head]
    if isPurpose(head, in: clause) { return nil }
    if isDisposal(token), let last = disposingVerb(behind: head, in: clause) { return last }
    if token.end - token.start > 1 {
      let isMeans = ObligationActions.places.holds(clauses.text[token.start..<token.end])
      // The verbs right behind the preposition belong to the phrase: 围绕加快提高质量, 通过加强培训提高素质.
      let acting = actingVerbs(from: endOfVerbs(behind: head, in: clause) + 2, in: clause).filter { governs(clauses.tokens[$0], behind: token, in: clause) }
      if isMeans { return acting.last { !clauses.tokens[$0].classes.contains(.nominal) } }
      // 聚焦新兴赛道: with nothing behind it the word itself is the verb.
      return acting.first ?? (token.classes.contains(.act) ? head : nil)
    }
    // 在…中, 以…为基础 end with a word of their own; 对内镜… does not.
    let isFramed = ObligationActions.framing.contains(clauses.text[token.start])
    let close = clause.tokens.last { isFramed && clauses.tokens[$0].classes.contains(.close) && $0 > head }
    if let close { return firstVerb(from: clauses.tokens[close].end, in: clause) }
    let acting = actingVerbs(from: token.end, in: clause).first { !clauses.tokens[$0].classes.contains(.nominal) }
    return acting ?? firstVerb(from: token.end, in: clause).flatMap { clauses.tokens[$0].end == clause.range.upperBound ? $0 : nil }
  }

  /// Where the unbroken run of verbs and adverbs behind the token ends.
  private func endOfVerbs(behind index: Int, in clause: SentenceClauses.Clause) -> Int {
    var at = index
    while at + 1 < clause.tokens.upperBound, clauses.tokens[at + 1].start == clauses.tokens[at].end,
      clauses.tokens[at + 1].classes.has([.act, .result, .adverb])
    {
      at += 1
    }
    return clauses.tokens[at].end
  }

  /// Whether the verb stands behind the whole phrase of `opener`: not in its list, which ends with 等 (围绕疾病预防、医药现代化等领域).
  private func governs(_ verb: SentenceToken, behind opener: SentenceToken, in clause: SentenceClauses.Clause) -> Bool {
    guard clause.range.upperBound - verb.end >= 4 else { return false }
    return clauses.holds("等", in: opener.end..<verb.start) || !clauses.holds("等", in: verb.end..<clause.range.upperBound)
  }

  /// 为加强管理, 为更有效地协调各部门, 为确保…: what for, not what.
  private func isPurpose(_ head: Int, in clause: SentenceClauses.Clause) -> Bool {
    guard clauses.text[clauses.tokens[head].start] == "为" else { return false }
    var at = head + 1
    while at < clause.tokens.upperBound, clauses.tokens[at].start <= clauses.tokens[at - 1].end + 1 {
      let classes = clauses.tokens[at].classes
      if classes.has([.act, .firm, .aspirational]) { return true }
      guard classes.has([.adverb, .join]) else { return false }
      at += 1
    }
    return false
  }

  func isDisposal(_ token: SentenceToken) -> Bool {
    token.end - token.start == 1 && (clauses.text[token.start] == "把" || clauses.text[token.start] == "将")
  }

  /// 把…作为…, 把…层层分解: 作为, else the last verb, for the object may hold others.
  private func disposingVerb(behind sign: Int, in clause: SentenceClauses.Clause) -> Int? {
    let rest = (sign + 1)..<clause.tokens.upperBound
    return rest.first { ObligationActions.appointing.holds(clauses.text[verbRange($0)]) }
      ?? rest.last { clauses.tokens[$0].classes.has(.verb) && !clauses.tokens[$0].classes.has([.nominal, .prep]) }
  }

  /// Prepositions of two characters whose phrase is a way of acting, and so may hold verbs of its own.
  private static let places = WordLists.phrases(.verbPlaces)
  private static let framing: ScalarSet = "在以从通"
  private static let appointing: PhraseSet = ["作为"]

  /// 申请家庭, 报名方式, 发展中: a verb right in front of these names a thing.
  func namesThing(_ index: Int, in clause: SentenceClauses.Clause) -> Bool {
    let token = clauses.tokens[index]
    guard token.end < clause.range.upperBound else { return token.classes.contains(.nominal) }
    if token.classes.contains(.nominal), endsPhrase(index + 1, in: clause) { return true }
    let behind = clauses.text[token.end..<clause.range.upperBound]
    if ObligationActions.thingEnds.contains(clauses.text[token.end]) || ObligationActions.things.starts(behind) { return true }
    return token.classes.contains(.nominal) && (ObligationActions.thingsOfDoing.starts(behind) || isMeasured(behind))
  }

  /// 在发展中坚持…, 在建设中: a close right behind, and behind it a verb or nothing. Not 建设中山大学.
  private func endsPhrase(_ index: Int, in clause: SentenceClauses.Clause) -> Bool {
    guard index < clause.tokens.upperBound, clauses.tokens[index].classes.contains(.close),
      clauses.tokens[index].start == clauses.tokens[index - 1].end
    else { return false }
    let end = clauses.tokens[index].end
    guard end < clause.range.upperBound else { return true }
    return index + 1 < clause.tokens.upperBound && clauses.tokens[index + 1].start == end && clauses.tokens[index + 1].classes.has(.verb)
  }

  /// 回收利用率40%: a measure and its figure.
  private func isMeasured(_ behind: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let digit = behind.firstIndex(where: \.isDigit), digit > behind.startIndex else { return false }
    return ObligationActions.measureEnds.contains(behind[digit - 1])
  }

  private static let measureEnds: ScalarSet = "率值比重额速"

  private static let thingEnds: ScalarSet = "者率量费期值额性室"
  private static let things = WordLists.phrases(.verbThings)
  /// The same behind a verb that mostly names the doing: 生产总值, 试点城市.
  private static let thingsOfDoing = WordLists.phrases(.verbThingsOfDoing)

  /// 引进和培养, 加强、改进: verbs that share the object; 遴选发布: verbs in one word.
  func verbs(from index: Int, in clause: SentenceClauses.Clause) -> (verbs: [Range<Int>], last: Int, end: Int) {
    var found = [verbRange(index)]
    var last = index
    while last + 1 < clause.tokens.upperBound {
      let next = clauses.tokens[last + 1]
      guard next.start == clauses.tokens[last].end else { break }
      if couples(last, in: clause) {
        found[found.count - 1] = found[found.count - 1].lowerBound..<next.end
        last += 1
      } else if isJoin(clauses.text[next.start]), sharesObject(last + 2, behind: next.end, in: clause) {
        found.append(verbRange(last + 2))
        last += 2
      } else {
        break
      }
    }
    return (found, last, clauses.tokens[last].end)
  }

  /// 遴选发布…, 巩固壮大…: the verb and the one right behind it are one word with one object. 推进提升行动: they are not, for
  /// behind a verb that takes doings as objects the other is part of a name.
  private func couples(_ index: Int, in clause: SentenceClauses.Clause) -> Bool {
    let (verb, next) = (clauses.tokens[index], clauses.tokens[index + 1])
    guard next.classes.contains(.coupling), verb.classes.contains(.act), next.end + 4 <= clause.range.upperBound, !isJoin(clauses.text[next.end]),
      clauses.text[next.end] != "的", !verb.classes.contains(.causing)
    else { return false }
    return !verb.classes.contains(.light) || ObligationActions.bettering.holds(clauses.text[verb.start..<verb.end])
  }

  /// Verbs that take doings as objects, and yet stand before verbs of their own kind.
  private static let bettering = WordLists.phrases(.verbBettering)

  /// Whether the token, right behind a join, is a verb of the same object: 新建和改造…, 带动、培养、聚集…; also one that may be
  /// a noun.
  private func sharesObject(_ index: Int, behind join: Int, in clause: SentenceClauses.Clause) -> Bool {
    guard index < clause.tokens.upperBound, clauses.tokens[index].start == join else { return false }
    let token = clauses.tokens[index]
    guard token.classes.contains(.act), !token.classes.has([.prep, .actor]), token.end + 1 < clause.range.upperBound,
      clauses.text[token.end] != "的"
    else { return false }
    guard isJoin(clauses.text[token.end]) else { return true }
    return sharesObject(index + 2, behind: token.end + 1, in: clause)
  }

  /// …并推进…, …、妥善处理…: the next verb of the clause behind 并, or a light verb behind 、 and 和.
  func followingVerb(behind last: Int, in clause: SentenceClauses.Clause) -> Int? {
    // 引导高校共同凝练问题、联合开展攻关: the later verbs are those of the one made to act.
    let isCausing = clauses.tokens[last].classes.contains(.causing)
    return ((last + 2)..<max(last + 2, clause.tokens.upperBound)).first { at in
      let token = clauses.tokens[at]
      var link = at - 1
      while link > last, clauses.tokens[link].end == clauses.tokens[link + 1].start,
        clauses.tokens[link].classes.contains(.adverb), !clauses.tokens[link].classes.contains(.join)
      {
        link -= 1
      }
      let join = clauses.tokens[link]
      guard link > last, join.end == clauses.tokens[link + 1].start, join.classes.contains(.join), token.classes.contains(.act),
        !token.classes.has([.nominal, .prep]), !namesThing(at, in: clause)
      else { return false }
      if clauses.text[join.start] == "并" { return true }
      // 实施项目620个、完成投资1400亿元: the first has its figure, so the second starts anew.
      if clauses.text[join.start] == "、", token.end + 2 <= clause.range.upperBound,
        clauses.text[clauses.tokens[last].end..<join.start].contains(where: \.isDigit)
      {
        return true
      }
      return !isCausing && token.classes.contains(.light) && "、和以".unicodeScalars.contains(clauses.text[join.start])
    }
  }

  /// 把…纳入…, 将…下放至…: what stands between 把 and the verb.
  func disposal(before verb: Int, in clause: SentenceClauses.Clause) -> Range<Int>? {
    let sign = clause.tokens.last { at in
      let token = clauses.tokens[at]
      guard at < verb, isDisposal(token) else { return false }
      return clauses.text[token.start] == "把" || clauses.tokens[at + 1].start > token.end
    }
    guard let sign else { return nil }
    let start = clauses.tokens[sign].end
    var end = clauses.tokens[verb].start
    for token in clauses.tokens[(sign + 1)..<verb].reversed() where token.end == end && token.classes.contains(.adverb) {
      end = token.start
    }
    return end - start >= 2 ? start..<end : nil
  }

  func verbRange(_ index: Int) -> Range<Int> { clauses.tokens[index].start..<clauses.tokens[index].end }

  func isJoin(_ scalar: Unicode.Scalar) -> Bool { ObligationActions.joining.contains(scalar) }

  private static let joining: ScalarSet = "、和与及并"
}
