/// UTF-8 with each maximal subpart of an ill-formed sequence replaced by one U+FFFD (Unicode 15, section 3.9, table 3-8;
/// what Python's `errors="replace"` and browsers do). Its slow twin is `String(decoding:as:)`.
enum UTF8Decoder {
  static func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> DecodedText {
    var malformed = 0
    var multibyte = 0
    let scalars = [Unicode.Scalar](unsafeUninitializedCapacity: bytes.count) { buffer, filled in
      var i = 0
      while i < bytes.count {
        let lead = bytes[i]
        if lead < 0x80 {
          buffer.initializeElement(at: filled, to: Unicode.Scalar(lead))
          filled += 1
          i += 1
          continue
        }
        let (value, length) = sequence(bytes, at: i)
        i += length
        if let value, let scalar = Unicode.Scalar(value) {
          multibyte += 1
          buffer.initializeElement(at: filled, to: scalar)
        } else {
          malformed += 1
          buffer.initializeElement(at: filled, to: "\u{FFFD}")
        }
        filled += 1
      }
    }
    return DecodedText(scalars: scalars, malformed: malformed, multibyte: multibyte)
  }

  /// The value of the sequence that starts at `i` with a byte ≥ 0x80, or nil with the length of its maximal subpart.
  @inline(__always)
  private static func sequence(_ bytes: UnsafeBufferPointer<UInt8>, at i: Int) -> (value: UInt32?, length: Int) {
    let lead = bytes[i]
    let length: Int
    var value: UInt32
    var low: UInt8 = 0x80
    var high: UInt8 = 0xBF
    switch lead {
    case 0xC2...0xDF: (length, value) = (2, UInt32(lead & 0x1F))
    case 0xE0...0xEF:
      (length, value) = (3, UInt32(lead & 0x0F))
      if lead == 0xE0 { low = 0xA0 }
      if lead == 0xED { high = 0x9F }
    case 0xF0...0xF4:
      (length, value) = (4, UInt32(lead & 0x07))
      if lead == 0xF0 { low = 0x90 }
      if lead == 0xF4 { high = 0x8F }
    default: return (nil, 1)
    }
    for k in 1..<length {
      guard i + k < bytes.count else { return (nil, k) }
      let byte = bytes[i + k]
      guard byte >= low, byte <= high else { return (nil, k) }
      value = value << 6 | UInt32(byte & 0x3F)
      low = 0x80
      high = 0xBF
    }
    return (value, length)
  }
}
