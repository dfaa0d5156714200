import CSearchKernels

/// Blocks of up to 128 postings. Documentation/IndexFormat.md, "Block".
///
/// The postings with an even place stand in one stream of bits that begins at the start of the block, those with an odd
/// place in another that begins at its end and runs backwards byte by byte: the processor follows both at the same time,
/// which halves the wait for where the next code begins, and no number need say where the second one is.
enum BlockCodec {
  static let size = 128
  /// Readable bytes that must stand before the first block and behind the last: so far a stream of a damaged block can run.
  static let slack = Int(SK_SLACK)
  /// Occurrences beyond this are not told apart. 0 says that the gram occurs in the neighbour's text only.
  static let maxCount = 4

  /// What the encoder needs besides the list.
  final class Scratch {
    let gaps = Buffer<UInt32>(uninitialized: size)
    let symbols = Buffer<UInt8>(uninitialized: size)
    var backward: [UInt8] = []
    /// The block that `encode` made.
    var bytes: [UInt8] = []
  }

  /// Codes the postings of a range. `ordinals` ascend strictly and start at `base` or later; `counts` are 0...4.
  /// - Parameter zeros: some count of the list is 0.
  /// - Returns: the number of the table; the bytes are in the scratch.
  static func encode(
    _ ordinals: [UInt32], _ counts: [UInt8], _ range: Range<Int>, base: UInt32, zeros: Bool, scratch: Scratch
  ) -> Int {
    let code = PostingCode.shared
    var next = base
    var costs = SIMD16<UInt16>()
    for (place, index) in range.enumerated() {
      let gap = ordinals[index] - next
      next = ordinals[index] + 1
      let symbol = PostingCode.symbol(gap: gap, count: counts[index])
      scratch.gaps[place] = gap
      scratch.symbols[place] = UInt8(symbol)
      costs &+= code.lengths(symbol)
    }
    var table = 0
    for other in 1..<PostingCode.tables where costs[other] < costs[table] { table = other }
    scratch.bytes.removeAll(keepingCapacity: true)
    if zeros {
      BitPacking.pack(range.map { counts[$0] == 0 ? 1 : 0 }, 1, into: &scratch.bytes)
    }
    write(range.count, table, scratch)
    return table
  }

  private static func write(_ count: Int, _ table: Int, _ scratch: Scratch) {
    let code = PostingCode.shared
    // Taken out for the time: what stands in an object is guarded at each access.
    var (forward, backward): ([UInt8], [UInt8]) = ([], [])
    swap(&forward, &scratch.bytes)
    swap(&backward, &scratch.backward)
    backward.removeAll(keepingCapacity: true)
    var (even, odd) = (BitWriter(), BitWriter())
    for place in 0..<count {
      let symbol = Int(scratch.symbols[place])
      let (bits, length) = code.code(table, symbol)
      let width = symbol >> 2
      let low = UInt64(scratch.gaps[place] &+ 1) & ((1 &<< UInt64(width)) &- 1)
      let word = bits | low &<< UInt64(length)
      if place & 1 == 0 {
        even.put(word, length + width, into: &forward)
      } else {
        odd.put(word, length + width, into: &backward)
      }
    }
    even.finish(into: &forward)
    odd.finish(into: &backward)
    forward.append(contentsOf: backward.reversed())
    swap(&forward, &scratch.bytes)
    swap(&backward, &scratch.backward)
  }
}
