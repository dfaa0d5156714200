/// What a word does in a sentence.
package struct WordClass: OptionSet, Hashable, Sendable {
  package let rawValue: UInt32
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  package static let act = WordClass(rawValue: 1)
  package static let result = WordClass(rawValue: 1 << 1)
  package static let adverb = WordClass(rawValue: 1 << 2)
  package static let achieved = WordClass(rawValue: 1 << 3)
  package static let planned = WordClass(rawValue: 1 << 4)
  package static let lacking = WordClass(rawValue: 1 << 5)
  package static let meaning = WordClass(rawValue: 1 << 6)
  package static let `guard` = WordClass(rawValue: 1 << 7)

  /// The classes by the names that tables use.
  static let names: [String: WordClass] = [
    "act": .act, "result": .result, "adverb": .adverb, "achieved": .achieved, "planned": .planned,
    "lacking": .lacking, "meaning": .meaning, "guard": .guard,
  ]
}

/// Whether a sentence tells what has happened or what is to come.
package enum Tense: String, Sendable {
  case achieved, planned, open
}

/// The words of `words.tsv`, found longest first at each place.
package struct WordLexicon: Sendable {
  private var table = PhraseTable<WordClass>()

  package static let columns = ["group", "class", "words", "yes", "no"]

  package init(_ lexicon: LexiconTable) throws(LexiconError) {
    for row in lexicon.rows {
      guard let kind = WordClass.names[row["class"]] else {
        throw .unknownValue(
          file: lexicon.file, line: row.line, column: "class", found: row["class"],
          expected: WordClass.names.keys.sorted())
      }
      for word in row.list("words") { table.insert(word, kind) { $0.union($1) } }
    }
  }

  /// The bundled table `words.tsv`.
  package static func bundled() throws(LexiconError) -> WordLexicon {
    try WordLexicon(.bundled("words.tsv", columns: columns, required: ["group", "class", "words"]))
  }

  /// The longest word that starts at `offset`.
  package func word(_ text: [Unicode.Scalar], at offset: Int, end: Int) -> (classes: WordClass, length: Int)? {
    table.longest(in: text, at: offset, end: end).map { ($0.value, $0.length) }
  }

  /// Whether `text[range]` starts with a verb of action or outcome, adverbs before it left aside.
  package func startsWithAction(_ text: [Unicode.Scalar], in range: Range<Int>) -> Bool {
    var at = range.lowerBound
    while let word = word(text, at: at, end: range.upperBound) {
      if word.classes.contains(.guard) { return false }
      if !word.classes.isDisjoint(with: [.act, .result]) { return at + word.length < range.upperBound }
      guard word.classes.contains(.adverb) else { return false }
      at += word.length
    }
    return false
  }

  /// Union of the classes of all words in `text[range]`, and how often each of achieved and planned stands there.
  package func tense(_ text: [Unicode.Scalar], in range: Range<Int>) -> Tense {
    var achieved = 0
    var planned = 0
    var at = range.lowerBound
    while at < range.upperBound {
      guard let word = word(text, at: at, end: range.upperBound) else {
        at += 1
        continue
      }
      if word.classes.contains(.achieved) { achieved += 1 }
      if word.classes.contains(.planned) { planned += 1 }
      at += word.length
    }
    return achieved > planned ? .achieved : planned > 0 ? .planned : .open
  }
}
