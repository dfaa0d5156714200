import GRDB
import PlanText
import SearchIndex

/// Where the passages of a document stand, for records that name places of the source. One read of the document's rows answers
/// any number of records; a join over the two tables would look at every pair.
struct PassagePlaces {
  private let index: SpanIndex<UInt32>

  init(_ db: Database, document: UInt32) throws {
    let sql = "SELECT position, start, \"end\" FROM passage WHERE document = ?"
    let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: [Int64(document)])
    var places: [(SourceSpan, UInt32)] = []
    while let row = try rows.next() {
      // By place: there are many rows, and a column's name is looked up anew in each.
      guard let position = UInt32.fromDatabaseValue(row[0]), let start = Int.fromDatabaseValue(row[1]),
        let end = Int.fromDatabaseValue(row[2]), start <= end
      else { continue }
      places.append((SourceSpan(start: start, end: end), position))
    }
    index = SpanIndex(places)
  }

  /// Numbers of the passages that share a character with the span.
  func touching(_ span: SourceSpan) -> [UInt32] { index.overlapping(span) }

  /// The passages that any of the spans touches. Ascending.
  static func touching(_ spans: [UInt32: [SourceSpan]], _ db: Database) throws -> [EntryKey] {
    var found: [EntryKey] = []
    for document in spans.keys.sorted() {
      let places = try PassagePlaces(db, document: document)
      let positions = Set((spans[document] ?? []).flatMap(places.touching))
      found += positions.sorted().map { EntryKey(document: document, passage: $0) }
    }
    return found
  }
}
