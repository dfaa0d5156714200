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
    case .and(let parts), .or(let parts):
      for part in parts { try part.check(depth: depth + 1, &nodes) }
    case .not(let part): try part.check(depth: depth + 1, &nodes)
    }
  }

  private static func check(_ phrase: [UInt32]) throws(IndexError) {
    if phrase.isEmpty { throw .invalidQuery(problem: .emptyPhrase) }
    if phrase.count > QueryLimits.phrase {
      throw .invalidQuery(problem: .phraseTooLong(found: phrase.count, limit: QueryLimits.phrase))
    }
  }
}
