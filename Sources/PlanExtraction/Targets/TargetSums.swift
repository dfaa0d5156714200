import PlanText

/// What a sum is for, where the clause behind it says so.
extension TargetSession {
  /// 预留9.3亿元，资助车主更换车辆: in texts of Hong Kong, Macao and Taiwan the purpose of a sum stands in a clause of its own behind it.
  func paidFor(_ name: String, _ reading: TargetReading, _ memory: SentenceMemory) -> String {
    guard outline.isRegional, reading.figure.dimension == .money, Self.sumRules.contains(reading.rule) else { return name }
    let comma = reading.range.upperBound
    guard comma + 4 < memory.range.upperBound, text[comma] == ",", reading.figure.range.upperBound == comma, let start = behindPurpose(comma + 1) else { return name }
    let end = text[start..<memory.range.upperBound].firstIndex { ",;:。".unicodeScalars.contains($0) } ?? memory.range.upperBound
    guard end > start + 1, !memory.figures.contains(where: { start <= $0.core.lowerBound && $0.core.lowerBound < end }) else { return name }
    if Self.vague.contains(where: { text[start..<end].starts(with: $0.unicodeScalars) }) { return name }
    let thing = rules.names.object(rules.names.name(start..<end, dropping: .verbs))
    return (2...Self.longestPurpose).contains(thing.count) ? rules.names.string(thing) : name
  }

  /// The unit of a row of values without one: that of the bracket behind their name (媒合农地面积(公顷) ... 115年度:80).
  func rowUnit(_ reading: TargetReading) -> String? {
    guard reading.rule == Self.row else { return nil }
    let before = max(0, reading.range.lowerBound - Self.longestRow)..<reading.range.lowerBound
    guard let close = before.last(where: { text[$0] == ")" && unit(closedAt: $0, before.lowerBound) != nil }) else { return nil }
    return unit(closedAt: close, before.lowerBound)
  }

  /// The unit that is all of the bracket closed at `close`.
  private func unit(closedAt close: Int, _ start: Int) -> String? {
    guard let open = text[max(start, close - 10)..<close].lastIndex(of: "("), let word = scanner.units.word(in: text, at: open + 1, end: close) else { return nil }
    let end = open + 1 + word.scalars.count
    return end == close || text[end] == "/" ? rules.names.string(open + 1..<close) : nil
  }

  private static let row = "year-of-row"
  private static let longestRow = 140

  /// Rules that name a sum by nothing but that it is paid, or by the fund it comes from.
  private static let sumRules: Set<String> = ["money-alone", "sum-spent", "sum-alone", "sum-budgeted", "sum-of-fallback", "money-from", "sum-over-years", "sum-yearly", "sum-promised"]
  private static let longestPurpose = 24

  /// Behind the verb of purpose that opens a clause at `start`; nil without.
  private func behindPurpose(_ start: Int) -> Int? {
    var at = start
    for words in [Self.links, Self.purposes] {
      let word = words.filter { text[at...].starts(with: $0.unicodeScalars) }.max { $0.count < $1.count }
      if let word { at += word.unicodeScalars.count } else if words == Self.purposes { return nil }
    }
    return at
  }

  private static let vague = ["一系列", "一连串", "多项", "各项", "以下", "下列", "一些", "在"]
  private static let links = ["分阶段", "分期", "分两期", "分三期", "以", "用以", "用于", "用作", "并", "来", "为"]
  private static let purposes = [
    "资助", "推行", "成立", "设立", "推动", "推出", "支持", "支援", "发展", "协助", "兴建", "改善", "加强", "优化", "推广", "举办", "建立", "购置", "落实", "鼓励", "扶助", "建造", "提升", "提供", "开展",
    "建设", "更换", "更新", "补助", "辅导", "办理", "兴办", "活化", "培训", "培育", "扩建", "重建", "研发", "研究", "推进",
  ]
}
