/// A set of characters as one bit each, for tests at every place of a text.
///
/// Slow equivalent: `Set<Unicode.Scalar>`.
///
/// Public, for the compiler inlines into other modules only what is.
public struct ScalarSet: Sendable, ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
  /// One bit a scalar, up to the last member.
  @usableFromInline var words: [UInt64] = []

  package init() {}

  package init(_ scalars: some Sequence<Unicode.Scalar>) {
    for scalar in scalars { insert(scalar) }
  }

  /// The characters of `text`.
  public init(stringLiteral text: String) { self.init(text.unicodeScalars) }

  public init(arrayLiteral scalars: Unicode.Scalar...) { self.init(scalars) }

  package mutating func insert(_ scalar: Unicode.Scalar) {
    let word = Int(scalar.value >> 6)
    if word >= words.count { words += repeatElement(0, count: word + 1 - words.count) }
    words[word] |= 1 << UInt64(scalar.value & 63)
  }

  @inlinable @inline(__always) public func contains(_ scalar: Unicode.Scalar) -> Bool {
    let word = Int(scalar.value >> 6)
    return word < words.count && words[word] & (1 << UInt64(scalar.value & 63)) != 0
  }
}
