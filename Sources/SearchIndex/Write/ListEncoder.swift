/// Codes one posting list. Documentation/IndexFormat.md, "Posting list".
enum ListEncoder {
  /// A list of one posting fits into the dictionary's number: bit 31, three bits of occurrences, 28 bits of ordinal.
  static func inline(_ ordinal: UInt32, _ count: UInt8) -> UInt32 {
    1 << 31 | UInt32(count) << 28 | ordinal
  }

  /// Appends the list: number of postings, number of those in own text if that differs, skip table, blocks.
  static func encode(
    _ ordinals: [UInt32], _ counts: [UInt8], scratch: borrowing Buffer<UInt32>, into out: inout [UInt8]
  ) {
    let own = counts.count { $0 > 0 }
    appendVarint(ordinals.count << 1 | (own < ordinals.count ? 1 : 0), &out)
    if own < ordinals.count { appendVarint(own, &out) }
    var blocks: [UInt8] = []
    var base: UInt32 = 0
    for start in stride(from: 0, to: ordinals.count, by: BlockCodec.size) {
      let end = min(start + BlockCodec.size, ordinals.count)
      let last = ordinals[end - 1]
      if ordinals.count <= BlockCodec.size {
        BlockCodec.encode(ordinals[start..<end], counts[start..<end], base: base, scratch: scratch, into: &out)
        return
      }
      BlockCodec.encode(ordinals[start..<end], counts[start..<end], base: base, scratch: scratch, into: &blocks)
      base = last + 1
      append32(last, &out)
      append32(UInt32(blocks.count), &out)
    }
    out.append(contentsOf: blocks)
  }

  static func appendVarint(_ value: Int, _ out: inout [UInt8]) {
    var rest = UInt64(value)
    while rest >= 0x80 {
      out.append(UInt8(rest & 0x7F | 0x80))
      rest >>= 7
    }
    out.append(UInt8(rest))
  }

  static func append16(_ value: UInt16, _ out: inout [UInt8]) {
    out.append(UInt8(value & 0xFF))
    out.append(UInt8(value >> 8))
  }

  static func append32(_ value: UInt32, _ out: inout [UInt8]) {
    for shift in [0, 8, 16, 24] as [UInt32] { out.append(UInt8(truncatingIfNeeded: value >> shift)) }
  }

  static func append64(_ value: UInt64, _ out: inout [UInt8]) {
    append32(UInt32(truncatingIfNeeded: value), &out)
    append32(UInt32(truncatingIfNeeded: value >> 32), &out)
  }
}
