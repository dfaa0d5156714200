/// The task table (任务分工表) of some plans, grouped as an inspector asks for it.
package struct TaskTable: Sendable {
  package enum Grouping: String, Sendable, CaseIterable { case owner, deadline, section }

  package struct Group: Sendable {
    /// The body, the year or the heading; nil for tasks that have none.
    package let name: String?
    /// Records of `ExportKind.assignments`, by source path and position.
    package let tasks: [[Cell]]
    /// How many tasks have each flag, by name of the flag.
    package let flags: [(name: String, count: Int)]
  }

  package let grouping: Grouping
  package let groups: [Group]
  /// The group, then the columns of assignments.
  package static let columns: [Column] = [.text("group")] + ExportKind.assignments.columns

  /// A task with several leading bodies stands under each. Groups of owners come by number of tasks, then by name; years
  /// ascend; sections stand in the order of the plans. Tasks without come last.
  package init(_ choice: PlanChoice, by grouping: Grouping, library: Library) throws(LibraryError) {
    let filter = try choice.filter(library)
    let export = Export(library: library, kind: .assignments, filter: filter)
    var order: [String?] = []
    var groups: [String?: [[Cell]]] = [:]
    for document in try choice.documents(library) {
      let headings = grouping == .section ? try Self.headings(document, library) : [:]
      for cells in try export.records(of: document) {
        for name in Self.names(RecordCells(columns: ExportKind.assignments.columns, cells: cells), grouping, document, headings) {
          if groups[name] == nil { order.append(name) }
          groups[name, default: []].append(cells)
        }
      }
    }
    self.grouping = grouping
    self.groups = Self.sorted(order, groups, grouping).map { name in
      Group(name: name, tasks: groups[name] ?? [], flags: Self.flags(groups[name] ?? []))
    }
  }

  /// Every task with its group in front.
  package var records: [[Cell]] { groups.flatMap { group in group.tasks.map { [.text(group.name)] + $0 } } }

  private static func names(
    _ task: RecordCells, _ grouping: Grouping, _ document: DocumentSummary, _ headings: [String: String]
  ) -> [String?] {
    switch grouping {
    case .owner:
      let names = task.list("owners_lead")
      return names.isEmpty ? [nil] : names
    case .deadline: return [task.integer("deadline").map(String.init)]
    case .section:
      guard let section = task.text("section"), let first = section.split(separator: "/").first else { return [nil] }
      let heading = headings[String(first)].map { " " + $0 } ?? ""
      return ["\(document.name) \(first)\(heading)"]
    }
  }

  /// Headings of the top sections, by path.
  private static func headings(_ document: DocumentSummary, _ library: Library) throws(LibraryError) -> [String: String] {
    try library.outline(of: document).reduce(into: [:]) { out, line in
      if !line.section.contains("/"), out[line.section] == nil { out[line.section] = line.heading }
    }
  }

  private static func sorted(_ order: [String?], _ groups: [String?: [[Cell]]], _ grouping: Grouping) -> [String?] {
    let named = order.compactMap(\.self)
    let sorted: [String] =
      switch grouping {
      case .section: named
      case .deadline: named.sorted()
      case .owner:
        named.sorted { a, b in
          let (x, y) = (groups[a]?.count ?? 0, groups[b]?.count ?? 0)
          return x != y ? x > y : a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars)
        }
      }
    return sorted.map(Optional.some) + (order.contains(nil) ? [nil] : [])
  }

  private static func flags(_ tasks: [[Cell]]) -> [(name: String, count: Int)] {
    var counts: [String: Int] = [:]
    for cells in tasks {
      for flag in RecordCells(columns: ExportKind.assignments.columns, cells: cells).list("flags") {
        counts[flag, default: 0] += 1
      }
    }
    return counts.map { (name: $0.key, count: $0.value) }.sorted { $0.name < $1.name }
  }
}
