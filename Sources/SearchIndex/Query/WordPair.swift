import CSearchKernels
import Synchronization

/// A query for both or either of two words whose lists are their answer, which is what most queries of two words are. Both lists
/// are read at the same time, one window of entries after the other: all that is touched stays in the nearer caches
/// whatever the size of the segment, and nothing is made for the query but its result.
/// Slow twin: `Evaluation` and `Scorer.rank` with the plan of the same query.
struct WordPair {
  private let grams: (UInt32, UInt32)
  /// Both words, not either.
  private let isBoth: Bool

  /// nil when the query is of another kind.
  init?(_ query: Query) {
    switch query {
    case .and(let parts):
      isBoth = true
      guard let grams = Self.grams(parts) else { return nil }
      self.grams = grams
    case .or(let parts):
      isBoth = false
      guard let grams = Self.grams(parts) else { return nil }
      self.grams = grams
    default: return nil
    }
  }

  private static func grams(_ parts: [Query]) -> (UInt32, UInt32)? {
    guard parts.count == 2, case .phrase(let a) = parts[0], case .phrase(let b) = parts[1], let first = gram(a),
      let second = gram(b)
    else { return nil }
    return (first, second)
  }

  /// The gram of two letters of the first plane.
  private static func gram(_ phrase: [UInt32]) -> UInt32? {
    guard phrase.count == 2, let first = letter(phrase[0]), let second = letter(phrase[1]) else { return nil }
    return Gram.key(first, second)
  }

  private static func letter(_ scalar: UInt32) -> UInt16? {
    guard let unit = UInt16(exactly: scalar), unit & 0xF800 != 0xD800, !UnitClass.isSeparator(unit) else { return nil }
    return unit
  }

  /// The lists of both words in a segment.
  struct Lists {
    let first: PostingList?
    let second: PostingList?
  }

  func lists(_ segment: Segment) throws(IndexError) -> Lists {
    Lists(first: try segment.list(grams.0), second: try segment.list(grams.1))
  }

  /// Both lists, if what follows is the shorter way: not where the text of the few entries of one is looked at sooner than the
  /// blocks of the other, and not where there is but one list.
  func worthReading(_ lists: Lists) -> (PostingList, PostingList)? {
    guard let first = lists.first, let second = lists.second else { return nil }
    let share = min(first.count, second.count) / max(first.blockCount, second.blockCount)
    return !isBoth || share >= Self.leastShare ? (first, second) : nil
  }

  /// Entries of the shorter list for each block of the longer one.
  private static let leastShare = 2

  /// Hands on the live entries of a segment that match, in ascending order, some at a time, with the occurrences of the first word
  /// as their own and those of the second beside them. What was handed on is overwritten by the next.
  func forEach(
    _ first: PostingList, _ second: PostingList, _ live: LiveSegment, _ scratch: Scratch,
    _ body: (Found, Found.Counts) throws(IndexError) -> Void
  ) throws(IndexError) {
    try isBoth
      ? forEachShared(first, second, live, scratch, body) : forEachUnited(first, second, live, scratch, body)
  }

  /// Some of the shorter list at a time, and of the longer one the blocks that hold any of them.
  private func forEachShared(
    _ first: PostingList, _ second: PostingList, _ live: LiveSegment, _ scratch: Scratch,
    _ body: (Found, Found.Counts) throws(IndexError) -> Void
  ) throws(IndexError) {
    let isTurned = first.count <= second.count
    let (short, long) = isTurned ? (first, second) : (second, first)
    let (window, hits, beside) = (scratch.first, scratch.hits, scratch.beside)
    let out = MarkTable.Shared(found: hits, beside: beside, isTurned: isTurned, zeros: false)
    var stream = PostingStream(short, through: window)
    var reader = PostingReader(long, for: short.count, through: scratch.second)
    while !reader.isAtEnd {
      try stream.next(scratch.step)
      if window.count == 0 { return }
      hits.count = 0
      try reader.share(with: window, scratch.table, into: out)
      hits.leaveOut(live.deleted, beside: beside)
      if hits.count > 0 { try body(hits, beside) }
    }
  }

  /// One window of entries after the other.
  private func forEachUnited(
    _ first: PostingList, _ second: PostingList, _ live: LiveSegment, _ scratch: Scratch,
    _ body: (Found, Found.Counts) throws(IndexError) -> Void
  ) throws(IndexError) {
    let (hits, beside) = (scratch.hits, scratch.beside)
    var a = PostingStream(first, through: scratch.first)
    var b = PostingStream(second, through: scratch.second)
    for base in stride(from: 0, to: live.segment.count, by: scratch.span) where !a.isAtEnd || !b.isAtEnd {
      let limit = UInt32(clamping: base + scratch.span)
      let (ofA, ofB) = (try a.take(below: limit), try b.take(below: limit))
      scratch.unite(ofA, ofB)
      hits.leaveOut(live.deleted, beside: beside)
      if hits.count > 0 { try body(hits, beside) }
    }
  }

  /// Memory of one query at a time: 0.3 MB, of which only what a query needs is ever touched.
  final class Scratch: @unchecked Sendable {
    /// Entries in a window.
    fileprivate let span: Int
    /// Postings of the shorter list at a time, about.
    fileprivate let step: Int
    let first: Found
    fileprivate let second: Found
    fileprivate let hits: Found
    fileprivate let beside: Found.Counts
    fileprivate let table: MarkTable
    let scores = Scorer.Scratch()

    /// What two lists have of so many entries, and the lists themselves, stay in the second-level cache.
    init(span: Int = 1 << 14) {
      self.span = span
      step = min(span, Scorer.chunk)
      let room = span + max(PostingStream.ahead, MarkTable.room)
      first = Found(capacity: room)
      second = Found(capacity: room)
      hits = Found(capacity: room)
      beside = Found.Counts(capacity: room)
      table = MarkTable(span: span)
    }

    fileprivate func unite(_ a: Range<Int>, _ b: Range<Int>) {
      hits.count = unsafe sk_union(
        first.ordinals.base + a.lowerBound, first.counts.base + a.lowerBound, a.count,
        second.ordinals.base + b.lowerBound, second.counts.base + b.lowerBound, b.count, hits.ordinals.base,
        hits.counts.base, beside.values.base)
    }
  }
}

/// Lends what queries need for a while, so that not every query makes its own.
final class ScratchPool: Sendable {
  private let free = Mutex<[WordPair.Scratch]>([])

  func lend<T>(_ body: (WordPair.Scratch) throws(IndexError) -> T) throws(IndexError) -> T {
    let scratch = free.withLock { $0.popLast() } ?? WordPair.Scratch()
    defer { free.withLock { $0.append(scratch) } }
    return try body(scratch)
  }
}

/// A pair of words with its lists in all segments of a snapshot.
struct PreparedPair {
  let pair: WordPair
  private let lists: [WordPair.Lists]
  /// One for each word.
  let idf: (Float, Float)

  /// nil when the query is of another kind.
  init?(_ query: Query, _ parts: [LiveSegment], _ scorer: Scorer) throws(IndexError) {
    guard let pair = WordPair(query) else { return nil }
    var lists: [WordPair.Lists] = []
    var frequency = (0, 0)
    for part in parts {
      let found = try pair.lists(part.segment)
      frequency.0 += found.first?.count ?? 0
      frequency.1 += found.second?.count ?? 0
      lists.append(found)
    }
    self.pair = pair
    self.lists = lists
    idf = (scorer.idf(frequency.0), scorer.idf(frequency.1))
  }

  /// The lists of the segment at a place, if it is to be read this way.
  func readable(_ place: Int) -> (PostingList, PostingList)? { pair.worthReading(lists[place]) }

  var isReadableThroughout: Bool { lists.allSatisfy { pair.worthReading($0) != nil } }
}
