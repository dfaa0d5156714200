/// Aligns two plans: first their sections, then the tasks of sections that answer each other, then the tasks left over.
struct PairAligner {
  let left: AlignedPlan
  let right: AlignedPlan

  /// Likeness from which two sections answer each other.
  static let leastSection = 0.3
  /// Likeness from which a task is an adapted one; higher where the sections do not answer each other.
  static let leastTask = 0.5
  static let leastMoved = 0.65

  func pair() -> SectionAlignment.Pair {
    let sections = Self.matching(candidates())
    var partner: [Int: (right: Int, score: Double)] = [:]
    for match in sections { partner[match.left] = (match.right, match.score) }
    var tasks = TaskMatches()
    for i in left.sections.indices {
      if let right = partner[i]?.right { match(left.own[i], self.right.own[right], Self.leastTask, false, &tasks) }
    }
    match(left.own[left.sections.count], right.own[right.sections.count], Self.leastTask, false, &tasks)
    let restLeft = left.tasks.indices.filter { tasks.ofLeft[$0] == nil }
    let restRight = right.tasks.indices.filter { !tasks.right.contains($0) }
    match(restLeft, restRight, Self.leastMoved, true, &tasks)
    return SectionAlignment.Pair(left: left.document, right: right.document, rows: rows(partner, tasks))
  }

  struct Candidate {
    let left: Int
    let right: Int
    let score: Double
  }

  /// The best pairs first, each side once; of equal scores the one earlier in the left text, then in the right one.
  static func matching(_ candidates: [Candidate]) -> [Candidate] {
    var usedLeft: Set<Int> = []
    var usedRight: Set<Int> = []
    return candidates.sorted { ($0.score, -$0.left, -$0.right) > ($1.score, -$1.left, -$1.right) }.filter { c in
      guard !usedLeft.contains(c.left), !usedRight.contains(c.right) else { return false }
      usedLeft.insert(c.left)
      usedRight.insert(c.right)
      return true
    }
  }

  // MARK: Sections

  private func candidates() -> [Candidate] {
    left.sections.indices.flatMap { i in
      right.sections.indices.compactMap { j in
        let score = likeness(i, j)
        return score >= Self.leastSection ? Candidate(left: i, right: j, score: score) : nil
      }
    }
  }

  /// Mean of the likeness of headings and of content; of headings alone where neither has content.
  private func likeness(_ i: Int, _ j: Int) -> Double {
    let isEqual = !left.sections[i].heading.isEmpty && fold(left.sections[i].heading) == fold(right.sections[j].heading)
    let heading = isEqual ? 1 : IndicatorName.similarity(left.headings[i], right.headings[j])
    if left.contents[i].isEmpty && right.contents[j].isEmpty { return heading }
    return (heading + IndicatorName.similarity(left.contents[i], right.contents[j])) / 2
  }

  // MARK: Tasks

  struct TaskMatches {
    var ofLeft: [Int: (right: Int, score: Double, isMoved: Bool)] = [:]
    var right: Set<Int> = []
  }

  private func match(_ a: [Int], _ b: [Int], _ least: Double, _ isMoved: Bool, _ found: inout TaskMatches) {
    var candidates: [Candidate] = []
    for i in a {
      for j in b {
        let score = Self.isSame(left.tasks[i].reading, right.tasks[j].reading) ? 1 : IndicatorName.similarity(left.taskPairs[i], right.taskPairs[j])
        if score >= least { candidates.append(Candidate(left: i, right: j, score: score)) }
      }
    }
    for match in Self.matching(candidates) {
      found.ofLeft[match.left] = (match.right, match.score, isMoved)
      found.right.insert(match.right)
    }
  }

  /// Whether two texts differ in script, width, case, blanks and marks only.
  static func isSame(_ a: String, _ b: String) -> Bool { a == b || bare(a) == bare(b) }

  private static func bare(_ text: String) -> [Unicode.Scalar] {
    fold(text).unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "%" }
  }

  private func item(_ i: Int, _ match: (right: Int, score: Double, isMoved: Bool)?) -> SectionAlignment.Item {
    let task = left.tasks[i]
    guard let match else {
      return SectionAlignment.Item(state: .onlyLeft, left: task, right: nil, similarity: 0, isMoved: false, runs: [])
    }
    let other = right.tasks[match.right]
    let same = Self.isSame(task.reading, other.reading)
    return SectionAlignment.Item(
      state: same ? .same : .adapted, left: task, right: other, similarity: match.score, isMoved: match.isMoved,
      runs: same ? [] : Difference.runs(task.reading, other.reading))
  }

  private func rows(_ partner: [Int: (right: Int, score: Double)], _ tasks: TaskMatches) -> [SectionAlignment.Row] {
    func items(_ leftSection: Int?, _ rightSection: Int?) -> [SectionAlignment.Item] {
      let mine = (leftSection.map { left.own[$0] } ?? []).map { item($0, tasks.ofLeft[$0]) }
      let theirs = (rightSection.map { right.own[$0] } ?? []).filter { !tasks.right.contains($0) }.map {
        SectionAlignment.Item(
          state: .onlyRight, left: nil, right: right.tasks[$0], similarity: 0, isMoved: false, runs: [])
      }
      return mine + theirs
    }
    var out = left.sections.indices.map { i in
      SectionAlignment.Row(
        left: left.sections[i], right: partner[i].map { right.sections[$0.right] }, similarity: partner[i]?.score ?? 0,
        items: items(i, partner[i]?.right))
    }
    let outside = items(left.sections.count, right.sections.count)
    if !outside.isEmpty { out.insert(SectionAlignment.Row(left: nil, right: nil, similarity: 0, items: outside), at: 0) }
    let used = Set(partner.values.map(\.right))
    out += right.sections.indices.filter { !used.contains($0) }.map { j in
      SectionAlignment.Row(left: nil, right: right.sections[j], similarity: 0, items: items(nil, j))
    }
    return out
  }
}
