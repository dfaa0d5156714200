/// A query prepared for one segment: dictionary looked up, lists' headers read.
indirect enum Plan {
  case all
  case nothing
  /// The list of one gram is the answer.
  case list(PostingList, Leaf)
  /// The union of the lists is the answer.
  case union([PostingList], Leaf)
  /// Entries in all of the lists, as far as the text agrees.
  case phrase(Candidates, Leaf)
  /// The same, and they are listed.
  case listed(PhraseList, Candidates, Leaf)
  /// Entries in all of the lists, as far as the proof finds its places in the text. The leaves are the proof's runs.
  case proof(Candidates, [Leaf], any TextProof)
  case keyword(PostingList)
  case fixed(Found)
  case and([Plan])
  case or([Plan])
  case not(Plan)
  case atLeast(Int, [Plan])

  /// Lists that an entry must be in.
  struct Candidates {
    var lists: [PostingList] = []
    /// Unions of lists that an entry must be in.
    var unions: [[PostingList]] = []
  }

  /// A phrase of the query; collects where it was found so that the entries can be scored.
  final class Leaf {
    let slot: Int
    let needle: Needle
    /// Counts are wanted: the phrase is not under a `not`.
    let scored: Bool
    var found: Found?
    /// The occurrences in the entries of a result, in their order, 0 where the phrase is not; nil when nobody has them yet.
    private(set) var aligned: (result: Found, counts: Found.Counts)?

    init(slot: Int, needle: Needle, scored: Bool) {
      self.slot = slot
      self.needle = needle
      self.scored = scored
    }

    func align(_ counts: Found.Counts?, to result: Found) { aligned = counts.map { (result, $0) } }

    /// Of the entries of `before`, those of `after` are left: keeps the occurrences of the leaves that are known.
    static func follow(_ leaves: [Leaf], from before: Found, to after: Found) {
      var places: Found.Numbers?
      for leaf in leaves where leaf.scored {
        let known = leaf.aligned.flatMap { $0.result === before ? $0.counts : nil }
        leaf.aligned = nil
        if known == nil, leaf.found !== before { continue }
        if known == nil, let kept = after.kept, kept.candidates === before {
          leaf.aligned = (after, kept.counts)
          continue
        }
        places = places ?? after.places(in: before)
        guard let places else { return }
        let counts = Found.Counts(capacity: after.count)
        for index in 0..<after.count {
          let place = Int(places.values[index])
          counts.values[index] = known?.values[place] ?? before.counts[place]
        }
        leaf.aligned = (after, counts)
      }
    }
  }

  /// The leaf of a plan that is one phrase.
  var leaf: Leaf? {
    switch self {
    case .list(_, let leaf), .union(_, let leaf), .phrase(_, let leaf), .listed(_, _, let leaf): leaf
    default: nil
    }
  }

  /// About how many entries must be looked at, for ordering.
  func cost(_ entries: Int) -> Int {
    switch self {
    case .all, .not: entries
    case .nothing: 0
    case .list(let list, _), .keyword(let list): list.count
    case .listed(let list, _, _): list.count
    case .union(let lists, _): min(entries, lists.reduce(0) { $0 + $1.count })
    case .phrase(let candidates, _), .proof(let candidates, _, _):
      candidates.lists.map(\.count).min() ?? entries
    case .fixed(let found): found.count
    case .and(let parts): parts.map { $0.cost(entries) }.min() ?? entries
    case .or(let parts), .atLeast(_, let parts): parts.reduce(0) { min(entries, $0 + $1.cost(entries)) }
    }
  }
}

/// A positive phrase of a query with what the whole snapshot knows of it.
struct ScoredPhrase {
  let units: PhraseUnits
  /// Postings of each gram over all segments, or of the prefix.
  var gramTotals: [Int]

  /// An upper bound of the entries with the phrase, exact for one pair of characters.
  var documentFrequency: Int { gramTotals.min() ?? 0 }
}

/// Makes the plans of a query for the segments of a snapshot, one after the other, and adds up the frequencies.
final class Planner {
  private(set) var phrases: [ScoredPhrase] = []
  private var slot = 0
  private let scored: Bool
  private(set) var leaves: [Plan.Leaf] = []

  /// - Parameter scored: whether occurrences will be needed; without them the first in an entry is enough.
  init(scored: Bool) { self.scored = scored }

  /// The plan for one segment; `leaves` are its phrases outside `not`, in the order of the query.
  func plan(_ query: Query, _ segment: Segment) throws(IndexError) -> Plan {
    slot = 0
    leaves = []
    return try make(query, segment, scored: scored)
  }

  private func make(_ query: Query, _ segment: Segment, scored: Bool) throws(IndexError) -> Plan {
    switch query {
    case .everything: return .all
    case .nothing: return .nothing
    case .phrase(let phrase): return try self.phrase(phrase, segment, scored)
    case .near(let a, let b, let distance, let ordered):
      return try proof([a, b], segment, scored) { needles in
        NearProof(first: needles[0], second: needles[1], distance: min(distance, 1 << 30), ordered: ordered)
      }
    case .together(let a, let b, let ends):
      return try proof([a, b], segment, scored) { needles in
        SentenceProof(first: needles[0], second: needles[1], ends: SentenceEnds(ends))
      }
    case .pattern(let pattern):
      return try proof(pattern.runs, segment, scored) { needles in PatternProof(pattern, needles) }
    case .keyword(let keyword): return try Self.keyword(keyword, segment)
    case .documents(let keys): return try Self.documents(keys, segment)
    case .entries(let keys): return try Self.entries(keys, segment)
    case .not(let part): return .not(try make(part, segment, scored: false))
    case .and(let parts):
      var plans: [Plan] = []
      for part in parts { plans.append(try make(part, segment, scored: scored)) }
      return .and(plans)
    case .or(let parts):
      var plans: [Plan] = []
      for part in parts { plans.append(try make(part, segment, scored: scored)) }
      return .or(plans)
    case .atLeast(let least, let parts):
      var plans: [Plan] = []
      for part in parts { plans.append(try make(part, segment, scored: scored)) }
      return .atLeast(least, plans)
    }
  }

  /// Numbers the phrase and adds up the frequencies of its grams.
  private func leaf(_ phrase: [UInt32], _ segment: Segment, _ scored: Bool) throws(IndexError)
    -> (PhraseUnits, Plan.Leaf, Plan.Candidates?)
  {
    let known = scored && slot < phrases.count ? phrases[slot].units : nil
    let units = known ?? PhraseUnits(phrase)
    let leaf = Plan.Leaf(slot: scored ? slot : -1, needle: Needle(units.units), scored: scored)
    let needed = units.grams.count + (units.prefix == nil ? 0 : 1)
    if scored {
      if slot == phrases.count {
        phrases.append(ScoredPhrase(units: units, gramTotals: [Int](repeating: 0, count: needed)))
      }
      slot += 1
      leaves.append(leaf)
    }
    var candidates = Plan.Candidates()
    var missing = units.units.isEmpty
    for (index, gram) in units.grams.enumerated() {
      if let list = try segment.list(gram) {
        candidates.lists.append(list)
        if scored { phrases[leaf.slot].gramTotals[index] += list.count }
      } else {
        missing = true
      }
    }
    if let prefix = units.prefix {
      let lists = try segment.lists(startingWith: prefix)
      candidates.unions.append(lists)
      missing = missing || lists.isEmpty
      let total = min(segment.count, lists.reduce(0) { $0 + $1.count })
      if scored { phrases[leaf.slot].gramTotals[needed - 1] += total }
    }
    return (units, leaf, missing ? nil : candidates)
  }

  private func phrase(_ phrase: [UInt32], _ segment: Segment, _ scored: Bool) throws(IndexError) -> Plan {
    let (units, leaf, found) = try leaf(phrase, segment, scored)
    guard let candidates = found else { return .nothing }
    if units.isExact {
      if let list = candidates.lists.first { return .list(list, leaf) }
      return .union(candidates.unions.flatMap { $0 }, leaf)
    }
    if segment.phraseCount > 0, let known = KnownPhrase(units.units), let list = try segment.list(known) {
      return .listed(list, candidates, leaf)
    }
    return .phrase(candidates, leaf)
  }

  /// Candidates that hold all of the runs; the proof looks at their text.
  private func proof(
    _ runs: [[UInt32]], _ segment: Segment, _ scored: Bool, _ make: ([Needle]) -> any TextProof
  ) throws(IndexError) -> Plan {
    var leaves: [Plan.Leaf] = []
    var all = Plan.Candidates()
    var missing = false
    for run in runs {
      let (_, leaf, candidates) = try leaf(run, segment, scored)
      leaves.append(leaf)
      missing = missing || candidates == nil
      all.lists += candidates?.lists ?? []
      all.unions += candidates?.unions ?? []
    }
    return missing ? .nothing : .proof(all, leaves, make(leaves.map(\.needle)))
  }

  private static func keyword(_ keyword: Keyword, _ segment: Segment) throws(IndexError) -> Plan {
    let bytes = KeywordCollector.bytes(keyword)
    let row = try segment.keywordRow(bytes)
    guard row < segment.keywordCount, try segment.keywordBytes(row) == bytes else { return .nothing }
    return .keyword(try segment.keywordList(row))
  }

  private static func documents(_ keys: [UInt32], _ segment: Segment) throws(IndexError) -> Plan {
    var ranges: [Range<UInt32>] = []
    for key in Set(keys).sorted() { if let range = try segment.ordinals(document: key) { ranges.append(range) } }
    let found = Found(capacity: ranges.reduce(0) { $0 + $1.count })
    for range in ranges { for ordinal in range { found.append(ordinal, 1) } }
    return .fixed(found)
  }

  private static func entries(_ keys: [EntryKey], _ segment: Segment) throws(IndexError) -> Plan {
    let found = Found(capacity: keys.count)
    for key in Set(keys).sorted() { if let ordinal = try segment.ordinal(key) { found.append(UInt32(ordinal), 1) } }
    return .fixed(found)
  }
}
