/// Looks for two runs in one sentence.
struct SentenceProof: TextProof {
  let first: Needle
  let second: Needle
  let ends: SentenceEnds

  /// The occurrences in one sentence.
  private struct Sentence {
    var first: [Range<Int>] = []
    var second: [Range<Int>] = []
  }

  func ranges(_ scratch: TextScratch, _ reading: Int) -> Set<Range<Int>> {
    let map = ScalarMap(scratch, reading)
    let a = first.scalarRanges(in: scratch, reading, map)
    if a.isEmpty { return [] }
    let b = second.scalarRanges(in: scratch, reading, map)
    if b.isEmpty { return [] }
    let stops = ends.places(scratch, reading, map)
    let own = map.scalar(scratch.own(reading))
    var sentences: [Int: Sentence] = [:]
    for range in a { for number in Self.numbers(range, stops) { sentences[number, default: Sentence()].first.append(range) } }
    for range in b { for number in Self.numbers(range, stops) { sentences[number, default: Sentence()].second.append(range) } }
    var out: Set<Range<Int>> = []
    for sentence in sentences.values {
      out.formUnion(Self.paired(sentence.first, sentence.second, own))
      out.formUnion(Self.paired(sentence.second, sentence.first, own))
    }
    return out
  }

  /// Numbers of the sentences that a range lies in.
  private static func numbers(_ range: Range<Int>, _ stops: [Int]) -> ClosedRange<Int> {
    stops.countBelow(range.lowerBound)...stops.countBelow(range.upperBound - 1)
  }

  /// Those that have a partner such that the earlier of both starts in own text.
  private static func paired(_ ranges: [Range<Int>], _ partners: [Range<Int>], _ own: Int) -> [Range<Int>] {
    guard let earliest = partners.first?.lowerBound else { return [] }
    return ranges.filter { min($0.lowerBound, earliest) < own }
  }
}
