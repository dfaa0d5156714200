import ArgumentParser
import PlanLibrary

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "并列比较几份规划。 Plans side by side.",
    discussion: """
      参数可以是文件（编号、路径、文件名），也可以是地名（代表其全部文件）。空格有三种，含义不同：
        —未提及 文中没有这个词    —提及无数值 有词而没有指标数    —无文件 库中没有该地文件
      Arguments are documents or places (a place stands for all its documents). Three kinds of blank are told apart:
      not mentioned, mentioned without a figure, no document.
      """)

  @Argument(help: ArgumentHelp("文件或地名。 Documents or places.", valueName: "place-or-document"))
  var names: [String]

  @Option(help: ArgumentHelp("按什么比较。 What to compare by.", valueName: "targets|sections|terms|reuse"))
  var by: Comparison.Basis = .targets

  @Option(help: ArgumentHelp("table、csv、json。", valueName: "table|csv|json|html"))
  var format: Format = .table

  @Flag(name: .customLong("no-bom"), help: "CSV 不写字节顺序标记。 CSV without a byte order mark.")
  var noMark = false

  @OptionGroup var common: CommonOptions

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, csv, json, html }

  func run() throws {
    try common.reporting {
      if format == .html {
        throw LibraryError.notBuilt(
          feature: Localized(zh: "html 格式；请用 table、csv 或 json", en: "html; use table, csv or json"))
      }
      let library = try common.library(searching: true)
      let comparison = try Comparison(names, by: by, library: library)
      for heading in comparison.headings where heading.document == nil {
        common.say(
          Localized(zh: "\(heading.name)：库中没有这份文件，也没有这个地方的文件", en: "no such document, and none of such a place"))
      }
      guard comparison.headings.contains(where: { $0.document != nil }) else { throw ExitCode(1) }
      switch format {
      case .csv: try Console.output(comparison.csv(marked: !noMark))
      case .json: try Console.output(comparison.json())
      case .table, .html: try printTable(comparison)
      }
    }
  }

  private func printTable(_ comparison: Comparison) throws(LibraryError) {
    let columns = comparison.headings.count
    let first = 30
    let room = max(14, (Console.width - first - 2 * columns) / max(1, columns))
    let header = [comparison.basis.rawValue] + comparison.headings.map(\.label)
    var rows = [header]
    for row in comparison.rows { rows.append([Table.flat(row.name)] + row.answers.map(\.text)) }
    for (i, line) in Table.lines(rows, widest: max(room, columns == 1 ? Console.width - first : room)).enumerated() {
      try Console.line(i == 0 ? Console.bold(line) : line)
    }
    if comparison.rows.isEmpty {
      common.say(Localized(zh: "这些文件里没有可比的内容", en: "nothing to compare in these documents"))
    }
  }
}

extension Comparison.Basis: ExpressibleByArgument {}
