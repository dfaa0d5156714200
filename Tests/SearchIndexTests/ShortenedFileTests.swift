import Foundation
import Testing

@testable import SearchIndex

/// Somebody shortens a segment while it is mapped: reading it then raises a signal. In a process of its own, which a signal would
/// end.
@Suite struct ShortenedFileTests {
  private struct Unexpected: Error {}

  /// Entries that take far more than one page.
  private static func write(_ folder: ScratchFolder, _ name: String, document: UInt32) throws {
    var maker = Maker(seed: UInt64(document), style: .wild)
    try folder.write(
      (0..<600).map { Entry(document, $0, "清河市规划" + String(maker.int(0...1_000_000)) + "教育局负责第\($0)项") }, name)
  }

  private static func require(_ condition: Bool) throws { if !condition { throw Unexpected() } }

  /// The error of a query, which names the file.
  private static func refused<T>(_ name: String, _ body: () throws(IndexError) -> T) throws {
    do throws(IndexError) {
      _ = try body()
    } catch {
      guard case .corrupt(let file, _, _, _) = error, file.hasSuffix(name) else { throw Unexpected() }
      return
    }
    throw Unexpected()
  }

  @Test func everyAnswerThatNeedsItIsAnError() async {
    await #expect(processExitsWith: .success) {
      let folder = try ScratchFolder()
      try ShortenedFileTests.write(folder, "000001.segment", document: 1)
      try ShortenedFileTests.write(folder, "000002.segment", document: 2)
      let both = try folder.search([SegmentReference(name: "000001.segment"), SegmentReference(name: "000002.segment")])
      let second = try folder.search([SegmentReference(name: "000002.segment")])
      let words = [Query.phrase("规划".scalars), .phrase("教育".scalars)]
      let stream = try EntryStream(
        folder: folder.path, segment: SegmentReference(name: "000001.segment"), analyzer: "test")
      try ShortenedFileTests.require(try both.search(.and(words), limit: 3).total == 1200)
      try ShortenedFileTests.require(truncate(folder.path + "/000001.segment", 4096) == 0)
      for query in [
        Query.and(words), .or(words), words[0], .phrase("教育局负".scalars), .keyword(Keyword(field: "a", value: "b")),
      ] {
        try ShortenedFileTests.refused("000001.segment") { () throws(IndexError) in try both.search(query, limit: 3) }
        try ShortenedFileTests.refused("000001.segment") { () throws(IndexError) in try both.count(query) }
        try ShortenedFileTests.refused("000001.segment") { () throws(IndexError) in try both.keys(query) }
        try ShortenedFileTests.refused("000001.segment") { () throws(IndexError) in try both.candidates(query, limit: 3)
        }
      }
      try ShortenedFileTests.refused("000001.segment") { () throws(IndexError) in try both.facets(words[0], field: "a")
      }
      try ShortenedFileTests.refused("000001.segment") { () throws(IndexError) in
        while try stream.entry() != nil { try stream.advance() }
      }
      // What is whole goes on; a new snapshot looks at the file anew.
      try ShortenedFileTests.require(try second.search(.and(words), limit: 3).total == 600)
      try ShortenedFileTests.refused("000001.segment") { () throws(IndexError) in
        try Searcher(
          folder: folder.path, segments: [SegmentReference(name: "000001.segment")], analyzer: "test", reusing: both)
      }
    }
  }

  @Test func faultsOfOthersAreLeftToThem() async {
    await #expect(processExitsWith: .signal(SIGBUS)) {
      let folder = try ScratchFolder()
      try ShortenedFileTests.write(folder, "000001.segment", document: 1)
      let searcher = try folder.search()
      try ShortenedFileTests.require(searcher.entryCount == 600)
      raise(SIGBUS)
    }
  }
}
