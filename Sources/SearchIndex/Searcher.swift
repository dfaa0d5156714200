/// An immutable snapshot of the index: a list of segments and what is deleted from each. Safe to use from any number
/// of threads at once. The files may be removed while it is open, but never written to or shortened: where one was, every answer that would
/// have needed what is lost is an error.
package final class Searcher: Sendable {
  let parts: [LiveSegment]
  let scorer: Scorer
  private let scratches = ScratchPool()
  /// Live entries.
  package let entryCount: Int

  /// Opens the segments and proves the checksum of every part.
  /// - Parameters:
  ///   - segments: a key may be live in one of them only.
  ///   - analyzer: the name that the writer was given; `otherAnalyzer` is thrown if it differs.
  ///   - earlier: a snapshot of the same folder: files that it holds and that are still there are neither mapped nor
  ///     proved a second time.
  package init(folder: String, segments: [SegmentReference], analyzer: String, reusing earlier: Searcher? = nil)
    throws(IndexError)
  {
    var parts: [LiveSegment] = []
    for reference in segments {
      let held = earlier?.parts.first { $0.segment.name == reference.name && $0.segment.frame.file.isCurrent }
      if let held {
        parts.append(try LiveSegment(held.segment, reference))
      } else {
        parts.append(try LiveSegment(folder, reference, analyzer))
      }
    }
    self.parts = parts
    entryCount = parts.reduce(0) { $0 + $1.liveCount }
    scorer = Scorer(
      entries: parts.reduce(0) { $0 + $1.segment.count }, totalLength: parts.reduce(0) { $0 &+ $1.segment.totalLength })
  }

  /// The best entries after skipping `offset` of them, with the exact total.
  /// Equal scores are ordered by key; a query without positive phrases gives every entry the score 0.
  /// - Parameter after: only what comes behind this hit, which need not be there any more; the total does not change.
  package func search(_ query: Query, limit: Int, offset: Int = 0, after: SearchHit? = nil) throws(IndexError)
    -> SearchResult
  {
    try intact { () throws(IndexError) in
      let wanted = max(0, limit) > Int.max - max(0, offset) ? Int.max : max(0, limit) + max(0, offset)
      var (total, hits) = try best(query, wanted, after)
      if parts.count > 1 {
        hits.sort { a, b in a.score != b.score ? a.score > b.score : a.key < b.key }
      }
      if hits.count > max(0, limit) || offset > 0 { hits = Array(hits.dropFirst(max(0, offset)).prefix(max(0, limit))) }
      return SearchResult(total: total, hits: hits)
    }
  }

  /// The best few entries of each segment, and how many match in all.
  private func best(_ query: Query, _ wanted: Int, _ after: SearchHit?) throws(IndexError) -> (Int, [SearchHit]) {
    let pair = try PreparedPair(query, parts, scorer)
    let prepared = pair?.isReadableThroughout ?? false ? nil : try prepare(query)
    let idf = prepared?.phrases.map { scorer.idf($0.documentFrequency) } ?? []
    var (total, hits): (Int, [SearchHit]) = (0, [])
    for (place, part) in parts.enumerated() {
      var top = TopHits(limit: wanted)
      if let after { top.begin(after: after.score, ordinal: try part.segment.firstOrdinal(after: after.key)) }
      if let pair, let lists = pair.readable(place) {
        total += try rank(pair, lists, part, wanted, &top)
      } else if let prepared {
        let plan = prepared.plans[place]
        if case .list(let list, let leaf) = plan.plan {
          total += try rank(list, idf[leaf.slot], part, wanted, &top)
        } else {
          let found = try Evaluation(part.segment).find(plan.plan).outside(part.deleted)
          total += found.count
          if wanted > 0 { try scorer.rank(found, plan.leaves, idf, part.segment, into: &top) }
        }
      }
      for best in top.sorted() {
        hits.append(SearchHit(key: try part.segment.key(Int(best.ordinal)), score: best.score))
      }
    }
    return (total, hits)
  }

  /// Offers the entries of a segment that match a word whose list is the answer, some at a time: so they stay near whatever the
  /// length of the list.
  /// - Returns: how many there are.
  private func rank(_ list: PostingList, _ idf: Float, _ part: LiveSegment, _ wanted: Int, _ top: inout TopHits)
    throws(IndexError) -> Int
  {
    if wanted == 0, part.deleted.isEmpty { return list.own }
    return try scratches.lend { (scratch) throws(IndexError) in
      let window = scratch.first
      var stream = PostingStream(list, through: window)
      var total = 0
      while true {
        try stream.next(Scorer.chunk)
        if window.count == 0 { return total }
        if list.own < list.count { window.leaveOutNeighbours() }
        window.leaveOut(part.deleted)
        total += window.count
        if wanted > 0 { try scorer.rank(window, ScoreColumn(idf), nil, part.segment, scratch.scores, into: &top) }
      }
    }
  }

  /// Offers the entries of a segment that match a pair of words.
  /// - Returns: how many there are.
  private func rank(
    _ pair: PreparedPair, _ lists: (PostingList, PostingList), _ part: LiveSegment, _ wanted: Int, _ top: inout TopHits
  ) throws(IndexError) -> Int {
    try scratches.lend { (scratch) throws(IndexError) in
      var total = 0
      try pair.pair.forEach(lists.0, lists.1, part, scratch) { (found, beside) throws(IndexError) in
        total += found.count
        if wanted > 0 {
          let (first, second) = (ScoreColumn(pair.idf.0), ScoreColumn(pair.idf.1, beside: beside))
          try scorer.rank(found, first, second, part.segment, scratch.scores, into: &top)
        }
      }
      return total
    }
  }

  /// What was found stands only if all of it came from the files.
  func intact<T>(_ body: () throws(IndexError) -> T) throws(IndexError) -> T {
    let result: Result<T, IndexError>
    do throws(IndexError) { result = .success(try body()) } catch { result = .failure(error) }
    for part in parts { try part.segment.requireIntact() }
    return try result.get()
  }

  /// How many live entries match; no scores are computed.
  package func count(_ query: Query) throws(IndexError) -> Int {
    try intact { () throws(IndexError) in
      var total = 0
      let prepared = try prepare(query, scored: false)
      for (part, plan) in zip(parts, prepared.plans) {
        if part.deleted.isEmpty, let known = Self.known(plan.plan, part.segment) {
          total += known
        } else {
          total += try Evaluation(part.segment).find(plan.plan).outside(part.deleted).count
        }
      }
      return total
    }
  }

  /// The number of entries, where a list's header tells.
  private static func known(_ plan: Plan, _ segment: Segment) -> Int? {
    switch plan {
    case .all: segment.count
    case .nothing: 0
    case .list(let list, _), .keyword(let list): list.own
    case .listed(let list, _, _): list.count
    default: nil
    }
  }

  /// All matching entries in ascending order.
  package func keys(_ query: Query) throws(IndexError) -> [EntryKey] {
    try intact { () throws(IndexError) in try liveKeys(query) }
  }

  private func liveKeys(_ query: Query) throws(IndexError) -> [EntryKey] {
    var keys: [EntryKey] = []
    let prepared = try prepare(query, scored: false)
    for (part, plan) in zip(parts, prepared.plans) {
      let found = try Evaluation(part.segment).find(plan.plan).outside(part.deleted)
      try part.segment.appendKeys(found, to: &keys)
    }
    if parts.count > 1 { keys.sort() }
    return keys
  }

  /// Where the positive phrases of the query (those outside `not`) occur in an entry. For `near`, only occurrences that
  /// belong to a pair count, and the later of a pair may start in the neighbour's text.
  /// Ascending, without repetition; ranges may overlap. Throws `noSuchEntry` if the entry is not live.
  package func matches(_ query: Query, in key: EntryKey) throws(IndexError) -> [Match] {
    try query.check()
    return try intact { () throws(IndexError) in
      let (part, ordinal) = try locate(key)
      let scratch = TextScratch()
      try part.segment.readText(ordinal, into: scratch)
      var found: Set<Match> = []
      Highlighter(scratch: scratch).collect(query, &found)
      return found.sorted()
    }
  }

  /// Why the entry has its score. Throws `noSuchEntry` if the entry is not live.
  package func explain(_ query: Query, for key: EntryKey) throws(IndexError) -> Explanation {
    try intact { () throws(IndexError) in try explanation(query, key) }
  }

  private func explanation(_ query: Query, _ key: EntryKey) throws(IndexError) -> Explanation {
    let prepared = try prepare(query)
    let (part, ordinal) = try locate(key)
    guard let index = parts.firstIndex(where: { $0 === part }) else { throw .noSuchEntry(key) }
    let plan = prepared.plans[index]
    let one = Found(capacity: 1)
    one.append(UInt32(ordinal), 1)
    let matches = try Evaluation(part.segment).find(plan.plan, within: one).count == 1
    let lengthCode = try part.segment.frame[.lengths].u8(ordinal)
    var explained: [Explanation.Part] = []
    var sum: Float = 0
    for (phrase, leaf) in zip(prepared.phrases, plan.leaves) {
      let found = leaf.found.flatMap { $0.count == 1 ? $0.counts[0] : nil } ?? 0
      let idf = scorer.idf(phrase.documentFrequency)
      let score = found == 0 ? 0 : scorer.part(idf, found, lengthCode)
      sum += score
      explained.append(
        Explanation.Part(
          phrase: phrase.units.phrase, occurrences: Int(found), documentFrequency: phrase.documentFrequency,
          inverseDocumentFrequency: idf, score: score))
    }
    let weight = try part.segment.weight(ordinal)
    let length = try part.segment.readings(ordinal, TextScratch()).first?.ownCount ?? 0
    return Explanation(
      key: key, matches: matches, parts: explained, length: length, meanLength: scorer.meanLength, weight: weight,
      score: matches ? sum * weight : 0)
  }

  /// How many matching live entries carry each value of the field. Descending by count, then ascending by value.
  package func facets(_ query: Query, field: String) throws(IndexError) -> [(value: String, count: Int)] {
    let counts = try intact { () throws(IndexError) in
      var counts: [[UInt8]: Int] = [:]
      let prepared = try prepare(query, scored: false)
      for (part, plan) in zip(parts, prepared.plans) {
        let found = try Evaluation(part.segment).find(plan.plan).outside(part.deleted)
        if found.count > 0 { try part.segment.addFacets(found, field: field, to: &counts) }
      }
      return counts
    }
    return counts.map { (value: String(decoding: $0.key, as: UTF8.self), count: $0.value) }
      .sorted { a, b in
        a.count != b.count
          ? a.count > b.count : a.value.unicodeScalars.lexicographicallyPrecedes(b.value.unicodeScalars)
      }
  }

  struct Prepared {
    var plans: [(plan: Plan, leaves: [Plan.Leaf])] = []
    var phrases: [ScoredPhrase] = []
  }

  func prepare(_ query: Query, scored: Bool = true) throws(IndexError) -> Prepared {
    try query.check()
    let planner = Planner(scored: scored)
    var prepared = Prepared()
    for part in parts {
      let plan = try planner.plan(query, part.segment)
      prepared.plans.append((plan, planner.leaves))
    }
    prepared.phrases = planner.phrases
    return prepared
  }

  private func locate(_ key: EntryKey) throws(IndexError) -> (LiveSegment, Int) {
    for part in parts {
      guard let ordinal = try part.segment.ordinal(key) else { continue }
      if !part.deleted.contains(where: { $0.contains(UInt32(ordinal)) }) { return (part, ordinal) }
    }
    throw .noSuchEntry(key)
  }
}

/// A segment and what is deleted from it.
final class LiveSegment: Sendable {
  let segment: Segment
  /// Ordinals of the deleted entries: ascending, not empty, not touching.
  let deleted: [Range<UInt32>]
  let liveCount: Int

  convenience init(_ folder: String, _ reference: SegmentReference, _ analyzer: String) throws(IndexError) {
    try self.init(Segment(folder: folder, name: reference.name, analyzer: analyzer), reference)
  }

  init(_ segment: Segment, _ reference: SegmentReference) throws(IndexError) {
    for (a, b) in zip(reference.deleted, reference.deleted.dropFirst()) where a >= b {
      throw .unsortedDeletes(segment: reference.name)
    }
    var ranges: [Range<UInt32>] = []
    for document in reference.deleted {
      guard let range = try segment.ordinals(document: document) else { continue }
      if let last = ranges.last, last.upperBound == range.lowerBound {
        ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
      } else {
        ranges.append(range)
      }
    }
    self.segment = segment
    deleted = ranges
    liveCount = segment.count - ranges.reduce(0) { $0 + $1.count }
  }
}
