import PlanText

extension TargetSession {
  /// The indicator of a change that goes down keeps its verb (近视率下降): value and kind alone do not tell a fall from a rise.
  func directed(_ indicator: String, _ reading: TargetReading) -> String {
    guard reading.kind == .growth, let verb = lastDecline(reading), !indicator.contains(verb) else { return indicator }
    return indicator + verb
  }

  /// The verb of falling nearest in front of the figure, inside the clause.
  private func lastDecline(_ reading: TargetReading) -> String? {
    let start = max(reading.range.lowerBound, reading.figure.core.lowerBound - 12)
    let clause = start..<max(start, reading.figure.core.lowerBound)
    for at in clause.reversed() {
      if let word = decline.word(in: text, at: at, end: clause.upperBound) { return rules.names.string(at..<(at + word.scalars.count)) }
    }
    return nil
  }

  /// Whether a figure tells a change, or the higher hope behind one: 生产总值增长11%以上，力争达到12%.
  func grows(_ reading: TargetReading, _ memory: SentenceMemory) -> Bool {
    reading.kind == .growth || memory.lastGrew && memory.recentUnits.last == "%" && reading.usesPrevious && reading.figure.dimension == .rate && !outline.isRegional
      && !"率比重例度".unicodeScalars.contains(reading.indicator.unicodeScalars.last ?? " ")
  }

  /// Names of a change that follow its two ends.
  func isExtent(_ reading: TargetReading) -> Bool {
    Self.extents.contains { reading.indicator == $0 || text[reading.range].starts(with: $0.unicodeScalars) }
  }

  private static let extents: Set<String> = ["增幅", "升幅", "降幅", "跌幅", "调幅", "加幅"]

  /// The kind of a target that its rule leaves open: from comparator, unit and name.
  func kind(_ reading: TargetReading, recurrence: Recurrence?) -> TargetKind {
    if let kind = reading.kind { return kind }
    let figure = reading.figure
    if reading.comparator == .atMost { return .ceiling }
    switch figure.dimension {
    case .rate, .points:
      return Self.changes.contains { reading.indicator.hasSuffix($0) } ? .growth : .share
    case .things, .persons, .length, .area: return recurrence != nil && figure.unit == "天" ? .frequency : .count
    // 解决28万农村人口饮水安全问题
    case .unitless where reading.rule == "made-first-unitless": return .count
    case .events: return recurrence == nil ? .count : .frequency
    case .duration: return recurrence == nil ? .level : .frequency
    default: return .level
    }
  }

  /// Nouns of change: a rate of them is growth.
  private static let changes = ["涨幅", "增速", "增幅", "降幅", "幅度", "成长率", "增长率"]
}
