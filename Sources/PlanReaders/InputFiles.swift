import Foundation

/// A file to read, as the user gave it: a path, or a folder as given plus the way inside it. `-` is standard input.
package struct InputFile: Sendable, Hashable {
  package let path: String

  package init(path: String) { self.path = path }
}

/// The files that `paths` stand for: files as they are, folders with all files below them.
///
/// Sorted by path (by bytes), each path once. Files and folders whose names start with a dot are skipped; symbolic
/// links are followed to files inside of the same folder only, never to folders. What cannot be listed is a failure
/// and does not stop the rest.
package func inputFiles(_ paths: [String], limits: ReaderLimits = ReaderLimits())
  -> (files: [InputFile], failures: [ReadError])
{
  var found: Set<String> = []
  var failures: [ReadError] = []
  for path in paths {
    if path == "-" {
      found.insert(path)
      continue
    }
    var status = stat()
    guard stat(path, &status) == 0 else {
      failures.append(FileAccess.failure(path, errno))
      continue
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      FolderWalk(root: path).collect(into: &found, &failures)
    } else {
      found.insert(path)
    }
  }
  let files = found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map(InputFile.init(path:))
  return (files, failures)
}

/// Lists the files below one folder.
private struct FolderWalk {
  let root: String

  func collect(into files: inout Set<String>, _ failures: inout [ReadError]) {
    var folders = [root]
    while let folder = folders.popLast() {
      guard let names = entries(of: folder) else {
        failures.append(FileAccess.failure(folder, errno))
        continue
      }
      for name in names where !name.hasPrefix(".") {
        let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
        var status = stat()
        guard lstat(path, &status) == 0 else {
          failures.append(FileAccess.failure(path, errno))
          continue
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: folders.append(path)
        case S_IFREG: files.insert(path)
        case S_IFLNK: follow(path, &files, &failures)
        default: failures.append(.notRegular(path: path, found: FileAccess.kind(status.st_mode) ?? .device))
        }
      }
    }
  }

  /// A link counts as a file when it leads to a regular file inside of the folder.
  private func follow(_ path: String, _ files: inout Set<String>, _ failures: inout [ReadError]) {
    guard let target = realPath(path), let base = realPath(root) else {
      failures.append(.missing(path: path))
      return
    }
    var status = stat()
    guard stat(target, &status) == 0 else {
      failures.append(FileAccess.failure(path, errno))
      return
    }
    let inside = target.hasPrefix(base.hasSuffix("/") ? base : base + "/")
    if !inside {
      failures.append(.outsideFolder(path: path, target: target))
    } else if status.st_mode & S_IFMT == S_IFREG {
      files.insert(path)
    }
  }

  private func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Names in `folder`; nil when it cannot be listed.
  private func entries(of folder: String) -> [String]? {
    guard let directory = opendir(folder) else { return nil }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }
}
