import Foundation
import PlanLibrary

/// One indicator in all places: baseline, target and what follows from them, with the rank under each measure, as tables
/// and drawn.
struct MatrixDetail {
  let words: Wording
  let matrix: TargetMatrix
  let row: TargetMatrix.Row
  let request: CompareRequest

  private typealias Line = (place: TargetMatrix.PlaceColumn, figures: MatrixFigures, statement: MatrixStatement)

  /// Places that say something, with the statement that counts; by rank if a measure is asked for, those without at the
  /// end.
  private var lines: [Line] {
    let found = zip(matrix.places, row.cells).compactMap { place, cell -> Line? in
      guard let figures = cell.figures, let chosen = figures.chosen, figures.statements.indices.contains(chosen) else {
        return nil
      }
      return (place, figures, figures.statements[chosen])
    }
    guard let measure = request.measure else { return found }
    return found.enumerated().sorted { a, b in
      (a.element.figures.ranks[measure] ?? .max, a.offset) < (b.element.figures.ranks[measure] ?? .max, b.offset)
    }.map(\.element)
  }

  /// Measures that more than one place has.
  private var measures: [Measure] {
    Measure.allCases.filter { measure in lines.count { $0.figures.ranks[measure] != nil } > 1 }
  }

  var nodes: [Node] {
    [
      el(.p) { el(.a, .href(request.address())) { words("matrix.back") } },
      el(.h2) { row.title },
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
      line.statement.commonValue.map {
        ArrowChart.Line(label: line.place.label, from: line.statement.baseline?.commonValue, to: $0)
      }
    }
  }

  private var ranks: [RankChart.Line] {
    lines.map { line in RankChart.Line(label: line.place.label, ranks: measures.map { line.figures.ranks[$0] }) }
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
                el(.a, .href(request.address(indicator: row.indicator, measure: measure))) {
                  words.language.choose(measure.words)
                }
              }
            }
          }
        }
        el(.tbody) {
          for line in lines {
            el(.tr) {
              el(.th, Attribute(.scope, "row")) { line.place.label }
              el(.td) {
                if let witness = line.statement.witnesses.first {
                  el(.a, .href(Permalink.address(witness.document, witness.span)), Attribute(.title, witness.quote)) {
                    line.statement.text
                  }
                }
              }
              for measure in measures { measured(line.figures, measure) }
            }
          }
        }
      }
    }
  }

  private func measured(_ figures: MatrixFigures, _ measure: Measure) -> Node {
    let number = figures.number(measure)
    return el(.td, .class("number")) {
      if let number { MeasureText.text(number, measure) }
      if let rank = figures.ranks[measure] { el(.span, .class("tag")) { words("matrix.rank", ["n": String(rank)]) } }
    }
  }
}
