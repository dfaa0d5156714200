package import Foundation

/// All that was extracted from one outline, each list in reading order.
package struct Findings: Sendable {
  package var targets: [Target] = []
  package var obligations: [Obligation] = []
  package var owners: [OwnerEntry] = []
  /// Rows of tables of tasks; the owners that they name are among `owners` too.
  package var tasks: [TableTask] = []

  package init() {}
}

/// Why a record is there: the rule that made it and what else it rests on. Shown by `--why`.
package struct Evidence: Sendable, Hashable {
  /// Name of the rule.
  package var rule: String
  /// Short statements in English, one a decision: `deadline 2025: from 三/（一） “到2025年”`.
  package var reasons: [String]

  package init(rule: String, reasons: [String] = []) {
    self.rule = rule
    self.reasons = reasons
  }
}

package enum Comparator: String, Sendable, CaseIterable {
  case atLeast = ">="
  case atMost = "<="
  case equal = "="
  case about = "~"
  case range
}

package enum TargetKind: String, Sendable, CaseIterable {
  case level, count, growth, ceiling, share, coverage, frequency
}

package enum Recurrence: String, Sendable, CaseIterable {
  case year, quarter, month, week, day
}

package enum Strength: String, Sendable, CaseIterable {
  case prohibition, mandatory, aspirational, encouraged, planned
}

/// The starting point that a text gives for a target.
package struct Baseline: Sendable, Hashable {
  package var value: Decimal
  package var unit: String?
  package var year: Int?

  package init(value: Decimal, unit: String?, year: Int?) {
    self.value = value
    self.unit = unit
    self.year = year
  }
}

/// A commitment to a quantity that can be checked later. Ranges are offsets of the normal text.
package struct Target: Sendable {
  /// The smallest clause that holds indicator and figure.
  package var range: Range<Int>
  /// Innermost section.
  package var section: Int?
  package var indicator: String
  package var comparator: Comparator
  /// Multiplied out (10万 → 100000); nil for growth in step with something.
  package var value: Decimal?
  /// High end of a range.
  package var high: Decimal?
  package var unit: String?
  package var kind: TargetKind
  /// Year by which it holds.
  package var deadline: Int?
  package var deadlineExplicit: Bool
  package var recurrence: Recurrence?
  package var actor: String?
  package var baseline: Baseline?
  package var strength: Strength?
  package var evidence: Evidence
  /// Class and reasons; extractors add what they know.
  package var certainty: FindingCertainty = .explicit

  package init(
    range: Range<Int>, section: Int?, indicator: String, comparator: Comparator, value: Decimal?, high: Decimal? = nil,
    unit: String?, kind: TargetKind, deadline: Int? = nil, deadlineExplicit: Bool = false,
    recurrence: Recurrence? = nil, actor: String? = nil, baseline: Baseline? = nil, strength: Strength? = nil,
    evidence: Evidence
  ) {
    self.range = range
    self.section = section
    self.indicator = indicator
    self.comparator = comparator
    self.value = value
    self.high = high
    self.unit = unit
    self.kind = kind
    self.deadline = deadline
    self.deadlineExplicit = deadlineExplicit
    self.recurrence = recurrence
    self.actor = actor
    self.baseline = baseline
    self.strength = strength
    self.evidence = evidence
  }
}

/// A sentence that commits somebody to act in the future.
package struct Obligation: Sendable {
  /// The whole sentence without its final mark.
  package var range: Range<Int>
  package var section: Int?
  package var strength: Strength
  /// The explicit subject, in the simplified reading.
  package var owner: String?
  /// The marker that decided the strength (要, 力争, 不得), nil for `planned` without one.
  package var trigger: String?
  /// Verb and object pairs, such as 推进…建设.
  package var actions: [String]
  package var evidence: Evidence
  /// Class and reasons; extractors add what they know.
  package var certainty: FindingCertainty = .explicit

  package init(
    range: Range<Int>, section: Int?, strength: Strength, owner: String?, trigger: String?, actions: [String],
    evidence: Evidence
  ) {
    self.range = range
    self.section = section
    self.strength = strength
    self.owner = owner
    self.trigger = trigger
    self.actions = actions
    self.evidence = evidence
  }
}

package enum OwnerRole: String, Sendable, CaseIterable {
  case lead, responsible, support
}

/// An explicit assignment of responsibility: one entry a role in each bracket or line.
package struct OwnerEntry: Sendable {
  /// The bracket or the line.
  package var range: Range<Int>
  package var section: Int?
  package var role: OwnerRole
  /// In the simplified reading, damage repaired.
  package var names: [String]
  package var evidence: Evidence
  /// Class and reasons; extractors add what they know.
  package var certainty: FindingCertainty = .explicit

  package init(range: Range<Int>, section: Int?, role: OwnerRole, names: [String], evidence: Evidence) {
    self.range = range
    self.section = section
    self.role = role
    self.names = names
    self.evidence = evidence
  }
}
