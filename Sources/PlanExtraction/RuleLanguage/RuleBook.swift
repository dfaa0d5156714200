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
  private let candidates: [RuleCandidates.Key: RuleCandidates]

  /// The files with what their `title` lines say, in order.
  package let files: [(name: String, title: Bilingual?)]

  /// Compiles rule files and lexicon files, each a name and its content.
  package init(
    rules ruleFiles: [(name: String, content: String)], lexicons: [(name: String, content: String)],
    user: UserRules? = nil
  ) throws(RuleError) {
    let own = user?.rules ?? []
    lexicon = try Lexicon(files: lexicons, user: user?.lexicons ?? []) { name in
      own.contains { $0.content.range(ofFirst: "<\(name)>") != nil }
    }
    let bundled = try Self.sheets(ruleFiles, lexicon, isBundled: true)
    let mine = try Self.sheets(own, lexicon, isBundled: false)
    files = zip(ruleFiles, bundled).map { ($0.name, $1.title) } + zip(own, mine).map { ($0.name, $1.title) }
    rules = try Self.merged(bundled.flatMap(\.rules), mine, files: own.map(\.name))
    candidates = RuleCandidates.grouped(rules)
    version = Self.fingerprint(ruleFiles + lexicons)
  }

  /// The files read; a name that two rules of them share is an error.
  private static func sheets(
    _ files: [(name: String, content: String)], _ lexicon: Lexicon, isBundled: Bool
  ) throws(RuleError) -> [RuleSheet] {
    var sheets: [RuleSheet] = []
    var seen: [String: Rule] = [:]
    for (name, content) in files {
      let sheet = try RuleFile(file: name, lexicon: lexicon, isBundled: isBundled).sheet(content)
      for rule in sheet.rules {
        if let first = seen[rule.name] {
          throw .duplicate(
            file: name, line: rule.line, rule: rule.name, firstFile: first.file, firstLine: first.line)
        }
        seen[rule.name] = rule
      }
      sheets.append(sheet)
    }
    return sheets
  }

  /// A user's rule takes the place of the bundled one of its name; new ones come first; disabled ones go.
  private static func merged(_ bundled: [Rule], _ own: [RuleSheet], files: [String]) throws(RuleError) -> [Rule] {
    let names = Set(bundled.map(\.name))
    var disabled: Set<String> = []
    for (file, sheet) in zip(files, own) {
      for (name, line) in sheet.disabled {
        guard names.contains(name) else { throw .unknownRule(file: file, line: line, rule: name) }
        disabled.insert(name)
      }
    }
    let rules = own.flatMap(\.rules)
    let replacing = Dictionary(rules.filter { names.contains($0.name) }.map { ($0.name, $0) }) { first, _ in first }
    return rules.filter { !names.contains($0.name) }
      + bundled.filter { !disabled.contains($0.name) || replacing[$0.name] != nil }.map { replacing[$0.name] ?? $0 }
  }

  /// The patterns that hang on `anchor` and take one figure, or several if `wide`; nil if there is none.
  func candidates(anchor: PatternSlot, wide: Bool) -> RuleCandidates? {
    candidates[RuleCandidates.Key(anchor: anchor, isWide: wide)]
  }

  /// The rules that Gangmu comes with, and a user's own.
  package static func bundled(user: UserRules? = nil) throws(RuleError) -> RuleBook {
    guard let folder = Bundle.module.resourcePath else {
      throw .unreadable(file: "PlanExtraction resources", reason: "the resource bundle has no path")
    }
    return try RuleBook(
      rules: files(in: folder + "/Rules", ending: ".rules"), lexicons: files(in: folder + "/Lexicon", ending: ".tsv"),
      user: user)
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
