/// A comparison that can be written out. What is compared stays in the value itself; these are the ways to show it.
package protocol ComparisonReport: Sendable {
  /// What stands in the corner of tables and in `by`.
  var basis: ComparisonBasis { get }
  /// Rows and columns as people read them.
  func table(_ language: Language) -> ComparisonTable
  /// Fields of the lines of `csv`.
  var columns: [Column] { get }
  /// Every line with all fields; one for each column.
  var records: [[Cell]] { get }
  var jsonValue: JSON { get }
  /// The inside of a page: tables and notes, everything escaped.
  func htmlFragment(_ language: Language) -> String
}

/// A table for terminals and pages.
package struct ComparisonTable: Sendable {
  package var header: [String]
  package var rows: [[String]]
  /// Lines below a row, by its number.
  package var notes: [Int: [String]] = [:]
}

extension ComparisonReport {
  /// One line a record, as RFC 4180 has it.
  package func csv(marked: Bool) -> [UInt8] {
    let encoder = RecordEncoder(columns: columns, format: .csv, marked: marked)
    var out = encoder.header
    for record in records { encoder.append(record, to: &out) }
    return out
  }

  /// One JSON object, with a line end.
  package func json() -> [UInt8] { jsonValue.line }

  /// A page of its own, without anything loaded from elsewhere.
  package func html(title: String, _ language: Language) -> [UInt8] {
    let name = HTMLText.escaped(title)
    let page = """
      <!DOCTYPE html>
      <html lang="\(language == .en ? "en" : "zh-CN")">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(name)</title>
      <style>
      \(ComparisonStyle.sheet)
      </style>
      </head>
      <body>
      <main>
      <h1>\(name)</h1>
      \(htmlFragment(language))
      </main>
      </body>
      </html>

      """
    return Array(page.utf8)
  }

  /// The table as HTML, first column as headings of the rows.
  package func htmlFragment(_ language: Language) -> String { Self.html(table(language)) }

  static func html(_ table: ComparisonTable) -> String {
    var out = "<table>\n<thead><tr>"
    out += table.header.map { "<th scope=\"col\">\(HTMLText.escaped($0))</th>" }.joined() + "</tr></thead>\n<tbody>\n"
    for (i, row) in table.rows.enumerated() {
      out += "<tr>"
      for (j, text) in row.enumerated() {
        out += j == 0 ? "<th scope=\"row\">\(HTMLText.escaped(text))</th>" : "<td>\(HTMLText.escaped(text))</td>"
      }
      out += "</tr>\n"
      for note in table.notes[i] ?? [] {
        out += "<tr class=\"note\"><td colspan=\"\(table.header.count)\">\(HTMLText.escaped(note))</td></tr>\n"
      }
    }
    return out + "</tbody>\n</table>\n"
  }
}

enum ComparisonStyle {
  /// The style of a page that is saved as a file.
  static let sheet = """
    :root { color-scheme: light dark; }
    body { font: 16px/1.6 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; margin: 2rem; }
    table { border-collapse: collapse; margin: 1rem 0; }
    th, td { border-bottom: 1px solid #8886; padding: .35rem .7rem; text-align: left; vertical-align: top; }
    thead th { border-bottom: 2px solid; }
    .note td { color: GrayText; font-size: .9em; border: 0; }
    .blank { color: GrayText; }
    blockquote { margin: .2rem 0; padding-left: .7rem; border-left: 3px solid #8886; }
    del { text-decoration: line-through; background: #d332; }
    ins { text-decoration: underline; background: #3a32; }
    .number { font-weight: 700; outline: 1px solid; }
    """
}
