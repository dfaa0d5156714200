import PlanLibrary
import PlanText

/// A comparison as a table: what is compared down the side, documents across; every value leads to its source.
struct CompareTable {
  let words: Wording
  let comparison: Comparison
  let names: [String]

  /// Rows shown; the download has them all.
  private static let most = 200

  var node: Node {
    el(.section, .class("comparison"), Attribute(.ariaLabelledBy, "comparison")) {
      el(.h2, .id("comparison")) { words("compare.by." + comparison.basis.rawValue) }
      missing
      if comparison.rows.isEmpty {
        el(.p, .class("notice")) { words("compare.none") }
      } else {
        toolbar
        table
        legend
      }
    }
  }

  private var missing: Node? {
    let unknown = comparison.headings.filter { $0.document == nil }.map(\.name)
    if unknown.isEmpty { return nil }
    return el(.p, .class("notice")) { words("compare.unknown", ["names": unknown.joined(separator: "、")]) }
  }

  private var toolbar: Node {
    el(.div, .class("toolbar")) {
      el(.p, .class("count"), Attribute(.role, "status")) {
        words(
          "compare.count",
          ["rows": words.number(comparison.rows.count), "documents": words.number(comparison.headings.count)])
        if comparison.rows.count > Self.most { " " + words("compare.cut", ["n": words.number(Self.most)]) }
      }
      el(.p, .class("downloads")) {
        words("download.label")
        for format in ["csv", "json"] {
          " "
          el(.a, .href(download(format)), Attribute(.download)) { format.uppercased() }
        }
      }
    }
  }

  private func download(_ format: String) -> Address {
    Address(
      path: ["api", "compare"],
      query: names.map { ("of", $0) } + [("by", comparison.basis.rawValue), ("format", format)])
  }

  // MARK: table

  private var table: Node {
    el(
      .div, .class("scroll"), Attribute(.tabindex, "0"), Attribute(.role, "group"),
      Attribute(.ariaLabelledBy, "comparison")
    ) {
      el(.table, .class("matrix")) {
        el(.thead) {
          el(.tr) {
            el(.th, Attribute(.scope, "col")) { words("compare.row." + comparison.basis.rawValue) }
            for heading in comparison.headings {
              el(.th, Attribute(.scope, "col")) {
                if let document = heading.document {
                  el(.a, .href(DocumentList.address(document)), Attribute(.title, document.name)) { heading.label }
                  el(.span, .class("facts")) { document.name }
                } else {
                  heading.name
                }
              }
            }
          }
        }
        el(.tbody) {
          for row in comparison.rows.prefix(Self.most) {
            el(.tr) {
              el(.th, Attribute(.scope, "row")) { row.name }
              for (answer, heading) in zip(row.answers, comparison.headings) { cell(answer, heading) }
            }
          }
        }
      }
    }
  }

  private func cell(_ answer: Comparison.Answer, _ heading: Comparison.Heading) -> Node {
    switch answer {
    case .values(let values):
      el(.td, comparison.basis == .terms ? .class("number") : nil) {
        for (i, value) in values.enumerated() {
          if i > 0 { el(.br) }
          if let document = heading.document, let span = Self.span(value) {
            el(.a, .href(Permalink.address(document, span)), Attribute(.title, Self.quote(value))) { value.text }
          } else {
            value.text
          }
        }
      }
    case .withoutFigure: blank("without")
    case .notMentioned: blank("unmentioned")
    case .noDocument: blank("nodocument")
    }
  }

  private func blank(_ name: String) -> Node {
    el(.td, .class("blank blank-" + name)) { words("blank." + name) }
  }

  private static func span(_ value: Comparison.Value) -> SourceSpan? {
    func number(_ name: String) -> Int? { zip(value.columns, value.cells).first { $0.0.name == name }?.1.integer }
    guard let start = number("start"), let end = number("end"), start < end else { return nil }
    return SourceSpan(start: start, end: end)
  }

  private static func quote(_ value: Comparison.Value) -> String {
    zip(value.columns, value.cells).first { $0.0.name == "quote" }?.1.text ?? ""
  }

  private var legend: Node {
    el(.dl, .class("legend")) {
      for name in ["without", "unmentioned", "nodocument"] {
        el(.div) {
          el(.dt) { words("blank." + name) }
          el(.dd) { words("blank.meaning." + name) }
        }
      }
    }
  }
}
