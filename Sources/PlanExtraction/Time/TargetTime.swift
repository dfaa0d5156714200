import PlanText

/// Finds words of time.
struct TimeScanner {
  let calendar: PlanCalendar
  /// Whether a year from which on something holds (九十年四月起) counts as one to come: for finding out when a text was given.
  var takesStarts = false

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
      return year(text, at, range) ?? span(text, at, range) ?? republic(text, at, range) ?? monthAlone(text, at, range) ?? monthsEnd(text, at, range)
    }
    guard c.value >= 0x3000, at + 1 < range.upperBound else { return nil }
    let next = text[at + 1]
    switch (c, next) {
    case ("十", _): return fiveYearPlan(text, at, range)
    case ("今", _): return bracketYear(text, at, range) ?? thisYear(text, at, range) ?? span(text, at, range)
    case ("全", "年"): return word(text, at, range, ["全年": nil], calendar.isYearly ? calendar.start : nil)
    case ("年", "底"), ("年", "内"):
      // 其后数年内
      guard at == range.lowerBound || !isNumber(text[at - 1]) && !"数几多".unicodeScalars.contains(text[at - 1]) else { return nil }
      // where no year is known, the words are still none of the name
      guard calendar.isYearly else { return calendar.countsRepublic && at == range.lowerBound ? yearEnd(text, at, range) : nil }
      return word(text, at, range, ["年底前": nil, "年内": nil, "年底": nil], calendar.start)
    case ("以", _): return spanOfWork(text, at, range)
    case ("任", "期"): return term(text, at, at, range)
    case ("本", "届"): return term(text, at, at + 2, range)
    case ("本", "年"): return word(text, at, range, ["本年底前": nil, "本年度": nil, "本年底": nil, "本年": nil], calendar.thisYear)
    case ("本", "世"): return word(text, at, range, ["本世纪中叶": 2050], nil)
    case ("明", "("), ("本", "("), ("去", "("): return bracketYear(text, at, range)
    case ("明", "年"): return word(text, at, range, ["明年度": nil, "明年底前": nil, "明年底": nil, "明年": nil], calendar.thisYear.map { $0 + 1 })
    case ("后", "年"): return word(text, at, range, ["后年底前": nil, "后年底": nil, "后年": nil], calendar.thisYear.map { $0 + 2 })
    case ("下", "年"), ("下", "一"):
      return word(text, at, range, ["下年度": nil, "下一年度": nil, "下一个年度": nil], calendar.thisYear.map { $0 + 1 })
    case ("来", "年"): return word(text, at, range, ["来年": nil], calendar.thisYear.map { $0 + 1 })
    case ("较", "过"), ("较", "前"), ("比", "过"), ("比", "前"): return pastBase(text, at, range)
    case ("民", "国"):
      guard calendar.countsRepublic else { return nil }
      let from = at > range.lowerBound && "到至".unicodeScalars.contains(text[at - 1]) ? at - 1 : at
      return republic(text, at + 2, range).map { TimeMark(range: from..<$0.range.upperBound, kind: $0.kind) }
    case ("去", "年"): return past(text, at, range, ["去年底", "去年度", "去年"])
    case ("上", "年"): return past(text, at, range, ["上年度", "上年"])
    case ("过", "去"):
      // 过去的2025年
      if starts(text, at, range, ["过去的"]), let mark = year(text, at + 3, range) { return TimeMark(range: at..<mark.range.upperBound, kind: .past(nil)) }
      return past(text, at, range, ["过去"])
    case ("近", _): return nearPast(text, at, range)
    case ("最", "近"):
      guard let (_, end) = yearCount(text, at + 2, range) else { return nil }
      return TimeMark(range: at..<end, kind: .past(nil))
    case ("截", "至"), ("截", "止"): return past(text, at, range, ["截至", "截止"])
    case ("目", "前"):
      // 下降至目前80%的水平
      if at > range.lowerBound + 1, "至到".unicodeScalars.contains(text[at - 1]), text[at - 2] != "截" { return TimeMark(range: at..<(at + 2), kind: .other) }
      return past(text, at, range, ["目前"])
    case ("未", "来"), ("此", "后"): return span(text, at, range)
    case ("至", _), ("到", _), ("迄", _):
      guard calendar.countsRepublic else { return nil }
      return republic(text, at + 1, range).map { TimeMark(range: at..<$0.range.upperBound, kind: $0.kind) }
    default: return c.chineseDigitOrPlace ? digitYear(text, at, range) ?? span(text, at, range) ?? republic(text, at, range) : nil
    }
  }

  /// 今年, 今年底, 今年9月; in an address a part of it that was over has gone by (今年上半年).
  private func thisYear(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> TimeMark? {
    guard let mark = word(text, at, range, ["今年": nil], calendar.thisYear), let year = calendar.thisYear else {
      return starts(text, at, range, ["今年"]) ? TimeMark(range: at..<tail(text, at + 2, range).end, kind: .other) : nil
    }
    let (end, month) = tail(text, mark.range.upperBound, range)
    // 今年首八个月, 今年前三季度
    if starts(text, end, range, ["首", "前", "头"]), let (_, stop) = wholeNumber(text, end + 1, range), starts(text, stop, range, ["个月", "季"]) {
      return TimeMark(range: at..<stop, kind: .past(year))
    }
    let isOver = calendar.isAddress && month.map { calendar.isOver($0, of: year) } ?? false
    return TimeMark(range: at..<end, kind: isOver ? .past(year) : .by(year))
  }

  /// 今(110)年, 明(111)年度: a year of the Republic in brackets.
  private func bracketYear(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> TimeMark? {
    guard calendar.countsRepublic, at + 5 < range.upperBound, text[at + 1] == "(" else { return nil }
    let digits = text[(at + 2)..<range.upperBound].prefix { $0.isDigit }
    let close = digits.endIndex
    guard (2...3).contains(digits.count), let number = Int(String(scalars: digits)), close + 1 < range.upperBound, text[close] == ")", text[close + 1] == "年" else { return nil }
    let year = number + 1911
    guard (1990...2100).contains(year), !(text[at] == "本" && at > range.lowerBound && "文基资成样课剧版".unicodeScalars.contains(text[at - 1])) else { return nil }
    var end = tail(text, close + 2, range).end
    if end == close + 2, end < range.upperBound, text[end] == "度" { end += 1 }
    if at > range.lowerBound, "较比与".unicodeScalars.contains(text[at - 1]) { return TimeMark(range: at..<end, kind: .other) }
    if starts(text, end, range, ["起"]) { return TimeMark(range: at..<end, kind: .by(year), isStart: true) }
    return TimeMark(range: at..<end, kind: calendar.isPast(year) ? .past(year) : .by(year))
  }

  /// 年底前, 年内 of a year that is not named.
  private func yearEnd(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> TimeMark? {
    let length = starts(text, at, range, ["年底前"]) ? 3 : 2
    return TimeMark(range: at..<(at + length), kind: .other)
  }

  /// 较过去十年, 比过去五年: the base of a comparison.
  private func pastBase(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> TimeMark? {
    guard starts(text, at + 1, range, ["过去", "前"]) else { return nil }
    let from = at + (text[at + 1] == "前" ? 2 : 3)
    guard let (_, end) = yearCount(text, from, range) else { return nil }
    return TimeMark(range: at..<(starts(text, end, range, ["度"]) ? end + 1 : end), kind: .other)
  }

  func isNumber(_ c: Unicode.Scalar) -> Bool { c.isDigit || c.chineseDigitOrPlace }

  // MARK: Spans

  /// 5年内, 三年内, 用3年时间, 未来五年, 今后5年.
  func span(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> TimeMark? {
    var start = at
    var leads = false
    for lead in ["未来", "今后", "此后"] where starts(text, at, range, [lead]) {
      start = at + lead.unicodeScalars.count
      leads = true
    }
    guard let (years, end) = yearCount(text, start, range) else { return nil }
    // 三年累计不少于…: the span of the plan
    if !leads, starts(text, end, range, ["累计", "合计", "合共", "总计", "共计"]), at == range.lowerBound || !isNumber(text[at - 1]) {
      return TimeMark(range: at..<end, kind: spanEnd(years).map { .by($0) } ?? .other)
    }
    // 目标是两年后超过50万人
    if calendar.isAddress, starts(text, end, range, ["后"]), at == range.lowerBound || "是于在,".unicodeScalars.contains(text[at - 1]), let first = calendar.spanStart {
      return TimeMark(range: at..<(end + 1), kind: .by(first + years - 1))
    }
    guard leads || starts(text, end, range, ["内", "之内", "时间", "左右时间"]), !starts(text, end, range, ["内地", "内蒙"]) else { return nil }
    // 维持在一年之内, 缩短至两年内: a level
    if !leads, at > range.lowerBound + 1, "在于至到为".unicodeScalars.contains(text[at - 1]), "持制定短少减压".unicodeScalars.contains(text[at - 2]) { return nil }
    let tail = ["之内", "内", "左右时间", "时间"].first { starts(text, end, range, [$0]) }
    let stop = end + (tail?.unicodeScalars.count ?? 0)
    if !leads, isOfSomebody(text, at, range) { return TimeMark(range: at..<stop, kind: .other) }
    guard let first = calendar.spanStart else { return TimeMark(range: at..<stop, kind: .other) }
    return TimeMark(range: at..<stop, kind: .by(first + years - 1))
  }

  /// 新婚二年内, 毕业3年内: a condition on persons, no time of the plan.
  private func isOfSomebody(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> Bool {
    guard at >= range.lowerBound + 2 else { return false }
    // 受训后1年内
    if text[at - 1] == "后" { return true }
    return Self.events.contains { text[(at - 2)..<at].elementsEqual($0.unicodeScalars) }
  }

  private static let events = ["新婚", "结婚", "毕业", "离校", "退役", "退伍", "产后", "术后", "出生", "成立", "注册", "入职", "落户", "获批", "到期", "满后"]

  /// 以8年20万户…为目标, 以4年为期程: the span that the figure behind it is for.
  private func spanOfWork(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> TimeMark? {
    guard calendar.isAddress, let (years, end) = yearCount(text, at + 1, range), end < range.upperBound, let first = calendar.spanStart,
      text[end].isDigit || starts(text, end, range, ["为期", "时间"])
    else { return nil }
    return TimeMark(range: at..<end, kind: .by(first + years - 1))
  }

  /// 本届政府任期内, 任期结束前: the end of the term, a year if the law of the place fixes it. `from` is where 任期 may stand at the earliest.
  private func term(_ text: [Unicode.Scalar], _ at: Int, _ from: Int, _ range: Range<Int>) -> TimeMark? {
    guard let word = (from..<min(from + 6, range.upperBound)).first(where: { text[$0] == "任" }), starts(text, word, range, ["任期"]) else { return nil }
    guard let tail = Self.termTails.first(where: { starts(text, word + 2, range, [$0]) }) else { return nil }
    let whole = at..<(word + 2 + tail.unicodeScalars.count)
    return TimeMark(range: whole, kind: calendar.termEnd.map { .by($0) } ?? .other)
  }

  private static let termTails = ["结束之前", "结束前", "完结前", "届满前", "内", "之内"]

  /// The year in which a span of `years` ends that starts with the work: 5年投入….
  func spanEnd(_ years: Int) -> Int? {
    guard calendar.isAddress || calendar.coversYears, let end = calendar.spanStart.map({ $0 + years - 1 }) else { return nil }
    return calendar.coversYears ? min(end, calendar.end ?? end) : end
  }

  /// 2012年起5年内.
  func spanFrom(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>, year: Int) -> TimeMark? {
    guard starts(text, at, range, ["起"]) else { return nil }
    var from = at + 1
    if starts(text, from, range, ["的", "用"]) { from += 1 }
    if starts(text, from, range, [" "]) { from += 1 }
    guard let (years, end) = yearCount(text, from, range) else { return nil }
    let stop = starts(text, end, range, ["内"]) ? end + 1 : end
    return TimeMark(range: at..<stop, kind: .by(year + years - 1))
  }

  func yearCount(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> (Int, Int)? {
    guard let first = wholeNumber(text, at, range) else { return nil }
    var (years, end) = first
    // 三至五年: the later end
    if end < range.upperBound, ["—", "-", "~", "至", "到"].contains(text[end]), let last = wholeNumber(text, end + 1, range), last.0 > years {
      (years, end) = last
    }
    guard end < range.upperBound else { return nil }
    if text[end] == "年" { return (years, end + 1) }
    let unit = ["个学年", "个财政年度", "个年度"].first { starts(text, end, range, [$0]) }
    return unit.map { (years, end + $0.unicodeScalars.count) }
  }

  /// A number from 1 to 30 and its end.
  func wholeNumber(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> (Int, Int)? {
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

  private func nearPast(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> TimeMark? {
    if let mark = past(text, at, range, ["近年来", "近年"]) { return mark }
    guard let (_, end) = yearCount(text, at + 1, range), starts(text, end, range, ["来", "间"]) else { return nil }
    return TimeMark(range: at..<end, kind: .past(nil))
  }

  func past(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>, _ words: [String]) -> TimeMark? {
    guard let word = words.first(where: { starts(text, at, range, [$0]) }) else { return nil }
    let whole = at..<(at + word.unicodeScalars.count)
    if isOfText(text, whole.upperBound, range) { return TimeMark(range: whole, kind: .other) }
    // 比去年, 由目前的六年: a base of comparison or of a change
    let isAbove = at > range.lowerBound + 1 && text[at - 1] == "于" && "高低快慢少多优好大小".unicodeScalars.contains(text[at - 2])
    if isAbove || at > range.lowerBound && "比较与由从自".unicodeScalars.contains(text[at - 1]) {
      return TimeMark(range: whole, kind: .other)
    }
    return TimeMark(range: whole, kind: .past(word.hasPrefix("去") || word.hasPrefix("上") ? calendar.thisYear.map { $0 - 1 } : nil))
  }

  /// 去年印发的《…》, 去年《施政报告》: when a text was given that looks ahead.
  private func isOfText(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> Bool {
    if starts(text, at, range, ["《", "的《", "施政报告", "度施政报告"]) { return true }
    return starts(text, at, range, ["印发", "出台", "发布", "制定", "公布", "通过", "批复", "发表"]) && starts(text, at + 2, range, ["的", "《", "了《"])
  }

  func word(
    _ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>, _ words: KeyValuePairs<String, Int?>, _ year: Int?
  ) -> TimeMark? {
    for (word, own) in words where starts(text, at, range, [word]) {
      guard let year = own ?? year else { return nil }
      return TimeMark(range: at..<(at + word.unicodeScalars.count), kind: .by(year))
    }
    return nil
  }

  func starts(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>, _ words: [String]) -> Bool {
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
