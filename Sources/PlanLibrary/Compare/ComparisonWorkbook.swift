import PlanExtraction

extension ComparisonReport {
  /// The comparison as a workbook: the table as people read it, every line with all its fields, and a card that says how they
  /// were made. Names that may be one indicator have a sheet of their own, for the reader to decide.
  /// - Parameters:
  ///   - command: the command line that gives the same workbook.
  ///   - documents: those that were compared.
  ///   - write: takes the bytes, in pieces; what it throws ends the writing.
  package func workbook(
    command: String, documents: [DocumentSummary], library: Library,
    write: ([UInt8]) throws(LibraryError) -> Void
  ) throws(LibraryError) {
    let book = try WorkbookWriter()
    let table = sheetTable
    try book.beginSheet(basis == .targets ? "矩阵 matrix" : "对照 comparison", columns: table.columns, usualWidth: 24)
    try Self.append(table.rows, to: book, write: write)
    try book.beginSheet(basis == .targets ? "数值 figures" : "明细 details", columns: columns)
    let records = records
    try Self.append(records, to: book, write: write)
    if let matrix = self as? TargetMatrix, !matrix.proposals.isEmpty {
      try book.beginSheet("可能同义 proposals", columns: MergeProposal.columns, usualWidth: 24)
      try Self.append(matrix.proposals.map(\.cells), to: book, write: write)
    }
    let card = try MethodCard(library: library, documents: documents)
    try card.append(
      to: book, command: command, least: .inferred, counts: [("rows", table.rows.count), ("lines", records.count)],
      more: (self as? TargetMatrix)?.cardLines ?? [])
    try book.finish()
    try write(book.take())
  }

  private static func append(
    _ rows: [[Cell]], to book: WorkbookWriter, write: ([UInt8]) throws(LibraryError) -> Void
  ) throws(LibraryError) {
    for row in rows {
      try book.append(row)
      if book.readyBytes > 1 << 16 { try write(book.take()) }
    }
  }

  /// The table in both languages with numbers as numbers; the lines below a row stand in a last column.
  private var sheetTable: (columns: [Column], rows: [[Cell]]) {
    let table = table(.both)
    let hasNotes = !table.notes.isEmpty
    let names = table.header.enumerated().map { $1.isEmpty ? "\($0 + 1)" : $1 } + (hasNotes ? ["附注 notes"] : [])
    let rows = table.rows.enumerated().map { index, row in
      let notes = table.notes[index]?.joined(separator: "\n") ?? ""
      return row.enumerated().map { $0 == 0 ? Cell.text($1) : Self.cell($1) } + (hasNotes ? [Cell.text(notes)] : [])
    }
    return (names.map { Column.text($0) }, rows)
  }

  /// A count as a number; everything else as text.
  private static func cell(_ text: String) -> Cell {
    guard let number = Int(text), String(number) == text else { return .text(text) }
    return .integer(number)
  }
}

extension TargetMatrix {
  /// Which alias files made names one, and how many cells hold figures, contradict themselves, or are blank in which way.
  fileprivate var cardLines: [(String, Cell)] {
    let cells = rows.flatMap(\.cells)
    let states = ["value"] + MatrixBlank.Kind.allCases.map(\.rawValue)
    return aliases.map { ("别名表 aliases", Cell.text("\($0.name) v\($0.version)")) }
      + states.map { state in ("单元格数 cells: \(state)", .integer(cells.count { $0.state == state })) }
      + [
        ("相互矛盾 contradictions", .integer(cells.count { $0.figures?.contradictions.isEmpty == false })),
        ("名次随算法而变的行 rows whose ranks depend on the measure", .integer(rows.count { !$0.reversals.isEmpty })),
      ]
  }
}

extension MergeProposal {
  fileprivate static let columns: [Column] = [
    .text("canonical"), .text("alias"), .text("unit_class"), .number("similarity"), .text("reason"), .list("columns"),
    .list("other_columns"),
  ]

  fileprivate var cells: [Cell] {
    [
      .text(canonical), .text(alias), .text(unitClass), .ratio(similarity), .text(reason.label(.both)), .list(columns),
      .list(otherColumns),
    ]
  }
}
