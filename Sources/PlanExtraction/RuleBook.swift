import Foundation
import PlanText

/// The rules and lexicons in force, compiled once.
package struct RuleBook: Sendable {
  /// In the order of the files' names and of their lines: where two rules fit, the first one counts.
  package let rules: [Rule]
  package let lexicon: Lexicon
  /// Changes when any rule or word changes: a hash of all files.
  package let version: String
  /// By anchor and width the rules that have such patterns.
  private let candidates: [RuleCandidate.Key: [RuleCandidate]]

  /// Compiles rule files and lexicon files, each a name and its content.
  package init(
    rules ruleFiles: [(name: String, content: String)], lexicons: [(name: String, content: String)]
  ) throws(RuleError) {
    lexicon = try Lexicon(files: lexicons)
    var all: [Rule] = []
    var seen: [String: Rule] = [:]
    for (name, content) in ruleFiles {
      for rule in try RuleFile(file: name, lexicon: lexicon).rules(in: content) {
        if let first = seen[rule.name] {
          throw .duplicate(
            file: name, line: rule.line, rule: rule.name, firstFile: first.file, firstLine: first.line)
        }
        seen[rule.name] = rule
        all.append(rule)
      }
    }
    rules = all
    candidates = RuleCandidate.grouped(all)
    version = Self.fingerprint(ruleFiles + lexicons)
  }

  /// The rules with patterns that hang on `anchor` and take one figure, or several if `wide`; in the order of the book.
  func candidates(anchor: PatternSlot, wide: Bool) -> [RuleCandidate] {
    candidates[RuleCandidate.Key(anchor: anchor, isWide: wide)] ?? []
  }

  /// The rules that Gangmu comes with.
  package static func bundled() throws(RuleError) -> RuleBook {
    guard let folder = Bundle.module.resourcePath else {
      throw .unreadable(file: "PlanExtraction resources", reason: "the resource bundle has no path")
    }
    return try RuleBook(
      rules: files(in: folder + "/Rules", ending: ".rules"), lexicons: files(in: folder + "/Lexicon", ending: ".tsv"))
  }

  /// Files of a folder by name, sorted.
  static func files(in folder: String, ending: String) throws(RuleError) -> [(name: String, content: String)] {
    do {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(ending) }
      return try names.sorted().map { name in
        let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
        return (name, String(decoding: data, as: UTF8.self))
      }
    } catch {
      throw .unreadable(file: folder, reason: error.localizedDescription)
    }
  }

  /// FNV-1a over names and contents, as 16 hexadecimal digits.
  static func fingerprint(_ files: [(name: String, content: String)]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for (name, content) in files {
      for byte in Array(name.utf8) + [0] + Array(content.utf8) + [0] {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
      }
    }
    let hex = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - hex.count) + hex
  }
}
