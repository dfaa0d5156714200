import Foundation
import Testing

@testable import PlanLibrary

/// The annotated sample plans: what is read from them must not get worse. The bars lie a little under the figures of the day they
/// were set (1.0 nearly everywhere), so that a fair change of one judgement does not break the build.
@Suite struct SampleGoldTests {
  private static let checkout = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  private static let bars: [(kind: String, figure: String, least: Double)] = [
    ("metadata", "f1", 0.97), ("sections", "f1", 0.99), ("sections", "heading", 0.99), ("targets", "precision", 0.97),
    ("targets", "recall", 0.96), ("targets", "strict", 0.95), ("obligations", "f1", 0.97),
    ("obligations", "strength", 0.95), ("obligations", "owner", 0.96), ("owners", "f1", 0.97),
  ]

  @Test func annotatedPlansAreReadAsAnnotated() async throws {
    let scratch = Scratch()
    try await scratch.ingest([Self.checkout + "/Corpus"])
    let report = try Evaluator.run(
      library: try scratch.library(), gold: Self.checkout + "/Tests/Gold", corpus: Self.checkout + "/Corpus", only: [])
    #expect(report.provenanceErrors.isEmpty, "\(report.provenanceErrors.prefix(3))")
    for bar in Self.bars {
      let figures = try #require(report.total.first { $0.kind == bar.kind }).figures
      let value = try #require(figures.first { $0.name == bar.figure }.flatMap { Double($0.value) })
      #expect(value >= bar.least, "\(bar.kind) \(bar.figure) \(value): \(report.misses.prefix(5))")
    }
  }
}
