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
  /// A file that is not UTF-8.
  case notText(file: String)
  /// `disable` of a rule that there is not.
  case unknownRule(file: String, line: Int, rule: String)
  /// An error with the column where it stands, from 1.
  indirect case placed(column: Int, RuleError)
  /// A pattern without exactly one place to hang on: the first `{数}`, `{全}` or `{番}` outside of brackets.
  case noAnchor(file: String, line: Int, pattern: String)

  package var description: String { place(column: nil) + ": " + words }

  /// File, line and column as far as known.
  private func place(column: Int?) -> String {
    switch self {
    case .placed(let column, let error): error.place(column: column)
    case .unreadable(let file, _), .notText(let file): file
    case .syntax(let file, let line, _, _), .incomplete(let file, let line, _, _), .duplicate(let file, let line, _, _, _),
      .unknownClass(let file, let line, _), .unknownSlot(let file, let line, _, _), .noAnchor(let file, let line, _),
      .unknownRule(let file, let line, _):
      "\(file):\(line)" + (column.map { ":\($0)" } ?? "")
    }
  }

  /// What was found, what was expected, the next step.
  private var words: String {
    switch self {
    case .placed(_, let error): error.words
    case .unreadable(_, let reason): "cannot be read (\(reason)); give a folder that holds .rules and .tsv files"
    case .notText: "is not UTF-8; save the file as UTF-8"
    case .syntax(_, _, let found, let expected): "found “\(found)”, expected \(expected); correct the line"
    case .incomplete(_, _, let rule, let missing):
      "rule \(rule) has no “\(missing)” line; add one (every rule needs when, means, yes and no)"
    case .duplicate(_, _, let rule, let firstFile, let firstLine):
      "rule \(rule) is already defined in \(firstFile):\(firstLine); rename one of them"
    case .unknownClass(_, _, let name): "no lexicon defines the class <\(name)>; add words for it to a .tsv file"
    case .unknownSlot(_, _, let name, let known): "unknown slot {\(name)}; known are \(known.joined(separator: " "))"
    case .noAnchor(_, _, let pattern): "pattern “\(pattern)” has no {数}, {全} or {番} outside of brackets; add one"
    case .unknownRule(_, _, let rule): "there is no bundled rule \(rule) to disable; gangmu rules list shows their names"
    }
  }
}
