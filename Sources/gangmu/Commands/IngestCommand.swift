import ArgumentParser
import Foundation
import PlanExtraction
import PlanLibrary
import PlanReaders

struct IngestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ingest",
    abstract: "收录文件、文件夹或标准输入（-）。 Take in files, folders or standard input (-).",
    discussion: """
      新文件加入，变了的替换，没变的跳过（按内容判断），文件夹里消失了的移除。个别文件读不了不影响其余，退出码为 2。
      New files are added, changed ones replaced, unchanged ones skipped (by content), files gone from a folder removed.
      A bad file never stops the rest; the exit status is then 2.
      """)

  @Argument(help: ArgumentHelp("文件、文件夹，或 - 。 Files, folders, or -.", valueName: "path"))
  var paths: [String]

  @Option(help: ArgumentHelp("同时处理几个文件，默认等于处理器数。 How many files at a time.", valueName: "n"))
  var jobs: Int?

  @Option(
    help: ArgumentHelp(
      "元数据表：file 列加要设定的列（title、issuer、province 等）。 Table that sets metadata by file name.",
      valueName: "file.csv"))
  var metadata: String?

  @Option(
    help: ArgumentHelp(
      "数据集（CSV、JSON Lines）中正文所在的列；不给则按列名识别（full_text、正文…）。 Column of a data set that holds the text.", valueName: "column"))
  var textColumn: String?

  @Option(
    help: ArgumentHelp(
      "数据集中的元数据列，如 title=标题,province=省；不给则按列名识别。 Columns of a data set with metadata, as field=column.", valueName: "list"))
  var metadataColumns: String?

  @Flag(name: .shortAndLong, help: "不显示进度和小结。 No progress and no summary.")
  var quiet = false

  @OptionGroup var own: RuleOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs 应为 1 至 256。 --jobs must be 1 to 256.") }
    _ = try columns()
  }

  func run() async throws {
    do {
      try await ingest()
    } catch {
      throw common.report(error)
    }
  }

  private func columns() throws -> RecordColumns {
    do throws(RecordColumns.ListError) {
      return RecordColumns(
        text: textColumn,
        metadata: try metadataColumns.map { list throws(RecordColumns.ListError) in try RecordColumns.fields(list) })
    } catch {
      guard case .unknownField(let name) = error else { throw error }
      let fields = RecordColumns.Field.allCases.map(\.rawValue).joined(separator: " ")
      throw ValidationError(
        "--metadata-columns：不认识 \(name)；应为 字段=列名，字段可用 \(fields)。 --metadata-columns: unknown field \(name), expected field=column with one of \(fields).")
    }
  }

  private func ingest() async throws {
    let overrides = try metadata.map { path throws(LibraryError) in try MetadataOverrides(path: path) }
    let pipeline = Pipeline(rules: try own.extraction(), columns: try columns())
    let width = jobs ?? ProcessInfo.processInfo.activeProcessorCount
    let ingest = Ingest(
      folder: common.folder, pipeline: pipeline, jobs: width, overrides: overrides ?? MetadataOverrides())
    let progress = Progress(visible: Console.errorIsTerminal && !quiet, lang: common.lang)
    defer { progress.clear() }
    let report = try await ingest.run(paths) { event in
      if case .progress(let done, let total) = event { return progress.show(done: done, total: total) }
      progress.clear()
      if let message = message(event) { Console.error(message) }
    }
    progress.clear()
    if !quiet { common.say(summary(report)) }
    if report.failed > 0 { throw ExitCode(2) }
  }

  private func message(_ event: IngestEvent) -> String? {
    let text: Localized
    switch event {
    case .progress: return nil
    case .failed(let error):
      let (zh, en) = error.message
      return Localized(zh: zh, en: en, place: error.path).text(common.lang)
    case .duplicate(let path, let id, let first):
      text = Localized(
        zh: "\(path)：内容与 \(first)（\(id)）相同，记为它的又一来源",
        en: "same content as \(first) (\(id)); noted as another source of it")
    case .removed(let path, let id):
      text = Localized(zh: "\(path)：文件已不在，文件 \(id) 已从索引移除", en: "the file is gone; document \(id) was removed")
    case .sourceGone(let path, let id):
      text = Localized(zh: "\(path)：文件已不在，文件 \(id) 还有别的来源", en: "the file is gone; document \(id) has other sources")
    case .unusedRows(let rows): return unused(rows).text(common.lang)
    }
    return quiet ? nil : text.text(common.lang)
  }

  /// Rows of the metadata table that did nothing are told even to those who want no summary: the user believes the fields to be set.
  private func unused(_ rows: [String]) -> Localized {
    let names = rows.prefix(8)
    let isAll = names.count == rows.count
    return Localized(
      zh: "有 \(rows.count) 行没有对应的文件：\(names.joined(separator: "、"))\(isAll ? "" : "……")。请检查文件列（路径或文件名，区分大小写）",
      en: "rows without a file: \(rows.count) (\(names.joined(separator: ", "))\(isAll ? "" : " …")); check the column of files (paths or names, case matters)",
      place: metadata)
  }

  private func summary(_ report: IngestReport) -> Localized {
    var zh = ["新增 \(report.added)", "替换 \(report.replaced)", "未变 \(report.unchanged)"]
    var en = ["added \(report.added)", "replaced \(report.replaced)", "unchanged \(report.unchanged)"]
    for (count, chinese, english) in [
      (report.duplicates, "同文另存", "further sources"), (report.removed, "移除", "removed"),
      (report.failed, "失败", "failed"),
    ] where count > 0 {
      zh.append("\(chinese) \(count)")
      en.append("\(english) \(count)")
    }
    return Localized(
      zh: "\(common.folder)：" + zh.joined(separator: "，"), en: en.joined(separator: ", "))
  }
}

/// A line on standard error that is written over: done, rate, time left.
final class Progress {
  private let visible: Bool
  private let lang: Language
  private let start = DispatchTime.now().uptimeNanoseconds
  private var last: UInt64 = 0
  private var shown = false

  init(visible: Bool, lang: Language) {
    self.visible = visible
    self.lang = lang
  }

  /// At most ten times a second, and at the end.
  func show(done: Int, total: Int) {
    let now = DispatchTime.now().uptimeNanoseconds
    guard visible, total > 0, done == total || now &- last > 100_000_000 else { return }
    last = now
    let seconds = Double(now &- start) / 1e9
    let rate = seconds > 0 ? Double(done) / seconds : 0
    let left = rate > 0 ? Int(Double(total - done) / rate) : 0
    let time = left >= 60 ? "\(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60)" : "\(left) s"
    let text = Localized(
      zh: "\(done)/\(total)，每秒 \(tenths(rate))，剩余 \(time)", en: "\(tenths(rate))/s, \(time) left")
    try? Console.write(Array(("\r\u{1B}[K" + text.text(lang)).utf8), to: STDERR_FILENO, path: "standard error")
    shown = true
  }

  private func tenths(_ x: Double) -> String {
    let n = Int((x * 10).rounded())
    return "\(n / 10).\(n % 10)"
  }

  func clear() {
    guard shown else { return }
    shown = false
    try? Console.write(Array("\r\u{1B}[K".utf8), to: STDERR_FILENO, path: "standard error")
  }
}
