import PlanLibrary

/// `/api/stats`: how much the index holds.
enum StatsRoute {
  static let route = Route(
    "/api/stats", Localized(zh: "索引的统计", en: "figures of the index"),
    answers: [Route.Answer(.json, .named("Statistics", schema))],
    handle: { call throws(Problem) in
      let statistics = try call.read { library throws(LibraryError) in try library.statistics() }
      let failures = try call.read { library throws(LibraryError) in try library.failures() }
      return .json(json(statistics, failures, state: call.token ?? ""))
    })

  private static func json(_ s: LibraryStatistics, _ failures: [FailedSource], state: String) -> JSON {
    func groups(_ groups: [(name: String, count: Int)]) -> JSON {
      .array(groups.map { .fields(["value": .text($0.name.isEmpty ? nil : $0.name), "count": .integer($0.count)]) })
    }
    return .fields([
      "documents": .integer(s.documents), "sources": .integer(s.sources), "characters": .integer(s.characters),
      "passages": .integer(s.passages),
      "records": .object(s.records.map { JSON.Field(name: $0.kind.rawValue, value: .integer($0.count)) }),
      "segments": .integer(s.segments), "deleted_documents": .integer(s.deletedDocuments),
      "segment_bytes": .integer(s.segmentBytes), "catalogue_bytes": .integer(s.catalogueBytes),
      "text_bytes": .integer(s.textBytes), "levels": groups(s.levels), "kinds": groups(s.kinds),
      "versions": groups(s.versions),
      "failures": .array(
        failures.map {
          .fields(["source": .string($0.path), "reason_zh": .string($0.reason.zh), "reason_en": .string($0.reason.en)])
        }), "state": .string(state),
    ])
  }

  private static let schema: Schema = {
    let group = Schema.array(.object([.init("value", .nullable(.string)), .init("count", .integer)]))
    let failure = Schema.object([
      .init("source", .string), .init("reason_zh", .string), .init("reason_en", .string),
    ])
    let whole = [
      "documents", "sources", "characters", "passages", "segments", "deleted_documents", "segment_bytes",
      "catalogue_bytes", "text_bytes",
    ]
    return .object(
      whole.map { .init($0, .integer) } + [.init("records", .map(.integer))]
        + ["levels", "kinds", "versions"].map { .init($0, group) }
        + [.init("failures", .array(failure)), .init("state", .string)])
  }()
}
