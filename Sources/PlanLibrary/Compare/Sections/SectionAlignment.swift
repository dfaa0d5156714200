package import PlanText

/// Plans side by side: which section of the one treats what a section of the other treats, and what became of each task.
package struct SectionAlignment: Sendable {
  package struct Section: Sendable, Hashable {
    /// `三/（一）`.
    package let path: String
    package let heading: String
    package let depth: Int
    package let span: SourceSpan
  }

  /// A sentence that commits somebody, with its place.
  package struct Task: Sendable, Hashable {
    package let section: String?
    package let span: SourceSpan
    package let quote: String
    /// The repaired simplified reading, by which tasks are compared.
    package let reading: String
    package let strength: String?
  }

  package enum State: String, Sendable, CaseIterable {
    /// The same words.
    case same
    /// Much the same words; `Item.runs` says what differs.
    case adapted
    case onlyLeft = "only_left"
    case onlyRight = "only_right"

    package var words: Localized {
      switch self {
      case .same: Localized(zh: "相同", en: "same")
      case .adapted: Localized(zh: "改写", en: "adapted")
      case .onlyLeft: Localized(zh: "仅左", en: "only left")
      case .onlyRight: Localized(zh: "仅右", en: "only right")
      }
    }
  }

  package struct Item: Sendable {
    package let state: State
    package let left: Task?
    package let right: Task?
    /// Dice's coefficient of the pairs of characters; 1 for the same, 0 for one alone.
    package let similarity: Double
    /// Whether the two stand in sections that do not answer each other.
    package let isMoved: Bool
    /// Empty unless adapted.
    package let runs: [DifferenceRun]
  }

  /// Two sections that answer each other, or one alone; nil on both sides for tasks outside sections.
  package struct Row: Sendable {
    package let left: Section?
    package let right: Section?
    /// Mean of the likeness of headings and of content.
    package let similarity: Double
    package let items: [Item]

    package func count(_ state: State) -> Int { items.count { $0.state == state } }
  }

  /// The first plan beside another.
  package struct Pair: Sendable {
    package let left: DocumentSummary
    package let right: DocumentSummary
    /// In the order of the left plan; sections of the right plan alone at the end.
    package let rows: [Row]

    package func count(_ state: State) -> Int { rows.reduce(0) { $0 + $1.count(state) } }
  }

  package let documents: [DocumentSummary]
  package let pairs: [Pair]

  /// The first plan of the choice beside each of the others.
  /// - Throws: `usage` for too many plans.
  package init(_ choice: PlanChoice, library: Library) throws(LibraryError) {
    documents = try choice.documents(library)
    try ComparisonBasis.sections.admit(documents.count)
    var pairs: [Pair] = []
    if let first = documents.first {
      let left = try AlignedPlan(document: first, library: library)
      for other in documents.dropFirst() {
        pairs.append(PairAligner(left: left, right: try AlignedPlan(document: other, library: library)).pair())
      }
    }
    self.pairs = pairs
  }
}

/// A plan with its sections and the tasks of each.
struct AlignedPlan {
  let document: DocumentSummary
  let sections: [SectionAlignment.Section]
  let tasks: [SectionAlignment.Task]
  /// Pairs of characters of each heading and of each section's own tasks.
  let headings: [[UInt64: Int]]
  let contents: [[UInt64: Int]]
  let taskPairs: [[UInt64: Int]]
  /// Numbers of the tasks of each section; the last list is of those outside sections.
  let own: [[Int]]

  init(document: DocumentSummary, library: Library) throws(LibraryError) {
    let sections = try library.outline(of: document).map {
      SectionAlignment.Section(path: $0.section, heading: $0.heading ?? "", depth: $0.depth, span: $0.span)
    }
    self.init(document: document, sections: sections, tasks: try Self.tasks(of: document, library))
  }

  init(document: DocumentSummary, sections: [SectionAlignment.Section], tasks: [SectionAlignment.Task]) {
    self.document = document
    self.sections = sections
    self.tasks = tasks
    taskPairs = tasks.map { IndicatorName.pairs(fold($0.reading)) }
    headings = sections.map { IndicatorName.pairs(fold($0.heading)) }
    var own = [[Int]](repeating: [], count: sections.count + 1)
    let order = sections.indices.sorted { sections[$0].span.start < sections[$1].span.start }
    for (i, task) in tasks.enumerated() {
      // The section whose heading stands last in front of the task; paths may repeat within a document.
      let at = order.last { sections[$0].span.start <= task.span.start && sections[$0].path == task.section }
      own[at ?? sections.count].append(i)
    }
    self.own = own
    contents = own.dropLast().map { [taskPairs] list in
      list.reduce(into: [:]) { $0.merge(taskPairs[$1], uniquingKeysWith: +) }
    }
  }

  private static func tasks(of document: DocumentSummary, _ library: Library) throws(LibraryError)
    -> [SectionAlignment.Task]
  {
    let columns = ExportKind.obligations.columns
    return try Export(library: library, kind: .obligations).records(of: document).map { cells in
      let r = RecordCells(columns: columns, cells: cells)
      let start = r.integer("start") ?? 0
      return SectionAlignment.Task(
        section: r.text("section"), span: SourceSpan(start: start, end: max(start, r.integer("end") ?? 0)),
        quote: r.text("quote") ?? "", reading: r.text("quote_simplified") ?? "", strength: r.text("strength"))
    }
  }
}
