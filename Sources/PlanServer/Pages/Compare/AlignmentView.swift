import PlanLibrary

/// Two plans side by side: sections that answer each other, and what became of each task, word by word.
struct AlignmentView {
  let words: Wording
  let alignment: SectionAlignment
  let request: CompareRequest

  /// Tasks on a page.
  private static let size = 80

  private var choice: PairChoice {
    PairChoice(words: words, request: request, pairs: alignment.pairs.map { ($0.left, $0.right) })
  }

  var nodes: [Node] {
    guard !alignment.pairs.isEmpty else { return [el(.p, .class("notice")) { words("compare.two") }] }
    let pair = alignment.pairs[choice.chosen]
    let counts = SectionAlignment.State.allCases.map {
      words.language.choose($0.words) + " " + words.number(pair.count($0))
    }
    let total = pair.rows.reduce(0) { $0 + $1.items.count }
    return [
      choice.node, CompareToolbar(words: words, request: request, count: counts.joined(separator: " · ")).node,
      table(pair),
      Pager(
        words: words, page: request.page, size: Self.size, total: total,
        address: { request.address(pair: choice.chosen + 1, page: $0) }
      ).node,
    ].compactMap(\.self)
  }

  private func table(_ pair: SectionAlignment.Pair) -> Node {
    let window = (request.page - 1) * Self.size..<request.page * Self.size
    var at = 0
    return el(
      .div, .class("scroll"), Attribute(.tabindex, "0"), Attribute(.role, "group"), .label(words("compare.by.sections"))
    ) {
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
        el(.tbody) {
          for row in pair.rows {
            let first = at
            let shown = row.items.indices.filter { window.contains(first + $0) }.map { row.items[$0] }
            let _ = at += row.items.count
            if !shown.isEmpty { heading(row) }
            for item in shown { line(item, pair) }
          }
        }
      }
    }
  }

  private func heading(_ row: SectionAlignment.Row) -> Node {
    func title(_ section: SectionAlignment.Section?) -> String {
      section.map { [$0.path, $0.heading].filter { !$0.isEmpty }.joined(separator: " ") } ?? ""
    }
    return el(.tr, .class("section")) {
      el(.td)
      el(.td) { title(row.left) }
      el(.td) { title(row.right) }
    }
  }

  private func line(_ item: SectionAlignment.Item, _ pair: SectionAlignment.Pair) -> Node {
    el(.tr, .class("state-" + item.state.rawValue)) {
      el(.td) {
        words.language.choose(item.state.words)
        if item.isMoved { el(.span, .class("tag")) { words("compare.moved") } }
      }
      el(.td) { side(item.left, pair.left, item, isLeft: true) }
      el(.td) { side(item.right, pair.right, item, isLeft: false) }
    }
  }

  private func side(
    _ task: SectionAlignment.Task?, _ document: DocumentSummary, _ item: SectionAlignment.Item, isLeft: Bool
  ) -> [Node] {
    guard let task else { return [] }
    let text: [Node] =
      item.runs.isEmpty ? [.text(task.quote)] : item.runs.map { Self.run($0, isLeft: isLeft) }
    let range = Permalink.text(task.span)
    return text + [
      .text(" "), el(.a, .class("pin"), .href(Permalink.address(document, task.span)), .label(range)) { "¶" },
    ]
  }

  private static func run(_ run: DifferenceRun, isLeft: Bool) -> Node {
    let text = isLeft ? run.left : run.right
    if run.kind == .same || text.isEmpty { return .text(text) }
    return el(isLeft ? .del : .ins, .class(run.kind == .number ? "difference figure" : "difference")) { text }
  }
}
