import Foundation

/// Words in the two languages of the program.
package struct Bilingual: Sendable, Hashable {
  package let zh: String
  package let en: String

  package init(zh: String, en: String) {
    self.zh = zh
    self.en = en
  }
}

/// A user's own rules and lexicons: a folder with files of the same formats as the bundled ones.
///
/// - `*.rules`: rules. One with the name of a bundled rule takes its place; others are tried before all bundled ones.
///   `disable NAME` takes a bundled rule out.
/// - `*.tsv` with the name of a table of `Lexicon/Duties` (`bodies.tsv`, `words.tsv` …): the same columns; a line with the first
///   cell of a bundled line takes its place, others are added and, where the first line that fits decides, come first.
/// - any other `*.tsv`: `class<TAB>word[<TAB>value[<TAB>not]]`, as `units.tsv`; a word of a bundled class takes the new value,
///   others are added.
package struct UserRules: Sendable {
  package let folder: String
  /// Rule files: path and content, by name.
  let rules: [(name: String, content: String)]
  /// Words for targets.
  let lexicons: [(name: String, content: String)]
  /// Tables of duties by their name.
  let tables: [String: (name: String, content: String)]

  /// Reads `folder`.
  /// - Throws: `unreadable` for a folder or file that cannot be read or that holds nothing, `notText` for bytes that are no UTF-8.
  package init(folder: String) throws(RuleError) {
    var path = folder
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.folder = path
    rules = try Self.files(in: path, ending: ".rules")
    var lexicons: [(name: String, content: String)] = []
    var tables: [String: (name: String, content: String)] = [:]
    for file in try Self.files(in: path, ending: ".tsv") {
      let base = file.name.split(separator: "/").last.map(String.init) ?? file.name
      if Self.dutyTables.contains(base) { tables[base] = file } else { lexicons.append(file) }
    }
    self.lexicons = lexicons
    self.tables = tables
    if rules.isEmpty, lexicons.isEmpty, tables.isEmpty {
      throw .unreadable(file: path, reason: "it holds neither .rules nor .tsv files")
    }
  }

  /// Changes when a file of the folder does; the folder's own name does not count.
  var version: String {
    let all = rules + lexicons + tables.values.sorted { $0.name < $1.name }
    return RuleBook.fingerprint(all.map { (name: String($0.name.dropFirst(folder.count)), content: $0.content) })
  }

  /// The names of the tables of duties, as bundled.
  static let dutyTables: Set<String> = {
    let folder = (Bundle.module.resourcePath ?? "") + "/Lexicon/Duties"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return Set(names.filter { $0.hasSuffix(".tsv") && $0 != "lists.tsv" })
  }()

  private static func files(in folder: String, ending: String) throws(RuleError) -> [(name: String, content: String)] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw .unreadable(file: folder, reason: error.localizedDescription)
    }
    var files: [(name: String, content: String)] = []
    for name in names.filter({ $0.hasSuffix(ending) && !$0.hasPrefix(".") }).sorted() {
      let path = folder + "/" + name
      guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
        throw .unreadable(file: path, reason: "the file does not open")
      }
      let bytes = data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data
      guard let text = String(validating: bytes, as: UTF8.self) else { throw .notText(file: path) }
      files.append((path, text))
    }
    return files
  }
}
