import Foundation
import PlanLibrary
import Testing

@testable import PlanServer

@Suite struct ProblemTests {
  @Test(arguments: [
    ("/api/search?q=(((", 400, "bad-query"), ("/api/search", 400, "bad-parameter"),
    ("/api/search?q=", 400, "bad-parameter"),
    ("/api/search?q=a&limit=1001", 400, "bad-parameter"), ("/api/search?q=a&limit=-1", 400, "bad-parameter"),
    ("/api/search?q=a&limit=1e3", 400, "bad-parameter"),
    ("/api/search?q=a&limit=99999999999999999999", 400, "bad-parameter"),
    ("/api/search?q=a&q=b", 400, "bad-parameter"), ("/api/search?q=a&limt=5", 400, "bad-parameter"),
    ("/api/search?q=a&sort=best", 400, "bad-parameter"), ("/api/search?q=a&facets=colour", 400, "bad-parameter"),
    ("/api/search?q=a&after=zzz", 400, "bad-parameter"),
    ("/api/search?q=a&group=document&sort=year", 400, "bad-parameter"),
    ("/api/search?q=%", 400, "bad-target"), ("/api/search?q=%ff%fe", 400, "bad-target"),
    ("/api/search?q=%00", 400, "bad-parameter"),
    ("/api/targets?format=pdf", 400, "bad-parameter"), ("/api/targets?q=colour:red", 400, "bad-query"),
    ("/api/documents/0000000000000000", 404, "no-document"), ("/api/documents/../../etc/passwd", 404, "not-found"),
    ("/api/documents/%2e%2e%2f%2e%2e%2fetc%2fpasswd", 404, "no-document"), ("/api/nothing", 404, "not-found"),
    ("/api/compare?by=targets", 400, "bad-parameter"), ("/api/compare?of=river.txt&by=colour", 400, "bad-parameter"),
    ("/api/documents/river.txt/source?start=9&end=3", 400, "bad-parameter"), ("//api/search?q=a", 404, "not-found"),
  ])
  func `What cannot be answered is a problem document in both languages`(
    _ target: String, _ status: Int, _ slug: String
  ) async throws {
    let bench = try await Bench.shared
    let answer = bench.get(target)
    #expect(answer.status == status)
    #expect(answer.header("content-type") == "application/problem+json")
    #expect(answer.object["status"] as? Int == status)
    #expect(answer.object["type"] as? String == "/help#problem-" + slug)
    for field in ["title", "detail", "detail_zh", "detail_en"] {
      #expect((answer.object[field] as? String)?.isEmpty == false)
    }
    #expect(answer.header("content-security-policy") != nil)
  }

  @Test func `A query of more characters than allowed is refused, one of just as many is not`() async throws {
    let bench = try await Bench.shared
    let term = String(repeating: "科 ", count: APIRoutes.longestQuery / 2)
    #expect(bench.get("/api/search?q=" + term.encoded).status == 200)
    #expect(bench.get("/api/search?q=" + (term + "普").encoded).status == 400)
    #expect(bench.get("/api/search?q=" + String(repeating: "a", count: 40_000)).status == 414)
  }

  @Test func `A wrong query names the place`() async throws {
    let bench = try await Bench.shared
    let answer = bench.get("/api/search?q=" + "科普 (基地".encoded)
    #expect(answer.object["position"] as? Int == 3)
    #expect((answer.object["picture"] as? String)?.contains("^") == true)
  }

  @Test func `Only reading is possible`() async throws {
    let bench = try await Bench.shared
    let post = bench.get("/api/search?q=a", method: .post)
    #expect(post.status == 405)
    #expect(post.header("allow") == "GET, HEAD")
    #expect(bench.get("/api/documents/river.txt", method: .other).status == 405)
    #expect(bench.get("/api/search?q=a", method: .head).status == 200)
  }

  @Test func `Without an index the API says so, pages say what to do, and both answer once there is one`() async throws
  {
    let bench = try await Bench([])
    #expect(bench.get("/api/search?q=a").status == 503)
    #expect(bench.get("/healthz").status == 503)
    #expect(bench.get("/metrics").status == 200)
    #expect(bench.get("/openapi.json").status == 200)
    let page = bench.get("/", headers: ["accept": "text/html"])
    #expect(page.status == 503)
    #expect(page.text.contains("gangmu ingest"))
    try await bench.add(Bench.plans)
    #expect(bench.get("/healthz").status == 200)
    #expect(bench.get("/").status == 200)
  }

  @Test func `A page of the internet that goes by another name is not answered, unless it was allowed`() async throws {
    let bench = try await Bench.shared
    for host in ["localhost:8080", "127.0.0.1:9", "[::1]:80", "127.5.6.7", "bench.localhost"] {
      #expect(bench.get("/healthz", headers: ["host": host]).status == 200, "\(host)")
    }
    for host in ["evil.example", "127.0.0.1.evil.example", "127.0.0.999", ""] {
      #expect(bench.get("/healthz", headers: ["host": host]).status == 421, "\(host)")
    }
    let open = try await Bench(hosts: nil)
    #expect(open.get("/healthz", headers: ["host": "plans.example"]).status == 200)
    let named = try await Bench(hosts: ["Plans.example"])
    #expect(named.get("/healthz", headers: ["host": "plans.example:443"]).status == 200)
  }

  @Test func `An answer that is still the same is not sent again, and is sent again when the index has changed`()
    async throws
  {
    let bench = try await Bench()
    let target = "/api/search?q=" + "科普".encoded
    let first = bench.get(target)
    let tag = try #require(first.header("etag"))
    let second = bench.get(target, headers: ["if-none-match": "\"other\", W/\(tag)"])
    #expect(second.status == 304)
    #expect(second.bytes.isEmpty)
    try await bench.add([("more.txt", "平岭市科普工作要点\n\n一、目标\n建设科普基地3个。\n")])
    let third = bench.get(target, headers: ["if-none-match": tag])
    #expect(third.status == 200)
    #expect((third.object["total"] as? Int ?? 0) > (first.object["total"] as? Int ?? 0))
  }
}
