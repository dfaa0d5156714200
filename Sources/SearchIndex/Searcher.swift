/// An immutable snapshot of the index: a list of segments and what is deleted from each. Safe to use from any number
/// of threads at once.
package final class Searcher: Sendable {
  private let entries: [Entry]

  /// Opens and proves the checksums of every segment.
  /// - Parameter segments: a live entry may be in one of them only.
  package init(folder: String, segments: [SegmentReference], analyzer: String) throws(IndexError) {
    var all: [Entry] = []
    for segment in segments {
      for (a, b) in zip(segment.deleted, segment.deleted.dropFirst()) where a >= b {
        throw .unsortedDeletes(segment: segment.name)
      }
      let deleted = Set(segment.deleted)
      all += try Decoding.segment(folder: folder, name: segment.name, analyzer: analyzer).0
        .filter { !deleted.contains($0.key.document) }
    }
    entries = all.sorted { $0.key < $1.key }
  }

  /// Live entries.
  package var entryCount: Int { entries.count }

  /// The best entries after skipping `offset` of them, with the exact total.
  package func search(_ query: Query, limit: Int, offset: Int = 0) throws(IndexError) -> SearchResult {
    try query.check()
    let found = entries.filter { BruteForce.holds(query, $0) }
    let phrases = query.positivePhrases
    let hits = found.map { entry in
      let tf = phrases.map { BruteForce.count($0, entry) }.reduce(0, +)
      return SearchHit(key: entry.key, score: Float(tf) / Float(tf + 1) * entry.weight)
    }.sorted { ($1.score, $0.key) < ($0.score, $1.key) }
    return SearchResult(total: hits.count, hits: Array(hits.dropFirst(max(0, offset)).prefix(max(0, limit))))
  }

  /// How many live entries match; no scores are computed.
  package func count(_ query: Query) throws(IndexError) -> Int { try keys(query).count }

  /// All matching entries in ascending order.
  package func keys(_ query: Query) throws(IndexError) -> [EntryKey] {
    try query.check()
    return entries.filter { BruteForce.holds(query, $0) }.map(\.key)
  }

  /// Where the positive phrases of the query (those outside `not`) occur in an entry; for `near`, only pairs within the
  /// distance count. Ascending, without repetition; ranges may overlap. Throws `noSuchEntry` if the entry is not live.
  package func matches(_ query: Query, in key: EntryKey) throws(IndexError) -> [Match] {
    try query.check()
    guard let entry = entries.first(where: { $0.key == key }) else { throw .noSuchEntry(key) }
    return Set(query.positivePhrases.flatMap { phrase in
      entry.readings.enumerated().flatMap { index, reading in
        BruteForce.starts(phrase, reading).filter { $0 < reading.ownCount }
          .map { Match(reading: index, range: $0..<$0 + phrase.count) }
      }
    }).sorted()
  }

  /// Why the entry has its score. Throws `noSuchEntry` if the entry is not live.
  package func explain(_ query: Query, for key: EntryKey) throws(IndexError) -> Explanation {
    try query.check()
    guard let entry = entries.first(where: { $0.key == key }) else { throw .noSuchEntry(key) }
    let parts = query.positivePhrases.map { phrase in
      Explanation.Part(
        phrase: phrase, occurrences: BruteForce.count(phrase, entry), documentFrequency: 0, inverseDocumentFrequency: 0,
        score: 0)
    }
    return Explanation(
      key: key, matches: BruteForce.holds(query, entry), parts: parts, length: entry.readings[0].ownCount, meanLength: 0,
      weight: entry.weight, score: 0)
  }

  /// How many matching live entries carry each value of the field. Descending by count, then ascending by value.
  package func facets(_ query: Query, field: String) throws(IndexError) -> [(value: String, count: Int)] {
    try query.check()
    var counts: [String: Int] = [:]
    for entry in entries where BruteForce.holds(query, entry) {
      for value in Set(entry.keywords.filter { $0.field == field }.map(\.value)) { counts[value, default: 0] += 1 }
    }
    return counts.map { (value: $0.key, count: $0.value) }
      .sorted { a, b in
        a.count != b.count
          ? a.count > b.count : a.value.unicodeScalars.lexicographicallyPrecedes(b.value.unicodeScalars)
      }
  }
}

enum BruteForce {
  static func starts(_ phrase: [UInt32], _ reading: Reading) -> [Int] {
    let text = reading.scalars
    guard !phrase.isEmpty, phrase.count <= text.count else { return [] }
    return (0...text.count - phrase.count).filter { start in
      text[start] == phrase[0] && text[start..<start + phrase.count].elementsEqual(phrase)
    }
  }
  static func count(_ phrase: [UInt32], _ entry: Entry) -> Int {
    entry.readings.map { r in starts(phrase, r).count { $0 < r.ownCount } }.max() ?? 0
  }
  static func holds(_ query: Query, _ entry: Entry) -> Bool {
    switch query {
    case .everything: true
    case .nothing: false
    case .phrase(let phrase): count(phrase, entry) > 0
    case .keyword(let keyword): entry.keywords.contains(keyword)
    case .documents(let keys): keys.contains(entry.key.document)
    case .entries(let keys): keys.contains(entry.key)
    case .and(let parts): parts.allSatisfy { holds($0, entry) }
    case .or(let parts): parts.contains { holds($0, entry) }
    case .not(let part): !holds(part, entry)
    case .near(let a, let b, let distance, let ordered): entry.readings.contains { near(a, b, distance, ordered, $0) }
    }
  }
  static func near(_ a: [UInt32], _ b: [UInt32], _ distance: Int, _ ordered: Bool, _ reading: Reading) -> Bool {
    let (sa, sb) = (starts(a, reading), starts(b, reading))
    return sa.contains { x in
      sb.contains { y in
        guard min(x, y) < reading.ownCount else { return false }
        let forward = y - (x + a.count)
        if forward >= 0 && forward <= distance { return true }
        let backward = x - (y + b.count)
        return !ordered && backward >= 0 && backward <= distance
      }
    }
  }
}

extension Query {
  var positivePhrases: [[UInt32]] {
    switch self {
    case .phrase(let phrase): [phrase]
    case .near(let a, let b, _, _): [a, b]
    case .and(let parts), .or(let parts): parts.flatMap(\.positivePhrases)
    default: []
    }
  }
  func check() throws(IndexError) {
    switch self {
    case .phrase(let phrase): if phrase.isEmpty { throw .invalidQuery(problem: .emptyPhrase) }
    case .near(let a, let b, _, _): if a.isEmpty || b.isEmpty { throw .invalidQuery(problem: .emptyPhrase) }
    case .and(let parts), .or(let parts): for part in parts { try part.check() }
    case .not(let part): try part.check()
    default: break
    }
  }
}
