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
    if declaresAim { return strength.trigger == nil ? .outcome : .marker }
    let isMarked = strength.trigger != nil
    if purpose == .notice || isListed { return isMarked && !tellsPast ? .marker : nil }
    if isSpeech { return announces ? .future : isTold ? nil : reasonInSpeech }
    if isMarked { return isFirm || startsWithVerb || !tellsPast ? .marker : nil }
    if startsWithVerb { return tellsDone || tellsThought ? nil : .verb }
    if tellsPast || tellsDone || tellsMeaning { return nil }
    if announces { return .future }
    if permitsOnly { return nil }
    if actsBySubject { return .actor }
    if anyClauseStartsWithVerb || disposes { return .verb }
    if purpose == .goals, statesAim { return .outcome }
    if isFragment || tokens(.lacking).contains(where: { !qualifiesNoun($0) }) { return nil }
    if holdsVerb { return .verb }
    return promisesOutcome ? .outcome : nil
  }

  /// A modal commits even beside words of the past.
  private var isFirm: Bool { strength.strength == .mandatory || strength.strength == .prohibition }

  // MARK: What speaks against

  /// 本办法所称…是指…, 本办法自…起施行.
  private var definesOrTakesEffect: Bool {
    ObligationJudge.formal.first(clauses.text, in: clauses.range) != nil
  }

  private static let formal = LexiconPatternList([
    "所称…是指", "^本(办法|规定|细则|意见|方案)(中|所指|所称)…指", "^本…(自|从)…(施行|实施|生效|执行)", "有效期…年$",
    "(同时|即行)废止", "停止执行$", "适用本…$", "^习近平总书记", "^(党的|党中央)…(指出|强调|提出|要求)",
    "是…(关键|攻坚|重要)(时期|阶段|五年|之年|一年|期)$", "时期,是…关键", "(意义重大|至关重要|责任重大|使命光荣)$",
    "是我们…(责任|使命|职责)$", ",是…,是",
    "(0|1|2|3|4|5|6|7|8|9)(预期性|约束性)$", "^表(一|二|三|四|五|六|七|八|九|十|0|1|2|3|4|5|6|7|8|9)", "^业(于|已|经)", "条例业(于|已|经)",
    "(申请表|申报表|登记表|评估表|信息表|汇总表|一览表|花名册|申请程序|流程图)$",
  ].map { LexiconPattern($0) })

  /// 我们的目标是把轮候时间降至四年: who governs says what it aims at.
  private var declaresAim: Bool {
    ObligationJudge.aims.first(clauses.text, in: clauses.range) != nil && !tellsPast
  }

  private static let aims = LexiconPatternList(["^(我们|我|政府|本院|本府)(的|订下的|定下的)(整体|最终|长远|中期|总)?目标(是|为)"].map { LexiconPattern($0) })

  /// What happened, what something means, what somebody thinks.
  private var isTold: Bool {
    tellsPast || tellsMeaning || tellsDone || !tokens(.saying).isEmpty
  }

  /// In an address bare verbs and modals mostly tell and argue (`SpokenSentence`).
  private var reasonInSpeech: ObligationReason? {
    SpokenSentence(clauses: clauses, strength: strength, goesOn: goesOn, isReview: purpose == .review).reason
  }

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
    guard clauses.text[token.end + 1] != "解", let clause = clauses.clauses.first(where: { $0.range.contains(token.start) })
    else { return false }
    // 对完成了任务的单位给予奖励: in front of 的 and another verb it only qualifies.
    guard let of = (token.end..<clause.range.upperBound).last(where: { clauses.text[$0] == "的" }) else { return true }
    return of > token.end + 1 && !clauses.words(clause).contains { $0.start > of && $0.classes.contains(.act) }
  }

  /// A title or label: one clause without a final verb, such as the name of a project.
  private var isFragment: Bool {
    guard clauses.clauses.count <= 1 else { return false }
    if opensWithPhrase { return false }
    let isShort = clauses.range.count < 12 && !statesFigure
    return isShort || ObligationJudge.nominal.first(clauses.text, in: clauses.range) != nil
  }

  /// 在关键节点布局建设储能项目, 把淘汰落后作为途径: a phrase in front of the verb makes a whole sentence.
  private var opensWithPhrase: Bool {
    guard let first = tokens(.prep).first, first.start == clauses.range.lowerBound else { return false }
    return tokens(.act).contains { $0.start > first.end && !qualifiesNoun($0) }
  }

  /// 物价涨幅2%左右: among goals a figure with a bound is an aim, without any verb.
  private var statesAim: Bool {
    clauses.range.count > 4 && clauses.range.contains { ("0"..."9").contains(clauses.text[$0]) }
      && ["左右", "以上", "以内", "以下"].contains(clauses.string(clauses.range.suffix(2)))
  }

  /// 工业增加值增长7%: an outcome with its figure is a whole sentence, however short.
  private var statesFigure: Bool {
    !tokens(.result).isEmpty && clauses.range.contains { ("0"..."9").contains(clauses.text[$0]) }
  }

  private static let nominal = LexiconPatternList(["(工程|项目|行动|计划|重点|领域|内容|办法|规定|名册|名单|表)$", "(印发|发布|日报|微信|微博)", "^(包括|注:|专栏|附)"]
    .map { LexiconPattern($0) })

  private var tellsMeaning: Bool {
    if tokens(.meaning).contains(where: { !isInObject($0) }) || tellsThought { return true }
    guard let first = clauses.clauses.first else { return false }
    return first.range.dropLast().contains { at in
      clauses.text[at] == "是" && at > first.range.lowerBound
        && !"一二三四五六七八九十别其只都也还但就于点".unicodeScalars.contains(clauses.text[at - 1])
    }
  }

  /// 建立具有竞争力的制度, 引进具有学位的人才: between a verb and 的 the word belongs to the object, unless the object is a
  /// meaning itself (推进改革具有重要的意义).
  private func isInObject(_ token: SentenceToken) -> Bool {
    guard clauses.qualifiesNoun(token),
      let clause = clauses.clauses.first(where: { $0.range.contains(token.start) })
    else { return false }
    let end = clauses.string(clause.range.suffix(2))
    return !["意义", "作用", "价值", "影响", "地位"].contains(end)
      && clauses.words(clause).contains { $0.classes.contains(.act) && $0.end <= token.start }
  }

  /// 我们深知…: what is thought.
  private var tellsThought: Bool {
    clauses.tokens.indices.dropFirst().contains { at in
      let before = clauses.tokens[at - 1]
      return clauses.tokens[at].classes.contains(.saying) && before.classes.contains(.pronoun)
        && before.end == clauses.tokens[at].start
    }
  }

  /// 把…贯穿到…, 把…作为…: the verb stands behind its object, known or not.
  private var disposes: Bool {
    clauses.tokens.contains { $0.end - $0.start == 1 && clauses.text[$0.start] == "把" }
  }

  /// 可以… and no other verb that commits.
  private var permitsOnly: Bool { !tokens(.permit).isEmpty }

  private func tokens(_ classes: WordClass) -> [SentenceToken] { clauses.tokens.filter { $0.classes.has(classes) } }

  private func qualifiesNoun(_ token: SentenceToken) -> Bool { clauses.qualifiesNoun(token) }

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
      if reader.goesOn(afterPhraseOf: clause) { return true }
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
    clauses.tokens[head].classes.contains(.nominal)
      && clauses.words(clause).contains {
        $0.classes.contains(.lacking) && ($0.start == clauses.tokens[head].end || !clauses.qualifiesNoun($0))
      }
  }

  private var anyClauseStartsWithVerb: Bool {
    clauses.clauses.contains { clause in
      clauses.headToken(clause).map { clauses.tokens[$0].classes.contains(.act) && !statesDeficit(clause, $0) } ?? false
    }
  }

  private var announces: Bool { ObligationAnnouncement(clauses: clauses, isSpeech: isSpeech).isMade }

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
