import PlanText

/// A cell at one place of a row: repeated where it spans columns, from a row above where it spans rows.
struct TableCell: Hashable, Sendable {
  /// In the normal text; empty without text.
  let range: Range<Int>
  /// Whether it stands in the row itself, not in one above.
  let isOwn: Bool
  /// How many rows show it.
  let rows: Int

  var isEmpty: Bool { range.isEmpty }
}

/// The rows of an outline's tables as cells of the normal text.
struct TableCells: Sendable {
  /// By source span: in how many rows the cell stands.
  private let rows: [SourceSpan: Int]
  private let text: NormalText

  init(_ text: NormalText) {
    self.text = text
    var rows: [SourceSpan: Int] = [:]
    for paragraph in text.paragraphs {
      guard case .tableRow(let spans) = paragraph.kind else { continue }
      for (column, span) in spans.enumerated() where !span.isEmpty && (column == 0 || spans[column - 1] != span) {
        rows[span, default: 0] += 1
      }
    }
    self.rows = rows
  }

  /// The cells of the row `paragraph`, in the order of columns.
  func cells(_ spans: [SourceSpan], of paragraph: Paragraph) -> [TableCell] {
    let row = paragraph.range
    return spans.map { span in
      let range = range(of: span)
      let isOwn = row.lowerBound <= range.lowerBound && range.upperBound <= row.upperBound
      return TableCell(range: range, isOwn: isOwn, rows: span.isEmpty ? 1 : rows[span] ?? 1)
    }
  }

  /// The columns around `column` that the same cell covers.
  static func run(of column: Int, in cells: [TableCell]) -> Range<Int> {
    var run = column..<column + 1
    guard !cells[column].isEmpty else { return run }
    while run.lowerBound > 0, cells[run.lowerBound - 1].range == cells[column].range { run = run.lowerBound - 1..<run.upperBound }
    while run.upperBound < cells.count, cells[run.upperBound].range == cells[column].range { run = run.lowerBound..<run.upperBound + 1 }
    return run
  }

  /// Where the cell's text is: found by its source offsets, as it may stand in another paragraph, and kept inside of that.
  private func range(of span: SourceSpan) -> Range<Int> {
    let start = text.offset(atOrAfter: span.start)
    guard !span.isEmpty, let holder = text.paragraph(at: start) else { return start..<start }
    return start..<min(max(start, text.offset(atOrAfter: span.end)), text.paragraphs[holder].range.upperBound)
  }
}
