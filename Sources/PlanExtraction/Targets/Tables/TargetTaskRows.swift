import PlanText

/// Cells of task tables that state figures in words: 改造120个小区 below 目标. Rows of tables are no sentences, so these are read apart.
struct TaskRowReader {
  let outline: Outline

  /// The cells to read, each as a sentence of its own.
  func cells() -> [Sentence] {
    let table = TableCells(outline.text)
    var columns: [Int] = []
    var found: [Sentence] = []
    let told = Dictionary(grouping: outline.sentences.filter { isRow($0.paragraph) }, by: \.paragraph)
    for (number, paragraph) in outline.text.paragraphs.enumerated() {
      guard case .tableRow(let spans) = paragraph.kind else {
        columns = []
        continue
      }
      let cells = table.cells(spans, of: paragraph)
      if let header = taskColumns(cells) {
        columns = header
      } else {
        let own = columns.filter { $0 < cells.count && cells[$0].isOwn }.compactMap { sentence(cells[$0].range, number) }
        found += own.filter { cell in told[number]?.contains { $0.range.overlaps(cell.range) } != true }
      }
    }
    return found
  }

  private func isRow(_ paragraph: Int) -> Bool {
    paragraph < outline.text.paragraphs.count && outline.text.paragraphs[paragraph].kind.isTableRow
  }

  /// The columns of tasks and aims below a row of headings that also names who does them; nil for another row. A table of
  /// indicators has a reader of its own.
  private func taskColumns(_ cells: [TableCell]) -> [Int]? {
    let kinds = cells.map { $0.range.count <= 24 ? ColumnHeading(outline.text.scalars[$0.range]) : nil }
    guard kinds.contains(.owner), !kinds.contains(.indicator) else { return nil }
    // columns of years hold figures, whose rows a reader of their own tries
    if cells.contains(where: { $0.range.contains { outline.text.scalars[$0].isDigit } }) { return nil }
    let columns = kinds.indices.filter { kinds[$0] == .task || kinds[$0] == .value }
    return columns.isEmpty ? nil : columns
  }

  private func sentence(_ cell: Range<Int>, _ paragraph: Int) -> Sentence? {
    let text = outline.text.scalars
    let role = outline.role(at: cell.lowerBound)
    guard cell.count >= Self.shortest, role == .body || role == .annex, cell.contains(where: { text[$0].isDigit }) else { return nil }
    return Sentence(range: cell, section: outline.section(at: cell.lowerBound), paragraph: paragraph, role: role, isHeading: false, mark: nil)
  }

  /// Shorter cells hold a figure and nothing that names it.
  private static let shortest = 6
}
