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

  static let select = """
    SELECT key, id, (SELECT min(path) FROM source WHERE source.document = document.key) AS source, title, issuer,
      province, city, adcode, level, kind, period_start, period_end, characters FROM document
    """

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
  /// The county whose plan it is; `city` is then the one above it.
  package var county: String? {
    adcode.flatMap { Places.bundled.place(code: $0) }.flatMap { $0.level == .county ? $0.name : nil }
  }
  /// The place whose plan it is; the plan's name where it is not known.
  package var placeName: String { county.map { (city ?? province ?? "") + $0 } ?? city ?? province ?? name }
  /// 省, city and county as far as known.
  package var place: String { [province, city, county].compactMap(\.self).joined(separator: " ") }
}
