import SearchIndex

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `build RECORDS.jsonl INDEX [--jobs N] [--fold none|script]`: one segment a job.
struct BuildCommand {
  private let records: String
  private let folder: String
  private let jobs: Int
  private let fold: Fold

  init(_ arguments: inout Arguments) throws {
    records = try arguments.required("RECORDS.jsonl")
    folder = try arguments.required("INDEX")
    let options = try arguments.options(["--jobs", "--fold"])
    jobs = try Arguments.count(options["--jobs"], default: 1, "--jobs")
    fold = try Fold(options["--fold"])
  }

  private struct Done: Sendable {
    var records = 0
    var textBytes = 0
    var indexBytes = 0
    var failure: (any Error)?
  }

  func run() throws {
    let (cpu, wall) = (Measure.processCPU, Measure.wall)
    if mkdir(folder, 0o755) != 0 && errno != EEXIST { throw BenchError.system(path: folder, code: errno) }
    let size = try LineReader.size(records)
    let done = Results(count: jobs)
    if jobs == 1 {
      done.set(0, Self.build(records, 0..<size, folder, 0, fold))
    } else {
      let threads = (0..<jobs).map { job in
        let range = size / jobs * job..<(job + 1 == jobs ? size : size / jobs * (job + 1))
        return Worker { [records, folder, fold] in done.set(job, Self.build(records, range, folder, job, fold)) }
      }
      for thread in threads { thread.join() }
    }
    var sum = Done()
    for part in done.all {
      if let failure = part.failure { throw failure }
      sum.records += part.records
      sum.textBytes += part.textBytes
      sum.indexBytes += part.indexBytes
    }
    print(
      """
      {"records": \(sum.records), "text_bytes": \(sum.textBytes), "cpu_s": \(Bench.number(Measure.processCPU - cpu)), \
      "wall_s": \(Bench.number(Measure.wall - wall)), "index_bytes": \(sum.indexBytes), \
      "peak_rss_bytes": \(Measure.peakBytes), "segments": \(jobs)}
      """)
  }

  /// Results of the jobs; each job writes its own place.
  private final class Results: @unchecked Sendable {
    private let lock = Lock()
    private var parts: [Done]
    init(count: Int) { parts = Array(repeating: Done(), count: count) }
    func set(_ index: Int, _ done: Done) { lock.run { parts[index] = done } }
    var all: [Done] { lock.run { parts } }
  }

  private static func build(_ path: String, _ range: Range<Int>, _ folder: String, _ job: Int, _ fold: Fold) -> Done {
    var done = Done()
    do {
      var reader = try LineReader(path: path, range: range)
      try reader.alignToLine()
      var writer = try IndexWriter(folder: folder, name: Bench.segmentName(job + 1), analyzer: fold.analyzer)
      var (document, passage) = (UInt32(job) << 24, UInt32(0))
      var last: [UInt8]?
      var line = 0
      var record: Record?
      while try reader.next({ bytes, range in
        line += 1
        record = range.isEmpty ? nil : try Record(bytes, range, path, line)
      }) {
        guard let found = record else { continue }
        if let last, last == found.document { passage += 1 } else { (document, passage) = (document + 1, 0) }
        last = found.document
        let key = EntryKey(document: document, passage: passage)
        try writer.add(Entry(key: key, readings: [Reading(scalars: fold.scalars(found.text))]))
        done.records += 1
        done.textBytes += found.text.count
      }
      done.indexBytes = try writer.commit().bytes
    } catch {
      done.failure = error
    }
    return done
  }
}

/// One line of the input.
struct Record {
  var document: [UInt8] = []
  var text: [UInt8] = []

  init(_ bytes: [UInt8], _ range: Range<Int>, _ path: String, _ line: Int) throws {
    var reader = JSONReader(bytes, from: range.lowerBound, to: range.upperBound)
    var (document, text): ([UInt8], [UInt8]) = ([], [])
    do throws(JSONReader.Malformed) {
      try reader.members { reader, name throws(JSONReader.Malformed) in
        switch name {
        case "text":
          reader.skipSpace()
          text = try reader.string()
        case "doc":
          reader.skipSpace()
          document = try reader.string()
        default: try reader.skipValue()
        }
      }
    } catch {
      throw BenchError.input(
        path: path, line: line, reason: "expected \(error.expected) at byte \(error.offset - range.lowerBound)")
    }
    (self.document, self.text) = (document, text)
  }
}
