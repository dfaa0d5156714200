import Foundation
import PlanText

/// The targets of one column, read from the catalogue.
struct MatrixSources {
  let library: Library
  let filter: RecordFilter?

  /// One target as a plan states it.
  struct Item {
    let column: Int
    let document: DocumentSummary
    let name: IndicatorName
    let op: String
    let value: Decimal?
    let high: Decimal?
    let unit: String?
    let kind: String
    let deadline: Int?
    let deadlineExplicit: Bool
    let recurrence: String?
    let actor: String?
    let baseline: (value: Decimal, unit: String?, year: Int?)?
    let witness: MatrixWitness
  }

  func items(of document: DocumentSummary, column: Int) throws(LibraryError) -> [Item] {
    let export = Export(library: library, kind: .targets, filter: filter)
    let places = Self.places(of: document)
    return try export.records(of: document).map { cells in
      item(RecordCells(columns: ExportKind.targets.columns, cells: cells), document, column, places)
    }
  }

  /// The place as a name of an indicator may open with it.
  static func places(of document: DocumentSummary) -> [String] {
    [document.province, document.city, document.county].compactMap(\.self).flatMap { name -> [String] in
      let short = name.count > 2 && "省市县区州盟".contains(name.suffix(1)) ? [String(name.dropLast())] : []
      return [name] + short
    }
  }

  private func item(_ r: RecordCells, _ document: DocumentSummary, _ column: Int, _ places: [String]) -> Item {
    let indicator = r.text("indicator") ?? ""
    let start = r.integer("start") ?? 0
    let baseline = Figures.parse(r.number("baseline_value")).map {
      (value: $0, unit: r.text("baseline_unit"), year: r.integer("baseline_year"))
    }
    return Item(
      column: column, document: document, name: IndicatorName(indicator, places: places), op: r.text("op") ?? "",
      value: Figures.parse(r.number("value")), high: Figures.parse(r.number("high")), unit: r.text("unit"),
      kind: r.text("kind") ?? "", deadline: r.integer("deadline"), deadlineExplicit: r.isTrue("deadline_explicit"),
      recurrence: r.text("recurrence"), actor: r.text("actor"), baseline: baseline,
      witness: MatrixWitness(
        document: document.id, source: document.source, section: r.text("section"),
        span: SourceSpan(start: start, end: max(start, r.integer("end") ?? 0)), quote: r.text("quote") ?? "",
        indicator: indicator, op: r.text("op") ?? "", strength: r.text("strength"),
        certainty: r.text("certainty") ?? "", reasons: r.list("reasons")))
  }
}

/// The cells of a record by name.
struct RecordCells {
  let columns: [Column]
  let cells: [Cell]

  func cell(_ name: String) -> Cell { zip(columns, cells).first { $0.0.name == name }?.1 ?? .null }
  func text(_ name: String) -> String? { cell(name).text }
  func number(_ name: String) -> String? { cell(name).number }
  func integer(_ name: String) -> Int? { cell(name).integer }
  func isTrue(_ name: String) -> Bool { cell(name) == .boolean(true) }
  func list(_ name: String) -> [String] {
    if case .list(let list) = cell(name) { return list }
    return []
  }
}
