import PlanLibrary

/// Why nothing was found, and what would be.
struct DiagnosisSection {
  let words: Wording
  let query: String
  let diagnosis: Diagnosis

  var node: Node {
    el(.section, .class("notice"), Attribute(.role, "status")) {
      el(.h2) { words("none.title") }
      if diagnosis.fullWidth { el(.p) { words("none.fullwidth") } }
      list("none.similar", diagnosis.similar)
      list("none.nearest", diagnosis.relaxations)
      if let documents = diagnosis.sharedDocuments, documents > 0 {
        el(.p) { words("none.shared", ["n": words.number(documents)]) }
      }
      if diagnosis.parts.count + diagnosis.pieces.count > 1 || diagnosis.relaxations.isEmpty {
        list("none.parts", diagnosis.parts + diagnosis.pieces)
      }
    }
  }

  private func list(_ key: String, _ lines: [Diagnosis.Line]) -> Node? {
    if lines.isEmpty { return nil }
    return el(.div) {
      el(.h3) { words(key) }
      el(.ul, .class("counts")) {
        for line in lines {
          el(.li) {
            if line.count > 0 {
              el(.a, .href(Address(path: ["search"], query: [("q", line.query)]))) { el(.code) { line.query } }
            } else {
              el(.code) { line.query }
            }
            el(.span, .class("bar-count")) { words("search.count.passages", ["passages": words.number(line.count)]) }
          }
        }
      }
    }
  }
}
