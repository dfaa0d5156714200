/// A 64-bit checksum over four lanes of little-endian words. Each step is a bijection of its lane, so a change within one
/// word always changes the sum; it is no defence against an attacker. Documentation/IndexFormat.md defines it.
@safe struct Checksum {
  private var a: UInt64 = 0x9E37_79B9_7F4A_7C15
  private var b: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private var c: UInt64 = 0x1656_67B1_9E37_79F9
  private var d: UInt64 = 0x27D4_EB2F_1656_67C5
  private var length: UInt64 = 0
  private static let prime: UInt64 = 0x9FB2_1C65_1E98_DF25
  static let stripe = 32

  @inline(__always) private static func mix(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    let product = (lane ^ word) &* prime
    return product &<< 29 | product &>> 35
  }

  /// All calls but the last must give a multiple of 32 bytes. What is missing from the last stripe counts as zeros.
  mutating func add(_ raw: UnsafeRawBufferPointer) {
    guard let base = raw.baseAddress else { return }
    var at = 0
    let whole = raw.count & ~31
    var (a, b, c, d) = (self.a, self.b, self.c, self.d)
    while at < whole {
      a = Self.mix(a, unsafe UInt64(littleEndian: base.loadUnaligned(fromByteOffset: at, as: UInt64.self)))
      b = Self.mix(b, unsafe UInt64(littleEndian: base.loadUnaligned(fromByteOffset: at &+ 8, as: UInt64.self)))
      c = Self.mix(c, unsafe UInt64(littleEndian: base.loadUnaligned(fromByteOffset: at &+ 16, as: UInt64.self)))
      d = Self.mix(d, unsafe UInt64(littleEndian: base.loadUnaligned(fromByteOffset: at &+ 24, as: UInt64.self)))
      at &+= 32
    }
    if at < raw.count {
      var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
      unsafe withUnsafeMutableBytes(of: &words) { target in
        unsafe target.copyMemory(from: UnsafeRawBufferPointer(start: base + at, count: raw.count - at))
      }
      a = Self.mix(a, UInt64(littleEndian: words.0))
      b = Self.mix(b, UInt64(littleEndian: words.1))
      c = Self.mix(c, UInt64(littleEndian: words.2))
      d = Self.mix(d, UInt64(littleEndian: words.3))
    }
    (self.a, self.b, self.c, self.d) = (a, b, c, d)
    length &+= UInt64(raw.count)
  }

  var value: UInt64 {
    var sum = Self.mix(length, a)
    sum = Self.mix(sum, b)
    sum = Self.mix(sum, c)
    sum = Self.mix(sum, d)
    return sum ^ (sum &>> 32)
  }

  static func of(_ raw: UnsafeRawBufferPointer) -> UInt64 {
    var sum = Checksum()
    unsafe sum.add(raw)
    return sum.value
  }

  static func of(_ bytes: [UInt8]) -> UInt64 {
    unsafe bytes.withUnsafeBytes { unsafe of($0) }
  }
}
