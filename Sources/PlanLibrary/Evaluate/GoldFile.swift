import Foundation

/// One file of annotations.
struct GoldFile: Sendable {
  let path: String
  /// `doc`.
  let name: String
  /// Last part of `source`.
  let base: String
  let gold: GoldValue

  static let kinds = ["sections", "targets", "obligations", "owners"]

  /// The files of a folder, by name.
  static func all(in folder: String) throws(LibraryError) -> [GoldFile] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }.sorted {
        $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars)
      }
    } catch {
      throw .gold(path: folder, reason: Localized(zh: "不是可读的文件夹", en: "not a folder that can be read"))
    }
    guard !names.isEmpty else {
      throw .gold(path: folder, reason: Localized(zh: "没有 .json 标注文件", en: "holds no .json file"))
    }
    var files: [GoldFile] = []
    for name in names { files.append(try GoldFile(path: folder + "/" + name)) }
    return files
  }

  init(path: String) throws(LibraryError) {
    self.path = path
    do {
      gold = try JSONDecoder().decode(GoldValue.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw .gold(path: path, reason: Localized(zh: "不是可读的 JSON", en: "not JSON that can be read"))
    }
    guard let name = gold["doc"].string, let source = gold["source"].string else {
      throw .gold(path: path, reason: Localized(zh: "缺少 doc 或 source", en: "doc or source is missing"))
    }
    self.name = name
    base = Self.base(source)
    if let wrong = Self.badRange(gold["judged"]) {
      throw .gold(
        path: path,
        reason: Localized(
          zh: "judged.\(wrong) 应为起止偏移的列表，如 [[0, 1200]]", en: "judged.\(wrong) must be a list of offset pairs such as [[0, 1200]]"))
    }
  }

  /// Whether places are given by offsets; these count characters of the source text that the index holds.
  var hasOffsets: Bool { Self.kinds.contains { kind in gold[kind].elements.contains { $0.has("start") } } }

  static func base(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  /// The first kind of `judged` that is no list of pairs.
  private static func badRange(_ judged: GoldValue) -> String? {
    guard case .object(let fields) = judged else { return nil }
    return fields.keys.sorted().first { key in
      guard case .array(let ranges) = fields[key] else { return true }
      return !ranges.allSatisfy { range in
        let bounds = range.elements.compactMap(\.integer)
        return bounds.count == 2 && range.elements.count == 2 && 0 <= bounds[0] && bounds[0] <= bounds[1]
      }
    }
  }
}
