/// Depth of quotation marks, brackets and 《》 over a stretch of text; marks without a partner count for nothing, so that one
/// lost bracket does not swallow a paragraph.
struct Nesting {
  /// True where a scalar stands inside a pair, the marks themselves included. Index 0 is the start of the range; empty where
  /// the whole range stands outside.
  private let inside: [Bool]
  private let base: Int

  /// Deepest nesting that is followed; what opens beyond it counts for nothing.
  private static let deepest = 32

  init(_ text: [Unicode.Scalar], _ range: Range<Int>) {
    base = range.lowerBound
    // +1 where a pair opens, −1 behind where it closes: the running sum tells how deep a place is.
    var change: [Int32] = []
    var open: [(mark: Unicode.Scalar, at: Int)] = []
    for i in range {
      let c = text[i]
      guard c.value <= 0x7F ? c == "(" || c == ")" || c == "[" || c == "]" : c.value >= 0x2018 && c.value <= 0x3015 else {
        continue
      }
      if Self.isOpener(c) {
        // A second opening quotation mark without a closing one: the first has lost its partner.
        if c == "“" || c == "‘", let last = open.lastIndex(where: { $0.mark == c }) { open.removeSubrange(last...) }
        if open.count == Self.deepest { open.removeFirst() }
        open.append((c, i))
      } else if let opener = Self.opener(of: c), let last = open.lastIndex(where: { $0.mark == opener }) {
        if change.isEmpty { change = [Int32](repeating: 0, count: range.count + 1) }
        change[open[last].at - base] += 1
        change[i + 1 - base] -= 1
        open.removeSubrange(last...)
      }
    }
    var depth: Int32 = 0
    inside = change.dropLast().map { step in
      depth += step
      return depth > 0
    }
  }

  private static func isOpener(_ c: Unicode.Scalar) -> Bool {
    switch c {
    case "“", "‘", "(", "《", "〔", "[": true
    default: false
    }
  }

  private static func opener(of closer: Unicode.Scalar) -> Unicode.Scalar? {
    switch closer {
    case "”": "“"
    case "’": "‘"
    case ")": "("
    case "》": "《"
    case "〕": "〔"
    case "]": "["
    default: nil
    }
  }

  /// Whether the scalar at `i` stands outside of every pair.
  func isOutside(_ i: Int) -> Bool {
    let k = i - base
    return !inside.indices.contains(k) || !inside[k]
  }
}
