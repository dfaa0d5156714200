import Testing

@testable import SearchIndex

/// Every kind of query against the slow twin, on random and on real-looking text.
@Suite struct PropertyTests {
  /// Compares everything that a snapshot answers with the twin.
  static func compare(_ searcher: Searcher, _ twin: Twin, _ query: Query) throws {
    let expected = twin.keys(query)
    #expect(try searcher.keys(query) == expected, "\(query)")
    #expect(try searcher.count(query) == expected.count, "\(query)")
    let all = try searcher.search(query, limit: .max)
    #expect(all.total == expected.count)
    #expect(all.hits.map(\.key).sorted() == expected)
    for (a, b) in zip(all.hits, all.hits.dropFirst()) {
      #expect(a.score > b.score || a.score == b.score && a.key < b.key)
    }
    let page = try searcher.search(query, limit: 3, offset: 2)
    #expect(page.total == expected.count)
    #expect(page.hits == Array(all.hits.dropFirst(2).prefix(3)))
    for (place, hit) in all.hits.enumerated().prefix(6) {
      let rest = try searcher.search(query, limit: 4, after: hit)
      #expect(rest.total == expected.count)
      #expect(rest.hits == Array(all.hits.dropFirst(place + 1).prefix(4)))
    }
    for hit in all.hits.prefix(4) { try compare(searcher, twin, query, hit) }
    for field in ["place", "级", "none"] {
      let facets = try searcher.facets(query, field: field)
      #expect(Dictionary(uniqueKeysWithValues: facets.map { ($0.value, $0.count) }) == twin.facets(query, field))
      for (a, b) in zip(facets, facets.dropFirst()) {
        #expect(a.count > b.count || a.count == b.count && a.value < b.value)
      }
    }
  }

  private static func compare(_ searcher: Searcher, _ twin: Twin, _ query: Query, _ hit: SearchHit) throws {
    let explained = try searcher.explain(query, for: hit.key)
    #expect(explained.matches)
    #expect(explained.score == hit.score)
    let entry = try #require(twin.entries.first { $0.key == hit.key })
    #expect(try searcher.matches(query, in: hit.key) == Array(Set(Twin.positive(query, entry))).sorted())
    #expect(explained.weight == entry.weight)
    #expect(explained.length == entry.readings[0].ownCount)
  }

  @Test(arguments: Maker.Style.allCases, 1...6 as ClosedRange<UInt64>)
  func oneSegment(style: Maker.Style, seed: UInt64) throws {
    var maker = Maker(seed: seed, style: style)
    let folder = try ScratchFolder()
    let entries = maker.entries(maker.int(0...80))
    let summary = try folder.write(entries, phrasesFrom: seed % 2 == 0 ? 2 : PhraseSpool.usualLeast)
    #expect(summary.entries == entries.count)
    #expect(try verifySegment(folder: folder.path, name: "000001.segment", analyzer: "test") == summary)
    let searcher = try folder.search()
    for _ in 0..<70 { try Self.compare(searcher, Twin(entries: entries), maker.query(entries)) }
  }

  /// Updates put a document into a later segment and delete it in the earlier ones; a merge changes no answer.
  @Test(arguments: Maker.Style.allCases, 11...16 as ClosedRange<UInt64>)
  func manySegments(style: Maker.Style, seed: UInt64) throws {
    var maker = Maker(seed: seed, style: style)
    let folder = try ScratchFolder()
    var live: [EntryKey: Entry] = [:]
    var segments: [SegmentReference] = []
    for number in 1...4 {
      let entries = maker.entries(maker.int(0...40))
      try folder.write(entries, "00000\(number).segment", phrasesFrom: number % 2 == 0 ? 2 : PhraseSpool.usualLeast)
      let documents = Set(entries.map(\.key.document))
      let gone = documents.union(maker.chance(50) ? [UInt32(maker.int(0...20))] : [])
      segments = segments.map { SegmentReference(name: $0.name, deleted: Set($0.deleted).union(gone).sorted()) }
      live = live.filter { !gone.contains($0.key.document) }
      for entry in entries { live[entry.key] = entry }
      segments.append(SegmentReference(name: "00000\(number).segment"))
    }
    let entries = live.keys.sorted().compactMap { live[$0] }
    let twin = Twin(entries: entries)
    let searcher = try folder.search(segments)
    #expect(searcher.entryCount == entries.count)
    let merged = try mergeSegments(folder: folder.path, segments: segments, into: "merged.segment", analyzer: "test")
    let after = try folder.search([SegmentReference(name: "merged.segment")])
    #expect(merged.entries == entries.count)
    for _ in 0..<40 {
      let query = maker.query(entries)
      try Self.compare(searcher, twin, query)
      try Self.compare(after, twin, query)
    }
    try folder.write(entries, "again.segment")
    #expect(try folder.bytes("merged.segment") == folder.bytes("again.segment"))
  }

  /// Long lists: several blocks, skipping, and every length of phrase.
  @Test func manyEntries() throws {
    var maker = Maker(seed: 99, style: .plans)
    let folder = try ScratchFolder()
    let entries = maker.entries(3000)
    try folder.write(entries)
    _ = try verifySegment(folder: folder.path, name: "000001.segment", analyzer: "test")
    let searcher = try folder.search()
    let twin = Twin(entries: entries)
    for _ in 0..<40 {
      let query = maker.query(entries)
      #expect(try searcher.keys(query) == twin.keys(query), "\(query)")
    }
    for length in [1, 2, 3, 4, 8, 16, 40] {
      let source = try #require(entries.first { $0.readings[0].ownCount >= length })
      let phrase = Array(source.readings[0].scalars.prefix(length))
      #expect(try searcher.keys(.phrase(phrase)) == twin.keys(.phrase(phrase)))
    }
  }

  /// Short phrases with many candidates are proved on the coded text; decoding everything must say the same.
  @Test(arguments: Maker.Style.allCases)
  func scannedPhrases(style: Maker.Style) throws {
    var maker = Maker(seed: 41, style: style)
    let folder = try ScratchFolder()
    let words = (0..<5).map { _ in maker.text(3) }
    let entries = (0..<400).map { passage in
      // The same few words in changing surroundings: every entry is a candidate for nearly every phrase.
      let text = (0..<maker.int(1...12)).flatMap { _ in maker.chance(20) ? maker.text(1) : words[maker.int(0...4)] }
      return Entry(key: EntryKey(document: 1, passage: UInt32(passage)), readings: [Reading(scalars: text)])
    }
    try folder.write(entries)
    let searcher = try folder.search()
    for _ in 0..<60 {
      let phrase = Array(maker.phrase(entries).prefix(40))
      let expected = entries.filter { !Twin.matches(phrase, $0).isEmpty }
      let result = try searcher.search(.phrase(phrase), limit: 400)
      #expect(result.hits.map(\.key).sorted() == expected.map(\.key))
      for hit in result.hits.prefix(5) {
        let entry = entries[Int(hit.key.passage)]
        let part = try #require(try searcher.explain(.phrase(phrase), for: hit.key).parts.first)
        #expect(part.occurrences == min(4, Twin.matches(phrase, entry).count))
        #expect(try searcher.explain(.phrase(phrase), for: hit.key).score == hit.score)
      }
    }
  }

  @Test func oneLongEntry() throws {
    var maker = Maker(seed: 5, style: .wild)
    let folder = try ScratchFolder()
    let text = maker.text(70_000)
    let entry = Entry(key: EntryKey(document: 1, passage: 1), readings: [Reading(scalars: text)])
    try folder.write([entry])
    let searcher = try folder.search()
    for length in [1, 2, 255, 256, 257, 4095] {
      let start = maker.int(0...text.count - length)
      let phrase = Array(text[start..<start + length])
      #expect(try searcher.matches(.phrase(phrase), in: entry.key) == Twin.matches(phrase, entry))
      #expect(try searcher.count(.phrase(phrase)) == 1)
      #expect(try searcher.count(.phrase(phrase + [0xFFFF])) == 0)
    }
  }
}
