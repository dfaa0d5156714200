package import Logging
import PlanLibrary

/// The workbench without the server around it: a function from a request to an answer. Safe to use from several threads.
package struct Workbench: Sendable {
  package struct Configuration: Sendable {
    /// The index folder.
    package var folder: String
    /// The program's version, for the description of the API.
    package var version: String
    /// Names besides those of this computer under which requests are answered; nil for any name at all.
    package var hosts: [String]?
    /// Bytes of answers kept.
    package var cacheBytes: Int

    package init(folder: String, version: String, hosts: [String]? = [], cacheBytes: Int = 32 << 20) {
      self.folder = folder
      self.version = version
      self.hosts = hosts
      self.cacheBytes = cacheBytes
    }
  }

  package let configuration: Configuration
  package let table: RouteTable
  package let holder: LibraryHolder
  package let metrics: Metrics
  private let cache: ReplyCache
  private let logger: Logger
  private let pages: PageSite

  /// - Throws: `WorkbenchError` when a file that belongs to the program is missing.
  package init(_ configuration: Configuration, logger: Logger) throws(WorkbenchError) {
    self.configuration = configuration
    self.logger = logger
    holder = LibraryHolder(folder: configuration.folder, logger: logger)
    cache = ReplyCache(bound: configuration.cacheBytes)
    let metrics = Metrics()
    self.metrics = metrics
    pages = try PageSite(version: configuration.version)
    let described = APIRoutes.all(metrics: metrics)
    let api = described + [DescriptionRoute.route(describing: described, version: configuration.version)]
    table = RouteTable(api + pages.routes(api: api))
  }

  /// The route that answered and the answer; never throws, a problem is an answer too.
  package func respond(to request: Result<WebRequest, Problem>) -> (route: String, reply: Reply) {
    var route: Route?
    let reply: Reply
    do {
      let request = try request.get()
      reply = try answer(request, &route)
    } catch {
      reply = failure(error, try? request.get(), route)
    }
    return (route?.path ?? "-", SecurityHeaders.added(to: reply))
  }

  private func answer(_ request: WebRequest, _ found: inout Route?) throws(Problem) -> Reply {
    try HostCheck.check(request, names: configuration.hosts)
    let (route, values) = try table.find(request)
    found = route
    if !route.isAPI, let reply = LanguageSwitch.reply(request) { return reply }
    let language = PageLanguage(request)
    let arguments = try Arguments(route.parameters, path: values, request: request, isStrict: route.isAPI)
    let snapshot = try snapshot(route)
    let call = Call(request: request, arguments: arguments, language: language, snapshot: snapshot)
    guard route.isCacheable, request.method != .post else { return try route.handle(call) }
    let state = snapshot?.token ?? "-"
    let tag = EntityTag(state: state, version: configuration.version, language: route.isAPI ? nil : language)
    if tag.matches(request.header("if-none-match")) { return .empty(304, headers: tag.headers) }
    let key = "\(language.rawValue) \(request.target)"
    if let kept = cache.reply(key, token: state) {
      metrics.wasCached()
      return kept
    }
    var reply = try route.handle(call)
    if reply.status == 200 { reply.headers += tag.headers }
    cache.keep(reply, key, token: state)
    return reply
  }

  /// Nil where the route does without and there is no index.
  private func snapshot(_ route: Route) throws(Problem) -> Snapshot? {
    do {
      return try holder.current()
    } catch {
      if !route.needsLibrary { return nil }
      throw Problem(error)
    }
  }

  private func failure(_ problem: Problem, _ request: WebRequest?, _ route: Route?) -> Reply {
    if let detail = problem.internalDetail { logger.error("\(problem.slug)", metadata: ["reason": "\(detail)"]) }
    let isPage = request.map { $0.path.first != "api" && (route.map { !$0.isAPI } ?? $0.wantsPage) } ?? false
    var reply: Reply
    if isPage, let request {
      reply = pages.failure(problem, request)
    } else {
      reply = Reply(
        status: problem.status, type: .problem, body: .bytes(problem.document(instance: request?.target ?? "/")))
    }
    if problem.status == 405, let allowed = problem.allowed { reply.headers.append(("allow", allowed)) }
    if problem.status == 503 { reply.headers.append(("retry-after", "5")) }
    reply.headers.append(("cache-control", "no-store"))
    return reply
  }
}

/// Why the workbench cannot start: a file of the program that is not as it should be, or the address.
package enum WorkbenchError: Error, Sendable {
  /// With the system's number of the reason.
  case cannotListen(errno: Int32)
  case missingResource(String)
  case badLine(file: String, line: Int)
}
