/// Reads the blocks of a list that hold candidates, some at a time, from the first to the last.
struct PostingReader: ~Copyable {
  private let window: Found
  /// Some blocks are without any candidate.
  private let isSparse: Bool
  /// The first posting of the window that was not yet looked at.
  private var start = 0
  private var blocks: BlockReader

  /// So many candidates for each block, and hardly any block is without one.
  private static let denseShare = 12

  /// - Parameters:
  ///   - candidates: about how many will be asked for.
  ///   - window: its contents are lost. It has room for as many postings as are decoded at once.
  init(_ list: PostingList, for candidates: Int, through window: Found = Found(capacity: BlockReader.room)) {
    isSparse = candidates < Self.denseShare * list.blockCount
    self.window = window
    window.count = 0
    blocks = BlockReader(list)
  }

  /// Whether the list has nothing left.
  var isAtEnd: Bool { blocks.isAtEnd && start == window.count }

  /// Appends what the list shares with ascending candidates, none of which comes before one of an earlier call.
  mutating func share(with candidates: Found, _ table: MarkTable, into out: MarkTable.Shared) throws(IndexError) {
    var next = 0
    while true {
      table.share(candidates, &next, window, &start, into: out)
      if next == candidates.count { return }
      try blocks.read(for: candidates, from: next, isSparse: isSparse, into: window)
      start = 0
      if window.count == 0 { return }
    }
  }
}

/// Reads a list from its first posting to its last through a window of postings that is filled some blocks at a time.
struct PostingStream: ~Copyable {
  /// The postings that were decoded and not yet taken, from `start` on.
  let window: Found
  private var start = 0
  private var blocks: BlockReader
  /// Postings that a window must have room for besides those that are taken at once.
  static let ahead = 2 * BlockReader.room

  /// - Parameter window: its contents are lost. It has room for all that is taken at once, and for `ahead` more.
  init(_ list: PostingList, through window: Found) {
    self.window = window
    window.count = 0
    blocks = BlockReader(list)
  }

  /// Whether all postings were taken.
  var isAtEnd: Bool { blocks.isAtEnd && start == window.count }

  /// The places in the window of the postings below a limit that were not yet taken.
  mutating func take(below limit: UInt32) throws(IndexError) -> Range<Int> {
    // What was taken makes room.
    window.drop(start)
    start = 0
    while !blocks.isAtEnd, window.count == 0 || window.ordinals[window.count - 1] < limit {
      try blocks.read(into: window)
    }
    start = window.place(limit, in: 0..<window.count)
    return 0..<start
  }

  /// Puts the next postings into the window, about so many, and nothing else; none at the end.
  mutating func next(_ wanted: Int) throws(IndexError) {
    (window.count, start) = (0, 0)
    while !blocks.isAtEnd, window.count < wanted { try blocks.read(into: window) }
  }
}
