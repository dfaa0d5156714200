import PlanText

/// Sees whether a sentence announces what will be done: 将, 拟 or 会 behind who acts or in front of a verb.
struct ObligationAnnouncement {
  let clauses: SentenceClauses
  /// In an address much is told and supposed, so more is asked.
  let isSpeech: Bool

  /// Whether a clause that tells nothing past announces.
  var isMade: Bool { clauses.clauses.contains(where: announces) }

  /// Whether a clause announces what the office or the speaker right before 将, 会 or 拟 will do.
  var isMadeByActor: Bool {
    clauses.clauses.contains { clause in
      announces(clause)
        && clause.tokens.dropFirst().contains { at in
          let token = clauses.tokens[at]
          let before = clauses.tokens[at - 1]
          return token.classes.has([.will, .pledge]) && before.end == token.start && isSpeaker(before) && announces(at, in: clause)
        }
    }
  }

  private func announces(_ clause: SentenceClauses.Clause) -> Bool {
    let words = clauses.words(clause)
    if words.contains(where: { $0.classes.contains(.achieved) && !clauses.qualifiesNoun($0) }) { return false }
    // 所吸引投资将创造…: what an act brings about.
    if isSpeech, clauses.text[clause.range.lowerBound] == "所", clause.range.count > 1, clauses.text[clause.range.lowerBound + 1] != "以" { return false }
    let before = clauses.tokens.prefix { $0.start < clause.range.upperBound }
    if before.contains(where: { isSpeech && isSupposition($0) || believes($0) }) || isHoped(clause) { return false }
    return clause.tokens.contains { announces($0, in: clause) }
  }

  /// 若…，将使…: what would follow from a condition.
  private func isSupposition(_ token: SentenceToken) -> Bool {
    token.classes.contains(.condition) && ["若", "倘若"].contains(clauses.string(token.start..<token.end))
  }

  /// 我们有信心…将会…: what is hoped for.
  private func isHoped(_ clause: SentenceClauses.Clause) -> Bool {
    ObligationAnnouncement.hopes.isIn(clauses.text[clause.range])
  }

  private static let hopes: PhraseSet = ["有信心", "有望", "满怀信心"]

  private func believes(_ token: SentenceToken) -> Bool {
    token.classes.contains(.saying)
      && ["相信", "认为", "深信", "期待", "希望", "期望", "盼望", "期盼"].contains(clauses.string(token.start..<token.end))
  }

  private func announces(_ index: Int, in clause: SentenceClauses.Clause) -> Bool {
    let token = clauses.tokens[index]
    let kinds: WordClass = isSpeech ? [.will, .pledge, .promise] : [.will, .pledge]
    guard token.classes.has(kinds.union(.promise)), token.end < clause.range.upperBound else { return false }
    let before = index > clause.tokens.lowerBound ? clauses.tokens[index - 1] : nil
    let neighbour = before.flatMap { $0.end == token.start ? $0.classes : nil } ?? []
    // 我们承诺在本年度内…: who speaks promises, in any kind of text.
    if token.classes.contains(.promise), neighbour.contains(.pronoun) { return true }
    let next = index + 1 < clause.tokens.upperBound ? clauses.tokens[index + 1] : nil
    let leadsOn = next.map { $0.start - token.end <= 1 && mayFollow($0, token) } ?? false
    if isEstimate(token) || !token.classes.has(kinds) { return false }
    if isScheduled(index, in: clause) { return true }
    if token.classes.contains(.will) {
      if neighbour.has(ObligationAnnouncement.announcers) { return true }
      // 主动将利率调降为…: behind an adverb of manner 将 may be 把.
      if neighbour.has([.adverb, .lead]), !token.classes.contains(.prep) || isBehindLink(token) { return true }
      return leadsOn && (token.start - clause.range.lowerBound <= 8 || !clauses.qualifiesNoun(token))
    }
    // 未来五年会兴建…: behind nothing but a time.
    if leadsOn, isFuture(token), isTime(clause.range.lowerBound..<token.start) { return true }
    let isBehindActor = token.classes.contains(.pledge) && neighbour.has(ObligationAnnouncement.announcers)
    let isBehindSpeaker = followsSpeaker(index, in: clause)
    if leadsOn, isBehindActor || isBehindSpeaker || closesName(token) || goesOnFromSpeaker(index, in: clause) {
      return true
    }
    // 我会马上…, 我们也致力…: whatever follows, for those who speak pledge; words such as 会有 are guarded.
    // 政府会全速…: so does an office that 会 follows.
    guard isSpeech || "府局署厅司们".unicodeScalars.contains(clauses.text[max(token.start, 1) - 1]) else { return false }
    return isBehindSpeaker && (isFuture(token) || clauses.text[token.start] == "致")
  }

  /// 预计约为…, 预计有…: what will be, not what will be done.
  private func isEstimate(_ token: SentenceToken) -> Bool {
    clauses.text[token.start] == "预" && "约为有".unicodeScalars.contains(clauses.text[token.end])
  }

  /// 工程会于2032年年底展开: a work that starts, opens or ends at a time. 总数会在2033-34年度增加: a figure that is to move in a year.
  private func isScheduled(_ index: Int, in clause: SentenceClauses.Clause) -> Bool {
    let token = clauses.tokens[index]
    guard token.end - token.start == 1, "会将".unicodeScalars.contains(clauses.text[token.start]), token.end + 1 < clause.range.upperBound
    else { return false }
    // 蓝图会每五年更新一次
    if clauses.text[token.end] == "每", clauses.text[token.start] == "会", clauses.words(clause).contains(where: { $0.start > token.end && $0.classes.contains(.act) }) { return true }
    if clauses.text[token.end] == "于", ObligationAnnouncement.milestones.ends(clauses.text[token.end..<clause.range.upperBound]) { return true }
    guard clauses.text[token.start] == "会", clauses.text[token.end] == "在", ("0"..."9").contains(clauses.text[token.end + 1]),
      !ObligationAnnouncement.unruled.isIn(clauses.text[clause.range.lowerBound..<token.start])
    else { return false }
    return clauses.words(clause).contains { $0.start > token.end && $0.classes.has(.verb) && !clauses.qualifiesNoun($0) }
  }

  /// What moves by itself.
  private static let unruled = WordLists.phrases(.announcedUnruled)

  private static let milestones = WordLists.phrases(.announcedMilestones)

  /// “关爱基金”准备…, 医院管理局(“医管局”)会…: a name in marks, which hold no words.
  private func closesName(_ token: SentenceToken) -> Bool {
    token.start > clauses.range.lowerBound && "”)".unicodeScalars.contains(clauses.text[token.start - 1])
  }

  /// 我会, 规划署亦正, 我在任内会: who speaks stands right before the word, adverbs left aside, or for 会 at the start of
  /// the clause with a phrase in between.
  private func followsSpeaker(_ index: Int, in clause: SentenceClauses.Clause) -> Bool {
    var at = clauses.tokens[index].start
    for token in clauses.tokens[clause.tokens.lowerBound..<index].reversed() {
      guard token.end == at else { break }
      if isSpeaker(token) { return true }
      guard token.classes.has([.adverb, .lead]) else { break }
      at = token.start
    }
    guard isFuture(clauses.tokens[index]), let head = clauses.headToken(clause), head + 1 < index,
      isSpeaker(clauses.tokens[head])
    else { return false }
    let phrase = clauses.tokens[head + 1]
    let gap = clauses.tokens[head].end..<clauses.tokens[index].start
    return phrase.start == gap.lowerBound && phrase.classes.contains(.prep) && gap.count <= 12
      && !clauses.holds("的", in: gap)
  }

  /// 我们要连线，同时会用好…: 会 at the head of a clause, behind one that starts with who speaks.
  private func goesOnFromSpeaker(_ index: Int, in clause: SentenceClauses.Clause) -> Bool {
    guard isSpeech, isFuture(clauses.tokens[index]), clauses.headToken(clause) == index else { return false }
    return clauses.clauses.contains { earlier in
      earlier.range.upperBound <= clause.range.lowerBound
        && clauses.headToken(earlier).map { isSpeaker(clauses.tokens[$0]) } ?? false
    }
  }

  /// 也将, 更将, 并将: 将 is the future.
  private func isBehindLink(_ token: SentenceToken) -> Bool {
    "也亦更并则还仍又均都就便且".unicodeScalars.contains(clauses.text[token.start - 1])
  }

  /// 未来五年, 明年, 2031至32年度: words of time and numbers, and nothing else.
  private func isTime(_ range: Range<Int>) -> Bool {
    guard range.count >= 2, "年月内度期前起".unicodeScalars.contains(clauses.text[range.upperBound - 1]) else { return false }
    return range.allSatisfy { at in
      clauses.text[at].isDigit || clauses.text[at].chineseDigitOrPlace || "未来明今本下年月度首期内前起至底第季任后其在于两".unicodeScalars.contains(clauses.text[at])
    }
  }

  private func isFuture(_ token: SentenceToken) -> Bool {
    token.end - token.start == 1 && clauses.text[token.start] == "会"
  }

  /// 我们, 政府, 本院, 规划署: who governs, by the last character of its name.
  private func isSpeaker(_ token: SentenceToken) -> Bool {
    if token.classes.has([.pronoun, .body]) { return true }
    return token.classes.has([.head, .letter]) && ObligationAnnouncement.governing.contains(clauses.text[token.end - 1])
  }

  private static let governing = ScalarSet("府会局署处组部院厅司".unicodeScalars)

  /// Whether `next` may stand right behind the announcing word: 将以…, 预计达到…. 将由…升至 and 将于…爆满 foretell.
  private func mayFollow(_ next: SentenceToken, _ token: SentenceToken) -> Bool {
    // 机制会继续在所有中学推行
    if next.classes.contains(.prep), token.end - token.start > 2, clauses.text[token.end - 1] == "续" { return true }
    if next.classes.has([.act, .adverb]) { return true }
    if token.classes.contains(.pledge), next.classes.contains(.lead), clauses.text[next.start] == "每" { return true }
    if token.classes.has([.pledge, .promise]) { return next.classes.has([.prep, .aspirational, .body, .head, .scope]) }
    switch clauses.text[token.start] {
    case "将" where token.end - token.start == 1:
      return next.classes.contains(.result)
        || ObligationAnnouncement.ways.contains(clauses.string(next.start..<next.end))
    case "预": return next.classes.has([.prep, .result])
    default: return false
    }
  }

  private static let ways = Set(WordLists.words(.announcedWays))

  /// Who stands right before 将 or 会 when it announces.
  private static let announcers: WordClass = [.person, .body, .head, .group, .letter, .weakLetter]
}
