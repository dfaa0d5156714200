/// Everything that can go wrong in the engine. Files are named with their folder, offsets are bytes from the start of the file.
package enum IndexError: Error, Hashable, Sendable {
  /// The bytes are not what the writer wrote. `expected` and `found` describe the place in words or numbers.
  case corrupt(file: String, offset: Int, expected: String, found: String)
  /// Written by an older program. Build the index again from the sources.
  case tooOld(file: String, version: UInt32, readable: UInt32)
  /// Written by a newer program.
  case tooNew(file: String, version: UInt32, readable: UInt32)
  /// Written with another way of folding text.
  case otherAnalyzer(file: String, found: String, expected: String)
  /// The operating system refused. `code` is errno.
  case system(operation: String, path: String, code: Int32)
  /// A file of that name is there already; segments are never overwritten.
  case exists(path: String)
  /// Entries must come in strictly ascending order of key.
  case outOfOrder(key: EntryKey, after: EntryKey)
  /// An entry that the format cannot hold.
  case invalidEntry(key: EntryKey, problem: EntryProblem)
  /// The segment has as many entries or as much text as one file can hold. Commit it and begin another.
  case segmentFull(path: String)
  /// A query beyond `QueryLimits`, or an empty phrase.
  case invalidQuery(problem: QueryProblem)
  /// A segment's name is not one plain file name.
  case invalidName(String)
  /// No live entry has this key.
  case noSuchEntry(EntryKey)
  /// A merge was given up because its caller asked for it.
  case cancelled
  /// The list of deleted documents is not strictly ascending.
  case unsortedDeletes(segment: String)
}

/// What is wrong with an entry.
package enum EntryProblem: Hashable, Sendable {
  case noReadings
  case tooManyReadings(found: Int, limit: Int)
  case tooLong(found: Int, limit: Int)
  case ownCount(found: Int, scalars: Int)
  case scalar(found: UInt32, reading: Int, offset: Int)
  case weight(found: Float)
  case tooManyWeights(limit: Int)
  case tooManyKeywords(found: Int, limit: Int)
  case keywordTooLong(bytes: Int, limit: Int)
}

/// What is wrong with a query.
package enum QueryProblem: Hashable, Sendable {
  case emptyPhrase
  case phraseTooLong(found: Int, limit: Int)
  case tooDeep(limit: Int)
  case tooManyNodes(limit: Int)
  case negativeDistance(found: Int)
  case tooManyRuns(found: Int, limit: Int)
  /// Not one gap between two runs each, or a gap that is negative or too long.
  case badGaps
}
