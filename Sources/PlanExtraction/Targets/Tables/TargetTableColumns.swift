import PlanText

/// What the columns of a table of indicators hold.
struct IndicatorColumns {
  /// A heading that spans columns is one label for all of them.
  struct Value {
    var columns: Range<Int>
    /// Nil where neither the heading nor the plan names one: the rows have dates of their own.
    var year: Int?
    /// A goal; else the starting point of one.
    var isGoal: Bool
    /// The unit in a bracket of the heading.
    var unit: String?
    /// The heading names no year (目标值): the year is that of the plan, unless a row has a date of its own.
    var isUndated = false

    /// The year that holds for a row: below 目标值 the one in its column of dates, if there is one.
    func year(ofRow date: Int?) -> Int? { isGoal && isUndated ? date ?? year : year }
  }

  /// The columns below the heading of the indicators; the last one is the most specific.
  var indicators: Range<Int>
  var unit: Int?
  var nature: Int?
  /// The column that says by when each row is due: 完成时限.
  var time: Int?
  var values: [Value]
  /// 年均增长, 累计: what stands there counts only if the goals' own columns are empty.
  var changes: [Range<Int>]
  /// A table of tasks with a column of what each is to reach.
  var isOfTasks = false
  /// The headings by column, those of a row above included.
  var names: [String]
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}

/// Reads rows of headings.
struct IndicatorHeadingReader {
  let calendar: PlanCalendar
  let text: NormalText

  /// The columns below a row that names 指标 and at least one year; nil for another row. `above` are the columns of the row
  /// right above, if that is one of headings too: 目标值 over 2025年 is one heading.
  func columns(_ cells: [TableCell], above: IndicatorColumns?) -> IndicatorColumns? {
    var names = cells.map(string)
    let kinds = cells.map { $0.range.count <= 40 ? ColumnHeading(text.scalars[$0.range]) : nil }
    if let above, above.names.count == names.count, let held = cells[safe: above.indicators.lowerBound], !held.isOwn, !held.isEmpty {
      names = zip(names, above.names).map { $0 == $1 || $1.isEmpty ? $0 : $1 + $0 }
    }
    let yearColumns = cells.indices.filter { year(names[$0]) != nil }
    let task = taskWithGoal(names, kinds) ?? taskWithYears(kinds, yearColumns)
    guard let first = indicator(names, kinds, years: yearColumns) ?? task else { return nil }
    var indicators = TableCells.run(of: first, in: cells)
    // 一级指标 | 二级指标: the columns of a tree of indicators.
    while indicators.upperBound < cells.count, Self.isLevel(names[indicators.upperBound]) {
      indicators = first..<TableCells.run(of: indicators.upperBound, in: cells).upperBound
    }
    let unit = kinds.firstIndex(of: .unit)
    let nature = kinds.indices.first { kinds[$0] == .nature || names[$0].contains("属性") || names[$0] == "类型" }
    let time = names.indices.first { !indicators.contains($0) && isTime(names[$0], kinds[$0]) }
    var values: [(IndicatorColumns.Value, label: Bool?)] = []
    var changes: [Range<Int>] = []
    for (column, name) in names.enumerated() where !indicators.contains(column) && column != unit && column != nature && !isTime(name, kinds[column]) {
      let run = TableCells.run(of: column, in: cells)
      guard run.lowerBound == column else { continue }
      if Self.isChange(name) {
        changes.append(run)
      } else if let year = year(name) {
        values.append((IndicatorColumns.Value(columns: run, year: year, isGoal: false, unit: Self.bracket(name)), Self.label(name)))
      } else if let label = undatedLabel(name) {
        let year = label ? calendar.end : calendar.start.map { $0 - 1 }
        guard year != nil || label && time != nil else { continue }
        values.append((IndicatorColumns.Value(columns: run, year: year, isGoal: false, unit: Self.bracket(name), isUndated: true), label))
      }
    }
    guard !values.isEmpty else { return nil }
    return IndicatorColumns(
      indicators: indicators, unit: unit, nature: nature, time: time, values: settled(values), changes: changes, isOfTasks: first == task,
      names: names)
  }

  /// The column of the tasks if the row has one for what they are to reach (目标值) and names who does them or by when.
  private func taskWithGoal(_ names: [String], _ kinds: [ColumnHeading?]) -> Int? {
    guard kinds.contains(.owner) || kinds.contains(.time), !kinds.contains(.indicator), let task = kinds.firstIndex(of: .task) else { return nil }
    let hasGoal = names.indices.contains { kinds[$0] == .value && Self.label(names[$0]) == true || $0 > task && isGoal(names[$0], kinds[$0]) }
    return hasGoal ? task : nil
  }

  /// 年度目标 behind the tasks, where cells may hold a figure alone. In a plan of several years it is not known which year is meant.
  private func isGoal(_ name: String, _ kind: ColumnHeading?) -> Bool {
    kind == .task && name.hasSuffix("目标") && Self.label(name) == true && !calendar.coversYears
  }

  /// The column of the tasks if each has figures for several years and somebody who does it: 工作任务 | 2026年 | 2027年 | 牵头单位.
  private func taskWithYears(_ kinds: [ColumnHeading?], _ years: [Int]) -> Int? {
    guard years.count >= 2, kinds.contains(.owner), !kinds.contains(.indicator) else { return nil }
    return kinds.firstIndex { $0 == .task }
  }

  private func string(_ cell: TableCell) -> String { text.string(cell.range).filter { !$0.isWhitespace } }

  /// The column of the indicators: 指标, or beside two years or a unit whatever names things (项目, 名称).
  private func indicator(_ names: [String], _ kinds: [ColumnHeading?], years: [Int]) -> Int? {
    let first = names.indices.first { kinds[$0] == .indicator || names[$0].hasPrefix("指标") && kinds[$0] != .nature || names[$0].hasSuffix("指标") }
    if let first { return first }
    guard years.count >= 2 || !years.isEmpty && kinds.contains(.unit) || kinds.contains(.nature), !kinds.contains(.owner) else {
      return nil
    }
    return kinds.firstIndex { $0 == .task } ?? kinds.firstIndex { $0 == .group }
  }

  private static func isLevel(_ name: String) -> Bool { name.hasSuffix("级指标") || name == "指标名称" || name == "具体指标" }

  /// 2025年比2020年增长, 年均增速, 累计.
  private static func isChange(_ name: String) -> Bool {
    ["比", "增", "累计", "年均", "变化", "降幅", "升幅"].contains { name.contains($0) }
  }

  /// Whether a heading says that its column holds goals or starting points. 完成值 is what was done, 完成目标 what is to be done.
  private static func label(_ name: String) -> Bool? {
    let isToDo = ["完成目标", "完成指标", "完成标准"].contains { name.contains($0) }
    let starts = ["现状", "基期", "基准", "基数", "实际", "初值", "预计"] + (isToDo ? [] : ["完成"])
    if starts.contains(where: { name.contains($0) }) { return false }
    return isToDo || ["目标", "规划", "预期", "计划"].contains { name.contains($0) } ? true : nil
  }

  /// Whether the column dates its rows: 完成时限, 计划完成日期. Its cells are years, no figures.
  private func isTime(_ name: String, _ kind: ColumnHeading?) -> Bool {
    let words = name.split(separator: "(").first.map(String.init) ?? name
    return kind == .time || year(name) == nil && ["时限", "时间", "期限", "日期", "时间节点"].contains(where: words.hasSuffix)
  }

  /// The label of a heading without a year.
  private func undatedLabel(_ name: String) -> Bool? {
    // 评估基准: how the figure is counted
    ["评估", "衡量", "评量", "计算"].contains(where: name.hasPrefix) ? nil : Self.label(name)
  }

  /// The year that a heading names: 2025年, 到2025年目标值, “十四五”末, 114年度.
  private func year(_ name: String) -> Int? {
    guard !Self.isChange(name) else { return nil }
    let scalars = Array(name.unicodeScalars)
    for at in scalars.indices {
      if let plan = TimeScanner(calendar: calendar).planNamed(in: scalars, at: at, end: scalars.count) { return plan.year }
      guard scalars[at].isDigit, at == 0 || !scalars[at - 1].isDigit else { continue }
      let digits = scalars[at...].prefix { $0.isDigit }
      let year = digits.prefix(4).reduce(0) { $0 * 10 + Int($1.value - 0x30) }
      let isYear = digits.endIndex == scalars.count || scalars[digits.endIndex] == "年"
      if digits.count == 4, let last = Self.secondYear(year, scalars[digits.endIndex...]) { return last }
      if digits.count == 4, (1990...2100).contains(year), isYear || at == 0 { return year }
      if digits.count == 3, calendar.countsRepublic, isYear { return year + 1911 }
    }
    return nil
  }

  /// The second year of 2027/28: a year of work that ends with it.
  private static func secondYear(_ first: Int, _ rest: ArraySlice<Unicode.Scalar>) -> Int? {
    guard let mark = rest.first, "/-".unicodeScalars.contains(mark) else { return nil }
    let short = rest.dropFirst().prefix { $0.isDigit }
    let value = short.reduce(0) { $0 * 10 + Int($1.value - 0x30) }
    return short.count == 2 && value == (first + 1) % 100 ? first + 1 : nil
  }

  /// The unit in brackets at the end of a heading.
  private static func bracket(_ name: String) -> String? {
    guard name.hasSuffix(")"), let open = name.lastIndex(of: "(") else { return nil }
    return String(name[name.index(after: open)...].dropLast())
  }

  /// Tells goals from starting points. A year before the plan is never a goal, whatever its heading says. Of two years
  /// without a word, the first one of a plan of several years is none either.
  private func settled(_ values: [(IndicatorColumns.Value, label: Bool?)]) -> [IndicatorColumns.Value] {
    let years = Set(values.compactMap(\.0.year))
    let earliest = years.min()
    return values.map { value, label in
      var value = value
      let isBefore = value.year.map { year in calendar.isPast(year) || calendar.start.map { year < $0 } ?? false } ?? false
      let opens = years.count == 2 && value.year == earliest && !calendar.isYearly
      value.isGoal = label == false ? false : !isBefore && (label == true || !opens)
      return value
    }
  }
}
