import ArgumentParser
import PlanLibrary

struct CompactCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compact", abstract: "合并索引文件，收回空间。 Merge segments and free space.",
    discussion: """
      索引文件缺失、损坏或格式过旧时，--rebuild 由目录库里的原文重写全部索引文件，不需要原件；记录与编号不变。
      With --rebuild all segments are written anew from the texts in the catalogue, when one is missing, damaged or of an
      older format; the files that were ingested are not needed, records and ids stay the same.
      """)

  @Flag(help: "由目录库重写全部索引文件。 Write all segments anew from the catalogue.")
  var rebuild = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.reporting {
      if rebuild {
        let report = try Maintenance.rebuild(folder: common.folder)
        common.say(
          Localized(
            zh: "\(common.folder)：已重写 \(report.segments) 个索引文件：\(report.documents) 份文件，\(report.passages) 段",
            en: "\(report.segments) segments written anew: \(report.documents) documents, \(report.passages) passages"))
      }
      let (before, after) = try Maintenance.compact(folder: common.folder)
      common.say(
        Localized(
          zh: "\(common.folder)：\(Words.bytes(before)) → \(Words.bytes(after))", en: "segments merged, catalogue packed"
        ))
    }
  }
}

/// Numbers as people read them.
enum Words {
  static func bytes(_ n: Int) -> String {
    for (unit, size) in [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000)] where n >= size {
      let tenths = n * 10 / size
      return "\(tenths / 10).\(tenths % 10) \(unit)"
    }
    return "\(n) B"
  }
}
