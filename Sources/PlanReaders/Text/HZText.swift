/// HZ (RFC 1843): GB2312 in seven bits, between `~{` and `~}`, as pages of the nineties were mailed. No other encoding of a text has it by chance, but plain ASCII
/// has its marks: it is read where the text or the head of its message says so.
enum HZText {
  static func isLabel(_ label: String) -> Bool { ["hz-gb-2312", "hz", "hz-gb"].contains(label.lowercased()) }

  /// The same text in GB2312; nil for bytes that HZ does not have.
  static func gb2312(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var isChinese = false
    var at = 0
    while at < bytes.count {
      let (byte, next) = (bytes[at], at + 1 < bytes.count ? bytes[at + 1] : 0)
      if byte == 0x7E, let mark = ["{": true, "}": false][Character(Unicode.Scalar(next))] {
        isChinese = mark
        at += 2
      } else if isChinese, byte > 0x20, next > 0x20 {
        out += [byte | 0x80, next | 0x80]
        at += 2
      } else if !isChinese, byte == 0x7E, next == 0x7E || next == 0x0A {
        if next == 0x7E { out.append(byte) }
        at += 2
      } else {
        // A line end closes what was left open.
        if byte == 0x0A { isChinese = false }
        out.append(byte)
        at += 1
      }
    }
    return out
  }
}
