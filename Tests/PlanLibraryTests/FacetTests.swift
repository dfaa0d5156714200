import Foundation
import GRDB
import PlanText
import SearchIndex
import Testing

@testable import PlanLibrary

/// Counts of values and filters against scans of the catalogue that compare every pair of passage and record.
@Suite struct FacetTests {
  private static let samples = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Corpus").path

  private struct Record {
    let span: SourceSpan
    let values: [String]
  }

  private func records(_ library: Library, _ sql: String) throws -> [UInt32: [Record]] {
    try library.access { db in
      var out: [UInt32: [Record]] = [:]
      for row in try Row.fetchAll(db, sql: sql) {
        let start: Int = row["start"]
        let end: Int = row["end"]
        let value: String = row["value"]
        let document: Int64 = row["document"]
        out[UInt32(document), default: []].append(
          Record(span: SourceSpan(start: start, end: end), values: JSONText.strings(value) ?? [value]))
      }
      return out
    }
  }

  private func counts(_ hits: [PassageHit], _ values: (PassageHit) -> [String]) -> [Facet.Value] {
    var sums: [String?: Int] = [:]
    for hit in hits {
      let found = Set(values(hit))
      if found.isEmpty { sums[nil, default: 0] += 1 }
      for value in found { sums[value, default: 0] += 1 }
    }
    return sums.map { Facet.Value(value: $0.key, count: $0.value) }
  }

  @Test func everyFieldAgreesWithAScan() async throws {
    let scratch = Scratch()
    try await scratch.ingest([Self.samples])
    let library = try scratch.library()
    let columns = "SELECT document, start, \"end\","
    let owners = try records(library, "\(columns) names AS value FROM owner")
    let strengths = try records(library, "\(columns) strength AS value FROM obligation")
    let targets = try records(library, "\(columns) 'target' AS value FROM target")
    func touching(_ all: [UInt32: [Record]], _ hit: PassageHit) -> [String] {
      (all[hit.key.document] ?? []).filter { $0.span.start < hit.span.end && $0.span.end > hit.span.start }.flatMap(\.values)
    }
    for query in ["科", "建设", "科普 OR 水", "责任", "技 -馆", "市", "role:body"] {
      let search = try LibrarySearch(query, library: library)
      let hits = try search.passages(limit: 100_000, offset: 0).hits
      for facet in try search.facets(Facet.Field.allCases) {
        var expected = counts(hits) { hit in
          let d = hit.document
          return switch facet.field {
          case .province: [d.province].compactMap(\.self)
          case .city: [d.city].compactMap(\.self)
          case .level: [d.level].compactMap(\.self)
          case .kind: [d.kind].compactMap(\.self)
          case .issuer: [d.issuer].compactMap(\.self)
          case .year: d.years.map(String.init)
          case .document: [d.id]
          case .role: [hit.role]
          case .owner: touching(owners, hit)
          case .strength: touching(strengths, hit)
          case .has:
            touching(targets, hit) + (touching(owners, hit).isEmpty ? [] : ["owner"]) + (touching(strengths, hit).isEmpty ? [] : ["obligation"])
          }
        }
        // What has no owner, strength or finding is not counted there.
        if [.owner, .strength, .has].contains(facet.field) { expected.removeAll { $0.value == nil } }
        #expect(Set(facet.values) == Set(expected), "\(query) \(facet.field)")
        let order = facet.values.map(\.count)
        #expect(facet.values.last?.value == nil || order == order.sorted(by: >))
      }
    }
  }

  /// `owner:` and `section:` find the passages that a scan of every pair finds.
  @Test func filtersAgreeWithAScan() async throws {
    let scratch = Scratch()
    try await scratch.ingest([Self.samples])
    let library = try scratch.library()
    let all = try LibrarySearch("role:body|contents|notice|annex|chrome", library: library).passages(limit: 100_000, offset: 0).hits
    let columns = "SELECT document,"
    #expect(try LibrarySearch("owner:市", library: library).count() > 0)
    for name in ["教育局", "市", "科协", "政府"] {
      var found = try records(library, "\(columns) start, \"end\", folded AS value FROM owner")
      found.merge(try records(library, "\(columns) start, \"end\", folded AS value FROM obligation")) { $0 + $1 }
      try expect("owner:\(name)", name, found, all, library)
    }
    for heading in ["保障", "目标", "建设"] {
      let found = try records(library, "\(columns) range_start AS start, range_end AS \"end\", coalesce(heading_simplified, '') AS value FROM section")
      try expect("section:\(heading)", heading, found, all, library)
    }
  }

  private func expect(_ query: String, _ text: String, _ records: [UInt32: [Record]], _ all: [PassageHit], _ library: Library) throws {
    let expected = all.filter { hit in
      (records[hit.key.document] ?? []).contains { record in
        record.span.start < hit.span.end && record.span.end > hit.span.start && record.values.contains { $0.contains(text) }
      }
    }
    let found = try LibrarySearch(query, library: library).passages(limit: 100_000, offset: 0).hits
    #expect(Set(found.map(\.key)) == Set(expected.map(\.key)), "\(query)")
  }

  /// A list ordered by facts goes on where it was when the document of the last hit is gone.
  @Test func marksOutliveTheirDocument() async throws {
    let scratch = Scratch()
    try await scratch.ingest([Self.samples])
    // Scores move with the documents; the other orders do not.
    for order in SearchOrder.allCases where order != .score {
      let search = try LibrarySearch("建设", library: scratch.library())
      let all = try search.page(order: order, limit: 100_000, offset: 0, after: nil).hits
      let page = try search.page(order: order, limit: all.count / 2, offset: 0, after: nil)
      let last = try #require(page.hits.last)
      let mark = try #require(page.next.flatMap { SearchCursor($0.text) })
      _ = try Maintenance.remove([last.document.id], folder: scratch.index)
      let rest = try LibrarySearch("建设", library: scratch.library()).page(order: order, limit: 100_000, offset: 0, after: mark).hits
      let expected = all.dropFirst(all.count / 2).filter { $0.document.id != last.document.id }
      #expect(!expected.isEmpty && rest.map(\.key) == expected.map(\.key), "\(order)")
    }
  }
}
