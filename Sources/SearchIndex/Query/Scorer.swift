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

  /// The scores of the entries, in the same order.
  func scores(_ found: Found, _ leaves: [Plan.Leaf], _ idf: [Float], _ segment: Segment) throws(IndexError) -> Buffer<
    Float
  > {
    let scores = Buffer<Float>(capacity: found.count, filledWith: 0)
    let lengths = segment.frame[.lengths]
    for leaf in leaves {
      guard let part = leaf.found else { continue }
      let weight = idf[leaf.slot]
      if part === found {
        for index in 0..<found.count {
          scores[index] += self.part(weight, found.counts[index], try lengths.u8(Int(found.ordinals[index])))
        }
        continue
      }
      var at = 0
      for index in 0..<found.count {
        let ordinal = found.ordinals[index]
        while at < part.count && part.ordinals[at] < ordinal { at &+= 1 }
        if at == part.count { break }
        if part.ordinals[at] == ordinal {
          scores[index] += self.part(weight, part.counts[at], try lengths.u8(Int(ordinal)))
        }
      }
    }
    if segment.weightTable != [1] {
      for index in 0..<found.count { scores[index] *= try segment.weight(Int(found.ordinals[index])) }
    }
    return scores
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
