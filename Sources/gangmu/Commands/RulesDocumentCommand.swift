import ArgumentParser
import PlanExtraction
import PlanLibrary

struct RulesDocumentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "document",
    abstract: "由规则文件生成规则说明（Documentation/Rules.md）。 Write the documentation of the rules from their files.",
    discussion: "gangmu rules document > Documentation/Rules.md")

  @OptionGroup var own: RuleOptions
  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.reporting { try Console.output(Array(try RuleDocument(book: try own.extraction().book).text().utf8)) }
  }
}
