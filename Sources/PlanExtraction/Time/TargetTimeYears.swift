import PlanText

/// Years as texts write them: 2025年, 2021—2025年, 2024-25至2033-34年度, 二〇三五年, 民国114年底.
extension TimeScanner {
  /// `比2020年`, `2021年以来` and `〔2021〕` are no horizons.
  func year(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> TimeMark? {
    guard let (first, last, named) = namedYears(text, at, range) else { return yearOfList(text, at, range) }
    let (end, month) = tail(text, named, range)
    let whole = start(text, at, range, isSpan: last > first)..<end
    if let span = spanFrom(text, end, range, year: last) { return TimeMark(range: at..<span.range.upperBound, kind: span.kind) }
    if starts(text, end, range, ["基础上", "的基础上", "水平", "不变价", "可比价", "价格"]) { return TimeMark(range: whole, kind: .other) }
    if starts(text, end, range, ["以来"]) { return TimeMark(range: whole, kind: .past(nil)) }
    // 从2017年起至2019年
    if starts(text, end, range, ["起至", "起到"]), let (_, until, stop) = namedYears(text, end + 2, range), until >= last {
      return TimeMark(range: at..<tail(text, stop, range).end, kind: kind(until, nil))
    }
    if starts(text, end, range, ["起"]) { return TimeMark(range: whole, kind: started(last, month), isStart: true) }
    if whole.lowerBound == at, at > range.lowerBound, isComparison(text, at, range) { return TimeMark(range: whole, kind: .other) }
    return TimeMark(range: whole, kind: isPlanned(text, end, range) ? .by(last) : kind(last, month))
  }

  /// 2021年计划申报…, read in a page of the year after: still a plan, unless it tells of how one was carried out.
  private func isPlanned(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> Bool {
    guard starts(text, at, range, ["计划", "拟", "将"]), !starts(text, at, range, ["拟定", "拟订", "将军"]) else { return false }
    let next = at + 2
    return text[at] != "计" || next < range.upperBound && !"执安的目任完期内总外管单、".unicodeScalars.contains(text[next])
  }

  /// Where a date starts with the word before it: 到2025年, 由2023年至2025年.
  private func start(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>, isSpan: Bool) -> Int {
    guard at > range.lowerBound else { return at }
    return "到至".unicodeScalars.contains(text[at - 1]) || isSpan && "由从自".unicodeScalars.contains(text[at - 1]) ? at - 1 : at
  }

  /// 二〇三五年, 二○三○年, 二零零八至零九年度.
  func digitYear(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> TimeMark? {
    guard at == range.lowerBound || !isNumber(text[at - 1]), let first = digits(text, at, 4, range), (1900...2100).contains(first) else { return nil }
    var year = first
    var named = at + 4
    if named + 3 < range.upperBound, "至到—-/".unicodeScalars.contains(text[named]) {
      if let next = digits(text, named + 1, 4, range), next > first {
        (year, named) = (next, named + 5)
      } else if let next = digits(text, named + 1, 2, range), first / 100 * 100 + next == first + 1 {
        (year, named) = (first + 1, named + 3)
      }
    }
    guard let name = Self.yearNames.first(where: { starts(text, named, range, [$0]) }) else { return nil }
    named += name.unicodeScalars.count
    let low = start(text, at, range, isSpan: year > first + 1)
    let (end, month) = tail(text, named, range)
    if starts(text, end, range, ["起"]) { return TimeMark(range: low..<end, kind: started(year, month), isStart: true) }
    guard at == range.lowerBound || low < at || !isComparison(text, at, range) else { return TimeMark(range: at..<end, kind: .other) }
    return TimeMark(range: low..<end, kind: kind(year, month))
  }

  /// 2025、2026、2027年: years that share one 年; the last of them is read as any other.
  private func yearOfList(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> TimeMark? {
    guard at == range.lowerBound || !text[at - 1].isDigit, let first = arabicYear(text, at, range) else { return nil }
    var next = at + 4
    while next + 5 < range.upperBound, "、和".unicodeScalars.contains(text[next]), arabicYear(text, next + 1, range) != nil {
      next += 5
      if text[next] == "年" { return TimeMark(range: start(text, at, range, isSpan: false)..<(at + 4), kind: kind(first, nil)) }
    }
    return nil
  }

  /// A year of four Arabic digits at `at`, no digit behind them.
  private func arabicYear(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> Int? {
    guard at + 4 < range.upperBound, !text[at + 4].isDigit, text[at..<(at + 4)].allSatisfy(\.isDigit), let year = Int(String(scalars: text[at..<(at + 4)])),
      (2000...2100).contains(year)
    else { return nil }
    return year
  }

  /// A number of `count` Chinese digits at `at`, none behind it.
  private func digits(_ text: [Unicode.Scalar], _ at: Int, _ count: Int, _ range: Range<Int>) -> Int? {
    guard at + count <= range.upperBound, at + count == range.upperBound || text[at + count].chineseDigit == nil else { return nil }
    var number = 0
    for i in at..<(at + count) {
      guard let digit = text[i].chineseDigit else { return nil }
      number = number * 10 + Int(digit)
    }
    return number
  }

  /// 九十四年底, 111年, 107年6月底前, 106年至109年 in texts that count years from 1911.
  func republic(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> TimeMark? {
    if let mark = republicDigits(text, at, range) { return mark }
    guard calendar.countsRepublic, at == range.lowerBound || !isNumber(text[at - 1]),
      let numeral = NumeralGrammar.numeral(in: text, at: at, end: range.upperBound, isThousandsComma: { _ in false }),
      numeral.exponent == 0, (60...150).contains(numeral.mantissa)
    else { return nil }
    var named = numeral.range.upperBound
    if starts(text, named, range, ["学年"]) {
      // 113学年度 ends in the year after
      let end = starts(text, named + 2, range, ["度"]) ? named + 3 : named + 2
      return TimeMark(range: at..<end, kind: kind(Int(numeral.mantissa) + 1912, nil))
    }
    // 110-113年
    if numeral.range.count == 3, let last = lastOfSpan(text, named, range) {
      let (end, month) = tail(text, last.end, range)
      return TimeMark(range: start(text, at, range, isSpan: true)..<end, kind: kind(last.year, month))
    }
    if joinsYear(text, named, range), numeral.range.count == 3 { return TimeMark(range: at..<named, kind: kind(Int(numeral.mantissa) + 1911, nil)) }
    guard named < range.upperBound, text[named] == "年", !starts(text, named + 1, range, ["代", "来", "历"]) else { return nil }
    let isCompared = at > range.lowerBound && isComparison(text, at, range)
    // 95年 may be a span: only a year that goes on as one is meant, or the base of a comparison
    if numeral.form == .arabic, numeral.range.count != 3, !isCompared, !starts(text, named + 1, range, ["度", "底", "末"]) { return nil }
    guard numeral.form == .chinese || numeral.form == .arabic else { return nil }
    named += 1
    if starts(text, named, range, ["度"]) { named += 1 }
    var year = Int(numeral.mantissa) + 1911
    let first = year
    if let last = lastOfSpan(text, named, range) { (year, named) = (last.year, last.end) }
    let (end, month) = tail(text, named, range)
    let low = start(text, at, range, isSpan: year > first)
    if starts(text, end, range, ["起"]) { return TimeMark(range: low..<end, kind: started(year, month), isStart: true) }
    if isCompared, low == at { return TimeMark(range: at..<end, kind: .other) }
    return TimeMark(range: low..<end, kind: kind(year, month))
  }

  /// Whether 及117年 stands at `at`: the 年 of the last of several years is that of all.
  private func joinsYear(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> Bool {
    guard at + 4 < range.upperBound, "及和与、".unicodeScalars.contains(text[at]), let (_, end) = numberOfYear(text, at + 1, range) else { return false }
    return text[end] == "年"
  }

  /// Three digits that may be a year from 1911, and where they end.
  private func numberOfYear(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> (Int, Int)? {
    let digits = text[at..<range.upperBound].prefix { $0.isDigit }
    guard digits.count == 3, digits.endIndex < range.upperBound else { return nil }
    let number = digits.reduce(0) { $0 * 10 + Int($1.value - 0x30) }
    return (100...150).contains(number) ? (number, digits.endIndex) : nil
  }

  /// 一一五年, 一○九年底.
  private func republicDigits(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> TimeMark? {
    guard calendar.countsRepublic, at == range.lowerBound || !isNumber(text[at - 1]), let number = digits(text, at, 3, range), (100...150).contains(number),
      let name = ["年度", "年"].first(where: { starts(text, at + 3, range, [$0]) })
    else { return nil }
    let (end, month) = tail(text, at + 3 + name.unicodeScalars.count, range)
    let low = start(text, at, range, isSpan: false)
    if starts(text, end, range, ["起"]) { return TimeMark(range: low..<end, kind: started(number + 1911, month), isStart: true) }
    if low == at, at > range.lowerBound, isComparison(text, at, range) { return TimeMark(range: at..<end, kind: .other) }
    return TimeMark(range: low..<end, kind: kind(number + 1911, month))
  }

  /// The year behind 至 or — at `at`, and where its 年 ends.
  private func lastOfSpan(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> (year: Int, end: Int)? {
    guard at < range.upperBound, "至到—-~".unicodeScalars.contains(text[at]),
      let last = NumeralGrammar.numeral(in: text, at: at + 1, end: range.upperBound, isThousandsComma: { _ in false }),
      last.exponent == 0, (60...150).contains(last.mantissa), last.range.upperBound < range.upperBound, text[last.range.upperBound] == "年"
    else { return nil }
    return (Int(last.mantissa) + 1911, last.range.upperBound + 1)
  }

  /// 比 较 与 从 由 自 before the year: it is the base of a comparison or of a change; 以 too, where the words behind it say so (以2020年为基期).
  func isComparison(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> Bool {
    if text[at - 1] == "以" { return (at + 2..<min(at + 9, range.upperBound)).contains { text[$0] == "基" } }
    return "比较与从由自".unicodeScalars.contains(text[at - 1]) && !Self.isRatio(text, at - 1)
  }

  /// Whether the 比 at `at` ends the name of a ratio: 占比2030年达35%, 市售比2025年达10%.
  static func isRatio(_ text: [Unicode.Scalar], _ at: Int) -> Bool {
    at > 1 && text[at] == "比" && "占售配桩师".unicodeScalars.contains(text[at - 1])
  }

  // MARK: Kinds

  /// A year to come, or gone by; in an address so is a month before its own.
  private func kind(_ year: Int, _ month: Int?) -> TimeMark.Kind {
    calendar.isPast(year) || isOver(month, of: year) ? .past(year) : .by(year)
  }

  /// 2025年起: says when something starts, not by when it holds, unless an address tells so what will be from then on; 自107年1月起,
  /// told in February, has happened.
  private func started(_ year: Int, _ month: Int?) -> TimeMark.Kind {
    isOver(month, of: year) ? .past(year) : takesStarts || calendar.isAddress && !calendar.isPast(year) ? .by(year) : .other
  }

  private func isOver(_ month: Int?, of year: Int) -> Bool {
    guard calendar.isAddress, let month else { return false }
    return calendar.isOver(month, of: year)
  }

  // MARK: Parts

  /// The years of 2025年, 2021—2025年, 2021年至2025年, 2026至27年度, 2024-25年度, 2023—24至2027—28年度, and the end of the last 年
  /// or 年度.
  private func namedYears(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> (first: Int, last: Int, end: Int)? {
    guard let (first, low) = fiscalYear(text, at, range) else { return nil }
    var last = first
    var end = low
    let joint = end < range.upperBound && text[end] == "年" ? end + 1 : end
    if joint < range.upperBound, Self.joints.contains(text[joint]) {
      if let (second, high) = fiscalYear(text, joint + 1, range), second >= first {
        (last, end) = (second, high)
      } else if joint == end, let (year, high) = shortYear(text, joint + 1, range, century: first / 100), high < range.upperBound, text[high] == "年" {
        (last, end) = (year, high)
      }
    }
    guard let name = Self.yearNames.first(where: { starts(text, end, range, [$0]) }) else { return nil }
    return (first, last, end + name.unicodeScalars.count)
  }

  private static let yearNames = ["财政年度", "学年度", "学年", "年度", "年"]

  private static let joints: ScalarSet = ["—", "–", "-", "~", "至", "到"]

  /// 2025, or 2024-25 and 2019/20: a year of two halves counts as the later one.
  private func fiscalYear(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> (year: Int, end: Int)? {
    guard let (year, end) = fourDigits(text, at, range) else { return nil }
    guard end < range.upperBound, text[end] == "/" || Self.joints.contains(text[end]),
      let (next, stop) = shortYear(text, end + 1, range, century: year / 100), next == year + 1
    else { return (year, end) }
    return (next, stop)
  }

  /// The two digits of 2024-25.
  private func shortYear(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>, century: Int) -> (year: Int, end: Int)? {
    guard at + 2 <= range.upperBound, text[at].isDigit, text[at + 1].isDigit, at + 2 == range.upperBound || !text[at + 2].isDigit else {
      return nil
    }
    return (century * 100 + Int(text[at].value - 0x30) * 10 + Int(text[at + 1].value - 0x30), at + 2)
  }

  private func fourDigits(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> (Int, Int)? {
    guard at >= range.lowerBound, at + 4 <= range.upperBound, text[at..<(at + 4)].allSatisfy(\.isDigit),
      at + 4 >= range.upperBound || !text[at + 4].isDigit
    else { return nil }
    let year = text[at..<(at + 4)].reduce(0) { $0 * 10 + Int($1.value - 0x30) }
    return (1900...2100).contains(year) ? (year, at + 4) : nil
  }

  /// What follows a year as a part of the date (年底前, 6月底前, 第二季, 内, 或之前): where it ends, and the month it names.
  func tail(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> (end: Int, month: Int?) {
    var end = at
    var month: Int?
    if let named = self.month(text, end, range) {
      (month, end) = (named.month, named.end)
    } else if let part = Self.parts.first(where: { starts(text, end, range, [$0.word]) }) {
      month = part.month
      end += part.word.unicodeScalars.count
    }
    if let close = Self.closes.first(where: { starts(text, end, range, [$0]) }), !isWord(text, end, close, range) {
      end += close.unicodeScalars.count
    }
    return (end, month)
  }

  /// Parts of a year with the month in which they end, if that matters.
  private static let parts: [(word: String, month: Int?)] = [
    ("年底", nil), ("年末", nil), ("年内", nil), ("年中", nil), ("底", nil), ("末", nil), ("上半年", 6), ("下半年", 12), ("第一季度", 3), ("第二季度", 6),
    ("第三季度", 9), ("第四季度", 12), ("第一季", 3), ("第二季", 6), ("第三季", 9), ("第四季", 12), ("首季", 3), ("首三季", 9),
  ]
  private static let closes = ["或之前", "或以前", "以前", "之前", "之内", "前", "内"]

  /// 前 and 内 that begin another word: 2025年前三季度, 2026年内蒙古.
  private func isWord(_ text: [Unicode.Scalar], _ at: Int, _ close: String, _ range: Range<Int>) -> Bool {
    let next = at + close.unicodeScalars.count
    guard close.unicodeScalars.count == 1, next < range.upperBound else { return false }
    return close == "前" ? text[next].chineseDigitOrPlace || "列后往期景沿几半瞻".unicodeScalars.contains(text[next]) : "蒙地外部容生需陆".unicodeScalars.contains(text[next])
  }

  /// 7月底前 in an address of Taiwan: of its year.
  func monthAlone(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> TimeMark? {
    guard calendar.countsRepublic, calendar.isAddress, let year = calendar.thisYear, at == range.lowerBound || text[at - 1] != "年",
      let (month, named) = month(text, at, range)
    else { return nil }
    let close = ["前", "以前", "之前"].first { starts(text, named, range, [$0]) }
    // 7月失业率3.84%, told in September
    if close == nil, isOver(month, of: year), !starts(text, named, range, ["起", "至", "到"]) { return TimeMark(range: at..<named, kind: .past(year)) }
    guard close != nil || text[named - 1] == "底" else { return nil }
    return TimeMark(range: at..<(named + (close?.unicodeScalars.count ?? 0)), kind: isOver(month, of: year) ? .past(year) : .by(year))
  }

  /// 6月底前, 9月30日前 in a plan: of its year, if it is for one.
  func monthsEnd(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> TimeMark? {
    guard !calendar.countsRepublic || !calendar.isAddress, at == range.lowerBound || !"年.-/至—".unicodeScalars.contains(text[at - 1]) else { return nil }
    if let over = monthsOver(text, at, range) { return over }
    guard let (_, named) = month(text, at, range) else { return nil }
    guard let close = ["之前", "以前", "前"].first(where: { starts(text, named, range, [$0]) }), !isWord(text, named, close, range) else { return nil }
    let whole = at..<(named + close.unicodeScalars.count)
    return TimeMark(range: whole, kind: calendar.isYearly ? calendar.thisYear.map { .by($0) } ?? .other : .other)
  }

  /// 1-6月: the months of a year that a report counts; what it tells of them is over.
  private func monthsOver(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> TimeMark? {
    guard text[at] == "1", at + 3 < range.upperBound, "-—至~".unicodeScalars.contains(text[at + 1]), let (month, end) = wholeNumber(text, at + 2, range),
      (2...11).contains(month), end < range.upperBound, text[end] == "月"
    else { return nil }
    return TimeMark(range: at..<(end + 1), kind: .past(nil))
  }

  /// 6月, 十二月底, 12月31日.
  private func month(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> (month: Int, end: Int)? {
    let first = starts(text, at, range, ["元月"]) ? (1, at + 1) : wholeNumber(text, at, range)
    guard let (month, number) = first, (1...12).contains(month), number < range.upperBound else { return nil }
    let low = text[number] == " " ? number + 1 : number
    guard low < range.upperBound, text[low] == "月" else { return nil }
    var end = low + 1
    if let (day, stop) = dayNumber(text, end, range), (1...31).contains(day), stop < range.upperBound, text[stop] == "日" {
      end = stop + 1
    } else if let part = ["上旬", "中旬", "下旬", "底", "末", "初", "份"].first(where: { starts(text, end, range, [$0]) }) {
      end += part.unicodeScalars.count
    }
    return (month, end)
  }

  private func dayNumber(_ text: [Unicode.Scalar], _ at: Int, _ range: Range<Int>) -> (Int, Int)? {
    guard let numeral = NumeralGrammar.numeral(in: text, at: at, end: range.upperBound, isThousandsComma: { _ in false }),
      numeral.exponent == 0, numeral.mantissa <= 31, numeral.form != .fraction
    else { return nil }
    return (Int(numeral.mantissa), numeral.range.upperBound)
  }
}
