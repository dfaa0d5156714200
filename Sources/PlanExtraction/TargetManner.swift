import PlanText

/// What the manner of a document (plan, speech, rules) asks of a figure before it counts as a commitment.
extension TargetSession {
  /// Whether the manner of the document lets a figure be a promise: in a speech only with a word of commitment or a date,
  /// in a set of rules only with a date or as a standard to keep.
  func isPromised(_ reading: TargetReading, _ mark: TimeMark?, _ memory: SentenceMemory) -> Bool {
    if manner == .plan || reading.rule.hasPrefix("aim-") { return true }
    if let mark, case .by = mark.kind { return true }
    if manner == .rules { return isStandard(reading, memory) }
    if isPledged(memory.range.lowerBound..<reading.figure.range.lowerBound) || opensWithDeed(memory) { return true }
    return memory.marks.contains { $0.range.upperBound <= reading.figure.range.lowerBound && text[$0.range.upperBound - 1] == "内" }
  }

  /// Whether the sentence opens with what is to be done, without a subject or a word of the past: 推动税制改革，税率由45%调降为40%.
  private func opensWithDeed(_ memory: SentenceMemory) -> Bool {
    guard calendar.countsRepublic, !memory.purpose.isReview, past.first(in: text, memory.range) == nil else { return false }
    var at = memory.range.lowerBound
    for adverb in ["持续", "积极", "全面", "加速"] where text[at..<memory.range.upperBound].starts(with: adverb.unicodeScalars) { at += 2 }
    return deed.word(in: text, at: at, end: memory.range.upperBound) != nil
  }

  /// Whether a clause of an address promises something although its paragraph looks back: a year to come, and 将 or 预计.
  func looksAhead(_ reading: TargetReading, _ mark: TimeMark?) -> Bool {
    guard manner == .speech, let mark, case .by = mark.kind else { return false }
    return isPledged(reading.range.lowerBound..<reading.figure.range.lowerBound)
  }

  /// Whether a word of commitment stands before: 将, 会, 目标, 计划 …, but not the 会 of 社会 or 机会.
  private func isPledged(_ range: Range<Int>) -> Bool {
    range.contains { at in
      guard let word = commitment.word(in: text, at: at, end: range.upperBound) else { return false }
      return !(word.scalars.count == 1 && text[at] == "会" && at > 0 && IndicatorReader.endsInMeeting.contains(text[at - 1]))
    }
  }

  /// In a set of rules: a rate or a repeated act that a body must keep up (应当…, 每周不少于5天), not a condition of an
  /// application, a price or a penalty.
  private func isStandard(_ reading: TargetReading, _ memory: SentenceMemory) -> Bool {
    let before = memory.range.lowerBound..<reading.figure.range.lowerBound
    guard duty.first(in: text, before) != nil, condition.first(in: text, memory.range) == nil else { return false }
    switch reading.figure.dimension {
    case .rate: return reading.comparator != .equal || reading.kind == .coverage
    case .events, .duration, .things, .persons: return memory.recurrence != nil
    default: return false
    }
  }
}
