import GRDB
import PlanText
package import SearchIndex

/// Turns a query as written into one that the engine answers: fields of documents, sections and owners are looked up in
/// the catalogue, of the same snapshot.
package struct QueryResolver: Sendable {
  let library: Library

  package init(library: Library) { self.library = library }

  package func resolve(_ syntax: QuerySyntax) throws(LibraryError) -> Query {
    switch syntax {
    case .term(let term): return .phrase(term.folded)
    case .near(let a, let b, let distance, let ordered):
      return .near(a.folded, b.folded, distance, ordered: ordered)
    case .sameSentence(let a, let b): return .together(a.folded, b.folded, ends: Wildcard.sentenceEnds)
    case .sameSection(let a, let b): return try sameSection(try resolve(a), try resolve(b))
    case .wildcard(let wildcard): return .pattern(wildcard.pattern)
    case .like(let text): return Likeness.query(text)
    case .target(let condition): return .entries(try passages(condition))
    case .not(let part): return .not(try resolve(part))
    case .and(let parts): return .and(try resolve(parts))
    case .or(let parts): return .or(try resolve(parts))
    case .field(let condition): return try resolve(condition)
    }
  }

  private func resolve(_ parts: [QuerySyntax]) throws(LibraryError) -> [Query] {
    var out: [Query] = []
    for part in parts { out.append(try resolve(part)) }
    return out
  }

  private func resolve(_ condition: QuerySyntax.FieldCondition) throws(LibraryError) -> Query {
    switch condition {
    case .holds, .level, .years: .documents(try documents(condition).sorted())
    case .section, .owner: .entries(try passages(condition))
    case .strength(let values): .or(values.map { .keyword(Keyword(field: "strength", value: $0)) })
    case .role(let values): .or(values.map { .keyword(Keyword(field: "role", value: $0)) })
    case .has(let values): .or(values.map { .keyword(Keyword(field: "has", value: $0)) })
    }
  }

  // MARK: sections

  /// Passages that match either side, in sections that have both. A section is what stands below one heading up to the
  /// next of any level; what stands before the first heading of a document counts as one.
  private func sameSection(_ a: Query, _ b: Query) throws(LibraryError) -> Query {
    let (left, right) = (try keys(a), try keys(b))
    let documents = Set(left.map(\.document)).intersection(right.map(\.document))
    let wanted = (left + right).filter { documents.contains($0.document) }
    let sections = try sections(of: documents.sorted())
    func places(_ keys: [EntryKey]) -> Set<SectionKey> {
      Set(keys.compactMap { key in documents.contains(key.document) ? sections[key] : nil })
    }
    let both = places(left).intersection(places(right))
    let found = wanted.filter { key in sections[key].map(both.contains) ?? false }
    // The sides stay in the query so that their words are ranked and marked.
    return .and([.or([a, b]), .entries(found)])
  }

  private struct SectionKey: Hashable {
    let document: UInt32
    /// Negative: before the first section.
    let section: Int
  }

  private func keys(_ query: Query) throws(LibraryError) -> [EntryKey] {
    try LibrarySearch.ask(library) { (e) throws(IndexError) in try e.keys(query) }
  }

  private func sections(of documents: [UInt32]) throws(LibraryError) -> [EntryKey: SectionKey] {
    try library.access { db in
      var out: [EntryKey: SectionKey] = [:]
      let statement = try db.cachedStatement(sql: "SELECT position, section FROM passage WHERE document = ?")
      for document in documents {
        let rows = try Row.fetchCursor(statement, arguments: [Int64(document)])
        while let row = try rows.next() {
          guard let position = row.integer("position").flatMap(UInt32.init(exactly:)) else { continue }
          out[EntryKey(document: document, passage: position)] =
            SectionKey(document: document, section: row.integer("section") ?? -1)
        }
      }
      return out
    }
  }

  // MARK: targets

  /// Where the targets stand that any of the conditions means, by document.
  func targets(_ conditions: [TargetCondition]) throws(LibraryError) -> [UInt32: [SourceSpan]] {
    if conditions.isEmpty { return [:] }
    return try library.access { db in
      var out: [UInt32: [SourceSpan]] = [:]
      let rows = try Row.fetchCursor(db, sql: Self.targetColumns)
      while let row = try rows.next() {
        guard conditions.contains(where: { $0.admits(row) }), let start = row.integer("start"), let end = row.integer("end"),
          let document = row.integer("document").flatMap(UInt32.init(exactly:)), start < end
        else { continue }
        out[document, default: []].append(SourceSpan(start: start, end: end))
      }
      return out
    }
  }

  private static let targetColumns =
    "SELECT document, indicator, quote, value, high, unit, deadline, start, \"end\" FROM target"

  /// The passages that hold such a target. Ascending.
  func passages(_ condition: TargetCondition) throws(LibraryError) -> [EntryKey] {
    let spans = try targets([condition])
    return try library.access { db in try PassagePlaces.touching(spans, db) }
  }

  // MARK: documents

  /// The documents that a condition on documents picks.
  func documents(_ condition: QuerySyntax.FieldCondition) throws(LibraryError) -> Set<UInt32> {
    switch condition {
    case .holds(let field, let text):
      return try keys("instr(\(field.rawValue)_folded, ?) > 0", [fold(text)])
    case .level(let values):
      return try keys("level IN (\(CatalogueWriter.marks(values.count)))", values)
    case .years(let from, let to):
      // The period, or else the year of issue.
      let first = "COALESCE(period_start, CAST(substr(issued_on, 1, 4) AS INTEGER), period_end)"
      let last = "COALESCE(period_end, CAST(substr(issued_on, 1, 4) AS INTEGER), period_start)"
      return try keys("\(first) <= ? AND \(last) >= ?", [to ?? 9999, from ?? 0])
    case .section, .owner, .strength, .role, .has: return []
    }
  }

  private func keys(_ condition: String, _ values: [any DatabaseValueConvertible]) throws(LibraryError) -> Set<UInt32> {
    try library.access { db in
      let keys = try Int64.fetchAll(
        db, sql: "SELECT key FROM document WHERE \(condition)", arguments: StatementArguments(values))
      return Set(keys.compactMap(UInt32.init(exactly:)))
    }
  }

  // MARK: passages

  /// The passages that lie in a section, or that touch a record naming an owner. Ascending.
  func passages(_ condition: QuerySyntax.FieldCondition) throws(LibraryError) -> [EntryKey] {
    var found: [EntryKey] = []
    switch condition {
    case .section(let text):
      let value = fold(text)
      let test =
        Self.isPath(value)
        ? "instr(r.folded, ?1 || char(10)) = 1 OR instr(r.folded, ?1 || '/') = 1"
        : "instr(substr(r.folded, instr(r.folded, char(10)) + 1), ?1) > 0"
      found = try passages(table: "section", start: "range_start", end: "range_end", where: test, value)
    case .owner(let text):
      let value = fold(text)
      for table in ["owner", "obligation"] {
        found += try passages(table: table, start: "start", end: "\"end\"", where: "instr(r.folded, ?1) > 0", value)
      }
    case .holds, .level, .years, .strength, .role, .has: break
    }
    return Set(found).sorted()
  }

  private func passages(table: String, start: String, end: String, where test: String, _ value: String)
    throws(LibraryError) -> [EntryKey]
  {
    let sql = "SELECT r.document AS document, r.\(start) AS start, r.\(end) AS \"end\" FROM \(table) r WHERE \(test)"
    return try library.access { db in
      var spans: [UInt32: [SourceSpan]] = [:]
      let rows = try Row.fetchCursor(db, sql: sql, arguments: [value])
      while let row = try rows.next() {
        guard let document = row.integer("document").flatMap(UInt32.init(exactly:)), let start = row.integer("start"),
          let end = row.integer("end"), start <= end
        else { continue }
        spans[document, default: []].append(SourceSpan(start: start, end: end))
      }
      return try PassagePlaces.touching(spans, db)
    }
  }

  /// Whether every part of the folded value is an ordinal (`三/(一)/1`, `第二章`): then it names a path, else it is
  /// looked for in headings.
  static func isPath(_ folded: String) -> Bool {
    let ordinal = Set("0123456789一二三四五六七八九十百零〇壹贰叁肆伍陆柒捌玖拾()第章节条编—".flatMap { fold(String($0)).unicodeScalars })
    return folded.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
      !part.isEmpty && part.unicodeScalars.allSatisfy { ordinal.contains($0) || (0x2460...0x2473).contains($0.value) }
    }
  }
}
