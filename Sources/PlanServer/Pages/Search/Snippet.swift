import PlanText

/// A piece of source text with the places that a query found marked.
struct Snippet {
  let quote: String
  /// Where the quote starts in the source.
  let start: Int
  /// In source offsets, ascending.
  let highlights: [SourceSpan]
  /// Characters shown at most; around the first highlight.
  var room = 180

  var nodes: [Node] {
    let scalars = Array(quote.unicodeScalars)
    let shown = window(scalars.count)
    var out: [Node] = shown.lowerBound > 0 ? [.text("…")] : []
    var at = shown.lowerBound
    for span in highlights {
      let lit = (span.start - start..<span.end - start).clamped(to: at..<shown.upperBound)
      if lit.isEmpty { continue }
      if at < lit.lowerBound { out.append(.text(Self.flat(scalars[at..<lit.lowerBound]))) }
      out.append(el(.mark) { Self.flat(scalars[lit]) })
      at = lit.upperBound
    }
    if at < shown.upperBound { out.append(.text(Self.flat(scalars[at..<shown.upperBound]))) }
    if shown.upperBound < scalars.count { out.append(.text("…")) }
    return out
  }

  private func window(_ count: Int) -> Range<Int> {
    if count <= room { return 0..<count }
    let first = max(0, min((highlights.first?.start ?? start) - start, count))
    let low = max(0, min(first - room / 4, count - room))
    return low..<min(count, low + room)
  }

  /// On one line.
  private static func flat(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(scalars: scalars.map { $0.properties.isWhitespace ? " " : $0 })
  }
}
