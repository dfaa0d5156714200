import PlanText

extension Outline {
  /// The entries with those on lines of their own behind the last of several dash items moved to the item around these: 牵头单位：… at the
  /// end of （一） is said of all of （一）, unless an earlier dash item has owners of its own.
  func raisingCommonLines(_ entries: [OwnerEntry]) -> [OwnerEntry] {
    let parents = parentsOfLastDashes(owned: Set(entries.compactMap(\.section)))
    if parents.isEmpty { return entries }
    return entries.map { entry in
      guard entry.evidence.rule.hasPrefix("owner/line"), let section = entry.section, let parent = parents[section] else { return entry }
      var entry = entry
      entry.section = parent
      return entry
    }
  }

  /// For the last of several dash items the item around them, where none of the others is in `owned`.
  private func parentsOfLastDashes(owned: Set<Int>) -> [Int: Int] {
    var last: [Int: Int] = [:]
    var parents: [Int: Int] = [:]
    var isOwned: Set<Int> = []
    for section in sections {
      guard section.marker?.hasPrefix("—") == true, let parent = section.parent else { continue }
      if let before = last[parent] {
        parents[before] = nil
        if owned.contains(before) { isOwned.insert(parent) }
        if !isOwned.contains(parent) { parents[section.index] = parent }
      }
      last[parent] = section.index
    }
    return parents
  }
}
