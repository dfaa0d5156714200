import PlanLibrary
import PlanText

/// The cited range in its own words, and how to cite it.
struct CitationSection {
  let words: Wording
  let facts: ReaderFacts

  var node: Node? {
    guard let span = facts.cited else { return nil }
    let citation = Citation(facts.document, facts.detail, span, page: facts.citedPage)
    return el(.section, .class("panel citation"), .label(words("citation.title"))) {
      el(.h2) { words("citation.title") }
      el(.blockquote) {
        SnippetNodes(quote: String(scalars: facts.source[span.range]), start: span.start, highlights: [], width: 900)
          .nodes
      }
      el(.dl) {
        row("GB/T 7714") { el(.code, .class("copy")) { citation.standard } }
        row("BibTeX") { el(.pre, .class("copy")) { citation.bibTeX } }
        row(words("citation.link")) {
          el(.a, .href(Permalink.address(facts.document, span))) {
            el(.code) { Permalink.address(facts.document, span).text }
          }
        }
      }
      el(.p) { el(.a, .href(fragment: Permalink.anchor)) { words("citation.go") } }
    }
  }

  private func row(_ label: String, @NodeBuilder _ value: () -> [Node]) -> Node {
    let value = value()
    return el(.div) {
      el(.dt) { label }
      el(.dd) { value }
    }
  }
}
