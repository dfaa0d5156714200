/// Decides whether a sentence of a committing part of a plan is an obligation, and by what.
struct ObligationJudge {
  let clauses: SentenceClauses
  let strength: StrengthReading
  let purpose: SectionPurpose
  /// Item of a list of conditions or materials.
  let isListed: Bool
  /// The document is an address in the first person.
  let isSpeech: Bool
  /// The sentence before, in the same paragraph, is an obligation.
  let goesOn: Bool

  /// Why it is an obligation; nil if it is none.
  func reason() -> ObligationReason? {
    if definesOrTakesEffect { return nil }
    let isMarked = strength.trigger != nil
    if purpose == .notice || isListed { return isMarked && !tellsPast ? .marker : nil }
    if isSpeech { return reasonInSpeech() }
    if isMarked { return isFirm || startsWithVerb || !tellsPast ? .marker : nil }
    if startsWithVerb { return tellsDone ? nil : .verb }
    if tellsPast || tellsDone || tellsMeaning { return nil }
    if announces { return .future }
    if permitsOnly { return nil }
    if actsBySubject { return .actor }
    if anyClauseStartsWithVerb { return .verb }
    if isFragment || tokens(.lacking).contains(where: { !qualifiesNoun($0) }) { return nil }
    if holdsVerb { return .verb }
    return promisesOutcome ? .outcome : nil
  }

  /// In an address bare verbs and modals mostly tell and argue: what counts is what is announced, a modal right behind
  /// 我们 or a body, and sentences that go on with a verb where the one before announced something.
  private func reasonInSpeech() -> ObligationReason? {
    if announces { return .future }
    if purpose == .review || tellsPast || tellsMeaning || tellsDone || !tokens(.saying).isEmpty { return nil }
    if strength.trigger != nil { return isOwnMarker ? .marker : nil }
    guard goesOn, let first = clauses.clauses.first(where: { !clauses.isBlank($0.range) && $0.range.count > 2 }),
      let head = clauses.headToken(first)
    else { return nil }
    let token = clauses.tokens[head]
    return token.classes.contains(.act) && !token.classes.contains(.prep) && tokens(.permit).isEmpty ? .verb : nil
  }

  /// The marker follows 我们 or a body, adverbs left aside, or starts its clause behind the verb of the sentence.
  private var isOwnMarker: Bool {
    guard let trigger = strength.trigger,
      let index = clauses.tokens.firstIndex(where: { $0.start == trigger.lowerBound })
    else { return false }
    guard index + 1 < clauses.tokens.count, clauses.tokens[index + 1].classes.has([.act, .adverb, .prep]) else {
      return false
    }
    for token in clauses.tokens[..<index].reversed() {
      if token.classes.has([.adverb, .lead, .planned]), !token.classes.has(.actor) { continue }
      return token.classes.has([.person, .body, .head])
    }
    return startsWithVerb || goesOn
  }

  /// A modal commits even beside words of the past.
  private var isFirm: Bool { strength.strength == .mandatory || strength.strength == .prohibition }

  // MARK: What speaks against

  /// 本办法所称…是指…, 本办法自…起施行.
  private var definesOrTakesEffect: Bool {
    ObligationJudge.formal.first(clauses.text, in: clauses.range) != nil
  }

  private static let formal = LexiconPatternList([
    "所称…是指", "所称的…是指", "^本…(自|从)…(施行|实施|生效|执行)", "有效期…年$", "(同时|即行)废止", "停止执行$", "适用本…$", "^习近平总书记", "^(党的|党中央)…(指出|强调|提出|要求)",
  ].map { LexiconPattern($0) })

  /// A word of the past outside of a phrase that qualifies a noun.
  private var tellsPast: Bool { tokens(.achieved).contains { !qualifiesNoun($0) } }

  /// 取得了…, 近年来…: past even behind a verb at the start; any verb with 了 behind it.
  private var tellsDone: Bool {
    if tokens(.verb).contains(where: { hasPerfect($0) }) { return true }
    return tokens(.achieved).contains { token in
      let last = clauses.text[token.end - 1]
      return !qualifiesNoun(token) && (last == "了" || last == "来" || last == "去" || last == "年")
    }
  }

  private func hasPerfect(_ token: SentenceToken) -> Bool {
    guard token.end + 1 < clauses.range.upperBound, clauses.text[token.end] == "了" else { return false }
    return clauses.text[token.end + 1] != "解" && !qualifiesNoun(token)
  }

  /// A title or label: one clause without a final verb, such as the name of a project.
  private var isFragment: Bool {
    guard clauses.clauses.count <= 1 else { return false }
    let isShort = clauses.range.count < 12 && !statesFigure
    return isShort || ObligationJudge.nominal.first(clauses.text, in: clauses.range) != nil
  }

  /// 工业增加值增长7%: an outcome with its figure is a whole sentence, however short.
  private var statesFigure: Bool {
    !tokens(.result).isEmpty && clauses.range.contains { ("0"..."9").contains(clauses.text[$0]) }
  }

  private static let nominal = LexiconPatternList(["(工程|项目|行动|计划|重点|领域|内容|办法|规定|名册|名单|表)$", "(印发|发布|日报|微信|微博)", "^(包括|注:|专栏|附)"]
    .map { LexiconPattern($0) })

  private var tellsMeaning: Bool {
    if !tokens(.meaning).isEmpty { return true }
    guard let first = clauses.clauses.first else { return false }
    return first.range.dropLast().contains { at in
      clauses.text[at] == "是" && at > first.range.lowerBound
        && !"一二三四五六七八九十别其只都也还但就于".unicodeScalars.contains(clauses.text[at - 1])
    }
  }

  /// 可以… and no other verb that commits.
  private var permitsOnly: Bool { !tokens(.permit).isEmpty }

  private func tokens(_ classes: WordClass) -> [SentenceToken] { clauses.tokens.filter { $0.classes.has(classes) } }

  /// Whether 的 follows the token in its clause: 已建工作站的绩效考评.
  private func qualifiesNoun(_ token: SentenceToken) -> Bool {
    guard let clause = clauses.clauses.first(where: { $0.range.contains(token.start) }) else { return false }
    return clauses.holds("的", in: token.end..<clause.range.upperBound)
  }

  // MARK: What speaks for

  /// A clause that is no adverbial one starts with a verb of action.
  private var startsWithVerb: Bool {
    let reader = StrengthReader(clauses: clauses)
    for clause in clauses.clauses where clauses.text[clause.range.upperBound - 1] != "的" {
      if let head = clauses.headToken(clause), governs(head, in: clause),
        !clauses.tokens[head].classes.contains(.prep), !statesDeficit(clause, head)
      {
        return true
      }
      if !reader.isAdverbial(clause), clauses.words(clause).contains(where: { $0.classes.has(.verb) }) {
        return false
      }
    }
    return false
  }

  /// A verb of action, or one of outcome with something behind it (实现充分就业, 进一步完善体系).
  private func governs(_ head: Int, in clause: SentenceClauses.Clause) -> Bool {
    let token = clauses.tokens[head]
    return token.classes.contains(.act) || token.classes.contains(.result) && token.end + 2 <= clause.range.upperBound
  }

  /// 发展不平衡问题突出: the verb is the subject of a deficit.
  private func statesDeficit(_ clause: SentenceClauses.Clause, _ head: Int) -> Bool {
    clauses.tokens[head].classes.contains(.nominal) && clauses.words(clause).contains { $0.classes.contains(.lacking) }
  }

  private var anyClauseStartsWithVerb: Bool {
    clauses.clauses.contains { clause in
      clauses.headToken(clause).map { clauses.tokens[$0].classes.contains(.act) && !statesDeficit(clause, $0) } ?? false
    }
  }

  /// 将, 拟, 会 in front of a verb, in a clause that tells nothing past.
  private var announces: Bool {
    clauses.clauses.contains { clause in
      let words = clauses.words(clause)
      if words.contains(where: { $0.classes.contains(.achieved) && !qualifiesNoun($0) }) { return false }
      // 所吸引投资将创造…: what an act brings about.
      if isSpeech, clauses.text[clause.range.lowerBound] == "所" { return false }
      if isSpeech, tokens(.condition).contains(where: { isSupposed($0, in: clause) }) { return false }
      if tokens(.saying).contains(where: { $0.end <= clause.range.upperBound && believes($0) }) { return false }
      return clause.tokens.contains { announces($0, in: clause) }
    }
  }

  /// 若…，将使…: in an address what would follow from a condition is no announcement.
  private func isSupposed(_ token: SentenceToken, in clause: SentenceClauses.Clause) -> Bool {
    token.start < clause.range.upperBound
      && ["若", "倘若"].contains(clauses.string(token.start..<token.end))
  }

  private func believes(_ token: SentenceToken) -> Bool {
    ["相信", "认为", "深信", "期待", "希望"].contains(clauses.string(token.start..<token.end))
  }

  private func announces(_ index: Int, in clause: SentenceClauses.Clause) -> Bool {
    let token = clauses.tokens[index]
    let word = clauses.string(token.start..<token.end)
    let before = index > clause.tokens.lowerBound ? clauses.tokens[index - 1] : nil
    let follows = before.map { $0.end == token.start && $0.classes.has(ObligationJudge.announcers) } ?? false
    if ObligationJudge.announcing.contains(word) {
      if follows { return true }
      let next = index + 1 < clause.tokens.upperBound ? clauses.tokens[index + 1] : nil
      guard let next, next.start - token.end <= 1,
        mayFollow(next, announcing: word)
      else { return false }
      return token.start - clause.range.lowerBound <= 8 || !qualifiesNoun(token)
    }
    guard ObligationJudge.announcingBehindActor.contains(word), follows, index + 1 < clause.tokens.upperBound else {
      return false
    }
    let next = clauses.tokens[index + 1]
    return next.start - token.end <= 1 && next.classes.has([.act, .adverb, .prep])
  }

  /// Whether `next` may stand right behind the announcing word: 将以…, 预计达到…. 将由…升至 and 将于…爆满 foretell.
  private func mayFollow(_ next: SentenceToken, announcing word: String) -> Bool {
    if next.classes.has([.act, .adverb]) { return true }
    switch word {
    case "将":
      let phrase = ["以", "把", "对", "围绕", "通过", "按照", "与"].contains(clauses.string(next.start..<next.end))
      return next.classes.contains(.result) || phrase
    case "预计": return next.classes.has([.prep, .result])
    default: return false
    }
  }

  /// What stands right before 将 or 会 when it announces.
  private static let announcers: WordClass = [.person, .body, .head, .group, .adverb, .lead, .letter, .weakLetter]
  private static let announcing: Set<String> = [
    "将", "将会", "拟", "将继续", "会继续", "亦会", "也会", "便会", "仍会", "就会", "预计",
  ]
  private static let announcingBehindActor: Set<String> = ["会", "计划", "准备", "着手", "打算"]

  private var actsBySubject: Bool {
    if ObligationSubject(clauses: clauses).subject() != nil { return true }
    return clauses.clauses.contains { clause in
      let words = clauses.words(clause)
      guard let first = words.first, first.classes.has([.person, .body, .head, .group]) else { return false }
      return words.dropFirst().contains { $0.classes.contains(.act) }
    }
  }

  /// 5年内两级政府重点引进…: a verb anywhere, for in a part of tasks most sentences commit.
  private var holdsVerb: Bool { tokens(.act).contains { !qualifiesNoun($0) } }

  private var promisesOutcome: Bool { !tokens(.result).isEmpty }
}
