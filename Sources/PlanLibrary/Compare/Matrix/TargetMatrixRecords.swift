import Foundation
import PlanText

/// The matrix written out: one line a statement, or a line for a blank.
extension TargetMatrix: ComparisonReport {
  package var basis: ComparisonBasis { .targets }

  package func table(_ language: Language) -> ComparisonTable {
    var notes: [Int: [String]] = [:]
    for (i, row) in rows.enumerated() {
      let lines = row.rankNotes(places, language)
      if !lines.isEmpty { notes[i] = lines }
    }
    return ComparisonTable(
      header: ["targets"] + places.map(\.label),
      rows: rows.map { row in [row.title] + row.cells.map { $0.text(language) } }, notes: notes)
  }

  private static let statementColumns: [Column] = [
    .integer("statement"), .boolean("chosen"), .boolean("contradiction"), .text("op"), .number("value"),
    .number("high"), .text("unit"), .number("common_value"), .number("common_high"), .number("baseline_value"),
    .text("baseline_unit"), .integer("baseline_year"), .text("baseline_origin"), .integer("deadline"),
    .boolean("deadline_explicit"), .text("recurrence"), .text("actor"), .text("strength"), .text("certainty"),
  ]
  private static let derivedColumns: [Column] = [
    .number("change"), .number("ratio"), .integer("years"), .number("linear_per_year"), .number("compound_per_year"),
    .number("value_per_year"),
  ]
  private static let evidenceColumns: [Column] = [
    .integer("witnesses"), .text("document"), .text("source"), .text("section"), .text("quote"), .integer("start"),
    .integer("end"), .list("alternatives"),
  ]

  package var columns: [Column] {
    [
      .text("indicator"), .text("name"), .text("unit_class"), .text("common_unit"), .boolean("is_change"),
      .text("place"), .integer("period_start"), .integer("period_end"), .text("state"),
    ] + Self.statementColumns + Self.derivedColumns + Measure.allCases.map { .integer("rank_" + $0.rawValue) }
      + Self.evidenceColumns
  }

  package var records: [[Cell]] {
    rows.flatMap { row in
      zip(places, row.cells).flatMap { column, cell in lines(row, column, cell) }
    }
  }

  private func lines(_ row: Row, _ column: PlaceColumn, _ cell: MatrixCell) -> [[Cell]] {
    func head(_ name: String?) -> [Cell] {
      [
        .text(row.indicator), .text(name), .text(row.unitClass), .text(row.unit), .boolean(row.isChange),
        .text(column.place), .integer(column.periodStart), .integer(column.periodEnd), .text(cell.state),
      ]
    }
    switch cell {
    case .blank(let blank):
      let middle = Self.statementColumns.count + Self.derivedColumns.count + Measure.allCases.count
      let first = blank.mentions.first
      return [
        head(nil) + [Cell](repeating: .null, count: middle) + [.integer(blank.mentions.count)]
          + Self.evidence(first) + [.list(blank.alternatives)]
      ]
    case .figures(let figures):
      return figures.statements.indices.map { i in
        head(figures.statements[i].witnesses[0].indicator) + Self.statement(i, figures) + Self.derived(i, figures)
          + [.integer(figures.statements[i].witnesses.count)] + Self.evidence(figures.statements[i].witnesses[0]) + [.list([])]
      }
    }
  }

  private static func evidence(_ witness: MatrixWitness?) -> [Cell] {
    guard let w = witness else { return [Cell](repeating: .null, count: evidenceColumns.count - 2) }
    return [
      .text(w.document), .text(w.source), .text(w.section), .text(w.quote), .integer(w.span.start),
      .integer(w.span.end),
    ]
  }

  private static func statement(_ i: Int, _ figures: MatrixFigures) -> [Cell] {
    let s = figures.statements[i]
    return [
      .integer(i + 1), .boolean(figures.chosen == i), .boolean(figures.contradictions.contains { $0.contains(i) }),
      .text(s.op), .decimal(s.value), .decimal(s.high), .text(s.unit), .decimal(s.commonValue),
      .decimal(s.commonHigh), .decimal(s.baseline?.value), .text(s.baseline?.unit), .integer(s.baseline?.year),
      .text(s.baseline?.origin.rawValue), .integer(s.deadline), .boolean(s.deadlineExplicit), .text(s.recurrence),
      .text(s.actor), .text(s.strength), .text(s.certainty),
    ]
  }

  private static func derived(_ i: Int, _ figures: MatrixFigures) -> [Cell] {
    guard figures.chosen == i else {
      return [Cell](repeating: .null, count: derivedColumns.count + Measure.allCases.count)
    }
    let d = figures.derived
    return [
      .decimal(d.change), .decimal(d.ratio), .integer(d.years), .decimal(d.linearPerYear),
      .decimal(d.compoundPerYear), .decimal(d.valuePerYear),
    ] + Measure.allCases.map { .integer(figures.ranks[$0]) }
  }
}

extension Cell {
  /// Null for nil.
  static func decimal(_ value: Decimal?) -> Cell { value.map { Cell.number(Figures.text($0)) } ?? .null }
}

extension TargetMatrix.Row {
  /// The indicator with what keeps it apart from a row of the same name.
  package var title: String { isChange ? indicator + "（变动）" : indicator }
}
