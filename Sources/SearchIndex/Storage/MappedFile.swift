import CSearchKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A whole file mapped for reading. Segments are immutable: nobody may shorten a file that is mapped. Who does so all the same,
/// and a disk that fails, make what is lost read as zeros and `requireIntact` throw; they do not end the process.
@safe final class MappedFile: @unchecked Sendable {
  let path: String
  let count: Int
  private let base: UnsafeMutableRawPointer
  private let device: dev_t
  private let node: ino_t
  private let guardian: OpaquePointer?

  init(path: String) throws(IndexError) {
    let descriptor = try SystemCall.open(path, O_RDONLY, operation: "open")
    defer { SystemCall.close(descriptor) }
    var status = stat()
    if unsafe fstat(descriptor, &status) != 0 { throw SystemCall.failure("examine", path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .corrupt(file: path, offset: 0, expected: "a regular file", found: "file mode \(status.st_mode & S_IFMT)")
    }
    let size = Int(status.st_size)
    guard size > 0 else {
      throw .corrupt(file: path, offset: 0, expected: "a segment", found: "an empty file")
    }
    try FileFaults.check(.map, "map", path)
    guard let address = unsafe mmap(nil, size, PROT_READ, MAP_SHARED, descriptor, 0), unsafe address != MAP_FAILED
    else {
      throw SystemCall.failure("map", path)
    }
    self.path = path
    count = size
    device = status.st_dev
    node = status.st_ino
    unsafe base = address
    unsafe guardian = sk_guard_begin(address, size)
  }

  /// Proves that all that was read so far came from the file. To be asked behind the last reading that a result needs.
  func requireIntact() throws(IndexError) {
    let lost = unsafe sk_guard_lost(guardian)
    if lost == Int(bitPattern: UInt.max) { return }
    throw .corrupt(
      file: path, offset: lost, expected: "\(count) bytes, as when it was opened",
      found: "a page that can no longer be read (the file was shortened, or its disk fails)")
  }

  /// Whether the name still leads to this file, whole as it was, and not to another that took its place.
  var isCurrent: Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_dev == device && status.st_ino == node
      && status.st_size == count && sk_guard_lost(guardian) == Int(bitPattern: UInt.max)
  }

  deinit {
    unsafe sk_guard_end(guardian)
    _ = unsafe munmap(base, count)
  }

  /// All of the file.
  var bytes: Bytes { unsafe Bytes(base: UnsafeRawPointer(base), count: count, origin: 0, file: self) }
}
