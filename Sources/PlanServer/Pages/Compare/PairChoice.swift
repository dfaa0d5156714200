import PlanLibrary

/// Which two of several plans are shown.
struct PairChoice {
  let words: Wording
  let request: CompareRequest
  let pairs: [(left: DocumentSummary, right: DocumentSummary)]

  /// From 0; the last where there are fewer.
  var chosen: Int { max(0, min(request.pair, pairs.count) - 1) }

  var node: Node? {
    if pairs.count < 2 { return nil }
    return el(.nav, .label(words("compare.pairs"))) {
      el(.ul, .class("switch")) {
        for (i, pair) in pairs.enumerated() {
          el(.li) {
            el(.a, .href(request.address(pair: i + 1)), i == chosen ? Attribute(.ariaCurrent, "true") : nil) {
              pair.left.label + " ↔ " + pair.right.label
            }
          }
        }
      }
    }
  }
}
