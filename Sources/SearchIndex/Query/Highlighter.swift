/// Collects the occurrences of a query's positive phrases in one decoded entry.
struct Highlighter {
  let scratch: TextScratch

  func collect(_ query: Query, _ found: inout Set<Match>) {
    switch query {
    case .phrase(let phrase): collect(phrase, &found)
    case .near(let a, let b, let distance, let ordered):
      collect([a, b], &found) {
        NearProof(first: $0[0], second: $0[1], distance: min(distance, 1 << 30), ordered: ordered)
      }
    case .together(let a, let b, let ends):
      collect([a, b], &found) { SentenceProof(first: $0[0], second: $0[1], ends: SentenceEnds(ends)) }
    case .pattern(let pattern): collect(pattern.runs, &found) { PatternProof(pattern, $0) }
    case .and(let parts), .or(let parts), .atLeast(_, let parts):
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

  private func collect(_ proof: any TextProof, _ found: inout Set<Match>) {
    for reading in 0..<scratch.readingCount {
      for range in proof.ranges(scratch, reading) { found.insert(Match(reading: reading, range: range)) }
    }
  }

  /// The proof for runs of text that can occur at all.
  private func collect(_ runs: [[UInt32]], _ found: inout Set<Match>, _ proof: ([Needle]) -> any TextProof) {
    let units = runs.map { PhraseUnits($0).units }
    if units.contains(where: \.isEmpty) { return }
    collect(proof(units.map { Needle($0) }), &found)
  }
}
