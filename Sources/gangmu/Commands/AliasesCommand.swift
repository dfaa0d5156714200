import ArgumentParser
import PlanLibrary

struct AliasesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "aliases",
    abstract: "指标的别名表。 Which names of indicators are one.",
    subcommands: [Propose.self, Accept.self, List.self])

  struct Propose: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "propose",
      abstract: "列出可能指同一指标的名称；不作改动。 Names that may be one indicator; changes nothing.")

    @OptionGroup var choice: ChoiceOptions
    @Option(help: ArgumentHelp("table 或 tsv（即别名表的行）。 table, or tsv: lines for an alias file.", valueName: "table|tsv"))
    var format: Format = .table
    @OptionGroup var aliases: AliasOptions
    @OptionGroup var common: CommonOptions

    enum Format: String, ExpressibleByArgument, CaseIterable { case table, tsv }

    func run() throws {
      try common.reporting {
        let library = try common.library(searching: true)
        // The rows themselves are not shown.
        let matrix = try TargetMatrix(
          try choice.choice(), aliases: try aliases.table(common), view: MatrixView(page: (1, 0)), library: library)
        guard !matrix.proposals.isEmpty else {
          common.say(Localized(zh: "没有可能相同的名称", en: "no names that may be one"))
          throw ExitCode(1)
        }
        for proposal in matrix.proposals { try show(proposal) }
        if format == .table {
          common.say(
            Localized(zh: "采纳一对：gangmu aliases accept 正名 别名", en: "to accept a pair: gangmu aliases accept CANONICAL ALIAS"))
        }
      }
    }

    private func show(_ p: MergeProposal) throws(LibraryError) {
      let reason = p.reason.text(common.lang)
      if format == .tsv {
        try Console.line([p.canonical, p.alias, reason].joined(separator: "\t"))
        return
      }
      try Console.line("\(p.canonical)（\(p.columns.joined(separator: "、"))）  ←  \(p.alias)（\(p.otherColumns.joined(separator: "、"))）")
      try Console.line("  " + Console.dim(reason))
    }
  }

  struct Accept: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "accept",
      abstract: "把一对名称写入自己的别名表。 Write a pair into your alias file.",
      discussion: "正名与别名相同，则把该名称从合并中取出。 The same name twice takes it out of a merge.")

    @Argument(help: ArgumentHelp("正名。 The canonical name.", valueName: "canonical")) var canonical: String
    @Argument(help: ArgumentHelp("别名。 The other names.", valueName: "alias")) var names: [String]
    @Option(help: ArgumentHelp("说明。 A note.", valueName: "text")) var note: String = ""
    @OptionGroup var aliases: AliasOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
      try common.reporting {
        let path = aliases.path(common)
        let own = try aliases.ownOrEmpty(common)
        let text = own.text(adding: names.map { AliasTable.Line(canonical: canonical, alias: $0, note: note) })
        let checked = try AliasTable(text: text, name: path)
        var file = try AtomicFile(path: path)
        try file.write(Array(text.utf8))
        try file.finish()
        let version = checked.origins.last?.version ?? 0
        common.say(
          Localized(zh: "\(path)：第 \(version) 版，\(checked.lines.count) 行", en: "\(path): version \(version), \(checked.lines.count) lines"))
      }
    }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "列出所用的别名。 The aliases in force.")

    @OptionGroup var aliases: AliasOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
      try common.reporting {
        let table = try aliases.table(common)
        for origin in table.origins { try Console.line("# \(origin.name) \(origin.version)") }
        for line in table.lines { try Console.line([line.canonical, line.alias, line.note].joined(separator: "\t")) }
      }
    }
  }
}
