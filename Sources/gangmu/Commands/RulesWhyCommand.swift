import ArgumentParser
import PlanExtraction
import PlanLibrary
import PlanText

struct RulesWhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "哪些规则在一处成立或排除，各取了什么。 Which rules matched or refused at a place, and what they took.",
    discussion: """
      gangmu rules why 清河市_2024年科协工作要点.txt 231          索引里的文件，show --source 的偏移
      gangmu rules why 清河市_2024年科协工作要点.txt 接待观众     …或其中的文字
      gangmu rules why --sentence 到2025年，森林覆盖率达到45%。 --period 2021-2025
      A document of the index with an offset or words of its text; or a sentence on its own.
      """)

  @Argument(help: ArgumentHelp("哪份文件。 Which document.", valueName: "document"))
  var document: String?

  @Argument(help: ArgumentHelp("偏移或文字。 An offset, or words of the text.", valueName: "offset|text"))
  var place: String?

  @Option(help: ArgumentHelp("不看文件，只看这一句。 A sentence on its own.", valueName: "text"))
  var sentence: String?

  @Option(help: ArgumentHelp("句子所在规划的起止年。 Years of the plan that the sentence stands in.", valueName: "2021-2025"))
  var period: String?

  @OptionGroup var own: RuleOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    let isComplete = sentence == nil ? document != nil && place != nil && period == nil : document == nil
    if !isComplete {
      throw ValidationError("给出文件和偏移（或文字），或只给 --sentence。 Give a document and a place, or --sentence alone.")
    }
    if period != nil, years == nil { throw ValidationError("--period 应如 2021-2025。 --period is like 2021-2025.") }
  }

  private var years: ClosedRange<Int>? {
    let parts = (period ?? "").split(separator: "-").compactMap { Int($0) }
    guard let first = parts.first, let last = parts.last, parts.count <= 2, first <= last, first > 0 else { return nil }
    return first...last
  }

  func run() throws {
    try common.reporting {
      let rules = try own.extraction()
      let report =
        if let sentence {
          PassageExplanation.report(sentence: sentence, period: years, rules: rules)
        } else {
          try PassageExplanation.report(
            library: try common.library(searching: false), document: document ?? "", place: place ?? "", rules: rules)
        }
      try PassagePrinter(report: report, lang: common.lang).print()
    }
  }
}
