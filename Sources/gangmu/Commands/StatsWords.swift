import ArgumentParser
import PlanLibrary

/// Where and how a table of statistics goes.
struct StatsOutput: ParsableArguments {
  @Option(help: ArgumentHelp("table、csv、jsonl。", valueName: "table|csv|jsonl"))
  var format: Format = .table

  @Option(
    name: .customLong("where"), help: ArgumentHelp("只看符合查询的文件。 Only plans that match.", valueName: "query"))
  var filter: String?

  @Flag(name: .customLong("no-bom"), help: "CSV 不写字节顺序标记。 CSV without a byte order mark.")
  var noMark = false

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, csv, jsonl }

  /// - Parameter shown: the lines for `table`, the first of them a header.
  func write(_ columns: [Column], _ records: [[Cell]], shown: () -> [[String]]) throws(LibraryError) {
    try Self.write(columns, records, format: format, marked: !noMark, shown: shown)
  }

  static func write(
    _ columns: [Column], _ records: [[Cell]], format: Format, marked: Bool, shown: () -> [[String]]
  ) throws(LibraryError) {
    if format == .table {
      for (i, line) in Table.lines(shown(), widest: Console.width).enumerated() {
        try Console.line(i == 0 ? Console.bold(line) : line)
      }
      return
    }
    let encoder = RecordEncoder(columns: columns, format: format == .csv ? .csv : .jsonl, marked: marked)
    var out = encoder.header
    for record in records { encoder.append(record, to: &out) }
    try Console.output(out)
  }
}

struct StatsContext: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kwic", abstract: "词语索引：一处一行，带上下文。 Keyword in context: a line for each place.")

  @Argument(help: ArgumentHelp("查询。 A query.", valueName: "query")) var query: String
  @Argument(help: ArgumentHelp("文件或地名；不写则为全部。 Documents or places; all by default.", valueName: "place-or-document"))
  var names: [String] = []
  @Option(help: ArgumentHelp("按原文、上文、下文、地方或年份排序。", valueName: "text|left|right|place|year"))
  var sort: Concordance.Order = .text
  @Option(help: ArgumentHelp("两侧各多少字。 Characters on either side.", valueName: "n")) var width = 20
  @OptionGroup var output: StatsOutput
  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard (0...200).contains(width) else { throw ValidationError("--width 应为 0 至 200 / --width is 0 to 200") }
  }

  func run() throws {
    try common.reporting {
      let library = try common.library(searching: true)
      let found = try Concordance(
        query, in: PlanChoice(names: names, query: output.filter), order: sort, width: width, library: library)
      if found.lines.isEmpty {
        common.say(Localized(zh: "没有找到", en: "nothing found"))
        throw ExitCode(1)
      }
      guard output.format == .table else { return try output.write(Concordance.columns, found.records) { [] } }
      for line in found.lines {
        let name = EastAsianWidth.fitted(line.document.placeName, to: 12)
        let room = max(0, 2 * width - EastAsianWidth.columns(line.left))
        try Console.line(
          "\(name)  \(String(repeating: " ", count: room))\(line.left)\(Console.marked("【\(line.keyword)】"))\(line.right)")
      }
    }
  }
}

struct StatsFrequency: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "frequency", abstract: "词频：按年份和地方，每万字多少次。 How often, by year and place, in 10,000 characters.")

  @Argument(help: ArgumentHelp("查询。 A query.", valueName: "query")) var query: String
  @Argument(help: ArgumentHelp("文件或地名；不写则为全部。 Documents or places; all by default.", valueName: "place-or-document"))
  var names: [String] = []
  @Option(help: ArgumentHelp("year、place、level、kind，可用逗号相连。 Joined by commas.", valueName: "year,place"))
  var by = "year"
  @OptionGroup var output: StatsOutput
  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.reporting {
      let library = try common.library(searching: true)
      let table = try FrequencyTable(
        query, in: PlanChoice(names: names, query: output.filter), by: try groupings(), library: library)
      try output.write(table.columns, table.records) {
        [table.columns.map(\.name)] + table.records.map { $0.map(Table.text) }
      }
    }
  }

  private func groupings() throws(LibraryError) -> [FrequencyTable.Grouping] {
    var out: [FrequencyTable.Grouping] = []
    for name in by.split(separator: ",") {
      guard let grouping = FrequencyTable.Grouping(rawValue: String(name)), !out.contains(grouping) else {
        throw .usage(
          Localized(
            zh: "--by 应为 year、place、level、kind 中的一个或几个，而不是 \(by)", en: "--by takes year, place, level and kind, each once, not \(by)"))
      }
      out.append(grouping)
    }
    return out.isEmpty ? [.year] : out
  }
}

struct StatsKeyness: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keyness", abstract: "关键词：一组文件相对另一组。 Terms of one group of plans against another.",
    discussion: "G² 为对数似然比（Dunning 1993；Rayson & Garside 2000），log₂ 为两组相对频率之比的对数（Hardie 2014）。")

  @Argument(help: ArgumentHelp("文件或地名。 Documents or places.", valueName: "place-or-document")) var names: [String]
  @Option(help: ArgumentHelp("另一组；不写则为其余全部文件。 The other group; all other plans by default.", valueName: "place-or-document"))
  var against: [String] = []
  @Option(help: ArgumentHelp("多少行。 Rows.", valueName: "n")) var limit = Keyness.usual
  @OptionGroup var output: StatsOutput
  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.reporting {
      let library = try common.library(searching: true)
      let mine = try PlanChoice(names: names, query: output.filter).documents(library)
      let others = try PlanChoice(names: against, query: output.filter).documents(library).filter { other in
        !mine.contains { $0.key == other.key }
      }
      guard !mine.isEmpty, !others.isEmpty else {
        common.say(Localized(zh: "有一组没有文件", en: "one of the groups has no plans"))
        throw ExitCode(1)
      }
      let label = against.isEmpty ? "其余 others" : against.joined(separator: "、")
      let keyness = try Keyness([(names.joined(separator: "、"), mine), (label, others)], limit: limit, library: library)
      try output.write(keyness.columns, keyness.records) {
        let table = keyness.table(common.lang)
        return [table.header] + table.rows
      }
    }
  }
}

extension Concordance.Order: ExpressibleByArgument {}
