/// The two-byte codes of GBK and their characters, as ICU's GB18030 has them; user-defined codes are private-use characters.
struct GBKTable: Sendable {
  /// Built when the first garbled run is met.
  static let shared = GBKTable()

  static let leads: ClosedRange<UInt8> = 0x81...0xFE
  static let trails: [UInt8] = Array(0x40...0x7E) + Array(0x80...0xFE)

  private var scalars: [Unicode.Scalar] = []
  /// Code of each BMP character; 0 for none.
  private var codes = [UInt16](repeating: 0, count: 0x10000)

  private init() {
    let bytes = Self.leads.flatMap { lead in Self.trails.flatMap { [lead, $0] } }
    // Every code is one character; if a future ICU sees that otherwise, nothing is realigned.
    guard let decoded = CharsetDecoder.decode(bytes[...], as: .gb18030)?.scalars, decoded.count * 2 == bytes.count else { return }
    scalars = decoded
    for (i, scalar) in decoded.enumerated() where scalar.value <= 0xFFFF {
      codes[Int(scalar.value)] = UInt16(bytes[i * 2]) << 8 | UInt16(bytes[i * 2 + 1])
    }
  }

  /// The character of a code; nil where the bytes are no code.
  func scalar(_ lead: UInt8, _ trail: UInt8) -> Unicode.Scalar? {
    guard Self.leads.contains(lead), trail >= 0x40, trail != 0x7F, trail != 0xFF, !scalars.isEmpty else { return nil }
    return scalars[(Int(lead) - 0x81) * Self.trails.count + Int(trail) - (trail > 0x7F ? 0x41 : 0x40)]
  }

  /// Lead and trail of a character that has a two-byte code.
  func code(of scalar: Unicode.Scalar) -> (lead: UInt8, trail: UInt8)? {
    guard scalar.value <= 0xFFFF, codes[Int(scalar.value)] != 0 else { return nil }
    let code = codes[Int(scalar.value)]
    return (UInt8(code >> 8), UInt8(code & 0xFF))
  }
}
