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
  /// One for each conjunct.
  package let parts: [Line]
  /// Words of the index that differ from one that it lacks by one character, the most frequent first.
  package let similar: [Line]
  /// Queries near this one that find something, the nearest first.
  package let relaxations: [Line]
  /// The query has full-width operators, which are text here.
  package let fullWidth: Bool

  package init(_ text: String, _ syntax: QuerySyntax, library: Library) throws(LibraryError) {
    let resolver = QueryResolver(library: library)
    func count(_ syntax: QuerySyntax) throws(LibraryError) -> Int {
      let query = try resolver.resolve(syntax)
      return try LibrarySearch.ask(library) { (e) throws(IndexError) in try e.count(query) }
    }
    var lines: [Line] = []
    var nearer: [Line] = []
    var alike: [Line] = []
    let conjuncts: [QuerySyntax] = if case .and(let parts) = syntax { parts } else { [syntax] }
    for part in conjuncts { lines.append(Line(query: "\(part)", count: try count(part))) }
    if conjuncts.count > 1 {
      for i in conjuncts.indices {
        var rest = conjuncts
        rest.remove(at: i)
        let relaxed: QuerySyntax = rest.count == 1 ? rest[0] : .and(rest)
        let n = try count(relaxed)
        if n > 0 { nearer.append(Line(query: "\(relaxed)", count: n)) }
      }
    }
    for part in conjuncts.prefix(Self.mostTerms) {
      guard case .term(let term) = part, term.folded.count > 1, try count(part) == 0 else { continue }
      for word in try Spelling(library: library).near(term) {
        alike.append(Line(query: QuerySyntax.quoted(word.text), count: try count(.term(word))))
      }
      for shorter in try Self.longestParts(term, count) { nearer.append(shorter) }
    }
    for relaxed in Self.wider(syntax) {
      let n = try count(relaxed)
      if n > 0 { nearer.append(Line(query: "\(relaxed)", count: n)) }
    }
    similar = alike
    parts = lines
    relaxations = nearer
    fullWidth = text.unicodeScalars.contains { "（）“”：－＊？｜".unicodeScalars.contains($0) }
  }

  private static let mostTerms = 8

  /// Queries that ask for less, the nearest first.
  private static func wider(_ syntax: QuerySyntax) -> [QuerySyntax] {
    switch syntax {
    case .near(let a, let b, _, let ordered):
      [.near(a, b, distance: QueryParser.farthest, ordered: ordered), .and([.term(a), .term(b)])]
    case .sameSentence(let a, let b): [.and([.term(a), .term(b)]), .sameSection(.term(a), .term(b))]
    case .sameSection(let a, let b): [.or([a, b])]
    case .wildcard(let wildcard): wildcard.parts.count < 2 ? wildcard.parts : [.and(wildcard.parts)] + wildcard.parts
    case .target(let condition): condition.wider.map { .target($0) }
    default: []
    }
  }

  /// The longest beginning and the longest end of a term that occur.
  private static func longestParts(_ term: QuerySyntax.Term, _ count: (QuerySyntax) throws(LibraryError) -> Int)
    throws(LibraryError) -> [Line]
  {
    let scalars = Array(term.text.unicodeScalars)
    var out: [Line] = []
    for fromStart in [true, false] {
      var low = 0
      var high = scalars.count - 1
      var found: Line?
      // What holds for a run holds for its parts: halve the length.
      while low < high {
        let mid = (low + high + 1) / 2
        var view = String.UnicodeScalarView()
        view.append(contentsOf: fromStart ? scalars.prefix(mid) : scalars.suffix(mid))
        let part = QuerySyntax.Term(text: String(view), folded: SearchFold.fold(String(view)))
        let n = part.folded.isEmpty ? 0 : try count(.term(part))
        if n > 0 {
          found = Line(query: QuerySyntax.quoted(part.text), count: n)
          low = mid
        } else {
          high = mid - 1
        }
      }
      if let found, !out.contains(found) { out.append(found) }
    }
    return out
  }
}
