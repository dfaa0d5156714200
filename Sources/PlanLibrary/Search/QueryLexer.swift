/// Cuts a query into words, quoted texts and brackets.
///
/// Only ASCII characters are operators: `( ) " - : ? *` and the words AND OR NOT NEAR/n THEN/n SAME/x. Full-width brackets, quotes
/// and colons are text like any other, so that what is copied from a document is found as it stands there.
struct QueryLexer {
  struct Token: Hashable {
    enum Kind: Hashable {
      case open, close
      /// A bare word.
      case word(String)
      case quoted(String)
      /// `name:` with its value, which follows without a blank; nil when nothing does.
      case field(name: String, value: String?, valueAt: Int)
      /// `target(…)`: what stands between the brackets.
      case target(String, contentAt: Int)
      /// A minus right before what it excludes.
      case minus
    }
    let kind: Kind
    /// Offset in scalars.
    let position: Int
    /// How it stands in the query.
    let text: String
  }

  private let query: String
  private let scalars: [Unicode.Scalar]
  private var at = 0

  static func tokens(_ query: String) throws(QueryError) -> [Token] {
    var lexer = QueryLexer(query)
    var out: [Token] = []
    while let token = try lexer.next() { out.append(token) }
    return out
  }

  private init(_ query: String) {
    self.query = query
    scalars = Array(query.unicodeScalars)
  }

  private mutating func next() throws(QueryError) -> Token? {
    while at < scalars.count, Self.isBlank(scalars[at]) { at += 1 }
    guard at < scalars.count else { return nil }
    let start = at
    switch scalars[at] {
    case "(":
      at += 1
      return Token(kind: .open, position: start, text: "(")
    case ")":
      at += 1
      return Token(kind: .close, position: start, text: ")")
    case "\"":
      return Token(kind: .quoted(try quoted()), position: start, text: text(from: start))
    case "-" where at + 1 < scalars.count && !Self.isBlank(scalars[at + 1]) && scalars[at + 1] != ")":
      at += 1
      return Token(kind: .minus, position: start, text: "-")
    default:
      return try word()
    }
  }

  private mutating func word() throws(QueryError) -> Token {
    let start = at
    while at < scalars.count, !Self.endsWord(scalars[at]) {
      if scalars[at] == ":", at > start, Self.isFieldName(scalars[start..<at]) { return try field(from: start) }
      at += 1
    }
    let word = text(from: start)
    if at < scalars.count, scalars[at] == "(", word == "target" {
      return try target(from: start)
    }
    return Token(kind: .word(word), position: start, text: word)
  }

  private mutating func target(from start: Int) throws(QueryError) -> Token {
    let open = at
    at += 1
    let contentAt = at
    var isQuoted = false
    while at < scalars.count, isQuoted || scalars[at] != ")" {
      if scalars[at] == "\\", isQuoted { at += 1 } else if scalars[at] == "\"" { isQuoted.toggle() }
      at += 1
    }
    guard at < scalars.count else { throw QueryError(problem: .missingClose(")"), position: open, query: query) }
    let content = text(from: contentAt)
    at += 1
    return Token(kind: .target(content, contentAt: contentAt), position: start, text: text(from: start))
  }

  /// A run of ASCII letters in front of a colon names a field; anything else in front of one is text.
  private static func isFieldName(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    scalars.allSatisfy { ("a"..."z").contains($0) || ("A"..."Z").contains($0) || $0 == "_" }
  }

  private mutating func field(from start: Int) throws(QueryError) -> Token {
    let name = text(from: start)
    at += 1
    let valueAt = at
    var value: String?
    if at < scalars.count, scalars[at] == "\"" {
      value = try quoted()
    } else if at < scalars.count, scalars[at] == "(" {
      value = try group()
    } else {
      while at < scalars.count, !Self.endsWord(scalars[at]) { at += 1 }
      if at > valueAt { value = text(from: valueAt) }
    }
    return Token(
      kind: .field(name: name, value: value, valueAt: valueAt), position: start, text: text(from: start))
  }

  /// `(a|b)` behind a field.
  private mutating func group() throws(QueryError) -> String {
    let start = at
    at += 1
    while at < scalars.count, scalars[at] != ")" { at += 1 }
    guard at < scalars.count else { throw QueryError(problem: .missingClose(")"), position: start, query: query) }
    let inner = text(from: start + 1)
    at += 1
    return inner
  }

  private mutating func quoted() throws(QueryError) -> String {
    let start = at
    guard let text = Self.quoted(scalars, &at) else {
      throw QueryError(problem: .missingClose("\""), position: start, query: query)
    }
    return text
  }

  /// Text in ASCII quotes, the first of them at `at`; `\"` and `\\` stand for the characters themselves. nil if it never ends.
  static func quoted(_ scalars: [Unicode.Scalar], _ at: inout Int) -> String? {
    at += 1
    var out = String.UnicodeScalarView()
    while at < scalars.count, scalars[at] != "\"" {
      if scalars[at] == "\\", at + 1 < scalars.count, scalars[at + 1] == "\"" || scalars[at + 1] == "\\" { at += 1 }
      out.append(scalars[at])
      at += 1
    }
    guard at < scalars.count else { return nil }
    at += 1
    return String(out)
  }

  private func text(from start: Int) -> String {
    var out = String.UnicodeScalarView()
    out.append(contentsOf: scalars[start..<at])
    return String(out)
  }

  static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace
  }

  private static func endsWord(_ scalar: Unicode.Scalar) -> Bool {
    isBlank(scalar) || scalar == "(" || scalar == ")" || scalar == "\""
  }
}
