import Foundation
import GRDB
import PlanText
package import SearchIndex

/// An index folder as it was at one moment: everything read through one value belongs together, whatever a writer
/// commits meanwhile. Safe to use from several threads.
package final class Library: Sendable {
  package let folder: String
  let connection: Connection
  package let segments: [SegmentReference]
  /// nil when the library was opened without the search index.
  private let engine: Searcher?
  let unpacked = Unpacked()
  /// How to see that something was committed since; taken before the snapshot.
  private let seen: (watch: CatalogueWatch, mark: CatalogueWatch.Mark)?

  /// How often a snapshot is taken anew when a compaction removed a file between reading the list and mapping it.
  private static let attempts = 8

  /// - Parameter searching: whether the segments are opened too.
  /// - Throws: `noIndex`, `damagedCatalogue`, `otherSchema`, `otherAnalyzer`, `index`, `sqlite`.
  package convenience init(folder: String, searching: Bool) throws(LibraryError) {
    try self.init(folder: folder, searching: searching, reusing: nil, seen: nil)
  }

  private init(
    folder: String, searching: Bool, reusing earlier: Searcher?,
    seen: (watch: CatalogueWatch, mark: CatalogueWatch.Mark)?
  ) throws(LibraryError) {
    self.folder = folder
    self.seen = seen
    var attempt = 1
    while true {
      let connection = try Connection(folder: folder, writable: false)
      guard try !connection.checkVersion() else { throw .noIndex(folder: folder) }
      let segments = try Self.snapshot(connection)
      do {
        engine =
          searching
          ? try Searcher(folder: folder, segments: segments, analyzer: SearchFold.version, reusing: earlier) : nil
        self.connection = connection
        self.segments = segments
        return
      } catch {
        if case .system(_, _, ENOENT) = error, attempt < Self.attempts {
          attempt += 1
          continue
        }
        throw Self.explain(error, folder: folder)
      }
    }
  }

  /// This value while nothing was committed since; else the index as it is now. For a process that lives long, such as a
  /// server that asks before each request: it costs two system calls while nothing changes, and after a commit only
  /// new segments are opened. Values handed out earlier stay as they are, and the files that they hold stay readable after
  /// their removal, so let go of them: an old snapshot also keeps the catalogue's write-ahead log from being cut.
  /// - Throws: as `init`; this value is good all the same.
  package func refreshed() throws(LibraryError) -> Library {
    var watch = seen?.watch
    var mark = try watch?.mark()
    if let mark, mark == seen?.mark { return self }
    if mark == nil {
      // Never watched, or the catalogue is another file now.
      watch = try CatalogueWatch(folder: folder)
      mark = try watch?.mark()
    }
    guard let watch, let mark else { throw .noIndex(folder: folder) }
    return try Library(folder: folder, searching: engine != nil, reusing: engine, seen: (watch, mark))
  }

  /// The search engine over this snapshot.
  package var searcher: Searcher {
    get throws(LibraryError) {
      if let engine { return engine }
      throw .index(.invalidName("index opened without its segments"))
    }
  }

  /// Begins the transaction that all later reads belong to and lists the live segments.
  private static func snapshot(_ connection: Connection) throws(LibraryError) -> [SegmentReference] {
    try connection.access { db in
      try db.execute(sql: "BEGIN DEFERRED")
      return try segments(db)
    }
  }

  static func segments(_ db: Database) throws -> [SegmentReference] {
    var deleted: [String: [UInt32]] = [:]
    let gone = try Row.fetchCursor(db, sql: "SELECT segment, document FROM deleted ORDER BY segment, document")
    while let row = try gone.next() {
      guard let name = row.text("segment"), let key = row.integer("document").flatMap(UInt32.init(exactly:)) else {
        continue
      }
      deleted[name, default: []].append(key)
    }
    return try String.fetchAll(db, sql: "SELECT name FROM segment ORDER BY name").map {
      SegmentReference(name: $0, deleted: deleted[$0] ?? [])
    }
  }

  private static func explain(_ error: IndexError, folder: String) -> LibraryError {
    if case .otherAnalyzer(_, let found, let expected) = error {
      return .otherAnalyzer(folder: folder, found: found, expected: expected)
    }
    return LibraryError(error)
  }

  func access<T>(_ body: (Database) throws -> T) throws(LibraryError) -> T { try connection.access(body) }

  /// How many documents have records that `pipeline` would make in another way.
  package func documents(notMadeBy pipeline: Pipeline) throws(LibraryError) -> Int {
    try access { db in
      try Int.fetchOne(db, sql: "SELECT count(*) FROM document WHERE pipeline <> ?", arguments: [pipeline.version]) ?? 0
    }
  }
}
