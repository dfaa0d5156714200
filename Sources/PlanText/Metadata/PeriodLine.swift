/// The years of a plan on a line of their own below its title: （2026-2030）, 二○一一至一二年度, 计划期程：116年1月至121年12月,
/// 自民国115年1月1日起至118年12月31日止.
enum PeriodLine {
  /// The period of the first of `lines` that states one. `lines` are the first paragraphs of a document without blanks.
  static func find(in lines: [[Unicode.Scalar]]) -> PeriodFinder.Found? {
    for (number, line) in lines.enumerated() where line.count <= longest {
      if let label = labels.first(where: { line.starts(with: $0) }) {
        let rest = line.dropFirst(label.count)
        if let colon = rest.first, ":为".unicodeScalars.contains(colon), let years = opening(Array(rest.dropFirst())) { return found(years, "line of the period") }
      }
      let isBelowLabel = number > 0 && labels.contains { lines[number - 1].ends(with: $0) }
      if number < nearTitle || isBelowLabel, let years = isBelowLabel ? opening(line) : whole(line) { return found(years, "line below the title") }
    }
    return nil
  }

  private static func found(_ years: (Int, Int), _ from: String) -> PeriodFinder.Found {
    PeriodFinder.Found(start: years.0, end: years.1, from: from)
  }

  /// So long a line may be, and so far behind the first line one without a label may stand.
  private static let longest = 60
  private static let nearTitle = 5

  private static let labels = ["计划期程", "执行期程", "实施期程", "执行期间", "实施期间", "计划期间", "计划年期", "期程"].map { Array($0.unicodeScalars) }

  /// The years of a line that says nothing else.
  static func whole(_ line: [Unicode.Scalar]) -> (Int, Int)? {
    let isBracketed = line.first == "(" && line.last == ")"
    let inner = isBracketed ? Array(line.dropFirst().dropLast()) : line
    var at = 0
    guard let years = span(inner, &at), at == inner.count else { return nil }
    return years
  }

  /// The years that a line opens with.
  private static func opening(_ line: [Unicode.Scalar]) -> (Int, Int)? {
    var at = 0
    return span(line, &at)
  }

  private static func span(_ s: [Unicode.Scalar], _ at: inout Int) -> (Int, Int)? {
    skip(["自", "由"], s, &at)
    guard let first = date(s, &at) else { return nil }
    skip(["起"], s, &at)
    let dash = at
    while at < s.count, "—-~至到–".unicodeScalars.contains(s[at]) { at += 1 }
    guard at > dash, let last = date(s, &at, behind: first), first <= last, last - first <= 30 else { return nil }
    skip(["财政年度", "年度", "止"], s, &at)
    return (first, last)
  }

  /// A year with its month and day: 2026, 116年1月, 民国115年12月31日, 二○一一; `behind` a first year also its last two figures (一二年度).
  private static func date(_ s: [Unicode.Scalar], _ at: inout Int, behind first: Int? = nil) -> Int? {
    skip(["中华民国", "民国"], s, &at)
    let start = at
    guard let value = number(s, &at), let year = year(value, figures: at - start, isHan: !s[start].isDigit, behind: first) else { return nil }
    if at < s.count, s[at] == "年" { at += 1 }
    skip(["度"], s, &at)
    for unit in ["月", "日"] {
      var next = at
      guard let part = number(s, &next), part <= 31, next < s.count, String(s[next]) == unit else { break }
      at = next + 1
    }
    return year
  }

  private static func year(_ value: Int, figures: Int, isHan: Bool, behind first: Int?) -> Int? {
    if (1949...2100).contains(value), figures == 4 { return value }
    if (90...150).contains(value), isHan || figures >= 2, first == nil || (first ?? 0) <= value + 1911, figures != 2 { return value + 1911 }
    if let first, figures == 2, value == (first + 1) % 100 { return first + 1 }
    return nil
  }

  private static func number(_ s: [Unicode.Scalar], _ at: inout Int) -> Int? {
    let start = at
    while at < s.count, at - start < 4, s[at].isDigit { at += 1 }
    if at > start { return s[start..<at].reduce(0) { $0 * 10 + Int($1.value) - 0x30 } }
    while at < s.count, at - start < 6, HanNumber.isNumeral(s[at]) { at += 1 }
    guard at > start else { return nil }
    return HanNumber.value(of: s[start..<at])
  }

  private static func skip(_ words: [String], _ s: [Unicode.Scalar], _ at: inout Int) {
    for word in words where s[at...].starts(with: word.unicodeScalars) {
      at += word.unicodeScalars.count
      return
    }
  }
}
