import Foundation

/// The right to write an index folder, held while the value lives. The lock is the kernel's (`flock`), so it ends with
/// the process, however that ends; the file only says who holds it.
struct WriterLock: ~Copyable {
  static let fileName = "writer.lock"
  private let descriptor: Int32

  /// - Throws: `locked` with the holder's process id, `readOnly`, `diskFull`, `system`.
  init(folder: String) throws(LibraryError) {
    let path = folder + "/" + Self.fileName
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.failure(path: path, operation: "open", errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      defer { close(descriptor) }
      guard code == EWOULDBLOCK else { throw Self.failure(path: path, operation: "flock", code) }
      throw .locked(folder: folder, pid: Self.holder(descriptor))
    }
    // The process id is for people only: failing to write it is no reason to stop.
    // First written, then cut off: whoever looks meanwhile finds a number.
    let text = Array("\(getpid())\n".utf8)
    if pwrite(descriptor, text, text.count, 0) == text.count { _ = ftruncate(descriptor, off_t(text.count)) }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// The process in the file, if it lives: another program that holds the lock (`flock`, for a backup) writes none.
  private static func holder(_ descriptor: Int32) -> Int? {
    var buffer = [UInt8](repeating: 0, count: 32)
    let count = pread(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { return nil }
    guard let pid = Int32(String(decoding: buffer[..<count].prefix { $0 != 0x0A }, as: UTF8.self)), pid > 0,
      kill(pid, 0) == 0 || errno == EPERM
    else { return nil }
    return Int(pid)
  }

  static func failure(path: String, operation: String, _ code: Int32) -> LibraryError {
    switch code {
    case ENOSPC, EDQUOT: .diskFull(path: path)
    case EROFS, EACCES, EPERM: .readOnly(path: path)
    default: .system(path: path, operation: operation, errno: code)
    }
  }
}
