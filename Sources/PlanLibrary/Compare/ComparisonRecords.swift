/// A comparison as CSV and JSON.
extension Comparison {
  private var rowName: String {
    switch basis {
    case .targets: "indicator"
    case .sections: "heading"
    case .terms, .reuse: "term"
    }
  }

  /// One row a line, one column a document.
  package func csv(marked: Bool) -> [UInt8] {
    let columns = [Column.text(rowName)] + headings.map { Column.text($0.label) }
    var out: [UInt8] = marked ? [0xEF, 0xBB, 0xBF] : []
    CSVRecord.append(columns.map { .text($0.name) }, to: &out)
    for row in rows { CSVRecord.append([.text(row.name)] + row.answers.map { .text($0.text) }, to: &out) }
    return out
  }

  /// `{"by", "columns": […], "rows": [{NAME, "cells": [{"state", "text", "values": […]}]}]}`.
  package func json() -> [UInt8] {
    let headingColumns: [Column] = [
      .text("name"), .text("document"), .text("source"), .text("title"), .text("province"), .text("city"),
      .integer("period_start"), .integer("period_end"),
    ]
    let heads: [[Cell]] = headings.map { h in
      let d = h.document
      return [
        .text(h.name), .text(d?.id), .text(d?.source), .text(d?.title), .text(d?.province), .text(d?.city),
        .integer(d?.periodStart), .integer(d?.periodEnd),
      ]
    }
    let cellColumns: [Column] = [.text("state"), .text("text"), Column(name: "values", kind: .records)]
    let rowColumns: [Column] = [.text(rowName), Column(name: "cells", kind: .records)]
    let lines: [[Cell]] = rows.map { row in
      [
        .text(row.name),
        .records(
          cellColumns,
          row.answers.map { answer in
            var values: Cell = .list([])
            if case .values(let list) = answer, let first = list.first {
              values = .records(first.columns, list.map(\.cells))
            }
            return [.text(answer.state), .text(answer.text), values]
          }),
      ]
    }
    var out: [UInt8] = []
    JSONRecord.append(
      [.text("by"), Column(name: "columns", kind: .records), Column(name: "rows", kind: .records)],
      [.text(basis.rawValue), .records(headingColumns, heads), .records(rowColumns, lines)], to: &out)
    out.append(0x0A)
    return out
  }
}
