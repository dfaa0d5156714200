import GRDB
package import PlanText
package import SearchIndex

/// A matching passage, with everything that is shown of it.
package struct PassageHit: Sendable {
  package let key: EntryKey
  package let document: DocumentSummary
  package let section: String?
  package let heading: String?
  package let role: String
  package let span: SourceSpan
  package let quote: String
  /// Where the terms stand, in source offsets: ascending, each once. A phrase that runs on into the next passage is
  /// marked up to the passage's end.
  package let highlights: [SourceSpan]
  package let score: Float
  /// None of the words stands in the passage as the query has it: script, width, case or blanks differ.
  package let isFolded: Bool
  /// The words stand in the repaired text only, not in the text as printed.
  package let isRepaired: Bool
  /// The page on which the passage starts; nil for formats without pages.
  package let page: Int?
}

/// A document with its matching passages.
package struct DocumentHit: Sendable {
  /// Number of matching passages.
  package let hits: Int
  /// Best first, at most `LibrarySearch.bestPassages`.
  package let best: [PassageHit]
}

/// Answers queries over one snapshot.
package struct LibrarySearch {
  package let library: Library
  package let syntax: QuerySyntax
  package let query: Query
  /// Words of the query that a synonym file widened, with what was added.
  package let synonyms: [(word: String, others: [String])]
  /// The targets that the query asks for, by document.
  private let targets: [UInt32: [SourceSpan]]
  private let literals: [[Unicode.Scalar]]
  private let texts: TextCache
  let ranker: Ranker
  let memory = RankingMemory()
  package static let bestPassages = 3

  /// - Throws: `query` with the position of what is wrong.
  package init(_ text: String, library: Library, synonyms: Synonyms = .none) throws(LibraryError) {
    self.library = library
    var used: [(word: String, others: [String])] = []
    syntax = synonyms.apply(to: try SearchRequest.parse(text), used: &used)
    self.synonyms = used
    let resolver = QueryResolver(library: library)
    query = try resolver.resolve(syntax)
    targets = try resolver.targets(syntax.targetConditions)
    literals = syntax.literals.map { Array($0.unicodeScalars) }
    texts = TextCache(library: library)
    ranker = Ranker(syntax, library: library)
  }

  /// A search for what no text of a query says.
  init(query: Query, library: Library) {
    self.library = library
    self.query = query
    syntax = .and([])
    synonyms = []
    targets = [:]
    literals = []
    texts = TextCache(library: library)
    ranker = Ranker(syntax, library: library)
  }

  /// Number of matching passages.
  package func count() throws(LibraryError) -> Int { try engine { (e) throws(IndexError) in try e.count(query) } }

  /// Passages, best first.
  package func passages(limit: Int, offset: Int) throws(LibraryError) -> (total: Int, hits: [PassageHit]) {
    let found = try ranked(limit: limit, offset: offset)
    var hits: [PassageHit] = []
    for hit in found.hits { if let full = try passage(hit.key, score: hit.score) { hits.append(full) } }
    return (found.total, hits)
  }

  /// Documents in the order of their best passages.
  package func documents(limit: Int, offset: Int) throws(LibraryError) -> (total: Int, hits: [DocumentHit]) {
    let found = try ranked(limit: Int(Int32.max), offset: 0)
    var order: [UInt32] = []
    var groups: [UInt32: [SearchHit]] = [:]
    for hit in found.hits {
      if groups[hit.key.document] == nil { order.append(hit.key.document) }
      groups[hit.key.document, default: []].append(hit)
    }
    var hits: [DocumentHit] = []
    for document in order.dropFirst(max(0, offset)).prefix(max(0, limit)) {
      let group = groups[document] ?? []
      var best: [PassageHit] = []
      for hit in group.prefix(Self.bestPassages) {
        if let full = try passage(hit.key, score: hit.score) { best.append(full) }
      }
      hits.append(DocumentHit(hits: group.count, best: best))
    }
    return (order.count, hits)
  }

  private func engine<T>(_ body: (Searcher) throws(IndexError) -> T) throws(LibraryError) -> T {
    try Self.ask(library, body)
  }

  static func ask<T>(_ library: Library, _ body: (Searcher) throws(IndexError) -> T) throws(LibraryError) -> T {
    let searcher = try library.searcher
    do {
      return try body(searcher)
    } catch {
      throw LibraryError(error)
    }
  }

  // MARK: passages

  private static let select = """
    SELECT p.role AS role, p.start AS start, p."end" AS "end", p.maps AS maps, s.section AS section,
      s.heading AS heading, (SELECT l.page FROM page_line l WHERE l.document = p.document AND l.start <= p.start
      ORDER BY l.start DESC LIMIT 1) AS page FROM passage p LEFT JOIN section s ON s.document = p.document AND s.position = p.section
      WHERE p.document = ? AND p.position = ?
    """

  func passage(_ key: EntryKey, score: Float) throws(LibraryError) -> PassageHit? {
    guard let document = try texts.document(key.document) else { throw damaged(key) }
    let row = try library.access { db in
      try Row.fetchOne(
        db.cachedStatement(sql: Self.select), arguments: [Int64(key.document), Int64(key.passage)])
    }
    guard let row, let start = row.integer("start"), let end = row.integer("end"), start <= end,
      let maps = row.bytes("maps").flatMap(PassageMaps.decoded)
    else { throw damaged(key) }
    let span = SourceSpan(start: start, end: end)
    let marks = try highlights(key, maps, in: span)
    let found = Set(marks.spans).union(
      (targets[key.document] ?? []).filter { $0.start < end && $0.end > start }
        .map { SourceSpan(start: max($0.start, start), end: min($0.end, end)) })
    return PassageHit(
      key: key, document: document, section: row.text("section"), heading: row.text("heading"),
      role: row.text("role") ?? "body", span: span, quote: try texts.quote(span, of: key.document),
      highlights: found.sorted(), score: score, isFolded: try isFolded(marks.spans, of: key.document),
      isRepaired: marks.isRepaired, page: row.integer("page"))
  }

  /// Whether no marked place reads as the query does.
  private func isFolded(_ spans: [SourceSpan], of document: UInt32) throws(LibraryError) -> Bool {
    if spans.isEmpty || literals.isEmpty { return false }
    let text = try texts.text(document)
    return !spans.contains { span in
      literals.contains { $0.elementsEqual(text[span.range.clamped(to: 0..<text.count)]) }
    }
  }

  private func highlights(_ key: EntryKey, _ maps: [OffsetRuns], in passage: SourceSpan) throws(LibraryError)
    -> (spans: [SourceSpan], isRepaired: Bool)
  {
    let matches = try engine { (e) throws(IndexError) in try e.matches(query, in: key) }
    var spans: Set<SourceSpan> = []
    var repaired: [SourceSpan] = []
    for match in matches where match.reading < maps.count {
      let found = maps[match.reading].sourceSpan(match.range)
      // A phrase that runs on into the next passage is marked as far as this one goes.
      guard found.start < passage.end, found.end > found.start else { continue }
      let span = SourceSpan(start: found.start, end: min(found.end, passage.end))
      if match.reading == 0 { repaired.append(span) }
      // The same place as the repaired reading has it, seen without its gloss.
      if match.reading > 0, repaired.contains(where: { $0.start < span.end && $0.end > span.start }) { continue }
      spans.insert(span)
    }
    let isRepaired = maps.count > 1 && !matches.isEmpty && !matches.contains { $0.reading > 0 }
    return (spans.sorted(), isRepaired)
  }

  private func damaged(_ key: EntryKey) -> LibraryError {
    .damagedCatalogue(path: library.connection.path, detail: "passage \(key.passage) of document \(key.document)")
  }
}

/// Parsing on behalf of the commands.
package enum SearchRequest {
  package static func parse(_ text: String) throws(LibraryError) -> QuerySyntax {
    do {
      return try QueryParser.parse(text)
    } catch {
      throw .query(error)
    }
  }
}

/// Source texts and summaries of the documents that came up, kept up to a bound. For one thread.
final class TextCache {
  private let library: Library
  private var texts: [UInt32: [Unicode.Scalar]] = [:]
  private var summaries: [UInt32: DocumentSummary] = [:]
  private var held = 0
  /// Scalars held at most, apart from the text in use.
  private static let bound = 16_000_000

  init(library: Library) { self.library = library }

  func document(_ key: UInt32) throws(LibraryError) -> DocumentSummary? {
    if let known = summaries[key] { return known }
    let found = try library.document(key: key)
    summaries[key] = found
    return found
  }

  func text(_ key: UInt32) throws(LibraryError) -> [Unicode.Scalar] {
    if let known = texts[key] { return known }
    let text = try library.sourceText(of: key)
    if held + text.count > Self.bound {
      texts = [:]
      held = 0
    }
    texts[key] = text
    held += text.count
    return text
  }

  /// The source characters of a span, as far as the text reaches.
  func quote(_ span: SourceSpan, of key: UInt32) throws(LibraryError) -> String {
    let text = try text(key)
    let range = span.range.clamped(to: 0..<text.count)
    return String(scalars: text[range])
  }
}
