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

  /// Pairs of occurrences between which no sentence ends, or that share a sentence otherwise.
  static func sharing(_ a: [UInt32], _ b: [UInt32], _ ends: [UInt32], _ entry: Entry) -> [Match] {
    var found: [Match] = []
    for (index, reading) in entry.readings.enumerated() {
      func sentences(_ start: Int, _ count: Int) -> Set<Int> {
        Set((start..<start + count).map { place in reading.scalars[..<place].count { ends.contains($0) } })
      }
      for x in starts(a, reading.scalars) {
        for y in starts(b, reading.scalars) where min(x, y) < reading.ownCount {
          if sentences(x, a.count).isDisjoint(with: sentences(y, b.count)) { continue }
          found.append(Match(reading: index, range: x..<x + a.count))
          found.append(Match(reading: index, range: y..<y + b.count))
        }
      }
    }
    return found
  }

  /// Tries every length of every gap.
  static func matches(_ pattern: TextPattern, _ entry: Entry) -> [Match] {
    entry.readings.enumerated().flatMap { index, reading -> [Match] in
      let text = reading.scalars
      func end(_ place: Int, _ run: Int) -> Int? {
        let phrase = pattern.runs[run]
        guard place + phrase.count <= text.count, text[place..<place + phrase.count].elementsEqual(phrase) else { return nil }
        let after = place + phrase.count
        if run == pattern.gaps.count { return after + pattern.trail <= text.count ? after + pattern.trail : nil }
        let gap = pattern.gaps[run]
        var shortest: Int?
        for length in gap.least...(gap.isOpen ? max(gap.least, text.count - after) : gap.least) {
          if after + length > text.count { break }
          if gap.isOpen, text[after..<after + length].contains(where: { pattern.ends.contains($0) }) { break }
          if let found = end(after + length, run + 1) { shortest = min(shortest ?? found, found) }
        }
        return shortest
      }
      return (0..<min(text.count, reading.ownCount)).compactMap { start in
        guard start + pattern.lead <= text.count else { return nil }
        return end(start + pattern.lead, 0).map { Match(reading: index, range: start..<$0) }
      }
    }
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
    case .together(let a, let b, let ends): !sharing(a, b, ends, entry).isEmpty
    case .pattern(let pattern): !matches(pattern, entry).isEmpty
    case .atLeast(let least, let parts): parts.count { holds($0, entry) } >= least
    }
  }

  static func positive(_ query: Query, _ entry: Entry) -> [Match] {
    switch query {
    case .phrase(let phrase): matches(phrase, entry)
    case .near(let a, let b, let distance, let ordered): pairs(a, b, distance, ordered, entry)
    case .together(let a, let b, let ends): sharing(a, b, ends, entry)
    case .pattern(let pattern): matches(pattern, entry)
    case .and(let parts), .or(let parts), .atLeast(_, let parts): parts.flatMap { positive($0, entry) }
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
