import PlanText

/// Finds who acts: the explicit grammatical subject of a sentence.
struct ObligationSubject {
  let clauses: SentenceClauses

  /// Longest subject taken for one.
  private static let longest = 48

  /// The subject of the sentence: of its first clause that is no adverbial one. Nil if there is none, if it is only
  /// 我们 or a topic, or if the sentence starts with its verb.
  func subject() -> Range<Int>? {
    for (number, clause) in clauses.clauses.enumerated() {
      // 记者从…获悉，清河市将…: who tells does not act.
      if Self.tellings.isIn(clauses.text[clause.range]) || clause.range.count <= Self.longestTelling && Self.speakers.ends(clauses.text[clause.range]) { continue }
      // 老城区无养老设施的，…: a condition.
      if clauses.text[clause.range.upperBound - 1] == "的", number + 1 < clauses.clauses.count, !clauses.words(clause).contains(where: { $0.classes.has(.modal) }) {
        if number == 0, let found = conditionedBearer(number) { return found }
        continue
      }
      if namesOccasion(clause, number) { continue }
      if let agent = agent(of: clause) ?? boundAgent(of: clause) { return agent }
      if let found = subject(of: clause) { return isCounted(found, in: clause) ? nil : found }
      if number == 0, let found = bound(from: skipLead(clause), in: clause) ?? conditionedBearer(number) ?? announcedBearer(number) { return found }
      if !StrengthReader(clauses: clauses).isAdverbial(clause), !continuesList(clause) {
        for later in clauses.clauses[(number + 1)...] {
          if let found = committed(later) { return found }
        }
        return nil
      }
    }
    return nil
  }

  private static let longestTelling = 16
  private static let speakers = WordLists.phrases(.subjectSpeakers)
  private static let tellings: PhraseSet = ["获悉", "了解到", "透露", "据悉", "据介绍"]

  /// 中部发展迅速，我们建议…: behind a clause about something else, who stands in front of a modal or 将.
  private func committed(_ clause: SentenceClauses.Clause) -> Range<Int>? {
    guard let found = subject(of: clause), !isCounted(found, in: clause) else { return nil }
    let verb = clauses.words(clause).first {
      $0.start >= found.upperBound && !($0.classes.has([.adverb, .lead]) && !$0.classes.has([.will, .pledge]))
    }
    // 加快清拆，屋宇署每年…: an office right before how often, behind a clause that only says what it is about
    let isRegular = "局署厅".unicodeScalars.contains(clauses.text[found.upperBound - 1]) && found.upperBound < clause.range.upperBound && clauses.text[found.upperBound] == "每"
    if isRegular { return found }
    guard let verb else { return nil }
    return verb.classes.has([.mandatory, .prohibition, .will, .pledge, .promise, .achieved, .aspirational]) ? found : nil
  }

  /// A clause without any verb is a part of a list or a topic: 各市、县人民政府，省有关部门要….
  private func continuesList(_ clause: SentenceClauses.Clause) -> Bool {
    let words = clauses.words(clause)
    // 鼓励企业建设科协: an actor at the end of what the verb of the clause takes.
    if let head = clauses.headToken(clause), clauses.tokens[head].classes.has([.act, .encouraged]), !clauses.tokens[head].classes.has(.actor) {
      return false
    }
    guard let last = words.last, last.classes.has(.actor), last.end == clause.range.upperBound else { return false }
    return !words.contains { $0.classes.has(.modal) }
  }

  /// 由市财政局…: the agent of a sentence that starts with its agent.
  private func agent(of clause: SentenceClauses.Clause) -> Range<Int>? {
    let start = skipLead(clause)
    guard start < clause.range.upperBound, clauses.text[start] == "由" else { return nil }
    return candidate(from: start + 1, in: clause, isAgent: true)
  }

  /// The subject of one clause.
  func subject(of clause: SentenceClauses.Clause) -> Range<Int>? {
    var start = skipLead(clause)
    while start < clause.range.upperBound, "*·".unicodeScalars.contains(clauses.text[start]) { start += 1 }
    // 将企业纳入…: the object of a phrase.
    if start > clause.range.lowerBound, "将把".unicodeScalars.contains(clauses.text[start - 1]) { return nil }
    return speaker(at: start, in: clause) ?? quoted(at: start, in: clause) ?? office(from: start, in: clause) ?? territories(from: start, in: clause) ?? candidate(from: start, in: clause)
      ?? named(from: start, in: clause) ?? bearer(from: start, in: clause) ?? answers(from: start, in: clause) ?? regular(from: start, in: clause) ?? each(from: start, in: clause)
  }

  /// Whether 我们 acts in the clause.
  func isSpoken(_ clause: SentenceClauses.Clause) -> Bool { speaker(at: skipLead(clause), in: clause) != nil }

  /// 我们, 我和政府 in front of what they do.
  private func speaker(at start: Int, in clause: SentenceClauses.Clause) -> Range<Int>? {
    let words = clauses.words(clause)
    guard let at = words.firstIndex(where: { $0.start == start && $0.classes.contains(.pronoun) }),
      words[at].end < clause.range.upperBound, clauses.text[words[at].end] != "的"
    else { return nil }
    let rest = words[(at + 1)...].prefix(2)
    guard rest.count == 2, let join = rest.first, join.start == words[at].end, join.classes.contains(.join),
      let other = rest.last, other.start == join.end, other.classes.has(.actor)
    else { return start..<words[at].end }
    return start..<other.end
  }

  /// “关爱基金”将…: a name in quotation marks right before a modal or the future.
  private func quoted(at start: Int, in clause: SentenceClauses.Clause) -> Range<Int>? {
    guard start < clause.range.upperBound, clauses.text[start] == "“",
      let end = SentenceClauses.closing(of: clauses.text, at: start, end: clause.range.upperBound),
      let next = clauses.words(clause).first, next.start == end, next.classes.has([.modal, .will, .pledge]), !Self.measures.ends(clauses.text[(start + 1)..<(end - 1)])
    else { return nil }
    return (start + 1)..<(end - 1)
  }

  /// 各县人民政府是…的责任主体，要…: what is named stands before 是.
  private func named(from start: Int, in clause: SentenceClauses.Clause) -> Range<Int>? {
    let limit = min(start + ObligationSubject.longest, clause.range.upperBound)
    // 大学是…的源头，我们将…: somebody else acts.
    guard start < limit, !clauses.tokens.contains(where: { $0.classes.contains(.person) }),
      let at = (start..<limit).first(where: { clauses.text[$0] == "是" })
    else { return nil }
    let words = clauses.words(clause, from: start)
    guard let first = words.first, first.start == start, first.classes.has([.scope, .body, .head]) || endsWithBearer(start..<at) else { return nil }
    let number = words.firstIndex { $0.start >= at } ?? words.count
    return endsWithActor(words, before: number, end: at, start: start) || endsWithBearer(start..<at) ? start..<at : nil
  }

  /// Behind adverbs, dates and words of time.
  func skipLead(_ clause: SentenceClauses.Clause) -> Int {
    var at = clause.range.lowerBound
    for token in clauses.words(clause) {
      guard clauses.isBlank(at..<token.start) else { break }
      // 而所有安老院均须…
      if token.classes.contains(.join), token.start == clause.range.lowerBound, clauses.text[token.start] == "而", token.end - token.start == 1 {
        at = token.end
        continue
      }
      let isLead = (token.classes.has([.lead, .planned]) || isNow(token)) && !token.classes.has([.verb, .actor, .scope, .marker])
      guard isLead else { return isBlankDate(at..<token.start) ? token.start : at }
      at = token.end
    }
    return at
  }

  /// 目前, 现时: words of time that also tell what is done.
  private func isNow(_ token: SentenceToken) -> Bool {
    token.classes.contains(.achieved) && ObligationSubject.now.holds(clauses.text[token.start..<token.end])
  }

  private static let now: PhraseSet = ["目前", "现时", "现在", "近期"]

  private func isBlankDate(_ range: Range<Int>) -> Bool { !range.isEmpty && clauses.isBlank(range) }

  /// A noun phrase from `start` up to a modal or a verb, ending with a word for an actor.
  func candidate(
    from start: Int, in clause: SentenceClauses.Clause, isAgent: Bool = false
  ) -> Range<Int>? {
    // 请各部会落实管考: who is asked acts.
    let start = start < clause.range.upperBound && clauses.text[start] == "请" && !isAgent ? start + 1 : start
    let words = Array(clauses.words(clause).drop { $0.end <= start })
    guard let first = words.first else { return nil }
    let modal = words.firstIndex { $0.classes.has(.modal) && $0.start > start }
    if first.start == start, !mayStartSubject(first, next: words.dropFirst().first, hasModal: modal != nil) {
      return nil
    }
    var trimmed: Int?
    for (number, word) in words.enumerated() {
      guard word.start > start, word.start - start <= ObligationSubject.longest else { continue }
      // 政府希望…
      if word.classes.contains(.saying), endsWithActor(words, before: number, end: word.start, start: start), Self.wishes.contains(clauses.string(word.start..<word.end)) {
        return start..<word.start
      }
      // 联络小组下月会在…
      if word.classes.contains(.lead), number + 1 < words.count, words[number + 1].start == word.end, words[number + 1].classes.has([.will, .pledge]),
        endsWithActor(words, before: number, end: word.start, start: start)
      {
        return start..<word.start
      }
      if isPeriod(word), endsWithActor(words, before: number, end: word.start, start: start) {
        return isStretch(start..<word.start) ? nil : start..<word.start
      }
      if word.classes.contains(.prep), !word.classes.has([.join, .planned, .actor]), word.end < clauses.range.upperBound
      {
        return actorBeforePhrase(words, number, start: start, in: clause)
      }
      if isFutureWord(words, number) { return start..<word.start }
      guard word.classes.has(ObligationSubject.stops) else { continue }
      if word.classes.has(.actor), !isVerbBehindActor(words, number) { continue }
      if namesQuantity(word) || endsOffice(word) { continue }
      let end = trimFuture(words, trimAdverbs(words, before: number, start: start))
      if endsWithActor(words, before: number, end: end, start: start) {
        // 敬老院及利用校舍举办的…: the list of subjects goes on.
        if end < word.start, clauses.text[word.start - 1] == "及" { return nil }
        if isTopic(start..<end) || opensRelativeClause(words, number) || namesObject(start..<end, words, number) || isMadeToAct(words, before: number, start: start) { return nil }
        if !isAgent, isCompound(words, number, start: start, end: end) { continue }
        return isStretch(start..<end) && !word.classes.has(.modal) ? nil : start..<end
      }
      if word.classes.has(.modal) {
        if endsWithPerson(word, words.dropLast(words.count - number), start: start) { return start..<word.start }
        trimmed = trimmed ?? institutionPrefix(words, before: number, start: start)
        return trimmed.map { start..<$0 }
      }
    }
    return nil
  }

  /// 每年, 每季度 right behind an actor end its name.
  private func isPeriod(_ word: SentenceToken) -> Bool {
    word.classes.contains(.lead) && clauses.text[word.start] == "每" && word.end - word.start > 1
  }

  /// 消防部门依法对场馆进行检查, 各部门按照分工制定计划: an actor right before a phrase with a preposition, if a verb follows and no
  /// noun that the whole would only qualify.
  private func actorBeforePhrase(
    _ words: [SentenceToken], _ number: Int, start: Int, in clause: SentenceClauses.Clause
  ) -> Range<Int>? {
    let end = trimAdverbs(words, before: number, start: start)
    // 将企业作为…: the object of a phrase. 已认定的基地: a whole clause before the noun.
    let isObject = start > clause.range.lowerBound && "将把".unicodeScalars.contains(clauses.text[start - 1])
    if !isObject, clauses.string(words[number].start..<words[number].end) == "作为", endsWithActor(words, before: number, end: end, start: start) {
      return start..<end
    }
    guard !isObject, !clauses.holds("的", in: start..<end), endsWithActor(words, before: number, end: end, start: start),
      Self.sources.contains(clauses.string(words[number].start..<words[number].end))
        || !clauses.holds("的", in: words[number].end..<clause.range.upperBound),
      words[(number + 1)...].contains(where: { $0.classes.contains(.act) && !$0.classes.contains(.nominal) }) || goesOn(behind: clause)
    else { return nil }
    return start..<end
  }

  /// 各地按照“…”的原则，开展…: the verb opens the next clause.
  private func goesOn(behind clause: SentenceClauses.Clause) -> Bool {
    guard let next = clauses.clauses.first(where: { $0.range.lowerBound > clause.range.upperBound }), let head = clauses.headToken(next) else { return false }
    return clauses.tokens[head].classes.contains(.act) && !clauses.tokens[head].classes.has(.actor)
  }

  /// 政府根据…的建议开展…: what an office acts by may be qualified.
  private static let sources = Set(WordLists.words(.subjectSources))

  /// “应急机制”会继续…: what is carried on does not act.
  private static let measures = WordLists.phrases(.subjectMeasures)
  private static let continuing = Set(WordLists.words(.subjectContinuing))
  private static let wishes: Set<String> = ["希望", "期望"]

  /// What may follow a subject.
  private static let stops: WordClass = [
    .act, .result, .prohibition, .ban, .mandatory, .firm, .aspirational, .permit, .planned, .encouraged, .promise,
  ]

  /// 组织 is a noun in 科协组织要… and a verb in 各级学会组织会员撰写….
  private func isVerbBehindActor(_ words: [SentenceToken], _ number: Int) -> Bool {
    let word = words[number]
    guard word.classes.contains(.act), number > 0, words[number - 1].end == word.start,
      words[number - 1].classes.has(.actor), number + 1 < words.count
    else { return false }
    return !words[number + 1].classes.has([.modal, .adverb, .lead, .planned])
  }

  /// A subject does not start with a verb, a preposition or 我们; 教育、民政等部门 may.
  private func mayStartSubject(_ word: SentenceToken, next: SentenceToken?, hasModal: Bool) -> Bool {
    if word.classes.has(.actor), !word.classes.has(.verb) { return true }
    if word.classes.contains(.scope) { return true }
    // 台湾港务公司将…: the name of a place opens that of a body.
    if word.classes.contains(.person), ObligationSubject.places.contains(clauses.string(word.start..<word.end)) {
      return clauses.tokens.contains { $0.start > word.end && $0.start - word.end <= 8 && $0.classes.has([.head, .body]) } && next?.classes.has(.modal) == false
    }
    if word.classes.has([.person, .prep, .condition, .close, .adverb]) { return false }
    if word.classes.has(.marker) || word.classes.has(.permit) { return false }
    if word.classes.has(.verb) {
      // 教育统筹局会…: the verb opens the name of an office.
      if opensOffice(from: word.start) { return true }
      // 审计部门要…: the verb opens the name of an office right before the modal.
      if hasModal, let next, next.start == word.end, next.classes.contains(.head), namesOffice(next) { return true }
      // 培训机构不得…: the verb opens a name.
      if hasModal, word.classes.contains(.nominal), let next, next.start == word.end, next.classes.has([.head, .body, .group]) {
        return true
      }
      if hasModal, opensUnit(from: word) { return true }
      return hasModal && word.end < clauses.range.upperBound && (clauses.text[word.end] == "、" || endsInPerson(from: word.end))
    }
    return true
  }

  private static let places: Set<String> = ["香港", "台湾", "澳门"]

  private func namesOffice(_ word: SentenceToken) -> Bool {
    ["部门", "机关", "单位", "机构"].contains(clauses.string(word.start..<word.end))
      && clauses.tokens.contains { $0.start == word.end && $0.classes.has([.prohibition, .mandatory]) }
  }

  /// End of the noun phrase when adverbs stand between it and its verb.
  func trimAdverbs(_ words: [SentenceToken], before number: Int, start: Int) -> Int {
    var end = words[number].start
    for word in words[..<number].reversed() {
      guard word.end == end, word.start > start, word.classes.has([.adverb, .lead, .planned, .achieved]),
        !word.classes.has(.actor)
      else { break }
      // 社区系统预计…: a noun, where no verb follows
      if word.classes == .adverb, words[number].classes.has([.will, .planned, .result]), !words[number].classes.contains(.act), clauses.string(word.start..<word.end) == "系统" { break }
      end = word.start
    }
    return end
  }

  /// 政府会与…: 会 behind an actor and in front of a verb, an adverb or a preposition.
  private func isFutureWord(_ words: [SentenceToken], _ number: Int) -> Bool {
    let word = words[number]
    if number > 0, words[number - 1].end == word.start, words[number - 1].classes.has(.actor), Self.continuing.contains(clauses.string(word.start..<word.end)) { return true }
    guard word.end - word.start == 1, clauses.text[word.start] == "会", number > 0, word.end < clauses.range.upperBound else {
      return false
    }
    let before = words[number - 1]
    // 房屋署会于…: an office in front of 会 announces, whatever follows.
    if before.end == word.start, before.classes.has([.actor, .letter, .weakLetter]), word.classes.contains(.pledge),
      "府局署厅司组处".unicodeScalars.contains(clauses.text[word.start - 1])
    {
      return true
    }
    guard number + 1 < words.count else { return false }
    let next = words[number + 1]
    return before.end == word.start && before.classes.has(.actor) && next.start == word.end
      && next.classes.has([.act, .adverb, .prep])
  }

  /// 机关建设, 社区治理: the verb only names what is done; a name with 各, 市 … in front or a known body may act by it.
  private func isCompound(_ words: [SentenceToken], _ number: Int, start: Int, end: Int) -> Bool {
    guard words[number].classes.contains(.nominal), words[number].start == end else { return false }
    // 政府服务必须…: the service is bound
    if clauses.holds("的", in: start..<end), number + 1 < words.count, words[number + 1].start == words[number].end, words[number + 1].classes.has([.mandatory, .prohibition]) { return true }
    guard let first = words.first(where: { $0.start == start }) else { return true }
    return !first.classes.has([.scope, .body])
  }

  /// 政府投资建设的住房: the verb belongs to a phrase before a noun.
  private func opensRelativeClause(_ words: [SentenceToken], _ number: Int) -> Bool {
    guard words[number].classes.has(.verb), !words[number].classes.has([.modal, .firm, .aspirational]) else {
      return false
    }
    // 财政用于科普事业的经费: the money is the subject.
    if clauses.string(words[number].start..<words[number].end) == "用于" { return true }
    var end = words[number].end
    for word in words[(number + 1)...] where word.start == end && word.classes.has(.verb) { end = word.end }
    let limit = min(end + 2, clauses.range.upperBound)
    return (end..<max(end, limit)).contains { clauses.text[$0] == "的" }
  }

  /// 政府会加强…: 会 is the future here, no part of the name.
  private func trimFuture(_ words: [SentenceToken], _ end: Int) -> Int {
    guard end > 1, clauses.text[end - 1] == "会" else { return end }
    return words.contains { $0.end == end - 1 && $0.classes.has(.actor) } ? end - 1 : end
  }

  /// 即允许企业…, 以及督促各单位…: the actor is the object of the verb before it.
  private func isMadeToAct(_ words: [SentenceToken], before number: Int, start: Int) -> Bool {
    words[..<number].contains { $0.start >= start && $0.classes.contains(.causing) && !$0.classes.has([.actor, .nominal]) }
  }

  /// Whether the phrase ends with a word for an actor, or with a bracket behind one.
  private func endsWithActor(_ words: [SentenceToken], before number: Int, end: Int, start: Int) -> Bool {
    var close = end
    if close > start, clauses.text[close - 1] == ")" {
      while close > start, clauses.text[close] != "(" { close -= 1 }
    }
    guard close > start else { return false }
    for word in words[..<number].reversed() where word.end <= close {
      guard word.end == close else { break }
      if word.classes.has(.actor) { return true }
      // 市政府督查室: the verb and the letter end the name.
      if word.classes.contains(.weakLetter), "室科股组办".unicodeScalars.contains(clauses.text[word.start]), words[..<number].contains(where: { $0.end == word.start && $0.classes.contains(.act) }) { return true }
      return word.classes.contains(.letter) && close - start >= 2 && close - start <= 14
    }
    return false
  }

  /// 旅行业者应…, 科普场馆应当…: in front of a modal the last character tells a person or a house, if no verb stands before it.
  private func endsWithPerson(_ modal: SentenceToken, _ before: ArraySlice<SentenceToken>, start: Int) -> Bool {
    guard modal.start - start >= 3, modal.start - start <= 14, modal.start > 0 else { return false }
    let isHouse = clauses.text[modal.start - 2] == "场" && clauses.text[modal.start - 1] == "所"
    guard isHouse || ObligationSubject.personal.contains(clauses.text[modal.start - 1]) else { return false }
    let isDoer = clauses.text[modal.start - 1] == "者"
    // 落后5%以上者应…: a case, nobody.
    if clauses.text[start..<modal.start].contains(where: { $0 == "%" || $0.isDigit }) { return false }
    if clauses.text[modal.start - 1] == "生", "卫民再发产新".unicodeScalars.contains(clauses.text[modal.start - 2]) { return false }
    return !(start..<modal.start).contains { clauses.text[$0] == "的" }
      && !before.contains { $0.start >= start && $0.classes.has(isDoer ? [.prep, .condition] : [.verb, .prep, .condition]) && !$0.classes.contains(.nominal) }
  }

  /// 处理者应当…: a person named by what is done, within a few characters and right before the modal.
  private func endsInPerson(from start: Int) -> Bool {
    guard let modal = clauses.tokens.first(where: { $0.start >= start && $0.classes.has(.modal) }) else { return false }
    return modal.start - start <= 6 && modal.start > start && clauses.text[modal.start - 1] == "者"
  }

  private static let personal = ScalarSet("者员户商馆校站队社团科室组股生".unicodeScalars)
}
