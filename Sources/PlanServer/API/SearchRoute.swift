import PlanLibrary

/// `/api/search`: passages or documents that a query finds, with facets, and the reasons when there are none.
enum SearchRoute {
  static let route = Route(
    "/api/search", Localized(zh: "全文检索", en: "full-text search"), parameters: parameters,
    answers: [Route.Answer(.json, .named("SearchAnswer", schema)), Route.Answer(.csv), Route.Answer(.jsonLines)],
    handle: answer)

  private static let parameters = [
    APIRoutes.query(isRequired: true),
    Parameter(
      "limit", .integer(0...mostAtOnce),
      Localized(
        zh: "最多几条；JSON 默认 20，CSV 和 JSON Lines 默认全部",
        en: "at most so many hits; 20 in JSON, all in CSV and JSON Lines by default")),
    APIRoutes.offset,
    Parameter(
      "group", .choice(["none", "document"]), Localized(zh: "逐段列出，或按文件归并", en: "one hit a passage, or one a document"),
      preset: "none"),
    Parameter(
      "sort", .choice(SearchOrder.allCases.map(\.rawValue)), Localized(zh: "排序；按文件归并时不适用", en: "the order of passages"),
      preset: "score"),
    Parameter(
      "after", .text(most: 60),
      Localized(zh: "从上一页 next 所指之后接着列", en: "go on behind the mark that was next of the page before")),
    Parameter(
      "facets", .choices(Facet.Field.allCases.map(\.rawValue)),
      Localized(zh: "另给出这些字段各值的段数", en: "also the counts of the values of these fields"), example: "province,year"),
    Parameter("format", .choice(["json", "csv", "jsonl"]), Localized(zh: "格式", en: "the format"), preset: "json"),
  ]

  /// Hits of one answer in JSON.
  private static let mostAtOnce = 1_000

  // MARK: answer

  private static func answer(_ call: Call) throws(Problem) -> Reply {
    let text = call.arguments.text("q") ?? ""
    let search = try call.read { library throws(LibraryError) in try LibrarySearch(text, library: library) }
    let limit = call.arguments.integer("limit") ?? 20
    let offset = call.arguments.integer("offset") ?? 0
    if let format = call.arguments.text("format").flatMap(RecordFormat.init) { return try download(call, text, format) }
    var fields: [JSON.Field] = [
      JSON.Field(name: "query", value: .string(text)),
      JSON.Field(name: "understood", value: .string("\(search.syntax)")),
    ]
    let total: Int
    if call.arguments.text("group") == "document" {
      try refuseOrder(call.arguments)
      let page = try call.read { _ throws(LibraryError) in try search.documents(limit: limit, offset: offset) }
      total = page.total
      fields += hits(total, offset, nil, page.hits.map { .record(HitRecords.documentColumns, HitRecords.cells($0)) })
    } else {
      let page = try passages(call, search, limit, offset)
      total = page.total
      fields += hits(
        total, offset, page.next?.text, page.hits.map { .record(HitRecords.passageColumns, HitRecords.cells($0)) })
    }
    fields += try facets(call, search)
    if total == 0 { fields.append(JSON.Field(name: "diagnosis", value: try diagnosis(call, search, text))) }
    return .json(.object(fields))
  }

  /// Takes neither a cursor nor facets, for it has all hits.
  private static func download(_ call: Call, _ query: String, _ format: RecordFormat) throws(Problem) -> Reply {
    for name in ["after", "facets"] where call.arguments.text(name) != nil {
      throw .parameter(name, Localized(zh: "只用于 format=json。", en: "goes with format=json only"))
    }
    let isByPlan = call.arguments.text("group") == "document"
    if isByPlan { try refuseOrder(call.arguments) }
    let stream = SearchStream(
      query, try call.library, isByPlan: isByPlan,
      order: call.arguments.text("sort").flatMap(SearchOrder.init) ?? .score, format: format,
      offset: call.arguments.integer("offset") ?? 0, limit: call.arguments.integer("limit"))
    return .download(format == .csv ? .csv : .jsonLines, name: "search." + format.rawValue, body: .chunks(stream))
  }

  private static func passages(_ call: Call, _ search: LibrarySearch, _ limit: Int, _ offset: Int) throws(Problem)
    -> SearchPage
  {
    let order = call.arguments.text("sort").flatMap(SearchOrder.init) ?? .score
    let after = call.arguments.text("after")
    let cursor = after.flatMap(SearchCursor.init)
    if after != nil, cursor == nil {
      throw .parameter(
        "after", Localized(zh: "标记不对，请照上一页的 next 给出。", en: "not a mark; give the next of the page before"))
    }
    return try call.read { _ throws(LibraryError) in
      try search.page(order: order, limit: limit, offset: offset, after: cursor)
    }
  }

  private static func refuseOrder(_ arguments: Arguments) throws(Problem) {
    for name in ["sort", "after"] where arguments.text(name) != nil && arguments.text(name) != "score" {
      throw .parameter(name, Localized(zh: "不能与 group=document 同用。", en: "does not go with group=document"))
    }
  }

  private static func hits(_ total: Int, _ offset: Int, _ next: String?, _ hits: [JSON]) -> [JSON.Field] {
    [
      JSON.Field(name: "total", value: .integer(total)), JSON.Field(name: "offset", value: .integer(offset)),
      JSON.Field(name: "next", value: .text(next)), JSON.Field(name: "hits", value: .array(hits)),
    ]
  }

  private static func facets(_ call: Call, _ search: LibrarySearch) throws(Problem) -> [JSON.Field] {
    let wanted = call.arguments.list("facets").compactMap(Facet.Field.init)
    if wanted.isEmpty { return [] }
    let found = try call.read { _ throws(LibraryError) in try search.facets(wanted) }
    let fields = found.map { facet in
      JSON.Field(
        name: facet.field.rawValue,
        value: .array(facet.values.map { .fields(["value": .text($0.value), "count": .integer($0.count)]) }))
    }
    return [JSON.Field(name: "facets", value: .object(fields))]
  }

  private static func diagnosis(_ call: Call, _ search: LibrarySearch, _ text: String) throws(Problem) -> JSON {
    let found = try call.read { library throws(LibraryError) in try Diagnosis(text, search.syntax, library: library) }
    func lines(_ lines: [Diagnosis.Line]) -> JSON {
      .array(lines.map { .fields(["query": .string($0.query), "count": .integer($0.count)]) })
    }
    return .fields([
      "parts": lines(found.parts), "pieces": lines(found.pieces), "similar": lines(found.similar),
      "relaxations": lines(found.relaxations),
      "shared_documents": .whole(found.sharedDocuments), "full_width": .boolean(found.fullWidth),
    ])
  }

  // MARK: schema

  private static let line = Schema.array(.object([.init("query", .string), .init("count", .integer)]))

  private static let schema = Schema.object([
    .init("query", .string), .init("understood", .string), .init("total", .integer), .init("offset", .integer),
    .init("next", .nullable(.string)), .init("hits", .array(hit)),
    .init(
      "facets", .map(.array(.object([.init("value", .nullable(.string)), .init("count", .integer)]))), isRequired: false
    ),
    .init(
      "diagnosis",
      .object([
        .init("parts", line), .init("pieces", line), .init("similar", line), .init("relaxations", line),
        .init("shared_documents", .nullable(.integer)), .init("full_width", .boolean),
      ]), isRequired: false),
  ])

  /// A passage; with `group=document` the best one, and the number and the best of the others.
  private static let hit = Schema.named(
    "Hit",
    .object(
      HitRecords.documentColumns.map { column in
        let isGrouped = !HitRecords.passageColumns.contains(column)
        guard case .object(let fields) = Schema.record([column]), let field = fields.first else {
          return .init(column.name, .any)
        }
        return .init(column.name, field.schema, isRequired: !isGrouped)
      }))
}
