import Foundation
import GRDB
import PlanText
import SearchIndex

/// Where a commit can be broken off; tests throw at each of them.
package enum CommitStep: String, Sendable, CaseIterable {
  case entryAdded, segmentWritten, rowsStored, committed
}

/// The one writer of an index folder.
///
/// A commit writes and syncs the segment first; then one SQLite transaction makes documents, findings and the segment
/// visible together. Whatever breaks off in between leaves files that nobody refers to: the next writer sweeps them.
package final class LibraryWriter {
  package let folder: String
  let connection: Connection
  private let lock: WriterLock
  private let onStep: (CommitStep) throws -> Void
  private var nextDocument: UInt32
  private var nextSegment: Int
  /// The segment under way.
  private var engine: IndexWriter?
  private var batch = Batch()

  /// Plans and changes that become visible together.
  struct Batch {
    var plans: [(key: UInt32, plan: Plan)] = []
    var removed: [UInt32] = []
    /// Applied last, in order.
    var sources: [SourceChange] = []
    var characters = 0
    var isEmpty: Bool { plans.isEmpty && removed.isEmpty && sources.isEmpty }
  }

  enum SourceChange {
    case put(SourceRecord, id: String)
    case drop(path: String)
  }

  /// Creates the folder and the catalogue if they are missing, takes the lock and sweeps what earlier runs left.
  package init(folder: String, onStep: @escaping (CommitStep) throws -> Void = { _ in }) throws(LibraryError) {
    self.folder = folder
    self.onStep = onStep
    try Self.makeFolder(folder)
    lock = try WriterLock(folder: folder)
    connection = try Connection(folder: folder, writable: true)
    if try connection.checkVersion() { try Self.create(connection) }
    let stored = try connection.access { db in
      let writer = CatalogueWriter(db: db)
      return (
        try writer.setting("analyzer"), try writer.setting("next_document"), try writer.setting("next_segment"),
        Set(try String.fetchAll(db, sql: "SELECT name FROM segment"))
      )
    }
    guard let analyzer = stored.0, let document = stored.1.flatMap(UInt32.init),
      let segment = stored.2.flatMap({ Int($0) })
    else { throw .damagedCatalogue(path: connection.path, detail: "table setting") }
    guard analyzer == SearchFold.version else {
      throw .otherAnalyzer(folder: folder, found: analyzer, expected: SearchFold.version)
    }
    nextDocument = document
    nextSegment = segment
    sweep(keeping: stored.3)
    try Self.prove(stored.3, in: folder)
  }

  /// Opening the live segments proves their checksums: a run that adds to a damaged index would only hide the damage.
  private static func prove(_ segments: Set<String>, in folder: String) throws(LibraryError) {
    let references = segments.sorted().map { SegmentReference(name: $0, deleted: []) }
    do {
      _ = try Searcher(folder: folder, segments: references, analyzer: SearchFold.version)
    } catch {
      throw .index(error)
    }
  }

  private static func makeFolder(_ folder: String) throws(LibraryError) {
    var path = folder.hasPrefix("/") ? "" : "."
    for part in folder.split(separator: "/") {
      path += "/" + part
      guard mkdir(path, 0o755) != 0, errno != EEXIST else { continue }
      let code = errno
      if SourcePath.isFolder(path) { continue }
      throw WriterLock.failure(path: folder, operation: "mkdir", code)
    }
    if !SourcePath.isFolder(folder) { throw .system(path: folder, operation: "mkdir", errno: ENOTDIR) }
  }

  private static func create(_ connection: Connection) throws(LibraryError) {
    try connection.transaction { db in
      for statement in Schema.all { try db.execute(sql: statement) }
      let writer = CatalogueWriter(db: db)
      try writer.set("analyzer", SearchFold.version)
      try writer.set("next_document", "1")
      try writer.set("next_segment", "1")
      try db.execute(sql: "PRAGMA application_id = \(Schema.application); PRAGMA user_version = \(Schema.version)")
    }
  }

  /// Removes files that no catalogue entry refers to. A reader that has such a file open keeps it.
  private func sweep(keeping live: Set<String>) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where !live.contains(name) && Self.isOurs(name) { unlink(folder + "/" + name) }
  }

  /// Segments (`000001.segment`) and their temporaries (`000001.segment.…`, `.000001.segment…`).
  static func isOurs(_ name: String) -> Bool {
    guard let range = name.range(of: ".segment") else { return false }
    let stem = name[..<range.lowerBound].drop { $0 == "." }
    return stem.count >= 6 && stem.allSatisfy { $0.isASCII && $0.isNumber }
  }

  static func segmentName(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 6 - digits.count)) + digits + ".segment"
  }

  // MARK: collecting

  /// Characters waiting for the next commit.
  var pendingCharacters: Int { batch.characters }
  var pendingDocuments: Int { batch.plans.count }
  var hasPending: Bool { !batch.isEmpty }

  /// Takes a document into the batch; its passages go to the segment at once. Returns its key.
  @discardableResult
  func add(_ plan: Plan) throws(LibraryError) -> UInt32 {
    let key = nextDocument
    do {
      if engine == nil {
        engine = try IndexWriter(
          folder: folder, name: Self.segmentName(nextSegment), analyzer: SearchFold.version)
      }
      for record in plan.passages { try engine?.add(Self.entry(record, document: key)) }
      try onStep(.entryAdded)
    } catch {
      abandon()
      throw Connection.translate(error, path: folder)
    }
    nextDocument += 1
    var light = plan
    for i in light.passages.indices { light.passages[i].readings = [] }
    batch.plans.append((key, light))
    batch.sources.append(.put(plan.source, id: plan.id))
    batch.characters += plan.characters
    return key
  }

  func add(_ source: SourceRecord, to id: String) { batch.sources.append(.put(source, id: id)) }
  func remove(document key: UInt32) { batch.removed.append(key) }
  func removeSource(_ path: String) { batch.sources.append(.drop(path: path)) }

  private static func entry(_ record: PassageRecord, document: UInt32) -> Entry {
    Entry(
      key: EntryKey(document: document, passage: UInt32(truncatingIfNeeded: record.index)),
      readings: record.readings.map { Reading(scalars: $0.scalars, ownCount: $0.ownCount) },
      keywords: record.keywords.map { Keyword(field: $0.field, value: $0.value) }, weight: record.weight)
  }

  /// Gives up what was not committed.
  private func abandon() {
    engine = nil
    batch = Batch()
  }

  // MARK: committing

  /// Makes the batch durable and visible: all of it, or, when this throws, nothing.
  func commit() throws(LibraryError) {
    guard hasPending else { return }
    let name = Self.segmentName(nextSegment)
    let work = batch
    let at = Self.now()
    do {
      let summary = try engine.take()?.commit()
      try onStep(.segmentWritten)
      try connection.queue.write { db in
        let writer = CatalogueWriter(db: db)
        if let summary { try writer.insert(summary) }
        try Self.store(work, writer, segment: name, at: at)
        try writer.set("next_document", String(nextDocument))
        try writer.set("next_segment", String(nextSegment + (summary == nil ? 0 : 1)))
        try onStep(.rowsStored)
      }
      nextSegment += summary == nil ? 0 : 1
      batch = Batch()
      try onStep(.committed)
    } catch {
      abandon()
      throw Connection.translate(error, path: connection.path)
    }
    try dropEmptySegments()
  }

  private static func store(_ batch: Batch, _ writer: CatalogueWriter, segment: String, at: String) throws {
    for key in batch.removed { try writer.remove(key) }
    for (key, plan) in batch.plans { try writer.insert(plan, key: key, segment: segment, at: at) }
    for change in batch.sources { try writer.apply(change) }
  }

  /// Segments of which nothing is alive leave the list, then the disk.
  private func dropEmptySegments() throws(LibraryError) {
    let empty = try connection.access { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT name FROM segment WHERE documents <= (SELECT count(*) FROM deleted WHERE segment = name)
            AND NOT EXISTS (SELECT 1 FROM document WHERE segment = name)
          """)
    }
    guard !empty.isEmpty else { return }
    try connection.transaction { db in
      for name in empty { try db.execute(sql: "DELETE FROM segment WHERE name = ?", arguments: [name]) }
    }
    for name in empty { unlink(folder + "/" + name) }
  }

  /// Keeps the overrides of a metadata table, in a transaction of its own.
  func store(_ overrides: MetadataOverrides) throws(LibraryError) {
    guard !overrides.rows.isEmpty else { return }
    try connection.transaction { db in try CatalogueWriter(db: db).replaceOverrides(overrides.rows) }
  }

  /// ISO 8601 in UTC, to the second.
  static func now() -> String {
    var seconds = time(nil)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    var buffer = [CChar](repeating: 0, count: 32)
    let count = strftime(&buffer, buffer.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
    return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

extension LibraryWriter {
  /// Merges segments into one; documents keep their keys. With no more than one segment that holds nothing deleted
  /// there is nothing to do.
  /// - Returns: whether something was merged.
  func merge(_ segments: [SegmentReference]) throws(LibraryError) -> Bool {
    guard segments.count > 1 || segments.contains(where: { !$0.deleted.isEmpty }) else { return false }
    let name = Self.segmentName(nextSegment)
    do {
      let summary = try mergeSegments(
        folder: folder, segments: segments, into: name, analyzer: SearchFold.version)
      try onStep(.segmentWritten)
      try connection.queue.write { db in
        let writer = CatalogueWriter(db: db)
        try writer.insert(summary)
        for segment in segments { try writer.replace(segment: segment.name, by: name) }
        try writer.set("next_segment", String(nextSegment + 1))
        try onStep(.rowsStored)
      }
      nextSegment += 1
      try onStep(.committed)
    } catch {
      throw Connection.translate(error, path: connection.path)
    }
    for segment in segments { unlink(folder + "/" + segment.name) }
    return true
  }

  /// Merges segments of about the same size as soon as there are ten of them, so that a long ingest neither collects
  /// hundreds of files nor writes everything again and again.
  func mergeTiers() throws(LibraryError) {
    while true {
      let tiers = Dictionary(grouping: try liveSegments()) { Self.tier($0.bytes) }
      guard let full = tiers.filter({ $0.value.count >= Self.tierWidth }).min(by: { $0.key < $1.key }) else { return }
      _ = try merge(full.value.map(\.reference))
    }
  }

  private static let tierWidth = 10

  /// Number of decimal digits.
  private static func tier(_ bytes: Int) -> Int { String(max(1, bytes)).count }

  /// The live segments with their sizes.
  func liveSegments() throws(LibraryError) -> [(reference: SegmentReference, bytes: Int)] {
    try connection.access { db in
      let sizes = try Row.fetchAll(db, sql: "SELECT name, bytes FROM segment")
      let bytes = Dictionary(sizes.map { ($0.text("name") ?? "", $0.integer("bytes") ?? 0) }) { a, _ in a }
      return try Library.segments(db).map { ($0, bytes[$0.name] ?? 0) }
    }
  }
}

extension CatalogueWriter {
  func insert(_ summary: SegmentSummary) throws {
    try db.execute(
      sql: "INSERT INTO segment VALUES (?, ?, ?, ?, ?)",
      arguments: [
        summary.name, summary.entries, summary.documents, summary.bytes, Self.checksum(summary.checksum),
      ])
  }

  func replace(segment old: String, by new: String) throws {
    try db.execute(sql: "UPDATE document SET segment = ? WHERE segment = ?", arguments: [new, old])
    try db.execute(sql: "DELETE FROM segment WHERE name = ?", arguments: [old])
  }

  /// Sixteen hexadecimal digits.
  static func checksum(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
