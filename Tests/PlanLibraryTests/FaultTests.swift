import Foundation
import GRDB
import PlanReaders
import PlanText
import SearchIndex
import Testing

@testable import PlanLibrary

/// Disks that fill up and calls that fail: what was committed stays, the error says what happened, and the same run succeeds
/// afterwards. `make robustness` does the same to the program as a whole, SQLite's calls included.
@Suite struct FaultTests {
  /// Counts the calls of the file system and lets one of them fail.
  private final class Calls: @unchecked Sendable {
    private let lock = NSLock()
    private var left: Int
    private let code: Int32
    private var reached = false

    init(failing call: Int, code: Int32) {
      left = call
      self.code = code
    }

    var hasFailed: Bool { lock.withLock { reached } }

    var faults: FileFaults {
      FileFaults { _, _ in
        self.lock.withLock {
          defer { self.left -= 1 }
          if self.left == 0 { self.reached = true }
          return self.left == 0 ? self.code : nil
        }
      }
    }
  }

  private func prepared() async throws -> Scratch {
    let scratch = Scratch()
    try scratch.write("a.txt", Sample.river)
    try scratch.write("b.txt", Sample.pass)
    try await scratch.ingest(batch: 1)
    try scratch.write("a.txt", Sample.hill)
    try scratch.write("c.txt", Sample.river)
    return scratch
  }

  /// Calls of the engine in ingest (with a merge beside it) and rebuild, each with one of both errors; every fourth of them
  /// unless `GANGMU_ROBUSTNESS` is set.
  @Test func everyFailingCallOfTheEngine() async throws {
    let original = try await prepared()
    var call = 0
    var isDone = false
    while !isDone {
      let scratch = Scratch()
      try FileManager.default.copyItem(atPath: original.folder, toPath: scratch.folder)
      try FileManager.default.copyItem(atPath: original.index, toPath: scratch.index)
      let code = call % 3 == 0 ? EIO : ENOSPC
      let calls = Calls(failing: call, code: code)
      do {
        try await FileFaults.$current.withValue(calls.faults) {
          var ingest = Ingest(folder: scratch.index, pipeline: try Sample.pipeline, jobs: 1)
          ingest.batchDocuments = 1
          ingest.mergePolicy.width = 2
          _ = try await ingest.run([scratch.folder]) { _ in }
          _ = try Maintenance.rebuild(folder: scratch.index)
        }
        #expect(!calls.hasFailed, "the failure of call \(call) was not reported")
        isDone = true
      } catch let error as LibraryError {
        #expect(calls.hasFailed && error.exitStatus == 74, "call \(call): \(error)")
        if code == ENOSPC, case .diskFull = error {} else if code == ENOSPC { Issue.record("call \(call): \(error)") }
      }
      #expect(try scratch.problems().isEmpty, "call \(call)")
      #expect(try scratch.library().documents().count >= 2)
      if call % 3 == 0 || isDone {
        try await scratch.ingest()
        #expect(try scratch.problems().isEmpty, "after call \(call)")
        #expect(try scratch.found("小型水库 OR 科普基地 OR 科普活动").count == 3)
      }
      call += ProcessInfo.processInfo.environment["GANGMU_ROBUSTNESS"] == nil ? 4 : 1
    }
    #expect(call > 20)
  }

  /// A catalogue that may not grow, page by page: SQLite's own “disk full”.
  @Test func aCatalogueThatMayNotGrow() async throws {
    let original = try await prepared()
    var refused = 0
    for more in stride(from: 0, to: 200, by: 3) {
      let scratch = Scratch()
      try FileManager.default.copyItem(atPath: original.index, toPath: scratch.index)
      let before = try scratch.library().documents().map(\.id)
      do {
        let writer = try LibraryWriter(folder: scratch.index)
        try writer.connection.access { db in
          let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
          try db.execute(sql: "PRAGMA max_page_count = \(pages + more)")
        }
        let pipeline = try Sample.pipeline
        for index in 0..<4 {
          let text = String(repeating: Sample.hill, count: 20) + "第\(index)稿。"
          let path = try scratch.write("\(index).txt", text)
          let document = try readFile(InputFile(path: path), limits: pipeline.limits)
          let source = SourceRecord(path: path, sha256: document.sha256, location: path)
          try writer.add(pipeline.plan(of: document, source: source, overrides: [:]))
        }
        try writer.commit()
        break
      } catch let error as LibraryError {
        guard case .diskFull = error else {
          Issue.record("\(error)")
          return
        }
        refused += 1
        #expect(try scratch.library().documents().map(\.id) == before)
        #expect(try scratch.problems().isEmpty)
      }
    }
    #expect(refused > 2 && refused < 60, "\(refused)")
  }
}

/// Damage in the catalogue and truncation of it.
@Suite struct DamagedCatalogueTests {
  /// Every page carries a checksum: a flipped bit is an error that names file and page, or is nowhere that matters.
  @Test func aFlippedBitIsSeenOrHarmless() async throws {
    let scratch = Scratch()
    try scratch.write("a.txt", Sample.river)
    try scratch.write("b.txt", Sample.pass)
    try await scratch.ingest()
    let path = Connection.path(in: scratch.index)
    let expected = try answers(scratch)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    var random = SplitMix(state: 91)
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    defer { try? file.close() }
    let header = (0..<100).flatMap { byte in (0..<8).map { (byte, $0) } }
    let others = (0..<300).map { _ in
      (Int.random(in: 0..<whole.count, using: &random), Int.random(in: 0..<8, using: &random))
    }
    var refused = 0
    for (place, bit) in header + others {
      func put(_ byte: UInt8) throws {
        try file.seek(toOffset: UInt64(place))
        try file.write(contentsOf: Data([byte]))
      }
      try put(whole[place] ^ 1 << UInt8(bit))
      do {
        #expect(try answers(scratch) == expected, "bit \(bit) of byte \(place)")
      } catch let error as LibraryError {
        refused += 1
        #expect(error.message.en.contains(path), "\(error)")
      }
      try put(whole[place])
    }
    #expect(try answers(scratch) == expected)
    #expect(refused > 700, "\(refused)")
  }

  private func answers(_ scratch: Scratch) throws -> [String] {
    let library = try scratch.library()
    let hits = try LibrarySearch("科普 OR 水库", library: library).passages(limit: 10, offset: 0).hits
    return hits.map { "\($0.document.title ?? "") \($0.quote) \($0.highlights) \($0.score)" }
      + [try scratch.export(.targets), try scratch.export(.owners), try scratch.export(.documents)]
  }

  /// Room for the checksums is there from the first page on, and any SQLite reads the file.
  @Test func pagesHaveChecksums() async throws {
    let scratch = Scratch()
    try scratch.write("a.txt", Sample.river)
    try await scratch.ingest()
    _ = try Maintenance.compact(folder: scratch.index)
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Connection.path(in: scratch.index))))
    #expect(bytes[20] == 8 && bytes.count % 8192 == 0 && bytes.count > 8192)
  }

  /// Another program that opens the catalogue last carries the write-ahead log over, without checksums: nothing is refused
  /// for that. A page that it changes is.
  @Test func anotherProgramMayCloseTheCatalogue() async throws {
    let scratch = Scratch()
    try scratch.write("a.txt", Sample.river)
    try await scratch.ingest()
    func other(_ sql: String) throws {
      let queue = try DatabaseQueue(path: "file:\(Connection.path(in: scratch.index))?vfs=unix")
      try queue.write { db in try db.execute(sql: sql) }
    }
    do {
      let reader = try scratch.library()
      for number in 0..<3 { try scratch.write("\(number).txt", Sample.hill + "第\(number)稿。") }
      try await scratch.ingest()
      #expect(try reader.documents().count == 1)
    }
    let log = Connection.path(in: scratch.index) + "-wal"
    let size = try FileManager.default.attributesOfItem(atPath: log)[.size] as? Int ?? 0
    #expect(size > 0)
    try other("SELECT 1")
    #expect(!FileManager.default.fileExists(atPath: log))
    #expect(try scratch.problems().isEmpty)
    #expect(try scratch.found("小型水库").count == 3)
    _ = try Maintenance.compact(folder: scratch.index)
    #expect(try scratch.problems().isEmpty)
    try other("UPDATE document SET title = '改过'")
    let error = #expect(throws: LibraryError.self) { try scratch.library().documents() }
    guard case .damagedCatalogue = try #require(error) else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
