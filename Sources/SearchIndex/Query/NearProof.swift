/// Looks for two runs that stand close to each other.
struct NearProof {
  let first: Plan.Leaf
  let second: Plan.Leaf
  let distance: Int
  let ordered: Bool

  /// Ranges of scalars in one reading.
  struct Pairs {
    var first: Set<Range<Int>> = []
    var second: Set<Range<Int>> = []
  }

  /// The candidates that have a pair. Both leaves learn how often their run starts in own text.
  func prove(_ candidates: Found, _ segment: Segment, _ scratch: TextScratch) throws(IndexError) -> Found {
    let found = Found(capacity: candidates.count)
    let (a, b) = (Found(capacity: candidates.count), Found(capacity: candidates.count))
    for index in 0..<candidates.count {
      let ordinal = candidates.ordinals[index]
      try segment.readText(Int(ordinal), into: scratch)
      guard (0..<scratch.readingCount).contains(where: { holds(scratch, $0) }) else { continue }
      found.append(ordinal, 1)
      a.append(ordinal, UInt8(first.needle.occurrences(in: scratch, atMost: BlockCodec.maxCount)))
      b.append(ordinal, UInt8(second.needle.occurrences(in: scratch, atMost: BlockCodec.maxCount)))
    }
    first.found = a
    second.found = b
    return found
  }

  private func holds(_ scratch: TextScratch, _ reading: Int) -> Bool { !pairs(scratch, reading).first.isEmpty }

  /// All occurrences in a reading that belong to a pair.
  func pairs(_ scratch: TextScratch, _ reading: Int) -> Pairs {
    let map = ScalarMap(scratch, reading)
    let a = Self.ranges(first.needle, scratch, reading, map)
    if a.isEmpty { return Pairs() }
    let b = Self.ranges(second.needle, scratch, reading, map)
    let own = map.scalar(scratch.own(reading))
    let forward = Self.follow(a, b, distance, own)
    if ordered { return Pairs(first: forward.0, second: forward.1) }
    let backward = Self.follow(b, a, distance, own)
    return Pairs(first: forward.0.union(backward.1), second: forward.1.union(backward.0))
  }

  private static func ranges(
    _ needle: Needle, _ scratch: TextScratch, _ reading: Int, _ map: ScalarMap
  ) -> [Range<Int>] {
    needle.places(in: scratch, reading).map { map.scalar($0)..<map.scalar($0 + needle.count) }
  }

  /// Each `before` that starts in own text with each `after` that begins at most `distance` scalars behind its end.
  private static func follow(
    _ before: [Range<Int>], _ after: [Range<Int>], _ distance: Int, _ own: Int
  ) -> (Set<Range<Int>>, Set<Range<Int>>) {
    var (left, right): (Set<Range<Int>>, Set<Range<Int>>) = ([], [])
    var (start, taken) = (0, 0)
    for range in before where range.lowerBound < own {
      while start < after.count && after[start].lowerBound < range.upperBound { start += 1 }
      var end = max(start, taken)
      while end < after.count && after[end].lowerBound <= range.upperBound + distance { end += 1 }
      guard start < after.count, after[start].lowerBound <= range.upperBound + distance else { continue }
      left.insert(range)
      for place in max(start, taken)..<max(end, start, taken) { right.insert(after[place]) }
      taken = max(taken, end)
    }
    return (left, right)
  }
}
