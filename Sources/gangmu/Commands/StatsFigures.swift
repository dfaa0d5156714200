import ArgumentParser
import PlanLibrary

struct StatsFigures: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figures", abstract: "索引里有多少东西。 Figures about the index.")

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.reporting {
      let s = try common.library(searching: false).statistics()
      var rows: [(Localized, String)] = [
        (Localized(zh: "文件", en: "documents"), "\(s.documents)"), (Localized(zh: "来源", en: "sources"), "\(s.sources)"),
        (Localized(zh: "未能读取", en: "not read"), "\(s.failures)"),
        (Localized(zh: "字符", en: "characters"), "\(s.characters)"),
        (Localized(zh: "段", en: "passages"), "\(s.passages)"),
      ]
      for (kind, count) in s.records {
        rows.append((Self.names[kind] ?? Localized(zh: kind.rawValue, en: kind.rawValue), "\(count)"))
      }
      rows += [
        (Localized(zh: "索引文件", en: "segments"), "\(s.segments)"),
        (Localized(zh: "其中已删文件", en: "deleted in them"), "\(s.deletedDocuments)"),
        (Localized(zh: "索引大小", en: "size of segments"), Words.bytes(s.segmentBytes)),
        (Localized(zh: "目录库大小", en: "size of catalogue"), Words.bytes(s.catalogueBytes)),
        (Localized(zh: "原文大小", en: "size of texts"), Words.bytes(s.textBytes)),
      ]
      for (groups, label) in [
        (s.levels, Localized(zh: "层级", en: "levels")), (s.kinds, Localized(zh: "文种", en: "kinds")),
        (s.versions, Localized(zh: "规则版本", en: "rule versions")),
      ] {
        let text = groups.map { ($0.name.isEmpty ? "—" : $0.name) + " \($0.count)" }.joined(separator: "  ")
        if !text.isEmpty { rows.append((label, text)) }
      }
      let lines = rows.map { [$0.0.label(common.lang), $0.1] }
      let width = lines.map { EastAsianWidth.columns($0[0]) }.max() ?? 0
      for line in lines { try Console.line(EastAsianWidth.fitted(line[0], to: width) + "  " + line[1]) }
    }
  }

  private static let names: [ExportKind: Localized] = [
    .sections: Localized(zh: "章节", en: "sections"), .targets: Localized(zh: "目标", en: "targets"),
    .obligations: Localized(zh: "义务", en: "obligations"), .owners: Localized(zh: "责任", en: "owners"),
    .assignments: Localized(zh: "任务", en: "assignments"), .damage: Localized(zh: "损坏", en: "damage"),
  ]
}
