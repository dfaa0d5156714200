import PlanText

/// What the first character behind a point of a program may be: a cheap test that rules out most places of a text.
struct PatternHint: Sendable {
  private var first = ScalarSketch()
  /// Whether it may match without a character.
  private var allowsEnd = false

  /// The hint for running `code` from `start`.
  init(_ code: [PatternProgram.Instruction], _ classes: [Lexicon.WordClass], from start: Int = 0, forward: Bool) {
    var seen: Set<Int> = []
    visit(code, classes, start, forward, &seen)
  }

  private mutating func visit(
    _ code: [PatternProgram.Instruction], _ classes: [Lexicon.WordClass], _ pc: Int, _ forward: Bool,
    _ seen: inout Set<Int>
  ) {
    guard seen.insert(pc).inserted else { return }
    switch code[pc] {
    case .scalar(let c): first.insert(c)
    case .lexicon(let number), .chain(let number):
      for scalar in classes[number].borders(forward: forward) { first.insert(scalar) }
    case .free: first = .all
    case .split(let other):
      visit(code, classes, pc + 1, forward, &seen)
      visit(code, classes, other, forward, &seen)
    case .jump(let to): visit(code, classes, to, forward, &seen)
    case .figure, .unit, .year, .clauseStart, .clauseEnd, .accept:
      first = .all
      allowsEnd = true
    }
  }

  /// Whether the program may match where `scalar` stands, nil at the end of the clause. False is certain.
  func allows(_ scalar: Unicode.Scalar?) -> Bool {
    scalar.map(first.mayHold) ?? allowsEnd
  }
}
