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
    var indicator: Int
    var unit: Int?
    var nature: Int?
    var years: [(column: Int, year: Int)]
  }

  /// The targets of all tables, in reading order.
  func targets() -> [Target] {
    var targets: [Target] = []
    var columns: Columns?
    for (p, paragraph) in outline.text.paragraphs.enumerated() {
      guard case .tableRow(let spans) = paragraph.kind, role(paragraph) else {
        columns = nil
        continue
      }
      let cells = spans.map(range)
      if let header = header(cells) {
        columns = header
      } else if let columns, let target = target(cells, columns, paragraph: p) {
        targets.append(target)
      }
    }
    return targets
  }

  private func role(_ paragraph: Paragraph) -> Bool {
    let role = outline.role(at: paragraph.range.lowerBound)
    return role == .body || role == .annex
  }

  private func range(_ span: SourceSpan) -> Range<Int> {
    let low = outline.text.offset(atOrAfter: span.start)
    return low..<max(low, outline.text.offset(atOrAfter: span.end))
  }

  private func string(_ range: Range<Int>) -> String {
    outline.text.string(range).filter { !$0.isWhitespace }
  }

  /// A row with 指标 and at least one year column.
  private func header(_ cells: [Range<Int>]) -> Columns? {
    let names = cells.map(string)
    guard let indicator = names.firstIndex(where: { $0.hasPrefix("指标") || $0.hasSuffix("指标") || $0.hasPrefix("指标名称") }) else {
      return nil
    }
    var years: [(Int, Int)] = []
    for (column, name) in names.enumerated() where column != indicator {
      if let year = Self.year(name) {
        years.append((column, year))
      } else if name.contains("目标值"), let end = calendar.end {
        years.append((column, end))
      } else if name.contains("现状值") || name.contains("基期") || name.contains("基准值"), let start = calendar.start {
        years.append((column, start - 1))
      }
    }
    guard !years.isEmpty else { return nil }
    return Columns(
      indicator: indicator, unit: names.firstIndex { $0 == "单位" || $0 == "计量单位" },
      nature: names.firstIndex { $0.contains("属性") || $0.contains("性质") || $0 == "类型" }, years: years)
  }

  /// 2025年, 2025年目标值; not 年均增速 and not 2015年比2010年增长.
  static func year(_ name: String) -> Int? {
    guard !name.contains("比"), !name.contains("增"), !name.contains("累计"), !name.contains("年均") else { return nil }
    let digits = name.prefix(4)
    guard digits.count == 4, let year = Int(digits), (1990...2100).contains(year) else { return nil }
    return year
  }

  private func target(_ cells: [Range<Int>], _ columns: Columns, paragraph: Int) -> Target? {
    guard columns.indicator < cells.count, let last = columns.years.max(by: { $0.year < $1.year }), last.column < cells.count,
      !calendar.isPast(last.year)
    else { return nil }
    let (name, bracket) = Self.named(string(cells[columns.indicator]))
    let given = columns.unit.flatMap { $0 < cells.count ? string(cells[$0]) : nil }.flatMap { $0.isEmpty || $0 == "—" ? nil : $0 }
    guard !name.isEmpty, let value = value(cells[last.column], unit: given ?? bracket) else { return nil }
    let low = min(cells[columns.indicator].lowerBound, cells[last.column].lowerBound)
    let high = max(cells[columns.indicator].upperBound, cells[last.column].upperBound)
    var target = Target(
      range: low..<high, section: outline.section(at: low), indicator: name, comparator: value.comparator ?? .equal,
      value: value.number, unit: value.unit, kind: kind(name, value.unit, value.comparator), deadline: last.year,
      deadlineExplicit: true, strength: strength(cells, columns),
      evidence: Evidence(rule: "table", reasons: ["deadline \(last.year): header of the table"]))
    if let first = columns.years.min(by: { $0.year < $1.year }), first.year < last.year, first.column < cells.count,
      let old = self.value(cells[first.column], unit: given ?? bracket)
    {
      target.baseline = Baseline(value: old.number, unit: old.unit, year: first.year)
    }
    return target
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

  private func strength(_ cells: [Range<Int>], _ columns: Columns) -> Strength {
    guard let column = columns.nature, column < cells.count else { return .planned }
    return string(cells[column]).contains("约束") ? .mandatory : .planned
  }
}
