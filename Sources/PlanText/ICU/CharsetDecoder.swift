import CICU

/// The encodings Gangmu reads. Raw values are IANA names as reported.
package enum Charset: String, Sendable, CaseIterable {
  case utf8 = "UTF-8"
  /// Also reads GB2312 and GBK, which are subsets.
  case gb18030 = "GB18030"
  /// With the Hong Kong supplement, which leaves the rest of Big5 as it is.
  case big5 = "Big5"
  case utf16LE = "UTF-16LE"
  case utf16BE = "UTF-16BE"
  case windows1252 = "windows-1252"
}

/// Bytes turned into characters.
package struct DecodedText: Sendable {
  package var scalars: [Unicode.Scalar]
  /// Number of malformed sequences, each of which is one U+FFFD in `scalars`.
  package var malformed: Int
  /// Number of well-formed sequences of more than one byte. Counted for UTF-8 only.
  package var multibyte: Int
}

/// Decodes bytes; every malformed sequence becomes one U+FFFD and is counted, nothing else is lost or changed.
package enum CharsetDecoder {
  /// Longest input in bytes: ICU counts in 32 bits, and a byte may become two UTF-16 units.
  package static let longestInput = Int(Int32.max) / 4

  /// The characters of `bytes` in `charset`; a byte order mark is not treated specially.
  /// Nil when the input is longer than `longestInput` or ICU lacks the converter.
  package static func decode(_ bytes: ArraySlice<UInt8>, as charset: Charset) -> DecodedText? {
    guard bytes.count <= longestInput else { return nil }
    return bytes.withUnsafeBufferPointer { buffer in
      switch charset {
      case .utf8: UTF8Decoder.decode(buffer)
      case .utf16LE: decodeUTF16(buffer, highByte: 1)
      case .utf16BE: decodeUTF16(buffer, highByte: 0)
      case .gb18030: decodeWithICU(buffer, converter: "GB18030")
      case .big5: decodeWithICU(buffer, converter: "Big5-HKSCS")
      case .windows1252: decodeWithICU(buffer, converter: "windows-1252")
      }
    }
  }

  /// The bytes of `text` in `charset`, characters it lacks as `?`. The inverse of `decode`, by which it is tested.
  package static func encode(_ text: String, as charset: Charset) -> [UInt8]? {
    let units = Array(text.utf16)
    switch charset {
    case .utf8: return Array(text.utf8)
    case .utf16LE: return units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    case .utf16BE: return units.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    case .gb18030, .big5, .windows1252: break
    }
    guard units.count <= longestInput / 4 else { return nil }
    let name = charset == .big5 ? "Big5-HKSCS" : charset.rawValue
    var status: Int32 = 0
    let capacity = 4 * units.count + 16
    return [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      count = 0
      guard let base = buffer.baseAddress else { return }
      count = max(0, Int(gm_encode(name, units, Int32(units.count), base, Int32(capacity), &status)))
    }
  }

  private static func decodeWithICU(_ bytes: UnsafeBufferPointer<UInt8>, converter: String) -> DecodedText? {
    guard !bytes.isEmpty else { return DecodedText(scalars: [], malformed: 0, multibyte: 0) }
    var malformed: Int32 = 0
    var status: Int32 = 0
    let capacity = 2 * bytes.count + 16
    let units = [UInt16](unsafeUninitializedCapacity: capacity) { buffer, count in
      count = 0
      guard let base = buffer.baseAddress else { return }
      let n = gm_decode(converter, bytes.baseAddress, Int32(bytes.count), base, Int32(capacity), &malformed, &status)
      count = max(0, Int(n))
    }
    guard status <= 0 else { return nil }
    let (scalars, lone) = units.withUnsafeBufferPointer { units in
      join(count: units.count) { units[$0] }
    }
    return DecodedText(scalars: scalars, malformed: Int(malformed) + lone, multibyte: 0)
  }

  private static func decodeUTF16(_ bytes: UnsafeBufferPointer<UInt8>, highByte: Int) -> DecodedText {
    var (scalars, malformed) = join(count: bytes.count / 2) {
      UInt16(bytes[2 * $0 + highByte]) << 8 | UInt16(bytes[2 * $0 + 1 - highByte])
    }
    if bytes.count % 2 == 1 {
      scalars.append("\u{FFFD}")
      malformed += 1
    }
    return DecodedText(scalars: scalars, malformed: malformed, multibyte: 0)
  }

  /// UTF-16 units to scalars; a lone surrogate is malformed.
  private static func join(count: Int, unit: (Int) -> UInt16) -> (scalars: [Unicode.Scalar], malformed: Int) {
    var malformed = 0
    let scalars = [Unicode.Scalar](unsafeUninitializedCapacity: count) { buffer, filled in
      var i = 0
      while i < count {
        let u = unit(i)
        i += 1
        var value = UInt32(u)
        if UTF16.isLeadSurrogate(u), i < count, UTF16.isTrailSurrogate(unit(i)) {
          value = 0x10000 + (UInt32(u) & 0x3FF) << 10 + UInt32(unit(i)) & 0x3FF
          i += 1
        }
        let scalar = Unicode.Scalar(value)
        if scalar == nil { malformed += 1 }
        buffer.initializeElement(at: filled, to: scalar ?? "\u{FFFD}")
        filled += 1
      }
    }
    return (scalars, malformed)
  }
}
