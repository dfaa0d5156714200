import Foundation
import PlanText
import Testing

@testable import PlanServer

@Suite struct ReaderTests {
  private func reader(
    _ text: String, _ reading: Reading, marks: [SourceSpan] = [], damage: [ReaderDamage] = [], hits: [SourceSpan] = []
  ) -> ReaderText {
    ReaderText(
      source: Array(text.unicodeScalars), reading: reading, marks: marks, damage: damage, hits: hits, cited: nil)
  }

  @Test func `The segments of the original cover the text once, whatever is marked`() {
    var random = SplitMix(seed: 7)
    for _ in 0..<300 {
      let length = Int.random(in: 0...60, using: &random)
      let source = String(
        String.UnicodeScalarView(
          (0..<length).map { _ in "甲乙丙\n <".unicodeScalars.randomElement(using: &random) ?? "甲" }))
      func spans(_ count: Int) -> [SourceSpan] {
        (0..<count).map { _ in
          let a = Int.random(in: 0...length, using: &random)
          return SourceSpan(start: a, end: Int.random(in: a...length, using: &random))
        }
      }
      let damage = spans(2).map { ReaderDamage(span: $0, repaired: nil, kind: "lost", quote: "") }
      let text = reader(source, .original, marks: spans(4), damage: damage, hits: spans(3))
      let lines = text.paragraphs(in: 0..<length).map { $0.segments.map(\.text).joined() }
      #expect(lines == source.split(separator: "\n").map(String.init).filter { !$0.allSatisfy(\.isWhitespace) })
      for segment in text.paragraphs(in: 0..<length).flatMap(\.segments) {
        #expect(segment.text == String(scalars: text.source[segment.range]))
        for (i, span) in text.marks.enumerated() where !span.isEmpty {
          let isInside = span.start <= segment.range.lowerBound && segment.range.upperBound <= span.end
          #expect(segment.marks.contains(i) == isInside)
        }
      }
    }
  }

  @Test func `The repaired reading joins what a page break cut and shows each repair once`() {
    let source = "通过项\n\n目(mù)支持\n完"
    let damage = [
      ReaderDamage(span: SourceSpan(start: 3, end: 5), repaired: "", kind: "pagebreak", quote: "\n\n"),
      ReaderDamage(span: SourceSpan(start: 6, end: 10), repaired: "", kind: "gloss", quote: "(mù)"),
    ]
    func lines(_ reading: Reading) -> [String] {
      let text = reader(source, reading, marks: [SourceSpan(start: 4, end: 7)], damage: damage)
      return text.paragraphs(in: 0..<text.source.count).map { $0.segments.map(\.text).joined() }
    }
    #expect(lines(.original) == ["通过项", "目(mù)支持", "完"])
    #expect(lines(.repaired) == ["通过项目支持", "完"])
  }

  @Test func `Traditional text has a simplified reading with the same offsets`() {
    let text = reader("各縣區科協要加強組織領導", .simplified, marks: [SourceSpan(start: 2, end: 4)])
    let segments = text.paragraphs(in: 0..<12)[0].segments
    #expect(segments.map(\.text) == ["各县", "区科", "协要加强组织领导"])
    #expect(segments.map(\.range) == [0..<2, 2..<4, 4..<12])
  }

  @Test(arguments: [0, 1, 5_999, 50_000]) func `Parts follow on one another and cover the text`(_ length: Int) {
    let source = [Unicode.Scalar](repeating: "文", count: length)
    for step in [40, 1_700, 100_000] {
      let places = Array(stride(from: 0, to: length, by: step))
      let parts = ReaderParts.cut(source, sections: places, records: places, damage: places)
      #expect(parts.first?.lowerBound == 0)
      #expect(parts.last?.upperBound == length)
      for (a, b) in zip(parts, parts.dropFirst()) { #expect(a.upperBound == b.lowerBound) }
      for part in parts { #expect(part.count * 4 <= ReaderParts.room + 4) }
    }
  }

  @Test func `A permalink shows and cites exactly its characters`() async throws {
    let bench = try await Bench.shared
    let source = bench.get("/api/documents/river.txt/source").text
    let scalars = Array(source.unicodeScalars)
    let start = try #require(source.range(of: "公民具备")).lowerBound
    let at = source.unicodeScalars.distance(from: source.startIndex, to: start)
    let page = bench.get("/documents/river.txt?at=\(at)-\(at + 4)").text
    #expect(page.contains("<blockquote>\(String(scalars: scalars[at..<at + 4]))</blockquote>"))
    #expect(page.contains("字符 \(at)–\(at + 4)."))
    #expect(page.contains("@misc{gangmu-"))
    #expect(page.contains("id=\"at\""))
    for wrong in ["9-3", "-1-2", "0-99999999", "a", "3", ""] where !wrong.isEmpty {
      #expect(bench.get("/documents/river.txt?at=" + wrong).status == 400, "\(wrong)")
    }
  }
}

/// SplitMix64 (Steele, Lea and Flood 2014), so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
