/// Looks for runs of text with gaps between them.
///
/// From the last run to the first, only those places are kept from which the rest follows; the nearest of them is the one
/// that gives the shortest match, since later places never lead to an earlier end.
struct PatternProof: TextProof {
  private let pattern: TextPattern
  private let needles: [Needle]
  private let ends: SentenceEnds

  init(_ pattern: TextPattern, _ needles: [Needle]) {
    self.pattern = pattern
    self.needles = needles
    ends = SentenceEnds(pattern.ends)
  }

  func ranges(_ scratch: TextScratch, _ reading: Int) -> Set<Range<Int>> {
    let map = ScalarMap(scratch, reading)
    let length = map.scalar(scratch.end(reading))
    var later: (starts: [Int], stops: [Int]) = ([], [])
    var breaks: [Int]?
    for index in needles.indices.reversed() {
      let places = needles[index].scalarRanges(in: scratch, reading, map)
      var kept: (starts: [Int], stops: [Int]) = ([], [])
      for place in places {
        guard index < pattern.gaps.count else {
          if place.upperBound + pattern.trail <= length {
            kept.starts.append(place.lowerBound)
            kept.stops.append(place.upperBound + pattern.trail)
          }
          continue
        }
        let gap = pattern.gaps[index]
        if gap.isOpen, breaks == nil { breaks = ends.places(scratch, reading, map) }
        let next = later.starts.countBelow(place.upperBound + gap.least)
        guard next < later.starts.count, Self.spans(gap, place.upperBound..<later.starts[next], breaks ?? []) else { continue }
        kept.starts.append(place.lowerBound)
        kept.stops.append(later.stops[next])
      }
      if kept.starts.isEmpty { return [] }
      later = kept
    }
    let own = map.scalar(scratch.own(reading))
    var out: Set<Range<Int>> = []
    for (start, stop) in zip(later.starts, later.stops) where start >= pattern.lead && start - pattern.lead < own {
      out.insert(start - pattern.lead..<stop)
    }
    return out
  }

  /// Whether a gap can be as long as the range, which is at least its least length.
  private static func spans(_ gap: TextPattern.Gap, _ range: Range<Int>, _ breaks: [Int]) -> Bool {
    if !gap.isOpen { return range.count == gap.least }
    return breaks.countBelow(range.lowerBound) == breaks.countBelow(range.upperBound)
  }
}
