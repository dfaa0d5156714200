import PlanLibrary
import PlanText

/// The sections beside the text. In a long document only the headings of the part that is shown go deep.
struct ReaderOutline {
  let words: Wording
  let facts: ReaderFacts

  /// Lines shown at most, unless the top level alone has more.
  private static let most = 140

  var node: Node {
    el(.nav, .class("outline"), .label(words("reader.outline"))) {
      el(.h2) { words("reader.outline") }
      if facts.outline.isEmpty { el(.p, .class("quiet")) { words("reader.nosections") } }
      el(.ol) {
        for line in shown {
          let part = facts.part(of: line.span.start)
          el(.li, .class("depth-\(min(4, line.depth))")) {
            el(.a, .href(facts.address(part: part, fragment: "s\(line.span.start)"))) { title(line) }
          }
        }
      }
    }
  }

  private var shown: [OutlineLine] {
    let deepest = (1...9).last { depth in facts.outline.count { $0.depth <= depth } <= Self.most } ?? 1
    let here = facts.parts[facts.part]
    return facts.outline.filter { line in
      line.depth <= deepest || (here.contains(line.span.start) && line.depth <= deepest + 2)
    }
  }

  private func title(_ line: OutlineLine) -> String {
    let words = [line.marker, line.heading].compactMap(\.self).joined(separator: " ")
    let flat = (words.isEmpty ? line.section : words).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return flat.count > 40 ? flat.prefix(40) + "…" : flat
  }
}
