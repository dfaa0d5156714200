import CSearchKernels

/// Okapi BM25 over the phrases of a query (Robertson and Zaragoza, "The probabilistic relevance framework", 2009), with
/// the idf of Lucene, which is never negative. Occurrences saturate at `BlockCodec.maxCount`, lengths are rounded to
/// eight bits; the sum is multiplied by the entry's weight.
struct Scorer {
  static let k1: Float = 1.2
  static let b: Float = 0.3
  let entries: Int
  let meanLength: Float
  /// k1 × (1 − b + b × length / mean length) for each rounded length.
  private let norms: [Float]

  init(entries: Int, totalLength: Int) {
    let mean = entries > 0 ? max(1, Float(Double(totalLength) / Double(entries))) : 1
    self.entries = entries
    meanLength = mean
    norms = (0...255).map { code in
      let length = Float(RoundedLength.length(UInt8(code)))
      return Self.k1 * (1 - Self.b + Self.b * length / mean)
    }
  }

  func idf(_ documentFrequency: Int) -> Float {
    let df = Double(min(documentFrequency, entries))
    return Float(Logarithm.natural(1 + (Double(entries) - df + 0.5) / (df + 0.5)))
  }

  @inline(__always) func part(_ idf: Float, _ occurrences: UInt8, _ lengthCode: Int) -> Float {
    let tf = Float(occurrences)
    return idf * (tf * (Self.k1 + 1) / (tf + norms[lengthCode & 255]))
  }

  /// From so many entries on it pays to compute the scores of all lengths once.
  private static let tableFrom = 1024

  /// The scores of the entries, in the same order.
  func scores(_ found: Found, _ leaves: [Plan.Leaf], _ idf: [Float], _ segment: Segment) throws(IndexError) -> Buffer<
    Float
  > {
    let scores = Buffer<Float>(capacity: found.count, filledWith: 0)
    for leaf in leaves {
      guard let part = leaf.found else { continue }
      if part === found {
        try add(found.counts, idf[leaf.slot], found, segment, scores)
      } else if let aligned = leaf.aligned, aligned.result === found {
        try add(aligned.counts.values, idf[leaf.slot], found, segment, scores)
      } else {
        try add(Self.counts(of: part, in: found), idf[leaf.slot], found, segment, scores)
      }
    }
    if segment.weightTable.count > 1 || segment.weightTable.first != 1 {
      for index in 0..<found.count { scores[index] *= try segment.weight(Int(found.ordinals[index])) }
    }
    return scores
  }

  /// The occurrences of one phrase in the entries of another result, 0 where it is not.
  private static func counts(of part: Found, in found: Found) -> Buffer<UInt8> {
    let counts = Buffer<UInt8>(capacity: found.count, filledWith: 0)
    var at = 0
    for index in 0..<found.count {
      let ordinal = found.ordinals[index]
      while at < part.count && part.ordinals[at] < ordinal { at &+= 1 }
      if at == part.count { break }
      if part.ordinals[at] == ordinal { counts[index] = part.counts[at] }
    }
    return counts
  }

  private func add(
    _ counts: borrowing Buffer<UInt8>, _ idf: Float, _ found: Found, _ segment: Segment, _ scores: borrowing Buffer<Float>
  ) throws(IndexError) {
    let lengths = segment.frame[.lengths]
    if found.count < Self.tableFrom {
      for index in 0..<found.count where counts[index] > 0 {
        scores[index] += part(idf, counts[index], try lengths.u8(Int(found.ordinals[index])))
      }
      return
    }
    // Every ordinal is below the number of entries, which is that of the lengths, and every count at most `maxCount`.
    precondition(Int(found.ordinals[found.count - 1]) < lengths.count)
    let table = Buffer<Float>(capacity: 256 * (BlockCodec.maxCount + 1), filledWith: 0)
    for count in 1...BlockCodec.maxCount {
      for length in 0..<256 { table[256 * count + length] = part(idf, UInt8(count), length) }
    }
    unsafe sk_score(
      scores.base, found.ordinals.base, counts.base, found.count, lengths.base.assumingMemoryBound(to: UInt8.self), table.base)
  }
}

/// The best few of many: the worst of those kept stands first.
struct TopHits {
  private var heap: [(score: Float, ordinal: UInt32)] = []
  private let limit: Int
  /// Only what is worse than this score, or as good with this ordinal or a later one.
  private var start: (score: Float, ordinal: UInt32)?

  init(limit: Int) { self.limit = limit }

  /// - Parameter ordinal: the first that comes behind an entry of the same score.
  mutating func begin(after score: Float, ordinal: Int) { start = (score, UInt32(clamping: ordinal)) }

  /// A better score, or the same score and a smaller ordinal.
  @inline(__always)
  private static func better(_ a: (score: Float, ordinal: UInt32), _ b: (score: Float, ordinal: UInt32)) -> Bool {
    a.score != b.score ? a.score > b.score : a.ordinal < b.ordinal
  }

  /// Ordinals must come in ascending order.
  mutating func add(_ found: Found, _ scores: borrowing Buffer<Float>) {
    if limit == 0 { return }
    if start != nil { return addBehind(found, scores) }
    var worst: Float = -1
    for index in 0..<found.count {
      let score = scores[index]
      if heap.count < limit {
        heap.append((score, found.ordinals[index]))
        up(heap.count - 1)
        worst = heap[0].score
      } else if score > worst {
        heap[0] = (score, found.ordinals[index])
        down()
        worst = heap[0].score
      }
    }
  }

  private mutating func addBehind(_ found: Found, _ scores: borrowing Buffer<Float>) {
    guard let first = start else { return }
    for index in 0..<found.count {
      let hit = (score: scores[index], ordinal: found.ordinals[index])
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
