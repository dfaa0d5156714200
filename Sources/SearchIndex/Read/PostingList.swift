/// A list of entries as it stands in the file, header parsed.
struct PostingList {
  /// Postings, at most the number of entries.
  let count: Int
  /// Postings whose gram starts in own text.
  let own: Int
  /// The bytes of the list in its part.
  let range: Range<Int>
  private let bytes: Bytes
  private let limit: UInt32
  /// The table of the only block.
  private let table: Int
  /// Bits of a last ordinal and of a block's end, and where these numbers stand; only for more than one block.
  private let lasts: (at: Int, width: Int)
  private let ends: (at: Int, width: Int)
  /// Where the first block begins.
  let blocks: Int

  var blockCount: Int { (count + BlockCodec.size - 1) / BlockCodec.size }
  private var zeros: Bool { own < count }

  /// - Parameters:
  ///   - range: the bytes of the list.
  ///   - limit: number of entries.
  init(_ bytes: Bytes, _ range: Range<Int>, limit: Int) throws(IndexError) {
    self.bytes = bytes
    self.limit = UInt32(clamping: limit)
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
    guard count > 0, count <= limit, own <= count else {
      throw bytes.corrupt(range.lowerBound, expected: "a list of 1 to \(limit)", found: "\(count), \(own) of them own")
    }
    guard count > BlockCodec.size else {
      (lasts, ends, blocks) = ((0, 0), (0, 0), at)
      return
    }
    let number = (count + BlockCodec.size - 1) / BlockCodec.size
    lasts = (at + 1, try Self.width(bytes, at))
    at += 1 + BitPacking.size(number, lasts.width)
    ends = (at + 1, try Self.width(bytes, at))
    blocks = at + 1 + BitPacking.size(number, ends.width)
  }

  private static func width(_ bytes: Bytes, _ at: Int) throws(IndexError) -> Int {
    let width = try bytes.u8(at)
    guard width <= 32 else { throw bytes.corrupt(at, expected: "at most 32 bits", found: "\(width)") }
    return width
  }

  /// The last ordinal of a block, or something larger.
  @inline(__always) func last(_ block: Int) throws(IndexError) -> UInt32 {
    count > BlockCodec.size ? try BitPacking.number(bytes, lasts.at, block, lasts.width) : .max
  }

  func size(_ block: Int) -> Int { min(BlockCodec.size, count - block * BlockCodec.size) }

  /// An error that names this list.
  func corrupt(expected: String, found: String) -> IndexError {
    bytes.corrupt(range.lowerBound, expected: expected, found: found)
  }

  /// Decodes blocks of this list.
  func decoder(wide: Bool = BlockDecoder.hasWide) -> BlockDecoder {
    BlockDecoder(bytes, zeros: zeros, limit: limit, wide: wide)
  }

  /// Where the block ends.
  @inline(__always) func end(of number: Int) throws(IndexError) -> Int {
    count > BlockCodec.size ? blocks + Int(try BitPacking.number(bytes, ends.at, number, ends.width)) : range.upperBound
  }

  /// A block between two places whose postings go to `place`; `base` is the smallest ordinal that it can begin with.
  @inline(__always) func block(_ number: Int, _ from: Int, _ end: Int, base: UInt32, at place: Int)
    throws(IndexError) -> BlockCodec.Block
  {
    var (start, table) = (from, self.table)
    if count > BlockCodec.size {
      table = try bytes.u8(start)
      start += 1
    }
    guard start <= end, end <= range.upperBound, table < PostingCode.tables else {
      throw bytes.corrupt(start, expected: "a block within \(range)", found: "table \(table), up to \(end)")
    }
    return BlockCodec.Block(start: start, end: end, table: table, count: size(number), base: base, place: place)
  }

  private func block(_ number: Int, at place: Int) throws(IndexError) -> BlockCodec.Block {
    let (from, base) = number == 0 ? (blocks, 0) : (try end(of: number - 1), try last(number - 1) &+ 1)
    return try block(number, from, try end(of: number), base: base, at: place)
  }

  /// All postings, those in the neighbour's text included.
  /// - Parameters:
  ///   - wide: whether the wide kernel is used.
  ///   - group: how many blocks are decoded at a time. What is found is the same.
  func all(wide: Bool = BlockDecoder.hasWide, group: Int = BlockDecoder.lanes) throws(IndexError) -> Found {
    let found = Found(capacity: count)
    var decoder = decoder(wide: wide)
    var (from, base) = (blocks, UInt32(0))
    for number in 0..<blockCount {
      let end = try end(of: number)
      try decoder.add(try block(number, from, end, base: base, at: number * BlockCodec.size), into: found)
      if decoder.count == group { try decoder.run(into: found) }
      (from, base) = (end, try last(number) &+ 1)
    }
    try decoder.run(into: found)
    found.count = count
    try checkOrder(found)
    return found
  }

  /// Blocks are decoded from where the skip table says that the one before ends.
  func checkOrder(_ found: Found) throws(IndexError) {
    for place in stride(from: BlockCodec.size, to: found.count, by: BlockCodec.size)
    where found.ordinals[place] <= found.ordinals[place - 1] {
      throw outOfOrder(found.ordinals[place - 1], found.ordinals[place])
    }
  }

  func outOfOrder(_ before: UInt32, _ found: UInt32) -> IndexError {
    corrupt(expected: "an entry after \(before)", found: "\(found)")
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

  /// The first block from `start` on whose last ordinal is not below the wanted one: steps that double, then halves.
  func seek(_ wanted: UInt32, from start: Int) throws(IndexError) -> Int {
    if start >= blockCount { return blockCount }
    if try last(start) >= wanted { return start }
    var (low, step) = (start, 1)
    while low + step < blockCount, try last(low + step) < wanted {
      low += step
      step *= 2
    }
    var high = min(low + step, blockCount)
    low += 1
    while low < high {
      let middle = (low + high) / 2
      if try last(middle) < wanted { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
