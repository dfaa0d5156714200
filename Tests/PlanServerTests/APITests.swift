import Foundation
import PlanLibrary
import Testing

@testable import PlanServer

@Suite struct APITests {
  @Test func `A search gives the passages with their source offsets, and counts them all`() async throws {
    let bench = try await Bench.shared
    let answer = bench.get("/api/search?q=" + "科普基地".encoded + "&limit=1&facets=province,has")
    #expect(answer.status == 200)
    #expect(answer.object["total"] as? Int == 2)
    let hits = try #require(answer.object["hits"] as? [[String: Any]])
    let hit = try #require(hits.first)
    #expect(hits.count == 1)
    let id = try #require(hit["document"] as? String)
    let (start, end) = (try #require(hit["start"] as? Int), try #require(hit["end"] as? Int))
    #expect(bench.get("/api/documents/\(id)/source?start=\(start)&end=\(end)").text == hit["quote"] as? String)
    let facets = try #require(answer.object["facets"] as? [String: [[String: Any]]])
    #expect(facets["province"]?.reduce(0) { $0 + ($1["count"] as? Int ?? 0) } == 2)
    #expect(facets["province"]?.contains { $0["value"] is NSNull } == true)
  }

  @Test func `The mark of one page leads to the next until there is none`() async throws {
    let bench = try await Bench.shared
    var seen: [String] = []
    var after = ""
    for _ in 0..<20 {
      let answer = bench.get("/api/search?q=" + "科普".encoded + "&limit=1" + after)
      for hit in answer.object["hits"] as? [[String: Any]] ?? [] {
        seen.append("\(hit["document"] ?? "") \(hit["start"] ?? "")")
      }
      guard let next = answer.object["next"] as? String else { break }
      after = "&after=" + next
    }
    let total = bench.get("/api/search?q=" + "科普".encoded).object["total"] as? Int
    #expect(seen.count == total)
    #expect(Set(seen).count == seen.count)
  }

  @Test func `A query that finds nothing says what would`() async throws {
    let bench = try await Bench.shared
    let answer = bench.get("/api/search?q=" + "科普基地 火星".encoded)
    #expect(answer.object["total"] as? Int == 0)
    let diagnosis = try #require(answer.object["diagnosis"] as? [String: Any])
    let parts = try #require(diagnosis["parts"] as? [[String: Any]])
    #expect(parts.map { $0["count"] as? Int } == [2, 0])
    #expect((diagnosis["relaxations"] as? [[String: Any]])?.isEmpty == false)
  }

  @Test(arguments: ExportKind.allCases) func `Records are those of the export, in JSON, CSV and JSON lines`(
    _ kind: ExportKind
  ) async throws {
    let bench = try await Bench.shared
    let library = try Library(folder: bench.path + "/Index", searching: true)
    let query = "科普"
    let filter = try RecordFilter(SearchRequest.parse(query), library: library)
    func export(_ format: RecordFormat) throws -> [UInt8] {
      var out: [UInt8] = []
      _ = try Export(library: library, kind: kind, filter: filter).run(
        RecordEncoder(columns: kind.columns, format: format)
      ) { out += $0 }
      return out
    }
    let path = "/api/\(kind.rawValue)?q=\(query.encoded)"
    #expect(bench.get(path + "&format=csv").bytes == (try export(.csv)))
    #expect(bench.get(path + "&format=jsonl").bytes == (try export(.jsonl)))
    let lines = try export(.jsonl).split(separator: 0x0A)
    let object = bench.get(path).object
    #expect(object["total"] as? Int == lines.count)
    let records = try #require(object["records"] as? [[String: Any]])
    for (record, line) in zip(records, lines) {
      let wanted = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
      #expect(record as NSDictionary == (wanted ?? [:]) as NSDictionary)
    }
  }

  @Test func `A page of records has the rows that the whole has there, and the whole's total`() async throws {
    let bench = try await Bench.shared
    let all = try #require(bench.get("/api/obligations").object["records"] as? [NSDictionary])
    for offset in 0...all.count {
      let page = bench.get("/api/obligations?limit=2&offset=\(offset)").object
      #expect(page["records"] as? [NSDictionary] == Array(all.dropFirst(offset).prefix(2)))
      #expect(page["total"] as? Int == all.count)
    }
    let rows = bench.get("/api/obligations?format=jsonl&limit=2&offset=1").text.split(separator: "\n")
    #expect(rows.count == 2)
  }

  @Test func `A cell of a download that a spreadsheet would run is neutralised`() async throws {
    let bench = try await Bench([("formula.txt", "=HYPERLINK(0)县工作要点\n\n一、目标\n到2025年，建设科普基地20个。\n")])
    let csv = bench.get("/api/documents?format=csv")
    #expect(csv.header("content-disposition")?.contains("documents.csv") == true)
    #expect(!csv.text.contains(",=HYPERLINK"))
  }

  @Test func `A document by its id, by the start of it and by its file name is the same`() async throws {
    let bench = try await Bench.shared
    let id = try #require(
      (bench.get("/api/documents").object["records"] as? [[String: Any]])?.first?["document"] as? String)
    let whole = bench.get("/api/documents/" + id)
    #expect(whole.object["document"] as? String == id)
    #expect(bench.get("/api/documents/" + id.prefix(8)).bytes == whole.bytes)
    let file = ((whole.object["source"] as? String ?? "") as NSString).lastPathComponent
    #expect(bench.get("/api/documents/" + file.encoded).bytes == whole.bytes)
  }

  @Test func `A word in its context stands where the line says, and is counted by year`() async throws {
    let bench = try await Bench.shared
    let lines = try #require(bench.get("/api/concordance?q=" + "科普".encoded).object["records"] as? [[String: Any]])
    #expect(!lines.isEmpty)
    for line in lines {
      let (id, start, end) = (line["document"] as? String ?? "", line["start"] as? Int ?? 0, line["end"] as? Int ?? 0)
      #expect(bench.get("/api/documents/\(id)/source?start=\(start)&end=\(end)").text == line["keyword"] as? String)
    }
    let rows = try #require(
      bench.get("/api/frequency?by=place&q=" + "科普".encoded).object["records"] as? [[String: Any]])
    #expect(rows.reduce(0) { $0 + ($1["occurrences"] as? Int ?? 0) } == lines.count)
    let csv = bench.get("/api/concordance?format=csv&q=" + "科普".encoded).text.split(whereSeparator: \.isNewline)
    #expect(csv.count == lines.count + 1)
  }

  @Test func `A workbook arrives as one, and leaves no file behind`() async throws {
    let bench = try await Bench.shared
    let book = bench.get("/api/targets?format=xlsx&q=" + "科普".encoded)
    #expect(book.header("content-disposition")?.contains("targets.xlsx") == true)
    #expect(book.bytes.starts(with: Array("PK".utf8)))
    #expect(bench.get("/api/targets?format=xlsx&limit=3").status == 400)
  }

  @Test func `A download has the columns that were chosen on the page`() async throws {
    let bench = try await Bench.shared
    let page = bench.get("/targets?columns=value&columns=indicator")
    #expect(page.text.contains("/api/targets?columns=indicator%2Cvalue&amp;format=csv"))
    let lines = bench.get("/api/targets?columns=indicator,value&format=csv").text.split(whereSeparator: \.isNewline)
    #expect(lines.first?.hasSuffix("indicator,value") == true && lines.count > 1)
    #expect(bench.get("/api/targets?columns=indicator,value&format=xlsx").bytes.starts(with: Array("PK".utf8)))
    #expect(bench.get("/api/targets?columns=indicator").status == 400)
    #expect(bench.get("/api/targets?columns=money&format=csv").status == 400)
  }

  @Test(arguments: [
    (["gangmu", "清河市", "a.txt"], "gangmu 清河市 a.txt"), (["a b", "", "it's", "$(x)"], "'a b' '' 'it'\\''s' '$(x)'"),
  ]) func `A command line on a card can be pasted into a shell`(_ words: [String], _ line: String) {
    #expect(ShellWords.joined(words) == line)
  }

  @Test func `Each way to compare answers in JSON and CSV`() async throws {
    let bench = try await Bench.shared
    for basis in ComparisonBasis.allCases {
      let path = "/api/compare?of=river.txt&of=hostile.txt&by=" + basis.rawValue
      #expect(bench.get(path).object["by"] as? String == basis.rawValue)
      #expect(bench.get(path + "&format=csv").status == 200)
      let book = bench.get(path + "&format=xlsx")
      #expect(book.header("content-disposition")?.contains("compare-\(basis.rawValue).xlsx") == true)
      #expect(book.bytes.starts(with: Array("PK".utf8)))
    }
    #expect(bench.get("/compare?of=river.txt&of=hostile.txt").text.contains("format=xlsx"))
    #expect(bench.get("/api/compare?of=river.txt&by=terms&sort=name").status == 400)
    #expect(bench.get("/api/compare?by=targets").status == 400)
  }

  @Test func `Comparison and statistics answer`() async throws {
    let bench = try await Bench.shared
    let comparison = bench.get("/api/compare?of=" + "清河市".encoded + "&of=" + "临江市".encoded + "&by=targets")
    #expect((comparison.object["columns"] as? [Any])?.count == 2)
    #expect(bench.get("/api/compare?of=river.txt&format=csv").header("content-type") == "text/csv; charset=utf-8")
    #expect(bench.get("/api/stats").object["documents"] as? Int == 3)
  }
}
