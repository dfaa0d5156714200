import Testing

@testable import SearchIndex

/// Phrases whose entries are listed: they are the frequent ones, and nothing but time depends on it.
@Suite struct PhraseListTests {
  private static func phrases(_ folder: ScratchFolder, _ name: String) throws -> [String: PhraseList] {
    let segment = try Segment(folder: folder.path, name: name, analyzer: "test")
    var found: [String: PhraseList] = [:]
    for row in 0..<segment.phraseCount {
      let (phrase, list) = try segment.phrase(row)
      found[String(decoding: (0..<phrase.count).map(phrase.unit), as: UTF16.self)] = list
    }
    return found
  }

  /// Entries of two plans' worth of words, most with the same phrase in them, some in two readings or cut by a border.
  private static func entries() -> [Entry] {
    (0..<400).map { number in
      let place = ["清河市", "临江市"][number % 2]
      var texts = ["\(place)人民政府印发通知。第\(number)条，人民政府负责。"]
      if number % 7 == 0 { texts.append("\(place)人民政俯印发通知。第\(number)条，人民政府负责，人民政府。") }
      let cut = number % 5 == 0 ? 5 : 0
      return Entry(
        key: EntryKey(document: UInt32(number / 10), passage: UInt32(number % 10)),
        readings: texts.map { Reading(scalars: $0.scalars, ownCount: $0.scalars.count - cut) })
    }
  }

  @Test func frequentPhrasesAreListed() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.entries(), "listed.segment", phrasesFrom: 50)
    let phrases = try Self.phrases(folder, "listed.segment")
    #expect(phrases["人民政府"]?.count == 400)
    // Three letters are listed from four times as many on.
    #expect(phrases["人民政"] != nil && phrases["清河市"] != nil && phrases["人民政俯"] != nil)
    #expect(phrases.keys.allSatisfy { phrase in !phrase.contains("。") && !phrase.contains("，") })
    try folder.write(Self.entries(), "plain.segment")
    #expect(try Self.phrases(folder, "plain.segment").isEmpty)
  }

  /// Answers, totals, scores and explanations, alone and with others, are those of a segment without such lists.
  @Test(arguments: Maker.Style.allCases, 1...4 as ClosedRange<UInt64>)
  func nothingButTimeDependsOnThem(style: Maker.Style, seed: UInt64) throws {
    var maker = Maker(seed: 900 + seed, style: style)
    let entries = style == .plans && seed == 1 ? Self.entries() : maker.entries(300)
    let folder = try ScratchFolder()
    try folder.write(entries, "listed.segment", phrasesFrom: 4)
    try folder.write(entries, "plain.segment")
    let listed = try folder.search([SegmentReference(name: "listed.segment")])
    let plain = try folder.search([SegmentReference(name: "plain.segment")])
    let phrases = try Self.phrases(folder, "listed.segment").keys.sorted().map(\.scalars)
    #expect(style == .wild || !phrases.isEmpty)
    for round in 0..<min(60, 3 * phrases.count) {
      let one = Query.phrase(phrases[round % phrases.count])
      let other = Query.phrase(phrases[maker.int(0...phrases.count - 1)])
      let query = [one, .and([one, other]), .and([other, .not(one)]), .or([one, other]), .and([one, maker.query(entries)])][round % 5]
      let (a, b) = (try listed.search(query, limit: .max), try plain.search(query, limit: .max))
      #expect(a.total == b.total && a.hits == b.hits, "\(query)")
      #expect(try listed.count(query) == b.total && listed.keys(query) == plain.keys(query), "\(query)")
      for hit in b.hits.prefix(3) {
        #expect(try listed.explain(query, for: hit.key).score == plain.explain(query, for: hit.key).score, "\(query)")
      }
    }
  }
}
