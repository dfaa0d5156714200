import SearchIndex
import Testing

@Suite struct MergePolicyTests {
  private static func policy(width: Int = 4, floor: Int = 100, largest: Int = 1 << 40) -> MergePolicy {
    var policy = MergePolicy()
    (policy.width, policy.floor, policy.largest) = (width, floor, largest)
    return policy
  }

  private func segment(_ number: Int, _ bytes: Int, documents: Int = 100, live: Int = 100) -> SegmentStatus {
    SegmentStatus(name: String(1_000_000 + number), bytes: bytes, documents: documents, live: live)
  }

  @Test func restsBelowTheWidth() {
    let policy = Self.policy()
    #expect(policy.next([]) == nil)
    #expect(policy.next((0..<3).map { segment($0, 50) }) == nil)
    // Three of each tier are at rest together.
    #expect(policy.next((0..<9).map { segment($0, [50, 300, 1200][$0 % 3]) }) == nil)
    #expect(policy.next((0..<4).map { segment($0, 50 + $0) }) == (0..<4).map { segment($0, 0).name })
  }

  @Test func mergesTheSmallestOfTheLowestTier() {
    let policy = Self.policy()
    let low = (0..<5).map { segment($0, 90 - $0) }
    let high = (5..<10).map { segment($0, 300) }
    #expect(policy.next(high + low) == low.dropFirst().map(\.name))
    #expect(policy.next(high + low.dropFirst(2)) == high.prefix(4).map(\.name))
  }

  @Test func countsWhatIsLeftAfterDeletes() {
    let policy = Self.policy()
    // 1000 bytes of which a twentieth lives are of the lowest tier.
    let hollow = (0..<4).map { segment($0, 1000, documents: 100, live: 5) }
    #expect(policy.tier(hollow[0]) == 0)
    #expect(policy.next(hollow) == hollow.map(\.name))
    #expect(
      policy.next([segment(1, 1000, live: 71), segment(2, 5000, live: 60), segment(3, 9, live: 70)]) == ["1000002"])
    #expect(policy.next([segment(1, 1000, live: 71)]) == nil)
    // Of a segment without anything alive there is nothing to write.
    #expect(policy.next([segment(1, 1000, live: 0), segment(2, 0, documents: 0, live: 0)]) == nil)
  }

  @Test func leavesTheLargestAlone() {
    let policy = Self.policy(largest: 1000)
    #expect(policy.next((0..<9).map { segment($0, 501) }) == nil)
    #expect(policy.next((0..<4).map { segment($0, 400) }) == ["1000000", "1000001"])
  }

  /// Whatever sizes come: the same answer in any order, every name known and given once, an end, few segments at rest, and
  /// no byte written much more often than there are tiers.
  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func holdsForAnyHistory(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let policy = Self.policy(
      width: Int.random(in: 2...10, using: &random), floor: 1 << Int.random(in: 0...12, using: &random))
    var live: [SegmentStatus] = []
    var (committed, written, next) = (0, 0, 0)
    for _ in 0..<300 {
      let bytes = Int.random(in: 1...(1 << Int.random(in: 1...14, using: &random)), using: &random)
      live.append(segment(next, bytes))
      next += 1
      committed += bytes
      for index in live.indices where Int.random(in: 0..<20, using: &random) == 0 {
        let old = live[index]
        live[index] = segment(Int(old.name)! - 1_000_000, old.bytes, live: Int.random(in: 0...old.live, using: &random))
      }
      while let names = policy.next(live) {
        #expect(policy.next(live.shuffled(using: &random)) == names)
        #expect(Set(names).count == names.count && names == names.sorted() && names.count <= policy.width)
        let chosen = live.filter { names.contains($0.name) }
        #expect(chosen.count == names.count)
        live.removeAll { names.contains($0.name) }
        let bytes = chosen.reduce(0) { $0 + $1.liveBytes }
        live.append(segment(next, bytes))
        next += 1
        written += bytes
      }
    }
    let tiers = Dictionary(grouping: live, by: policy.tier)
    #expect(tiers.allSatisfy { $0.value.count < policy.width })
    let highest = 2 + (tiers.keys.max() ?? 0)
    // Once a tier, and for every third that was deleted once more.
    #expect(written <= committed * (highest + 3), "\(written) of \(committed), \(highest) tiers")
  }
}
