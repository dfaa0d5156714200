/// Searches by bytes that take the place of the standard library's wherever this module is imported.
///
/// Those compare characters up to canonical equivalence: on Chinese text ten times as slow, and a variation selector behind a character
/// hides it. Names, headings and lines are made of normal text, in which equal characters have equal bytes.
/// Slow equivalents: `Swift.String.contains`, `hasPrefix`, `hasSuffix`.
extension String {
  /// Whether the bytes of `other` stand in it.
  package func contains(_ other: String) -> Bool {
    withBytes { text in
      other.withBytes { wanted in
        guard let first = wanted.first else { return true }
        guard wanted.count <= text.count else { return false }
        return (0...(text.count - wanted.count)).contains { text[$0] == first && Self.matches(text, at: $0, wanted) }
      }
    }
  }

  /// Whether it starts with the bytes of `prefix`.
  package func hasPrefix(_ prefix: String) -> Bool {
    withBytes { text in prefix.withBytes { $0.count <= text.count && Self.matches(text, at: 0, $0) } }
  }

  /// Whether it ends with the bytes of `suffix`.
  package func hasSuffix(_ suffix: String) -> Bool {
    withBytes { text in suffix.withBytes { $0.count <= text.count && Self.matches(text, at: text.count - $0.count, $0) } }
  }

  private static func matches(_ text: UnsafeBufferPointer<UInt8>, at start: Int, _ wanted: UnsafeBufferPointer<UInt8>) -> Bool {
    wanted.indices.allSatisfy { text[start + $0] == wanted[$0] }
  }

  /// Strings of other runtimes may not be kept as UTF-8.
  private func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    utf8.withContiguousStorageIfAvailable(body) ?? Array(utf8).withUnsafeBufferPointer(body)
  }
}
