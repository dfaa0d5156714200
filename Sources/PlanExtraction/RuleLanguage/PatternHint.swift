import PlanText

/// What the first character behind a point of a program may be: a cheap test that rules out most places of a text.
struct PatternHint: Sendable {
  /// One bit for each value of a scalar modulo 256.
  private var bits = SIMD4<UInt64>(repeating: 0)
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
    case .scalar(let c): insert(c)
    case .lexicon(let number), .chain(let number):
      for scalar in classes[number].borders(forward: forward) { insert(scalar) }
    case .free: bits = SIMD4(repeating: .max)
    case .split(let other):
      visit(code, classes, pc + 1, forward, &seen)
      visit(code, classes, other, forward, &seen)
    case .jump(let to): visit(code, classes, to, forward, &seen)
    case .figure, .unit, .year, .clauseStart, .clauseEnd, .accept:
      bits = SIMD4(repeating: .max)
      allowsEnd = true
    }
  }

  private mutating func insert(_ scalar: Unicode.Scalar) {
    bits[Int(scalar.value >> 6 & 3)] |= 1 << UInt64(scalar.value & 63)
  }

  /// Whether the program may match where `scalar` stands, nil at the end of the clause. False is certain.
  func allows(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return allowsEnd }
    return bits[Int(scalar.value >> 6 & 3)] & (1 << UInt64(scalar.value & 63)) != 0
  }
}
