import CZlib

/// A ZIP archive that is written from front to back, so that it can go to a pipe or a network: sizes and checksums stand
/// behind the bytes of each entry (PKWARE APPNOTE 6.3.10, 4.3.9, bit 3). Dates are fixed: equal entries are equal bytes.
///
/// The bytes collect in `pending`; whoever drives the writer takes them from there.
final class ZipStream {
  private struct Entry {
    let name: [UInt8]
    let offset: UInt32
    let checksum: UInt32
    let packed: UInt32
    let plain: UInt32
  }

  private(set) var pending: [UInt8] = []
  /// Bytes handed out before `pending`.
  private var written = 0
  private var entries: [Entry] = []
  private var open: (name: [UInt8], offset: Int, start: Int, deflater: Deflater)?
  /// Sizes and offsets of plain ZIP have 32 bits.
  static let most = Int(UInt32.max) - 1
  /// 1980-01-01, the first day that the format knows.
  private static let date: [UInt8] = [0, 0, 0x21, 0]
  /// Sizes follow the bytes; names are UTF-8.
  private static let flags: UInt16 = 0x0808

  /// Takes the bytes that are ready.
  func take() -> [UInt8] {
    defer {
      written += pending.count
      pending = []
    }
    return pending
  }

  /// - Throws: `system` when zlib has no memory, `usage` when the archive outgrows the format.
  func begin(_ name: String) throws(LibraryError) {
    let name = Array(name.utf8)
    let offset = written + pending.count
    pending += Self.u32(0x0403_4B50) + Self.u16(20) + Self.u16(Self.flags) + Self.u16(8) + Self.date
    pending += Self.u32(0) + Self.u32(0) + Self.u32(0) + Self.u16(UInt16(name.count)) + Self.u16(0) + name
    open = (name, offset, written + pending.count, try Deflater())
  }

  func append(_ bytes: [UInt8]) throws(LibraryError) {
    try open?.deflater.append(bytes, to: &pending)
  }

  func end() throws(LibraryError) {
    guard let entry = open else { return }
    try entry.deflater.finish(to: &pending)
    let packed = written + pending.count - entry.start
    guard entry.offset < Self.most, packed < Self.most, entry.deflater.count < Self.most else { throw Self.tooLarge }
    let done = Entry(
      name: entry.name, offset: UInt32(entry.offset), checksum: entry.deflater.checksum, packed: UInt32(packed),
      plain: UInt32(entry.deflater.count))
    pending += Self.u32(0x0807_4B50) + Self.u32(done.checksum) + Self.u32(done.packed) + Self.u32(done.plain)
    entries.append(done)
    open = nil
  }

  /// The list of entries that closes an archive.
  func finish() throws(LibraryError) {
    let start = written + pending.count
    guard start < Self.most, entries.count < 65535 else { throw Self.tooLarge }
    for entry in entries {
      pending += Self.u32(0x0201_4B50) + Self.u16(20) + Self.u16(20) + Self.u16(Self.flags) + Self.u16(8) + Self.date
      pending += Self.u32(entry.checksum) + Self.u32(entry.packed) + Self.u32(entry.plain)
      pending += Self.u16(UInt16(entry.name.count)) + [UInt8](repeating: 0, count: 12) + Self.u32(entry.offset)
      pending += entry.name
    }
    let size = written + pending.count - start
    let count = UInt16(entries.count)
    pending += Self.u32(0x0605_4B50) + Self.u16(0) + Self.u16(0) + Self.u16(count) + Self.u16(count)
    pending += Self.u32(UInt32(size)) + Self.u32(UInt32(start)) + Self.u16(0)
  }

  private static let tooLarge = LibraryError.usage(
    Localized(
      zh: "工作簿超过 4 GB，写不成 xlsx；请用 --where 分开导出，或用 csv", en: "the workbook would exceed 4 GB; export in parts with --where, or as csv"))

  private static func u16(_ value: UInt16) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8)] }

  private static func u32(_ value: UInt32) -> [UInt8] {
    [UInt8(value & 0xFF), UInt8(value >> 8 & 0xFF), UInt8(value >> 16 & 0xFF), UInt8(value >> 24)]
  }
}

/// One raw deflate stream with the checksum of what went in.
private final class Deflater {
  private let stream: UnsafeMutablePointer<z_stream>
  private(set) var checksum: UInt32 = 0
  private(set) var count = 0
  private static let room = 1 << 16
  /// Half the time of zlib's usual 6, for a few hundredths more bytes.
  private static let level: Int32 = 4

  init() throws(LibraryError) {
    // zlib keeps the address of its state: it must not move.
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = deflateInit2_(
      stream, Self.level, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else {
      stream.deallocate()
      throw .system(path: "xlsx", operation: "deflate", errno: 12)
    }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  func append(_ bytes: [UInt8], to out: inout [UInt8]) throws(LibraryError) {
    count += bytes.count
    checksum = UInt32(truncatingIfNeeded: bytes.withUnsafeBufferPointer {
      crc32(uLong(checksum), $0.baseAddress, uInt($0.count))
    })
    try run(bytes, Z_NO_FLUSH, &out)
  }

  func finish(to out: inout [UInt8]) throws(LibraryError) { try run([], Z_FINISH, &out) }

  private func run(_ bytes: [UInt8], _ flush: Int32, _ out: inout [UInt8]) throws(LibraryError) {
    var input = bytes
    var status = Z_OK
    input.withUnsafeMutableBufferPointer { source in
      stream.pointee.next_in = source.baseAddress
      stream.pointee.avail_in = uInt(source.count)
      repeat {
        let made = [UInt8](unsafeUninitializedCapacity: Self.room) { buffer, used in
          stream.pointee.next_out = buffer.baseAddress
          stream.pointee.avail_out = uInt(Self.room)
          status = deflate(stream, flush)
          used = Self.room - Int(stream.pointee.avail_out)
        }
        out += made
      } while stream.pointee.avail_out == 0 && status >= 0
    }
    // Z_BUF_ERROR only says that there was nothing to do.
    guard status >= 0 || status == Z_BUF_ERROR else { throw .system(path: "xlsx", operation: "deflate", errno: 12) }
  }
}
