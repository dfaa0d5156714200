package import PlanLibrary

/// One address of the server: requests are matched and checked by it, and the OpenAPI description is made from it.
package struct Route: Sendable {
  package enum Part: Sendable, Hashable {
    case fixed(String)
    case parameter(String)
  }

  /// What a request may be answered with.
  package struct Answer: Sendable {
    package let type: MediaType
    /// Of JSON.
    package let schema: Schema?

    package init(_ type: MediaType, _ schema: Schema? = nil) {
      self.type = type
      self.schema = schema
    }
  }

  package typealias Handler = @Sendable (Call) throws(Problem) -> Reply

  /// As in the description: `/api/documents/{id}`.
  package let path: String
  package let parts: [Part]
  package let method: WebRequest.Method
  package let summary: Localized
  package let parameters: [Parameter]
  package let answers: [Answer]
  /// Part of the API: described, strict about parameters, its errors are problem documents.
  package let isAPI: Bool
  /// Whether it needs the index; without, it is answered even when there is none.
  package let needsLibrary: Bool
  /// Whether its answer depends on nothing but the request and the state of the index, so that it may be kept.
  package let isCacheable: Bool
  package let handle: Handler

  package init(
    _ path: String, method: WebRequest.Method = .get, _ summary: Localized, parameters: [Parameter] = [],
    answers: [Answer], isAPI: Bool = true, needsLibrary: Bool = true, isCacheable: Bool = true,
    handle: @escaping Handler
  ) {
    self.path = path
    self.method = method
    self.summary = summary
    self.parameters = parameters
    self.answers = answers
    self.isAPI = isAPI
    self.needsLibrary = needsLibrary
    self.isCacheable = isCacheable
    self.handle = handle
    parts = path.split(separator: "/").map { part in
      part.hasPrefix("{") ? .parameter(String(part.dropFirst().dropLast())) : .fixed(String(part))
    }
  }

  /// The values of the path's parameters; nil if the path is another.
  func match(_ path: [String]) -> [String: String]? {
    guard path.count == parts.count else { return nil }
    var values: [String: String] = [:]
    for (part, given) in zip(parts, path) {
      switch part {
      case .fixed(let text): if text != given { return nil }
      case .parameter(let name): values[name] = given
      }
    }
    return values
  }
}

/// What a handler is given.
package struct Call: Sendable {
  package let request: WebRequest
  package let arguments: Arguments
  package let language: PageLanguage
  private let snapshot: Snapshot?

  init(request: WebRequest, arguments: Arguments, language: PageLanguage, snapshot: Snapshot?) {
    self.request = request
    self.arguments = arguments
    self.language = language
    self.snapshot = snapshot
  }

  /// The index as it is for this request.
  package var library: Library {
    get throws(Problem) {
      guard let snapshot else { throw Problem(.noIndex(folder: "")) }
      return snapshot.library
    }
  }

  /// Digits that stand for the state of the index; nil without one.
  package var token: String? { snapshot?.token }

  /// Runs a reading of the library, its errors as answers.
  package func read<T>(_ body: (Library) throws(LibraryError) -> T) throws(Problem) -> T {
    let library = try library
    do { return try body(library) } catch { throw Problem(error) }
  }
}

/// All routes, in the order in which they are described.
package struct RouteTable: Sendable {
  package let routes: [Route]

  package init(_ routes: [Route]) { self.routes = routes }

  /// - Throws: 404, or 405 with what is allowed.
  func find(_ request: WebRequest) throws(Problem) -> (route: Route, path: [String: String]) {
    var allowed: [String] = []
    for route in routes {
      guard let values = route.match(request.path) else { continue }
      if route.method == request.method || (route.method == .get && request.method == .head) { return (route, values) }
      allowed += route.method == .get ? ["GET", "HEAD"] : [route.method.rawValue]
    }
    throw allowed.isEmpty ? .notFound : .methodNotAllowed(allowed.joined(separator: ", "))
  }
}
