import Foundation
import PlanReaders
import PlanText
import SearchIndex
import Testing

@testable import PlanLibrary

@Suite struct SearchTests {
  /// The three sample plans, with the facts that the filters ask for.
  private func prepared() async throws -> Scratch {
    let scratch = Scratch()
    try scratch.write("river.txt", Sample.river)
    try scratch.write("pass.txt", Sample.pass)
    try scratch.write("hill.txt", Sample.hill)
    let table = """
      file,title,issuer,province,city,level,kind,period_start,period_end
      river.txt,清河市全民科学素质行动实施方案,清河市人民政府,云川省,清河市,prefecture,实施方案,2021,2025
      pass.txt,临江市科普工作要点,临江市科协,云川省,临江市,prefecture,工作要点,2024,2024
      hill.txt,云川省水利发展规划,云川省人民政府,云川省,,province,发展规划,2026,2030
      """
    try await scratch.ingest(overrides: MetadataOverrides(path: scratch.write("../meta.csv", table)))
    return scratch
  }

  @Test func queries() async throws {
    let scratch = try await prepared()
    for (query, expected) in [
      ("科学素质", ["pass.txt", "river.txt"]), ("科學素質", ["pass.txt", "river.txt"]),
      ("組織領導", ["pass.txt"]), ("组织领导", ["pass.txt"]),
      ("水", ["hill.txt"]), ("科学素质 -比例", ["pass.txt", "river.txt"]),
      ("科学素质 比例", ["river.txt"]), ("比例 OR 水库", ["hill.txt", "river.txt"]),
      ("比例 NEAR/4 14", ["river.txt"]), ("比例 NEAR/1 14", []), ("14 THEN/9 比例", []), ("比例 THEN/2 14", ["river.txt"]),
      ("title:规划", ["hill.txt"]), ("issuer:人民政府", ["hill.txt", "river.txt"]), ("city:清河", ["river.txt"]),
      ("province:雲川", ["hill.txt", "pass.txt", "river.txt"]), ("level:province", ["hill.txt"]),
      ("level:市级", ["pass.txt", "river.txt"]), ("kind:要点", ["pass.txt"]), ("year:2024", ["pass.txt", "river.txt"]),
      ("year:2026..", ["hill.txt"]), ("year:..2020", []), ("year:2025..2026", ["hill.txt", "river.txt"]),
      ("section:二 水库", ["hill.txt"]), ("section:\"二/(一)\" 科普", ["river.txt"]), ("section:二/（一） 科普", ["river.txt"]),
      ("section:重点任务 基地", ["river.txt"]),
      ("owner:教育局", ["river.txt"]), ("has:owner", ["river.txt"]), ("has:target 科普基地", ["river.txt"]),
      ("strength:prohibition", ["river.txt"]), ("role:body 科普", ["pass.txt", "river.txt"]), ("role:annex", []),
      ("科?基地", ["river.txt"]), ("科*基地", ["river.txt"]), ("科學*基地", []), ("?普基地", ["river.txt"]), ("科普?地", ["river.txt"]),
      ("科普基地??", ["river.txt"]), ("科普基地 SAME/sentence 建设", ["river.txt"]), ("比例 SAME/sentence 科普基地", []),
      ("科普基地 SAME/section 教育局", ["river.txt"]), ("科普基地 SAME/section 收取费用", []),
      ("比例 NEAR/4 (13 OR 14)", ["river.txt"]), ("target(比例 >= 14%)", ["river.txt"]), ("target(比例 > 14%)", []),
      ("target(素质 by 2025)", ["river.txt"]), ("target(素质 by 2024)", []), ("target(基地 = 30个)", ["river.txt"]),
      ("target(基地 = 30家)", []), ("like:\"各县区建设科普基地\"", ["river.txt"]),
      ("没有的词", []), ("NOT 没有的词 level:province", ["hill.txt"]),
    ] {
      #expect(try scratch.found(query) == expected, "\(query)")
    }
  }

  /// Every hit's quote and highlights stand where the offsets say.
  @Test func evidence() async throws {
    let scratch = try await prepared()
    let library = try scratch.library()
    for query in ["科", "科學素質", "組織 OR 水库", "14% NEAR/20 公民"] {
      let search = try LibrarySearch(query, library: library)
      let page = try search.passages(limit: 1000, offset: 0)
      #expect(page.total == page.hits.count && page.total > 0)
      #expect(try search.count() == page.total)
      for hit in page.hits {
        let text = try library.sourceText(of: hit.key.document)
        #expect(String(String.UnicodeScalarView(text[hit.span.range])) == hit.quote)
        #expect(!hit.highlights.isEmpty)
        for span in hit.highlights {
          let lit = SearchFold.fold(String(String.UnicodeScalarView(text[span.range])))
          let terms = query.split(separator: " ").map { SearchFold.fold(String($0)) }
          #expect(terms.contains(lit))
        }
      }
      let scores = page.hits.map(\.score)
      #expect(scores == scores.sorted(by: >))
    }
  }

  @Test func pages() async throws {
    let scratch = try await prepared()
    let search = try LibrarySearch("科", library: try scratch.library())
    let all = try search.passages(limit: 100, offset: 0).hits.map(\.key)
    for size in 1...3 {
      var collected: [UInt64] = []
      for offset in stride(from: 0, to: all.count, by: size) {
        collected += try search.passages(limit: size, offset: offset).hits.map {
          UInt64($0.key.document) << 32 | UInt64($0.key.passage)
        }
      }
      #expect(collected == all.map { UInt64($0.document) << 32 | UInt64($0.passage) })
    }
    let documents = try search.documents(limit: 100, offset: 0)
    #expect(documents.hits.map(\.hits).reduce(0, +) == all.count)
    #expect(try search.documents(limit: 1, offset: 1).hits.first?.best.first?.key == documents.hits[1].best.first?.key)
  }

  @Test func nothingFoundExplainsItself() async throws {
    let scratch = try await prepared()
    let library = try scratch.library()
    let syntax = try QueryParser.parse("科普基地 水库")
    let both = try Diagnosis("科普基地 水库", syntax, library: library)
    #expect(both.parts.map(\.count).allSatisfy { $0 > 0 })
    #expect(both.relaxations.count == 2)
    let long = try Diagnosis("科普基地三十个", try QueryParser.parse("科普基地三十个"), library: library)
    #expect(long.relaxations.first?.query == "\"科普基地\"")
    #expect(try Diagnosis("（甲）", try QueryParser.parse("（甲）"), library: library).fullWidth)
  }

  @Test func wordsThatAreNearlyThere() async throws {
    let scratch = try await prepared()
    let library = try scratch.library()
    for (wrong, right) in [("科普机地", "科普基地"), ("科基普地", "科普基地"), ("科普的基地", "科普基地"), ("普基地科", "普基地")] {
      let found = try Diagnosis(wrong, try QueryParser.parse(wrong), library: library)
      #expect(found.similar.contains { $0.query == "\"\(right)\"" && $0.count > 0 }, "\(wrong): \(found.similar)")
    }
  }

  @Test func synonyms() async throws {
    let scratch = try await prepared()
    let library = try scratch.library()
    let path = try scratch.write("../alike.txt", "# 词表\n水利 = 科普基地\n\n科普基地=收取费用\n")
    let alike = try Synonyms(path: path)
    let search = try LibrarySearch("收取费用", library: library, synonyms: alike)
    #expect(search.synonyms.first?.word == "收取费用")
    #expect(search.synonyms.first?.others.sorted() == ["水利", "科普基地"])
    #expect(try search.count() == LibrarySearch("收取费用 OR 科普基地 OR 水利", library: library).count())
    #expect(try LibrarySearch("收取费用", library: library).count() == 1, "off unless asked for")
    let broken = try scratch.write("../broken.txt", "科普\n")
    #expect(throws: LibraryError.self) { try Synonyms(path: broken) }
  }

  @Test func facetsAndOrders() async throws {
    let scratch = try await prepared()
    let library = try scratch.library()
    let search = try LibrarySearch("科 OR 水", library: library)
    let hits = try search.passages(limit: 1000, offset: 0).hits
    for facet in try search.facets([.city, .level, .year, .role, .document]) {
      for value in facet.values {
        let expected = hits.count { hit in
          switch facet.field {
          case .city: hit.document.city == value.value
          case .level: hit.document.level == value.value
          case .year: hit.document.years.map(String.init).contains(value.value ?? "")
          case .role: hit.role == value.value
          default: hit.document.id == value.value
          }
        }
        #expect(value.count == expected, "\(facet.field) \(value)")
      }
    }
    let owners = try LibrarySearch("科普基地", library: library).facets([.owner])
    #expect(owners.first?.values.contains(Facet.Value(value: "市教育局", count: 1)) == true)
    for order in SearchOrder.allCases {
      let all = try search.page(order: order, limit: 1000, offset: 0, after: nil)
      #expect(all.hits.count == hits.count && all.next == nil)
      var collected: [EntryKey] = []
      var cursor: SearchCursor?
      repeat {
        let page = try search.page(order: order, limit: 2, offset: 0, after: cursor.flatMap { SearchCursor($0.text) })
        collected += page.hits.map(\.key)
        cursor = page.next
      } while cursor != nil
      #expect(collected == all.hits.map(\.key), "\(order)")
    }
    let byYear = try search.page(order: .year, limit: 1000, offset: 0, after: nil).hits.compactMap(\.document.periodStart)
    #expect(byYear == byYear.sorted())
  }

  @Test func filteredExports() async throws {
    let scratch = try await prepared()
    func sources(_ kind: ExportKind, _ query: String) throws -> Set<String> {
      Set(
        try scratch.export(kind, query: query).split(separator: "\n").compactMap { line in
          let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
          return (object?["source"] as? String).map { ($0 as NSString).lastPathComponent }
        })
    }
    #expect(try sources(.documents, "province:云川省") == ["river.txt", "pass.txt", "hill.txt"])
    #expect(try sources(.documents, "科普 -水库") == ["river.txt", "pass.txt"])
    #expect(try sources(.documents, "比例 30个") == ["river.txt"], "anywhere in the document")
    #expect(try sources(.sections, "level:province") == ["hill.txt"])
    #expect(try sources(.owners, "owner:教育局") == ["river.txt"])
    #expect(try sources(.owners, "owner:水利局").isEmpty)
    let all = try scratch.export(.obligations).split(separator: "\n").count
    let one = try scratch.export(.obligations, query: "strength:prohibition").split(separator: "\n")
    #expect(one.count == 1 && one[0].contains("不得收取费用"))
    let rest = try scratch.export(.obligations, query: "-strength:prohibition").split(separator: "\n").count
    #expect(rest == all - 1)
    #expect(try scratch.export(.targets, query: "year:1999").isEmpty)
  }

  @Test func comparison() async throws {
    let scratch = try await prepared()
    let library = try scratch.library()
    let matrix = try TargetMatrix(PlanChoice(names: ["清河", "临江", "月亮市"]), library: library)
    #expect(matrix.places.map(\.label) == ["清河市 2021—2025", "临江市 2024", "月亮市"])
    let row = try #require(matrix.rows.first { $0.indicator.contains("科学素质") })
    #expect(row.cells[0].text(.zh).contains("14%"))
    #expect(row.cells[2].state == "no_document")
    let table = CSVReader.rows(String(decoding: matrix.csv(marked: true), as: UTF8.self))
    #expect(table.count == matrix.records.count + 1)
    #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(matrix.json())) }
  }
}

@Suite struct SpanIndexTests {
  /// The same as looking at every span.
  @Test func agreesWithAScan() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<300 {
      let items = (0..<Int.random(in: 0...30, using: &random)).map { i in
        let start = Int.random(in: 0...50, using: &random)
        return (SourceSpan(start: start, end: start + Int.random(in: 0...20, using: &random)), i)
      }
      let index = SpanIndex(items)
      for _ in 0..<20 {
        let start = Int.random(in: 0...60, using: &random)
        let probe = SourceSpan(start: start, end: start + Int.random(in: 1...15, using: &random))
        let slow = items.filter { $0.0.start < probe.end && $0.0.end > probe.start }.map(\.1)
        #expect(Set(index.overlapping(probe)) == Set(slow))
      }
    }
  }
}

@Suite struct PassageMapsTests {
  @Test func damagedBlobsAreRefused() throws {
    let blob = PassageMaps.encoded([])
    #expect(PassageMaps.decoded(blob)?.isEmpty == true)
    #expect(PassageMaps.decoded([]) == nil)
    #expect(PassageMaps.decoded([1, 0, 0, 0]) == nil)
    #expect(PassageMaps.decoded([255, 255, 255, 255]) == nil)
    #expect(PassageMaps.decoded([1, 0, 0, 0, 255, 255, 255, 255, 0]) == nil)
    #expect(PassageMaps.decoded(blob + [0]) == nil)
    var random = SystemRandomNumberGenerator()
    for _ in 0..<5000 {
      _ = PassageMaps.decoded(
        (0..<Int.random(in: 0...24, using: &random)).map { _ in UInt8.random(in: 0...3, using: &random) })
    }
  }
}
