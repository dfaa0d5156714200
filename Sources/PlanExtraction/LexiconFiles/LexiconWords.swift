/// What a word does in a sentence; a word may do several things.
package struct WordClass: OptionSet, Hashable, Sendable {
  package let rawValue: UInt64
  package init(rawValue: UInt64) { self.rawValue = rawValue }
  private init(bit: UInt64) { rawValue = 1 << bit }

  // words.tsv
  package static let act = WordClass(bit: 0)
  package static let result = WordClass(bit: 1)
  package static let adverb = WordClass(bit: 2)
  package static let achieved = WordClass(bit: 3)
  package static let planned = WordClass(bit: 4)
  package static let lacking = WordClass(bit: 5)
  package static let meaning = WordClass(bit: 6)
  package static let `guard` = WordClass(bit: 7)
  package static let lead = WordClass(bit: 25)
  package static let done = WordClass(bit: 26)
  package static let will = WordClass(bit: 30)
  package static let pledge = WordClass(bit: 31)
  package static let promise = WordClass(bit: 33)
  // strengths.tsv
  package static let prohibition = WordClass(bit: 8)
  package static let ban = WordClass(bit: 9)
  package static let mandatory = WordClass(bit: 10)
  package static let firm = WordClass(bit: 11)
  package static let aspirational = WordClass(bit: 12)
  package static let encouraged = WordClass(bit: 13)
  package static let permit = WordClass(bit: 14)
  // grammar.tsv
  package static let prep = WordClass(bit: 15)
  package static let close = WordClass(bit: 16)
  package static let join = WordClass(bit: 17)
  package static let condition = WordClass(bit: 18)
  package static let person = WordClass(bit: 19)
  package static let saying = WordClass(bit: 27)
  package static let nominal = WordClass(bit: 28)
  package static let weakLetter = WordClass(bit: 29)
  package static let causing = WordClass(bit: 34)
  package static let light = WordClass(bit: 35)
  package static let coupling = WordClass(bit: 36)
  package static let pronoun = WordClass(bit: 32)
  // bodies.tsv
  package static let body = WordClass(bit: 20)
  package static let head = WordClass(bit: 21)
  package static let group = WordClass(bit: 22)
  package static let scope = WordClass(bit: 23)
  package static let letter = WordClass(bit: 24)

  /// The classes by the names that tables use.
  static let names: [String: WordClass] = [
    "act": .act, "result": .result, "adverb": .adverb, "achieved": .achieved, "planned": .planned,
    "lacking": .lacking, "meaning": .meaning, "guard": .guard, "prohibition": .prohibition, "ban": .ban,
    "mandatory": .mandatory, "firm": .firm, "aspirational": .aspirational, "encouraged": .encouraged,
    "permit": .permit, "prep": .prep, "close": .close, "join": .join, "condition": .condition, "person": .person,
    "body": .body, "head": .head, "group": .group, "scope": .scope, "letter": .letter, "lead": .lead, "done": .done,
    "saying": .saying, "nominal": .nominal, "weak-letter": .weakLetter,
    "will": .will, "pledge": .pledge, "promise": .promise, "pronoun": .pronoun, "causing": .causing, "light": .light, "coupling": .coupling,
  ]

  /// Verbs, of action or of outcome.
  package static let verb: WordClass = [.act, .result]
  /// Modals: markers that stand between a subject and its verb.
  package static let modal: WordClass = [.prohibition, .mandatory, .permit]
  /// What may end the name of an actor.
  package static let actor: WordClass = [.body, .head, .group]
  /// Every marker of strength.
  package static let marker: WordClass = [.prohibition, .ban, .mandatory, .firm, .aspirational, .encouraged]

  /// Whether it shares a class with `other`.
  func has(_ other: WordClass) -> Bool { !isDisjoint(with: other) }
}

/// Whether a sentence tells what has happened or what is to come.
package enum Tense: String, Sendable {
  case achieved, planned, open
}

/// The words of the tables in `Lexicon/Duties`, found longest first at each place, so that a longer word hides the
/// markers inside it.
package struct WordLexicon: Sendable {
  private var table = PhraseTable<WordClass>()

  package static let columns = ["group", "class", "words", "yes", "no"]
  /// The bundled tables.
  package static let files = ["words.tsv", "strengths.tsv", "grammar.tsv", "bodies.tsv"]

  package init(_ tables: [LexiconTable]) throws(LexiconError) {
    for lexicon in tables {
      for row in lexicon.rows {
        guard let kind = WordClass.names[row["class"]] else {
          throw .unknownValue(
            file: row.file, line: row.line, column: "class", found: row["class"],
            expected: WordClass.names.keys.sorted())
        }
        for word in row.list("words") { table.insert(word, kind) { $0.union($1) } }
      }
    }
  }

  /// Loads the bundled tables.
  package static func bundled(user: UserRules? = nil) throws(LexiconError) -> WordLexicon {
    var tables: [LexiconTable] = []
    for file in files {
      tables.append(try .bundled(file, columns: columns, required: ["group", "class", "words"], user: user))
    }
    return try WordLexicon(tables)
  }

  /// The longest word that starts at `offset` and ends by `end`.
  package func word(_ text: [Unicode.Scalar], at offset: Int, end: Int) -> (classes: WordClass, length: Int)? {
    guard let hit = table.longest(in: text, at: offset, end: end) else { return nil }
    // 12月31日前: a date, not 日前.
    if hit.value.contains(.achieved), offset > 0, ("0"..."9").contains(text[offset - 1]) { return nil }
    let next = offset + hit.length
    // 政府会同时推出: 会 and 同时, not 会同.
    if hit.length == 2, next < end, text[next] == "时", text[offset] == "会", text[offset + 1] == "同" {
      return table.longest(in: text, at: offset, end: offset + 1).map { ($0.value, $0.length) }
    }
    // 民政部门 is 民政 + 部门, not 民政部.
    if next < end, text[next] == "门", text[next - 1] == "部" { return (.head, hit.length + 1) }
    // 发展局, 规划署: a verb in the name of an office.
    if next < end, hit.value.contains(.act), text[next] == "局" || text[next] == "署" || text[next] == "厅" {
      return (.head, hit.length + 1)
    }
    return (hit.value, hit.length)
  }

  /// Whether `text[range]` starts with a verb of action or outcome, adverbs before it left aside.
  package func startsWithAction(_ text: [Unicode.Scalar], in range: Range<Int>) -> Bool {
    var at = range.lowerBound
    while let word = word(text, at: at, end: range.upperBound) {
      if word.classes.has(.verb) { return at + word.length < range.upperBound }
      guard word.classes.has([.adverb, .lead]) else { return false }
      at += word.length
    }
    return false
  }

  /// Whether a modal, 将 or 拟 stands in `text[range]` and no word of the past.
  package func looksAhead(_ text: [Unicode.Scalar], in range: Range<Int>) -> Bool {
    var found = false
    var at = range.lowerBound
    while at < range.upperBound {
      guard let word = word(text, at: at, end: range.upperBound) else {
        at += 1
        continue
      }
      if word.classes.has([.achieved, .done]) { return false }
      // 预计 and 预期 foretell.
      if word.classes.has([.mandatory, .will]), text[at] != "预" { found = true }
      at += word.length
    }
    return found
  }

  /// Whether words of the past outnumber words of the future in `text[range]`.
  package func tense(_ text: [Unicode.Scalar], in range: Range<Int>) -> Tense {
    var achieved = 0
    var planned = 0
    var at = range.lowerBound
    while at < range.upperBound {
      guard let word = word(text, at: at, end: range.upperBound) else {
        at += 1
        continue
      }
      if word.classes.has([.achieved, .done]) { achieved += 1 }
      // 我们会…, 政府会…: what who governs will do.
      let isPledge = word.classes.contains(.pledge) && at > range.lowerBound && "们府局署".unicodeScalars.contains(text[at - 1])
      if isPledge || word.classes.has([.planned, .mandatory, .firm]) { planned += 1 }
      at += word.length
    }
    return achieved > planned ? .achieved : planned > 0 ? .planned : .open
  }
}
