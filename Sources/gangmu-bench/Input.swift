#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads a range of a file line by line, in pieces of a few megabytes.
struct LineReader: ~Copyable {
  private let path: String
  private let descriptor: Int32
  private var offset: Int
  private let end: Int
  private var buffer: [UInt8] = []
  private var at = 0

  /// Lines that start in the range of bytes.
  init(path: String, range: Range<Int>) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw BenchError.system(path: path, code: errno) }
    self.path = path
    self.descriptor = descriptor
    offset = range.lowerBound
    end = range.upperBound
  }

  deinit { close(descriptor) }

  static func size(_ path: String) throws -> Int {
    var status = stat()
    if stat(path, &status) != 0 { throw BenchError.system(path: path, code: errno) }
    return Int(status.st_size)
  }

  /// Moves to the start of the next line unless a line starts here.
  mutating func alignToLine() throws {
    if offset == 0 { return }
    offset -= 1
    _ = try next { _, _ in }
  }

  /// Calls the body with the bytes of the next line, the border excluded. False at the end of the range.
  mutating func next(_ body: ([UInt8], Range<Int>) throws -> Void) throws -> Bool {
    if offset - (buffer.count - at) >= end { return false }
    var scan = at
    while true {
      if let border = Self.border(buffer, scan) {
        let line = at..<border
        at = border + 1
        try body(buffer, line)
        return true
      }
      scan = buffer.count - at
      if try !fill() {
        if at == buffer.count { return false }
        let line = at..<buffer.count
        at = buffer.count
        try body(buffer, line)
        return true
      }
    }
  }

  private static func border(_ buffer: [UInt8], _ from: Int) -> Int? {
    buffer.withUnsafeBytes { raw in
      guard from < raw.count, let base = raw.baseAddress else { return nil }
      guard let found = memchr(base + from, 10, raw.count - from) else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  /// Drops what was read and reads more; false at the end of the file.
  private mutating func fill() throws -> Bool {
    buffer.removeFirst(at)
    at = 0
    let size = 1 << 21
    let kept = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: size))
    let position = offset
    let file = descriptor
    let got = buffer.withUnsafeMutableBytes { raw in
      raw.baseAddress.map { pread(file, $0 + kept, size, off_t(position)) } ?? 0
    }
    if got < 0 { throw BenchError.system(path: path, code: errno) }
    buffer.removeLast(size - got)
    offset += got
    return got > 0
  }
}

enum Input {
  static func whole(_ path: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var reader = try LineReader(path: path, range: 0..<Int.max)
    while try reader.next({ buffer, line in
      bytes.append(contentsOf: buffer[line]); bytes.append(10)
    }) {}
    return bytes
  }

  /// The scalars of UTF-8; a damaged byte becomes U+FFFD.
  static func scalars(_ utf8: [UInt8]) -> [UInt32] {
    var out: [UInt32] = []
    out.reserveCapacity(utf8.count / 2)
    utf8.withUnsafeBufferPointer { text in
      var at = 0
      let count = text.count
      while at < count {
        let first = UInt32(text[at])
        if first < 0x80 {
          out.append(first)
          at &+= 1
        } else if first & 0xF0 == 0xE0, at &+ 2 < count, text[at &+ 1] & 0xC0 == 0x80, text[at &+ 2] & 0xC0 == 0x80 {
          let value = (first & 15) << 12 | UInt32(text[at &+ 1] & 63) << 6 | UInt32(text[at &+ 2] & 63)
          out.append(value < 0x800 || value & 0xF800 == 0xD800 ? 0xFFFD : value)
          at &+= 3
        } else {
          slow(text, &at, &out)
        }
      }
    }
    return out
  }

  private static func slow(_ text: UnsafeBufferPointer<UInt8>, _ at: inout Int, _ out: inout [UInt32]) {
    var decoder = UTF8()
    var iterator = text[at...].prefix(4).makeIterator()
    switch decoder.decode(&iterator) {
    case .scalarValue(let scalar):
      out.append(scalar.value)
      at += UTF8.width(scalar)
    case .error, .emptyInput:
      out.append(0xFFFD)
      at += 1
    }
  }
}
