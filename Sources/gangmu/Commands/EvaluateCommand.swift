import ArgumentParser
import Foundation
import PlanLibrary

struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "与人工标注或人工编码对照打分。 Score the index against annotations or a hand-coded table.",
    discussion: """
      标注：每份文件一个 JSON，给出应有的章节、指标、任务、分工；以来源的文件名与索引里的文件对上，不在索引里的略过。
      Annotations: one JSON file a document; documents are recognised by the base name of their source, others are skipped.

      人工编码：gangmu evaluate --kappa coded.csv，一行一处原文，列名认得即可：
      A hand-coded table: one line a passage, columns recognised by their names:
        document,start,end,is_obligation,strength,owner
        清河市_2024年科协工作要点.txt,231,262,yes,mandatory,各县区科协
      出处用 start 和 end（show --source 的字符偏移）或 quote（原文）；可编码的变量：is_obligation strength owner is_target op kind
      value unit deadline recurrence is_owner role；没有编码留空，“没有”写 none。
      The place is start and end (offsets of show --source) or quote; what is empty was not coded, none means there is nothing.
      """)

  @Argument(help: ArgumentHelp("标注文件夹，可有多个。 Folders of gold files.", valueName: "gold-dir"))
  var gold: [String] = []

  @Option(help: ArgumentHelp("原文文件夹，默认为标注旁的 corpus。 Folder of the texts.", valueName: "dir"))
  var corpus: String?

  @Option(help: ArgumentHelp("只看这些文件。 Only these documents.", valueName: "doc"))
  var only: [String] = []

  @Option(
    name: .customLong("held-out"), parsing: .upToNextOption,
    help: ArgumentHelp("另计这些文件（未用于开发的）的分数。 Give the figures of these documents apart.", valueName: "doc"))
  var heldOut: [String] = []

  @Flag(help: "列出每处不同。 List every difference.")
  var misses = false

  @Option(
    help: ArgumentHelp("与人工编码的表对照，给出科恩 κ 和每处分歧。 Cohen's κ against a hand-coded table.", valueName: "file.csv"))
  var kappa: String?

  @Option(
    name: .customLong("offsets-only"),
    help: ArgumentHelp(
      "把标注改写为只有偏移、不含原文的形式，写入此文件夹。 Write the annotations without any quote, by offsets, into this folder.", valueName: "dir"))
  var stripped: String?

  @OptionGroup var own: RuleOptions
  @OptionGroup var common: CommonOptions

  func validate() throws {
    if gold.isEmpty && kappa == nil {
      throw ValidationError("请给出标注文件夹，或用 --kappa。 Name a folder of gold files, or use --kappa.")
    }
    if kappa != nil && (stripped != nil || !gold.isEmpty) {
      throw ValidationError("--kappa 只能单独使用。 --kappa goes with no gold folder.")
    }
  }

  func run() throws {
    try common.reporting {
      let library = try common.library(searching: false)
      try warnOfOtherRules(library)
      if let kappa { return try KappaPrinter(lang: common.lang).print(try Kappa.run(library: library, path: kappa)) }
      if let stripped { return try strip(library, into: stripped) }
      let report = try Evaluator.run(
        library: library, Evaluator.Request(gold: gold, corpus: corpus, only: only, heldOut: heldOut))
      try EvaluationPrinter(lang: common.lang).print(report, misses: misses)
    }
  }

  /// The index is scored as it is: says so where other rules made its records.
  private func warnOfOtherRules(_ library: Library) throws {
    let stale = try library.documents(notMadeBy: Pipeline(rules: try own.extraction()))
    guard stale > 0 else { return }
    let option = own.folder.map { " --rules \($0)" } ?? ""
    common.say(
      Localized(
        zh: "\(stale) 份文件是按别的规则抽取的；先运行 gangmu ingest\(option) 重新抽取，再打分",
        en: "\(stale) documents were extracted by other rules; run gangmu ingest\(option) first, then score"))
  }

  /// - Throws: an exit status of 2 when documents are not in the index; the others are written.
  private func strip(_ library: Library, into folder: String) throws {
    let stripper = GoldStripper(library: library)
    var failed = 0
    for file in try GoldStripper.files(in: gold) where only.isEmpty || only.contains(file.name) {
      let out = folder + "/" + (file.path.split(separator: "/").last.map(String.init) ?? file.path)
      do throws(LibraryError) {
        try write(try stripper.stripped(path: file.path), to: out)
        common.say(Localized(zh: "\(out)：已写", en: "written"))
      } catch {
        guard error.exitStatus == 64 else { throw error }
        failed += 1
        common.say(error.message)
      }
    }
    if failed > 0 { throw ExitCode(2) }
  }

  private func write(_ text: String, to path: String) throws(LibraryError) {
    var file = try AtomicFile(path: path)
    try file.write(Array(text.utf8))
    try file.finish()
  }
}
