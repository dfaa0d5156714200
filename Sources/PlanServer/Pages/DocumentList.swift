import PlanLibrary

/// Plans as a table.
struct DocumentList {
  let words: Wording
  let documents: [DocumentSummary]

  var node: Node {
    el(.div, .class("scroll"), Attribute(.tabindex, "0"), Attribute(.role, "group"), .label(words("nav.documents"))) {
      el(.table, .class("documents")) {
        el(.thead) {
          el(.tr) {
            for key in ["title", "place", "issuer", "kind", "period"] {
              el(.th, Attribute(.scope, "col")) { words("field." + key) }
            }
            el(.th, .class("number"), Attribute(.scope, "col")) { words("figure.characters") }
          }
        }
        el(.tbody) { documents.map(row) }
      }
    }
  }

  private func row(_ document: DocumentSummary) -> Node {
    el(.tr) {
      el(.th, Attribute(.scope, "row")) { el(.a, .href(Self.address(document))) { document.name } }
      el(.td) { document.place }
      el(.td) { document.issuer ?? "" }
      el(.td) { document.kind ?? "" }
      el(.td, .class("figure")) { Self.period(document) }
      el(.td, .class("number")) { words.number(document.characters) }
    }
  }

  static func address(_ document: DocumentSummary) -> Address { Address(path: ["documents", document.id]) }

  /// `2021–2025`; empty when it is unknown.
  static func period(_ document: DocumentSummary) -> String {
    guard let start = document.periodStart ?? document.periodEnd else { return "" }
    let end = document.periodEnd ?? start
    return start == end ? "\(start)" : "\(start)–\(end)"
  }
}
