import Foundation
import GRDB
import SearchIndex
import Testing

@testable import PlanLibrary

/// Segments come, merge, go and come back, under readers that live on.
@Suite struct IndexLifeTests {
  /// Invented plans, each with a mark of its own.
  private static func plan(_ number: Int, edition: Int = 1) -> String {
    """
    云川省第\(number)县工作要点

    一、总体要求
    到2025年，建成标记甲\(number)号科普基地\(number + 1)个，版次乙\(edition)。
    二、加强組織領導
    各單位要加強第\(number)縣科學素質工作的組織領導。（责任单位：市科协）
    """
  }

  private static func policy(width: Int) -> MergePolicy {
    var policy = MergePolicy()
    policy.width = width
    return policy
  }

  private func exports(_ scratch: Scratch) throws -> [String] {
    try [ExportKind.sections, .targets, .obligations, .owners, .assignments].map { try scratch.export($0) }
  }

  /// Merging in the background changes neither answers nor exports, whatever the number of jobs; and the same run gives the
  /// same files.
  @Test func mergesInTheBackgroundLeaveNoTrace() async throws {
    var files: [[String: Data]] = []
    var first: [String]?
    for (width, jobs) in [(2, 1), (2, 4), (100, 2)] {
      let scratch = Scratch()
      for number in 0..<13 { try scratch.write("\(number).txt", Self.plan(number)) }
      var ingest = Ingest(folder: scratch.index, pipeline: try Sample.pipeline, jobs: jobs)
      (ingest.batchDocuments, ingest.mergePolicy) = (1, Self.policy(width: width))
      _ = try await ingest.run([scratch.folder]) { _ in }
      for number in 0..<5 { try scratch.write("\(number).txt", Self.plan(number, edition: 2)) }
      try scratch.remove("12.txt")
      _ = try await ingest.run([scratch.folder]) { _ in }
      #expect(try scratch.problems().isEmpty)
      #expect(try scratch.found("版次乙2").count == 5)
      #expect(try scratch.found("版次乙1").count == 7)
      #expect(scratch.segments.count < (width == 100 ? 40 : width))
      let found = try exports(scratch).map { $0.replacingOccurrences(of: scratch.path, with: "") }
      #expect(found == first ?? found, "width \(width), \(jobs) jobs")
      first = found
      var contents: [String: Data] = [:]
      for name in scratch.segments {
        contents[name] = try Data(contentsOf: URL(fileURLWithPath: scratch.index + "/" + name))
      }
      files.append(contents)
    }
    #expect(files[0] == files[1])
  }

  /// What is deleted or replaced while a merge is under way stays so in the merged segment.
  @Test func deletesDuringAMergeAreCarriedOver() async throws {
    let scratch = Scratch()
    let pipeline = try Sample.pipeline
    var ingest = Ingest(folder: scratch.index, pipeline: pipeline, jobs: 1)
    (ingest.batchDocuments, ingest.mergePolicy) = (1, Self.policy(width: 100))
    for number in 0..<6 { try scratch.write("\(number).txt", Self.plan(number)) }
    _ = try await ingest.run([scratch.folder]) { _ in }
    do {
      let writer = try LibraryWriter(folder: scratch.index)
      try writer.tendSegments(Self.policy(width: 6))
      #expect(writer.merging != nil)
      let library = try scratch.library()
      let documents = try library.documents()
      // A whole segment empties while it is being merged, and is not removed under the merge.
      for document in documents.prefix(1) { writer.remove(document: document.key) }
      try writer.commit()
      #expect(scratch.segments.count >= 6)
      try writer.settleSegments(Self.policy(width: 6))
      #expect(writer.merging == nil)
    }
    #expect(scratch.segments == ["000007.segment"])
    #expect(try scratch.problems().isEmpty)
    #expect(try scratch.found("标记甲").count == 5)
    #expect(try Maintenance.compact(folder: scratch.index).after > 0)
    #expect(try scratch.problems().isEmpty)
    #expect(try scratch.found("标记甲").count == 5)
  }

  /// A writer that goes while a merge is under way takes the merge along.
  @Test func aMergeDoesNotOutliveItsWriter() async throws {
    let scratch = Scratch()
    var ingest = Ingest(folder: scratch.index, pipeline: try Sample.pipeline, jobs: 1)
    (ingest.batchDocuments, ingest.mergePolicy) = (1, Self.policy(width: 100))
    for number in 0..<5 { try scratch.write("\(number).txt", Self.plan(number)) }
    _ = try await ingest.run([scratch.folder]) { _ in }
    let before = scratch.segments
    for _ in 0..<10 {
      do { try LibraryWriter(folder: scratch.index).tendSegments(Self.policy(width: 5)) }
      // Either given up, or finished and not installed: then the next writer removes it.
      #expect(Set(scratch.segments).isSuperset(of: before))
      #expect(!scratch.segments.contains { $0.contains("partial") })
      #expect(try scratch.problems().isEmpty)
    }
  }

  // MARK: readers

  /// A long-lived reader follows the index; what it held stays readable.
  @Test func aLibraryIsRefreshed() async throws {
    let scratch = Scratch()
    try scratch.write("a.txt", Sample.river)
    try await scratch.ingest()
    let first = try scratch.library().refreshed()
    #expect(try first.refreshed() === first)
    func found(_ query: String, _ library: Library) throws -> Int { try LibrarySearch(query, library: library).count() }
    try scratch.write("b.txt", Sample.hill)
    try await scratch.ingest()
    let second = try first.refreshed()
    #expect(second !== first)
    #expect(try second.refreshed() === second)
    #expect(try found("小型水库", first) == 0 && found("小型水库", second) == 1)
    try scratch.remove("b.txt")
    try await scratch.ingest()
    _ = try Maintenance.compact(folder: scratch.index)
    let third = try second.refreshed()
    #expect(try found("小型水库", first) == 0 && found("小型水库", second) == 1 && found("小型水库", third) == 0)
    // The folder is taken away and built anew: names and numbers begin again.
    try FileManager.default.removeItem(atPath: scratch.index)
    #expect(throws: LibraryError.self) { try third.refreshed() }
    try scratch.write("a.txt", Sample.pass)
    try await scratch.ingest()
    let fourth = try third.refreshed()
    #expect(try found("科普活动", fourth) > 0 && found("科普基地", fourth) == 0)
    #expect(try found("科普基地", third) > 0)
  }

  // MARK: the lock

  /// The number of a dead process in the file does not block; a lock that another program holds does, and says so.
  @Test func staleAndForeignLocks() throws {
    let scratch = Scratch()
    do { _ = try LibraryWriter(folder: scratch.index) }
    let path = scratch.index + "/" + WriterLock.fileName
    // Larger than any process id of the system.
    let dead = "99999999\n"
    try Data(dead.utf8).write(to: URL(fileURLWithPath: path))
    do { _ = try LibraryWriter(folder: scratch.index) }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "\(getpid())\n")
    try Data(dead.utf8).write(to: URL(fileURLWithPath: path))
    let descriptor = open(path, O_RDWR)
    defer { close(descriptor) }
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    let error = #expect(throws: LibraryError.self) { try LibraryWriter(folder: scratch.index) }
    guard case .locked(_, nil) = try #require(error) else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try #require(error).message.zh.contains("备份"))
  }

  // MARK: rebuild

  enum Harm: CaseIterable { case missing, flipped, truncated, tooOld, empty, swapped, none }

  /// Whatever happened to the segments, they are written anew from the catalogue: the same records, the same hits with the
  /// same scores, and the bytes that `compact` makes.
  @Test(arguments: Harm.allCases)
  func rebuiltFromTheCatalogue(_ harm: Harm) async throws {
    let scratch = Scratch()
    for number in 0..<4 { try scratch.write("\(number).txt", Self.plan(number)) }
    try scratch.write(
      "z.html", "<html><title>清河</title><p>云川省科普區(qū)规划</p><table><tr><td>指标</td><td>10%</td></table></html>")
    try await scratch.ingest(batch: 2)
    _ = try Maintenance.compact(folder: scratch.index)
    try scratch.write("3.txt", Self.plan(3, edition: 2))
    try await scratch.ingest()
    let queries = ["科普", "\"县工作要点\"", "科學素質 -版次", "has:target", "strength:mandatory"]
    func answers() throws -> [String] {
      let library = try scratch.library()
      return try queries.map { query in
        let hits = try LibrarySearch(query, library: library).passages(limit: 100, offset: 0).hits
        return hits.map { "\($0.document.source) \($0.span) \($0.highlights) \($0.score)" }.joined(separator: "\n")
      }
    }
    _ = try Maintenance.compact(folder: scratch.index)
    let (expected, records) = (try answers(), try exports(scratch))
    let merged = try Data(
      contentsOf: URL(fileURLWithPath: scratch.index + "/" + (try #require(scratch.segments.first))))
    try inflict(harm, on: scratch)
    if harm != .none {
      let report = Result { try scratch.problems() }
      if case .success(let problems) = report { #expect(!problems.isEmpty) }
      let error = #expect(throws: LibraryError.self) { try scratch.library() }
      #expect(try #require(error).message.en.contains("gangmu compact --rebuild"), "\(harm)")
      await #expect(throws: LibraryError.self) { try await scratch.ingest() }
    }
    let report = try Maintenance.rebuild(folder: scratch.index)
    #expect(report.documents == 5 && report.segments == 1)
    #expect(try scratch.problems().isEmpty)
    #expect(try answers() == expected)
    #expect(try exports(scratch) == records)
    #expect(scratch.segments.count == 1)
    let rebuilt = try Data(
      contentsOf: URL(fileURLWithPath: scratch.index + "/" + (try #require(scratch.segments.first))))
    #expect(rebuilt == merged)
  }

  private func inflict(_ harm: Harm, on scratch: Scratch) throws {
    let path = scratch.index + "/" + (try #require(scratch.segments.first))
    let url = URL(fileURLWithPath: path)
    var bytes = try Data(contentsOf: url)
    switch harm {
    case .none: return
    case .missing: return try FileManager.default.removeItem(atPath: path)
    case .empty: bytes = Data()
    case .flipped: bytes[bytes.count / 2] ^= 4
    case .truncated: bytes = bytes.prefix(bytes.count - 1)
    case .swapped: bytes.reverse()
    case .tooOld: for place in 8..<16 { bytes[place] = place < 12 ? 0 : 0xFF }
    }
    try bytes.write(to: url)
  }

  @Test func aDamagedCatalogueIsNotRebuiltFrom() async throws {
    let scratch = Scratch()
    try scratch.write("a.txt", Sample.river)
    try await scratch.ingest()
    let connection = try Connection(folder: scratch.index, writable: true)
    try connection.transaction { db in try db.execute(sql: "UPDATE document SET id = 'ffffffffffffffff'") }
    let before = scratch.segments
    let error = #expect(throws: LibraryError.self) { try Maintenance.rebuild(folder: scratch.index) }
    guard case .damagedCatalogue = try #require(error) else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(scratch.segments == before)
  }

  // MARK: verify

  /// Everything that the segments hold is proved against the catalogue.
  @Test(arguments: [
    "UPDATE passage SET start = start + 1 WHERE position = 2",
    "UPDATE passage SET role = 'annex' WHERE position = 2",
    "UPDATE passage SET readings = x'0100' WHERE position = 2",
    "UPDATE passage SET maps = (SELECT maps FROM passage WHERE position = 3 LIMIT 1) WHERE position = 2",
    "UPDATE document SET province = '临川省' WHERE key = 1",
    "UPDATE document SET title = '另一个题目' WHERE key = 1",
    "UPDATE obligation SET strength = 'planned' WHERE strength <> 'planned'",
    "DELETE FROM target", "DELETE FROM owner",
    "INSERT INTO deleted SELECT min(segment), 77 FROM document",
    "UPDATE setting SET value = '1' WHERE name = 'next_document'",
    "UPDATE setting SET value = '1' WHERE name = 'next_segment'",
    "UPDATE segment SET documents = documents + 1",
    "DELETE FROM document WHERE key = 2",
    "DELETE FROM deleted",
  ])
  func verifyProves(_ sql: String) async throws {
    let scratch = Scratch()
    try scratch.write("a.txt", Sample.river)
    try scratch.write("b.txt", Sample.pass)
    try scratch.write("c.txt", Sample.hill)
    for number in 0..<3 { try scratch.write("\(number).txt", Self.plan(number)) }
    try await scratch.ingest()
    try scratch.remove("c.txt")
    try await scratch.ingest()
    #expect(try scratch.problems().isEmpty)
    let connection = try Connection(folder: scratch.index, writable: true)
    try connection.transaction { db in try db.execute(sql: sql) }
    #expect(try !scratch.problems().isEmpty)
  }

  // MARK: backup

  /// A folder copied while readers search is a whole index.
  @Test func aCopyMadeWhileReadersSearch() async throws {
    let scratch = Scratch()
    for number in 0..<5 { try scratch.write("\(number).txt", Self.plan(number)) }
    try await scratch.ingest(batch: 2)
    let library = try scratch.library()
    #expect(try LibrarySearch("标记甲", library: library).count() == 5)
    let copy = scratch.path + "/copy"
    try FileManager.default.copyItem(atPath: scratch.index, toPath: copy)
    #expect(try LibrarySearch("标记甲", library: library).count() == 5)
    #expect(try Verification.run(folder: copy).problems.isEmpty)
    let copied = try Library(folder: copy, searching: true)
    #expect(try LibrarySearch("标记甲", library: copied).count() == 5)
  }
}
