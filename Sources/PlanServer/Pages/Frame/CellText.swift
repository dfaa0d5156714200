import PlanLibrary

/// A field of a record as text.
enum CellText {
  /// As exported, lists joined by `；`.
  static func plain(_ cell: Cell) -> String {
    switch cell {
    case .null: ""
    case .text(let text): text
    case .integer(let number): String(number)
    case .number(let number): number
    case .boolean(let value): value ? "true" : "false"
    case .list(let list): list.joined(separator: "；")
    case .spans, .records: ""
    }
  }

  /// A plain decimal with its thousands set apart.
  static func grouped(_ number: String) -> String {
    let parts = number.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let isNegative = number.hasPrefix("-")
    var digits = Array(parts[0].drop { $0 == "-" })
    var i = digits.count - 3
    while i > 0 {
      digits.insert(",", at: i)
      i -= 3
    }
    return (isNegative ? "-" : "") + String(digits) + (parts.count > 1 ? "." + parts[1] : "")
  }

  /// Fields with coded values, and under which name their words are kept.
  private static let coded = [
    "level": "level", "strength": "strength", "certainty": "certainty", "recurrence": "recurrence", "script": "script",
    "flags": "flag", "op": "op",
  ]

  /// In the words of the page where the value is a code.
  /// - Parameter kind: of the record; `role` and `kind` mean different things in different records.
  static func shown(_ column: String, _ cell: Cell, _ words: Wording, of kind: ExportKind? = nil) -> String {
    if case .boolean(let value) = cell { return words(value ? "value.yes" : "value.no") }
    if case .number(let number) = cell { return grouped(number) }
    let field: String? =
      switch (column, kind) {
      case ("role", _): "owner-role"
      case ("kind", .documents), ("kind", nil): nil
      case ("kind", .targets): "target-kind"
      case ("kind", .damage): "damage"
      default: coded[column]
      }
    // Verb and object stand with a bar between them.
    if column == "actions" { return plain(cell).replacing("|", with: " ") }
    guard let field else { return plain(cell) }
    if case .list(let list) = cell { return list.map { words.value(field, $0) }.joined(separator: "；") }
    return words.value(field, plain(cell))
  }
}
