#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A whole file mapped for reading. Segments are immutable: nobody may shorten a file that is mapped.
@safe final class MappedFile: @unchecked Sendable {
  let path: String
  let count: Int
  private let base: UnsafeMutableRawPointer
  private let device: dev_t
  private let node: ino_t

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
  }

  /// Whether the name still leads to this file, and not to another that took its place.
  var isCurrent: Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_dev == device && status.st_ino == node
  }

  deinit { _ = unsafe munmap(base, count) }

  /// All of the file.
  var bytes: Bytes { unsafe Bytes(base: UnsafeRawPointer(base), count: count, origin: 0, file: self) }
}
