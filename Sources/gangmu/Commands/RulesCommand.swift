import ArgumentParser

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "查看、检验、增补抽取规则。 Look at, check and add to the rules of extraction.",
    discussion: """
      规则和词表都是文本文件。自己的放在一个文件夹里，用 --rules 或 GANGMU_RULES 指定：
        gangmu rules new 我的规则 --rules 规则        写一个可用的样板
        gangmu rules check 规则                       逐条跑例句
        gangmu ingest 规划 --rules 规则               用它抽取；规则变了，未变的文件也重新抽取
      写法见 Documentation/Rules.md。
      Rules and lexicons are text files. Your own live in a folder named by --rules or GANGMU_RULES: new writes a template, check
      runs all examples, ingest --rules uses them, and extracts again what other rules had read. See Documentation/Rules.md.
      """,
    subcommands: [
      RulesCheckCommand.self, RulesListCommand.self, RulesWhyCommand.self, RulesNewCommand.self, RulesDocumentCommand.self,
    ])
}
