package import Foundation

/// Which units measure the same, and by how much they differ (`unit-scale.tsv`). Factors are decimals: nothing is
/// rounded on the way.
package struct UnitScale: Sendable {
  package static let bundled = UnitScale(lines: CompareData.lines("unit-scale.tsv"))

  package struct Entry: Sendable, Hashable {
    /// The class: units of one class can be brought to each other.
    package let name: String
    package let factor: Decimal
  }

  private let entries: [String: Entry]
  /// First unit of each class.
  private let first: [String: String]

  init(lines: [Substring]) {
    var entries: [String: Entry] = [:]
    var first: [String: String] = [:]
    for line in lines {
      let cells = line.split(separator: "\t").map(String.init)
      guard cells.count >= 3, let factor = Decimal(string: cells[2], locale: nil), factor > 0 else { continue }
      entries[cells[1]] = Entry(name: cells[0], factor: factor)
      if first[cells[0]] == nil { first[cells[0]] = cells[1] }
    }
    self.entries = entries
    self.first = first
  }

  /// The class of a unit; an unknown unit is its own class, no unit is the class of none.
  package func entry(_ unit: String?) -> Entry {
    guard let unit, !unit.isEmpty else { return Entry(name: "none", factor: 1) }
    return entries[unit] ?? Entry(name: unit, factor: 1)
  }

  /// The unit that figures of a class are brought to when they have different ones.
  package func common(_ name: String) -> String? { first[name] }

  /// `value` of `unit` in `target`; nil if they measure different things.
  package func convert(_ value: Decimal, from unit: String?, to target: String?) -> Decimal? {
    if unit == target { return value }
    let (a, b) = (entry(unit), entry(target))
    guard a.name == b.name else { return nil }
    return a.factor == b.factor ? value : value * a.factor / b.factor
  }
}

/// Decimals as the exports write them.
package enum Figures {
  package static func parse(_ text: String?) -> Decimal? { text.flatMap { Decimal(string: $0, locale: nil) } }

  /// Rounded half away from zero to `places` decimals, without trailing zeros.
  package static func rounded(_ value: Decimal, _ places: Int) -> Decimal {
    var (from, to) = (value, Decimal())
    NSDecimalRound(&to, &from, places, .plain)
    return to
  }

  package static func text(_ value: Decimal) -> String { "\(value)" }
}
