import PlanLibrary

/// Prints counts of values.
struct FacetPrinter {
  let format: SearchCommand.OutputFormat
  let lang: Language

  private static let columns: [Column] = [
    Column(name: "field", kind: .text), Column(name: "value", kind: .text), Column(name: "count", kind: .integer),
  ]

  func print(_ facets: [Facet]) throws(LibraryError) {
    let rows = facets.flatMap { facet in facet.values.map { (facet.field.rawValue, $0.value, $0.count) } }
    if format == .table {
      let none = Localized(zh: "（无）", en: "(none)").label(lang)
      for (field, value, count) in rows { try Console.line("\(field)  \(count)  \(value ?? none)") }
      return
    }
    let cells: [[Cell]] = rows.map { [.text($0.0), $0.1.map { .text($0) } ?? .null, .integer($0.2)] }
    var out: [UInt8] = []
    if format == .json {
      let encoder = RecordEncoder(columns: [Column(name: "facets", kind: .records)], format: .jsonl)
      encoder.append([.records(Self.columns, cells)], to: &out)
    } else {
      let encoder = RecordEncoder(columns: Self.columns, format: format == .csv ? .csv : .jsonl)
      out = encoder.header
      for row in cells { encoder.append(row, to: &out) }
    }
    try Console.output(out)
  }
}
