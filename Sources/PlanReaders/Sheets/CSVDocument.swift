import PlanText

/// Tables of tasks or indicators kept as CSV: rows become table rows.
enum CSVDocument {
  /// Most columns of a table; what stands beyond is left out with a warning.
  static let mostColumns = 256

  static func read(_ text: [Unicode.Scalar]) -> (BlockAssembler, warnings: [String]) {
    let rows = CSVReader.rows(string(text), separator: separator(of: text))
    var assembler = BlockAssembler()
    var warnings: [String] = []
    if rows.contains(where: { $0.cells.count > mostColumns }) {
      warnings.append("columns beyond the \(mostColumns)th were left out")
    }
    let table = SheetTable(
      rows: rows.map { $0.cells.prefix(mostColumns).map { SheetTable.Cell(text: oneLine($0)) } })
    assembler.append(table.items)
    return (assembler, warnings)
  }

  /// The mark that the first lines have most of, outside of quotes.
  static func separator(of text: [Unicode.Scalar]) -> Unicode.Scalar {
    var counts: [Unicode.Scalar: Int] = [",": 0, "\t": 0, ";": 0]
    var isQuoted = false
    for scalar in text.prefix(1 << 14) {
      if scalar == "\"" { isQuoted.toggle() }
      if !isQuoted, let count = counts[scalar] { counts[scalar] = count + 1 }
    }
    return [",", "\t", ";"].max { (counts[$0] ?? 0, $1.value) < (counts[$1] ?? 0, $0.value) } ?? ","
  }

  /// Line ends inside of a cell part its paragraphs.
  private static func oneLine(_ cell: String) -> [Unicode.Scalar] {
    cell.unicodeScalars.map { $0 == "\n" || $0 == "\r" || $0 == "\t" ? " " : $0 }
  }

  static func string(_ text: [Unicode.Scalar]) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: text)
    return String(view)
  }
}
