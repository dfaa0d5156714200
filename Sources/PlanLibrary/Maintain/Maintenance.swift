import Foundation
import GRDB
import PlanText
import SearchIndex

/// What `stats` prints.
package struct LibraryStatistics: Sendable {
  package var documents = 0
  package var sources = 0
  /// Files that could not be read.
  package var failures = 0
  package var characters = 0
  package var passages = 0
  package var records: [(kind: ExportKind, count: Int)] = []
  package var segments = 0
  package var deletedDocuments = 0
  package var segmentBytes = 0
  package var catalogueBytes = 0
  package var textBytes = 0
  package var levels: [(name: String, count: Int)] = []
  package var kinds: [(name: String, count: Int)] = []
  /// What records were made with: fold, rules and lexicons.
  package var versions: [(name: String, count: Int)] = []
  package init() {}
}

extension Library {
  package func statistics() throws(LibraryError) -> LibraryStatistics {
    var out = LibraryStatistics()
    out.documents = try number("SELECT count(*) FROM document")
    out.sources = try number("SELECT count(*) FROM source")
    out.failures = try number("SELECT count(*) FROM failure")
    out.characters = try number("SELECT coalesce(sum(characters), 0) FROM document")
    out.passages = try number("SELECT count(*) FROM passage")
    out.segments = try number("SELECT count(*) FROM segment")
    out.deletedDocuments = try number("SELECT count(*) FROM deleted")
    out.segmentBytes = try number("SELECT coalesce(sum(bytes), 0) FROM segment")
    out.catalogueBytes = try number("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
    out.textBytes = try number("SELECT coalesce(sum(bytes), 0) FROM source_text")
    for kind in ExportKind.allCases where kind != .documents {
      out.records.append((kind, try number("SELECT count(*) FROM \(kind.table)")))
    }
    out.levels = try groups("level")
    out.kinds = try groups("kind")
    out.versions = try groups("pipeline")
    return out
  }

  private func number(_ sql: String) throws(LibraryError) -> Int {
    try access { db in try Int.fetchOne(db, sql: sql) ?? 0 }
  }

  private func groups(_ column: String) throws(LibraryError) -> [(name: String, count: Int)] {
    try access { db in
      try Row.fetchAll(
        db,
        sql: "SELECT coalesce(\(column), '') AS name, count(*) AS n FROM document GROUP BY 1 ORDER BY n DESC, name"
      ).map { ($0.text("name") ?? "", $0.integer("n") ?? 0) }
    }
  }
}

/// Commands that change an index without reading files.
package enum Maintenance {
  /// Merges all segments into one and gives freed pages back.
  /// - Returns: bytes of the folder before and after.
  package static func compact(folder: String) throws(LibraryError) -> (before: Int, after: Int) {
    try requireIndex(folder)
    let writer = try LibraryWriter(folder: folder)
    let before = size(of: folder)
    _ = try writer.mergeAll()
    try writer.vacuum()
    return (before, size(of: folder))
  }

  /// Takes documents out of the index; their files are not touched.
  /// - Parameter names: as for `show`. All of them are looked up before the first is removed.
  package static func remove(_ names: [String], folder: String) throws(LibraryError) -> [DocumentSummary] {
    try requireIndex(folder)
    let writer = try LibraryWriter(folder: folder)
    let library = try Library(folder: folder, searching: false)
    var found: [DocumentSummary] = []
    for name in names {
      let document = try library.document(named: name)
      if !found.contains(document) { found.append(document) }
    }
    for document in found { writer.remove(document: document.key) }
    try writer.commit()
    return found
  }

  /// A writer would create what is missing; these commands must not.
  static func requireIndex(_ folder: String) throws(LibraryError) {
    if !SourcePath.exists(Connection.path(in: folder)) { throw .noIndex(folder: folder) }
  }

  private static func size(of folder: String) -> Int {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.reduce(0) { sum, name in
      var status = stat()
      return stat(folder + "/" + name, &status) == 0 ? sum + Int(status.st_size) : sum
    }
  }
}

extension LibraryWriter {
  /// Gives pages that nothing uses back to the file system.
  func vacuum() throws(LibraryError) {
    do {
      try connection.queue.writeWithoutTransaction { db in
        try db.execute(sql: "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")
      }
    } catch {
      throw Connection.translate(error, path: connection.path)
    }
  }
}
