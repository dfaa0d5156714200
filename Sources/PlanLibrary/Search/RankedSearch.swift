import PlanText
import SearchIndex

/// The first hits of a query, ranked finely.
///
/// The best `RankingWeights.window` by BM25 get what the ranker adds; it is never negative, so every score in the window is at
/// least that of the last by BM25, and the window followed by the rest in the order of BM25 is one list that descends by score,
/// equal scores by key. A page or a cursor anywhere in it means the same place as in the whole list.
struct RankingWindow {
  struct Place {
    let hit: SearchHit
    let bonus: RankingBonus
  }
  /// Matching passages in all.
  let total: Int
  /// Best first.
  let places: [Place]
  /// The last of the window by BM25, behind which the rest begins; nil when there is no rest.
  let last: SearchHit?

  init(_ query: Query, _ ranker: Ranker) throws(LibraryError) {
    let list = try LibrarySearch.ask(ranker.library) { (e) throws(IndexError) in
      try e.candidates(query, limit: RankingWeights.window)
    }
    let bonuses = try ranker.bonuses(list)
    total = list.total
    places = zip(list.candidates, bonuses).map { candidate, bonus in
      Place(hit: SearchHit(key: candidate.key, score: candidate.score + candidate.weight * bonus.sum), bonus: bonus)
    }.sorted { Self.precedes($0.hit, $1.hit) }
    let end = list.candidates.last.map { SearchHit(key: $0.key, score: $0.score) }
    last = list.total > list.candidates.count ? end : nil
  }

  /// The order of hits.
  static func precedes(_ a: SearchHit, _ b: SearchHit) -> Bool {
    a.score != b.score ? a.score > b.score : a.key < b.key
  }
}

/// Keeps the window of a search, so that its pages and explanations share it. For one thread.
final class RankingMemory {
  var window: RankingWindow?
}

extension LibrarySearch {
  /// A stretch of the hits, best first, with the exact total.
  /// - Parameter after: only what comes behind this hit, which need not be there any more.
  func ranked(limit: Int, offset: Int, after: SearchHit? = nil) throws(LibraryError) -> (total: Int, hits: [SearchHit]) {
    let (limit, offset) = (max(0, limit), max(0, offset))
    if ranker.terms.isEmpty || limit == 0 {
      let found = try Self.ask(library) { (e) throws(IndexError) in
        try e.search(query, limit: limit, offset: offset, after: after)
      }
      return (found.total, found.hits)
    }
    let window = try rankingWindow()
    let first = window.places.map(\.hit).filter { hit in after.map { RankingWindow.precedes($0, hit) } ?? true }
    let head = Array(first.dropFirst(offset).prefix(limit))
    guard head.count < limit, let last = window.last else { return (window.total, head) }
    let start = after.map { RankingWindow.precedes(last, $0) ? $0 : last } ?? last
    let rest = try Self.ask(library) { (e) throws(IndexError) in
      try e.search(query, limit: limit - head.count, offset: max(0, offset - first.count), after: start)
    }
    return (window.total, head + rest.hits)
  }

  private func rankingWindow() throws(LibraryError) -> RankingWindow {
    if let known = memory.window { return known }
    let window = try RankingWindow(query, ranker)
    memory.window = window
    return window
  }

  /// Why a passage has its score.
  package func explain(_ hit: PassageHit) throws(LibraryError) -> ScoreExplanation {
    let found = try Self.ask(library) { (e) throws(IndexError) in try e.explain(query, for: hit.key) }
    let place = ranker.terms.isEmpty ? nil : try rankingWindow().places.first { $0.hit.key == hit.key }
    return ScoreExplanation(found, bonus: place?.bonus, score: hit.score)
  }
}

/// The parts of a score. They add up to it exactly, in steps of a ten-thousandth.
package struct ScoreExplanation: Sendable {
  package struct Part: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
      /// BM25 of a term, with the number of its occurrences as far as they are counted.
      case term(String, occurrences: Int)
      case wordBorders, title, proximity
      /// What the passage's rank multiplier takes or gives.
      case role(Float)
    }
    package let kind: Kind
    /// In ten-thousandths.
    package let value: Int
  }
  package let parts: [Part]
  /// In ten-thousandths.
  package let score: Int
  /// Characters of the passage and the mean over the index.
  package let length: Int
  package let meanLength: Float

  init(_ found: Explanation, bonus: RankingBonus?, score: Float) {
    var raw: [(Part.Kind, Double)] = found.parts.filter { $0.score > 0 }.map { part in
      let text = String(scalars: part.phrase.compactMap(Unicode.Scalar.init))
      return (.term(text, occurrences: part.occurrences), Double(part.score))
    }
    if let bonus {
      let added: [(Part.Kind, Float)] = [
        (.wordBorders, bonus.wordBorders), (.title, bonus.title), (.proximity, bonus.proximity),
      ]
      raw += added.filter { $0.1 > 0 }.map { ($0.0, Double($0.1)) }
    }
    let sum = raw.reduce(0) { $0 + $1.1 }
    if found.weight != 1 { raw.append((.role(found.weight), sum * (Double(found.weight) - 1))) }
    self.score = HitRecords.steps(Double(score))
    length = found.length
    meanLength = found.meanLength
    parts = Self.settled(raw, to: self.score)
  }

  /// Each part rounded so that the sums up to each are; the last takes what floating point left over.
  private static func settled(_ raw: [(Part.Kind, Double)], to score: Int) -> [Part] {
    var (sum, before) = (0.0, 0)
    return raw.enumerated().map { index, part in
      sum += part.1
      let upTo = index + 1 == raw.count ? score : HitRecords.steps(sum)
      defer { before = upTo }
      return Part(kind: part.0, value: upTo - before)
    }
  }
}

extension ScoreExplanation: CustomStringConvertible {
  /// On one line: the score, its parts, the length of the passage beside the mean.
  package var description: String {
    let shown = parts.map { part in
      let value = HitRecords.decimal(part.value)
      return switch part.kind {
      case .term(let text, let occurrences): "\(text) ×\(occurrences) \(value)"
      case .wordBorders: "词界 word borders \(value)"
      case .title: "题名 title \(value)"
      case .proximity: "相近 proximity \(value)"
      case .role(let weight): "部位 role ×\(HitRecords.decimal(HitRecords.steps(Double(weight)))) \(value)"
      }
    }
    let mean = HitRecords.decimal(HitRecords.steps(Double(meanLength)))
    return "\(HitRecords.decimal(score)) = " + (shown.isEmpty ? "0" : shown.joined(separator: " + ")) + "  [\(length)/\(mean)]"
  }
}
