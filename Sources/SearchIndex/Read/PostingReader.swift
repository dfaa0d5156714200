/// Decodes the blocks of a list that hold candidates, some at a time, from the first to the last.
struct PostingReader: ~Copyable {
  private let list: PostingList
  private let window: Found
  /// Some blocks are without any candidate.
  private let isSparse: Bool
  /// The first posting of the window that was not yet looked at.
  private var start = 0
  private var decoder: BlockDecoder
  /// The next block: its number, where it begins, and the smallest ordinal that it can begin with.
  private var (number, from, base): (Int, Int, UInt32)

  /// So many candidates for each block, and hardly any block is without one.
  private static let denseShare = 12

  /// - Parameters:
  ///   - candidates: about how many will be asked for.
  ///   - window: its contents are lost. It has room for as many blocks as are decoded at once.
  init(
    _ list: PostingList, for candidates: Int,
    through window: Found = Found(capacity: BlockDecoder.lanes * BlockCodec.size)
  ) {
    self.list = list
    isSparse = candidates < Self.denseShare * list.blockCount
    self.window = window
    window.count = 0
    decoder = list.decoder()
    (number, from, base) = (0, list.blocks, 0)
  }

  /// Whether the list has nothing left.
  var isAtEnd: Bool { number == list.blockCount && start == window.count }

  /// Appends what the list shares with ascending candidates, none of which comes before one of an earlier call.
  mutating func share(with candidates: Found, _ table: MarkTable, into out: MarkTable.Shared) throws(IndexError) {
    var next = 0
    while true {
      table.share(candidates, &next, window, &start, into: out)
      if next == candidates.count { return }
      try fill(candidates, from: next)
      if window.count == 0 { return }
    }
  }

  /// Decodes the next blocks with candidates, as many as are decoded at once; none if there are none.
  private mutating func fill(_ candidates: Found, from first: Int) throws(IndexError) {
    let before = window.count > 0 ? window.ordinals[window.count - 1] : nil
    var (wanted, count) = (first, 0)
    while wanted < candidates.count, !decoder.isFull, try find(candidates.ordinals[wanted]) {
      let (end, last) = (try list.end(of: number), try list.last(number))
      try decoder.add(try list.block(number, from, end, base: base, at: count), into: window)
      count += list.size(number)
      (number, from, base) = (number + 1, end, last &+ 1)
      if isSparse {
        wanted = candidates.place(after: last, from: wanted)
      } else if last >= candidates.ordinals[candidates.count - 1] {
        wanted = candidates.count
      }
    }
    try decoder.run(into: window)
    (window.count, start) = (count, 0)
    if let before, count > 0, window.ordinals[0] <= before { throw list.outOfOrder(before, window.ordinals[0]) }
    try list.checkOrder(window)
  }

  /// Goes on to the block that can hold an ordinal, or is there already; false behind the last one.
  private mutating func find(_ ordinal: UInt32) throws(IndexError) -> Bool {
    if ordinal <= base { return number < list.blockCount }
    let found = try list.seek(ordinal, from: number)
    if found == list.blockCount {
      number = found
      return false
    }
    if found > number {
      (number, from, base) = (found, try list.end(of: found - 1), try list.last(found - 1) &+ 1)
    }
    return true
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
    decoder = list.decoder()
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

  /// Puts the next postings into the window, about so many, and nothing else; none at the end.
  mutating func next(_ wanted: Int) throws(IndexError) {
    (window.count, start) = (0, 0)
    while number < list.blockCount, window.count < wanted { try fill() }
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
