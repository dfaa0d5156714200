import PlanExtraction
import PlanLibrary

/// `/targets` and its like: the records of one kind that a query lets through, as a table.
struct RecordsPage {
  static let size = 50
  /// Records that are sorted at most; more are shown in the order of the exports.
  static let mostSorted = 50_000

  /// Which kinds have a page, with the columns that are shown unless others are chosen.
  static let kinds: [(kind: ExportKind, columns: [String])] = [
    (
      .targets,
      ["indicator", "op", "value", "high", "unit", "deadline", "baseline_value", "strength", "certainty", "quote"]
    ),
    (.obligations, ["strength", "owner", "actions", "certainty", "quote"]),
    (.assignments, ["task", "owners_lead", "owners_support", "deadline", "strength", "flags"]),
    (.owners, ["role", "names", "certainty", "quote"]),
  ]

  static func route(_ site: PageSite, _ kind: ExportKind, _ preset: [String]) -> Route {
    let names = kind.columns.map(\.name)
    let parameters = [
      APIRoutes.query(isRequired: false),
      Parameter("sort", .choice(names), Localized(zh: "按哪一列排序", en: "the column to sort by")),
      Parameter("order", .choice(["up", "down"]), Localized(zh: "升序或降序", en: "ascending or descending"), preset: "up"),
      Parameter("columns", .texts(values: names.count, most: 40), Localized(zh: "显示的列", en: "the columns shown")),
      Parameter(
        "min_certainty", .choice(CertaintyClass.allCases.map(\.rawValue)), Localized(zh: "可靠程度", en: "certainty"),
        preset: "inferred"),
      Pager.parameter,
    ]
    return site.route("/" + kind.rawValue, parameters: parameters) { call, words throws(Problem) in
      let settings = RecordSettings(call.arguments, kind: kind, preset: preset)
      let rows = try RecordRows(call, settings)
      let page = RecordsPage(words: words, settings: settings, rows: rows)
      return Page(
        title: words("kind." + kind.rawValue), place: PageLayout.Place(rawValue: kind.rawValue), query: settings.query,
        isWide: true,
        body: page.body)
    }
  }

  let words: Wording
  let settings: RecordSettings
  let rows: RecordRows

  private var body: [Node] {
    [
      el(.header, .class("page-head")) {
        el(.h1) { words("kind." + settings.kind.rawValue) }
        el(.p, .class("lead")) { words("records.lead." + settings.kind.rawValue) }
        kinds
        if settings.kind == .assignments { TaskViews(words: words, query: settings.query, grouping: nil).node }
      },
      RecordsForm(words: words, settings: settings).node,
      el(.div, .class("toolbar")) {
        el(.p, .class("count"), Attribute(.role, "status")) { words("records.count", ["n": words.number(rows.total)]) }
        el(.p, .class("downloads")) {
          words("download.label")
          for format in ["csv", "jsonl", "xlsx"] {
            " "
            el(.a, .href(settings.download(format)), Attribute(.download)) { format.uppercased() }
          }
        }
      },
      rows.isUnsorted
        ? el(.p, .class("quiet")) { words("records.unsorted", ["n": words.number(Self.mostSorted)]) } : nil,
      rows.rows.isEmpty
        ? el(.p, .class("notice")) { words("records.none") }
        : RecordTable(words: words, settings: settings, rows: rows).node,
      Pager(
        words: words, page: settings.page, size: Self.size, total: rows.total, address: { settings.address(page: $0) }
      ).node,
    ].compactMap(\.self)
  }

  private var kinds: Node {
    el(.ul, .class("switch")) {
      for (kind, _) in Self.kinds {
        el(.li) {
          el(
            .a, .href(Address(path: [kind.rawValue], query: settings.query.map { [("q", $0)] } ?? [])),
            kind == settings.kind ? Attribute(.ariaCurrent, "page") : nil
          ) { words("kind." + kind.rawValue) }
        }
      }
    }
  }
}

/// What the address of a page of records asks for.
struct RecordSettings: Sendable {
  let kind: ExportKind
  let query: String?
  let sort: String?
  let isDescending: Bool
  let columns: [String]
  private let preset: [String]
  let least: CertaintyClass
  let page: Int

  init(_ arguments: Arguments, kind: ExportKind, preset: [String]) {
    self.kind = kind
    self.preset = preset
    let text = (arguments.text("q") ?? "").trimmingBlanks
    query = text.isEmpty ? nil : text
    sort = arguments.text("sort")
    isDescending = arguments.text("order") == "down"
    let chosen = Set(arguments.texts("columns"))
    let known = kind.columns.map(\.name).filter(chosen.contains)
    columns = known.isEmpty || Set(known) == Set(preset) ? preset : known
    least = arguments.text("min_certainty").flatMap(CertaintyClass.init) ?? .inferred
    page = arguments.integer("page") ?? 1
  }

  /// The same page with another order or another place.
  func address(page: Int = 1, sort: (column: String, isDescending: Bool)? = nil) -> Address {
    var fields: [(String, String)] = []
    if let query { fields.append(("q", query)) }
    if least != .inferred { fields.append(("min_certainty", least.rawValue)) }
    if columns != preset { fields += columns.map { ("columns", $0) } }
    if let column = sort?.column ?? self.sort {
      fields.append(("sort", column))
      if sort?.isDescending ?? isDescending { fields.append(("order", "down")) }
    }
    if page > 1 { fields.append(("page", String(page))) }
    return Address(path: [kind.rawValue], query: fields)
  }

  /// The rows of the whole list, every page of it: with the columns that were chosen, with all where none were.
  func download(_ format: String) -> Address {
    var fields: [(String, String)] = []
    if let query { fields.append(("q", query)) }
    if least != .inferred, kind.hasCertainty { fields.append(("min_certainty", least.rawValue)) }
    if columns != preset { fields.append(("columns", columns.joined(separator: ","))) }
    return Address(path: ["api", kind.rawValue], query: fields + [("format", format)])
  }
}
