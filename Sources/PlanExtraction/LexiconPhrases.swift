/// Phrases with values, found at a place of a text; a trie over scalars, so a look-up costs one step a character.
///
/// Slow equivalent: try every phrase, longest first, with `starts(with:)`.
package struct PhraseTable<Value: Sendable>: Sendable {
  private var edges: [UInt64: Int32] = [:]
  private var values: [Value?] = [nil]
  /// One bit for each scalar below 0x10000 that starts a phrase: most places fail here.
  private var starts = [UInt64](repeating: 0, count: 1024)

  package init() {}

  package init(_ entries: some Sequence<(String, Value)>) {
    for (phrase, value) in entries { insert(phrase, value) }
  }

  /// Adds a phrase; `merge` decides when it is there already (the newer value wins unless given).
  package mutating func insert(_ phrase: String, _ value: Value, merge: (Value, Value) -> Value = { $1 }) {
    var node: Int32 = 0
    for scalar in phrase.unicodeScalars {
      if node == 0 { mark(scalar) }
      let key = PhraseTable.key(node, scalar)
      if let next = edges[key] {
        node = next
      } else {
        let next = Int32(values.count)
        values.append(nil)
        edges[key] = next
        node = next
      }
    }
    guard node != 0 else { return }
    let index = Int(node)
    values[index] = values[index].map { merge($0, value) } ?? value
  }

  private mutating func mark(_ scalar: Unicode.Scalar) {
    let place = Int(min(scalar.value, 0xFFFF))
    starts[place >> 6] |= 1 << UInt64(place & 63)
  }

  private static func key(_ node: Int32, _ scalar: Unicode.Scalar) -> UInt64 {
    UInt64(UInt32(bitPattern: node)) << 32 | UInt64(scalar.value)
  }

  /// The longest phrase that starts at `offset` and ends at or before `end`.
  package func longest(
    in text: [Unicode.Scalar], at offset: Int, end: Int
  ) -> (value: Value, length: Int)? {
    guard offset < end else { return nil }
    let place = Int(min(text[offset].value, 0xFFFF))
    guard starts[place >> 6] & (1 << UInt64(place & 63)) != 0 else { return nil }
    var node: Int32 = 0
    var best: (value: Value, length: Int)?
    var at = offset
    while at < end, let next = edges[PhraseTable.key(node, text[at])] {
      node = next
      at += 1
      if let value = values[Int(node)] { best = (value, at - offset) }
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
