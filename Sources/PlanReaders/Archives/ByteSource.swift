import CZlib
import Foundation

/// The bytes of a file or of memory one after another, inflated if they are a gzip stream (RFC 1952, several members in a row
/// among them) or, where that is said, one of zlib. Needs the same memory for any length.
final class ByteSource {
  /// How bytes are packed; the raw value is the window of 32 KB as zlib wants it named.
  enum Packing: Int32 {
    case none = 0
    case gzip = 31
    /// RFC 1950.
    case zlib = 15
    /// RFC 1951 without a head.
    case bare = -15
  }

  private enum Input {
    case file(Int32)
    case memory([UInt8])
  }

  private let path: String
  private let limits: ReaderLimits
  private let input: Input
  private var at = 0
  /// Packed bytes read and not yet used, from `head` on.
  private var packed: [UInt8] = []
  private var head = 0
  private var isAtEnd = false
  private var stream = z_stream()
  private let packing: Packing
  private var memberEnded = false
  private var taken = 0
  private var given = 0
  /// What is wrong behind the bytes that were given out; each further call throws it.
  private var fault: ReadError?

  private static let chunk = 1 << 18
  /// From so many bytes on the ratio of the whole stream is looked at.
  private static let ratioFloor = 64 << 20

  /// - Throws: what opening the file gives, `noMemory`.
  init(path: String, limits: ReaderLimits) throws(ReadError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileAccess.failure(path, errno) }
    var start = [UInt8](repeating: 0, count: 2)
    packing = pread(descriptor, &start, 2, 0) == 2 && start == [0x1F, 0x8B] ? .gzip : .none
    input = .file(descriptor)
    self.path = path
    self.limits = limits
    try begin()
  }

  /// - Parameter packing: nil to tell it by the first bytes.
  init(_ bytes: [UInt8], path: String, limits: ReaderLimits, packing: Packing? = nil) throws(ReadError) {
    self.packing = packing ?? (bytes.starts(with: [0x1F, 0x8B]) ? .gzip : .none)
    input = .memory(bytes)
    self.path = path
    self.limits = limits
    try begin()
  }

  private func begin() throws(ReadError) {
    guard packing == .none || inflateInit2_(&stream, packing.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw .noMemory(path: path)
    }
  }

  deinit {
    if packing != .none { inflateEnd(&stream) }
    if case .file(let descriptor) = input { close(descriptor) }
  }

  /// The next `count` bytes; fewer at the end, and in front of a fault, which the next call or `checkEnd` throws: a stream that is
  /// cut in its eighth document still gives the first seven.
  func read(_ count: Int) throws(ReadError) -> [UInt8] {
    try checkEnd()
    var out: [UInt8] = []
    out.reserveCapacity(min(count, Self.chunk))
    do throws(ReadError) {
      while out.count < count {
        let piece = try packing != .none ? inflated(min(count - out.count, Self.chunk)) : plain(min(count - out.count, Self.chunk))
        if piece.isEmpty { break }
        out += piece
      }
    } catch {
      fault = error
      if out.isEmpty { throw error }
    }
    return out
  }

  /// All bytes, or one more than `limit`. Other bytes behind whole members are left to `checkEnd`: they take nothing from the file.
  func all(limit: Int) throws(ReadError) -> [UInt8] {
    let bytes = try read(limit + 1)
    if case .damaged(_, _, .strayBytes) = fault { return bytes }
    try checkEnd()
    return bytes
  }

  /// Throws what made the last `read` fall short; nothing where the stream just ended.
  func checkEnd() throws(ReadError) {
    if let fault { throw fault }
  }

  func skip(_ count: Int) throws(ReadError) {
    var left = count
    while left > 0 {
      let piece = try read(min(left, Self.chunk))
      if piece.isEmpty { return }
      left -= piece.count
    }
  }

  private func plain(_ count: Int) throws(ReadError) -> [UInt8] {
    if head == packed.count { try fill() }
    let piece = Array(packed[head..<min(packed.count, head + count)])
    head += piece.count
    return piece
  }

  private func fill() throws(ReadError) {
    head = 0
    packed = []
    switch input {
    case .memory(let bytes):
      packed = Array(bytes[at..<min(bytes.count, at + Self.chunk)])
    case .file(let descriptor):
      var chunk = [UInt8](repeating: 0, count: Self.chunk)
      var n = -1
      repeat { n = chunk.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) } } while n < 0 && errno == EINTR
      guard n >= 0 else { throw .unreadable(path: path, code: errno) }
      packed = Array(chunk[..<n])
    }
    at += packed.count
    taken += packed.count
    isAtEnd = packed.isEmpty
  }

  /// At least one byte and at most `count`; none at the end.
  private func inflated(_ count: Int) throws(ReadError) -> [UInt8] {
    while true {
      if head == packed.count && !isAtEnd { try fill() }
      if isAtEnd && memberEnded { return [] }
      if memberEnded {
        // Zeros behind the last member fill a block up and say nothing. Other bytes are what is left of a member, or none.
        head = packed[head...].firstIndex { $0 != 0 } ?? packed.count
        if head == packed.count { continue }
        guard packing == .gzip, packed[head] == 0x1F else { throw .damaged(path: path, entry: nil, problem: .strayBytes(at: given)) }
        memberEnded = false
        inflateReset(&stream)
      }
      var out = [UInt8](repeating: 0, count: count)
      let (status, used, made) = step(&out)
      head += used
      if status == Z_STREAM_END { memberEnded = true }
      // What was made in front of a fault is sound; the next step finds the fault again.
      guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR || made > 0 else {
        throw .damaged(path: path, entry: nil, problem: .checksum)
      }
      if made > 0 {
        try note(made)
        out.removeLast(count - made)
        return out
      }
      if isAtEnd && !memberEnded { throw .damaged(path: path, entry: nil, problem: .cutOff(at: given)) }
    }
  }

  private func step(_ out: inout [UInt8]) -> (status: Int32, used: Int, made: Int) {
    packed.withUnsafeMutableBufferPointer { source in
      out.withUnsafeMutableBufferPointer { target in
        let room = target.count
        stream.next_in = source.baseAddress.map { $0 + head }
        stream.avail_in = UInt32(source.count - head)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(room)
        let status = inflate(&stream, Z_NO_FLUSH)
        let result = (status, source.count - head - Int(stream.avail_in), room - Int(stream.avail_out))
        stream.next_in = nil
        stream.next_out = nil
        return result
      }
    }
  }

  private func note(_ made: Int) throws(ReadError) {
    given += made
    let ratio = given / max(1, taken)
    if given > Self.ratioFloor, ratio > limits.expansionRatio {
      throw .overLimit(path: path, entry: nil, limit: .expansionRatio, found: ratio, allowed: limits.expansionRatio)
    }
  }
}
