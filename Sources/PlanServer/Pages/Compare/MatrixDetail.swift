import Foundation
import PlanLibrary

/// One indicator in all places: baseline, target and what follows from them, with the rank under each measure, as tables
/// and drawn.
struct MatrixDetail {
  let words: Wording
  let matrix: TargetMatrix
  let row: TargetMatrix.Row
  let request: CompareRequest

  private typealias Line = (place: TargetMatrix.PlaceColumn, cell: MatrixCell)

  /// The statement that is measured; nil for blanks and contradictions.
  private static func chosen(_ cell: MatrixCell) -> (figures: MatrixFigures, statement: MatrixStatement)? {
    guard let figures = cell.figures, let at = figures.chosen, figures.statements.indices.contains(at) else {
      return nil
    }
    return (figures, figures.statements[at])
  }

  /// All places; by rank if a measure is asked for, those without at the end.
  private var lines: [Line] {
    let all = zip(matrix.places, row.cells).map { (place: $0, cell: $1) }
    guard let measure = request.measure else { return all }
    return all.enumerated().sorted { a, b in
      let (x, y) = (a.element.cell.figures?.ranks[measure] ?? .max, b.element.cell.figures?.ranks[measure] ?? .max)
      return x != y ? x < y : a.offset < b.offset
    }.map(\.element)
  }

  /// Measures that more than one place has.
  private var measures: [Measure] {
    Measure.allCases.filter { measure in row.cells.count { $0.figures?.ranks[measure] != nil } > 1 }
  }

  static func head(_ words: Wording, _ request: CompareRequest, _ matrix: TargetMatrix) -> Node {
    let answered = matrix.places.indices.count { i in matrix.rows.contains { $0.cells[i].figures != nil } }
    let count = words(
      "matrix.answered", ["n": words.number(answered), "all": words.number(matrix.places.count)])
    return el(.div) {
      el(.p) { el(.a, .href(request.address())) { words("matrix.back") } }
      CompareToolbar(words: words, request: request, count: count).node
    }
  }

  var nodes: [Node] {
    [
      el(.h2) {
        row.title
        if let unit = row.unit { el(.span, .class("tag")) { unit } }
      },
      row.names.count > 1 ? MatrixNames(words: words, row: row).node : nil,
      row.reversals.isEmpty ? nil : el(.p, .class("notice")) { words("matrix.reversed.long") },
      table,
      el(.div, .class("charts")) {
        ArrowChart(words: words, unit: row.unit ?? "", lines: arrows).node
        RankChart(words: words, measures: measures, lines: ranks).node
      },
    ].compactMap(\.self)
  }

  private var arrows: [ArrowChart.Line] {
    lines.compactMap { line in
      guard let statement = Self.chosen(line.cell)?.statement, let to = statement.commonValue else { return nil }
      return ArrowChart.Line(label: line.place.label, from: statement.baseline?.commonValue, to: to)
    }
  }

  private var ranks: [RankChart.Line] {
    lines.compactMap { line in
      Self.chosen(line.cell).map { found in
        RankChart.Line(label: line.place.label, ranks: measures.map { found.figures.ranks[$0] })
      }
    }
  }

  private var table: Node {
    el(.div, .class("scroll"), Attribute(.tabindex, "0"), Attribute(.role, "group"), .label(row.title)) {
      el(.table) {
        el(.thead) {
          el(.tr) {
            el(.th, Attribute(.scope, "col")) { words("field.place") }
            el(.th, Attribute(.scope, "col")) { words("matrix.statement") }
            for measure in measures {
              el(
                .th, .class("number"), Attribute(.scope, "col"),
                measure == request.measure ? Attribute(.ariaSort, "descending") : nil
              ) {
                el(.a, .href(request.address(indicator: row.title, measure: measure))) {
                  words.language.choose(measure.words)
                }
              }
            }
          }
        }
        el(.tbody) { lines.map(line) }
      }
    }
  }

  private func line(_ line: Line) -> Node {
    el(.tr) {
      el(.th, Attribute(.scope, "row")) { line.place.label }
      MatrixCellNode(words: words, cell: line.cell, hasFields: true).node
      for measure in measures { measured(line.cell.figures, measure) }
    }
  }

  private func measured(_ figures: MatrixFigures?, _ measure: Measure) -> Node {
    el(.td, .class("number")) {
      if let number = figures?.number(measure) { MeasureText.text(number, measure) }
      if let rank = figures?.ranks[measure] { el(.span, .class("tag")) { words("matrix.rank", ["n": String(rank)]) } }
    }
  }
}
