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
      let other = try findings(bytes, "plan." + suffix)
      #expect(other.title == page.title, "\(suffix)")
      expectSame(other.sections, page.sections, suffix)
      expectSame(other.targets, page.targets, suffix)
      expectSame(other.obligations, page.obligations, suffix)
      expectSame(other.owners, page.owners, suffix)
    }
  }

  private func expectSame(_ found: [String], _ expected: [String], _ format: String) {
    #expect(found.filter { !expected.contains($0) } == [], "only as \(format)")
    #expect(expected.filter { !found.contains($0) } == [], "not as \(format)")
    #expect(found == expected)
  }
}
