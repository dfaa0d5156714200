import PlanText
import SearchIndex

/// Passages like a text: those that share a quarter of its pairs of characters, but eight are enough, ranked by BM25.
///
/// Pairs rather than words, so that no dictionary decides what can be found; marks and blanks make none.
enum Likeness {
  /// Pairs taken from a long text, spread over it.
  static let mostPairs = 64
  static let enoughPairs = 8

  static func query(_ text: String) -> Query {
    let pairs = pairs(SearchFold.fold(text))
    let chosen = pairs.count <= mostPairs ? pairs : (0..<mostPairs).map { pairs[$0 * pairs.count / mostPairs] }
    return .atLeast(min((chosen.count + 3) / 4, enoughPairs), chosen.map { .phrase($0) })
  }

  /// Each pair of letters, digits or Chinese characters once, in the order of the text; a word of one character is itself.
  static func pairs(_ folded: [UInt32]) -> [[UInt32]] {
    var out: [[UInt32]] = []
    var seen: Set<[UInt32]> = []
    for word in folded.split(whereSeparator: { !FoldedText.isWord($0) }) {
      let grams = word.count == 1 ? [Array(word)] : zip(word, word.dropFirst()).map { [$0, $1] }
      for gram in grams where seen.insert(gram).inserted { out.append(gram) }
    }
    return out
  }
}
