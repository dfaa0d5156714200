import Foundation
import FuzzTargets
import PlanExtraction
import PlanReaders
import PlanText
import Testing

/// Task tables kept as workbooks and as CSV.
@Suite struct SheetTests {
  static func workbook(
    _ sheets: [(name: String, data: String, more: String)], strings: [String] = [], styles: String = "", settings: String = ""
  )
    -> [UInt8]
  {
    let names = sheets.enumerated().map { "<sheet name=\"\($1.name)\" sheetId=\"\($0 + 1)\" r:id=\"r\($0)\"/>" }
      .joined()
    let links = sheets.indices.map {
      "<Relationship Id=\"r\($0)\" Type=\"x/worksheet\" Target=\"worksheets/sheet\($0).xml\"/>"
    }.joined()
    var entries = [
      ZipWriter.Entry("xl/workbook.xml", "<workbook xmlns:r=\"r\">\(settings)<sheets>\(names)</sheets></workbook>"),
      ZipWriter.Entry("xl/_rels/workbook.xml.rels", "<Relationships>\(links)</Relationships>"),
      ZipWriter.Entry(
        "xl/sharedStrings.xml", "<sst>" + strings.map { "<si><t>\(xml($0))</t></si>" }.joined() + "</sst>"),
      ZipWriter.Entry("xl/styles.xml", "<styleSheet>\(styles)</styleSheet>"),
    ]
    entries += sheets.enumerated().map {
      ZipWriter.Entry(
        "xl/worksheets/sheet\($0).xml", "<worksheet><sheetData>\($1.data)</sheetData>\($1.more)</worksheet>")
    }
    return ZipWriter.archive(entries)
  }

  private static func text(_ place: String, _ text: String) -> String {
    "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
  }

  /// Title, head, a task of two rows, a note.
  static let tasks: [UInt8] = {
    let rows = [
      text("A1", "清河市科普工作任务分工表"),
      "<c r=\"A2\" t=\"s\"><v>0</v></c>" + text("B2", "重点任务") + text("C2", "牵头单位") + text("D2", "责任单位")
        + text("E2", "完成时限"),
      "<c r=\"A3\"><v>1</v></c>" + text("B3", "新建科普基地12个") + text("C3", "市科协") + text("D3", "市教育局、市财政局")
        + "<c r=\"E3\" s=\"1\"><v>46022</v></c>",
      "<c r=\"A4\"><v>2</v></c>" + text("B4", "公民科学素质比例达到15%") + text("D4", "市广播电视局")
        + "<c r=\"E4\" s=\"1\"><v>46387</v></c>",
      text("A5", "注：牵头单位按季度报送进展。"),
    ]
    let data = rows.enumerated().map { "<row r=\"\($0 + 1)\">\($1)</row>" }.joined()
    return workbook(
      [("Sheet1", data, "<mergeCells><mergeCell ref=\"A1:E1\"/><mergeCell ref=\"C3:C4\"/></mergeCells>")],
      strings: ["序号"],
      styles:
        "<numFmts><numFmt numFmtId=\"176\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"176\"/></cellXfs>"
    )
  }()

  @Test func aWorkbookIsATitleATableAndNotes() throws {
    let document = try readDocument(path: "a.xlsx", bytes: Self.tasks)
    #expect(
      document.string == """
        清河市科普工作任务分工表
        序号\t重点任务\t牵头单位\t责任单位\t完成时限
        1\t新建科普基地12个\t市科协\t市教育局、市财政局\t2025年12月31日
        2\t公民科学素质比例达到15%\t市广播电视局\t2026年12月31日
        注：牵头单位按季度报送进展。
        """)
    guard case .tableRow(let cells) = document.blocks[3].kind else {
      Issue.record("no row")
      return
    }
    #expect(cells.map { document.quote($0) } == ["2", "公民科学素质比例达到15%", "市科协", "市广播电视局", "2026年12月31日"])
  }

  @Test func tasksHaveTheirOwners() throws {
    let rules = try Extraction.bundled()
    let found = rules.findings(in: Outline(of: try readDocument(path: "a.xlsx", bytes: Self.tasks)))
    #expect(found.owners.contains { $0.role == .lead && $0.names == ["市科协"] })
    #expect(found.owners.contains { $0.names == ["市教育局", "市财政局"] })
    let csv = "任务,责任单位,牵头单位\r\n\"新建科普基地12个\",市教育局、市财政局,市科协\r\n"
    let table = rules.findings(in: Outline(of: try readDocument(path: "a.csv", bytes: Array(csv.utf8))))
    #expect(table.owners.contains { $0.role == .lead && $0.names == ["市科协"] })
  }

  @Test(arguments: [
    ("9", "0.15", "15%"), ("10", "0.155", "15.5%"), ("14", "45658", "2025-01-01"), ("57", "45658", "2025年1月"),
    ("0", "0.30000000000000004", "0.3"), ("0", "1200000", "1200000"), ("0", "-3.5", "-3.5"), ("0", "1e400", "1e400"),
    ("14", "1e300", "1e+300"), ("14", "60423", "2065-06-05"), ("31", "44255", "2021年2月28日"),
    ("31", "44256", "2021年3月1日"), ("0", "abc", "abc"),
  ])
  func numbersAreShownAsInTheirCells(_ format: String, _ value: String, _ shown: String) throws {
    let data = "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>\(value)</v></c><c r=\"B1\"><v>7</v></c></row>"
    let bytes = Self.workbook(
      [("Sheet1", data, "")], styles: "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"\(format)\"/></cellXfs>")
    #expect(try readDocument(path: "a.xlsx", bytes: bytes).string == shown + "\t7")
  }

  @Test(arguments: [
    ("m\"月\"d\"日\";@", "46022", "12月31日"), ("m\"月\"", "46022", "12月"), ("mm/dd", "46022", "12月31日"), ("[$-404]e/m/d", "46022", "2025-12-31"),
    ("mm:ss", "46022", "46022"), ("d\"天\"h\"小时\"mm\"分\"", "46022", "46022"), ("m\"月\"d\"日\" h:mm", "46022.5", "12月31日"),
  ])
  func datesWithoutAYearAreDates(_ code: String, _ value: String, _ shown: String) throws {
    try wordsOfAFormatBelongToTheNumber(code, value, shown)
  }

  @Test(arguments: [("1", "44925", "2026-12-31"), ("true", "0.25", "0.25"), ("0", "46387", "2026-12-31"), ("1", "1", "1904-01-02")])
  func workbooksOfMacsCountFrom1904(_ setting: String, _ value: String, _ shown: String) throws {
    let data = "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>\(value)</v></c><c r=\"B1\"><v>7</v></c></row>"
    let bytes = Self.workbook(
      [("Sheet1", data, "")], styles: "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>",
      settings: "<workbookPr date1904=\"\(setting)\"/>")
    #expect(try readDocument(path: "a.xlsx", bytes: bytes).string == shown + "\t7")
  }

  @Test(arguments: [
    ("0.00\"万元\"", "1234.5", "1234.5万元"), ("#,##0个", "35", "35个"), ("\"第\"0\"名\"", "3", "第3名"), ("General\"家\"", "12", "12家"),
    ("0\\人", "7", "7人"), ("0\"%\"", "85", "85%"), ("0.0%", "0.925", "92.5%"), ("0!.0,\"万\"", "30000", "30000"), ("[>=10000]0.0,\"千\";0", "12345", "12345"),
    ("\"¥\"#,##0.00", "9.5", "9.5"), ("0.00_);(0.00)", "9.5", "9.5"),
  ])
  func wordsOfAFormatBelongToTheNumber(_ code: String, _ value: String, _ shown: String) throws {
    let data = "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>\(value)</v></c><c r=\"B1\"><v>7</v></c></row>"
    let bytes = Self.workbook(
      [("Sheet1", data, "")],
      styles: "<numFmts><numFmt numFmtId=\"170\" formatCode=\"\(xml(code).replacingOccurrences(of: "\"", with: "&quot;"))\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"170\"/></cellXfs>")
    #expect(try readDocument(path: "a.xlsx", bytes: bytes).string == shown + "\t7")
  }

  @Test func hiddenRowsAndColumnsAreLeftOutAndNamed() throws {
    // Column C and rows 3 and 5 are hidden; the cell of B reaches over rows 3 to 5, that of A over 6 and 7.
    let rows = [
      Self.text("A1", "任务") + Self.text("B1", "单位") + Self.text("C1", "内部") + Self.text("D1", "时限"),
      Self.text("A2", "供水") + Self.text("B2", "水利局") + Self.text("C2", "甲") + Self.text("D2", "2025年"),
      Self.text("A3", "排水") + Self.text("B3", "住建局") + Self.text("D3", "2026年"), Self.text("A4", "供热") + Self.text("D4", "2027年"), Self.text("A5", "供气") + Self.text("D5", "2028年"),
      Self.text("A6", "绿化") + Self.text("B6", "林业局") + Self.text("D6", "2029年"), Self.text("B7", "城管局") + Self.text("D7", "2030年"),
    ]
    let data = rows.enumerated().map { "<row r=\"\($0 + 1)\"\([2, 4].contains($0) ? " hidden=\"1\"" : "")>\($1)</row>" }.joined()
    let more = "<cols><col min=\"3\" max=\"3\" hidden=\"1\"/></cols><mergeCells><mergeCell ref=\"B3:C5\"/><mergeCell ref=\"A6:A7\"/></mergeCells>"
    let document = try readDocument(path: "a.xlsx", bytes: Self.workbook([("Sheet1", data, more)]))
    #expect(document.string == "任务\t单位\t时限\n供水\t水利局\t2025年\n供热\t住建局\t2027年\n绿化\t林业局\t2029年\n城管局\t2030年")
    #expect(document.warnings == ["hidden rows and columns left out: 3, sheet “Sheet1”"])
    let last = try #require(document.blocks.last)
    guard case .tableRow(let cells) = last.kind else {
      Issue.record("no row")
      return
    }
    #expect(cells.map { document.quote($0) } == ["绿化", "城管局", "2030年"])
  }

  @Test func theTitleOfASheetIsItsOwn() throws {
    let row = "<row r=\"3\">\(Self.text("A3", "任务"))\(Self.text("B3", "单位"))</row><row r=\"4\">\(Self.text("A4", "供水"))\(Self.text("B4", "水利局"))</row>"
    let titled = try readDocument(path: "a.xlsx", bytes: Self.workbook([("任务清单", "<row r=\"1\">\(Self.text("A1", "清河市2025年重点工作分工表"))</row>" + row, "")]))
    #expect(titled.chromeLines == ["任务清单"] && Outline(of: titled).metadata.title == "清河市2025年重点工作分工表")
    let bare = try readDocument(path: "a.xlsx", bytes: Self.workbook([("重点任务清单", row, "")]))
    #expect(bare.bodyLines.first == "重点任务清单")
  }

  @Test func hostileSheetsAreBounded() throws {
    let data =
      "<row r=\"1\">\(Self.text("A1", "甲"))\(Self.text("XFD1", "远"))</row><row r=\"1048576\">\(Self.text("A1048576", "乙"))\(Self.text("B1048576", "丙"))</row>"
    let merges =
      "<mergeCells><mergeCell ref=\"A1:XFD1048576\"/><mergeCell ref=\"B2:A1\"/><mergeCell ref=\"::\"/></mergeCells>"
    let document = try readDocument(path: "a.xlsx", bytes: Self.workbook([("目录", data, merges)]))
    #expect(document.string.hasPrefix("目录\n甲"))
  }

  @Test func separatorsAndEncodingsOfCSV() throws {
    for text in ["任务;单位\n甲;乙\n", "任务\t单位\n甲\t乙\n", "任务,单位\n甲,乙\n"] {
      let document = try readDocument(path: "a.csv", bytes: Array(text.utf8))
      #expect(document.string == "任务\t单位\n甲\t乙")
      #expect(document.format == .csv)
    }
  }

  @Test func aSheetMayNameItsSeparator() throws {
    for text in ["sep=;\r\n任务;单位\r\n\"甲\r\n（二期）\";乙,丙\r\n", "\u{FEFF}sep=|\n任务|单位\n甲 （二期）|乙,丙\n"] {
      #expect(try readDocument(path: "a.csv", bytes: Array(text.utf8)).string == "任务\t单位\n甲 （二期）\t乙,丙")
    }
  }
}
