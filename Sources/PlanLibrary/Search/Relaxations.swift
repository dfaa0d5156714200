import GRDB
import PlanText

/// Collects queries near one without hits that find something.
struct Relaxations {
  private let counter: QueryCounter
  private(set) var lines: [Diagnosis.Line] = []

  /// Characters between the halves of a term that occur beside each other.
  private static let apart = 5
  /// Shorter parts of a term say nothing.
  private static let shortest = 2

  init(counter: QueryCounter) { self.counter = counter }

  /// Nothing is proposed that only leaves out.
  private mutating func add(_ query: QuerySyntax) throws(LibraryError) {
    if query.conjuncts.allSatisfy(\.isNegative) { return }
    let count = try counter.count(query)
    let line = Diagnosis.Line(query: "\(query)", count: count)
    if count > 0, !lines.contains(line) { lines.append(line) }
  }

  /// The query as it was meant, if it was typed with full-width operators.
  mutating func add(asciiReadingOf text: String) throws(LibraryError) {
    guard FullWidth.isIn(text), let meant = try? QueryParser.parse(FullWidth.ascii(text)) else { return }
    let count = try counter.count(meant)
    if count > 0 { lines.append(Diagnosis.Line(query: FullWidth.ascii(text), count: count)) }
  }

  /// One conjunct left out; the one without which most is left comes last.
  mutating func addWithoutOne(_ conjuncts: [QuerySyntax]) throws(LibraryError) {
    guard conjuncts.count > 1 else { return }
    for i in conjuncts.indices {
      var rest = conjuncts
      rest.remove(at: i)
      try add(rest.count == 1 ? rest[0] : .and(rest))
    }
  }

  /// Two parts that occur, in one section instead of one passage.
  mutating func addSameSection(_ conjuncts: [QuerySyntax]) throws(LibraryError) {
    guard conjuncts.count == 2, !conjuncts.contains(where: \.isNegative) else { return }
    try add(.sameSection(conjuncts[0], conjuncts[1]))
  }

  /// Queries that ask for less than a part that finds nothing, the nearest first.
  mutating func add(nearTo part: QuerySyntax) throws(LibraryError) {
    switch part {
    case .term(let term): try add(nearTo: term)
    case .near(let a, let b, let distance, let ordered):
      try addNearest(a, b, farther: distance, ordered: ordered)
      try add(.and([.term(a), .term(b)]))
      try add(.sameSection(.term(a), .term(b)))
    case .sameSentence(let a, let b):
      try add(.and([.term(a), .term(b)]))
      try add(.sameSection(.term(a), .term(b)))
    case .sameSection(let a, let b): try add(.or([a, b]))
    case .wildcard(let wildcard):
      if wildcard.parts.count > 1 { try add(.and(wildcard.parts)) }
      for piece in wildcard.parts { try add(piece) }
    case .target(let condition): try add(nearTo: condition)
    case .or(let parts): for part in parts.prefix(8) { try add(nearTo: part) }
    case .field(.holds(let field, let text)): for value in try near(text, field) { try add(.field(.holds(field, text: value))) }
    case .field, .like, .not, .and: break
    }
  }

  // MARK: terms

  /// The longest beginning and the longest end of a term that occur, and either with the rest close by.
  private mutating func add(nearTo term: QuerySyntax.Term) throws(LibraryError) {
    let scalars = Array(term.text.unicodeScalars)
    var parts: [QuerySyntax.Term] = []
    for fromStart in [true, false] {
      let length = try longest(scalars, fromStart) { (part) throws(LibraryError) in
        try counter.count(.term(part)) > 0
      }
      guard length > 0, let part = Self.part(scalars, length, fromStart) else { continue }
      parts.append(part)
      guard let rest = Self.part(scalars, scalars.count - length, !fromStart) else { continue }
      try add(.near(fromStart ? part : rest, fromStart ? rest : part, distance: Self.apart, ordered: true))
    }
    for part in parts where part.folded.count >= Self.shortest { try add(.term(part)) }
  }

  /// The greatest length of a beginning or an end of the text that holds; what holds for a run holds for its parts.
  private func longest(
    _ scalars: [Unicode.Scalar], _ fromStart: Bool, _ holds: (QuerySyntax.Term) throws(LibraryError) -> Bool
  ) throws(LibraryError) -> Int {
    var low = 0
    var high = scalars.count - 1
    while low < high {
      let mid = (low + high + 1) / 2
      if let part = Self.part(scalars, mid, fromStart), try holds(part) { low = mid } else { high = mid - 1 }
    }
    return low
  }

  private static func part(_ scalars: [Unicode.Scalar], _ length: Int, _ fromStart: Bool) -> QuerySyntax.Term? {
    let text = String(scalars: fromStart ? scalars.prefix(length) : scalars.suffix(length))
    let folded = SearchFold.fold(text)
    return folded.isEmpty ? nil : QuerySyntax.Term(text: text, folded: folded)
  }

  // MARK: fields

  private static let mostValues = 3

  /// Values of the field that differ from the text by one character, the text of the first in order first.
  private func near(_ text: String, _ field: QuerySyntax.DocumentField) throws(LibraryError) -> [String] {
    let values = try counter.library.access { db in
      try String.fetchAll(db, sql: "SELECT DISTINCT \(field.rawValue) FROM document WHERE \(field.rawValue) IS NOT NULL")
    }
    let wanted = SearchFold.fold(text)
    let found = values.filter { Spelling.differsByOne(SearchFold.fold($0), wanted) }
    return Array(found.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }.prefix(Self.mostValues))
  }

  // MARK: distances and targets

  /// The least distance at which the terms stand, in this order or else in the other.
  private mutating func addNearest(
    _ a: QuerySyntax.Term, _ b: QuerySyntax.Term, farther distance: Int, ordered: Bool
  ) throws(LibraryError) {
    for ordered in ordered ? [true, false] : [false] {
      func query(_ distance: Int) -> QuerySyntax { .near(a, b, distance: distance, ordered: ordered) }
      guard try counter.count(query(QueryParser.farthest)) > 0 else { continue }
      var (low, high) = (0, QueryParser.farthest)
      while low < high {
        let mid = (low + high) / 2
        if try counter.count(query(mid)) > 0 { high = mid } else { low = mid + 1 }
      }
      try add(query(max(low, ordered ? low : distance)))
    }
  }

  /// Without the years, without the figure, with shorter terms.
  private mutating func add(nearTo condition: TargetCondition) throws(LibraryError) {
    for wider in condition.wider { try add(.target(wider)) }
    for (index, term) in condition.terms.enumerated() {
      let scalars = Array(term.text.unicodeScalars)
      func with(_ part: QuerySyntax.Term) -> QuerySyntax {
        var terms = condition.terms
        terms[index] = part
        return .target(TargetCondition(terms: terms, figure: condition.figure, years: condition.years))
      }
      for fromStart in [true, false] {
        let length = try longest(scalars, fromStart) { (part) throws(LibraryError) in try counter.count(with(part)) > 0 }
        guard length >= Self.shortest, let part = Self.part(scalars, length, fromStart) else { continue }
        try add(with(part))
      }
    }
  }
}
