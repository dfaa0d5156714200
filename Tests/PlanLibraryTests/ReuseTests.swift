import PlanText
import Testing

@testable import PlanLibrary

@Suite struct ReuseTests {
  private static let base = "各级科学技术协会应当建立健全面向基层群众的科学普及服务网络每年组织不少于12次科技志愿服务活动"

  @Test func otherNumbersAreFoundAcrossEdits() throws {
    let a = ReuseText(Array(("第一段。" + Self.base + "。结束语甲。").unicodeScalars))
    let b = ReuseText(Array(("完全不同的开头。" + Self.base.replacing("12次", with: "30次").replacing("基层", with: "广大基层") + "。另一个").unicodeScalars))
    let blocks = ReuseFinder(a: a, b: b).blocks()
    #expect(blocks.count == 1)
    let block = try #require(blocks.first)
    #expect(a.text(a.span(block.left)) == Self.base)
    let numbers = block.pairs.filter { a.tokens[$0.0] == ReuseText.numeral }.map { a.number($0.0) + "→" + b.number($0.1) }
    #expect(numbers == ["12→30"])
  }

  /// From a seed that the best local alignment holds, growing finds the score of the full matrix.
  @Test func agreesWithTheFullMatrix() {
    var random = SplitMix(state: 17)
    for _ in 0..<120 {
      let core = (0..<Int.random(in: 24...50, using: &random)).map { UInt32(0x4E00 + $0 + Int.random(in: 0...2, using: &random) * 100) }
      var other = core
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        let at = Int.random(in: 12..<other.count, using: &random)
        switch Int.random(in: 0...2, using: &random) {
        case 0: other[at] = 0x9000
        case 1: other.remove(at: at)
        default: other.insert(0x9001, at: at)
        }
      }
      let a = [0x8000, 0x8001, 0x8002] + core + [0x8003]
      let b = [0x8100, 0x8101] + other + [0x8102, 0x8103]
      let grown = LocalAligner(a: a, b: b) { _, _ in true }.alignment(seed: 3, 2, length: 8)
      #expect(grown.score == Self.slow(a, b))
      #expect(zip(grown.pairs, grown.pairs.dropFirst()).allSatisfy { $0.0 < $1.0 && $0.1 < $1.1 })
    }
  }

  /// Smith and Waterman's matrix in full.
  private static func slow(_ a: [UInt32], _ b: [UInt32]) -> Int {
    var h = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
    var best = 0
    for i in 1...a.count {
      for j in 1...b.count {
        let pair = a[i - 1] == b[j - 1] ? LocalAligner.match : LocalAligner.mismatch
        h[i][j] = max(0, h[i - 1][j - 1] + pair, h[i - 1][j] + LocalAligner.gap, h[i][j - 1] + LocalAligner.gap)
        best = max(best, h[i][j])
      }
    }
    return best
  }

  @Test func kindsOfBlocks() async throws {
    let scratch = Scratch()
    let formula = "以习近平新时代中国特色社会主义思想为指导，全面贯彻党的二十大精神。"
    try scratch.write("a.txt", "清河市规划（2021—2025年）\n\(formula)\n\(Self.base)。\n大力发展特色水产养殖和生态观光渔业产业园区。")
    try scratch.write("b.txt", "临江市规划（2021—2025年）\n\(formula)\n\(Self.base.replacing("12", with: "30"))。\n大力发展特色水产养殖和生态观光渔业产业园区。")
    try scratch.write("c.txt", "云川省规划（2021—2025年）\n坚持绿色发展。")
    try await scratch.ingest()
    let report = try ReuseReport(PlanChoice(names: ["a.txt", "b.txt", "c.txt"]), library: scratch.library())
    #expect(report.pairs.count == 3)
    let pair = report.pairs[0]
    #expect(pair.left.source.hasSuffix("a.txt") && pair.right.source.hasSuffix("b.txt"))
    #expect(pair.blocks.contains { $0.kind == .otherNumber && $0.numbers == [.init(left: "12", right: "30")] })
    #expect(pair.weight > 0 && report.pairs[2].blocks.isEmpty)
    let library = try scratch.library()
    for block in pair.blocks {
      let text = try library.sourceText(of: pair.left.key)
      #expect(String(scalars: text[block.left.range]) == block.leftQuote)
    }
    #expect(ReuseJudge.covered(ReuseText(Array(formula.unicodeScalars)).tokens) > 0.9)
    #expect(ReuseJudge.covered(ReuseText(Array("建设水库".unicodeScalars)).tokens) == 0)
  }
}
