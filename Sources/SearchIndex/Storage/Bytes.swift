/// A range of a mapped file. Every read checks its bounds. It does not keep the file mapped: whoever holds it holds the
/// `MappedFile` too.
@safe struct Bytes: @unchecked Sendable {
  /// Kernels of this folder may use it after `require`.
  let base: UnsafeRawPointer
  let count: Int
  /// Offset of the first byte in the file.
  let origin: Int
  private let file: Unmanaged<MappedFile>

  init(base: UnsafeRawPointer, count: Int, origin: Int, file: MappedFile) {
    unsafe self.base = base
    self.count = count
    self.origin = origin
    unsafe self.file = Unmanaged.passUnretained(file)
  }

  private init(base: UnsafeRawPointer, count: Int, origin: Int, same: Unmanaged<MappedFile>) {
    unsafe self.base = base
    self.count = count
    self.origin = origin
    unsafe file = same
  }

  var path: String { unsafe file.takeUnretainedValue().path }

  /// An error that names a place in this range.
  @inline(never)
  func corrupt(_ at: Int, expected: String, found: String) -> IndexError {
    .corrupt(file: path, offset: origin + at, expected: expected, found: found)
  }

  @inline(never)
  private func outside(_ at: Int, _ size: Int) -> IndexError {
    corrupt(max(0, min(at, count)), expected: "\(size) bytes", found: "a part that ends after \(max(0, count - at))")
  }

  /// Proves that `size` bytes from `at` lie in the range.
  @inline(__always)
  func require(_ at: Int, _ size: Int) throws(IndexError) {
    guard at >= 0, size >= 0, at <= count, size <= count &- at else { throw outside(at, size) }
  }

  func part(_ at: Int, _ size: Int) throws(IndexError) -> Bytes {
    try require(at, size)
    return unsafe Bytes(base: base + at, count: size, origin: origin + at, same: file)
  }

  @inline(__always)
  private func load<T: FixedWidthInteger & BitwiseCopyable>(_ at: Int, _ type: T.Type) throws(IndexError) -> T {
    try require(at, MemoryLayout<T>.size)
    return unsafe T(littleEndian: base.loadUnaligned(fromByteOffset: at, as: type))
  }

  @inline(__always) func u8(_ at: Int) throws(IndexError) -> Int { Int(try load(at, UInt8.self)) }
  @inline(__always) func u16(_ at: Int) throws(IndexError) -> UInt16 { try load(at, UInt16.self) }
  @inline(__always) func u32(_ at: Int) throws(IndexError) -> UInt32 { try load(at, UInt32.self) }
  @inline(__always) func u64(_ at: Int) throws(IndexError) -> UInt64 { try load(at, UInt64.self) }

  /// An offset or a count: a 64-bit number that must fit.
  func size(_ at: Int) throws(IndexError) -> Int {
    let value = try u64(at)
    guard let size = Int(exactly: value) else { throw corrupt(at, expected: "a size", found: "\(value)") }
    return size
  }

  /// LEB128, at most five bytes. Advances `at`.
  @inline(__always)
  func varint(_ at: inout Int) throws(IndexError) -> Int {
    var value = 0
    var shift = 0
    while shift < 35 {
      let byte = try u8(at)
      at += 1
      value |= (byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    throw corrupt(at, expected: "a number of at most five bytes", found: "a sixth")
  }

  func array(_ at: Int, _ size: Int) throws(IndexError) -> [UInt8] {
    try require(at, size)
    return unsafe [UInt8](UnsafeRawBufferPointer(start: base + at, count: size))
  }

  /// The smallest byte; 0 if there is none.
  var least: UInt8 {
    let bytes = unsafe UnsafeRawBufferPointer(start: base, count: count)
    if count == 0 { return 0 }
    var least = UInt8.max
    for unsafe byte in unsafe bytes { least = min(least, byte) }
    return least
  }

  var checksum: UInt64 { unsafe Checksum.of(UnsafeRawBufferPointer(start: base, count: count)) }
}
