import Foundation
import GRDB

/// What the catalogue held when the run began.
struct StoredSources: Sendable {
  struct Document: Sendable {
    let key: UInt32
    let pipeline: String
    let overrides: String
    /// By path.
    var sources: [String: SourceRecord]
  }

  /// By id.
  var documents: [String: Document] = [:]
  /// Path → id.
  private(set) var idByPath: [String: String] = [:]
  /// What could not be read, by location.
  private(set) var failures: [String: FailedSource] = [:]
  private var pathByLocation: [String: String] = [:]
  private var overrides = MetadataOverrides()

  init(writer: LibraryWriter) throws(LibraryError) {
    let rows = try writer.connection.access { db in
      (
        try Row.fetchAll(db, sql: "SELECT key, id, pipeline, overrides FROM document"),
        try Row.fetchAll(
          db,
          sql: """
            SELECT id, path, source.sha256 AS sha256, location FROM source
            JOIN document ON document.key = source.document
            """), try Row.fetchAll(db, sql: "SELECT file, field, value FROM override"), try FailedSource.stored(db)
      )
    }
    for row in rows.0 {
      guard let id = row.text("id"), let key = row.integer("key").flatMap(UInt32.init(exactly:)) else { continue }
      documents[id] = Document(
        key: key, pipeline: row.text("pipeline") ?? "", overrides: row.text("overrides") ?? "", sources: [:])
    }
    for row in rows.1 {
      guard let id = row.text("id"), let path = row.text("path") else { continue }
      let source = SourceRecord(path: path, sha256: row.text("sha256") ?? "", location: row.text("location") ?? "")
      documents[id]?.sources[path] = source
      idByPath[path] = id
      pathByLocation[source.location] = path
    }
    var values: [String: [String: String]] = [:]
    for row in rows.2 {
      guard let file = row.text("file"), let field = row.text("field") else { continue }
      values[file, default: [:]][field] = row.text("value")
    }
    overrides = MetadataOverrides(rows: values)
    failures = rows.3
  }

  /// All sources, by path.
  var sources: [SourceRecord] {
    documents.values.flatMap { $0.sources.values }.sorted { $0.path < $1.path }
  }

  /// Under which name the file at `path` is kept. A file known under another spelling keeps that one; a path that
  /// already names another file (seen from another working folder) is made absolute.
  func place(of path: String, id: String) -> (path: String, location: String) {
    if path == "-" { return ("-/" + id, "-/" + id) }
    let location = SourcePath.absolute(path)
    if let known = pathByLocation[location] { return (known, location) }
    if let other = idByPath[path].flatMap({ documents[$0]?.sources[path] }), SourcePath.exists(other.location) {
      return (location, location)
    }
    return (path, location)
  }

  /// What the user's table sets for a document with this id that is (also) found at `path`: the first of its paths
  /// that the table names decides.
  func overrides(for path: String, id: String) -> [String: String] {
    let paths = Set(documents[id].map { Array($0.sources.keys) } ?? []).union([path]).sorted()
    for path in paths {
      if let values = overrides.values(for: path), !values.isEmpty { return values }
    }
    return [:]
  }
}

/// Paths as text: nothing here follows links.
enum SourcePath {
  /// Without `./`, doubled and trailing slashes.
  static func normalized(_ path: String) -> String {
    if path == "-" { return path }
    let parts = path.split(separator: "/").filter { $0 != "." }
    let joined = parts.joined(separator: "/")
    if path.hasPrefix("/") { return "/" + joined }
    return joined.isEmpty ? "." : joined
  }

  /// From the root, `..` resolved.
  static func absolute(_ path: String) -> String {
    let full = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    var parts: [Substring] = []
    for part in full.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 || (errno != ENOENT && errno != ENOTDIR)
  }

  /// The regular file that `location` would have to lie in, as the entry of an archive does.
  static func fileAround(_ location: String) -> String? {
    var path = location[...]
    while let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      path = path[..<slash]
      var status = stat()
      if stat(String(path), &status) == 0 { return status.st_mode & S_IFMT == S_IFREG ? String(path) : nil }
    }
    return nil
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
