import PlanText

/// Runs the `yes` and `no` cells of the tables of duties, a user's lines included.
package struct LexiconCheck: Sendable {
  private let words: WordLexicon
  private let purposes: PurposeLexicon
  private let owners: OwnerExtractor
  private let user: UserRules?

  package init(user: UserRules?) throws(LexiconError) {
    self.user = user
    words = try .bundled(user: user)
    purposes = try .bundled(words: words, user: user)
    owners = OwnerExtractor(lexicon: try .bundled(user: user), words: words)
  }

  /// All examples that do not come out as their line says.
  package func failures() throws(LexiconError) -> [RuleFailure] {
    var out: [RuleFailure] = []
    for (name, columns) in Self.tables {
      let table = try LexiconTable.bundled(name, columns: columns, required: [columns[0]], user: user)
      for row in table.rows {
        for (column, fits) in [("yes", true), ("no", false)] {
          for text in row.list(column) where holds(row, text, in: name) != fits {
            out.append(
              RuleFailure(
                file: row.file, line: row.line, column: row.column(of: text), rule: row[columns[0]], text: text,
                found: fits ? Bilingual(zh: "不成立", en: "that it does not fit") : Bilingual(zh: "成立", en: "that it fits"),
                expected: fits ? Bilingual(zh: row[columns[1]], en: row[columns[1]]) : Bilingual(zh: "不成立", en: "none")))
          }
        }
      }
    }
    return out
  }

  /// The tables with examples, and their columns.
  private static let tables: [(name: String, columns: [String])] = [
    ("words.tsv", WordLexicon.columns), ("strengths.tsv", WordLexicon.columns), ("owners.tsv", OwnerLexicon.columns),
    ("purposes.tsv", PurposeLexicon.headingColumns), ("cues.tsv", PurposeLexicon.cueColumns),
  ]

  private func holds(_ row: LexiconTable.Row, _ text: String, in table: String) -> Bool {
    let outline = RuleCheck.outline(text)
    let scalars = outline.text.scalars
    let range = 0..<scalars.count
    switch table {
    case "words.tsv": return holdsWord(of: row, scalars)
    case "strengths.tsv":
      let reading = StrengthReader(clauses: SentenceClauses(scalars, in: range, lexicon: words)).reading()
      return reading.trigger.map { Set(row.list("words")).contains(outline.text.string($0)) } ?? false
    case "owners.tsv": return !owners.owners(in: outline).isEmpty
    case "purposes.tsv": return purposes.purpose(ofHeading: scalars, in: range, under: nil)?.rawValue == row["purpose"]
    default: return purposes.cuePurpose(scalars, in: range)?.rawValue == row["purpose"]
    }
  }

  /// Whether a word of the line is the longest at its place.
  private func holdsWord(of row: LexiconTable.Row, _ text: [Unicode.Scalar]) -> Bool {
    let list = Set(row.list("words"))
    var at = 0
    while at < text.count {
      let length = words.word(text, at: at, end: text.count)?.length ?? 1
      if list.contains(String(String.UnicodeScalarView(text[at..<min(text.count, at + length)]))) { return true }
      at += length
    }
    return false
  }
}
