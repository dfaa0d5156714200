import PlanText

/// The year that a clause behind a figure gives for it: 气象站24站，于116年底前完成.
extension TargetSession {
  /// The year by which what `reading` counts will be finished, as a clause behind it says, in texts of Hong Kong, Macao and Taiwan; nil
  /// where none does. Only sums may stand between the two.
  func completion(behind reading: TargetReading, _ mark: TimeMark?, _ memory: SentenceMemory) -> (year: Int, range: Range<Int>)? {
    let at = reading.figure.range.upperBound
    guard outline.isRegional, isOpen(mark, before: reading), let first = memory.marks.first(where: { $0.range.lowerBound >= at && $0.kind != .other }) else { return nil }
    let gap = at..<first.range.lowerBound
    guard gap.count <= Self.longestGap, gap.contains(where: { text[$0] == "," }), !gap.contains(where: { ";。:".unicodeScalars.contains(text[$0]) }),
      !memory.figures.contains(where: { gap.overlaps($0.core) && $0.dimension != .money }), let comma = gap.last(where: { text[$0] == "," }),
      comma + 5 >= gap.upperBound
    else { return nil }
    let end = (first.range.upperBound..<memory.range.upperBound).first { ",;。".unicodeScalars.contains(text[$0]) } ?? memory.range.upperBound
    let clause = comma + 1..<end
    guard Self.finished.ends(text[clause]), !memory.figures.contains(where: { clause.overlaps($0.core) }),
      let last = memory.marks.last(where: { clause.contains($0.range.lowerBound) }), case .by(let year) = last.kind
    else { return nil }
    return (year, last.range)
  }

  /// Whether no year governs the figure, or only that of a beginning: 115年开工兴建600户.
  private func isOpen(_ mark: TimeMark?, before reading: TargetReading) -> Bool {
    guard let mark, case .by = mark.kind else { return true }
    let between = mark.range.upperBound..<max(mark.range.upperBound, reading.figure.range.lowerBound)
    return Self.begun.isIn(text[between])
  }

  private static let longestGap = 30
  private static let begun: PhraseSet = ["开工", "动工", "发包", "招标"]
  private static let finished: PhraseSet = [
    "完成", "完工", "竣工", "完竣", "启用", "落成", "通车", "营运", "投入服务", "投入使用", "入伙", "开放", "招租", "交付", "完工启用", "启用营运",
  ]
}
