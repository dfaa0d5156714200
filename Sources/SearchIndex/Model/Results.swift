/// A live segment and what has been deleted from it. The list of live segments is the snapshot; the caller keeps it.
package struct SegmentReference: Hashable, Sendable {
  /// Name of the file inside the index folder, such as `000001.segment`.
  package let name: String
  /// Document keys, ascending, none twice, of which no entry in this segment is live any more.
  package let deleted: [UInt32]

  package init(name: String, deleted: [UInt32] = []) {
    self.name = name
    self.deleted = deleted
  }
}

/// What was written, merged or verified.
package struct SegmentSummary: Hashable, Sendable {
  package let name: String
  /// Entries in the file, deleted ones included.
  package let entries: Int
  /// Distinct document keys in the file.
  package let documents: Int
  /// Size of the file.
  package let bytes: Int
  /// Checksum of the part table, which holds the checksums of all parts.
  package let checksum: UInt64
}

/// A place where a phrase of a query occurs in an entry.
package struct Match: Hashable, Comparable, Sendable {
  /// Which of the entry's readings.
  package let reading: Int
  /// Range of scalars in that reading. It starts before `ownCount` and may end after it.
  package let range: Range<Int>

  package init(reading: Int, range: Range<Int>) {
    self.reading = reading
    self.range = range
  }

  package static func < (a: Match, b: Match) -> Bool {
    (a.reading, a.range.lowerBound, a.range.upperBound) < (b.reading, b.range.lowerBound, b.range.upperBound)
  }
}

/// One entry found.
package struct SearchHit: Hashable, Sendable {
  package let key: EntryKey
  /// BM25 over the query's positive phrases, times the entry's weight. 0 when the query has only filters.
  package let score: Float

  package init(key: EntryKey, score: Float) {
    self.key = key
    self.score = score
  }
}

/// A page of hits with the exact total.
package struct SearchResult: Sendable {
  /// How many live entries match, whatever the limit.
  package let total: Int
  /// Best first; equal scores by ascending key.
  package let hits: [SearchHit]
}

/// Why an entry has its score.
package struct Explanation: Sendable {
  /// One positive phrase of the query.
  package struct Part: Sendable {
    package let phrase: [UInt32]
    /// Occurrences in the entry: in the reading that has most of them.
    package let occurrences: Int
    /// The number of entries that the inverse document frequency was computed from, an upper bound for longer phrases.
    package let documentFrequency: Int
    package let inverseDocumentFrequency: Float
    /// What this phrase adds, before the weight.
    package let score: Float
  }
  package let key: EntryKey
  /// Whether the entry matches the query at all.
  package let matches: Bool
  package let parts: [Part]
  /// Characters of the entry's first reading that are its own, and the mean over the index.
  package let length: Int
  package let meanLength: Float
  package let weight: Float
  /// (sum of the parts) × weight, equal to the hit's score.
  package let score: Float
}
