import PlanLibrary
import PlanText

/// `/tasks`: the task table of the plans that a query lets through, by owner, deadline or section.
struct TaskGroupsPage {
  /// Tasks on a page.
  private static let size = 60

  static func route(_ site: PageSite) -> Route {
    let parameters = [
      APIRoutes.query(isRequired: false),
      Parameter(
        "by", .choice(TaskTable.Grouping.allCases.map(\.rawValue)), Localized(zh: "按什么分组", en: "what to group by"),
        preset: "owner"),
      Pager.parameter,
    ]
    return site.route("/tasks", parameters: parameters) { call, words throws(Problem) in
      let text = (call.arguments.text("q") ?? "").trimmingBlanks
      let query = text.isEmpty ? nil : text
      let grouping = call.arguments.text("by").flatMap(TaskTable.Grouping.init) ?? .owner
      let table = try call.read { library throws(LibraryError) in
        try TaskTable(PlanChoice(query: query), by: grouping, library: library)
      }
      let documents = try call.read { library throws(LibraryError) in try library.documents() }
      let names = Dictionary(documents.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
      let page = TaskGroupsPage(
        words: words, table: table, query: query, page: call.arguments.integer("page") ?? 1, names: names)
      return Page(title: words("kind.assignments"), place: .assignments, query: query, isWide: true, body: page.body)
    }
  }

  let words: Wording
  let table: TaskTable
  let query: String?
  let page: Int
  /// Of documents, by id.
  let names: [String: String]

  private func address(by grouping: TaskTable.Grouping? = nil, page: Int = 1) -> Address {
    let by = grouping ?? table.grouping
    return Address(
      path: ["tasks"],
      query: (query.map { [("q", $0)] } ?? []) + [("by", by.rawValue)] + (page > 1 ? [("page", String(page))] : []))
  }

  private var body: [Node] {
    let total = table.groups.reduce(0) { $0 + $1.tasks.count }
    return [
      el(.header, .class("page-head")) {
        el(.h1) { words("kind.assignments") }
        el(.p, .class("lead")) { words("records.lead.assignments") }
        TaskViews(words: words, query: query, grouping: table.grouping).node
        SearchBox(words: words, query: query ?? "", path: "tasks", kept: [("by", table.grouping.rawValue)]).node
      },
      el(.div, .class("toolbar")) {
        el(.p, .class("count"), Attribute(.role, "status")) {
          words("tasks.count", ["groups": words.number(table.groups.count), "n": words.number(total)])
        }
      },
      total == 0 ? el(.p, .class("notice")) { words("records.none") } : nil,
    ].compactMap(\.self) + groups
      + [
        Pager(words: words, page: page, size: Self.size, total: total, address: { address(page: $0) }).node
      ].compactMap(\.self)
  }

  private var groups: [Node] {
    var at = 0
    var out: [Node] = []
    let window = (page - 1) * Self.size..<page * Self.size
    for group in table.groups {
      let shown = group.tasks.indices.filter { window.contains(at + $0) }.map { group.tasks[$0] }
      at += group.tasks.count
      if !shown.isEmpty { out.append(section(group, shown)) }
    }
    return out
  }

  private func section(_ group: TaskTable.Group, _ tasks: [[Cell]]) -> Node {
    el(.section, .class("task-group")) {
      el(.h2) {
        group.name ?? words("tasks.nobody." + table.grouping.rawValue)
        el(.span, .class("tag")) { words.number(group.tasks.count) }
      }
      if !group.flags.isEmpty {
        el(.p, .class("facts")) {
          group.flags.map { words.value("flag", $0.name) + " " + words.number($0.count) }.joined(separator: " · ")
        }
      }
      el(.ul, .class("tasks")) { tasks.map(task) }
    }
  }

  private func task(_ cells: [Cell]) -> Node {
    let columns = ExportKind.assignments.columns
    func cell(_ name: String) -> Cell { columns.firstIndex { $0.name == name }.map { cells[$0] } ?? .null }
    let start = cell("start").integer ?? 0
    let span = SourceSpan(start: start, end: max(start, cell("end").integer ?? start))
    let id = cell("document").text ?? ""
    let facts = ["owners_lead", "owners_support", "deadline"].compactMap { name -> String? in
      let text = CellText.plain(cell(name))
      return text.isEmpty ? nil : words("column." + name) + " " + text
    }
    return el(.li) {
      el(.a, .href(Permalink.address(id, span))) { cell("task").text ?? "" }
      el(.span, .class("facts")) { " " + ([names[id] ?? id] + facts).joined(separator: " · ") }
    }
  }
}

/// The ways to look at tasks.
struct TaskViews {
  let words: Wording
  let query: String?
  /// nil for the plain list.
  let grouping: TaskTable.Grouping?

  var node: Node {
    let kept = query.map { [("q", $0)] } ?? []
    return el(.ul, .class("switch"), .label(words("tasks.view"))) {
      el(.li) {
        el(
          .a, .href(Address(path: ["assignments"], query: kept)),
          grouping == nil ? Attribute(.ariaCurrent, "true") : nil
        ) {
          words("tasks.list")
        }
      }
      for choice in TaskTable.Grouping.allCases {
        el(.li) {
          el(
            .a, .href(Address(path: ["tasks"], query: kept + [("by", choice.rawValue)])),
            choice == grouping ? Attribute(.ariaCurrent, "true") : nil
          ) { words("tasks.by." + choice.rawValue) }
        }
      }
    }
  }
}
