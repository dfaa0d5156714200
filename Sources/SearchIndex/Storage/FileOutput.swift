#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file being written. It appears under its name only when `publish` has made every byte durable;
/// until then it has a temporary name, and is removed if given up.
final class FileOutput {
  let folder: String
  let path: String
  private let temporary: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var published = false
  /// Bytes written so far.
  private(set) var offset = 0
  private static let bufferSize = 1 << 18

  init(folder: String, name: String) throws(IndexError) {
    path = try SystemCall.path(folder: folder, name: name)
    self.folder = folder.isEmpty ? "." : folder
    if SystemCall.exists(path) { throw .exists(path: path) }
    temporary = path + ".partial"
    descriptor = try SystemCall.open(temporary, O_RDWR | O_CREAT | O_TRUNC, operation: "create")
    buffer.reserveCapacity(Self.bufferSize)
  }

  deinit {
    SystemCall.close(descriptor)
    if !published { SystemCall.remove(temporary) }
  }

  func write(_ bytes: [UInt8]) throws(IndexError) {
    offset += bytes.count
    if buffer.count + bytes.count > Self.bufferSize { try flush() }
    if bytes.count >= Self.bufferSize { try put(bytes) } else { buffer.append(contentsOf: bytes) }
  }

  private func flush() throws(IndexError) {
    try put(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  private func put(_ bytes: [UInt8]) throws(IndexError) {
    var done = 0
    while done < bytes.count {
      let written = unsafe bytes.withUnsafeBytes { raw in
        unsafe Glibc.write(descriptor, raw.baseAddress.map { unsafe $0 + done }, raw.count - done)
      }
      if written > 0 {
        done += written
      } else if written == 0 || errno != EINTR {
        throw SystemCall.failure("write", temporary)
      }
    }
  }

  /// Writes what is buffered, syncs the file, gives it its name and syncs the folder.
  func publish() throws(IndexError) {
    try flush()
    if fsync(descriptor) != 0 { throw SystemCall.failure("sync", temporary) }
    // A link fails where a rename would replace: a segment that is there already is never overwritten.
    if unsafe link(temporary, path) != 0 {
      if errno == EEXIST { throw .exists(path: path) }
      if unsafe rename(temporary, path) != 0 { throw SystemCall.failure("rename", temporary) }
      published = true
    }
    if !published { SystemCall.remove(temporary) }
    published = true
    try SystemCall.syncFolder(folder)
  }
}
