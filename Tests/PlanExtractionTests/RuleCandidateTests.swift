import PlanText
import Testing

@testable import PlanExtraction

/// The index of patterns against trying every pattern.
@Suite struct RuleCandidateTests {
  private static let book = try? RuleBook.bundled()

  /// The first example of every third rule, and a report in one sentence.
  private func sentences(_ book: RuleBook) -> [[Unicode.Scalar]] {
    let examples = stride(from: 0, to: book.rules.count, by: 3).flatMap { (book.rules[$0].positive + book.rules[$0].negative).prefix(1) }.map(\.text)
    let report = "到2030年，全县公共图书馆达到3座，人均藏书由1.2册提高到2册以上，新建农家书屋40家、改造文化站15个，全年举办讲座200场次。"
    return (examples + [report]).map { ScriptConversion.simplified($0.unicodeScalars.map(CharacterForms.canonical)) }
  }

  /// What the surroundings of a figure rule out does not match, and what is left comes in the order of the book.
  @Test func theIndexLeavesNoPatternOutThatMatches() throws {
    let book = try #require(Self.book)
    let groups = RuleCandidates.grouped(book.rules)
    let scanner = FigureScanner(lexicon: book.lexicon)
    var matches = 0
    for (number, text) in sentences(book).enumerated() {
      let figures = scanner.figures(in: text, 0..<text.count)
      for index in figures.indices {
        // Clauses of several widths around the figure.
        let core = figures[index].core
        let window = [0..<text.count, max(0, core.lowerBound - 8)..<min(text.count, core.upperBound + 8)][(number + index) % 2]
        for isWide in [false, true] {
          guard let group = groups[RuleCandidates.Key(anchor: figures[index].slot, isWide: isWide)] else { continue }
          var matcher = PatternMatcher(text: text, window: window, figures: figures)
          let all = book.rules.flatMap(\.patterns).filter { $0.anchor == figures[index].slot && $0.isWide == isWide }
          let expected = all.filter { matcher.match($0, on: index) != nil }.map(ObjectIdentifier.init)
          var found: [ObjectIdentifier] = []
          group.forEach(in: matcher.surroundings(of: figures[index]), held: RuleConditionSet { _ in true }) {
            if matcher.match($0.program, on: index) != nil { found.append(ObjectIdentifier($0.program)) }
            return true
          }
          #expect(found == expected)
          matches += found.count
        }
      }
    }
    #expect(matches > 100)
  }

  @Test func conditionsThatDoNotHoldLeaveRulesOut() throws {
    let book = try #require(Self.book)
    let text = Array("覆盖率达到45%".unicodeScalars)
    let figures = FigureScanner(lexicon: book.lexicon).figures(in: text, 0..<text.count)
    let matcher = PatternMatcher(text: text, window: 0..<text.count, figures: figures)
    let site = matcher.surroundings(of: try #require(figures.first))
    for (key, group) in RuleCandidates.grouped(book.rules) where key.anchor == .figure {
      group.forEach(in: site, held: []) {
        #expect($0.needs.isEmpty)
        return true
      }
    }
  }

  @Test func sketchesForgetNothing() {
    let samples: [Unicode.Scalar] = ["0", "9", "a", "一", "二", "亿", "达", "到", "\u{FFFF}", "\u{10000}", "\u{10FFFF}"]
    for cut in 0...samples.count {
      let sketch = ScalarSketch(samples[..<cut])
      for scalar in samples[..<cut] {
        #expect(sketch.mayHold(scalar))
        #expect(sketch.meets(ScalarSketch([scalar])))
        #expect(ScalarSketch.all.mayHold(scalar))
      }
      #expect(sketch.size <= cut)
      #expect(sketch.union(ScalarSketch(samples[cut...])) == ScalarSketch(samples))
    }
    #expect(!ScalarSketch().meets(.all))
    #expect(!ScalarSketch("达".unicodeScalars).mayHold("到"))
  }
}
