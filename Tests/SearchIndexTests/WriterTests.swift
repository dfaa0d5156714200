import Testing

@testable import SearchIndex

@Suite struct WriterTests {
  @Test(arguments: Maker.Style.allCases)
  func sameEntriesSameBytes(style: Maker.Style) throws {
    var maker = Maker(seed: 21, style: style)
    let entries = maker.entries(200)
    let folder = try ScratchFolder()
    try folder.write(entries, "a.segment", phrasesFrom: 3)
    // The size of the batches, and the order in which an entry's keywords are given, leave no trace.
    for (name, batch) in [("b.segment", 64), ("c.segment", 4096)] {
      var writer = try IndexWriter(folder: folder.path, name: name, analyzer: "test", batch: batch, phrasesFrom: 3)
      for entry in entries {
        try writer.add(
          Entry(
            key: entry.key, readings: entry.readings, keywords: entry.keywords.reversed() + entry.keywords,
            weight: entry.weight))
      }
      _ = try writer.commit()
      #expect(try folder.bytes(name) == folder.bytes("a.segment"))
    }
    #expect(folder.names == ["a.segment", "b.segment", "c.segment"])
  }

  @Test func emptySegment() throws {
    let folder = try ScratchFolder()
    let summary = try folder.write([])
    #expect((summary.entries, summary.documents) == (0, 0))
    let searcher = try folder.search()
    #expect(try searcher.count(.everything) == 0)
    #expect(try searcher.search(.phrase("中".scalars), limit: 10).total == 0)
    #expect(try searcher.search(.not(.nothing), limit: 10).hits.isEmpty)
    #expect(try verifySegment(folder: folder.path, name: "000001.segment", analyzer: "test") == summary)
    let nothing = try Searcher(folder: folder.path, segments: [], analyzer: "test")
    #expect(try nothing.count(.everything) == 0)
  }

  private static func add(_ entry: Entry, _ writer: inout IndexWriter) -> IndexError? {
    do throws(IndexError) { try writer.add(entry) } catch { return error }
    return nil
  }

  @Test func refusesWhatTheFormatCannotHold() throws {
    let folder = try ScratchFolder()
    var writer = try IndexWriter(folder: folder.path, name: "x.segment", analyzer: "test")
    let key = EntryKey(document: 2, passage: 2)
    func refused(_ entry: Entry, _ problem: EntryProblem, _ writer: inout IndexWriter) {
      #expect(Self.add(entry, &writer) == .invalidEntry(key: entry.key, problem: problem))
    }
    refused(Entry(key: key, readings: []), .noReadings, &writer)
    refused(Entry(key: key, readings: [Reading(scalars: [65], ownCount: 2)]), .ownCount(found: 2, scalars: 1), &writer)
    refused(
      Entry(key: key, readings: [Reading(scalars: [65], ownCount: -1)]), .ownCount(found: -1, scalars: 1), &writer)
    for scalar in [0xD800, 0xDFFF, 0x110000, UInt32.max] as [UInt32] {
      let entry = Entry(key: key, readings: [Reading(scalars: [65]), Reading(scalars: [66, scalar])])
      refused(entry, .scalar(found: scalar, reading: 1, offset: 1), &writer)
    }
    for weight in [-1, Float.infinity] { refused(Entry(2, 2, "a", weight: weight), .weight(found: weight), &writer) }
    #expect(Self.add(Entry(2, 2, "a", weight: .nan), &writer) != nil)
    let long = Keyword(field: "f", value: String(repeating: "x", count: 1 << 16))
    refused(Entry(2, 2, "a", keywords: [long]), .keywordTooLong(bytes: 65_537, limit: 65_536), &writer)
    // After a refusal the writer goes on.
    try writer.add(Entry(2, 2, "清河"))
    for (document, passage) in [(2, 2), (2, 1), (1, 9)] as [(UInt32, UInt32)] {
      let wrong = EntryKey(document: document, passage: passage)
      #expect(Self.add(Entry(document, passage, "a"), &writer) == .outOfOrder(key: wrong, after: key))
    }
    let summary = try writer.commit()
    #expect(summary.entries == 1)
    #expect(
      try Searcher(folder: folder.path, segments: [SegmentReference(name: "x.segment")], analyzer: "test").count(
        .everything) == 1)
  }

  @Test func neverReplacesAndLeavesNothingBehind() throws {
    let folder = try ScratchFolder()
    try folder.write([Entry(1, 1, "一")])
    let path = folder.path + "/000001.segment"
    #expect(throws: IndexError.exists(path: path)) { try folder.write([Entry(1, 1, "二")]) }
    do {
      var writer = try IndexWriter(folder: folder.path, name: "given-up.segment", analyzer: "test")
      try writer.add(Entry(1, 1, "三"))
    }
    #expect(folder.names == ["000001.segment"])
    for name in ["", ".hidden", "a/b", "..", "a\0b"] {
      #expect(throws: IndexError.invalidName(name)) {
        _ = try IndexWriter(folder: folder.path, name: name, analyzer: "test")
      }
    }
    #expect(throws: IndexError.self) { _ = try IndexWriter(folder: folder.path + "/none", name: "a", analyzer: "test") }
  }

  @Test func deletesMustAscend() throws {
    let folder = try ScratchFolder()
    try folder.write([Entry(1, 1, "一"), Entry(2, 1, "二")])
    for deleted in [[2, 1], [1, 1]] as [[UInt32]] {
      #expect(throws: IndexError.unsortedDeletes(segment: "000001.segment")) {
        _ = try folder.search([SegmentReference(name: "000001.segment", deleted: deleted)])
      }
    }
    let searcher = try folder.search([SegmentReference(name: "000001.segment", deleted: [1, 7])])
    #expect(try searcher.keys(.not(.nothing)) == [EntryKey(document: 2, passage: 1)])
    #expect(throws: IndexError.noSuchEntry(EntryKey(document: 1, passage: 1))) {
      _ = try searcher.matches(.everything, in: EntryKey(document: 1, passage: 1))
    }
  }
}
