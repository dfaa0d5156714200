/// A list of entries as it stands in the file, header parsed.
struct PostingList {
  /// Postings, at most the number of entries.
  let count: Int
  /// Postings whose gram starts in own text.
  let own: Int
  /// The only posting, when the list is one number.
  fileprivate let single: (ordinal: UInt32, count: UInt8)?
  fileprivate let bytes: Bytes
  fileprivate let limit: UInt32
  /// Where the list begins in its part; nil when it is only a number of the dictionary.
  let start: Int?
  /// Where the skip table is; the blocks follow it.
  fileprivate let table: Int

  var blockCount: Int { (count + BlockCodec.size - 1) / BlockCodec.size }
  private var blocks: Int { count > BlockCodec.size ? table + 8 * blockCount : table }

  /// - Parameters:
  ///   - value: the number in the dictionary.
  ///   - base: what its place is relative to.
  ///   - limit: number of entries.
  init(_ bytes: Bytes, value: UInt32, base: Int, limit: Int) throws(IndexError) {
    self.bytes = bytes
    self.limit = UInt32(clamping: limit)
    if value & Layout.inlineFlag != 0 {
      let ordinal = value & 0x0FFF_FFFF
      let times = UInt8(value >> 28 & 7)
      guard ordinal < self.limit, times <= BlockCodec.maxCount else {
        throw bytes.corrupt(0, expected: "an entry below \(limit)", found: "a dictionary number \(value)")
      }
      single = (ordinal, times)
      start = nil
      (count, own, table) = (1, times > 0 ? 1 : 0, 0)
      return
    }
    single = nil
    var at = base &+ Int(value)
    let start = at
    self.start = at
    let head = try bytes.varint(&at)
    count = head >> 1
    own = head & 1 == 1 ? try bytes.varint(&at) : count
    table = at
    guard count > 0, count <= limit, own <= count else {
      throw bytes.corrupt(start, expected: "a list of 1 to \(limit)", found: "\(count), \(own) of them own")
    }
    if count > BlockCodec.size { try bytes.require(table, 8 * ((count + BlockCodec.size - 1) / BlockCodec.size)) }
  }

  /// The last ordinal of a block.
  @inline(__always) func last(_ block: Int) throws(IndexError) -> UInt32 {
    if let single { return single.ordinal }
    return count > BlockCodec.size ? try bytes.u32(table &+ 8 &* block) : .max
  }

  func size(_ block: Int) -> Int { min(BlockCodec.size, count - block * BlockCodec.size) }

  /// An error that names this list.
  func corrupt(expected: String, found: String) -> IndexError {
    bytes.corrupt(min(table, bytes.count), expected: expected, found: found)
  }

  /// Decodes one block to the places from `place` on.
  func decode(_ block: Int, into found: Found, at place: Int) throws(IndexError) {
    if let single {
      found.ordinals[place] = single.ordinal
      found.counts[place] = single.count
      return
    }
    let start = block == 0 ? 0 : Int(try bytes.u32(table + 8 * block - 4))
    let before = block == 0 ? 0 : try last(block - 1)
    _ = try BlockCodec.decode(
      bytes, blocks + start, count: size(block), base: block == 0 ? 0 : before &+ 1, limit: limit, into: found,
      at: place)
  }

  /// All postings, those in the neighbour's text included.
  func all() throws(IndexError) -> Found {
    let found = Found(capacity: count)
    if let single {
      found.append(single.ordinal, single.count)
      return found
    }
    var at = blocks
    var base: UInt32 = 0
    for block in 0..<blockCount {
      let size = size(block)
      at = try BlockCodec.decode(
        bytes, at, count: size, base: base, limit: limit, into: found, at: block * BlockCodec.size)
      base = found.ordinals[block * BlockCodec.size + size - 1] &+ 1
    }
    found.count = count
    return found
  }

  /// Those of the candidates that are in the list, with the list's occurrences, or the smaller of both numbers.
  /// Blocks without candidates are skipped.
  func intersection(_ candidates: Found, smallest: Bool = false) throws(IndexError) -> Found {
    if count < 4 * candidates.count || count <= BlockCodec.size {
      return try all().intersection(candidates, smallest: smallest)
    }
    let out = Found(capacity: candidates.count)
    let window = Found(capacity: BlockCodec.size)
    var (block, loaded, at, size) = (0, -1, 0, 0)
    for index in 0..<candidates.count {
      let wanted = candidates.ordinals[index]
      block = try seek(wanted, from: block)
      if block == blockCount { break }
      if block != loaded {
        try decode(block, into: window, at: 0)
        (loaded, at, size) = (block, 0, self.size(block))
      }
      while at < size && window.ordinals[at] < wanted { at &+= 1 }
      if at < size && window.ordinals[at] == wanted {
        out.append(wanted, smallest ? min(window.counts[at], candidates.counts[index]) : window.counts[at])
      }
    }
    return out
  }

  /// The first block from `start` on whose last ordinal is not below the wanted one: steps that double, then halves.
  private func seek(_ wanted: UInt32, from start: Int) throws(IndexError) -> Int {
    if start == blockCount { return start }
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
