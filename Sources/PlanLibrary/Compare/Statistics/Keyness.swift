import PlanText

/// The terms by which groups of plans differ: each group against all the others together.
package struct Keyness: Sendable {
  package struct Group: Sendable {
    package let name: String
    package let documents: [DocumentSummary]
    /// Chinese characters.
    package let characters: Int
  }

  package struct Row: Sendable {
    package let term: String
    /// Occurrences in each group.
    package let counts: [Int]
    /// The group whose use differs most, and from there G² and the log ratio against the rest.
    package let group: Int
    package let g2: Double
    package let logRatio: Double
  }

  package let groups: [Group]
  /// By G², largest first; then by the term.
  package let rows: [Row]

  package static let usual = 100

  /// - Parameters:
  ///   - groups: names of groups with the plans of each; a plan may be in one only.
  ///   - limit: rows kept.
  package init(_ groups: [(name: String, documents: [DocumentSummary])], limit: Int = Keyness.usual, library: Library)
    throws(LibraryError)
  {
    try ComparisonBasis.terms.admit(groups.reduce(0) { $0 + $1.documents.count })
    var counter = TermCounts(groups: groups.count)
    for (number, group) in groups.enumerated() {
      for document in group.documents {
        let text = SearchFold.fold(String(String.UnicodeScalarView(try library.sourceText(of: document.key))))
        counter.add(text, group: number)
      }
    }
    self.groups = groups.enumerated().map {
      Group(name: $1.name, documents: $1.documents, characters: counter.totals[$0])
    }
    rows = Self.rows(counter, limit: limit)
  }

  static func rows(_ counter: TermCounts, limit: Int) -> [Row] {
    let all = counter.totals.reduce(0, +)
    let found = counter.terms().map { term, counts -> Row in
      let sum = counts.reduce(0, +)
      var best = Row(term: Self.text(term), counts: counts, group: 0, g2: -1, logRatio: 0)
      for (i, count) in counts.enumerated() {
        let (total, rest) = (counter.totals[i], all - counter.totals[i])
        let g2 = Likelihood.g2(count, of: total, sum - count, of: rest)
        // With two groups both have the same G²: the one that has more of it is named.
        let ratio = Likelihood.logRatio(count, of: total, sum - count, of: rest)
        if g2 > best.g2 + 1e-9 || g2 > best.g2 - 1e-9 && ratio > best.logRatio {
          best = Row(term: best.term, counts: counts, group: i, g2: g2, logRatio: ratio)
        }
      }
      return best
    }
    // The sort is stable: equal scores stay in the order of their characters. One group alone: by frequency.
    let isAlone = counter.totals.count { $0 > 0 } < 2
    let sorted = found.enumerated().sorted { a, b in
      let (x, y) =
        isAlone
        ? (Double(a.element.counts.reduce(0, +)), Double(b.element.counts.reduce(0, +))) : (a.element.g2, b.element.g2)
      return x != y ? x > y : a.offset < b.offset
    }
    return sorted.prefix(max(0, limit)).map(\.element)
  }

  private static func text(_ term: [UInt32]) -> String {
    ScriptConversion.simplified(String(scalars: term.compactMap(Unicode.Scalar.init)))
  }

  /// Occurrences in 10,000 Chinese characters.
  package func rate(_ row: Row, _ group: Int) -> Double {
    groups[group].characters == 0 ? 0 : Double(row.counts[group]) * 10_000 / Double(groups[group].characters)
  }
}

extension Keyness {
  /// A group for each name of the choice.
  package init(_ choice: PlanChoice, limit: Int = Keyness.usual, library: Library) throws(LibraryError) {
    let filter = try choice.filter(library)
    let groups = try choice.matches(library).map { match in
      (name: match.name, documents: match.documents.filter { filter?.mayMatch($0.key) ?? true })
    }
    try self.init(groups.map { ($0.name.isEmpty ? "*" : $0.name, $0.documents) }, limit: limit, library: library)
  }
}

extension Keyness: ComparisonReport {
  package var basis: ComparisonBasis { .terms }

  package func table(_ language: Language) -> ComparisonTable {
    ComparisonTable(
      header: ["terms"] + groups.map { "\($0.name) ‱" } + [
        "G²", "log₂", Localized(zh: "多见于", en: "key in").label(language == .both ? .zh : language),
      ],
      rows: rows.map { row in
        [row.term] + groups.indices.map { Self.plain(rate(row, $0), 2) } + [
          Self.plain(row.g2, 1), Self.plain(row.logRatio, 2),
        ]
          + [groups[row.group].name]
      })
  }

  /// One line a term and group.
  package var columns: [Column] {
    [
      .text("term"), .text("group"), .integer("count"), .integer("characters"), .number("per_10000"),
      .boolean("is_key"), .number("g2"), .number("log_ratio"),
    ]
  }

  package var records: [[Cell]] {
    rows.flatMap { row in
      groups.indices.map { i in
        [
          .text(row.term), .text(groups[i].name), .integer(row.counts[i]), .integer(groups[i].characters),
          .number(Self.plain(rate(row, i), 4)), .boolean(i == row.group), .number(Self.plain(row.g2, 4)),
          .number(Self.plain(row.logRatio, 4)),
        ]
      }
    }
  }

  package var jsonValue: JSON {
    .fields([
      "by": .text(basis.rawValue),
      "groups": .array(
        groups.map {
          .fields([
            "name": .text($0.name), "characters": .whole($0.characters), "documents": .array($0.documents.map(\.json)),
          ])
        }),
      "rows": .array(
        rows.map { row in
          .fields([
            "term": .text(row.term), "counts": .array(row.counts.map { .integer($0) }),
            "per_10000": .array(groups.indices.map { .number(Self.plain(rate(row, $0), 4)) }),
            "group": .whole(row.group), "g2": .number(Self.plain(row.g2, 4)),
            "log_ratio": .number(Self.plain(row.logRatio, 4)),
          ])
        }),
    ])
  }

  static func plain(_ value: Double, _ places: Int) -> String {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    return Export.plain((value * scale).rounded() / scale)
  }
}
