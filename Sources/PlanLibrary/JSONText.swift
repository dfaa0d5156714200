import Foundation

/// JSON written by hand: fields in the order given, numbers plain, nothing escaped that need not be, so that equal
/// records are equal bytes on every machine.
package enum JSONText {
  /// A quoted JSON string (RFC 8259, section 7).
  package static func quoted(_ s: String) -> String {
    var out: [UInt8] = []
    append(s, to: &out)
    return String(decoding: out, as: UTF8.self)
  }

  /// Appends a quoted JSON string.
  package static func append(_ s: String, to out: inout [UInt8]) {
    out.append(0x22)
    defer { out.append(0x22) }
    guard s.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) else {
      out.append(contentsOf: s.utf8)
      return
    }
    for byte in s.utf8 {
      switch byte {
      case 0x22: out += [0x5C, 0x22]
      case 0x5C: out += [0x5C, 0x5C]
      case 0x0A: out += [0x5C, 0x6E]
      case 0x0D: out += [0x5C, 0x72]
      case 0x09: out += [0x5C, 0x74]
      case 0..<0x20: out += Array("\\u00".utf8) + [hex(byte >> 4), hex(byte & 15)]
      default: out.append(byte)
      }
    }
  }

  private static func hex(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 0x30 + nibble : 0x57 + nibble }

  /// A JSON array of strings.
  static func array(_ list: [String]) -> String {
    if list.isEmpty { return "[]" }
    var out: [UInt8] = [0x5B]
    for (i, text) in list.enumerated() {
      if i > 0 { out.append(0x2C) }
      append(text, to: &out)
    }
    out.append(0x5D)
    return String(decoding: out, as: UTF8.self)
  }

  /// The strings of a JSON array, nil if it is something else.
  static func strings(_ json: String) -> [String]? {
    if json == "[]" { return [] }
    return try? JSONDecoder().decode([String].self, from: Data(json.utf8))
  }
}
