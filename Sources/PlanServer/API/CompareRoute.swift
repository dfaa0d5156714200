import PlanLibrary

/// `/api/compare`: plans side by side.
enum CompareRoute {
  /// Most documents or places in one comparison.
  static let most = 40

  static let of = Parameter(
    "of", .texts(values: most, most: 200),
    Localized(zh: "文件或地名，可给多次", en: "a document or a place; give it several times"),
    example: "四川省,青海省")
  static let by = Parameter(
    "by", .choice(ComparisonBasis.allCases.map(\.rawValue)), Localized(zh: "按什么比较", en: "what to compare by"),
    preset: "targets")
  static let query = Parameter(
    "q", .text(most: APIRoutes.longestQuery),
    Localized(zh: "只比较符合此查询的文件和记录；可以不给 of", en: "only plans and records that this query finds; of may then be left out")
  )

  static let sort = Parameter(
    "sort", .choice(MatrixOrder.allCases.map(\.rawValue)), Localized(zh: "指标矩阵的行序", en: "order of the matrix's rows"),
    preset: "places")

  static let route = Route(
    "/api/compare", Localized(zh: "并列比较", en: "plans side by side"),
    parameters: [
      of, by, query, sort,
      Parameter("format", .choice(["json", "csv"]), Localized(zh: "格式", en: "the format"), preset: "json"),
    ],
    answers: [Route.Answer(.json, .named("Comparison", schema)), Route.Answer(.csv)],
    handle: { call throws(Problem) in
      let names = call.arguments.texts("of")
      let query = call.arguments.text("q")
      if names.isEmpty, query == nil {
        throw .parameter("of", Localized(zh: "至少给出一个，或用 q 选择文件。", en: "give at least one, or choose plans by q"))
      }
      let basis = call.arguments.text("by").flatMap(ComparisonBasis.init) ?? .targets
      let order = call.arguments.text("sort").flatMap(MatrixOrder.init)
      if order != nil, basis != .targets {
        throw .parameter("sort", Localized(zh: "只用于 by=targets。", en: "goes with by=targets only"))
      }
      let choice = PlanChoice(names: names, query: query)
      let report = try call.read { library throws(LibraryError) -> any ComparisonReport in
        try compared(basis, choice, order ?? .places, library)
      }
      if call.arguments.text("format") == "csv" {
        return .download(.csv, name: "compare-\(basis.rawValue).csv", body: .bytes(report.csv(marked: true)))
      }
      return Reply(type: .json, body: .bytes(report.json()))
    })

  private static func compared(
    _ basis: ComparisonBasis, _ choice: PlanChoice, _ order: MatrixOrder, _ library: Library
  ) throws(LibraryError) -> any ComparisonReport {
    switch basis {
    case .targets: try matrix(choice, library).sorted(by: order)
    case .sections: try SectionAlignment(choice, library: library)
    case .terms: try Keyness(choice, library: library)
    case .reuse: try ReuseReport(choice, library: library)
    case .strength: try StrengthProfile(choice, library: library)
    }
  }

  /// With the names that the bundled file and the index's own call one.
  static func matrix(_ choice: PlanChoice, _ library: Library) throws(LibraryError) -> TargetMatrix {
    let own = try AliasTable.ofIndex(library.folder)
    return try TargetMatrix(choice, aliases: own.map(AliasTable.bundled.adding) ?? .bundled, library: library)
  }

  /// What differs from basis to basis is described in `Documentation/Comparison.md`.
  private static let schema = Schema.open([.init("by", .choice(ComparisonBasis.allCases.map(\.rawValue)))])
}
