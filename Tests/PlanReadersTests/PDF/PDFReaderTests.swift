import Foundation
import PlanExtraction
import PlanReaders
import PlanText
import Testing

@Suite struct PDFReaderTests {
  private func read(_ pages: [String], limits: ReaderLimits = ReaderLimits()) throws -> Document {
    try readDocument(path: "a.pdf", bytes: PDFSheet.bytes(pages), limits: limits)
  }

  private func failure(_ bytes: [UInt8], limits: ReaderLimits = ReaderLimits()) -> ReadError? {
    do {
      _ = try readDocument(path: "a.pdf", bytes: bytes, limits: limits)
      return nil
    } catch { return error }
  }

  private static let full = String(repeating: "全市各级各部门要加强组织领导", count: 2)

  @Test func textStandsInReadingOrderWithPageAndBox() throws {
    let document = try read([
      PDFSheet.text("第二段。", x: 39, y: 80) + PDFSheet.text("标题", x: 90, y: 50, size: 8), PDFSheet.text("第三段。", x: 39, y: 50),
    ])
    #expect(document.format == .pdf)
    #expect(document.string == "标题\n第二段。\n第三段。")
    #expect(document.places.map(\.page) == [1, 1, 2])
    let box = try #require(document.places.first?.box)
    #expect((8950...9050).contains(box.left) && (10550...10650).contains(box.right) && (4000...5100).contains(box.top))
  }

  @Test func aParagraphGoesOnOverLinesAndPages() throws {
    let document = try read([
      PDFSheet.text(String(Self.full.prefix(26)), x: 39.2, y: 250) + PDFSheet.text(Self.full, x: 28, y: 260)
        + PDFSheet.text("— 1 —", x: 100, y: 285),
      PDFSheet.text("落实责任。", x: 28, y: 40) + PDFSheet.text("下一段。", x: 39.2, y: 50) + PDFSheet.text("— 2 —", x: 100, y: 285),
    ])
    #expect(document.bodyLines == [String(Self.full.prefix(26)) + Self.full + "落实责任。", "下一段。"])
    #expect(document.chromeLines == ["—1—", "—2—"])
  }

  /// Wide tables stand sideways on upright pages; repeated digits are no bold ones.
  @Test(arguments: [true, false])
  func aPageThatIsPrintedSidewaysIsTurned(_ up: Bool) throws {
    let rows = [["序号", "任务", "2025年目标"], ["1", "新建科普基地", "22个"], ["2", "培训科技辅导员", "2000人次"], ["3", "开展活动", "100场"]]
    let edges = [30.0, 50, 130, 190]
    var table = PDFSheet.text("任务分工表", x: 110, y: 30, size: 8) + PDFSheet.rule(30, 40, 190, 40)
    for (r, row) in rows.enumerated() {
      let top = 40 + Double(r) * 10
      for (cell, edge) in zip(row, edges) { table += PDFSheet.text(cell, x: edge + 2, y: top + 7) }
      for edge in edges { table += PDFSheet.rule(edge, top, edge, top + 10) }
      table += PDFSheet.rule(30, top + 10, 190, top + 10)
    }
    let document = try read([
      PDFSheet.text("二、重点任务。", x: 39, y: 60), PDFSheet.sideways(table, up: up) + PDFSheet.text("2", x: 104, y: 287),
    ])
    #expect(document.bodyLines == ["二、重点任务。", "任务分工表"] + rows.map { $0.joined(separator: "\t") })
    #expect(document.chromeLines == ["2"])
    // The row of heads, on the page as it is printed: a narrow box near its left or right edge.
    let box = try #require(document.places.first { $0.page == 2 && $0.box.bottom - $0.box.top > 10_000 }?.box)
    #expect(box.right - box.left < 2000 && (up ? box.right < 6000 : box.left > 15_000))
  }

  @Test func aWordOnTheMarginKeepsItsDigits() throws {
    let stamp = PDFSheet.sideways(PDFSheet.text("档案号20240011", x: 100, y: 12))
    let body = (0..<4).map { PDFSheet.text(Self.full, x: 28, y: 90 + Double($0) * 10.2) }.joined()
    let document = try read([stamp + body])
    #expect(document.chromeLines == ["档案号20240011"])
    #expect(document.bodyLines == [String(repeating: Self.full, count: 4)])
  }

  @Test func aWrappedTitleIsOneLine() throws {
    let body = (0..<4).map { PDFSheet.text(Self.full, x: 28, y: 90 + Double($0) * 10.2) }.joined()
    let document = try read([
      PDFSheet.text("平岭市人民政府关于推进社区养老", x: 45, y: 50, size: 8) + PDFSheet.text("服务体系建设的实施意见", x: 61, y: 64, size: 8)
        + PDFSheet.text("平政发〔2023〕4号", x: 80, y: 76) + body
    ])
    #expect(document.bodyLines.prefix(2) == ["平岭市人民政府关于推进社区养老服务体系建设的实施意见", "平政发〔2023〕4号"])
  }

  @Test func notesAreSetApartAndTheirMarksLeaveTheText() throws {
    let document = try read([
      PDFSheet.text("到2025年，全市用水总量", x: 39.2, y: 50) + PDFSheet.text("1", x: 39.2 + 11 * 5.6, y: 48.2, size: 3)
        + PDFSheet.text("控制在12亿立方米以内。", x: 39.2 + 11 * 5.6 + 1.6, y: 50) + PDFSheet.text(Self.full, x: 28, y: 60.2)
        + PDFSheet.text(Self.full, x: 28, y: 70.4) + PDFSheet.text("。", x: 28 + 28 * 5.6, y: 70.4)
        + PDFSheet.text("绿地面积增加10万m", x: 39.2, y: 80) + PDFSheet.text("2", x: 39.2 + 8.5 * 5.6, y: 78.2, size: 3)
        + PDFSheet.text("以上。", x: 39.2 + 8.5 * 5.6 + 1.6, y: 80) + PDFSheet.text("1 按2020年可比价", x: 28, y: 270, size: 4.2)
        + PDFSheet.text("计算。", x: 28, y: 276, size: 4.2) + PDFSheet.text("— 1 —", x: 100, y: 287)
    ])
    #expect(document.bodyLines.first == "到2025年，全市用水总量控制在12亿立方米以内。")
    #expect(document.bodyLines.contains("绿地面积增加10万m2以上。"))
    #expect(document.chromeLines == ["[1] 按2020年可比价计算。", "—1—"])
  }

  @Test func aRuledTableIsRowsWithCells() throws {
    var page = PDFSheet.text("任务分工表", x: 80, y: 40)
    for (y, from) in [(50.0, 30.0), (60, 30), (70, 80), (80, 30)] { page += PDFSheet.rule(from, y, 130, y) }
    for x in [30.0, 80, 130] { page += PDFSheet.rule(x, 50, x, 80) }
    page += PDFSheet.text("任务", x: 32, y: 57, size: 4) + PDFSheet.text("单位", x: 82, y: 57, size: 4)
    page += PDFSheet.text("供水", x: 32, y: 67, size: 4) + PDFSheet.text("工程", x: 32, y: 73, size: 4)
    page += PDFSheet.text("水利局", x: 82, y: 67, size: 4) + PDFSheet.text("财政局", x: 82, y: 77, size: 4)
    let document = try read([page])
    #expect(document.string == "任务分工表\n任务\t单位\n供水工程\t水利局\n财政局")
    guard case .tableRow(let cells) = document.blocks[3].kind else {
      Issue.record("no row")
      return
    }
    #expect(cells.map { document.quote($0) } == ["供水工程", "财政局"])
  }

  @Test func aTableWithoutLinesIsRowsWithCells() throws {
    let rows: [[(Double, String)]] = [
      [(28, "序号"), (45, "重点任务"), (110, "牵头单位"), (150, "完成时限")],
      [(28, "1"), (45, "新建村级供水站3座"), (110, "市水利局"), (150, "2025年6月")],
      [(28, "2"), (45, "改造老旧管网，长度不少"), (110, "市住房城乡建设"), (150, "2025年底")],
      [(45, "于40公里"), (110, "局")],
      [(28, "3"), (45, "完成灌区节水改造"), (110, "市农业农村局"), (150, "2026年底")],
    ]
    var page = PDFSheet.text("三、重点任务分工", x: 28, y: 40) + PDFSheet.text("各单位按照下表抓好落实，每季度报送进展情况，年底前完成自查。", x: 39.2, y: 50)
    for (i, row) in rows.enumerated() {
      for (x, words) in row { page += PDFSheet.text(words, x: x, y: 62 + Double(i) * 8.5, size: 4.2) }
    }
    page += PDFSheet.text("四、保障措施", x: 28, y: 115) + PDFSheet.text("各地要加强组织领导，压实工作责任，确保各项任务落到实处并见到成效。", x: 39.2, y: 125)
    let document = try readDocument(path: "a.pdf", bytes: PDFSheet.bytes([page]))
    #expect(
      document.bodyLines.filter { $0.contains("\t") } == [
        "序号\t重点任务\t牵头单位\t完成时限", "1\t新建村级供水站3座\t市水利局\t2025年6月", "2\t改造老旧管网，长度不少于40公里\t市住房城乡建设局\t2025年底",
        "3\t完成灌区节水改造\t市农业农村局\t2026年底",
      ])
    #expect(document.bodyLines.first == "三、重点任务分工" && document.bodyLines.contains("四、保障措施"))
    let found = try Extraction.bundled().findings(in: Outline(of: document))
    #expect(found.owners.contains { $0.names == ["市住房城乡建设局"] })
  }

  @Test func aTableWithoutLinesAndWithOtherHeadingsIsToldByItsFigures() throws {
    let rows = [
      ["河段", "起点", "长度", "防洪等级"], ["清河上段", "石桥", "12.5", "二十年"], ["清河中段", "临澜", "30", "五十年"], ["清河下段", "平岭", "8.2", "百年"], ["东支流", "海澄", "16", "十年"],
    ]
    func page(_ rows: [[String]]) -> String {
      var page = PDFSheet.text("附表", x: 28, y: 40)
      for (i, row) in rows.enumerated() {
        for (x, words) in zip([28.0, 75, 120, 155], row) { page += PDFSheet.text(words, x: x, y: 52 + Double(i) * 9, size: 4.2) }
      }
      return page + PDFSheet.text("各地按照本表抓好落实，每季度报送进展情况，年底前完成自查工作。", x: 39.2, y: 120)
    }
    let document = try readDocument(path: "a.pdf", bytes: PDFSheet.bytes([page(rows)]))
    #expect(document.bodyLines.filter { $0.contains("\t") } == rows.map { $0.joined(separator: "\t") })
    // Names in columns hold no figure: they may be a list of those who were there.
    let names = rows.map { $0.map { $0.first?.isNumber == true ? "王明" : $0 } }
    let list = try readDocument(path: "a.pdf", bytes: PDFSheet.bytes([page(names)]))
    #expect(!list.blocks.contains { if case .tableRow = $0.kind { true } else { false } })
  }

  @Test func contentsAndSignaturesInColumnsAreNoTable() throws {
    var page = PDFSheet.text("目录", x: 95, y: 40)
    for (i, name) in ["一、总体要求", "二、重点任务", "三、保障措施"].enumerated() {
      page += PDFSheet.text(name, x: 28, y: 55 + Double(i) * 10) + PDFSheet.text("\(i + 1)", x: 170, y: 55 + Double(i) * 10)
    }
    page += PDFSheet.text("清河市水利局", x: 28, y: 120) + PDFSheet.text("2025年3月1日", x: 130, y: 120)
    let document = try readDocument(path: "a.pdf", bytes: PDFSheet.bytes([page]))
    #expect(!document.blocks.contains { if case .tableRow = $0.kind { true } else { false } })
  }

  @Test func twoColumnsAreReadOneAfterTheOther() throws {
    // Fifteen letters a line; a headline runs over both columns.
    let line = String(repeating: "完善公共服务设施", count: 2).prefix(15)
    var page = PDFSheet.text("清河市人民政府关于公共服务设施建设的意见", x: 50, y: 40, size: 7)
    for i in 0..<12 {
      page += PDFSheet.text(i == 0 ? "一、总体要求。" : String(line), x: 20, y: 60 + Double(i) * 8, size: 5)
      page += PDFSheet.text(i == 11 ? "落实责任。" : String(line), x: 112, y: 60 + Double(i) * 8, size: 5)
    }
    let document = try read([page])
    let all = String(repeating: String(line), count: 22)
    #expect(document.bodyLines == ["清河市人民政府关于公共服务设施建设的意见", "一、总体要求。", all + "落实责任。"])
  }

  @Test func scannedPagesAreNamedAndNeverIndexedAsEmpty() throws {
    #expect(failure(PDFSheet.bytes([PDFSheet.scan, PDFSheet.scan])) == .needsOCR(path: "a.pdf", pages: 2, reason: .pictures))
    let mixed = try read([PDFSheet.text("第一段。", x: 39, y: 50), PDFSheet.scan, PDFSheet.scan, PDFSheet.text("末段。", x: 39, y: 50)])
    #expect(mixed.bodyLines == ["第一段。", "末段。"])
    #expect(mixed.warnings == ["needs_ocr: pages 2-3 are scans or pictures"])
    #expect(failure(PDFSheet.bytes(["", ""]))?.description.contains("没有正文") == true)
  }

  @Test func lettersWithoutCharacterCodesAreNoText() throws {
    let garbage = (0..<12).map { PDFSheet.text("%.&23@5-23456AB", x: 30, y: 40 + Double($0) * 10, font: "W") }.joined()
    #expect(failure(PDFSheet.bytes([garbage])) == .needsOCR(path: "a.pdf", pages: 1, reason: .uncodedLetters))
  }

  @Test func damagedAndEndlessFilesGiveOneLine() throws {
    for bytes in [Array("%PDF-1.7\n".utf8), Array(PDFSheet.bytes([""]).prefix(300))] {
      let error = try #require(failure(bytes))
      guard case .converterFailed("a.pdf", "pdftotext", .exited, _) = error else {
        Issue.record("\(error)")
        continue
      }
      #expect(!error.description.contains("\n"))
    }
    // The tree of pages holds itself.
    let loop = failure(PDFSheet.bytes([PDFSheet.text("甲。", x: 39, y: 50)], kids: "2 0 R 2 0 R"))
    #expect(loop != nil && loop?.description.contains("\n") == false)
  }

  @Test func limitsOfTimeMemoryPagesAndLetters() {
    let bytes = PDFSheet.bytes([PDFSheet.text("甲乙丙。", x: 39, y: 50), PDFSheet.text("丁。", x: 39, y: 50)])
    func limit(_ change: (inout ReaderLimits) -> Void) -> ReadError? {
      var limits = ReaderLimits()
      change(&limits)
      return failure(bytes, limits: limits)
    }
    #expect(limit { $0.pages = 1 } == .overLimit(path: "a.pdf", entry: nil, limit: .pages, found: nil, allowed: 1))
    #expect(limit { $0.nodes = 2 } == .tooManyNodes(path: "a.pdf", limit: 2))
    #expect(limit { $0.seconds = 0 } == .overLimit(path: "a.pdf", entry: nil, limit: .seconds, found: nil, allowed: 0))
    #expect(limit { $0.converterBytes = 1 << 20 } != nil)
  }

  @Test func aReaderThatIsMissingIsNamed() {
    let error = ReadError.noConverter(path: "a.pdf", format: .pdf, program: "pdftotext", package: "poppler-utils")
    #expect(error.description.contains("apt-get install poppler-utils"))
  }
}
