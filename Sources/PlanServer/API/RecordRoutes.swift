import PlanExtraction
import PlanLibrary

/// `/api/targets` and its like: the records of one kind that a query lets through, the same as `gangmu export` gives.
enum RecordRoutes {
  static let all = ExportKind.allCases.map(route)

  private static func route(_ kind: ExportKind) -> Route {
    Route(
      "/api/" + kind.rawValue, Localized(zh: "\(names[kind] ?? "")记录", en: "records of \(kind.rawValue)"),
      parameters: parameters(kind),
      answers: [
        Route.Answer(.json, .named("Answer_of_" + kind.rawValue, schema(kind))),
        Route.Answer(.csv), Route.Answer(.jsonLines), Route.Answer(.workbook),
      ], isCacheable: true,
      handle: { call throws(Problem) in try answer(call, kind) })
  }

  private static let names: [ExportKind: String] = [
    .documents: "文件", .sections: "章节", .targets: "目标", .obligations: "义务", .owners: "责任", .assignments: "任务分工",
    .damage: "损坏",
  ]

  private static func parameters(_ kind: ExportKind) -> [Parameter] {
    var out = [
      APIRoutes.query(isRequired: false),
      Parameter(
        "format", .choice(RecordStream.Format.allCases.map(\.rawValue) + ["xlsx"]),
        Localized(zh: "格式；xlsx 不能与 limit、offset 同用", en: "the format; xlsx goes with neither limit nor offset"),
        preset: "json"),
      Parameter(
        "limit", .integer(0...10_000_000), Localized(zh: "最多几条；不给则全部", en: "at most so many records; all by default")),
      APIRoutes.offset,
      Parameter(
        "columns", .choices(kind.columns.map(\.name)),
        Localized(zh: "只要这些列，用逗号相连；不用于 json", en: "only these columns, joined by commas; not with json")),
    ]
    if kind.hasCertainty {
      out.append(
        Parameter(
          "min_certainty", .choice(CertaintyClass.allCases.map(\.rawValue)),
          Localized(zh: "只要这样可靠的记录", en: "leave out records less certain than this"), preset: "inferred"))
    }
    return out
  }

  private static func answer(_ call: Call, _ kind: ExportKind) throws(Problem) -> Reply {
    let arguments = call.arguments
    if arguments.text("format") == "xlsx" { return try workbook(call, kind) }
    let format = arguments.text("format").flatMap(RecordStream.Format.init) ?? .json
    let least = arguments.text("min_certainty").flatMap(CertaintyClass.init) ?? .inferred
    if format == .json, arguments.text("columns") != nil {
      throw .parameter("columns", Localized(zh: "不能与 format=json 同用。", en: "does not go with format=json"))
    }
    let stream = try RecordStream(
      call, kind: kind, columns: try columns(arguments, kind), query: arguments.text("q"), least: least, format: format,
      offset: arguments.integer("offset") ?? 0,
      limit: arguments.integer("limit"))
    return switch format {
    case .json: Reply(type: .json, body: .chunks(stream))
    case .csv: .download(.csv, name: kind.rawValue + ".csv", body: .chunks(stream))
    case .jsonl: .download(.jsonLines, name: kind.rawValue + ".jsonl", body: .chunks(stream))
    }
  }

  private static func columns(_ arguments: Arguments, _ kind: ExportKind) throws(Problem) -> ColumnChoice {
    do {
      return try ColumnChoice(kind.columns, only: arguments.list("columns"))
    } catch {
      throw Problem(error)
    }
  }

  /// A sheet of the records and one that says how they were made.
  private static func workbook(_ call: Call, _ kind: ExportKind) throws(Problem) -> Reply {
    let query = call.arguments.text("q")
    let columns = try columns(call.arguments, kind)
    for name in ["limit", "offset"] where call.arguments.integer(name).map({ $0 > 0 || name == "limit" }) == true {
      throw .parameter(name, Localized(zh: "不能与 format=xlsx 同用。", en: "does not go with format=xlsx"))
    }
    let least = call.arguments.text("min_certainty").flatMap(CertaintyClass.init) ?? .inferred
    let library = try call.library
    let file = try SpooledFile { write throws(LibraryError) in
      let filter = try query.map { text throws(LibraryError) in
        try RecordFilter(SearchRequest.parse(text), library: library)
      }
      let book = WorkbookExport(
        library: library, kind: kind, columns: columns, filter: filter, least: least,
        command: command(kind, call.arguments))
      _ = try book.run(write: write)
    }
    return .download(.workbook, name: kind.rawValue + ".xlsx", body: .chunks(file))
  }

  /// The command line that gives the same workbook.
  private static func command(_ kind: ExportKind, _ arguments: Arguments) -> String {
    let options = [("q", "--where"), ("min_certainty", "--min-certainty"), ("columns", "--columns")]
    let given = options.flatMap { name, option in arguments.text(name).map { [option, $0] } ?? [] }
    return ShellWords.joined(["gangmu", "export", kind.rawValue] + given + ["--format", "xlsx"])
  }

  /// `total` counts all records that the query lets through, whatever page is shown.
  private static func schema(_ kind: ExportKind) -> Schema {
    .object([
      .init("kind", .choice([kind.rawValue])), .init("query", .nullable(.string)), .init("offset", .integer),
      .init("limit", .nullable(.integer)),
      .init("records", .array(.named("Record_of_" + kind.rawValue, .record(kind.columns)))),
      .init("total", .integer),
    ])
  }
}
