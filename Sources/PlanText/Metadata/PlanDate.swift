/// A calendar day as plans write it.
struct PlanDate: Hashable, Comparable, Sendable {
  let year: Int
  let month: Int
  let day: Int

  /// `YYYY-MM-DD`.
  var iso: String { Self.pad(year, 4) + "-" + Self.pad(month, 2) + "-" + Self.pad(day, 2) }

  static func < (a: PlanDate, b: PlanDate) -> Bool { (a.year, a.month, a.day) < (b.year, b.month, b.day) }

  private static func pad(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// The first date in `text`: `2021年5月24日`, `二〇〇七年十一月二十二日`, `民国112年11月20日`, `2026-04-20`.
  /// The range is that of the date in `text`.
  static func find(in text: ArraySlice<Unicode.Scalar>) -> (date: PlanDate, range: Range<Int>)? {
    var i = text.startIndex
    while i < text.endIndex {
      if let found = parse(text, at: i) { return found }
      // A number that is no date is skipped whole: 12021年 holds no 2021年.
      var next = i + 1
      if text[i].isDigit { while next < text.endIndex, text[next].isDigit { next += 1 } }
      i = next
    }
    return nil
  }

  private static func parse(_ text: ArraySlice<Unicode.Scalar>, at i: Int) -> (date: PlanDate, range: Range<Int>)? {
    var at = i
    // 日期:117年12月25日 of a text of Taiwan may go without 民国
    let isRepublic = skip("民国", text, &at) || isLabelledRepublic(text, at: i)
    guard let year = number(text, &at), let calendarYear = calendar(year.value, digits: year.digits, isRepublic) else {
      return nil
    }
    guard let first = separator(text, &at), let month = number(text, &at), let second = separator(text, &at),
      let day = number(text, &at), (1...12).contains(month.value), (1...31).contains(day.value)
    else { return nil }
    switch (first, second) {
    case ("年", "月"): guard skip("日", text, &at) else { return nil }
    case ("-", "-"): guard year.digits >= 3 else { return nil }
    case ("/", "/"), (".", "."): guard year.digits == 4 else { return nil }
    default: return nil
    }
    return (PlanDate(year: calendarYear, month: month.value, day: day.value), i..<at)
  }

  /// Whether 日期: stands in front of `i` and a year of three figures at it.
  private static func isLabelledRepublic(_ text: ArraySlice<Unicode.Scalar>, at i: Int) -> Bool {
    let digits = text[i...].prefix { $0.isDigit }.count
    return digits == 3 && text[i] == "1" && text[..<i].suffix(3).elementsEqual("日期:".unicodeScalars)
  }

  private static func calendar(_ value: Int, digits: Int, _ isRepublic: Bool) -> Int? {
    if isRepublic { return (1...200).contains(value) ? value + 1911 : nil }
    return digits == 4 && (1900...2200).contains(value) ? value : nil
  }

  private static func separator(_ text: ArraySlice<Unicode.Scalar>, _ at: inout Int) -> Unicode.Scalar? {
    skipBlanks(text, &at)
    guard at < text.endIndex, "年月-/.".unicodeScalars.contains(text[at]) else { return nil }
    let found = text[at]
    at += 1
    skipBlanks(text, &at)
    return found
  }

  private static func skip(_ word: String, _ text: ArraySlice<Unicode.Scalar>, _ at: inout Int) -> Bool {
    var next = at
    for scalar in word.unicodeScalars {
      skipBlanks(text, &next)
      guard next < text.endIndex, text[next] == scalar else { return false }
      next += 1
    }
    at = next
    skipBlanks(text, &at)
    return true
  }

  private static func skipBlanks(_ text: ArraySlice<Unicode.Scalar>, _ at: inout Int) {
    while at < text.endIndex, CharacterForms.isBlank(text[at]) { at += 1 }
  }

  private static func number(_ text: ArraySlice<Unicode.Scalar>, _ at: inout Int) -> (value: Int, digits: Int)? {
    let start = at
    var value = 0
    while at < text.endIndex, at - start < 4, text[at].isDigit {
      value = value * 10 + Int(text[at].value) - 0x30
      at += 1
    }
    if at > start { return (value, at - start) }
    var end = at
    while end < text.endIndex, end - start < 6, HanNumber.isNumeral(text[end]) { end += 1 }
    guard end > start, let found = HanNumber.value(of: text[start..<end]) else { return nil }
    at = end
    return (found, end - start)
  }
}

/// Small numbers in Chinese characters.
enum HanNumber {
  private static let digits: [Unicode.Scalar: Int] = [
    "〇": 0, "零": 0, "○": 0, "O": 0, "o": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "元": 1,
  ]

  static func isNumeral(_ scalar: Unicode.Scalar) -> Bool {
    digits[scalar] != nil || scalar == "十" || scalar == "百"
  }

  /// 十四 → 14, 二十二 → 22, 一百一十二 → 112, 二〇〇七 → 2007.
  static func value(of text: ArraySlice<Unicode.Scalar>) -> Int? {
    guard !text.isEmpty, text.count <= 8 else { return nil }
    if !text.contains("十") && !text.contains("百") {
      return text.reduce(into: Int?.some(0)) { sum, scalar in
        guard let digit = digits[scalar], let value = sum else { return sum = nil }
        sum = value * 10 + digit
      }
    }
    var total = 0
    var last: Int?
    for scalar in text {
      switch scalar {
      case "百":
        total += (last ?? 1) * 100
        last = nil
      case "十":
        total += (last ?? 1) * 10
        last = nil
      default:
        guard let digit = digits[scalar] else { return nil }
        last = digit
      }
    }
    return total + (last ?? 0)
  }
}
