import PlanText

/// What one file of rules holds.
struct RuleSheet: Sendable {
  /// What the file is about, from its `title` line.
  var title: Bilingual?
  var rules: [Rule] = []
  /// Names of rules that are not to be tried, from `disable` lines.
  var disabled: [(name: String, line: Int)] = []
}

/// Reads the rules of one file.
struct RuleFile {
  private struct Draft {
    var name = ""
    var line = 0
    var about: Bilingual?
    var patterns: [PatternProgram] = []
    var conditions: [RuleCondition] = []
    var meaning: RuleMeaning?
    var positive: [RuleExample] = []
    var negative: [RuleExample] = []
  }

  /// A line with its number, from 1.
  private struct Line {
    let number: Int
    let raw: Substring

    /// Column where `part` stands, from 1; behind the last character if it stands nowhere.
    func column(of part: String) -> Int {
      let line = String(raw)
      guard !part.isEmpty, let range = line.range(ofFirst: part) else { return line.count + 1 }
      return line.distance(from: line.startIndex, to: range.lowerBound) + 1
    }
  }

  /// Kinds of record that `means` may name.
  static let records = ["target", "baseline", "nothing"]
  /// Statements that belong to a rule.
  static let statements = Bilingual(
    zh: "rule、about、when、where、means、yes、no、title、disable 之一", en: "rule, about, when, where, means, yes, no, title or disable")

  let file: String
  let lexicon: Lexicon
  /// Whether Gangmu comes with the file.
  var isBundled = true

  /// The rules in the order of the file.
  func rules(in content: String) throws(RuleError) -> [Rule] { try sheet(content).rules }

  /// All that the file says.
  func sheet(_ content: String) throws(RuleError) -> RuleSheet {
    var sheet = RuleSheet()
    var draft: Draft?
    for (number, raw) in content[...].tableLines.enumerated() {
      let line = Line(number: number + 1, raw: raw)
      let text = trimmed(raw)
      if text.isEmpty || text.hasPrefix("#") { continue }
      let (keyword, rest) = splitKeyword(text)
      switch keyword {
      case "rule":
        if let draft { sheet.rules.append(try finish(draft)) }
        guard !rest.isEmpty, !rest.contains(where: \.isWhitespace) else {
          throw syntax(line, found: text, expected: Bilingual(zh: "rule 名字，名字中没有空格", en: "rule NAME, a name without blanks"))
        }
        draft = Draft(name: rest, line: line.number)
      case "title": sheet.title = try bilingual(withoutNote(rest), line)
      case "disable":
        guard !rest.isEmpty else { throw syntax(line, found: text, expected: Bilingual(zh: "disable 名字", en: "disable NAME")) }
        sheet.disabled.append((withoutNote(rest), line.number))
      default:
        guard var open = draft else {
          throw syntax(line, found: text, expected: Bilingual(zh: "这一行之前有“rule 名字”", en: "“rule NAME” before this line"))
        }
        try add(keyword, rest, line, to: &open)
        draft = open
      }
    }
    if let draft { sheet.rules.append(try finish(draft)) }
    return sheet
  }

  private func syntax(_ line: Line, found: String, expected: Bilingual) -> RuleError {
    .placed(column: line.column(of: found), .syntax(file: file, line: line.number, found: found, expected: expected))
  }

  private static func oneOf(_ words: [String]) -> Bilingual {
    Bilingual(zh: words.joined(separator: "、") + " 之一", en: "one of " + words.joined(separator: ", "))
  }

  private func add(_ keyword: String, _ rest: String, _ line: Line, to draft: inout Draft) throws(RuleError) {
    switch keyword {
    case "about": draft.about = try bilingual(withoutNote(rest), line)
    case "when": draft.patterns.append(try pattern(withoutNote(rest), line))
    case "where":
      for word in withoutNote(rest).split(whereSeparator: { $0 == "," || $0 == " " }) {
        guard let condition = RuleCondition(rawValue: String(word)) else {
          throw syntax(line, found: String(word), expected: Self.oneOf(RuleCondition.allCases.map(\.rawValue)))
        }
        draft.conditions.append(condition)
      }
    case "means": draft.meaning = try meaning(withoutNote(rest), line)
    case "yes": draft.positive.append(try example(withoutNote(rest), line))
    case "no":
      let (period, text) = try context(withoutNote(rest), line)
      draft.negative.append(
        RuleExample(line: line.number, column: line.column(of: text), period: period, text: text, expected: []))
    default: throw syntax(line, found: keyword, expected: Self.statements)
    }
  }

  /// Compiles a pattern; an error points at the place in the line.
  private func pattern(_ text: String, _ line: Line) throws(RuleError) -> PatternProgram {
    do {
      return try PatternProgram(text, lexicon: lexicon, file: file, line: line.number)
    } catch {
      let column =
        switch error {
        case .unknownClass(_, _, let name): line.column(of: "<\(name)>")
        case .unknownSlot(_, _, let name, _): line.column(of: "{\(name)}")
        case .syntax(_, _, let found, _): line.column(of: found)
        default: line.column(of: text)
        }
      throw .placed(column: column, error)
    }
  }

  private func finish(_ draft: Draft) throws(RuleError) -> Rule {
    func missing(_ what: String) -> RuleError {
      .incomplete(file: file, line: draft.line, rule: draft.name, missing: what)
    }
    guard !draft.patterns.isEmpty else { throw missing("when") }
    guard let meaning = draft.meaning else { throw missing("means") }
    guard !draft.positive.isEmpty else { throw missing("yes") }
    guard !draft.negative.isEmpty else { throw missing("no") }
    return Rule(
      name: draft.name, file: file, line: draft.line, about: draft.about, isBundled: isBundled, patterns: draft.patterns,
      conditions: draft.conditions, meaning: meaning, positive: draft.positive, negative: draft.negative)
  }

  /// `中文 / English`.
  private func bilingual(_ text: String, _ line: Line) throws(RuleError) -> Bilingual {
    guard let cut = text.range(ofFirst: " / "), cut.lowerBound > text.startIndex, cut.upperBound < text.endIndex else {
      throw syntax(
        line, found: text, expected: Bilingual(zh: "中文、“ / ”、英文", en: "words in Chinese, “ / ”, the same in English"))
    }
    return Bilingual(zh: trimmed(text[..<cut.lowerBound]), en: trimmed(text[cut.upperBound...]))
  }

  private func meaning(_ text: String, _ line: Line) throws(RuleError) -> RuleMeaning {
    let words = text.split(separator: " ").map(String.init)
    guard let record = words.first, Self.records.contains(record) else {
      let records = Self.oneOf(Self.records)
      throw syntax(line, found: text, expected: Bilingual(zh: records.zh + " 及 KEY=VALUE …", en: records.en + " and KEY=VALUE …"))
    }
    let fields = try fields(words.dropFirst(), line)
    if let unknown = fields.keys.sorted().first(where: { !Self.meaningFields.contains($0) }) {
      throw syntax(line, found: unknown, expected: Self.oneOf(Self.meaningFields))
    }
    return RuleMeaning(record: record, fields: fields)
  }

  /// Fields that `means` may set.
  static let meaningFields = ["op", "kind", "indicator", "baseline", "split", "value"]

  /// `KEY=VALUE` pairs; the value may hold `=`.
  private func fields(_ words: some Sequence<String>, _ line: Line) throws(RuleError) -> [String: String] {
    var fields: [String: String] = [:]
    for word in words {
      guard let equals = word.firstIndex(of: "="), equals > word.startIndex else {
        throw syntax(line, found: word, expected: Bilingual(zh: "KEY=VALUE", en: "KEY=VALUE"))
      }
      fields[String(word[..<equals])] = String(word[word.index(after: equals)...])
    }
    return fields
  }

  /// `[2021-2025] TEXT → KEY=VALUE … | KEY=VALUE …`
  private func example(_ text: String, _ line: Line) throws(RuleError) -> RuleExample {
    let (period, rest) = try context(text, line)
    guard let arrow = rest.range(ofFirst: "→") else {
      throw syntax(line, found: text, expected: Bilingual(zh: "例句 → KEY=VALUE …", en: "TEXT → KEY=VALUE …"))
    }
    var expected: [[String: String]] = []
    for part in rest[arrow.upperBound...].split(separator: "|") {
      let fields = try fields(part.split(separator: " ").map(String.init), line)
      if let unknown = fields.keys.sorted().first(where: { !RuleCheck.fieldNames.contains($0) }) {
        throw syntax(line, found: unknown, expected: Self.oneOf(RuleCheck.fieldNames))
      }
      expected.append(fields)
    }
    let text = trimmed(rest[..<arrow.lowerBound])
    return RuleExample(line: line.number, column: line.column(of: text), period: period, text: text, expected: expected)
  }

  private func context(_ text: String, _ line: Line) throws(RuleError) -> (ClosedRange<Int>?, String) {
    guard text.hasPrefix("["), let close = text.firstIndex(of: "]") else { return (nil, text) }
    let years = text[text.index(after: text.startIndex)..<close].split(separator: "-").compactMap { Int($0) }
    guard let first = years.first, let last = years.last, years.count <= 2, first <= last else {
      throw syntax(
        line, found: text, expected: Bilingual(zh: "例句前为 [2026] 或 [2021-2025]", en: "[2026] or [2021-2025] before the text"))
    }
    return (first...last, trimmed(text[text.index(after: close)...]))
  }

  private func splitKeyword(_ text: String) -> (String, String) {
    guard let blank = text.unicodeScalars.firstIndex(where: \.properties.isWhitespace) else { return (text, "") }
    return (String(text[..<blank]), trimmed(text[blank...]))
  }

  /// Without a note behind ` # `.
  private func withoutNote(_ text: String) -> String {
    guard let note = text.range(ofFirst: " # ") else { return text }
    return trimmed(text[..<note.lowerBound])
  }

  private func trimmed(_ text: some StringProtocol) -> String {
    String(Substring(text).trimmed)
  }
}

extension String {
  /// The first place where `other` stands.
  func range(ofFirst other: String) -> Range<String.Index>? {
    let (bytes, wanted) = (utf8, other.utf8)
    guard let first = wanted.first else { return startIndex..<startIndex }
    var start = startIndex
    while let at = bytes[start...].firstIndex(of: first) {
      if bytes[at...].starts(with: wanted) { return at..<bytes.index(at, offsetBy: wanted.count) }
      start = bytes.index(after: at)
    }
    return nil
  }
}
