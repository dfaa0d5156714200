import Foundation
import PlanReaders
import PlanText
import Testing

@testable import PlanLibrary

@Suite struct WorkbookTests {
  private func book(_ rows: [[Cell]], columns: [Column], limit: Int = WorkbookWriter.mostRows) throws -> [UInt8] {
    let writer = try WorkbookWriter(rowLimit: limit)
    try writer.beginSheet("指标 targets", columns: columns)
    for row in rows { try writer.append(row) }
    try writer.finish()
    return writer.take()
  }

  private static let columns: [Column] = [.text("name"), .number("value"), .integer("year"), .boolean("is"), .list("list")]
  private static let rows: [[Cell]] = [
    [.text("科普 & <基地>"), .number("5000000000"), .integer(2025), .boolean(true), .list(["甲", "乙"])],
    [.text("=SUM(A1)"), .number("-12.5"), .null, .boolean(false), .list([])],
    [.text(" 空 "), .null, .integer(3), .null, .list(["x"])],
  ]

  /// What our own reader of workbooks shows.
  @Test func readsBack() throws {
    let bytes = try book(Self.rows, columns: Self.columns)
    let text = try readDocument(path: "x.xlsx", bytes: bytes).text
    let string = String(String.UnicodeScalarView(text))
    for expected in ["指标 targets", "name", "科普 & <基地>", "5000000000", "2025", "甲；乙", "=SUM(A1)", "-12.5"] {
      #expect(string.contains(expected), "\(expected) in \(string)")
    }
  }

  @Test(.enabled(if: Shell.has("python3"))) func numbersAreNumbersAndFormulasAreText() throws {
    let sheet = try part("xl/worksheets/sheet1.xml", of: book(Self.rows, columns: Self.columns))
    #expect(sheet.contains("<c r=\"B2\"><v>5000000000</v></c>"))
    #expect(sheet.contains("<c r=\"A3\" s=\"2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">=SUM(A1)</t></is></c>"))
    #expect(!sheet.contains("<f>"))
    #expect(sheet.contains("state=\"frozen\"") && sheet.contains("<autoFilter ref=\"A1:E4\"/>"))
    #expect(sheet.contains("科普 &amp; &lt;基地&gt;"))
  }

  @Test func sameRowsAreTheSameBytes() throws {
    #expect(try book(Self.rows, columns: Self.columns) == book(Self.rows, columns: Self.columns))
  }

  @Test(.enabled(if: Shell.has("python3"))) func aFullSheetGoesOnAsAnother() throws {
    let rows = (0..<7).map { [Cell.integer($0)] }
    let bytes = try book(rows, columns: [.integer("n")], limit: 4)
    let workbook = try part("xl/workbook.xml", of: bytes)
    #expect(workbook.contains("name=\"指标 targets\"") && workbook.contains("name=\"指标 targets 3\""))
    #expect(try part("xl/worksheets/sheet3.xml", of: bytes).contains("<v>6</v>"))
  }

  @Test(.enabled(if: Shell.has("python3"))) func longTextIsCutWithAMarkAndCounted() throws {
    let writer = try WorkbookWriter()
    try writer.beginSheet("a", columns: [.text("t")])
    try writer.append([.text(String(repeating: "科", count: 40_000))])
    try writer.finish()
    #expect(writer.cutCells == 1)
    let sheet = try part("xl/worksheets/sheet1.xml", of: writer.take())
    #expect(sheet.contains("…［原有 40000 字］"))
  }

  @Test(arguments: [("a\u{7}b", "a_x0007_b"), ("_x0041_", "_x005F_x0041_"), ("a\rb", "a_x000D_b"), ("_x", "_x"), ("<>&", "&lt;&gt;&amp;")])
  func charactersThatXMLCannotHold(_ text: String, _ expected: String) {
    var out: [UInt8] = []
    WorkbookParts.append(text, to: &out)
    #expect(String(decoding: out, as: UTF8.self) == expected)
  }

  @Test(arguments: [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
  func letters(_ index: Int, _ expected: String) { #expect(WorkbookParts.letters(index) == expected) }

  @Test func aWorkbookOfAll() async throws {
    let scratch = Scratch()
    try scratch.write("river.txt", Sample.river)
    try await scratch.ingest()
    let library = try scratch.library()
    var bytes: [UInt8] = []
    let export = WorkbookExport(library: library, kinds: WorkbookExport.all, command: "gangmu export all")
    let count = try export.run { bytes += $0 }
    #expect(count > 4)
    let text = String(String.UnicodeScalarView(try readDocument(path: "x.xlsx", bytes: bytes).text))
    for expected in ["指标 targets", "任务分工 assignments", "责任主体 owners", "文件 documents", "方法 method", "gangmu export all", "14"] {
      #expect(text.contains(expected), "\(expected)")
    }
    let ids = try library.documents().map { $0.id + "\n" }.joined()
    #expect(text.contains(Digest.hexadecimal(Array(ids.utf8))))
  }

  @Test(arguments: ComparisonBasis.allCases) func aComparison(_ basis: ComparisonBasis) async throws {
    let scratch = Scratch()
    try scratch.write("river.txt", Sample.river)
    try scratch.write("pass.txt", Sample.pass)
    try await scratch.ingest()
    let library = try scratch.library()
    let choice = PlanChoice(names: ["river.txt", "pass.txt"])
    let report: any ComparisonReport =
      switch basis {
      case .targets: try TargetMatrix(choice, aliases: .bundled, library: library)
      case .sections: try SectionAlignment(choice, library: library)
      case .terms: try Keyness(choice, library: library)
      case .reuse: try ReuseReport(choice, library: library)
      case .strength: try StrengthProfile(choice, library: library)
      }
    var bytes: [UInt8] = []
    let documents = try choice.documents(library)
    try report.workbook(command: "gangmu compare 甲 乙", documents: documents, library: library) { bytes += $0 }
    let text = String(String.UnicodeScalarView(try readDocument(path: "x.xlsx", bytes: bytes).text))
    let sheets = basis == .targets ? ["矩阵 matrix", "数值 figures"] : ["对照 comparison", "明细 details"]
    let hash = Digest.hexadecimal(Array(documents.map { $0.id + "\n" }.sorted().joined().utf8))
    for expected in sheets + ["方法 method", "gangmu compare 甲 乙", hash] + report.columns.map(\.name) {
      #expect(text.contains(expected), "\(expected) in \(basis)")
    }
    if basis == .targets {
      for expected in ["≥14%（2025）", "—未提及", "单元格数 cells: not_mentioned", "rank_ratio"] {
        #expect(text.contains(expected), "\(expected)")
      }
    }
  }

  @Test func tasksByOwnerAndDeadline() async throws {
    let scratch = Scratch()
    try scratch.write("river.txt", Sample.river)
    try scratch.write("pass.txt", Sample.pass)
    try await scratch.ingest()
    let library = try scratch.library()
    let owners = try TaskTable(PlanChoice(), by: .owner, library: library)
    #expect(owners.groups.contains { $0.name == "市科协" } && owners.groups.contains { $0.name == "市教育局" })
    #expect(owners.groups.last?.name == nil)
    #expect(owners.groups.last?.flags.contains { $0.name == "no_owner" } == true)
    let years = try TaskTable(PlanChoice(names: ["river.txt"]), by: .deadline, library: library)
    #expect(years.groups.first?.name == "2025")
    let sections = try TaskTable(PlanChoice(names: ["river.txt"]), by: .section, library: library)
    #expect(sections.groups.map(\.name).contains { $0?.hasSuffix("二 重点任务") == true })
    #expect(sections.records.allSatisfy { $0.count == TaskTable.columns.count })
  }

  /// A part of a workbook, as Python's zip module unpacks it.
  private func part(_ name: String, of bytes: [UInt8]) throws -> String {
    let scratch = Scratch()
    try Data(bytes).write(to: URL(fileURLWithPath: scratch.path + "/x.zip"))
    let program = "import sys, zipfile; z = zipfile.ZipFile('x.zip'); assert z.testzip() is None; sys.stdout.buffer.write(z.read('\(name)'))"
    return try Shell.run("python3 -c \"\(program)\"", in: scratch.path).output
  }
}
