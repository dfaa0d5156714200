import PlanLibrary
import PlanText

/// A plan with the best of its passages.
struct PlanResult {
  let words: Wording
  let query: String
  let hit: DocumentHit

  var node: Node {
    el(.li, .class("plan")) {
      if let best = hit.best.first {
        let document = best.document
        el(.h2) { el(.a, .href(reader(document))) { document.name } }
        DocumentFacts(words: words, document: document).line
        el(.ol, .class("passages")) { hit.best.map { PassageResult(words: words, hit: $0, isAlone: false).item } }
        if hit.hits > hit.best.count {
          el(.p, .class("more")) {
            el(.a, .href(reader(document))) { words("search.more", ["n": words.number(hit.hits)]) }
          }
        }
      }
    }
  }

  private func reader(_ document: DocumentSummary) -> Address {
    Address(path: ["documents", document.id], query: [("q", query)])
  }
}

/// One passage: where it stands, and its text with the words found.
struct PassageResult {
  let words: Wording
  let hit: PassageHit
  /// Shown without its plan above it.
  let isAlone: Bool

  var item: Node {
    el(.li, .class(isAlone ? "plan" : "passage")) {
      if isAlone {
        el(.h2) { el(.a, .href(address)) { hit.document.name } }
        DocumentFacts(words: words, document: hit.document).line
      }
      el(.p, .class("where")) {
        el(.a, .href(address)) { place }
        if hit.role != "body" { el(.span, .class("tag")) { words.value("role", hit.role) } }
        if hit.isRepaired { el(.span, .class("tag")) { words("search.repaired") } }
        if hit.isFolded { el(.span, .class("tag")) { words("search.folded") } }
      }
      el(.p, .class("quote")) {
        SnippetNodes(quote: hit.quote, start: hit.span.start, highlights: hit.highlights).nodes
      }
    }
  }

  private var place: String {
    let heading = [hit.section, hit.heading].compactMap(\.self).joined(separator: " ").split(
      whereSeparator: \.isWhitespace
    ).joined(separator: " ")
    let page = hit.page.map { words("search.page", ["n": String($0)]) + " · " } ?? ""
    return (heading.isEmpty ? "" : heading + " · ") + page
      + words("search.characters", ["start": String(hit.span.start), "end": String(hit.span.end)])
  }

  private var address: Address { Permalink.address(hit.document, hit.span) }
}

/// Place, period, kind and issuer of a plan, on one line.
struct DocumentFacts {
  let words: Wording
  let document: DocumentSummary

  var line: Node {
    let facts = [
      document.place, DocumentList.period(document), document.kind ?? "",
      document.level.map { words.value("level", $0) } ?? "", document.issuer ?? "",
    ].filter { !$0.isEmpty }
    return el(.p, .class("facts")) { facts.joined(separator: " · ") }
  }
}
