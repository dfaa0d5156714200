import Testing

@testable import PlanExtraction

/// One `yes` or `no` line of a bundled rule, named by its file and line.
struct RuleCase: Sendable, CustomTestStringConvertible {
  let rule: Rule
  let example: RuleExample

  var testDescription: String { "\(rule.file):\(example.line) \(rule.name): \(example.text)" }

  static let all: [RuleCase] = {
    guard let book = try? RuleBook.bundled() else { return [] }
    return book.rules.flatMap { rule in (rule.positive + rule.negative).map { RuleCase(rule: rule, example: $0) } }
  }()
}

@Suite struct RuleExampleTests {
  private static let check = (try? RuleBook.bundled()).map { RuleCheck(book: $0) }

  @Test func bundledRulesLoad() throws {
    let book = try RuleBook.bundled()
    #expect(book.rules.count > 30)
    #expect(book.version.count == 16)
  }

  @Test(arguments: RuleCase.all)
  func example(_ one: RuleCase) throws {
    let check = try #require(Self.check)
    if let failure = check.failure(of: one.example, in: one.rule) { Issue.record("\(failure)") }
  }
}
