import Foundation
import PlanText

/// What a rule read around a figure, before memory is added.
struct TargetReading: Sendable {
  let rule: String
  var indicator: String
  let figure: Figure
  var comparator: Comparator
  var kind: TargetKind?
  /// From the start of its clause to the end of what was matched.
  var range: Range<Int>
  /// The figure that a 由…提高到… clause starts from.
  var baseline: Figure?
  /// The rule is only about a result (`means baseline`).
  var isResult = false
}

/// The clause a figure stands in, with what its sentence knows.
struct FigureSite {
  /// The whole member with its prefix.
  let member: Range<Int>
  /// Behind the prefix.
  let core: Range<Int>
  let hasList: Bool
  let isGoal: Bool
  let isAimed: Bool
  let isDistributive: Bool
}

/// Applies the rules of a book to figures.
struct TargetRuleReader {
  let book: RuleBook
  let text: [Unicode.Scalar]
  let names: IndicatorReader

  init(book: RuleBook, text: [Unicode.Scalar]) {
    self.book = book
    self.text = text
    names = IndicatorReader(text: text, lexicon: book.lexicon)
  }

  /// What the first rule that fits says about figure `index`: targets, or nothing.
  func readings(of index: Int, in figures: [Figure], at site: FigureSite, wide: Bool) -> [TargetReading] {
    let figure = figures[index]
    var matcher = PatternMatcher(text: text, window: site.core, figures: figures, lexicon: book.lexicon)
    for rule in book.rules where rule.conditions.allSatisfy({ holds($0, figure, site) }) {
      for program in rule.patterns where program.anchor == figure.slot && program.isWide == wide {
        guard let match = matcher.match(program, on: index) else { continue }
        if rule.meaning.record == "nothing" { return [] }
        return targets(rule, match, index, figures, site)
      }
    }
    return []
  }

  private func holds(_ condition: RuleCondition, _ figure: Figure, _ site: FigureSite) -> Bool {
    switch condition {
    case .compared: figure.comparator != nil
    case .bare: figure.comparator == nil
    case .counted: figure.dimension.isCounted
    case .measured: figure.dimension.isMeasured
    case .rate: figure.dimension == .rate
    case .relative: figure.dimension == .rate || figure.dimension == .points || figure.dimension == .times
    case .timed: figure.dimension == .duration
    case .aged: figure.dimension == .age
    case .money: figure.dimension == .money
    case .plain: !figure.isSmallChinese
    case .small: figure.isSmallChinese
    case .list: site.hasList
    case .aimed: site.isAimed
    case .goal: site.isGoal
    case .distributive: site.isDistributive
    case .once: !site.isDistributive
    }
  }

  private func targets(
    _ rule: Rule, _ match: PatternMatch, _ index: Int, _ figures: [Figure], _ site: FigureSite
  ) -> [TargetReading] {
    let fields = rule.meaning.fields
    var figure = figures[index]
    var baseline: Figure?
    if fields["baseline"] == "first", let second = match.figures.first {
      baseline = figure
      figure = figures[second]
    }
    guard let indicator = indicator(fields["indicator"] ?? "{指标}", match) else { return [] }
    let comparator = figure.comparator ?? comparator(fields["op"], match) ?? .equal
    var reading = TargetReading(
      rule: rule.name, indicator: indicator, figure: figure, comparator: comparator,
      kind: fields["kind"].flatMap(TargetKind.init(rawValue:)), range: site.member.lowerBound..<match.range.upperBound,
      baseline: baseline)
    reading.isResult = rule.meaning.record == "baseline"
    switch fields["split"] {
    case "respectively": return respectively(reading, [index] + match.figures, figures)
    case "both": return both(reading)
    default: return [reading]
    }
  }

  private func comparator(_ field: String?, _ match: PatternMatch) -> Comparator? {
    guard let field else { return nil }
    if field.hasPrefix("<"), field.hasSuffix(">"), field.count > 2 {
      return match.values[String(field.dropFirst().dropLast())].flatMap(Comparator.init(rawValue:))
    }
    return Comparator(rawValue: field)
  }

  /// The name a template such as `<keep>{对象}` makes; nil if nothing is left of it.
  private func indicator(_ template: String, _ match: PatternMatch) -> String? {
    var name = ""
    var rest = Substring(template)
    while let open = rest.first {
      let close: Character = open == "{" ? "}" : ">"
      guard let end = rest.firstIndex(of: close) else { return nil }
      let key = String(rest[rest.index(after: rest.startIndex)..<end])
      if open == "{", let slot = PatternSlot(rawValue: key), let range = match.slots[slot] {
        name += names.string(slot == .object ? names.object(range) : names.name(range, dropsVerbs: name.isEmpty))
      } else if open == "<", let range = match.words[key] {
        name += names.string(range)
      }
      rest = rest[rest.index(after: end)...]
    }
    return name.unicodeScalars.count >= 2 && !isVerb(name) ? name : nil
  }

  /// A bare verb names nothing (投产1000万千瓦).
  private func isVerb(_ name: String) -> Bool {
    let scalars = Array(name.unicodeScalars)
    return [names.make, names.keep, names.adverb, names.territory].contains {
      $0.word(in: scalars, at: 0, end: scalars.count)?.scalars.count == scalars.count
    }
  }

  /// A、B分别增长x、y: two indicators, two figures.
  private func respectively(_ reading: TargetReading, _ indices: [Int], _ figures: [Figure]) -> [TargetReading] {
    let parts = Self.split(reading.indicator)
    guard parts.count == indices.count else {
      return indices.count == 1 ? [reading] : []
    }
    return zip(parts, indices).map { name, index in
      var one = reading
      one.indicator = name
      one = TargetReading(
        rule: one.rule, indicator: name, figure: figures[index], comparator: figures[index].comparator ?? reading.comparator,
        kind: one.kind, range: one.range, baseline: nil)
      return one
    }
  }

  /// A覆盖和B覆盖两个100%.
  private func both(_ reading: TargetReading) -> [TargetReading] {
    Self.split(reading.indicator).map { name in
      var one = reading
      one.indicator = name
      return one
    }
  }

  /// The things that 、 和 及 与 join.
  static func split(_ name: String) -> [String] {
    let parts = name.split { "、和及与".contains($0) }.map(String.init)
    return parts.filter { !$0.isEmpty }
  }
}
