import PlanText
import SearchIndex
import Testing

@testable import PlanLibrary

@Suite struct RankingTests {
  private static let pieces = [
    "科普", "基地", "大学", "扩大学习范围", "科普基地", "教育局", "抓好落实", "，", "，", "提供保障", "基层", "地方", "普及知识", "2025年", "30个",
  ]

  /// A plan of so many paragraphs, in which some words stand often.
  private static func plan(paragraphs: Int, seed: UInt64) -> String {
    var random = SplitMix(state: seed)
    var lines = ["清河市科普工作规划（2021—2025年）", "", "一、重点任务"]
    for _ in 0..<paragraphs {
      let count = Int.random(in: 2...30, using: &random)
      lines.append((0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined() + "。")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static let queries = ["科普", "科普 基地", "大学", "科普 OR 基地", "科普 NEAR/20 基地", "科普 -大学", "科普 role:body", "科*基地"]

  private func prepared() async throws -> Scratch {
    let scratch = Scratch()
    try scratch.write("long.txt", Self.plan(paragraphs: 330, seed: 1))
    try scratch.write("short.txt", Self.plan(paragraphs: 40, seed: 2))
    try scratch.write("river.txt", Sample.river)
    try await scratch.ingest()
    return scratch
  }

  /// What is ranked finely and what is not are one list: whichever way it is paged, nothing is missing, doubled or moved.
  @Test func pagesAreOneList() async throws {
    let library = try await prepared().library()
    var longest = 0
    for query in Self.queries {
      let search = try LibrarySearch(query, library: library)
      let (total, all) = try search.ranked(limit: 100_000, offset: 0)
      longest = max(longest, total)
      #expect(try total == all.count && total == search.count())
      #expect(try Set(all.map(\.key)) == Set(library.searcher.keys(search.query)), "\(query)")
      for (a, b) in zip(all, all.dropFirst()) { #expect(RankingWindow.precedes(a, b), "\(query)") }
      for size in [90, 256] {
        var paged: [SearchHit] = []
        var behind: [SearchHit] = []
        while paged.count < total {
          // A new search each time, as a command is.
          let next = try LibrarySearch(query, library: library).ranked(limit: size, offset: paged.count)
          let go = try LibrarySearch(query, library: library).ranked(limit: size, offset: 0, after: behind.last)
          #expect(next.total == total && go.total == total)
          paged += next.hits
          behind += go.hits
          if next.hits.isEmpty || go.hits.isEmpty { break }
        }
        #expect(paged == all && behind == all, "\(query) in pages of \(size)")
      }
    }
    #expect(longest > RankingWeights.window, "the list must reach beyond the window")
  }

  @Test func partsAddUp() async throws {
    let library = try await prepared().library()
    for query in Self.queries {
      let search = try LibrarySearch(query, library: library)
      for hit in try search.passages(limit: 80, offset: 200).hits + search.passages(limit: 40, offset: 0).hits {
        let explained = try search.explain(hit)
        #expect(explained.parts.reduce(0) { $0 + $1.value } == explained.score, "\(query): \(explained)")
        #expect(HitRecords.decimal(explained.score) == HitRecords.score(hit.score))
        #expect(explained.parts.allSatisfy { $0.value >= 0 || $0.kind.isRole }, "\(query): \(explained)")
      }
    }
  }

  /// First lines of the hits of a query over one plan.
  private func ranking(_ query: String, _ text: String, name: String = "plan.txt") async throws -> [String] {
    let scratch = Scratch()
    try scratch.write(name, text)
    try await scratch.ingest()
    return try LibrarySearch(query, library: scratch.library()).passages(limit: 100, offset: 0).hits.map(\.quote)
  }

  @Test func wordsComeBeforeSyllables() async throws {
    let text = "临江市工作规划\n\n一、任务\n要扩大学习范围，抓好工作。\n要办好大学教育，抓好工作。\n要重大学问研究，抓好工作。\n"
    let found = try await ranking("大学", text)
    #expect(found.count == 3, "what is no word is found as well")
    #expect(found.first == "要办好大学教育，抓好工作。")
  }

  @Test func termsThatStandTogetherComeFirst() async throws {
    let far = "科普工作要由各县区负责，经费由财政保障，建设三个基地。"
    let near = "各县区负责工作要到位，经费由财政保障，建设科普的基地。"
    #expect(try await ranking("科普 基地", "临江市规划\n\n一、任务\n\(far)\n\(near)\n").first == near)
  }

  @Test func measuresComeBeforeTheirHeading() async throws {
    let text = "临江市规划\n\n一、科普基地建设\n每个县区建设科普基地三家以上，向公众开放。\n二、组织领导\n各部门抓好落实。\n"
    let found = try await ranking("科普基地", text)
    #expect(found.count == 2)
    #expect(found.first == "每个县区建设科普基地三家以上，向公众开放。")
  }

  @Test func theTitleCounts() async throws {
    let scratch = Scratch()
    let line = "支持水库建设，抓好落实。"
    try scratch.write("a.txt", "临江市农业发展规划\n\n一、任务\n\(line)\n")
    try scratch.write("b.txt", "云川省水库发展规划\n\n一、任务\n\(line)\n")
    try await scratch.ingest()
    let search = try LibrarySearch("水库", library: scratch.library())
    let hits = try search.passages(limit: 10, offset: 0).hits.filter { $0.quote == line }
    #expect(hits.map { $0.document.source.hasSuffix("b.txt") } == [true, false])
    let parts = try search.explain(try #require(hits.first)).parts
    #expect(parts.contains { $0.kind == .title })
  }
}

extension ScoreExplanation.Part.Kind {
  fileprivate var isRole: Bool { if case .role = self { true } else { false } }
}
