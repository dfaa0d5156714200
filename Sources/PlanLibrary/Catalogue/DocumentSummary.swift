import GRDB
import PlanText

/// What search results, lists and comparisons say of a document.
package struct DocumentSummary: Sendable, Hashable {
  /// The number the engine knows it by.
  package let key: UInt32
  package let id: String
  /// First path in order.
  package let source: String
  package let title: String?
  package let issuer: String?
  package let province: String?
  package let city: String?
  /// Of the place whose plan it is (GB/T 2260).
  package let adcode: String?
  package let level: String?
  package let kind: String?
  package let periodStart: Int?
  package let periodEnd: Int?
  package let characters: Int

  private static let columns = """
    key, id, (SELECT min(path) FROM source WHERE source.document = document.key) AS source, title, issuer, province, city,
      adcode, level, kind, period_start, period_end, characters
    """
  static let select = "SELECT \(columns) FROM document"
  static let selectWithTitle = "SELECT \(columns), title_folded FROM document"

  init?(_ row: Row) {
    guard let key = row.integer("key").flatMap(UInt32.init(exactly:)), let id = row.text("id") else { return nil }
    self.key = key
    self.id = id
    source = row.text("source") ?? ""
    title = row.text("title")
    issuer = row.text("issuer")
    province = row.text("province")
    city = row.text("city")
    adcode = row.text("adcode")
    level = row.text("level")
    kind = row.text("kind")
    periodStart = row.integer("period_start")
    periodEnd = row.integer("period_end")
    characters = row.integer("characters") ?? 0
  }

  /// Every year of the period; empty when it is unknown.
  package var years: [Int] {
    guard let first = periodStart ?? periodEnd, let last = periodEnd ?? periodStart, first <= last, last - first < 200 else { return [] }
    return Array(first...last)
  }

  /// Name for tables: the title, else the file's name.
  package var name: String { title ?? String(source.split(separator: "/").last ?? "") }
  /// Place and period, as columns and lists of comparisons name a plan; the name where neither is known.
  package var label: String {
    let place = placeName
    guard let start = periodStart else { return place }
    let end = periodEnd ?? start
    return place + " " + (start == end ? "\(start)" : "\(start)—\(end)")
  }
  /// The county whose plan it is, where `city` is the one above it.
  package var county: String? {
    adcode.flatMap { Places.bundled.place(code: $0) }.flatMap { $0.level == .county && $0.name != city ? $0.name : nil }
  }
  /// The place whose plan it is; the plan's name where it is not known.
  package var placeName: String { county.map { (city ?? province ?? "") + $0 } ?? city ?? province ?? name }
  /// 省, city and county as far as known.
  package var place: String { [province, city, county].compactMap(\.self).joined(separator: " ") }
}

extension Library {
  /// All documents by source path.
  package func documents() throws(LibraryError) -> [DocumentSummary] {
    try unpacked.lists.value(0) { () throws(LibraryError) in
      try access { db in
        try Row.fetchAll(db, sql: DocumentSummary.select + " ORDER BY source, id").compactMap(DocumentSummary.init)
      }
    } ?? []
  }

  /// The one document that `name` means: its id, an unambiguous start of the id (four characters or more), a source
  /// path, a path's last part with or without its extension, or an unambiguous start of it (three characters or more).
  package func document(named name: String) throws(LibraryError) -> DocumentSummary {
    let found = try candidates(name)
    guard let first = found.first else { throw .noDocument(name: name) }
    guard found.count == 1 else {
      throw .ambiguousDocument(name: name, candidates: found.prefix(5).map { "\($0.id) \($0.source)" })
    }
    return first
  }

  private func candidates(_ name: String) throws(LibraryError) -> [DocumentSummary] {
    let all = try documents()
    let id = name.lowercased()
    let exact = all.filter { $0.id == id }
    if !exact.isEmpty { return exact }
    let paths = try sources()
    let bySource = all.filter { paths[$0.key, default: []].contains(name) }
    if !bySource.isEmpty { return bySource }
    let byName = all.filter { paths[$0.key, default: []].contains { Self.fileName($0, is: name) } }
    if !byName.isEmpty { return byName }
    let byID = name.count >= 4 ? all.filter { $0.id.hasPrefix(id) } : []
    if !byID.isEmpty || name.count < 3 { return byID }
    return all.filter { paths[$0.key, default: []].contains { Self.base($0).hasPrefix(name) } }
  }

  private static func base(_ path: String) -> Substring { path.split(separator: "/").last ?? "" }

  private static func fileName(_ path: String, is name: String) -> Bool {
    let last = base(path)
    if last == name { return true }
    guard let dot = last.lastIndex(of: "."), dot != last.startIndex else { return false }
    return last[..<dot] == name
  }

  /// Every path of every document, in order.
  package func sources() throws(LibraryError) -> [UInt32: [String]] {
    try access { db in
      var out: [UInt32: [String]] = [:]
      let rows = try Row.fetchCursor(db, sql: "SELECT document, path FROM source ORDER BY path")
      while let row = try rows.next() {
        guard let key = row.integer("document").flatMap(UInt32.init(exactly:)), let path = row.text("path") else {
          continue
        }
        out[key, default: []].append(path)
      }
      return out
    }
  }

  /// The decoded source text, as UTF-8.
  package func sourceBytes(of key: UInt32) throws(LibraryError) -> [UInt8] { try connection.sourceBytes(of: key) }

  /// The decoded source text, as offsets count it.
  package func sourceText(of key: UInt32) throws(LibraryError) -> [Unicode.Scalar] {
    try connection.sourceText(of: key)
  }
}

extension Connection {
  func sourceBytes(of key: UInt32) throws(LibraryError) -> [UInt8] {
    try access { db in
      let row = try Row.fetchOne(
        db, sql: "SELECT bytes, data FROM source_text WHERE document = ?", arguments: [Int64(key)])
      guard let data = row?.bytes("data"), let count = row?.integer("bytes"),
        let plain = Compression.inflate(data, count: count)
      else { throw LibraryError.damagedCatalogue(path: path, detail: "source text of document \(key)") }
      return plain
    }
  }

  func sourceText(of key: UInt32) throws(LibraryError) -> [Unicode.Scalar] {
    Array(String(decoding: try sourceBytes(of: key), as: UTF8.self).unicodeScalars)
  }
}
