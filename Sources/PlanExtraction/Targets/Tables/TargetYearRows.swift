import PlanText

/// Reads tables whose rows are years and whose columns say what is to be done, each with its unit: 年度 | 新建(所) | 投资(亿元).
/// A row of sums (合计) repeats what the years say.
struct YearRowReader {
  let outline: Outline
  let calendar: PlanCalendar
  let figures: TableFigureReader
  /// The name and the unit of a heading.
  let named: (String) -> (String, String?)
  let kind: (String, TableFigure) -> TargetKind

  /// The columns below a row of headings: what each is about, by place; the first holds the years.
  private typealias Columns = [Int: (name: String, unit: String)]

  func targets() -> [Target] {
    let table = TableCells(outline.text)
    var columns: Columns?
    var found: [Target] = []
    for paragraph in outline.text.paragraphs {
      guard case .tableRow(let spans) = paragraph.kind, isOfPlan(paragraph.range) else {
        columns = nil
        continue
      }
      let cells = table.cells(spans, of: paragraph)
      if let heading = self.columns(cells) {
        columns = heading
      } else if let columns, let first = cells.first, first.isOwn, let year = year(first.range) {
        found += cells.indices.compactMap { place in
          columns[place].flatMap { target(cells[place], $0.name, $0.unit, from: first.range, year) }
        }
      }
    }
    return found
  }

  private func isOfPlan(_ range: Range<Int>) -> Bool {
    let role = outline.role(at: range.lowerBound)
    return role == .body || role == .annex
  }

  private func string(_ range: Range<Int>) -> String { outline.text.string(range).filter { !$0.isWhitespace } }

  private func columns(_ cells: [TableCell]) -> Columns? {
    guard cells.count >= 3, let first = cells.first, ["年度", "年份", "时间", "实施年度"].contains(string(first.range)) else { return nil }
    var columns: Columns = [:]
    for place in cells.indices.dropFirst() where cells[place].isOwn && cells[place].range.count <= 24 {
      let (name, unit) = named(string(cells[place].range))
      if let unit, !name.isEmpty { columns[place] = (name, unit) }
    }
    return columns.isEmpty ? nil : columns
  }

  /// 2026年, 2026; a year gone by gives results.
  private func year(_ cell: Range<Int>) -> Int? {
    let name = string(cell)
    guard let year = Int(name.prefix(4)), (1990...2100).contains(year), name.count == 4 || ["年", "年度"].contains(String(name.dropFirst(4))),
      !calendar.isPast(year)
    else { return nil }
    return year
  }

  private func target(_ cell: TableCell, _ name: String, _ unit: String, from start: Range<Int>, _ year: Int) -> Target? {
    guard cell.isOwn, !cell.isEmpty, let value = figures.value(cell.range, unit: unit) else { return nil }
    var target = Target(
      range: start.lowerBound..<cell.range.upperBound, section: outline.section(at: start.lowerBound), indicator: name,
      comparator: value.high == nil ? value.comparator ?? .equal : .range, value: value.number, high: value.high, unit: value.unit,
      kind: kind(name, value), deadline: year, deadlineExplicit: true, recurrence: nil, actor: nil,
      strength: .planned, evidence: Evidence(rule: "table", reasons: ["deadline \(year): year of the row"]))
    target.certainty.add(.indicatorFromHeader)
    target.certainty.add(.unitFromHeader)
    return target
  }
}
