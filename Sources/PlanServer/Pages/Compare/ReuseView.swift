import PlanLibrary
import PlanText

/// What two plans share word for word.
struct ReuseView {
  let words: Wording
  let reuse: ReuseReport
  let request: CompareRequest

  /// Blocks on a page.
  private static let size = 50

  private var choice: PairChoice {
    PairChoice(words: words, request: request, pairs: reuse.pairs.map { ($0.left, $0.right) })
  }

  var nodes: [Node] {
    guard !reuse.pairs.isEmpty else { return [el(.p, .class("notice")) { words("compare.two") }] }
    let pair = reuse.pairs[choice.chosen]
    let counts = ReuseReport.Kind.allCases.map {
      words.language.choose($0.words) + " " + words("compare.characters", ["n": words.number(pair.characters($0))])
    }
    return [
      choice.node, CompareToolbar(words: words, request: request, count: counts.joined(separator: " · ")).node,
      pair.blocks.isEmpty ? el(.p, .class("notice")) { words("compare.none") } : table(pair),
      Pager(
        words: words, page: request.page, size: Self.size, total: pair.blocks.count,
        address: { request.address(pair: choice.chosen + 1, page: $0) }
      ).node,
    ].compactMap(\.self)
  }

  private func table(_ pair: ReuseReport.Pair) -> Node {
    el(.div, .class("scroll"), Attribute(.tabindex, "0"), Attribute(.role, "group"), .label(words("compare.by.reuse")))
    {
      el(.table, .class("alignment")) {
        el(.thead) {
          el(.tr) {
            el(.th, Attribute(.scope, "col")) { words("compare.state") }
            for document in [pair.left, pair.right] {
              el(.th, Attribute(.scope, "col")) {
                el(.a, .href(DocumentList.address(document))) { document.name }
                if document.label != document.name { el(.span, .class("facts")) { document.label } }
              }
            }
          }
        }
        el(.tbody) { pair.blocks.dropFirst((request.page - 1) * Self.size).prefix(Self.size).map { line($0, pair) } }
      }
    }
  }

  private func line(_ block: ReuseReport.Block, _ pair: ReuseReport.Pair) -> Node {
    el(.tr, .class("reuse-" + block.kind.rawValue)) {
      el(.td) {
        words.language.choose(block.kind.words)
        el(.span, .class("facts")) { words("compare.documents", ["n": words.number(block.documents)]) }
        for numbers in block.numbers { el(.span, .class("tag")) { numbers.left + " ≠ " + numbers.right } }
      }
      el(.td) {
        SnippetNodes(quote: block.leftQuote, start: block.left.start, highlights: [], width: 600).nodes
        el(.a, .class("pin"), .href(Permalink.address(pair.left, block.left)), .label(Permalink.text(block.left))) {
          " ¶"
        }
      }
      el(.td) {
        SnippetNodes(quote: block.rightQuote, start: block.right.start, highlights: [], width: 600).nodes
        el(.a, .class("pin"), .href(Permalink.address(pair.right, block.right)), .label(Permalink.text(block.right))) {
          " ¶"
        }
      }
    }
  }
}
