import Foundation
import PlanText

/// The query language, by recursive descent:
///
/// ```
/// query     = and { "OR" and }
/// and       = item { [ "AND" ] item }
/// item      = ( "NOT" | "-" ) item | proximity
/// proximity = primary { ( "NEAR/n" | "THEN/n" | "SAME/sentence" | "SAME/section" ) primary }
/// primary   = "(" query ")" | term | wildcard | field ":" value | "target(" condition ")" | "like:" text
/// ```
package struct QueryParser {
  /// Longest term, in folded characters: the reach of a phrase over the border of a passage.
  package static let longestTerm = Outline.longestTerm
  /// Levels of brackets and NOT.
  package static let deepest = 50
  static let farthest = 1000
  /// Terms, fields and other leaves in one query.
  package static let mostTerms = 4096
  /// Pairs that the alternatives on both sides of NEAR, THEN or SAME/sentence make.
  static let mostPairs = 256
  /// `target(…)` in one query: each looks through all targets.
  static let mostTargets = 32

  private let query: String
  private let tokens: [QueryLexer.Token]
  private var at = 0
  private var depth = 0
  private var terms = 0
  private var targets = 0

  package static func parse(_ query: String) throws(QueryError) -> QuerySyntax {
    var parser = QueryParser(query: query, tokens: try QueryLexer.tokens(query))
    guard !parser.tokens.isEmpty else { throw QueryError(problem: .empty, position: 0, query: query) }
    let tree = try parser.or()
    if let rest = parser.peek {
      throw parser.fail(rest.kind == .close ? .unexpectedClose(")") : .missingTerm(after: rest.text), rest.position)
    }
    return tree
  }

  private init(query: String, tokens: [QueryLexer.Token]) {
    self.query = query
    self.tokens = tokens
  }

  private var peek: QueryLexer.Token? { at < tokens.count ? tokens[at] : nil }

  private func fail(_ problem: QueryError.Problem, _ position: Int) -> QueryError {
    QueryError(problem: problem, position: position, query: query)
  }

  private func isWord(_ word: String) -> Bool { peek?.kind == .word(word) }

  private mutating func or() throws(QueryError) -> QuerySyntax {
    var parts = [try and()]
    while let token = peek, isWord("OR") {
      at += 1
      guard peek != nil, !isWord("OR"), !isWord("AND") else { throw fail(.missingTerm(after: "OR"), token.position) }
      parts.append(try and())
    }
    return parts.count == 1 ? parts[0] : .or(parts)
  }

  private mutating func and() throws(QueryError) -> QuerySyntax {
    var parts = [try item()]
    while let token = peek, token.kind != .close, !isWord("OR") {
      if isWord("AND") {
        at += 1
        guard let next = peek, next.kind != .close, !isWord("OR"), !isWord("AND") else {
          throw fail(.missingTerm(after: "AND"), token.position)
        }
      }
      parts.append(try item())
    }
    return parts.count == 1 ? parts[0] : .and(parts)
  }

  private mutating func item() throws(QueryError) -> QuerySyntax {
    guard let token = peek else { throw fail(.missingTerm(after: ""), query.unicodeScalars.count) }
    guard token.kind == .minus || isWord("NOT") else { return try proximity() }
    at += 1
    guard let next = peek, next.kind != .close, !isWord("AND"), !isWord("OR") else {
      throw fail(.missingTerm(after: token.text), token.position)
    }
    try enter(token.position)
    defer { depth -= 1 }
    return .not(try item())
  }

  private enum Relation {
    case near(Int, ordered: Bool)
    case sentence
    case section
  }

  private mutating func proximity() throws(QueryError) -> QuerySyntax {
    var left = try primary()
    var pairs: [QuerySyntax] = []
    while let token = peek, let relation = try relation(token) {
      at += 1
      guard let next = peek, next.kind != .close else { throw fail(.missingTerm(after: token.text), token.position) }
      let right = try primary()
      pairs.append(try related(left, right, relation, token))
      left = right
    }
    if pairs.isEmpty { return left }
    return pairs.count == 1 ? pairs[0] : .and(pairs)
  }

  private func related(
    _ left: QuerySyntax, _ right: QuerySyntax, _ relation: Relation, _ token: QueryLexer.Token
  ) throws(QueryError) -> QuerySyntax {
    if case .section = relation { return .sameSection(left, right) }
    guard let a = Self.alternatives(left), let b = Self.alternatives(right) else {
      throw fail(.nearNeedsTerms(token.text), token.position)
    }
    guard a.count * b.count <= Self.mostPairs else {
      throw fail(.tooManyTerms(limit: Self.mostPairs), token.position)
    }
    let pairs: [QuerySyntax] = a.flatMap { a in
      b.map { b in
        if case .near(let distance, let ordered) = relation { return .near(a, b, distance: distance, ordered: ordered) }
        return .sameSentence(a, b)
      }
    }
    return pairs.count == 1 ? pairs[0] : .or(pairs)
  }

  /// The terms of which one is enough; nil for anything but a term or terms joined by OR.
  private static func alternatives(_ syntax: QuerySyntax) -> [QuerySyntax.Term]? {
    switch syntax {
    case .term(let term): return [term]
    case .or(let parts):
      let terms = parts.compactMap { if case .term(let term) = $0 { term } else { nil } }
      return terms.count == parts.count ? terms : nil
    default: return nil
    }
  }

  /// What NEAR, THEN or SAME asks for; nil for any other token.
  private func relation(_ token: QueryLexer.Token) throws(QueryError) -> Relation? {
    guard case .word(let word) = token.kind else { return nil }
    for (name, ordered) in [("NEAR", false), ("THEN", true)] where word == name || word.hasPrefix(name + "/") {
      guard let n = Int(word.dropFirst(name.count + 1)), (0...Self.farthest).contains(n) else {
        throw fail(.badDistance(word), token.position)
      }
      return .near(n, ordered: ordered)
    }
    guard word == "SAME" || word.hasPrefix("SAME/") else { return nil }
    switch word.dropFirst(5).lowercased() {
    case "sentence", "句": return .sentence
    case "section", "节": return .section
    default: throw fail(.badScope(word), token.position)
    }
  }

  private mutating func primary() throws(QueryError) -> QuerySyntax {
    guard let token = peek else { throw fail(.missingTerm(after: ""), query.unicodeScalars.count) }
    terms += 1
    if terms > Self.mostTerms { throw fail(.tooManyTerms(limit: Self.mostTerms), token.position) }
    switch token.kind {
    case .open: return try bracket(token)
    case .close: throw fail(.unexpectedClose(")"), token.position)
    case .minus: throw fail(.missingTerm(after: "-"), token.position)
    case .quoted(let text):
      at += 1
      return .term(try term(text, at: token.position))
    case .word(let text):
      if ["AND", "OR", "NOT"].contains(text) { throw fail(.missingTerm(after: text), token.position) }
      if try relation(token) != nil { throw fail(.missingTerm(after: text), token.position) }
      at += 1
      return Wildcard.isOne(text) ? try wildcard(text, at: token.position) : .term(try term(text, at: token.position))
    case .target(let content, let contentAt):
      at += 1
      targets += 1
      if targets > Self.mostTargets { throw fail(.tooManyTerms(limit: Self.mostTargets), token.position) }
      return .target(try TargetConditionParser.parse(content, at: contentAt, in: query))
    case .field(let name, let value, let valueAt):
      at += 1
      if name.lowercased() == "like" { return try like(value, token, valueAt) }
      return try field(FieldParser(query: query, name: name, at: token.position, valueAt: valueAt), value)
    }
  }

  /// `province:四川|陕西` is either; in quotes a bar is a character of the value.
  private mutating func field(_ parser: FieldParser, _ value: String?) throws(QueryError) -> QuerySyntax {
    let isQuoted = Array(query.unicodeScalars.dropFirst(parser.valueAt).prefix(1)) == ["\""]
    guard let value, !isQuoted, !parser.listsValues, value.contains("|") else { return .field(try parser.condition(value)) }
    terms += value.count { $0 == "|" }
    if terms > Self.mostTerms { throw fail(.tooManyTerms(limit: Self.mostTerms), parser.at) }
    var parts: [QuerySyntax] = []
    for part in value.split(separator: "|", omittingEmptySubsequences: false) {
      let one = QuerySyntax.field(try parser.condition(part.trimmingCharacters(in: .whitespaces)))
      if !parts.contains(one) { parts.append(one) }
    }
    return parts.count == 1 ? parts[0] : .or(parts)
  }

  private mutating func bracket(_ open: QueryLexer.Token) throws(QueryError) -> QuerySyntax {
    at += 1
    try enter(open.position)
    defer { depth -= 1 }
    if let token = peek, token.kind == .close { throw fail(.emptyTerm, token.position) }
    guard peek != nil else { throw fail(.missingClose(")"), open.position) }
    let inner = try or()
    guard peek?.kind == .close else { throw fail(.missingClose(")"), open.position) }
    at += 1
    return inner
  }

  private mutating func enter(_ position: Int) throws(QueryError) {
    depth += 1
    if depth > Self.deepest { throw fail(.tooDeep(limit: Self.deepest), position) }
  }

  private func wildcard(_ text: String, at position: Int) throws(QueryError) -> QuerySyntax {
    switch Wildcard.read(text) {
    case .wildcard(let wildcard): return .wildcard(wildcard)
    case .term(let term): return .term(try self.term(term.text, at: position))
    case .noText: throw fail(.wildcardsOnly(text), position)
    case .tooManyPieces:
      throw fail(.wildcardTooLong(pieces: Wildcard.mostPieces, characters: Wildcard.mostCharacters), position)
    }
  }

  private func like(_ value: String?, _ token: QueryLexer.Token, _ valueAt: Int) throws(QueryError) -> QuerySyntax {
    guard let value, !Likeness.pairs(SearchFold.fold(value)).isEmpty else {
      throw fail(.emptyTerm, value == nil ? token.position : valueAt)
    }
    return .like(value)
  }

  private func term(_ text: String, at position: Int) throws(QueryError) -> QuerySyntax.Term {
    let folded = SearchFold.fold(text)
    guard !folded.isEmpty else { throw fail(.emptyTerm, position) }
    guard folded.count <= Self.longestTerm else {
      throw fail(.termTooLong(found: folded.count, limit: Self.longestTerm), position)
    }
    return QuerySyntax.Term(text: text, folded: folded)
  }
}
