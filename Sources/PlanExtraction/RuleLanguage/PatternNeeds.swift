import PlanText

/// What one side of a figure must hold somewhere for a pattern to match there: of each sketch at least one character.
///
/// Most patterns fail for a character that is nowhere near, and this tells so before anything is matched.
/// Slow equivalent: match the pattern. What a pattern needs must be there in every text that it matches, never the reverse.
struct PatternNeeds: Sendable {
  private let sketches: [ScalarSketch]

  /// The needs of `items`, all of which stand on one side of the anchor. `classes` finds the words of a class.
  init(_ items: some Sequence<PatternNode>, classes: (String) -> Lexicon.WordClass?) {
    let all = items.flatMap { Self.needs(of: $0, classes) }.filter { $0.size <= Self.widest }
    sketches = Array(all.sorted { $0.size < $1.size }.prefix(Self.most))
  }

  /// A sketch with more bits rules out next to nothing.
  private static let widest = 160
  /// So many sketches are asked, those with the fewest bits.
  private static let most = 4

  /// The need with the fewest bits; without any bit if nothing is needed.
  var rarest: ScalarSketch { sketches.first ?? ScalarSketch() }

  /// Whether a stretch with the characters `present` may hold what is needed; false is certain.
  func areMet(by present: ScalarSketch) -> Bool { sketches.allSatisfy { $0.meets(present) } }

  private static func needs(of node: PatternNode, _ classes: (String) -> Lexicon.WordClass?) -> [ScalarSketch] {
    switch node {
    case .scalar(let c): return [ScalarSketch([c])]
    case .sequence(let items): return items.flatMap { needs(of: $0, classes) }
    case .choice(let items): return oneOf(items, classes).map { [$0] } ?? []
    case .lexicon(let name), .chain(let name):
      return classes(name).map { [ScalarSketch($0.borders(forward: true))] } ?? []
    case .slot(.year): return [ScalarSketch("0123456789".unicodeScalars)]
    case .option, .slot, .clauseStart, .clauseEnd: return []
    }
  }

  /// What one of several needs: of each its rarest need; nil if one of them needs nothing.
  private static func oneOf(_ items: [PatternNode], _ classes: (String) -> Lexicon.WordClass?) -> ScalarSketch? {
    var whole = ScalarSketch()
    for item in items {
      guard let rarest = needs(of: item, classes).min(by: { $0.size < $1.size }) else { return nil }
      whole = whole.union(rarest)
    }
    return whole
  }
}
