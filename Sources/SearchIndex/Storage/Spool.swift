#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A nameless temporary file: what the writer cannot keep in memory goes there and is read back once, in order.
final class Spool {
  private let descriptor: Int32
  private let path: String
  private let buffer: Buffer<UInt8>
  private var filled = 0
  /// Bytes written so far.
  private(set) var count = 0
  private static let bufferSize = 1 << 20

  /// - Parameter path: used for a moment only; the file has no name once it is open.
  init(path: String) throws(IndexError) {
    self.path = path
    descriptor = try SystemCall.open(path, O_RDWR | O_CREAT | O_TRUNC, operation: "create")
    SystemCall.remove(path)
    buffer = Buffer(uninitialized: Self.bufferSize)
  }

  deinit { SystemCall.close(descriptor) }

  func append<T: BitwiseCopyable>(_ values: borrowing Buffer<T>, count items: Int) throws(IndexError) {
    let raw = unsafe UnsafeRawBufferPointer(start: values.base, count: items * MemoryLayout<T>.stride)
    if raw.count > Self.bufferSize - filled { try flush() }
    count += raw.count
    if raw.count >= Self.bufferSize {
      try unsafe SystemCall.write(descriptor, raw, path: path)
    } else if let from = raw.baseAddress {
      unsafe UnsafeMutableRawPointer(buffer.base + filled).copyMemory(from: from, byteCount: raw.count)
      filled += raw.count
    }
  }

  func flush() throws(IndexError) {
    try unsafe SystemCall.write(descriptor, UnsafeRawBufferPointer(start: buffer.base, count: filled), path: path)
    filled = 0
  }

  /// Fills `items` values from a byte offset; everything must have been flushed.
  func read<T: BitwiseCopyable>(
    at offset: Int, into target: borrowing Buffer<T>, from first: Int = 0, count items: Int
  ) throws(IndexError) {
    let raw = unsafe UnsafeMutableRawBufferPointer(
      start: target.base + first, count: items * MemoryLayout<T>.stride)
    try unsafe SystemCall.read(descriptor, into: raw, at: offset, path: path)
  }
}
