import ArgumentParser
import PlanExtraction
import PlanLibrary

struct RulesCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "跑所有 yes、no 例句。 Run every yes and no example.",
    discussion: """
      内置的和自己的一起检验，因为新规则可能夺走旧规则的句子。有例句不成立，或文件写错，退出码为 2。
      Bundled rules and your own are checked together, since a new rule may take what an old one read. Exit status 2 when an
      example fails or a file is wrong.
      """)

  @Argument(help: ArgumentHelp("自己的规则文件夹，默认 --rules 或 $GANGMU_RULES。 Folder of your own rules.", valueName: "dir"))
  var folder: String?

  @OptionGroup var own: RuleOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.reporting {
      let folder = folder ?? own.folder
      let rules: Extraction
      let failures: [RuleFailure]
      do {
        rules = try RuleOptions.extraction(folder)
        failures = RuleCheck(book: rules.book).failures() + (try LexiconCheck(user: try folder.map { try UserRules(folder: $0) }).failures())
      } catch {
        _ = common.report(error)
        throw ExitCode(2)
      }
      for failure in failures {
        try Console.line(Localized(zh: failure.words.zh, en: failure.words.en, place: failure.place).text(common.lang))
      }
      let examples = rules.book.rules.reduce(0) { $0 + $1.positive.count + $1.negative.count }
      common.say(
        Localized(
          zh: "\(rules.book.rules.count) 条规则，\(examples) 个例句，\(failures.count) 处不成立",
          en: "\(rules.book.rules.count) rules, \(examples) examples, \(failures.count) failures"))
      if !failures.isEmpty { throw ExitCode(2) }
    }
  }
}
