/// A sheet of rows: lines that stand alone above and below its table are text.
struct SheetTable {
  struct Cell {
    var text: [Unicode.Scalar]
    var extent = CellExtent.one
  }

  /// By row and column; cells that another covers are not there.
  var rows: [[Cell]]

  /// Title, table, notes.
  var items: [FlowItem] {
    let isWide = rows.map { row in row.count { Blanks.trim(0..<$0.text.count, of: $0.text) != nil } > 1 }
    guard let first = isWide.firstIndex(of: true), let last = isWide.lastIndex(of: true) else {
      return rows.flatMap(Self.paragraphs)
    }
    let table = FlowTable(
      rows: rows[first...last].map { row in
        row.map { FlowCell(items: [.paragraph(FlowParagraph(text: $0.text))], extent: $0.extent) }
      })
    return rows[..<first].flatMap(Self.paragraphs) + [.table(table)] + rows[(last + 1)...].flatMap(Self.paragraphs)
  }

  private static func paragraphs(_ row: [Cell]) -> [FlowItem] {
    row.flatMap { cell in
      cell.text.split { $0 == "\n" || $0 == "\r" }.map { .paragraph(FlowParagraph(text: Array($0))) }
    }
  }
}
