/// Decides whether a sentence of a committing part of a plan is an obligation, and by what.
struct ObligationJudge {
  let clauses: SentenceClauses
  let strength: StrengthReading
  let purpose: SectionPurpose
  /// Item of a list of conditions or materials.
  let isListed: Bool
  /// The document is an address in the first person.
  let isSpeech: Bool

  /// Why it is an obligation; nil if it is none.
  func reason() -> ObligationReason? {
    if definesOrTakesEffect { return nil }
    let isMarked = strength.trigger != nil
    if purpose == .notice || isListed { return isMarked && !tellsPast ? .marker : nil }
    if isMarked { return tellsPast && !startsWithVerb ? nil : .marker }
    if startsWithVerb { return tellsDone ? nil : .verb }
    if tellsPast || tellsMeaning { return nil }
    if announces { return .future }
    if permitsOnly || isSpeech { return nil }
    if actsBySubject { return .actor }
    if anyClauseStartsWithVerb { return .verb }
    if actsBehindPhrase { return .verb }
    return promisesOutcome ? .outcome : nil
  }

  // MARK: What speaks against

  /// 本办法所称…是指…, 本办法自…起施行.
  private var definesOrTakesEffect: Bool {
    ObligationJudge.formal.contains { $0.matches(clauses.text, in: clauses.range) }
  }

  private static let formal = ["所称…是指", "所称的…是指", "^本…(自|从)…(施行|实施|生效|执行)", "有效期…年$", "(同时|即行)废止", "停止执行$"]
    .map { LexiconPattern($0) }

  /// A word of the past outside of a phrase that qualifies a noun.
  private var tellsPast: Bool { tokens(.achieved).contains { !qualifiesNoun($0) } }

  /// 取得了…, 近年来…: past even behind a verb at the start.
  private var tellsDone: Bool {
    tokens(.achieved).contains { token in
      let last = clauses.text[token.end - 1]
      return !qualifiesNoun(token) && (last == "了" || last == "来" || last == "去" || last == "年")
    }
  }

  private var tellsMeaning: Bool {
    if !tokens(.meaning).isEmpty { return true }
    guard let first = clauses.clauses.first else { return false }
    return first.range.dropLast().contains { at in
      clauses.text[at] == "是" && at > first.range.lowerBound && !"一二三四五六七八九十别其只都也还但就于".unicodeScalars.contains(clauses.text[at - 1])
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
    for clause in clauses.clauses {
      if let head = clauses.headToken(clause), clauses.tokens[head].classes.contains(.act),
        !clauses.tokens[head].classes.contains(.prep) { return true }
      if !reader.isAdverbial(clause), clauses.words(clause).contains(where: { $0.classes.has(.verb) }) {
        return false
      }
    }
    return false
  }

  private var anyClauseStartsWithVerb: Bool {
    clauses.clauses.contains { clause in
      clauses.headToken(clause).map { clauses.tokens[$0].classes.contains(.act) } ?? false
    }
  }

  /// 将, 拟, 会 in front of a verb.
  private var announces: Bool {
    for (index, token) in clauses.tokens.enumerated() {
      let next = index + 1 < clauses.tokens.count ? clauses.tokens[index + 1] : nil
      guard let next, next.start - token.end <= 1 else { continue }
      let word = clauses.string(token.start..<token.end)
      guard next.classes.has([.act, .adverb]) else { continue }
      if ObligationJudge.announcing.contains(word), !qualifiesNoun(token) { return true }
      if word == "会", index > 0, clauses.tokens[index - 1].end == token.start,
        clauses.tokens[index - 1].classes.has([.person, .body, .head, .adverb]) { return true }
    }
    return false
  }

  private static let announcing: Set<String> = ["将", "将会", "拟", "将继续", "会继续", "计划", "准备", "着手", "亦会"]

  private var actsBySubject: Bool {
    if ObligationSubject(clauses: clauses).subject() != nil { return true }
    return clauses.clauses.contains { clause in
      let words = clauses.words(clause)
      guard let first = words.first, first.classes.has([.person, .body, .head, .group]) else { return false }
      return words.dropFirst().contains { $0.classes.contains(.act) }
    }
  }

  /// 把…引进到…, 以…为抓手推进…: a verb behind a phrase.
  private var actsBehindPhrase: Bool {
    clauses.clauses.contains { clause in
      let words = clauses.words(clause)
      guard let first = words.first, first.start - clause.range.lowerBound <= 4 else { return false }
      guard first.classes.has([.prep, .adverb]) else { return false }
      return words.dropFirst().contains { $0.classes.contains(.act) }
    }
  }

  private var promisesOutcome: Bool { !tokens(.result).isEmpty }
}
