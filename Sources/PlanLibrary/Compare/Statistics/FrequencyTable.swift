import GRDB
import PlanText
import SearchIndex

/// How often a word stands in the plans of each year and place, beside the length of those plans.
package struct FrequencyTable: Sendable {
  package enum Grouping: String, Sendable, CaseIterable { case year, place, level, kind }

  package struct Row: Sendable {
    /// One for each grouping; nil where the plan does not say.
    package let names: [String?]
    package let documents: Int
    /// Documents that have the word.
    package let documentsWith: Int
    package let occurrences: Int
    /// Unicode scalars of the source texts.
    package let characters: Int

    /// Occurrences in 10,000 characters.
    package var rate: Double { characters == 0 ? 0 : Double(occurrences) * 10_000 / Double(characters) }
  }

  package let query: String
  package let groupings: [Grouping]
  /// By the names of the groups; those without a name last.
  package let rows: [Row]

  /// The year of a plan is the first of its period, else the year of its issue.
  package init(_ query: String, in choice: PlanChoice, by groupings: [Grouping], library: Library) throws(LibraryError) {
    self.query = query
    self.groupings = groupings
    let counts = try Self.occurrences(query, library)
    let issued = try Self.issueYears(library)
    var order: [[String?]] = []
    var groups: [[String?]: [DocumentSummary]] = [:]
    for document in try choice.documents(library) {
      let names = groupings.map { Self.name(document, $0, issued[document.key]) }
      if groups[names] == nil { order.append(names) }
      groups[names, default: []].append(document)
    }
    rows = order.sorted { Self.isBefore($0, $1) }.map { names in
      let documents = groups[names] ?? []
      return Row(
        names: names, documents: documents.count, documentsWith: documents.count { counts[$0.key] != nil },
        occurrences: documents.reduce(0) { $0 + (counts[$1.key] ?? 0) },
        characters: documents.reduce(0) { $0 + $1.characters })
    }
  }

  /// Highlights of each document that has any.
  private static func occurrences(_ query: String, _ library: Library) throws(LibraryError) -> [UInt32: Int] {
    let search = try LibrarySearch(query, library: library)
    let keys = try LibrarySearch.ask(library) { (e) throws(IndexError) in try e.keys(search.query) }
    var spans: [UInt32: Set<SourceSpan>] = [:]
    for key in keys { if let hit = try search.passage(key, score: 0) { spans[key.document, default: []].formUnion(hit.highlights) } }
    return spans.mapValues(\.count)
  }

  private static func issueYears(_ library: Library) throws(LibraryError) -> [UInt32: Int] {
    try library.access { db in
      try Row_.fetchAll(db, sql: "SELECT key, issued_on FROM document WHERE issued_on IS NOT NULL").reduce(into: [:]) { out, row in
        guard let key = row.integer("key").flatMap(UInt32.init(exactly:)) else { return }
        out[key] = row.text("issued_on").flatMap { Int($0.prefix(4)) }
      }
    }
  }

  private typealias Row_ = GRDB.Row

  private static func name(_ document: DocumentSummary, _ grouping: Grouping, _ issued: Int?) -> String? {
    switch grouping {
    case .year: (document.periodStart ?? issued).map(String.init)
    case .place: document.place.isEmpty ? nil : document.place
    case .level: document.level
    case .kind: document.kind
    }
  }

  private static func isBefore(_ a: [String?], _ b: [String?]) -> Bool {
    for (x, y) in zip(a, b) where x != y {
      guard let x, let y else { return x != nil }
      return x.unicodeScalars.lexicographicallyPrecedes(y.unicodeScalars)
    }
    return false
  }

  package var columns: [Column] {
    groupings.map { .text($0.rawValue) } + [
      .text("query"), .integer("occurrences"), .integer("characters"), .number("per_10000"), .integer("documents"),
      .integer("documents_with"),
    ]
  }

  package var records: [[Cell]] {
    rows.map { row in
      row.names.map { Cell.text($0) } + [
        .text(query), .integer(row.occurrences), .integer(row.characters), .number(Keyness.plain(row.rate, 4)),
        .integer(row.documents), .integer(row.documentsWith),
      ]
    }
  }
}
