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

  /// Most pairs of names in one request.
  private static let mostAliases = 40
  static let alias = Parameter(
    "alias", .texts(values: mostAliases, most: 400),
    Localized(
      zh: "把两个名称当作同一指标：正名与别名，中间一个制表符；只对这次查看有效",
      en: "two names to be read as one indicator, canonical and alias with a tab between, for this request only"))
  static let indicator = Parameter(
    "indicator", .text(most: 300), Localized(zh: "只看这个指标", en: "one indicator of the matrix"))

  static let route = Route(
    "/api/compare", Localized(zh: "并列比较", en: "plans side by side"),
    parameters: [
      of, by, query, sort, alias, indicator,
      Parameter("format", .choice(["json", "csv", "xlsx"]), Localized(zh: "格式", en: "the format"), preset: "json"),
    ],
    answers: [Route.Answer(.json, .named("Comparison", schema)), Route.Answer(.csv), Route.Answer(.workbook)],
    handle: { call throws(Problem) in
      let names = call.arguments.texts("of")
      let query = call.arguments.text("q")
      if names.isEmpty, query == nil {
        throw .parameter("of", Localized(zh: "至少给出一个，或用 q 选择文件。", en: "give at least one, or choose plans by q"))
      }
      let basis = call.arguments.text("by").flatMap(ComparisonBasis.init) ?? .targets
      for name in ["sort", "alias", "indicator"] where basis != .targets && call.arguments.text(name) != nil {
        throw .parameter(name, Localized(zh: "只用于 by=targets。", en: "goes with by=targets only"))
      }
      let choice = PlanChoice(names: names, query: query)
      let report = try call.read { library throws(LibraryError) -> any ComparisonReport in
        try compared(basis, choice, call.arguments, library)
      }
      let name = "compare-" + basis.rawValue
      switch call.arguments.text("format") {
      case "csv": return .download(.csv, name: name + ".csv", body: .bytes(report.csv(marked: true)))
      case "xlsx":
        let file = try workbook(report, choice, call)
        return .download(.workbook, name: name + ".xlsx", body: .chunks(file))
      default: return Reply(type: .json, body: .bytes(report.json()))
      }
    })

  private static func workbook(_ report: any ComparisonReport, _ choice: PlanChoice, _ call: Call) throws(Problem)
    -> SpooledFile
  {
    let library = try call.library
    return try SpooledFile { write throws(LibraryError) in
      try report.workbook(
        command: command(choice, call.arguments), documents: try choice.documents(library), library: library,
        write: write)
    }
  }

  /// The command line that gives the same workbook; aliases of the request go into a file first, and one indicator is one row of
  /// what the command writes.
  private static func command(_ choice: PlanChoice, _ arguments: Arguments) -> String {
    let pairs = arguments.texts("alias").map { $0.replacing("\t", with: " = ") }.joined(separator: "；")
    let note = [pairs.isEmpty ? nil : "别名 aliases " + pairs, arguments.text("indicator").map { "指标 indicator " + $0 }]
      .compactMap(\.self).joined(separator: "；")
    return ShellWords.joined(
      ["gangmu", "compare"] + choice.names + (choice.query.map { ["--where", $0] } ?? [])
        + (arguments.text("by").map { ["--by", $0] } ?? []) + (arguments.text("sort").map { ["--sort", $0] } ?? [])
        + ["--format", "xlsx"]) + (note.isEmpty ? "" : "  # " + note)
  }

  private static func compared(
    _ basis: ComparisonBasis, _ choice: PlanChoice, _ arguments: Arguments, _ library: Library
  ) throws(LibraryError) -> any ComparisonReport {
    switch basis {
    case .targets: try matrix(choice, arguments, library)
    case .sections: try SectionAlignment(choice, library: library)
    case .terms: try Keyness(choice, library: library)
    case .reuse: try ReuseReport(choice, library: library)
    case .strength: try StrengthProfile(choice, library: library)
    }
  }

  /// With the names that the bundled file, the index's own and the request call one.
  /// - Parameter page: which page of how many cells; nil for all rows. One indicator has no pages.
  static func matrix(
    _ choice: PlanChoice, _ arguments: Arguments, page: (number: Int, cells: Int)? = nil, _ library: Library
  ) throws(LibraryError) -> TargetMatrix {
    var aliases = AliasTable.bundled
    if let own = try AliasTable.ofIndex(library.folder) { aliases = aliases.adding(own) }
    if let asked = try AliasTable(pairs: arguments.texts("alias"), name: "alias") { aliases = aliases.adding(asked) }
    let order = arguments.text("sort").flatMap(MatrixOrder.init) ?? .places
    let title = arguments.text("indicator")
    return try TargetMatrix(
      choice, aliases: aliases, view: MatrixView(order: order, title: title, page: title == nil ? page : nil),
      library: library)
  }

  /// What differs from basis to basis is described in `Documentation/Comparison.md`.
  private static let schema = Schema.open([.init("by", .choice(ComparisonBasis.allCases.map(\.rawValue)))])
}
