import PlanText

/// The lists of `Lexicon/Duties/lists.tsv` and `patterns.tsv` by their names: words that one place of the code asks for, which would say
/// nothing as words of every sentence. What each is for stands in the tables.
struct WordLists: Sendable {
  /// A list of words; its raw value is its name in `lists.tsv`.
  enum Name: String, CaseIterable {
    case bearer, occasion, surname, verbDegrees, verbPlaces, verbThings
    case verbThingsOfDoing, verbBettering, actionNegations, actionExtras, actionHeads, announcedUnruled
    case announcedMilestones, announcedWays, bearingAnswering, bearingMaking, bearingCases, shapeFormulas
    case shapeNumbered, shapeUnits, shapeLabels, figureFragments, figureTold, figurePossible, figureAble, figureNow
    case figurePromised, judgedPapers, judgedReports, judgedWholly, judgedRates, nounTopics
    case nounUnits, nounOfficeActs, nounAreas, nounPayers, nounWaters, nounOpened
    case nounBuildings, nounChanges, nounHouses, nounStretches, nounMeasured, pledgeSupposed
    case pledgeNatural, pledgePassive, pledgeRuin, pledgeQuoting, pledgeModals, pledgeEverybody
    case pledgeBound, pledgeReady, speechAddresses, speechAssemblies, speechForms, speechPledging, speechWorkToCome
    case subjectSpeakers, subjectSources, subjectMeasures, subjectContinuing, strengthGovernmental, strengthIndependent
    case officeEnds, nameSubjects, nameTownEnds, nameZoneEnds, nameZones, namePhrases
    case nameOfficeWords, nameGeneric, nameNotes, nameOpeners, nameScopes, tableSummaries
    case answeringSlogans, answeringTimes, answeringLasting
  }

  /// A list of patterns; its raw value is its name in `patterns.tsv`.
  enum Pattern: String, CaseIterable {
    case judgedFormal, judgedAims, judgedStates, judgedNominal, pledgeTimes, pledgeSentences, pledgeOfClauses, pledgeTalk
  }

  static let columns = ["list", "words", "meaning"]
  static let patternColumns = ["pattern", "list", "meaning"]

  private var words: [String: [String]] = [:]
  private var patterns: [String: [LexiconPattern]] = [:]

  init(_ table: LexiconTable, patterns: LexiconTable) throws(LexiconError) {
    for row in table.rows {
      guard Name(rawValue: row["list"]) != nil else {
        throw .unknownValue(file: row.file, line: row.line, column: "list", found: row["list"], expected: Name.allCases.map(\.rawValue))
      }
      words[row["list"]] = row.list("words")
    }
    for row in patterns.rows {
      for list in row.list("list") {
        guard Pattern(rawValue: list) != nil else {
          throw .unknownValue(file: row.file, line: row.line, column: "list", found: list, expected: Pattern.allCases.map(\.rawValue))
        }
        self.patterns[list, default: []].append(LexiconPattern(row["pattern"]))
      }
    }
  }

  /// Reads the bundled tables.
  static func load() throws(LexiconError) -> WordLists {
    try WordLists(
      .bundled("lists.tsv", columns: columns, required: ["list", "words"]),
      patterns: .bundled("patterns.tsv", columns: patternColumns, required: ["pattern", "list"]))
  }

  /// The bundled tables. In a damaged installation, of which `Extraction` tells when it loads them, all lists are empty.
  private static let bundled = try? load()

  /// The words of a list, in the order of the table.
  static func words(_ name: Name) -> [String] { bundled?.words[name.rawValue] ?? [] }

  /// A list as phrases to look for.
  static func phrases(_ name: Name) -> PhraseSet { PhraseSet(words(name)) }

  /// A list of single characters.
  static func characters(_ name: Name) -> ScalarSet { ScalarSet(words(name).flatMap(\.unicodeScalars)) }

  /// A list of patterns, in the order of the table.
  static func patterns(_ name: Pattern) -> LexiconPatternList { LexiconPatternList(bundled?.patterns[name.rawValue] ?? []) }
}
