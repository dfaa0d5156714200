/// Packing of small numbers, least significant bit first, without gaps. Slow twin: `BitPacking.slowUnpack` in the tests.
enum BitPacking {
  /// Bytes that `count` numbers of `width` bits take.
  @inline(__always) static func size(_ count: Int, _ width: Int) -> Int { (count &* width &+ 7) &>> 3 }

  /// Bits that a number needs.
  @inline(__always) static func width(_ value: UInt32) -> Int { 32 - value.leadingZeroBitCount }

  /// Appends the low `width` bits of each value.
  static func pack(_ values: borrowing Buffer<UInt32>, _ count: Int, _ width: Int, into out: inout [UInt8]) {
    if width == 0 { return }
    let mask: UInt64 = (1 << UInt64(width)) - 1
    var pending: UInt64 = 0
    var bits = 0
    for index in 0..<count {
      pending |= (UInt64(values[index]) & mask) << UInt64(bits)
      bits += width
      while bits >= 8 {
        out.append(UInt8(truncatingIfNeeded: pending))
        pending >>= 8
        bits -= 8
      }
    }
    if bits > 0 { out.append(UInt8(truncatingIfNeeded: pending)) }
  }

  /// Unpacks `count` numbers of `width` (at most 32) bits. The caller has proved that `size(count, width) + 8` bytes are
  /// readable at `source` and that `target` has room.
  @inline(__always)
  static func unpack(_ source: UnsafeRawPointer, _ count: Int, _ width: Int, _ target: UnsafeMutablePointer<UInt32>) {
    if width == 0 {
      unsafe target.update(repeating: 0, count: count)
      return
    }
    let mask: UInt64 = (1 &<< UInt64(width)) &- 1
    var bit = 0
    var index = 0
    while index &+ 4 <= count {
      let (b1, b2, b3) = (bit &+ width, bit &+ 2 &* width, bit &+ 3 &* width)
      let v0 = unsafe source.loadUnaligned(fromByteOffset: bit &>> 3, as: UInt64.self) &>> UInt64(bit & 7)
      let v1 = unsafe source.loadUnaligned(fromByteOffset: b1 &>> 3, as: UInt64.self) &>> UInt64(b1 & 7)
      let v2 = unsafe source.loadUnaligned(fromByteOffset: b2 &>> 3, as: UInt64.self) &>> UInt64(b2 & 7)
      let v3 = unsafe source.loadUnaligned(fromByteOffset: b3 &>> 3, as: UInt64.self) &>> UInt64(b3 & 7)
      unsafe target[index] = UInt32(truncatingIfNeeded: v0 & mask)
      unsafe target[index &+ 1] = UInt32(truncatingIfNeeded: v1 & mask)
      unsafe target[index &+ 2] = UInt32(truncatingIfNeeded: v2 & mask)
      unsafe target[index &+ 3] = UInt32(truncatingIfNeeded: v3 & mask)
      bit &+= 4 &* width
      index &+= 4
    }
    while index < count {
      let value = unsafe source.loadUnaligned(fromByteOffset: bit &>> 3, as: UInt64.self) &>> UInt64(bit & 7)
      unsafe target[index] = UInt32(truncatingIfNeeded: value & mask)
      bit &+= width
      index &+= 1
    }
  }
}
