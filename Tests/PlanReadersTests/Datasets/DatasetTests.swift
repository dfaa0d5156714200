import Foundation
import PlanReaders
import PlanText
import Testing

@Suite struct DatasetTests {
  /// Files of a scratch folder, read as an ingest would.
  private func read(
    _ files: [(String, [UInt8])], columns: RecordColumns = RecordColumns(), limits: ReaderLimits = ReaderLimits()
  ) throws -> [(path: String, result: Result<Document, ReadError>)] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gangmu-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, bytes) in files { try Data(bytes).write(to: folder.appendingPathComponent(name)) }
    var items = InputItems(inputFiles([folder.path]).files, limits: limits, columns: columns)
    var out: [(path: String, result: Result<Document, ReadError>)] = []
    while let item = items.next() {
      let path = String(item.path.dropFirst(folder.path.count))
      do throws(ReadError) { out.append((path, .success(try readItem(item, limits: limits)))) } catch { out.append((path, .failure(error))) }
    }
    return out
  }

  private static let rows = [
    ["id", "标题", "省份", "城市", "发布日期", "full_text"],
    ["7", "清河市\"十四五\"水利规划", "云川省", "清河市", "2021/6/3", "一、总体要求\n到2025年，全市供水保证率达到97%以上。\n二、保障措施\n各级各部门要加强组织领导。"],
    ["8", "平岭市2023年教育工作要点", "云川省", "平岭市", "20230214", "第一段，有逗号。\r\n第二段。"],
    ["9", "无正文", "云川省", "", "", "  "],
  ]

  private static func csv(_ separator: String = ",") -> String {
    rows.map { $0.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: separator) }.joined(separator: "\r\n") + "\r\n"
  }

  @Test(arguments: [Charset.utf8, .gb18030, .utf16LE]) func rowsOfATableAreDocuments(_ charset: Charset) throws {
    let bytes = try #require(CharsetDecoder.encode(Self.csv(), as: charset))
    let found = try read([("a.csv", charset == .utf16LE ? [0xFF, 0xFE] + bytes : bytes)])
    #expect(found.map(\.path) == ["/a.csv/1", "/a.csv/2", "/a.csv/3"])
    let first = try found[0].result.get()
    #expect(first.format == .csv && first.encoding.name == charset.rawValue)
    #expect(first.string == Self.rows[1][5])
    #expect(first.page.title == Self.rows[1][1] && first.page.place == "云川省清河市" && first.page.publishedOn == "2021-06-03")
    #expect(try found[1].result.get().page.publishedOn == "2023-02-14")
    #expect(throws: ReadError.self) { try found[2].result.get() }
  }

  @Test func objectsOfLinesAndListsAreDocuments() throws {
    let lines = """
      {"title": "甲", "full_text": "一、甲。", "province": "云川省", "n": 1}
      {"title": "乙", "full_text": ["一、乙。", "二、\\"{乙}\\"。"]}
      not json
      {"标题": "丙", "正文": "一、丙。"}
      """
    let list = "[\(lines.split(separator: "\n").filter { $0.hasPrefix("{") }.joined(separator: ",\n"))]"
    let found = try read([("a.jsonl", Array(lines.utf8)), ("b.json", Array(list.utf8))])
    #expect(found.map(\.path) == ["/a.jsonl/1", "/a.jsonl/2", "/a.jsonl/3", "/a.jsonl/4", "/b.json/1", "/b.json/2", "/b.json/3"])
    let texts = found.map { try? $0.result.get().string }
    #expect(texts == ["一、甲。", "一、乙。\n二、\"{乙}\"。", nil, "一、丙。", "一、甲。", "一、乙。\n二、\"{乙}\"。", "一、丙。"])
    guard case .failure(let error) = found[2].result else { return }
    #expect(error.description.contains("第 3 行"))
  }

  @Test func slipsOfProgramsInRecordsAreUndone() throws {
    let lines = #"""
      {"full_text": "一、甲。NaN", "n": NaN, "m": [-Infinity, Infinity]}
      {"full_text": "一、\ud83d乙\uDE00\ud83d\ude00\\ud83d\n"}
      {"full_text": "一、	丙。"}
      {"full_text": "一、丁。", "n": Nan}
      """#
    let found = try read([("a.jsonl", Array(lines.utf8))])
    #expect(found.map { try? $0.result.get().string } == ["一、甲。NaN", "一、\u{FFFD}乙\u{FFFD}😀\\ud83d\n", "一、\t丙。", nil])
  }

  @Test func aNulInARecordIsDamageAndManyAreNamedWithTheirPlace() throws {
    let lines = "{\"full_text\": \"一、甲\\u0000乙。\"}\n{\"full_text\": \"一、\\u0000\\u0000\"}\n"
    let found = try read([("a.jsonl", Array(lines.utf8)), ("b.csv", Array("title,full_text\n题,一、甲\0乙。\n".utf8))])
    #expect(found.map { try? $0.result.get().string } == ["一、甲\u{1A}乙。", nil, "一、甲\u{1A}乙。"])
    guard case .failure(.binary(_, 6, _)) = found[1].result else {
      Issue.record("\(found[1].result)")
      return
    }
  }

  @Test func packedDataSetsAreReadAsTheyAre() throws {
    let found = try read([("a.csv.gz", ArchiveTests.gzip(Array(Self.csv().utf8))), ("b.jsonl.gz", ArchiveTests.gzip(Array("{\"text\":\"甲。\"}\n".utf8)))])
    #expect(found.map(\.path) == ["/a.csv.gz/1", "/a.csv.gz/2", "/a.csv.gz/3", "/b.jsonl.gz/1"])
  }

  @Test func aTaskTableIsNoDataSet() throws {
    let table = "序号,任务,内容,牵头单位,完成时限\n1,供水,建设水库两座,市水利局,2025年\n"
    let found = try read([("a.csv", Array(table.utf8))])
    #expect(found.map(\.path) == ["/a.csv"])
  }

  @Test func columnsMayBeNamed() throws {
    let table = "甲,乙,丙\n题目一,一、总体要求。,云川省\n"
    #expect(try read([("a.csv", Array(table.utf8))]).map(\.path) == ["/a.csv"])
    let columns = RecordColumns(text: "乙", metadata: try RecordColumns.fields("title=甲, province=丙"))
    let document = try #require(try read([("a.csv", Array(table.utf8))], columns: columns).first).result.get()
    #expect(document.string == "一、总体要求。" && document.page.title == "题目一" && document.page.place == "云川省")
    #expect(throws: RecordColumns.ListError.unknownField("colour")) { try RecordColumns.fields("colour=甲") }
    #expect(try RecordColumns.fields("publish_date,省份") == [.publishedOn: "publish_date", .province: "省份"])
  }

  @Test func theRecordsColumnsAreBelieved() throws {
    let document = try #require(try read([("a.csv", Array(Self.csv().utf8))]).first).result.get()
    let metadata = Outline(of: document).metadata
    #expect(metadata.title == "清河市\"十四五\"水利规划" && metadata.issuedOn == "2021-06-03")
  }

  @Test func aRowOverTheLimitEndsTheFileAndNothingElse() throws {
    let table = "title,full_text\n甲,一、甲。\n乙,\"没有配对的引号" + String(repeating: "长", count: 4000)
    let found = try read([("a.csv", Array(table.utf8)), ("b.txt", Array("一、总体要求。全市各级各部门要加强组织领导。".utf8))], limits: ReaderLimits(bytes: 6000))
    #expect(found.map(\.path) == ["/a.csv/1", "", "/b.txt"] || found.map(\.path) == ["/a.csv/1", "/a.csv", "/b.txt"])
    guard case .failure(.overLimit(_, _, .bytes, _, 6000)) = found[1].result else {
      Issue.record("\(found[1].result)")
      return
    }
  }

  /// The slow twin reads decoded text.
  @Test func rowsAreThoseOfTheReaderOfText() throws {
    let seed: UInt64 = 20_261_122
    var state = seed
    func roll(_ n: UInt64) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % n)
    }
    for _ in 0..<200 {
      let text = "full_text,清河市云川省平岭市\n" + (0..<roll(40)).map { _ in ["甲", "\"", ",", "\n", "\r\n", "乙 ", "\"\"", "一。"][roll(8)] }.joined()
      let twin = CSVReader.rows(text).dropFirst().filter { $0.cells != [""] }.map { $0.cells[0] }
      let found = try read([("a.csv", Array(text.utf8))])
      // A table of one row may be read as text without records.
      let texts = found.map { (try? $0.result.get().string) ?? "" }
      let expected = twin.map { cell in cell.unicodeScalars.contains { !" \r\n".unicodeScalars.contains($0) } ? cell : "" }
      #expect(texts == expected, "seed \(seed)")
    }
  }
}
