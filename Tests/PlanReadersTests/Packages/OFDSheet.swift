import FuzzTargets

/// Writes pages as OFD.
enum OFDSheet {
  static func bytes(_ sheet: PlanSheet) -> [UInt8] {
    archive(
      SheetLayout.pages(sheet).map { page in
        page.map { mark in
          switch mark {
          case .text(let letters, let x, let y, let size): text(letters, x: x, y: y, size: size)
          case .rule(let x0, let y0, let x1, let y1): rule(x0, y0, x1, y1)
          }
        }.joined()
      })
  }

  /// - Parameter title: the one that the document states about itself.
  static func archive(_ pages: [String], templates: [String] = [], title: String? = nil, extra: [ZipWriter.Entry] = []) -> [UInt8] {
    let stated = title.map { "<ofd:Title>\(xml($0))</ofd:Title>" } ?? ""
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
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ofd:OFD \(names) DocType=\"OFD\" Version=\"1.0\"><ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID>\(stated)</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
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
  static func text(_ text: String, x: Double, y: Double, size: Double = SheetLayout.size, id: Int = 7) -> String {
    let steps = text.unicodeScalars.map { $0.value < 0x80 ? size / 2 : size }
    let deltas = steps.dropLast().map { String($0) }.joined(separator: " ")
    return
      "<ofd:TextObject ID=\"\(id)\" Font=\"1\" Size=\"\(size)\" Boundary=\"\(x) \(y - size) \(steps.reduce(0, +)) \(size * 1.2)\"><ofd:TextCode X=\"0\" Y=\"\(size)\" DeltaX=\"\(deltas)\">\(xml(text))</ofd:TextCode></ofd:TextObject>"
  }

  static func rule(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> String {
    "<ofd:PathObject ID=\"8\" Boundary=\"\(x0) \(y0) \(max(0.2, x1 - x0)) \(max(0.2, y1 - y0))\"><ofd:AbbreviatedData>M 0 0 L \(x1 - x0) \(y1 - y0)</ofd:AbbreviatedData></ofd:PathObject>"
  }
}
