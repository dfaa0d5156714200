import Foundation

/// The documentation of the rules, made from their files and a template (`Rules/document.md`), in which the lines
/// `<!-- rules -->` and `<!-- certainty -->` stand for what is generated and `<!-- count -->` for the number of rules.
package struct RuleDocument: Sendable {
  private let book: RuleBook

  package init(book: RuleBook) { self.book = book }

  /// The whole document. Equal rules give equal text.
  /// - Throws: `unreadable` without the template.
  package func text() throws(RuleError) -> String {
    let path = (Bundle.module.resourcePath ?? "") + "/Rules/document.md"
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)), let template = String(validating: data, as: UTF8.self)
    else { throw .unreadable(file: path, reason: "the template is missing") }
    return template.replacing("<!-- count -->", with: "\(book.rules.count)")
      .replacing("<!-- rules -->", with: rules()).replacing("<!-- certainty -->", with: certainty())
  }

  // MARK: rules

  /// One table a file, in the order of the book.
  func rules() -> String {
    book.files.map { file in
      let title = file.title.map { " — \($0.zh) \($0.en)" } ?? ""
      let rows = book.rules.filter { $0.file == file.name }.map(row)
      return
        (["### `\(Self.base(file.name))`\(title)", "", "| 规则 rule | 含义 meaning | 成立 yes | 不成立 no |", "|---|---|---|---|"] + rows)
        .joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  private func row(_ rule: Rule) -> String {
    let about = rule.about.map { "\($0.zh) / \($0.en)" } ?? "—"
    let conditions = rule.conditions.isEmpty ? "" : "；where `\(rule.conditionNames.joined(separator: ", "))`"
    let yes = rule.positive.first.map { Self.shown($0) + " → " + Self.outcome($0, of: rule) } ?? ""
    let no = rule.negative.first.map(Self.shown) ?? ""
    return "| `\(rule.name)` | \(Self.cell(about + conditions)) | \(Self.cell(yes)) | \(Self.cell(no)) |"
  }

  /// `[2021-2025] TEXT`.
  private static func shown(_ example: RuleExample) -> String {
    guard let period = example.period else { return example.text }
    let years = period.count == 1 ? "\(period.lowerBound)" : "\(period.lowerBound)-\(period.upperBound)"
    return "[\(years)] \(example.text)"
  }

  private static let order = [
    "indicator", "op", "value", "high", "unit", "kind", "deadline", "recurrence", "actor", "baseline", "strength",
  ]

  private static func outcome(_ example: RuleExample, of rule: Rule) -> String {
    if rule.record == "nothing" { return "（无 none）" }
    return example.expected.map { fields in
      let keys = fields.keys.sorted { (order.firstIndex(of: $0) ?? order.count, $0) < (order.firstIndex(of: $1) ?? order.count, $1) }
      return "`" + keys.map { "\($0)=\(fields[$0] ?? "")" }.joined(separator: " ") + "`"
    }.joined(separator: "；")
  }

  private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }

  private static func base(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  // MARK: certainty

  /// The codes by class.
  func certainty() -> String {
    let rows = CertaintyReason.allCases.map { reason in
      "| `\(reason.rawValue)` | `\(reason.class.rawValue)` | \(reason.meaning.zh) | \(reason.meaning.en) |"
    }
    return (["| 代码 code | 等级 class | 中文 | English |", "|---|---|---|---|"] + rows).joined(separator: "\n")
  }
}
