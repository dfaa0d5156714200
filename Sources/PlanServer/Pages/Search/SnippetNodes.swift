import PlanLibrary
import PlanText

/// A piece of source text with the places that a query found marked.
struct SnippetNodes {
  let quote: String
  /// Where the quote starts in the source.
  let start: Int
  /// In source offsets, ascending.
  let highlights: [SourceSpan]
  /// Columns that it takes about; a Chinese character takes two.
  var width = 360

  var nodes: [Node] {
    let scalars = Array(quote.unicodeScalars)
    let marks = highlights.map { $0.start - start..<$0.end - start }
    var out: [Node] = []
    var end = 0
    for fragment in Snippet(passage: scalars, highlights: marks, width: width).fragments {
      if fragment.lowerBound > end { out.append(.text("…")) }
      out += Self.runs(scalars, fragment, marks)
      end = fragment.upperBound
    }
    return end < scalars.count ? out + [.text("…")] : out
  }

  private static func runs(_ scalars: [Unicode.Scalar], _ fragment: Range<Int>, _ marks: [Range<Int>]) -> [Node] {
    var out: [Node] = []
    var at = fragment.lowerBound
    for mark in marks {
      let lit = mark.clamped(to: at..<fragment.upperBound)
      if lit.isEmpty { continue }
      if at < lit.lowerBound { out.append(.text(flat(scalars[at..<lit.lowerBound]))) }
      out.append(el(.mark) { flat(scalars[lit]) })
      at = lit.upperBound
    }
    if at < fragment.upperBound { out.append(.text(flat(scalars[at..<fragment.upperBound]))) }
    return out
  }

  /// On one line.
  private static func flat(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(scalars: scalars.map { $0.properties.isWhitespace ? " " : $0 })
  }
}
