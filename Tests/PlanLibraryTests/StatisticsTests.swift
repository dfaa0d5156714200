import Foundation
import PlanText
import Testing

@testable import PlanLibrary

@Suite struct LikelihoodTests {
  /// 10 of 1000 against 5 of 2000: expected are 5 and 10, so G² = 2 (10 ln 2 + 5 ln ½) = 10 ln 2.
  @Test func byHand() {
    #expect(abs(Likelihood.g2(10, of: 1000, 5, of: 2000) - 10 * log(2.0)) < 1e-9)
    #expect(abs(Likelihood.logRatio(10, of: 1000, 5, of: 2000) - 2) < 1e-9)
    // 6 of 100 against none of 200: G² = 2 · 6 ln 3; the none counts as a half.
    #expect(abs(Likelihood.g2(6, of: 100, 0, of: 200) - 12 * log(3.0)) < 1e-9)
    #expect(abs(Likelihood.logRatio(6, of: 100, 0, of: 200) - log2(24.0)) < 1e-9)
    #expect(Likelihood.g2(3, of: 300, 6, of: 600) < 1e-9)
    #expect(Likelihood.g2(0, of: 0, 0, of: 0) == 0)
  }

  @Test func bothSidesHaveTheSameValue() {
    for a in 0..<20 { for b in 0..<20 { #expect(Likelihood.g2(a, of: 90, b, of: 70) == Likelihood.g2(b, of: 70, a, of: 90)) } }
  }
}

@Suite struct TermCountTests {
  /// Counting everything, the slow way.
  private func slow(_ groups: [String]) -> [String: [Int]] {
    var counts: [String: [Int]] = [:]
    for (group, text) in groups.enumerated() {
      let scalars = Array(fold(text).unicodeScalars)
      for run in scalars.split(whereSeparator: { !(0x4E00...0x9FFF).contains($0.value) }) {
        let run = Array(run)
        for length in TermCounts.lengths where length <= run.count {
          for i in 0...(run.count - length) {
            counts[String(scalars: run[i..<i + length]), default: [Int](repeating: 0, count: groups.count)][group] += 1
          }
        }
      }
    }
    let kept = counts.filter { $0.value.reduce(0, +) >= TermCounts.fewest }
    var inside: [String: Int] = [:]
    for (term, n) in kept where term.unicodeScalars.count > 2 {
      for part in [String(term.dropFirst()), String(term.dropLast())] { inside[part] = max(inside[part] ?? 0, n.reduce(0, +)) }
    }
    return kept.filter { (inside[$0.key] ?? 0) * 10 < $0.value.reduce(0, +) * 6 }
  }

  @Test func agreesWithCountingEverything() {
    var random = SplitMix(state: 11)
    for _ in 0..<60 {
      let groups = (0..<3).map { _ in
        String((0..<Int.random(in: 0...120, using: &random)).map { _ in "科普素质河。".randomElement(using: &random) ?? "科" })
      }
      var counter = TermCounts(groups: 3)
      for (i, text) in groups.enumerated() { counter.add(SearchFold.fold(text), group: i) }
      let terms = counter.terms().map { (String(scalars: $0.term.compactMap(Unicode.Scalar.init)[...]), $0.counts) }
      #expect(Dictionary(uniqueKeysWithValues: terms) == slow(groups))
    }
  }
}

@Suite struct CorpusStatisticsTests {
  private func library() async throws -> (Scratch, Library) {
    let scratch = Scratch()
    try scratch.write("a.txt", "清河市科普规划（2021—2025年）\n建设科普基地。乙科普活动。\n")
    try scratch.write("b.txt", "北潭市科普规划（2016—2020年）\n丙科普甲大学。推动科学普及，發展科普場館。\n")
    try await scratch.ingest()
    return (scratch, try scratch.library())
  }

  @Test func keywordInContext() async throws {
    let (scratch, library) = try await library()
    defer { withExtendedLifetime(scratch) {} }
    let text = try Concordance("科普", in: PlanChoice(), width: 3, library: library)
    #expect(text.lines.map(\.keyword).allSatisfy { $0 == "科普" } && text.lines.count == 6)
    #expect(text.lines[1].left == " 建设" || text.lines[1].left.hasSuffix("建设"))
    let right = try Concordance("科普", in: PlanChoice(), order: .right, width: 2, library: library).lines.map(\.right)
    #expect(right.map(fold) == right.map(fold).sorted { SearchFold.fold($0).lexicographicallyPrecedes(SearchFold.fold($1)) })
    let left = try Concordance("科普", in: PlanChoice(names: ["北潭"]), order: .left, width: 1, library: library)
    #expect(left.lines.count == 3 && left.lines.allSatisfy { $0.document.city == "北潭市" })
    for line in text.lines {
      let source = try library.sourceText(of: line.document.key)
      #expect(String(scalars: source[line.span.range]) == line.keyword)
    }
  }

  @Test func frequencyHasTheLengthAsDenominator() async throws {
    let (scratch, library) = try await library()
    defer { withExtendedLifetime(scratch) {} }
    let table = try FrequencyTable("科普", in: PlanChoice(), by: [.year], library: library)
    #expect(table.rows.map(\.names) == [["2016"], ["2021"]])
    #expect(table.rows.map(\.occurrences) == [3, 3])
    #expect(table.rows.map(\.documents) == [1, 1])
    let characters = try library.documents().map(\.characters)
    #expect(table.rows[1].characters == characters[0])
    #expect(abs(table.rows[1].rate - 30_000 / Double(characters[0])) < 1e-9)
    #expect(try FrequencyTable("月亮", in: PlanChoice(), by: [.place], library: library).rows.allSatisfy { $0.occurrences == 0 })
  }

  @Test func keynessNamesTheGroup() async throws {
    let scratch = Scratch()
    try scratch.write("a.txt", "清河市规划\n" + String(repeating: "建设水库。", count: 9) + String(repeating: "推动科普。", count: 5))
    try scratch.write("b.txt", "北潭市规划\n" + String(repeating: "植树造林。", count: 9) + String(repeating: "推动科普。", count: 5))
    try await scratch.ingest()
    let keyness = try Keyness(PlanChoice(names: ["a.txt", "b.txt"]), library: scratch.library())
    let row = try #require(keyness.rows.first { $0.term == "建设水库" })
    #expect(row.counts == [9, 0] && row.group == 0 && row.logRatio > 0 && row.g2 > 6.63)
    #expect(try #require(keyness.rows.first { $0.term == "推动科普" }).g2 < 1)
    #expect(keyness.records.count == keyness.rows.count * 2)
  }
}
