import PlanText
import SearchIndex

/// Why a query found nothing: how often each of its parts occurs alone, and what would find something.
package struct Diagnosis: Sendable {
  package struct Line: Sendable, Hashable {
    /// A query.
    package let query: String
    /// Passages that it finds.
    package let count: Int
  }
  /// One for each conjunct, in the order of the query.
  package let parts: [Line]
  /// One for each side of a NEAR, THEN or SAME and for each piece of a wildcard that finds nothing.
  package let pieces: [Line]
  /// Words of the index that differ from one that it lacks by one character, those that are words first, then the most frequent.
  package let similar: [Line]
  /// Queries near this one that find something, the nearest first.
  package let relaxations: [Line]
  /// Documents that hold every part, or both sides of an operator, though no passage has them as asked; nil when one of them
  /// is nowhere or there is only one.
  package let sharedDocuments: Int?
  /// The query has full-width operators, which are text here.
  package let fullWidth: Bool

  package init(_ text: String, _ syntax: QuerySyntax, library: Library) throws(LibraryError) {
    let counter = QueryCounter(library: library)
    let conjuncts = syntax.conjuncts
    var relaxations = Relaxations(counter: counter)
    parts = try counter.lines(conjuncts)
    let missing = zip(conjuncts, parts).filter { $0.1.count == 0 }.map(\.0)
    pieces = try counter.lines(missing.flatMap(\.pieces))
    similar = try Self.similar(missing.flatMap(\.spelled), counter)
    try relaxations.add(asciiReadingOf: text)
    try relaxations.addWithoutOne(conjuncts)
    if missing.isEmpty { try relaxations.addSameSection(conjuncts) }
    for part in missing { try relaxations.add(nearTo: part) }
    self.relaxations = relaxations.lines
    sharedDocuments = try Self.sharedDocuments(missing.isEmpty ? conjuncts : missing.flatMap(\.pieces), counter)
    fullWidth = FullWidth.isIn(text)
  }

  /// How often each conjunct occurs alone, for a query that need not be without hits.
  package static func parts(of syntax: QuerySyntax, library: Library) throws(LibraryError) -> [Line] {
    try QueryCounter(library: library).lines(syntax.conjuncts)
  }

  private static func sharedDocuments(_ parts: [QuerySyntax], _ counter: QueryCounter) throws(LibraryError) -> Int? {
    let positive = parts.filter { !$0.isNegative }
    guard positive.count > 1 else { return nil }
    for part in positive where try counter.count(part) == 0 { return nil }
    return try counter.documents(withAll: positive)
  }

  /// Words looked up among the neighbours of those that do not occur.
  private static let mostTerms = 8

  private static func similar(_ terms: [QuerySyntax.Term], _ counter: QueryCounter) throws(LibraryError) -> [Line] {
    var out: [Line] = []
    for term in terms.prefix(mostTerms) where try counter.count(.term(term)) == 0 {
      for word in try Spelling(library: counter.library).near(term) {
        let line = Line(query: QuerySyntax.quoted(word.text), count: try counter.count(.term(word)))
        if !out.contains(line) { out.append(line) }
      }
    }
    return out
  }
}

/// Counts what queries find, each once.
final class QueryCounter {
  let library: Library
  private var known: [QuerySyntax: Int] = [:]

  init(library: Library) { self.library = library }

  func count(_ syntax: QuerySyntax) throws(LibraryError) -> Int {
    if let count = known[syntax] { return count }
    let query = try QueryResolver(library: library).resolve(syntax)
    let count = try LibrarySearch.ask(library) { (e) throws(IndexError) in try e.count(query) }
    known[syntax] = count
    return count
  }

  func lines(_ queries: [QuerySyntax]) throws(LibraryError) -> [Diagnosis.Line] {
    var out: [Diagnosis.Line] = []
    for query in queries { out.append(Diagnosis.Line(query: "\(query)", count: try count(query))) }
    return out
  }

  /// How many documents have a passage for each of the queries.
  func documents(withAll queries: [QuerySyntax]) throws(LibraryError) -> Int {
    var shared: Set<UInt32>?
    for syntax in queries {
      let query = try QueryResolver(library: library).resolve(syntax)
      let keys = try LibrarySearch.ask(library) { (e) throws(IndexError) in try e.keys(query) }
      let found = Set(keys.map(\.document))
      shared = shared?.intersection(found) ?? found
    }
    return shared?.count ?? 0
  }
}

/// Full-width characters that look like operators.
enum FullWidth {
  private static let operators: [Unicode.Scalar: Unicode.Scalar] = [
    "（": "(", "）": ")", "“": "\"", "”": "\"", "：": ":", "－": "-", "＊": "*", "？": "?", "｜": "|", "　": " ",
  ]

  static func isIn(_ text: String) -> Bool { text.unicodeScalars.contains { operators[$0] != nil && $0 != "　" } }

  static func ascii(_ text: String) -> String {
    String(scalars: text.unicodeScalars.map { operators[$0] ?? $0 })
  }
}

extension QuerySyntax {
  /// It only leaves out.
  var isNegative: Bool { if case .not = self { true } else { false } }

  /// What all must hold.
  var conjuncts: [QuerySyntax] { if case .and(let parts) = self { parts } else { [self] } }

  /// The parts that an operator between two terms, or a wildcard, puts together.
  var pieces: [QuerySyntax] {
    switch self {
    case .near(let a, let b, _, _), .sameSentence(let a, let b): [.term(a), .term(b)]
    case .sameSection(let a, let b): [a, b]
    case .or(let parts): parts.count <= 8 ? parts : []
    case .wildcard(let wildcard): wildcard.parts.count > 1 ? wildcard.parts : []
    case .term, .field, .target, .like, .not, .and: []
    }
  }

  /// The terms whose neighbours are worth looking up when the part finds nothing.
  var spelled: [Term] { plainTerms.filter { $0.folded.count > 1 } }
}
