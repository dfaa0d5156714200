/// What can be wrong with rules and lexicons. Lines count from 1.
package enum RuleError: Error, Equatable, CustomStringConvertible {
  /// The folder or file of rules cannot be read.
  case unreadable(file: String, reason: String)
  /// A line that is no statement of the language.
  case syntax(file: String, line: Int, found: String, expected: Bilingual)
  /// A rule without `when`, `means`, `yes` or `no`.
  case incomplete(file: String, line: Int, rule: String, missing: String)
  /// Two rules of one name.
  case duplicate(file: String, line: Int, rule: String, firstFile: String, firstLine: Int)
  /// A `<class>` that no lexicon defines.
  case unknownClass(file: String, line: Int, name: String)
  /// A class of a user's words that is none of the bundled ones and that no rule of the user's names.
  case strayClass(file: String, line: Int, name: String, known: [String])
  /// A `{slot}` that the language does not know.
  case unknownSlot(file: String, line: Int, name: String, known: [String])
  /// A file that is not UTF-8.
  case notText(file: String)
  /// `disable` of a rule that there is not.
  case unknownRule(file: String, line: Int, rule: String)
  /// An error with the column where it stands, from 1.
  indirect case placed(column: Int, RuleError)
  /// A pattern without exactly one place to hang on: the first `{数}`, `{全}` or `{番}` outside of brackets.
  case noAnchor(file: String, line: Int, pattern: String)

  package var description: String { "\(place): \(words.zh) / \(words.en)" }

  /// File, line and column as far as known.
  package var place: String { place(column: nil) }

  private func place(column: Int?) -> String {
    switch self {
    case .placed(let column, let error): error.place(column: column)
    case .unreadable(let file, _), .notText(let file): file
    case .syntax(let file, let line, _, _), .incomplete(let file, let line, _, _), .duplicate(let file, let line, _, _, _),
      .unknownClass(let file, let line, _), .unknownSlot(let file, let line, _, _), .noAnchor(let file, let line, _),
      .unknownRule(let file, let line, _), .strayClass(let file, let line, _, _):
      "\(file):\(line)" + (column.map { ":\($0)" } ?? "")
    }
  }

  /// What was found, what was expected, the next step.
  package var words: Bilingual {
    let (zh, en) = message
    return Bilingual(zh: zh, en: en)
  }

  private var message: (zh: String, en: String) {
    switch self {
    case .placed(_, let error): error.message
    case .unreadable(_, let reason):
      ("无法读取（\(reason)）；请给出放有 .rules、.tsv 文件的文件夹", "cannot be read (\(reason)); give a folder that holds .rules and .tsv files")
    case .notText: ("不是 UTF-8；请另存为 UTF-8", "is not UTF-8; save the file as UTF-8")
    case .syntax(_, _, let found, let expected):
      ("这里是“\(found)”，应为 \(expected.zh)；请改这一行", "found “\(found)”, expected \(expected.en); correct the line")
    case .incomplete(_, _, let rule, let missing):
      (
        "规则 \(rule) 缺“\(missing)”一行；请补上（每条规则要有 when、means、yes、no）",
        "rule \(rule) has no “\(missing)” line; add one (every rule needs when, means, yes and no)"
      )
    case .duplicate(_, _, let rule, let firstFile, let firstLine):
      (
        "规则 \(rule) 已在 \(firstFile):\(firstLine) 定义；请改其中一个的名字",
        "rule \(rule) is already defined in \(firstFile):\(firstLine); rename one of them"
      )
    case .unknownClass(_, _, let name):
      ("没有词表定义词类 <\(name)>；请在 .tsv 文件中给它加词", "no lexicon defines the class <\(name)>; add words for it to a .tsv file")
    case .strayClass(_, _, let name, let known):
      (
        "词类 \(name) 既不是内置的，也没有规则用到；可用 \(known.joined(separator: "、"))，或在规则中写 <\(name)>",
        "the class \(name) is none of the bundled ones and no rule uses it; use one of \(known.joined(separator: ", ")), or <\(name)> in a rule"
      )
    case .unknownSlot(_, _, let name, let known):
      ("没有槽位 {\(name)}；可用 \(known.joined(separator: " "))", "unknown slot {\(name)}; known are \(known.joined(separator: " "))")
    case .noAnchor(_, _, let pattern):
      ("模式“\(pattern)”在括号之外没有 {数}、{全} 或 {番}；请加一个", "pattern “\(pattern)” has no {数}, {全} or {番} outside of brackets; add one")
    case .unknownRule(_, _, let rule):
      (
        "没有叫 \(rule) 的内置规则可取消；gangmu rules list 列出全部名字",
        "there is no bundled rule \(rule) to disable; gangmu rules list shows their names"
      )
    }
  }
}
