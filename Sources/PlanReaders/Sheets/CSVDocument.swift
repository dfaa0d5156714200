import PlanText

/// Tables of tasks or indicators kept as CSV: rows become table rows.
enum CSVDocument {
  /// Most columns of a table; what stands beyond is left out with a warning.
  static let mostColumns = 256

  static func read(_ text: [Unicode.Scalar]) -> (BlockAssembler, warnings: [String]) {
    let stated = statedSeparator(of: text)
    let rows = CSVReader.rows(string(Array(text[(stated?.end ?? 0)...])), separator: stated?.mark ?? separator(of: text))
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

  /// `sep=;` on a first line of its own, with which Excel is told the separator, and where that line ends.
  private static func statedSeparator(of text: [Unicode.Scalar]) -> (mark: Unicode.Scalar, end: Int)? {
    let key = Array("sep=".unicodeScalars)
    let start = text.first == "\u{FEFF}" ? 1 : 0
    let line = text[start...].prefix(key.count + 2).prefix { $0 != "\r" && $0 != "\n" }
    guard line.count == key.count + 1, line.starts(with: key), let mark = line.last else { return nil }
    return (mark, line.endIndex)
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

  /// Line ends inside of a cell part its paragraphs, each with a blank.
  private static func oneLine(_ cell: String) -> [Unicode.Scalar] {
    var out: [Unicode.Scalar] = []
    var last: Unicode.Scalar?
    for scalar in cell.unicodeScalars {
      let isEnd = scalar == "\n" || scalar == "\r" || scalar == "\t"
      if !(last == "\r" && scalar == "\n") { out.append(isEnd ? " " : scalar) }
      last = scalar
    }
    return out
  }

  static func string(_ text: [Unicode.Scalar]) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: text)
    return String(view)
  }
}
