import PlanText

/// A cell of a task table to read as a sentence of its own.
struct TaskCell {
  let sentence: Sentence
  /// The year that its heading names: 2026年目标.
  var year: Int?
  /// What its row is about, for a figure without a name (新增2万套).
  var topic: Range<Int>?
}

/// Cells of task tables that state figures in words: 改造120个小区 below 目标. Rows of tables are no sentences, so these are read apart.
struct TaskRowReader {
  let outline: Outline

  private struct Columns {
    var aims: [(place: Int, year: Int?)]
    /// Columns that say what a row is about, the most specific last.
    var topics: [Int] = []
  }

  /// The cells to read, in order.
  func cells() -> [TaskCell] {
    let table = TableCells(outline.text)
    var columns: Columns?
    var found: [TaskCell] = []
    let told = Dictionary(grouping: outline.sentences.filter { isRow($0.paragraph) }, by: \.paragraph)
    for (number, paragraph) in outline.text.paragraphs.enumerated() {
      guard case .tableRow(let spans) = paragraph.kind else {
        columns = nil
        continue
      }
      let cells = table.cells(spans, of: paragraph)
      if let header = taskColumns(cells) ?? goalColumns(cells) {
        columns = header
      } else if let columns {
        let own = columns.aims.filter { $0.place < cells.count && cells[$0.place].isOwn }.compactMap { aim in
          sentence(cells[aim.place].range, number, isGoal: aim.year != nil).map { TaskCell(sentence: $0, year: aim.year, topic: topic(cells, columns)) }
        }
        found += own.filter { cell in told[number]?.contains { $0.range.overlaps(cell.sentence.range) } != true }
      }
    }
    return found
  }

  private func isRow(_ paragraph: Int) -> Bool {
    paragraph < outline.text.paragraphs.count && outline.text.paragraphs[paragraph].kind.isTableRow
  }

  private func kinds(_ cells: [TableCell]) -> [ColumnHeading?] {
    cells.map { $0.range.count <= 24 ? ColumnHeading(outline.text.scalars[$0.range]) : nil }
  }

  /// The columns of tasks and aims below a row of headings that also names who does them or by when; nil for another row. A
  /// table of indicators has a reader of its own, but 量化指标 behind 工作任务 holds sentences.
  private func taskColumns(_ cells: [TableCell]) -> Columns? {
    let kinds = kinds(cells)
    let tasks = kinds.firstIndex(of: .task)
    guard kinds.contains(.owner) || kinds.contains(.time) && kinds.contains(.number) && tasks != nil else { return nil }
    if let indicator = kinds.firstIndex(of: .indicator) {
      guard !outline.isRegional, let tasks, tasks < indicator, !kinds.contains(.value) else { return nil }
    }
    // columns of years are read as such
    if cells.contains(where: { $0.range.contains { outline.text.scalars[$0].isDigit } }) { return nil }
    let places = kinds.indices.filter { kinds[$0] == .task || kinds[$0] == .value || kinds[$0] == .indicator }
    return places.isEmpty ? nil : Columns(aims: places.map { ($0, nil) })
  }

  /// The columns of a row of headings that name a year and its aims beside the tasks: 重点任务 | 2026年目标 | 2030年目标.
  private func goalColumns(_ cells: [TableCell]) -> Columns? {
    let kinds = kinds(cells)
    guard !kinds.contains(.indicator), kinds.contains(.task) || kinds.contains(.group) else { return nil }
    let aims = cells.indices.compactMap { place in goalYear(cells[place].range).map { (place: place, year: Int?.some($0)) } }
    guard let first = aims.first?.place else { return nil }
    return Columns(aims: aims, topics: kinds.indices.filter { $0 < first && (kinds[$0] == .task || kinds[$0] == .group) })
  }

  /// The year of 2026年目标, 到2030年目标, 2027年任务.
  private func goalYear(_ cell: Range<Int>) -> Int? {
    var name = Substring(outline.text.string(cell).filter { !$0.isWhitespace })
    if let first = name.first, "到至".contains(first) { name.removeFirst() }
    guard let year = Int(name.prefix(4)), (2000...2100).contains(year) else { return nil }
    let tail = String(name.dropFirst(4))
    return ["年目标", "年度目标", "年工作目标", "年主要目标", "年任务", "年度任务", "年目标任务", "年度目标任务", "年阶段目标", "年底目标", "年预期目标", "年工作任务"].contains(tail) ? year : nil
  }

  /// What the row is about: the last of its cells that says so.
  private func topic(_ cells: [TableCell], _ columns: Columns) -> Range<Int>? {
    columns.topics.last { $0 < cells.count && !cells[$0].isEmpty }.map { cells[$0].range }
  }

  private func sentence(_ cell: Range<Int>, _ paragraph: Int, isGoal: Bool) -> Sentence? {
    let text = outline.text.scalars
    let role = outline.role(at: cell.lowerBound)
    guard cell.count >= (isGoal ? 4 : Self.shortest), role == .body || role == .annex, isGoal || cell.contains(where: { text[$0].isDigit }) else { return nil }
    return Sentence(range: cell, section: outline.section(at: cell.lowerBound), paragraph: paragraph, role: role, isHeading: false, mark: nil)
  }

  /// Shorter cells hold a figure and nothing that names it.
  private static let shortest = 6
}
