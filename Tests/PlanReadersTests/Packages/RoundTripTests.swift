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

  @Test(arguments: plans) func allFormatsGiveTheSame(_ name: String) throws {
    let sheet = try PlanSheet(corpus: name)
    let page = try findings(sheet.html, "plan.html")
    #expect(page.sections.count > 3)
    #expect(!page.obligations.isEmpty)
    for (bytes, suffix) in [(sheet.docx, "docx"), (OFDSheet.bytes(sheet), "ofd"), (sheet.odt, "odt"), (PDFSheet.bytes(sheet), "pdf")] {
      expectSame(try findings(bytes, "plan." + suffix), page, suffix)
    }
  }

  // MARK: Encodings

  @Test(arguments: plans + more) func allEncodingsGiveTheSame(_ name: String) throws {
    try expectSame(name, as: [.gb18030, .utf16LE, .utf16BE])
  }

  @Test(arguments: traditional) func big5GivesTheSame(_ name: String) throws { try expectSame(name, as: [.big5, .gb18030, .utf16LE]) }

  /// The plan as a page and as plain text, in other encodings and in UTF-8.
  private func expectSame(_ name: String, as charsets: [Charset]) throws {
    let sheet = try PlanSheet(corpus: name)
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

  // MARK: What another program writes

  /// Plans with tables; each takes LibreOffice some ten seconds, so that only the first is read unless `GANGMU_OFFICE` is set.
  static let tabled = [
    "临澜市_科技型企业梯度培育实施方案_2023-2025.txt", "云川省_科协事业发展十四五规划.txt", "石桥县_防汛抗旱能力提升实施方案_UTF-16LE.txt", "云川省_数字经济发展三年行动计划.html",
  ].prefix(ProcessInfo.processInfo.environment["GANGMU_OFFICE"] == nil ? 1 : 4)

  @Test(.enabled(if: OfficeTests.isInstalled, "libreoffice-writer-nogui is not installed"), arguments: tabled)
  func libreOfficeGivesTheSame(_ name: String) throws {
    let sheet = try PlanSheet(corpus: name)
    let page = try findings(sheet.html, "plan.html")
    for suffix in ["doc", "pdf"] { expectSame(try findings(try converted(sheet.docx, to: suffix), "plan." + suffix), page, suffix) }
  }

  private func converted(_ docx: [UInt8], to suffix: String) throws -> [UInt8] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gangmu-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(docx).write(to: folder.appendingPathComponent("plan.docx"))
    let office = Process()
    office.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    office.arguments = [
      "soffice", "-env:UserInstallation=file://\(folder.path)/profile", "--headless", "--norestore", "--convert-to",
      suffix == "doc" ? "doc:MS Word 97" : "pdf:writer_pdf_Export", "--outdir", folder.path, folder.path + "/plan.docx",
    ]
    office.standardOutput = FileHandle.nullDevice
    office.standardError = FileHandle.nullDevice
    try office.run()
    office.waitUntilExit()
    return try Array(Data(contentsOf: folder.appendingPathComponent("plan." + suffix)))
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
