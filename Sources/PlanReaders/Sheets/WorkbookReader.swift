import PlanText

/// Excel workbooks (ECMA-376, .xlsx): the visible sheets in order, each a table, cells as they are shown.
struct WorkbookReader {
  private let archive: ZipArchive
  private let limits: ReaderLimits
  private var strings: [[Unicode.Scalar]] = []
  private var formats = CellFormats()

  static func read(_ archive: ZipArchive, limits: ReaderLimits) throws(ReadError) -> BlockAssembler {
    var reader = WorkbookReader(archive: archive, limits: limits)
    if let tree = try archive.optionalXML("xl/sharedStrings.xml", limits: limits) { reader.readStrings(tree) }
    if let tree = try archive.optionalXML("xl/styles.xml", limits: limits) { reader.formats = CellFormats(tree) }
    var assembler = BlockAssembler()
    let workbook = try archive.xml("xl/workbook.xml", limits: limits)
    if Self.countsFrom1904(workbook) { reader.formats.countFrom1904() }
    for sheet in try reader.sheets(workbook) {
      let (table, hidden) = try reader.table(sheet.part)
      let items = table.items
      if !WorkbookReader.isPlainName(sheet.name) {
        // What the sheet says above its table is its title; its name is on the tab only.
        let hasTitle = if case .paragraph = items.first { true } else { false }
        assembler.append(Array(sheet.name.unicodeScalars), kind: hasTitle ? .chrome : .paragraph)
      }
      assembler.append(items)
      if hidden > 0 { assembler.warnings.append("hidden rows and columns left out: \(hidden), sheet “\(sheet.name)”") }
    }
    return assembler
  }

  private init(archive: ZipArchive, limits: ReaderLimits) {
    self.archive = archive
    self.limits = limits
  }

  /// Sheet1: a name that nobody gave.
  private static func isPlainName(_ name: String) -> Bool {
    let lower = name.lowercased()
    return (lower.hasPrefix("sheet") || lower.hasPrefix("工作表"))
      && lower.allSatisfy { $0.isNumber || "sheet工作表 ".contains($0) }
  }

  private static func countsFrom1904(_ workbook: XMLTree) -> Bool {
    guard let root = workbook.root, let settings = workbook.child(of: root, "workbookPr") else { return false }
    return ["1", "true", "on"].contains(workbook.attribute("date1904", of: settings) ?? "")
  }

  private func sheets(_ tree: XMLTree) throws(ReadError) -> [(name: String, part: String)] {
    var targets: [String: String] = [:]
    if let links = try archive.optionalXML("xl/_rels/workbook.xml.rels", limits: limits), let root = links.root {
      for link in links.children(of: root) {
        guard let id = links.attribute("Id", of: link), let target = links.attribute("Target", of: link) else {
          continue
        }
        targets[id] = PartName.resolve(target, in: "xl")
      }
    }
    guard let root = tree.root, let list = tree.child(of: root, "sheets") else {
      throw .damaged(path: archive.path, entry: "xl/workbook.xml", problem: .missingElement("sheets"))
    }
    return tree.children(of: list, named: "sheet").compactMap { node in
      let state = tree.attribute("state", of: node) ?? "visible"
      guard state == "visible", let part = tree.attribute("id", of: node).flatMap({ targets[$0] }),
        part.contains("sheet")
      else {
        return nil
      }
      return (tree.attribute("name", of: node) ?? "", part)
    }
  }

  private mutating func readStrings(_ tree: XMLTree) {
    guard let root = tree.root else { return }
    strings = tree.children(of: root, named: "si").map { Self.rich($0, tree) }
  }

  /// The text of a string item, readings above its characters left out.
  private static func rich(_ node: Int, _ tree: XMLTree) -> [Unicode.Scalar] {
    var out: [Unicode.Scalar] = []
    for child in tree.children(of: node) {
      switch tree.name(child) {
      case "t": out += Array(tree.text(child).unicodeScalars)
      case "r": out += tree.children(of: child, named: "t").flatMap { Array(tree.text($0).unicodeScalars) }
      default: continue
      }
    }
    return out.map { $0 == "\n" || $0 == "\r" || $0 == "\t" ? " " : $0 }
  }

  // MARK: Cells

  /// The cells of a sheet that are shown, and how many rows and columns with cells are not.
  private func table(_ part: String) throws(ReadError) -> (SheetTable, hidden: Int) {
    let tree = try archive.xml(part, limits: limits)
    guard let root = tree.root, let data = tree.child(of: root, "sheetData") else {
      throw .damaged(path: archive.path, entry: part, problem: .missingElement("sheetData"))
    }
    let written = SheetCells(tree, data) { text(of: $0, tree) }
    let hidden = HiddenLines(tree, root, data)
    let merges = MergedCells(tree, root, hidden)
    var rows: [[SheetTable.Cell]] = []
    var last = 0
    for row in written.rows {
      // Rows without a cell are not written; they count below a cell that reaches down.
      for empty in (last + 1)..<max(last + 1, min(row.number, last + CellExtent.most.rows)) where !hidden.hides(row: empty) {
        let areas = merges.areas(in: empty)
        if !areas.isEmpty { rows.append(cells([:], row: empty, written, areas, hidden)) }
      }
      last = row.number
      if !hidden.hides(row: last) { rows.append(cells(row.texts, row: last, written, merges.areas(in: last), hidden)) }
    }
    return (SheetTable(rows: rows), hidden.count(in: written))
  }

  private func cells(
    _ texts: [Int: [Unicode.Scalar]], row: Int, _ written: SheetCells, _ areas: [MergedCells.Area], _ hidden: HiddenLines
  ) -> [SheetTable.Cell] {
    let used = texts.filter { !$0.value.isEmpty }.keys.max() ?? 0
    var cells: [SheetTable.Cell] = []
    for column in 1..<max(1, max(used, areas.lastColumn(in: row)) + 1) where !hidden.columns.contains(column) {
      guard let area = areas.first(where: { $0.columns.contains(column) }) else {
        cells.append(SheetTable.Cell(text: texts[column] ?? []))
        continue
      }
      guard area.shown == CellPlace(row: row, column: column) else { continue }
      cells.append(SheetTable.Cell(text: written.text(at: area.origin) ?? [], extent: area.extent))
    }
    return cells
  }

  private func text(of cell: Int, _ tree: XMLTree) -> [Unicode.Scalar] {
    let value = tree.child(of: cell, "v").map { tree.text($0) } ?? ""
    switch tree.attribute("t", of: cell) {
    case "s": return Int(value).flatMap { strings.indices.contains($0) ? strings[$0] : nil } ?? []
    case "inlineStr": return tree.child(of: cell, "is").map { Self.rich($0, tree) } ?? []
    case "b": return Array((value == "1" ? "TRUE" : "FALSE").unicodeScalars)
    case "str", "e", "d": return value.unicodeScalars.map { $0.value < 0x20 ? " " : $0 }
    default: return Array(formats.shown(value, style: tree.integer("s", of: cell)).unicodeScalars)
    }
  }
}
