import Foundation
import PlanLibrary

/// The two streams: data to standard output, messages to standard error.
enum Console {
  static let outputIsTerminal = isatty(STDOUT_FILENO) == 1
  static let errorIsTerminal = isatty(STDERR_FILENO) == 1

  /// Whether data may be coloured: a terminal, and `NO_COLOR` is not set (no-color.org).
  static let colours =
    outputIsTerminal && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    && ProcessInfo.processInfo.environment["TERM"] != "dumb"

  /// Columns of the terminal, 100 when unknown.
  static var width: Int {
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 { return Int(size.ws_col) }
    return ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) }.map { max(40, $0) } ?? 100
  }

  static func error(_ line: String) {
    try? write(Array((line + "\n").utf8), to: STDERR_FILENO, path: "standard error")
  }

  static func line(_ line: String) throws(LibraryError) {
    try output(Array((line + "\n").utf8))
  }

  static func output(_ bytes: [UInt8]) throws(LibraryError) {
    try write(bytes, to: STDOUT_FILENO, path: "standard output")
  }

  /// All of `bytes`. A reader that went away (`| head`) ends the process by SIGPIPE, quietly.
  static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(LibraryError) {
    var at = 0
    while at < bytes.count {
      let n = bytes[at...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if n < 0 && errno == EINTR { continue }
      guard n >= 0 else {
        if errno == ENOSPC { throw .diskFull(path: path) }
        throw .system(path: path, operation: "write", errno: errno)
      }
      at += n
    }
  }

  /// Bold and coloured when colours are on.
  static func marked(_ text: String) -> String { colours ? "\u{1B}[1;31m\(text)\u{1B}[0m" : text }
  static func bold(_ text: String) -> String { colours ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
  static func dim(_ text: String) -> String { colours ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
}

/// A file that appears under its name only when it is complete. A symbolic link is followed; what is no regular file (a pipe, a
/// device) is written in place, for renaming over it would destroy it.
struct AtomicFile: ~Copyable {
  private let path: String
  /// Nil where the file is written in place.
  private let temporary: String?
  private var descriptor: Int32

  init(path: String) throws(LibraryError) {
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT != S_IFREG {
      self.path = path
      temporary = nil
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
    } else {
      let target = exists ? Self.resolved(path) : path
      let partial = target + ".tmp-\(getpid())"
      self.path = target
      temporary = partial
      descriptor = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    }
    if descriptor < 0 { throw Self.failure(path, "create") }
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private static func failure(_ path: String, _ operation: String) -> LibraryError {
    switch errno {
    case ENOSPC, EDQUOT: .diskFull(path: path)
    case EROFS, EACCES, EPERM: .readOnly(path: path)
    default: .system(path: path, operation: operation, errno: errno)
    }
  }

  func write(_ bytes: [UInt8]) throws(LibraryError) { try Console.write(bytes, to: descriptor, path: path) }

  /// Syncs the file and gives it its name.
  mutating func finish() throws(LibraryError) {
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS else { throw Self.failure(path, "fsync") }
    if let temporary, rename(temporary, path) != 0 { throw Self.failure(path, "rename") }
    close(descriptor)
    descriptor = -1
  }

  deinit {
    if descriptor >= 0 {
      close(descriptor)
      if let temporary { unlink(temporary) }
    }
  }
}

extension CommandLine {
  /// The command line as it was given, for the cards of workbooks.
  static var given: String { (["gangmu"] + arguments.dropFirst()).joined(separator: " ") }
}
