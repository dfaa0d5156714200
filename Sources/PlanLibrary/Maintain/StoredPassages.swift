import GRDB
import PlanText
import SearchIndex

/// What the segments must hold of a document, made from the catalogue's rows and the source text alone: neither rules nor a
/// second reading of the document are needed. `verify` compares with it, `compact --rebuild` writes it.
struct StoredPassages {
  private let connection: Connection

  init(connection: Connection) { self.connection = connection }

  /// The entries of a document in order; nil in the place of a passage whose row is damaged.
  /// - Parameter text: the document's source text.
  func entries(of key: UInt32, text: [Unicode.Scalar]) throws(LibraryError) -> [Entry?] {
    let marks = try marks(of: key)
    let rows = try connection.access { db in
      try Row.fetchAll(
        db,
        sql: "SELECT position, role, start, \"end\", maps, readings FROM passage WHERE document = ? ORDER BY position",
        arguments: [Int64(key)])
    }
    return rows.map { entry(of: key, $0, text, marks) }
  }

  private func entry(of key: UInt32, _ row: Row, _ text: [Unicode.Scalar], _ marks: PassageMarks) -> Entry? {
    guard let position = row.integer("position").flatMap(UInt32.init(exactly:)), let span = Self.span(row),
      let role = row.text("role").flatMap(Role.init(rawValue:)),
      let maps = row.bytes("maps").flatMap(PassageMaps.decoded),
      let readings = row.bytes("readings").flatMap({ StoredReadings.decoded($0, maps: maps, text: text) })
    else { return nil }
    return Entry(
      key: EntryKey(document: key, passage: position),
      readings: readings.map { Reading(scalars: $0.scalars, ownCount: $0.own) },
      keywords: marks.keywords(of: span, role: role).map { Keyword(field: $0.field, value: $0.value) },
      weight: marks.weight(of: span, role: role))
  }

  private static func span(_ row: Row) -> SourceSpan? {
    guard let start = row.integer("start"), let end = row.integer("end"), 0 <= start, start <= end else { return nil }
    return SourceSpan(start: start, end: end)
  }

  /// As they were made from the document's findings.
  private func marks(of key: UInt32) throws(LibraryError) -> PassageMarks {
    let document = try connection.access { db in
      try Row.fetchOne(
        db, sql: "SELECT province, city, level, kind FROM document WHERE key = ?", arguments: [Int64(key)])
    }
    let spans = { (kind: ExportKind, columns: String) throws(LibraryError) -> [Row] in
      try connection.access { db in
        try Row.fetchAll(
          db, sql: "SELECT start, \"end\"\(columns) FROM \(kind.table) WHERE document = ? ORDER BY position",
          arguments: [Int64(key)])
      }
    }
    let targets = try spans(.targets, "").compactMap(Self.span).flatMap(PassageMarks.marks(target:))
    let obligations = try spans(.obligations, ", strength").flatMap { row in
      Self.span(row).map { PassageMarks.marks(obligation: $0, row.text("strength") ?? "") } ?? []
    }
    let owners = try spans(.owners, "").compactMap(Self.span).flatMap(PassageMarks.marks(owner:))
    let headings = try spans(.sections, ", heading").filter { $0.text("heading") != nil }.compactMap(Self.span)
    let fields = ["province", "city", "level", "kind"].map { (field: $0, value: document?.text($0)) }
    return PassageMarks(
      documentKeywords: PassageMarks.documentKeywords(fields),
      findings: [targets, obligations, owners], headings: headings)
  }
}
