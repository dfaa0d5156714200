import PlanText

/// The patterns that a kind of figure is tried with, in the order of the book, found by what stands beside the figure and around it.
///
/// Slow equivalent: try every pattern whose conditions hold.
final class RuleCandidates: Sendable {
  struct Key: Hashable, Sendable {
    let anchor: PatternSlot
    let isWide: Bool
  }

  /// A pattern of a rule.
  struct Entry: Sendable {
    /// Index of the rule in its book.
    let rule: Int
    let needs: RuleConditionSet
    let program: PatternProgram
  }

  private let entries: [Entry]
  /// What is asked first of an entry, side by side in memory: its conditions and the rarest needs of its pattern.
  private struct Gate {
    let conditions: RuleConditionSet
    let left: ScalarSketch
    let right: ScalarSketch

    init(_ entry: Entry) {
      conditions = entry.needs
      left = entry.program.leftNeeds.rarest
      right = entry.program.rightNeeds.rarest
    }

    func isOpen(_ site: Surroundings, _ held: RuleConditionSet) -> Bool {
      held.isSuperset(of: conditions) && (left.isEmpty || left.meets(site.left)) && (right.isEmpty || right.meets(site.right))
    }
  }

  private let gates: [Gate]
  /// Words of 64 entries a row.
  private let width: Int
  /// A row of bits for each value of the neighbour modulo 256, and one for none: the entries that it allows.
  private let before: [UInt64]
  private let after: [UInt64]

  private init(_ entries: [Entry]) {
    self.entries = entries
    gates = entries.map(Gate.init)
    let width = (entries.count + 63) / 64
    var before = [UInt64](repeating: 0, count: 257 * width)
    var after = before
    for (k, entry) in entries.enumerated() {
      for row in 0...256 {
        let neighbour = row < 256 ? Unicode.Scalar(UInt8(row)) : nil
        let bit: UInt64 = 1 << UInt64(k % 64)
        if entry.program.mayMatch(before: neighbour) { before[row * width + k / 64] |= bit }
        if entry.program.mayMatch(after: neighbour) { after[row * width + k / 64] |= bit }
      }
    }
    self.width = width
    self.before = before
    self.after = after
  }

  /// What stands around a figure in its clause.
  struct Surroundings {
    /// Next to it; nil at the ends of the clause.
    let before: Unicode.Scalar?
    let after: Unicode.Scalar?
    /// Everything in front of it and behind it.
    let left: ScalarSketch
    let right: ScalarSketch
  }

  /// Calls `body` with the entries that `held` conditions and the surroundings of a figure allow, until it says false.
  func forEach(in site: Surroundings, held: RuleConditionSet, _ body: (Entry) -> Bool) {
    let low = Self.row(site.before) * width
    let high = Self.row(site.after) * width
    for word in 0..<width {
      var bits = before[low + word] & after[high + word]
      while bits != 0 {
        let k = bits.trailingZeroBitCount
        bits &= bits - 1
        let place = word * 64 + k
        guard gates[place].isOpen(site, held), entries[place].program.mayMatch(leftOf: site.left, rightOf: site.right) else { continue }
        if !body(entries[place]) { return }
      }
    }
  }

  private static func row(_ scalar: Unicode.Scalar?) -> Int { scalar.map { Int($0.value & 255) } ?? 256 }

  /// The patterns of `rules` by what they hang on, rules and patterns in their order.
  static func grouped(_ rules: [Rule]) -> [Key: RuleCandidates] {
    var groups: [Key: [Entry]] = [:]
    for (index, rule) in rules.enumerated() {
      let needs = RuleConditionSet(rule.conditions)
      for program in rule.patterns {
        groups[Key(anchor: program.anchor, isWide: program.isWide), default: []].append(Entry(rule: index, needs: needs, program: program))
      }
    }
    return groups.mapValues(RuleCandidates.init)
  }
}
