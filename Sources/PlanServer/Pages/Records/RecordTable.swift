import PlanLibrary
import PlanText

/// Records as a table whose heads sort it.
struct RecordTable {
  let words: Wording
  let settings: RecordSettings
  let rows: RecordRows

  private var columns: [(index: Int, column: Column)] {
    let all = settings.kind.columns
    return settings.columns.compactMap { name in all.firstIndex { $0.name == name }.map { ($0, all[$0]) } }
  }

  var node: Node {
    let columns = columns
    return el(
      .div, .class("scroll"), Attribute(.tabindex, "0"), Attribute(.role, "group"),
      .label(words("kind." + settings.kind.rawValue))
    ) {
      el(.table, .class("records")) {
        el(.thead) {
          el(.tr) {
            for (_, column) in columns { head(column) }
            el(.th, Attribute(.scope, "col")) { words("records.source") }
          }
        }
        el(.tbody) {
          for row in rows.rows {
            el(.tr) {
              for (index, column) in columns { cell(column, row.cells[index]) }
              el(.td, .class("source")) { source(row) }
            }
          }
        }
      }
    }
  }

  private func head(_ column: Column) -> Node {
    let isSorted = settings.sort == column.name
    let state = isSorted ? (settings.isDescending ? "descending" : "ascending") : "none"
    let there = settings.address(sort: (column.name, isSorted && !settings.isDescending))
    return el(.th, .class(Self.style(column)), Attribute(.scope, "col"), Attribute(.ariaSort, state)) {
      el(.a, .href(there)) {
        words("column." + column.name)
        if isSorted { settings.isDescending ? " ↓" : " ↑" }
      }
    }
  }

  private func cell(_ column: Column, _ cell: Cell) -> Node {
    el(.td, .class(Self.style(column))) {
      if column.name == "flags", case .list(let flags) = cell {
        for flag in flags { el(.span, .class("tag")) { words.value("flag", flag) } }
      } else {
        CellText.shown(column.name, cell, words, of: settings.kind)
      }
    }
  }

  private static func style(_ column: Column) -> String {
    switch column.name {
    case "value", "high", "baseline_value", "characters", "start", "end": "number"
    case "quote", "quote_simplified", "task", "actions", "names", "owners_lead", "owners_support": "long"
    case "deadline", "baseline_year", "period_start", "period_end", "op", "unit", "strength", "certainty", "role",
      "recurrence":
      "figure"
    case "indicator", "title", "owner", "section", "flags": "medium"
    default: "short"
    }
  }

  /// The plan and the place in it.
  private func source(_ row: RecordRows.Row) -> Node? {
    func value(_ name: String) -> Cell? { settings.kind.columns.firstIndex { $0.name == name }.map { row.cells[$0] } }
    guard let start = value("start")?.integer, let end = value("end")?.integer, start < end else { return nil }
    let span = SourceSpan(start: start, end: end)
    return el(.a, .href(Permalink.address(row.document, span))) {
      el(.span, .class("name")) { row.document.name }
      " "
      el(.span, .class("range")) { Permalink.text(span) }
    }
  }
}
