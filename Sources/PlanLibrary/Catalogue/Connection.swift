import CPages
import Foundation
import GRDB
import SearchIndex

/// One connection to `catalogue.sqlite`. All that SQLite and the engine throw leaves here as a `LibraryError`.
package final class Connection: Sendable {
  package let folder: String
  package let path: String
  let queue: DatabaseQueue
  /// The layer that proves the checksum of every page, put under SQLite once in a process.
  private static let hasCheckedPages = gangmu_pages_register() == 0

  static let fileName = "catalogue.sqlite"

  static func path(in folder: String) -> String { folder + "/" + fileName }

  /// Opens an existing catalogue for reading, or one for writing, which is created if missing.
  init(folder: String, writable: Bool) throws(LibraryError) {
    self.folder = folder
    path = Self.path(in: folder)
    if !writable, !SourcePath.exists(path) { throw .noIndex(folder: folder) }
    var configuration = Configuration()
    configuration.readonly = !writable
    configuration.allowsUnsafeTransactions = true
    configuration.busyMode = .timeout(5)
    configuration.label = "catalogue"
    configuration.prepareDatabase { db in
      guard writable else { return }
      // Room for the checksums; without effect on a catalogue that exists.
      if let handle = db.sqliteConnection { _ = gangmu_pages_reserve(UnsafeMutableRawPointer(handle)) }
      // Rows of findings hold a sentence twice: with the usual 4096 bytes many would spill to a page of their own.
      try db.execute(sql: "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
    }
    guard Self.hasCheckedPages else { throw .sqlite(path: path, code: -1, message: "no layer of checked pages") }
    do {
      queue = try Self.open(path.hasPrefix("file:") ? "./" + path : path, configuration)
    } catch {
      let error = Self.translate(error, path: path)
      guard case .readOnly = error, !writable, let queue = Self.openImmutable(path, configuration) else { throw error }
      self.queue = queue
    }
  }

  /// Opens the file and reads from it once, since SQLite looks at it only then.
  private static func open(_ path: String, _ configuration: Configuration) throws -> DatabaseQueue {
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.read { db in _ = try Int.fetchOne(db, sql: "PRAGMA schema_version") }
    return queue
  }

  /// On a medium that cannot be written, WAL mode lacks its helper files; a catalogue without an unfinished log can be
  /// read without them, since nobody can change it (SQLite, “Read-Only Databases”).
  private static func openImmutable(_ path: String, _ configuration: Configuration) -> DatabaseQueue? {
    var status = stat()
    let hasLog = stat(path + "-wal", &status) == 0 && status.st_size > 0
    guard !hasLog, Foundation.access(path, R_OK) == 0, Foundation.access(path, W_OK) != 0,
      let escaped = SourcePath.absolute(path).addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)
    else { return nil }
    return try? open("file:" + escaped + "?immutable=1", configuration)
  }

  /// Runs `body` on the connection.
  func access<T>(_ body: (Database) throws -> T) throws(LibraryError) -> T {
    do {
      return try queue.unsafeReentrantRead(body)
    } catch {
      throw Self.translate(error, path: path)
    }
  }

  /// Runs `body` in one transaction: all of it or nothing.
  func transaction(_ body: (Database) throws -> Void) throws(LibraryError) {
    do {
      try queue.write(body)
    } catch {
      throw Self.translate(error, path: path)
    }
  }

  /// Refuses a catalogue of another schema. A new file has neither tables nor version.
  /// - Returns: whether the file is new.
  func checkVersion() throws(LibraryError) -> Bool {
    let (version, application, tables) = try access { db in
      (
        try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0, try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
        try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
      )
    }
    if version == 0, application == 0, tables == 0 { return true }
    guard application == Schema.application else {
      throw .damagedCatalogue(path: path, detail: "application id \(application) instead of \(Schema.application)")
    }
    guard version == Schema.version else {
      throw .otherSchema(path: path, found: version, expected: Schema.version)
    }
    return false
  }

  static func translate(_ error: any Error, path: String) -> LibraryError {
    if let error = error as? LibraryError { return error }
    if let error = error as? IndexError { return LibraryError(error) }
    guard let error = error as? DatabaseError else {
      return .sqlite(path: path, code: -1, message: "\(error)")
    }
    let message = error.message ?? "no message"
    let place = gangmu_pages_damaged_at()
    if error.resultCode == .SQLITE_IOERR, place >= 0 {
      return .damagedCatalogue(path: path, detail: "page at offset \(place): wrong checksum")
    }
    switch error.resultCode {
    case .SQLITE_FULL: return .diskFull(path: path)
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN: return .readOnly(path: path)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: return .damagedCatalogue(path: path, detail: message)
    default: return .sqlite(path: path, code: Int(error.extendedResultCode.rawValue), message: message)
    }
  }
}

extension LibraryError {
  /// The engine's error, its system errors told apart as far as the user can do something about them.
  init(_ error: IndexError) {
    switch error {
    case .system(_, let path, let code) where code == ENOSPC || code == EDQUOT: self = .diskFull(path: path)
    case .system(_, let path, let code) where code == EROFS || code == EACCES: self = .readOnly(path: path)
    default: self = .index(error)
    }
  }
}

extension Row {
  /// The value of a column, whatever it is; nothing in a damaged file makes these trap.
  func value(_ name: String) -> DatabaseValue { self[name] ?? .null }

  func text(_ name: String) -> String? {
    switch value(name).storage {
    case .string(let s): s
    case .int64(let i): String(i)
    case .double(let d): String(d)
    case .blob, .null: nil
    }
  }

  func integer(_ name: String) -> Int? {
    if case .int64(let i) = value(name).storage { return Int(i) }
    return nil
  }

  func bytes(_ name: String) -> [UInt8]? {
    if case .blob(let data) = value(name).storage { return [UInt8](data) }
    return nil
  }

  /// A list column: a JSON array of strings.
  func list(_ name: String) -> [String] {
    text(name).flatMap(JSONText.strings) ?? []
  }
}
