import Foundation

/// The files of an index folder: their names, and the removal of those that nobody needs.
enum IndexFolder {
  static func make(_ folder: String) throws(LibraryError) {
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

  static func segmentName(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 6 - digits.count)) + digits + ".segment"
  }

  /// Segments (`000001.segment`) and their temporaries (`000001.segment.…`, `.000001.segment…`).
  static func isOurs(_ name: String) -> Bool {
    guard let range = name.range(of: ".segment") else { return false }
    let stem = name[..<range.lowerBound].drop { $0 == "." }
    return stem.count >= 6 && stem.allSatisfy { $0.isASCII && $0.isNumber }
  }

  /// Removes files of ours that are not among the live ones: what a run that was killed, or one whose last step was to
  /// remove them, left. Only the holder of the writer's lock may call this, before it writes anything. A reader that has
  /// such a file mapped keeps it.
  static func sweep(_ folder: String, keeping live: Set<String>) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where !live.contains(name) && isOurs(name) { remove(name, in: folder) }
  }

  static func remove(_ name: String, in folder: String) { unlink(folder + "/" + name) }
}
