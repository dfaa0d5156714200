import Foundation
import Logging
import PlanExtraction
import PlanLibrary
import Synchronization

@testable import PlanServer

/// A workbench over plans of invented places, in a folder that goes when the value goes.
final class Bench: Sendable {
  let path: String
  let workbench: Workbench

  /// One for all tests that only read.
  static var shared: Bench {
    get async throws { try await made.value }
  }

  private static let made = Task {
    let bench = try await Bench()
    left.withLock { $0 = bench.path }
    // The value lives as long as the process; its folder must not outlive it.
    atexit { try? FileManager.default.removeItem(atPath: Bench.left.withLock { $0 }) }
    return bench
  }

  private static let left = Mutex("")

  static let rules = Result { try Extraction.bundled() }

  init(_ plans: [(name: String, text: String)] = Bench.plans, hosts: [String]? = []) async throws {
    path = NSTemporaryDirectory() + "gangmu-server-" + UUID().uuidString
    workbench = try Workbench(
      .init(folder: path + "/Index", version: "test", hosts: hosts),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    try FileManager.default.createDirectory(atPath: path + "/plans", withIntermediateDirectories: true)
    if !plans.isEmpty { try await add(plans) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Ingests more plans, as another process would.
  func add(_ plans: [(name: String, text: String)]) async throws {
    for (name, text) in plans { try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/plans/" + name)) }
    let ingest = Ingest(folder: path + "/Index", pipeline: Pipeline(rules: try Self.rules.get()), jobs: 1)
    _ = try await ingest.run([path + "/plans"], onEvent: { _ in })
  }

  func get(_ target: String, method: WebRequest.Method = .get, headers: [String: String] = [:], body: String = "")
    -> Answer
  {
    let request = Result { () throws(Problem) in
      try WebRequest(method: method, target: target, headers: headers, body: Array(body.utf8))
    }
    let (route, reply) = workbench.respond(to: request)
    return Answer(route: route, reply: reply)
  }

  static let hostile = "<script>alert(\"1\")</script>&'县科普工作要点"

  static let plans: [(name: String, text: String)] = [
    (
      "river.txt",
      """
      云川省清河市全民科学素质行动实施方案（2021—2025年）

      一、总体目标
      到2025年，全市公民具备科学素质的比例达到14%以上。
      二、重点任务
      （一）加强阵地建设。各县区科协要建设科普基地30个。（责任单位：市科协、市教育局）
      （二）鼓励社会力量参与科普。不得收取费用。
      """
    ),
    (
      "pass.txt",
      """
      临江市科普工作要点

      一、开展科普活动
      全年开展科普活动50次以上，努力扩大覆盖面。
      二、加强組織領導
      各單位要加強科學素質工作的組織領導。
      """
    ),
    (
      "hostile.txt",
      """
      \(hostile)

      一、<b>开展</b>科普活动
      到2025年，建设科普基地20个。（责任单位：市科协）
      =cmd|' /C calc'!A0
      """
    ),
  ]
}

/// An answer with its body read to the end.
struct Answer {
  let route: String
  let reply: Reply

  var status: Int { reply.status }
  func header(_ name: String) -> String? { reply.header(name) }

  var bytes: [UInt8] {
    switch reply.body {
    case .bytes(let bytes): return bytes
    case .chunks(let source):
      var out: [UInt8] = []
      while let piece = try? source.next() { out += piece }
      return out
    }
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  var json: Any? { try? JSONSerialization.jsonObject(with: Data(bytes)) }
  var object: [String: Any] { json as? [String: Any] ?? [:] }
}

extension String {
  /// As a value in a query.
  var encoded: String { PercentCoding.encoded(self) }
}
