import PlanText

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
  /// It opens with a year before those of the plan.
  var isPastYear = false
  /// It holds a target that is dated, promised or bounded.
  var statesTarget = false
  /// What gives way to such a target.
  var yielding: Set<ObligationRefusal> = []

  /// Whether it is an obligation, and by what.
  func judgement() -> ObligationJudgement {
    let byWords = judgementByWords()
    guard statesTarget, case .refused(let refusal) = byWords, yielding.contains(refusal) || refusal == .past && isOnlyCompared else { return byWords }
    return .commits(.figure)
  }

  /// 会议费同比下降10%: among tasks the comparison tells how much, not what has been.
  private var isOnlyCompared: Bool {
    let past = tokens(.achieved).filter { !qualifiesNoun($0) }
    return purpose == .tasks && !isSpeech && !isPastYear && !past.isEmpty && past.allSatisfy { clauses.string($0.start..<$0.end).hasPrefix("同比") }
  }

  private func judgementByWords() -> ObligationJudgement {
    if definesOrTakesEffect { return .refused(.definition) }
    let isMarked = strength.trigger != nil
    if declaresAim { return .commits(isMarked ? .marker : .outcome) }
    if purpose == .notice || isListed { return ObligationJudgement(isMarked && !tellsPast ? .marker : nil, else: .listed) }
    if isSpeech {
      let pledges = ObligationPledges(clauses: clauses)
      if pledges.isTalk { return .refused(.told) }
      if announces || pledges.isMade { return .commits(.future) }
      return isTold ? .refused(.past) : ObligationJudgement(reasonInSpeech, else: .told)
    }
    if purpose == .background || purpose == .review { return ObligationJudgement(pledgesOwn ? .future : nil, else: .part) }
    if isMarked, tellsNeed { return .refused(.meaning) }
    if !isMarked, isReported, !announces, tokens([.planned, .will, .pledge]).isEmpty { return .refused(.told) }
    if isMarked { return ObligationJudgement(isFirm || startsWithVerb || !tellsPast ? .marker : nil, else: .past) }
    if startsWithVerb {
      return tellsThought ? .refused(.thought) : ObligationJudgement(tellsDone || tellsState ? nil : .verb, else: .past)
    }
    return tellsMeaning ? .refused(.meaning) : unmarkedJudgement()
  }

  /// 局长表示，…: what somebody tells commits only where it announces.
  private var isReported: Bool {
    guard let first = clauses.clauses.first?.range, first.upperBound < clauses.range.upperBound, first.count <= Self.longestSpeaker,
      ",:".unicodeScalars.contains(clauses.text[first.upperBound])
    else { return false }
    return Self.reports.ends(clauses.text[first]) || Self.sources.starts(clauses.text[first]) || Self.papers.isIn(clauses.text[first])
  }

  private static let sources: PhraseSet = ["据"]
  private static let papers = WordLists.phrases(.judgedPapers)
  private static let longestSpeaker = 20
  private static let reports = WordLists.phrases(.judgedReports)

  /// 维护健康需要掌握知识: what something takes, where nobody stands in front of 需要.
  private var tellsNeed: Bool {
    guard let trigger = strength.trigger, clauses.string(trigger) == "需要", ObligationSubject(clauses: clauses).subject() == nil,
      let clause = clauses.clauses.first(where: { $0.range.contains(trigger.lowerBound) })
    else { return false }
    return trigger.lowerBound >= clause.range.lowerBound + 2
  }

  /// Of a sentence without a marker that neither starts with a verb nor tells what something means.
  private func unmarkedJudgement() -> ObligationJudgement {
    if ObligationAnnouncement(clauses: clauses, isSpeech: isSpeech).isMadeByActor { return .commits(.future) }
    if tellsPast || tellsDone || tellsState { return .refused(.past) }
    if announces { return .commits(.future) }
    if permitsOnly { return .refused(.permit) }
    if namesProject { return .refused(.fragment) }
    if actsBySubject { return .commits(.actor) }
    if anyClauseStartsWithVerb || disposes { return .commits(.verb) }
    if purpose == .goals && statesAim || purpose == .tasks && statesRate { return .commits(.outcome) }
    if isFragment { return .refused(.fragment) }
    if tokens(.lacking).contains(where: { !qualifiesNoun($0) }) { return .refused(.deficit) }
    if holdsVerb { return .commits(.verb) }
    return ObligationJudgement(promisesOutcome ? .outcome : nil, else: .silent)
  }

  /// 对此，我们将采取措施: 我们 right before 将.
  private var pledgesOwn: Bool {
    clauses.tokens.indices.dropFirst().contains { at in
      let token = clauses.tokens[at]
      return token.classes.contains(.will) && clauses.text[token.start] == "将" && clauses.tokens[at - 1].end == token.start
        && clauses.tokens[at - 1].classes.contains(.pronoun)
    } && announces && !tellsPast
  }

  /// A modal commits even beside words of the past.
  private var isFirm: Bool { strength.strength == .mandatory || strength.strength == .prohibition }

  // MARK: What speaks against

  /// 本办法所称…是指…, 本办法自…起施行.
  private var definesOrTakesEffect: Bool {
    ObligationJudge.formal.first(clauses.text, in: clauses.range) != nil
  }

  private static let formal = WordLists.patterns(.judgedFormal)

  /// 我们的目标是把轮候时间降至四年: who governs says what it aims at.
  private var declaresAim: Bool {
    clauses.clauses.contains { clause in
      ObligationJudge.aims.first(clauses.text, in: clause.range) != nil
        && !clauses.words(clause).contains { $0.classes.contains(.achieved) && !qualifiesNoun($0) }
    }
  }

  private static let aims = WordLists.patterns(.judgedAims)

  /// 截至…, 现有…, 据…统计: how things stand; or the sentence opens with a year gone by.
  private var tellsState: Bool { isPastYear || opensWithDay || ObligationJudge.states.first(clauses.text, in: clauses.range) != nil }

  /// 4月20日，清河市公示…: news of a day, which is no date to begin at or to be done by.
  private var opensWithDay: Bool {
    var at = clauses.range.lowerBound
    var marks: [Unicode.Scalar] = []
    while at < clauses.range.upperBound, ("0"..."9").contains(clauses.text[at]) || "年月日".unicodeScalars.contains(clauses.text[at]) {
      if !("0"..."9").contains(clauses.text[at]) { marks.append(clauses.text[at]) }
      at += 1
    }
    guard marks.suffix(2) == ["月", "日"], at < clauses.range.upperBound else { return false }
    return !"前起止至内之(—-".unicodeScalars.contains(clauses.text[at])
  }

  private static let states = WordLists.patterns(.judgedStates)

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
    if opensWithPhrase || endsInAct || namesWhoEachActs { return false }
    let isShort = clauses.range.count < 12 && !statesFigure
    return isShort || ObligationJudge.nominal.first(clauses.text, in: clauses.range) != nil
  }

  /// 排污口全部封堵, 公用经费压减一半, 将指标作为考核的重要内容: the verb stands behind its object, at the end or with its measure.
  private var endsInAct: Bool {
    let text = clauses.text[clauses.range]
    if Self.disposal.starts(text), Self.disposed.isIn(text) { return true }
    let acts = tokens(.act).filter { !$0.classes.contains(.nominal) && !qualifiesNoun($0) && $0.start >= clauses.range.lowerBound + 2 }
    guard let last = acts.last else { return false }
    if Self.halves.starts(clauses.text[last.end..<clauses.range.upperBound]) { return true }
    return last.end == clauses.range.upperBound && last.start - clauses.range.lowerBound >= 4 && Self.wholly.ends(clauses.text[clauses.range.lowerBound..<last.start])
  }

  private static let disposal: PhraseSet = ["将", "把"]
  private static let disposed: PhraseSet = ["作为", "纳入", "列入", "列为"]
  private static let halves: PhraseSet = ["一半", "三分之", "过半", "两成", "三成"]
  private static let wholly = WordLists.phrases(.judgedWholly)

  /// 学校建设, 社区服务: a noun and what is done with it, the name in the cell of a table.
  private var namesProject: Bool {
    guard clauses.range.count <= 8, clauses.clauses.count == 1, let last = clauses.tokens.last, last.end == clauses.range.upperBound, last.classes.contains(.nominal),
      let first = clauses.tokens.first
    else { return false }
    return clauses.tokens.count <= 2 && !first.classes.has([.scope, .verb])
  }

  /// 每个乡镇至少引进一个项目: each of them acts.
  private var namesWhoEachActs: Bool {
    guard let first = clauses.tokens.first, first.start == clauses.range.lowerBound, first.classes.contains(.scope), "每各".unicodeScalars.contains(clauses.text[first.start])
    else { return false }
    return clauses.range.count >= 10 && tokens(.act).contains { !$0.classes.contains(.nominal) && $0.start > first.end && !qualifiesNoun($0) }
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

  /// 民生支出占比80%以上, 水质达标率100%: among tasks a rate with its bound at the end.
  private var statesRate: Bool {
    let last = clauses.string(clauses.range.suffix(2))
    guard clauses.range.count > 6, clauses.holds("%", in: clauses.range), last.hasSuffix("%") || ["以上", "以内", "以下"].contains(last) else { return false }
    return tokens(.lacking).isEmpty && Self.rates.isIn(clauses.text[clauses.range])
  }

  private static let rates = WordLists.phrases(.judgedRates)

  /// 工业增加值增长7%: an outcome with its figure is a whole sentence, however short.
  private var statesFigure: Bool {
    !tokens(.result).isEmpty && clauses.range.contains { ("0"..."9").contains(clauses.text[$0]) }
  }

  private static let nominal = WordLists.patterns(.judgedNominal)

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
    clauses.tokens.contains { $0.end - $0.start == 1 && clauses.text[$0.start] == "把" } || clauses.clauses.contains(where: disposesAtHead)
  }

  /// 将实施范围扩大至八成以上的县: behind 将 at the head stands an object, behind that a verb with its outcome.
  private func disposesAtHead(_ clause: SentenceClauses.Clause) -> Bool {
    guard let head = clauses.words(clause).first(where: { clauses.text[$0.start] == "将" && $0.end - $0.start == 1 }),
      clauses.isBlank(clause.range.lowerBound..<head.start)
    else { return false }
    // 将完成情况作为考核的内容
    if clause.range.upperBound > head.end + 2, Self.disposed.isIn(clauses.text[(head.end + 2)..<clause.range.upperBound]) { return true }
    return clauses.words(clause).contains { word in
      word.start >= head.end + 2 && word.classes.has(.verb) && word.end < clause.range.upperBound
        && "至到为入".unicodeScalars.contains(clauses.text[word.end])
    }
  }

  /// 可以… and no clause before it that commits: 每个乡镇办好1所卫生院，人口多的可设分院.
  private var permitsOnly: Bool {
    guard let permit = tokens(.permit).first else { return false }
    return !clauses.clauses.contains { clause in
      guard clause.range.upperBound <= permit.start, let first = clauses.words(clause).first,
        clauses.words(clause).contains(where: { $0.classes.has([.act, .result]) && !qualifiesNoun($0) })
      else { return false }
      let isEach = "每各".unicodeScalars.contains(clauses.text[clause.range.lowerBound]) && first.classes.contains(.scope)
      // 为1万名学生提供配对,每人可获5000元: the purpose stands in front of what is done.
      if first.classes.contains(.prep), first.start == clause.range.lowerBound, disposesOrServes(first),
        clauses.words(clause).contains(where: { $0.classes.contains(.act) && !$0.classes.contains(.nominal) && $0.start > first.end && !qualifiesNoun($0) })
      {
        return true
      }
      let isLevel = clauses.words(clause).contains { $0.classes.contains(.result) } && clauses.range.contains { $0 < clause.range.upperBound && clauses.text[$0] == "%" }
      return isEach || isLevel
    }
  }

  private func disposesOrServes(_ word: SentenceToken) -> Bool {
    word.end - word.start == 1 && "为把将".unicodeScalars.contains(clauses.text[word.start])
  }

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
