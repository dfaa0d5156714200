import GRDB

/// What is wrong with the documents of an index, for its overview.
package struct IndexProfile: Sendable {
  package struct DamageGroup: Sendable, Hashable {
    package let kind: String
    package let certainty: String
    /// Damaged places.
    package let count: Int
    /// Documents that have any.
    package let documents: Int
  }

  /// By kind and certainty, the most frequent first.
  package let damage: [DamageGroup]
  /// Documents that were read with a warning, by key.
  package let warnings: [UInt32: [String]]
}

extension Library {
  package func profile() throws(LibraryError) -> IndexProfile {
    let groups = """
      SELECT kind, certainty, count(*) AS n, count(DISTINCT document) AS documents FROM damage
      GROUP BY kind, certainty ORDER BY n DESC, kind, certainty
      """
    return try access { db in
      let damage = try Row.fetchAll(db, sql: groups).map { row in
        IndexProfile.DamageGroup(
          kind: row.text("kind") ?? "", certainty: row.text("certainty") ?? "", count: row.integer("n") ?? 0,
          documents: row.integer("documents") ?? 0)
      }
      var warnings: [UInt32: [String]] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT key, warnings FROM document WHERE warnings <> '[]'") {
        guard let key = row.integer("key").flatMap(UInt32.init(exactly:)) else { continue }
        warnings[key] = row.list("warnings")
      }
      return IndexProfile(damage: damage, warnings: warnings)
    }
  }
}
