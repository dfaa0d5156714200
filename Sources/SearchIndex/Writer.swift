/// Writes one segment. Entries come in strictly ascending order of key; `commit` makes the file durable and visible.
/// A writer that is given up leaves nothing behind; a process that dies may leave files that end in `.partial`.
/// Memory is bounded: about 100 MB, and a few bytes for each entry and each distinct pair of characters.
/// The same entries give the same bytes.
package struct IndexWriter: ~Copyable {
  private let builder: SegmentBuilder

  /// - Parameters:
  ///   - folder: must exist.
  ///   - name: plain file name, such as `000001.segment`; must not exist.
  ///   - analyzer: names the way the caller folds text; readers must give the same.
  package init(folder: String, name: String, analyzer: String) throws(IndexError) {
    try self.init(folder: folder, name: name, analyzer: analyzer, batch: 1 << 22)
  }

  /// - Parameters:
  ///   - batch: how many grams are sorted in memory at once; the bytes written do not depend on it.
  ///   - phrasesFrom: phrases in so many entries or more are listed, if the text is large enough.
  init(folder: String, name: String, analyzer: String, batch: Int, phrasesFrom: Int = PhraseSpool.usualLeast)
    throws(IndexError)
  {
    builder = try SegmentBuilder(
      folder: folder, name: name, analyzer: analyzer, batch: batch, phrasesFrom: phrasesFrom)
  }

  /// Adds an entry. Keys must ascend strictly; after an error the writer can go on with the next entry,
  /// unless the error is of the system.
  package mutating func add(_ entry: Entry) throws(IndexError) { try builder.add(entry) }

  /// Writes, syncs, renames, syncs the folder.
  package consuming func commit() throws(IndexError) -> SegmentSummary { try builder.commit() }
}
