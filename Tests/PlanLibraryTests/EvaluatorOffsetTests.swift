import Foundation
import Testing

@testable import PlanLibrary

/// Annotations by offsets, ranges that were judged, checksums, groups.
@Suite struct EvaluatorOffsetTests {
  private static let quoted = """
    {"doc": "river", "source": "corpus/river.txt", "note": "free words",
     "metadata": {"title": "清河市全民科学素质行动实施方案", "city": "清河市"},
     "sections": [{"path": ["一"], "heading": "总体目标"}, {"path": ["二"], "heading": "重点任务"},
       {"path": ["二", "（一）"], "heading": "加强阵地建设", "optional": true}],
     "targets": [{"quote": "公民具备科学素质的比例达到14%以上", "indicator": "公民具备科学素质的比例", "op": ">=", "value": 14,
       "unit": "%", "kind": "share", "deadline": 2025}],
     "obligations": [{"quote": "各县区科协要建设科普基地30个", "strength": "mandatory", "owner": "各县区科协"},
       {"quote": "不得收取费用", "strength": "prohibition", "owner": null}],
     "owners": [{"quote": "（责任单位：市科协、市教育局）", "section": ["二", "（一）"], "role": "responsible", "names": ["市科协", "市教育局"]}]}
    """

  private func prepared(_ gold: String = quoted) async throws -> Scratch {
    let scratch = Scratch()
    try scratch.write("river.txt", Sample.river)
    try scratch.write("../gold/river.json", gold)
    try await scratch.ingest()
    return scratch
  }

  private func report(_ scratch: Scratch, _ folder: String = "gold", heldOut: [String] = []) throws -> Evaluator.Report {
    try Evaluator.run(
      library: try scratch.library(),
      Evaluator.Request(gold: [scratch.path + "/" + folder], corpus: scratch.folder, heldOut: heldOut))
  }

  private func lines(_ report: Evaluator.Report) -> [String] {
    report.total.map { kind, figures in kind + " " + figures.map { "\($0.name)=\($0.value)" }.joined(separator: " ") }
  }

  @Test func annotationsWithoutQuotesScoreTheSame() async throws {
    let scratch = try await prepared()
    let stripped = try GoldStripper(library: try scratch.library()).stripped(path: scratch.path + "/gold/river.json")
    for text in ["公民具备科学素质的比例达到", "各县区科协要", "总体目标", "重点任务", "责任单位", "free words"] {
      #expect(!stripped.contains(text), "\(text) is text of the document")
    }
    try scratch.write("../bare/river.json", stripped)
    let bare = try report(scratch, "bare")
    #expect(bare.provenanceErrors.isEmpty, "\(bare.provenanceErrors)")
    #expect(lines(bare) == lines(try report(scratch)))
    #expect(bare.total.first { $0.kind == "sections" }?.figures.contains { $0 == ("heading", "1.0") } == true)
  }

  @Test func onlyWhatWasJudgedCounts() async throws {
    let text = Array(Sample.river.unicodeScalars)
    func offset(_ words: String) throws -> Int {
      try #require(GoldSource(text).find(words).map { GoldSource(text).sourceRange($0).lowerBound })
    }
    let range = "[\(try offset("加强阵地")), \(try offset("鼓励社会"))]"
    let gold = Self.quoted.replacingOccurrences(
      of: "\"note\": \"free words\",", with: "\"judged\": {\"obligations\": [\(range)]},"
    ).replacingOccurrences(of: "\"quote\": \"不得收取费用\"", with: "\"quote\": \"不得收取费用\", \"start\": \(text.count - 7), \"end\": \(text.count - 1)")
    let scratch = try await prepared(gold)
    let figures = try #require(try report(scratch).total.first { $0.kind == "obligations" }).figures
    #expect(figures.contains { $0 == ("precision", "1.0") })
    #expect(figures.contains { $0 == ("recall", "1.0") })
    let all = try await prepared()
    let without = try #require(try report(all).total.first { $0.kind == "obligations" }).figures
    #expect(figures.first { $0.name == "gold" }?.value == "1" && without.first { $0.name == "gold" }?.value == "2")
  }

  @Test func anotherFileIsRefused() async throws {
    let gold = Self.quoted.replacingOccurrences(of: "\"note\": \"free words\",", with: "\"sha256\": \"\(String(repeating: "0", count: 64))\",")
    let scratch = try await prepared(gold)
    let error = #expect(throws: LibraryError.self) { try report(scratch) }
    #expect(error?.message.en.contains("sha256") == true && error?.exitStatus == 64)
  }

  @Test func documentsThatAreNotThereAreSkipped() async throws {
    let scratch = try await prepared()
    try scratch.write("../gold/other.json", Self.quoted.replacingOccurrences(of: "river", with: "other"))
    let report = try report(scratch)
    #expect(report.documents.map(\.name) == ["river"])
    #expect(report.skipped.count == 1 && report.skipped.first?.en.contains("other.txt") == true)
    try FileManager.default.removeItem(atPath: scratch.path + "/gold/river.json")
    #expect(throws: LibraryError.self) { try self.report(scratch) }
  }

  @Test func groupsClassesAndErrors() async throws {
    let wrong = Self.quoted.replacingOccurrences(of: "\"prohibition\"", with: "\"planned\"")
    let scratch = try await prepared(wrong)
    try scratch.write("pass.txt", Sample.pass)
    try scratch.write(
      "../gold/pass.json",
      "{\"doc\": \"pass\", \"source\": \"pass.txt\", \"targets\": [{\"quote\": \"开展科普活动50次以上\", \"op\": \">=\", \"value\": 50}]}")
    try await scratch.ingest()
    let report = try report(scratch, heldOut: ["pass"])
    #expect(report.groups.map(\.name) == ["held out", "other"] && report.groups.map(\.documents) == [1, 1])
    #expect(report.groups.first?.kinds.map(\.kind) == ["targets"])
    #expect(report.classes.map(\.name).contains("targets explicit"))
    let strength = try #require(report.confusions.first { $0.name == "obligation strength" }).matrix
    #expect(strength.count("planned", "prohibition") == 1 && strength.agreed == 1)
    #expect(report.errors.contains { $0.kind == "obligation strength" && $0.count == 1 })
    #expect(throws: LibraryError.self) { try self.report(scratch, heldOut: ["nobody"]) }
  }

  @Test func badRangesAreNamed() async throws {
    let scratch = try await prepared(
      Self.quoted.replacingOccurrences(of: "\"note\": \"free words\",", with: "\"judged\": {\"targets\": [[9, 2]]},"))
    let error = #expect(throws: LibraryError.self) { try report(scratch) }
    #expect(error?.message.en.contains("judged.targets") == true)
  }
}
