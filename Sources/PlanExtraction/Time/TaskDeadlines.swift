package import PlanText

/// By when a task is due, as its own words or the cell of a table say.
package struct TaskDeadlines: Sendable {
  private let text: [Unicode.Scalar]
  private let scanner: TimeScanner

  package init(outline: Outline) {
    text = outline.text.scalars
    var calendar = PlanCalendar(outline.metadata)
    calendar.countsRepublic = PlanCalendar.countsRepublic(outline)
    scanner = TimeScanner(calendar: calendar)
  }

  /// The last year by which `range` says that something holds; nil if it names none. Years in titles and brackets are
  /// names: 《…纲要(2021—2035年)》.
  package func year(in range: Range<Int>) -> Int? {
    let closed = ClauseCutter(text: text).closed(range).filter { text[$0.lowerBound] != "“" }
    return scanner.marks(in: text, range).compactMap { mark in
      guard case .by(let year) = mark.kind, !closed.contains(where: { $0.contains(mark.range.lowerBound) }) else { return nil }
      return year
    }.max()
  }

  /// The year of a cell that dates a task: 2025年12月底, 2025.12, 12月底前 in a plan of one year.
  package func year(ofCell range: Range<Int>) -> Int? {
    let marked = scanner.marks(in: text, range).compactMap { mark -> Int? in
      switch mark.kind {
      case .by(let year): year
      case .past(let year): year
      case .other: nil
      }
    }.max()
    if let marked { return marked }
    // 112, 111-114 in a table that counts from 1911
    var republic: Int?
    var at = range.lowerBound
    while at < range.upperBound {
      let digits = text[at..<range.upperBound].prefix { $0.isDigit }
      let number = (3...4).contains(digits.count) ? digits.reduce(0) { $0 * 10 + Int($1.value - 0x30) } : 0
      if (1990...2100).contains(number) { return number }
      if scanner.calendar.countsRepublic, (100...150).contains(number) { republic = max(republic ?? 0, number + 1911) }
      at += max(1, digits.count)
    }
    if let republic { return republic }
    let isMonth = range.contains { text[$0] == "月" } && !range.contains { text[$0] == "每" }
    return isMonth && scanner.calendar.isYearly ? scanner.calendar.start : nil
  }

  /// 持续推进, 长期坚持, 每年12月底: the task never ends.
  package func isOngoing(_ range: Range<Int>) -> Bool {
    let words = String(String.UnicodeScalarView(text[range]))
    return ["持续", "长期", "常态", "每年", "每季", "每月", "全年"].contains { words.contains($0) }
  }
}
