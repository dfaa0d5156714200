import Foundation
import GRDB
import SearchIndex
import Testing

@testable import PlanLibrary

/// A fault that a test throws into a commit.
private struct Fault: Error {}

@Suite struct CommitTests {
  /// Whatever step breaks off, the state before it is whole, and the next run completes.
  @Test(arguments: CommitStep.allCases, [1, 2, 3])
  func atomic(_ step: CommitStep, _ occurrence: Int) async throws {
    let scratch = Scratch()
    try scratch.write("a.txt", Sample.river)
    try await scratch.ingest()
    for i in 0..<3 { try scratch.write("b\(i).txt", Sample.hill + "\n第\(i)稿。") }
    try scratch.write("a.txt", Sample.pass)
    var seen = 0
    await #expect(throws: LibraryError.self) {
      try await scratch.ingest(
        batch: 1,
        onStep: { reached in
          guard reached == step else { return }
          seen += 1
          if seen == occurrence { throw Fault() }
        })
    }
    #expect(try scratch.problems().isEmpty, "after a fault at \(step) \(occurrence)")
    // The replaced document is either the old or the new one, never both or neither.
    #expect(try scratch.found("科普基地").count + scratch.found("50次以上").count == 1)
    let report = try await scratch.ingest()
    #expect(report.failed == 0)
    #expect(try scratch.problems().isEmpty)
    #expect(try scratch.library().documents().count == 4)
    #expect(try scratch.found("50次以上") == ["a.txt"])
  }

  @Test func orphansAreSweptByTheNextWriter() async throws {
    let scratch = Scratch()
    try scratch.write("a.txt", Sample.river)
    try await scratch.ingest()
    for name in ["000009.segment", ".000010.segment.tmp", "000011.segment.tmp-5"] {
      try Data("orphan".utf8).write(to: URL(fileURLWithPath: scratch.index + "/" + name))
    }
    try Data("mine".utf8).write(to: URL(fileURLWithPath: scratch.index + "/notes.segment.txt"))
    #expect(try scratch.problems().isEmpty)
    try await scratch.ingest()
    #expect(scratch.segments == ["000001.segment", "notes.segment.txt"])
  }

  @Test func oneWriterAtATime() async throws {
    let scratch = Scratch()
    let first = try LibraryWriter(folder: scratch.index)
    let error = #expect(throws: LibraryError.self) { try LibraryWriter(folder: scratch.index) }
    guard case .locked(_, let pid) = try #require(error) else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(pid == Int(getpid()))
    withExtendedLifetime(first) {}
  }

  /// A reader keeps seeing what it opened while a writer replaces, merges and deletes.
  @Test func readersKeepTheirSnapshot() async throws {
    let scratch = Scratch()
    try scratch.write("a.txt", Sample.river)
    try await scratch.ingest()
    let before = try scratch.library()
    try scratch.write("a.txt", Sample.hill)
    try scratch.write("b.txt", Sample.pass)
    try await scratch.ingest()
    _ = try Maintenance.compact(folder: scratch.index)
    let old = try LibrarySearch("科普基地", library: before)
    let hits = try old.passages(limit: 10, offset: 0).hits
    #expect(hits.count == 1 && hits.first?.quote.contains("科普基地30个") == true)
    #expect(try before.documents().count == 1)
    #expect(try scratch.library().documents().count == 2)
  }

  @Test func readersSurviveAnyNumberOfMerges() async throws {
    let scratch = Scratch()
    for i in 0..<4 {
      let file = try scratch.write("\(i).txt", Sample.hill + "\n第\(i)稿。")
      try await scratch.ingest([file])
    }
    let index = scratch.index
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for _ in 0..<20 {
          let library = try Library(folder: index, searching: true)
          let count = try LibrarySearch("小型水库", library: library).count()
          #expect(count == 4)
        }
      }
      for _ in 0..<5 {
        _ = try Maintenance.compact(folder: index)
        try scratch.write("extra.txt", Sample.pass + UUID().uuidString)
        try await scratch.ingest([scratch.folder + "/extra.txt"])
      }
      try await group.waitForAll()
    }
    #expect(try scratch.problems().isEmpty)
  }
}

@Suite struct VerificationTests {
  private func prepared() async throws -> Scratch {
    let scratch = Scratch()
    try scratch.write("a.txt", Sample.river)
    try scratch.write("b.txt", Sample.pass)
    try await scratch.ingest()
    return scratch
  }

  @Test func aFolderWithoutCatalogue() throws {
    let scratch = Scratch()
    let error = #expect(throws: LibraryError.self) { try Verification.run(folder: scratch.path) }
    guard case .noIndex = try #require(error) else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try #require(error).message.en.contains("gangmu ingest"))
  }

  @Test func aFlippedByteInASegment() async throws {
    let scratch = try await prepared()
    let path = scratch.index + "/000001.segment"
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    for place in stride(from: 0, to: whole.count, by: max(1, whole.count / 40)) {
      var bytes = whole
      bytes[bytes.startIndex + place] ^= 0x10
      try bytes.write(to: URL(fileURLWithPath: path))
      #expect(try !scratch.problems().isEmpty, "byte \(place)")
    }
    try whole.write(to: URL(fileURLWithPath: path))
    #expect(try scratch.problems().isEmpty)
    try FileManager.default.removeItem(atPath: path)
    #expect(try !scratch.problems().isEmpty)
  }

  @Test func aTruncatedCatalogue() async throws {
    let scratch = try await prepared()
    let path = Connection.path(in: scratch.index)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    for length in [0, 1, 99, 100, 1024, whole.count / 2, whole.count - 1] {
      try whole.prefix(length).write(to: URL(fileURLWithPath: path))
      let found = Result { try scratch.problems() }
      if case .success(let problems) = found { #expect(!problems.isEmpty, "\(length) bytes") }
    }
  }

  @Test func aCatalogueOfSomethingElse() async throws {
    let scratch = Scratch()
    try FileManager.default.createDirectory(atPath: scratch.index, withIntermediateDirectories: true)
    try Data("this is no database, only text that is long enough".utf8).write(
      to: URL(fileURLWithPath: Connection.path(in: scratch.index)))
    let index = scratch.index
    let runs: [() throws -> Void] = [
      { _ = try Verification.run(folder: index) }, { _ = try LibraryWriter(folder: index) },
    ]
    for run in runs {
      let error = #expect(throws: LibraryError.self) { try run() }
      guard case .damagedCatalogue = try #require(error) else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
  }

  @Test(arguments: [
    "UPDATE target SET quote = quote || '。'",
    "UPDATE obligation SET start = start + 1",
    "UPDATE section SET \"end\" = 1000000",
    "UPDATE document SET id = 'ffffffffffffffff' WHERE key = 1",
    "UPDATE document SET characters = characters + 1",
    "UPDATE source_text SET data = x'00'",
    "UPDATE passage SET maps = x'ff'",
    "DELETE FROM passage WHERE position = 1",
    "DELETE FROM source",
    "UPDATE segment SET checksum = '0000000000000000'",
    "UPDATE segment SET entries = entries + 1",
    "INSERT INTO deleted SELECT segment, key FROM document WHERE key = 1",
  ])
  func catalogueAgainstItself(_ sql: String) async throws {
    let scratch = try await prepared()
    #expect(try scratch.problems().isEmpty)
    let connection = try Connection(folder: scratch.index, writable: true)
    try connection.transaction { db in try db.execute(sql: sql) }
    #expect(try !scratch.problems().isEmpty)
  }

  @Test func anotherSchemaVersion() async throws {
    let scratch = try await prepared()
    let connection = try Connection(folder: scratch.index, writable: true)
    try connection.transaction { db in try db.execute(sql: "PRAGMA user_version = 99") }
    let error = #expect(throws: LibraryError.self) { try scratch.library() }
    guard case .otherSchema(_, 99, Schema.version) = try #require(error) else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
