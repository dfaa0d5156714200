import PlanText

/// Finds what two texts share: rare runs that both have are seeds, each grows into a local alignment, the best alignments
/// that do not cover each other stay.
struct ReuseFinder {
  let a: ReuseText
  let b: ReuseText

  /// Tokens of a seed, and how often it may stand in the second text.
  static let seed = 8
  static let mostPlaces = 12
  /// Tokens that stand opposite equal ones in a block.
  static let least = 14

  struct Block {
    let left: Range<Int>
    let right: Range<Int>
    let score: Int
    let pairs: [(Int, Int)]
    let equal: Int
  }

  /// Blocks by their place in the first text.
  func blocks() -> [Block] {
    let aligner = LocalAligner(a: a.tokens, b: b.tokens) { [a, b] i, j in a.number(i) == b.number(j) }
    let places = seeds(of: b.tokens)
    var covered: Set<UInt64> = []
    var found: [Block] = []
    guard a.tokens.count >= Self.seed else { return [] }
    for i in 0...(a.tokens.count - Self.seed) {
      guard let candidates = places[Self.hash(a.tokens[i..<i + Self.seed])] else { continue }
      for j in candidates where !covered.contains(UInt64(i) << 32 | UInt64(j)) {
        guard a.tokens[i..<i + Self.seed].elementsEqual(b.tokens[j..<j + Self.seed]) else { continue }
        let alignment = aligner.alignment(seed: i, j, length: Self.seed)
        for pair in alignment.pairs { covered.insert(UInt64(pair.0) << 32 | UInt64(pair.1)) }
        if let block = block(alignment.pairs, alignment.score), block.equal >= Self.least { found.append(block) }
      }
    }
    return best(found).flatMap(pieces)
  }

  /// The parts of a block in each line of the first text, so that a formula in front does not hide what follows it.
  private func pieces(_ whole: Block) -> [Block] {
    var parts: [[(Int, Int)]] = [[]]
    for pair in whole.pairs {
      if let last = parts[parts.count - 1].last,
        a.source[a.spans[last.0].end..<a.spans[pair.0].start].contains("\n")
      {
        parts.append([])
      }
      parts[parts.count - 1].append(pair)
    }
    if parts.count == 1 { return [whole] }
    let aligner = LocalAligner(a: a.tokens, b: b.tokens) { [a, b] i, j in a.number(i) == b.number(j) }
    return parts.compactMap { pairs in
      let score = pairs.reduce(0) { $0 + aligner.score($1.0, $1.1) }
      return block(pairs, score).flatMap { $0.equal >= Self.least ? $0 : nil }
    }
  }

  /// Places of each run that is rare enough and holds words.
  private func seeds(of tokens: [UInt32]) -> [UInt64: [Int]] {
    guard tokens.count >= Self.seed else { return [:] }
    var out: [UInt64: [Int]] = [:]
    for j in 0...(tokens.count - Self.seed) {
      let run = tokens[j..<j + Self.seed]
      if run.count(where: { $0 == ReuseText.numeral }) > Self.seed / 2 { continue }
      out[Self.hash(run), default: []].append(j)
    }
    return out.filter { $0.value.count <= Self.mostPlaces }
  }

  /// FNV-1a over the tokens; equal hashes are compared token by token.
  private static func hash(_ run: ArraySlice<UInt32>) -> UInt64 {
    run.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  private func block(_ pairs: [(Int, Int)], _ score: Int) -> Block? {
    guard let first = pairs.first, let last = pairs.last else { return nil }
    return Block(
      left: first.0..<last.0 + 1, right: first.1..<last.1 + 1, score: score, pairs: pairs,
      equal: pairs.count { a.tokens[$0.0] == b.tokens[$0.1] })
  }

  /// Without blocks that lie, on either side, by half or more in better ones.
  private func best(_ found: [Block]) -> [Block] {
    var (left, right) = ([Bool](repeating: false, count: a.tokens.count), [Bool](repeating: false, count: b.tokens.count))
    let order = found.sorted {
      ($0.score, -$0.left.lowerBound, -$0.right.lowerBound) > ($1.score, -$1.left.lowerBound, -$1.right.lowerBound)
    }
    return order.filter { block in
      let (x, y) = (block.left.count { left[$0] }, block.right.count { right[$0] })
      guard x * 2 < block.left.count, y * 2 < block.right.count else { return false }
      for i in block.left { left[i] = true }
      for j in block.right { right[j] = true }
      return true
    }.sorted { ($0.left.lowerBound, $0.right.lowerBound) < ($1.left.lowerBound, $1.right.lowerBound) }
  }
}
