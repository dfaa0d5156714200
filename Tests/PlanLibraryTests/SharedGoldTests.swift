import Foundation
import Testing

@testable import PlanLibrary

/// Real documents that are annotated by offsets in `Tests/Gold/shared-corpus`; their texts lie in `../shared/corpus`, outside of
/// the repository, and the test is skipped without them. The bars lie a little under the figures of the day they were set.
@Suite struct SharedGoldTests {
  private static let checkout = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
  private static let gold = checkout + "/Tests/Gold/shared-corpus"

  /// The folder of the texts; nil where it is not.
  private static let corpus = [checkout + "/../shared/corpus"].first { FileManager.default.fileExists(atPath: $0) }

  private static let bars: [(kind: String, figure: String, least: Double)] = [
    ("metadata", "f1", 0.97), ("sections", "f1", 0.97), ("sections", "heading", 0.98), ("targets", "precision", 0.96),
    ("targets", "recall", 0.92), ("targets", "strict", 0.94), ("obligations", "f1", 0.97), ("obligations", "strength", 0.97),
    ("obligations", "owner", 0.97), ("owners", "f1", 0.98),
  ]

  /// The texts that are annotated and present.
  private static var texts: [String] {
    guard let corpus else { return [] }
    let files = (try? GoldFile.all(in: gold)) ?? []
    return files.map { corpus + "/" + $0.base }.filter { FileManager.default.fileExists(atPath: $0) }
  }

  @Test(.enabled(if: !texts.isEmpty, "the texts in ../shared/corpus are not here"))
  func annotatedDocumentsAreReadAsAnnotated() async throws {
    let scratch = Scratch()
    try await scratch.ingest(Self.texts)
    let report = try Evaluator.run(library: try scratch.library(), Evaluator.Request(gold: [Self.gold]))
    #expect(report.provenanceErrors.isEmpty, "\(report.provenanceErrors.prefix(3))")
    for bar in Self.bars {
      let figures = try #require(report.total.first { $0.kind == bar.kind }).figures
      let value = try #require(figures.first { $0.name == bar.figure }.flatMap { Double($0.value) })
      #expect(value >= bar.least, "\(bar.kind) \(bar.figure) \(value)")
    }
  }

  /// No sentence of a document is copied: what stands in the files is short.
  @Test func nothingLongIsCopied() throws {
    for file in try GoldFile.all(in: Self.gold) {
      #expect(file.gold["sha256"].string?.count == 64, "\(file.name)")
      for kind in GoldFile.kinds {
        for entry in file.gold[kind].elements {
          #expect(!entry.has("quote"), "\(file.name) \(kind)")
          #expect(kind != "sections" || entry["heading"].string == nil, "\(file.name) \(kind)")
          for key in ["indicator", "owner", "actor"] {
            #expect((entry[key].string ?? "").count <= 50, "\(file.name) \(kind) \(key) \(entry[key].shown)")
          }
        }
      }
    }
  }
}
