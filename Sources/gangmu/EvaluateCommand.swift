import ArgumentParser
import PlanLibrary

struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "与人工标注对照打分。 Score the index against gold annotations.",
    discussion: "只看名字（来源的文件名）与标注相符的文件。 Documents are recognised by the base name of their source.")

  @Argument(help: ArgumentHelp("标注文件夹。 Folder of gold files.", valueName: "gold-dir"))
  var gold: String

  @Option(help: ArgumentHelp("原文文件夹，默认为标注旁的 corpus。 Folder of the texts.", valueName: "dir"))
  var corpus: String?

  @Option(help: ArgumentHelp("只看这些文件。 Only these documents.", valueName: "doc"))
  var only: [String] = []

  @Flag(help: "列出每处不同。 List every difference.")
  var misses = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.reporting {
      let report = try Evaluator.run(
        library: try common.library(searching: false), gold: gold, corpus: corpus, only: only)
      for (kind, figures) in report.total {
        let words = figures.map { "\($0.name)=\($0.value)" }.joined(separator: "  ")
        try Console.line(EastAsianWidth.fitted(kind, to: 12) + " " + words)
      }
      for (name, kinds) in report.documents {
        try Console.line("  \(name): " + kinds.map { "\($0.kind) F1=\($0.f1)" }.joined(separator: "  "))
      }
      try Console.line("provenance errors: \(report.provenanceErrors.count)")
      for line in report.provenanceErrors.prefix(20) { try Console.line("  " + line) }
      if misses { for line in report.misses { try Console.line(line) } }
    }
  }
}
