import PlanText
import SearchIndex

/// Collects the surroundings of many places, so that ICU looks for words once.
struct BorderBatch {
  private var texts: [ArraySlice<UInt32>] = []
  private var asked: [(candidate: Int, slot: Int, text: Int, range: Range<Int>)] = []
  private var characters = 0

  mutating func add(candidate: Int, slot: Int, _ places: [TermPlace], _ readings: [Reading]) {
    for place in places.prefix(RankingWeights.mostPlaces) {
      let text = readings[place.reading].scalars
      var (from, to) = (place.range.lowerBound, place.range.upperBound)
      let least = max(0, from - RankingWeights.context)
      let most = min(text.count, to + RankingWeights.context)
      while from > least, FoldedText.isWord(text[from - 1]) { from -= 1 }
      while to < most, FoldedText.isWord(text[to]) { to += 1 }
      characters += to - from
      if characters > RankingWeights.mostCharacters { return }
      asked.append((candidate, slot, texts.count, place.range))
      texts.append(text[from..<to])
    }
  }

  /// The candidates and slots that have a place between word borders, each once.
  func aligned() -> [(candidate: Int, slot: Int)] {
    let borders = WordBorderMemory.shared.borders(texts)
    var out: [(candidate: Int, slot: Int)] = []
    for place in asked {
      let start = texts[place.text].startIndex
      let isBorder = borders[place.text]
      guard isBorder[place.range.lowerBound - start], isBorder[place.range.upperBound - start] else { continue }
      if let last = out.last, last == (place.candidate, place.slot) { continue }
      out.append((place.candidate, place.slot))
    }
    return out
  }
}

/// Word borders of short texts, kept: clauses come up again and again, whatever is looked for in them. They follow from the
/// text alone, so nothing ever makes them wrong.
struct WordBorderMemory: Sendable {
  static let shared = WordBorderMemory()

  private let cache = BoundedCache<[UInt32], [Bool]>(bound: 32 << 20) { 5 * $0.count + 64 }

  /// As `WordBreaks.borders`.
  func borders(_ texts: [ArraySlice<UInt32>]) -> [[Bool]] {
    let keys = texts.map(Array.init)
    var found = cache.known(keys)
    let missing = found.indices.filter { found[$0] == nil }
    for (index, borders) in zip(missing, WordBreaks.borders(missing.map { texts[$0] })) {
      cache.keep(borders, keys[index])
      found[index] = borders
    }
    return found.map { $0 ?? [] }
  }
}
