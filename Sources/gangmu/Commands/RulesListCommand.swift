import ArgumentParser
import PlanExtraction
import PlanLibrary

struct RulesListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "列出规则，按尝试的次序。 List the rules in the order in which they are tried.",
    discussion: "先合者作数；自己的新规则最先。 The first that fits decides; your own new rules come first.")

  @Option(help: ArgumentHelp("table 或 json；默认 table。 table or json.", valueName: "table|json"))
  var format: ListFormat = .table

  @OptionGroup var own: RuleOptions
  @OptionGroup var common: CommonOptions

  enum ListFormat: String, ExpressibleByArgument, CaseIterable { case table, json }

  private static let columns: [Column] = [
    Column(name: "rule", kind: .text), Column(name: "record", kind: .text), Column(name: "origin", kind: .text),
    Column(name: "file", kind: .text), Column(name: "line", kind: .integer), Column(name: "where", kind: .list),
    Column(name: "when", kind: .list), Column(name: "about_zh", kind: .text), Column(name: "about_en", kind: .text),
    Column(name: "examples", kind: .integer),
  ]

  func run() throws {
    try common.reporting {
      let rules = try own.extraction().book.rules
      if format == .json { return try printJSON(rules) }
      var rows = [["rule", "record", "place", "about"]]
      for rule in rules {
        let words = rule.about.map { Localized(zh: $0.zh, en: $0.en).text(common.lang) } ?? ""
        rows.append([rule.name, rule.record, "\(rule.file):\(rule.line)", words])
      }
      for line in Table.lines(rows, widest: 90) { try Console.line(line) }
    }
  }

  private func printJSON(_ rules: [Rule]) throws(LibraryError) {
    let encoder = RecordEncoder(columns: Self.columns, format: .jsonl)
    var lines: [String] = []
    for rule in rules {
      var bytes: [UInt8] = []
      encoder.append(
        [
          .text(rule.name), .text(rule.record), .text(rule.isBundled ? "bundled" : "user"), .text(rule.file),
          .integer(rule.line), .list(rule.conditionNames), .list(rule.sources), rule.about.map { .text($0.zh) } ?? .null,
          rule.about.map { .text($0.en) } ?? .null, .integer(rule.positive.count + rule.negative.count),
        ], to: &bytes)
      lines.append(String(decoding: bytes.dropLast(), as: UTF8.self))
    }
    try Console.line("[\n" + lines.joined(separator: ",\n") + "\n]")
  }
}
