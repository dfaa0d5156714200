import ArgumentParser

struct StatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "索引里有多少东西；语料统计。 Figures about the index; statistics of the corpus.",
    discussion: """
      不写子命令，则列出索引的概况。 Without a subcommand, figures about the index.
        gangmu stats kwic 科学素质 --sort right
        gangmu stats frequency 科学素质 --by year,place
        gangmu stats keyness 云川省 --against 临江市
        gangmu stats damage --by site
      """,
    subcommands: [StatsFigures.self, StatsContext.self, StatsFrequency.self, StatsKeyness.self, StatsDamage.self],
    defaultSubcommand: StatsFigures.self)
}
