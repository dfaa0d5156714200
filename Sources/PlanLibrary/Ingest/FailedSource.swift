import GRDB
import PlanReaders

/// A file that could not be read when it was last looked at.
package struct FailedSource: Sendable, Hashable {
  /// As it was given.
  package let path: String
  /// What is wrong and what to do.
  package let reason: Localized

  init(path: String, reason: Localized) {
    self.path = path
    self.reason = reason
  }

  init(_ error: ReadError) {
    let (zh, en) = error.message
    self.init(path: error.path, reason: Localized(zh: zh, en: en))
  }

  /// By location, the path made absolute.
  static func stored(_ db: Database) throws -> [String: FailedSource] {
    try Row.fetchAll(db, sql: "SELECT location, path, reason_zh, reason_en FROM failure").reduce(into: [:]) { out, row in
      guard let location = row.text("location"), let path = row.text("path") else { return }
      out[location] = FailedSource(
        path: path, reason: Localized(zh: row.text("reason_zh") ?? "", en: row.text("reason_en") ?? ""))
    }
  }
}

extension Library {
  /// Files that could not be read, by path.
  package func failures() throws(LibraryError) -> [FailedSource] {
    try access { db in try FailedSource.stored(db).values.sorted { $0.path < $1.path } }
  }
}
