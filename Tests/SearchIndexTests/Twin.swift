import SearchIndex

/// The slow equivalent of the whole engine: looks at every entry.
struct Twin {
  var entries: [Entry]

  static func starts(_ phrase: [UInt32], _ text: [UInt32]) -> [Int] {
    if phrase.isEmpty || phrase.count > text.count { return [] }
    return (0...text.count - phrase.count).filter {
      text[$0] == phrase[0] && text[$0..<$0 + phrase.count].elementsEqual(phrase)
    }
  }

  static func matches(_ phrase: [UInt32], _ entry: Entry) -> [Match] {
    entry.readings.enumerated().flatMap { index, reading in
      starts(phrase, reading.scalars).filter { $0 < reading.ownCount }
        .map { Match(reading: index, range: $0..<$0 + phrase.count) }
    }
  }

  static func pairs(_ a: [UInt32], _ b: [UInt32], _ distance: Int, _ ordered: Bool, _ entry: Entry) -> [Match] {
    var found: [Match] = []
    for (index, reading) in entry.readings.enumerated() {
      for x in starts(a, reading.scalars) {
        for y in starts(b, reading.scalars) where min(x, y) < reading.ownCount {
          let forward = y - x - a.count
          let backward = x - y - b.count
          guard (0...distance).contains(forward) || !ordered && (0...distance).contains(backward) else { continue }
          found.append(Match(reading: index, range: x..<x + a.count))
          found.append(Match(reading: index, range: y..<y + b.count))
        }
      }
    }
    return found
  }

  static func holds(_ query: Query, _ entry: Entry) -> Bool {
    switch query {
    case .everything: true
    case .nothing: false
    case .phrase(let phrase): !matches(phrase, entry).isEmpty
    case .keyword(let keyword): entry.keywords.contains(keyword)
    case .documents(let keys): keys.contains(entry.key.document)
    case .entries(let keys): keys.contains(entry.key)
    case .and(let parts): parts.allSatisfy { holds($0, entry) }
    case .or(let parts): parts.contains { holds($0, entry) }
    case .not(let part): !holds(part, entry)
    case .near(let a, let b, let distance, let ordered): !pairs(a, b, distance, ordered, entry).isEmpty
    }
  }

  static func positive(_ query: Query, _ entry: Entry) -> [Match] {
    switch query {
    case .phrase(let phrase): matches(phrase, entry)
    case .near(let a, let b, let distance, let ordered): pairs(a, b, distance, ordered, entry)
    case .and(let parts), .or(let parts): parts.flatMap { positive($0, entry) }
    default: []
    }
  }

  func keys(_ query: Query) -> [EntryKey] { entries.filter { Self.holds(query, $0) }.map(\.key) }

  func facets(_ query: Query, _ field: String) -> [String: Int] {
    var counts: [String: Int] = [:]
    for entry in entries where Self.holds(query, entry) {
      for value in Set(entry.keywords.filter { $0.field == field }.map(\.value)) { counts[value, default: 0] += 1 }
    }
    return counts
  }
}
