package import PlanText
package import SearchIndex

/// A matching passage, with everything that is shown of it.
package struct PassageHit: Sendable {
  package let key: EntryKey
  package let document: DocumentSummary
  package let section: String?
  package let heading: String?
  package let role: String
  /// On which it starts; nil for formats without pages.
  package let page: Int?
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

  func passage(_ key: EntryKey, score: Float) throws(LibraryError) -> PassageHit? {
    guard let document = try library.head(key.document)?.summary, let place = try library.place(key) else {
      throw damaged(key)
    }
    let (start, end) = (place.span.start, place.span.end)
    let text = try library.keptText(of: key.document)
    let marks = try highlights(key, place.maps, in: place.span)
    let found = Set(marks.spans).union(
      (targets[key.document] ?? []).filter { $0.start < end && $0.end > start }
        .map { SourceSpan(start: max($0.start, start), end: min($0.end, end)) })
    return PassageHit(
      key: key, document: document, section: place.section, heading: place.heading, role: place.role, page: place.page,
      span: place.span, quote: String(scalars: text[place.span.range.clamped(to: 0..<text.count)]), highlights: found.sorted(),
      score: score, isFolded: isFolded(marks.spans, text), isRepaired: marks.isRepaired)
  }

  /// Whether no marked place reads as the query does.
  private func isFolded(_ spans: [SourceSpan], _ text: [Unicode.Scalar]) -> Bool {
    if spans.isEmpty || literals.isEmpty { return false }
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
