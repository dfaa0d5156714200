/// Looks for two runs that stand close to each other.
struct NearProof: TextProof {
  let first: Needle
  let second: Needle
  let distance: Int
  let ordered: Bool

  /// All occurrences in a reading that belong to a pair.
  func ranges(_ scratch: TextScratch, _ reading: Int) -> Set<Range<Int>> {
    let map = ScalarMap(scratch, reading)
    let a = first.scalarRanges(in: scratch, reading, map)
    if a.isEmpty { return [] }
    let b = second.scalarRanges(in: scratch, reading, map)
    let own = map.scalar(scratch.own(reading))
    let forward = Self.follow(a, b, distance, own)
    if ordered { return forward }
    return forward.union(Self.follow(b, a, distance, own))
  }

  /// Each `before` that starts in own text with each `after` that begins at most `distance` scalars behind its end.
  private static func follow(
    _ before: [Range<Int>], _ after: [Range<Int>], _ distance: Int, _ own: Int
  ) -> Set<Range<Int>> {
    var out: Set<Range<Int>> = []
    var (start, taken) = (0, 0)
    for range in before where range.lowerBound < own {
      while start < after.count && after[start].lowerBound < range.upperBound { start += 1 }
      var end = max(start, taken)
      while end < after.count && after[end].lowerBound <= range.upperBound + distance { end += 1 }
      guard start < after.count, after[start].lowerBound <= range.upperBound + distance else { continue }
      out.insert(range)
      for place in max(start, taken)..<max(end, start, taken) { out.insert(after[place]) }
      taken = max(taken, end)
    }
    return out
  }
}
