import GRDB

/// How damaged documents are, one by one and by the sites that they come from: what a researcher asks before trusting a source.
package struct DamageProfile: Sendable {
  /// Damage of a document, or of all documents of a site.
  package struct Entry: Sendable, Hashable {
    /// Id of the document, or name of the site.
    package let name: String
    /// Title of the document, or its source where it has none; empty for a site.
    package let title: String
    /// The site a document comes from; a site's own name.
    package let site: String
    package internal(set) var documents = 0
    /// Documents with any damage.
    package internal(set) var damagedDocuments = 0
    /// Of the source texts.
    package internal(set) var characters = 0
    /// Damaged places by certainty.
    package internal(set) var exact = 0
    package internal(set) var realigned = 0
    package internal(set) var detected = 0
    /// Source characters inside of damaged places.
    package internal(set) var damagedCharacters = 0
    /// Damaged places by kind (`gloss`, `mojibake` …).
    package internal(set) var kinds: [String: Int] = [:]

    package var places: Int { exact + realigned + detected }
    /// Damaged places in ten thousand characters, in hundredths.
    package var density: Int { characters == 0 ? 0 : places * 1_000_000 / characters }
  }

  /// Documents with damage, the most damaged places first.
  package let documents: [Entry]
  /// All sites, the densest damage first.
  package let sites: [Entry]

  /// The site that a source comes from: the host of an address inside of it (web archives), else the archive or data set that holds it, else its folder.
  package static func site(of source: String, holder: String) -> String {
    for scheme in ["https://", "http://"] {
      guard let at = source.firstRange(of: scheme) else { continue }
      let host = source[at.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" && $0 != ":" }
      if !host.isEmpty { return host.lowercased() }
    }
    if holder != source, !holder.isEmpty { return holder }
    return source.lastIndex(of: "/").map { String(source[..<$0]) } ?? "."
  }
}

extension Library {
  /// How damaged the documents of the index are, and their sites.
  package func damageProfile() throws(LibraryError) -> DamageProfile {
    var documents = try profiledDocuments()
    let sql = """
      SELECT document, kind, certainty, count(*) AS n, sum("end" - start) AS characters FROM damage GROUP BY document, kind, certainty
      """
    let groups = try access { db in try Row.fetchAll(db, sql: sql) }
    for row in groups {
      guard let key = row.integer("document"), let count = row.integer("n") else { continue }
      documents[key]?.add(count, kind: row.text("kind") ?? "", certainty: row.text("certainty") ?? "", characters: row.integer("characters") ?? 0)
    }
    var sites: [String: DamageProfile.Entry] = [:]
    for entry in documents.values {
      sites[entry.site, default: DamageProfile.Entry(name: entry.site, title: "", site: entry.site)].add(entry)
    }
    return DamageProfile(
      documents: documents.values.filter { $0.places > 0 }.sorted { ($1.places, $0.name) < ($0.places, $1.name) },
      sites: sites.values.sorted { ($1.density, $0.name) < ($0.density, $1.name) })
  }

  private func profiledDocuments() throws(LibraryError) -> [Int: DamageProfile.Entry] {
    // The first source in order names a document everywhere; `location` is the file that holds it.
    let sql = """
      SELECT d.key AS key, d.id AS id, d.title AS title, d.characters AS characters, s.path AS path, s.location AS location FROM document d
      LEFT JOIN source s ON s.document = d.key AND s.path = (SELECT min(path) FROM source WHERE document = d.key)
      """
    let rows = try access { db in try Row.fetchAll(db, sql: sql) }
    var out: [Int: DamageProfile.Entry] = [:]
    for row in rows {
      guard let key = row.integer("key"), let id = row.text("id") else { continue }
      let source = row.text("path") ?? ""
      var entry = DamageProfile.Entry(
        name: id, title: row.text("title") ?? source, site: DamageProfile.site(of: source, holder: row.text("location") ?? source))
      entry.documents = 1
      entry.characters = row.integer("characters") ?? 0
      out[key] = entry
    }
    return out
  }
}

extension DamageProfile.Entry {
  init(name: String, title: String, site: String) {
    self.name = name
    self.title = title
    self.site = site
  }

  fileprivate mutating func add(_ count: Int, kind: String, certainty: String, characters: Int) {
    switch certainty {
    case "exact": exact += count
    case "realigned": realigned += count
    default: detected += count
    }
    damagedDocuments = 1
    damagedCharacters += characters
    kinds[kind, default: 0] += count
  }

  fileprivate mutating func add(_ other: DamageProfile.Entry) {
    documents += other.documents
    damagedDocuments += other.damagedDocuments
    characters += other.characters
    exact += other.exact
    realigned += other.realigned
    detected += other.detected
    damagedCharacters += other.damagedCharacters
    kinds.merge(other.kinds, uniquingKeysWith: +)
  }
}

extension DamageProfile {
  /// A record a document or site.
  package static let columns: [Column] = [
    .text("name"), .text("title"), .text("site"), .integer("documents"), .integer("damaged_documents"), .integer("characters"), .integer("places"),
    Column(name: "density", kind: .number), .integer("exact"), .integer("realigned"), .integer("detected"), .integer("damaged_characters"),
    .list("kinds"),
  ]

  package static func cells(_ entry: Entry) -> [Cell] {
    let density = entry.density
    let decimals = density % 100
    return [
      .text(entry.name), .text(entry.title), .text(entry.site), .integer(entry.documents), .integer(entry.damagedDocuments), .integer(entry.characters),
      .integer(entry.places), .number("\(density / 100).\(decimals < 10 ? "0" : "")\(decimals)"), .integer(entry.exact), .integer(entry.realigned),
      .integer(entry.detected), .integer(entry.damagedCharacters),
      .list(entry.kinds.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }),
    ]
  }
}
