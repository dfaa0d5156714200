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
  /// The segment under way and its name.
  private var engine: IndexWriter?
  private var engineName = ""
  private var batch = Batch()
  /// The merge under way, and the bytes of segments that this writer has committed.
  var merging: BackgroundMerge?
  var committedBytes = 0

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
  /// - Parameter proving: whether the live segments must be sound; only what replaces them can do without.
  package init(
    folder: String, proving: Bool = true, onStep: @escaping (CommitStep) throws -> Void = { _ in }
  ) throws(LibraryError) {
    self.folder = folder
    self.onStep = onStep
    try IndexFolder.make(folder)
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
    IndexFolder.sweep(folder, keeping: stored.3)
    if proving { try Self.prove(stored.3, in: folder) }
  }

  /// A merge that outlived its writer would write without the lock.
  deinit { merging?.cancel() }

  /// Opening the live segments proves their checksums: a run that adds to a damaged index would only hide the damage.
  private static func prove(_ segments: Set<String>, in folder: String) throws(LibraryError) {
    let references = segments.sorted().map { SegmentReference(name: $0, deleted: []) }
    do {
      _ = try Searcher(folder: folder, segments: references, analyzer: SearchFold.version)
    } catch {
      throw LibraryError(error)
    }
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

  /// A name for a new segment; none is given out twice.
  func nextName() -> String {
    defer { nextSegment += 1 }
    return IndexFolder.segmentName(nextSegment)
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
        engineName = nextName()
        engine = try IndexWriter(folder: folder, name: engineName, analyzer: SearchFold.version)
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
    let work = batch
    let at = Self.now()
    do {
      let summary = try engine.take()?.commit()
      try onStep(.segmentWritten)
      try write { writer in
        if let summary { try writer.insert(summary) }
        try Self.store(work, writer, segment: engineName, at: at)
        try writer.set("next_document", String(nextDocument))
      }
      batch = Batch()
      committedBytes += summary?.bytes ?? 0
      try onStep(.committed)
    } catch {
      abandon()
      throw Connection.translate(error, path: connection.path)
    }
    try dropEmptySegments()
  }

  /// One transaction that changes the list of segments; it keeps the names given out so far.
  func write(_ body: (CatalogueWriter) throws -> Void) throws {
    try connection.queue.write { db in
      let writer = CatalogueWriter(db: db)
      try body(writer)
      try writer.set("next_segment", String(nextSegment))
      try onStep(.rowsStored)
    }
  }

  func reached(_ step: CommitStep) throws { try onStep(step) }

  private static func store(_ batch: Batch, _ writer: CatalogueWriter, segment: String, at: String) throws {
    for key in batch.removed { try writer.remove(key) }
    for (key, plan) in batch.plans { try writer.insert(plan, key: key, segment: segment, at: at) }
    for change in batch.sources { try writer.apply(change) }
  }

  /// Segments of which nothing is alive leave the list, then the disk; those that are being merged wait, because their
  /// deletes must be carried over.
  private func dropEmptySegments() throws(LibraryError) {
    let empty = try connection.access { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT name FROM segment WHERE documents <= (SELECT count(*) FROM deleted WHERE segment = name)
            AND NOT EXISTS (SELECT 1 FROM document WHERE segment = name)
          """)
    }
    .filter { name in merging?.sources.contains { $0.name == name } != true }
    guard !empty.isEmpty else { return }
    try connection.transaction { db in
      for name in empty { try db.execute(sql: "DELETE FROM segment WHERE name = ?", arguments: [name]) }
    }
    for name in empty { IndexFolder.remove(name, in: folder) }
  }

  /// Keeps the overrides of a metadata table, in a transaction of its own.
  func store(_ overrides: MetadataOverrides) throws(LibraryError) {
    guard !overrides.rows.isEmpty else { return }
    try connection.transaction { db in try CatalogueWriter(db: db).replaceOverrides(overrides.rows) }
  }

  /// Keeps which files could not be read, in a transaction of its own.
  func store(_ failures: [String: FailedSource]) throws(LibraryError) {
    try connection.transaction { db in try CatalogueWriter(db: db).replaceFailures(failures) }
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
