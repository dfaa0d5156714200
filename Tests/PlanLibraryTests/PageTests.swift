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
}
