import Testing

@testable import SearchIndex

/// Queries of two words, which are answered without a plan, against the same queries with a part that changes nothing, which
/// are not.
@Suite struct WordPairTests {
  private static let letters = Array("省市县科学技术教育规划建设，年")

  private static func phrase(_ maker: inout Maker) -> [UInt32] {
    (0..<2).flatMap { _ in String(letters[maker.int(0...letters.count - 1)]).scalars }
  }

  /// Entries of which some have a neighbour's text and some a weight.
  private static func entries(_ count: Int, _ documents: UInt32, _ maker: inout Maker) -> [Entry] {
    (0..<count).map { index in
      let text = (0..<maker.int(1...40)).flatMap { _ in String(letters[maker.int(0...letters.count - 1)]).scalars }
      let own = maker.chance(30) ? maker.int(0...text.count) : text.count
      return Entry(
        key: EntryKey(document: documents + UInt32(index / 7), passage: UInt32(index % 7)),
        readings: [Reading(scalars: text, ownCount: own)], weight: maker.chance(20) ? 0.5 : 1)
    }
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func theSameAsWithAPlan(seed: UInt64) throws {
    var maker = Maker(seed: seed, style: .dense)
    let folder = try ScratchFolder()
    try folder.write(Self.entries(700, 1, &maker), "000001.segment")
    try folder.write(Self.entries(maker.int(1...60), 200, &maker), "000002.segment")
    let deleted = (1...100).filter { _ in maker.chance(20) }.map { UInt32($0) }
    let searcher = try folder.search([
      SegmentReference(name: "000001.segment", deleted: seed % 2 == 0 ? deleted : []),
      SegmentReference(name: "000002.segment"),
    ])
    for _ in 0..<40 {
      let words = [Query.phrase(Self.phrase(&maker)), .phrase(Self.phrase(&maker))]
      for (query, twin) in [
        (Query.and(words), Query.and(words + [.everything])), (.or(words), .or(words + [.nothing])),
      ] {
        let limit = maker.int(0...30)
        let found = try searcher.search(query, limit: limit, offset: maker.int(0...3))
        #expect(found.total == (try searcher.count(twin)))
        let all = try searcher.search(twin, limit: .max)
        #expect(try searcher.search(query, limit: .max).hits == all.hits)
        #expect(try searcher.search(query, limit: limit).hits == Array(all.hits.prefix(limit)))
        if let hit = all.hits.randomElement(using: &maker.random) {
          #expect(
            try searcher.search(query, limit: 5, after: hit).hits == searcher.search(twin, limit: 5, after: hit).hits)
        }
      }
    }
  }

  /// Most entries are never scored: the best few are the same as if all were.
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func theBestFew(seed: UInt64) throws {
    var maker = Maker(seed: seed, style: .dense)
    let folder = try ScratchFolder()
    try folder.write(Self.entries(6000, 1, &maker))
    let deleted: [UInt32] = seed % 2 == 0 ? [5, 6, 300] : []
    let searcher = try folder.search([SegmentReference(name: "000001.segment", deleted: deleted)])
    for _ in 0..<30 {
      let (a, b) = (Query.phrase(Self.phrase(&maker)), Query.phrase(Self.phrase(&maker)))
      for query in [a, .and([a, b]), .or([a, b]), .or([a, .not(b)])] {
        let all = try searcher.search(query, limit: .max)
        for limit in [1, 3, 10, 200] {
          let best = try searcher.search(query, limit: limit)
          #expect(best.total == all.total && best.hits == Array(all.hits.prefix(limit)))
        }
      }
    }
  }

  /// However few entries a window has.
  @Test(arguments: [2, 7, 64, 300, 5000])
  func windows(span: Int) throws {
    var maker = Maker(seed: UInt64(span), style: .dense)
    let folder = try ScratchFolder()
    try folder.write(Self.entries(2500, 1, &maker))
    let live = try #require(
      try folder.search([SegmentReference(name: "000001.segment", deleted: [3, 4, 70])]).parts.first)
    let scratch = WordPair.Scratch(span: span)
    for _ in 0..<12 {
      let words = [Query.phrase(Self.phrase(&maker)), .phrase(Self.phrase(&maker))]
      for query in [Query.and(words), .or(words)] {
        guard let pair = WordPair(query), let first = try pair.lists(live.segment).first,
          let second = try pair.lists(live.segment).second
        else { continue }
        var (found, counts): ([UInt32], [[UInt8]]) = ([], [])
        try pair.forEach(first, second, live, scratch) { (hits, beside) throws(IndexError) in
          for index in 0..<hits.count {
            found.append(hits.ordinals[index])
            counts.append([hits.counts[index], beside.values[index]])
          }
        }
        let plan = try Planner(scored: true).plan(query, live.segment)
        let slow = try Evaluation(live.segment).find(plan).outside(live.deleted)
        #expect(found == (0..<slow.count).map { slow.ordinals[$0] })
        let lists = [try first.all(), try second.all()]
        #expect(counts == found.map { entry in lists.map { $0.count(of: entry) } })
      }
    }
  }

  @Test func whatIsNoPairOfWords() {
    let (a, b) = (Query.phrase("科学".scalars), Query.phrase("教育".scalars))
    for query in [
      a, .and([a]), .and([a, b, a]), .or([]), .not(.and([a, b])), .and([a, .phrase("教".scalars)]),
      .or([a, .everything]),
      .and([a, .phrase("教，".scalars)]), .and([.phrase("𠮷野".scalars), b]), .and([a, .phrase([0xD842, 0x5B66])]),
    ] { #expect(WordPair(query) == nil, "\(query)") }
    #expect(WordPair(.and([a, b])) != nil && WordPair(.or([a, a])) != nil)
  }
}

extension Found {
  /// Occurrences in an entry; 0 if it is not there.
  fileprivate func count(of entry: UInt32) -> UInt8 {
    (0..<count).first { ordinals[$0] == entry }.map { counts[$0] } ?? 0
  }
}
