import GRDB
import PlanText
import SearchIndex

/// What was written anew.
package struct RebuildReport: Sendable, Hashable {
  package var documents = 0
  package var passages = 0
  package var segments = 0
}

extension Maintenance {
  /// Writes all segments anew from the texts and rows of the catalogue, whatever has become of the old files: missing,
  /// damaged, or of an older format. Records, ids and numbers of documents stay as they are. All of it becomes visible in one
  /// transaction; before that nothing changes, and a run that breaks off leaves the index as it was.
  /// - Throws: `damagedCatalogue` when a text or a passage of the catalogue itself is damaged.
  package static func rebuild(folder: String) throws(LibraryError) -> RebuildReport {
    try requireIndex(folder)
    return try Rebuild(writer: LibraryWriter(folder: folder, proving: false)).run()
  }
}

/// Writes segments of bounded size one after the other.
private struct Rebuild {
  let writer: LibraryWriter
  private let stored: StoredPassages
  private var report = RebuildReport()
  /// The segments written, each with the keys of its first and last document.
  private var written: [(summary: SegmentSummary, keys: ClosedRange<UInt32>)] = []
  /// Characters of source text in a segment: far below what the format can hold.
  private static let segmentCharacters = 256 << 20

  init(writer: LibraryWriter) {
    self.writer = writer
    stored = StoredPassages(connection: writer.connection)
  }

  consuming func run() throws(LibraryError) -> RebuildReport {
    let keys = try writer.connection.access { db in
      try Int64.fetchAll(db, sql: "SELECT key FROM document ORDER BY key")
    }.compactMap(UInt32.init(exactly:))
    report.documents = keys.count
    var rest = keys[...]
    while !rest.isEmpty { rest = try writeSegment(rest) }
    try writer.replaceSegments(by: written)
    report.segments = written.count
    return report
  }

  /// Writes the next documents into a segment.
  /// - Returns: those that are left.
  private mutating func writeSegment(_ keys: ArraySlice<UInt32>) throws(LibraryError) -> ArraySlice<UInt32> {
    guard let first = keys.first else { return [] }
    do {
      var engine = try IndexWriter(folder: writer.folder, name: writer.nextName(), analyzer: SearchFold.version)
      var rest = keys
      var (last, characters) = (first, 0)
      while characters < Self.segmentCharacters, let key = rest.first {
        let text = try text(of: key)
        for entry in try stored.entries(of: key, text: text) {
          guard let entry else { throw damaged(key, "a passage") }
          try engine.add(entry)
          report.passages += 1
        }
        characters += text.count
        last = key
        rest.removeFirst()
      }
      written.append((try engine.commit(), first...last))
      return rest
    } catch {
      throw Connection.translate(error, path: writer.connection.path)
    }
  }

  /// The source text, proved by the document's id.
  private func text(of key: UInt32) throws(LibraryError) -> [Unicode.Scalar] {
    let text = try writer.connection.sourceText(of: key)
    let id = try writer.connection.access { db in
      try String.fetchOne(db, sql: "SELECT id FROM document WHERE key = ?", arguments: [Int64(key)])
    }
    guard id == Pipeline.id(of: text) else { throw damaged(key, "the text") }
    return text
  }

  private func damaged(_ key: UInt32, _ what: String) -> LibraryError {
    .damagedCatalogue(path: writer.connection.path, detail: "\(what) of document \(key)")
  }
}

extension LibraryWriter {
  /// Puts new segments in the place of all others, in one transaction.
  /// - Parameter written: each with the keys of its first and last document.
  fileprivate func replaceSegments(by written: [(summary: SegmentSummary, keys: ClosedRange<UInt32>)])
    throws(LibraryError)
  {
    let old: [String]
    do {
      old = try connection.queue.read { db in try String.fetchAll(db, sql: "SELECT name FROM segment") }
      try reached(.segmentWritten)
      try write { writer in
        for (summary, keys) in written {
          try writer.insert(summary)
          try writer.db.execute(
            sql: "UPDATE document SET segment = ? WHERE key BETWEEN ? AND ?",
            arguments: [summary.name, Int64(keys.lowerBound), Int64(keys.upperBound)])
        }
        for name in old { try writer.db.execute(sql: "DELETE FROM segment WHERE name = ?", arguments: [name]) }
      }
      try reached(.committed)
    } catch {
      throw Connection.translate(error, path: connection.path)
    }
    for name in old { IndexFolder.remove(name, in: folder) }
  }
}
