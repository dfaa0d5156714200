/// Reads the content of a Word part into paragraphs and tables.
///
/// Elements nest at most `ReaderLimits.xmlDepth` deep, so that the walk may recurse.
struct WordFlow {
  private let parts: WordParts
  private var numbering: WordNumbering
  /// The paragraph under way: where Word deleted its end it goes on in the next one.
  private var line: [Unicode.Scalar] = []
  /// Raised letters that were read and not yet written: a mark of a note may be cut into several runs.
  private var raised: [Unicode.Scalar] = []
  private var isRaisedLink = false
  /// Open links to places of the document.
  private var inner = 0
  private var heading: Int?
  private var goesOn = false
  /// Whether lines of the paragraph under way are written already.
  private var hasLines = false
  /// What a paragraph holds beside its line: text boxes, then notes.
  private var boxes: [FlowItem] = []
  private var notes: [FlowItem] = []
  private var noteCount = 0
  /// Whether the text is a note, a head or a foot.
  private var isMargin = false
  /// Nesting of fields and whether what is read is their instruction.
  private var fields: [Bool] = []
  private var contents = WordContents()

  init(parts: WordParts) {
    self.parts = parts
    numbering = parts.numbering
  }

  /// Paragraphs and tables directly or in containers below `node`.
  mutating func items(in node: Int, of tree: XMLTree) -> [FlowItem] {
    var items: [FlowItem] = []
    read(node, tree, &items)
    endLine(&items)
    endParagraph(&items)
    return items
  }

  /// The text of a head or foot of pages.
  mutating func margin(_ tree: XMLTree) -> [FlowItem] {
    guard let root = tree.root else { return [] }
    isMargin = true
    defer { isMargin = false }
    return items(in: root, of: tree).flatMap(\.asChrome).filter { !$0.isOnlyNumber }
  }

  private mutating func read(_ node: Int, _ tree: XMLTree, _ items: inout [FlowItem]) {
    for child in tree.children(of: node) {
      switch tree.name(child) {
      case "p": paragraph(child, tree, &items)
      case "tbl":
        endLine(&items)
        items.append(.table(table(child, tree)))
        items += notes
        notes = []
      case "altChunk":
        endLine(&items)
        items += tree.attribute("id", of: child).flatMap { parts.chunks.items[$0] } ?? []
      case "del", "moveFrom", "sectPr", "tblPr", "tcPr", "trPr": continue
      case "AlternateContent": if let chosen = Self.choice(child, tree) { read(chosen, tree, &items) }
      case "": continue
      default: read(child, tree, &items)
      }
    }
  }

  /// Of alternatives the first, which the producer prefers; all hold the same text.
  private static func choice(_ node: Int, _ tree: XMLTree) -> Int? {
    tree.child(of: node, "Choice") ?? tree.child(of: node, "Fallback")
  }

  // MARK: Paragraphs

  private mutating func paragraph(_ node: Int, _ tree: XMLTree, _ items: inout [FlowItem]) {
    let properties = tree.child(of: node, "pPr")
    // What is left of a paragraph that was deleted whole is nothing: the next one brings its own style and number.
    if !goesOn || line.isEmpty && raised.isEmpty && !hasLines {
      let style = properties.flatMap { tree.child(of: $0, "pStyle") }.flatMap { tree.attribute("val", of: $0) }
      let outline = properties.flatMap { WordStyles.outline($0, tree) }
      heading = outline.map { (0..<9).contains($0) ? $0 + 1 : nil } ?? parts.styles.heading(of: style)
      if let reference = reference(properties, style, tree), hasText(node, tree) { number(reference) }
      contents.begin(isStyled: parts.styles.isContents(style))
    }
    goesOn = properties.flatMap { tree.descend($0, "rPr") }.map { hasChild($0, ["del", "moveFrom"], tree) } ?? false
    runs(node, tree, &items)
    if goesOn { return }
    endLine(&items)
    endParagraph(&items)
  }

  /// Where the paragraph stands in a list: its own word, else its style's.
  private func reference(_ properties: Int?, _ style: String?, _ tree: XMLTree) -> WordNumbering.Reference? {
    let own = properties.map { WordStyles.numbering($0, tree) } ?? (list: nil, level: nil)
    if own.list == "0" { return nil }
    let byStyle = parts.styles.numbering(of: style)
    guard let list = own.list ?? byStyle?.list else { return nil }
    let linked = byStyle.flatMap {
      numbering.level(of: style ?? $0.style, in: list) ?? numbering.level(of: $0.style, in: list)
    }
    let level = own.level ?? (own.list == nil ? byStyle?.level ?? linked : nil) ?? 0
    return WordNumbering.Reference(list: list, level: min(max(0, level), WordNumbering.levels - 1))
  }

  /// The number as a reader sees it. A blank parts it from the text where both could be read as one number or word.
  private mutating func number(_ reference: WordNumbering.Reference) {
    let label = numbering.advance(reference, parts.styles)
    guard let last = label.unicodeScalars.last else { return }
    write(label.unicodeScalars)
    if last.isASCII || last == "•" { line.append(" ") }
  }

  /// Whether anything of the paragraph is left when all changes are accepted: Word numbers empty paragraphs too, but shows
  /// them only to who writes.
  private func hasText(_ node: Int, _ tree: XMLTree) -> Bool {
    var i = node + 1
    let end = Int(tree.nodes[node].end)
    while i < end {
      switch tree.name(i) {
      case "del", "moveFrom", "pPr", "rPr": i = Int(tree.nodes[i].end)
      case "t" where tree.nodes[i].end > i + 1, "sym", "oMath", "txbxContent": return true
      default: i += 1
      }
    }
    return false
  }

  private func hasChild(_ node: Int, _ names: [String], _ tree: XMLTree) -> Bool {
    tree.children(of: node).contains { names.contains(tree.name($0)) }
  }

  private mutating func endLine(_ items: inout [FlowItem]) {
    settle()
    if !line.isEmpty {
      items.append(.paragraph(FlowParagraph(text: line, heading: heading, isChrome: isMargin, isContents: contents.holds(line))))
      hasLines = true
    }
    line = []
  }

  private mutating func endParagraph(_ items: inout [FlowItem]) {
    items += boxes
    boxes = []
    heading = nil
    goesOn = false
    hasLines = false
    fields = []
    if tableDepth > 0 { return }
    items += notes
    notes = []
  }

  // MARK: Runs

  private mutating func runs(_ node: Int, _ tree: XMLTree, _ items: inout [FlowItem]) {
    for child in tree.children(of: node) {
      let name = tree.name(child)
      if fields.contains(true), name != "fldChar", name != "instrText", name != "r" { continue }
      switch name {
      case "t": write(tree.text(child).unicodeScalars.map { $0 == "\n" ? " " : $0 })
      case "r":
        if isHidden(child, tree) || !fields.contains(true) && raise(child, tree) { continue }
        runs(child, tree, &items)
      case "hyperlink":
        let isInner = tree.attribute("anchor", of: child) != nil
        inner += isInner ? 1 : 0
        runs(child, tree, &items)
        inner -= isInner ? 1 : 0
      case "tab", "ptab": write("\t".unicodeScalars)
      case "br", "cr": endLine(&items)
      case "noBreakHyphen": write("-".unicodeScalars)
      case "sym": symbol(child, tree)
      case "fldChar":
        field(tree.attribute("fldCharType", of: child))
        contents.field(tree.attribute("fldCharType", of: child))
      case "instrText": contents.instruction(tree.text(child))
      case "footnoteReference": note(child, tree, parts.footnotes)
      case "endnoteReference": note(child, tree, parts.endnotes)
      case "AlternateContent": if let chosen = Self.choice(child, tree) { runs(chosen, tree, &items) }
      case "txbxContent": box(child, tree)
      // The reading above a character is no text of its own.
      case "ruby": if let base = tree.child(of: child, "rubyBase") { runs(base, tree, &items) }
      case "pPr", "rPr", "del", "moveFrom", "delText", "delInstrText", "rt", "", "docPr", "sdtPr": continue
      default: runs(child, tree, &items)
      }
    }
  }

  private mutating func write(_ text: some Sequence<Unicode.Scalar>) {
    settle()
    line += text
  }

  /// Keeps the letters of a run for later if they are raised. A run that holds anything else is read as it is.
  private mutating func raise(_ run: Int, _ tree: XMLTree) -> Bool {
    guard let properties = tree.child(of: run, "rPr"), isRaised(properties, tree),
      tree.children(of: run).allSatisfy({ ["rPr", "t", ""].contains(tree.name($0)) })
    else { return false }
    for child in tree.children(of: run, named: "t") { raised += tree.text(child).unicodeScalars }
    isRaisedLink = isRaisedLink || inner > 0
    return true
  }

  private func isRaised(_ properties: Int, _ tree: XMLTree) -> Bool {
    if let own = tree.child(of: properties, "vertAlign") { return tree.attribute("val", of: own) == "superscript" }
    return tree.child(of: properties, "rStyle").flatMap { tree.attribute("val", of: $0) }.map(parts.styles.raised.contains) ?? false
  }

  /// Writes what the raised letters stand for.
  private mutating func settle() {
    if !raised.isEmpty { line += RaisedLetters.text(raised, behind: line.last, isLink: isRaisedLink) }
    raised = []
    isRaisedLink = false
  }

  private func isHidden(_ run: Int, _ tree: XMLTree) -> Bool {
    if let said = WordStyles.vanish(run, tree) { return said }
    return parts.styles.hides(tree.descend(run, "rPr", "rStyle").flatMap { tree.attribute("val", of: $0) })
  }

  /// A character of a symbol font has no meaning outside of it and is left out, if its code says so.
  private mutating func symbol(_ node: Int, _ tree: XMLTree) {
    guard let code = tree.attribute("char", of: node).flatMap({ UInt32($0, radix: 16) }),
      let scalar = Unicode.Scalar(code),
      !(0xE000...0xF8FF).contains(code), code >= 0x20
    else { return }
    write([scalar])
  }

  private mutating func field(_ type: String?) {
    switch type {
    case "begin": fields.append(true)
    case "separate": if !fields.isEmpty { fields[fields.count - 1] = false }
    case "end": _ = fields.popLast()
    default: return
    }
  }

  private mutating func note(_ node: Int, _ tree: XMLTree, _ source: (tree: XMLTree, notes: [String: Int])?) {
    guard !isMargin, let source, let id = tree.attribute("id", of: node), let at = source.notes[id] else { return }
    noteCount += 1
    var inner = WordFlow(parts: parts)
    inner.isMargin = true
    let mark = Array("[\(noteCount)] ".unicodeScalars)
    for (i, item) in inner.items(in: at, of: source.tree).flatMap(\.asChrome).enumerated() {
      guard i == 0, case .paragraph(var first) = item else {
        notes.append(item)
        continue
      }
      first.text = mark + (Blanks.trim(0..<first.text.count, of: first.text).map { Array(first.text[$0]) } ?? [])
      notes.append(.paragraph(first))
    }
  }

  /// A text box stands behind the paragraph it is anchored in. It shares the lists with the text around it.
  private mutating func box(_ node: Int, _ tree: XMLTree) {
    var inner = WordFlow(parts: parts)
    inner.numbering = numbering
    inner.isMargin = isMargin
    boxes += inner.items(in: node, of: tree)
    numbering = inner.numbering
  }

  // MARK: Tables

  private var tableDepth = 0

  private mutating func table(_ node: Int, _ tree: XMLTree) -> FlowTable {
    tableDepth += 1
    defer { tableDepth -= 1 }
    var rows: [[WordCell]] = []
    for row in tree.rows(of: node) {
      let properties = tree.child(of: row, "trPr")
      if let properties, hasChild(properties, ["del"], tree) { continue }
      rows.append(cells(of: row, properties, tree))
    }
    return FlowTable(rows: WordCell.merged(rows))
  }

  private mutating func cells(of row: Int, _ properties: Int?, _ tree: XMLTree) -> [WordCell] {
    var cells: [WordCell] = []
    var column = 0
    func skip(_ name: String) -> Int {
      properties.flatMap { tree.child(of: $0, name) }.flatMap { tree.integer("val", of: $0) } ?? 0
    }
    column += min(max(0, skip("gridBefore")), CellExtent.most.columns)
    if column > 0 { cells.append(WordCell(column: 0, columns: column)) }
    for node in tree.cells(of: row) {
      let properties = tree.child(of: node, "tcPr")
      let span = properties.flatMap { tree.child(of: $0, "gridSpan") }.flatMap { tree.integer("val", of: $0) } ?? 1
      var cell = WordCell(column: column, columns: min(max(1, span), CellExtent.most.columns))
      if let merge = properties.flatMap({ tree.child(of: $0, "vMerge") }) {
        cell.merge = tree.attribute("val", of: merge) == "restart" ? .start : .goesOn
      }
      var inner: [FlowItem] = []
      read(node, tree, &inner)
      endLine(&inner)
      endParagraph(&inner)
      column += cell.columns
      if let merge = properties.flatMap({ tree.child(of: $0, "hMerge") }),
        tree.attribute("val", of: merge) != "restart",
        !cells.isEmpty
      {
        cells[cells.count - 1].columns += cell.columns
        cells[cells.count - 1].items += inner
        continue
      }
      cell.items = inner
      cells.append(cell)
    }
    return cells
  }
}

extension FlowItem {
  /// As text around the document: no tables, no headings.
  fileprivate var asChrome: [FlowItem] {
    let texts: [[Unicode.Scalar]] =
      switch self {
      case .paragraph(let paragraph): [paragraph.text]
      case .table(let table): table.rows.flatMap { $0.flatMap(\.texts) }
      }
    return texts.map { .paragraph(FlowParagraph(text: $0, isChrome: true)) }
  }

  /// A page number and nothing else.
  fileprivate var isOnlyNumber: Bool {
    guard case .paragraph(let paragraph) = self else { return false }
    return paragraph.text.allSatisfy {
      Blanks.isBlank($0) || "-—–－·第页頁共/".unicodeScalars.contains($0) || ("0"..."9").contains($0)
    }
  }
}

extension XMLTree {
  /// Rows of a table, also those inside of containers (content controls, tracked insertions).
  func rows(of node: Int) -> [Int] { nested("tr", in: node, stop: "tbl") }
  /// Cells of a row.
  func cells(of row: Int) -> [Int] { nested("tc", in: row, stop: "tbl") }

  private func nested(_ name: String, in node: Int, stop: String) -> [Int] {
    var out: [Int] = []
    for child in children(of: node) {
      let found = self.name(child)
      if found == name {
        out.append(child)
      } else if !found.isEmpty && found != stop {
        out += nested(name, in: child, stop: stop)
      }
    }
    return out
  }
}
