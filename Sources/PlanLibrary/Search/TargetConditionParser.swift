import PlanText

/// Reads what stands between the brackets of `target(…)`:
///
/// ```
/// condition  = { term } [ comparator number [ unit ] ] [ "by" year | "in" year [ ".." year ] ]
/// comparator = ">=" | "<=" | ">" | "<" | "=" | "≥" | "≤"
/// ```
struct TargetConditionParser {
  private let query: String
  private let scalars: [Unicode.Scalar]
  /// Where the content begins in the query.
  private let base: Int
  private var at = 0

  static let example = "target(科学素质 >= 10% by 2025)"

  static func parse(_ content: String, at base: Int, in query: String) throws(QueryError) -> TargetCondition {
    var parser = TargetConditionParser(query: query, scalars: Array(content.unicodeScalars), base: base)
    return try parser.condition()
  }

  private init(query: String, scalars: [Unicode.Scalar], base: Int) {
    self.query = query
    self.scalars = scalars
    self.base = base
  }

  private mutating func condition() throws(QueryError) -> TargetCondition {
    var terms: [QuerySyntax.Term] = []
    var figure: TargetCondition.Figure?
    var years: TargetCondition.Years?
    while skipBlanks() {
      let start = at
      if let comparator = comparator() {
        guard figure == nil, years == nil else { throw bad(start) }
        figure = try self.figure(comparator)
      } else if let word = word() {
        if let found = try self.years(word, start) {
          guard years == nil else { throw bad(start) }
          years = found
        } else {
          // A sign by itself was meant as a comparator.
          guard figure == nil, years == nil, word.unicodeScalars.contains(where: { FoldedText.isWord($0.value) })
          else { throw bad(start) }
          terms.append(try term(word, start))
        }
      } else {
        guard figure == nil, years == nil else { throw bad(start) }
        terms.append(try term(try quoted(), start))
      }
    }
    guard !terms.isEmpty || figure != nil || years != nil else {
      throw QueryError(problem: .emptyTerm, position: base, query: query)
    }
    return TargetCondition(terms: terms, figure: figure, years: years)
  }

  private func bad(_ place: Int) -> QueryError {
    let rest = String(String.UnicodeScalarView(scalars[min(place, scalars.count)...]))
    return QueryError(
      problem: .badValue(field: "target", value: rest, expected: Self.example), position: base + place, query: query)
  }

  // MARK: pieces

  /// - Returns: whether anything is left.
  private mutating func skipBlanks() -> Bool {
    while at < scalars.count, QueryLexer.isBlank(scalars[at]) { at += 1 }
    return at < scalars.count
  }

  private mutating func comparator() -> TargetCondition.Comparator? {
    let next = at + 1 < scalars.count && scalars[at + 1] == "="
    let found: TargetCondition.Comparator
    switch scalars[at] {
    case "≥": found = .atLeast
    case "≤": found = .atMost
    case ">": found = next ? .atLeast : .above
    case "<": found = next ? .atMost : .below
    case "=": found = .equal
    default: return nil
    }
    at += scalars[at].isASCII && next && found != .equal ? 2 : 1
    return found
  }

  /// A bare word; nil at a quotation mark.
  private mutating func word() -> String? {
    if scalars[at] == "\"" { return nil }
    let start = at
    while at < scalars.count, !QueryLexer.isBlank(scalars[at]), !"\"<>=≥≤".unicodeScalars.contains(scalars[at]) { at += 1 }
    return String(String.UnicodeScalarView(scalars[start..<at]))
  }

  private mutating func quoted() throws(QueryError) -> String {
    let start = at
    guard let text = QueryLexer.quoted(scalars, &at) else {
      throw QueryError(problem: .missingClose("\""), position: base + start, query: query)
    }
    return text
  }

  private func term(_ text: String, _ place: Int) throws(QueryError) -> QuerySyntax.Term {
    let folded = SearchFold.fold(text)
    guard !folded.isEmpty else { throw QueryError(problem: .emptyTerm, position: base + place, query: query) }
    return QuerySyntax.Term(text: text, folded: folded)
  }

  // MARK: figures and years

  private static let multipliers: [(String, Double)] = [
    ("万亿", 1e12), ("亿", 1e8), ("万", 1e4), ("億", 1e8), ("萬", 1e4), ("兆", 1e12),
  ]

  private mutating func figure(_ comparator: TargetCondition.Comparator) throws(QueryError) -> TargetCondition.Figure {
    _ = skipBlanks()
    let start = at
    var digits = ""
    while at < scalars.count, ("0"..."9").contains(scalars[at]) || scalars[at] == "." || scalars[at] == "," || at == start && scalars[at] == "-" {
      if scalars[at] != "," { digits.unicodeScalars.append(scalars[at]) }
      at += 1
    }
    guard var value = Double(digits), value.isFinite else { throw bad(start) }
    var unit = ""
    if skipBlanks(), !isYearsNext() {
      while at < scalars.count, !QueryLexer.isBlank(scalars[at]), scalars[at] != "\"" {
        unit.unicodeScalars.append(scalars[at])
        at += 1
      }
    }
    for (name, factor) in Self.multipliers where unit.hasPrefix(name) {
      value *= factor
      unit.removeFirst(name.count)
      break
    }
    let text = String(String.UnicodeScalarView(scalars[start..<at])).split(whereSeparator: \.isWhitespace).joined()
    return TargetCondition.Figure(comparator: comparator, value: value, unit: unit.isEmpty ? nil : unit, text: text)
  }

  private func isYearsNext() -> Bool {
    guard at + 2 < scalars.count, QueryLexer.isBlank(scalars[at + 2]) else { return false }
    let word = String(String.UnicodeScalarView(scalars[at..<at + 2])).lowercased()
    return word == "by" || word == "in"
  }

  /// The years behind `by` or `in`; nil for any other word.
  private mutating func years(_ word: String, _ place: Int) throws(QueryError) -> TargetCondition.Years? {
    let name = word.lowercased()
    guard name == "by" || name == "in" else { return nil }
    guard skipBlanks(), let value = self.word() else { throw bad(place) }
    let ends = value.components("..")
    let numbers = ends.compactMap { $0.utf8.count == 4 ? Int($0) : nil }
    guard numbers.count == ends.count, let first = numbers.first, let last = numbers.last, numbers.count <= 2,
      first <= last, name == "in" || numbers.count == 1
    else { throw bad(place) }
    return name == "by" ? .by(first) : .between(first, last)
  }
}

extension String {
  /// The parts between the occurrences of a separator of two ASCII characters.
  fileprivate func components(_ separator: String) -> [Substring] {
    var out: [Substring] = []
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      out.append(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
    }
    return out + [rest]
  }
}
