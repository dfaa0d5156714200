import Foundation
import GRDB
@testable import PlanLibrary
import PlanReaders
import Testing

/// Records of formats with pages say on which page they start.
@Suite struct PageTests {
  @Test func recordsOfPagesHaveTheirPage() async throws {
    let scratch = Scratch()
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Corpus").standardizedFileURL.path
    try await scratch.ingest([folder + "/平岭市_老年友好城市建设实施方案.ofd", folder + "/清河市_2024年科协工作要点.txt"])
    let db = try DatabaseQueue(path: scratch.index + "/catalogue.sqlite")
    let rows = try await db.read { db in
      try Row.fetchAll(db, sql: "SELECT d.format, r.page, r.start FROM targets r JOIN documents d ON d.document = r.document ORDER BY d.format, r.start")
    }
    let paged = rows.filter { $0["format"] == "ofd" }
    let pages = paged.compactMap { $0["page"] as Int? }
    #expect(!paged.isEmpty && pages.count == paged.count && pages == pages.sorted() && pages.allSatisfy { (1...3).contains($0) })
    #expect(rows.filter { $0["format"] == "text" }.allSatisfy { ($0["page"] as Int?) == nil })
    let lines = try await db.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM page_line WHERE box_right > box_left AND box_bottom > box_top") }
    #expect((lines ?? 0) > 20)
    let hits = try LibrarySearch("社区 OR 科普", library: scratch.library()).passages(limit: 50, offset: 0).hits
    let inOFD = hits.filter { $0.document.source.hasSuffix("ofd") }
    #expect(!inOFD.isEmpty && inOFD.allSatisfy { (1...3).contains($0.page ?? 0) })
    #expect(hits.filter { $0.document.source.hasSuffix("txt") }.allSatisfy { $0.page == nil })
  }

  @Test func hitsHaveTheirPage() async throws {
    let scratch = Scratch()
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Corpus").standardizedFileURL.path
    try await scratch.ingest([folder + "/平岭市_老年友好城市建设实施方案.ofd", folder + "/清河市_2024年科协工作要点.txt"])
    let hits = try LibrarySearch("role:body", library: try scratch.library()).passages(limit: 1000, offset: 0).hits
    let paged = hits.filter { $0.document.source.hasSuffix(".ofd") }.sorted { $0.span < $1.span }.map(\.page)
    #expect(Set(paged) == [1, 2, 3])
    #expect(paged.compactMap { $0 } == paged.compactMap { $0 }.sorted() && !paged.contains(nil))
    #expect(hits.filter { $0.document.source.hasSuffix(".txt") }.allSatisfy { $0.page == nil })
    #expect(hits.allSatisfy { HitRecords.cells($0).count == HitRecords.passageColumns.count })
  }

  @Test func damageIsCountedByDocumentAndSite() async throws {
    let scratch = Scratch()
    try scratch.write("甲/1.txt", "清河市工作规划\n\n一、加強科學素質(zhì)建設(shè)，推動區(qū)域發(fā)展。\n")
    try scratch.write("甲/2.txt", "清河市工作要点\n\n一、加强科普工作。\n")
    try scratch.write("乙/3.txt", "临江市工作要点\n\n一、推进乡村\u{FFFD}\u{FFFD}振兴。\n")
    try await scratch.ingest()
    let profile = try scratch.library().damageProfile()
    #expect(profile.documents.map(\.places) == [4, 1] && profile.documents.map(\.exact) == [4, 0])
    #expect(profile.documents.map(\.kinds) == [["gloss": 4], ["lost": 1]])
    let sites = Dictionary(uniqueKeysWithValues: profile.sites.map { (($0.name as NSString).lastPathComponent, $0) })
    #expect(sites["甲"]?.documents == 2 && sites["甲"]?.damagedDocuments == 1 && sites["甲"]?.places == 4)
    #expect(sites["乙"]?.detected == 1 && sites["乙"]?.damagedCharacters == 2)
    #expect(profile.sites.map(\.density) == profile.sites.map(\.density).sorted(by: >))
    #expect(DamageProfile.site(of: "a.warc.gz/20240418083000/https://WWW.linlan.example:8080/x?y", holder: "a.warc.gz") == "www.linlan.example")
    #expect(DamageProfile.site(of: "set.csv/12", holder: "set.csv") == "set.csv" && DamageProfile.site(of: "x.txt", holder: "x.txt") == ".")
  }
}
