import GRDB
import PlanText

/// Targets about something, with figures in a range, for certain years: `target(科学素质 >= 10% by 2025)`.
package struct TargetCondition: Sendable, Hashable {
  package enum Comparator: String, Sendable, Hashable, CaseIterable {
    case atLeast = ">="
    case atMost = "<="
    case above = ">"
    case below = "<"
    case equal = "="
  }

  package struct Figure: Sendable, Hashable {
    package let comparator: Comparator
    /// Multiplied out: 5亿元 is 500000000.
    package let value: Double
    /// nil for any.
    package let unit: String?
    /// As written.
    package let text: String
  }

  package enum Years: Sendable, Hashable {
    /// With a deadline no later.
    case by(Int)
    case between(Int, Int)
  }

  /// Each stands in the indicator or in the clause.
  package let terms: [QuerySyntax.Term]
  package let figure: Figure?
  package let years: Years?

  /// Whether a target, given as a row of its table or export, is meant. The figure is compared as stated, whatever its
  /// operator; a range counts with its better end.
  func admits(_ row: Row) -> Bool {
    if let figure, !admits(row, figure) { return false }
    if let years {
      guard let deadline = row.integer("deadline") else { return false }
      let isMeant =
        switch years {
        case .by(let year): deadline <= year
        case .between(let first, let last): first <= deadline && deadline <= last
        }
      if !isMeant { return false }
    }
    if terms.isEmpty { return true }
    let texts = [row.text("indicator"), row.text("quote")].map { SearchFold.fold($0 ?? "") }
    return terms.allSatisfy { term in texts.contains { FoldedText.holds($0, term.folded) } }
  }

  private func admits(_ row: Row, _ figure: Figure) -> Bool {
    guard let low = Self.number(row, "value") else { return false }
    if let unit = figure.unit, fold(row.text("unit") ?? "") != fold(unit) { return false }
    let high = Self.number(row, "high") ?? low
    let slack = abs(figure.value) * 1e-9
    return switch figure.comparator {
    case .atLeast: high >= figure.value - slack
    case .atMost: low <= figure.value + slack
    case .above: high > figure.value + slack
    case .below: low < figure.value - slack
    case .equal: low - slack <= figure.value && figure.value <= high + slack
    }
  }

  /// Without the years, then without the figure.
  var wider: [TargetCondition] {
    var out: [TargetCondition] = []
    if years != nil, !terms.isEmpty || figure != nil {
      out.append(TargetCondition(terms: terms, figure: figure, years: nil))
    }
    if figure != nil, !terms.isEmpty { out.append(TargetCondition(terms: terms, figure: nil, years: years)) }
    if figure != nil, years != nil, !terms.isEmpty {
      out.append(TargetCondition(terms: terms, figure: nil, years: nil))
    }
    return out
  }

  private static func number(_ row: Row, _ column: String) -> Double? {
    Double.fromDatabaseValue(row[column]) ?? row.text(column).flatMap(Double.init)
  }
}

extension TargetCondition: CustomStringConvertible {
  package var description: String {
    var parts = terms.map { QuerySyntax.quoted($0.text) }
    if let figure { parts.append("\(figure.comparator.rawValue) \(figure.text)") }
    switch years {
    case .by(let year): parts.append("by \(year)")
    case .between(let first, let last): parts.append("in \(first)..\(last)")
    case nil: break
    }
    return "target(\(parts.joined(separator: " ")))"
  }
}
