import PlanLibrary

/// `/api/compare`: plans side by side.
enum CompareRoute {
  /// What there is to compare by.
  static let bases: [Comparison.Basis] = [.targets, .sections, .terms]
  /// Most documents or places in one comparison.
  static let most = 40

  static let route = Route(
    "/api/compare", Localized(zh: "并列比较", en: "plans side by side"),
    parameters: [
      Parameter(
        "of", .texts(values: most, most: 200),
        Localized(zh: "文件或地名，可给多次", en: "a document or a place; give it several times"),
        isRequired: true, example: "四川省,青海省"),
      Parameter(
        "by", .choice(bases.map(\.rawValue)), Localized(zh: "按什么比较", en: "what to compare by"),
        preset: "targets"),
      Parameter("format", .choice(["json", "csv"]), Localized(zh: "格式", en: "the format"), preset: "json"),
    ],
    answers: [Route.Answer(.json, .named("Comparison", schema)), Route.Answer(.csv)],
    handle: { call throws(Problem) in
      let basis = call.arguments.text("by").flatMap(Comparison.Basis.init) ?? .targets
      let comparison = try call.read { library throws(LibraryError) in
        try Comparison(call.arguments.texts("of"), by: basis, library: library)
      }
      if call.arguments.text("format") == "csv" {
        return .download(.csv, name: "compare-\(basis.rawValue).csv", body: .bytes(comparison.csv(marked: true)))
      }
      return Reply(type: .json, body: .bytes(comparison.json()))
    })

  private static let schema: Schema = {
    let column = Schema.object([
      .init("name", .string), .init("document", .nullable(.string)), .init("source", .nullable(.string)),
      .init("title", .nullable(.string)), .init("province", .nullable(.string)), .init("city", .nullable(.string)),
      .init("period_start", .nullable(.integer)), .init("period_end", .nullable(.integer)),
    ])
    let cell = Schema.object([
      .init("state", .choice(["value", "without_figure", "not_mentioned", "no_document"])), .init("text", .string),
      .init("values", .array(.any)),
    ])
    let names = ["indicator", "heading", "term"]
    let row = Schema.object(names.map { .init($0, .string, isRequired: false) } + [.init("cells", .array(cell))])
    return .object([
      .init("by", .choice(bases.map(\.rawValue))), .init("columns", .array(column)), .init("rows", .array(row)),
    ])
  }()
}
