import PlanLibrary

/// `/api/concordance` and `/api/frequency`: a word in its context, and how often it stands where and when.
enum StatisticsRoutes {
  static let all = [concordance, frequency]

  private static let format = Parameter(
    "format", .choice(["json", "csv", "jsonl"]), Localized(zh: "格式", en: "the format"), preset: "json")
  static let only = Parameter(
    "of", .texts(values: CompareRoute.most, most: 200), Localized(zh: "只看这些文件或地方", en: "only these documents or places")
  )

  // MARK: keyword in context

  static let order = Parameter(
    "order", .choice(Concordance.Order.allCases.map(\.rawValue)), Localized(zh: "排序", en: "the order"), preset: "text")

  private static let concordance = Route(
    "/api/concordance", Localized(zh: "逐处列出上下文", en: "keyword in context"),
    parameters: [
      APIRoutes.query(isRequired: true), only, order,
      Parameter("width", .integer(1...200), Localized(zh: "两边各几字", en: "characters on either side"), preset: "20"),
      format,
    ], answers: answers("Concordance", Concordance.columns),
    handle: { call throws(Problem) in
      let found = try call.read { library throws(LibraryError) in try lines(call, library) }
      return table("concordance", Concordance.columns, found.records, call.arguments)
    })

  static func lines(_ call: Call, _ library: Library) throws(LibraryError) -> Concordance {
    try Concordance(
      call.arguments.text("q") ?? "", in: PlanChoice(names: call.arguments.texts("of")),
      order: call.arguments.text("order").flatMap(Concordance.Order.init) ?? .text,
      width: call.arguments.integer("width") ?? 20, library: library)
  }

  // MARK: frequency

  private static let groupings = FrequencyTable.Grouping.allCases.map(\.rawValue)

  private static let frequency = Route(
    "/api/frequency", Localized(zh: "各年各地的频次", en: "frequency by year and place"),
    parameters: [
      APIRoutes.query(isRequired: true), only,
      Parameter("by", .choices(groupings), Localized(zh: "按什么分组", en: "what to group by"), preset: "year"), format,
    ], answers: answers("Frequency", groupings.map { .text($0) } + measures),
    handle: { call throws(Problem) in
      let chosen = call.arguments.list("by").compactMap(FrequencyTable.Grouping.init)
      let found = try call.read { library throws(LibraryError) in
        try counts(call, chosen.isEmpty ? [.year] : chosen, library)
      }
      return table("frequency", found.columns, found.records, call.arguments)
    })

  private static let measures: [Column] = [
    .text("query"), .integer("occurrences"), .integer("characters"), Column(name: "per_10000", kind: .number),
    .integer("documents"), .integer("documents_with"),
  ]

  static func counts(_ call: Call, _ groupings: [FrequencyTable.Grouping], _ library: Library) throws(LibraryError)
    -> FrequencyTable
  {
    try FrequencyTable(
      call.arguments.text("q") ?? "", in: PlanChoice(names: call.arguments.texts("of")), by: groupings, library: library
    )
  }

  // MARK: answer

  private static func answers(_ name: String, _ columns: [Column]) -> [Route.Answer] {
    guard case .object(let fields) = Schema.record(columns) else { return [] }
    // Which groups there are depends on the request.
    let record = Schema.object(fields.map { .init($0.name, $0.schema, isRequired: !groupings.contains($0.name)) })
    let schema = Schema.object([
      .init("query", .string), .init("records", .array(.named(name + "_line", record))), .init("total", .integer),
    ])
    return [Route.Answer(.json, .named(name, schema)), Route.Answer(.csv), Route.Answer(.jsonLines)]
  }

  private static func table(_ name: String, _ columns: [Column], _ records: [[Cell]], _ arguments: Arguments) -> Reply {
    guard let format = arguments.text("format").flatMap(RecordFormat.init) else {
      return .json(
        .fields([
          "query": .text(arguments.text("q")), "records": .array(records.map { .record(columns, $0) }),
          "total": .integer(records.count),
        ]))
    }
    let encoder = RecordEncoder(columns: columns, format: format)
    var out = encoder.header
    for record in records { encoder.append(record, to: &out) }
    return .download(format == .csv ? .csv : .jsonLines, name: name + "." + format.rawValue, body: .bytes(out))
  }
}
