import Foundation
import PlanText
import SearchIndex
import Testing

@testable import PlanLibrary

/// Highlights on random plans of mixed script, width and case, with pinyin glosses and lines broken inside words: each marks in the
/// source what the query says, and nothing that it says is left unmarked.
@Suite struct HighlightTests {
  private static let pieces = [
    "科學普及", "科学普及", "ＧＤＰ增長", "gdp增长", "公民具備科學(xué)素質(zhì)", "科普", "PM2.5", "“三农”工作", "營商環境", "营商环境", "干部", "顯著",
    "显著", "，", "，", "；", "協(xié)會", "协会", "30％", "30%", "𠮷祥村", "《清河市規劃》", "２０２５年", "2025年", "建設", "建设", "—", "e\u{301}",
  ]

  private static func plan(_ random: inout SplitMix, _ number: Int) -> String {
    var lines = ["清河市第\(number)號工作规划", ""]
    for _ in 0..<8 {
      var line = (0..<Int.random(in: 3...14, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      // A page break in the middle, as an empty line.
      if Int.random(in: 0..<4, using: &random) == 0 {
        let at = line.index(line.startIndex, offsetBy: line.count / 2)
        line.insert(contentsOf: "\n\n", at: at)
      }
      lines.append(line + "。")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What a stretch of source says: without glosses, folded.
  private static func said(_ source: ArraySlice<Unicode.Scalar>) -> [UInt32] {
    let text = String(scalars: source).replacingOccurrences(of: "\\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]+\\)", with: "", options: .regularExpression)
    return SearchFold.fold(text)
  }

  /// Without accents: folding takes them off their letter, but a mark covers the source's whole character.
  private static func bare(_ folded: [UInt32]) -> [UInt32] { folded.filter { !(0x300...0x36F).contains($0) } }

  private func prepared() async throws -> (Scratch, Library, [PassageHit]) {
    var random = SplitMix(state: 612)
    let scratch = Scratch()
    for number in 1...24 { try scratch.write("\(number).txt", Self.plan(&random, number)) }
    try await scratch.ingest()
    let library = try scratch.library()
    let all = try LibrarySearch("role:body|contents|notice|annex|chrome", library: library).passages(limit: 100_000, offset: 0).hits
    return (scratch, library, all)
  }

  private static func quoted(_ folded: [UInt32]) -> String {
    QuerySyntax.quoted(String(scalars: folded.compactMap(Unicode.Scalar.init)))
  }

  private static func randomTerm(_ all: [PassageHit], _ random: inout SplitMix, _ lengths: ClosedRange<Int>) -> [UInt32] {
    while true {
      let said = all.randomElement(using: &random).map { Self.said(Array($0.quote.unicodeScalars)[...]) } ?? []
      let length = Int.random(in: lengths, using: &random)
      guard said.count >= length, let start = (0...said.count - length).randomElement(using: &random) else { continue }
      let term = Array(said[start..<start + length])
      if term.allSatisfy({ $0 != 0x20 && $0 != 0x22 }) { return term }
    }
  }

  @Test func phrases() async throws {
    let (scratch, library, all) = try await prepared()
    defer { withExtendedLifetime(scratch) {} }
    var random = SplitMix(state: 1)
    for _ in 0..<120 {
      let term = Self.randomTerm(all, &random, 1...6)
      let hits = try LibrarySearch(Self.quoted(term), library: library).passages(limit: 100_000, offset: 0).hits
      #expect(!hits.isEmpty, "\(Self.quoted(term))")
      for hit in hits {
        let text = try library.sourceText(of: hit.key.document)
        #expect(hit.highlights == hit.highlights.sorted() && Set(hit.highlights).count == hit.highlights.count)
        for span in hit.highlights {
          #expect(hit.span.start <= span.start && span.end <= hit.span.end)
          // A phrase that runs on into the next passage is marked up to the end of this one.
          let said = Self.bare(Self.said(text[span.range]))
          let term = Self.bare(term)
          #expect(said == term || span.end == hit.span.end && term.starts(with: said), "\(Self.quoted(term)) in \(hit.quote)")
        }
        let places = TermPlace.all(of: term, in: [Reading(scalars: Self.said(Array(hit.quote.unicodeScalars)[...]))])
        #expect(hit.highlights.count >= places.count, "\(Self.quoted(term)) in \(hit.quote)")
      }
    }
  }

  @Test func pairsAndWildcards() async throws {
    let (scratch, library, all) = try await prepared()
    defer { withExtendedLifetime(scratch) {} }
    var random = SplitMix(state: 2)
    for round in 0..<120 {
      let (a, b) = (Self.randomTerm(all, &random, 1...3), Self.randomTerm(all, &random, 1...3))
      guard a != b, (a + b).allSatisfy(FoldedText.isWord) else { continue }
      let distance = Int.random(in: 0...12, using: &random)
      let ordered = round % 2 == 0
      let query = "\(Self.quoted(a)) \(ordered ? "THEN" : "NEAR")/\(distance) \(Self.quoted(b))"
      for hit in try LibrarySearch(query, library: library).passages(limit: 1000, offset: 0).hits {
        let text = try library.sourceText(of: hit.key.document)
        let said = hit.highlights.map { Self.said(text[$0.range]) }
        #expect(said.contains(a) || said.contains(b), "\(query) in \(hit.quote)")
        for (words, span) in zip(said, hit.highlights) {
          #expect(words == a || words == b || span.end == hit.span.end, "\(query) in \(hit.quote)")
        }
      }
      let pattern = a + [0x3F] + b
      let word = String(scalars: pattern.compactMap(Unicode.Scalar.init))
      for hit in try LibrarySearch(word, library: library).passages(limit: 1000, offset: 0).hits {
        let text = try library.sourceText(of: hit.key.document)
        for span in hit.highlights where span.end < hit.span.end {
          let said = Self.said(text[span.range])
          #expect(said.count == pattern.count && said.starts(with: a) && said.suffix(b.count).elementsEqual(b), "\(word) in \(hit.quote)")
        }
      }
    }
  }

  /// The same snippet whatever the format, with every word of the query in it.
  @Test func snippetsShowTheWords() async throws {
    let (scratch, library, all) = try await prepared()
    defer { withExtendedLifetime(scratch) {} }
    var random = SplitMix(state: 3)
    for _ in 0..<60 {
      let term = Self.randomTerm(all, &random, 1...4)
      for hit in try LibrarySearch(Self.quoted(term), library: library).passages(limit: 20, offset: 0).hits {
        let snippet = hit.snippet()
        #expect(hit.marks.contains { mark in snippet.fragments.contains { $0.lowerBound <= mark.lowerBound && mark.upperBound <= $0.upperBound } })
        let column = HitRecords.passageColumns.firstIndex { $0.name == "snippet" }
        #expect(column.map { HitRecords.cells(hit)[$0] } == Cell.text(hit.snippetText()))
      }
    }
  }
}
