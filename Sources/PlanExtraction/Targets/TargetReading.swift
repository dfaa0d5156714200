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
  /// The name comes from the clause before.
  var usesTopic = false
  /// The name comes from the clause behind.
  var usesPurpose = false
  /// The comparator stands at another figure of the list.
  var sharesComparator = false
  /// The name is that of the target before it.
  var usesPrevious = false
  /// The rule is only about a result (`means baseline`).
  var isResult = false
  /// The year of this figure alone, where several years stand before 分别.
  var mark: TimeMark?

  /// The same reading of another figure.
  func of(_ figure: Figure, named indicator: String, comparator: Comparator? = nil) -> TargetReading {
    var one = TargetReading(
      rule: rule, indicator: indicator, figure: figure, comparator: figure.comparator ?? comparator ?? self.comparator,
      kind: kind, range: range, baseline: nil, usesTopic: usesTopic, usesPrevious: usesPrevious, isResult: isResult)
    one.sharesComparator = figure.comparator == nil && comparator != nil
    return one
  }
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
  let isRecurring: Bool
  /// A year to come stands before the figure in the sentence.
  let isDated: Bool
  /// The text counts years from 1911.
  let isRepublic: Bool
  /// The text is written as in Hong Kong, Macao or Taiwan.
  let isRegional: Bool
  /// A modal (应, 须, 必须, 要) stands before the core of the member.
  let isObliged: Bool
  /// A colon stands before it in the sentence.
  let isLabelled: Bool
  /// The next member of the list has a thing and a number of its own.
  var isLeading = false
  /// The clause before says how a measure will move.
  var isRising = false
  /// Words of time in the sentence, cut off the end of a name.
  let marks: [TimeMark]
  /// The years of stages that a sentence before it in its paragraph names side by side (到2022年和2030年).
  var stages: [TimeMark] = []
  /// The figures of the sentence.
  let figures: [Figure]
  /// The indicator of the target before it in the sentence.
  let previous: String?
  /// The indicators accepted before it in the sentence, the last at the end.
  let recent: [String]
  /// What the clause before it is about, if that has a verb and no figure; else what its sentence (煤炭方面) or, in an address, the
  /// heading of its section says it is about.
  var topic: String?
}

/// Applies the rules of a book to figures. A class: it goes from hand to hand for each figure, and its word lists are many.
final class TargetRuleReader {
  let book: RuleBook
  let text: [Unicode.Scalar]
  var names: IndicatorReader
  /// The years of a plan for several, which 年度目标值依序为a、b、c divides its figures among.
  var planYears: ClosedRange<Int>?
  /// Told of every rule that matches, for `rules why`.
  var trace: RuleTrace?

  init(book: RuleBook, text: [Unicode.Scalar]) {
    self.book = book
    self.text = text
    names = IndicatorReader(text: text, lexicon: book.lexicon)
  }

  /// What the first rule that fits says about figure `index`; nil if a rule refuses it.
  func readings(of index: Int, in figures: [Figure], at site: FigureSite, wide: Bool) -> [TargetReading]? {
    let figure = figures[index]
    guard let candidates = book.candidates(anchor: figure.slot, wide: wide) else { return [] }
    var matcher = PatternMatcher(text: text, window: site.core, figures: figures)
    let held = RuleConditionSet { holds($0, figure, site) }
    var found: [TargetReading]? = []
    candidates.forEach(in: matcher.surroundings(of: figure), held: held) { candidate in
      guard let match = matcher.match(candidate.program, on: index) else { return true }
      let rule = book.rules[candidate.rule]
      trace?.note(rule, candidate.program, match, figure)
      if rule.meaning.record == "nothing" {
        found = nil
        return false
      }
      let readings = targets(rule, match, candidate.program, index, figures, site)
      if readings.isEmpty { return true }
      trace?.fired()
      found = readings
      return false
    }
    return found
  }

  private func holds(_ condition: RuleCondition, _ figure: Figure, _ site: FigureSite) -> Bool {
    switch condition {
    case .compared: figure.comparator != nil
    case .bare: figure.comparator == nil
    case .counted: figure.dimension.isCounted
    case .events: figure.dimension == .events
    case .measured: figure.dimension.isMeasured
    case .rate: figure.dimension == .rate
    case .relative: figure.dimension == .rate || figure.dimension == .points || figure.dimension == .times
    case .timed: figure.dimension == .duration
    case .days: figure.dimension == .duration && figure.unit == "天"
    case .times: figure.dimension == .times
    case .persons: figure.dimension == .persons
    case .aged: figure.dimension == .age
    case .money: figure.dimension == .money
    case .plain: !figure.isSmallChinese
    case .small: figure.isSmallChinese
    case .list: site.hasList
    case .aimed: site.isAimed
    case .goal: site.isGoal
    case .distributive: site.isDistributive
    case .recurring: site.isRecurring
    case .once: !site.isDistributive
    case .unitless: figure.dimension == .unitless
    case .first: !site.hasList
    case .dated: site.isDated
    case .approximate: figure.comparator == .about
    // by bytes: comparing strings that are not ASCII is slow, and every figure is asked
    case .articles: figure.dimension == .things && figure.unit?.utf8.elementsEqual("条".utf8) == true
    case .republic: site.isRepublic
    case .labelled: site.isLabelled
    case .obliged: site.isObliged
    case .told: site.marks.contains { $0.range.upperBound <= figure.range.lowerBound && $0.kind != .other }
    case .regional: site.isRegional
    case .bounded: figure.comparator == .atLeast || figure.comparator == .atMost
    case .sized: isSize(figure)
    case .floored: saysAtLeast(min(site.member.lowerBound, figure.core.lowerBound)..<figure.core.lowerBound)
    case .leading: site.isLeading
    case .rising: site.isRising
    case .yeared: site.marks.contains { if case .by = $0.kind { $0.range.upperBound == figure.range.lowerBound } else { false } }
    }
  }

  /// 500人以上, 20户以上, 35蒸吨/小时以下: a bound behind a unit that measures things rather than counts them.
  private func isSize(_ figure: Figure) -> Bool {
    let behind = text[figure.core.upperBound..<figure.range.upperBound]
    guard behind.contains("以"), behind.contains("上") || behind.contains("下") else { return false }
    return figure.dimension.isMeasured || Self.sizes.contains(figure.unit ?? "")
  }

  private static let sizes: Set<String> = ["人", "户", "张", "张床位", "床", "蒸吨", "蒸吨/小时", "层", "千伏", "亩"]

  private func targets(
    _ rule: Rule, _ match: PatternMatch, _ program: PatternProgram, _ index: Int, _ figures: [Figure], _ site: FigureSite
  ) -> [TargetReading] {
    let shape = rule.meaning.shape
    var figure = figures[index]
    var baseline: Figure?
    if shape.baselineFirst, let second = match.figures.first {
      baseline = figure
      figure = figures[second]
    }
    if shape.valueLast, let last = match.figures.last { figure = figures[last] }
    // 平台一期: a part of a work
    if rule.name == "made-few-last", figure.unit == "期" { return [] }
    // a further sum is another matter
    if rule.name == "second-measure" || rule.name == "listed-first-amount", figure.dimension == .money || site.isRegional { return [] }
    // 增设一项津贴: a thing, not how many
    if rule.name.hasPrefix("few-"), figure.value == 1, figure.comparator == nil, !site.isRecurring { return [] }
    let match = withNounVerb(site.isRepublic ? unpaid(match, figures) : match)
    guard !holdsFigure(match, figures), let indicator = indicator(shape, match, site, program, figure, figures[index].range) else { return [] }
    let before = min(site.member.lowerBound, figure.core.lowerBound)..<figure.core.lowerBound
    let bound: Comparator? = saysAtLeast(before) ? .atLeast : site.isRegional && saysAtMost(before) ? .atMost : nil
    let comparator = figure.comparator ?? bound ?? comparator(shape, match) ?? .equal
    var reading = TargetReading(
      rule: rule.name, indicator: indicator, figure: figure, comparator: comparator, kind: shape.kind,
      range: site.member.lowerBound..<match.range.upperBound, baseline: baseline)
    reading.usesTopic = shape.usesTopic
    reading.usesPrevious = shape.usesPrevious
    reading.usesPurpose = shape.usesPurpose
    reading.isResult = rule.meaning.record == "baseline"
    switch shape.split {
    case .respectively: return respectively(reading, [index] + match.figures, figures, site)
    case .respectivelyFrom: return respectivelyFrom(reading, [index] + match.figures, figures, site)
    case .previous: return zip(site.recent.suffix(match.figures.count + 1), [index] + match.figures).map { reading.of(figures[$1], named: $0) }
    case .years: return eachYear(reading, index, figures, site)
    case .both: return "年平".contains(reading.indicator.last ?? " ") ? [] : both(reading)
    case .all: return ([index] + match.figures).map { reading.of(figures[$0], named: reading.indicator) }
    case nil: return [reading]
    }
  }

  /// 编列18亿元汰换消防车辆450辆: the sum in front is no part of the name.
  private func unpaid(_ match: PatternMatch, _ figures: [Figure]) -> PatternMatch {
    guard let name = match.slots[.indicator],
      let sum = figures.first(where: { $0.dimension == .money && $0.core.lowerBound == name.lowerBound && $0.range.upperBound + 2 < name.upperBound })
    else { return match }
    var match = match
    let isNamed = ["经费", "预算"].contains { text[sum.range.upperBound..<name.upperBound].starts(with: $0.unicodeScalars) }
    match.slots[.indicator] = sum.range.upperBound + (isNamed ? 2 : 0)..<name.upperBound
    return match
  }

  /// 10亿元成立基金 pays for a 基金.
  private func founded(_ object: Range<Int>, by figure: Figure) -> Range<Int> {
    figure.dimension == .money ? names.name(object, dropping: .verbs) : object
  }

  /// Whether 至少 stands apart from its figure (至少组织2次).
  private func saysAtLeast(_ range: Range<Int>) -> Bool {
    range.dropLast().contains { (text[$0] == "至" || text[$0] == "最") && text[$0 + 1] == "少" }
  }

  /// Whether 最多 stands apart from its figure (最多清扫8次).
  private func saysAtMost(_ range: Range<Int>) -> Bool {
    range.dropLast().contains { text[$0] == "最" && "多高".unicodeScalars.contains(text[$0 + 1]) }
  }

  private func comparator(_ shape: MeaningShape, _ match: PatternMatch) -> Comparator? {
    switch shape.comparator {
    case .fixed(let comparator): comparator
    case .word(let name): match.value(name).flatMap(Comparator.init(rawValue:))
    case nil: nil
    }
  }

  /// The name a template such as `<keep>{对象}` makes; nil if nothing is left of it. `size` is what {数} stands for in it: the
  /// first figure of the pattern.
  private func indicator(
    _ shape: MeaningShape, _ match: PatternMatch, _ site: FigureSite, _ program: PatternProgram, _ figure: Figure, _ size: Range<Int>
  ) -> String? {
    var name = ""
    for part in shape.name {
      switch part {
      case .previous, .topic:
        guard let known = part == .previous ? site.previous : site.topic, !site.isRepublic || !known.contains("%") else { return nil }
        name = inherited(known, by: name, site)
      case .purpose:
        guard let purpose = names.purpose(behind: match.range.upperBound, marks: site.marks, figures: site.figures) else { return nil }
        name += purpose
      case .text(let character): name.append(character)
      case .words(let wordClass): if let range = match.range(ofWords: wordClass) { name += names.string(range) }
      case .slot(.figure): name += names.string(size)
      case .slot(let slot):
        guard let range = match.slots[slot] else { continue }
        let dropped: IndicatorReader.Dropped = !name.isEmpty ? .places : program.anchor == .coverage ? .adverbs : .verbs
        name += names.string(slot == .object ? founded(names.object(range), by: figure) : names.trimEnd(undated(names.name(undated(range, site), dropping: dropped), site)))
      }
    }
    let length = name.unicodeScalars.count
    guard length >= 2, Self.isName(name) else { return nil }
    // 每年开展一次评估: an act counted by its times is named by its verb
    if shape.namesByWords || !isVerb(name) || figure.dimension == .events && (site.isRecurring || match.slots[.object] != nil) { return name }
    // 达成直接兴建12万户: there the verb with its adverb is what is counted
    guard site.isRepublic, let whole = match.slots[.indicator], whole.count > length, whole.count <= 8 else { return nil }
    return names.string(whole)
  }

  /// A name taken from another target or clause, behind the words `name` of this one.
  private func inherited(_ known: String, by name: String, _ site: FigureSite) -> String {
    // 直接兴建12万户、包租代管8万户，…再兴建13万户: the one of the list that has the verb
    if site.isRepublic, !name.isEmpty, let same = site.recent.last(where: { $0.contains(name) }) { return same }
    return name + (name.isEmpty ? known : Self.withoutSize(names.withoutStage(names.withoutKeep(known), site.isRegional)))
  }

  /// 项目 of 亿元以上项目: a size class in front of a name gives way to another.
  private static func withoutSize(_ name: String) -> String {
    let parts = name.components(separatedBy: "以上")
    guard parts.count > 1, let head = parts.first, head.unicodeScalars.contains(where: { "元亩吨米".unicodeScalars.contains($0) }) else { return name }
    return parts.dropFirst().joined(separator: "以上")
  }

  /// Longer names are tables or sentences that lost their marks; lists of things may be longer.
  static let longestName = 44
  static let longestList = 90

  /// Whether `name` may be one: not too long, without the several numbers of a table that lost its lines, and neither a group that
  /// a condition picks out (对销售额2万元以上…) nor a comparison (较…多).
  static func isName(_ name: String) -> Bool {
    let scalars = name.unicodeScalars
    if scalars.first == "较" && !["较大", "较重"].contains(where: name.hasPrefix) || ["分别", "明年", "今年", "后年", "次年", "首年", "翌年", "第二年", "第三年"].contains(name) || name.hasPrefix("年底") { return false }
    if isDate(name) { return false }
    let numbers = scalars.split { !$0.isDigit && $0 != "." }.count
    if numbers > 2 || numbers > 0 && ["对", "在", "由"].contains(scalars.first) { return false }
    let isList = numbers == 0 && scalars.count(where: { $0 == "、" }) >= 3
    return scalars.count <= (isList ? longestList : longestName)
  }

  /// 2029年底前, 到2028年: when, not what.
  private static func isDate(_ name: String) -> Bool {
    let scalars = name.unicodeScalars.drop { "到至于在".unicodeScalars.contains($0) }
    let year = scalars.prefix { $0.isDigit }
    return year.count == 4 && ["年", "年底", "年末", "年前", "年底前", "年末前", "年年底", "年年底前"].contains(String(Substring(scalars.dropFirst(4))))
  }

  /// Whether what a figure counts holds a further figure: then the two belong together in another way. A name may hold one
  /// (11个重点项目投资), but not that of another member of a list.
  private func holdsFigure(_ match: PatternMatch, _ figures: [Figure]) -> Bool {
    for slot in [PatternSlot.object, .indicator] {
      guard let range = match.slots[slot] else { continue }
      for figure in figures where range.contains(figure.core.lowerBound) && figure.slot == .figure && figure.dimension != .age {
        // 欧盟一期车辆, 小镇项目二期: a part of a name
        if figure.isSmallChinese, figure.comparator == nil, slot == .object || figure.unit == "期" { continue }
        // 3个10亿元以上项目: the second is a class of size
        if slot == .object, isSizeClass(figure, range) { continue }
        // 1座不小于3000平方米的科技馆: the second tells of what size
        if slot == .object, !figure.dimension.isCounted, figure.dimension != .rate,
          figure.range.upperBound + 1 < range.upperBound, text[figure.range.upperBound] == "的"
        {
          continue
        }
        if slot == .object || figure.range.upperBound >= range.upperBound { return true }
        if text[figure.range.upperBound..<range.upperBound].contains("、"), figure.dimension.isCounted { return true }
      }
    }
    return false
  }

  /// Whether a lower bound in money opens what is counted (10亿元以上项目).
  private func isSizeClass(_ figure: Figure, _ object: Range<Int>) -> Bool {
    figure.dimension == .money && figure.comparator == .atLeast && figure.core.lowerBound <= object.lowerBound + 1
      && figure.range.upperBound + 1 < object.upperBound && text[figure.range.upperBound] != "、"
  }

  /// `range` without a year at its start or at its end (2030年产量, 产量2030年达到…).
  private func undated(_ range: Range<Int>, _ site: FigureSite) -> Range<Int> {
    var range = range
    if let mark = site.marks.first(where: { $0.range.contains(range.lowerBound) }), mark.range.upperBound + 1 < range.upperBound {
      let isJoined = text[mark.range.upperBound] == "的" && mark.range.upperBound + 2 < range.upperBound
      range = mark.range.upperBound + (isJoined ? 1 : 0)..<range.upperBound
    }
    guard let mark = site.marks.last(where: { $0.range.upperBound <= range.upperBound && $0.range.upperBound + 2 > range.upperBound }),
      mark.range.lowerBound > range.lowerBound + 1
    else { return range }
    var end = mark.range.lowerBound
    if end > range.lowerBound + 2, "比较与于在自".unicodeScalars.contains(text[end - 1]), !TimeScanner.isRatio(text, end - 1) { end -= 1 }
    return range.lowerBound..<end
  }

  /// A bare verb names nothing (投产1000万千瓦).
  private func isVerb(_ name: String) -> Bool {
    let scalars = Array(name.unicodeScalars)
    // 36亿元办理
    if scalars.first?.isDigit == true, scalars.contains("元"), names.make.word(in: scalars, endingAt: scalars.count, start: 1) != nil { return true }
    // 出口, 收入 measure too
    if names.measure.word(in: scalars, at: 0, end: scalars.count)?.scalars.count == scalars.count { return false }
    return [names.make, names.keep, names.adverb, names.territory, names.reach, names.grow, names.fall].contains {
      $0.word(in: scalars, at: 0, end: scalars.count)?.scalars.count == scalars.count
    }
  }

  /// A覆盖和B覆盖两个100%; but 年均 and 平均 are no 均 of two.
  private func both(_ reading: TargetReading) -> [TargetReading] {
    names.measures(Self.split(reading.indicator), of: reading.indicator).map { name in
      var one = reading
      one.indicator = name
      return one
    }
  }

  /// 及时率, 普及率, 参与率, 和谐社区: no joint.
  private static func isPartOfWord(_ text: [Unicode.Scalar], _ at: Int) -> Bool {
    let next: Unicode.Scalar = at + 1 < text.count ? text[at + 1] : " "
    if text[at] == "及", at > 0, "普涉惠触波危遍".unicodeScalars.contains(text[at - 1]) { return true }
    return text[at] == "及" && "时格第".unicodeScalars.contains(next) || text[at] == "和" && "谐美平解".unicodeScalars.contains(next)
      || text[at] == "与" && at > 0 && "参给赠".unicodeScalars.contains(text[at - 1])
  }

  /// The things that 、 和 及 与 join outside of brackets.
  static func split(_ name: String) -> [String] {
    var depth = 0
    let scalars = Array(name.unicodeScalars)
    let cuts = scalars.indices.filter { at in
      if scalars[at] == "(" { depth += 1 } else if scalars[at] == ")" { depth -= 1 }
      return depth == 0 && (scalars[at] == "、" || "和及与".unicodeScalars.contains(scalars[at]) && !isPartOfWord(scalars, at))
    }
    let ends = cuts + [scalars.count]
    return zip([-1] + cuts, ends).map { String(scalars: scalars[($0 + 1)..<$1]) }.filter { !$0.isEmpty }
  }
}
