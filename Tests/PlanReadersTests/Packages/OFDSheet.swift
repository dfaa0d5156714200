/// Lays a plan out on pages as a word processor does and writes it as OFD: paragraphs with an indent of two characters,
/// ruled tables, the number of the page at its foot.
struct OFDSheet {
  private var pages: [String] = []
  private var page = ""
  private var y = top
  private var id = 100

  private static let left = 28.0
  private static let width = 28
  private static let size = 5.6
  private static let pitch = 10.2
  private static let top = 37.0
  private static let bottom = 262.0

  static func bytes(_ sheet: PlanSheet) -> [UInt8] {
    var layout = OFDSheet()
    for item in sheet.items {
      switch item {
      case .paragraph(let text): layout.paragraph(text)
      case .table(let rows): layout.table(rows)
      }
    }
    layout.endPage()
    return archive(layout.pages)
  }

  static func archive(_ pages: [String], templates: [String] = [], extra: [ZipWriter.Entry] = []) -> [UInt8] {
    let names = "xmlns:ofd=\"http://www.ofdspec.org/2016\""
    let list = pages.indices.map { "<ofd:Page ID=\"\($0 + 1)\" BaseLoc=\"Pages/Page_\($0)/Content.xml\"/>" }.joined()
    let shared = templates.indices.map {
      "<ofd:TemplatePage ID=\"\(900 + $0)\" BaseLoc=\"Tpls/Tpl_\($0)/Content.xml\"/>"
    }.joined()
    let uses = templates.indices.map { "<ofd:Template TemplateID=\"\(900 + $0)\" ZOrder=\"Background\"/>" }.joined()
    func content(_ objects: String, _ head: String) -> String {
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ofd:Page \(names)>\(head)<ofd:Content><ofd:Layer ID=\"9\">\(objects)</ofd:Layer></ofd:Content></ofd:Page>"
    }
    var entries = [
      ZipWriter.Entry(
        "OFD.xml",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ofd:OFD \(names) DocType=\"OFD\" Version=\"1.0\"><ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
      ),
      ZipWriter.Entry(
        "Doc_0/Document.xml",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ofd:Document \(names)><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>\(shared)</ofd:CommonData><ofd:Pages>\(list)</ofd:Pages></ofd:Document>"
      ),
    ]
    entries += pages.enumerated().map { ZipWriter.Entry("Doc_0/Pages/Page_\($0)/Content.xml", content($1, uses)) }
    entries += templates.enumerated().map { ZipWriter.Entry("Doc_0/Tpls/Tpl_\($0)/Content.xml", content($1, "")) }
    return ZipWriter.archive(entries + extra)
  }

  /// A text object whose letters are square, those of ASCII half as wide.
  static func text(_ text: String, x: Double, y: Double, size: Double = size, id: Int = 7) -> String {
    let steps = text.unicodeScalars.map { $0.value < 0x80 ? size / 2 : size }
    let deltas = steps.dropLast().map { String($0) }.joined(separator: " ")
    return
      "<ofd:TextObject ID=\"\(id)\" Font=\"1\" Size=\"\(size)\" Boundary=\"\(x) \(y - size) \(steps.reduce(0, +)) \(size * 1.2)\"><ofd:TextCode X=\"0\" Y=\"\(size)\" DeltaX=\"\(deltas)\">\(xml(text))</ofd:TextCode></ofd:TextObject>"
  }

  static func rule(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> String {
    "<ofd:PathObject ID=\"8\" Boundary=\"\(x0) \(y0) \(max(0.2, x1 - x0)) \(max(0.2, y1 - y0))\"><ofd:AbbreviatedData>M 0 0 L \(x1 - x0) \(y1 - y0)</ofd:AbbreviatedData></ofd:PathObject>"
  }

  private mutating func line(_ text: String, x: Double) {
    if y > Self.bottom { endPage() }
    page += Self.text(text, x: x, y: y)
    y += Self.pitch
  }

  private mutating func endPage() {
    page += Self.text("— \(pages.count + 1) —", x: 100, y: 285, size: 4.9)
    pages.append(page)
    page = ""
    y = Self.top
  }

  /// Lines of at most `first`, then `width` square characters.
  private static func wrap(_ text: String, first: Int, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for c in text {
      let step = c.isASCII ? 1 : 2
      if used + step > (lines.isEmpty ? first : width) * 2 {
        lines.append(line)
        (line, used) = ("", 0)
      }
      line.append(c)
      used += step
    }
    return lines + [line]
  }

  private mutating func paragraph(_ text: String) {
    for (i, part) in Self.wrap(text, first: Self.width - 2, width: Self.width).enumerated() {
      line(part, x: Self.left + (i == 0 ? 2 * Self.size : 0))
    }
  }

  private mutating func table(_ rows: [[PlanSheet.Cell]]) {
    let columns = rows.map { $0.reduce(0) { $0 + $1.columns } }.max() ?? 1
    let step = Double(Self.width) * Self.size / Double(columns)
    let letters = max(1, Int(step / 4.2) - 1)
    y += 2
    for row in rows {
      let texts = row.map { Self.wrap($0.text, first: letters * $0.columns, width: letters * $0.columns) }
      let height = Double(texts.map(\.count).max() ?? 1) * 6 + 2
      if y - Self.pitch + height > Self.bottom { endPage() }
      let upper = y - Self.pitch + 2
      var x = Self.left
      for (cell, lines) in zip(row, texts) {
        let wide = step * Double(cell.columns)
        page += Self.rule(x, upper, x + wide, upper) + Self.rule(x, upper + height, x + wide, upper + height)
        page += Self.rule(x, upper, x, upper + height) + Self.rule(x + wide, upper, x + wide, upper + height)
        for (n, text) in lines.enumerated() {
          page += Self.text(text, x: x + 1, y: upper + 5.5 + Double(n) * 6, size: 4.2)
        }
        x += wide
      }
      y += height
    }
    y += 2
  }
}
