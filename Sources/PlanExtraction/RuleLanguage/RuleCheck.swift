import Foundation
package import PlanText

/// An example of a rule that does not come out as the rule says.
package struct RuleFailure: Error, Sendable, Hashable, CustomStringConvertible {
  package let file: String
  package let line: Int
  /// Column where the example starts, from 1.
  package let column: Int
  package let rule: String
  package let text: String
  package let found: Bilingual
  package let expected: Bilingual

  package var description: String { "\(place): \(words.zh) / \(words.en)" }

  /// File, line and column.
  package var place: String { "\(file):\(line):\(column)" }

  /// What the example gave, what it should give, the next step.
  package var words: Bilingual {
    Bilingual(
      zh: "规则 \(rule)，“\(text)”：得到 \(found.zh)，应为 \(expected.zh)；请改模式或例句",
      en: "rule \(rule), “\(text)”: found \(found.en), expected \(expected.en); correct the pattern or the example")
  }
}

/// Runs the `yes` and `no` lines of rules through the whole extraction.
///
/// A `yes` line of a target rule must give exactly the targets stated, one of them by this rule; of a rule that means
/// nothing, no target; of one that means a baseline, the targets stated. A `no` line must give no target by this rule; of a rule
/// that means nothing or a baseline, some target.
package struct RuleCheck: Sendable {
  package let book: RuleBook
  private let extractor: TargetExtractor

  package init(book: RuleBook) {
    self.book = book
    extractor = TargetExtractor(book: book)
  }

  /// What is wrong with `example` of `rule`, nil if nothing is.
  package func failure(of example: RuleExample, in rule: Rule) -> RuleFailure? {
    let targets = extractor.targets(in: Self.outline(example.text, period: example.period))
    let isPositive = rule.positive.contains(example)
    let means = rule.meaning.record != "target"
    let expected: Bilingual
    if isPositive, rule.meaning.record == "nothing" {
      if targets.isEmpty { return nil }
      expected = Bilingual(zh: "没有指标", en: "no target")
    } else if isPositive {
      if holds(example, targets, rule) { return nil }
      let shown = example.expected.map(Self.shown).joined(separator: " | ")
      expected = Bilingual(zh: "\(rule.name) 给出 \(shown)", en: "\(shown) by \(rule.name)")
    } else if means {
      if !targets.isEmpty { return nil }
      expected = Bilingual(zh: "有指标", en: "a target")
    } else {
      if !targets.contains(where: { $0.evidence.rule == rule.name }) { return nil }
      expected = Bilingual(zh: "\(rule.name) 不给出指标", en: "no target by \(rule.name)")
    }
    let found = targets.map { "[\($0.evidence.rule)] " + Self.shown(Self.fields($0)) }.joined(separator: " | ")
    return RuleFailure(
      file: rule.file, line: example.line, column: example.column, rule: rule.name, text: example.text,
      found: found.isEmpty ? Bilingual(zh: "没有", en: "nothing") : Bilingual(zh: found, en: found), expected: expected)
  }

  /// All failures of all rules.
  package func failures() -> [RuleFailure] {
    book.rules.flatMap { rule in (rule.positive + rule.negative).compactMap { failure(of: $0, in: rule) } }
  }

  private func holds(_ example: RuleExample, _ targets: [Target], _ rule: Rule) -> Bool {
    guard targets.count == example.expected.count, rule.meaning.record == "baseline" || targets.contains(where: { $0.evidence.rule == rule.name })
    else { return false }
    return zip(targets, example.expected).allSatisfy { target, expected in
      let fields = Self.fields(target)
      return expected.allSatisfy { fields[$0.key] == $0.value }
    }
  }

  /// The names of the fields that examples may state.
  static let fieldNames = [
    "indicator", "op", "value", "high", "unit", "kind", "deadline", "recurrence", "actor", "baseline", "strength",
  ]

  /// The values of those fields.
  static func fields(_ target: Target) -> [String: String] {
    var fields = ["indicator": target.indicator, "op": target.comparator.rawValue, "kind": target.kind.rawValue]
    fields["value"] = target.value.map { "\($0)" }
    fields["high"] = target.high.map { "\($0)" }
    fields["unit"] = target.unit
    fields["deadline"] = target.deadline.map(String.init)
    fields["recurrence"] = target.recurrence?.rawValue
    fields["actor"] = target.actor
    fields["baseline"] = target.baseline.map { "\($0.value)" }
    fields["strength"] = target.strength?.rawValue
    return fields
  }

  private static func shown(_ fields: [String: String]) -> String {
    fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
  }

  /// The outline of a text on its own, as part of a plan for `period`.
  package static func outline(_ text: String, period: ClosedRange<Int>? = nil) -> Outline {
    let scalars = Array(text.unicodeScalars)
    let document = Document(
      path: "example", format: .text,
      encoding: EncodingReport(name: "UTF-8", reason: "valid UTF-8"), text: scalars,
      blocks: scalars.isEmpty ? [] : [Block(span: SourceSpan(start: 0, end: scalars.count), kind: .paragraph)], sha256: "")
    let outline = Outline(of: document)
    var metadata = outline.metadata
    metadata.periodStart = period?.lowerBound
    metadata.periodEnd = period?.upperBound
    return Outline(
      document: document, text: outline.text, metadata: metadata, sections: outline.sections, parts: outline.parts,
      sentences: outline.sentences)
  }
}
