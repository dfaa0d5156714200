import Foundation
import GRDB

/// Tells when an index has changed, for a process that keeps a `Library` open. Safe to use from several threads.
package final class CatalogueWatch: Sendable {
  /// Which file the catalogue was, and how often others have committed to it. Equal marks mean that nothing was
  /// committed in between.
  package struct Mark: Sendable, Hashable {
    fileprivate let device: UInt64
    fileprivate let file: UInt64
    fileprivate let commits: Int
  }

  private let connection: Connection
  private let identity: Identity

  private struct Identity: Sendable, Hashable {
    let device: UInt64
    let file: UInt64

    init?(path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      device = UInt64(status.st_dev)
      file = UInt64(status.st_ino)
    }
  }

  /// - Throws: `noIndex`, `damagedCatalogue`, `sqlite`.
  package init(folder: String) throws(LibraryError) {
    guard let identity = Identity(path: Connection.path(in: folder)) else { throw .noIndex(folder: folder) }
    self.identity = identity
    connection = try Connection(folder: folder, writable: false)
  }

  /// The mark of this moment; nil when the file that was opened is no longer the one under its name, so that the index
  /// must be opened anew. Costs a look at the file and at the header of the write-ahead log.
  package func mark() throws(LibraryError) -> Mark? {
    guard Identity(path: connection.path) == identity else { return nil }
    let commits = try connection.access { db in try Int.fetchOne(db.cachedStatement(sql: "PRAGMA data_version")) ?? 0 }
    return Mark(device: identity.device, file: identity.file, commits: commits)
  }
}

extension Library {
  /// 16 hexadecimal digits that differ when what the index holds differs: a digest of its segments with their checksums,
  /// of what is deleted, of the numbers given out and of the sources.
  package func stateToken() throws(LibraryError) -> String {
    let lines = [
      "SELECT name || value FROM setting ORDER BY name",
      "SELECT name || checksum FROM segment ORDER BY name",
      "SELECT count(*) || ':' || coalesce(sum(document), 0) FROM deleted",
      "SELECT count(*) || ':' || coalesce(max(ingested_at), '') || ':' || coalesce(max(pipeline), '') FROM document",
      "SELECT count(*) || ':' || coalesce(sum(length(path) * document), 0) FROM source",
    ]
    return try access { db in
      // FNV-1a, 64 bits (Fowler, Noll and Vo).
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for sql in lines {
        for line in try String.fetchAll(db, sql: sql) {
          for byte in line.utf8 + [0x0A] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
      }
      let digits = String(hash, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }
  }
}
