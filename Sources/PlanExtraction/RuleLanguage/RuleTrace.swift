import PlanText

/// Notes which rules matched at which figures while a document is read. Not for use from several threads.
package final class RuleTrace {
  /// What came of a match.
  package enum Outcome: Sendable, Hashable {
    /// It names a target.
    case fired
    /// It refuses the figure, and no later rule is asked.
    case refused
    /// It matched, and what it took is no name; later rules are asked.
    case nameless
    /// A result already achieved: kept as a baseline.
    case result
    /// The manner of the document asks for a promise, and there is none.
    case notPromised
  }

  /// A rule that matched around a figure. Ranges are offsets of the normal text.
  package struct Match: Sendable {
    package let figure: Range<Int>
    package let rule: String
    package let file: String
    package let line: Int
    package let pattern: String
    /// From the leftmost to the rightmost character matched.
    package let range: Range<Int>
    /// What the slots took, by the name of the slot.
    package let parts: [(slot: String, range: Range<Int>)]
    package internal(set) var outcome: Outcome
  }

  /// In the order in which they were tried.
  package private(set) var matches: [Match] = []

  package init() {}

  func note(_ rule: Rule, _ program: PatternProgram, _ match: PatternMatch, _ figure: Figure) {
    let parts = PatternSlot.allCases.compactMap { slot in match.slots[slot].map { (slot.rawValue, $0) } }
    matches.append(
      Match(
        figure: figure.range, rule: rule.name, file: rule.file, line: rule.line, pattern: program.source, range: match.range,
        parts: parts, outcome: rule.meaning.record == "nothing" ? .refused : .nameless))
  }

  /// The last match gave these readings.
  func fired() {
    guard let last = matches.indices.last, matches[last].outcome == .nameless else { return }
    matches[last].outcome = .fired
  }

  func note(_ reading: TargetReading, _ outcome: Outcome) {
    guard let at = matches.lastIndex(where: { $0.rule == reading.rule && $0.range.overlaps(reading.figure.range) }) else { return }
    matches[at].outcome = outcome
  }
}
