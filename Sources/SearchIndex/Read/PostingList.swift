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
  private let blocks: Int

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

  /// A block whose postings go to `place`; `base` is the smallest ordinal that it can begin with.
  private func block(_ number: Int, base: UInt32, at place: Int) throws(IndexError) -> BlockCodec.Block {
    var (start, end, table) = (blocks, range.upperBound, self.table)
    if count > BlockCodec.size {
      if number > 0 { start += Int(try BitPacking.number(bytes, ends.at, number - 1, ends.width)) }
      end = blocks + Int(try BitPacking.number(bytes, ends.at, number, ends.width))
      table = try bytes.u8(start)
      start += 1
    }
    guard start <= end, end <= range.upperBound, table < PostingCode.tables else {
      throw bytes.corrupt(start, expected: "a block within \(range)", found: "table \(table), up to \(end)")
    }
    return BlockCodec.Block(start: start, end: end, table: table, count: size(number), base: base, place: place)
  }

  private func block(_ number: Int, at place: Int) throws(IndexError) -> BlockCodec.Block {
    try block(number, base: number == 0 ? 0 : try last(number - 1) &+ 1, at: place)
  }

  /// All postings, those in the neighbour's text included.
  func all() throws(IndexError) -> Found {
    let found = Found(capacity: count)
    let number = blockCount
    var next = 0
    while next < number {
      let place = next * BlockCodec.size
      let first = try block(next, at: place)
      if next + 1 < number {
        let second = try block(next + 1, at: place + BlockCodec.size)
        try BlockCodec.decode(bytes, first, second, zeros: zeros, limit: limit, into: found)
      } else {
        try BlockCodec.decode(bytes, first, zeros: zeros, limit: limit, into: found)
      }
      next += 2
    }
    found.count = count
    try checkOrder(found)
    return found
  }

  /// Blocks are decoded from where the skip table says that the one before ends.
  private func checkOrder(_ found: Found) throws(IndexError) {
    for place in stride(from: BlockCodec.size, to: count, by: BlockCodec.size)
    where found.ordinals[place] <= found.ordinals[place - 1] {
      throw corrupt(expected: "an entry after \(found.ordinals[place - 1])", found: "\(found.ordinals[place])")
    }
  }

  /// Those of the candidates that are in the list, with the list's occurrences, or the smaller of both numbers, and their
  /// places among the candidates. Blocks without candidates are skipped.
  func intersection(_ candidates: Found, smallest: Bool = false, tables: TablePool? = nil) throws(IndexError) -> Found {
    let most = candidates.count < Self.probeFrom ? 4 : Self.probedShare
    if count < most * candidates.count || count <= BlockCodec.size {
      let all = try all()
      if let tables, !smallest, own == count, min(count, candidates.count) >= Self.probeFrom {
        return all.probing(candidates, tables)
      }
      return all.shared(with: candidates, smallest: smallest)
    }
    return try skipping(candidates, smallest)
  }

  /// Many candidates are looked up in a table, unless the list is so many times as long that blocks without any of them pay
  /// for finding out which they are.
  private static let probedShare = 24
  /// From so many postings on it pays to go through a table of all entries.
  private static let probeFrom = 1024

  private func skipping(_ candidates: Found, _ smallest: Bool) throws(IndexError) -> Found {
    let out = Found(capacity: candidates.count, from: candidates)
    let window = Found(capacity: 2 * BlockCodec.size)
    var (from, next) = (0, 0)
    while from < candidates.count {
      let first = try seek(candidates.ordinals[from], from: next)
      if first == blockCount { break }
      let middle = candidates.place(after: try last(first), from: from)
      let second = middle < candidates.count ? try seek(candidates.ordinals[middle], from: first + 1) : blockCount
      var end = middle
      if second < blockCount {
        end = candidates.place(after: try last(second), from: middle)
        try BlockCodec.decode(
          bytes, try block(first, at: 0), try block(second, at: BlockCodec.size), zeros: zeros, limit: limit,
          into: window)
        out.append(sharedBy: window, 0..<size(first), candidates, from..<middle, smallest: smallest)
        out.append(
          sharedBy: window, BlockCodec.size..<BlockCodec.size + size(second), candidates, middle..<end,
          smallest: smallest)
      } else {
        try BlockCodec.decode(bytes, try block(first, at: 0), zeros: zeros, limit: limit, into: window)
        out.append(sharedBy: window, 0..<size(first), candidates, from..<middle, smallest: smallest)
      }
      (from, next) = (end, second)
    }
    return out
  }

  /// The first block from `start` on whose last ordinal is not below the wanted one: steps that double, then halves.
  private func seek(_ wanted: UInt32, from start: Int) throws(IndexError) -> Int {
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
