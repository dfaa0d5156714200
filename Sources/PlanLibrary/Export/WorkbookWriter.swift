/// An Excel workbook (ECMA-376, .xlsx) written row by row: numbers as numbers, everything else as text that no program
/// runs, a frozen header with a filter. Equal rows give equal bytes.
///
/// Use: `beginSheet`, `append` for each row, …, `finish`; after each call `take` gives the bytes that are ready.
package final class WorkbookWriter {
  private let zip = ZipStream()
  private var sheets: [String] = []
  private var columns: [Column] = []
  private var usualWidth = WorkbookParts.usualWidth
  private var title = ""
  private var part = 1
  private var rows = 0
  private var buffer: [UInt8] = []
  /// Cells whose text was longer than a cell may be, cut with a mark.
  package private(set) var cutCells = 0

  /// Rows of a sheet, the header among them.
  static let mostRows = 1_048_576
  /// UTF-16 units of a cell.
  static let mostUnits = 32_767
  private let rowLimit: Int

  package convenience init() throws(LibraryError) { try self.init(rowLimit: Self.mostRows) }

  init(rowLimit: Int) throws(LibraryError) {
    self.rowLimit = rowLimit
    try entry("[Content_Types].xml", WorkbookParts.contentTypes)
    try entry("_rels/.rels", WorkbookParts.relationships)
    try entry("xl/styles.xml", WorkbookParts.styles)
  }

  /// The bytes that are ready.
  package func take() -> [UInt8] { zip.take() }

  /// Bytes that `take` would give now.
  package var readyBytes: Int { zip.pending.count }

  /// - Parameters:
  ///   - title: at most 24 characters are kept.
  ///   - usualWidth: of columns of text whose name has no width of its own, in characters.
  package func beginSheet(_ title: String, columns: [Column], usualWidth: Int = WorkbookParts.usualWidth)
    throws(LibraryError)
  {
    try endSheet()
    self.usualWidth = usualWidth
    self.title = WorkbookParts.sheetName(title)
    self.columns = columns
    part = 1
    try openPart()
  }

  /// One cell for each column. A sheet that is full goes on as another.
  package func append(_ cells: [Cell]) throws(LibraryError) {
    if rows == rowLimit {
      try closePart()
      part += 1
      try openPart()
    }
    rows += 1
    row(cells, style: 0)
    if buffer.count > 1 << 16 { try flush() }
  }

  /// The last sheet's end and the parts that name all sheets.
  package func finish() throws(LibraryError) {
    try endSheet()
    try entry("xl/workbook.xml", WorkbookParts.workbook(sheets))
    try entry("xl/_rels/workbook.xml.rels", WorkbookParts.workbookRelationships(sheets.count))
    try zip.finish()
  }

  // MARK: Parts

  private func entry(_ name: String, _ text: String) throws(LibraryError) {
    try zip.begin(name)
    try zip.append(Array(text.utf8))
    try zip.end()
  }

  private func openPart() throws(LibraryError) {
    sheets.append(part == 1 ? title : "\(title) \(part)")
    try zip.begin("xl/worksheets/sheet\(sheets.count).xml")
    buffer += Array(WorkbookParts.sheetHead(columns, usualWidth: usualWidth).utf8)
    rows = 1
    row(columns.map { .text($0.name) }, style: 1)
  }

  private func endSheet() throws(LibraryError) {
    if !columns.isEmpty { try closePart() }
    columns = []
  }

  private func closePart() throws(LibraryError) {
    buffer += Array(WorkbookParts.sheetFoot(columns: columns.count, rows: rows).utf8)
    try flush()
    try zip.end()
  }

  private func flush() throws(LibraryError) {
    try zip.append(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  // MARK: Cells

  private func row(_ cells: [Cell], style: Int) {
    buffer += Array("<row r=\"\(rows)\">".utf8)
    for (i, cell) in cells.enumerated() { append(cell, at: WorkbookParts.letters(i) + "\(rows)", style: style) }
    buffer += Array("</row>".utf8)
  }

  private func append(_ cell: Cell, at place: String, style: Int) {
    switch cell {
    case .null: break
    case .integer(let value): number(String(value), place)
    case .number(let text): number(text, place)
    case .boolean(let value): buffer += Array("<c r=\"\(place)\" t=\"b\"><v>\(value ? 1 : 0)</v></c>".utf8)
    case .text(let text): self.text(text, place, style)
    case .list(let list): text(list.joined(separator: "；"), place, style)
    case .spans(let spans):
      text(spans.map { $0.map(String.init).joined(separator: "-") }.joined(separator: "；"), place, style)
    case .records(let columns, let rows):
      let quotes = rows.compactMap { row in Swift.zip(columns, row).first { $0.0.name == "quote" }?.1.text }
      text(quotes.joined(separator: "；"), place, style)
    }
  }

  private func number(_ text: String, _ place: String) {
    buffer += Array("<c r=\"\(place)\"><v>\(text)</v></c>".utf8)
  }

  private func text(_ text: String, _ place: String, _ style: Int) {
    if text.isEmpty { return }
    // Style 2 marks as text what a spreadsheet would run once it is typed again.
    let style = style == 0 && CSVRecord.isFormula(text) ? 2 : style
    buffer += Array("<c r=\"\(place)\" s=\"\(style)\" t=\"inlineStr\"><is><t xml:space=\"preserve\">".utf8)
    WorkbookParts.append(fitted(text), to: &buffer)
    buffer += Array("</t></is></c>".utf8)
  }

  /// `text` as far as a cell holds it, with a mark where it was cut.
  private func fitted(_ text: String) -> String {
    guard text.utf8.count > Self.mostUnits, text.utf16.count > Self.mostUnits else { return text }
    cutCells += 1
    let mark = "…［原有 \(text.unicodeScalars.count) 字］"
    var out = String.UnicodeScalarView()
    var left = Self.mostUnits - mark.utf16.count
    for scalar in text.unicodeScalars {
      left -= UTF16.width(scalar)
      if left < 0 { break }
      out.append(scalar)
    }
    return String(out) + mark
  }
}
