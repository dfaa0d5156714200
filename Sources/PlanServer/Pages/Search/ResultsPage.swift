import PlanLibrary

/// `/search`: what a query finds, by plan or passage by passage, with the counts of values beside it.
struct ResultsPage {
  static let size = 20
  private static let fields: [Facet.Field] = [.province, .city, .level, .kind, .year, .has, .strength, .role]

  private static let parameters = [
    APIRoutes.query(isRequired: false),
    Parameter(
      "view", .choice(["plans", "passages"]), Localized(zh: "归并方式", en: "by plan or passage"), preset: "plans"),
    Parameter(
      "sort", .choice(SearchOrder.allCases.map(\.rawValue)), Localized(zh: "排序", en: "the order"), preset: "score"),
    Pager.parameter,
  ]

  static func route(_ site: PageSite) -> Route {
    site.route("/search", parameters: parameters) { call, words throws(Problem) in
      let query = (call.arguments.text("q") ?? "").trimmingBlanks
      if query.isEmpty { return empty(words) }
      let page = ResultsPage(words: words, query: query, findings: try Findings(call, query))
      return Page(title: query, place: .search, query: query, isWide: true, body: page.body)
    }
  }

  private static func empty(_ words: Wording) -> Page {
    Page(
      title: words("nav.search"), place: .search, isWide: true,
      body: [
        el(.section, .class("hero small")) {
          el(.h1) { words("nav.search") }
          SearchBox(words: words, query: "").node
          el(.p) { el(.a, .href(Address(path: ["batch"]))) { words("batch.title") } }
        },
        QueryExamples.section(words, isOpen: true),
      ])
  }

  /// What the page says, read in one go.
  struct Findings {
    let search: LibrarySearch
    let isByPlan: Bool
    let order: SearchOrder
    let page: Int
    let passages: Int
    let total: Int
    let plans: [DocumentHit]
    let hits: [PassageHit]
    let facets: [Facet]
    let diagnosis: Diagnosis?

    init(_ call: Call, _ query: String) throws(Problem) {
      let arguments = call.arguments
      let search = try call.read { library throws(LibraryError) in try LibrarySearch(query, library: library) }
      let order = arguments.text("sort").flatMap(SearchOrder.init) ?? .score
      let page = arguments.integer("page") ?? 1
      let isByPlan = arguments.text("view") != "passages"
      let offset = (page - 1) * ResultsPage.size
      self.search = search
      self.order = order
      self.page = page
      self.isByPlan = isByPlan
      passages = try call.read { _ throws(LibraryError) in try search.count() }
      if isByPlan {
        let found = try call.read { _ throws(LibraryError) in
          try search.documents(limit: ResultsPage.size, offset: offset)
        }
        (total, plans, hits) = (found.total, found.hits, [])
      } else {
        let found = try call.read { _ throws(LibraryError) in
          try search.page(order: order, limit: ResultsPage.size, offset: offset, after: nil)
        }
        (total, plans, hits) = (found.total, [], found.hits)
      }
      facets = passages == 0 ? [] : try call.read { _ throws(LibraryError) in try search.facets(ResultsPage.fields) }
      diagnosis =
        passages > 0
        ? nil : try call.read { library throws(LibraryError) in try Diagnosis(query, search.syntax, library: library) }
    }
  }

  let words: Wording
  let query: String
  let findings: Findings

  private var body: [Node] {
    let head = el(.div, .class("search-head")) {
      el(.h1, .class("unseen")) { words("search.results", ["query": query]) }
      SearchBox(words: words, query: query, kept: findings.isByPlan ? [] : [("view", "passages")]).node
      conjuncts
    }
    if let diagnosis = findings.diagnosis {
      return [
        head, DiagnosisSection(words: words, query: query, diagnosis: diagnosis).node,
        QueryExamples.section(words, isOpen: false),
      ]
    }
    return [
      head,
      el(.div, .class("with-side")) {
        el(.aside, .class("side"), .label(words("search.facets"))) {
          FacetList(words: words, query: query, facets: findings.facets).nodes
        }
        el(.section, .class("results"), .label(words("search.results", ["query": query]))) {
          toolbar
          if findings.isByPlan {
            el(.ol, .class("plans")) { findings.plans.map { PlanResult(words: words, query: query, hit: $0).node } }
          } else {
            el(.ol, .class("plans")) { findings.hits.map { PassageResult(words: words, hit: $0, isAlone: true).item } }
          }
          pager
          QueryExamples.section(words, isOpen: false)
        }
      },
    ]
  }

  // MARK: parts

  /// Each condition of the query, with a way to leave it out.
  private var conjuncts: Node? {
    guard case .and(let parts) = findings.search.syntax, parts.count > 1 else { return nil }
    return el(.ul, .class("chips"), .label(words("search.conditions"))) {
      for i in parts.indices {
        el(.li) {
          el(.span) { "\(parts[i])" }
          el(.a, .href(address(without: i, of: parts)), .label(words("search.without", ["part": "\(parts[i])"]))) {
            "×"
          }
        }
      }
    }
  }

  private func address(without i: Int, of parts: [QuerySyntax]) -> Address {
    var rest = parts
    rest.remove(at: i)
    return address(query: rest.count == 1 ? "\(rest[0])" : rest.map { "\($0)" }.joined(separator: " "))
  }

  private func address(query: String? = nil, view: String? = nil, sort: String? = nil, page: Int = 1) -> Address {
    let view = view ?? (findings.isByPlan ? "plans" : "passages")
    var fields = [("q", query ?? self.query)]
    if view != "plans" { fields.append(("view", view)) }
    let sort = sort ?? findings.order.rawValue
    if view != "plans", sort != "score" { fields.append(("sort", sort)) }
    if page > 1 { fields.append(("page", String(page))) }
    return Address(path: ["search"], query: fields)
  }

  private var toolbar: Node {
    el(.div, .class("toolbar")) {
      el(.p, .class("count"), Attribute(.role, "status")) {
        if findings.isByPlan {
          words(
            "search.count.plans", ["plans": words.number(findings.total), "passages": words.number(findings.passages)])
        } else {
          words("search.count.passages", ["passages": words.number(findings.passages)])
        }
      }
      el(.ul, .class("switch"), .label(words("search.view"))) {
        choice("search.view.plans", address(view: "plans"), isOn: findings.isByPlan)
        for order in SearchOrder.allCases {
          choice(
            "search.sort." + order.rawValue, address(view: "passages", sort: order.rawValue),
            isOn: !findings.isByPlan && findings.order == order)
        }
      }
      el(.p) { el(.a, .href(Address(path: ["words"], query: [("q", query)]))) { words("words.title") } }
      el(.p, .class("downloads")) {
        words("download.label")
        for format in ["csv", "jsonl"] {
          " "
          el(
            .a, .href(Address(path: ["api", "search"], query: [("q", query), ("format", format)])), Attribute(.download)
          ) {
            format.uppercased()
          }
        }
      }
    }
  }

  private func choice(_ key: String, _ address: Address, isOn: Bool) -> Node {
    el(.li) { el(.a, .href(address), isOn ? Attribute(.ariaCurrent, "true") : nil) { words(key) } }
  }

  private var pager: Node? {
    Pager(words: words, page: findings.page, size: Self.size, total: findings.total, address: { address(page: $0) })
      .node
  }
}

extension String {
  /// Without blanks at either end.
  var trimmingBlanks: String {
    let scalars = unicodeScalars.drop { $0.properties.isWhitespace }.reversed().drop { $0.properties.isWhitespace }
      .reversed()
    return String(String.UnicodeScalarView(scalars))
  }
}
