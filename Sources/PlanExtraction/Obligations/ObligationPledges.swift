import PlanText

/// What an address says when it pledges without 我们会, and what it says about itself or the world, in the words of Hong Kong and
/// Taiwan.
struct ObligationPledges {
  let clauses: SentenceClauses

  /// Whether a clause, or the whole sentence, has the form of a pledge. What stands before may tell of the past: 已完成设计，将于今年发包.
  var isMade: Bool {
    if isDue || bindsOthers { return true }
    if Self.sentences.first(clauses.text, in: clauses.range) != nil { return true }
    return clauses.clauses.contains { clause in
      guard Self.ofClauses.first(clauses.text, in: clause.range) != nil else { return false }
      return !clauses.words(clause).contains { word in
        word.classes.contains(.achieved) && !clauses.qualifiesNoun(word) && !Self.ready.starts(clauses.text[word.start..<clause.range.upperBound])
      }
    }
  }

  /// 所有小学的学费会在下学年冻结: something will be done by or in a time that is named, and it does not come about by itself.
  private var isDue: Bool {
    var isDated = false
    if tellsPast || Self.ruin.isIn(clauses.text[clauses.range]) { return false }
    for clause in clauses.clauses {
      if Self.supposed.isIn(clauses.text[clause.range]) { return false }
      isDated = isDated || Self.times.first(clauses.text, in: clause.range) != nil
      guard isDated else { continue }
      if clauses.words(clause).contains(where: { isFuture($0, in: clause) }) { return true }
    }
    return false
  }

  /// A word of the past other than 目前 and 现时 stands in the sentence.
  private var tellsPast: Bool {
    clauses.tokens.contains { word in
      word.classes.contains(.achieved) && !clauses.qualifiesNoun(word) && !Self.now.starts(clauses.text[word.start..<clauses.range.upperBound])
    }
  }

  /// 会 or 将 behind a subject that does not move by itself, in front of something done.
  private func isFuture(_ word: SentenceToken, in clause: SentenceClauses.Clause) -> Bool {
    guard word.classes.has([.will, .pledge]), word.end - word.start == 1, "会将".unicodeScalars.contains(clauses.text[word.start]), word.end < clause.range.upperBound
    else { return false }
    if clauses.text[word.start] == "将", !"于在会".unicodeScalars.contains(clauses.text[word.end]), !clauses.tokens.contains(where: { $0.start == word.end && $0.classes.has([.act, .adverb]) }) {
      return false
    }
    if clauses.text[word.start] == "会" {
      if "期议员计场面长晤".unicodeScalars.contains(clauses.text[word.end]) { return false }
      if word.start > 0, IndicatorReader.isMeeting(clauses.text, word.start) || clauses.text[word.start - 1] == "时" && Self.sessions.isIn(clauses.text[clause.range]) { return false }
    }
    return !Self.natural.isIn(clauses.text[clauses.range.lowerBound..<word.start]) && !Self.passive.starts(clauses.text[word.end..<clause.range.upperBound])
  }

  /// 参加计划的学校必须…, 专营巴士公司须…, 不得因此…: a rule for somebody, who is not the whole society.
  private var bindsOthers: Bool {
    if tellsPast || Self.supposed.isIn(clauses.text[clauses.range]) { return false }
    return clauses.clauses.contains { clause in
      clauses.words(clause).contains { word in
        guard word.classes.has([.mandatory, .prohibition]), word.end < clause.range.upperBound, Self.modals.contains(clauses.string(word.start..<word.end))
        else { return false }
        let subject = clauses.text[clause.range.lowerBound..<word.start]
        if Self.everybody.isIn(subject) || Self.quoting.ends(subject) { return false }
        if clauses.text[word.start] == "必" { return Self.bound.starts(subject) || Self.bound.ends(subject) }
        return subject.count > 1 || clauses.text[word.start] == "不"
      }
    }
  }

  private static let times = WordLists.patterns(.pledgeTimes)

  private static let supposed = WordLists.phrases(.pledgeSupposed)
  private static let natural = WordLists.phrases(.pledgeNatural)
  private static let passive = WordLists.phrases(.pledgePassive)
  private static let now: PhraseSet = ["目前", "现时", "现在", "现有"]
  private static let ruin = WordLists.phrases(.pledgeRuin)
  private static let sessions: PhraseSet = ["临时会"]
  private static let quoting = WordLists.phrases(.pledgeQuoting)
  private static let modals = Set(WordLists.words(.pledgeModals))
  private static let everybody = WordLists.phrases(.pledgeEverybody)
  private static let bound = WordLists.phrases(.pledgeBound)

  /// Whether the sentence only speaks of the speech, foretells or thanks.
  var isTalk: Bool { Self.talk.first(clauses.text, in: clauses.range) != nil }

  /// 已预留, 已责成, 目前全市…: the past word in these looks ahead.
  private static let ready = WordLists.phrases(.pledgeReady)

  private static let sentences = WordLists.patterns(.pledgeSentences)

  private static let ofClauses = WordLists.patterns(.pledgeOfClauses)

  private static let talk = WordLists.patterns(.pledgeTalk)
}
