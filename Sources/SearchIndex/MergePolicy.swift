/// What a merge policy knows of a segment.
package struct SegmentStatus: Hashable, Sendable {
  package let name: String
  /// Size of the file.
  package let bytes: Int
  /// Documents in the file, and how many of them are not deleted.
  package let documents: Int
  package let live: Int

  package init(name: String, bytes: Int, documents: Int, live: Int) {
    self.name = name
    self.bytes = bytes
    self.documents = documents
    self.live = live
  }

  /// Bytes that would be left of the segment if it were written anew.
  package var liveBytes: Int {
    documents > 0 ? Int((Double(bytes) * Double(live) / Double(documents)).rounded(.up)) : 0
  }
}

/// Decides which segments to merge, from their sizes alone: the same list gives the same answer, in whatever order it comes.
///
/// Segments of like size form a tier, each tier `width` times as large as the one below. As soon as a tier has `width`
/// segments they become one. So an index of n bytes has fewer than `width` segments a tier, and no byte is
/// written more than once a tier: log(n / floor) to the base `width`. A segment that is largely deleted is written anew by itself.
/// (Tiered merging as in Lucene's TieredMergePolicy, without its scores.)
package struct MergePolicy: Hashable, Sendable {
  /// Segments that make a merge; a tier at rest has one fewer at most.
  package var width = 8
  /// Segments up to this size are all of the lowest tier.
  package var floor = 4 << 20
  /// No merge makes a larger segment; what is larger than half of it is left alone.
  package var largest = 4 << 30
  /// Share of deleted documents, in percent, from which a segment is written anew by itself.
  package var deletedPercent = 30

  package init() {}

  /// The tier of a segment: 0 up to `floor` live bytes, then one more for every factor of `width`.
  package func tier(_ segment: SegmentStatus) -> Int {
    var (tier, limit) = (0, floor)
    while segment.liveBytes > limit {
      tier += 1
      let next = limit.multipliedReportingOverflow(by: max(2, width))
      if next.overflow { break }
      limit = next.partialValue
    }
    return tier
  }

  /// The next merge: names in ascending order; nil when the index is at rest.
  /// - Parameter segments: all live segments but those that are being merged already.
  package func next(_ segments: [SegmentStatus]) -> [String]? {
    fullTier(segments) ?? wasted(segments).map { [$0] }
  }

  private func fullTier(_ segments: [SegmentStatus]) -> [String]? {
    let small = segments.filter { $0.liveBytes <= largest / 2 }
    let tiers = Dictionary(grouping: small, by: tier)
    for (_, members) in tiers.sorted(by: { $0.key < $1.key }) where members.count >= max(2, width) {
      var chosen: [String] = []
      var sum = 0
      for member in members.sorted(by: { ($0.liveBytes, $0.name) < ($1.liveBytes, $1.name) }).prefix(max(2, width)) {
        sum += member.liveBytes
        if sum > largest { break }
        chosen.append(member.name)
      }
      if chosen.count > 1 { return chosen.sorted() }
    }
    return nil
  }

  /// The segment with the largest share of deleted documents, if that is too large.
  private func wasted(_ segments: [SegmentStatus]) -> String? {
    func share(_ segment: SegmentStatus) -> Double { 1 - Double(segment.live) / Double(segment.documents) }
    return
      segments
      .filter { $0.documents > 0 && $0.live > 0 && share($0) * 100 >= Double(max(1, deletedPercent)) }
      .max { (share($0), $1.name) < (share($1), $0.name) }?.name
  }
}
