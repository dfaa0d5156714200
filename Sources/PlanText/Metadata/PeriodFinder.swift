/// The years that a plan covers, from its title or from what its opening says.
enum PeriodFinder {
  /// The period and the words it was read from.
  struct Found {
    let start: Int
    let end: Int
    let from: String
  }

  static func find(title: [Unicode.Scalar], kind: String?, opening: [[Unicode.Scalar]]) -> Found? {
    let clean = FrontPage.squeeze(title)
    if let range = ownRange(in: clean) ?? republicRange(in: clean) ?? writtenRange(in: clean) {
      return Found(start: range.0, end: range.1, from: "years of the title")
    }
    if let plan = fiveYears(in: clean) { return Found(start: plan, end: plan + 4, from: "five-year plan of the title") }
    if let year = singleYear(in: clean) { return Found(start: year, end: year, from: "year of the title") }
    guard kind != "办法", kind != "条例", kind != "规定" else { return nil }
    for line in opening { if let found = stated(in: FrontPage.squeeze(line)) { return found } }
    return kind.map(yearly.contains) == true ? ownYear(in: opening.map { FrontPage.squeeze($0) }) : nil
  }

  /// Kinds that are made for one year.
  private static let yearly: Set<String> = ["责任分解", "任务分解", "任务分工", "责任分工", "工作分工", "工作安排", "工作要点", "任务清单"]

  /// The year of whose work the opening speaks: 2017年全市主要预期目标, 2021年计划打造….
  private static func ownYear(in lines: [[Unicode.Scalar]]) -> Found? {
    var years: Set<Int> = []
    for line in lines {
      for i in line.indices where i == 0 || !line[i - 1].isDigit {
        guard let year = year(line, i), i + 6 < line.count, line[i + 4] == "年", works.starts(line[(i + 5)...]) else { continue }
        years.insert(year)
      }
    }
    return years.count == 1 ? years.first.map { Found(start: $0, end: $0, from: "year of the work that the opening names") } : nil
  }

  private static let works: PhraseSet = ["全市", "全县", "全区", "全省", "全镇", "我镇", "我县", "我市", "我区", "计划", "工作", "政府工作", "主要", "重点", "拟"]

  // MARK: Titles

  /// The years of the title's last bracket, if it has one, else the first: 妇女发展规划(2021—2030年)中期攻坚方案(2026—2028年).
  private static func ownRange(in s: [Unicode.Scalar]) -> (Int, Int)? {
    if s.last == ")", let open = s.lastIndex(of: "("), let range = yearRange(in: Array(s[open...])) { return range }
    return yearRange(in: s)
  }

  /// 2021—2025年, 2021年至2025年.
  static func yearRange(in s: [Unicode.Scalar]) -> (Int, Int)? {
    var i = 0
    while i < s.count {
      guard let start = year(s, i) else {
        i += 1
        continue
      }
      var at = i + 4
      if at < s.count, s[at] == "年" { at += 1 }
      let dash = at
      while at < s.count, "—-~至到".unicodeScalars.contains(s[at]) { at += 1 }
      if at > dash, let end = year(s, at), start <= end, end - start <= 30 { return (start, end) }
      i += 4
    }
    return nil
  }

  /// 二零三一/三二年度至二零三五/三六年度: from the first year to the last.
  private static func writtenRange(in s: [Unicode.Scalar]) -> (Int, Int)? {
    guard let first = writtenYears(in: s, from: 0) else { return nil }
    guard let mark = s[first.at...].firstIndex(where: { "至到".unicodeScalars.contains($0) }), let last = writtenYears(in: s, from: mark), last.at == mark + 1, last.years.1 > first.years.1
    else { return first.years }
    return (first.years.0, last.years.1)
  }

  /// 二零零七至零八年, 二零一二至一三财政年度, 2022-23年度: the last two figures of the second year. `at` is where they begin.
  private static func writtenYears(in s: [Unicode.Scalar], from: Int) -> (years: (Int, Int), at: Int)? {
    for i in s.indices where i >= from && i + 8 <= s.count {
      guard i == 0 || !isFigure(s[i - 1]), let start = figures(s[i..<(i + 4)]), (1949...2100).contains(start) else { continue }
      var at = i + 4
      if s[at] == "年" { at += 1 }
      // 一九九九至二零零零年度
      if at + 5 < s.count, "—-~至到".unicodeScalars.contains(s[at]), let last = figures(s[(at + 1)..<(at + 5)]), last == start + 1, s[at + 5] == "年" || s[at + 5] == "财" {
        return ((start, last), i)
      }
      guard at + 3 <= s.count, "—-~至到/".unicodeScalars.contains(s[at]), let short = figures(s[(at + 1)..<(at + 3)]), at + 3 < s.count,
        s[at + 3] == "年" || s[at + 3] == "财", short == (start + 1) % 100
      else { continue }
      return ((start, start + 1), i)
    }
    return nil
  }

  private static func isFigure(_ c: Unicode.Scalar) -> Bool { c.isDigit || plain.contains(c) }

  /// The value of figures written one by one, in either way.
  private static func figures(_ s: ArraySlice<Unicode.Scalar>) -> Int? {
    var value = 0
    for c in s {
      guard let figure = c.isDigit ? Int(c.value) - 0x30 : plain.firstIndex(of: c).map({ $0 % 10 }) else { return nil }
      value = value * 10 + figure
    }
    return value
  }

  private static let plain = Array("零一二三四五六七八九〇".unicodeScalars)

  /// 113年至116年, 一百一十三年至一百一十六年 of the Republic's calendar.
  private static func republicRange(in s: [Unicode.Scalar]) -> (Int, Int)? {
    var i = 0
    while i < s.count {
      guard let first = smallNumber(s, i) else {
        i += 1
        continue
      }
      var at = first.end
      if at < s.count, s[at] == "年" { at += 1 }
      if at < s.count, s[at] == "度" { at += 1 }
      let dash = at
      while at < s.count, "—-~至到".unicodeScalars.contains(s[at]) { at += 1 }
      if at > dash, let last = smallNumber(s, at), last.end < s.count, s[last.end] == "年",
        (60...200).contains(first.value), first.value < last.value, last.value - first.value <= 20
      {
        return (first.value + 1911, last.value + 1911)
      }
      i = first.end
    }
    return nil
  }

  /// A whole number in digits or in Chinese characters at `i`, with its end.
  private static func smallNumber(_ s: [Unicode.Scalar], _ i: Int) -> (value: Int, end: Int)? {
    guard i < s.count, i == 0 || !s[i - 1].isDigit && !HanNumber.isNumeral(s[i - 1]) else { return nil }
    var at = i
    while at < s.count, at - i < 4, s[at].isDigit { at += 1 }
    if at > i { return (s[i..<at].reduce(0) { $0 * 10 + Int($1.value) - 0x30 }, at) }
    while at < s.count, at - i < 6, HanNumber.isNumeral(s[at]) { at += 1 }
    guard at > i, let value = HanNumber.value(of: s[i..<at]) else { return nil }
    return (value, at)
  }

  /// The first year of “十四五” or 第十四个五年.
  private static func fiveYears(in s: [Unicode.Scalar]) -> Int? {
    for mark in ["五”", "五\"", "五'", "个五年"] {
      guard let end = s.position(of: mark) else { continue }
      var start = end
      while start > 0, HanNumber.isNumeral(s[start - 1]) { start -= 1 }
      if start < end, let n = HanNumber.value(of: s[start..<end]), (6...25).contains(n) { return 2006 + 5 * (n - 11) }
    }
    for n in 11...20 {
      let word = Array((numerals[n] + "五").unicodeScalars)
      if let at = s.position(of: word), at + 3 < s.count,
        s.holds(Array("规划".unicodeScalars)) || s.holds(Array("计划".unicodeScalars))
      {
        return 2006 + 5 * (n - 11)
      }
    }
    return nil
  }

  private static let numerals = [
    "", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六", "十七", "十八", "十九", "二十",
  ]

  /// `2022年度清河市科协工作要点` → `清河市科协工作要点`.
  static func withoutYear(_ title: [Unicode.Scalar]) -> [Unicode.Scalar] {
    guard let first = title.first, first.isDigit || HanNumber.isNumeral(first) else { return title }
    let rest = title.drop { $0.isDigit || HanNumber.isNumeral($0) }
    guard rest.first == "年", rest.dropFirst().first.map({ !"内前末底以来间".unicodeScalars.contains($0) }) ?? true else { return title }
    return Array(rest.dropFirst().drop { $0 == "度" || CharacterForms.isBlank($0) })
  }

  /// 2018年…要点, 113年度; not 2030年前 or 到2025年. Of several the last, which stands at the plan's own genre word:
  /// 2021年工作总结和2022年工作要点.
  private static func singleYear(in s: [Unicode.Scalar]) -> Int? {
    var found: Int?
    var i = 0
    while i < s.count {
      let isStart = i == 0 || !s[i - 1].isDigit
      if isStart, let year = year(s, i), i + 4 < s.count, s[i + 4] == "年" {
        let next = i + 5 < s.count ? s[i + 5] : nil
        let before = i > 0 ? s[i - 1] : nil
        if next != "前", next != "远", next != "月", next != "第", before != "到", before != "至" { found = year }
      }
      if isStart, let year = republicYear(s, i) ?? writtenYear(s, i) { found = year }
      i += 1
    }
    return found
  }

  /// 113年度, 一百一十三年度 of the Republic's calendar.
  private static func republicYear(_ s: [Unicode.Scalar], _ i: Int) -> Int? {
    guard let (value, at) = smallNumber(s, i) else { return nil }
    let isNamed = i >= 2 && s[i - 2] == "民" && s[i - 1] == "国"
    guard (60...200).contains(value), at + 1 < s.count, s[at] == "年", s[at + 1] == "度" || s[at + 1] == "施" || isNamed else { return nil }
    return value + 1911
  }

  /// 二〇二四年.
  private static func writtenYear(_ s: [Unicode.Scalar], _ i: Int) -> Int? {
    guard let (value, end) = smallNumber(s, i), end - i == 4, (1949...2100).contains(value), end < s.count,
      s[end] == "年",
      end + 1 == s.count || s[end + 1] != "前" && s[end + 1] != "远"
    else { return nil }
    return value
  }

  private static func year(_ s: [Unicode.Scalar], _ i: Int) -> Int? {
    guard i + 4 <= s.count, s[i..<i + 4].allSatisfy(\.isDigit), i + 4 == s.count || !s[i + 4].isDigit else {
      return nil
    }
    let value = s[i..<i + 4].reduce(0) { $0 * 10 + Int($1.value) - 0x30 }
    return (1949...2100).contains(value) ? value : nil
  }

  // MARK: Openings

  /// 2012年起5年内, 规划期为2021—2025年, 实施期限为2021年至2023年.
  private static func stated(in s: [Unicode.Scalar]) -> Found? {
    if let found = yearsFrom(s) { return found }
    for word in ["规划期", "规划期限", "实施期限", "实施期为", "计划期", "规划年限", "实施时间为", "实施期"] {
      guard let at = s.position(of: word) else { continue }
      let near = Array(s[at..<min(s.count, at + 28)])
      if let range = yearRange(in: near) { return Found(start: range.0, end: range.1, from: word) }
    }
    return nil
  }

  private static func yearsFrom(_ s: [Unicode.Scalar]) -> Found? {
    var from = 0
    while let at = s.position(of: "年起", from: from) {
      from = at + 2
      guard at >= 4, let start = year(s, at - 4) else { continue }
      var i = at + 2
      if i < s.count, s[i] == "," { i += 1 }
      if i < s.count, s[i] == "用" || s[i] == "的" { i += 1 }
      let digits = i
      var count = 0
      while i < s.count, s[i].isDigit, i - digits < 2 {
        count = count * 10 + Int(s[i].value) - 0x30
        i += 1
      }
      if i == digits {
        while i < s.count, HanNumber.isNumeral(s[i]), i - digits < 2 { i += 1 }
        count = HanNumber.value(of: s[digits..<i]) ?? 0
      }
      guard (2...20).contains(count), i < s.count, s[i] == "年" else { continue }
      return Found(start: start, end: start + count - 1, from: "\(start)年起\(count)年")
    }
    return nil
  }
}
