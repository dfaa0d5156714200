/// What to look for. Every kind is a set of live entries; only runs of text outside `not` add to the score.
package indirect enum Query: Hashable, Sendable {
  /// Every live entry.
  case everything
  /// No entry.
  case nothing
  /// Entries in which this exact run of folded scalars starts in a reading's own part. At least one scalar.
  case phrase([UInt32])
  /// Entries that carry this keyword.
  case keyword(Keyword)
  /// Entries of these documents, in any order.
  case documents([UInt32])
  /// Exactly these entries, as far as they are live, in any order.
  case entries([EntryKey])
  /// All of them; every live entry when empty.
  case and([Query])
  /// Any of them; no entry when empty.
  case or([Query])
  /// All live entries minus those.
  case not(Query)
  /// Both runs in one reading, not overlapping, with at most the given number of scalars between the end of one and
  /// the start of the other; the earlier of the two starts in the own part. `ordered`: the first run comes first.
  case near([UInt32], [UInt32], Int, ordered: Bool)
  /// Both runs in one sentence of one reading; the earlier of the two starts in the own part. `ends` are the scalars that
  /// end a sentence and belong to it; a run that holds one of them stands in both sentences.
  case together([UInt32], [UInt32], ends: [UInt32])
  /// Runs of text with gaps between them.
  case pattern(TextPattern)
  /// Entries that match at least so many of the parts; every live entry when none is asked for.
  case atLeast(Int, [Query])
}

/// Runs of text with gaps between them, as wildcards write them. Each place of the first run from which the others follow
/// is one match, as short as possible; it starts in the own part.
package struct TextPattern: Hashable, Sendable {
  package struct Gap: Hashable, Sendable {
    /// Scalars of any kind, at least so many.
    package let least: Int
    /// More than `least` are possible, as long as none of the gap's scalars is one of `ends`.
    package let isOpen: Bool

    package init(least: Int, isOpen: Bool) {
      self.least = least
      self.isOpen = isOpen
    }
  }

  /// At least one, none of them empty.
  package let runs: [[UInt32]]
  /// One between each run and the next.
  package let gaps: [Gap]
  /// Scalars of any kind in front of the first run and behind the last; they belong to the match.
  package let lead: Int
  package let trail: Int
  /// Scalars that an open gap does not hold.
  package let ends: [UInt32]

  package init(runs: [[UInt32]], gaps: [Gap], lead: Int = 0, trail: Int = 0, ends: [UInt32] = []) {
    self.runs = runs
    self.gaps = gaps
    self.lead = lead
    self.trail = trail
    self.ends = ends
  }
}

/// Bounds that keep a query from exhausting the machine.
package enum QueryLimits {
  /// Scalars in one phrase.
  package static let phrase = 4096
  /// Levels of and / or / not.
  package static let depth = 64
  /// Nodes of the query tree.
  package static let nodes = 65_536
  /// Runs in one pattern.
  package static let runs = 64
}
