/// Reads the content of an OpenDocument text into paragraphs and tables.
struct OpenFlow {
  private let styles: OpenStyles
  /// Open lists, outermost first, with the number their level has reached.
  private var open: [(style: String?, number: Int)] = []
  /// Numbers that lists have reached, by their own name and by their style, for those that go on.
  private var reached: [String: [Int]] = [:]
  private var headings: [Int] = []
  /// The number that the next paragraph gets.
  private var label: String?
  private var line: [Unicode.Scalar] = []
  /// Raised letters that were read and not yet written: a mark of a note may be cut into several spans.
  private var raised: [Unicode.Scalar] = []
  private var isRaisedLink = false
  /// Open links to places of the document.
  private var inner = 0
  private var boxes: [FlowItem] = []
  private var notes: [FlowItem] = []
  private var noteCount = 0
  private var isMargin = false
  /// Whether the lines of a table of contents are read.
  private var isContents = false
  private var heading: Int?
  private var tableDepth = 0

  init(styles: OpenStyles) { self.styles = styles }

  mutating func items(in node: Int, of tree: XMLTree) -> [FlowItem] {
    var items: [FlowItem] = []
    read(node, tree, &items)
    return items
  }

  /// Heads and feet of pages, each text once.
  mutating func margins(of tree: XMLTree?) -> [FlowItem] {
    guard let tree, let root = tree.root else { return [] }
    isMargin = true
    defer { isMargin = false }
    var seen: Set<[Unicode.Scalar]> = []
    var out: [FlowItem] = []
    for page in tree.descendants(of: root, named: "master-page") {
      for part in tree.children(of: page)
      where ["header", "footer", "header-first", "footer-first"].contains(tree.name(part)) {
        for case .paragraph(let paragraph) in items(in: part, of: tree) where seen.insert(paragraph.text).inserted {
          out.append(.paragraph(paragraph))
        }
      }
    }
    return out
  }

  private mutating func read(_ node: Int, _ tree: XMLTree, _ items: inout [FlowItem]) {
    for child in tree.children(of: node) {
      switch tree.name(child) {
      case "h", "p": paragraph(child, tree, &items)
      case "list": list(child, tree, &items)
      case "table":
        items.append(.table(table(child, tree)))
        flushNotes(&items)
      case "tracked-changes", "forms", "sequence-decls", "variable-decls", "user-field-decls", "index-title-template",
        "",
        "table-of-content-source", "annotation":
        continue
      case "table-of-content":
        isContents = true
        read(child, tree, &items)
        isContents = false
      case "index-title":
        let outer = isContents
        isContents = false
        read(child, tree, &items)
        isContents = outer
      default: read(child, tree, &items)
      }
    }
  }

  // MARK: Lists

  private mutating func list(_ node: Int, _ tree: XMLTree, _ items: inout [FlowItem]) {
    let style = tree.attribute("style-name", of: node) ?? open.last?.style
    let level = open.count + 1
    var number = styles.start(level, list: style) - 1
    if level == 1 {
      let earlier =
        tree.attribute("continue-list", of: node)
        ?? (tree.attribute("continue-numbering", of: node) == "true" ? style : nil)
      if let earlier, let last = reached[earlier]?.first { number = last }
    }
    open.append((style, number))
    for child in tree.children(of: node) where ["list-item", "list-header"].contains(tree.name(child)) {
      if tree.name(child) == "list-item" {
        if let start = tree.integer("start-value", of: child) { open[level - 1].number = start - 1 }
        open[level - 1].number = min(open[level - 1].number, 1_000_000) + 1
        // An item that only holds a list of the next level shows no number of its own.
        label = styles.label(open.map(\.number), list: style)
      }
      read(child, tree, &items)
      label = nil
    }
    if level == 1 {
      for key in [tree.attribute("id", of: node), style].compactMap({ $0 }) { reached[key] = open.map(\.number) }
    }
    open.removeLast()
  }

  // MARK: Paragraphs

  private mutating func paragraph(_ node: Int, _ tree: XMLTree, _ items: inout [FlowItem]) {
    let style = tree.attribute("style-name", of: node)
    if let style, styles.hidden.contains(style) { return }
    heading = tree.name(node) == "h" ? min(max(1, tree.integer("outline-level", of: node) ?? 1), 9) : nil
    let before = line.count
    if let heading, open.isEmpty, !isMargin { numberHeading(heading) }
    if let label { put(label) }
    label = nil
    let start = line.count
    runs(node, tree, &items)
    settle()
    if line.count == start && start > before { line.removeLast(start - before) }
    endLine(&items)
    items += boxes
    boxes = []
    heading = nil
    if tableDepth == 0 { flushNotes(&items) }
  }

  private mutating func numberHeading(_ level: Int) {
    while headings.count > level { headings.removeLast() }
    while headings.count < level { headings.append(headings.count + 1 < level ? 1 : 0) }
    headings[level - 1] += 1
    put(styles.headingLabel(headings))
  }

  private mutating func put(_ label: String) {
    guard let last = label.unicodeScalars.last else { return }
    line += Array(label.unicodeScalars)
    if last.isASCII && last != " " || last == "•" { line.append(" ") }
  }

  private mutating func endLine(_ items: inout [FlowItem]) {
    settle()
    if !line.isEmpty { items.append(.paragraph(FlowParagraph(text: line, heading: heading, isChrome: isMargin, isContents: isContents))) }
    line = []
  }

  private mutating func flushNotes(_ items: inout [FlowItem]) {
    items += notes
    notes = []
  }

  private mutating func runs(_ node: Int, _ tree: XMLTree, _ items: inout [FlowItem]) {
    for child in tree.children(of: node) {
      switch tree.name(child) {
      case "": append(tree.scalars(child))
      case "s":
        settle()
        line += [Unicode.Scalar](repeating: " ", count: min(max(1, tree.integer("c", of: child) ?? 1), 1000))
      case "tab":
        settle()
        line.append("\t")
      case "line-break": endLine(&items)
      case "span":
        let style = tree.attribute("style-name", of: child) ?? ""
        if styles.hidden.contains(style) || styles.raised.contains(style) && raise(child, tree) { continue }
        runs(child, tree, &items)
      case "a":
        let isInner = tree.attribute("href", of: child)?.hasPrefix("#") ?? false
        inner += isInner ? 1 : 0
        runs(child, tree, &items)
        inner -= isInner ? 1 : 0
      case "note": note(child, tree)
      case "text-box": box(child, tree)
      case "ruby": if let base = tree.child(of: child, "ruby-base") { runs(base, tree, &items) }
      case "annotation", "annotation-end", "title", "desc", "hidden-text", "hidden-paragraph", "script", "page-number",
        "page-count":
        continue
      default: runs(child, tree, &items)
      }
    }
  }

  /// Keeps the letters of a raised span for later. A span that holds anything but text and spans is read as it is.
  private mutating func raise(_ span: Int, _ tree: XMLTree) -> Bool {
    guard (span..<Int(tree.nodes[span].end)).allSatisfy({ ["span", ""].contains(tree.name($0)) }) else { return false }
    raised += tree.text(span).unicodeScalars
    isRaisedLink = isRaisedLink || inner > 0
    return true
  }

  /// Writes what the raised letters stand for.
  private mutating func settle() {
    if !raised.isEmpty { line += RaisedLetters.text(raised, behind: line.last, isLink: isRaisedLink) }
    raised = []
    isRaisedLink = false
  }

  /// White space in the file collapses to one blank (ODF 1.3 part 3, 6.1.2).
  private mutating func append(_ text: String.UnicodeScalarView) {
    settle()
    for scalar in text {
      if scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r" {
        if let last = line.last, last != " " { line.append(" ") }
      } else {
        line.append(scalar)
      }
    }
  }

  private mutating func note(_ node: Int, _ tree: XMLTree) {
    guard !isMargin, let body = tree.child(of: node, "note-body") else { return }
    noteCount += 1
    var inner = OpenFlow(styles: styles)
    inner.isMargin = true
    for (i, item) in inner.items(in: body, of: tree).enumerated() {
      guard case .paragraph(var paragraph) = item else { continue }
      if i == 0 { paragraph.text = Array("[\(noteCount)] ".unicodeScalars) + paragraph.text }
      notes.append(.paragraph(paragraph))
    }
  }

  private mutating func box(_ node: Int, _ tree: XMLTree) {
    var inner = OpenFlow(styles: styles)
    inner.isMargin = isMargin
    boxes += inner.items(in: node, of: tree)
  }

  // MARK: Tables

  private mutating func table(_ node: Int, _ tree: XMLTree) -> FlowTable {
    tableDepth += 1
    let lists = open
    open = []
    defer {
      tableDepth -= 1
      open = lists
    }
    var rows: [[FlowCell]] = []
    for row in tree.openRows(of: node) {
      var cells: [FlowCell] = []
      for cell in tree.children(of: row, named: "table-cell") {
        let columns = tree.integer("number-columns-spanned", of: cell) ?? 1
        let down = tree.integer("number-rows-spanned", of: cell) ?? 1
        var inner: [FlowItem] = []
        read(cell, tree, &inner)
        let extent = CellExtent(
          columns: min(max(1, columns), CellExtent.most.columns), rows: min(max(1, down), CellExtent.most.rows))
        let times = min(max(1, tree.integer("number-columns-repeated", of: cell) ?? 1), CellExtent.most.columns)
        cells += [FlowCell](repeating: FlowCell(items: inner, extent: extent), count: times)
      }
      rows.append(cells)
    }
    return FlowTable(rows: rows)
  }
}

extension XMLTree {
  /// Rows of an OpenDocument table, also those of its head and of groups.
  fileprivate func openRows(of node: Int) -> [Int] {
    children(of: node).flatMap { child -> [Int] in
      switch name(child) {
      case "table-row": [child]
      case "table-header-rows", "table-rows", "table-row-group": openRows(of: child)
      default: []
      }
    }
  }
}
