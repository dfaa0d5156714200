import ArgumentParser
import PlanLibrary

struct StatsDamage: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "damage", abstract: "文字损坏：按文件或按来源，每万字多少处。 Damage to the texts, by document or by source, in 10,000 characters.")

  enum Grouping: String, ExpressibleByArgument, CaseIterable { case document, site }

  @Option(help: ArgumentHelp("按文件，或按来源网站、数据集、文件夹。", valueName: "document|site"))
  var by: Grouping = .site
  @Option(help: ArgumentHelp("table、csv、jsonl。", valueName: "table|csv|jsonl")) var format: StatsOutput.Format = .table
  @Flag(name: .customLong("no-bom"), help: "CSV 不写字节顺序标记。 CSV without a byte order mark.") var noMark = false
  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.reporting {
      let profile = try common.library(searching: false).damageProfile()
      let records = (by == .site ? profile.sites : profile.documents).map(DamageProfile.cells)
      try StatsOutput.write(DamageProfile.columns, records, format: format, marked: !noMark) {
        [DamageProfile.columns.map(\.name)] + records.map { $0.map(Table.text) }
      }
    }
  }
}
