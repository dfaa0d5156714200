import GRDB
package import PlanText

/// Everything about one document, for `show` and for pages.
package struct DocumentDetail: Sendable {
  /// A field with its name, as exported.
  package let fields: [(name: String, value: Cell)]
  /// Where each field of the metadata was found.
  package let witnesses: [String]
  package let encodingReason: String
  package let sources: [String]
  /// Number of records of each kind.
  package let counts: [(kind: ExportKind, count: Int)]
}

/// A line of the outline.
package struct OutlineLine: Sendable, Hashable {
  package let depth: Int
  package let section: String
  package let marker: String?
  package let heading: String?
  package let span: SourceSpan
}

/// A record of any kind with the reasons why it is there.
package struct Finding: Sendable {
  package let kind: ExportKind
  package let columns: [Column]
  package let cells: [Cell]
  package let reasons: [String]

  /// The value of a column.
  package func cell(_ name: String) -> Cell {
    zip(columns, cells).first { $0.0.name == name }?.1 ?? .null
  }

  package var start: Int {
    if case .integer(let start) = cell("start") { return start }
    return 0
  }
}

extension Library {
  package func detail(of document: DocumentSummary) throws(LibraryError) -> DocumentDetail {
    let export = Export(library: self, kind: .documents)
    let cells = try export.records(of: document).first ?? []
    var counts: [(kind: ExportKind, count: Int)] = []
    for kind in ExportKind.allCases where kind != .documents { counts.append((kind, try count(kind, of: document))) }
    let row = try access { db in
      try Row.fetchOne(
        db, sql: "SELECT witnesses, encoding_reason FROM document WHERE key = ?", arguments: [Int64(document.key)])
    }
    return DocumentDetail(
      fields: zip(ExportKind.documents.columns, cells).map { ($0.name, $1) }, witnesses: row?.list("witnesses") ?? [],
      encodingReason: row?.text("encoding_reason") ?? "", sources: try sources()[document.key] ?? [], counts: counts)
  }

  private func count(_ kind: ExportKind, of document: DocumentSummary) throws(LibraryError) -> Int {
    try access { db in
      try Int.fetchOne(
        db, sql: "SELECT count(*) FROM \(kind.table) WHERE document = ?", arguments: [Int64(document.key)]) ?? 0
    }
  }

  package func outline(of document: DocumentSummary) throws(LibraryError) -> [OutlineLine] {
    try access { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT depth, section, marker, heading_simplified, start, "end" FROM section WHERE document = ?
          ORDER BY position
          """, arguments: [Int64(document.key)])
      return rows.map { row in
        let start = row.integer("start") ?? 0
        return OutlineLine(
          depth: row.integer("depth") ?? 1, section: row.text("section") ?? "", marker: row.text("marker"),
          heading: row.text("heading_simplified"),
          span: SourceSpan(start: start, end: max(start, row.integer("end") ?? 0)))
      }
    }
  }

  /// The records of some kinds with their reasons, in reading order.
  package func findings(of document: DocumentSummary, kinds: [ExportKind]) throws(LibraryError) -> [Finding] {
    var out: [Finding] = []
    for kind in kinds {
      let records = try Export(library: self, kind: kind).records(of: document)
      let reasons = try reasons(kind, document)
      for (i, cells) in records.enumerated() {
        out.append(
          Finding(kind: kind, columns: kind.columns, cells: cells, reasons: i < reasons.count ? reasons[i] : []))
      }
    }
    return out.enumerated().sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }.map(\.element)
  }

  private func reasons(_ kind: ExportKind, _ document: DocumentSummary) throws(LibraryError) -> [[String]] {
    guard [.targets, .obligations, .owners].contains(kind) else { return [] }
    return try access { db in
      try Row.fetchAll(
        db, sql: "SELECT reasons FROM \(kind.table) WHERE document = ? ORDER BY position",
        arguments: [Int64(document.key)]
      ).map { $0.list("reasons") }
    }
  }
}
