import PlanText

extension Outline {
  /// The entries with those on lines of their own behind the last of several dash items moved to the item around these: 牵头单位：… at the
  /// end of （一） is said of all of （一）, unless an earlier dash item has owners of its own.
  func raisingCommonLines(_ entries: [OwnerEntry]) -> [OwnerEntry] {
    let owned = Set(entries.compactMap(\.section))
    var parents: [Int: Int] = [:]
    for entry in entries where entry.evidence.rule.hasPrefix("owner/line") {
      guard let section = entry.section, parents[section] == nil, let parent = parentOfLastDash(section, owned) else { continue }
      parents[section] = parent
    }
    if parents.isEmpty { return entries }
    return entries.map { entry in
      guard entry.evidence.rule.hasPrefix("owner/line"), let section = entry.section, let parent = parents[section] else { return entry }
      var entry = entry
      entry.section = parent
      return entry
    }
  }

  /// The section around `index` if that is the last of several dash items and none of the others is in `owned`.
  private func parentOfLastDash(_ index: Int, _ owned: Set<Int>) -> Int? {
    guard sections[index].marker?.hasPrefix("—") == true, let parent = sections[index].parent else { return nil }
    let dashes = sections[parent...].prefix { $0.index == parent || $0.range.upperBound <= sections[parent].range.upperBound }
      .filter { $0.parent == parent && $0.marker?.hasPrefix("—") == true }
    guard dashes.count > 1, dashes.last?.index == index, !dashes.dropLast().contains(where: { owned.contains($0.index) }) else { return nil }
    return parent
  }
}
