/// What can be wrong with rules and lexicons. Lines count from 1.
package enum RuleError: Error, Equatable, CustomStringConvertible {
  /// The folder or file of rules cannot be read.
  case unreadable(file: String, reason: String)
  /// A line that is no statement of the language.
  case syntax(file: String, line: Int, found: String, expected: String)
  /// A rule without `when`, `means`, `yes` or `no`.
  case incomplete(file: String, line: Int, rule: String, missing: String)
  /// Two rules of one name.
  case duplicate(file: String, line: Int, rule: String, firstFile: String, firstLine: Int)
  /// A `<class>` that no lexicon defines.
  case unknownClass(file: String, line: Int, name: String)
  /// A `{slot}` that the language does not know.
  case unknownSlot(file: String, line: Int, name: String, known: [String])
  /// A pattern without exactly one place to hang on: the first `{数}`, `{全}` or `{番}` outside of brackets.
  case noAnchor(file: String, line: Int, pattern: String)

  package var description: String {
    switch self {
    case .unreadable(let file, let reason):
      "\(file): cannot be read (\(reason)); give a folder that holds .rules and .tsv files"
    case .syntax(let file, let line, let found, let expected):
      "\(file):\(line): found “\(found)”, expected \(expected)"
    case .incomplete(let file, let line, let rule, let missing):
      "\(file):\(line): rule \(rule) has no “\(missing)” line; add one (every rule needs when, means, yes and no)"
    case .duplicate(let file, let line, let rule, let firstFile, let firstLine):
      "\(file):\(line): rule \(rule) is already defined in \(firstFile):\(firstLine); rename one of them"
    case .unknownClass(let file, let line, let name):
      "\(file):\(line): no lexicon defines the class <\(name)>; add words for it to a .tsv file"
    case .unknownSlot(let file, let line, let name, let known):
      "\(file):\(line): unknown slot {\(name)}; known are \(known.joined(separator: " "))"
    case .noAnchor(let file, let line, let pattern):
      "\(file):\(line): pattern “\(pattern)” has no {数}, {全} or {番} outside of brackets; add one"
    }
  }
}
