/// Finds the entries of one segment that a plan describes. Every kind of plan is a function from candidates (nil: all
/// entries) to those of them that match, in ascending order; `and` hands what one part leaves to the next.
final class Evaluation {
  let segment: Segment
  private let scratch = TextScratch()
  /// Looking at one entry's text costs about as much as stepping over so many postings, most of which are decoded: of several
  /// lists that have about as many, the last would take more time than it saves.
  private static let proofCost = 12
  /// From so many candidates on it pays to mark the codes that a phrase can be in.
  private static let scanFrom = 16
  /// About the nanoseconds that it takes to look at an entry's text, and to decode one block of a list.
  private static let proofTime = 60
  private static let blockTime = 110

  init(_ segment: Segment) { self.segment = segment }

  func find(_ plan: Plan, within candidates: Found? = nil) throws(IndexError) -> Found {
    switch plan {
    case .all: return candidates ?? Found.all(segment.count)
    case .nothing: return Found(capacity: 0)
    case .list(let list, let leaf):
      let found = try word(list, leaf, candidates)
      leaf.found = found
      return found
    case .union(let lists, let leaf):
      let own = try union(lists, candidates).own()
      leaf.found = own
      return own
    case .phrase(let lists, let leaf):
      let found = try prove(try shared(lists, candidates), leaf)
      leaf.found = found
      return found
    case .listed(let list, _, let leaf):
      let found = try listed(list, leaf, candidates)
      leaf.found = found
      return found
    case .proof(let lists, let leaves, let proof):
      return try prove(try shared(lists, candidates), leaves, proof)
    case .keyword(let list): return try find(list, candidates)
    case .fixed(let found): return candidates.map { found.intersection($0) } ?? found
    case .and(let parts): return try all(parts, candidates)
    case .or(let parts): return try any(parts, candidates)
    case .atLeast(let least, let parts): return try some(least, parts, candidates)
    case .not(let part):
      let base = candidates ?? Found.all(segment.count)
      return base.subtracting(try find(part, within: candidates))
    }
  }

  private func find(_ list: PostingList, _ candidates: Found?) throws(IndexError) -> Found {
    if let candidates { return try list.intersection(candidates) }
    return try list.all()
  }

  /// A phrase whose list is the answer. Where the candidates are few and far between in a long list, their text is quicker
  /// to look at than all the blocks that they are in.
  private func word(_ list: PostingList, _ leaf: Plan.Leaf, _ candidates: Found?) throws(IndexError) -> Found {
    if let candidates, list.own == list.count, candidates.count >= Self.scanFrom {
      let blocks = min(list.blockCount, candidates.count)
      let proof = PhraseScanner.preparation(leaf.needle, segment.decoder) + Self.proofTime * candidates.count
      if proof < Self.blockTime * blocks { return try prove(candidates, leaf, limit: UInt8(BlockCodec.maxCount)) }
    }
    let found = try find(list, candidates)
    return list.own == list.count ? found : found.own()
  }

  /// A listed phrase. The text of few candidates is quicker to look at than two lists.
  private func listed(_ list: PhraseList, _ leaf: Plan.Leaf, _ candidates: Found?) throws(IndexError) -> Found {
    guard let candidates else { return try list.all() }
    let blocks = (list.cost + BlockCodec.size - 1) / BlockCodec.size
    let proof = PhraseScanner.preparation(leaf.needle, segment.decoder) + Self.proofTime * candidates.count
    if candidates.count < Self.scanFrom || proof < Self.blockTime * blocks {
      return try prove(candidates, leaf, limit: UInt8(BlockCodec.maxCount))
    }
    let all = try list.all()
    return try TablePool.shared.lend { (table) throws(IndexError) in table.shared(all, with: candidates) }
  }

  private func union(_ lists: [PostingList], _ candidates: Found?) throws(IndexError) -> Found {
    var parts: [Found] = []
    let few = (candidates?.count ?? .max) < 64
    for list in lists { parts.append(few ? try find(list, candidates) : try list.all()) }
    let found = parts.count == 1 ? parts[0] : Found.union(parts, limit: segment.count)
    if few { return found }
    return candidates.map { found.intersection($0) } ?? found
  }

  /// Entries in all of the lists: rarest first, as long as another list costs less than looking at the text.
  /// Their counts are the smallest of the lists looked at, `maxCount` if there were none.
  private func shared(_ lists: Plan.Candidates, _ candidates: Found?) throws(IndexError) -> Found {
    var found = candidates.map { $0.withCounts(UInt8(BlockCodec.maxCount)) }
    for list in lists.lists.sorted(by: { $0.count < $1.count }) {
      if let known = found {
        if list.count > Self.proofCost * known.count { break }
        found = try list.intersection(known, smallest: true)
      } else {
        found = try list.all()
      }
    }
    for union in lists.unions {
      let total = union.reduce(0) { $0 + $1.count }
      if let known = found {
        if total > Self.proofCost * known.count { break }
        found = known.intersection(try self.union(union, known))
      } else {
        found = try self.union(union, nil)
      }
    }
    return found ?? Found.all(segment.count).withCounts(UInt8(BlockCodec.maxCount))
  }

  /// Those in whose own text the phrase starts, with the number of times: a phrase does not occur more often than the rarest
  /// of its grams.
  /// - Parameter limit: counts up to this number; nil: up to what the candidates say.
  private func prove(_ candidates: Found, _ leaf: Plan.Leaf, limit: UInt8? = nil) throws(IndexError) -> Found {
    let found = Found(capacity: candidates.count, keptFrom: candidates)
    let times = Buffer<Int8>(capacity: candidates.count, filledWith: PhraseScanner.mustDecode)
    if candidates.count >= Self.scanFrom {
      let limits = Buffer<UInt8>(capacity: candidates.count, filledWith: leaf.scored ? limit ?? 1 : 1)
      if leaf.scored, limit == nil {
        for index in 0..<candidates.count { limits[index] = max(1, candidates.counts[index]) }
      }
      PhraseScanner(leaf.needle, segment).scan(candidates, limits: limits, into: times)
    }
    for index in 0..<candidates.count {
      let ordinal = candidates.ordinals[index]
      var count = Int(times[index])
      // Damage is named by decoding, too.
      if count < 0 { count = try decoded(Int(ordinal), leaf.needle, leaf.scored ? BlockCodec.maxCount : 1) }
      if count > 0 {
        found.kept?.counts.values[found.count] = candidates.counts[index]
        found.append(ordinal, UInt8(count))
      }
    }
    return found
  }

  /// Those in whose text the proof finds a place. The leaves learn how often their runs start in own text.
  private func prove(_ candidates: Found, _ leaves: [Plan.Leaf], _ proof: any TextProof) throws(IndexError) -> Found {
    let found = Found(capacity: candidates.count)
    let counts = leaves.map { _ in Found(capacity: candidates.count) }
    for index in 0..<candidates.count {
      let ordinal = candidates.ordinals[index]
      try segment.readText(Int(ordinal), into: scratch)
      guard (0..<scratch.readingCount).contains(where: { proof.holds(scratch, $0) }) else { continue }
      found.append(ordinal, 1)
      for (leaf, count) in zip(leaves, counts) {
        count.append(ordinal, UInt8(leaf.needle.occurrences(in: scratch, atMost: BlockCodec.maxCount)))
      }
    }
    for (leaf, count) in zip(leaves, counts) { leaf.found = count }
    return found
  }

  private func decoded(_ ordinal: Int, _ needle: Needle, _ wanted: Int) throws(IndexError) -> Int {
    try segment.readText(ordinal, into: scratch)
    return needle.occurrences(in: scratch, atMost: wanted)
  }

  private func all(_ parts: [Plan], _ candidates: Found?) throws(IndexError) -> Found {
    var current = candidates
    var (leaves, isNarrowed): ([Plan.Leaf], Bool) = ([], false)
    let ordered = parts.enumerated().map { (cost: $1.cost(segment.count), place: $0) }.sorted { $0 < $1 }
    for (_, place) in ordered {
      if case .not = parts[place] { continue }
      if case .phrase = parts[place], !isNarrowed, let narrowed = try narrowed(parts, current) {
        if let current { Plan.Leaf.follow(leaves, from: current, to: narrowed) }
        (current, isNarrowed) = (narrowed, true)
      }
      let found: Found
      if isNarrowed, let current, case .phrase(_, let leaf) = parts[place] {
        found = try prove(current, leaf, limit: UInt8(BlockCodec.maxCount))
        leaf.found = found
      } else {
        found = try find(parts[place], within: current)
      }
      if found.count == 0 { return found }
      if let current { Plan.Leaf.follow(leaves, from: current, to: found) }
      if let leaf = parts[place].leaf { leaves.append(leaf) }
      current = found
    }
    for case .not(let part) in parts {
      let base = current ?? Found.all(segment.count)
      current = base.subtracting(try find(part, within: current))
    }
    return current ?? Found.all(segment.count)
  }

  /// Where several phrases must be proved, the entries that have the rarest grams of all of them: fewer than any one of the
  /// phrases leaves alone. nil where there are not several. Listed phrases are found without the grams.
  private func narrowed(_ parts: [Plan], _ candidates: Found?) throws(IndexError) -> Found? {
    var (all, phrases) = (Plan.Candidates(), 0)
    for case .phrase(let lists, _) in parts {
      phrases += 1
      all.lists += lists.lists
      all.unions += lists.unions
    }
    return phrases > 1 ? try shared(all, candidates) : nil
  }

  private func any(_ parts: [Plan], _ candidates: Found?) throws(IndexError) -> Found {
    var found: [Found] = []
    for part in parts { found.append(try find(part, within: candidates)) }
    if found.count > 2 { return Found.union(found, limit: segment.count) }
    guard let first = found.first, let last = found.last else { return Found(capacity: 0) }
    if found.count == 1 { return first }
    let union = first.union(last)
    parts[0].leaf?.align(union.first, to: union.all)
    parts[1].leaf?.align(union.second, to: union.all)
    return union.all
  }

  /// Those that at least so many of the parts find.
  private func some(_ least: Int, _ parts: [Plan], _ candidates: Found?) throws(IndexError) -> Found {
    if least <= 0 { return candidates ?? Found.all(segment.count) }
    let times = Buffer<UInt32>(capacity: segment.count, filledWith: 0)
    for part in parts {
      let found = try find(part, within: candidates)
      for index in 0..<found.count { times[Int(found.ordinals[index])] &+= 1 }
    }
    let found = Found(capacity: segment.count)
    for ordinal in 0..<segment.count where Int(times[ordinal]) >= least {
      found.append(UInt32(truncatingIfNeeded: ordinal), 1)
    }
    return found
  }
}

extension Needle {
  /// How often the run starts in own text, in the reading that has it most, counted up to a limit.
  func occurrences(in scratch: TextScratch, atMost limit: Int) -> Int {
    var most = 0
    for reading in 0..<scratch.readingCount {
      var (count, at) = (0, scratch.start(reading))
      let (own, end) = (scratch.own(reading), scratch.end(reading))
      while count < limit {
        at = find(in: scratch, from: at, startingBefore: own, end: end)
        if at < 0 { break }
        count += 1
        at += 1
      }
      most = max(most, count)
    }
    return most
  }

  /// All places in a reading where the run starts, in own text or after it.
  func places(in scratch: TextScratch, _ reading: Int) -> [Int] {
    var places: [Int] = []
    let end = scratch.end(reading)
    var at = find(in: scratch, from: scratch.start(reading), startingBefore: end, end: end)
    while at >= 0 {
      places.append(at)
      at = find(in: scratch, from: at + 1, startingBefore: end, end: end)
    }
    return places
  }
}
