import PlanExtraction
import PlanText

/// What the engine is told of a passage besides its text: values to filter by, and its rank weight.
struct PassageMarks {
  private let outline: Outline
  private let documentKeywords: [KeywordRecord]
  private let targets: SpanIndex<KeywordRecord>
  private let obligations: SpanIndex<KeywordRecord>
  private let owners: SpanIndex<KeywordRecord>
  private let headings: SpanIndex<Bool>
  private let title: [UInt32]

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
    headings = SpanIndex(outline.sections.compactMap { s in s.heading.map { (text.sourceSpan($0), true) } })
    title = SearchFold.fold(outline.metadata.title ?? "")
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

  /// Titles and headings above the body; notice and annex lower; contents and page chrome lowest.
  func weight(of passage: Passage) -> Float {
    switch passage.role {
    case .contents, .chrome: return 0.25
    case .notice: return 0.6
    case .annex: return 0.7
    case .body: break
    }
    if isTitle(passage) { return 2 }
    return headings.overlapping(passage.span).isEmpty ? 1 : 1.3
  }

  private func isTitle(_ passage: Passage) -> Bool {
    guard !title.isEmpty, let reading = passage.readings.first else { return false }
    let own = reading.scalars.prefix(reading.ownCount).filter { $0 > 0x20 }
    return !own.isEmpty && own.count <= title.count + 4 && own.count * 2 >= title.count && contains(title, own)
  }

  private func contains(_ title: [UInt32], _ own: [UInt32]) -> Bool {
    let (long, short) = title.count >= own.count ? (title, own) : (own, title)
    return (0...long.count - short.count).contains { long[$0..<$0 + short.count].elementsEqual(short) }
  }
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
