import Foundation
import GRDB
import SearchIndex

extension LibraryWriter {
  /// To be called after each commit: installs the merge under way when it is due, and begins the next one that the policy
  /// asks for. One merge at a time, so that memory is that of two segment writers.
  func tendSegments(_ policy: MergePolicy = MergePolicy()) throws(LibraryError) {
    if let merge = merging {
      guard merge.due <= committedBytes else { return }
      try install()
    }
    let live = try liveSegments()
    guard let names = policy.next(live.map(\.status)) else { return }
    begin(live.filter { names.contains($0.status.name) })
  }

  /// To be called at the end of a run: the index is at rest then, as the policy has it.
  func settleSegments(_ policy: MergePolicy = MergePolicy()) throws(LibraryError) {
    repeat {
      try install()
      try tendSegments(policy)
    } while merging != nil
  }

  /// Merges all segments into one; documents keep their keys. With no more than one segment that holds nothing deleted
  /// there is nothing to do.
  /// - Returns: whether something was merged.
  func mergeAll() throws(LibraryError) -> Bool {
    try install()
    let live = try liveSegments()
    guard live.count > 1 || live.contains(where: { !$0.reference.deleted.isEmpty }) else { return false }
    begin(live)
    try install()
    return true
  }

  /// Reading and writing anew takes a fraction of the time in which the same number of bytes is extracted: when a quarter of
  /// the bytes of the merge has been committed since, it should be ready, and if not the writer waits for it.
  private func begin(_ segments: [(reference: SegmentReference, status: SegmentStatus)]) {
    let bytes = segments.reduce(0) { $0 + $1.status.liveBytes }
    merging = BackgroundMerge(
      folder: folder, sources: segments.map(\.reference), name: nextName(), due: committedBytes + bytes / 4)
  }

  /// Waits for the merge under way and puts its segment in the place of those that it was made from.
  private func install() throws(LibraryError) {
    guard let merge = merging else { return }
    merging = nil
    do {
      let summary = try merge.finish()
      try reached(.segmentWritten)
      try write { writer in
        try writer.insert(summary)
        for source in merge.sources { try writer.replace(source, by: summary.name) }
      }
      try reached(.committed)
    } catch {
      throw Connection.translate(error, path: connection.path)
    }
    for source in merge.sources { IndexFolder.remove(source.name, in: folder) }
  }

  /// The live segments with what the merge policy knows of them.
  func liveSegments() throws(LibraryError) -> [(reference: SegmentReference, status: SegmentStatus)] {
    try connection.access { db in
      let rows = try Row.fetchAll(db, sql: "SELECT name, bytes, documents FROM segment")
      let sizes = Dictionary(rows.map { ($0.text("name") ?? "", $0) }) { a, _ in a }
      return try Library.segments(db).map { reference in
        let documents = sizes[reference.name]?.integer("documents") ?? 0
        return (
          reference,
          SegmentStatus(
            name: reference.name, bytes: max(0, sizes[reference.name]?.integer("bytes") ?? 0), documents: documents,
            live: max(0, documents - reference.deleted.count))
        )
      }
    }
  }
}

extension CatalogueWriter {
  func insert(_ summary: SegmentSummary) throws {
    try db.execute(
      sql: "INSERT INTO segment VALUES (?, ?, ?, ?, ?)",
      arguments: [
        summary.name, summary.entries, summary.documents, summary.bytes, Self.checksum(summary.checksum),
      ])
  }

  /// Puts a merged segment in the place of one that it was made from. What was deleted from the old one after the merge
  /// began is deleted from the new one.
  func replace(_ old: SegmentReference, by new: String) throws {
    let known = Set(old.deleted.map(Int64.init))
    let deleted = try Int64.fetchAll(
      db, sql: "SELECT document FROM deleted WHERE segment = ? ORDER BY document", arguments: [old.name])
    for document in deleted where !known.contains(document) {
      try db.execute(sql: "INSERT INTO deleted VALUES (?, ?)", arguments: [new, document])
    }
    try db.execute(sql: "UPDATE document SET segment = ? WHERE segment = ?", arguments: [new, old.name])
    try db.execute(sql: "DELETE FROM segment WHERE name = ?", arguments: [old.name])
  }

  /// Sixteen hexadecimal digits.
  static func checksum(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
