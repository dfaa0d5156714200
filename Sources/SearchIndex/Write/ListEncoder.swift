/// Codes one posting list. Documentation/IndexFormat.md, "Posting list".
enum ListEncoder {
  /// Lists of fewer postings, all of them in own text, say so in half a byte.
  static let shortCount = 16

  /// Appends the list. It has at least one posting.
  static func encode(_ ordinals: [UInt32], _ counts: [UInt8], scratch: BlockCodec.Scratch, into out: inout [UInt8]) {
    let own = counts.count { $0 > 0 }
    let zeros = own < ordinals.count
    let isLong = ordinals.count > BlockCodec.size
    let table =
      isLong
      ? 0 : BlockCodec.encode(ordinals, counts, 0..<ordinals.count, base: 0, zeros: zeros, scratch: scratch)
    if zeros || ordinals.count >= shortCount {
      out.append(UInt8(table))
      appendVarint(ordinals.count << 1 | (zeros ? 1 : 0), &out)
      if zeros { appendVarint(own, &out) }
    } else {
      out.append(UInt8(table | ordinals.count << 4))
    }
    if isLong {
      appendBlocks(ordinals, counts, zeros, scratch, &out)
    } else {
      out.append(contentsOf: scratch.bytes)
    }
  }

  /// The skip table and the blocks, each with its table in front.
  private static func appendBlocks(
    _ ordinals: [UInt32], _ counts: [UInt8], _ zeros: Bool, _ scratch: BlockCodec.Scratch, _ out: inout [UInt8]
  ) {
    var blocks: [UInt8] = []
    var (lasts, ends): ([UInt32], [UInt32]) = ([], [])
    var base: UInt32 = 0
    for start in stride(from: 0, to: ordinals.count, by: BlockCodec.size) {
      let end = min(start + BlockCodec.size, ordinals.count)
      blocks.append(
        UInt8(BlockCodec.encode(ordinals, counts, start..<end, base: base, zeros: zeros, scratch: scratch)))
      blocks.append(contentsOf: scratch.bytes)
      lasts.append(ordinals[end - 1])
      ends.append(UInt32(blocks.count))
      base = ordinals[end - 1] + 1
    }
    for numbers in [lasts, ends] {
      let width = BitPacking.width(numbers.last ?? 0)
      out.append(UInt8(width))
      BitPacking.pack(numbers, width, into: &out)
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
