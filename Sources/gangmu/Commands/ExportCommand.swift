import ArgumentParser
import PlanExtraction
import PlanLibrary

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "导出记录。 Export records.",
    discussion: """
      种类 KIND：documents sections targets obligations owners assignments（任务分工表）damage；all 为一本工作簿（xlsx）。
      每条记录都带出处：show --source 的第 start 至 end 个字符就是 quote。
      Every record carries its evidence: characters start to end of show --source are its quote.
      """)

  @Argument(
    help: ArgumentHelp(
      "documents, sections, targets, obligations, owners, assignments, damage; all: one workbook.", valueName: "kind"))
  var kind: Subject

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "只导出符合查询的记录：所在段落须含所查的词，文件须合字段条件。 Only records whose passage and document match.",
      valueName: "query"))
  var filter: String?

  @Option(
    name: .customLong("min-certainty"),
    help: ArgumentHelp(
      "只要这样可靠的记录：explicit（文中明写）、inherited（承上文）或 inferred（推定，即全部）。 Leave out records less certain than this.",
      valueName: "explicit|inherited|inferred"))
  var least: CertaintyClass?

  @Option(help: ArgumentHelp("csv、jsonl 或 xlsx；默认 csv。 CSV by default.", valueName: "csv|jsonl|xlsx"))
  var format: Format?

  @Option(
    help: ArgumentHelp("只要这些列，用逗号相连。 Only these columns, joined by commas.", valueName: "name,name"))
  var columns: String?

  @Option(
    help: ArgumentHelp(
      "任务分工表按责任主体、时限或章节分组。 Group assignments by owner, deadline or section.",
      valueName: "owner|deadline|section"))
  var group: TaskTable.Grouping?

  @Option(name: .shortAndLong, help: ArgumentHelp("写入文件，而不是标准输出。 Write to a file.", valueName: "file"))
  var output: String?

  @Flag(name: .customLong("no-bom"), help: "CSV 不写字节顺序标记。 CSV without a byte order mark.")
  var noMark = false

  @OptionGroup var common: CommonOptions

  enum Format: String, ExpressibleByArgument, CaseIterable { case csv, jsonl, xlsx }

  /// One kind of record, or a workbook of several.
  enum Subject: ExpressibleByArgument {
    case kind(ExportKind)
    case all

    init?(argument: String) {
      if argument == "all" {
        self = .all
      } else if let kind = ExportKind(rawValue: argument) {
        self = .kind(kind)
      } else {
        return nil
      }
    }

    static var allValueStrings: [String] { ExportKind.allCases.map(\.rawValue) + ["all"] }
    var kinds: [ExportKind] { if case .kind(let kind) = self { [kind] } else { WorkbookExport.all } }
  }

  func run() throws {
    try common.reporting {
      let format = try checkedFormat()
      let library = try common.library(searching: filter != nil)
      guard let output, output != "-" else {
        let count = try write(library, format) { bytes throws(LibraryError) in try Console.output(bytes) }
        tellNothingFound(count)
        return
      }
      var file = try AtomicFile(path: output)
      let count = try write(library, format) { bytes throws(LibraryError) in try file.write(bytes) }
      try file.finish()
      common.say(Localized(zh: "\(output)：\(count) 条", en: "\(count) records"))
      tellNothingFound(count)
    }
  }

  /// An empty table may come of a misspelt word: says where to look.
  private func tellNothingFound(_ count: Int) {
    guard count == 0, least == nil, let filter else { return }
    common.say(
      Localized(
        zh: "没有记录符合 --where \(filter)；gangmu search '\(filter)' 会说明各部分找到多少、有哪些相近的写法。",
        en: "no record matches --where; gangmu search with the same query tells what each part finds and what is near"))
  }

  /// - Returns: the number of records.
  private func write(_ library: Library, _ format: Format, _ sink: ([UInt8]) throws(LibraryError) -> Void)
    throws(LibraryError) -> Int
  {
    if let group { return try writeTasks(library, group, format, sink) }
    let records: RecordFilter?
    if let filter {
      records = try RecordFilter(SearchRequest.parse(filter), library: library)
    } else {
      records = nil
    }
    let weakest = least ?? .inferred
    let only = kind.kinds[0]
    let choice = try ColumnChoice(only.columns, only: chosenColumns)
    if format == .xlsx, case .kind = kind {
      return try WorkbookExport(
        library: library, kind: only, columns: choice, filter: records, least: weakest, command: CommandLine.given
      ).run(write: sink)
    }
    if format == .xlsx {
      return try WorkbookExport(
        library: library, kinds: kind.kinds, filter: records, least: weakest, command: CommandLine.given
      ).run(write: sink)
    }
    let encoder = RecordEncoder(choice, format: format == .jsonl ? .jsonl : .csv, marked: !noMark)
    return try Export(library: library, kind: only, filter: records, least: weakest).run(encoder, write: sink)
  }

  private func writeTasks(
    _ library: Library, _ group: TaskTable.Grouping, _ format: Format, _ sink: ([UInt8]) throws(LibraryError) -> Void
  ) throws(LibraryError) -> Int {
    let table = try TaskTable(PlanChoice(query: filter), by: group, library: library)
    if format == .xlsx {
      try table.workbook(command: CommandLine.given, library: library, write: sink)
    } else {
      let encoder = RecordEncoder(
        columns: TaskTable.columns, format: format == .jsonl ? .jsonl : .csv, marked: !noMark)
      var out = encoder.header
      for record in table.records { encoder.append(record, to: &out) }
      try sink(out)
    }
    return table.records.count
  }

  private var chosenColumns: [String] { (columns ?? "").split(separator: ",").map(String.init) }

  /// The format asked for, else the one that the output's name asks for, else CSV; a workbook for `all`.
  private func checkedFormat() throws(LibraryError) -> Format {
    let ending = output.flatMap { $0.split(separator: ".").last.map(String.init) }
    let found = format ?? ending.flatMap(Format.init(rawValue:))
    if case .all = kind {
      if found ?? .xlsx != .xlsx { throw Self.wrong("all 只能导出为 xlsx", "all goes with xlsx only") }
      if least != nil || group != nil || columns != nil {
        throw Self.wrong(
          "--min-certainty、--group、--columns 不用于 all", "--min-certainty, --group and --columns do not go with all")
      }
      return .xlsx
    }
    let only = kind.kinds[0]
    if least != nil, !only.hasCertainty {
      throw Self.wrong(
        "--min-certainty 只用于 targets、obligations、owners、assignments，而不是 \(only.rawValue)",
        "--min-certainty goes with targets, obligations, owners and assignments, not with \(only.rawValue)")
    }
    if group != nil, only != .assignments || least != nil || columns != nil {
      throw Self.wrong(
        "--group 只用于 assignments，且不与 --min-certainty、--columns 同用",
        "--group goes with assignments, without --min-certainty and --columns")
    }
    return found ?? .csv
  }

  private static func wrong(_ zh: String, _ en: String) -> LibraryError { .usage(Localized(zh: zh, en: en)) }
}

extension ExportKind: ExpressibleByArgument {}
extension CertaintyClass: ExpressibleByArgument {}
extension TaskTable.Grouping: ExpressibleByArgument {}
