import PlanLibrary

/// A comparison as the command line shows it, as a table.
struct ReportTable {
  let words: Wording
  let report: any ComparisonReport
  let request: CompareRequest

  /// Rows shown; the download has them all.
  private static let most = 300

  var node: Node {
    let table = report.table(words.language == .english ? .en : .zh)
    return el(.div) {
      CompareToolbar(
        words: words, request: request, count: words("compare.count.rows", ["n": words.number(table.rows.count)])
      ).node
      if table.rows.isEmpty {
        el(.p, .class("notice")) { words("compare.none") }
      } else {
        el(
          .div, .class("scroll"), Attribute(.tabindex, "0"), Attribute(.role, "group"),
          .label(words("compare.by." + request.basis.rawValue))
        ) {
          el(.table, .class("matrix")) {
            el(.thead) { el(.tr) { table.header.map { text in el(.th, Attribute(.scope, "col")) { text } } } }
            el(.tbody) { table.rows.prefix(Self.most).map(row) }
          }
        }
      }
    }
  }

  private func row(_ cells: [String]) -> Node {
    el(.tr) {
      for (i, text) in cells.enumerated() {
        if i == 0 { el(.th, Attribute(.scope, "row")) { text } } else { el(.td) { text } }
      }
    }
  }
}
