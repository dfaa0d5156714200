import Foundation
import SearchIndex
import Testing

@Suite struct SearcherTests {
  static let texts = [
    "到2025年，清河市公民具备科学素质的比例达到10%以上。", "清河市教育局负责科普工作，临江市教育局配合。", "科学素质建设：科学素质、科学精神。", "2025年",
    "，", "𠮷野家在临江市开业😀",
  ]

  static func searcher() throws -> (ScratchFolder, Searcher) {
    let folder = try ScratchFolder()
    try folder.write(
      texts.enumerated().map { index, text in
        Entry(1 + UInt32(index) / 2, UInt32(index) % 2, text, keywords: [Keyword(field: "篇", value: "第\(index % 3)")])
      })
    return (folder, try folder.search())
  }

  private func found(_ query: Query, _ searcher: Searcher) throws -> [Int] {
    try searcher.keys(query).map { Int($0.document - 1) * 2 + Int($0.passage) }
  }

  @Test func phrases() throws {
    let (_, searcher) = try Self.searcher()
    let cases: [(String, [Int])] = [
      ("科学素质", [0, 2]), ("学", [0, 2]), ("，", [0, 1, 4]), ("年，", [0]), ("，清", [0]), ("，临江", [1]), ("2025年", [0, 3]),
      ("0%", [0]), ("%", [0]), ("10%以上。", [0]), ("𠮷", [5]), ("𠮷野", [5]), ("业😀", [5]), ("😀", [5]), ("、科", [2]),
      ("家", [5]),
      ("年", [0, 3]), ("。", [0, 1, 2]), ("质、科学", [2]), ("科学教育", []), ("上。到", []), ("囍", []), ("：", [2]),
    ]
    for (phrase, expected) in cases { #expect(try found(.phrase(phrase.scalars), searcher) == expected, "\(phrase)") }
    #expect(try found(.phrase([0xD842]), searcher).isEmpty)
    #expect(try found(.phrase([0x110000, 65]), searcher).isEmpty)
  }

  @Test func moreOccurrencesInAShorterTextRankHigher() throws {
    let (_, searcher) = try Self.searcher()
    let result = try searcher.search(.phrase("科学素质".scalars), limit: 10)
    #expect(result.hits.map(\.key) == [EntryKey(document: 2, passage: 0), EntryKey(document: 1, passage: 0)])
    let explained = try searcher.explain(.phrase("科学素质".scalars), for: EntryKey(document: 2, passage: 0))
    #expect(explained.parts.map(\.occurrences) == [2])
    #expect(explained.score == result.hits[0].score)
    #expect(try searcher.explain(.phrase("教育".scalars), for: EntryKey(document: 2, passage: 0)).matches == false)
  }

  @Test func weightMultiplies() throws {
    let folder = try ScratchFolder()
    try folder.write([Entry(1, 0, "清河规划"), Entry(1, 1, "清河规划", weight: 2), Entry(1, 2, "临江规划", weight: 0)])
    let hits = try folder.search().search(.phrase("规划".scalars), limit: 10).hits
    #expect(hits.map(\.key.passage) == [1, 0, 2])
    #expect(hits[0].score == 2 * hits[1].score)
    #expect(hits[2].score == 0)
  }

  @Test func aPhraseMayEndInTheNeighboursTextButNotStartThere() throws {
    let folder = try ScratchFolder()
    let scalars = "深入学习贯彻".scalars
    try folder.write([
      Entry(key: EntryKey(document: 1, passage: 0), readings: [Reading(scalars: scalars, ownCount: 3)]),
      Entry(key: EntryKey(document: 1, passage: 1), readings: [Reading(scalars: "学习贯彻".scalars)]),
    ])
    let searcher = try folder.search()
    let cases: [(String, [UInt32])] = [
      ("入学习", [0]), ("学习", [0, 1]), ("习贯", [1]), ("贯彻", [1]), ("学", [0, 1]), ("习", [1]),
    ]
    for (phrase, expected) in cases {
      #expect(try searcher.keys(.phrase(phrase.scalars)).map(\.passage) == expected, "\(phrase)")
      #expect(try searcher.count(.phrase(phrase.scalars)) == expected.count)
    }
    #expect(
      try searcher.matches(.phrase("学习贯".scalars), in: EntryKey(document: 1, passage: 0))
        == [Match(reading: 0, range: 2..<5)])
    #expect(try searcher.keys(.near("深".scalars, "彻".scalars, 4, ordered: true)).map(\.passage) == [0])
    #expect(try searcher.keys(.near("贯".scalars, "习".scalars, 4, ordered: false)).map(\.passage) == [1])
  }

  @Test func limitsAreErrors() throws {
    let (_, searcher) = try Self.searcher()
    func refused(_ query: Query, _ problem: QueryProblem) {
      #expect(throws: IndexError.invalidQuery(problem: problem)) { _ = try searcher.count(query) }
    }
    refused(.phrase([]), .emptyPhrase)
    refused(.near([65], [], 1, ordered: true), .emptyPhrase)
    refused(.near([65], [66], -1, ordered: true), .negativeDistance(found: -1))
    refused(.phrase(Array(repeating: 65, count: 5000)), .phraseTooLong(found: 5000, limit: 4096))
    refused((0..<70).reduce(Query.everything) { query, _ in .not(query) }, .tooDeep(limit: 64))
    refused(.or(Array(repeating: .nothing, count: 70_000)), .tooManyNodes(limit: 65_536))
    #expect(try searcher.count(.or((0..<10_000).map { .phrase([0x4E00 + $0]) })) == 5)
    #expect(try searcher.search(.everything, limit: -1, offset: -5).hits.isEmpty)
    #expect(try searcher.search(.everything, limit: .max, offset: .max).total == 6)
  }

  @Test func fieldsAreExact() throws {
    let (_, searcher) = try Self.searcher()
    #expect(try searcher.facets(.everything, field: "篇").map(\.value) == ["第0", "第1", "第2"])
    #expect(try searcher.facets(.phrase("临江".scalars), field: "篇").map(\.count) == [1, 1])
    #expect(try searcher.facets(.everything, field: "").isEmpty)
    #expect(try searcher.count(.keyword(Keyword(field: "篇", value: "第"))) == 0)
    #expect(try searcher.count(.keyword(Keyword(field: "篇", value: "第1"))) == 2)
  }

  /// Readers share one snapshot, and a merge and a removal of its files do not disturb them.
  @Test func manyReadersAtOnce() async throws {
    var maker = Maker(seed: 77, style: .plans)
    let folder = try ScratchFolder()
    let entries = maker.entries(300)
    try folder.write(entries)
    let searcher = try folder.search()
    let queries = (0..<40).map { _ in maker.query(entries) }
    let expected = try queries.map { try searcher.search($0, limit: 20).hits }
    let path = folder.path
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          for _ in 0..<5 {
            for (query, hits) in zip(queries, expected) {
              let found = try searcher.search(query, limit: 20).hits
              #expect(found == hits)
            }
          }
        }
      }
      group.addTask {
        _ = try mergeSegments(
          folder: path, segments: [SegmentReference(name: "000001.segment")], into: "000002.segment",
          analyzer: "test")
        try FileManager.default.removeItem(atPath: path + "/000001.segment")
      }
      try await group.waitForAll()
    }
    #expect(try folder.search([SegmentReference(name: "000002.segment")]).entryCount == 300)
  }
}
