import PlanLibrary

/// `/healthz`, `/metrics` and `/openapi.json`: for programs that watch or use the server.
enum HealthRoutes {
  static let health = Route(
    "/healthz", Localized(zh: "是否可用", en: "whether the server can answer"),
    answers: [
      Route.Answer(.json, .named("Health", .object([.init("status", .choice(["ok"])), .init("state", .string)])))
    ], isCacheable: false,
    handle: { call throws(Problem) in
      _ = try call.library
      return .json(.fields(["status": "ok", "state": .string(call.token ?? "")]))
    })

  static func metrics(_ metrics: Metrics) -> Route {
    Route(
      "/metrics", Localized(zh: "运行计数，Prometheus 格式", en: "counts of what the server did, for Prometheus"),
      answers: [Route.Answer(.metrics)], needsLibrary: false, isCacheable: false,
      handle: { call throws(Problem) in
        let documents = try? call.read { library throws(LibraryError) in try library.documents().count }
        let unpacked = try? call.library.unpackedBytes
        let text = metrics.text(documents: documents, unpacked: unpacked)
        return Reply(type: .metrics, body: .bytes(Array(text.utf8)))
      })
  }
}

/// The description of the API, itself among what it describes.
enum DescriptionRoute {
  static func route(describing api: [Route], version: String) -> Route {
    let summary = Localized(zh: "本接口的说明，OpenAPI 3.1", en: "this description, OpenAPI 3.1")
    let answers = [Route.Answer(.json, .named("Description", .any))]
    let itself = Route("/openapi.json", summary, answers: answers, needsLibrary: false) { _ throws(Problem) in
      throw .notFound
    }
    var description = OpenAPI(RouteTable(api + [itself]))
    let bytes = description.document(version: version).bytes
    return Route("/openapi.json", summary, answers: answers, needsLibrary: false) { _ in
      Reply(type: .json, body: .bytes(bytes))
    }
  }
}
