import PlanText

/// What the manner of a document (plan, speech, rules) asks of a figure before it counts as a commitment.
extension TargetSession {
  /// Whether the manner of the document lets a figure be a promise: in a speech only with a word of commitment or a date,
  /// in a set of rules only with a date or as a standard to keep.
  func isPromised(_ reading: TargetReading, _ mark: TimeMark?, _ memory: SentenceMemory) -> Bool {
    if manner == .plan { return true }
    if manner == .speech, isForecast(reading.range.lowerBound..<reading.figure.range.lowerBound) { return false }
    if let mark, case .by = mark.kind { return true }
    if manner == .rules { return isStandard(reading, memory) }
    if isPledged(memory.range.lowerBound..<reading.figure.range.lowerBound) { return true }
    return commitment.first(in: text, reading.range.lowerBound..<reading.figure.range.lowerBound) != nil
  }

  /// 预计项目落成后可提供…: what will come of something, not what is promised.
  private func isForecast(_ range: Range<Int>) -> Bool {
    let words = rules.names.string(range)
    if words.contains("可供") || words.contains("将近") { return true }
    return (words.contains("预计") || words.contains("估计")) && (words.contains("可") || words.contains("提供"))
  }

  /// Whether a body of the government says before that it will act: 我们会, 政府将, 劳工处将.
  private func isPledged(_ range: Range<Int>) -> Bool {
    range.dropFirst().contains { (text[$0] == "会" || text[$0] == "将") && Self.agents.contains(text[$0 - 1]) }
  }

  /// How the names of those who may pledge end.
  private static let agents: ScalarSet = ["们", "府", "局", "署", "处", "院"]

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
