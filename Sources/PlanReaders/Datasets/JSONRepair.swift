/// Undoes what programs write into JSON that JSON does not have (RFC 8259): Python's `NaN`, `Infinity` and `-Infinity` become `null`; half a character
/// outside of the basic plane (`\ud83d` alone) becomes U+FFFD; control characters in strings are escaped. For objects that are refused as they are.
enum JSONRepair {
  private static let words: [[UInt8]] = ["-Infinity", "Infinity", "NaN"].map { Array($0.utf8) }

  /// The object with its slips undone; what is not known is left as it is.
  static func repaired(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var isString = false
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      if isString, byte == 0x5C {
        let taken = escape(bytes, at, &out)
        at += taken
        continue
      }
      if byte == 0x22 { isString.toggle() }
      if !isString, byte == 0x4E || byte == 0x49 || byte == 0x2D, let word = words.first(where: { bytes[at...].starts(with: $0) }) {
        out += Array("null".utf8)
        at += word.count
        continue
      }
      if isString, byte < 0x20 { out += Array("\\u00".utf8) + hexadecimal(byte) } else { out.append(byte) }
      at += 1
    }
    return out
  }

  /// Takes over the escape at `at`, or U+FFFD for half a pair of surrogates.
  /// - Returns: how many bytes were used.
  private static func escape(_ bytes: [UInt8], _ at: Int, _ out: inout [UInt8]) -> Int {
    guard let unit = unit(bytes, at) else {
      let end = min(bytes.count, at + 2)
      out += bytes[at..<end]
      return end - at
    }
    var end = at + 6
    if (0xD800...0xDBFF).contains(unit), let low = self.unit(bytes, end), (0xDC00...0xDFFF).contains(low) {
      end += 6
    } else if (0xD800...0xDFFF).contains(unit) {
      out += Array("\\uFFFD".utf8)
      return 6
    }
    out += bytes[at..<end]
    return end - at
  }

  /// The code unit of `\ud83d` at `at`.
  private static func unit(_ bytes: [UInt8], _ at: Int) -> Int? {
    guard at + 6 <= bytes.count, bytes[at] == 0x5C, bytes[at + 1] == 0x75 else { return nil }
    var value = 0
    for byte in bytes[(at + 2)..<(at + 6)] {
      switch byte {
      case 0x30...0x39: value = value << 4 | Int(byte - 0x30)
      case 0x41...0x46: value = value << 4 | Int(byte - 0x41 + 10)
      case 0x61...0x66: value = value << 4 | Int(byte - 0x61 + 10)
      default: return nil
      }
    }
    return value
  }

  private static func hexadecimal(_ byte: UInt8) -> [UInt8] {
    [byte >> 4, byte & 15].map { $0 < 10 ? 0x30 + $0 : 0x61 + $0 - 10 }
  }
}
