import Foundation
import PlanText

/// A quantity in a sentence: number, unit and the comparator words around it (`不少于100家`, `30—50所`, `67%左右`), or a
/// word that stands for one (全覆盖, 翻一番, 一半).
struct Figure: Sendable, Hashable {
  /// Which slot of a pattern it fills.
  let slot: PatternSlot
  /// With its comparator words.
  let range: Range<Int>
  /// Number and unit alone.
  let core: Range<Int>
  let value: Decimal
  let high: Decimal?
  var unit: String?
  var dimension: Dimension
  /// What the words at the figure say; nil where they say nothing.
  let comparator: Comparator?
  let form: Numeral.Form
  /// Whether the figure counts as one of few (两个, 三家): often a name, not a quantity to reach.
  let isSmallChinese: Bool

  /// The unit of 1500家次/年 without the year; nil where no such unit is counted.
  var yearless: String? {
    guard dimension.isCounted, let unit, unit.hasSuffix("/年"), unit.count > 2 else { return nil }
    return String(unit.dropLast(2))
  }
}

/// What a unit measures; the third column of units.tsv.
enum Dimension: String, Sendable, Hashable, CaseIterable {
  case things, persons, events, rate, points, times, money, mass, area, length, volume, energy, power, duration, age
  case other
  /// No unit at all: 降至1.3, 突破100万.
  case unitless

  var isCounted: Bool { self == .things || self == .persons || self == .events }
  var isMeasured: Bool {
    switch self {
    case .money, .mass, .area, .length, .volume, .energy, .power, .other: true
    default: false
    }
  }
}

/// Finds the figures of a text.
struct FigureScanner {
  let units: Lexicon.WordClass
  let before: Lexicon.WordClass
  let after: Lexicon.WordClass
  let words: Lexicon.WordClass
  let currency: Lexicon.WordClass
  /// Whether 三百六十亿 without a unit is money, as in addresses of Taiwan.
  let readsBareMoney: Bool

  init(lexicon: Lexicon, readsBareMoney: Bool = false) {
    units = lexicon["unit"]
    before = lexicon["before"]
    after = lexicon["after"]
    words = lexicon["figure"]
    currency = lexicon["currency"]
    self.readsBareMoney = readsBareMoney
  }

  /// The figures of `range`, in order, not overlapping.
  func figures(
    in text: [Unicode.Scalar], _ range: Range<Int>, isThousandsComma: (Int) -> Bool = { _ in true }
  ) -> [Figure] {
    var figures: [Figure] = []
    var at = range.lowerBound
    var floor = range.lowerBound  // comparator words may not reach back into the figure before
    while at < range.upperBound {
      let c = text[at]
      if c.isDigit || c.chineseDigitOrPlace && words.word(in: text, at: at, end: range.upperBound) == nil {
        let (figure, next) = numeric(text, at, range.upperBound, floor, isThousandsComma, opens: at == range.lowerBound)
        if let figure {
          figures.append(figure)
          floor = figure.range.upperBound
        }
        at = max(next, figure?.range.upperBound ?? 0)
      } else if c.value >= 0x4E00, let word = words.word(in: text, at: at, end: range.upperBound) {
        let figure = worded(text, at, word, range.upperBound, floor)
        figures.append(figure)
        floor = figure.range.upperBound
        at = floor
      } else {
        at += 1
      }
    }
    return figures
  }

  // MARK: Numbers

  /// The figure at `at`, if it is one, and where to go on.
  private func numeric(
    _ text: [Unicode.Scalar], _ at: Int, _ end: Int, _ floor: Int, _ comma: (Int) -> Bool, opens: Bool
  ) -> (Figure?, Int) {
    guard let first = NumeralGrammar.numeral(in: text, at: at, end: end, isThousandsComma: comma) else {
      return (nil, skip(text, at, end))
    }
    let next = first.range.upperBound
    if isTornApart(text, first.range, end) { return (nil, next) }
    // 5.3家以上企业上市: the stop is that of the item's number
    if at > 0, !(opens && text[at - 1] == "."), isBarredBefore(text[at - 1], text[at]) && !(first.form == .fraction && text[at - 1] == "数") && !isBehindName(text, first, end) || isYear(text, first, end) { return (nil, next) }
    // 净零种子
    if first.form == .chinese, first.value == 0, !isNil(text, first, end) { return (nil, next) }
    // 学前三年毛入园率
    if at > 1, text[at - 1] == "前", text[at - 2] == "学" { return (nil, next) }
    if isYear(text, first, end) { return (nil, next) }
    guard let (low, high, stop, unit) = extent(text, first, end, comma) else { return (nil, next) }
    let core = at..<stop
    if unit?.name == "日", at > 0, text[at - 1] == "月" { return (nil, stop) }
    if first.form == .chinese, first.mantissa == 1, unit?.name == "批" { return (nil, stop) }
    let (from, lower) = comparatorBefore(text, at, floor)
    let (to, upper) = comparatorAfter(text, tolerance(text, stop, end) ?? stop, end)
    var comparator: Comparator? = upper ?? lower
    if comparator == nil, to > stop { comparator = .about }
    if high != nil, comparator == nil || comparator == .about { comparator = .range }
    if comparator == nil, first.isExceeded { comparator = .atLeast }
    let small = first.form == .chinese && first.exponent == 0 && (1..<10).contains(first.mantissa) && low == first.value && unit.map(isFew) ?? true
    return (
      Figure(
        slot: .figure, range: from..<to, core: core, value: low, high: comparator == .range ? high : nil,
        unit: unit?.name, dimension: unit?.dimension ?? .unitless, comparator: comparator, form: first.form,
        isSmallChinese: small), to
    )
  }

  /// Whether one of few of this unit may be a name (三大工程, 两年); three per cent is always a quantity.
  private func isFew(_ unit: Unit) -> Bool { unit.dimension.isCounted || unit.dimension == .duration }

  /// Behind a run of number characters that is no numeral.
  private func skip(_ text: [Unicode.Scalar], _ at: Int, _ end: Int) -> Int {
    var next = at + 1
    let digits = text[at].isDigit
    while next < end, digits ? text[next].isDigit : text[next].chineseDigitOrPlace { next += 1 }
    return next
  }

  /// 第三, 5G, PM2.5, 3.5.1, 2021-12: what stands before makes the number a name or a part of a longer one.
  private func isBarredBefore(_ previous: Unicode.Scalar, _ first: Unicode.Scalar) -> Bool {
    if previous == "第" || previous.isLatinLetter || previous == "." || previous == "+" || previous == "×" || previous == "兆" { return true }
    if first.isDigit { return previous.isDigit || previous.chineseDigitOrPlace }
    return previous == "数" && first.chinesePlace != nil || previous == "几" || previous == "上" && first.chinesePlace != nil
  }

  /// 增配AED90台: a name in Latin letters, then how many.
  private func isBehindName(_ text: [Unicode.Scalar], _ numeral: Numeral, _ end: Int) -> Bool {
    let at = numeral.range.lowerBound
    guard numeral.form == .arabic, at > 2, text[at - 1].isLatinLetter, text[at - 2].isLatinLetter, text[at - 3].isLatinLetter || text[at - 3].value >= 0x4E00,
      numeral.range.upperBound < end
    else { return false }
    return "台套辆架部".unicodeScalars.contains(text[numeral.range.upperBound])
  }

  private func isYear(_ text: [Unicode.Scalar], _ numeral: Numeral, _ end: Int) -> Bool {
    guard numeral.form == .arabic, numeral.exponent == 0, numeral.range.count == 4,
      (1900...2100).contains(numeral.mantissa)
    else { return false }
    let next = numeral.range.upperBound
    guard next < end else { return true }
    switch text[next] {
    case "年", "—", "-", "~", "至", "到", "、", "/", ".", ")", "〕": return true
    default: return false
    }
  }

  private typealias Unit = (name: String, dimension: Dimension)

  /// Number or range with its unit: low end, high end, end offset, unit.
  private func extent(
    _ text: [Unicode.Scalar], _ first: Numeral, _ end: Int, _ comma: (Int) -> Bool
  ) -> (Decimal, Decimal?, Int, Unit?)? {
    let (firstUnit, afterFirst) = unit(text, first, end)
    let afterMark = afterFirst + 2 < end && text[afterFirst + 1] == " " ? afterFirst + 2 : afterFirst + 1
    if afterMark < end, Self.rangeMarks.contains(text[afterFirst]), !isStep(text, first, firstUnit, afterFirst),
      let second = NumeralGrammar.numeral(in: text, at: afterMark, end: end, isThousandsComma: comma),
      second.form == first.form || first.form == .fraction
    {
      let (secondUnit, behind) = unit(text, second, end)
      let unit = secondUnit ?? firstUnit
      // 四成至四成五
      let half = secondUnit?.name == "成" ? tenth(text, behind, end) : nil
      let stop = half == nil ? behind : behind + 1
      var low = first
      if !first.hasMagnitude, second.hasMagnitude, firstUnit == nil || firstUnit?.name == unit?.name {
        let magnitude = Self.magnitude(of: second)
        if first.scaled(like: second, magnitude: magnitude).value < second.value {
          low = first.scaled(like: second, magnitude: magnitude)
        }
      }
      if unit != nil, low.value < second.value || half != nil && low.value == second.value, firstUnit == nil || firstUnit?.name == unit?.name {
        let scale = unit?.name == "%" && firstUnit == nil && first.form != .fraction ? low.value : low.value
        return (multiplied(scale, unit, first), multiplied(second.value, unit, second) + (half ?? 0), stop, named(unit))
      }
    }
    guard let firstUnit else {
      if readsBareMoney, first.hasMagnitude, first.value >= 100_000_000, afterFirst >= end || !text[afterFirst].isLatinLetter { return (first.value, nil, afterFirst, ("元", .money)) }
      return isUnitless(text, first, end) ? (first.value, nil, afterFirst, nil) : nil
    }
    if firstUnit.name == "成", let half = tenth(text, afterFirst, end) {
      return (first.value * 10 + half, nil, afterFirst + 1, named(firstUnit))
    }
    // 四年半
    if firstUnit.dimension == .duration, firstUnit.name == "年", afterFirst < end, text[afterFirst] == "半" {
      return (first.value + Decimal(5) / 10, nil, afterFirst + 1, named(firstUnit))
    }
    // 4分30秒
    if let part = sixtieths(text, firstUnit.name, afterFirst, end) {
      return (first.value + Decimal(part.value) / 60, nil, part.end, firstUnit.name == "分" ? ("分钟", .duration) : named(firstUnit))
    }
    return (multiplied(first.value, firstUnit, first), nil, afterFirst, named(firstUnit))
  }

  /// The seconds behind minutes, the minutes behind hours, where a whole tenth of sixty gives an exact decimal.
  private func sixtieths(_ text: [Unicode.Scalar], _ name: String, _ at: Int, _ end: Int) -> (value: Int, end: Int)? {
    let part: Unicode.Scalar
    switch name {
    case "分", "分钟": part = "秒"
    case "小时", "时": part = "分"
    default: return nil
    }
    guard let numeral = NumeralGrammar.numeral(in: text, at: at, end: end), numeral.form == .arabic, numeral.exponent == 0, (1..<60).contains(numeral.mantissa), numeral.mantissa % 3 == 0,
      numeral.range.upperBound < end, text[numeral.range.upperBound] == part
    else { return nil }
    let stop = numeral.range.upperBound + 1
    return (Int(numeral.mantissa), part == "分" && stop < end && text[stop] == "钟" ? stop + 1 : stop)
  }

  /// The five of 九成五, 9成5 and 九成半.
  private func tenth(_ text: [Unicode.Scalar], _ at: Int, _ end: Int) -> Decimal? {
    guard at < end else { return nil }
    if text[at] == "半" { return 5 }
    guard at + 1 >= end || !text[at + 1].chineseDigitOrPlace && !text[at + 1].isDigit else { return nil }
    if text[at].isDigit { return Decimal(text[at].value - 0x30) }
    guard let digit = text[at].chineseDigit, digit > 0 else { return nil }
    return Decimal(digit)
  }

  /// 增加1000张至9000张: by so many to so many, no range.
  private func isStep(_ text: [Unicode.Scalar], _ first: Numeral, _ unit: Unit?, _ joint: Int) -> Bool {
    // 增加五亿元至二十五亿元
    let isSum = unit?.dimension == .money && first.value >= 100_000_000
    guard let unit, unit.dimension.isCounted || isSum, text[joint] == "至" || text[joint] == "到", first.range.lowerBound > 0 else { return false }
    return "加增减少升".unicodeScalars.contains(text[first.range.lowerBound - 1])
  }

  private static let rangeMarks: ScalarSet = ["—", "-", "~", "至", "到", "–"]

  /// How many powers of ten the words 万, 亿 of `numeral` add.
  private static func magnitude(of numeral: Numeral) -> Int {
    if numeral.form == .chinese { return numeral.mantissa % 100_000_000 == 0 ? 8 : 4 }
    return numeral.exponent > 0 ? numeral.exponent : 4
  }

  /// The unit behind `numeral` and where it ends. A fraction is a per cent by itself.
  private func unit(_ text: [Unicode.Scalar], _ numeral: Numeral, _ end: Int) -> (Unit?, Int) {
    var at = numeral.range.upperBound
    if numeral.form == .fraction {
      let doubled = at < end && text[at] == "%"
      return (("%", .rate), doubled ? at + 1 : at)
    }
    while at < end, text[at] == " " { at += 1 }
    // 24±1%
    if at + 1 < end, text[at] == "±", let swing = NumeralGrammar.numeral(in: text, at: at + 1, end: end) { at = swing.range.upperBound }
    if at + 1 < end, text[at] == "成", numeral.exponent == 0, numeral.mantissa <= 10, !Self.afterTenths.contains(text[at + 1]) || isPopulation(text, at + 1, end) {
      return (("成", .rate), at + 1)
    }
    if at < end, text[at] == "成", at + 1 == end, numeral.exponent == 0, numeral.mantissa <= 10 { return (("成", .rate), at + 1) }
    // 压缩至4年以下
    if at + 2 < end, text[at] == "年", text[at + 1] == "以", text[at + 2] == "下", numeral.range.lowerBound > 0, "至到".unicodeScalars.contains(text[numeral.range.lowerBound - 1]) {
      return (("年", .duration), at + 1)
    }
    guard let word = units.word(in: text, at: at, end: end), let dimension = Dimension(rawValue: word.value) else {
      return (nil, numeral.range.upperBound)
    }
    var name = word.scalars
    var stop = at + word.scalars.count
    if let last = perEnd(text, stop, end) {
      name += text[stop..<last]
      stop = last
    }
    stop = behindSecondUnit(text, stop, end)
    if stop < end, text[stop].isExcess, stop + 1 >= end || !Self.afterTenths.contains(text[stop + 1]), dimension == .duration {
      stop += 1
    }
    return ((String(scalars: name), dimension), stop)
  }

  /// 八成人口, but 三成人员.
  private func isPopulation(_ text: [Unicode.Scalar], _ at: Int, _ end: Int) -> Bool {
    at + 1 < end && text[at] == "人" && text[at + 1] == "口"
  }

  /// Behind the second unit that a bracket gives: 300万台(套).
  private func behindSecondUnit(_ text: [Unicode.Scalar], _ at: Int, _ end: Int) -> Int {
    guard at + 2 < end, text[at] == "(", let close = text[at..<min(end, at + 4)].firstIndex(of: ")"),
      units.word(in: text, at: at + 1, end: close)?.scalars.count == close - at - 1
    else { return at }
    return close + 1
  }

  /// The end of /万元, /立方米, /10万人, /月·平方公里, /(年·公里), ·次 at `at`; nil if no unit stands there.
  private func perEnd(_ text: [Unicode.Scalar], _ at: Int, _ end: Int) -> Int? {
    var stop = at
    while stop + 1 < end, text[stop] == "/" || text[stop] == "·" {
      let isClosed = text[stop + 1] == "("
      guard let next = perPart(text, stop + (isClosed ? 2 : 1), end) else { break }
      stop = next
      guard isClosed else { continue }
      while stop + 1 < end, text[stop] == "·", let next = perPart(text, stop + 1, end) { stop = next }
      guard stop < end, text[stop] == ")" else { return nil }
      stop += 1
    }
    return stop > at ? stop : nil
  }

  /// Behind a unit of what something is told for: 月, 万元, 10万人.
  private func perPart(_ text: [Unicode.Scalar], _ at: Int, _ end: Int) -> Int? {
    if let word = units.word(in: text, at: at, end: end) { return at + word.scalars.count }
    if at < end, "年月日周季".unicodeScalars.contains(text[at]) { return at + 1 }
    var from = at
    while from < end, text[from].isDigit || text[from].chinesePlace != nil { from += 1 }
    return units.word(in: text, at: from, end: end).map { from + $0.scalars.count }
  }

  /// What follows 成 when it is a verb or a part of a word (三成果, 三成员).
  private static let afterTenths: ScalarSet = [
    "果", "员", "立", "本", "功", "熟", "效", "品", "绩", "长", "就", "套", "片", "交", "分", "人", "都", "型",
  ]

  /// 三成 is 30 %.
  private func multiplied(_ value: Decimal, _ unit: Unit?, _ numeral: Numeral) -> Decimal {
    unit?.name == "成" ? value * 10 : value
  }

  /// 成 counts as %, 元人民币 as 元.
  private func named(_ unit: Unit?) -> Unit? {
    switch unit?.name {
    case "成": ("%", .rate)
    case "元人民币": ("元", .money)
    default: unit
    }
  }

  // MARK: Words

  /// 全覆盖, 翻一番, 一半: value `slot:number:unit`.
  private func worded(
    _ text: [Unicode.Scalar], _ at: Int, _ word: Lexicon.Word, _ end: Int, _ floor: Int
  ) -> Figure {
    let parts = word.value.split(separator: ":").map(String.init)
    let slot = parts.first.flatMap(PatternSlot.init(rawValue:)) ?? .figure
    let value = parts.count > 1 ? Decimal(string: parts[1]) ?? 0 : 0
    let core = at..<(at + word.scalars.count)
    let (from, lower) = slot == .figure ? comparatorBefore(text, at, floor) : (at, nil)
    let (to, upper) = comparatorAfter(text, core.upperBound, end)
    let own: Comparator? = text[at] == "过" ? .atLeast : nil
    return Figure(
      slot: slot, range: from..<to, core: core, value: value, high: nil, unit: parts.count > 2 ? parts[2] : nil,
      dimension: .rate, comparator: upper ?? lower ?? own, form: .chinese, isSmallChinese: false)
  }

  // MARK: Comparators

  /// The start of the figure and what the words before it say; the name of a currency belongs to the figure (新台币340亿元).
  private func comparatorBefore(_ text: [Unicode.Scalar], _ number: Int, _ floor: Int) -> (Int, Comparator?) {
    let at = number - (currency.word(in: text, endingAt: number, start: floor)?.scalars.count ?? 0)
    guard let word = before.word(in: text, endingAt: at, start: floor) else { return (at, nil) }
    // 签约15项, 节约10%: 约 belongs to the verb
    if text[at - 1] == "约", word.scalars.count == 1, at - 2 >= floor, "签节合公条预".unicodeScalars.contains(text[at - 2]) { return (at, nil) }
    let start = at - word.scalars.count
    // 产值过80亿元, but 通过3项
    if text[start] == "过", word.scalars.count == 1, start <= floor || !"值入收额模量".unicodeScalars.contains(text[start - 1]) { return (at, nil) }
    // 供应不少于24,000个: 应 belongs to the verb
    if text[start] == "应", start > floor, "供对适效反响".unicodeScalars.contains(text[start - 1]) { return (start + 1, Comparator(rawValue: word.value)) }
    return (start, Comparator(rawValue: word.value))
  }

  /// Behind ±1%.
  private func tolerance(_ text: [Unicode.Scalar], _ at: Int, _ end: Int) -> Int? {
    guard at < end, text[at] == "±", let numeral = NumeralGrammar.numeral(in: text, at: at + 1, end: end) else { return nil }
    return unit(text, numeral, end).1
  }

  private func comparatorAfter(_ text: [Unicode.Scalar], _ at: Int, _ end: Int) -> (Int, Comparator?) {
    let from = behindGloss(text, at, end)
    guard let word = after.word(in: text, at: from, end: end) else { return (at, nil) }
    return (from + word.scalars.count, Comparator(rawValue: word.value))
  }

  /// Behind the unit in Latin letters that a bracket repeats: 41百万公吨二氧化碳当量(MtCO2e)以下.
  private func behindGloss(_ text: [Unicode.Scalar], _ at: Int, _ end: Int) -> Int {
    guard at + 1 < end, text[at] == "(", text[at + 1].isLatinLetter,
      let close = text[at..<min(end, at + 12)].firstIndex(of: ")")
    else { return at }
    return close + 1
  }
}
