import SearchIndex

/// `query INDEX QUERIES.json [--runs N] [--only CLASS] [--fold none|script] [--verify]`: every query on one thread, warm.
struct QueryCommand {
  private let folder: String
  private let path: String
  private let runs: Int
  private let only: String?
  private let verify: Bool
  private let fold: Fold

  init(_ arguments: inout Arguments) throws {
    folder = try arguments.required("INDEX")
    path = try arguments.required("QUERIES.json")
    let options = try arguments.options(["--runs", "--only", "--fold"], flags: ["--verify"])
    runs = try Arguments.count(options["--runs"], default: 5, "--runs")
    only = options["--only"]
    verify = options["--verify"] != nil
    fold = try Fold(options["--fold"])
  }

  private struct Case {
    var terms: [String] = []
    var hits = 0
  }

  func run() throws {
    let names = try Bench.segments(folder)
    let searcher = try Searcher(
      folder: folder, segments: names.map { SegmentReference(name: $0) }, analyzer: fold.analyzer)
    var rows: [String] = []
    for (name, cases) in try load() where only == nil || only == name {
      rows.append("\"\(name)\": " + (try measure(name, cases, searcher)))
    }
    print("{\"classes\": {\(rows.joined(separator: ", "))}, \"peak_rss_bytes\": \(Measure.peakBytes)}")
  }

  private func load() throws -> [(String, [Case])] {
    var reader = JSONReader(try Input.whole(path))
    var classes: [(String, [Case])] = []
    do throws(JSONReader.Malformed) {
      try reader.members { reader, name throws(JSONReader.Malformed) in
        var cases: [Case] = []
        try reader.elements { reader throws(JSONReader.Malformed) in cases.append(try Self.parse(&reader)) }
        classes.append((name, cases))
      }
    } catch {
      throw BenchError.input(path: path, line: 1, reason: "expected \(error.expected) at byte \(error.offset)")
    }
    return classes
  }

  private static func parse(_ reader: inout JSONReader) throws(JSONReader.Malformed) -> Case {
    var found = Case()
    try reader.members { reader, name throws(JSONReader.Malformed) in
      switch name {
      case "q":
        try reader.elements { reader throws(JSONReader.Malformed) in
          found.terms.append(String(decoding: try reader.string(), as: UTF8.self))
        }
      case "hits": found.hits = try reader.integer()
      default: try reader.skipValue()
      }
    }
    return found
  }

  private func query(_ name: String, _ terms: [String]) -> Query {
    let phrases = terms.map { Query.phrase(fold.scalars($0)) }
    if name.hasPrefix("or") { return .or(phrases) }
    return phrases.count == 1 ? phrases[0] : .and(phrases)
  }

  private func measure(_ name: String, _ cases: [Case], _ searcher: Searcher) throws -> String {
    var (cpu, wall): ([Double], [Double]) = ([], [])
    var wrong = 0
    for one in cases {
      let query = self.query(name, one.terms)
      var total = 0
      var (cpuRuns, wallRuns): ([Double], [Double]) = ([], [])
      for _ in 0...runs {
        let (startCPU, startWall) = (Measure.threadCPU, Measure.wall)
        total = name == "count" ? try searcher.count(query) : try searcher.search(query, limit: 10).total
        cpuRuns.append(Measure.threadCPU - startCPU)
        wallRuns.append(Measure.wall - startWall)
      }
      // The first run is not counted; of the others the middle one.
      cpu.append(Self.percentile(Array(cpuRuns.dropFirst()), 0.5))
      wall.append(Self.percentile(Array(wallRuns.dropFirst()), 0.5))
      if total != one.hits {
        wrong += 1
        if verify { print("wrong: \(name) \(one.terms) expected \(one.hits) found \(total)") }
      }
    }
    return
      "{\"n\": \(cases.count), \"wrong\": \(wrong), \"cpu_us\": \(Self.summary(cpu)), \"wall_us\": \(Self.summary(wall))}"
  }

  private static func percentile(_ values: [Double], _ part: Double) -> Double {
    let sorted = values.sorted()
    if sorted.isEmpty { return 0 }
    return sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))]
  }

  private static func summary(_ seconds: [Double]) -> String {
    let parts = [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)].map { name, part in
      "\"\(name)\": \(Bench.number(percentile(seconds, part) * 1e6, digits: 1))"
    }
    return "{\(parts.joined(separator: ", "))}"
  }
}

/// `cold INDEX TERM [--fold none|script]`: opens the index and answers one query in this new process.
struct ColdCommand {
  private let folder: String
  private let term: String
  private let fold: Fold

  init(_ arguments: inout Arguments) throws {
    folder = try arguments.required("INDEX")
    term = try arguments.required("TERM")
    fold = try Fold(try arguments.options(["--fold"])["--fold"])
  }

  func run() throws {
    let names = try Bench.segments(folder)
    let searcher = try Searcher(
      folder: folder, segments: names.map { SegmentReference(name: $0) }, analyzer: fold.analyzer)
    let result = try searcher.search(.phrase(fold.scalars(term)), limit: 10)
    // From the start of the process: the clock counts all of it.
    print(
      "{\"total\": \(result.total), \"cpu_s\": \(Bench.number(Measure.processCPU, digits: 4)), \"peak_rss_bytes\": \(Measure.peakBytes)}"
    )
  }
}
