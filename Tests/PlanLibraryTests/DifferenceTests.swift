import PlanText
import Testing

@testable import PlanLibrary

@Suite struct DifferenceTests {
  private func marked(_ a: String, _ b: String) -> String { SectionAlignment.marked(Difference.runs(a, b)) }

  @Test(arguments: [
    ("新建水库12座", "新建水库30座", "新建水库⟨12→30⟩座"),
    ("到2025年达到10%以上", "到2025年达到13.5%以上", "到2025年达到⟨10%→13.5%⟩以上"),
    ("建设科普基地", "建设市级科普基地", "建设{+市级+}科普基地"),
    ("加强科普工作领导", "加强领导", "加强[-科普工作-]领导"),
    ("甲乙丙", "甲乙丙", "甲乙丙"),
    ("培育企业20家", "引进人才30名", "[-培育企业-]{+引进人才+}⟨20→30⟩[-家-]{+名+}"),
    ("", "增加", "{+增加+}"),
  ])
  func differences(_ a: String, _ b: String, _ expected: String) { #expect(marked(a, b) == expected) }

  @Test func scriptAndWidthMakeNoDifference() {
    #expect(Difference.runs("發展１２家ABC", "发展12家abc").allSatisfy { $0.kind == .same })
  }

  /// The runs give back both texts, and what is the same is a longest common subsequence.
  @Test func agreesWithASlowTwin() {
    var random = SplitMix(state: 5)
    for _ in 0..<400 {
      let (a, b) = (Self.text(&random), Self.text(&random))
      let runs = Difference.runs(a, b)
      #expect(runs.map(\.left).joined() == a && runs.map(\.right).joined() == b)
      let (x, y) = (Difference.tokens(a), Difference.tokens(b))
      let pairs = Difference.common(x, y)
      #expect(pairs.allSatisfy { x[$0.0] == y[$0.1] })
      #expect(pairs.count == Self.longest(x[...], y[...]))
    }
  }

  private static func text(_ random: inout SplitMix) -> String {
    String((0..<Int.random(in: 0...9, using: &random)).map { _ in "科普12水".randomElement(using: &random) ?? "科" })
  }

  /// By trying everything.
  private static func longest(_ a: ArraySlice<Difference.Token>, _ b: ArraySlice<Difference.Token>) -> Int {
    guard let x = a.first, let y = b.first else { return 0 }
    if x == y { return 1 + longest(a.dropFirst(), b.dropFirst()) }
    return max(longest(a.dropFirst(), b), longest(a, b.dropFirst()))
  }
}

@Suite struct SectionAlignmentTests {
  private static let left = """
    清河市科普工作方案（2023—2025年）

    一、加强阵地建设
    各县区科协要建设科普基地30个。要扩大科普场馆开放范围，延长开放时间。
    二、强化组织领导
    各单位要加强组织领导，落实工作责任。
    """
  private static let right = """
    临江市科普工作方案（2023—2025年）

    一、强化组织领导
    各单位要加强组织领导，落实工作责任。
    二、加强阵地建设
    各县区科协要建设科普基地12个。
    三、开展评估
    各单位要开展年度评估并公布结果。
    """

  @Test func tasksAreTheSameAdaptedOrAlone() async throws {
    let scratch = Scratch()
    try scratch.write("left.txt", Self.left)
    try scratch.write("right.txt", Self.right)
    try await scratch.ingest()
    let alignment = try SectionAlignment(PlanChoice(names: ["left.txt", "right.txt"]), library: scratch.library())
    let pair = try #require(alignment.pairs.first)
    #expect(pair.rows.filter { $0.left != nil }.map { $0.right?.path } == ["二", "一"])
    #expect(pair.rows.last?.left == nil && pair.rows.last?.right?.path == "三")
    #expect(SectionAlignment.State.allCases.map(pair.count) == [1, 1, 1, 1])
    let adapted = try #require(pair.rows[0].items.first { $0.state == .adapted })
    #expect(SectionAlignment.marked(adapted.runs).contains("⟨30→12⟩"))
    #expect(adapted.runs.count { $0.kind == .number } == 1)
    #expect(alignment.htmlFragment(.zh).contains("<del class=\"number\">30</del>"))
  }

  /// The best pairs first, as a search over all pairs would take them.
  @Test func matchingTakesEachSideOnce() {
    var random = SplitMix(state: 3)
    for _ in 0..<200 {
      let candidates = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        PairAligner.Candidate(
          left: Int.random(in: 0...4, using: &random), right: Int.random(in: 0...4, using: &random),
          score: Double(Int.random(in: 0...3, using: &random)))
      }
      let found = PairAligner.matching(candidates)
      #expect(Set(found.map(\.left)).count == found.count && Set(found.map(\.right)).count == found.count)
      for c in candidates {
        // What was not taken lost to a pair at least as good on one of its sides.
        #expect(found.contains { ($0.left == c.left || $0.right == c.right) && $0.score >= c.score })
      }
    }
  }
}
