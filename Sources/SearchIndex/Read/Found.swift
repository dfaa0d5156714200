import CSearchKernels

/// Ascending ordinals of entries, with the number of occurrences where they come from a list.
final class Found {
  let ordinals: Buffer<UInt32>
  let counts: Buffer<UInt8>
  var count = 0
  /// The candidates that these were chosen from, and the count of each among them, where whoever chose them kept it.
  private(set) var kept: (candidates: Found, counts: Counts)?

  /// Occurrences that belong to the entries of a `Found`.
  final class Counts {
    let values: Buffer<UInt8>
    init(capacity: Int) { values = Buffer(uninitialized: capacity) }
  }

  /// Numbers that belong to the entries of a `Found`.
  final class Numbers {
    let values: Buffer<UInt32>
    init(capacity: Int) { values = Buffer(uninitialized: capacity) }
  }

  /// - Parameters:
  ///   - capacity: how many it can hold at most.
  ///   - candidates: whoever fills it keeps the counts of these, too.
  init(capacity: Int, keptFrom candidates: Found? = nil) {
    ordinals = Buffer(uninitialized: capacity)
    counts = Buffer(uninitialized: capacity)
    kept = candidates.map { ($0, Counts(capacity: capacity)) }
  }

  /// The place of each among others that hold all of them; nil if they do not.
  func places(in others: Found) -> Numbers? {
    let places = Numbers(capacity: count)
    let known = unsafe sk_places(ordinals.base, count, others.ordinals.base, others.count, places.values.base)
    return known == count ? places : nil
  }

  /// The smaller of the own count and the one that was kept, for each.
  func takeSmallest() {
    guard let kept else { return }
    for index in 0..<count { counts[index] = min(counts[index], kept.counts.values[index]) }
  }

  @inline(__always) func append(_ ordinal: UInt32, _ times: UInt8) {
    ordinals[count] = ordinal
    counts[count] = times
    count &+= 1
  }

  /// Gives up the first ones.
  func drop(_ number: Int) {
    if number == 0 { return }
    count -= number
    unsafe ordinals.base.update(from: ordinals.base + number, count: count)
    unsafe counts.base.update(from: counts.base + number, count: count)
  }

  /// All ordinals below the limit.
  static func all(_ limit: Int) -> Found {
    let found = Found(capacity: limit)
    for ordinal in 0..<limit { found.append(UInt32(truncatingIfNeeded: ordinal), 1) }
    return found
  }

  /// Without those that occur in the neighbour's text only.
  func own() -> Found {
    let found = Found(capacity: count)
    for index in 0..<count where counts[index] > 0 { found.append(ordinals[index], counts[index]) }
    return found
  }

  /// The same entries, each with this count.
  func withCounts(_ value: UInt8) -> Found {
    let found = Found(capacity: count)
    for index in 0..<count { found.append(ordinals[index], value) }
    return found
  }

  /// In both; occurrences from self, or the smaller of both.
  func shared(with candidates: Found, smallest: Bool = false) -> Found {
    let room = min(count, candidates.count) + 1
    let found = Found(capacity: room, keptFrom: candidates)
    let places = Buffer<UInt32>(uninitialized: room)
    let others = Buffer<UInt32>(uninitialized: room)
    found.count = unsafe sk_intersect(
      ordinals.base, count, candidates.ordinals.base, candidates.count, places.base, others.base)
    for index in 0..<found.count {
      let place = Int(places[index])
      found.ordinals[index] = ordinals[place]
      found.counts[index] = counts[place]
      found.kept?.counts.values[index] = candidates.counts[Int(others[index])]
    }
    if smallest { found.takeSmallest() }
    return found
  }

  /// In both; occurrences from self.
  func intersection(_ other: Found) -> Found { shared(with: other) }

  /// In self but not in the other.
  func subtracting(_ other: Found) -> Found {
    let found = Found(capacity: count)
    var b = 0
    for a in 0..<count {
      let x = ordinals[a]
      while b < other.count && other.ordinals[b] < x { b &+= 1 }
      if b == other.count || other.ordinals[b] != x { found.append(x, counts[a]) }
    }
    return found
  }

  /// In either, with the occurrences of both beside them, 0 where it is not in one. Its own are all 1.
  func union(_ other: Found) -> (all: Found, first: Counts, second: Counts) {
    let found = Found(capacity: count + other.count)
    let (first, second) = (Counts(capacity: count + other.count), Counts(capacity: count + other.count))
    found.count = unsafe sk_union(
      ordinals.base, counts.base, count, other.ordinals.base, other.counts.base, other.count, found.ordinals.base,
      first.values.base, second.values.base)
    for index in 0..<found.count { found.counts[index] = 1 }
    return (found, first, second)
  }

  /// In any of many, through a table of all entries; occurrences are added up and saturate.
  static func union(_ parts: [Found], limit: Int) -> Found {
    let table = Buffer<UInt8>(capacity: limit, filledWith: 0)
    let seen = Buffer<UInt8>(capacity: limit, filledWith: 0)
    var total = 0
    for part in parts {
      for index in 0..<part.count {
        let place = Int(part.ordinals[index])
        total &+= Int(1 &- seen[place])
        seen[place] = 1
        table[place] = min(UInt8(BlockCodec.maxCount), table[place] &+ part.counts[index])
      }
    }
    let found = Found(capacity: total)
    for place in 0..<limit where seen[place] == 1 { found.append(UInt32(truncatingIfNeeded: place), table[place]) }
    return found
  }

  /// Without the ordinals in any of the ascending ranges.
  func outside(_ ranges: [Range<UInt32>]) -> Found {
    if ranges.isEmpty { return self }
    let found = Found(capacity: count)
    var range = 0
    for index in 0..<count {
      let ordinal = ordinals[index]
      while range < ranges.count && ranges[range].upperBound <= ordinal { range += 1 }
      if range == ranges.count || ordinal < ranges[range].lowerBound { found.append(ordinal, counts[index]) }
    }
    return found
  }

  /// Leaves out the ordinals in any of the ascending ranges, here and beside.
  func leaveOut(_ ranges: [Range<UInt32>], beside: Counts? = nil) {
    if ranges.isEmpty || count == 0 { return }
    var (range, kept) = (ranges.firstPlace { $0.upperBound > ordinals[0] }, 0)
    for index in 0..<count {
      let ordinal = ordinals[index]
      while range < ranges.count, ranges[range].upperBound <= ordinal { range += 1 }
      ordinals[kept] = ordinal
      counts[kept] = counts[index]
      if let beside { beside.values[kept] = beside.values[index] }
      kept += range == ranges.count || ordinal < ranges[range].lowerBound ? 1 : 0
    }
    count = kept
  }

  /// Leaves out those that occur in the neighbour's text only.
  func leaveOutNeighbours() {
    var kept = 0
    for index in 0..<count {
      ordinals[kept] = ordinals[index]
      counts[kept] = counts[index]
      kept += counts[index] > 0 ? 1 : 0
    }
    count = kept
  }

  /// Place of the first ordinal at or after `ordinal` in a range of places. Without branches that depend on the data.
  func place(_ ordinal: UInt32, in range: Range<Int>) -> Int {
    var (low, left) = (range.lowerBound, range.count)
    while left > 0 {
      let half = (left &+ 1) &>> 1
      low = ordinals[low &+ half &- 1] < ordinal ? low &+ half : low
      left = left &- half
    }
    return low
  }

  /// Place of the first ordinal after `ordinal`, from a place on: steps that double, then halves.
  func place(after ordinal: UInt32, from start: Int) -> Int {
    var (low, step) = (start, 1)
    while low + step < count, ordinals[low + step] <= ordinal {
      low += step
      step *= 2
    }
    return ordinal == .max ? count : place(ordinal + 1, in: low..<min(low + step, count))
  }
}

extension [Range<UInt32>] {
  /// The first place from which on the predicate holds, which once true stays so.
  fileprivate func firstPlace(_ holds: (Range<UInt32>) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
