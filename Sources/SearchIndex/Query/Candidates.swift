/// One of the best entries of a query, opened for a finer ranking.
package struct Candidate: Sendable {
  package let key: EntryKey
  /// As a `SearchHit` has it.
  package let score: Float
  /// The entry's rank multiplier, part of the score.
  package let weight: Float
  /// For each phrase of the query: occurrences, as far as they are counted, and what they add to the score, before the weight.
  package let parts: [(occurrences: Int, score: Float)]
  package let readings: [Reading]
}

/// The best entries of a query with the exact total.
package struct CandidateList: Sendable {
  package let total: Int
  /// The query's phrases outside `not`, in its order.
  package let phrases: [[UInt32]]
  /// Best first; equal scores by ascending key.
  package let candidates: [Candidate]
}

extension Searcher {
  /// The same entries in the same order as `search`, with what each phrase adds and with their text.
  package func candidates(_ query: Query, limit: Int) throws(IndexError) -> CandidateList {
    try intact { () throws(IndexError) in try bestCandidates(query, limit) }
  }

  private func bestCandidates(_ query: Query, _ limit: Int) throws(IndexError) -> CandidateList {
    let prepared = try prepare(query)
    let idf = prepared.phrases.map { scorer.idf($0.documentFrequency) }
    var total = 0
    var best: [(part: Int, score: Float, key: EntryKey, ordinal: UInt32)] = []
    for (index, plan) in prepared.plans.enumerated() {
      let segment = parts[index].segment
      let found = try Evaluation(segment).find(plan.plan).outside(parts[index].deleted)
      total += found.count
      var top = TopHits(limit: max(0, limit))
      try scorer.rank(found, plan.leaves, idf, segment, into: &top)
      for hit in top.sorted() {
        best.append((index, hit.score, try segment.key(Int(hit.ordinal)), hit.ordinal))
      }
    }
    best.sort { a, b in a.score != b.score ? a.score > b.score : a.key < b.key }
    let scratch = TextScratch()
    var candidates: [Candidate] = []
    for hit in best.prefix(max(0, limit)) {
      let segment = parts[hit.part].segment
      let lengthCode = try segment.frame[.lengths].u8(Int(hit.ordinal))
      let added = prepared.plans[hit.part].leaves.map { leaf in
        let count = leaf.found?.occurrences(hit.ordinal) ?? 0
        return (Int(count), count == 0 ? 0 : scorer.part(idf[leaf.slot], count, lengthCode))
      }
      candidates.append(
        Candidate(
          key: hit.key, score: hit.score, weight: try segment.weight(Int(hit.ordinal)), parts: added,
          readings: try segment.readings(Int(hit.ordinal), scratch)))
    }
    return CandidateList(total: total, phrases: prepared.phrases.map(\.units.phrase), candidates: candidates)
  }
}

extension Found {
  /// Occurrences in an entry; 0 if it is not there.
  fileprivate func occurrences(_ ordinal: UInt32) -> UInt8 {
    let at = place(ordinal, in: 0..<count)
    return at < count && ordinals[at] == ordinal ? counts[at] : 0
  }
}
