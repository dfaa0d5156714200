import Foundation

extension MatrixStatement {
  /// `8.6%→≥13%（2025）`, `每年≥3场`; `×2` behind what stands in two places.
  package var text: String {
    var out = ""
    if let baseline {
      out += TargetWords.figure(op: "=", value: Figures.text(baseline.value), high: nil, unit: baseline.unit) + "→"
    }
    out += Self.repetitions[recurrence ?? ""] ?? ""
    // A change is called a growth only in the text's own word; the verb of a fall stands in the indicator (近视率下降).
    if kind == "growth" { out += witnesses[0].quote.contains("增长") ? "增长" : "变动" }
    out += TargetWords.figure(op: op, value: value.map(Figures.text), high: high.map(Figures.text), unit: unit)
    if let deadline { out += "（\(deadline)）" }
    if let actor { out += "［\(actor)］" }
    if witnesses.count > 1 { out += "×\(witnesses.count)" }
    return out
  }

  private static let repetitions = ["year": "每年", "quarter": "每季", "month": "每月", "week": "每周", "day": "每日"]
}

extension MatrixCell {
  /// What a table shows: the statements, `⚠` in front of contradictions, or why there is none.
  package func text(_ language: Language) -> String {
    switch self {
    case .figures(let figures):
      (figures.contradictions.isEmpty ? "" : "⚠ ") + figures.statements.map(\.text).joined(separator: "；")
    case .blank(let blank):
      "—" + blank.kind.words.label(language == .both ? .zh : language)
        + (blank.alternatives.isEmpty ? "" : "（?" + blank.alternatives.joined(separator: "、") + "）")
    }
  }

  /// As exported.
  package var state: String {
    switch self {
    case .figures: "value"
    case .blank(let blank): blank.kind.rawValue
    }
  }
}

extension TargetMatrix.Row {
  /// Under each measure that more than one place has, the places in order: `增减 change: 广元市 +4.4 > 青海省 +4.05`.
  /// Empty unless the measures disagree.
  package func rankNotes(_ columns: [TargetMatrix.PlaceColumn], _ language: Language) -> [String] {
    guard !reversals.isEmpty else { return [] }
    let involved = Set(reversals.flatMap { [$0.first, $0.second] })
    return Measure.allCases.filter { involved.contains($0) }.map { measure in
      let placed = cells.enumerated().compactMap { i, cell -> (rank: Int, column: Int, text: String)? in
        guard let figures = cell.figures, let number = figures.number(measure), let rank = figures.ranks[measure] else {
          return nil
        }
        return (rank, i, Self.text(number, measure))
      }
      let order = placed.sorted { ($0.rank, $0.column) < ($1.rank, $1.column) }
      return "↕ " + measure.words.label(language) + ": "
        + order.map { "\($0.rank) \(columns[$0.column].label) \($0.text)" }.joined(separator: " > ")
    }
  }

  private static func text(_ number: Decimal, _ measure: Measure) -> String {
    switch measure {
    case .change, .linearPerYear: (number > 0 ? "+" : "") + Figures.text(number)
    case .ratio: "×" + Figures.text(Figures.rounded(number, 2))
    case .compoundPerYear: Figures.text(Figures.rounded(number, 2)) + "%"
    case .value, .valuePerYear: TargetWords.grouped(Figures.text(number))
    }
  }
}
