/// Ascending ordinals of entries, with the number of occurrences where they come from a list.
final class Found {
  let ordinals: Buffer<UInt32>
  let counts: Buffer<UInt8>
  var count = 0

  /// - Parameter capacity: how many it can hold at most.
  init(capacity: Int) {
    ordinals = Buffer(uninitialized: capacity)
    counts = Buffer(uninitialized: capacity)
  }

  @inline(__always) func append(_ ordinal: UInt32, _ times: UInt8) {
    ordinals[count] = ordinal
    counts[count] = times
    count &+= 1
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

  /// In both; occurrences from self, or the smaller of both. Without branches that depend on the data.
  func intersection(_ other: Found, smallest: Bool = false) -> Found {
    let found = Found(capacity: min(count, other.count) + 1)
    var (a, b, kept) = (0, 0, 0)
    let (countA, countB) = (count, other.count)
    while a < countA && b < countB {
      let (x, y) = (ordinals[a], other.ordinals[b])
      found.ordinals[kept] = x
      found.counts[kept] = smallest ? min(counts[a], other.counts[b]) : counts[a]
      kept &+= x == y ? 1 : 0
      a &+= x <= y ? 1 : 0
      b &+= y <= x ? 1 : 0
    }
    found.count = kept
    return found
  }

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

  /// In either; occurrences do not matter. Without branches that depend on the data.
  func union(_ other: Found) -> Found {
    let found = Found(capacity: count + other.count)
    var (a, b, kept) = (0, 0, 0)
    let (countA, countB) = (count, other.count)
    while a < countA && b < countB {
      let (x, y) = (ordinals[a], other.ordinals[b])
      found.ordinals[kept] = min(x, y)
      kept &+= 1
      a &+= x <= y ? 1 : 0
      b &+= y <= x ? 1 : 0
    }
    while a < countA {
      found.ordinals[kept] = ordinals[a]
      kept &+= 1
      a &+= 1
    }
    while b < countB {
      found.ordinals[kept] = other.ordinals[b]
      kept &+= 1
      b &+= 1
    }
    for index in 0..<kept { found.counts[index] = 1 }
    found.count = kept
    return found
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

  /// Place of the first ordinal at or after `ordinal`.
  func place(_ ordinal: UInt32) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if ordinals[middle] < ordinal { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
