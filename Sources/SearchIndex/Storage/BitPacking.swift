/// Packing of small numbers, least significant bit first, without gaps.
enum BitPacking {
  /// Bytes that `count` numbers of `width` bits take.
  @inline(__always) static func size(_ count: Int, _ width: Int) -> Int { (count &* width &+ 7) &>> 3 }

  /// Bits that a number needs.
  @inline(__always) static func width(_ value: UInt32) -> Int { 32 - value.leadingZeroBitCount }

  /// Appends the low `width` bits of each value.
  static func pack(_ values: [UInt32], _ width: Int, into out: inout [UInt8]) {
    if width == 0 { return }
    var bits = BitWriter()
    for value in values { bits.put(UInt64(value), width, into: &out) }
    bits.finish(into: &out)
  }
}

/// Collects bits, lowest first, and hands them on as bytes.
struct BitWriter {
  private var pending: UInt64 = 0
  private var bits = 0

  /// At most 56 bits, all others 0.
  @inline(__always) mutating func put(_ value: UInt64, _ width: Int, into out: inout [UInt8]) {
    pending |= value &<< UInt64(bits)
    bits &+= width
    while bits >= 8 {
      out.append(UInt8(truncatingIfNeeded: pending))
      pending &>>= 8
      bits &-= 8
    }
  }

  mutating func finish(into out: inout [UInt8]) {
    if bits > 0 { out.append(UInt8(truncatingIfNeeded: pending)) }
    (pending, bits) = (0, 0)
  }
}
