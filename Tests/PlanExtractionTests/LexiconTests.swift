import PlanExtraction
import Testing

@Suite struct LexiconTableTests {
  static let columns = ["word", "class"]

  @Test func readsRowsAndSkipsComments() throws {
    let table = try LexiconTable(
      file: "x.tsv", text: "# note\n\nword\tclass\n推进 | 推动\tact\r\n要\tmark\n", columns: Self.columns,
      required: ["word"])
    #expect(table.rows.map(\.line) == [4, 5])
    #expect(table.rows[0].list("word") == ["推进", "推动"])
    #expect(table.rows[1]["class"] == "mark")
    #expect(table.rows[1]["none"] == "")
  }

  @Test(arguments: [
    ("", LexiconError.badHeader(file: "x.tsv", line: 1, found: [], expected: columns)),
    ("word\tkind\n", .badHeader(file: "x.tsv", line: 1, found: ["word", "kind"], expected: columns)),
    ("word\tclass\na\tb\tc\n", .wrongCells(file: "x.tsv", line: 2, found: 3, expected: 2)),
    ("word\tclass\n\tb\n", .emptyCell(file: "x.tsv", line: 2, column: "word")),
    ("word\tclass\na\tb\n#\na\tc\n", .duplicate(file: "x.tsv", line: 4, word: "a", firstLine: 2)),
  ])
  func refusesBadTables(text: String, error: LexiconError) {
    #expect(throws: error) {
      try LexiconTable(file: "x.tsv", text: text, columns: Self.columns, required: ["word"])
    }
    #expect(error.description.hasPrefix("x.tsv:"))
    #expect(error.description.contains("expected"))
  }

  @Test func missingFileIsAnError() {
    #expect(throws: LexiconError.missing(file: "none.tsv")) {
      try LexiconTable.bundled("none.tsv", columns: [], required: [])
    }
  }
}

@Suite struct LexiconPatternTests {
  @Test(arguments: [
    ("目标$", "发展目标", true), ("目标$", "目标任务", false), ("^目标", "目标任务", true), ("^目标", "发展目标", false),
    ("^目标$", "目标", true), ("取得…成就", "取得重大成就", true), ("取得…成就", "成就取得", false),
    ("(发展|主要)目标$", "主要目标", true), ("(发展|主要)目标$", "目标", false), ("^(重大)?意义$", "意义", true), ("^(重大)意义$", "意义", false),
    ("^(重大|)意义$", "意义", true), ("^…来$", "五年来", true), ("", "任何", true), ("长长的", "短", false),
  ])
  func fits(pattern: String, text: String, expected: Bool) {
    let scalars = Array(text.unicodeScalars)
    #expect(LexiconPattern(pattern).matches(scalars, in: 0..<scalars.count) == expected)
  }
}

@Suite struct PhraseTableTests {
  /// Every phrase tried at the place, longest first.
  func slow(_ phrases: [String], _ text: [Unicode.Scalar], _ at: Int, _ end: Int) -> Int? {
    phrases.map { Array($0.unicodeScalars) }.filter { !$0.isEmpty && text[at..<end].starts(with: $0) }
      .map(\.count).max()
  }

  @Test func findsWhatTheSlowTwinFinds() {
    var generator = SystemRandomNumberGenerator()
    let letters = Array("要求主重\u{20000}")
    func word(_ length: ClosedRange<Int>) -> String {
      String((0..<Int.random(in: length, using: &generator)).map { _ in letters.randomElement(using: &generator)! })
    }
    for _ in 0..<200 {
      let phrases = (0..<8).map { _ in word(1...4) }
      let table = PhraseTable(phrases.map { ($0, $0) })
      let text = Array(word(0...30).unicodeScalars)
      for at in text.indices {
        let end = Int.random(in: at...text.count, using: &generator)
        #expect(table.longest(in: text, at: at, end: end)?.length == slow(phrases, text, at, end))
      }
    }
  }

  @Test func suffixIsTheLongestThatEndsThere() {
    let table = PhraseTable([("科协", 1), ("市科协", 2), ("科", 3)])
    let text = Array("各县市科协".unicodeScalars)
    #expect(table.longestSuffix(of: text, from: 0, end: text.count)?.value == 2)
    #expect(table.longestSuffix(of: text, from: 3, end: text.count)?.value == 1)
    #expect(table.longestSuffix(of: text, from: 0, end: 1) == nil)
  }
}
