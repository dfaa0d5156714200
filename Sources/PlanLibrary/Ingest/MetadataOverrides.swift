import Foundation
import PlanReaders
import PlanText

/// A table by which the user sets fields of documents: one row a file, the columns named as in `export documents`.
package struct MetadataOverrides: Sendable {
  /// File (its path, or as many of the last parts of that as tell it from others) → field → value.
  let rows: [String: [String: String]]

  static let fields = [
    "title", "document_number", "issuer", "issued_on", "kind", "period_start", "period_end", "level", "province",
    "city",
    "adcode",
  ]
  private static let fileColumns = ["file", "source", "path", "file_name", "filename", "文件", "文件名", "文件路径", "路径"]
  /// Chinese names of columns that data sets do not have.
  private static let chinese = [
    "文种": "kind", "起始年": "period_start", "起始年份": "period_start", "终止年": "period_end", "终止年份": "period_end", "层级": "level", "行政区划代码": "adcode",
  ]

  /// `province`, 省 or 省级.
  private static func level(_ value: String) -> AdministrativeLevel? {
    AdministrativeLevel(rawValue: FieldParser.levels[value] ?? value)
  }

  /// The field that a column sets: by its own name, or by one under which data sets have it (标题, 省份, 成文日期).
  private static func field(_ column: String) -> String? {
    if fields.contains(column) { return column }
    return chinese[column] ?? RecordColumns.known(column).map(\.rawValue).flatMap { fields.contains($0) ? $0 : nil }
  }

  package init() { rows = [:] }

  init(rows: [String: [String: String]]) { self.rows = rows }

  /// Reads the table at `path`. An empty cell leaves the field as it was found.
  /// - Throws: `metadata` with the line that cannot be used, `system`.
  package init(path: String) throws(LibraryError) {
    let table = try TableFile.rows(at: path) { .metadata(path: path, line: $0, reason: $1) }
    try self.init(path: path, table: table)
  }

  init(path: String, table: [CSVReader.Row]) throws(LibraryError) {
    guard let header = table.first else {
      throw .metadata(path: path, line: 1, reason: Localized(zh: "表是空的。", en: "the table is empty"))
    }
    let names = header.cells.map { $0.trimmingCharacters(in: .whitespaces) }
    guard let fileColumn = names.firstIndex(where: { Self.fileColumns.contains($0.lowercased()) }) else {
      throw .metadata(
        path: path, line: 1,
        reason: Localized(
          zh: "缺少文件列；列名应为 file 及 \(Self.fields.joined(separator: "、"))。",
          en: "no column for the file; expected the column file and any of \(Self.fields.joined(separator: ", "))"))
    }
    let columns = names.enumerated().map { $0 == fileColumn ? nil : Self.field($1) }
    for (i, name) in names.enumerated() where i != fileColumn && !name.isEmpty && columns[i] == nil {
      throw .metadata(
        path: path, line: 1,
        reason: Localized(
          zh: "不认识的列 \(name)；可用：\(Self.fields.joined(separator: "、"))。",
          en: "unknown column \(name); expected one of \(Self.fields.joined(separator: ", "))"))
    }
    if let twice = columns.indices.first(where: { columns[$0] != nil && columns[..<$0].contains(columns[$0]) }) {
      throw .metadata(
        path: path, line: 1,
        reason: Localized(zh: "列 \(names[twice]) 所设的字段前面已有一列。", en: "the column \(names[twice]) sets what a column before it sets"))
    }
    var rows: [String: [String: String]] = [:]
    for row in table.dropFirst() where row.cells.contains(where: { !$0.isEmpty }) {
      guard fileColumn < row.cells.count, !row.cells[fileColumn].isEmpty else {
        throw .metadata(path: path, line: row.line, reason: Localized(zh: "没有写文件名。", en: "the file is not named"))
      }
      var values: [String: String] = [:]
      for (field, cell) in zip(columns, row.cells) where !cell.isEmpty {
        if let field { values[field] = try Self.checked(cell, field: field, path: path, line: row.line) }
      }
      let file = SourcePath.normalized(row.cells[fileColumn].trimmingCharacters(in: .whitespaces))
      guard rows.updateValue(values, forKey: file) == nil else {
        throw .metadata(
          path: path, line: row.line,
          reason: Localized(zh: "文件 \(row.cells[fileColumn]) 已在上文出现。", en: "the file \(row.cells[fileColumn]) stands in two rows"))
      }
    }
    self.rows = rows
  }

  /// The value as it is stored: dates as `2024-01-05`, whatever Excel made of them.
  private static func checked(_ value: String, field: String, path: String, line: Int) throws(LibraryError) -> String {
    if field == "issued_on", let date = DatasetRecord.date(value) { return date }
    let ok =
      switch field {
      case "period_start", "period_end": Int(value).map { (1000...9999).contains($0) } ?? false
      case "level": Self.level(value) != nil
      case "issued_on": false
      default: true
      }
    guard ok else {
      let levels = AdministrativeLevel.allCases.map(\.rawValue).joined(separator: " ") + " 国家 省 市 县 组织"
      let expected =
        switch field {
        case "level": levels
        case "issued_on": "YYYY-MM-DD"
        default: "YYYY"
        }
      throw .metadata(
        path: path, line: line,
        reason: Localized(
          zh: "\(field) 的值“\(value)”不对，应为 \(expected)。", en: "\(field) is \"\(value)\", expected \(expected)"))
    }
    return value
  }

  /// Fields for the file at `path`; nil when the table does not name it.
  func values(for path: String) -> [String: String]? { row(for: path).flatMap { rows[$0] } }

  /// The row for the file at `path`: that of the whole path, else the one with most of its last parts, `sub/b.txt` before `b.txt`
  /// for `plans/sub/b.txt`.
  private func row(for path: String) -> String? {
    guard !rows.isEmpty else { return nil }
    let whole = SourcePath.absolute(path)
    let parts = whole.split(separator: "/")
    let names = [path, whole] + parts.indices.map { parts[$0...].joined(separator: "/") }
    return names.first { rows[$0] != nil }
  }

  /// The rows that none of `paths` belongs to, in order.
  func unused(among paths: some Sequence<String>) -> [String] {
    var left = Set(rows.keys)
    for path in paths {
      if let row = row(for: path) { left.remove(row) }
    }
    return left.sorted()
  }

  /// In a form that is equal when the overrides are.
  static func encoded(_ values: [String: String]) -> String {
    fields.compactMap { field in values[field].map { JSONText.quoted(field) + ":" + JSONText.quoted($0) } }
      .joined(separator: ",")
  }

  static func apply(_ values: [String: String], to metadata: Metadata) -> Metadata {
    var out = metadata
    for field in fields {
      guard let value = values[field] else { continue }
      switch field {
      case "title": out.title = value
      case "document_number": out.documentNumber = value
      case "issuer": out.issuer = value
      case "issued_on": out.issuedOn = value
      case "kind": out.kind = value
      case "period_start": out.periodStart = Int(value)
      case "period_end": out.periodEnd = Int(value)
      case "level": out.level = Self.level(value)
      case "province": out.province = value
      case "city": out.city = value
      default: out.adcode = value
      }
      out.witnesses.append("\(field): set by the user's metadata table")
    }
    return out
  }
}
