import Foundation
import PlanText
import SearchIndex
import Testing

@testable import PlanLibrary

/// Ranking against judged passages of real documents, which lie in `../shared/corpus`, outside of the repository; skipped
/// without them. `Tests/Ranking/topics.json` names passages by document id and offsets.
@Suite struct JudgedRankingTests {
  private static let checkout = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  private static let shared = checkout.deletingLastPathComponent().appendingPathComponent("shared/corpus").path
  static let hasShared = FileManager.default.fileExists(atPath: shared)

  @Test(.enabled(if: hasShared, "the texts in ../shared/corpus are not here"))
  func betterThanItsPeers() async throws {
    let scratch = Scratch()
    try await scratch.ingest([Self.shared])
    let library = try scratch.library()
    let topics = try Topics(path: Self.checkout.appendingPathComponent("Tests/Ranking/topics.json").path)
    let peers = try PlainRankings(library: library)
    var sums: [String: Double] = [:]
    var unjudged = 0
    for topic in topics.all {
      let search = try LibrarySearch(topic.query, library: library)
      let hits = try search.ranked(limit: 10, offset: 0).hits.map(\.key)
      for (name, keys) in [
        ("gangmu", hits), ("BM25", peers.phrases(search.ranker.terms, matching: try library.searcher.keys(search.query))),
        ("bigrams", peers.bigrams(of: topic.query)),
      ] {
        let places = try keys.map { key in try topic.place(of: #require(try search.passage(key, score: 0))) }
        if name == "gangmu" { unjudged += places.count { topic.grades[$0] == nil } }
        sums[name, default: 0] += topic.gain(places)
      }
    }
    let mean = sums.mapValues { ($0 / Double(topics.all.count) * 1000).rounded() / 1000 }
    let (ours, phrases, bigrams) = (mean["gangmu"] ?? 0, mean["BM25"] ?? 0, mean["bigrams"] ?? 0)
    #expect(topics.all.count == 40)
    #expect(ours >= 0.87, "nDCG@10 \(mean), \(unjudged) unjudged")
    #expect(ours >= phrases + 0.06 && ours >= bigrams + 0.04, "nDCG@10 \(mean), \(unjudged) unjudged")
  }
}

/// Queries with graded passages.
struct Topics {
  struct Place: Hashable {
    let document: String
    let start: Int
    let end: Int
  }

  struct Topic {
    let query: String
    let grades: [Place: Int]

    func place(of hit: PassageHit) -> Place { Place(document: hit.document.id, start: hit.span.start, end: hit.span.end) }

    /// nDCG at ten with gains 2^grade − 1 (Järvelin and Kekäläinen, 2002; Burges and others, 2005). What was not judged counts 0.
    func gain(_ places: [Place]) -> Double {
      func discounted(_ grades: [Int]) -> Double {
        grades.prefix(10).enumerated().reduce(0) { $0 + (pow(2, Double($1.element)) - 1) / log2(Double($1.offset) + 2) }
      }
      let ideal = discounted(grades.values.sorted(by: >))
      return ideal == 0 ? 0 : discounted(places.map { grades[$0] ?? 0 }) / ideal
    }
  }

  let all: [Topic]

  init(path: String) throws {
    let root = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path))) as? [String: Any]
    all = (root?["topics"] as? [[String: Any]] ?? []).map { topic in
      var grades: [Place: Int] = [:]
      for row in topic["judged"] as? [[Any]] ?? [] {
        guard row.count == 4, let document = row[0] as? String, let start = row[1] as? Int, let end = row[2] as? Int else { continue }
        grades[Place(document: document, start: start, end: end)] = row[3] as? Int
      }
      return Topic(query: topic["query"] as? String ?? "", grades: grades)
    }
  }
}

/// Textbook BM25 (k1 1.2, b 0.75) over the folded passages, without any weight: what the product is compared with.
struct PlainRankings {
  private let texts: [(key: EntryKey, scalars: [UInt32])]
  private let mean: Double

  init(library: Library) throws {
    texts = try library.searcher.candidates(.everything, limit: .max).candidates.map { entry in
      (entry.key, entry.readings.first.map { Array($0.scalars.prefix($0.ownCount)) } ?? [])
    }
    mean = Double(texts.reduce(0) { $0 + $1.scalars.count }) / Double(max(1, texts.count))
  }

  /// The same passages as the query finds, by BM25 over its terms.
  func phrases(_ terms: Set<[UInt32]>, matching keys: [EntryKey]) -> [EntryKey] {
    best(terms.isEmpty ? [] : terms.sorted { $0.lexicographicallyPrecedes($1) }, among: Set(keys))
  }

  /// As Lucene's CJKAnalyzer and its query parser do it: any passage with any pair of neighbouring characters of the query.
  func bigrams(of query: String) -> [EntryKey] {
    let text = query.replacingOccurrences(of: "like:", with: "").replacingOccurrences(of: "\"", with: "")
    let pairs = text.split(separator: " ").flatMap { Likeness.pairs(SearchFold.fold(String($0))) }
    return best(pairs.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }, among: nil)
  }

  private func best(_ grams: [[UInt32]], among keys: Set<EntryKey>?) -> [EntryKey] {
    var scores = [Double](repeating: 0, count: texts.count)
    for gram in grams {
      let counts = texts.map { text in TermPlace.all(of: gram, in: [Reading(scalars: text.scalars)]).count }
      let found = Double(counts.count { $0 > 0 })
      let rarity = log(1 + (Double(texts.count) - found + 0.5) / (found + 0.5))
      for (i, count) in counts.enumerated() where count > 0 {
        let times = Double(count)
        scores[i] += rarity * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * Double(texts[i].scalars.count) / mean))
      }
    }
    let order = texts.indices.filter { scores[$0] > 0 && keys?.contains(texts[$0].key) != false }
      .sorted { scores[$0] != scores[$1] ? scores[$0] > scores[$1] : texts[$0].key < texts[$1].key }
    return order.prefix(10).map { texts[$0].key }
  }
}
