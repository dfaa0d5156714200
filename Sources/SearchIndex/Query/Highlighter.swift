/// Collects the occurrences of a query's positive phrases in one decoded entry.
struct Highlighter {
  let scratch: TextScratch

  func collect(_ query: Query, _ found: inout Set<Match>) {
    switch query {
    case .phrase(let phrase): collect(phrase, &found)
    case .near(let a, let b, let distance, let ordered): collect(a, b, distance, ordered, &found)
    case .and(let parts), .or(let parts):
      for part in parts { collect(part, &found) }
    case .everything, .nothing, .keyword, .documents, .entries, .not: break
    }
  }

  private func collect(_ phrase: [UInt32], _ found: inout Set<Match>) {
    let units = PhraseUnits(phrase).units
    if units.isEmpty { return }
    let needle = Needle(units)
    for reading in 0..<scratch.readingCount {
      let map = ScalarMap(scratch, reading)
      for place in needle.places(in: scratch, reading) where place < scratch.own(reading) {
        let start = map.scalar(place)
        found.insert(Match(reading: reading, range: start..<start + phrase.count))
      }
    }
  }

  private func collect(
    _ a: [UInt32], _ b: [UInt32], _ distance: Int, _ ordered: Bool, _ found: inout Set<Match>
  ) {
    let (first, second) = (PhraseUnits(a).units, PhraseUnits(b).units)
    if first.isEmpty || second.isEmpty { return }
    let proof = NearProof(
      first: Plan.Leaf(slot: -1, needle: Needle(first), scored: false),
      second: Plan.Leaf(slot: -1, needle: Needle(second), scored: false), distance: min(distance, 1 << 30),
      ordered: ordered)
    for reading in 0..<scratch.readingCount {
      let pairs = proof.pairs(scratch, reading)
      for range in pairs.first.union(pairs.second) { found.insert(Match(reading: reading, range: range)) }
    }
  }
}
