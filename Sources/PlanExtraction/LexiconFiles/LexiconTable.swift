import Foundation
import PlanText

/// A table of words with their meanings: UTF-8, tab-separated, `#` starts a comment line, the first other line names
/// the columns. Cells with several values separate them by ` | `. The columns `yes` and `no` hold example sentences;
/// a test runs every one of them.
package struct LexiconTable: Sendable {
  /// File name, as errors cite it.
  package let file: String
  package let columns: [String]
  package let rows: [Row]

  /// One line of the table.
  package struct Row: Sendable {
    /// The file it stands in, which is not the table's for a line of a user's.
    package let file: String
    /// 1 for the first line of the file.
    package let line: Int
    let cells: [String]
    let columns: [String]
    /// The line as it is written.
    let raw: String

    /// Column of the line where `part` stands, from 1.
    package func column(of part: String) -> Int {
      raw.range(ofFirst: part).map { raw.distance(from: raw.startIndex, to: $0.lowerBound) + 1 } ?? 1
    }

    /// The cell of `column`, trimmed; empty if the table has no such column.
    package subscript(column: String) -> String {
      columns.firstIndex(of: column).map { cells[$0] } ?? ""
    }

    /// The values of a cell that holds several, in order.
    package func list(_ column: String) -> [String] {
      self[column][...].cells(dividedBy: "|").map { String($0.trimmed) }.filter { !$0.isEmpty }
    }
  }

  /// Parses `text`.
  ///
  /// - Parameters:
  ///   - columns: the columns the table must have, in this order.
  ///   - required: columns whose cells may not be empty; the first of them must be unique among the rows.
  package init(file: String, text: String, columns: [String], required: [String]) throws(LexiconError) {
    self.file = file
    self.columns = columns
    var rows: [Row] = []
    var sawHeader = false
    var firstLines: [String: Int] = [:]
    var line = 0
    for content in text[...].tableLines {
      line += 1
      if content.utf8.first == 0x23 || content.trimmed.isEmpty { continue }
      let cells = content.cells().map { String($0.trimmed) }
      guard sawHeader else {
        guard cells == columns else {
          throw .badHeader(file: file, line: line, found: cells, expected: columns)
        }
        sawHeader = true
        continue
      }
      let row = try LexiconTable.row(cells, String(content), file: file, line: line, columns: columns, required: required)
      if let key = required.first {
        if let first = firstLines[row[key]] {
          throw .duplicate(file: file, line: line, word: row[key], firstLine: first)
        }
        firstLines[row[key]] = line
      }
      rows.append(row)
    }
    guard sawHeader else { throw .badHeader(file: file, line: line, found: [], expected: columns) }
    self.rows = rows
  }

  /// One row, checked; cells that are missing at the end of a line are empty.
  private static func row(
    _ cells: [String], _ raw: String, file: String, line: Int, columns: [String], required: [String]
  ) throws(LexiconError) -> Row {
    guard cells.count <= columns.count else {
      throw .wrongCells(file: file, line: line, found: cells.count, expected: columns.count)
    }
    let padded = cells + Array(repeating: "", count: columns.count - cells.count)
    let row = Row(file: file, line: line, cells: padded, columns: columns, raw: raw)
    for column in required where row[column].isEmpty {
      throw .emptyCell(file: file, line: line, column: column)
    }
    return row
  }

  /// Loads `name` from the bundled folder `Lexicon/Duties`, with the lines of a user's table of that name.
  package static func bundled(
    _ name: String, columns: [String], required: [String], user: UserRules? = nil
  ) throws(LexiconError) -> LexiconTable {
    let table = try bundled(name, columns: columns, required: required)
    guard let own = user?.tables[name] else { return table }
    let mine = try LexiconTable(file: own.name, text: own.content, columns: columns, required: required)
    return table.extended(by: mine, key: required.first)
  }

  /// A line of `own` takes the place of the line with the same cell `key`; the others come first.
  private func extended(by own: LexiconTable, key: String?) -> LexiconTable {
    guard let key else { return LexiconTable(file: file, columns: columns, rows: own.rows + rows) }
    let replacing = Dictionary(own.rows.map { ($0[key], $0) }) { first, _ in first }
    let known = Set(rows.map { $0[key] })
    let kept = rows.map { replacing[$0[key]] ?? $0 }
    return LexiconTable(file: file, columns: columns, rows: own.rows.filter { !known.contains($0[key]) } + kept)
  }

  private init(file: String, columns: [String], rows: [Row]) {
    self.file = file
    self.columns = columns
    self.rows = rows
  }

  private static func bundled(_ name: String, columns: [String], required: [String]) throws(LexiconError) -> LexiconTable {
    guard let folder = Bundle.module.resourceURL,
      let data = try? Data(contentsOf: folder.appendingPathComponent("Lexicon/Duties/\(name)"))
    else { throw .missing(file: name) }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw .notText(file: name, offset: firstInvalidByte(of: data))
    }
    return try LexiconTable(file: name, text: text, columns: columns, required: required)
  }

  /// The value of `column` as a case of a closed list.
  package func value<Value: RawRepresentable & CaseIterable>(
    _ row: Row, _ column: String, as type: Value.Type
  ) throws(LexiconError) -> Value where Value.RawValue == String {
    if let value = Value(rawValue: row[column]) { return value }
    throw .unknownValue(
      file: row.file, line: row.line, column: column, found: row[column],
      expected: Value.allCases.map(\.rawValue))
  }
}

/// Offset of the first byte that does not continue valid UTF-8.
private func firstInvalidByte(of data: Data) -> Int {
  var low = 0
  var high = data.count
  while low < high {
    let mid = (low + high + 1) / 2
    let head = String(decoding: data.prefix(mid), as: UTF8.self)
    if head.unicodeScalars.dropLast().contains("\u{FFFD}") { high = mid - 1 } else { low = mid }
  }
  return low
}
