import PlanLibrary

/// The pages: what they share, and their routes.
struct PageSite: Sendable {
  let assets: PageAssets
  let version: String
  private let wordings: [PageLanguage: Wording]

  init(version: String) throws(WorkbenchError) {
    assets = try PageAssets()
    self.version = version
    wordings = try Wording.load(String(decoding: try PageAssets.bytes("Data", Wording.file), as: UTF8.self))
  }

  func words(_ language: PageLanguage) -> Wording { wordings[language] ?? Wording(bare: language) }

  /// - Parameter api: the routes that the help page lists.
  func routes(api: [Route]) -> [Route] {
    let records = RecordsPage.kinds.map { RecordsPage.route(self, $0.kind, $0.columns) }
    return assets.routes + [
      OverviewPage.route(self), ResultsPage.route(self), DocumentsPage.route(self), ReaderPage.route(self),
    ]
      + records + [TaskGroupsPage.route(self), ComparePage.route(self)] + BatchPage.routes(self) + [
        WordsPage.route(self)
      ] + [HelpPage.route(self, api: api)]
  }

  /// A route of a page.
  /// - Parameter make: from the call and the words of its language.
  func route(
    _ path: String, method: WebRequest.Method = .get, parameters: [Parameter] = [], needsLibrary: Bool = true,
    make: @escaping @Sendable (Call, Wording) throws(Problem) -> Page
  ) -> Route {
    Route(
      path, method: method, Localized(zh: "页面", en: "page"), parameters: parameters, answers: [], isAPI: false,
      needsLibrary: needsLibrary, isCacheable: method != .post,
      handle: { call throws(Problem) in
        let words = words(call.language)
        return reply(try make(call, words), words, call.request)
      })
  }

  func reply(_ page: Page, _ words: Wording, _ request: WebRequest) -> Reply {
    let layout = PageLayout(site: self, words: words, request: request)
    return Reply(status: page.status, type: .html, body: .bytes(document(layout.page(page))))
  }

  /// The page that says what went wrong.
  func failure(_ problem: Problem, _ request: WebRequest) -> Reply {
    let words = words(PageLanguage(request))
    return reply(FailurePage.page(problem, words, request), words, request)
  }
}

/// What a page has of its own.
struct Page {
  var status = 200
  /// For the browser's title bar.
  let title: String
  /// The entry of the navigation that it belongs to.
  var place: PageLayout.Place?
  /// What stands in the search field at the top.
  var query: String?
  /// Wider than running text, for tables.
  var isWide = false
  let body: [Node]
}
