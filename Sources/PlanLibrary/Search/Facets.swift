import GRDB
import PlanText
import SearchIndex

/// How the passages that a query finds spread over values: the whole answer, exactly, whatever page is shown.
package struct Facet: Sendable {
  package enum Field: String, Sendable, CaseIterable {
    case province, city, level, kind, issuer, year, document, role, strength, has, owner
  }

  package struct Value: Sendable, Hashable {
    /// nil: those that have no such value.
    package let value: String?
    /// Matching passages.
    package let count: Int
  }

  package let field: Field
  /// Descending by count, then by value; what has none at the end.
  package let values: [Value]
}

extension LibrarySearch {
  package func facets(_ fields: [Facet.Field]) throws(LibraryError) -> [Facet] {
    let keys = try Self.ask(library) { (e) throws(IndexError) in try e.keys(query) }
    var perDocument: [UInt32: Int] = [:]
    for key in keys { perDocument[key.document, default: 0] += 1 }
    var out: [Facet] = []
    for field in fields {
      switch field {
      case .role, .strength, .has:
        let found = try Self.ask(library) { (e) throws(IndexError) in try e.facets(query, field: field.rawValue) }
        out.append(Facet(field: field, values: found.map { Facet.Value(value: $0.value, count: $0.count) }))
      case .owner: out.append(Facet(field: field, values: try owners(keys)))
      default: out.append(Facet(field: field, values: try documentValues(field, perDocument)))
      }
    }
    return out
  }

  private func documentValues(_ field: Facet.Field, _ counts: [UInt32: Int]) throws(LibraryError) -> [Facet.Value] {
    var sums: [String: Int] = [:]
    var missing = 0
    for document in try library.documents() {
      guard let count = counts[document.key] else { continue }
      let values = Self.values(field, document)
      if values.isEmpty { missing += count }
      for value in values { sums[value, default: 0] += count }
    }
    return Self.sorted(sums) + (missing > 0 ? [Facet.Value(value: nil, count: missing)] : [])
  }

  private static func values(_ field: Facet.Field, _ document: DocumentSummary) -> [String] {
    switch field {
    case .province: [document.province].compactMap(\.self)
    case .city: [document.city].compactMap(\.self)
    case .level: [document.level].compactMap(\.self)
    case .kind: [document.kind].compactMap(\.self)
    case .issuer: [document.issuer].compactMap(\.self)
    case .document: [document.id]
    case .year: document.years.map(String.init)
    case .role, .strength, .has, .owner: []
    }
  }

  private static func sorted(_ sums: [String: Int]) -> [Facet.Value] {
    sums.map { Facet.Value(value: $0.key, count: $0.value) }.sorted { a, b in
      a.count != b.count ? a.count > b.count : (a.value ?? "").unicodeScalars.lexicographicallyPrecedes((b.value ?? "").unicodeScalars)
    }
  }

  /// Names in the assignments of responsibility that the passages touch.
  private func owners(_ keys: [EntryKey]) throws(LibraryError) -> [Facet.Value] {
    let passages = Dictionary(grouping: keys, by: \.document)
    return try library.access { db in
      let sql = "SELECT start, \"end\", names FROM owner WHERE document = ?"
      let statement = try db.cachedStatement(sql: sql)
      var sums: [String: Int] = [:]
      var lists: [String: [String]] = [:]
      for (document, keys) in passages {
        let rows = try Row.fetchAll(statement, arguments: [Int64(document)])
        if rows.isEmpty { continue }
        let places = try PassagePlaces(db, document: document)
        let wanted = Set(keys.map(\.passage))
        var seen: [String: Set<UInt32>] = [:]
        for row in rows {
          guard let start = Int.fromDatabaseValue(row[0]), let end = Int.fromDatabaseValue(row[1]), start < end,
            let list = String.fromDatabaseValue(row[2])
          else { continue }
          let touched = places.touching(SourceSpan(start: start, end: end)).filter(wanted.contains)
          if touched.isEmpty { continue }
          let names = lists[list] ?? JSONText.strings(list) ?? []
          lists[list] = names
          for name in names { seen[name, default: []].formUnion(touched) }
        }
        for (name, found) in seen { sums[name, default: 0] += found.count }
      }
      return Self.sorted(sums)
    }
  }
}
