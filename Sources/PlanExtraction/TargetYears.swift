import PlanText

/// Figures that several years share or divide among them.
extension TargetRuleReader {
  /// 117年、118年各完成2座: the same figure for each year.
  func eachYear(_ reading: TargetReading, _ index: Int, _ figures: [Figure], _ site: FigureSite) -> [TargetReading] {
    let run = Self.yearRun(site.marks, before: figures[index].range.lowerBound)
    return run.count < 2 ? [] : run.map { mark in
      var one = reading
      one.mark = mark
      return one
    }
  }

  /// The years of 115至118年, one mark each; none where `mark` is no span.
  func yearSpan(_ mark: TimeMark) -> [TimeMark] {
    guard case .by(let last) = mark.kind else { return [] }
    var numbers: [Int] = [0]
    var isDigit = false
    for scalar in text[mark.range] {
      guard scalar.isDigit else {
        isDigit = false
        continue
      }
      if !isDigit { numbers.append(0) }
      numbers[numbers.count - 1] = numbers[numbers.count - 1] * 10 + Int(scalar.value - 0x30)
      isDigit = true
      if numbers[numbers.count - 1] > 9999 { return [] }
    }
    guard numbers.count == 3, numbers[2] > numbers[1], numbers[2] - numbers[1] < 10 else { return [] }
    return ((last - (numbers[2] - numbers[1]))...last).map { TimeMark(range: mark.range, kind: .by($0)) }
  }

  /// The last years before `at` that 、 or 和 joins.
  static func yearRun(_ marks: [TimeMark], before at: Int) -> [TimeMark] {
    var run: [TimeMark] = []
    for mark in marks.reversed() where mark.range.upperBound <= at {
      guard case .by = mark.kind else { continue }
      if let first = run.first, first.range.lowerBound - mark.range.upperBound > 1 { break }
      run.insert(mark, at: 0)
    }
    return run
  }
}
