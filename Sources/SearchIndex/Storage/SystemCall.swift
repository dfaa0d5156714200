#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Thin typed-throwing wrappers of the system calls that the engine needs.
enum SystemCall {
  /// The text of an errno value.
  static func message(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "unknown error" }
    return unsafe String(cString: text)
  }

  static func failure(_ operation: String, _ path: String) -> IndexError {
    .system(operation: operation, path: path, code: errno)
  }

  /// Opens, retrying when a signal interrupts.
  static func open(_ path: String, _ flags: Int32, mode: mode_t = 0o644, operation: String) throws(IndexError) -> Int32
  {
    try FileFaults.check(flags & O_CREAT != 0 ? .create : .open, operation, path)
    while true {
      let descriptor = openFile(path, flags | O_CLOEXEC, mode)
      if descriptor >= 0 { return descriptor }
      if errno != EINTR { throw failure(operation, path) }
    }
  }

  private static func openFile(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 {
    unsafe path.withCString { unsafe Glibc.open($0, flags, mode) }
  }

  static func close(_ descriptor: Int32) { _ = Glibc.close(descriptor) }

  /// Makes the names in a folder durable.
  static func syncFolder(_ folder: String) throws(IndexError) {
    let descriptor = try open(folder, O_RDONLY | O_DIRECTORY, operation: "open folder")
    defer { close(descriptor) }
    try sync(descriptor, operation: "sync folder", path: folder)
  }

  /// Makes what was written to a file or folder durable.
  static func sync(_ descriptor: Int32, operation: String, path: String) throws(IndexError) {
    try FileFaults.check(.sync, operation, path)
    if fsync(descriptor) != 0 { throw failure(operation, path) }
  }

  /// Gives a file its name.
  static func rename(_ path: String, to name: String) throws(IndexError) {
    try FileFaults.check(.rename, "rename", path)
    if unsafe Glibc.rename(path, name) != 0 { throw failure("rename", path) }
  }

  /// Names without a slash, not hidden, not empty.
  static func path(folder: String, name: String) throws(IndexError) -> String {
    guard !name.isEmpty, !name.hasPrefix("."), !name.utf8.contains(0x2F), !name.utf8.contains(0) else {
      throw .invalidName(name)
    }
    return folder.isEmpty ? name : folder + "/" + name
  }

  /// Writes all of it.
  static func write(_ descriptor: Int32, _ raw: UnsafeRawBufferPointer, path: String) throws(IndexError) {
    guard let base = raw.baseAddress else { return }
    var done = 0
    while done < raw.count {
      try FileFaults.check(.write, "write", path)
      let written = unsafe Glibc.write(descriptor, base + done, raw.count - done)
      if written > 0 {
        done += written
      } else if written == 0 || errno != EINTR {
        throw failure("write", path)
      }
    }
  }

  /// Reads all of `raw` from an offset.
  static func read(
    _ descriptor: Int32, into raw: UnsafeMutableRawBufferPointer, at offset: Int, path: String
  ) throws(IndexError) {
    guard let base = raw.baseAddress else { return }
    var done = 0
    while done < raw.count {
      try FileFaults.check(.read, "read", path)
      let got = unsafe pread(descriptor, base + done, raw.count - done, off_t(offset + done))
      if got > 0 {
        done += got
      } else if got == 0 {
        throw .corrupt(
          file: path, offset: offset + done, expected: "\(raw.count - done) bytes", found: "the end of the file")
      } else if errno != EINTR {
        throw failure("read", path)
      }
    }
  }

  static func exists(_ path: String) -> Bool {
    unsafe access(path, F_OK) == 0
  }

  static func remove(_ path: String) { _ = unsafe unlink(path) }
}
