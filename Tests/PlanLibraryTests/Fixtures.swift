import Foundation
import PlanExtraction
import PlanText

@testable import PlanLibrary

/// A folder that goes when the value goes.
final class Scratch {
  let path: String

  init() {
    path = NSTemporaryDirectory() + "gangmu-test-" + UUID().uuidString
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var index: String { path + "/Index" }
  var folder: String { path + "/plans" }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    let file = folder + "/" + name
    try FileManager.default.createDirectory(
      atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    return file
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: folder + "/" + name) }

  /// Names of the segment files.
  var segments: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: index)) ?? []).filter { $0.contains(".segment") }.sorted()
  }
}

/// Plans of invented places.
enum Sample {
  static let rules = Result { try Extraction.bundled() }

  static var pipeline: Pipeline {
    get throws { Pipeline(rules: try rules.get()) }
  }

  static let river = """
    清河市全民科学素质行动实施方案（2021—2025年）

    一、总体目标
    到2025年，全市公民具备科学素质的比例达到14%以上。
    二、重点任务
    （一）加强阵地建设。各县区科协要建设科普基地30个。（责任单位：市科协、市教育局）
    （二）鼓励社会力量参与科普。不得收取费用。
    """

  static let pass = """
    临江市科普工作要点

    一、开展科普活动
    全年开展科普活动50次以上，努力扩大覆盖面。
    二、加强組織領導
    各單位要加強科學素質工作的組織領導。
    """

  static let hill = """
    云川省水利发展规划

    一、指导思想
    坚持节水优先。
    二、建设水库
    新建小型水库12座，确保供水安全。
    """
}

extension Scratch {
  @discardableResult
  func ingest(
    _ paths: [String]? = nil, jobs: Int = 2, overrides: MetadataOverrides = MetadataOverrides(), batch: Int = 256,
    events: (IngestEvent) -> Void = { _ in }, onStep: @escaping (CommitStep) throws -> Void = { _ in }
  ) async throws -> IngestReport {
    var ingest = Ingest(folder: index, pipeline: try Sample.pipeline, jobs: jobs, overrides: overrides)
    ingest.batchDocuments = batch
    return try await ingest.run(paths ?? [folder], onStep: onStep, onEvent: events)
  }

  func library() throws -> Library { try Library(folder: index, searching: true) }

  /// All records of a kind as text.
  func export(_ kind: ExportKind, format: RecordFormat = .jsonl, query: String? = nil) throws -> String {
    let library = try library()
    let filter = try query.map { try RecordFilter(QueryParser.parse($0), library: library) }
    var out: [UInt8] = []
    _ = try Export(library: library, kind: kind, filter: filter).run(
      RecordEncoder(columns: kind.columns, format: format, marked: false)
    ) { bytes in out += bytes }
    return String(decoding: out, as: UTF8.self)
  }

  func problems() throws -> [Inconsistency] { try Verification.run(folder: index).problems }

  /// Paths (last parts) of the documents that a query finds.
  func found(_ query: String) throws -> [String] {
    let search = try LibrarySearch(query, library: try library())
    return try search.documents(limit: 100, offset: 0).hits.compactMap { $0.best.first?.document.source }
      .map { ($0 as NSString).lastPathComponent }.sorted()
  }
}
