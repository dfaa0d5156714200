import ArgumentParser
import PlanLibrary

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "核对索引的每个校验和与每条引用。 Check every checksum and every cross-reference.",
    discussion: """
      一切相符时退出码为 0，否则为 70；打不开索引时为 74。
      Exit status 0 when everything holds, 70 when it does not, 74 when the index cannot be opened.
      """)

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.reporting {
      let report = try Verification.run(folder: common.folder)
      for problem in report.problems { Console.error(problem.place + ": " + problem.message.text(common.lang)) }
      if !report.problems.isEmpty {
        common.say(
          Localized(
            zh: "\(common.folder)：发现 \(report.problems.count) 处不符。"
              + "若都在索引文件（.segment）里，gangmu compact --rebuild 可重写它们；否则请把文件夹移开，用 gangmu ingest 重建",
            en:
              "\(report.problems.count) problems; if all are in segments, gangmu compact --rebuild writes them anew, else "
              + "move the folder away and build it anew with gangmu ingest"))
        throw ExitCode(70)
      }
      try Console.line(
        Localized(
          zh: "相符：\(report.documents) 份文件，\(report.records) 条记录，\(report.passages) 段，\(report.segments) 个索引文件",
          en: "sound: \(report.documents) documents, \(report.records) records, \(report.passages) passages, "
            + "\(report.segments) segments"
        ).text(common.lang))
    }
  }
}
