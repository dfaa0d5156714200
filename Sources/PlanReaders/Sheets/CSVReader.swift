/// RFC 4180, read leniently: any line end, a byte order mark at the head, quotes anywhere, the last quote missing.
package struct CSVReader {
  package struct Row: Hashable, Sendable {
    /// Line of the file that the row starts on, from 1.
    package let line: Int
    package let cells: [String]
  }

  private let text: [Unicode.Scalar]
  private var at = 0
  private var line = 1
  /// Line of the quote that the text ends in.
  private var unclosed: Int?
  private let separator: Unicode.Scalar

  /// The rows of the table; lines without any character are left out.
  package static func rows(_ text: String, separator: Unicode.Scalar = ",") -> [Row] {
    var reader = CSVReader(text: Array(text.unicodeScalars.drop { $0 == "\u{FEFF}" }), separator: separator)
    var rows: [Row] = []
    while let row = reader.next() {
      if row.cells != [""] { rows.append(row) }
    }
    return rows
  }

  /// The mark that parts the names of columns on the first line: comma, semicolon or tab, whichever it has most of.
  package static func separator(_ text: String) -> Unicode.Scalar {
    let header = text.unicodeScalars.drop { $0 == "\u{FEFF}" }.prefix { $0 != "\n" && $0 != "\r" }
    return CSVDocument.separator(of: Array(header))
  }

  /// The line on which a quote opens that is never closed, from 1; nil if all are closed.
  package static func unclosedQuote(_ text: String) -> Int? {
    var reader = CSVReader(text: Array(text.unicodeScalars), separator: ",")
    while reader.next() != nil {}
    return reader.unclosed
  }

  private init(text: [Unicode.Scalar], separator: Unicode.Scalar) {
    self.text = text
    self.separator = separator
  }

  private mutating func next() -> Row? {
    guard at < text.count else { return nil }
    let start = line
    var cells = [cell()]
    while at < text.count, text[at] == separator {
      at += 1
      cells.append(cell())
    }
    if at < text.count { lineEnd() }
    return Row(line: start, cells: cells)
  }

  /// Up to a separator or a line end outside of quotes.
  private mutating func cell() -> String {
    var out = String.UnicodeScalarView()
    var quoted = false
    var opened = line
    while at < text.count {
      let scalar = text[at]
      if scalar == "\"" {
        if quoted, at + 1 < text.count, text[at + 1] == "\"" {
          out.append("\"")
          at += 1
        } else {
          quoted.toggle()
          opened = line
        }
        at += 1
      } else if quoted, scalar == "\n" || scalar == "\r" {
        let before = at
        lineEnd()
        out.append(contentsOf: text[before..<at])
      } else if !quoted, scalar == separator || scalar == "\n" || scalar == "\r" {
        break
      } else {
        out.append(scalar)
        at += 1
      }
    }
    if quoted { unclosed = opened }
    return String(out)
  }

  private mutating func lineEnd() {
    at += text[at] == "\r" && at + 1 < text.count && text[at + 1] == "\n" ? 2 : 1
    line += 1
  }
}
