import PlanExtraction
import PlanText

/// What the engine is told of a passage besides its text: values to filter by, and its rank weight. Made from an outline when
/// a document is stored, and from the catalogue's rows when a segment is proved or written anew: the same either way.
struct PassageMarks {
  private let documentKeywords: [KeywordRecord]
  private let findings: [SpanIndex<KeywordRecord>]
  /// Length of each heading in characters.
  private let headings: SpanIndex<Int>

  /// - Parameters:
  ///   - findings: spans of the source with what a passage that they touch is marked with; targets, obligations, owners.
  ///   - headings: spans of headings in the source.
  init(
    documentKeywords: [KeywordRecord], findings: [[(SourceSpan, KeywordRecord)]],
    headings: [SourceSpan]
  ) {
    self.documentKeywords = documentKeywords
    self.findings = findings.map { SpanIndex($0) }
    self.headings = SpanIndex(headings.map { ($0, $0.count) })
  }

  init(outline: Outline, findings: Findings) {
    let text = outline.text
    self.init(
      documentKeywords: Self.documentKeywords(outline.metadata),
      findings: [
        findings.targets.flatMap { Self.marks(target: text.sourceSpan($0.range)) },
        findings.obligations.flatMap { Self.marks(obligation: text.sourceSpan($0.range), $0.strength.rawValue) },
        findings.owners.flatMap { Self.marks(owner: text.sourceSpan($0.range)) },
      ], headings: outline.sections.compactMap { $0.heading.map(text.sourceSpan) })
  }

  static func marks(target span: SourceSpan) -> [(SourceSpan, KeywordRecord)] {
    [(span, KeywordRecord(field: "has", value: "target"))]
  }

  static func marks(obligation span: SourceSpan, _ strength: String) -> [(SourceSpan, KeywordRecord)] {
    [
      (span, KeywordRecord(field: "has", value: "obligation")),
      (span, KeywordRecord(field: "strength", value: strength)),
    ]
  }

  static func marks(owner span: SourceSpan) -> [(SourceSpan, KeywordRecord)] {
    [(span, KeywordRecord(field: "has", value: "owner"))]
  }

  /// Facets that every passage of the document carries.
  static func documentKeywords(_ metadata: Metadata) -> [KeywordRecord] {
    documentKeywords([
      ("province", metadata.province), ("city", metadata.city), ("level", metadata.level?.rawValue),
      ("kind", metadata.kind),
    ])
  }

  static func documentKeywords(_ values: [(field: String, value: String?)]) -> [KeywordRecord] {
    var out: [KeywordRecord] = []
    for (field, value) in values {
      if let value, !value.isEmpty { out.append(KeywordRecord(field: field, value: String(value.prefix(200)))) }
    }
    return out
  }

  func keywords(of span: SourceSpan, role: Role) -> [KeywordRecord] {
    var out = documentKeywords
    out.append(KeywordRecord(field: "role", value: role.rawValue))
    for found in findings {
      for keyword in found.overlapping(span) where !out.contains(keyword) { out.append(keyword) }
    }
    return out
  }

  /// What the score of a passage is multiplied by; `Documentation/Ranking.md` has the table and the measurements behind it.
  func weight(of span: SourceSpan, role: Role) -> Float {
    switch role {
    case .contents, .chrome: 0.25
    case .notice: 0.6
    case .annex: 0.7
    case .body: isHeadingLine(span) ? 0.7 : 1
    }
  }

  /// A line with a heading and nothing else than its marker: it says where to read, not what is planned.
  private func isHeadingLine(_ span: SourceSpan) -> Bool {
    headings.overlapping(span).contains { span.count <= $0 + Self.longestMarker }
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
