import Foundation
import GRDB
package import PlanExtraction
import PlanText

/// Writes the records of one kind, by source path and then by position. Holds one document's records at a time.
package struct Export: Sendable {
  let library: Library
  let kind: ExportKind
  let filter: RecordFilter?
  let classes: Set<String>?

  /// - Parameters:
  ///   - filter: nil for everything.
  ///   - least: records of a weaker class are left out; without effect on kinds that have no certainty.
  package init(
    library: Library, kind: ExportKind, filter: RecordFilter? = nil, least: CertaintyClass = .inferred
  ) {
    self.library = library
    self.kind = kind
    self.filter = filter
    classes =
      kind.hasCertainty && least != .inferred
      ? Set(CertaintyClass.allCases.filter { $0 <= least }.map(\.rawValue)) : nil
  }

  /// - Parameter write: takes the bytes, in pieces; what it throws ends the export.
  /// - Returns: the number of records.
  package func run(_ encoder: RecordEncoder, write: ([UInt8]) throws(LibraryError) -> Void) throws(LibraryError) -> Int
  {
    var buffer = encoder.header
    var count = 0
    for document in try documents() {
      for record in try records(of: document) {
        encoder.append(record, to: &buffer)
        count += 1
        if buffer.count > 1 << 16 {
          try write(buffer)
          buffer.removeAll(keepingCapacity: true)
        }
      }
    }
    try write(buffer)
    return count
  }

  /// The documents that may have records to export, in the order of the export.
  package func documents() throws(LibraryError) -> [DocumentSummary] {
    try library.documents().filter { filter?.mayMatch($0.key) ?? true }
  }

  /// The records of one document that the filter lets through.
  package func records(of document: DocumentSummary) throws(LibraryError) -> [[Cell]] {
    let columns = kind.columns
    let scope = try filter?.scope(of: document, kind: kind)
    let sql = Schema.select(kind.view) + " WHERE d.key = ?" + (kind == .documents ? "" : " ORDER BY r.position")
    return try library.access { db in
      var out: [[Cell]] = []
      let rows = try Row.fetchCursor(db, sql: sql, arguments: [Int64(document.key)])
      while let row = try rows.next() {
        if let scope, !scope.admits(row) { continue }
        if let classes, !classes.contains(row.text("certainty") ?? "") { continue }
        out.append(columns.map { Self.cell(row, $0) })
      }
      return out
    }
  }

  static func cell(_ row: Row, _ column: Column) -> Cell {
    if row.value(column.name).isNull { return .null }
    switch column.kind {
    case .text: return row.text(column.name).map(Cell.text) ?? .null
    case .integer: return row.integer(column.name).map(Cell.integer) ?? .null
    case .number: return number(row.value(column.name))
    case .boolean: return .boolean(row.integer(column.name) == 1)
    case .list, .spans, .records: return .list(row.list(column.name))
    }
  }

  /// As a plain decimal, never with an exponent.
  static func number(_ value: DatabaseValue) -> Cell {
    switch value.storage {
    case .int64(let i): .number(String(i))
    case .double(let d): d.isFinite ? .number(plain(d)) : .null
    case .string(let s): .text(s)
    case .blob, .null: .null
    }
  }

  static func plain(_ d: Double) -> String {
    let s = "\(d)"
    if !s.contains("e") { return s.hasSuffix(".0") ? String(s.dropLast(2)) : s }
    return Decimal(string: s).map { "\($0)" } ?? s
  }
}
