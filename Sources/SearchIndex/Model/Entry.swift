/// Names one entry for as long as the index lives: the caller's document number and the number of the passage in it.
/// Order is by document, then passage.
package struct EntryKey: Hashable, Comparable, Sendable {
  /// The caller's number of the document; deletes name documents by it.
  package let document: UInt32
  /// The caller's number of the passage inside the document.
  package let passage: UInt32

  package init(document: UInt32, passage: UInt32) {
    self.document = document
    self.passage = passage
  }

  package static func < (a: EntryKey, b: EntryKey) -> Bool {
    (a.document, a.passage) < (b.document, b.passage)
  }
}

/// The folded text of one passage, as Unicode scalar values.
///
/// A match must start before `ownCount`. The scalars after it are the neighbour's text and are there only so that a
/// phrase may cross the border; the neighbour's own entry answers for matches that start in them.
package struct Reading: Hashable, Sendable {
  /// Folded scalars, each at most 0x10FFFF.
  package let scalars: [UInt32]
  /// How many of the scalars belong to this passage.
  package let ownCount: Int

  /// - Parameter ownCount: all of the scalars when nil.
  package init(scalars: [UInt32], ownCount: Int? = nil) {
    self.scalars = scalars
    self.ownCount = ownCount ?? scalars.count
  }
}

/// An exact value of a named field, for filters and facets.
package struct Keyword: Hashable, Comparable, Sendable {
  package let field: String
  package let value: String

  package init(field: String, value: String) {
    self.field = field
    self.value = value
  }

  /// By the scalars of the field, then of the value; never by locale.
  package static func < (a: Keyword, b: Keyword) -> Bool {
    if a.field != b.field { return a.field.unicodeScalars.lexicographicallyPrecedes(b.field.unicodeScalars) }
    return a.value.unicodeScalars.lexicographicallyPrecedes(b.value.unicodeScalars)
  }
}

/// What the index knows of one passage.
package struct Entry: Sendable {
  package let key: EntryKey
  /// Usually one; two where damage was repaired (the repaired reading first, then the raw one).
  /// A phrase matches the entry if it occurs in any reading. No match crosses from one reading into another.
  package let readings: [Reading]
  /// Values to filter and count by. Duplicates count once.
  package let keywords: [Keyword]
  /// Rank multiplier: 1 for body text, more for headings, less for boilerplate. Finite and not negative.
  package let weight: Float

  package init(key: EntryKey, readings: [Reading], keywords: [Keyword] = [], weight: Float = 1) {
    self.key = key
    self.readings = readings
    self.keywords = keywords
    self.weight = weight
  }
}
