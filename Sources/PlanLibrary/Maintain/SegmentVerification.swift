import GRDB
import PlanText
import SearchIndex

/// Proves the segments against the catalogue: each passage of each document stands in the document's segment with its text,
/// its keywords and its weight, nothing else is alive there, and what is noted as deleted is there and needed by nobody.
struct SegmentVerification {
  private let library: Library
  private let stored: StoredPassages
  private(set) var problems: [Inconsistency] = []
  private(set) var passages = 0
  private(set) var segments = 0
  /// Passages met alive in some segment, by document.
  private var met: [UInt32: Int] = [:]

  init(library: Library) {
    self.library = library
    stored = StoredPassages(connection: library.connection)
  }

  mutating func run() throws(LibraryError) {
    let rows = try library.access { db in try Row.fetchAll(db, sql: "SELECT * FROM segment ORDER BY name") }
    for (row, reference) in zip(rows, library.segments) {
      segments += 1
      guard try checkFile(row) else { continue }
      try checkDeleted(reference, documents: row.integer("documents") ?? 0)
      try checkEntries(reference)
    }
    try checkDocuments()
    try checkNumbers()
  }

  private mutating func note(_ place: String, _ found: String, _ expected: String) {
    if problems.count < Verification.most {
      problems.append(Inconsistency(place: place, found: found, expected: expected))
    }
  }

  /// A segment against its own checksums and against what the catalogue noted of it.
  /// - Returns: whether its entries can be read.
  private mutating func checkFile(_ row: Row) throws(LibraryError) -> Bool {
    let name = row.text("name") ?? ""
    let summary: SegmentSummary
    do {
      summary = try verifySegment(folder: library.folder, name: name, analyzer: SearchFold.version)
    } catch {
      note(name, "\(error)", "a sound segment")
      return false
    }
    for (what, found, noted) in [
      ("entries", summary.entries, row.integer("entries")), ("documents", summary.documents, row.integer("documents")),
      ("bytes", summary.bytes, row.integer("bytes")),
    ] where found != noted {
      note(name, "\(found) \(what)", "\(noted ?? -1) as in the catalogue")
    }
    let checksum = CatalogueWriter.checksum(summary.checksum)
    if checksum != row.text("checksum") { note(name, "checksum \(checksum)", row.text("checksum") ?? "?") }
    return true
  }

  /// A deleted document has gone from the catalogue or stands in another segment; with the documents that are left, the
  /// deleted ones are as many as the segment holds.
  private mutating func checkDeleted(_ reference: SegmentReference, documents: Int) throws(LibraryError) {
    let here = try library.access { db in
      try Int64.fetchAll(db, sql: "SELECT key FROM document WHERE segment = ?", arguments: [reference.name])
    }
    let deleted = Set(reference.deleted.map(Int64.init))
    for key in here where deleted.contains(key) {
      note(reference.name, "document \(key) as deleted and as stored", "one of both")
    }
    if here.count + deleted.count != documents {
      note(reference.name, "\(here.count) documents and \(deleted.count) deleted ones", "\(documents) together")
    }
  }

  /// The live entries of a segment are the passages of its documents.
  private mutating func checkEntries(_ reference: SegmentReference) throws(LibraryError) {
    do throws(IndexError) {
      let stream = try EntryStream(folder: library.folder, segment: reference, analyzer: SearchFold.version)
      var document: UInt32?
      var expected = Expected()
      var next = 0
      while let entry = try stream.entry() {
        if entry.key.document != document {
          document = entry.key.document
          next = 0
          do { expected = try passages(of: entry.key.document, in: reference.name) } catch { expected = Expected() }
        }
        compare(entry, next < expected.entries.count ? expected.entries[next] : nil, expected, reference.name)
        next += 1
        passages += 1
        met[entry.key.document, default: 0] += 1
        try stream.advance()
      }
    } catch {
      note(reference.name, "\(error)", "a sound segment")
    }
  }

  /// What a segment must hold of a document.
  private struct Expected {
    var entries: [Entry?] = []
    /// Whether keywords and weights were given by this version of the program; another may have given others.
    var hasMarks = false
  }

  /// Nothing if the document is stored elsewhere.
  private func passages(of key: UInt32, in segment: String) throws(LibraryError) -> Expected {
    let row = try library.access { db in
      try Row.fetchOne(db, sql: "SELECT segment, pipeline FROM document WHERE key = ?", arguments: [Int64(key)])
    }
    guard let row, row.text("segment") == segment else { return Expected() }
    return Expected(
      entries: try stored.entries(of: key, text: try library.sourceText(of: key)),
      hasMarks: row.text("pipeline")?.hasPrefix(Pipeline.recordsVersion + " ") == true)
  }

  private mutating func compare(_ entry: Entry, _ stored: Entry?, _ expected: Expected, _ segment: String) {
    let place = "\(segment) entry \(entry.key.document)/\(entry.key.passage)"
    guard let stored, stored.key == entry.key else {
      return note(place, "an entry", stored.map { "entry \($0.key.document)/\($0.key.passage)" } ?? "none")
    }
    if entry.readings != stored.readings { note(place, "a text", "that of the passage in the catalogue") }
    guard expected.hasMarks else { return }
    if entry.weight != stored.weight { note(place, "weight \(entry.weight)", "\(stored.weight)") }
    let keywords = stored.keywords.sorted()
    if entry.keywords.sorted() != keywords { note(place, "keywords \(entry.keywords)", "\(keywords)") }
  }

  /// Every passage of every document was met, once.
  private mutating func checkDocuments() throws(LibraryError) {
    let rows = try library.access { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT d.key AS key, d.segment AS segment, count(p.position) AS passages, max(p.position) AS last
          FROM document d LEFT JOIN passage p ON p.document = d.key GROUP BY d.key ORDER BY d.key
          """)
    }
    for row in rows {
      guard let key = row.integer("key").flatMap(UInt32.init(exactly:)), let count = row.integer("passages") else {
        note("document", row.text("key") ?? "?", "a key of 32 bits")
        continue
      }
      let found = met[key] ?? 0
      if found != count { note("document \(key)", "\(found) live entries", "\(count) passages") }
      if count > 0, row.integer("last") != count - 1 {
        note("document \(key)", "a missing passage", "\(count) in a row")
      }
    }
  }

  /// The numbers for the next document and segment are larger than all in use.
  private mutating func checkNumbers() throws(LibraryError) {
    let (next, keys, names) = try library.access { db in
      let writer = CatalogueWriter(db: db)
      return (
        (
          try writer.setting("next_document").flatMap { Int($0) },
          try writer.setting("next_segment").flatMap { Int($0) }
        ),
        try Int.fetchOne(
          db, sql: "SELECT max(n) FROM (SELECT max(key) AS n FROM document UNION SELECT max(document) FROM deleted)")
          ?? 0,
        try String.fetchAll(db, sql: "SELECT name FROM segment")
      )
    }
    let largest = names.compactMap { Int($0.prefix { $0.isNumber }) }.max() ?? 0
    if next.0.map({ $0 > keys }) != true { note("setting next_document", "\(next.0 ?? -1)", "more than \(keys)") }
    if next.1.map({ $0 > largest }) != true { note("setting next_segment", "\(next.1 ?? -1)", "more than \(largest)") }
  }
}
