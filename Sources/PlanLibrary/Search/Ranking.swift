import PlanText
import SearchIndex

/// The figures of the ranking, as `Documentation/Ranking.md` publishes them. Each was kept because it measurably helped on judged
/// topics.
package enum RankingWeights {
  /// Of what a term adds, if one of its places begins and ends where words do.
  package static let wordBorders: Float = 0.5
  /// Of what a term adds, if it stands in the title of the document.
  package static let title: Float = 0.2
  /// Of what all terms add, times the share of the terms in the shortest stretch of text that holds them all.
  package static let proximity: Float = 0.5
  /// So many of the best by BM25 are ranked finely; the rest follows in the order of BM25.
  package static let window = 256
  /// Characters that the word borders of one search are looked up in.
  package static let mostCharacters = 32_000
  /// Places of a term that are looked at for word borders.
  package static let mostPlaces = 4
  /// Context of a place on either side; words are shorter.
  static let context = 16
}

/// What the fine ranking adds to a passage, before its weight.
struct RankingBonus: Sendable {
  var wordBorders: Float = 0
  var title: Float = 0
  var proximity: Float = 0
  var sum: Float { wordBorders + title + proximity }
}

/// Looks closer at the best passages of a query: whether its terms are words there, how near they stand to each other,
/// whether the title has them. What it adds is never negative, so that what comes behind the window stays behind.
struct Ranker {
  /// The plain terms of the query outside NOT, folded.
  let terms: Set<[UInt32]>
  let library: Library

  init(_ syntax: QuerySyntax, library: Library) {
    terms = Set(syntax.plainTerms.map(\.folded))
    self.library = library
  }

  /// One for each candidate.
  func bonuses(_ list: CandidateList) throws(LibraryError) -> [RankingBonus] {
    let slots = list.phrases.indices.filter { terms.contains(list.phrases[$0]) }
    var titles: [UInt32: [UInt32]] = [:]
    for document in Set(list.candidates.map(\.key.document)) { titles[document] = try library.head(document)?.foldedTitle }
    var bonuses: [RankingBonus] = []
    var borders = BorderBatch()
    for (index, candidate) in list.candidates.enumerated() {
      var bonus = RankingBonus()
      let title = titles[candidate.key.document] ?? []
      var found: [[UInt32]: [TermPlace]] = [:]
      for slot in slots where candidate.parts[slot].score > 0 {
        let term = list.phrases[slot]
        let places = found[term] ?? TermPlace.all(of: term, in: candidate.readings)
        found[term] = places
        if FoldedText.holds(title, term) { bonus.title += RankingWeights.title * candidate.parts[slot].score }
        borders.add(candidate: index, slot: slot, places, candidate.readings)
      }
      if found.count > 1 {
        let all = slots.reduce(Float(0)) { $0 + candidate.parts[$1].score }
        bonus.proximity = RankingWeights.proximity * all * Self.nearness(found)
      }
      bonuses.append(bonus)
    }
    for (index, slot) in borders.aligned() {
      bonuses[index].wordBorders += RankingWeights.wordBorders * list.candidates[index].parts[slot].score
    }
    return bonuses
  }

  /// The length of the terms over that of the shortest stretch that holds one place of each; 1 when they touch, 0 when no
  /// reading has all.
  static func nearness(_ found: [[UInt32]: [TermPlace]]) -> Float {
    let length = found.keys.reduce(0) { $0 + $1.count }
    let terms = found.keys.sorted { $0.lexicographicallyPrecedes($1) }
    var best = Int.max
    for reading in Set(found.values.joined().map(\.reading)) {
      var events: [(at: Int, term: Int)] = []
      for (i, term) in terms.enumerated() {
        for place in found[term] ?? [] where place.reading == reading { events.append((place.range.lowerBound, i)) }
      }
      events.sort { ($0.at, $0.term) < ($1.at, $1.term) }
      var last = [Int?](repeating: nil, count: terms.count)
      for event in events {
        last[event.term] = event.at
        let starts = last.compactMap(\.self)
        guard starts.count == terms.count, let first = starts.min() else { continue }
        let end = zip(starts, terms).reduce(0) { max($0, $1.0 + $1.1.count) }
        best = min(best, max(length, end - first))
      }
    }
    return best == .max ? 0 : Float(length) / Float(best)
  }
}

/// Where a term stands in a passage.
struct TermPlace: Hashable {
  let reading: Int
  let range: Range<Int>

  /// All places that start in a passage's own text.
  static func all(of term: [UInt32], in readings: [Reading]) -> [TermPlace] {
    guard let first = term.first else { return [] }
    var places: [TermPlace] = []
    for (index, reading) in readings.enumerated() {
      let text = reading.scalars
      let last = min(reading.ownCount, text.count - term.count + 1)
      for at in 0..<max(0, last) where text[at] == first && text[at..<at + term.count].elementsEqual(term) {
        places.append(TermPlace(reading: index, range: at..<at + term.count))
      }
    }
    return places
  }
}

extension QuerySyntax {
  /// The terms outside NOT that a hit may hold as they are.
  var plainTerms: [Term] {
    switch self {
    case .term(let term): [term]
    case .near(let a, let b, _, _), .sameSentence(let a, let b): [a, b]
    case .sameSection(let a, let b): a.plainTerms + b.plainTerms
    case .and(let parts), .or(let parts): parts.flatMap(\.plainTerms)
    case .field, .wildcard, .target, .like, .not: []
    }
  }

  /// The plain words that a hit may hold, as written; none when something else than words is asked for.
  var literals: [String] { plainTerms.map(\.text) }
}
