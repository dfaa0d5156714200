import PlanExtraction
import PlanText

/// What the engine is told of a passage besides its text: values to filter by, and its rank weight.
struct PassageMarks {
  private let outline: Outline
  private let documentKeywords: [KeywordRecord]
  private let targets: SpanIndex<KeywordRecord>
  private let obligations: SpanIndex<KeywordRecord>
  private let owners: SpanIndex<KeywordRecord>
  /// Length of each heading in characters.
  private let headings: SpanIndex<Int>

  init(outline: Outline, findings: Findings) {
    self.outline = outline
    let text = outline.text
    documentKeywords = Self.documentKeywords(outline.metadata)
    targets = SpanIndex(
      findings.targets.map { (text.sourceSpan($0.range), KeywordRecord(field: "has", value: "target")) })
    obligations = SpanIndex(
      findings.obligations.flatMap { o in
        [
          KeywordRecord(field: "has", value: "obligation"),
          KeywordRecord(field: "strength", value: o.strength.rawValue),
        ]
        .map { (text.sourceSpan(o.range), $0) }
      })
    owners = SpanIndex(findings.owners.map { (text.sourceSpan($0.range), KeywordRecord(field: "has", value: "owner")) })
    headings = SpanIndex(
      outline.sections.compactMap { s in
        s.heading.map { heading in
          let span = text.sourceSpan(heading)
          return (span, span.count)
        }
      })
  }

  /// Facets that every passage of the document carries.
  static func documentKeywords(_ metadata: Metadata) -> [KeywordRecord] {
    var out: [KeywordRecord] = []
    let values = [
      ("province", metadata.province), ("city", metadata.city), ("level", metadata.level?.rawValue),
      ("kind", metadata.kind),
    ]
    for (field, value) in values {
      if let value, !value.isEmpty { out.append(KeywordRecord(field: field, value: String(value.prefix(200)))) }
    }
    return out
  }

  func keywords(of passage: Passage) -> [KeywordRecord] {
    var out = documentKeywords
    out.append(KeywordRecord(field: "role", value: passage.role.rawValue))
    for found in [targets, obligations, owners] {
      for keyword in found.overlapping(passage.span) where !out.contains(keyword) { out.append(keyword) }
    }
    return out
  }

  /// What the score of a passage is multiplied by; `Documentation/Ranking.md` has the table and the measurements behind it.
  func weight(of passage: Passage) -> Float {
    switch passage.role {
    case .contents, .chrome: 0.25
    case .notice: 0.6
    case .annex: 0.7
    case .body: isHeadingLine(passage) ? 0.7 : 1
    }
  }

  /// A line with a heading and nothing else than its marker: it says where to read, not what is planned.
  private func isHeadingLine(_ passage: Passage) -> Bool {
    headings.overlapping(passage.span).contains { passage.span.count <= $0 + Self.longestMarker }
  }

  /// Characters of a marker with its punctuation.
  private static let longestMarker = 6
}

/// Spans with a value each, asked for what overlaps a span. Built once, O(log n + matches) when spans are short.
struct SpanIndex<Value: Sendable>: Sendable {
  private let items: [(span: SourceSpan, value: Value)]
  /// Largest end among the items up to each place, so that a search can stop early.
  private let reach: [Int]

  init(_ items: [(SourceSpan, Value)]) {
    let ordered = items.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element)
    self.items = ordered.map { (span: $0.0, value: $0.1) }
    var most = 0
    reach = ordered.map { item in
      most = max(most, item.0.end)
      return most
    }
  }

  /// In order of their start.
  func overlapping(_ span: SourceSpan) -> [Value] {
    var low = 0
    var high = items.count
    while low < high {
      let mid = (low + high) / 2
      if items[mid].span.start < span.end { low = mid + 1 } else { high = mid }
    }
    var out: [Value] = []
    var i = low - 1
    while i >= 0, reach[i] > span.start {
      if items[i].span.end > span.start { out.append(items[i].value) }
      i -= 1
    }
    return out.reversed()
  }
}
