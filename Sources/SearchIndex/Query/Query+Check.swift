extension Query {
  /// Refuses what is beyond `QueryLimits`.
  func check() throws(IndexError) {
    var nodes = 0
    try check(depth: 0, &nodes)
  }

  private func check(depth: Int, _ nodes: inout Int) throws(IndexError) {
    nodes += 1
    if nodes > QueryLimits.nodes { throw .invalidQuery(problem: .tooManyNodes(limit: QueryLimits.nodes)) }
    if depth > QueryLimits.depth { throw .invalidQuery(problem: .tooDeep(limit: QueryLimits.depth)) }
    switch self {
    case .everything, .nothing, .keyword, .documents, .entries: break
    case .phrase(let phrase): try Self.check(phrase)
    case .near(let a, let b, let distance, _):
      try Self.check(a)
      try Self.check(b)
      if distance < 0 { throw .invalidQuery(problem: .negativeDistance(found: distance)) }
    case .together(let a, let b, _):
      try Self.check(a)
      try Self.check(b)
    case .pattern(let pattern): try Self.check(pattern)
    case .and(let parts), .or(let parts), .atLeast(_, let parts):
      for part in parts { try part.check(depth: depth + 1, &nodes) }
    case .not(let part): try part.check(depth: depth + 1, &nodes)
    }
  }

  private static func check(_ pattern: TextPattern) throws(IndexError) {
    for run in pattern.runs { try check(run) }
    if pattern.runs.isEmpty { throw .invalidQuery(problem: .emptyPhrase) }
    if pattern.runs.count > QueryLimits.runs {
      throw .invalidQuery(problem: .tooManyRuns(found: pattern.runs.count, limit: QueryLimits.runs))
    }
    let lengths = pattern.gaps.map(\.least) + [pattern.lead, pattern.trail]
    if pattern.gaps.count != pattern.runs.count - 1 || lengths.contains(where: { $0 < 0 || $0 > QueryLimits.phrase }) {
      throw .invalidQuery(problem: .badGaps)
    }
  }

  private static func check(_ phrase: [UInt32]) throws(IndexError) {
    if phrase.isEmpty { throw .invalidQuery(problem: .emptyPhrase) }
    if phrase.count > QueryLimits.phrase {
      throw .invalidQuery(problem: .phraseTooLong(found: phrase.count, limit: QueryLimits.phrase))
    }
  }
}
