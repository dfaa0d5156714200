import Testing

@testable import PlanExtraction

private let lexicons = [
  (name: "test.tsv", content: "unit\t%\trate\nunit\t家\tthings\t庭长\nreach\t达到\t>=\nreach\t达\t>=\nafter\t以上\t>=\n")
]

private func book(_ rules: String) throws(RuleError) -> RuleBook {
  try RuleBook(rules: [(name: "test.rules", content: rules)], lexicons: lexicons)
}

private let complete = """
  rule reach
    when  {指标}<reach>{数}{单位}
    means target op=>=
    yes   [2021-2025] 森林覆盖率达到45%。 → value=45 unit=%
    no    森林很多。
  """

@Suite struct RuleLanguageTests {
  @Test func readsARule() throws {
    let rule = try #require(try book(complete).rules.first)
    #expect(rule.name == "reach")
    #expect(rule.meaning == RuleMeaning(record: "target", fields: ["op": ">="]))
    #expect(rule.positive.first?.period == 2021...2025)
    #expect(rule.positive.first?.expected == [["value": "45", "unit": "%"]])
    #expect(rule.negative.first?.text == "森林很多。")
  }

  @Test(arguments: ["when", "means", "yes", "no"])
  func everyPartIsNeeded(part: String) {
    let lines = complete.split(separator: "\n").filter { !$0.contains(part + " ") || $0.contains("rule") }
    #expect(throws: RuleError.incomplete(file: "test.rules", line: 1, rule: "reach", missing: part)) {
      try book(lines.joined(separator: "\n"))
    }
  }

  @Test func errorsNameFileAndLine() {
    #expect(throws: RuleError.placed(column: 13, .unknownClass(file: "test.rules", line: 2, name: "nope"))) {
      try book(complete.replacing("<reach>", with: "<nope>"))
    }
    #expect(throws: RuleError.self) { try book(complete.replacing("{指标}", with: "{那个}")) }
    #expect(throws: RuleError.placed(column: 9, .noAnchor(file: "test.rules", line: 2, pattern: "{指标}达到"))) {
      try book(complete.replacing("<reach>{数}{单位}", with: "达到"))
    }
    #expect(throws: RuleError.duplicate(file: "test.rules", line: 6, rule: "reach", firstFile: "test.rules", firstLine: 1)) {
      try book(complete + "\n" + complete)
    }
    #expect(throws: RuleError.self) { try book(complete.replacing("{指标}", with: "(指标")) }
  }

  @Test(arguments: [
    ("{指标}(达到|达){数}{单位}", "森林覆盖率达到45%以上", "森林覆盖率"),
    ("{指标}[稳步]<reach>{数}", "森林覆盖率稳步达45%", "森林覆盖率"),
    ("^{指标}\\(含\\){数}$", "森林(含)45%", "森林"),
    ("{指标}为{数}{单位}", "森林覆盖率达到45%", nil),
    ("建设{数}{单位}{对象}$", "建设3家工厂", nil),
    ("^{指标}<reach>{数}", "森林覆盖率达到45%", "森林覆盖率"),
    ("{指标}[率](达到|为|至){数}", "森林覆盖率达到45%", "森林覆盖"),
    ("林{指标}<reach>{数}", "森林覆盖率达到45%", "覆盖率"),
    ("山{指标}<reach>{数}", "森林覆盖率达到45%", nil),
  ])
  func matchesAroundTheFigure(pattern: String, text: String, indicator: String?) throws {
    let lexicon = try Lexicon(files: lexicons)
    let program = try PatternProgram(pattern, lexicon: lexicon, file: "test", line: 1)
    let scalars = Array(text.unicodeScalars)
    let figures = FigureScanner(lexicon: lexicon).figures(in: scalars, 0..<scalars.count)
    var matcher = PatternMatcher(text: scalars, window: 0..<scalars.count, figures: figures)
    let match = try matcher.match(program, on: #require(figures.indices.first))
    let found = match?.slots[.indicator].map { String(String.UnicodeScalarView(scalars[$0])) }
    #expect(found == indicator)
  }

  @Test func hostilePatternsEnd() throws {
    let lexicon = try Lexicon(files: lexicons)
    let program = try PatternProgram(
      "{词}[a]{词}[a]{词}[a]{词}[a]{词}b{数}", lexicon: lexicon, file: "test", line: 1)
    let scalars = Array((String(repeating: "a", count: 300) + "5%").unicodeScalars)
    let figures = FigureScanner(lexicon: lexicon).figures(in: scalars, 0..<scalars.count)
    var matcher = PatternMatcher(text: scalars, window: 0..<scalars.count, figures: figures)
    for index in figures.indices { #expect(matcher.match(program, on: index) == nil) }
  }
}
