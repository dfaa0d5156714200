import GRDB
import PlanText
import SearchIndex

/// What answers to searches need again and again of one snapshot, unpacked: texts, passages and what is said of documents.
/// It belongs to a `Library` and goes with it, so that nothing of an older state is ever seen.
final class Unpacked: Sendable {
  /// What is said of a document.
  struct Head: Sendable {
    let summary: DocumentSummary
    let foldedTitle: [UInt32]
  }

  /// Where a passage stands and how its readings map to the source.
  struct Place: Sendable {
    let span: SourceSpan
    let role: String
    let section: String?
    let heading: String?
    /// On which it starts; nil for formats without pages.
    let page: Int?
    let maps: [OffsetRuns]
    /// Of the maps as they are stored.
    let mapBytes: Int
  }

  /// Documents by key.
  let heads = BoundedCache<UInt32, Head>(bound: 16 << 20) { head in
    512 + 4 * head.foldedTitle.count + 2 * (head.summary.title?.utf8.count ?? 0) + head.summary.source.utf8.count
  }
  /// Source texts by document.
  let texts = BoundedCache<UInt32, [Unicode.Scalar]>(bound: 64 << 20) { 4 * $0.count }
  let places = BoundedCache<EntryKey, Place>(bound: 32 << 20) { place in
    160 + (place.heading?.utf8.count ?? 0) + 64 * place.maps.count + place.mapBytes
  }
  /// The list of all documents.
  let lists = BoundedCache<Int, [DocumentSummary]>(bound: 16 << 20) { 512 * $0.count }

  /// Bytes held now.
  var held: Int { heads.held + texts.held + places.held + lists.held }
}

extension Library {
  /// Bytes that are kept unpacked for the next search.
  package var unpackedBytes: Int { unpacked.held }

  /// nil: there is no such document.
  func head(_ key: UInt32) throws(LibraryError) -> Unpacked.Head? {
    try unpacked.heads.value(key) { () throws(LibraryError) in
      try access { db in
        let statement = try db.cachedStatement(sql: DocumentSummary.selectWithTitle + " WHERE key = ?")
        guard let row = try Row.fetchOne(statement, arguments: [Int64(key)]), let summary = DocumentSummary(row) else {
          return nil
        }
        let title = row.text("title_folded") ?? ""
        return Unpacked.Head(summary: summary, foldedTitle: title.unicodeScalars.map(\.value))
      }
    }
  }

  private static let selectPlace = """
    SELECT p.role AS role, p.start AS start, p."end" AS "end", p.maps AS maps, s.section AS section,
      s.heading AS heading, (SELECT l.page FROM page_line l WHERE l.document = p.document AND l.start <= p.start
        ORDER BY l.start DESC LIMIT 1) AS page FROM passage p LEFT JOIN section s ON s.document = p.document AND s.position = p.section
      WHERE p.document = ? AND p.position = ?
    """

  /// nil: there is no such passage, or its row is damaged.
  func place(_ key: EntryKey) throws(LibraryError) -> Unpacked.Place? {
    try unpacked.places.value(key) { () throws(LibraryError) in
      let row = try access { db in
        try Row.fetchOne(
          db.cachedStatement(sql: Self.selectPlace), arguments: [Int64(key.document), Int64(key.passage)])
      }
      guard let row, let start = row.integer("start"), let end = row.integer("end"), start <= end,
        let bytes = row.bytes("maps"), let maps = PassageMaps.decoded(bytes)
      else { return nil }
      return Unpacked.Place(
        span: SourceSpan(start: start, end: end), role: row.text("role") ?? "body", section: row.text("section"),
        heading: row.text("heading"), page: row.integer("page"), maps: maps, mapBytes: bytes.count)
    }
  }

  /// The page of a document's file on which a character stands; nil for formats without pages.
  package func page(of key: UInt32, at offset: Int) throws(LibraryError) -> Int? {
    try access { db in
      try Int.fetchOne(
        db, sql: "SELECT page FROM page_line WHERE document = ? AND start <= ? ORDER BY start DESC LIMIT 1",
        arguments: [Int64(key), offset])
    }
  }

  /// The decoded source text, as offsets count it, kept for the next who asks.
  func keptText(of key: UInt32) throws(LibraryError) -> [Unicode.Scalar] {
    try unpacked.texts.value(key) { () throws(LibraryError) in try sourceText(of: key) } ?? []
  }
}
