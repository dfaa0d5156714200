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
            el(.thead) {
              el(.tr) {
                for (i, text) in table.header.enumerated() {
                  el(.th, Self.isNumber(table, i) ? .class("number") : nil, Attribute(.scope, "col")) {
                    i == 0 ? words("compare.row." + request.basis.rawValue) : text
                  }
                }
              }
            }
            el(.tbody) { table.rows.prefix(Self.most).map(row) }
          }
        }
      }
    }
  }

  private static func isNumber(_ text: String) -> Bool { Double(text) != nil }

  private static func isNumber(_ table: ComparisonTable, _ column: Int) -> Bool {
    table.rows.first.map { isNumber($0[column]) } ?? false
  }

  private func row(_ cells: [String]) -> Node {
    el(.tr) {
      for (i, text) in cells.enumerated() {
        if i == 0 {
          el(.th, Attribute(.scope, "row")) { text }
        } else {
          el(.td, Self.isNumber(text) ? .class("number") : nil) { text }
        }
      }
    }
  }
}
