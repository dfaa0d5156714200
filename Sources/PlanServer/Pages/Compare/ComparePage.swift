import PlanLibrary

/// `/compare`: plans side by side.
struct ComparePage {
  static func route(_ site: PageSite) -> Route {
    site.route("/compare", parameters: CompareRequest.parameters) { call, words throws(Problem) in
      let request = CompareRequest(call.arguments)
      let documents = try call.read { library throws(LibraryError) in try library.documents() }
      let answer = request.isEmpty ? [] : try answer(call, request, words)
      let page = ComparePage(words: words, request: request, documents: documents, answer: answer)
      return Page(title: words("nav.compare"), place: .compare, isWide: true, body: page.body)
    }
  }

  let words: Wording
  let request: CompareRequest
  let documents: [DocumentSummary]
  let answer: [Node]

  private static func answer(_ call: Call, _ request: CompareRequest, _ words: Wording) throws(Problem) -> [Node] {
    let missing = try call.read { library throws(LibraryError) in
      request.names.isEmpty ? [] : try request.choice.matches(library).filter(\.documents.isEmpty).map(\.name)
    }
    var out: [Node] = []
    if !missing.isEmpty {
      out.append(el(.p, .class("notice")) { words("compare.unknown", ["names": missing.joined(separator: "、")]) })
    }
    do {
      return out + (try made(call, request, words))
    } catch {
      // Too many plans, or a query that cannot be understood: said beside the form, where it can be changed.
      guard ["bad-request", "bad-query"].contains(error.slug) else { throw error }
      return out + [el(.p, .class("notice")) { words.language.choose(error.detail) }]
    }
  }

  private static func made(_ call: Call, _ request: CompareRequest, _ words: Wording) throws(Problem) -> [Node] {
    switch request.basis {
    case .targets:
      let matrix = try call.read { library throws(LibraryError) in
        try CompareRoute.matrix(
          request.choice, call.arguments, page: (request.page, MatrixTable.mostCells), library)
      }
      if request.indicator != nil, !matrix.rows.isEmpty {
        return [MatrixDetail.head(words, request, matrix)]
          + matrix.rows.flatMap { MatrixDetail(words: words, matrix: matrix, row: $0, request: request).nodes }
      }
      return MatrixTable(words: words, matrix: matrix, request: request).nodes
    case .sections:
      let alignment = try call.read { library throws(LibraryError) in
        try SectionAlignment(request.choice, library: library)
      }
      return AlignmentView(words: words, alignment: alignment, request: request).nodes
    case .terms:
      let keyness = try call.read { library throws(LibraryError) in try Keyness(request.choice, library: library) }
      return [ReportTable(words: words, report: keyness, request: request).node]
    case .reuse:
      let reuse = try call.read { library throws(LibraryError) in try ReuseReport(request.choice, library: library) }
      return ReuseView(words: words, reuse: reuse, request: request).nodes
    case .strength:
      let profile = try call.read { library throws(LibraryError) in
        try StrengthProfile(request.choice, library: library)
      }
      return StrengthView(words: words, profile: profile, request: request).nodes
    }
  }

  private var body: [Node] {
    let head = el(.header, .class("page-head")) {
      el(.h1) { words("nav.compare") }
      el(.p, .class("lead")) { words("compare.lead") }
    }
    if answer.isEmpty { return [head, form] }
    let result = el(.section, .class("comparison"), .label(words("compare.by." + request.basis.rawValue))) { answer }
    return [head, el(.details, .class("change")) { [el(.summary) { words("compare.change") }, form] }, result]
  }

  // MARK: choice

  private static let mostPlaces = 120

  private var form: Node {
    el(.form, .class("compare-form"), .action(Address(path: ["compare"]))) {
      el(.fieldset) {
        el(.legend) { words("compare.by") }
        for choice in ComparisonBasis.allCases {
          el(.label) {
            el(
              .input, Attribute(.type, "radio"), Attribute(.name, "by"), Attribute(.value, choice.rawValue),
              choice == request.basis ? Attribute(.checked) : nil)
            words("compare.by." + choice.rawValue)
          }
        }
      }
      el(.fieldset) {
        el(.legend) { words("compare.places") }
        el(.div, .class("place-choice")) { places.prefix(Self.mostPlaces).map(box) }
      }
      plans
      el(.label, .class("block"), Attribute(.for, "years")) { words("compare.years") }
      el(
        .input, .id("years"), Attribute(.type, "text"), Attribute(.name, "years"),
        Attribute(.value, request.years ?? ""), Attribute(.placeholder, "2021..2025"), Attribute(.maxlength, "40"))
      el(.label, .class("block"), Attribute(.for, "more")) { words("compare.more") }
      el(.textarea, .id("more"), Attribute(.name, "more"), Attribute(.rows, "2"), Attribute(.maxlength, "2000")) {
        request.names.filter { name in !places.contains { $0.name == name } && !isListed(name) }.joined(separator: "\n")
      }
      el(.label, .class("block"), Attribute(.for, "only")) { words("compare.query") }
      el(
        .input, .id("only"), Attribute(.type, "text"), Attribute(.name, "q"), Attribute(.value, request.words ?? ""),
        Attribute(.maxlength, String(APIRoutes.longestQuery)))
      el(.p) { el(.button, Attribute(.type, "submit")) { words("compare.submit") } }
    }
  }

  /// Plans that can be ticked; more of them are named in the field below.
  private static let mostPlans = 80

  private func isListed(_ name: String) -> Bool { documents.prefix(Self.mostPlans).contains { $0.id == name } }

  private var plans: Node {
    el(.details, documents.contains { request.names.contains($0.id) } ? Attribute(.open) : nil) {
      el(.summary) { words("compare.plans") }
      el(.fieldset) {
        el(.legend, .class("unseen")) { words("compare.plans") }
        for document in documents.prefix(Self.mostPlans) {
          el(.label, .class("plan-choice")) {
            el(
              .input, Attribute(.type, "checkbox"), Attribute(.name, "of"), Attribute(.value, document.id),
              request.names.contains(document.id) ? Attribute(.checked) : nil)
            document.name
            el(.span, .class("quiet")) { " " + [document.place, DocumentList.period(document)].joined(separator: " ") }
          }
        }
      }
    }
  }

  /// Provinces, cities and counties with the number of their plans, the most frequent first.
  private var places: [(name: String, count: Int)] {
    var counts: [String: Int] = [:]
    for document in documents {
      for name in Set([document.province, document.city, document.county].compactMap(\.self)) {
        counts[name, default: 0] += 1
      }
    }
    return counts.map { ($0.key, $0.value) }.sorted { a, b in
      a.1 != b.1 ? a.1 > b.1 : a.0.unicodeScalars.lexicographicallyPrecedes(b.0.unicodeScalars)
    }
  }

  private func box(_ place: (name: String, count: Int)) -> Node {
    el(.label) {
      el(
        .input, Attribute(.type, "checkbox"), Attribute(.name, "of"), Attribute(.value, place.name),
        request.names.contains(place.name) ? Attribute(.checked) : nil)
      place.name
      el(.span, .class("quiet")) { " " + words.number(place.count) }
    }
  }
}
