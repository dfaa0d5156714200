/// How records are written out.
package enum RecordFormat: String, Sendable, CaseIterable {
  case csv, jsonl
}

/// Turns records into bytes, one after another. Equal records give equal bytes.
package struct RecordEncoder: Sendable {
  let choice: ColumnChoice
  let format: RecordFormat
  /// Whether CSV begins with a byte order mark, by which spreadsheets know UTF-8.
  let marked: Bool

  package init(columns: [Column], format: RecordFormat, marked: Bool = true) {
    self.init(ColumnChoice(columns), format: format, marked: marked)
  }

  package init(_ choice: ColumnChoice, format: RecordFormat, marked: Bool = true) {
    self.choice = choice
    self.format = format
    self.marked = marked
  }

  /// What stands before the first record.
  package var header: [UInt8] {
    guard format == .csv else { return [] }
    var out: [UInt8] = marked ? [0xEF, 0xBB, 0xBF] : []
    out += Array(choice.columns.map(\.name).joined(separator: ",").utf8)
    return out + [0x0D, 0x0A]
  }

  /// - Parameter record: one cell for each column that there is, chosen or not.
  package func append(_ record: [Cell], to out: inout [UInt8]) {
    let cells = choice.cells(record)
    switch format {
    case .jsonl:
      JSONRecord.append(choice.columns, cells, to: &out)
      out.append(0x0A)
    case .csv: CSVRecord.append(cells, to: &out)
    }
  }
}

/// A JSON object on one line, its fields in the order of the columns.
package enum JSONRecord {
  /// - Parameter cells: one for each column.
  package static func append(_ columns: [Column], _ cells: [Cell], to out: inout [UInt8]) {
    out.append(0x7B)
    for (i, (column, cell)) in zip(columns, cells).enumerated() {
      if i > 0 { out.append(0x2C) }
      JSONText.append(column.name, to: &out)
      out.append(0x3A)
      append(cell, to: &out)
    }
    out.append(0x7D)
  }

  /// One value.
  package static func append(_ cell: Cell, to out: inout [UInt8]) {
    switch cell {
    case .null: out += Array("null".utf8)
    case .text(let s): JSONText.append(s, to: &out)
    case .integer(let i): out += Array(String(i).utf8)
    case .number(let n): out += Array(n.utf8)
    case .boolean(let b): out += Array((b ? "true" : "false").utf8)
    case .list(let list): out += Array(JSONText.array(list).utf8)
    case .records(let columns, let rows):
      out.append(0x5B)
      for (i, row) in rows.enumerated() {
        if i > 0 { out.append(0x2C) }
        append(columns, row, to: &out)
      }
      out.append(0x5D)
    case .spans(let spans):
      out += Array(
        ("[" + spans.map { "[" + $0.map(String.init).joined(separator: ",") + "]" }.joined(separator: ",") + "]").utf8)
    }
  }
}

/// A line of RFC 4180. A text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, “CSV
/// injection”); numbers stay numbers.
enum CSVRecord {
  static func append(_ cells: [Cell], to out: inout [UInt8]) {
    for (i, cell) in cells.enumerated() {
      if i > 0 { out.append(0x2C) }
      append(cell, to: &out)
    }
    out += [0x0D, 0x0A]
  }

  private static func append(_ cell: Cell, to out: inout [UInt8]) {
    switch cell {
    case .null: break
    case .text(let s): append(s, to: &out)
    case .integer(let i): out += Array(String(i).utf8)
    case .number(let n): out += Array(n.utf8)
    case .boolean(let b): out += Array((b ? "true" : "false").utf8)
    case .records(let columns, let rows):
      let quotes = rows.compactMap { row in zip(columns, row).first { $0.0.name == "quote" }?.1.text }
      append(quotes.joined(separator: "；"), to: &out)
    case .list(let list): append(list.joined(separator: "；"), to: &out)
    case .spans(let spans):
      append(spans.map { $0.map(String.init).joined(separator: "-") }.joined(separator: "；"), to: &out)
    }
  }

  /// Whether a spreadsheet could run the text: it begins as a formula does and goes on. A comparator on its own (`=`) and
  /// `>=` are harmless and stay as they are.
  static func isFormula(_ s: String) -> Bool {
    guard s.unicodeScalars.count > 1 else { return s == "\t" || s == "\r" }
    return switch s.unicodeScalars.first {
    case "=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠": true
    default: false
    }
  }

  static func append(_ s: String, to out: inout [UInt8]) {
    let formula = isFormula(s)
    guard formula || s.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) else {
      out += Array(s.utf8)
      return
    }
    out.append(0x22)
    if formula { out.append(0x27) }
    for byte in s.utf8 {
      if byte == 0x22 { out.append(0x22) }
      out.append(byte)
    }
    out.append(0x22)
  }
}
