extension Array where Element: Equatable {
  /// Whether `needle` occurs. Plain search: the standard library's `firstRange(of:)` builds metadata at run time and is
  /// fifty times slower on lines of this length.
  @inlinable
  func holds(_ needle: [Element]) -> Bool {
    guard let first = needle.first, count >= needle.count else { return needle.isEmpty }
    for start in 0...(count - needle.count) where self[start] == first {
      var k = 1
      while k < needle.count, self[start + k] == needle[k] { k += 1 }
      if k == needle.count { return true }
    }
    return false
  }

  /// Whether the array ends with `tail`.
  @inlinable
  func ends(with tail: [Element]) -> Bool {
    count >= tail.count && self[(count - tail.count)...].elementsEqual(tail)
  }
}
