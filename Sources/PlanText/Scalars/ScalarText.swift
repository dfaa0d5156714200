extension String {
  /// The text of `scalars`, written as UTF-8 in one pass. Slow equivalent: `UnicodeScalarView.append(contentsOf:)`.
  package init(scalars: ArraySlice<Unicode.Scalar>) {
    self = scalars.withUnsafeBufferPointer { text in
      let size = text.reduce(0) { $0 + UTF8.width($1) }
      return String(unsafeUninitializedCapacity: size) { bytes in
        var at = 0
        for scalar in text { scalar.writeUTF8(to: bytes, &at) }
        return at
      }
    }
  }

  package init(scalars: [Unicode.Scalar]) { self.init(scalars: scalars[...]) }
}

extension Array where Element == Unicode.Scalar {
  /// The text in UTF-8.
  package var utf8: [UInt8] {
    let size = reduce(0) { $0 + UTF8.width($1) }
    return [UInt8](unsafeUninitializedCapacity: size) { bytes, count in
      for scalar in self { scalar.writeUTF8(to: bytes, &count) }
    }
  }
}

extension Unicode.Scalar {
  /// Writes one to four bytes at `at`, which moves behind them; `bytes` must have room.
  @inline(__always)
  fileprivate func writeUTF8(to bytes: UnsafeMutableBufferPointer<UInt8>, _ at: inout Int) {
    func put(_ byte: UInt32) {
      bytes[at] = UInt8(truncatingIfNeeded: byte)
      at += 1
    }
    switch value {
    case 0..<0x80: put(value)
    case 0..<0x800:
      put(0xC0 | value >> 6)
      put(0x80 | value & 0x3F)
    case 0..<0x10000:
      put(0xE0 | value >> 12)
      put(0x80 | value >> 6 & 0x3F)
      put(0x80 | value & 0x3F)
    default:
      put(0xF0 | value >> 18)
      put(0x80 | value >> 12 & 0x3F)
      put(0x80 | value >> 6 & 0x3F)
      put(0x80 | value & 0x3F)
    }
  }
}

/// A few phrases that are looked for anywhere in a text.
///
/// Slow equivalent: `phrases.contains { text.contains($0) }`.
package struct PhraseSet: Sendable, ExpressibleByArrayLiteral {
  private let phrases: [[Unicode.Scalar]]
  private let starts: ScalarSet

  package init(arrayLiteral phrases: String...) { self.init(phrases) }

  package init(_ phrases: some Sequence<String>) {
    self.phrases = phrases.map { Array($0.unicodeScalars) }
    starts = ScalarSet(self.phrases.compactMap(\.first))
  }

  /// Whether one of the phrases stands in `text`.
  package func isIn(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    text.indices.contains { starts.contains(text[$0]) && self.starts(text[$0...]) }
  }

  /// Whether `text` starts with one of the phrases.
  package func starts(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let first = text.first, starts.contains(first) else { return false }
    return phrases.contains { text.starts(with: $0) }
  }

  /// Whether `text` is one of the phrases.
  package func holds(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let first = text.first, starts.contains(first) else { return false }
    return phrases.contains { $0.count == text.count && text.elementsEqual($0) }
  }

  /// Whether `text` ends with one of the phrases.
  package func ends(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    phrases.contains { text.suffix($0.count).elementsEqual($0) }
  }
}

extension [Unicode.Scalar] {
  /// 1:200: whether the colon at `at` stands between figures and divides nothing else. Needs a colon there.
  package func isRatio(_ at: Int) -> Bool {
    at > startIndex && at + 1 < endIndex && self[at - 1].isDigit && self[at + 1].isDigit
  }
}
