import Foundation
import PlanText

/// The records of a data set one after another: rows of a CSV table with a column of texts, or JSON objects, one a line or in one list.
/// Only the record under way is in memory.
struct RecordSource {
  private enum Form {
    case table(CSVRows, columns: [String], text: Int, fields: [Int: RecordColumns.Field])
    case objects(JSONObjects)
  }

  private let path: String
  private let columns: RecordColumns
  private let charset: Charset
  private let encoding: EncodingReport
  private var form: Form
  private var count = 0

  /// How much of a file is looked at to tell its encoding and its columns.
  static let headLength = 1 << 18

  /// Nil if the file is no data set: another name, a table without a column of texts, an encoding that nobody knows.
  ///
  /// - Parameter name: tells the form, by its end.
  /// - Parameter open: the bytes from the start, each time anew.
  init?(
    path: String, name: String, columns: RecordColumns, limits: ReaderLimits, _ open: () throws(ReadError) -> ByteSource
  ) throws(ReadError) {
    let suffix = Sniffer.fileSuffix(name)
    let isTable = suffix == "csv" || suffix == "tsv"
    guard isTable || ["jsonl", "ndjson", "json"].contains(suffix) else { return nil }
    let start = try open()
    let head = try start.read(Self.headLength)
    // Cut behind a whole line, so that no character is cut.
    let isWhole = head.count < Self.headLength && (try? start.checkEnd()) != nil
    let whole = isWhole ? head.count : (head.lastIndex(of: 0x0A).map { $0 + 1 } ?? head.count)
    guard let decoded = EncodingDetector.decode(Array(head[..<whole])), let charset = Charset(rawValue: decoded.report.name)
    else { return nil }
    let bytes = TextBytes(try open(), charset: charset)
    // UTF-16 is read as UTF-8.
    let read = charset == .utf16LE || charset == .utf16BE ? Charset.utf8 : charset
    self.charset = read
    encoding = decoded.report
    self.path = path
    self.columns = columns
    guard isTable else {
      form = .objects(JSONObjects(bytes, path: path, limits: limits))
      return
    }
    let separator = CSVDocument.separator(of: decoded.scalars)
    var rows = CSVRows(bytes, separator: UInt8(ascii: separator), path: path, limits: limits)
    guard let first = try rows.next() else { return nil }
    let names = first.map { Self.text($0, read).map { String(scalars: $0) } ?? "" }
    guard let text = columns.textColumn(of: names), let at = names.firstIndex(of: text) else { return nil }
    var fields: [Int: RecordColumns.Field] = [:]
    for (column, field) in columns.metadataColumns(of: names) where column != text {
      if let i = names.firstIndex(of: column) { fields[i] = field }
    }
    form = .table(rows, columns: names, text: at, fields: fields)
  }

  /// The next record and its number, from 1; nil at the end.
  /// - Throws: what is wrong with the record, or with the rest of the file: `goesOn` tells which.
  mutating func next(_ goesOn: inout Bool) throws(ReadError) -> (number: Int, record: DatasetRecord)? {
    goesOn = false
    switch form {
    case .table(var rows, let names, let text, let fields):
      defer { form = .table(rows, columns: names, text: text, fields: fields) }
      guard let cells = try rows.next() else { return nil }
      count += 1
      goesOn = true
      return (count, try record(cells, text, fields))
    case .objects(var objects):
      defer { form = .objects(objects) }
      guard let bytes = try objects.next() else { return nil }
      count += 1
      goesOn = true
      return (count, try record(bytes, line: objects.line))
    }
  }

  // MARK: Records

  private var recordPath: String { path + "/\(count)" }

  private func record(_ cells: [[UInt8]], _ text: Int, _ fields: [Int: RecordColumns.Field]) throws(ReadError) -> DatasetRecord {
    var values: [RecordColumns.Field: String] = [:]
    for (column, field) in fields where column < cells.count {
      values[field] = Self.text(cells[column], charset).flatMap(Self.value)
    }
    let letters = text < cells.count ? Self.text(cells[text], charset) ?? [] : []
    return try record(letters, values, .csv)
  }

  private func record(_ bytes: [UInt8], line: Int) throws(ReadError) -> DatasetRecord {
    let utf8 = charset == .utf8 ? bytes : Self.text(bytes, charset)?.utf8 ?? []
    guard let object = Self.object(utf8) ?? Self.object(JSONRepair.repaired(utf8)) else {
      throw .damaged(path: recordPath, entry: nil, problem: .json(line: line))
    }
    let names = object.keys.sorted()
    guard let text = columns.textColumn(of: names) else {
      throw .damaged(path: recordPath, entry: nil, problem: .noTextColumn(names))
    }
    var values: [RecordColumns.Field: String] = [:]
    for (column, field) in columns.metadataColumns(of: names) where column != text {
      values[field] = Self.string(object[column]).flatMap { Self.value(Array($0.unicodeScalars)) }
    }
    return try record(Array((Self.string(object[text]) ?? "").unicodeScalars), values, .jsonl)
  }

  private func record(
    _ text: [Unicode.Scalar], _ values: [RecordColumns.Field: String], _ format: DocumentFormat
  ) throws(ReadError) -> DatasetRecord {
    var text = text
    guard let nuls = NulCharacters.replace(in: &text) else {
      let place = text.prefix { $0 != "\0" }.reduce(0) { $0 + UTF8.width($1) }
      throw .binary(path: recordPath, offset: place, found: .nulCharacters)
    }
    let malformed = text.count { $0 == "\u{FFFD}" }
    let report = EncodingReport(name: encoding.name, reason: encoding.reason, runnerUp: encoding.runnerUp, malformed: malformed)
    return DatasetRecord(text: text, values: values, format: format, encoding: report, warnings: NulCharacters.warning(nuls))
  }

  private static func object(_ bytes: [UInt8]) -> [String: Any]? {
    (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any]
  }

  private static func text(_ bytes: [UInt8], _ charset: Charset) -> [Unicode.Scalar]? {
    CharsetDecoder.decode(bytes[...], as: charset)?.scalars
  }

  /// One line without blanks at its ends; nil for what stands for no value.
  private static func value(_ text: [Unicode.Scalar]) -> String? {
    guard let range = Blanks.trim(0..<text.count, of: text) else { return nil }
    let value = String(scalars: text[range].map { $0.value < 0x20 ? " " : $0 })
    return ["nan", "null", "none", "-", "无"].contains(value.lowercased()) ? nil : value
  }

  /// Text and numbers as they are, lists line by line.
  private static func string(_ value: Any?) -> String? {
    switch value {
    case let text as String: text
    case let number as NSNumber: number.stringValue
    case let list as [Any]: list.compactMap(string).joined(separator: "\n")
    default: nil
    }
  }
}
