import Foundation
import PlanExtraction
import PlanReaders
import PlanText
import Testing

/// The same plan in another format gives the same sections, targets, obligations and owners.
@Suite struct RoundTripTests {
  static let plans = [
    "云川省_数字经济发展三年行动计划.html", "云川省_科协事业发展十四五规划.txt", "临澜市_科技型企业梯度培育实施方案_2023-2025.txt",
    "清河市_2024年科协工作要点.txt", "平岭市_科普场馆开放服务管理办法.txt", "清河市_2025年政府工作报告.txt",
  ]
  static let more = ["石桥县_防汛抗旱能力提升实施方案_UTF-16LE.txt", "石桥县_全域节水行动方案_2024-2026.docx"]
  /// Those with tables: indicators in cells, a box of indicators, a table of tasks, merged cells.
  static let tables = [plans[0], plans[1], plans[2], more[1]]
  /// In characters that Big5 has.
  static let traditional = ["海澄縣_113年度施政計畫.txt", "海澄縣_淨零排放行動方案_Big5.txt", "平嶺市_2022年科協工作要點_網頁轉存.txt"]

  /// All that is exported but for offsets, page and format.
  struct Findings: Equatable {
    var title: String?
    var sections: [String]
    var targets: [String]
    var obligations: [String]
    var owners: [String]

    init(_ document: Document, _ rules: Extraction) {
      let outline = Outline(of: document)
      let found = rules.findings(in: outline)
      func quote(_ range: Range<Int>) -> String { document.quote(outline.text.sourceSpan(range)) }
      func section(_ index: Int?) -> String { index.map { outline.sections[$0].name } ?? "" }
      title = outline.metadata.title
      sections = outline.sections.map { "\($0.name) \($0.marker ?? "") \($0.heading.map(quote) ?? "")" }
      targets = found.targets.map {
        "\(section($0.section)) \($0.indicator) \($0.comparator) \(String(describing: $0.value)) \(String(describing: $0.high)) \($0.unit ?? "") \(String(describing: $0.baseline)) \($0.deadline ?? 0) \(quote($0.range))"
      }
      obligations = found.obligations.map {
        "\(section($0.section)) \($0.strength) \($0.owner ?? "") \(quote($0.range))"
      }
      owners = found.owners.map { "\(section($0.section)) \($0.role) \($0.names) \(quote($0.range))" }
    }
  }

  private static let rules = try? Extraction.bundled()

  private func findings(_ bytes: [UInt8], _ name: String) throws -> Findings {
    let rules = try #require(Self.rules)
    return Findings(try readDocument(path: name, bytes: bytes), rules)
  }

  @Test(arguments: plans + more) func allFormatsGiveTheSame(_ name: String) throws {
    let sheet = try PlanSheet(corpus: name)
    let page = try findings(sheet.html, "plan.html")
    #expect(page.sections.count > 3)
    #expect(!page.obligations.isEmpty)
    for (bytes, suffix) in [(sheet.docx, "docx"), (OFDSheet.bytes(sheet), "ofd"), (sheet.odt, "odt"), (PDFSheet.bytes(sheet), "pdf")] {
      try keep(bytes, name, suffix)
      expectSame(try findings(bytes, "plan." + suffix), page, suffix)
    }
  }

  /// What is compared is there: of three plans with tables, findings of all four kinds.
  @Test func nothingComparedIsEmpty() throws {
    let full = try Self.tables.filter { name in
      let sheet = try PlanSheet(corpus: name)
      #expect(sheet.items.contains { if case .table(let rows) = $0 { rows.count >= 5 } else { false } }, "\(name)")
      let page = try findings(sheet.html, "plan.html")
      #expect(page.title != nil && page.sections.count > 3, "\(name)")
      return !page.targets.isEmpty && !page.obligations.isEmpty && !page.owners.isEmpty
    }
    #expect(full.count >= 3)
  }

  /// `GANGMU_FIXTURES=FOLDER` keeps what the plan was written as, to be looked at.
  private func keep(_ bytes: [UInt8], _ name: String, _ suffix: String) throws {
    guard let folder = ProcessInfo.processInfo.environment["GANGMU_FIXTURES"] else { return }
    let file = (name as NSString).deletingPathExtension + "." + suffix
    try Data(bytes).write(to: URL(fileURLWithPath: folder).appendingPathComponent(file))
  }

  /// Word files of before 2007 in `Tests/Formats`, made by LibreOffice of the DOCX that `GANGMU_FIXTURES` keeps (`soffice --convert-to doc`).
  @Test(.enabled(if: OfficeTests.isInstalled, "libreoffice-writer-nogui is not installed"), arguments: tables)
  func wordFilesOfBefore2007GiveTheSame(_ name: String) throws {
    let stem = (name as NSString).deletingPathExtension
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Formats/\(stem).doc")
    let bytes = try Array(Data(contentsOf: file.standardizedFileURL))
    #expect(try readDocument(path: "plan.doc", bytes: bytes).format == .doc)
    expectSame(try findings(bytes, "plan.doc"), try findings(try PlanSheet(corpus: name).html, "plan.html"), "doc")
  }

  /// PDF as an office writes it, with its own breaking of lines, letters of several fonts and drawn tables (`soffice --convert-to pdf` of the same DOCX).
  @Test(arguments: [plans[0], plans[1], more[1]]) func printedPlansGiveTheSame(_ name: String) throws {
    let stem = (name as NSString).deletingPathExtension
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Formats/\(stem).pdf")
    let bytes = try Array(Data(contentsOf: file.standardizedFileURL))
    expectSame(try findings(bytes, "plan.pdf"), try findings(try PlanSheet(corpus: name).html, "plan.html"), "pdf")
  }

  /// A table over three pages, one row of it cut in the middle by the end of a page, whose letters have strokes as high as its rows: line by line as the page it
  /// was made of.
  @Test func rowsGoOnOverThePage() throws {
    func rows(_ suffix: String) throws -> [[String]] {
      let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Formats/清河市_任务分工表.\(suffix)")
      let document = try readDocument(path: "plan." + suffix, bytes: Array(Data(contentsOf: file.standardizedFileURL)))
      return document.blocks.compactMap { block in
        guard case .tableRow(let cells) = block.kind else { return nil }
        return cells.map { document.quote($0).replacingOccurrences(of: " ", with: "") }
      }
    }
    let expected = try rows("html")
    #expect(expected.count == 41)
    #expect(try rows("pdf") == expected)
  }

  // MARK: Encodings

  @Test(arguments: plans + more) func allEncodingsGiveTheSame(_ name: String) throws {
    try expectSame(name, as: [.gb18030, .utf16LE, .utf16BE])
  }

  @Test(arguments: traditional) func big5GivesTheSame(_ name: String) throws { try expectSame(name, as: [.big5, .gb18030, .utf16LE]) }

  /// Plans with tables in traditional characters; any will do, as what is compared is the same text in two encodings.
  @Test(arguments: tables) func tablesInBig5GiveTheSame(_ name: String) throws {
    func traditional(_ text: String) -> String { String(String.UnicodeScalarView(text.unicodeScalars.map { Self.big5[$0] ?? $0 })) }
    let sheet = PlanSheet(
      try PlanSheet(corpus: name).items.map { item in
        switch item {
        case .paragraph(let text): .paragraph(traditional(text))
        case .table(let rows): .table(rows.map { $0.map { .init(text: traditional($0.text), columns: $0.columns, rows: $0.rows) } })
        }
      })
    try expectSame(sheet, as: [.big5])
  }

  /// For each simplified character that Big5 lacks, a traditional one that it has.
  private static let big5: [Unicode.Scalar: Unicode.Scalar] = {
    func isThere(_ scalar: Unicode.Scalar) -> Bool { CharsetDecoder.encode(String(scalar), as: .big5) != [0x3F] }
    let marks: [Unicode.Scalar: Unicode.Scalar] = ["·": "‧", "—": "─", "•": "‧"]
    var table = marks.filter { !isThere($0.key) }
    for value in UInt32(0x4E00)...0x9FA5 {
      guard let scalar = Unicode.Scalar(value), isThere(scalar), let plain = ScriptConversion.simplified([scalar]).first else { continue }
      if plain != scalar, table[plain] == nil, !isThere(plain) { table[plain] = scalar }
    }
    return table
  }()

  /// The plan as a page and as plain text, in other encodings and in UTF-8.
  private func expectSame(_ name: String, as charsets: [Charset]) throws { try expectSame(try PlanSheet(corpus: name), as: charsets) }

  private func expectSame(_ sheet: PlanSheet, as charsets: [Charset]) throws {
    let page = String(decoding: sheet.html, as: UTF8.self)
    let (asPage, asText) = (try findings(sheet.html, "plan.html"), try findings(Array(sheet.text.utf8), "plan.txt"))
    for charset in charsets {
      let bytes = try encoded(page.replacingOccurrences(of: "charset=\"UTF-8\"", with: "charset=\"\(charset.rawValue)\""), charset)
      expectSame(try findings(bytes, "plan.html"), asPage, charset.rawValue)
      expectSame(try findings(try encoded(sheet.text, charset), "plan.txt"), asText, charset.rawValue)
    }
  }

  private func encoded(_ text: String, _ charset: Charset) throws -> [UInt8] {
    let bytes = try #require(CharsetDecoder.encode(text, as: charset))
    switch charset {
    case .utf16LE: return [0xFF, 0xFE] + bytes
    case .utf16BE: return [0xFE, 0xFF] + bytes
    default: return bytes
    }
  }

  // MARK: Comparison

  private func expectSame(_ found: Findings, _ expected: Findings, _ format: String) {
    #expect(found.title == expected.title, "\(format)")
    expectSame(found.sections, expected.sections, format)
    expectSame(found.targets, expected.targets, format)
    expectSame(found.obligations, expected.obligations, format)
    expectSame(found.owners, expected.owners, format)
  }

  private func expectSame(_ found: [String], _ expected: [String], _ format: String) {
    #expect(found.filter { !expected.contains($0) } == [], "only as \(format)")
    #expect(expected.filter { !found.contains($0) } == [], "not as \(format)")
    #expect(found == expected)
  }
}
