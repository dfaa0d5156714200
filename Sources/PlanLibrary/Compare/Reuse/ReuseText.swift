import PlanText

/// A plan as reuse sees it: folded letters and characters without marks and blanks; a number is one token, whatever it is.
struct ReuseText {
  static let numeral: UInt32 = 0x11_0000

  let source: [Unicode.Scalar]
  private(set) var tokens: [UInt32] = []
  /// Source offsets of each token.
  private(set) var spans: [SourceSpan] = []

  init(_ source: [Unicode.Scalar]) {
    self.source = source
    var folded: [Unicode.Scalar: UInt32?] = [:]
    var at = 0
    while at < source.count {
      var end = at + 1
      if Self.isDigit(source[at]) {
        while end < source.count, Self.isDigit(source[end]) || Self.isPoint(source, end) { end += 1 }
        tokens.append(Self.numeral)
        spans.append(SourceSpan(start: at, end: end))
      } else if let token = folded[source[at], default: Self.token(source[at])] {
        folded[source[at]] = token
        tokens.append(token)
        spans.append(SourceSpan(start: at, end: end))
      }
      at = end
    }
  }

  private static func token(_ scalar: Unicode.Scalar) -> UInt32? {
    guard scalar.properties.isAlphabetic || scalar == "%" || scalar == "％" else { return nil }
    return SearchFold.fold(String(scalar)).first
  }

  private static func isDigit(_ s: Unicode.Scalar) -> Bool {
    (0x30...0x39).contains(s.value) || (0xFF10...0xFF19).contains(s.value)
  }

  private static func isPoint(_ text: [Unicode.Scalar], _ at: Int) -> Bool {
    (text[at] == "." || text[at] == "．") && at + 1 < text.count && isDigit(text[at + 1])
  }

  /// The source from the first to the last token of a range.
  func span(_ range: Range<Int>) -> SourceSpan {
    guard let first = range.first, let last = range.last else { return SourceSpan(start: 0, end: 0) }
    return SourceSpan(start: spans[first].start, end: spans[last].end)
  }

  func text(_ span: SourceSpan) -> String { String(scalars: source[span.range.clamped(to: 0..<source.count)]) }

  /// The number at a token, in ASCII.
  func number(_ token: Int) -> String { fold(text(spans[token])) }
}
