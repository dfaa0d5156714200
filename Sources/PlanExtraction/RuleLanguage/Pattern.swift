import PlanText

/// A pattern of the rule language as a tree.
///
/// ```
/// pattern  = item*
/// item     = text | (a|b|c) | [a|b] | {slot} | <class> | <class>+ | ^ | $ | \x
/// ```
/// `(…)` is one of several texts, `[…]` the same or nothing, `<class>` a word of a lexicon class, `<class>+`
/// several of them (引进和培养), `^` and `$` the
/// borders of the clause. Slots: `{指标}` `{对象}` `{词}` any characters, `{数}` a figure with its comparator words,
/// `{单位}` after it asks for a unit, `{全}` full coverage (全覆盖), `{番}` a doubling, `{年}` a year.
indirect enum PatternNode: Sendable, Hashable {
  case scalar(Unicode.Scalar)
  case sequence([PatternNode])
  case choice([PatternNode])
  case option(PatternNode)
  case slot(PatternSlot)
  case lexicon(String)
  /// One or more words of a class, joined or not by 和 、 与 及 并.
  case chain(String)
  case clauseStart
  case clauseEnd

  /// The same pattern read from right to left.
  var reversed: PatternNode {
    switch self {
    case .sequence(let items): .sequence(items.reversed().map(\.reversed))
    case .choice(let items): .choice(items.map(\.reversed))
    case .option(let item): .option(item.reversed)
    default: self
    }
  }
}

/// What a `{slot}` takes.
package enum PatternSlot: String, Sendable, Hashable, CaseIterable {
  case indicator = "指标"
  case object = "对象"
  case word = "词"
  case figure = "数"
  case unit = "单位"
  case coverage = "全"
  case doubling = "番"
  case year = "年"

  /// Whether a pattern may hang on it.
  var isAnchor: Bool { self == .figure || self == .coverage || self == .doubling }
}

/// Reads the pattern language.
struct PatternParser {
  private let text: [Unicode.Scalar]
  private var at = 0
  private let file: String
  private let line: Int

  /// The tree of `pattern`; errors name `file` and `line`.
  static func parse(_ pattern: String, file: String, line: Int) throws(RuleError) -> [PatternNode] {
    var parser = PatternParser(pattern, file: file, line: line)
    let items = try parser.items(until: [])
    guard parser.at == parser.text.count else { throw parser.wrong(Bilingual(zh: "模式到此为止", en: "the end of the pattern")) }
    return items
  }

  private init(_ pattern: String, file: String, line: Int) {
    text = Array(pattern.unicodeScalars)
    self.file = file
    self.line = line
  }

  private func wrong(_ expected: Bilingual) -> RuleError {
    let rest = at < text.count ? String(scalars: text[at...]) : "…"
    return .syntax(file: file, line: line, found: rest, expected: expected)
  }

  private mutating func items(until stops: [Unicode.Scalar]) throws(RuleError) -> [PatternNode] {
    var items: [PatternNode] = []
    while at < text.count, !stops.contains(text[at]) { items.append(try item()) }
    return items
  }

  private mutating func item() throws(RuleError) -> PatternNode {
    let c = text[at]
    at += 1
    switch c {
    case "(": return .choice(try alternatives(close: ")"))
    case "[": return .option(.choice(try alternatives(close: "]")))
    case "{": return .slot(try slot())
    case "<":
      let name = try name(close: ">")
      guard at < text.count, text[at] == "+" else { return .lexicon(name) }
      at += 1
      return .chain(name)
    case "^": return .clauseStart
    case "$": return .clauseEnd
    case "\\":
      guard at < text.count else { throw wrong(Bilingual(zh: "\\ 之后有一个字", en: "a character behind \\")) }
      at += 1
      return .scalar(text[at - 1])
    case ")", "]", "}", ">", "|":
      at -= 1
      throw wrong(Bilingual(zh: "此处没有“\(c)”，要这个字本身就写 \\\(c)", en: "no “\(c)” here, or \\\(c) for the character itself"))
    default: return .scalar(c)
    }
  }

  private mutating func alternatives(close: Unicode.Scalar) throws(RuleError) -> [PatternNode] {
    var list: [PatternNode] = []
    while true {
      list.append(.sequence(try items(until: ["|", close])))
      guard at < text.count else { throw wrong(Bilingual(zh: "“\(close)”", en: "“\(close)”")) }
      at += 1
      if text[at - 1] == close { return list }
    }
  }

  private mutating func slot() throws(RuleError) -> PatternSlot {
    let name = try name(close: "}")
    guard let slot = PatternSlot(rawValue: name) else {
      throw .unknownSlot(file: file, line: line, name: name, known: PatternSlot.allCases.map { "{\($0.rawValue)}" })
    }
    return slot
  }

  private mutating func name(close: Unicode.Scalar) throws(RuleError) -> String {
    guard let end = text[at...].firstIndex(of: close), end > at else { throw wrong(Bilingual(zh: "一个名字和“\(close)”", en: "a name and “\(close)”")) }
    defer { at = end + 1 }
    return String(String.UnicodeScalarView(text[at..<end]))
  }
}
