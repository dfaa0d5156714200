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
  /// As long as fewer are kept than wanted, so many: with the first ones scored, most others need not be.
  private static let opening = 256
  /// Of fewer all are scored.
  private static let fewest = 64

  /// Scores the entries and offers them.
  func rank(_ found: Found, _ leaves: [Plan.Leaf], _ idf: [Float], _ segment: Segment, into top: inout TopHits)
    throws(IndexError)
  {
    let columns = leaves.compactMap { ScoreColumn($0, idf, found) }
    let scratch = Scratch(min(found.count, Self.chunk))
    if let first = columns.first, columns.count < 3 {
      return try rank(found, first, columns.count > 1 ? columns[1] : nil, segment, scratch, into: &top)
    }
    for start in stride(from: 0, to: found.count, by: Self.chunk) {
      let range = start..<min(start + Self.chunk, found.count)
      try rankAll(found, range, segment, scratch, &top) { scores, lengths in
        for column in columns { column.add(to: scores, found, range, lengths, saturation) }
      }
    }
  }

  /// Scores the entries by one phrase or two and offers those that may be among the best.
  func rank(
    _ found: Found, _ first: ScoreColumn, _ second: ScoreColumn?, _ segment: Segment, _ scratch: Scratch,
    into top: inout TopHits
  ) throws(IndexError) {
    var start = 0
    while start < found.count {
      let bar = top.bar
      let range = start..<min(start + (bar == nil ? Self.opening : Self.chunk), found.count)
      start = range.upperBound
      if let bar, let heaviest = segment.heaviest, range.count >= Self.fewest {
        let promise = Promise(
          above: bar, first.idf, second?.idf ?? 0, heaviest, shortest: segment.shortest, saturation)
        let kept = promise.choose(first, second, found, range, segment.frame[.lengths], into: scratch)
        let isWeighted = segment.isWeighted
        for index in 0..<kept {
          let ordinal = found.ordinals[range.lowerBound + Int(scratch.places[index])]
          top.add(ordinal, scratch.scores[index] * (isWeighted ? try segment.weight(Int(ordinal)) : 1))
        }
      } else {
        try rankAll(found, range, segment, scratch, &top) { scores, lengths in
          first.add(to: scores, found, range, lengths, saturation)
          second?.add(to: scores, found, range, lengths, saturation)
        }
      }
    }
  }

  /// Scores and offers a range of the entries, one chunk at most.
  /// - Parameter add: adds what the phrases add to the scores of the range, which are 0.
  private func rankAll(
    _ found: Found, _ range: Range<Int>, _ segment: Segment, _ scratch: Scratch, _ top: inout TopHits,
    _ add: (borrowing Buffer<Float>, Bytes) -> Void
  ) throws(IndexError) {
    let lengths = segment.frame[.lengths]
    precondition(range.isEmpty || Int(found.ordinals[range.upperBound - 1]) < lengths.count)
    for index in 0..<range.count { scratch.scores[index] = 0 }
    add(scratch.scores, lengths)
    if segment.isWeighted {
      for index in range {
        scratch.scores[index - range.lowerBound] *= try segment.weight(Int(found.ordinals[index]))
      }
    }
    top.add(found, range, scratch.scores)
  }

  /// Room for what is known of some entries.
  final class Scratch {
    fileprivate let scores: Buffer<Float>
    fileprivate let places: Buffer<UInt32>
    init(_ count: Int = chunk) {
      scores = Buffer(uninitialized: count)
      places = Buffer(uninitialized: count)
    }
  }
}

/// Which of many entries can have a score above another.
struct Promise {
  /// For each number of occurrences of the first phrase those of the second with which the score would be above, were the entry
  /// as short and as heavy as any is; a bit for each. Scores never grow with the length, and rounding does not change that, so
  /// of most entries this tells enough: neither their lengths nor their scores are looked at.
  private var passing = SIMD2<UInt64>()
  private let bar: Float
  private let weight: Float
  private let saturation: Saturation

  fileprivate init(
    above bar: Float, _ first: Float, _ second: Float, _ weight: Float, shortest: UInt8, _ saturation: Saturation
  ) {
    (self.bar, self.weight, self.saturation) = (bar, weight, saturation)
    let most = saturation.column(shortest)
    for occurrences in 0...BlockCodec.maxCount {
      let best = (first * most[occurrences] + second * most) * weight
      let bits = SIMD8<UInt32>(1, 2, 4, 8, 16, 0, 0, 0).replacing(with: 0, where: best .<= bar)
      passing[0] |= UInt64(bits.wrappedSum()) << UInt64(8 * occurrences)
    }
  }

  /// Puts those of a range, one chunk at most, into the scratch: their places from its start on and their scores without weight.
  /// - Returns: how many they are.
  fileprivate func choose(
    _ first: ScoreColumn, _ second: ScoreColumn?, _ found: Found, _ range: Range<Int>, _ lengths: Bytes,
    into scratch: Scorer.Scratch
  ) -> Int {
    precondition(range.isEmpty || Int(found.ordinals[range.upperBound - 1]) < lengths.count)
    let (ofFirst, ofSecond) = unsafe (
      first.counts(found) + range.lowerBound, second.map { unsafe $0.counts(found) + range.lowerBound }
    )
    let kept = unsafe Self.places(of: passing, ofFirst, ofSecond, range.count, into: scratch.places)
    if kept == 0 { return 0 }
    var choice = unsafe sk_choice(
      ordinals: found.ordinals.base + range.lowerBound, first: ofFirst, second: ofSecond,
      lengths: lengths.base.assumingMemoryBound(to: UInt8.self), table: saturation.values.base, idf_first: first.idf,
      idf_second: second?.idf ?? 0, weight: weight, worst: bar)
    return unsafe sk_choose(&choice, scratch.places.base, kept, scratch.scores.base)
  }

  /// Puts the places of the counts that pass into a buffer that has room for all. Without counts of a second phrase they are 0.
  /// - Returns: how many they are.
  static func places(
    of passing: SIMD2<UInt64>, _ first: UnsafePointer<UInt8>, _ second: UnsafePointer<UInt8>?, _ count: Int,
    into places: borrowing Buffer<UInt32>, wide: Bool = BlockReader.hasWide
  ) -> Int {
    unsafe withUnsafeBytes(of: passing) { passing in
      guard let passing = unsafe passing.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
      return unsafe sk_promising(passing, first, second, count, places.base, wide ? 1 : 0)
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

  /// What each number of occurrences adds in an entry of a rounded length.
  fileprivate func column(_ length: UInt8) -> SIMD8<Float> {
    var column = SIMD8<Float>()
    for occurrences in 0...BlockCodec.maxCount { column[occurrences] = values[occurrences << 8 | Int(length)] }
    return column
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
struct ScoreColumn {
  let idf: Float
  /// The occurrences beside the result; nil where they are its own.
  private let beside: Found.Counts?

  /// - Parameter counts: those of the result's entries; nil for the result's own.
  init(_ idf: Float, beside counts: Found.Counts? = nil) {
    self.idf = idf
    beside = counts
  }

  /// nil when the phrase was not found anywhere.
  fileprivate init?(_ leaf: Plan.Leaf, _ idf: [Float], _ found: Found) {
    guard let part = leaf.found else { return nil }
    if part === found {
      self.init(idf[leaf.slot])
    } else if let aligned = leaf.aligned, aligned.result === found {
      self.init(idf[leaf.slot], beside: aligned.counts)
    } else {
      self.init(idf[leaf.slot], beside: Self.counts(of: part, in: found))
    }
  }

  /// The occurrences in the entries of the result.
  @inline(__always) fileprivate func counts(_ found: Found) -> UnsafePointer<UInt8> {
    unsafe UnsafePointer(beside?.values.base ?? found.counts.base)
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
    unsafe saturation.add(
      idf, to: scores.base, found.ordinals.base + range.lowerBound, counts(found) + range.lowerBound, range.count, lengths)
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

  /// The score that a later one must be above; nil as long as there is room.
  var bar: Float? { start == nil && limit > 0 && heap.count == limit ? heap[0].score : nil }

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

  /// Offers an entry, now that there is a bar. Ordinals must come in ascending order.
  mutating func add(_ ordinal: UInt32, _ score: Float) {
    if score <= heap[0].score { return }
    heap[0] = (score, ordinal)
    down()
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
