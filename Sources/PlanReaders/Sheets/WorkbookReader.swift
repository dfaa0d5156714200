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
    for sheet in try reader.sheets() {
      if !WorkbookReader.isPlainName(sheet.name) {
        assembler.append(Array(sheet.name.unicodeScalars), kind: .paragraph)
      }
      assembler.append(try reader.table(sheet.part).items)
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

  private func sheets() throws(ReadError) -> [(name: String, part: String)] {
    let tree = try archive.xml("xl/workbook.xml", limits: limits)
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

  private func table(_ part: String) throws(ReadError) -> SheetTable {
    let tree = try archive.xml(part, limits: limits)
    guard let root = tree.root, let data = tree.child(of: root, "sheetData") else {
      throw .damaged(path: archive.path, entry: part, problem: .missingElement("sheetData"))
    }
    let merges = MergedCells(tree, root)
    var rows: [[SheetTable.Cell]] = []
    var rowNumber = 0
    for row in tree.children(of: data, named: "row") {
      let number = max(rowNumber + 1, tree.integer("r", of: row) ?? rowNumber + 1)
      // Rows without a cell are not written; they count below a cell that reaches down.
      for empty in (rowNumber + 1)..<max(rowNumber + 1, min(number, rowNumber + CellExtent.most.rows))
      where merges.reaches(row: empty) {
        rows.append([])
      }
      rowNumber = min(number, 1 << 24)
      if tree.attribute("hidden", of: row) != "1" { rows.append(cells(of: row, number: rowNumber, tree, merges)) }
    }
    return SheetTable(rows: rows)
  }

  private func cells(of row: Int, number: Int, _ tree: XMLTree, _ merges: MergedCells) -> [SheetTable.Cell] {
    var texts: [Int: [Unicode.Scalar]] = [:]
    var column = 0
    for cell in tree.children(of: row, named: "c") {
      column = tree.attribute("r", of: cell).flatMap { CellPlace($0)?.column } ?? column + 1
      if column <= CSVDocument.mostColumns { texts[column] = text(of: cell, tree) }
    }
    let used = texts.filter { !$0.value.isEmpty }.keys.max() ?? 0
    let last = max(used, merges.lastColumn(in: number))
    var cells: [SheetTable.Cell] = []
    for column in 1..<max(1, last + 1) {
      let place = CellPlace(row: number, column: column)
      if merges.isCovered(place) { continue }
      cells.append(SheetTable.Cell(text: texts[column] ?? [], extent: merges.extent(at: place)))
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

/// `AB12`: a place on a sheet, counted from 1.
struct CellPlace: Hashable {
  var row: Int
  var column: Int

  init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }

  init?(_ name: some StringProtocol) {
    var column = 0
    var row = 0
    for byte in name.utf8 {
      switch byte {
      case 0x41...0x5A where row == 0: column = min(column * 26 + Int(byte - 0x40), 1 << 20)
      case 0x61...0x7A where row == 0: column = min(column * 26 + Int(byte - 0x60), 1 << 20)
      case 0x30...0x39: row = min(row * 10 + Int(byte - 0x30), 1 << 24)
      case 0x24: continue
      default: return nil
      }
    }
    guard column > 0, row > 0 else { return nil }
    self.init(row: row, column: column)
  }
}

/// The merged cells of a sheet.
struct MergedCells {
  private var areas: [(rows: ClosedRange<Int>, columns: ClosedRange<Int>)] = []

  /// At most so many areas are looked at.
  private static let most = 5000

  init(_ tree: XMLTree, _ root: Int) {
    guard let list = tree.child(of: root, "mergeCells") else { return }
    for node in tree.children(of: list, named: "mergeCell").prefix(Self.most) {
      let ends = (tree.attribute("ref", of: node) ?? "").split(separator: ":").compactMap { CellPlace($0) }
      guard ends.count == 2, ends[0].row <= ends[1].row, ends[0].column <= ends[1].column,
        ends[0].column <= CSVDocument.mostColumns
      else { continue }
      areas.append((ends[0].row...ends[1].row, ends[0].column...min(ends[1].column, CSVDocument.mostColumns)))
    }
  }

  func isCovered(_ place: CellPlace) -> Bool {
    areas.contains {
      $0.rows.contains(place.row) && $0.columns.contains(place.column)
        && (place.row, place.column) != ($0.rows.lowerBound, $0.columns.lowerBound)
    }
  }

  func extent(at place: CellPlace) -> CellExtent {
    guard let area = areas.first(where: { ($0.rows.lowerBound, $0.columns.lowerBound) == (place.row, place.column) })
    else {
      return .one
    }
    return CellExtent(
      columns: min(area.columns.count, CellExtent.most.columns), rows: min(area.rows.count, CellExtent.most.rows))
  }

  /// The last column that an area of more than one column starting in this row covers.
  func lastColumn(in row: Int) -> Int {
    areas.filter { $0.rows.lowerBound == row && $0.columns.count < 50 }.map(\.columns.upperBound).max() ?? 0
  }

  func reaches(row: Int) -> Bool { areas.contains { $0.rows.contains(row) } }
}
