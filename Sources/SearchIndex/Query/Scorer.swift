import CSearchKernels

/// Okapi BM25 over the phrases of a query (Robertson and Zaragoza, "The probabilistic relevance framework", 2009), with
/// the idf of Lucene, which is never negative. Occurrences saturate at `BlockCodec.maxCount`, lengths are rounded to
/// eight bits; the sum is multiplied by the entry's weight.
struct Scorer {
  static let k1: Float = 1.2
  static let b: Float = 0.3
  let entries: Int
  let meanLength: Float
  private let saturation: Saturation

  init(entries: Int, totalLength: Int) {
    let mean = entries > 0 ? max(1, Float(Double(totalLength) / Double(entries))) : 1
    self.entries = entries
    meanLength = mean
    let norms = (0...255).map { code in
      let length = Float(RoundedLength.length(UInt8(code)))
      return Self.k1 * (1 - Self.b + Self.b * length / mean)
    }
    saturation = Saturation(norms: norms)
  }

  func idf(_ documentFrequency: Int) -> Float {
    let df = Double(min(documentFrequency, entries))
    return Float(Logarithm.natural(1 + (Double(entries) - df + 0.5) / (df + 0.5)))
  }

  @inline(__always) func part(_ idf: Float, _ occurrences: UInt8, _ lengthCode: Int) -> Float {
    idf * saturation.values[Int(min(occurrences, UInt8(BlockCodec.maxCount))) << 8 | lengthCode & 255]
  }

  /// Scores so many entries at a time, so that they stay near.
  static let chunk = 2048

  /// Scores the entries and offers them.
  func rank(_ found: Found, _ leaves: [Plan.Leaf], _ idf: [Float], _ segment: Segment, into top: inout TopHits)
    throws(IndexError)
  {
    if found.count == 0 { return }
    let lengths = segment.frame[.lengths]
    let columns = leaves.compactMap { ScoreColumn($0, idf, found) }
    try rank(found, segment, Scratch(min(found.count, Self.chunk)), &top) { scores, range in
      for index in 0..<range.count { scores[index] = 0 }
      for column in columns { column.add(to: scores, found, range, lengths, saturation) }
    }
  }

  /// Scores entries whose own counts belong to the first of two phrases, and those beside them to the second, and offers them.
  func rank(
    _ found: Found, _ second: Found.Counts, _ idf: (Float, Float), _ segment: Segment, _ scratch: Scratch,
    into top: inout TopHits
  ) throws(IndexError) {
    if found.count == 0 { return }
    let lengths = segment.frame[.lengths]
    try rank(found, segment, scratch, &top) { scores, range in
      saturation.put(idf, into: scores, found, second, range, lengths)
    }
  }

  /// Room for the scores of some entries.
  final class Scratch {
    fileprivate let scores: Buffer<Float>
    init(_ count: Int = chunk) { scores = Buffer(uninitialized: count) }
  }

  /// - Parameter fill: puts the scores of a range of the entries, none of which has a larger ordinal than there are lengths and
  ///   no larger count than `maxCount`, into the first places.
  private func rank(
    _ found: Found, _ segment: Segment, _ scratch: Scratch, _ top: inout TopHits,
    _ fill: (borrowing Buffer<Float>, Range<Int>) -> Void
  ) throws(IndexError) {
    precondition(Int(found.ordinals[found.count - 1]) < segment.frame[.lengths].count)
    let isWeighted = segment.weightTable.count > 1 || segment.weightTable.first != 1
    for start in stride(from: 0, to: found.count, by: Self.chunk) {
      let range = start..<min(start + Self.chunk, found.count)
      fill(scratch.scores, range)
      if isWeighted {
        for index in range { scratch.scores[index - start] *= try segment.weight(Int(found.ordinals[index])) }
      }
      top.add(found, range, scratch.scores)
    }
  }
}

/// What a phrase adds for an idf of 1: 256 numbers, one for each rounded length, for each number of occurrences from 0 on.
@safe final class Saturation: @unchecked Sendable {
  fileprivate let values = Buffer<Float>(uninitialized: 256 * (BlockCodec.maxCount + 1))

  /// - Parameter norms: what each rounded length adds below the line.
  fileprivate init(norms: [Float]) {
    for occurrences in 0...BlockCodec.maxCount {
      let tf = Float(occurrences)
      for (code, norm) in norms.enumerated() {
        values[occurrences << 8 | code] = tf * (Scorer.k1 + 1) / (tf + norm)
      }
    }
  }

  /// Puts what two phrases with these idf add to a range of the entries into the first places. Every count is at most
  /// `maxCount`, every ordinal below the number of lengths.
  fileprivate func put(
    _ idf: (Float, Float), into scores: borrowing Buffer<Float>, _ found: Found, _ second: Found.Counts,
    _ range: Range<Int>,
    _ lengths: Bytes
  ) {
    unsafe sk_score_two(
      scores.base, found.ordinals.base + range.lowerBound, found.counts.base + range.lowerBound,
      second.values.base + range.lowerBound, range.count, lengths.base.assumingMemoryBound(to: UInt8.self), values.base,
      idf.0, idf.1)
  }

  /// Adds what a phrase with this idf adds to so many entries. Every count is at most `maxCount`, every ordinal below the
  /// number of lengths.
  @inline(__always) fileprivate func add(
    _ idf: Float, to scores: UnsafeMutablePointer<Float>, _ ordinals: UnsafePointer<UInt32>,
    _ counts: UnsafePointer<UInt8>, _ count: Int, _ lengths: Bytes
  ) {
    unsafe sk_score(
      scores, ordinals, counts, count, lengths.base.assumingMemoryBound(to: UInt8.self), values.base, idf)
  }
}

/// What one phrase adds to the scores of a result.
private struct ScoreColumn {
  private let idf: Float
  /// Who holds the counts: the result itself, or numbers beside it.
  private let own: Found?
  private let other: Found.Counts?

  /// nil when the phrase was not found anywhere.
  init?(_ leaf: Plan.Leaf, _ idf: [Float], _ found: Found) {
    guard let part = leaf.found else { return nil }
    self.idf = idf[leaf.slot]
    own = part === found ? found : nil
    if part === found {
      other = nil
    } else if let aligned = leaf.aligned, aligned.result === found {
      other = aligned.counts
    } else {
      other = Self.counts(of: part, in: found)
    }
  }

  /// The occurrences of one phrase in the entries of another result, 0 where it is not.
  private static func counts(of part: Found, in found: Found) -> Found.Counts {
    let counts = Found.Counts(capacity: found.count)
    var at = 0
    for index in 0..<found.count {
      let ordinal = found.ordinals[index]
      while at < part.count && part.ordinals[at] < ordinal { at &+= 1 }
      counts.values[index] = at < part.count && part.ordinals[at] == ordinal ? part.counts[at] : 0
    }
    return counts
  }

  /// Adds to the scores of a range of the entries, which begin at 0. Every ordinal is below the number of lengths.
  func add(
    to scores: borrowing Buffer<Float>, _ found: Found, _ range: Range<Int>, _ lengths: Bytes, _ saturation: Saturation
  ) {
    guard let counts = unsafe own?.counts.base ?? other?.values.base else { return }
    unsafe saturation.add(
      idf, to: scores.base, found.ordinals.base + range.lowerBound, counts + range.lowerBound, range.count, lengths)
  }
}

/// The best few of many: the worst of those kept stands first.
struct TopHits {
  private var heap: [(score: Float, ordinal: UInt32)] = []
  private let limit: Int
  /// Only what is worse than this score, or as good with this ordinal or a later one.
  private var start: (score: Float, ordinal: UInt32)?

  init(limit: Int) {
    self.limit = limit
    heap.reserveCapacity(min(limit, 64))
  }

  /// - Parameter ordinal: the first that comes behind an entry of the same score.
  mutating func begin(after score: Float, ordinal: Int) { start = (score, UInt32(clamping: ordinal)) }

  /// A better score, or the same score and a smaller ordinal.
  @inline(__always)
  private static func better(_ a: (score: Float, ordinal: UInt32), _ b: (score: Float, ordinal: UInt32)) -> Bool {
    a.score != b.score ? a.score > b.score : a.ordinal < b.ordinal
  }

  /// Offers a range of the entries with its scores. Ordinals must come in ascending order.
  mutating func add(_ found: Found, _ range: Range<Int>, _ scores: borrowing Buffer<Float>) {
    if limit == 0 { return }
    if start != nil { return addBehind(found, range, scores) }
    var index = 0
    while index < range.count {
      if heap.count < limit {
        heap.append((scores[index], found.ordinals[range.lowerBound + index]))
        up(heap.count - 1)
      } else {
        index = unsafe sk_above(scores.base, index, range.count, heap[0].score)
        if index == range.count { return }
        heap[0] = (scores[index], found.ordinals[range.lowerBound + index])
        down()
      }
      index += 1
    }
  }

  private mutating func addBehind(_ found: Found, _ range: Range<Int>, _ scores: borrowing Buffer<Float>) {
    guard let first = start else { return }
    for index in range {
      let hit = (score: scores[index - range.lowerBound], ordinal: found.ordinals[index])
      guard hit.score < first.score || hit.score == first.score && hit.ordinal >= first.ordinal else { continue }
      if heap.count < limit {
        heap.append(hit)
        up(heap.count - 1)
      } else if Self.better(hit, heap[0]) {
        heap[0] = hit
        down()
      }
    }
  }

  private mutating func up(_ from: Int) {
    var at = from
    while at > 0 {
      let parent = (at - 1) / 2
      if !Self.better(heap[parent], heap[at]) { return }
      heap.swapAt(parent, at)
      at = parent
    }
  }

  private mutating func down() {
    var at = 0
    while true {
      var child = 2 * at + 1
      if child >= heap.count { return }
      if child + 1 < heap.count && Self.better(heap[child], heap[child + 1]) { child += 1 }
      if !Self.better(heap[at], heap[child]) { return }
      heap.swapAt(at, child)
      at = child
    }
  }

  /// Best first.
  func sorted() -> [(score: Float, ordinal: UInt32)] { heap.sorted { Self.better($0, $1) } }
}
