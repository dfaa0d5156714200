/// A query that cannot be answered, with the place in the query as the user typed it.
package struct QueryError: Error, Sendable, Hashable {
  package enum Problem: Sendable, Hashable {
    case empty
    case missingClose(Character)
    case unexpectedClose(Character)
    case missingTerm(after: String)
    case emptyTerm
    case termTooLong(found: Int, limit: Int)
    case tooDeep(limit: Int)
    case unknownField(String)
    case badValue(field: String, value: String, expected: String)
    case yearsReversed(from: Int, to: Int)
    case badDistance(String)
    case nearNeedsTerms(String)
    case badScope(String)
    case tooManyTerms(limit: Int)
    case wildcardsOnly(String)
    case wildcardTooLong(pieces: Int, characters: Int)
  }

  package let problem: Problem
  /// Offset in scalars.
  package let position: Int
  package let query: String

  package static let fields = [
    "title", "issuer", "province", "city", "level", "year", "kind", "section", "owner", "strength", "role", "has",
    "like",
  ]

  /// What is wrong, then the query with a caret below the place.
  package var message: Localized {
    let (zh, en) = words
    let place = position + 1
    return Localized(
      zh: "查询第 \(place) 个字符：\(zh)", en: "query, character \(place): \(en)", picture: picture)
  }

  /// The query with a caret below the place; wide characters take two columns.
  package var picture: String {
    let scalars = Array(query.unicodeScalars)
    // Of a long query, what stands around the place.
    let start = position > Self.around ? position - Self.around : 0
    let end = min(scalars.count, max(position, start) + Self.around)
    let head = start > 0 ? "…" : ""
    let shown = head + String(String.UnicodeScalarView(scalars[start..<end])) + (end < scalars.count ? "…" : "")
    let width = (head.unicodeScalars + scalars[start..<min(position, end)]).reduce(0) { $0 + EastAsianWidth.columns($1) }
    return "  " + shown + "\n  " + String(repeating: " ", count: width) + "^"
  }

  private static let around = 30

  /// The beginning of a word that is too long for a message.
  private static func short(_ word: String) -> String {
    word.unicodeScalars.count <= around ? word : String(String.UnicodeScalarView(word.unicodeScalars.prefix(around))) + "…"
  }

  private var words: (zh: String, en: String) {
    switch problem {
    case .empty:
      ("查询是空的。请给出要找的词。", "the query is empty; give a term to look for")
    case .missingClose(let c):
      ("缺少配对的 \(c)。", "there is no closing \(c) for this")
    case .unexpectedClose(let c):
      ("多出一个 \(c)。要查找这个字符，请加引号。", "unexpected \(c); put it in quotes to look for it")
    case .missingTerm(let after):
      ("\(after) 的旁边缺少词。要查找 \(after) 本身，请加引号。", "\(after) lacks a term; put it in quotes to look for the word itself")
    case .emptyTerm:
      ("空的词。", "an empty term")
    case .termTooLong(let found, let limit):
      ("词长 \(found) 字，最多 \(limit) 字。", "the term has \(found) characters, at most \(limit) are possible")
    case .tooDeep(let limit):
      ("括号和 NOT 嵌套超过 \(limit) 层。", "brackets and NOT are nested deeper than \(limit) levels")
    case .unknownField(let name):
      (
        "没有字段 \(Self.short(name))。可用字段：\(Self.fields.joined(separator: " "))。要查找带冒号的文字，请加引号。",
        "there is no field \(Self.short(name)). Fields: \(Self.fields.joined(separator: " ")). Put text with a colon in quotes"
      )
    case .badValue(let field, let value, let expected):
      (
        "\(field): 的值“\(Self.short(value))”不对，应为 \(expected)。",
        "\(field): \"\(Self.short(value))\" will not do; expected \(expected)"
      )
    case .yearsReversed(let from, let to):
      ("起止年写反了：\(from) 晚于 \(to)，应为 year:\(to)..\(from)。", "the years are the wrong way round: write year:\(to)..\(from)")
    case .badDistance(let word):
      (
        "\(word) 的距离应为 0 至 1000 的整数，如 NEAR/10。",
        "\(word): the distance must be a whole number from 0 to 1000, as in NEAR/10"
      )
    case .nearNeedsTerms(let word):
      (
        "\(word) 的两边只能是词，或用 OR 连接的词，如 (甲 OR 乙)。",
        "each side of \(word) is a term, or terms joined by OR as in (A OR B)"
      )
    case .badScope(let word):
      ("\(word) 应为 SAME/sentence（同一句）或 SAME/section（同一节）。", "\(word): write SAME/sentence or SAME/section")
    case .tooManyTerms(let limit):
      ("词太多，最多 \(limit) 个。请分几次查询。", "too many terms, at most \(limit) are possible; ask in several queries")
    case .wildcardsOnly(let word):
      (
        "\(Self.short(word)) 里只有通配符，至少要有一个字。要查找 ? * 本身，请加引号。",
        "\(Self.short(word)) is nothing but wildcards; give at least one character, or put it in quotes to look for the marks"
      )
    case .wildcardTooLong(let pieces, let characters):
      (
        "通配符最多分成 \(pieces) 段，每处最多 \(characters) 个 ?，总长不超过 \(QueryParser.longestTerm) 字。",
        "a wildcard has at most \(pieces) pieces of text, \(characters) question marks in a row and \(QueryParser.longestTerm) characters"
      )
    }
  }
}
