import PlanText

/// Words in classes, read from the `.tsv` files of a lexicon folder.
///
/// A line is `class<TAB>word[<TAB>value[<TAB>not]]`; `#` starts a comment line. `value` is what the word means (an
/// operator, a kind); `not` lists characters that must not follow the word, for 人 is a unit in 三百人 and none in
/// 三百人才. Rules name a class as `<class>`.
package struct Lexicon: Sendable {
  /// One word of a class.
  package final class Word: Sendable {
    package let scalars: [Unicode.Scalar]
    package let value: String
    /// Scalars that must not follow.
    package let barred: [Unicode.Scalar]

    init(scalars: [Unicode.Scalar], value: String, barred: [Unicode.Scalar]) {
      self.scalars = scalars
      self.value = value
      self.barred = barred
    }

    /// Whether what follows the word in `text` lets it end at `end`.
    fileprivate func mayEnd(_ text: [Unicode.Scalar], at end: Int) -> Bool {
      barred.isEmpty || end >= text.count || !barred.contains(text[end])
    }
  }

  /// The words of one class, found longest first from either end. Of words spelled alike the first of the files counts.
  package final class WordClass: Sendable {
    package let name: String
    private let forward: WordTree
    private let backward: WordTree

    init(name: String, words: [Word]) {
      self.name = name
      forward = WordTree(words, isReversed: false)
      backward = WordTree(words, isReversed: true)
    }

    /// The longest word that starts at `at` and ends by `end`. Most places fail at their first character, without a call.
    @inline(__always)
    package func word(in text: [Unicode.Scalar], at: Int, end: Int) -> Word? {
      guard at < end, forward.starts.contains(text[at]) else { return nil }
      return longest(in: text, at: at, end: end)
    }

    @inline(never)
    private func longest(in text: [Unicode.Scalar], at: Int, end: Int) -> Word? {
      forward.longest(text, from: at, to: end, step: 1) { $0.mayEnd(text, at: $1) }
    }

    /// The longest word that ends at `at` and starts at `start` or later.
    @inline(__always)
    package func word(in text: [Unicode.Scalar], endingAt at: Int, start: Int) -> Word? {
      guard at > start, backward.starts.contains(text[at - 1]) else { return nil }
      return longest(in: text, endingAt: at, start: start)
    }

    @inline(never)
    private func longest(in text: [Unicode.Scalar], endingAt at: Int, start: Int) -> Word? {
      backward.longest(text, from: at - 1, to: start - 1, step: -1) { word, _ in word.mayEnd(text, at: at) }
    }

    /// Whether any word of the class stands in `range`; the first one, with its offset.
    package func first(in text: [Unicode.Scalar], _ range: Range<Int>) -> (word: Word, at: Int)? {
      for i in range where forward.starts.contains(text[i]) {
        if let word = word(in: text, at: i, end: range.upperBound) { return (word, i) }
      }
      return nil
    }

    /// The characters with which words start or, read backward, end.
    func borders(forward isForward: Bool) -> [Unicode.Scalar] { (isForward ? forward : backward).borders }
  }

  /// Words from their first or from their last character on.
  private struct WordTree: Sendable {
    var starts = ScalarSet()
    private var trie = ScalarTrie()
    private var words: [Word] = []
    /// First characters, one a word.
    var borders: [Unicode.Scalar] { words.compactMap { isReversed ? $0.scalars.last : $0.scalars.first } }
    private let isReversed: Bool
    /// By node of the trie the first word that ends there; −1 without.
    private var firstAt: [Int32] = [-1]
    /// By word the next one that is spelled alike; −1 without.
    private var nextAlike: [Int32] = []

    init(_ list: [Word], isReversed: Bool) {
      self.isReversed = isReversed
      // Backwards, so that of words spelled alike the first stands first.
      for word in list.reversed() {
        let scalars = isReversed ? word.scalars.reversed() : word.scalars
        guard let first = scalars.first else { continue }
        starts.insert(first)
        let node = trie.insert(scalars)
        firstAt += repeatElement(-1, count: trie.count - firstAt.count)
        nextAlike.append(firstAt[node])
        firstAt[node] = Int32(words.count)
        words.append(word)
      }
    }

    /// The longest word met on the way from offset `from` up to `to`, which is not read. `holds` sees the word and the offset
    /// behind it.
    func longest(
      _ text: [Unicode.Scalar], from: Int, to: Int, step: Int, _ holds: (Word, Int) -> Bool
    ) -> Word? {
      var best = -1
      var node = 0
      var at = from
      while at != to, let next = trie.next(node, text[at]) {
        node = next
        at += step
        var k = Int(firstAt[node])
        while k >= 0, !holds(words[k], at) { k = Int(nextAlike[k]) }
        if k >= 0 { best = k }
      }
      return best >= 0 ? words[best] : nil
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

  private static let columns = Bilingual(
    zh: "词类<TAB>词[<TAB>值[<TAB>其后不可有的字]]", en: "class<TAB>word[<TAB>value[<TAB>not]]")

  /// The classes of `files`.
  private static func classes(of files: [(name: String, content: String)]) -> Set<String> {
    var names: Set<String> = []
    for file in files {
      for line in file.content[...].tableLines where line.utf8.first != 0x23 {
        if let name = line.cells().first, !name.isEmpty { names.insert(String(name)) }
      }
    }
    return names
  }

  /// Reads lexicon files, each a name and its content. A word of `user` hides the same word of the same class in `files`.
  /// A user's class is one of the bundled ones, or one that a rule of the user's names (`isNamed`).
  package init(
    files: [(name: String, content: String)], user: [(name: String, content: String)] = [],
    isNamed: (String) -> Bool = { _ in true }
  ) throws(RuleError) {
    let known = user.isEmpty ? [] : Self.classes(of: files)
    var words: [String: [Word]] = [:]
    var own: Set<String> = []
    for (index, (file, content)) in (user + files).enumerated() {
      for (number, line) in content[...].tableLines.enumerated() {
        if line.utf8.first == 0x23 || line.trimmed.isEmpty { continue }
        let cells = line.cells()
        if index < user.count, let wanted = Self.header(cells) {
          throw .syntax(
            file: file, line: number + 1, found: String(line),
            expected: Bilingual(
              zh: Self.columns.zh + "；有这些栏的表应叫 \(wanted)", en: Self.columns.en + "; a table with these columns is called \(wanted)"))
        }
        guard (2...4).contains(cells.count), !cells[0].isEmpty, !cells[1].isEmpty else {
          throw .syntax(file: file, line: number + 1, found: String(line), expected: Self.columns)
        }
        if index < user.count, !known.contains(String(cells[0])), !isNamed(String(cells[0])) {
          throw .strayClass(file: file, line: number + 1, name: String(cells[0]), known: known.sorted())
        }
        if index < user.count, cells[0] == "unit", cells.count < 3 || Dimension(rawValue: String(cells[2])) == nil {
          throw .syntax(
            file: file, line: number + 1, found: cells.count > 2 ? String(cells[2]) : String(line),
            expected: Bilingual(
              zh: "单位所量：\(Dimension.allCases.map(\.rawValue).joined(separator: "、"))",
              en: "what the unit measures: \(Dimension.allCases.map(\.rawValue).joined(separator: ", "))"))
        }
        if !user.isEmpty {
          let key = "\(cells[0])\t\(cells[1])"
          if index < user.count { own.insert(key) } else if own.contains(key) { continue }
        }
        words[String(cells[0]), default: []].append(
          Word(
            scalars: Array(cells[1].unicodeScalars), value: cells.count > 2 ? String(cells[2]) : "",
            barred: cells.count > 3 ? Array(cells[3].unicodeScalars) : []))
      }
    }
    for (name, list) in words { classes[name] = WordClass(name: name, words: list) }
  }
}
