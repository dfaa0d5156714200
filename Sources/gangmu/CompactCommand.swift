import ArgumentParser
import PlanLibrary

struct CompactCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compact", abstract: "合并索引文件，收回空间。 Merge segments and free space.")

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.reporting {
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
