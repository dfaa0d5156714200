import PlanExtraction
import PlanLibrary
import PlanText

/// A record beside the passage that it was read from: its fields, how certain it is, and by which rule.
struct RecordCard {
  let words: Wording
  let document: DocumentSummary
  let finding: Finding
  let index: Int

  /// Columns that say where the record stands instead of what it says.
  private static let places: Set<String> = [
    "document", "source", "quote", "quote_simplified", "start", "end", "title", "issuer", "province", "city",
    "period_start", "period_end", "certainty", "reasons", "rule", "section",
  ]

  var node: Node {
    let certainty = finding.cell("certainty").text ?? ""
    return el(.details, .id("r\(index)"), .class("card is-" + finding.kind.rawValue)) {
      el(.summary) {
        el(.span, .class("sign is-" + finding.kind.rawValue), .label(words("kind." + finding.kind.rawValue))) {
          words("sign." + finding.kind.rawValue)
        }
        " " + RecordWords.line(finding, words)
        if certainty != CertaintyClass.explicit.rawValue {
          el(.span, .class("tag")) { words.value("certainty", certainty) }
        }
      }
      el(.dl) {
        for (column, cell) in zip(finding.columns, finding.cells)
        where !Self.places.contains(column.name) && !CellText.plain(cell).isEmpty {
          row("column." + column.name, CellText.shown(column.name, cell, words, of: finding.kind))
        }
        row("column.certainty", words.value("certainty", certainty))
        row("column.rule", finding.cell("rule").text ?? "")
      }
      reasons
      el(.p) { el(.a, .href(Permalink.address(document, finding.span))) { words("reader.cite") } }
    }
  }

  private func row(_ key: String, _ value: String) -> Node? {
    if value.isEmpty { return nil }
    return el(.div) {
      el(.dt) { words(key) }
      el(.dd) { value }
    }
  }

  private var reasons: Node? {
    let codes: [String] = if case .list(let codes) = finding.cell("reasons") { codes } else { [] }
    let lines = codes.map { code in
      CertaintyReason(rawValue: code).map { words.language.choose(Localized(zh: $0.meaning.zh, en: $0.meaning.en)) }
        ?? code
    }
    if lines.isEmpty { return nil }
    return el(.ul, .class("quiet")) { lines.map { line in el(.li) { line } } }
  }
}

/// A record in a few words.
enum RecordWords {
  static func line(_ finding: Finding, _ words: Wording) -> String {
    func text(_ name: String) -> String { CellText.plain(finding.cell(name)) }
    switch finding.kind {
    case .targets:
      let deadline = text("deadline").isEmpty ? "" : " · " + text("deadline")
      return text("indicator") + " " + TargetWords.figure(finding) + deadline
    case .obligations:
      let what = text("actions").isEmpty ? text("trigger") : text("actions").replacing("|", with: " ")
      return [words.value("strength", text("strength")), what].filter { !$0.isEmpty }.joined(separator: " · ")
    case .owners: return words.value("owner-role", text("role")) + " · " + text("names")
    default: return text("task")
    }
  }
}
