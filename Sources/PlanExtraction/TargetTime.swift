import PlanText

/// The years a plan speaks of, for reading 今年, 5年内 and 去年.
struct PlanCalendar: Sendable, Hashable {
  /// First and last year of the plan.
  var start: Int?
  var end: Int?
  /// Year of issue.
  var issued: Int?
  /// Whether years are counted from 1911 (民国).
  var countsRepublic = false

  init(start: Int?, end: Int?, issued: Int?, countsRepublic: Bool = false) {
    self.start = start
    self.end = end
    self.issued = issued
    self.countsRepublic = countsRepublic
  }

  init(_ metadata: Metadata) {
    start = metadata.periodStart
    end = metadata.periodEnd
    issued = metadata.issuedOn.flatMap { Int($0.prefix(4)) }
  }

  /// The calendar of `outline`. Without a period in its metadata, a chapter such as 2026年重点工作 makes it a plan of that year.
  init(_ outline: Outline, planHeading: Lexicon.WordClass) {
    self.init(outline.metadata)
    countsRepublic = outline.text.script != .hans
    guard start == nil, end == nil else { return }
    // who does what of the government's report of the year
    if let title = outline.metadata.title, let issued, title.range(ofFirst: "政府工作报告") != nil, title.range(ofFirst: "分工") != nil {
      (start, end) = (issued, issued)
      return
    }
    let text = outline.text.scalars
    for section in outline.sections where section.depth <= 2 {
      guard let heading = section.heading, planHeading.first(in: text, heading) != nil else { continue }
      for mark in TimeScanner(calendar: self).marks(in: text, heading) {
        guard case .by(let year) = mark.kind, text[mark.range].count(where: \.isDigit) == 4, text[mark.range.lowerBound].isDigit
        else { continue }
        start = year
        end = year
        return
      }
    }
  }

  /// The calendar of an address without a period: the year it was given, which is the latest that its text names unless as a horizon.
  func ofAddress(_ outline: Outline) -> PlanCalendar {
    guard start == nil, end == nil else { return self }
    var calendar = self
    calendar.start = issued ?? latestYear(outline)
    calendar.end = calendar.start
    return calendar
  }

  /// The latest year with a month behind it (九十年四月), else the latest year at all.
  private func latestYear(_ outline: Outline) -> Int? {
    let text = outline.text.scalars
    var years: [Int] = []
    var dated: [Int] = []
    for mark in TimeScanner(calendar: self).marks(in: text, 0..<text.count) {
      let range = mark.range
      guard case .by(let year) = mark.kind, "年度".unicodeScalars.contains(text[range.upperBound - 1]),
        !"到至".unicodeScalars.contains(text[range.lowerBound]),
        range.lowerBound == 0 || !"到至".unicodeScalars.contains(text[range.lowerBound - 1])
      else { continue }
      years.append(year)
      if text[range.upperBound..<min(text.count, range.upperBound + 3)].contains("月") { dated.append(year) }
    }
    return dated.max() ?? years.max()
  }

  /// Whether the plan is for one year.
  var isYearly: Bool { start != nil && start == end }

  /// Whether the plan is for several years: only there does 全年 mean each of them.
  var coversYears: Bool { start != nil && end != nil && !isYearly }

  /// What 今年 means.
  var thisYear: Int? { isYearly ? start : issued ?? start }

  /// Whether a figure given for `year` is a result, not a target.
  func isPast(_ year: Int) -> Bool {
    guard let first = isYearly ? start : issued.map({ min($0, start ?? $0) }) ?? start else { return false }
    return year < first
  }

  /// Year by which results of a review are stated.
  var reviewYear: Int? { start.map { $0 - 1 } }
}

/// A word of time in a sentence.
struct TimeMark: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    /// A year to come, named by the text.
    case by(Int)
    /// A time gone by, with its year if it is known.
    case past(Int?)
    /// The year something is compared with (比2020年), or a name; says nothing about the figure.
    case other
  }

  let range: Range<Int>
  let kind: Kind
}

/// Finds words of time.
struct TimeScanner {
  let calendar: PlanCalendar

  /// The marks of `range`, in order.
  func marks(in text: [Unicode.Scalar], _ range: Range<Int>) -> [TimeMark] {
    var marks: [TimeMark] = []
    var at = range.lowerBound
    while at < range.upperBound {
      if let mark = mark(text, at, range) {
        marks.append(mark)
        at = max(mark.range.upperBound, at + 1)
      } else {
        at += 1
      }
    }
    return marks
  }

  private func mark(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> TimeMark? {
    let c = text[at]
    if c.isDigit {
      guard at == range.lowerBound || !text[at - 1].isDigit else { return nil }
      return year(text, at, range) ?? span(text, at, range) ?? republic(text, at, range)
    }
    guard c.value >= 0x3000 else { return nil }
    switch c {
    case "十": return fiveYearPlan(text, at, range)
    case "今": return word(text, at, range, ["今年底": nil, "今年内": nil, "今年": nil], calendar.thisYear) ?? span(text, at, range)
    case "全": return word(text, at, range, ["全年": nil], calendar.isYearly ? calendar.start : nil)
    case "年":
      guard at == range.lowerBound || !isNumber(text[at - 1]), calendar.isYearly else { return nil }
      return word(text, at, range, ["年底前": nil, "年内": nil, "年底": nil], calendar.start)
    case "本":
      if let mark = word(text, at, range, ["本年度": nil, "本年": nil], calendar.thisYear) { return mark }
      return word(text, at, range, ["本世纪中叶": 2050], nil)
    case "明": return word(text, at, range, ["明年度": nil, "明年底": nil, "明年": nil], calendar.thisYear.map { $0 + 1 })
    case "下": return word(text, at, range, ["下年度": nil, "下一年度": nil, "下一个年度": nil], calendar.thisYear.map { $0 + 1 })
    case "来": return word(text, at, range, ["来年": nil], calendar.thisYear.map { $0 + 1 })
    case "较", "比": return pastBase(text, at, range)
    case "民":
      guard calendar.countsRepublic, starts(text, at, range, ["民国"]) else { return nil }
      let from = at > range.lowerBound && "到至".unicodeScalars.contains(text[at - 1]) ? at - 1 : at
      return republic(text, at + 2, range).map { TimeMark(range: from..<$0.range.upperBound, kind: $0.kind) }
    case "去": return past(text, at, range, ["去年"])
    case "上": return past(text, at, range, ["上年度", "上年"])
    case "过": return past(text, at, range, ["过去"])
    case "近": return nearPast(text, at, range)
    case "截": return past(text, at, range, ["截至", "截止"])
    case "目": return past(text, at, range, ["目前"])
    case "未", "此": return span(text, at, range)
    default: return c.chineseDigitOrPlace ? digitYear(text, at, range) ?? span(text, at, range) ?? republic(text, at, range) : nil
    }
  }

  /// 较过去十年, 比过去五年: the base of a comparison.
  private func pastBase(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> TimeMark? {
    guard starts(text, at + 1, range, ["过去", "前"]) else { return nil }
    let from = at + (text[at + 1] == "前" ? 2 : 3)
    guard let (_, end) = yearCount(text, from, range) else { return nil }
    return TimeMark(range: at..<end, kind: .other)
  }

  /// 二〇三五年, 二○三○年.
  private func digitYear(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> TimeMark? {
    guard at + 5 <= range.upperBound, text[at + 4] == "年", at == range.lowerBound || !isNumber(text[at - 1]) else { return nil }
    var year = 0
    for i in at..<(at + 4) {
      guard let digit = text[i].chineseDigit else { return nil }
      year = year * 10 + Int(digit)
    }
    guard (1900...2100).contains(year), at == range.lowerBound || !isComparison(text, at, range) else { return nil }
    let tail = ["底前", "末前", "底", "末", "前"].first { starts(text, at + 5, range, [$0]) }
    return TimeMark(range: at..<(at + 5 + (tail?.unicodeScalars.count ?? 0)), kind: calendar.isPast(year) ? .past(year) : .by(year))
  }

  private func isNumber(_ c: Unicode.Scalar) -> Bool { c.isDigit || c.chineseDigitOrPlace }

  // MARK: Years

  /// 2025年, 2021—2025年; `比2020年`, `2021年以来` and `〔2021〕` are no horizons.
  private func year(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> TimeMark? {
    guard let (first, afterFirst) = fourDigits(text, at, range) else { return nil }
    var last = first
    var end = afterFirst
    if end < range.upperBound, ["—", "-", "~", "至", "到"].contains(text[end]),
      let (second, afterSecond) = fourDigits(text, end + 1, range), second >= first
    {
      last = second
      end = afterSecond
    } else if end + 3 < range.upperBound, ["—", "-", "~", "至", "到"].contains(text[end]), text[end + 1].isDigit, text[end + 2].isDigit,
      text[end + 3] == "年"
    {
      // 2026至27年度
      last = first / 100 * 100 + Int(text[end + 1].value - 0x30) * 10 + Int(text[end + 2].value - 0x30)
      end += 3
    } else if end < range.upperBound, text[end] == "年", end + 1 < range.upperBound,
      ["—", "-", "~", "至", "到"].contains(text[end + 1]), let (second, afterSecond) = fourDigits(text, end + 2, range),
      second >= first
    {
      last = second
      end = afterSecond
    }
    guard end < range.upperBound, text[end] == "年" else { return nil }
    end += 1
    if starts(text, end, range, ["度"]) { end += 1 }
    if starts(text, end, range, ["底前", "末前"]) { end += 2 } else if starts(text, end, range, ["底", "末", "前"]) { end += 1 }
    if starts(text, end, range, ["以前", "之前"]) { end += 2 } else if starts(text, end, range, ["或之前", "或以前"]) { end += 3 }
    let whole = (at > range.lowerBound && (text[at - 1] == "到" || text[at - 1] == "至") ? at - 1 : at)..<end
    if let span = spanFrom(text, end, range, year: first) { return TimeMark(range: at..<span.range.upperBound, kind: span.kind) }
    if starts(text, end, range, ["基础上", "的基础上", "水平"]) { return TimeMark(range: whole, kind: .other) }
    if starts(text, end, range, ["以来", "起"]) { return TimeMark(range: whole, kind: starts(text, end, range, ["以来"]) ? .past(nil) : .other) }
    if at > range.lowerBound, isComparison(text, at, range) { return TimeMark(range: whole, kind: .other) }
    if calendar.isPast(last) { return TimeMark(range: whole, kind: .past(last)) }
    return TimeMark(range: whole, kind: .by(last))
  }

  private func fourDigits(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> (Int, Int)? {
    guard at >= range.lowerBound, at + 4 <= range.upperBound, text[at..<(at + 4)].allSatisfy(\.isDigit),
      at + 4 >= range.upperBound || !text[at + 4].isDigit
    else { return nil }
    let year = text[at..<(at + 4)].reduce(0) { $0 * 10 + Int($1.value - 0x30) }
    return (1900...2100).contains(year) ? (year, at + 4) : nil
  }

  /// 比 较 与 从 由 自 before the year: it is the base of a comparison or of a change.
  private func isComparison(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> Bool {
    switch text[at - 1] {
    case "比", "较", "与", "从", "由", "自", "以", "于", "在": return text[at - 1] != "于" && text[at - 1] != "在"
    default: return false
    }
  }

  // MARK: Spans

  /// 5年内, 三年内, 用3年时间, 未来五年, 今后5年.
  private func span(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> TimeMark? {
    var start = at
    var leads = false
    for lead in ["未来", "今后", "此后"] where starts(text, at, range, [lead]) {
      start = at + lead.unicodeScalars.count
      leads = true
    }
    guard let (years, end) = yearCount(text, start, range) else { return nil }
    guard leads || starts(text, end, range, ["内", "之内", "时间", "左右时间"]) else { return nil }
    let tail = ["之内", "内", "左右时间", "时间"].first { starts(text, end, range, [$0]) }
    let stop = end + (tail?.unicodeScalars.count ?? 0)
    guard let first = base else { return TimeMark(range: at..<stop, kind: .other) }
    return TimeMark(range: at..<stop, kind: .by(first + years - 1))
  }

  /// The year in which N年内 starts to count.
  private var base: Int? { calendar.isYearly ? calendar.start : calendar.start ?? calendar.issued }

  /// 2012年起5年内.
  private func spanFrom(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>, year: Int) -> TimeMark? {
    guard starts(text, at, range, ["起"]) else { return nil }
    var from = at + 1
    if starts(text, from, range, ["的", "用"]) { from += 1 }
    if starts(text, from, range, [" "]) { from += 1 }
    guard let (years, end) = yearCount(text, from, range) else { return nil }
    let stop = starts(text, end, range, ["内"]) ? end + 1 : end
    return TimeMark(range: at..<stop, kind: .by(year + years - 1))
  }

  private func yearCount(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> (Int, Int)? {
    guard let first = wholeNumber(text, at, range) else { return nil }
    var (years, end) = first
    // 三至五年: the later end
    if end < range.upperBound, ["—", "-", "~", "至", "到"].contains(text[end]), let last = wholeNumber(text, end + 1, range), last.0 > years {
      (years, end) = last
    }
    guard end < range.upperBound, text[end] == "年" else { return nil }
    return (years, end + 1)
  }

  /// A number from 1 to 30 and its end.
  private func wholeNumber(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> (Int, Int)? {
    guard let numeral = NumeralGrammar.numeral(in: text, at: at, end: range.upperBound, isThousandsComma: { _ in false }),
      numeral.exponent == 0, (1...30).contains(numeral.mantissa), numeral.form != .fraction
    else { return nil }
    return (Int(numeral.mantissa), numeral.range.upperBound)
  }

  // MARK: Words

  /// “十四五”末, “十五五”时期: the end of that five-year plan. The name alone (“十五五”规划) is no time.
  private func fiveYearPlan(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> TimeMark? {
    guard let (year, end) = planNamed(in: text, at: at, end: range.upperBound) else {
      return span(text, at, range) ?? republic(text, at, range)
    }
    if starts(text, end, range, ["以来"]) { return TimeMark(range: at..<end, kind: .past(nil)) }
    if end == range.upperBound || !starts(text, end, range, ["规划", "计划", "纲要", "目标", "主要", "时期", "期", "末", "五年", "初", "中", "发展", "开局", "收官"]),
      calendar.isPast(year), opensClause(text, at, range)
    {
      return TimeMark(range: at..<end, kind: .past(year))
    }
    let tails = ["时期末", "期末", "时期", "期间", "末期", "末", "五年", "初期", "中期"]
    guard let tail = tails.first(where: { starts(text, end, range, [$0]) }) else { return nil }
    let stop = end + tail.unicodeScalars.count
    let from = at > range.lowerBound && text[at - 1] == "“" ? at - 1 : at
    if isComparisonWord(text, from, range) { return TimeMark(range: from..<stop, kind: .other) }
    return TimeMark(range: from..<stop, kind: calendar.isPast(year) ? .past(year) : .by(year))
  }

  /// Whether the name of a plan stands first: “十三五”森林覆盖率达到… is a result, “十四五”批复的项目 names things.
  private func opensClause(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> Bool {
    let from = at > range.lowerBound && text[at - 1] == "“" ? at - 1 : at
    return from == range.lowerBound || ",;:".unicodeScalars.contains(text[from - 1])
  }

  /// The last year of the five-year plan named at `at` (十五五, 十四五”) and the end of its name.
  func planNamed(in text: [Unicode.Scalar], at: Int, end: Int) -> (year: Int, end: Int)? {
    guard at + 1 < end, text[at] == "十" else { return nil }
    var stop = at + 1
    var number = 10
    if let digit = text[stop].chineseDigit, digit > 0, stop + 1 < end, text[stop + 1] == "五" {
      number += Int(digit)
      stop += 2
    } else if text[stop] == "五", stop + 1 < end, text[stop + 1] == "”" {
      stop += 1
    } else {
      return nil
    }
    if stop < end, text[stop] == "”" { stop += 1 }
    return (2010 + (number - 11) * 5, stop)
  }

  private func isComparisonWord(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> Bool {
    at > range.lowerBound && (text[at - 1] == "比" || text[at - 1] == "较")
  }

  /// 九十四年底 in texts that count years from 1911.
  private func republic(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> TimeMark? {
    guard calendar.countsRepublic, at == range.lowerBound || !text[at - 1].chineseDigitOrPlace,
      let numeral = NumeralGrammar.numeral(in: text, at: at, end: range.upperBound, isThousandsComma: { _ in false }),
      numeral.form == .chinese || numeral.form == .arabic && numeral.range.count == 3, numeral.exponent == 0, (60...150).contains(numeral.mantissa)
    else { return nil }
    var end = numeral.range.upperBound
    guard end < range.upperBound, text[end] == "年", !starts(text, end + 1, range, ["代", "来", "历"]) else { return nil }
    end += 1
    if starts(text, end, range, ["度"]) { end += 1 }
    if starts(text, end, range, ["底前", "末前"]) { end += 2 } else if starts(text, end, range, ["底", "末", "前"]) { end += 1 }
    var year = Int(numeral.mantissa) + 1911
    if end + 1 < range.upperBound, "至到—".unicodeScalars.contains(text[end]),
      let last = NumeralGrammar.numeral(in: text, at: end + 1, end: range.upperBound, isThousandsComma: { _ in false }),
      last.exponent == 0, (60...150).contains(last.mantissa), last.range.upperBound < range.upperBound, text[last.range.upperBound] == "年"
    {
      // 106年至109年
      year = Int(last.mantissa) + 1911
      end = last.range.upperBound + 1
    }
    return TimeMark(range: at..<end, kind: calendar.isPast(year) ? .past(year) : .by(year))
  }

  private func nearPast(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> TimeMark? {
    if let mark = past(text, at, range, ["近年来", "近年"]) { return mark }
    guard let (_, end) = yearCount(text, at + 1, range), starts(text, end, range, ["来", "间"]) else { return nil }
    return TimeMark(range: at..<end, kind: .past(nil))
  }

  private func past(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>, _ words: [String]) -> TimeMark? {
    guard let word = words.first(where: { starts(text, at, range, [$0]) }) else { return nil }
    let whole = at..<(at + word.unicodeScalars.count)
    // 比去年: a base of comparison
    if at > range.lowerBound, text[at - 1] == "比" || text[at - 1] == "较" || text[at - 1] == "与" {
      return TimeMark(range: whole, kind: .other)
    }
    return TimeMark(range: whole, kind: .past(word.hasPrefix("去") || word.hasPrefix("上") ? calendar.thisYear.map { $0 - 1 } : nil))
  }

  private func word(
    _ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>, _ words: KeyValuePairs<String, Int?>, _ year: Int?
  ) -> TimeMark? {
    for (word, own) in words where starts(text, at, range, [word]) {
      guard let year = own ?? year else { return nil }
      return TimeMark(range: at..<(at + word.unicodeScalars.count), kind: .by(year))
    }
    return nil
  }

  private func starts(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>, _ words: [String]) -> Bool {
    words.contains { word in
      var end = at
      for scalar in word.unicodeScalars {
        guard end < range.upperBound, text[end] == scalar else { return false }
        end += 1
      }
      return true
    }
  }
}
