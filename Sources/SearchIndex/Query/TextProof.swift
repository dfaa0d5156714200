/// Looks for the places in an entry's text that a query of several runs means.
protocol TextProof: Sendable {
  /// Whether a reading has such a place.
  func holds(_ scratch: TextScratch, _ reading: Int) -> Bool
  /// The ranges of scalars in a reading that belong to such places.
  func ranges(_ scratch: TextScratch, _ reading: Int) -> Set<Range<Int>>
}

extension TextProof {
  func holds(_ scratch: TextScratch, _ reading: Int) -> Bool { !ranges(scratch, reading).isEmpty }
}

extension Needle {
  /// All places of the run in a reading, in own text or after it, as ranges of scalars.
  func scalarRanges(in scratch: TextScratch, _ reading: Int, _ map: ScalarMap) -> [Range<Int>] {
    places(in: scratch, reading).map { map.scalar($0)..<map.scalar($0 + count) }
  }
}

/// The scalars that end a sentence, as UTF-16 units; others than those of the first plane end none.
struct SentenceEnds: Sendable {
  private let units: [UInt16]

  init(_ ends: [UInt32]) { units = Set(ends.compactMap(UInt16.init(exactly:))).sorted() }

  /// Where sentences end in a reading: places of scalars, ascending.
  func places(_ scratch: TextScratch, _ reading: Int, _ map: ScalarMap) -> [Int] {
    if units.isEmpty { return [] }
    return (scratch.start(reading)..<scratch.end(reading)).filter { units.contains(scratch.units[$0]) }
      .map { map.scalar($0) }
  }
}

extension [Int] {
  /// How many of these ascending numbers are below a limit.
  func countBelow(_ limit: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < limit { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
