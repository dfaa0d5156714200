/// What a word does in an assignment of responsibility.
struct OwnerWord: OptionSet, Hashable, Sendable {
  let rawValue: UInt16
  init(rawValue: UInt16) { self.rawValue = rawValue }
  private init(bit: UInt16) { rawValue = 1 << bit }

  static let leadLabel = OwnerWord(bit: 0)
  static let responsibleLabel = OwnerWord(bit: 1)
  static let supportLabel = OwnerWord(bit: 2)
  static let otherLabel = OwnerWord(bit: 3)
  static let leadEnd = OwnerWord(bit: 4)
  static let responsibleEnd = OwnerWord(bit: 5)
  static let supportEnd = OwnerWord(bit: 6)
  static let supportStart = OwnerWord(bit: 7)
  static let opener = OwnerWord(bit: 8)
  static let first = OwnerWord(bit: 9)
  static let leadStem = OwnerWord(bit: 10)
  static let responsibleStem = OwnerWord(bit: 11)
  static let supportStem = OwnerWord(bit: 12)
  static let noun = OwnerWord(bit: 13)

  /// The classes by the names that the table uses.
  static let names: [String: OwnerWord] = [
    "lead": .leadLabel, "responsible": .responsibleLabel, "support": .supportLabel, "other": .otherLabel,
    "lead-end": .leadEnd, "responsible-end": .responsibleEnd, "support-end": .supportEnd,
    "support-start": .supportStart, "opener": .opener, "first": .first, "lead-stem": .leadStem,
    "responsible-stem": .responsibleStem, "support-stem": .supportStem, "noun": .noun,
  ]

  /// Role of a label; nil for a label of something else.
  var labelRole: OwnerRole? {
    contains(.leadLabel) ? .lead : contains(.responsibleLabel) ? .responsible : contains(.supportLabel) ? .support : nil
  }

  /// Role that words behind the names give.
  var endRole: OwnerRole? {
    contains(.leadEnd) ? .lead : contains(.responsibleEnd) ? .responsible : contains(.supportEnd) ? .support : nil
  }

  /// The label that a stem makes with a noun: 主办 and 机关 make 主办机关.
  var labelOfStem: OwnerWord? {
    contains(.leadStem)
      ? .leadLabel : contains(.responsibleStem) ? .responsibleLabel : contains(.supportStem) ? .supportLabel : nil
  }

  static let labels: OwnerWord = [.leadLabel, .responsibleLabel, .supportLabel, .otherLabel]
  static let ends: OwnerWord = [.leadEnd, .responsibleEnd, .supportEnd]
}

/// The words of `owners.tsv`.
package struct OwnerLexicon: Sendable {
  private var table = PhraseTable<OwnerWord>()

  package static let columns = ["group", "class", "words", "yes", "no"]

  package init(_ lexicon: LexiconTable) throws(LexiconError) {
    var stems: [(word: String, label: OwnerWord)] = []
    var nouns: [String] = []
    for row in lexicon.rows {
      guard let kind = OwnerWord.names[row["class"]] else {
        throw .unknownValue(
          file: row.file, line: row.line, column: "class", found: row["class"],
          expected: OwnerWord.names.keys.sorted())
      }
      let words = row.list("words")
      if let label = kind.labelOfStem {
        stems += words.map { ($0, label) }
      } else if kind == .noun {
        nouns += words
      } else {
        for word in words { table.insert(word, kind) { $0.union($1) } }
      }
    }
    for stem in stems {
      for noun in nouns { table.insert(stem.word + noun, stem.label) { $0.union($1) } }
    }
  }

  /// The bundled table.
  package static func bundled(user: UserRules? = nil) throws(LexiconError) -> OwnerLexicon {
    try OwnerLexicon(.bundled("owners.tsv", columns: columns, required: ["group", "class", "words"], user: user))
  }

  /// The longest word that starts at `offset`.
  func word(_ text: [Unicode.Scalar], at offset: Int, end: Int) -> (kind: OwnerWord, length: Int)? {
    table.longest(in: text, at: offset, end: end).map { ($0.value, $0.length) }
  }

  /// A label at `offset`: a word of the table in front of a colon, blanks allowed between; inside of a bracket 为 does as
  /// well. `length` covers the colon.
  func label(
    _ text: [Unicode.Scalar], at offset: Int, end: Int, isInside: Bool = false
  ) -> (kind: OwnerWord, length: Int)? {
    guard let word = word(text, at: offset, end: end), !word.kind.isDisjoint(with: OwnerWord.labels) else { return nil }
    var at = offset + word.length
    if at < end, text[at] == "(", let close = SentenceClauses.closing(of: text, at: at, end: end), close - at <= 14 {
      at = close
    }
    while at < end, text[at] == " " { at += 1 }
    guard at < end, text[at] == ":" || isInside && text[at] == "为" && word.length >= 4 else { return nil }
    return (word.kind, at + 1 - offset)
  }

  /// A label in brackets of its own at `offset` (【责任单位】市教育局); `length` covers the bracket.
  func bracketedLabel(_ text: [Unicode.Scalar], at offset: Int, end: Int) -> (kind: OwnerWord, length: Int)? {
    guard offset + 3 < end, "[(〔".unicodeScalars.contains(text[offset]), let word = word(text, at: offset + 1, end: end),
      !word.kind.isDisjoint(with: OwnerWord.labels)
    else { return nil }
    let close = offset + 1 + word.length
    guard close + 1 < end, "])〕".unicodeScalars.contains(text[close]) else { return nil }
    return (word.kind, close + 1 - offset + (text[close + 1] == ":" ? 1 : 0))
  }

  /// The longest word of an end class that ends at `end`.
  func ending(_ text: [Unicode.Scalar], from start: Int, end: Int) -> (kind: OwnerWord, length: Int)? {
    for from in max(start, end - 14)..<max(start, end) {
      if let hit = table.longest(in: text, at: from, end: end), from + hit.length == end,
        !hit.value.isDisjoint(with: OwnerWord.ends)
      {
        return (hit.value, hit.length)
      }
    }
    return nil
  }

  /// First place in `range` where a word of `kind` stands, with its length.
  func first(_ kind: OwnerWord, in text: [Unicode.Scalar], _ range: Range<Int>) -> (at: Int, length: Int)? {
    for at in range {
      if let hit = table.longest(in: text, at: at, end: range.upperBound), !hit.value.isDisjoint(with: kind) {
        return (at, hit.length)
      }
    }
    return nil
  }
}
