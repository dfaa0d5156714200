import PlanText

/// Reads the rules of one file.
struct RuleFile {
  private struct Draft {
    var name = ""
    var line = 0
    var patterns: [PatternProgram] = []
    var conditions: [RuleCondition] = []
    var meaning: RuleMeaning?
    var positive: [RuleExample] = []
    var negative: [RuleExample] = []
  }

  /// Kinds of record that `means` may name.
  static let records = ["target", "baseline", "nothing"]

  let file: String
  let lexicon: Lexicon

  /// The rules in the order of the file.
  func rules(in content: String) throws(RuleError) -> [Rule] {
    var rules: [Rule] = []
    var draft: Draft?
    for (number, raw) in content[...].tableLines.enumerated() {
      let line = number + 1
      let text = trimmed(raw)
      if text.isEmpty || text.hasPrefix("#") { continue }
      let (keyword, rest) = splitKeyword(text)
      if keyword == "rule" {
        if let draft { rules.append(try finish(draft)) }
        guard !rest.isEmpty else { throw .syntax(file: file, line: line, found: text, expected: "rule NAME") }
        draft = Draft(name: rest, line: line)
        continue
      }
      guard var open = draft else {
        throw .syntax(file: file, line: line, found: text, expected: "“rule NAME” before this line")
      }
      try add(keyword, rest, line, to: &open)
      draft = open
    }
    if let draft { rules.append(try finish(draft)) }
    return rules
  }

  private func add(_ keyword: String, _ rest: String, _ line: Int, to draft: inout Draft) throws(RuleError) {
    switch keyword {
    case "when":
      draft.patterns.append(try PatternProgram(withoutNote(rest), lexicon: lexicon, file: file, line: line))
    case "where":
      for word in withoutNote(rest).split(whereSeparator: { $0 == "," || $0 == " " }) {
        guard let condition = RuleCondition(rawValue: String(word)) else {
          throw .syntax(
            file: file, line: line, found: String(word),
            expected: "one of \(RuleCondition.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        draft.conditions.append(condition)
      }
    case "means": draft.meaning = try meaning(withoutNote(rest), line)
    case "yes": draft.positive.append(try example(withoutNote(rest), line))
    case "no":
      let (period, text) = try context(withoutNote(rest), line)
      draft.negative.append(RuleExample(line: line, period: period, text: text, expected: []))
    default:
      throw .syntax(file: file, line: line, found: keyword, expected: "rule, when, where, means, yes or no")
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
      name: draft.name, file: file, line: draft.line, patterns: draft.patterns, conditions: draft.conditions,
      meaning: meaning, positive: draft.positive, negative: draft.negative)
  }

  private func meaning(_ text: String, _ line: Int) throws(RuleError) -> RuleMeaning {
    let words = text.split(separator: " ").map(String.init)
    guard let record = words.first, Self.records.contains(record) else {
      throw .syntax(
        file: file, line: line, found: text, expected: "one of \(Self.records.joined(separator: ", ")) and KEY=VALUE …")
    }
    return RuleMeaning(record: record, fields: try fields(words.dropFirst(), line))
  }

  /// `KEY=VALUE` pairs; the value may hold `=`.
  private func fields(_ words: some Sequence<String>, _ line: Int) throws(RuleError) -> [String: String] {
    var fields: [String: String] = [:]
    for word in words {
      guard let equals = word.firstIndex(of: "="), equals > word.startIndex else {
        throw .syntax(file: file, line: line, found: word, expected: "KEY=VALUE")
      }
      fields[String(word[..<equals])] = String(word[word.index(after: equals)...])
    }
    return fields
  }

  /// `[2021-2025] TEXT → KEY=VALUE … | KEY=VALUE …`
  private func example(_ text: String, _ line: Int) throws(RuleError) -> RuleExample {
    let (period, rest) = try context(text, line)
    guard let arrow = rest.range(ofFirst: "→") else {
      throw .syntax(file: file, line: line, found: text, expected: "TEXT → KEY=VALUE …")
    }
    var expected: [[String: String]] = []
    for part in rest[arrow.upperBound...].split(separator: "|") {
      expected.append(try fields(part.split(separator: " ").map(String.init), line))
    }
    return RuleExample(line: line, period: period, text: trimmed(rest[..<arrow.lowerBound]), expected: expected)
  }

  private func context(_ text: String, _ line: Int) throws(RuleError) -> (ClosedRange<Int>?, String) {
    guard text.hasPrefix("["), let close = text.firstIndex(of: "]") else { return (nil, text) }
    let years = text[text.index(after: text.startIndex)..<close].split(separator: "-").compactMap { Int($0) }
    guard let first = years.first, let last = years.last, years.count <= 2, first <= last else {
      throw .syntax(file: file, line: line, found: text, expected: "[2026] or [2021-2025] before the text")
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
