import Foundation
import PlanText

/// Reads tables of indicators: a header that names 指标 and years, a row an indicator.
///
/// A year of the plan is a goal, an earlier one its baseline; 单位 gives the unit, 属性 (约束性, 预期性) how firmly it is meant.
struct TargetTableReader {
  let outline: Outline
  let calendar: PlanCalendar
  let units: Lexicon.WordClass
  private let headings: IndicatorHeadingReader
  private let figures: TableFigureReader
  private let names: IndicatorReader
  private let dates: TaskDeadlines

  init(outline: Outline, calendar: PlanCalendar, lexicon: Lexicon) {
    self.outline = outline
    self.calendar = calendar
    units = lexicon["unit"]
    headings = IndicatorHeadingReader(calendar: calendar, text: outline.text)
    names = IndicatorReader(text: outline.text.scalars, lexicon: lexicon)
    figures = TableFigureReader(text: outline.text.scalars, lexicon: lexicon)
    dates = TaskDeadlines(outline: outline)
  }

  /// The targets of all tables, in reading order.
  func targets() -> [Target] {
    let table = TableCells(outline.text)
    var targets: [Target] = []
    var columns: IndicatorColumns?
    var isBelowHeading = false
    for paragraph in outline.text.paragraphs {
      guard case .tableRow(let spans) = paragraph.kind, role(paragraph) else {
        columns = nil
        isBelowHeading = false
        continue
      }
      let cells = table.cells(spans, of: paragraph)
      if let header = headings.columns(cells, above: isBelowHeading ? columns : nil) {
        columns = header
        isBelowHeading = true
      } else if let columns {
        let found = self.targets(cells, columns, row: paragraph.range)
        isBelowHeading = isBelowHeading && found.isEmpty
        targets += found
      }
    }
    let flat =
      FlatTableReader(outline: outline, calendar: calendar, isUnit: isUnit).targets()
      + YearRowReader(outline: outline, calendar: calendar, figures: figures, named: named, kind: kind).targets()
    return flat.isEmpty ? targets : (targets + flat).sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  private func role(_ paragraph: Paragraph) -> Bool {
    let role = outline.role(at: paragraph.range.lowerBound)
    return role == .body || role == .annex
  }

  private func string(_ cell: TableCell) -> String {
    outline.text.string(cell.range).filter { !$0.isWhitespace }
  }

  // MARK: Rows

  private func targets(_ cells: [TableCell], _ columns: IndicatorColumns, row: Range<Int>) -> [Target] {
    guard let name = columns.isOfTasks ? task(cells, columns) : indicator(cells, columns) else { return [] }
    let date = date(cells, columns)
    let goals = columns.values.filter(\.isGoal).compactMap { goal in
      goal.year(ofRow: date?.year).map { Goal(columns: goal.columns, year: $0, unit: goal.unit, date: goal.isUndated ? date?.cell : nil) }
    }.filter { !calendar.isPast($0.year) }
    guard let last = goals.max(by: { $0.year < $1.year }) else { return [] }
    let found = goals.compactMap { target(cells, $0, name, columns, row: row) }
    if !found.isEmpty || goals.contains(where: { !isBlank(cells, $0.columns) }) { return found }
    // The goal is a change over the years only: [13.5] below 累计.
    let changes = columns.changes.compactMap { target(cells, Goal(columns: $0, year: last.year, date: last.date), name, columns, row: row) }
    return changes.count == 1 ? changes : []
  }

  /// What a row is to reach by when.
  private struct Goal {
    var columns: Range<Int>
    var year: Int
    var unit: String?
    /// The cell of the row that names the year; nil where the heading or the plan does.
    var date: TableCell?
  }

  /// The date in the row's own column for it (完成时限): 2025年底, 12月底前 in a plan of one year. Nil for 持续推进.
  private func date(_ cells: [TableCell], _ columns: IndicatorColumns) -> (year: Int, cell: TableCell)? {
    guard let column = columns.time, column < cells.count, !cells[column].isEmpty, !dates.isOngoing(cells[column].range) else { return nil }
    return dates.year(ofCell: cells[column].range).map { ($0, cells[column]) }
  }

  /// Whether nothing but a dash stands below a heading.
  private func isBlank(_ cells: [TableCell], _ columns: Range<Int>) -> Bool {
    columns.allSatisfy { $0 >= cells.count || string(cells[$0]).allSatisfy { "—-–/*".contains($0) } }
  }

  private func target(
    _ cells: [TableCell], _ goal: Goal, _ name: RowName, _ columns: IndicatorColumns, row: Range<Int>
  ) -> Target? {
    let (year, unit) = (goal.year, goal.unit)
    guard let figure = cell(cells, goal.columns, of: name), figure.isOwn,
      let value = figures.value(figure.range, unit: name.unit ?? unit.flatMap { isUnit($0) ? $0 : nil }),
      !columns.isOfTasks || value.unit != nil
    else { return nil }
    // A name that stands in a row above is not cited: the row is. A date of the row's own is cited with it.
    let date = goal.date.flatMap { $0.isOwn ? $0.range : nil }
    let low = min(name.start ?? row.lowerBound, figure.range.lowerBound, date?.lowerBound ?? row.upperBound)
    let range = name.start == nil ? row : low..<max(name.end, figure.range.upperBound, date?.upperBound ?? row.lowerBound)
    var reasons = ["deadline \(year): \(goal.date == nil ? "header of the table" : "column of dates")"]
    if value.isCumulated { reasons.append("cumulated over the period: in square brackets") }
    let kind = kind(name.text, value)
    var target = Target(
      range: range, section: outline.section(at: low), indicator: kind == .growth ? Self.growing(name.text) : name.text,
      comparator: value.high == nil ? value.comparator ?? .equal : .range, value: value.number, high: value.high,
      unit: value.unit, kind: kind, deadline: year, deadlineExplicit: true, strength: strength(cells, columns),
      evidence: Evidence(rule: "table", reasons: reasons))
    if date == nil { target.certainty.add(.deadlineFromHeader) }
    if columns.nature != nil { target.certainty.add(.strengthFromHeader) }
    if name.start == nil { target.certainty.add(.indicatorFromHeader) }
    if name.unit == nil, unit != nil, value.unit != nil { target.certainty.add(.unitFromHeader) }
    let bases = columns.values.filter { !$0.isGoal }.compactMap { base in base.year.map { (columns: base.columns, year: $0) } }
    let base = bases.filter { $0.year < year }.max { $0.year < $1.year }
    if let base, let cell = self.cell(cells, base.columns, of: name), let old = figures.value(cell.range, unit: name.unit) {
      target.baseline = Baseline(value: old.number, unit: old.unit, year: base.year)
      target.certainty.add(.baselineFromHeader)
    }
    return target
  }

  /// What a row is about.
  private struct RowName {
    var text: String
    var unit: String?
    /// The cell that tells the row from its neighbours.
    var cell: TableCell
    /// Where the name starts in the row; nil if a part of it stands in a row above.
    var start: Int?
    var end: Int
  }

  /// The name in the last column of the indicators that has text; a group in front of it is left out, unless the last
  /// one only says what is measured (总量, 增速) or in which unit.
  private func indicator(_ cells: [TableCell], _ columns: IndicatorColumns) -> RowName? {
    var parts: [TableCell] = []
    for column in columns.indicators where column < cells.count && !string(cells[column]).isEmpty {
      if parts.last?.range != cells[column].range { parts.append(cells[column]) }
    }
    guard let last = parts.popLast() else { return nil }
    var (text, unit) = named(string(last))
    var cell = last
    var cited = [last]
    if let group = parts.last, text.isEmpty || isUnit(text) || Self.measures.contains(text) {
      let (name, bracket) = named(string(group))
      if isUnit(text) { unit = text }
      text = Self.measures.contains(text) ? name + text : name
      unit = unit ?? bracket
      cited.insert(group, at: 0)
    }
    guard text.unicodeScalars.contains(where: { CharacterForms.isHan($0) }) else { return nil }
    if let column = columns.unit, column < cells.count, !parts.contains(cells[column]), cells[column] != last {
      let given = string(cells[column])
      if !given.isEmpty, given != "—", given != "-", given != "/" { unit = given }
      // 公园 in 个 and, in the row below, in 公顷.
      if last.rows > 1, cells[column].rows == 1, !given.isEmpty { cell = cells[column] }
    }
    unit = unit ?? basisUnit(cells, columns, behind: last)
    let start = cited.allSatisfy(\.isOwn) ? cited.map(\.range.lowerBound).min() : nil
    return RowName(text: text, unit: unit, cell: cell, start: start, end: last.range.upperBound)
  }

  /// 累计户数(户) in a column between the name and the figures: how the indicator is counted ends with its unit.
  private func basisUnit(_ cells: [TableCell], _ columns: IndicatorColumns, behind name: TableCell) -> String? {
    let first = columns.values.map(\.columns.lowerBound).min() ?? 0
    let between = cells.indices.filter { $0 < first && cells[$0].range.lowerBound > name.range.lowerBound && !cells[$0].isEmpty }
    return between.lazy.compactMap { named(string(cells[$0])).1 }.first
  }

  /// Names of measures that say nothing without the indicator in front of them.
  private static let measures: Set<String> = [
    "总量", "总额", "总数", "数量", "面积", "人数", "规模", "比重", "占比", "比例", "增速", "增长", "增长率", "年均增速",
  ]

  /// What a task is to make, without the verb: 建设示范社区. A task with a figure of its own is read as a sentence.
  private func task(_ cells: [TableCell], _ columns: IndicatorColumns) -> RowName? {
    let column = columns.indicators.lowerBound
    guard column < cells.count, cells[column].isOwn, !cells[column].isEmpty, cells[column].range.count <= 40,
      !cells[column].range.contains(where: { outline.text.scalars[$0].isDigit || "。;,".unicodeScalars.contains(outline.text.scalars[$0]) })
    else { return nil }
    let range = names.name(cells[column].range, dropping: .verbs)
    guard range.count >= 2 else { return nil }
    let (text, unit) = named(outline.text.string(range).filter { !$0.isWhitespace })
    return RowName(
      text: text, unit: unit, cell: cells[column], start: cells[column].range.lowerBound,
      end: cells[column].range.upperBound)
  }

  private func isUnit(_ name: String) -> Bool {
    var rest = Substring(name)
    while rest.count > 1, let first = rest.first, "万亿百千".contains(first) { rest.removeFirst() }
    let scalars = Array((rest.split(separator: "/").first ?? rest).unicodeScalars)
    return name == "%" || name == "‰" || name == "个百分点"
      || units.word(in: scalars, at: 0, end: scalars.count)?.scalars.count == scalars.count
  }

  /// The one cell with text below a heading. None if the cell covers columns beside the heading's, or other rows than the
  /// name does: it cannot be told what such a figure counts.
  private func cell(_ cells: [TableCell], _ columns: Range<Int>, of name: RowName) -> TableCell? {
    guard columns.upperBound <= cells.count else { return nil }
    let below = Set(cells[columns].filter { !$0.isEmpty })
    guard below.count == 1, let cell = below.first, cell.rows == name.cell.rows, cell.isOwn == name.cell.isOwn else { return nil }
    let isAlone = cells.indices.allSatisfy { columns.contains($0) || cells[$0].range != cell.range }
    return isAlone ? cell : nil
  }

  /// `森林覆盖率（%）` is the name 森林覆盖率 and the unit %; a leading number orders the rows, a mark behind points to a note.
  func named(_ cell: String) -> (String, String?) {
    var name = Substring(cell)
    if name.hasPrefix("("), let close = name.firstIndex(of: ")"), name.distance(from: name.startIndex, to: close) <= 3 {
      name = name[name.index(after: close)...]
    }
    name = Self.withoutNumber(name)
    while let c = name.last, c == "*" || "①②③④⑤⑥⑦⑧⑨⑩".contains(c) || c == ":" { name.removeLast() }
    for mark in ["其中:", "其中,", "#"] where name.hasPrefix(mark) { name.removeFirst(mark.count) }
    guard name.hasSuffix(")"), let open = name.lastIndex(of: "("), open > name.startIndex else { return (String(name), nil) }
    let unit = String(name[name.index(after: open)...].dropLast())
    let first = unit.split(whereSeparator: { $0 == "," || $0 == "、" }).first.map(String.init) ?? unit
    return isUnit(first) ? (String(name[..<open]), first) : (String(name), nil)
  }

  /// 1.森林覆盖率, 1森林覆盖率, 一、森林覆盖率, ①森林覆盖率 and *森林覆盖率 are 森林覆盖率; 5G基站 and 3岁以下托位 stay.
  private static func withoutNumber(_ name: Substring) -> Substring {
    let digits = name.prefix { $0.isASCII && $0.isNumber || "一二三四五六七八九十".contains($0) }
    let rest = name.dropFirst(digits.count)
    guard let next = rest.first else { return name }
    if !digits.isEmpty, ".、".contains(next) { return rest.drop { ".、".contains($0) } }
    if "①②③④⑤⑥⑦⑧⑨⑩*●".contains(next) { return rest.dropFirst() }
    let isPlain = !digits.isEmpty && digits.count <= 2 && digits.allSatisfy(\.isASCII)
    return isPlain && !next.isASCII && !"岁年个项类大种人级日天小".contains(next) ? rest : name
  }

  // MARK: Values

  private func kind(_ name: String, _ value: TableFigure) -> TargetKind {
    if value.isCoverage { return .coverage }
    if value.isChange { return .growth }
    if ["增长", "增速", "增长率", "降低", "下降", "减少", "增幅", "降幅"].contains(where: name.hasSuffix) { return .growth }
    if value.comparator == .atMost { return .ceiling }
    guard let unit = value.unit else { return .level }
    if unit == "%" || unit == "‰" { return .share }
    let scalars = Array(unit.unicodeScalars)
    let dimension = units.word(in: scalars, at: 0, end: scalars.count).flatMap { Dimension(rawValue: $0.value) }
    return dimension?.isCounted == true ? .count : .level
  }

  /// 地区生产总值增长 is the growth of 地区生产总值.
  private static func growing(_ name: String) -> String {
    for tail in ["年均增长", "增长"] where name.hasSuffix(tail) && name.count > tail.count + 1 { return String(name.dropLast(tail.count)) }
    return name
  }

  private func strength(_ cells: [TableCell], _ columns: IndicatorColumns) -> Strength {
    guard let column = columns.nature, column < cells.count else { return .planned }
    return string(cells[column]).contains("约束") ? .mandatory : .planned
  }
}
