/// A character of which one byte is left: which ones it may have been.
struct LostCharacter {
  let lead: UInt8?
  let trail: UInt8?
  /// The readings on both sides, in simplified characters, nearest last and first.
  let before: [Unicode.Scalar]
  let after: [Unicode.Scalar]

  /// How many candidates are kept.
  static let kept = 3

  /// What it may have been, the best first, and the one that is sure: the only one that makes a word with its neighbours.
  /// - Parameter counts: pairs of characters of the document, which says its own words again and again.
  func candidates(_ weights: WordWeights, _ counts: PairCounts, table: GBKTable = .shared) -> (ranked: [Unicode.Scalar], sure: Unicode.Scalar?) {
    let scored = all(table).map { scalar -> (scalar: Unicode.Scalar, score: Double, makesWord: Bool) in
      let (score, makesWord) = score(of: scalar, weights)
      let plain = ScriptConversion.simplified([scalar]).first ?? scalar
      return (scalar, score + counts.evidence(plain, before.last, after.first), makesWord)
    }
    let ranked = scored.filter { $0.score > 0 }.sorted { ($0.score, $1.scalar.value) > ($1.score, $0.scalar.value) }
    let fitting = ranked.filter(\.makesWord)
    return (ranked.prefix(Self.kept).map(\.scalar), fitting.count == 1 && fitting[0].scalar == ranked.first?.scalar ? fitting[0].scalar : nil)
  }

  /// What a candidate weighs, by itself and in words with its neighbours, and whether it makes one.
  func score(of scalar: Unicode.Scalar, _ weights: WordWeights) -> (score: Double, makesWord: Bool) {
    let plain = ScriptConversion.simplified([scalar]).first ?? scalar
    let (words, makesWord) = words(with: plain, weights)
    return ((Self.marks.contains(scalar) ? 16 : Double(weights.weight(plain))) + words, makesWord)
  }

  /// The characters with the byte that is left.
  func all(_ table: GBKTable) -> [Unicode.Scalar] {
    if let trail { return GBKTable.leads.compactMap { table.scalar($0, trail) } }
    return lead.map { lead in GBKTable.trails.compactMap { table.scalar(lead, $0) } } ?? []
  }

  private static let marks: ScalarSet = "，。、；：“”（）《》"

  /// What the words weigh that the character makes with its neighbours, and whether there is one.
  private func words(with scalar: Unicode.Scalar, _ weights: WordWeights) -> (Double, Bool) {
    var best = (left: 0.0, right: 0.0, any: false)
    for left in 0...min(3, before.count) {
      for right in 0...min(3, after.count) where left + right > 0 && left + right < 4 {
        let word = before.suffix(left) + [scalar] + after.prefix(right)
        let weight = weights.weight(Array(word)[...])
        guard weight > 0 else { continue }
        let value = Double(weight) * (left + right > 1 ? 1.8 : 1.2)
        best.any = true
        if left > 0 { best.left = max(best.left, value) }
        if right > 0 { best.right = max(best.right, value) }
      }
    }
    return (best.left + best.right, best.any)
  }
}

/// How often two characters stand side by side in a document, in simplified characters.
struct PairCounts {
  private var counts: [UInt64: Int] = [:]

  init(_ paragraphs: [DraftParagraph]) {
    for paragraph in paragraphs {
      let plain = ScriptConversion.simplified(paragraph.scalars)
      for (a, b) in zip(plain, plain.dropFirst()) { counts[Self.key(a, b), default: 0] += 1 }
    }
  }

  private static func key(_ a: Unicode.Scalar, _ b: Unicode.Scalar) -> UInt64 { UInt64(a.value) << 32 | UInt64(b.value) }

  /// Bits for a character between two others.
  func evidence(_ scalar: Unicode.Scalar, _ before: Unicode.Scalar?, _ after: Unicode.Scalar?) -> Double {
    func bits(_ count: Int) -> Double { count == 0 ? 0 : 6 + 2 * Double(count.bitWidth - count.leadingZeroBitCount) }
    return bits(before.map { counts[Self.key($0, scalar)] ?? 0 } ?? 0) + bits(after.map { counts[Self.key(scalar, $0)] ?? 0 } ?? 0)
  }
}
