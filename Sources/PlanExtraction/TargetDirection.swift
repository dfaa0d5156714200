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
}
