import Foundation
import PlanLibrary
import Testing

@testable import PlanServer

@Suite struct PageTests {
  static let pages = [
    "/", "/search", "/search?q=" + "科普".encoded, "/search?view=passages&sort=year&q=" + "科普 -农村".encoded,
    "/search?q=" + "火星 科普".encoded, "/documents", "/documents?q=" + "科普基地".encoded, "/documents/river.txt",
    "/documents/hostile.txt",
    "/documents/pass.txt?reading=simplified&q=" + "科學".encoded, "/documents/hostile.txt?at=0-20", "/targets",
    "/targets?sort=value&order=down&columns=indicator&columns=value", "/obligations?q=" + "科普".encoded, "/assignments",
    "/owners",
    "/compare", "/compare?of=" + "清河市".encoded + "&of=" + "临江市".encoded,
    "/compare?by=sections&of=river.txt&of=hostile.txt",
    "/compare?by=terms&of=river.txt&more=" + "nowhere\npass.txt".encoded,
    "/compare?by=reuse&of=river.txt&of=hostile.txt",
    "/compare?by=strength&of=river.txt&of=hostile.txt&of=" + "月亮市".encoded,
    "/compare?sort=reversals&of=river.txt&of=hostile.txt", "/compare?years=2021-2025&of=river.txt&q=" + "科普".encoded,
    "/compare?years=x&of=river.txt",
    "/compare?measure=value&indicator=" + "科普基地".encoded + "&q=" + "科普基地".encoded, "/compare?by=sections&of=river.txt", "/words",
    "/words?order=left&q=" + "科普".encoded, "/tasks", "/tasks?by=deadline&q=" + "科普".encoded, "/tasks?by=section",
    "/batch", "/help",
  ]

  @Test(arguments: pages) func `A page is whole, small, and nothing in it is code`(_ target: String) async throws {
    let bench = try await Bench.shared
    for language in PageLanguage.allCases {
      let page = bench.get(target, headers: ["cookie": "a=b; gangmu_lang=\(language.rawValue)"])
      #expect(page.status == 200)
      #expect(page.header("content-type") == "text/html; charset=utf-8")
      #expect(page.text.hasPrefix("<!doctype html><html lang=\"\(language.rawValue)\">"))
      #expect(page.text.hasSuffix("</html>"))
      #expect(page.bytes.count < 150_000)
      #expect(page.text.components(separatedBy: "<h1").count == 2, "one main heading")
      #expect(!page.text.contains("style="))
      #expect(page.text.components(separatedBy: "<script").count == 2, "the script of the program, and no other")
      #expect(page.text.range(of: #"\son[a-z]+="#, options: .regularExpression) == nil)
      try Markup.check(page.text)
    }
  }

  @Test func `A plan whose title is a script shows it as text`() async throws {
    let bench = try await Bench.shared
    for target in [
      "/", "/documents", "/documents/hostile.txt", "/search?q=" + "科普基地".encoded, "/compare?of=hostile.txt",
    ] {
      let page = bench.get(target)
      #expect(page.text.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;县"), "\(target)")
      #expect(!page.text.contains("<script>alert"))
    }
  }

  @Test(arguments: ["\"><img src=x onerror=alert(1)>", "</title><b>", "'--><svg/onload=1>", "javascript:alert(1)"])
  func `What a user types is text everywhere it comes back`(_ text: String) async throws {
    let bench = try await Bench.shared
    for path in [
      "/search?q=", "/targets?q=", "/documents?q=", "/documents/river.txt?q=", "/compare?of=", "/compare?more=",
      "/documents/",
    ] {
      let page = bench.get(path + (text.replacing("\"", with: "\\\"")).encoded, headers: ["accept": "text/html"])
      #expect(!page.text.contains("<img") && !page.text.contains("<b>") && !page.text.contains("<svg/"), "\(path)")
      #expect(!page.text.contains("href=\"javascript:"))
      try Markup.check(page.text)
    }
  }

  @Test func `Every link of a page leads to a page`() async throws {
    let bench = try await Bench.shared
    var waiting = [
      "/", "/search?q=" + "科普基地 -农村".encoded, "/search?q=" + "火星 科普".encoded, "/documents/river.txt",
      "/compare?of=river.txt",
    ]
    var seen: Set<String> = []
    while let target = waiting.popLast(), seen.count < 400 {
      guard seen.insert(target).inserted else { continue }
      let answer = bench.get(target)
      #expect([200, 303].contains(answer.status), "\(target)")
      guard answer.header("content-type")?.hasPrefix("text/html") == true, seen.count < 60 else { continue }
      waiting += Markup.links(answer.text)
    }
    #expect(seen.count > 60)
  }

  @Test func `A language is chosen once and remembered, on the same page`() async throws {
    let bench = try await Bench.shared
    let choice = bench.get("/search?q=%E7%A7%91&lang=en")
    #expect(choice.status == 303)
    #expect(choice.header("location") == "/search?q=%E7%A7%91")
    #expect(choice.header("set-cookie")?.hasPrefix("gangmu_lang=en;") == true)
    #expect(bench.get("/help", headers: ["accept-language": "zh-TW,zh;q=0.9"]).text.contains("lang=\"zh-Hant\""))
    #expect(bench.get("/help", headers: ["accept-language": "en-GB"]).text.contains("lang=\"en\""))
    #expect(bench.get("/help").text.contains("lang=\"zh-Hans\""))
  }

  @Test func `Every word that a page asks for is there`() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "../../Sources/PlanServer")
    let table = try String(contentsOf: folder.appendingPathComponent("Data/strings.tsv"), encoding: .utf8)
    let words = try #require(try Wording.load(table)[.english])
    let sources = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    let pattern = try Regex(#"words\("([a-z0-9.-]+)"[,)]|"((?:example|figure|help|field|none)\.[a-z0-9.]+)""#)
    var asked: Set<String> = []
    for case let file as URL in sources where file.pathExtension == "swift" {
      for match in try String(contentsOf: file, encoding: .utf8).matches(of: pattern) {
        for i in 1...2 { if let key = match.output[i].substring { asked.insert(String(key)) } }
      }
    }
    #expect(asked.count > 100)
    #expect(asked.subtracting(words.keys).sorted() == [])
    for kind in ExportKind.allCases {
      for column in kind.columns { #expect(words.keys.contains("column." + column.name)) }
    }
    for place in PageLayout.Place.allCases { #expect(words.keys.contains("nav." + place.rawValue)) }
  }

  @Test func `Examples of the help run`() async throws {
    let bench = try await Bench.shared
    for (query, _) in QueryExamples.all {
      #expect(bench.get("/search?q=" + query.encoded).status == 200, "\(query)")
    }
  }

  @Test func `A batch answers each line, and says which line is wrong`() async throws {
    let bench = try await Bench.shared
    let list = "查询\n科普基地\n\"科普\",12\n科技馆 OR 科普\n(((\n科普基地\n"
    let csv = bench.get("/batch", method: .post, body: "answer=csv&queries=" + list.encoded)
    let lines = csv.text.split(whereSeparator: \.isNewline)
    #expect(lines.count == 5)
    #expect(lines[1].hasPrefix("科普基地,2,2,,"))
    #expect(lines[3].hasPrefix("科技馆 OR 科普,"))
    #expect(lines[4].hasPrefix("(((,,,"))
    let page = bench.get("/batch", method: .post, body: "queries=" + list.encoded)
    #expect(page.status == 200)
    try Markup.check(page.text)
  }

  @Test func `Columns of a table sort by size, with what is missing at the end either way`() {
    let cells: [Cell] = [.number("9"), .null, .number("10"), .number("-1.5"), .number("10")]
    #expect(RecordRows.order(cells, false) == [3, 0, 2, 4, 1])
    #expect(RecordRows.order(cells, true) == [2, 4, 0, 3, 1])
  }

  @Test(arguments: ["清河市 2024", "海澄县净零排放行动方案（一百一十三年至一百一十六年） 2024—2027", "Qinghe 2021—2025 action plan of the county"])
  func `A name in a drawing fits in front of it`(_ name: String) {
    let label = ChartFrame.label(name)
    #expect(EastAsianWidth.columns(label) <= 20)
    #expect(label == name || label.contains("…") && name.hasPrefix(label.prefix { $0 != "…" }))
  }

  @Test func `Names are merged by the address only, and the page says so`() async throws {
    let bench = try await Bench([
      ("a.txt", "清河市科普规划（2021—2025年）\n\n一、目标\n到2025年，公民具备科学素质的比例达到12%以上。\n"),
      ("b.txt", "北潭市科普规划（2021—2025年）\n\n一、目标\n到2025年，具备科学素质人群的比例达到13%以上。\n"),
    ])
    let plain = bench.get("/compare?of=a.txt&of=b.txt")
    let link = try #require(Markup.links(plain.text).first { $0.contains("alias=") })
    let merged = bench.get(link)
    #expect(merged.text.contains("gangmu aliases accept"))
    #expect(plain.text.components(separatedBy: "<tr>").count == merged.text.components(separatedBy: "<tr>").count + 1)
    #expect(Markup.links(merged.text).contains { $0.hasPrefix("/api/compare") && $0.contains("alias=") })
    #expect(bench.get("/compare?of=a.txt&of=b.txt").bytes == plain.bytes)
    try Markup.check(merged.text)
    #expect(bench.get("/api/compare?of=a.txt&alias=" + "没有制表符".encoded).status == 400)
  }

  @Test func `What could not be read is on the first page`() async throws {
    let bench = try await Bench([("a.txt", Bench.plans[0].text), ("<b>.txt", "")])
    #expect(bench.get("/").text.contains("&lt;b&gt;.txt"))
    let failures = try #require(bench.get("/api/stats").object["failures"] as? [[String: String]])
    #expect(failures.count == 1 && failures[0]["reason_en"]?.contains("empty") == true)
  }

  @Test func `The rows of the page are those of the download`() async throws {
    let bench = try await Bench.shared
    let page = bench.get("/targets?q=" + "科普".encoded)
    let csv = bench.get("/api/targets?format=csv&q=" + "科普".encoded)
    let rows = csv.text.split(whereSeparator: \.isNewline).count - 1
    #expect(rows > 0)
    #expect(page.text.components(separatedBy: "<tr>").count - 2 == rows)
  }
}

/// A strict reader of the markup that the program writes: enough to see that every element is closed in its place.
enum Markup {
  static func check(_ html: String) throws {
    var open: [Substring] = []
    var rest = html.dropFirst("<!doctype html>".count)
    while let start = rest.firstIndex(of: "<") {
      let end = try #require(rest[start...].firstIndex(of: ">"), "an element ends")
      let inner = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      if inner.hasPrefix("/") {
        #expect(open.popLast() == inner.dropFirst())
      } else {
        let name = inner.prefix { $0 != " " }
        #expect(Tag(rawValue: String(name)) != nil)
        if Tag(rawValue: String(name))?.isVoid == false { open.append(name) }
      }
    }
    #expect(open.isEmpty)
    let ids = html.components(separatedBy: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(
      Set(ids).count == ids.count,
      "ids are given once: \(Dictionary(grouping: ids, by: \.self).filter { $0.value.count > 1 }.keys)")
  }

  /// Addresses within the server that links name.
  static func links(_ html: String) -> [String] {
    html.components(separatedBy: "href=\"").dropFirst().compactMap { part in
      let address = String(part.prefix { $0 != "\"" && $0 != "#" })
      return address.hasPrefix("/") ? address.replacing("&amp;", with: "&") : nil
    }
  }
}
