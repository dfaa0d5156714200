import Foundation
import PlanReaders
import PlanText
import Testing

@testable import PlanLibrary

@Suite struct IngestTests {
  @Test func addsSkipsReplacesAndRemoves() async throws {
    let scratch = Scratch()
    try scratch.write("a.txt", Sample.river)
    try scratch.write("b/b.txt", Sample.pass)
    var report = try await scratch.ingest()
    #expect(report.added == 2 && report.failed == 0)
    #expect(try scratch.problems().isEmpty)
    #expect(try scratch.found("科普基地") == ["a.txt"])

    report = try await scratch.ingest()
    #expect(report.unchanged == 2 && report.added == 0 && report.replaced == 0)

    try scratch.write("a.txt", Sample.hill)
    report = try await scratch.ingest()
    #expect(report.replaced == 1 && report.unchanged == 1)
    #expect(try scratch.found("科普基地").isEmpty)
    #expect(try scratch.found("小型水库") == ["a.txt"])

    try scratch.remove("b/b.txt")
    var removed: [String] = []
    report = try await scratch.ingest { if case .removed(let path, _) = $0 { removed.append(path) } }
    #expect(report.removed == 1 && removed.count == 1)
    #expect(try scratch.library().documents().count == 1)
    #expect(try scratch.problems().isEmpty)
  }

  @Test func whatCouldNotBeReadIsKnownUntilItCanBeOrIsGone() async throws {
    let scratch = Scratch()
    try scratch.write("a.txt", Sample.river)
    try scratch.write("empty.txt", "")
    try scratch.write("void.txt", " ")
    try scratch.write("c.tar", String(tar([("hill.txt", Sample.hill)]).prefix(530)))
    try await scratch.ingest([scratch.folder, scratch.path + "/nowhere"])
    func failed() throws -> [String] {
      try scratch.library().failures().map { ($0.path as NSString).lastPathComponent }
    }
    #expect(try failed() == ["c.tar", "empty.txt", "void.txt"])
    #expect(try scratch.library().failures().allSatisfy { !$0.reason.zh.isEmpty && !$0.reason.en.contains(scratch.path) })
    #expect(try scratch.library().statistics().failures == 3)
    try scratch.write("empty.txt", Sample.pass)
    try scratch.remove("void.txt")
    try scratch.write("c.tar", tar([("hill.txt", Sample.hill), ("none.txt", "")]))
    try await scratch.ingest()
    #expect(try failed() == ["none.txt"])
    // A file that was stored, failed and is whole again is not a failure.
    let whole = try String(contentsOfFile: scratch.folder + "/a.txt", encoding: .utf8)
    try scratch.write("a.txt", "")
    try await scratch.ingest()
    #expect(try failed() == ["a.txt", "none.txt"])
    try scratch.write("a.txt", whole)
    try scratch.write("c.tar", tar([("hill.txt", Sample.hill)]))
    #expect(try await scratch.ingest().unchanged == 3)
    #expect(try failed().isEmpty)
    #expect(try scratch.problems().isEmpty)
  }

  /// An archive as `tar` writes it, names and contents short.
  private func tar(_ files: [(String, String)]) -> String {
    files.map { name, text in
      func field(_ value: String, _ count: Int) -> String { value + String(repeating: "\0", count: count - value.utf8.count) }
      func octal(_ value: Int, _ count: Int) -> String {
        let digits = String(value, radix: 8)
        return String(repeating: "0", count: count - digits.count) + digits
      }
      let head = field(name, 100) + field("", 24) + octal(text.utf8.count, 11) + "\0" + field("", 12)
      let tail = "0" + field("", 355)
      let sum = (head + tail).utf8.reduce(8 * 0x20) { $0 + Int($1) }
      return head + octal(sum, 6) + "\0 " + tail + text + String(repeating: "\0", count: (512 - text.utf8.count % 512) % 512)
    }.joined() + String(repeating: "\0", count: 1024)
  }

  @Test func documentsOfAnArchiveComeStayAndGo() async throws {
    let scratch = Scratch()
    try scratch.write("a.tar", tar([("river.txt", Sample.river), ("../pass.txt", Sample.pass)]))
    try scratch.write("b.txt", Sample.hill)
    var report = try await scratch.ingest()
    #expect(report.added == 3 && report.failed == 0)
    #expect(try scratch.found("科普基地") == ["river.txt"])
    #expect(try scratch.problems().isEmpty)
    report = try await scratch.ingest()
    #expect(report.unchanged == 3 && report.removed == 0)
    // An archive that cannot be read to its end keeps what it held.
    try scratch.write("a.tar", String(tar([("river.txt", Sample.river)]).prefix(600)))
    report = try await scratch.ingest()
    #expect(report.removed == 0 && report.failed == 1)
    try scratch.write("a.tar", tar([("pass.txt", Sample.pass)]))
    report = try await scratch.ingest()
    #expect(report.removed == 1 && report.unchanged == 2)
    #expect(try scratch.found("科普基地").isEmpty)
    try scratch.remove("a.tar")
    #expect(try await scratch.ingest().removed == 1)
    #expect(try scratch.problems().isEmpty)
  }

  @Test func aFileOutsideTheFolderIsLeftAlone() async throws {
    let scratch = Scratch()
    let a = try scratch.write("a.txt", Sample.river)
    try scratch.write("sub/b.txt", Sample.pass)
    try await scratch.ingest()
    try FileManager.default.removeItem(atPath: a)
    let report = try await scratch.ingest([scratch.folder + "/sub"])
    #expect(report.removed == 0)
    #expect(try scratch.library().documents().count == 2)
  }

  @Test func sameContentIsOneDocumentWithTwoSources() async throws {
    let scratch = Scratch()
    try scratch.write("b.txt", Sample.river)
    try scratch.write("a.txt", Sample.river)
    var duplicates: [String] = []
    let report = try await scratch.ingest { if case .duplicate(let path, _, _) = $0 { duplicates.append(path) } }
    #expect(report.added == 1 && report.duplicates == 1)
    #expect(duplicates == [scratch.folder + "/b.txt"])
    let library = try scratch.library()
    let documents = try library.documents()
    #expect(documents.count == 1)
    #expect(documents.first?.source == scratch.folder + "/a.txt")
    // The document stays as long as one of its files does.
    try scratch.remove("a.txt")
    #expect(try await scratch.ingest().removed == 0)
    #expect(try scratch.library().documents().first?.source == scratch.folder + "/b.txt")
    try scratch.remove("b.txt")
    #expect(try await scratch.ingest().removed == 1)
    #expect(try scratch.problems().isEmpty)
  }

  @Test func encodingDoesNotMakeAnotherDocument() async throws {
    let scratch = Scratch()
    try scratch.write("utf8.txt", Sample.river)
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    try Data(mark + Array(Sample.river.utf8)).write(to: URL(fileURLWithPath: scratch.folder + "/marked.txt"))
    let report = try await scratch.ingest()
    #expect(report.added == 1 && report.duplicates == 1)
  }

  @Test func twoFilesExchangeTheirContents() async throws {
    let scratch = Scratch()
    try scratch.write("a.txt", Sample.river)
    try scratch.write("b.txt", Sample.pass)
    try await scratch.ingest()
    try scratch.write("a.txt", Sample.pass)
    try scratch.write("b.txt", Sample.river)
    try await scratch.ingest()
    #expect(try scratch.found("科普基地") == ["b.txt"])
    #expect(try scratch.found("50次以上") == ["a.txt"])
    #expect(try scratch.library().documents().count == 2)
    #expect(try scratch.problems().isEmpty)
  }

  @Test func anotherSpellingIsTheSameFile() async throws {
    let scratch = Scratch()
    try scratch.write("a.txt", Sample.river)
    try await scratch.ingest()
    let report = try await scratch.ingest([scratch.folder + "//./a.txt", scratch.folder + "/../plans"])
    #expect(report.duplicates == 0 && report.added == 0)
    #expect(try scratch.library().sources().values.map(\.count) == [1])
  }

  @Test func badFilesDoNotStopTheRest() async throws {
    let scratch = Scratch()
    try scratch.write("a.txt", "")
    try scratch.write("b.txt", Sample.river)
    try Data([0, 1, 2, 0, 255, 0, 7]).write(to: URL(fileURLWithPath: scratch.folder + "/c.bin"))
    var failures = 0
    let report = try await scratch.ingest([scratch.folder, scratch.path + "/missing"]) {
      if case .failed = $0 { failures += 1 }
    }
    #expect(report.added == 1 && report.failed == 3 && failures == 3)
  }

  /// What is stored stays when the file can no longer be read.
  @Test func aFileGoneBadKeepsItsDocument() async throws {
    let scratch = Scratch()
    try scratch.write("a.txt", Sample.river)
    try await scratch.ingest()
    try scratch.write("a.txt", "")
    let report = try await scratch.ingest()
    #expect(report.failed == 1 && report.removed == 0)
    #expect(try scratch.found("科普基地") == ["a.txt"])
  }

  @Test(arguments: [1, 2, 5]) func jobsAndOrderDoNotShow(_ jobs: Int) async throws {
    let (one, other) = (Scratch(), Scratch())
    // The same absolute paths for both.
    for (i, text) in [Sample.river, Sample.pass, Sample.hill].enumerated() {
      for copy in 0..<4 { try one.write("\(i)-\(copy).txt", text + "\n第\(copy)稿。") }
    }
    let files = try FileManager.default.contentsOfDirectory(atPath: one.folder).map { one.folder + "/" + $0 }
    try await one.ingest(files.sorted(), jobs: 1, batch: 5)
    var ingest = Ingest(folder: other.index, pipeline: try Sample.pipeline, jobs: jobs)
    ingest.batchDocuments = 5
    _ = try await ingest.run(files.sorted().reversed()) { _ in }
    for kind in ExportKind.allCases where kind != .documents {
      #expect(try one.export(kind) == other.export(kind))
    }
    #expect(one.segments == other.segments)
    for name in one.segments {
      #expect(
        FileManager.default.contents(atPath: one.index + "/" + name)
          == FileManager.default.contents(atPath: other.index + "/" + name))
    }
  }

  @Test func manySmallRunsKeepFewSegments() async throws {
    let scratch = Scratch()
    for i in 0..<25 {
      let file = try scratch.write("\(i).txt", Sample.hill + "\n第\(i)稿。")
      try await scratch.ingest([file])
    }
    #expect(scratch.segments.count <= 14)
    #expect(try scratch.library().documents().count == 25)
    #expect(try scratch.found("小型水库").count == 25)
    #expect(try scratch.problems().isEmpty)
    let (before, after) = try Maintenance.compact(folder: scratch.index)
    #expect(after <= before && scratch.segments.count == 1)
    #expect(try scratch.problems().isEmpty)
  }

  @Test func metadataTable() async throws {
    let scratch = Scratch()
    try scratch.write("a.txt", Sample.river)
    let table = try scratch.write(
      "../meta.csv", "file,title,province,level,period_start\na.txt,甲方案,云川省,prefecture,2031\n")
    try await scratch.ingest()
    var report = try await scratch.ingest(overrides: MetadataOverrides(path: table))
    #expect(report.replaced == 1)
    var document = try #require(try scratch.library().documents().first)
    #expect(document.title == "甲方案" && document.province == "云川省" && document.periodStart == 2031)
    // They stay in force for later runs, and an empty row takes them back.
    report = try await scratch.ingest()
    #expect(report.unchanged == 1)
    try scratch.write("a.txt", Sample.river + "\n补充一段。")
    try await scratch.ingest()
    document = try #require(try scratch.library().documents().first)
    #expect(document.title == "甲方案")
    let none = try scratch.write("../none.csv", "file,title\na.txt,\n")
    try await scratch.ingest(overrides: MetadataOverrides(path: none))
    document = try #require(try scratch.library().documents().first)
    #expect(document.title != "甲方案")
    #expect(try scratch.problems().isEmpty)
  }

  @Test func rowsOfAMetadataTableFindTheirFiles() throws {
    let table = "file,title\n./m/sub/b.txt,甲\na.txt ,乙\nsub/c.txt,丙\nc.txt,丁\nA.TXT,戊\n没有.txt,己\n"
    let overrides = try MetadataOverrides(path: "m.csv", table: CSVReader.rows(table))
    let paths = ["m/sub/b.txt", "/data/m/sub/b.txt", "x/a.txt", "m/sub/c.txt", "m/c.txt", "csub/c.txt", "b.txt"]
    #expect(paths.map { overrides.values(for: $0)?["title"] } == ["甲", "甲", "乙", "丙", "丁", "丁", nil])
    #expect(overrides.unused(among: paths) == ["A.TXT", "没有.txt"])
  }

  @Test func metadataTablesMayBeAsExcelSavesThem() throws {
    let scratch = Scratch()
    for text in ["file;title;issued_on\na.txt;甲,乙;2024/1/5\n", "文件\t标题\t成文日期\na.txt\t甲,乙\t2024年1月5日\n"] {
      let overrides = try MetadataOverrides(path: scratch.write("../meta.csv", text))
      #expect(overrides.values(for: "a.txt") == ["title": "甲,乙", "issued_on": "2024-01-05"])
    }
  }

  @Test func levelsOfAMetadataTableMayBeChinese() throws {
    for word in ["prefecture", "市", "市级"] {
      let overrides = try MetadataOverrides(path: "m.csv", table: CSVReader.rows("file,level\na.txt,\(word)\n"))
      #expect(MetadataOverrides.apply(overrides.values(for: "a.txt") ?? [:], to: Metadata()).level == .prefecture)
    }
  }

  @Test(arguments: [
    ("", 1), ("title\n甲\n", 1), ("file,colour\na,红\n", 1), ("file,level\na,city\n", 2), ("file,issued_on\na,2022\n", 2),
    ("file,title\n,甲\n", 2), ("file,title,标题\na,甲,乙\n", 1), ("file,period_end\nb,\na,十\n", 3),
  ])
  func badMetadataTables(_ text: String, _ line: Int) throws {
    let error = #expect(throws: LibraryError.self) { try MetadataOverrides(path: "m.csv", table: CSVReader.rows(text)) }
    guard case .metadata(_, let found, _) = try #require(error) else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(found == line)
  }

  @Test func removing() async throws {
    let scratch = Scratch()
    try scratch.write("a.txt", Sample.river)
    try scratch.write("b.txt", Sample.pass)
    try await scratch.ingest()
    #expect(throws: LibraryError.self) { try Maintenance.remove(["a.txt", "nothing"], folder: scratch.index) }
    #expect(try scratch.library().documents().count == 2)
    #expect(try Maintenance.remove(["a.txt"], folder: scratch.index).count == 1)
    #expect(try scratch.found("科普基地").isEmpty)
    #expect(try scratch.problems().isEmpty)
    // Ingested again, it comes back.
    #expect(try await scratch.ingest().added == 1)
    #expect(throws: LibraryError.self) { try Maintenance.remove(["a"], folder: scratch.path + "/none") }
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/none"))
  }

  @Test func documentsByName() async throws {
    let scratch = Scratch()
    let path = try scratch.write("清河.txt", Sample.river)
    try await scratch.ingest()
    let library = try scratch.library()
    let id = try #require(try library.documents().first?.id)
    for name in [id, id.uppercased(), String(id.prefix(4)), path, "清河.txt", "清河"] {
      #expect(try library.document(named: name).id == id)
    }
    for name in ["", String(id.prefix(3)), "河", "清河.md"] {
      #expect(throws: LibraryError.self) { try library.document(named: name) }
    }
    #expect(try library.sourceBytes(of: library.document(named: id).key) == Array(Sample.river.utf8))
  }
}
