import FuzzTargets
import PlanReaders
import PlanText
import Testing

@Suite struct WordReaderTests {
  private func lines(_ body: String, _ parts: [(kind: String, name: String, xml: String)] = []) throws -> [String] {
    try read(body, parts).string.split(separator: "\n").map(String.init)
  }

  private func read(_ body: String, _ parts: [(kind: String, name: String, xml: String)] = []) throws -> Document {
    try readDocument(path: "plan.docx", bytes: PlanSheet.docx(body, parts: parts))
  }

  private static func level(_ index: Int, _ format: String, _ text: String, _ more: String = "") -> String {
    "<w:lvl w:ilvl=\"\(index)\"><w:start w:val=\"1\"/><w:numFmt w:val=\"\(format)\"/>\(more)<w:lvlText w:val=\"\(text)\"/></w:lvl>"
  }

  /// 一、 （一） 1. （1） as one list, and a list that starts at 5.
  private static let numbering: (kind: String, name: String, xml: String) = (
    "numbering", "numbering.xml",
    "<w:numbering \(PlanSheet.wordNames)><w:abstractNum w:abstractNumId=\"0\">"
      + level(0, "chineseCountingThousand", "%1、") + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3.")
      + level(3, "decimal", "%1.%3.%4", "<w:isLgl/>")
      + "</w:abstractNum><w:abstractNum w:abstractNumId=\"1\">" + level(0, "bullet", "\u{F06C}")
      + level(1, "decimalEnclosedCircleChinese", "%2")
      + "</w:abstractNum><w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/></w:num>"
      + "<w:num w:numId=\"4\"><w:abstractNumId w:val=\"1\"/></w:num><w:num w:numId=\"5\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride></w:num></w:numbering>"
  )

  private func item(_ text: String, _ list: Int, _ level: Int) -> String {
    "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"\(level)\"/><w:numId w:val=\"\(list)\"/></w:numPr></w:pPr>\(PlanSheet.wordText(text))</w:p>"
  }

  @Test func automaticNumbersAreVisible() throws {
    let body =
      item("总体要求", 3, 0) + item("指导思想", 3, 1) + item("基本原则", 3, 1) + item("主要任务", 3, 0)
      + item("供水", 3, 1) + item("建设清河水库", 3, 2) + item("改造管网", 3, 2) + item("分项", 3, 3) + item("节水", 3, 1)
      + item("推广节水灌溉", 3, 2) + item("要点", 4, 0) + item("其一", 4, 1) + item("其二", 4, 1) + item("附则", 5, 0)
    #expect(
      try lines(body, [Self.numbering]) == [
        "一、总体要求", "（一）指导思想", "（二）基本原则", "二、主要任务", "（一）供水", "1. 建设清河水库", "2. 改造管网", "2.2.1 分项", "（二）节水",
        "1. 推广节水灌溉", "• 要点", "①其一", "②其二", "五、附则",
      ])
  }

  @Test func aStyleBringsItsNumber() throws {
    let styles = (
      "styles", "styles.xml",
      "<w:styles \(PlanSheet.wordNames)><w:style w:type=\"paragraph\" w:styleId=\"a1\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:style><w:style w:type=\"paragraph\" w:styleId=\"a2\"><w:basedOn w:val=\"a1\"/></w:style></w:styles>"
    )
    let body =
      "<w:p><w:pPr><w:pStyle w:val=\"a1\"/></w:pPr>\(PlanSheet.wordText("总体要求"))</w:p><w:p><w:pPr><w:pStyle w:val=\"a1\"/></w:pPr></w:p>"
      + "<w:p><w:pPr><w:pStyle w:val=\"a2\"/></w:pPr>\(PlanSheet.wordText("主要任务"))</w:p>"
      + "<w:p><w:pPr><w:pStyle w:val=\"a2\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr>\(PlanSheet.wordText("正文"))</w:p>"
    let document = try read(body, [Self.numbering, styles])
    #expect(document.string == "一、总体要求\n二、主要任务\n正文")
    #expect(document.blocks.first?.kind == .heading(level: 1))
  }

  @Test(arguments: [
    (1, "chineseCounting", "一"), (10, "chineseCounting", "十"), (11, "chineseCounting", "十一"),
    (20, "chineseCounting", "二十"),
    (105, "chineseCountingThousand", "一百零五"), (110, "chineseCounting", "一百一十"), (1010, "chineseCounting", "一千零一十"),
    (3, "ideographTraditional", "丙"), (12, "chineseLegalSimplified", "壹拾贰"), (4, "decimalEnclosedCircle", "④"),
    (27, "lowerLetter", "aa"), (14, "upperRoman", "XIV"), (7, "decimalZero", "07"), (12, "decimalFullWidth", "１２"),
    (2, "ideographEnclosedCircle", "㊁"), (0, "chineseCounting", "0"), (99, "decimalEnclosedCircle", "99"),
  ])
  func numberFormats(_ value: Int, _ format: String, _ expected: String) throws {
    let numbering = (
      "numbering", "numbering.xml",
      "<w:numbering \(PlanSheet.wordNames)><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"\(value)\"/><w:numFmt w:val=\"\(format)\"/><w:lvlText w:val=\"%1、\"/></w:lvl></w:abstractNum><w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
    )
    #expect(try lines(item("任务", 3, 0), [numbering]) == [expected + "、任务"])
  }

  @Test func trackedChangesAreAccepted() throws {
    let body =
      "<w:p><w:r><w:t>到2025年覆盖率达到</w:t></w:r><w:del><w:r><w:delText>90%</w:delText></w:r></w:del><w:ins><w:r><w:t>95%</w:t></w:r></w:ins><w:r><w:t>。</w:t></w:r></w:p>"
      + "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半句，</w:t></w:r></w:p><w:p><w:r><w:t>后半句。</w:t></w:r></w:p>"
      + "<w:moveFrom><w:p><w:r><w:t>移走</w:t></w:r></w:p></w:moveFrom><w:moveTo><w:p><w:r><w:t>移来</w:t></w:r></w:p></w:moveTo>"
    #expect(try lines(body) == ["到2025年覆盖率达到95%。", "前半句，后半句。", "移来"])
  }

  @Test func aParagraphDeletedWholeLeavesTheNextOneItsNumber() throws {
    let gone =
      "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>旧的一段。</w:delText></w:r></w:del></w:p>"
    let body = item("总体要求", 3, 0) + gone + gone + item("重点任务", 3, 0) + item("保障措施", 3, 0)
    #expect(try lines(body, [Self.numbering]) == ["一、总体要求", "二、重点任务", "三、保障措施"])
  }

  /// By their style or their field, with their title. A field whose end is missing takes nothing else with it.
  @Test func tablesOfContentsAreSetApart() throws {
    let text = PlanSheet.wordText
    func entry(_ name: String, style: String = "", before: String = "", after: String = "") -> String {
      let properties = style.isEmpty ? "" : "<w:pPr><w:pStyle w:val=\"\(style)\"/></w:pPr>"
      return "<w:p>\(properties)\(before)\(text(name))<w:r><w:tab/></w:r>\(text("3"))\(after)</w:p>"
    }
    let begin =
      "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
    let end = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
    let styles = (
      "styles", "styles.xml",
      "<w:styles \(PlanSheet.wordNames)><w:style w:type=\"paragraph\" w:styleId=\"10\"><w:name w:val=\"toc 1\"/></w:style></w:styles>"
    )
    let body = "<w:p>\(text("一、总体要求"))</w:p><w:p>\(text("受益群众10"))</w:p>"
    let ways = [
      entry("一、总体要求", style: "10") + entry("二、任务", style: "TOC2"),
      entry("一、总体要求", before: begin) + entry("二、任务", after: end), entry("一、总体要求", before: begin) + entry("二、任务"),
    ]
    for contents in ways {
      let document = try read(contents + body, [styles])
      #expect(document.chromeLines == ["一、总体要求\t3", "二、任务\t3"])
      #expect(document.bodyLines == ["一、总体要求", "受益群众10"])
    }
    let titled = try read("<w:p>\(text("目　录"))</w:p>" + ways[0] + body, [styles])
    #expect(titled.chromeLines == ["目　录", "一、总体要求\t3", "二、任务\t3"] && titled.bodyLines == ["一、总体要求", "受益群众10"])
  }

  @Test func notesHeadsAndFeetAreSetApart() throws {
    let names = PlanSheet.wordNames
    let document = try read(
      "<w:p><w:r><w:t>具备科学素质的比例</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:t>达到15%。</w:t></w:r></w:p>",
      [
        (
          "footnotes", "footnotes.xml",
          "<w:footnotes \(names)><w:footnote w:id=\"0\" w:type=\"separator\"><w:p/></w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> 按抽样调查。</w:t></w:r></w:p></w:footnote></w:footnotes>"
        ),
        ("header", "header1.xml", "<w:hdr \(names)><w:p><w:r><w:t>清河市科学技术协会</w:t></w:r></w:p></w:hdr>"),
        (
          "footer", "footer1.xml",
          "<w:ftr \(names)><w:p><w:r><w:t>— </w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p></w:ftr>"
        ),
      ])
    #expect(document.bodyLines == ["具备科学素质的比例达到15%。"])
    #expect(document.chromeLines == ["[1] 按抽样调查。", "清河市科学技术协会"])
  }

  @Test func whatIsNotSeenIsNotRead() throws {
    let body =
      "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/></w:r><w:r><w:ruby><w:rt><w:r><w:t>qū</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>區</w:t></w:r></w:rubyBase></w:ruby></w:r><w:r><w:br/></w:r><w:r><w:t>第二行</w:t></w:r></w:p>"
      + "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><w:txbxContent><w:p><w:r><w:t>文本框</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>文本框</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>锚</w:t></w:r></w:p>"
    #expect(try lines(body) == ["甲\t乙區", "第二行", "锚", "文本框"])
  }

  @Test func raisedNumbersAreNotGluedToFigures() throws {
    func raised(_ text: String) -> String { "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>\(text)</w:t></w:r>" }
    let styled = "<w:r><w:rPr><w:rStyle w:val=\"mark\"/></w:rPr><w:t>7</w:t></w:r>"
    let styles = (
      "styles", "styles.xml",
      "<w:styles \(PlanSheet.wordNames)><w:style w:type=\"character\" w:styleId=\"mark\"><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style></w:styles>"
    )
    let text = PlanSheet.wordText
    let body =
      "<w:p>\(text("新建科普基地"))\(raised("1"))\(text("30个，培训辅导员"))\(raised("["))\(raised("2"))\(raised("]"))\(text("200人次，比例"))\(styled)\(text("15%。"))</w:p>"
      + "<w:p>\(text("10"))\(raised("3"))\(text("吨，30km"))\(raised("2"))\(text("；2025"))<w:hyperlink w:anchor=\"_ftn1\">\(raised("1"))</w:hyperlink>\(text("年"))</w:p>"
      + "<w:p>\(raised("1"))\(text("30个为市级。"))</w:p><w:p>\(text("末"))\(raised("2"))</w:p>"
    #expect(try lines(body, [styles]) == ["新建科普基地30个，培训辅导员200人次，比例15%。", "10³吨，30km²；2025年", "[1] 30个为市级。", "末"])
  }

  @Test func textOfAHiddenCharacterStyleIsNotRead() throws {
    let styles = (
      "styles", "styles.xml",
      "<w:styles \(PlanSheet.wordNames)><w:style w:type=\"character\" w:styleId=\"h\"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type=\"character\" w:styleId=\"i\"><w:basedOn w:val=\"h\"/></w:style><w:style w:type=\"character\" w:styleId=\"c\"><w:basedOn w:val=\"c\"/></w:style></w:styles>"
    )
    func run(_ style: String, _ text: String, _ more: String = "") -> String {
      "<w:r><w:rPr><w:rStyle w:val=\"\(style)\"/>\(more)</w:rPr><w:t>\(text)</w:t></w:r>"
    }
    let body = "<w:p>" + run("h", "甲") + run("i", "乙") + run("h", "丙", "<w:vanish w:val=\"0\"/>") + run("c", "丁") + run("x", "戊") + "</w:p>"
    #expect(try read(body, [styles]).string == "丙丁戊")
  }

  @Test func mergedCellsReachTheirColumnsAndRows() throws {
    let rows: [[PlanSheet.Cell]] = [
      [.init(text: "任务"), .init(text: "单位", columns: 2), .init(text: "时限")],
      [.init(text: "供水", rows: 2), .init(text: "水利局"), .init(text: "财政局"), .init(text: "2025年")],
      [.init(text: "住建局"), .init(text: "发改委"), .init(text: "2026年")],
    ]
    let sheet = PlanSheet([.paragraph("任务分工表"), .table(rows), .paragraph("完")])
    let word = try readDocument(path: "a.docx", bytes: sheet.docx)
    let page = try readDocument(path: "a.html", bytes: sheet.html)
    #expect(word.string == page.string)
    #expect(word.blocks.map(\.kind) == page.blocks.map(\.kind))
    #expect(word.string == "任务分工表\n任务\t单位\t时限\n供水\t水利局\t财政局\t2025年\n住建局\t发改委\t2026年\n完")
  }

  @Test func aTableThatLaysOutThePageIsText() throws {
    let inner =
      "<w:tbl><w:tr><w:tc><w:p>\(PlanSheet.wordText("甲"))</w:p></w:tc><w:tc><w:p>\(PlanSheet.wordText("乙"))</w:p></w:tc></w:tr></w:tbl>"
    let body =
      "<w:tbl><w:tr><w:tc><w:p>\(PlanSheet.wordText("一、总体要求"))</w:p>\(inner)</w:tc><w:tc><w:p>\(PlanSheet.wordText("侧栏"))</w:p></w:tc></w:tr></w:tbl>"
    let document = try read(body)
    #expect(document.bodyLines == ["一、总体要求", "甲\t乙", "侧栏"])
  }

  @Test func filesInsideOfTheDocumentAreReadOrNamed() throws {
    func chunk(_ id: Int) -> String { "<w:altChunk xmlns:r=\"r\" r:id=\"rId\(id)\"/>" }
    let body = "<w:p>\(PlanSheet.wordText("一、总体要求"))</w:p>" + chunk(0) + chunk(1) + chunk(7) + "<w:p>\(PlanSheet.wordText("二、保障措施"))</w:p>"
    let page = "<html><body><p>新建泵站12座。</p><table><tr><td>任务</td><td>单位</td></tr><tr><td>泵站</td><td>市水利局</td></tr></table></body></html>"
    let mail = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    let saved = mail + "Content-Type: text/html; charset=utf-8\r\n\r\n<p>改造泵站3座。</p>\r\n--x--\r\n"
    let whole = try readDocument(path: "a.docx", bytes: PlanSheet.docx(body, parts: [("aFChunk", "page.mht", saved)]))
    #expect(whole.bodyLines == ["一、总体要求", "改造泵站3座。", "二、保障措施"] && whole.warnings.isEmpty)
    let document = try readDocument(
      path: "a.docx", bytes: PlanSheet.docx(body, parts: [("aFChunk", "page.htm", page), ("aFChunk", "mail.mht", mail)]))
    #expect(document.bodyLines == ["一、总体要求", "新建泵站12座。", "任务\t单位", "泵站\t市水利局", "二、保障措施"])
    #expect(document.warnings == ["not read: word/mail.mht, a file inside of the document"])
  }

  @Test func partsMayHaveOtherNames() throws {
    let bytes = ZipWriter.archive([
      ZipWriter.Entry(
        "_rels/.rels",
        "<Relationships><Relationship Id=\"a\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" Target=\"/text/main.xml\"/></Relationships>"
      ),
      ZipWriter.Entry(
        "text/main.xml",
        "<w:document \(PlanSheet.wordNames)><w:body><w:p>\(PlanSheet.wordText("正文 &"))</w:p></w:body></w:document>"),
    ])
    #expect(try readDocument(path: "a.docx", bytes: bytes).string == "正文 &")
  }
}
