import PlanText
import Testing

@testable import PlanLibrary

@Suite struct SnippetTests {
  private static func scalars(_ text: String) -> [Unicode.Scalar] { Array(text.unicodeScalars) }

  /// The places of a word in a text.
  private static func places(_ word: String, _ text: String) -> [Range<Int>] {
    let (all, part) = (scalars(text), scalars(word))
    return all.indices.filter { all[$0...].starts(with: part) }.map { $0..<$0 + part.count }
  }

  private static func shown(_ text: String, _ words: [String], width: Int) -> String {
    let passage = scalars(text)
    let lit = words.flatMap { places($0, text) }
    return Snippet(passage: passage, highlights: lit, width: width).text(of: passage, highlights: lit) { "⟦\($0)⟧" }
  }

  private static let filler = String(repeating: "各部门要按照分工抓好落实，", count: 12)

  @Test func aShortPassageIsShownWhole() {
    #expect(Self.shown("建设\n 科普基地。", ["科普"], width: 60) == "建设 ⟦科普⟧基地。")
  }

  @Test func cutsStandAtClauses() {
    let text = Self.filler + "建设科普基地三十个。" + Self.filler
    #expect(Self.shown(text, ["科普"], width: 60) == "…建设⟦科普⟧基地三十个。各部门要按照分工抓好落实，…")
  }

  @Test func wordsFarApartAreBothShown() {
    let text = Self.filler + "建设科普基地三十个。" + Self.filler + "由清河市教育局牵头。" + Self.filler
    let found = Self.shown(text, ["科普", "教育局"], width: 90)
    #expect(found.contains("⟦科普⟧") && found.contains("⟦教育局⟧") && found.filter { $0 == "…" }.count == 3, "\(found)")
  }

  @Test func quotationMarksAreNotTorn() {
    let text = Self.filler + "落实《清河市全民科学素质行动规划纲要实施方案》要求" + Self.filler
    let found = Self.shown(text, ["科学素质"], width: 24)
    #expect(found.contains("《清河市全民⟦科学素质⟧行动规划纲要实施方案》"), "\(found)")
  }

  private static let pieces = [
    "科普", "科學", "建設", "，", "。", "“三牛”", "“", "”", "《清河市规划》", "（", "）", "「學(xué)校」", "PM2.5", " 30.5%", "\n", "\u{3000}",
    "e\u{301}", "葛\u{E0100}", "👩\u{200D}🔬", "𠮷", "ＧＤＰ", "(gòu)", "；", "\"GDP\"", "各部门要抓好落实", "市科协", "か\u{3099}",
  ]

  /// Random passages of mixed script: whatever is cut, nothing is torn, and the first word is shown.
  @Test func nothingIsTorn() {
    var random = SplitMix(state: 20_261_122)
    for _ in 0..<1500 {
      var passage: [Unicode.Scalar] = []
      var lit: [Range<Int>] = []
      for _ in 0..<Int.random(in: 1...90, using: &random) {
        let piece = Self.scalars(Self.pieces.randomElement(using: &random) ?? "")
        if Int.random(in: 0..<9, using: &random) == 0 { lit.append(passage.count..<passage.count + piece.count) }
        passage += piece
      }
      let snippet = Snippet(passage: passage, highlights: lit, width: Int.random(in: 20...160, using: &random))
      #expect(Self.problem(snippet, passage, lit) == nil)
    }
  }

  private static func problem(_ snippet: Snippet, _ passage: [Unicode.Scalar], _ lit: [Range<Int>]) -> String? {
    let text = String(scalars: passage)
    let view = text.unicodeScalars
    var end = -1
    for fragment in snippet.fragments {
      if fragment.lowerBound <= end || fragment.isEmpty || fragment.upperBound > passage.count { return "order \(text)" }
      end = fragment.upperBound
      for cut in [fragment.lowerBound, fragment.upperBound] where cut > 0 && cut < passage.count {
        let index = view.index(view.startIndex, offsetBy: cut)
        if index.samePosition(in: text) == nil { return "character at \(cut) of \(text)" }
        if lit.contains(where: { $0.lowerBound < cut && cut < $0.upperBound }) { return "highlight at \(cut) of \(text)" }
        if SnippetCuts.pairs(passage).contains(where: { $0.lowerBound < cut && cut < $0.upperBound }) { return "pair at \(cut) of \(text)" }
      }
    }
    if snippet.fragments.isEmpty { return "nothing of \(text)" }
    if let first = lit.first, !lit.contains(where: { l in snippet.fragments.contains { $0.lowerBound <= l.lowerBound && l.upperBound <= $0.upperBound } }) {
      return "no highlight such as \(first) of \(text)"
    }
    return nil
  }
}
