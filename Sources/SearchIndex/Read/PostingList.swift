/// A list of entries as it stands in the file, header parsed.
struct PostingList {
  /// Postings, at most the number of entries.
  let count: Int
  /// Postings whose gram starts in own text.
  let own: Int
  /// The bytes of the list in its part.
  let range: Range<Int>
  fileprivate let bytes: Bytes
  fileprivate let limit: UInt32
  /// The table of the only block.
  private let table: Int
  /// Bits of a last ordinal and of a block's end, and where these numbers stand; only for more than one block.
  private let lasts: (at: Int, width: Int)
  private let ends: (at: Int, width: Int)
  /// Where the first block begins.
  fileprivate let blocks: Int

  var blockCount: Int { (count + BlockCodec.size - 1) / BlockCodec.size }
  fileprivate var zeros: Bool { own < count }

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

  /// Where the block ends.
  @inline(__always) fileprivate func end(of number: Int) throws(IndexError) -> Int {
    count > BlockCodec.size ? blocks + Int(try BitPacking.number(bytes, ends.at, number, ends.width)) : range.upperBound
  }

  /// A block between two places whose postings go to `place`; `base` is the smallest ordinal that it can begin with.
  @inline(__always) fileprivate func block(_ number: Int, _ from: Int, _ end: Int, base: UInt32, at place: Int)
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
    var decoder = BlockDecoder(bytes, zeros: zeros, limit: limit, wide: wide)
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
  private func checkOrder(_ found: Found) throws(IndexError) {
    for place in stride(from: BlockCodec.size, to: found.count, by: BlockCodec.size)
    where found.ordinals[place] <= found.ordinals[place - 1] {
      throw outOfOrder(found.ordinals[place - 1], found.ordinals[place])
    }
  }

  fileprivate func outOfOrder(_ before: UInt32, _ found: UInt32) -> IndexError {
    corrupt(expected: "an entry after \(before)", found: "\(found)")
  }

  /// Those of the candidates that are in the list, with the list's occurrences, or the smaller of both numbers. Blocks
  /// without candidates are skipped.
  func intersection(_ candidates: Found, smallest: Bool = false, tables: TablePool? = nil) throws(IndexError) -> Found {
    if count <= BlockCodec.size || candidates.count == 0 {
      return try candidates.count == 0 ? Found(capacity: 0) : all().shared(with: candidates, smallest: smallest)
    }
    if let tables, candidates.count >= Self.markedFrom, candidates.count >= Self.markedShare * blockCount {
      return try tables.lend { (table) throws(IndexError) in
        table.set(candidates)
        defer { table.clear(candidates) }
        let isDense = candidates.count >= Self.denseShare * blockCount
        let found = isDense ? try probed(candidates, table) : try shared(with: candidates, marked: table)
        if smallest { found.takeSmallest() }
        return found
      }
    }
    let found = try shared(with: candidates, marked: nil)
    if smallest { found.takeSmallest() }
    return found
  }

  /// So many candidates are marked in a table of all entries, if there are so many for each block: then every posting is looked
  /// up there, else every candidate is looked for in its block.
  private static let markedFrom = 64
  private static let markedShare = 4
  /// With so many candidates for each block no block is without any.
  private static let denseShare = 16

  /// All blocks between the first candidate and the last, looked up in the table that holds the candidates.
  private func probed(_ candidates: Found, _ table: TablePool.Table) throws(IndexError) -> Found {
    let out = Found(capacity: min(count, candidates.count) + 1, keptFrom: candidates)
    let window = Found(capacity: BlockDecoder.lanes * BlockCodec.size)
    var decoder = BlockDecoder(bytes, zeros: zeros, limit: limit)
    let last = candidates.ordinals[candidates.count - 1]
    var number = try seek(candidates.ordinals[0], from: 0)
    var (from, base) = number == 0 ? (blocks, 0) : (try end(of: number - 1), try self.last(number - 1) &+ 1)
    while number < blockCount, base <= last {
      let end = try end(of: number)
      let place = decoder.count * BlockCodec.size
      try decoder.add(try block(number, from, end, base: base, at: place), into: window)
      (from, base) = (end, try self.last(number) &+ 1)
      number += 1
      if decoder.isFull || number == blockCount || base > last {
        try run(&decoder, window, count: place + size(number - 1))
        table.probe(window, into: out)
      }
    }
    return out
  }

  private func shared(with candidates: Found, marked: TablePool.Table?) throws(IndexError) -> Found {
    let out = Found(capacity: min(count, candidates.count) + 1, keptFrom: candidates)
    let window = Found(capacity: BlockDecoder.lanes * BlockCodec.size)
    var decoder = BlockDecoder(bytes, zeros: zeros, limit: limit)
    let parts = Buffer<WindowPart>(uninitialized: BlockDecoder.lanes)
    var (from, next) = (0, 0)
    while from < candidates.count {
      next = try seek(candidates.ordinals[from], from: next)
      if next == blockCount { break }
      let end = candidates.place(after: try last(next), from: from)
      let place = decoder.count * BlockCodec.size
      parts[decoder.count] = WindowPart(start: place, end: place + size(next), from: from, to: end)
      try decoder.add(try block(next, at: place), into: window)
      (from, next) = (end, next + 1)
      if decoder.isFull { try take(&decoder, window, parts, candidates, marked, out) }
    }
    try take(&decoder, window, parts, candidates, marked, out)
    return out
  }

  /// A block in the window, and the candidates that can be in it.
  private struct WindowPart: BitwiseCopyable {
    let start: Int
    let end: Int
    let from: Int
    let to: Int
  }

  /// Decodes the blocks that wait and appends what they share with the candidates.
  private func take(
    _ decoder: inout BlockDecoder, _ window: Found, _ parts: borrowing Buffer<WindowPart>, _ candidates: Found,
    _ marked: TablePool.Table?, _ out: Found
  ) throws(IndexError) {
    let number = decoder.count
    if number == 0 { return }
    try run(&decoder, window, count: parts[number - 1].end)
    if let marked { return marked.probe(window, into: out) }
    for index in 0..<number {
      let part = parts[index]
      out.append(sharedBy: window, part.start..<part.end, candidates, part.from..<part.to)
    }
  }

  /// Decodes the blocks that wait, so many postings. No posting is found twice, so there is room for what is shared.
  private func run(_ decoder: inout BlockDecoder, _ window: Found, count: Int) throws(IndexError) {
    let before = window.count > 0 ? window.ordinals[window.count - 1] : nil
    try decoder.run(into: window)
    window.count = count
    if let before, window.ordinals[0] <= before { throw outOfOrder(before, window.ordinals[0]) }
    try checkOrder(window)
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

/// Reads a list from its first posting to its last through a window of postings that is filled some blocks at a time.
struct PostingStream: ~Copyable {
  private let list: PostingList
  /// The postings that were decoded and not yet taken, from `start` on.
  let window: Found
  private var start = 0
  private var decoder: BlockDecoder
  /// The next block: its number, where it begins, and the smallest ordinal that it can begin with.
  private var (number, from, base) = (0, 0, UInt32(0))
  /// Postings that a window must have room for besides those that are taken at once.
  static let ahead = 2 * BlockDecoder.lanes * BlockCodec.size

  /// - Parameter window: its contents are lost. It has room for all that is taken at once, and for `ahead` more.
  init(_ list: PostingList, through window: Found) {
    self.list = list
    self.window = window
    window.count = 0
    decoder = BlockDecoder(list.bytes, zeros: list.zeros, limit: list.limit)
    from = list.blocks
  }

  /// Whether all postings were taken.
  var isAtEnd: Bool { number == list.blockCount && start == window.count }

  /// The places in the window of the postings below a limit that were not yet taken.
  mutating func take(below limit: UInt32) throws(IndexError) -> Range<Int> {
    // What was taken makes room.
    window.drop(start)
    start = 0
    while number < list.blockCount, window.count == 0 || window.ordinals[window.count - 1] < limit { try fill() }
    start = window.place(limit, in: 0..<window.count)
    return 0..<start
  }

  /// Decodes the next blocks, as many as are decoded at once.
  private mutating func fill() throws(IndexError) {
    let first = window.count
    var count = first
    while number < list.blockCount, !decoder.isFull {
      let end = try list.end(of: number)
      try decoder.add(try list.block(number, from, end, base: base, at: count), into: window)
      (from, base) = (end, try list.last(number) &+ 1)
      count += list.size(number)
      number += 1
    }
    try decoder.run(into: window)
    window.count = count
    // Blocks begin where the skip table says that the one before ends.
    for place in stride(from: first, to: count, by: BlockCodec.size) {
      if place > 0, window.ordinals[place] <= window.ordinals[place - 1] {
        throw list.outOfOrder(window.ordinals[place - 1], window.ordinals[place])
      }
      if place == 0, let last = taken, window.ordinals[0] <= last { throw list.outOfOrder(last, window.ordinals[0]) }
    }
    taken = window.ordinals[count - 1]
  }

  /// The last posting that was decoded.
  private var taken: UInt32?
}
