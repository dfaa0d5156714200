import PlanText

/// The lists of `Lexicon/Duties/lists.tsv` by their names: words that one place of the code asks for, which would say nothing as words of
/// every sentence.
struct WordLists: Sendable {
  /// A list; its raw value is its name in the table.
  enum Name: String, CaseIterable {
    /// Ends of what a duty is laid upon, right before its modal.
    case bearer
    /// Starts of clauses that name an occasion.
    case occasion
    /// Surnames, a character each.
    case surname
  }

  static let columns = ["list", "words", "meaning"]

  private var lists: [String: [String]] = [:]

  init(_ table: LexiconTable) throws(LexiconError) {
    for row in table.rows {
      guard Name(rawValue: row["list"]) != nil else {
        throw .unknownValue(file: row.file, line: row.line, column: "list", found: row["list"], expected: Name.allCases.map(\.rawValue))
      }
      lists[row["list"]] = row.list("words")
    }
  }

  /// The bundled table. Without it (a damaged installation, of which loading the lexicons tells) all lists are empty.
  static let bundled = (try? LexiconTable.bundled("lists.tsv", columns: columns, required: ["list", "words"])).flatMap { try? WordLists($0) }

  /// The words of a list, in the order of the table.
  static func words(_ name: Name) -> [String] { bundled?.lists[name.rawValue] ?? [] }

  /// A list as phrases to look for.
  static func phrases(_ name: Name) -> PhraseSet { PhraseSet(words(name)) }

  /// A list of single characters.
  static func characters(_ name: Name) -> ScalarSet { ScalarSet(words(name).flatMap(\.unicodeScalars)) }
}
