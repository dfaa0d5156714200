import PlanLibrary
import PlanText

/// Prints search hits.
struct HitPrinter {
  let format: SearchCommand.OutputFormat
  let lang: Language
  let offset: Int
  let query: String

  /// - Parameter next: where the list goes on.
  func print(passages: [PassageHit], total: Int, next: SearchCursor?) throws(LibraryError) {
    if format == .table {
      for (i, hit) in passages.enumerated() { try printTable(hit, number: offset + i + 1, hits: nil) }
    } else {
      try records(HitRecords.passageColumns, passages.map(HitRecords.cells), total: total, next: next)
    }
  }

  func print(documents: [DocumentHit], total: Int) throws(LibraryError) {
    if format == .table {
      for (i, hit) in documents.enumerated() { try printTable(hit, number: offset + i + 1) }
    } else {
      try records(HitRecords.documentColumns, documents.map(HitRecords.cells), total: total)
    }
  }

  // MARK: records

  private func records(_ columns: [Column], _ rows: [[Cell]], total: Int, next: SearchCursor? = nil)
    throws(LibraryError)
  {
    var out: [UInt8] = []
    if format == .json {
      let fields: [Column] = [
        Column(name: "query", kind: .text), Column(name: "total", kind: .integer),
        Column(name: "offset", kind: .integer), Column(name: "next", kind: .text),
        Column(name: "hits", kind: .records),
      ]
      let encoder = RecordEncoder(columns: fields, format: .jsonl)
      encoder.append([.text(query), .integer(total), .integer(offset), next.map { .text($0.text) } ?? .null, .records(columns, rows)], to: &out)
    } else {
      let encoder = RecordEncoder(columns: columns, format: format == .csv ? .csv : .jsonl)
      out = encoder.header
      for row in rows { encoder.append(row, to: &out) }
    }
    try Console.output(out)
  }

  // MARK: table

  private func printTable(_ hit: DocumentHit, number: Int) throws(LibraryError) {
    guard let best = hit.best.first else { return }
    try printTable(best, number: number, hits: hit.hits)
    for more in hit.best.dropFirst() { try printPassage(more) }
  }

  private func printTable(_ hit: PassageHit, number: Int, hits: Int?) throws(LibraryError) {
    let d = hit.document
    var facts: [String] = []
    if !d.place.isEmpty { facts.append(d.place) }
    if let start = d.periodStart {
      facts.append(d.periodEnd.map { $0 == start ? "\(start)" : "\(start)—\($0)" } ?? "\(start)")
    }
    if let hits { facts.append(Localized(zh: "\(hits) 段", en: "\(hits) passages").label(lang)) }
    try Console.line("\(number)  " + Console.bold(d.name) + (facts.isEmpty ? "" : "  " + facts.joined(separator: "  ")))
    try printPassage(hit)
    try Console.line(
      Console.dim(
        "    \(d.id)  \(d.source)  [\(hit.span.start), \(hit.span.end)]\(page(hit))\(score(hit))\(way(hit))"))
  }

  /// Nothing for formats without pages.
  private func page(_ hit: PassageHit) -> String {
    hit.page.map { "  " + Localized(zh: "第 \($0) 页", en: "page \($0)").label(lang) } ?? ""
  }

  /// Nothing where a query has only filters.
  private func score(_ hit: PassageHit) -> String { hit.score == 0 ? "" : "  " + HitRecords.score(hit.score) }

  /// How the hit was met, where it does not read as the query does.
  private func way(_ hit: PassageHit) -> String {
    var ways: [Localized] = []
    if hit.isRepaired { ways.append(Localized(zh: "经修复", en: "after repair")) }
    if hit.isFolded { ways.append(Localized(zh: "字形或全半角不同", en: "other script or width")) }
    return ways.map { "  " + $0.label(lang) }.joined()
  }

  private func printPassage(_ hit: PassageHit) throws(LibraryError) {
    var place = [path(hit), hit.heading.map(flat)].compactMap(\.self).joined(separator: " ")
    if hit.role != "body" { place += place.isEmpty ? "〔\(hit.role)〕" : " 〔\(hit.role)〕" }
    if !place.isEmpty { try Console.line("    " + Console.dim(EastAsianWidth.clipped(place, to: Console.width - 4))) }
    let width = max(60, Console.width * 2 - 12)
    try Console.line("    " + hit.snippetText(width: width, mark: Console.marked))
  }

  /// The section without its last part where that is the heading itself.
  private func path(_ hit: PassageHit) -> String? {
    guard let section = hit.section, let heading = hit.heading, let slash = section.lastIndex(of: "/") else { return hit.section }
    let last = SearchFold.fold(String(section[section.index(after: slash)...]))
    return SearchFold.fold(heading).starts(with: last) ? String(section[..<slash]) : section
  }

  private func flat(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
