import PlanText

/// Search hits as records, with the fields of the contract.
package enum HitRecords {
  package static let passageColumns: [Column] = [
    .text("document"), .text("source"), .text("title"), .text("section"), .text("heading"), .text("role"),
    .integer("start"), .integer("end"), .text("quote"), .spans("highlights"), .number("score"), .text("issuer"),
    .text("province"), .text("city"), .text("level"), .text("kind"), .integer("period_start"),
    .integer("period_end"), .text("snippet"), .text("found_by"), .integer("page"),
  ]

  /// The best passage of the document, then the number of its matching passages and the best of them.
  package static let documentColumns = passageColumns + [.integer("hits"), Column(name: "passages", kind: .records)]

  private static let innerColumns: [Column] = [
    .text("section"), .text("heading"), .text("role"), .integer("start"), .integer("end"), .text("quote"),
    .spans("highlights"), .number("score"), .text("snippet"),
  ]

  package static func cells(_ hit: PassageHit) -> [Cell] {
    let d = hit.document
    let facts: [Cell] = [
      .text(d.issuer), .text(d.province), .text(d.city), .text(d.level), .text(d.kind), .integer(d.periodStart),
      .integer(d.periodEnd), .text(hit.snippetText()), .text(way(hit)), .integer(hit.page),
    ]
    return [.text(d.id), .text(d.source), .text(d.title)] + inner(hit) + facts
  }

  package static func cells(_ hit: DocumentHit) -> [Cell] {
    guard let best = hit.best.first else { return documentColumns.map { _ in .null } }
    return cells(best) + [.integer(hit.hits), .records(innerColumns, hit.best.map { inner($0) + [.text($0.snippetText())] })]
  }

  private static func inner(_ hit: PassageHit) -> [Cell] {
    [
      .text(hit.section), .text(hit.heading), .text(hit.role), .integer(hit.span.start), .integer(hit.span.end),
      .text(hit.quote), .spans(hit.highlights.map { [$0.start, $0.end] }), .number(score(hit.score)),
    ]
  }

  /// `text` where a word stands as the query has it; else `folding` (script, width, case or blanks differ), `repair` (only the
  /// repaired text has it) or both.
  private static func way(_ hit: PassageHit) -> String {
    switch (hit.isFolded, hit.isRepaired) {
    case (false, false): "text"
    case (true, false): "folding"
    case (false, true): "repair"
    case (true, true): "folding repair"
    }
  }

  /// With four decimals.
  package static func score(_ score: Float) -> String { decimal(steps(Double(score))) }

  /// A figure in ten-thousandths.
  static func steps(_ value: Double) -> Int { Int((min(max(value.isFinite ? value : 0, -1e12), 1e12) * 10_000).rounded()) }

  /// A figure given in ten-thousandths.
  static func decimal(_ steps: Int) -> String {
    let digits = String(steps.magnitude % 10_000)
    return (steps < 0 ? "-" : "") + "\(steps.magnitude / 10_000)." + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
