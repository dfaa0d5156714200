/// A small JSON reader over bytes.
struct JSONReader {
  private let bytes: [UInt8]
  private(set) var at: Int
  private let end: Int

  /// Why the text is not JSON, and where.
  struct Malformed: Error {
    let offset: Int
    let expected: String
  }

  init(_ bytes: [UInt8], from: Int = 0, to: Int? = nil) {
    self.bytes = bytes
    at = from
    end = to ?? bytes.count
  }

  private var byte: UInt8 { at < end ? bytes[at] : 0 }

  mutating func skipSpace() {
    while at < end, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[at]) { at += 1 }
  }

  /// Takes the byte if it comes next.
  mutating func take(_ wanted: Character) -> Bool {
    skipSpace()
    guard at < end, bytes[at] == wanted.asciiValue else { return false }
    at += 1
    return true
  }

  mutating func expect(_ wanted: Character) throws(Malformed) {
    if !take(wanted) { throw Malformed(offset: at, expected: "\"\(wanted)\"") }
  }

  /// A string as its UTF-8 bytes.
  mutating func string() throws(Malformed) -> [UInt8] {
    try expect("\"")
    let start = at
    while at < end, bytes[at] != 0x22, bytes[at] != 0x5C { at += 1 }
    if byte == 0x22 {
      at += 1
      return Array(bytes[start..<at - 1])
    }
    var out = Array(bytes[start..<at])
    while at < end {
      let byte = bytes[at]
      at += 1
      if byte == 0x22 { return out }
      if byte == 0x5C { try escape(&out) } else { out.append(byte) }
    }
    throw Malformed(offset: at, expected: "the end of a string")
  }

  private mutating func escape(_ out: inout [UInt8]) throws(Malformed) {
    let kind = byte
    at += 1
    switch kind {
    case 0x22, 0x5C, 0x2F: out.append(kind)
    case 0x62: out.append(8)
    case 0x66: out.append(12)
    case 0x6E: out.append(10)
    case 0x72: out.append(13)
    case 0x74: out.append(9)
    case 0x75:
      var value = try hex()
      if value & 0xFC00 == 0xD800, byte == 0x5C {
        at += 2
        value = (value - 0xD800) << 10 + (try hex() & 0x3FF) + 0x10000
      }
      out.append(contentsOf: String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
    default: throw Malformed(offset: at - 1, expected: "an escape")
    }
  }

  private mutating func hex() throws(Malformed) -> UInt32 {
    guard at + 4 <= end, let value = UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16) else {
      throw Malformed(offset: at, expected: "four hexadecimal digits")
    }
    at += 4
    return value
  }

  /// A whole number.
  mutating func integer() throws(Malformed) -> Int {
    skipSpace()
    let start = at
    while at < end, bytes[at] == 0x2D || (0x30...0x39).contains(bytes[at]) { at += 1 }
    guard let value = Int(String(decoding: bytes[start..<at], as: UTF8.self)) else {
      throw Malformed(offset: start, expected: "a number")
    }
    return value
  }

  /// Steps over any value.
  mutating func skipValue(depth: Int = 0) throws(Malformed) {
    if depth > 64 { throw Malformed(offset: at, expected: "at most 64 levels") }
    skipSpace()
    switch byte {
    case 0x22: _ = try string()
    case 0x7B:
      try members { reader, _ throws(Malformed) in try reader.skipValue(depth: depth + 1) }
    case 0x5B:
      try elements { reader throws(Malformed) in try reader.skipValue(depth: depth + 1) }
    default:
      while at < end, ![0x2C, 0x7D, 0x5D, 0x20, 0x0A, 0x0D, 0x09].contains(bytes[at]) { at += 1 }
    }
  }

  /// Calls the body with each name of an object; the body must take the value.
  mutating func members(_ body: (inout JSONReader, String) throws(Malformed) -> Void) throws(Malformed) {
    try expect("{")
    if take("}") { return }
    repeat {
      skipSpace()
      let name = String(decoding: try string(), as: UTF8.self)
      try expect(":")
      try body(&self, name)
    } while take(",")
    try expect("}")
  }

  /// Calls the body for each element of an array; the body must take it.
  mutating func elements(_ body: (inout JSONReader) throws(Malformed) -> Void) throws(Malformed) {
    try expect("[")
    if take("]") { return }
    repeat { try body(&self) } while take(",")
    try expect("]")
  }
}
