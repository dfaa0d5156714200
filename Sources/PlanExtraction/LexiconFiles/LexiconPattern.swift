import PlanText

/// A pattern over short texts such as headings: `^` pins the start, `$` the end, `…` is a gap of any length,
/// `(甲|乙)` one of several, `(甲|乙)?` one of several or none, everything else stands for itself.
package struct LexiconPattern: Sendable, Hashable {
  private let pinsStart: Bool
  private let pinsEnd: Bool
  /// The pieces between gaps; each piece is a list of alternatives.
  private let pieces: [[[Unicode.Scalar]]]
  /// For each piece the first scalars of its alternatives, one bit each for the value modulo 64: most places of a text
  /// fail here. All bits are set where an alternative is empty.
  private let firsts: [UInt64]
  /// As written.
  package let source: String

  package init(_ source: String) {
    self.source = source
    var body = Substring(source)
    let hasStart = body.hasPrefix("^")
    if hasStart { body.removeFirst() }
    let hasEnd = body.hasSuffix("$")
    if hasEnd { body.removeLast() }
    pinsStart = hasStart && !body.hasPrefix("…")
    pinsEnd = hasEnd && !body.hasSuffix("…")
    pieces = body.split(separator: "…").map { LexiconPattern.alternatives(of: String($0)) }
    firsts = pieces.map { piece in
      piece.reduce(0) { $0 | ($1.first.map { 1 << UInt64($0.value & 63) } ?? UInt64.max) }
    }
  }

  /// Expands the groups of one piece.
  private static func alternatives(of piece: String) -> [[Unicode.Scalar]] {
    guard let open = piece.firstIndex(of: "("), let close = piece[open...].firstIndex(of: ")") else {
      return [Array(piece.unicodeScalars)]
    }
    let head = String(piece[..<open])
    var rest = piece[piece.index(after: close)...]
    var choices = piece[piece.index(after: open)..<close].split(separator: "|", omittingEmptySubsequences: false)
    if rest.hasPrefix("?") {
      rest.removeFirst()
      choices.append("")
    }
    let tail = alternatives(of: String(rest))
    return choices.flatMap { choice in tail.map { Array((head + choice).unicodeScalars) + $0 } }
  }

  /// Whether `text[range]` fits the pattern.
  package func matches(_ text: [Unicode.Scalar], in range: Range<Int>) -> Bool {
    fits(text, from: range.lowerBound, end: range.upperBound, piece: 0)
  }

  private func fits(_ text: [Unicode.Scalar], from: Int, end: Int, piece index: Int) -> Bool {
    guard index < pieces.count else { return true }
    if index == pieces.count - 1, pinsEnd {
      return pieces[index].contains { alternative in
        let at = end - alternative.count
        let isInPlace = index == 0 && pinsStart ? at == from : at >= from
        return isInPlace && equal(text, at, alternative)
      }
    }
    var at = from
    let stop = index == 0 && pinsStart ? from : end
    while at <= stop {
      if at == end || firsts[index] & (1 << UInt64(text[at].value & 63)) != 0 {
        for alternative in pieces[index] where at + alternative.count <= end && equal(text, at, alternative) {
          if fits(text, from: at + alternative.count, end: end, piece: index + 1) { return true }
        }
      }
      at += 1
    }
    return false
  }

  private func equal(_ text: [Unicode.Scalar], _ at: Int, _ piece: [Unicode.Scalar]) -> Bool {
    for (i, scalar) in piece.enumerated() where text[at + i] != scalar { return false }
    return true
  }
}

extension LexiconPattern {
  /// What every text that fits holds at one place: one of the alternatives of the first piece. Nil if any text may fit.
  fileprivate var openings: [[Unicode.Scalar]]? {
    guard let first = pieces.first, !first.contains(where: \.isEmpty) else { return nil }
    return first
  }
}

/// Patterns in order, asked together which of them fit a text: one walk over the text finds those whose first piece stands
/// in it, and only they are tried.
///
/// Slow equivalent: `patterns.indices.first { patterns[$0].matches(text, in: range) && holds($0) }`.
struct LexiconPatternList: Sendable {
  private let patterns: [LexiconPattern]
  /// Patterns that have no first piece to look for.
  private var always: [Int] = []
  private var starts = ScalarSet()
  private var trie = ScalarTrie()
  /// By node of the trie the patterns whose opening ends there.
  private var openings: [[Int]] = [[]]

  init(_ patterns: [LexiconPattern]) {
    self.patterns = patterns
    for (number, pattern) in patterns.enumerated() {
      guard let alternatives = pattern.openings else {
        always.append(number)
        continue
      }
      for opening in alternatives {
        starts.insert(opening[0])
        let node = trie.insert(opening)
        openings += repeatElement([], count: trie.count - openings.count)
        openings[node].append(number)
      }
    }
  }

  /// The first pattern that fits `text[range]` and for which `holds` is true.
  func first(_ text: [Unicode.Scalar], in range: Range<Int>, where holds: (Int) -> Bool = { _ in true }) -> Int? {
    var candidates = always
    for i in range where starts.contains(text[i]) {
      var node = 0
      var at = i
      while at < range.upperBound, let next = trie.next(node, text[at]) {
        node = next
        at += 1
        candidates += openings[node]
      }
    }
    candidates.sort()
    var last = -1
    for number in candidates where number != last {
      last = number
      if holds(number), patterns[number].matches(text, in: range) { return number }
    }
    return nil
  }
}
