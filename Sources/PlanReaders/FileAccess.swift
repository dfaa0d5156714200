import Foundation

/// The system's words for an errno value.
func systemMessage(_ code: Int32) -> String {
  guard let words = strerror(code) else { return "errno \(code)" }
  return String(cString: words)
}

/// Reading of whole files with the size checked first, so that a file over the limit is refused unread.
enum FileAccess {
  /// The bytes of the regular file at `path`.
  static func bytes(of path: String, limit: Int) throws(ReadError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure(path, errno) }
    defer { close(descriptor) }
    let size = try regularSize(descriptor, path)
    guard size <= limit else { throw .tooLarge(path: path, bytes: size, limit: limit) }
    return try read(descriptor, path: path, limit: limit, expected: size)
  }

  /// The first bytes of the regular file at `path`.
  static func head(of path: String, count: Int) throws(ReadError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure(path, errno) }
    defer { close(descriptor) }
    _ = try regularSize(descriptor, path)
    var bytes = [UInt8](repeating: 0, count: count)
    let n = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
    guard n >= 0 else { throw .unreadable(path: path, code: errno) }
    return Array(bytes[..<n])
  }

  /// The length of the regular file at `path`.
  static func size(of path: String) throws(ReadError) -> Int {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure(path, errno) }
    defer { close(descriptor) }
    return try regularSize(descriptor, path)
  }

  private static func regularSize(_ descriptor: Int32, _ path: String) throws(ReadError) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(path: path, code: errno) }
    if let found = kind(status.st_mode) { throw .notRegular(path: path, found: found) }
    return Int(status.st_size)
  }

  /// The bytes of standard input.
  static func standardInput(limit: Int) throws(ReadError) -> [UInt8] {
    try read(STDIN_FILENO, path: "-", limit: limit, expected: 1 << 16)
  }

  private static func read(_ descriptor: Int32, path: String, limit: Int, expected: Int) throws(ReadError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(expected)
    var chunk = [UInt8](repeating: 0, count: min(max(expected, 1 << 12), 1 << 20) + 1)
    while true {
      let n = chunk.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) }
      if n < 0 && errno == EINTR { continue }
      guard n >= 0 else { throw .unreadable(path: path, code: errno) }
      if n == 0 { return bytes }
      guard bytes.count <= limit - n else { throw .tooLarge(path: path, bytes: nil, limit: limit) }
      bytes.append(contentsOf: chunk[0..<n])
    }
  }

  static func failure(_ path: String, _ code: Int32) -> ReadError {
    code == ENOENT || code == ENOTDIR ? .missing(path: path) : .unreadable(path: path, code: code)
  }

  /// What a file is when it is no regular file.
  static func kind(_ mode: mode_t) -> FileKind? {
    switch mode & S_IFMT {
    case S_IFREG: nil
    case S_IFDIR: .folder
    case S_IFIFO: .pipe
    case S_IFSOCK: .socket
    default: .device
    }
  }
}
