/// Depth of quotation marks, brackets and 《》 over a stretch of text; marks without a partner count for nothing, so that one
/// lost bracket does not swallow a paragraph.
struct Nesting {
  /// True where a scalar stands inside a pair, the marks themselves included. Index 0 is the start of the range.
  private let inside: [Bool]
  private let base: Int

  private static let partners: [Unicode.Scalar: Unicode.Scalar] = [
    "”": "“", "’": "‘", ")": "(", "》": "《", "〕": "〔", "]": "[",
  ]
  private static let openers = Set(partners.values)

  init(_ text: [Unicode.Scalar], _ range: Range<Int>) {
    base = range.lowerBound
    var inside = [Bool](repeating: false, count: range.count)
    var open: [(mark: Unicode.Scalar, at: Int)] = []
    for i in range {
      let c = text[i]
      if Self.openers.contains(c) {
        // A second opening quotation mark without a closing one: the first has lost its partner.
        if c == "“" || c == "‘", let last = open.lastIndex(where: { $0.mark == c }) { open.removeSubrange(last...) }
        open.append((c, i))
      } else if let opener = Self.partners[c], let last = open.lastIndex(where: { $0.mark == opener }) {
        for k in open[last].at...i { inside[k - range.lowerBound] = true }
        open.removeSubrange(last...)
      }
    }
    self.inside = inside
  }

  /// Whether the scalar at `i` stands outside of every pair.
  func isOutside(_ i: Int) -> Bool {
    let k = i - base
    return !inside.indices.contains(k) || !inside[k]
  }
}
