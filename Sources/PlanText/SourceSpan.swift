/// A half-open range of Unicode scalar offsets in the decoded source text of one document.
///
/// Every record that Gangmu exports carries one, so that `source[start:end] == quote` holds.
package struct SourceSpan: Hashable, Sendable, Comparable {
  package var start: Int
  package var end: Int

  package init(start: Int, end: Int) {
    precondition(start <= end, "a span ends where it starts or later")
    self.start = start
    self.end = end
  }

  package init(_ range: Range<Int>) { self.init(start: range.lowerBound, end: range.upperBound) }

  /// Length in scalars.
  package var count: Int { end - start }
  package var isEmpty: Bool { start == end }
  package var range: Range<Int> { start..<end }

  package static func < (a: SourceSpan, b: SourceSpan) -> Bool {
    (a.start, a.end) < (b.start, b.end)
  }
}
