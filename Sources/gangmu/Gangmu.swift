import ArgumentParser

/// 纲目: plans into a ledger. Each command is a file of its own beside this one.
@main
struct Gangmu: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "gangmu",
    abstract: "纲目：把政策规划变成可查可比的账本。 Turns Chinese policy plans into a searchable, comparable ledger.",
    discussion: """
      先收录，再查找、导出、比较：
        gangmu ingest 规划文件夹
        gangmu search 科学素质
        gangmu export targets --output targets.csv

      First ingest, then search, export and compare. The index is the folder Index, or $GANGMU_INDEX, or --index.
      """,
    version: "gangmu " + version,
    subcommands: [
      IngestCommand.self, SearchCommand.self, ShowCommand.self, ExportCommand.self, CompareCommand.self, AliasesCommand.self,
      VerifyCommand.self, CompactCommand.self, StatsCommand.self, RemoveCommand.self, EvaluateCommand.self,
      RulesCommand.self, ServeCommand.self,
    ])

  /// Runs the command that the arguments name.
  static func main() async {
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      UsageMessage.explain(error, arguments: CommandLine.arguments)
      exit(withError: error)
    }
  }
}
