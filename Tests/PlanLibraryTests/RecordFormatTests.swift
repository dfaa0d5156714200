import Foundation
import PlanReaders
import Testing

@testable import PlanLibrary

@Suite struct RecordFormatTests {
  private func csv(_ cells: [Cell]) -> String {
    var out: [UInt8] = []
    CSVRecord.append(cells, to: &out)
    return String(decoding: out, as: UTF8.self)
  }

  @Test(arguments: [
    (Cell.text("科普"), "科普"),
    (.text("a,b"), "\"a,b\""),
    (.text("他说\"好\""), "\"他说\"\"好\"\"\""),
    (.text("一\n二"), "\"一\n二\""),
    (.text("=SUM(A1)"), "\"'=SUM(A1)\""),
    (.text("+1"), "\"'+1\""),
    (.text("-1"), "\"'-1\""),
    (.text("@a"), "\"'@a\""),
    (.text("\ta"), "\"'\ta\""),
    (.text("\ra"), "\"'\ra\""),
    (.text(""), ""),
    (.null, ""),
    (.number("-12.5"), "-12.5"),
    (.integer(-3), "-3"),
    (.boolean(true), "true"),
    (.list(["甲", "乙"]), "甲；乙"),
    (.list(["=甲"]), "\"'=甲\""),
    (.spans([[1, 2], [5, 9]]), "1-2；5-9"),
  ])
  func cells(_ cell: Cell, _ expected: String) {
    #expect(csv([cell]) == expected + "\r\n")
  }

  /// What is written reads back, apart from the apostrophe of formulas.
  @Test func roundTrip() {
    let texts = ["a", "a\"b", "一,二", "行\r\n行", "；", " 空 ", "'", "\"\""]
    let rows = CSVReader.rows(csv(texts.map(Cell.text)) + csv(texts.reversed().map(Cell.text)))
    #expect(rows.map(\.cells) == [texts, texts.reversed()])
  }

  @Test func header() {
    let encoder = RecordEncoder(columns: ExportKind.owners.columns, format: .csv)
    #expect(
      String(decoding: encoder.header, as: UTF8.self).unicodeScalars.elementsEqual(
        "\u{FEFF}document,source,section,role,names,rule,quote,start,end,certainty,reasons,page\r\n".unicodeScalars))
    #expect(RecordEncoder(columns: [.text("a")], format: .csv, marked: false).header == Array("a\r\n".utf8))
    #expect(RecordEncoder(columns: [.text("a")], format: .jsonl).header.isEmpty)
  }

  @Test func json() throws {
    let columns: [Column] = [.text("a"), .number("b"), .list("c"), .spans("d"), .boolean("e"), .integer("f")]
    var out: [UInt8] = []
    RecordEncoder(columns: columns, format: .jsonl).append(
      [.text("“\"\\\n\u{1}"), .number("5000000000"), .list(["x"]), .spans([[0, 3]]), .boolean(false), .null], to: &out)
    #expect(
      String(decoding: out, as: UTF8.self)
        == "{\"a\":\"“\\\"\\\\\\n\\u0001\",\"b\":5000000000,\"c\":[\"x\"],\"d\":[[0,3]],\"e\":false,\"f\":null}\n")
    #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(out)) }
  }

  @Test(arguments: [
    (5_000_000_000.0, "5000000000"), (66.67, "66.67"), (1e21, "1000000000000000000000"), (0.00001, "0.00001"),
    (-0.5, "-0.5"),
  ])
  func plainNumbers(_ value: Double, _ expected: String) {
    #expect(Export.plain(value) == expected)
  }

  @Test func columnsAreThoseOfTheContract() {
    func names(_ kind: ExportKind) -> String { kind.columns.map(\.name).joined(separator: " ") }
    #expect(
      names(.documents)
        == "document source title document_number issuer issued_on kind period_start period_end level province city adcode script encoding format characters sha256 ingested_at warnings"
    )
    #expect(
      names(.sections) == "document source section depth marker heading heading_simplified parent start end quote page")
    #expect(
      names(.targets)
        == "document source section indicator op value high unit kind deadline deadline_explicit recurrence actor baseline_value baseline_unit baseline_year strength rule quote quote_simplified start end title issuer province city period_start period_end certainty reasons page"
    )
    #expect(
      names(.obligations)
        == "document source section strength owner trigger actions rule quote quote_simplified start end title issuer province city certainty reasons page"
    )
    #expect(names(.owners) == "document source section role names rule quote start end certainty reasons page")
    #expect(
      names(.assignments)
        == "document source section task owners_lead owners_support owner_inherited_from targets deadline strength flags quote start end certainty reasons page"
    )
    #expect(names(.damage) == "document source kind certainty quote repaired rule start end page")
  }
}

@Suite struct CSVReaderTests {
  @Test func lenient() {
    let rows = CSVReader.rows("\u{FEFF}file,title\r\n\"a\nb\",x\"y\"z\n\n最后,\"未关")
    #expect(rows.map(\.cells) == [["file", "title"], ["a\nb", "xyz"], ["最后", "未关"]])
    #expect(rows.map(\.line) == [1, 2, 5])
    #expect(CSVReader.rows("").isEmpty)
  }

  @Test func neverTraps() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<5000 {
      let text = (0..<Int.random(in: 0...20, using: &random)).map { _ in
        ["\"", ",", "\r", "\n", "a", "一"].randomElement(using: &random) ?? ""
      }.joined()
      _ = CSVReader.rows(text)
    }
  }
}

@Suite struct WidthTests {
  @Test(arguments: [("科普", 4), ("abc", 3), ("（一）", 6), ("é", 1), ("e\u{301}", 1), ("“四个”", 6), ("", 0)])
  func columns(_ text: String, _ expected: Int) { #expect(EastAsianWidth.columns(text) == expected) }

  @Test(arguments: ["科学素质行动", "abc科学", "", "一二三四五六七八九十"], [5, 6, 7, 12])
  func fitsExactly(_ text: String, _ width: Int) {
    #expect(EastAsianWidth.columns(EastAsianWidth.fitted(text, to: width)) == width)
  }
}

@Suite struct CompressionTests {
  @Test func roundTrip() {
    for text in ["", "a", String(repeating: "科学素质", count: 10_000)] {
      let bytes = Array(text.utf8)
      let packed = Compression.deflate(bytes) ?? []
      #expect(Compression.inflate(packed, count: bytes.count) == bytes)
      #expect(Compression.inflate(packed, count: bytes.count + 1) == nil)
      #expect(Compression.inflate(packed, count: Int.max) == nil)
      #expect(Compression.inflate(packed, count: -1) == nil)
      #expect(Compression.inflate(Array(packed.dropLast(3)), count: bytes.count) == nil)
    }
  }
}
