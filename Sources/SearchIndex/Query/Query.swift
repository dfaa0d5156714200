/// What to look for. Every kind is a set of live entries; only phrases and `near` outside `not` add to the score.
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
}

/// Bounds that keep a query from exhausting the machine.
package enum QueryLimits {
  /// Scalars in one phrase.
  package static let phrase = 4096
  /// Levels of and / or / not.
  package static let depth = 64
  /// Nodes of the query tree.
  package static let nodes = 65_536
}
