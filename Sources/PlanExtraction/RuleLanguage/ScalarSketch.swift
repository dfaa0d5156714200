import PlanText

/// Characters of a stretch of text, one bit for each value modulo 256: what is not among them does not stand there, what is
/// among them may.
///
/// Slow equivalent: `Set<Unicode.Scalar>`, which is never wrong about what is among them.
struct ScalarSketch: Sendable, Equatable {
  private var bits = SIMD4<UInt64>(repeating: 0)

  init() {}

  init(_ scalars: some Sequence<Unicode.Scalar>) {
    for scalar in scalars { insert(scalar) }
  }

  private init(bits: SIMD4<UInt64>) { self.bits = bits }

  /// Any character.
  static let all = ScalarSketch(bits: SIMD4(repeating: .max))

  mutating func insert(_ scalar: Unicode.Scalar) {
    bits[Int(scalar.value >> 6 & 3)] |= 1 << UInt64(scalar.value & 63)
  }

  /// False is certain.
  func mayHold(_ scalar: Unicode.Scalar) -> Bool {
    bits[Int(scalar.value >> 6 & 3)] & (1 << UInt64(scalar.value & 63)) != 0
  }

  /// Whether both may hold the same character; false is certain.
  func meets(_ other: ScalarSketch) -> Bool { (bits & other.bits) != SIMD4(repeating: 0) }

  /// Whether no bit is set.
  var isEmpty: Bool { bits == SIMD4(repeating: 0) }

  func union(_ other: ScalarSketch) -> ScalarSketch { ScalarSketch(bits: bits | other.bits) }

  /// How many bits are set, of 256.
  var size: Int { (0..<4).reduce(0) { $0 + bits[$1].nonzeroBitCount } }
}
