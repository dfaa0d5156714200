import ArgumentParser
import PlanExtraction
import PlanLibrary

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "导出记录。 Export records.",
    discussion: """
      种类 KIND：documents sections targets obligations owners assignments（任务分工表）damage。
      每条记录都带出处：show --source 的第 start 至 end 个字符就是 quote。
      Every record carries its evidence: characters start to end of show --source are its quote.
      """)

  @Argument(
    help: ArgumentHelp(
      "documents, sections, targets, obligations, owners, assignments, damage", valueName: "kind"))
  var kind: ExportKind

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

  @Option(help: ArgumentHelp("csv 或 jsonl；默认 csv。 csv or jsonl.", valueName: "csv|jsonl|xlsx"))
  var format: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("写入文件，而不是标准输出。 Write to a file.", valueName: "file"))
  var output: String?

  @Flag(name: .customLong("no-bom"), help: "CSV 不写字节顺序标记。 CSV without a byte order mark.")
  var noMark = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.reporting {
      let format = try recordFormat()
      if least != nil, !kind.hasCertainty {
        throw LibraryError.usage(
          Localized(
            zh: "--min-certainty 只用于 targets、obligations、owners、assignments，而不是 \(kind.rawValue)",
            en: "--min-certainty goes with targets, obligations, owners and assignments, not with \(kind.rawValue)"))
      }
      let library = try common.library(searching: filter != nil)
      let filter = try filter.map { query throws(LibraryError) in
        try RecordFilter(SearchRequest.parse(query), library: library)
      }
      let export = Export(library: library, kind: kind, filter: filter, least: least ?? .inferred)
      let encoder = RecordEncoder(columns: kind.columns, format: format, marked: !noMark)
      guard let output, output != "-" else {
        _ = try export.run(encoder) { bytes throws(LibraryError) in try Console.output(bytes) }
        return
      }
      var file = try AtomicFile(path: output)
      let count = try export.run(encoder) { bytes throws(LibraryError) in try file.write(bytes) }
      try file.finish()
      common.say(Localized(zh: "\(output)：\(count) 条", en: "\(count) records"))
    }
  }

  /// The format asked for, else the one that the output's name asks for, else CSV.
  private func recordFormat() throws(LibraryError) -> RecordFormat {
    let name =
      format ?? (output?.hasSuffix(".jsonl") == true ? "jsonl" : output?.hasSuffix(".xlsx") == true ? "xlsx" : "csv")
    if let format = RecordFormat(rawValue: name) { return format }
    if name == "xlsx" {
      throw .notBuilt(feature: Localized(zh: "xlsx 格式；请用 --format csv", en: "the format xlsx; use --format csv"))
    }
    throw .usage(
      Localized(zh: "--format 应为 csv 或 jsonl，而不是 \(name)", en: "--format must be csv or jsonl, not \(name)"))
  }
}

extension ExportKind: ExpressibleByArgument {}
extension CertaintyClass: ExpressibleByArgument {}
