import PlanText

/// The bytes of a text one after another, a byte order mark left out; UTF-16 is turned into UTF-8 on the way.
struct TextBytes {
  private let source: ByteSource
  private let charset: Charset
  private var buffer: [UInt8] = []
  private var at = 0
  private var isFirst = true
  /// A byte or the first half of a pair that the last piece ended with.
  private var rest: [UInt8] = []

  private static let piece = 1 << 16

  init(_ source: ByteSource, charset: Charset) {
    self.source = source
    self.charset = charset
  }

  /// The next byte; nil at the end.
  mutating func next() throws(ReadError) -> UInt8? {
    if at == buffer.count {
      try fill()
      guard !buffer.isEmpty else { return nil }
    }
    defer { at += 1 }
    return buffer[at]
  }

  private mutating func fill() throws(ReadError) {
    at = 0
    repeat {
      buffer = try source.read(Self.piece)
      if buffer.isEmpty { break }
      if charset == .utf16LE || charset == .utf16BE { buffer = utf8(rest + buffer) }
      if isFirst, buffer.starts(with: [0xEF, 0xBB, 0xBF]) { buffer.removeFirst(3) }
      if isFirst, charset == .gb18030, buffer.starts(with: [0x84, 0x31, 0x95, 0x33]) { buffer.removeFirst(4) }
      isFirst = false
    } while buffer.isEmpty
  }

  /// Whole characters; what is cut waits for the next piece.
  private mutating func utf8(_ bytes: [UInt8]) -> [UInt8] {
    var end = bytes.count - bytes.count % 2
    let high = charset == .utf16LE ? 1 : 0
    if end >= 2, (0xD8...0xDB).contains(bytes[end - 2 + high]) { end -= 2 }
    rest = Array(bytes[end...])
    return CharsetDecoder.decode(bytes[..<end], as: charset)?.scalars.utf8 ?? []
  }
}
