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
    scratch.backward.removeAll(keepingCapacity: true)
    var (even, odd) = (BitWriter(), BitWriter())
    for place in 0..<count {
      let symbol = Int(scratch.symbols[place])
      let (bits, length) = code.code(table, symbol)
      let width = symbol >> 2
      let low = UInt64(scratch.gaps[place] &+ 1) & ((1 &<< UInt64(width)) &- 1)
      let word = bits | low &<< UInt64(length)
      if place & 1 == 0 {
        even.put(word, length + width, into: &scratch.bytes)
      } else {
        odd.put(word, length + width, into: &scratch.backward)
      }
    }
    even.finish(into: &scratch.bytes)
    odd.finish(into: &scratch.backward)
    scratch.bytes.append(contentsOf: scratch.backward.reversed())
  }

  /// Not 0 where the processor shifts without flags.
  private static let hasBMI2 = sk_has_bmi2()

  /// One block to be decoded: the bytes `start..<end` behind its table, and the place in a `Found` where it goes.
  struct Block {
    let start: Int
    let end: Int
    let table: Int
    let count: Int
    let base: UInt32
    let place: Int
  }

  /// Decodes a block of 1 to 128 postings that takes exactly its bytes.
  /// - Throws: `corrupt` when it does not; the ordinals ascend and are proved to be below `limit`.
  static func decode(_ bytes: Bytes, _ block: Block, zeros: Bool, limit: UInt32, into found: Found) throws(IndexError) {
    var kernel = try unsafe kernel(bytes, block, zeros, found)
    unsafe sk_decode(&kernel, hasBMI2)
    try unsafe finish(bytes, block, zeros, limit, found, kernel)
  }

  /// Decodes two blocks at the same time if both are full.
  static func decode(
    _ bytes: Bytes, _ first: Block, _ second: Block, zeros: Bool, limit: UInt32, into found: Found
  ) throws(IndexError) {
    guard first.count == size, second.count == size else {
      try decode(bytes, first, zeros: zeros, limit: limit, into: found)
      return try decode(bytes, second, zeros: zeros, limit: limit, into: found)
    }
    var (a, b) = unsafe (try kernel(bytes, first, zeros, found), try kernel(bytes, second, zeros, found))
    unsafe sk_decode_pair(&a, &b, hasBMI2)
    try unsafe finish(bytes, first, zeros, limit, found, a)
    try unsafe finish(bytes, second, zeros, limit, found, b)
  }

  private static func kernel(_ bytes: Bytes, _ block: Block, _ zeros: Bool, _ found: Found) throws(IndexError) -> sk_block {
    precondition(block.place >= 0 && block.count >= 0 && block.place + block.count <= found.ordinals.capacity)
    let from = zeros ? block.start &+ (block.count &+ 7) &>> 3 : block.start
    try bytes.require(from &- slack, slack)
    try bytes.require(from, block.end &- from)
    try bytes.require(block.end, slack)
    return unsafe sk_block(
      start: (bytes.base + from).assumingMemoryBound(to: UInt8.self),
      end: (bytes.base + block.end).assumingMemoryBound(to: UInt8.self),
      steps: PostingCode.shared.steps.base + (block.table & 15) &<< PostingCode.longest,
      ordinals: found.ordinals.base + block.place, counts: found.counts.base + block.place, count: UInt32(block.count),
      base: block.base, next: 0, used: 0)
  }

  private static func finish(
    _ bytes: Bytes, _ block: Block, _ zeros: Bool, _ limit: UInt32, _ found: Found, _ kernel: sk_block
  ) throws(IndexError) {
    let from = zeros ? block.start &+ (block.count &+ 7) &>> 3 : block.start
    let (used, next) = unsafe (kernel.used, kernel.next)
    guard Int(used) == block.end &- from, next <= UInt64(limit) else {
      throw bytes.corrupt(
        block.start, expected: "\(block.end - from) bytes, entries below \(limit)", found: "\(used) bytes, up to \(next)")
    }
    if zeros {
      for index in 0..<block.count where try bytes.u8(block.start + index >> 3) >> (index & 7) & 1 == 1 {
        found.counts[block.place + index] = 0
      }
    }
  }
}
