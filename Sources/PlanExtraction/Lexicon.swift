import Foundation
import PlanText

/// Words in classes, read from the `.tsv` files of a lexicon folder.
///
/// A line is `class<TAB>word[<TAB>value[<TAB>not]]`; `#` starts a comment line. `value` is what the word means (an
/// operator, a kind); `not` lists characters that must not follow the word, for 人 is a unit in 三百人 and none in
/// 三百人才. Rules name a class as `<class>`.
package struct Lexicon: Sendable {
  /// One word of a class.
  package struct Word: Sendable, Hashable {
    package let scalars: [Unicode.Scalar]
    package let value: String
    /// Scalars that must not follow.
    package let barred: [Unicode.Scalar]
  }

  /// The words of one class, found by their first or last character, longest first.
  package struct WordClass: Sendable {
    package let name: String
    private(set) var byFirst: [UInt32: [Word]] = [:]
    private(set) var byLast: [UInt32: [Word]] = [:]

    init(name: String, words: [Word]) {
      self.name = name
      for word in words.sorted(by: { ($1.scalars.count, "\($0.scalars)") < ($0.scalars.count, "\($1.scalars)") }) {
        guard let first = word.scalars.first, let last = word.scalars.last else { continue }
        byFirst[first.value, default: []].append(word)
        byLast[last.value, default: []].append(word)
      }
    }

    /// The longest word that starts at `at` and ends by `end`.
    package func word(in text: [Unicode.Scalar], at: Int, end: Int) -> Word? {
      guard at < end, let candidates = byFirst[text[at].value] else { return nil }
      return candidates.first { Lexicon.matches($0, text, at, end) }
    }

    /// The longest word that ends at `at` and starts at `start` or later.
    package func word(in text: [Unicode.Scalar], endingAt at: Int, start: Int) -> Word? {
      guard at > start, let candidates = byLast[text[at - 1].value] else { return nil }
      return candidates.first {
        let from = at - $0.scalars.count
        return from >= start && Lexicon.matches($0, text, from, at)
      }
    }

    /// Whether any word of the class stands in `range`; the first one, with its offset.
    package func first(in text: [Unicode.Scalar], _ range: Range<Int>) -> (word: Word, at: Int)? {
      for i in range {
        if let word = word(in: text, at: i, end: range.upperBound) { return (word, i) }
      }
      return nil
    }
  }

  private var classes: [String: WordClass] = [:]

  /// The class called `name`, nil if no file defines it.
  package func wordClass(_ name: String) -> WordClass? { classes[name] }

  /// The class called `name`, without words if no file defines it.
  package subscript(_ name: String) -> WordClass { classes[name] ?? WordClass(name: name, words: []) }

  /// The names of the tables that have these columns.
  private static func header(_ cells: [Substring]) -> String? {
    switch cells.map(String.init) {
    case WordLexicon.columns: WordLexicon.files.joined(separator: ", ") + " or owners.tsv"
    case PurposeLexicon.headingColumns: "purposes.tsv"
    case PurposeLexicon.cueColumns: "cues.tsv"
    default: nil
    }
  }

  /// Reads lexicon files, each a name and its content. A word of `user` hides the same word of the same class in `files`.
  package init(
    files: [(name: String, content: String)], user: [(name: String, content: String)] = []
  ) throws(RuleError) {
    var words: [String: [Word]] = [:]
    var own: Set<String> = []
    for (index, (file, content)) in (user + files).enumerated() {
      let lines = content.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      for (number, line) in lines.enumerated() {
        if line.hasPrefix("#") || line.allSatisfy(\.isWhitespace) { continue }
        let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
        if let wanted = Self.header(cells) {
          throw .syntax(
            file: file, line: number + 1, found: String(line),
            expected: "class<TAB>word[<TAB>value[<TAB>not]]; a table with these columns is called \(wanted)")
        }
        guard cells.count >= 2, !cells[0].isEmpty, !cells[1].isEmpty else {
          throw .syntax(
            file: file, line: number + 1, found: String(line), expected: "class<TAB>word[<TAB>value[<TAB>not]]")
        }
        if cells[0] == "unit", cells.count < 3 || Dimension(rawValue: String(cells[2])) == nil {
          throw .syntax(
            file: file, line: number + 1, found: cells.count > 2 ? String(cells[2]) : String(line),
            expected: "what the unit measures: \(Dimension.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        let key = "\(cells[0])\t\(cells[1])"
        if index < user.count { own.insert(key) } else if own.contains(key) { continue }
        words[String(cells[0]), default: []].append(
          Word(
            scalars: Array(String(cells[1]).unicodeScalars), value: cells.count > 2 ? String(cells[2]) : "",
            barred: cells.count > 3 ? Array(String(cells[3]).unicodeScalars) : []))
      }
    }
    for (name, list) in words { classes[name] = WordClass(name: name, words: list) }
  }

  fileprivate static func matches(_ word: Word, _ text: [Unicode.Scalar], _ at: Int, _ end: Int) -> Bool {
    let n = word.scalars.count
    guard at + n <= end else { return false }
    for k in 0..<n where text[at + k] != word.scalars[k] { return false }
    return word.barred.isEmpty || at + n >= text.count || !word.barred.contains(text[at + n])
  }
}
