import Foundation
package import SearchIndex

extension IndexError {
  /// For users: Chinese beside English, and the command that helps.
  package var message: Localized {
    switch self {
    case .corrupt(let file, let offset, let expected, let found):
      Localized(
        zh: "\(file)：第 \(offset) 字节处已损坏（应为 \(expected)，实为 \(found)）。\(Self.remedy.zh)",
        en: "\(file): damaged at byte \(offset): expected \(expected), found \(found). \(Self.remedy.en)")
    case .tooOld(let file, let version, let readable):
      Localized(
        zh: "\(file)：索引文件格式为第 \(version) 版，本程序读第 \(readable) 版。\(Self.remedy.zh)",
        en: "\(file): format version \(version) is older than \(readable), which this program reads. \(Self.remedy.en)")
    case .tooNew(let file, let version, let readable):
      Localized(
        zh: "\(file)：索引文件格式为第 \(version) 版，本程序只认识第 \(readable) 版。请使用新版程序。",
        en: "\(self)")
    case .system(_, let path, ENOENT) where path.hasSuffix(".segment"):
      Localized(
        zh: "\(path)：缺少这个索引文件。\(Self.remedy.zh)", en: "\(path): this file of the index is missing. \(Self.remedy.en)")
    case .system(let operation, let path, let code):
      Localized(
        zh: "\(path)：\(operation) 失败：\(systemReason(code))。先前提交的内容保持原样。",
        en: "\(path): cannot \(operation): \(systemReason(code)). What was committed before is unchanged.")
    case .otherAnalyzer, .exists, .outOfOrder, .invalidEntry, .segmentFull, .invalidQuery, .invalidName, .noSuchEntry,
      .cancelled, .unsortedDeletes:
      Localized(zh: "\(self)", en: "\(self)")
    }
  }

  /// The catalogue holds all that it takes to write segments anew.
  private static let remedy = Localized(
    zh: "目录库完好时，gangmu compact --rebuild 可由它重写全部索引文件。",
    en: "If the catalogue is sound, gangmu compact --rebuild writes all segments anew from it.")
}
