import Foundation
import FuzzTargets
import PlanReaders
import PlanText
import Testing

@Suite struct OFDReaderTests {
  private func read(_ pages: [String], templates: [String] = [], extra: [ZipWriter.Entry] = []) throws -> Document {
    try readDocument(path: "a.ofd", bytes: OFDSheet.archive(pages, templates: templates, extra: extra))
  }

  /// Lines that run up the page (turned by their map) and lines of letters one below the other.
  @Test func sidewaysTextIsReadInLines() throws {
    func object(_ text: String, _ rest: String) -> String {
      "<ofd:TextObject ID=\"7\" Font=\"1\" Size=\"5\" \(rest)>\(text)</ofd:TextCode></ofd:TextObject>"
    }
    // Digits are half as wide as the letters between which they stand.
    func up(_ text: String, x: Int) -> String {
      let steps = text.unicodeScalars.dropLast().map { $0.value < 0x80 ? "2.5" : "5" }.joined(separator: " ")
      return object(text, "Boundary=\"\(x) 100 7 132\" CTM=\"0 -1 1 0 0 130\"><ofd:TextCode X=\"0\" Y=\"5\" DeltaX=\"\(steps)\"")
    }
    let turned = up("（一）培训科技辅导员2000人次。", x: 20) + up("（二）新建科普基地33个。", x: 30)
    let down = object("（三）建设场馆22座。", "Boundary=\"150 30 7 57\"><ofd:TextCode X=\"0\" Y=\"5\" DeltaX=\"g 10 0\" DeltaY=\"g 10 5\"")
    let stamp = object("档案号20240011", "Boundary=\"5 30 7 57\"><ofd:TextCode X=\"0\" Y=\"5\" DeltaX=\"g 10 0\" DeltaY=\"g 10 5\"")
    let text = OFDSheet.text("到2025年，全市公民具备科学素质的比例达到15%以上。", x: 30, y: 60)
    let document = try readDocument(path: "a.ofd", bytes: OFDSheet.archive([turned, down, text + stamp]))
    #expect(
      document.bodyLines == ["（一）培训科技辅导员2000人次。", "（二）新建科普基地33个。", "（三）建设场馆22座。", "到2025年，全市公民具备科学素质的比例达到15%以上。"])
    #expect(document.chromeLines == ["档案号20240011"])
  }

  @Test func textStandsInReadingOrderWithPageAndBox() throws {
    let document = try read([
      OFDSheet.text("第二段。", x: 39, y: 80) + OFDSheet.text("标题", x: 90, y: 50, size: 8),
      OFDSheet.text("第三段。", x: 39, y: 50),
    ])
    #expect(document.string == "标题\n第二段。\n第三段。")
    #expect(document.places.map(\.page) == [1, 1, 2])
    #expect(document.places.map { document.quote($0.span) } == ["标题", "第二段。", "第三段。"])
    #expect(document.places[0].box == PageBox(left: 9000, top: 4200, right: 10600, bottom: 5160))
  }

  @Test func aParagraphGoesOnOverLinesAndPages() throws {
    let full = String(repeating: "全市各级各部门要加强组织领导", count: 2)
    let document = try read([
      OFDSheet.text(String(full.prefix(26)), x: 39.2, y: 250) + OFDSheet.text(full, x: 28, y: 260)
        + OFDSheet.text("— 1 —", x: 100, y: 285),
      OFDSheet.text("落实责任。", x: 28, y: 40) + OFDSheet.text("下一段。", x: 39.2, y: 50)
        + OFDSheet.text("— 2 —", x: 100, y: 285),
    ])
    #expect(document.bodyLines == [String(full.prefix(26)) + full + "落实责任。", "下一段。"])
    #expect(document.chromeLines == ["— 1 —", "— 2 —"])
    #expect(document.places.map(\.page) == [1, 1, 2, 1, 2, 2])
  }

  @Test func templatesAreHeadsOnManyPagesAndTheFormOnOne() throws {
    let head = OFDSheet.text("云川省人民政府公报", x: 80, y: 60)
    let many = try read([OFDSheet.text("甲。", x: 39, y: 80), OFDSheet.text("乙。", x: 39, y: 80)], templates: [head])
    #expect(many.bodyLines == ["甲。", "乙。"])
    #expect(many.chromeLines == ["云川省人民政府公报", "云川省人民政府公报"])
    let one = try read([OFDSheet.text("甲。", x: 39, y: 80)], templates: [head])
    #expect(one.bodyLines == ["云川省人民政府公报", "甲。"])
  }

  @Test func aRuledTableIsRowsWithCells() throws {
    var page = OFDSheet.text("任务分工表", x: 80, y: 40)
    // Two columns, three rows; the first cell spans the lower two rows.
    for (y, from) in [(50.0, 30.0), (60, 30), (70, 80), (80, 30)] { page += OFDSheet.rule(from, y, 130, y) }
    for x in [30.0, 80, 130] { page += OFDSheet.rule(x, 50, x, 80) }
    page += OFDSheet.text("任务", x: 32, y: 57, size: 4) + OFDSheet.text("单位", x: 82, y: 57, size: 4)
    page += OFDSheet.text("供水", x: 32, y: 67, size: 4) + OFDSheet.text("工程", x: 32, y: 73, size: 4)
    page += OFDSheet.text("水利局", x: 82, y: 67, size: 4) + OFDSheet.text("财政局", x: 82, y: 77, size: 4)
    let document = try read([page])
    #expect(document.string == "任务分工表\n任务\t单位\n供水工程\t水利局\n财政局")
    guard case .tableRow(let cells) = document.blocks[3].kind else {
      Issue.record("no row")
      return
    }
    #expect(cells.map { document.quote($0) } == ["供水工程", "财政局"])
  }

  @Test func deltasTransformsAndPathsOfAllKinds() throws {
    let bytes = ZipWriter.archive([
      ZipWriter.Entry("OFD.xml", "<OFD><DocBody><DocRoot>/Doc_0/Document.xml</DocRoot></DocBody></OFD>"),
      ZipWriter.Entry(
        "Doc_0/Document.xml", "<Document><Pages><Page ID=\"1\" BaseLoc=\".\\Pages\\..\\P.xml\"/></Pages></Document>"),
      ZipWriter.Entry(
        "doc_0/p.xml",
        "<Page><Content><Layer><TextObject Boundary=\"10 20 100 20\" CTM=\"0.5 0 0 0.5 0 0\" Size=\"10\"><TextCode X=\"0\" Y=\"10\" DeltaX=\"g 3 10 g 99999999999 1\">清河市科</TextCode><TextCode X=\"40\" DeltaX=\"x nan\">协要</TextCode></TextObject><TextObject Boundary=\"0 0 1 1\" Size=\"5\" CTM=\"0.7 0.7 -0.7 0.7 60 60\"><TextCode X=\"0\" Y=\"0\">内部资料</TextCode></TextObject></Layer></Content></Page>"
      ),
    ])
    let document = try readDocument(path: "a.ofd", bytes: bytes)
    #expect(document.bodyLines == ["清河市科协要"])
    #expect(document.chromeLines.joined() == "内部资料" || !document.chromeLines.isEmpty)
  }

  @Test func theTitleIsToldByItsLettersAndItsPlace() throws {
    let text = (0..<4).map { OFDSheet.text("各县区和各有关部门要把这件事办好办实，定期通报进展情况。", x: 30, y: 60 + Double($0) * 9, size: 4) }.joined()
    let head = OFDSheet.text("清河市民政局文件", x: 57, y: 30, size: 12)
    let named = try read([head + OFDSheet.text("一座小城的夏天", x: 77, y: 45, size: 8) + text])
    #expect(named.page.title == "一座小城的夏天")
    #expect(Outline(of: named).metadata.title == "一座小城的夏天")
    // Large letters at the edge, the heading of a chapter, and the red head alone are none.
    for line in [OFDSheet.text("一座小城的夏天", x: 20, y: 45, size: 8), OFDSheet.text("第一章 总则", x: 85, y: 45, size: 8), head] {
      #expect(try read([line + text]).page.title == nil)
    }
  }

  @Test func theTitleInTheDescriptionCountsWhereItIsShown() throws {
    func described(_ title: String) throws -> String? {
      let page = OFDSheet.text("一座小城的夏天", x: 20, y: 45, size: 4) + OFDSheet.text("各县区要把这件事办好办实。", x: 20, y: 60, size: 4)
      return try readDocument(path: "a.ofd", bytes: OFDSheet.archive([page], title: title)).page.title
    }
    #expect(try described("一座小城的夏天") == "一座小城的夏天")
    #expect(try described("Microsoft Word - 文档1.docx") == nil)
  }

  @Test func formsAndInvoicesAreNoPlans() throws {
    let labels = ["发票代码：0123", "发票号码：99", "开票日期：2024年1月1日", "购买方：清河市科协", "价税合计：壹佰元整。"]
    let page = labels.enumerated().map { OFDSheet.text($1, x: 30, y: 40 + Double($0) * 10) }.joined()
    #expect(try read([page]).warnings == ["no plan: an invoice, by its labels"])
    #expect(
      try read([OFDSheet.text("姓名 王五", x: 30, y: 40)]).warnings == ["no plan: labels and values only, no sentence"])
    #expect(try read([OFDSheet.text("到2025年，全市覆盖率达到95%。", x: 30, y: 40)]).warnings.isEmpty)
  }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
    "../../../../shared/corpus"
  )
  .standardizedFileURL
  static let samples =
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.filter { $0.hasSuffix(".ofd") }.sorted() ?? []

  @Test(.enabled(if: !samples.isEmpty), arguments: samples) func theSamplesGiveTheirText(_ name: String) throws {
    let bytes = try Array(Data(contentsOf: Self.folder.appendingPathComponent(name)))
    let document = try readDocument(path: name, bytes: bytes)
    #expect(document.text.count >= 60)
    #expect(!document.bodyLines.isEmpty)
    #expect(document.places.allSatisfy { $0.page >= 1 && !$0.span.isEmpty })
  }
}
