import CSearchKernels

/// A list of entries as it stands in the file, header parsed.
struct PostingList {
  /// Postings, at most the number of entries.
  let count: Int
  /// Postings whose gram starts in own text.
  let own: Int
  /// The bytes of the list in its part.
  let range: Range<Int>
  private let bytes: Bytes
  private let limit: Int
  /// The table of the only block.
  private let table: Int
  /// Bits of a last ordinal and of a block's end, and where these numbers stand; only for more than one block.
  private let lasts: (at: Int, width: Int)
  private let ends: (at: Int, width: Int)
  /// Where the first block begins.
  private let blocks: Int

  var blockCount: Int { (count + BlockCodec.size - 1) / BlockCodec.size }
  private var zeros: Bool { own < count }

  /// - Parameters:
  ///   - range: the bytes of the list.
  ///   - limit: number of entries.
  init(_ bytes: Bytes, _ range: Range<Int>, limit: Int) throws(IndexError) {
    self.bytes = bytes
    self.limit = min(limit, Int(Int32.max))
    self.range = range
    var at = range.lowerBound
    let head = try bytes.u8(at)
    at += 1
    table = head & 15
    if head >> 4 > 0 {
      (count, own) = (head >> 4, head >> 4)
    } else {
      let number = try bytes.varint(&at)
      count = number >> 1
      own = number & 1 == 1 ? try bytes.varint(&at) : count
    }
    guard count > 0, count <= self.limit, own <= count else {
      throw bytes.corrupt(range.lowerBound, expected: "a list of 1 to \(self.limit)", found: "\(count), \(own) of them own")
    }
    // Its bytes, and what stands before and behind them.
    try bytes.require(range.lowerBound &- BlockCodec.slack, range.count &+ 2 &* BlockCodec.slack)
    guard count > BlockCodec.size else {
      (lasts, ends, blocks) = ((0, 0), (0, 0), at)
      return
    }
    let number = (count + BlockCodec.size - 1) / BlockCodec.size
    lasts = (at + 1, try Self.width(bytes, at))
    at += 1 + BitPacking.size(number, lasts.width)
    ends = (at + 1, try Self.width(bytes, at))
    blocks = at + 1 + BitPacking.size(number, ends.width)
    if blocks > range.upperBound { throw corrupt(expected: "two numbers for each of \(number) blocks", found: "fewer") }
  }

  private static func width(_ bytes: Bytes, _ at: Int) throws(IndexError) -> Int {
    let width = try bytes.u8(at)
    guard width <= 32 else { throw bytes.corrupt(at, expected: "at most 32 bits", found: "\(width)") }
    return width
  }

  /// An error that names this list.
  func corrupt(expected: String, found: String) -> IndexError {
    bytes.corrupt(range.lowerBound, expected: expected, found: found)
  }

  /// What the kernels have to know of the list; its tables and blocks were proved to stand in its bytes.
  func reader(wide: Bool) -> sk_reader {
    let start = unsafe bytes.base.assumingMemoryBound(to: UInt8.self)
    return unsafe sk_reader(
      lasts: start + lasts.at, ends: start + ends.at, last_width: UInt32(lasts.width), end_width: UInt32(ends.width),
      blocks: start + blocks, end: start + range.upperBound, steps: UnsafePointer(PostingCode.shared.steps.base),
      table: UInt32(table), count: UInt32(count), limit: UInt32(limit), zeros: zeros ? 1 : 0, wide: wide ? 1 : 0, number: 0,
      from: start + blocks, base: 0, after: 0)
  }

  /// All postings, those in the neighbour's text included.
  /// - Parameters:
  ///   - wide: whether the wide kernel is used.
  ///   - group: how many blocks are decoded at a time. What is found is the same.
  func all(wide: Bool = BlockReader.hasWide, group: Int = BlockReader.lanes) throws(IndexError) -> Found {
    let found = Found(capacity: count)
    var blocks = BlockReader(self, wide: wide)
    while !blocks.isAtEnd { try blocks.read(group, into: found) }
    return found
  }

  /// Those of the candidates that are in the list, with the list's occurrences, or the smaller of both numbers. Blocks
  /// without candidates are skipped.
  func intersection(_ candidates: Found, smallest: Bool = false) throws(IndexError) -> Found {
    let out = Found(capacity: min(count, candidates.count) + MarkTable.room, keptFrom: candidates)
    guard candidates.count > 0, let beside = out.kept?.counts else { return out }
    try TablePool.shared.lend { (table) throws(IndexError) in
      var reader = PostingReader(self, for: candidates.count)
      try reader.share(with: candidates, table, into: MarkTable.Shared(found: out, beside: beside))
    }
    if smallest { out.takeSmallest() }
    return out
  }
}
