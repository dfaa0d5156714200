import Foundation
import PlanText

/// Reads tables of indicators: a header that names 指标 and years, a row an indicator.
///
/// The last year is the target, an earlier one its baseline; 单位 gives the unit, 属性 (约束性, 预期性) how firmly it is meant.
struct TargetTableReader {
  let outline: Outline
  let calendar: PlanCalendar
  let scanner: FigureScanner
  let units: Lexicon.WordClass

  init(outline: Outline, calendar: PlanCalendar, lexicon: Lexicon) {
    self.outline = outline
    self.calendar = calendar
    scanner = FigureScanner(lexicon: lexicon)
    units = lexicon["unit"]
  }

  private struct Columns {
    /// The columns below the heading of the indicators; the last one is the most specific.
    var indicators: Range<Int>
    var unit: Int?
    var nature: Int?
    /// A heading that spans columns is one label for all of them.
    var years: [(columns: Range<Int>, year: Int)]
  }

  /// The targets of all tables, in reading order.
  func targets() -> [Target] {
    let table = TableCells(outline.text)
    var targets: [Target] = []
    var columns: Columns?
    for paragraph in outline.text.paragraphs {
      guard case .tableRow(let spans) = paragraph.kind, role(paragraph) else {
        columns = nil
        continue
      }
      let cells = table.cells(spans, of: paragraph)
      if let header = header(cells) {
        columns = header
      } else if let columns, let target = target(cells, columns, row: paragraph.range) {
        targets.append(target)
      }
    }
    return targets
  }

  private func role(_ paragraph: Paragraph) -> Bool {
    let role = outline.role(at: paragraph.range.lowerBound)
    return role == .body || role == .annex
  }

  private func string(_ cell: TableCell) -> String {
    outline.text.string(cell.range).filter { !$0.isWhitespace }
  }

  /// A row with 指标 and at least one year column.
  private func header(_ cells: [TableCell]) -> Columns? {
    let names = cells.map(string)
    guard let first = names.firstIndex(where: { $0.hasPrefix("指标") || $0.hasSuffix("指标") || $0.hasPrefix("指标名称") }) else {
      return nil
    }
    var indicators = TableCells.run(of: first, in: cells)
    // 一级指标 | 二级指标: the columns of a tree of indicators.
    while indicators.upperBound < cells.count, Self.isLevel(names[indicators.upperBound]) {
      indicators = first..<TableCells.run(of: indicators.upperBound, in: cells).upperBound
    }
    var years: [(Range<Int>, Int)] = []
    for (column, name) in names.enumerated() where !indicators.contains(column) {
      guard let year = headedYear(name) else { continue }
      let run = TableCells.run(of: column, in: cells)
      if run.lowerBound == column { years.append((run, year)) }
    }
    guard !years.isEmpty else { return nil }
    return Columns(
      indicators: indicators, unit: names.firstIndex { $0 == "单位" || $0 == "计量单位" },
      nature: names.firstIndex { $0.contains("属性") || $0.contains("性质") || $0 == "类型" }, years: years)
  }

  private static func isLevel(_ name: String) -> Bool { name.hasSuffix("级指标") || name == "指标名称" || name == "具体指标" }

  /// The year of the values below a heading.
  private func headedYear(_ name: String) -> Int? {
    if let year = Self.year(name) { return year }
    if name.contains("目标值"), let end = calendar.end { return end }
    let isStart = name.contains("现状值") || name.contains("基期") || name.contains("基准值")
    return isStart ? calendar.start.map { $0 - 1 } : nil
  }

  /// 2025年, 2025年目标值; not 年均增速 and not 2015年比2010年增长.
  static func year(_ name: String) -> Int? {
    guard !name.contains("比"), !name.contains("增"), !name.contains("累计"), !name.contains("年均") else { return nil }
    let digits = name.prefix(4)
    guard digits.count == 4, let year = Int(digits), (1990...2100).contains(year) else { return nil }
    return year
  }

  private func target(_ cells: [TableCell], _ columns: Columns, row: Range<Int>) -> Target? {
    guard let last = columns.years.max(by: { $0.year < $1.year }), !calendar.isPast(last.year),
      let name = indicator(cells, columns), let figure = figure(cells, last.columns, of: name), figure.isOwn
    else { return nil }
    guard let value = value(figure.range, unit: name.unit) else { return nil }
    // A name that stands in a row above is not cited: the row is.
    let low = min(name.start ?? row.lowerBound, figure.range.lowerBound)
    let range = name.start == nil ? row : low..<max(name.end, figure.range.upperBound)
    var target = Target(
      range: range, section: outline.section(at: low), indicator: name.text, comparator: value.comparator ?? .equal,
      value: value.number, unit: value.unit, kind: kind(name.text, value.unit, value.comparator), deadline: last.year,
      deadlineExplicit: true, strength: strength(cells, columns),
      evidence: Evidence(rule: "table", reasons: ["deadline \(last.year): header of the table"]))
    target.certainty.add(.deadlineFromHeader)
    if name.start == nil { target.certainty.add(.indicatorFromHeader) }
    if let first = columns.years.min(by: { $0.year < $1.year }), first.year < last.year,
      let cell = self.figure(cells, first.columns, of: name), let old = self.value(cell.range, unit: name.unit)
    {
      target.baseline = Baseline(value: old.number, unit: old.unit, year: first.year)
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
  private func indicator(_ cells: [TableCell], _ columns: Columns) -> RowName? {
    var parts: [TableCell] = []
    for column in columns.indicators where column < cells.count && !string(cells[column]).isEmpty {
      if parts.last?.range != cells[column].range { parts.append(cells[column]) }
    }
    guard let last = parts.popLast() else { return nil }
    var (text, unit) = Self.named(string(last))
    var cell = last
    var cited = [last]
    if let group = parts.last, text.isEmpty || isUnit(text) || Self.measures.contains(text) {
      let (name, bracket) = Self.named(string(group))
      if isUnit(text) { unit = text }
      text = Self.measures.contains(text) ? name + text : name
      unit = unit ?? bracket
      cited.insert(group, at: 0)
    }
    guard !text.isEmpty else { return nil }
    if let column = columns.unit, column < cells.count, !parts.contains(cells[column]), cells[column] != last {
      let given = string(cells[column])
      if !given.isEmpty, given != "—" { unit = given }
      // 公园 in 个 and, in the row below, in 公顷.
      if last.rows > 1, cells[column].rows == 1, !given.isEmpty { cell = cells[column] }
    }
    let start = cited.allSatisfy(\.isOwn) ? cited.map(\.range.lowerBound).min() : nil
    return RowName(text: text, unit: unit, cell: cell, start: start, end: last.range.upperBound)
  }

  /// Names of measures that say nothing without the indicator in front of them.
  private static let measures: Set<String> = [
    "总量", "总额", "总数", "数量", "面积", "人数", "规模", "比重", "占比", "比例", "增速", "增长", "增长率", "年均增速",
  ]

  private func isUnit(_ name: String) -> Bool {
    let scalars = Array(name.unicodeScalars)
    return name == "%" || units.word(in: scalars, at: 0, end: scalars.count)?.scalars.count == scalars.count
  }

  /// The one cell with text below a heading. None if the cell covers columns beside the heading's, or other rows than the
  /// name does: it cannot be told what such a figure counts.
  private func figure(_ cells: [TableCell], _ columns: Range<Int>, of name: RowName) -> TableCell? {
    guard columns.upperBound <= cells.count else { return nil }
    let below = Set(cells[columns].filter { !$0.isEmpty })
    guard below.count == 1, let cell = below.first, cell.rows == name.cell.rows, cell.isOwn == name.cell.isOwn else { return nil }
    let isAlone = cells.indices.allSatisfy { columns.contains($0) || cells[$0].range != cell.range }
    return isAlone ? cell : nil
  }

  /// `森林覆盖率（%）` is the name 森林覆盖率 and the unit %; a leading number orders the rows.
  static func named(_ cell: String) -> (String, String?) {
    var name = Substring(cell)
    while let c = name.first, c.isNumber || c == "." || c == "、" { name.removeFirst() }
    guard name.hasSuffix(")"), let open = name.lastIndex(of: "(") else { return (String(name), nil) }
    let unit = name[name.index(after: open)...].dropLast()
    return unit.count <= 8 ? (String(name[..<open]), String(unit)) : (String(name), nil)
  }

  private typealias Value = (number: Decimal, unit: String?, comparator: Comparator?)

  /// The number of a cell (`≥45`, `[13.5]`, `60以上`), multiplied out by the 万 of its unit.
  private func value(_ cell: Range<Int>, unit: String?) -> Value? {
    let text = outline.text.scalars
    var at = cell.lowerBound
    var comparator: Comparator?
    while at < cell.upperBound, !text[at].isDigit {
      if let word = scanner.before.word(in: text, at: at, end: cell.upperBound) { comparator = Comparator(rawValue: word.value) }
      if text[at] == "-" || text[at] == "—" { return nil }
      at += 1
    }
    guard let numeral = NumeralGrammar.numeral(in: text, at: at, end: cell.upperBound) else { return nil }
    if let word = scanner.after.first(in: text, numeral.range.upperBound..<cell.upperBound) {
      comparator = Comparator(rawValue: word.word.value)
    }
    let own = text[numeral.range.upperBound..<cell.upperBound].first == "%" ? "%" : nil
    let (factor, plain) = Self.multiplied(own ?? unit)
    return (numeral.value * factor, plain, comparator)
  }

  /// 万吨 is 10000 吨.
  static func multiplied(_ unit: String?) -> (Decimal, String?) {
    guard var unit = unit.map({ Substring($0) }) else { return (1, nil) }
    var factor: Decimal = 1
    while unit.count > 1, let first = unit.first, let power = ["万": 4, "亿": 8][first] {
      factor *= Decimal(sign: .plus, exponent: power, significand: 1)
      unit.removeFirst()
    }
    return (factor, String(unit))
  }

  private func kind(_ name: String, _ unit: String?, _ comparator: Comparator?) -> TargetKind {
    if name.hasSuffix("增长") || name.hasSuffix("增速") || name.hasSuffix("增长率") || name.hasSuffix("降低") { return .growth }
    if comparator == .atMost { return .ceiling }
    if unit == "%" { return .share }
    guard let unit else { return .level }
    let scalars = Array(unit.unicodeScalars)
    let dimension = units.word(in: scalars, at: 0, end: scalars.count).flatMap { Dimension(rawValue: $0.value) }
    return dimension?.isCounted == true ? .count : .level
  }

  private func strength(_ cells: [TableCell], _ columns: Columns) -> Strength {
    guard let column = columns.nature, column < cells.count else { return .planned }
    return string(cells[column]).contains("约束") ? .mandatory : .planned
  }
}
