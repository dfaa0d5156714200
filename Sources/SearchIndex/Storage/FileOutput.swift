#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A segment file being written, part by part. It appears under its name only when `publish` has made every byte
/// durable; until then it has a temporary name, and is removed if given up.
final class FileOutput {
  let folder: String
  let path: String
  private let temporary: String
  private let descriptor: Int32
  private let buffer: Buffer<UInt8>
  private var filled = 0
  private var published = false
  private var sum = Checksum()
  private var partStart = 0
  /// Bytes written so far.
  private(set) var offset = 0
  private static let bufferSize = 1 << 20

  init(folder: String, name: String) throws(IndexError) {
    path = try SystemCall.path(folder: folder, name: name)
    self.folder = folder.isEmpty ? "." : folder
    if SystemCall.exists(path) { throw .exists(path: path) }
    temporary = path + ".partial"
    descriptor = try SystemCall.open(temporary, O_RDWR | O_CREAT | O_TRUNC, operation: "create")
    buffer = Buffer(uninitialized: Self.bufferSize)
  }

  deinit {
    SystemCall.close(descriptor)
    if !published { SystemCall.remove(temporary) }
  }

  func write(_ bytes: [UInt8]) throws(IndexError) {
    try write(from: bytes, count: bytes.count)
  }

  /// The first `count` values in memory order; all of ours are little-endian machines.
  func write<T: BitwiseCopyable>(_ values: borrowing Buffer<T>, count: Int) throws(IndexError) {
    try unsafe write(raw: UnsafeRawBufferPointer(start: values.base, count: count * MemoryLayout<T>.stride))
  }

  func write<T: BitwiseCopyable>(from values: [T], count: Int) throws(IndexError) {
    var failure: IndexError?
    unsafe values.withUnsafeBytes { raw in
      do throws(IndexError) {
        try unsafe write(raw: UnsafeRawBufferPointer(rebasing: raw[..<(count * MemoryLayout<T>.stride)]))
      } catch { failure = error }
    }
    if let failure { throw failure }
  }

  private func write(raw: UnsafeRawBufferPointer) throws(IndexError) {
    guard let base = raw.baseAddress else { return }
    var at = 0
    while at < raw.count {
      let size = min(raw.count - at, Self.bufferSize - filled)
      unsafe UnsafeMutableRawPointer(buffer.base + filled).copyMemory(from: base + at, byteCount: size)
      filled += size
      at += size
      if filled == Self.bufferSize { try flush() }
    }
    offset += raw.count
  }

  private func flush() throws(IndexError) {
    let raw = unsafe UnsafeRawBufferPointer(start: buffer.base, count: filled)
    unsafe sum.add(raw)
    try unsafe SystemCall.write(descriptor, raw, path: temporary)
    filled = 0
  }

  /// Starts a part at the present offset, which is a multiple of 8.
  func beginPart() throws(IndexError) {
    try flush()
    sum = Checksum()
    partStart = offset
  }

  /// Ends the part with zeros up to the next multiple of 8.
  /// - Returns: where it starts, its length without the zeros, and the checksum with them.
  func endPart() throws(IndexError) -> (offset: Int, length: Int, checksum: UInt64) {
    let length = offset - partStart
    try write([UInt8](repeating: 0, count: -offset & 7))
    try flush()
    return (partStart, length, sum.value)
  }

  /// Writes what is buffered, syncs the file, gives it its name and syncs the folder. Never replaces a file.
  func publish() throws(IndexError) {
    try flush()
    try SystemCall.sync(descriptor, operation: "sync", path: temporary)
    if SystemCall.exists(path) { throw .exists(path: path) }
    try SystemCall.rename(temporary, to: path)
    published = true
    try SystemCall.syncFolder(folder)
  }
}
