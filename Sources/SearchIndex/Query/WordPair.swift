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
    let share = Self.share(first, second)
    let fits = min(first.count, second.count) <= Scratch.usualSpan
    return !isBoth || share >= Self.denseShare || fits && share >= Self.leastShare ? (first, second) : nil
  }

  /// Entries of the shorter list for each block of the longer one.
  private static func share(_ first: PostingList, _ second: PostingList) -> Int {
    min(first.count, second.count) / max(first.blockCount, second.blockCount)
  }

  private static let leastShare = 2
  /// With fewer entries for each block of the longer list some blocks are without any, and need not be decoded.
  private static let denseShare = 12

  /// Hands on the live entries of a segment that match, in ascending order, some at a time, with the occurrences of the first word
  /// as their own and those of the second beside them. What was handed on is overwritten by the next.
  func forEach(
    _ first: PostingList, _ second: PostingList, _ live: LiveSegment, _ scratch: Scratch,
    _ body: (Found, Found.Counts) throws(IndexError) -> Void
  ) throws(IndexError) {
    let isSwapped = isBoth && second.count < first.count
    let (short, long) = isSwapped ? (second, first) : (first, second)
    if isBoth, short.count <= scratch.span, Self.share(first, second) < Self.denseShare {
      try scratch.share(short, long, live.segment, isSwapped: isSwapped)
      scratch.leaveOut(live.deleted)
      if scratch.hits.count > 0 { try body(scratch.hits, scratch.beside) }
      return
    }
    // The marks of fewer entries are nearer; without marks fewer windows are better.
    let step = isBoth ? scratch.span / 2 : scratch.span
    var a = PostingStream(short, through: scratch.first)
    var b = PostingStream(long, through: scratch.second)
    for base in stride(from: 0, to: live.segment.count, by: step) {
      if isBoth ? a.isAtEnd || b.isAtEnd : a.isAtEnd && b.isAtEnd { return }
      let limit = UInt32(clamping: base + step)
      let (ofA, ofB) = (try a.take(below: limit), try b.take(below: limit))
      if isBoth ? ofA.isEmpty || ofB.isEmpty : ofA.isEmpty && ofB.isEmpty { continue }
      if isBoth {
        scratch.share(ofA, ofB, base: UInt32(clamping: base), isSwapped: isSwapped)
      } else {
        scratch.unite(ofA, ofB)
      }
      scratch.leaveOut(live.deleted)
      if scratch.hits.count > 0 { try body(scratch.hits, scratch.beside) }
    }
  }

  /// Memory of one query at a time: 1.1 MB, of which only what a query needs is ever touched.
  final class Scratch: @unchecked Sendable {
    /// Entries in a window, at least 2.
    fileprivate let span: Int
    fileprivate let first: Found
    fileprivate let second: Found
    fileprivate let hits: Found
    fileprivate let beside: Found.Counts
    private let table: Buffer<UInt8>
    let scores = Scorer.Scratch()
    /// The postings of so many entries stay in the second-level cache, and the marks of half as many mostly in the first.
    fileprivate static let usualSpan = 1 << 16

    init(span: Int = usualSpan) {
      self.span = span
      first = Found(capacity: span + PostingStream.ahead)
      second = Found(capacity: span + PostingStream.ahead)
      hits = Found(capacity: span + 1)
      beside = Found.Counts(capacity: span + 1)
      table = Buffer(capacity: span / 2, filledWith: 0)
    }

    /// Places in both windows, all of them of entries from `base` on and below `base + span`.
    fileprivate func share(_ a: Range<Int>, _ b: Range<Int>, base: UInt32, isSwapped: Bool) {
      let (ofA, ofB) =
        unsafe isSwapped ? (beside.values.base, hits.counts.base) : (hits.counts.base, beside.values.base)
      hits.count = unsafe sk_share(
        table.base, base, first.ordinals.base + a.lowerBound, first.counts.base + a.lowerBound, a.count,
        second.ordinals.base + b.lowerBound, second.counts.base + b.lowerBound, b.count, hits.ordinals.base, ofA, ofB)
    }

    /// All that both lists share, of which the shorter one fits into a window: blocks of the other that hold none of it are
    /// passed over.
    fileprivate func share(_ short: PostingList, _ long: PostingList, _ segment: Segment, isSwapped: Bool)
      throws(IndexError)
    {
      var stream = PostingStream(short, through: first)
      _ = try stream.take(below: .max)
      let found = try long.intersection(first, tables: segment.tables)
      hits.count = 0
      guard let kept = found.kept?.counts else { return }
      for index in 0..<found.count {
        let (ofLong, ofShort) = (found.counts[index], kept.values[index])
        beside.values[hits.count] = isSwapped ? ofShort : ofLong
        if ofLong > 0, ofShort > 0 { hits.append(found.ordinals[index], isSwapped ? ofLong : ofShort) }
      }
    }

    /// Without the ordinals in any of the ascending ranges.
    fileprivate func leaveOut(_ ranges: [Range<UInt32>]) {
      if ranges.isEmpty || hits.count == 0 { return }
      var (range, kept) = (ranges.firstPlace { $0.upperBound > hits.ordinals[0] }, 0)
      for index in 0..<hits.count {
        let ordinal = hits.ordinals[index]
        while range < ranges.count, ranges[range].upperBound <= ordinal { range += 1 }
        hits.ordinals[kept] = ordinal
        hits.counts[kept] = hits.counts[index]
        beside.values[kept] = beside.values[index]
        kept += range == ranges.count || ordinal < ranges[range].lowerBound ? 1 : 0
      }
      hits.count = kept
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

extension [Range<UInt32>] {
  /// The first place from which on the predicate holds, which once true stays so.
  fileprivate func firstPlace(_ holds: (Range<UInt32>) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
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
