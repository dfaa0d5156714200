import PlanExtraction
import PlanReaders
import PlanText

/// Reads files and finds what they commit to, without storing anything: CPU time (user and system) by stage, over all files together.
///
/// Prints one JSON object: `documents`, `bytes` (of text in UTF-8), `rules_s` (loading rules and tables, once), then for
/// `decode`, `normalise`, `outline` and `findings` the least time of all runs in seconds (`…_s`), the sum (`total_s`), and
/// megabytes a second of `extraction` (all but decode) and of all.
struct ExtractCommand {
  private let files: [String]
  private let runs: Int

  init(_ arguments: inout Arguments) throws {
    var files: [String] = []
    var runs = 5
    while let word = arguments.next() {
      if word == "--runs" {
        runs = try Arguments.count(arguments.next(), default: 5, "--runs")
      } else if word.hasPrefix("--") {
        throw BenchError.usage("unknown argument \(word)")
      } else {
        files.append(word)
      }
    }
    guard !files.isEmpty else { throw BenchError.usage("missing FILE") }
    self.files = files
    self.runs = runs
  }

  /// Seconds of each stage.
  private struct Stages {
    var decode = 0.0
    var normalise = 0.0
    var outline = 0.0
    var findings = 0.0

    /// The lesser of each.
    func least(_ other: Stages) -> Stages {
      Stages(
        decode: min(decode, other.decode), normalise: min(normalise, other.normalise),
        outline: min(outline, other.outline), findings: min(findings, other.findings))
    }
  }

  func run() throws {
    var rules = 0.0
    let extraction = try Self.timed(&rules) { try Extraction.bundled() }
    var best: Stages?
    var bytes = 0
    var records = 0
    for _ in 0..<runs {
      var stages = Stages()
      bytes = 0
      records = 0
      for file in files { try read(file, extraction, &stages, &bytes, &records) }
      best = best?.least(stages) ?? stages
    }
    guard let best else { return }
    let extract = best.normalise + best.outline + best.findings
    let megabytes = Double(bytes) / 1e6
    print(
      """
      {"documents": \(files.count), "bytes": \(bytes), "records": \(records), "rules_s": \(Bench.number(rules, digits: 4)), \
      "decode_s": \(Bench.number(best.decode, digits: 4)), "normalise_s": \(Bench.number(best.normalise, digits: 4)), \
      "outline_s": \(Bench.number(best.outline, digits: 4)), "findings_s": \(Bench.number(best.findings, digits: 4)), \
      "extraction_mb_s": \(Bench.number(megabytes / extract, digits: 2)), \
      "all_mb_s": \(Bench.number(megabytes / (extract + best.decode), digits: 2)), "peak_rss_bytes": \(Measure.peakBytes)}
      """)
  }

  private func read(
    _ file: String, _ extraction: Extraction, _ stages: inout Stages, _ bytes: inout Int, _ records: inout Int
  ) throws {
    let document = try Self.timed(&stages.decode) { try readFile(InputFile(path: file), limits: ReaderLimits()) }
    bytes += document.text.reduce(0) { $0 + UTF8.width($1) }
    let text = Self.timed(&stages.normalise) { NormalText(of: document) }
    let outline = Self.timed(&stages.outline) { Outline(of: document, text: text) }
    let findings = Self.timed(&stages.findings) { extraction.findings(in: outline) }
    records += findings.targets.count + findings.obligations.count + findings.owners.count
  }

  private static func timed<Result, Failure: Error>(
    _ seconds: inout Double, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let start = Measure.processCPU
    let result = try body()
    seconds += Measure.processCPU - start
    return result
  }
}
