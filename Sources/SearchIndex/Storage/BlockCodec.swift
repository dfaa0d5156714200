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

  /// One block to be decoded: the bytes `start..<end` behind its table, and the place in a `Found` where it goes.
  struct Block {
    let start: Int
    let end: Int
    let table: Int
    let count: Int
    let base: UInt32
    let place: Int
  }
}

/// Decodes blocks of one list, several at the same time.
@safe struct BlockDecoder: ~Copyable {
  private let bytes: Bytes
  private let zeros: Bool
  private let limit: UInt32
  private let wide: Bool
  private let kernels = unsafe Buffer<sk_block>(uninitialized: lanes)
  private let steps: UnsafePointer<UInt16>
  private(set) var count = 0
  /// So many blocks wait for one another.
  static let lanes = 4
  /// Whether the processor can follow several blocks; what is found is the same.
  static let hasWide = sk_has_wide() != 0

  /// - Parameters:
  ///   - zeros: some count of the list is 0.
  ///   - limit: ordinals are proved to be below it.
  init(_ bytes: Bytes, zeros: Bool, limit: UInt32, wide: Bool = hasWide) {
    self.bytes = bytes
    self.zeros = zeros
    self.limit = limit
    self.wide = wide
    unsafe steps = UnsafePointer(PostingCode.shared.steps.base)
  }

  var isFull: Bool { count == Self.lanes }

  /// Takes a block of 1 to 128 postings that takes exactly its bytes. There is room for it, and in `found` behind its place.
  mutating func add(_ block: BlockCodec.Block, into found: Found) throws(IndexError) {
    precondition(count < Self.lanes && block.place >= 0 && block.count > 0 && block.count <= BlockCodec.size)
    precondition(block.place + block.count <= found.ordinals.capacity)
    let from = start(block)
    // Its bytes, and what stands before and behind them.
    try bytes.require(from, block.end &- from)
    try bytes.require(from &- BlockCodec.slack, block.end &- from &+ 2 &* BlockCodec.slack)
    let kernel = unsafe sk_block(
      start: (bytes.base + from).assumingMemoryBound(to: UInt8.self),
      end: (bytes.base + block.end).assumingMemoryBound(to: UInt8.self),
      steps: steps + (block.table & 15) &<< PostingCode.longest,
      ordinals: found.ordinals.base + block.place, counts: found.counts.base + block.place, count: UInt32(block.count),
      base: block.base, next: 0, used: 0)
    unsafe sk_fetch(kernel.end)
    unsafe kernels[count] = kernel
    count &+= 1
  }

  /// Where the streams begin: behind the flags of the counts that are 0.
  private func start(_ block: BlockCodec.Block) -> Int {
    zeros ? block.start &+ (block.count &+ 7) &>> 3 : block.start
  }

  /// Decodes what was added since the last time; the ordinals of a block ascend.
  mutating func run(into found: Found) throws(IndexError) {
    if count == 0 { return }
    unsafe sk_decode(kernels.base, count, wide ? 1 : 0)
    for index in 0..<count { try finish(index, found) }
    count = 0
  }

  private func finish(_ index: Int, _ found: Found) throws(IndexError) {
    let block = unsafe kernels[index]
    let size = unsafe block.end - block.start
    guard unsafe Int(block.used) == size, unsafe block.next <= UInt64(limit) else {
      throw unsafe bytes.corrupt(
        UnsafeRawPointer(block.start) - bytes.base, expected: "\(size) bytes, entries below \(limit)",
        found: "\(block.used) bytes, up to \(block.next)")
    }
    if !zeros { return }
    let (count, place) = unsafe (Int(block.count), block.ordinals - found.ordinals.base)
    let flags = unsafe UnsafeRawPointer(block.start) - bytes.base - (count + 7) >> 3
    for index in 0..<count where try bytes.u8(flags + index >> 3) >> (index & 7) & 1 == 1 {
      found.counts[place + index] = 0
    }
  }
}
