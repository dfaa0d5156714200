import PlanLibrary
import PlanText

/// `/api/documents/{id}` and its source text. (The list of documents is among the record routes.)
enum DocumentRoutes {
  static let all = [detail, source]

  private static let id = Parameter(
    "id", .text(most: 400), Localized(zh: "编号、编号开头、路径或文件名", en: "an id, the start of an id, a path or a file name"),
    in: .path, isRequired: true)

  // MARK: one document

  private static let detail = Route(
    "/api/documents/{id}", Localized(zh: "一份文件", en: "one document"), parameters: [id],
    answers: [Route.Answer(.json, .named("DocumentAnswer", schema))],
    handle: { call throws(Problem) in
      let answer = try call.read { library throws(LibraryError) in
        let document = try library.document(named: call.arguments.text("id") ?? "")
        return try describe(document, library)
      }
      return .json(answer)
    })

  private static func describe(_ document: DocumentSummary, _ library: Library) throws(LibraryError) -> JSON {
    let detail = try library.detail(of: document)
    let outline = try library.outline(of: document).map { line in
      JSON.fields([
        "depth": .integer(line.depth), "section": .string(line.section), "marker": .text(line.marker),
        "heading": .text(line.heading), "start": .integer(line.span.start), "end": .integer(line.span.end),
      ])
    }
    return .object(
      detail.fields.map { JSON.Field(name: $0.name, value: JSON(cell: $0.value)) } + [
        JSON.Field(name: "sources", value: .array(detail.sources.map { .string($0) })),
        JSON.Field(name: "witnesses", value: .array(detail.witnesses.map { .string($0) })),
        JSON.Field(name: "encoding_reason", value: .string(detail.encodingReason)),
        JSON.Field(
          name: "counts",
          value: .object(detail.counts.map { JSON.Field(name: $0.kind.rawValue, value: .integer($0.count)) })),
        JSON.Field(name: "outline", value: .array(outline)),
      ])
  }

  private static let schema: Schema = {
    guard case .object(let fields) = Schema.record(ExportKind.documents.columns) else { return .any }
    return .object(
      fields + [
        .init("sources", .array(.string)), .init("witnesses", .array(.string)), .init("encoding_reason", .string),
        .init("counts", .map(.integer)),
        .init(
          "outline",
          .array(
            .object([
              .init("depth", .integer), .init("section", .string), .init("marker", .nullable(.string)),
              .init("heading", .nullable(.string)), .init("start", .integer), .init("end", .integer),
            ]))),
      ])
  }()

  // MARK: source text

  private static let source = Route(
    "/api/documents/{id}/source",
    Localized(zh: "解码后的原文；偏移即指此文，单位是 Unicode 标量", en: "the decoded source text; offsets count its Unicode scalars"),
    parameters: [
      id,
      Parameter("start", .integer(0...100_000_000), Localized(zh: "从第几个字符起", en: "from this character"), preset: "0"),
      Parameter(
        "end", .integer(0...100_000_000), Localized(zh: "到第几个字符为止（不含）", en: "up to this character, without it")),
    ], answers: [Route.Answer(.text)],
    handle: { call throws(Problem) in
      let start = call.arguments.integer("start") ?? 0
      let end = call.arguments.integer("end")
      if let end, end < start {
        throw .parameter("end", Localized(zh: "\(end) 小于 start=\(start)。", en: "\(end) is less than start=\(start)"))
      }
      let bytes = try call.read { library throws(LibraryError) in
        let document = try library.document(named: call.arguments.text("id") ?? "")
        if start == 0, end == nil { return try library.sourceBytes(of: document.key) }
        let text = try library.sourceText(of: document.key)
        return Array(String(scalars: text[(start..<(end ?? Int.max)).clamped(to: 0..<text.count)]).utf8)
      }
      return Reply(type: .text, body: .bytes(bytes))
    })
}
