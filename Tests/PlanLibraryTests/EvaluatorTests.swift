import Foundation
import Testing

@testable import PlanLibrary

@Suite struct EvaluatorTests {
  private static let gold = """
    {"doc": "river", "source": "corpus/river.txt",
     "metadata": {"title": "清河市全民科学素质行动实施方案", "period": [2021, 2025], "city": "清河市", "level": null},
     "metadata_optional": ["issuer"],
     "sections": [{"path": ["一"], "heading": "总体目标"}, {"path": ["二"], "heading": "重点任务"},
       {"path": ["二", "（一）"], "heading": "加强阵地建设", "optional": true}, {"path": ["九"], "heading": "没有"}],
     "targets": [{"quote": "公民具备科学素质的比例达到14%以上", "indicator": "公民具备科学素质的比例", "op": ">=", "value": 14,
       "high": null, "unit": "%", "kind": "share", "deadline": 2025, "recurrence": null, "actor": null},
       {"quote": "没有这句话", "indicator": "x", "op": "=", "value": 1}],
     "obligations": [{"quote": "各县区科协要建设科普基地30个", "strength": "mandatory", "owner": "各县区科协", "owner_alt": ["县区科协"]},
       {"quote": "不得收取费用", "strength": "prohibition", "owner": null}],
     "owners": [{"quote": "（责任单位：市科协、市教育局）", "section": ["二", "（一）"], "role": "responsible", "names": ["市科协", "市教育局"]}]}
    """

  private func prepared() async throws -> Scratch {
    let scratch = Scratch()
    try scratch.write("river.txt", Sample.river)
    try scratch.write("pass.txt", Sample.pass)
    try scratch.write("../gold/river.json", Self.gold)
    try await scratch.ingest()
    return scratch
  }

  @Test func figures() async throws {
    let scratch = try await prepared()
    let report = try Evaluator.run(
      library: try scratch.library(), gold: scratch.path + "/gold", corpus: scratch.folder, only: [])
    #expect(report.total.map(\.kind) == ["metadata", "sections", "targets", "obligations", "owners"])
    let sections = Dictionary(uniqueKeysWithValues: try #require(report.total.first { $0.kind == "sections" }).figures.map { ($0.name, $0.value) })
    #expect(sections["gold"] == "3" && sections["recall"] == "0.6667" && sections["heading"] == "1.0")
    #expect(report.provenanceErrors.count == 1, "the gold quote that is not in the text")
    #expect(report.misses.contains { $0.contains("section MISSED 九") })
  }

  /// The script that the gold set comes with gives the same figures, digit by digit.
  private static let script = [
    FileManager.default.currentDirectoryPath + "/../shared/gold/evaluate",
    FileManager.default.currentDirectoryPath + "/../../shared/gold/evaluate",
  ].first { FileManager.default.isReadableFile(atPath: $0) }

  @Test(.enabled(if: script != nil && Shell.has("python3")))
  func agreesWithTheScript() async throws {
    let scratch = try await prepared()
    let export = scratch.path + "/export"
    try FileManager.default.createDirectory(atPath: export, withIntermediateDirectories: true)
    for kind in [ExportKind.documents, .sections, .targets, .obligations, .owners] {
      try Data(try scratch.export(kind).utf8).write(to: URL(fileURLWithPath: export + "/\(kind.rawValue).jsonl"))
    }
    let output = try Shell.run(
      "python3 \"\(try #require(Self.script))\" \(export) --gold \(scratch.path)/gold --corpus \(scratch.folder)",
      in: scratch.path
    ).output
    let report = try Evaluator.run(
      library: try scratch.library(), gold: scratch.path + "/gold", corpus: scratch.folder, only: [])
    let mine = report.total.map { kind, figures in
      EastAsianWidth.fitted(kind, to: 12) + " " + figures.map { "\($0.name)=\($0.value)" }.joined(separator: "  ")
    }
    #expect(output.split(separator: "\n").prefix(mine.count).map(String.init) == mine)
  }

  @Test(arguments: [
    ("第一章", "第一章"), ("（一）", "(一)"), ("①", "1"), ("1．", "1"), (" 參、", "叁"), ("第二節", "第二节"),
  ])
  func ordinals(_ text: String, _ expected: String) { #expect(GoldText.ordinal(text) == expected) }

  @Test(arguments: [
    ("科学素质", "科学素质比例", true), ("", "", true), ("", "甲", false), ("甲乙丙丁戊", "甲乙丙己庚", true), ("甲乙丙", "丁戊己", false),
    ("ＡＢ％", "AB", true),
  ])
  func similar(_ a: String, _ b: String, _ expected: Bool) {
    #expect(GoldText.similar(.string(a), .string(b)) == expected)
  }

  @Test(arguments: [("", "14", false), ("14", "14.0", true), ("1,000", "1000", true), ("14%", "14", true), ("abc", "", true), ("100", "100.5", true), ("100", "101", false)])
  func numbers(_ a: String, _ b: String, _ expected: Bool) {
    #expect(GoldText.sameNumber(.string(a), .string(b)) == expected)
  }

  @Test func badGold() async throws {
    let scratch = try await prepared()
    let library = try scratch.library()
    try scratch.write("../bad/x.json", "{")
    #expect(throws: LibraryError.self) { try Evaluator.run(library: library, gold: scratch.path + "/bad", corpus: nil, only: []) }
    #expect(throws: LibraryError.self) { try Evaluator.run(library: library, gold: scratch.path + "/none", corpus: nil, only: []) }
  }
}

/// Runs commands for tests.
enum Shell {
  static func has(_ program: String) -> Bool {
    (try? run("command -v \(program)", in: "/").status == 0) ?? false
  }

  /// Standard output and the exit status of a shell command.
  static func run(_ command: String, in folder: String, environment: [String: String] = [:]) throws -> (output: String, status: Int32) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (String(decoding: data, as: UTF8.self), process.terminationStatus)
  }
}
