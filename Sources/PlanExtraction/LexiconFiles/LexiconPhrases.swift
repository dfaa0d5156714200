import PlanText

/// Phrases with values, found at a place of a text; a trie over scalars, so a look-up costs one step a character.
///
/// Slow equivalent: try every phrase, longest first, with `starts(with:)`.
package struct PhraseTable<Value: Sendable>: Sendable {
  private var trie = ScalarTrie()
  /// By node of the trie.
  private var values: [Value?] = [nil]
  /// First scalars of the phrases: most places fail here.
  private var starts = ScalarSet()

  package init() {}

  package init(_ entries: some Sequence<(String, Value)>) {
    for (phrase, value) in entries { insert(phrase, value) }
  }

  /// Adds a phrase; `merge` decides when it is there already (the newer value wins unless given).
  package mutating func insert(_ phrase: String, _ value: Value, merge: (Value, Value) -> Value = { $1 }) {
    guard let first = phrase.unicodeScalars.first else { return }
    starts.insert(first)
    let node = trie.insert(phrase.unicodeScalars)
    values += repeatElement(nil, count: trie.count - values.count)
    values[node] = values[node].map { merge($0, value) } ?? value
  }

  /// The longest phrase that starts at `offset` and ends at or before `end`.
  package func longest(
    in text: [Unicode.Scalar], at offset: Int, end: Int
  ) -> (value: Value, length: Int)? {
    guard offset < end, starts.contains(text[offset]) else { return nil }
    var node = 0
    var best: (value: Value, length: Int)?
    var at = offset
    while at < end, let next = trie.next(node, text[at]) {
      node = next
      at += 1
      if let value = values[node] { best = (value, at - offset) }
    }
    return best
  }

  /// The phrases that end `text[start..<end]`, longest first, as start offsets. Tries every start, so keep it short.
  package func longestSuffix(
    of text: [Unicode.Scalar], from start: Int, end: Int, maximum: Int = 12
  ) -> (value: Value, length: Int)? {
    for from in max(start, end - maximum)..<max(end, start) {
      if let hit = longest(in: text, at: from, end: end), from + hit.length == end { return hit }
    }
    return nil
  }
}
