import PlanText

/// Names that may be one indicator: same class of unit, same kind of figure, same head, much alike, and never both in one
/// plan. They are listed for the user, who decides.
struct MergeProposals {
  let groups: [MatrixGroups.Group]
  let labels: [String]

  static let least = 0.6
  /// A name that has nearly all of a shorter one.
  static let leastContained = 0.9
  static let shortest = 4

  /// What is compared of a group, made once for each.
  private struct Candidate {
    let group: MatrixGroups.Group
    let name: IndicatorName
    let pairs: [UInt64: Int]
    let documents: Set<UInt32>

    init(_ group: MatrixGroups.Group) {
      self.group = group
      name = IndicatorName(group.key.core)
      pairs = IndicatorName.pairs(group.key.core)
      documents = Set(group.items.map(\.document.key))
    }
  }

  func proposals() -> [MergeProposal] {
    var out: [MergeProposal] = []
    let candidates = groups.map(Candidate.init)
    let buckets = Dictionary(grouping: groups.indices) { i in
      groups[i].key.unitClass + (groups[i].key.isChange ? "\u{1}" : "\u{2}")
    }
    for bucket in buckets.keys.sorted() {
      let members = (buckets[bucket] ?? []).sorted()
      for (n, i) in members.enumerated() {
        for j in members.dropFirst(n + 1) { if let found = proposal(candidates[i], candidates[j]) { out.append(found) } }
      }
    }
    return out.sorted {
      $0.similarity != $1.similarity
        ? $0.similarity > $1.similarity : ($0.canonical, $0.alias) < ($1.canonical, $1.alias)
    }
  }

  private func proposal(_ left: Candidate, _ right: Candidate) -> MergeProposal? {
    let (a, b) = (left.group, right.group)
    guard min(a.key.core.unicodeScalars.count, b.key.core.unicodeScalars.count) >= Self.shortest else { return nil }
    guard left.name.head == right.name.head, left.name.isAdded == right.name.isAdded else { return nil }
    let alike = IndicatorName.similarity(left.pairs, right.pairs)
    guard alike >= Self.least || IndicatorName.containment(left.pairs, right.pairs) >= Self.leastContained,
      left.documents.isDisjoint(with: right.documents)
    else { return nil }
    func named(_ group: MatrixGroups.Group) -> [String] { group.columns.sorted().map { labels[$0] } }
    let percent = Int((alike * 100).rounded())
    return MergeProposal(
      canonical: a.title, alias: b.title, unitClass: a.key.unitClass, similarity: alike,
      reason: Localized(
        zh: "同类单位（\(a.key.unitClass)），同一中心词，字对相似 \(percent)%，从不同见于一份文件",
        en: "same class of unit (\(a.key.unitClass)), same head, \(percent)% alike, never in one plan"),
      columns: named(a), otherColumns: named(b))
  }
}

/// Marks blanks that another row may fill: its name is proposed as the same, and it has a figure in that column.
struct MatrixAlternatives {
  private(set) var rows: [TargetMatrix.Row]

  init(rows: [TargetMatrix.Row], proposals: [MergeProposal]) {
    self.rows = rows
    var byName: [String: [Int]] = [:]
    for (i, row) in rows.enumerated() { byName[row.indicator + "\t" + row.unitClass, default: []].append(i) }
    for proposal in proposals {
      let left = byName[proposal.canonical + "\t" + proposal.unitClass] ?? []
      let right = byName[proposal.alias + "\t" + proposal.unitClass] ?? []
      for i in left { for j in right where rows[i].isChange == rows[j].isChange { mark(i, j) } }
    }
  }

  private mutating func mark(_ i: Int, _ j: Int) {
    for (row, other) in [(i, j), (j, i)] {
      for column in rows[row].cells.indices where rows[other].cells[column].figures != nil {
        guard case .blank(var blank) = rows[row].cells[column] else { continue }
        if !blank.alternatives.contains(rows[other].title) { blank.alternatives.append(rows[other].title) }
        rows[row].cells[column] = .blank(blank)
      }
    }
  }
}
