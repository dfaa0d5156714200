/// A text document as word processors keep it: paragraphs and tables in reading order.
enum FlowItem {
  case paragraph(FlowParagraph)
  case table(FlowTable)
}

/// A line of text as the reader of the document sees it, its number included.
struct FlowParagraph {
  var text: [Unicode.Scalar]
  /// 1 … 9 for headings by style.
  var heading: Int?
  /// Heads and feet of pages, notes: text around the document.
  var isChrome = false
  /// A line of the table of contents by its style or field.
  var isContents = false
}

extension FlowItem {
  /// The items with the lines of tables of contents made chrome, and the line 目录 above them.
  static func settingContentsApart(_ items: [FlowItem]) -> [FlowItem] {
    var out = items
    /// The last line of running text, if it is the title of a table of contents.
    var title: Int?
    for i in out.indices {
      guard case .paragraph(let paragraph) = out[i] else {
        title = nil
        continue
      }
      if paragraph.isContents {
        out[i] = out[i].chrome
        if let above = title { out[above] = out[above].chrome }
        title = nil
      } else if !paragraph.isChrome {
        let plain = paragraph.text.filter { !Blanks.isBlank($0) }
        if !plain.isEmpty { title = plain.elementsEqual("目录".unicodeScalars) || plain.elementsEqual("目次".unicodeScalars) ? i : nil }
      }
    }
    return out
  }

  private var chrome: FlowItem {
    guard case .paragraph(var paragraph) = self else { return self }
    paragraph.isChrome = true
    return .paragraph(paragraph)
  }
}

struct FlowTable {
  var rows: [[FlowCell]]
}

/// A cell that is there itself: places that it covers in further columns and rows have no cell of their own.
struct FlowCell {
  var items: [FlowItem] = []
  var extent = CellExtent.one

  /// All text of the cell in one line; a blank stands between its paragraphs.
  var line: [Unicode.Scalar] {
    var line: [Unicode.Scalar] = []
    for text in texts {
      if !line.isEmpty { line.append(" ") }
      line += text
    }
    return line
  }

  /// The paragraphs with text, those of tables inside among them.
  var texts: [[Unicode.Scalar]] {
    items.flatMap { item -> [[Unicode.Scalar]] in
      switch item {
      case .paragraph(let paragraph):
        Blanks.trim(0..<paragraph.text.count, of: paragraph.text).map { [Array(paragraph.text[$0])] } ?? []
      case .table(let table): table.rows.flatMap { $0.flatMap(\.texts) }
      }
    }
  }
}

extension FlowTable {
  /// Whether the rows are data, by the same signs as on a web page (`HTMLTables`): several columns, no table inside, no cell
  /// that holds the better part of the text in several paragraphs. All other tables only lay the page out.
  var isData: Bool {
    var total = 0
    var biggest = 0
    var biggestParagraphs = 0
    var widest = 0
    for row in rows {
      widest = max(widest, row.count)
      for cell in row {
        if cell.holdsTable { return false }
        let texts = cell.texts
        let length = texts.reduce(0) { $0 + $1.count }
        total += length
        if length > biggest { (biggest, biggestParagraphs) = (length, texts.count) }
      }
    }
    return widest > 1 && !(biggest > 300 && biggest * 10 > total * 6 && biggestParagraphs >= 3)
  }
}

extension FlowCell {
  fileprivate var holdsTable: Bool {
    items.contains { if case .table = $0 { true } else { false } }
  }
}
