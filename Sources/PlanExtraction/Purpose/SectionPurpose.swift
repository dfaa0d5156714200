package import PlanText

/// What a stretch of a plan is for. Decides whether its sentences may commit and whether its figures are achieved.
package enum SectionPurpose: String, Sendable, CaseIterable {
  /// Where the plan comes from, the situation, its problems and its meaning.
  case background
  /// What has been done and reached.
  case review
  case guidance, principles, goals, tasks, safeguards
  /// A covering notice.
  case notice
  /// Addresses to the audience, thanks and closing words.
  case salutation
  case glossary
  /// Tables of contents, menus, titles and signatures.
  case apparatus

  /// Whether sentences of this purpose commit to what is to come.
  package var commits: Bool {
    switch self {
    case .tasks, .safeguards, .goals, .guidance, .principles, .notice: true
    case .background, .review, .salutation, .glossary, .apparatus: false
    }
  }
}

/// The purposes of an outline's sections and sentences.
///
/// A section's purpose comes from its heading (`purposes.tsv`), else from its parent, else from the tense of its
/// sentences. A sentence has its section's purpose unless a cue (`cues.tsv`) opens another stretch in its paragraph.
package struct SectionPurposes: Sendable {
  private let ofSections: [SectionPurpose]
  private let ofSentences: [SectionPurpose]

  package init(_ outline: Outline, lexicon: PurposeLexicon) {
    var reader = PurposeReader(outline: outline, lexicon: lexicon)
    ofSections = reader.sections()
    ofSentences = reader.sentences(sections: ofSections)
  }

  /// Purpose of `outline.sections[index]`.
  package func purpose(ofSection index: Int) -> SectionPurpose { ofSections[index] }
  /// Purpose of `outline.sentences[index]`.
  package func purpose(ofSentence index: Int) -> SectionPurpose { ofSentences[index] }
}

/// The tables that purposes are read from, loaded once.
package struct PurposeLexicon: Sendable {
  struct Heading: Sendable {
    let pattern: LexiconPattern
    let purpose: SectionPurpose
    /// Whether it holds under a review chapter and for headings that start with a verb of action.
    let holdsAnywhere: Bool
  }

  enum Reach: String, CaseIterable, Sendable { case sentence, paragraph, list }

  struct Cue: Sendable {
    let pattern: LexiconPattern
    let purpose: SectionPurpose
    let reach: Reach
  }

  enum Scope: String, CaseIterable { case any, noun }

  let headings: [Heading]
  let cues: [Cue]
  private let headingList: LexiconPatternList
  private let cueList: LexiconPatternList
  package let words: WordLexicon

  package init(headings: LexiconTable, cues: LexiconTable, words: WordLexicon) throws(LexiconError) {
    var patterns: [Heading] = []
    for row in headings.rows {
      patterns.append(
        Heading(
          pattern: LexiconPattern(row["pattern"]), purpose: try headings.value(row, "purpose", as: SectionPurpose.self),
          holdsAnywhere: try headings.value(row, "scope", as: Scope.self) == .any))
    }
    var openings: [Cue] = []
    for row in cues.rows {
      openings.append(
        Cue(
          pattern: LexiconPattern(row["pattern"]), purpose: try cues.value(row, "purpose", as: SectionPurpose.self),
          reach: try cues.value(row, "reach", as: Reach.self)))
    }
    self.headings = patterns
    self.cues = openings
    headingList = LexiconPatternList(patterns.map(\.pattern))
    cueList = LexiconPatternList(openings.map(\.pattern))
    self.words = words
  }

  package static let headingColumns = ["pattern", "purpose", "scope", "yes", "no"]
  package static let cueColumns = ["pattern", "purpose", "reach", "yes", "no"]

  /// The bundled tables `purposes.tsv` and `cues.tsv`.
  package static func bundled(words: WordLexicon, user: UserRules? = nil) throws(LexiconError) -> PurposeLexicon {
    try PurposeLexicon(
      headings: .bundled("purposes.tsv", columns: headingColumns, required: ["pattern", "purpose", "scope", "yes"], user: user),
      cues: .bundled("cues.tsv", columns: cueColumns, required: ["pattern", "purpose", "reach", "yes"], user: user), words: words)
  }

  /// Purpose that the heading `text[range]` names, nil if it names none; `under` is the purpose of its parent.
  package func purpose(
    ofHeading text: [Unicode.Scalar], in range: Range<Int>, under parent: SectionPurpose?
  ) -> SectionPurpose? {
    let isReview = parent == .review || parent == .glossary || parent == .salutation
    let startsWithVerb = words.startsWithAction(text, in: range)
    // 改革取得新进展 under the goals of a plan is a goal.
    let looksAhead = parent?.commits == true
    let first = headingList.first(text, in: range) { number in
      let heading = headings[number]
      return (heading.holdsAnywhere || !(isReview || startsWithVerb)) && !(looksAhead && heading.purpose == .review)
    }
    return first.map { headings[$0].purpose }
  }

  /// Purpose of the stretch that the sentence `text[range]` opens, nil if it opens none.
  package func cuePurpose(_ text: [Unicode.Scalar], in range: Range<Int>) -> SectionPurpose? {
    cue(text, in: range)?.purpose
  }

  /// The cue that the sentence `text[range]` gives, if any.
  func cue(_ text: [Unicode.Scalar], in range: Range<Int>) -> (purpose: SectionPurpose, reach: Reach)? {
    cueList.first(text, in: range).map { (cues[$0].purpose, cues[$0].reach) }
  }
}
