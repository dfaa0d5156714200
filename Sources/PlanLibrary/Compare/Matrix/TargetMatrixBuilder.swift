import Foundation
import PlanText

extension TargetMatrix {
  /// - Parameters:
  ///   - aliases: names to be read as one.
  ///   - allPeriods: whether each place gets a column for every period that another place has.
  ///   - view: which rows are wanted.
  /// - Throws: `usage` for too many plans; what opening documents and parsing the query throw.
  package init(
    _ choice: PlanChoice, aliases: AliasTable = .bundled, allPeriods: Bool = false, view: MatrixView = MatrixView(),
    library: Library
  ) throws(LibraryError) {
    let filter = try choice.filter(library)
    let columns = try MatrixColumns.columns(choice, filter: filter, allPeriods: allPeriods, library: library)
    try ComparisonBasis.targets.admit(columns.reduce(0) { $0 + $1.documents.count })
    let sources = MatrixSources(library: library, filter: filter)
    var items: [MatrixSources.Item] = []
    for (number, column) in columns.enumerated() {
      for document in column.documents { items += try sources.items(of: document, column: number) }
    }
    let groups = MatrixGroups(items: items, aliases: aliases).ordered
    let leftOut = filter == nil ? .none : try MatrixLeftOut(columns, rows: Set(groups.map(\.key)), aliases: aliases, library: library)
    let reviews = MatrixReviews(library: library)
    var rows: [Row] = []
    for group in groups { rows.append(try MatrixRowBuilder(group: group, columns: columns, reviews: reviews).row()) }
    let proposals = MergeProposals(groups: groups, labels: columns.map(\.label)).proposals()
    rows = MatrixAlternatives(rows: rows, proposals: proposals).rows
    let (shown, total) = view.chosen(rows, columns: columns.count)
    let mentions = MatrixMentions(library: library)
    var explained: [Row] = []
    for i in shown { explained.append(leftOut.marked(try rows[i].explained(by: mentions, groups[i], columns), groups[i].key)) }
    places = columns
    self.rows = explained
    self.total = total
    self.aliases = aliases.origins
    self.proposals = proposals
  }
}

extension TargetMatrix.Row {
  /// The row with its blanks told apart.
  func explained(by mentions: MatrixMentions, _ group: MatrixGroups.Group, _ columns: [TargetMatrix.PlaceColumn])
    throws(LibraryError) -> TargetMatrix.Row
  {
    var row = self
    let blanks = cells.indices.filter { cells[$0].figures == nil }
    let found = try mentions.blanks(blanks, of: group, columns)
    for (number, var blank) in zip(blanks, found) {
      if case .blank(let plain) = cells[number] { blank.alternatives = plain.alternatives }
      row.cells[number] = .blank(blank)
    }
    return row
  }
}

/// Targets sorted into rows: one core name or canonical name, one class of unit, levels apart from changes.
struct MatrixGroups {
  struct Key: Hashable {
    let core: String
    let unitClass: String
    let isChange: Bool
  }

  struct Group {
    let key: Key
    /// The canonical name of the alias files, if they have one.
    let canonical: String?
    var names: [TargetMatrix.Name] = []
    var items: [MatrixSources.Item] = []

    /// The name as it is shown: the canonical one, else the one that most plans use, the earlier of equals.
    var title: String {
      if let canonical { return canonical }
      var counts: [String: Set<UInt32>] = [:]
      for item in items { counts[item.witness.indicator, default: []].insert(item.document.key) }
      var best = names.first?.text ?? ""
      for name in names where counts[name.text, default: []].count > counts[best, default: []].count { best = name.text }
      return best
    }

    var columns: Set<Int> { Set(items.map(\.column)) }
  }

  /// The row that a target belongs to.
  static func key(_ item: MatrixSources.Item, _ aliases: AliasTable) -> Key {
    let canonical = aliases.canonical(ofCore: item.name.core).map { IndicatorName($0.name).core }
    return Key(core: canonical ?? item.name.core, unitClass: UnitScale.bundled.entry(item.unit).name, isChange: item.kind == "growth")
  }

  /// Rows that more columns answer come first; else the order of first mention.
  let ordered: [Group]

  init(items: [MatrixSources.Item], aliases: AliasTable) {
    var order: [Key: Int] = [:]
    var groups: [Group] = []
    for item in items {
      let alias = aliases.canonical(ofCore: item.name.core)
      let key = Self.key(item, aliases)
      let at = order[key] ?? groups.count
      if at == groups.count {
        order[key] = at
        groups.append(Group(key: key, canonical: aliases.canonicalName(core: key.core)))
      }
      let name = TargetMatrix.Name(text: item.witness.indicator, alias: alias?.lines.first)
      if !groups[at].names.contains(name) { groups[at].names.append(name) }
      groups[at].items.append(item)
    }
    ordered = groups.enumerated().sorted {
      (-$0.element.columns.count, $0.offset) < (-$1.element.columns.count, $1.offset)
    }.map(\.element)
  }
}

/// One row of the matrix.
struct MatrixRowBuilder {
  let group: MatrixGroups.Group
  let columns: [TargetMatrix.PlaceColumn]
  let reviews: MatrixReviews

  /// The row with blanks that are not yet explained.
  func row() throws(LibraryError) -> TargetMatrix.Row {
    let unit = commonUnit
    var cells: [MatrixCell] = []
    for (number, column) in columns.enumerated() {
      let items = group.items.filter { $0.column == number && $0.value != nil }
      cells.append(
        items.isEmpty
          ? .blank(MatrixBlank(kind: column.documents.isEmpty ? .noDocument : .notMentioned, mentions: []))
          : .figures(try figures(items, column, unit)))
    }
    let ranked = MatrixRanks(cells: cells)
    return TargetMatrix.Row(
      indicator: group.title, names: group.names, unitClass: group.key.unitClass, unit: unit,
      isChange: group.key.isChange, cells: ranked.cells, reversals: ranked.reversals)
  }

  /// The unit of all, or the first unit of the class if they differ by a factor.
  private var commonUnit: String? {
    let scale = UnitScale.bundled
    let factors = Set(group.items.map { scale.entry($0.unit).factor })
    return factors.count <= 1 ? group.items.first?.unit : scale.common(group.key.unitClass)
  }

  private func figures(_ items: [MatrixSources.Item], _ column: TargetMatrix.PlaceColumn, _ unit: String?)
    throws(LibraryError) -> MatrixFigures
  {
    let groups = StatementGroups(items, unit: unit).groups
    var statements: [MatrixStatement] = []
    for group in groups { statements.append(try statement(group, column, unit)) }
    let contradictions = MatrixContradictions.groups(statements)
    let best = Self.preferred(statements, column)
    let chosen = best.flatMap { best in contradictions.contains { $0.contains(best) } ? nil : best }
    return MatrixFigures(
      statements: statements, chosen: chosen, contradictions: contradictions,
      derived: chosen.map { DerivedFigures(statements[$0], column: column) } ?? .none)
  }

  private func statement(_ items: [MatrixSources.Item], _ column: TargetMatrix.PlaceColumn, _ unit: String?)
    throws(LibraryError) -> MatrixStatement
  {
    let first = items[0]
    let scale = UnitScale.bundled
    func common(_ value: Decimal?, _ from: String?) -> Decimal? {
      value.flatMap { scale.convert($0, from: from, to: unit) }
    }
    var baseline = items.compactMap(\.baseline).first.map {
      MatrixBaseline(
        value: $0.value, unit: $0.unit, commonValue: common($0.value, $0.unit), year: $0.year, origin: .target,
        witness: nil)
    }
    if baseline == nil, let found = try reviews.baseline(of: first, others: group.items) {
      baseline = MatrixBaseline(
        value: found.value, unit: first.unit, commonValue: common(found.value, first.unit), year: found.year,
        origin: .review, witness: found.witness)
    }
    return MatrixStatement(
      op: first.op, value: first.value, high: first.high, unit: first.unit,
      commonValue: common(first.value, first.unit), commonHigh: common(first.high, first.unit), baseline: baseline,
      deadline: items.lazy.compactMap(\.deadline).first, deadlineExplicit: items.contains(where: \.deadlineExplicit),
      recurrence: first.recurrence, actor: first.actor,
      strength: Self.first(of: Self.strengths, in: items.compactMap(\.witness.strength)),
      certainty: Self.first(of: Self.classes, in: items.map(\.witness.certainty)) ?? "", kind: first.kind,
      witnesses: items.map(\.witness))
  }

  private static let strengths = ["prohibition", "mandatory", "aspirational", "encouraged", "planned"]
  private static let classes = ["explicit", "inherited", "inferred"]

  private static func first(of order: [String], in found: [String]) -> String? {
    order.first { found.contains($0) } ?? found.first
  }

  /// The statement about the whole place and the end of the period; else the one for the latest year.
  static func preferred(_ statements: [MatrixStatement], _ column: TargetMatrix.PlaceColumn) -> Int? {
    func worth(_ s: MatrixStatement) -> (Int, Int, Int, Int) {
      (
        s.actor == nil ? 1 : 0, s.recurrence == nil ? 1 : 0,
        s.deadline != nil && s.deadline == column.periodEnd ? 1 : 0, s.deadline ?? 0
      )
    }
    return statements.indices.max { a, b in
      let (x, y) = (worth(statements[a]), worth(statements[b]))
      return x == y ? a > b : x < y
    }
  }
}
