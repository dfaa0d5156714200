package import PlanText

/// A row of a table of tasks (任务分工表): what to do, by when, and who.
package struct TableTask: Sendable {
  /// The row of the table.
  package let range: Range<Int>
  package let section: Int?
  /// The cells that say what to do, the most particular one first; one may stand in a row above.
  package let task: [Range<Int>]
  /// The numbered tasks of the first cell without their numbers, where it holds several; else empty.
  package let parts: [Range<Int>]
  /// The cells name an indicator: there is no sentence in them.
  package let isIndicator: Bool
  /// The table has a column for who leads, and this row leaves it empty.
  package let lacksLead: Bool
  /// The cell that says by when.
  package let time: Range<Int>?
  package let owners: [OwnerEntry]
}

/// What the columns of a table of tasks hold.
struct TaskColumns {
  /// The role of those named in each column; nil for other columns.
  var roles: [OwnerRole?]
  /// What the other columns hold.
  var kinds: [ColumnHeading?]
  /// How particular the tasks of each column are, 0 the most.
  var ranks: [Int]

  /// Whether the column says what to do.
  func isTask(_ column: Int) -> Bool {
    guard column < kinds.count, roles[column] == nil else { return false }
    return kinds[column].map { $0 == .task || $0 == .indicator } ?? true
  }

  /// Whether the column holds what `kind` says.
  func names(_ kind: ColumnHeading, _ column: Int) -> Bool { column < kinds.count && roles[column] == nil && kinds[column] == kind }
}

/// Reads the rows of tables whose headings name roles (牵头单位, 配合单位).
struct TaskTableReader {
  let outline: Outline
  let reader: OwnerBracketReader
  let lexicon: OwnerLexicon
  private var columns: TaskColumns?
  private var lastTask: [Range<Int>] = []

  init(outline: Outline, reader: OwnerBracketReader, lexicon: OwnerLexicon) {
    self.outline = outline
    self.reader = reader
    self.lexicon = lexicon
  }

  private var text: [Unicode.Scalar] { outline.text.scalars }

  /// What a row is.
  enum Reading {
    /// Assignments of a form: labels with their names beside them.
    case form([OwnerEntry])
    case task(TableTask)
    /// A row of headings; `firstLeads` if one says that the first name of a list leads.
    case heading(firstLeads: Bool)
    /// A row of a table that names no roles, or of unknown columns.
    case other
  }

  /// Forgets the headings: the table is over.
  mutating func endTable() {
    columns = nil
    lastTask = []
  }

  mutating func read(_ cells: [TableCell], row: Range<Int>, firstLeads: Bool) -> Reading {
    if let header = header(cells) {
      if let beside = form(cells, roles: header.roles) {
        let form = TaskColumns(roles: beside, kinds: [], ranks: [])
        return .form(entries(cells, columns: form, row: row, firstLeads: firstLeads))
      }
      columns = header
      return .heading(firstLeads: cells.contains { reader.saysFirstLeads($0.range) })
    }
    guard let columns, !cells.isEmpty, !isSummary(cells) else { return .other }
    let owners = entries(cells, columns: columns, row: row, firstLeads: firstLeads)
    let task = taskCells(cells, columns)
    if !task.isEmpty { lastTask = task }
    guard !owners.isEmpty || !task.isEmpty else { return .other }
    let time = columns.kinds.firstIndex(of: .time).flatMap { $0 < cells.count && !cells[$0].isEmpty ? cells[$0].range : nil }
    let named = task.isEmpty ? lastTask : task
    return .task(
      TableTask(
        range: row, section: outline.rowSection(at: row.lowerBound), task: named, parts: task.first.map(numberedParts) ?? [],
        isIndicator: named.first.map { first in cells.indices.contains { cells[$0].range == first && columns.names(.indicator, $0) } } ?? false,
        lacksLead: lacksLead(cells, columns), time: time, owners: owners))
  }

  /// 合计, 小计, 备注：…, 说明：…: a row that sums up or remarks.
  private func isSummary(_ cells: [TableCell]) -> Bool {
    guard let first = cells.first(where: { !$0.isEmpty && $0.isOwn }) else { return false }
    var words = first.range.prefix(8).map { text[$0] }.filter { !CharacterForms.isBlank($0) }
    if let colon = words.firstIndex(of: ":") { words.removeSubrange(colon...) }
    return Self.summaries.contains(String(scalars: words))
  }

  private static let summaries = Set(WordLists.words(.tableSummaries))

  /// A column for who leads is there, and none of its cells names anybody.
  private func lacksLead(_ cells: [TableCell], _ columns: TaskColumns) -> Bool {
    let leads = columns.roles.indices.filter { columns.roles[$0] == .lead }
    return !leads.isEmpty && leads.allSatisfy { $0 >= cells.count || cells[$0].range.allSatisfy { CharacterForms.isBlank(text[$0]) || "-—/无".unicodeScalars.contains(text[$0]) } }
  }

  /// `1.新建…；2.改造…`: the pieces of a cell that numbers its tasks, at least two, without number and mark.
  private func numberedParts(_ cell: Range<Int>) -> [Range<Int>] {
    guard let first = Marker.parse(text, at: cell.lowerBound, limit: cell.upperBound), first.value == 1, first.style >= .bracketedIdeographic else { return [] }
    var starts = [(at: cell.lowerBound, length: first.length)]
    var at = cell.lowerBound + first.length
    while at < cell.upperBound {
      if let end = SentenceClauses.closing(of: text, at: at, end: cell.upperBound), Marker.parse(text, at: at, limit: cell.upperBound) == nil {
        at = end
        continue
      }
      let mayStart = first.style == .circled || "。;:!) \n\t".unicodeScalars.contains(text[at - 1])
      if mayStart, let marker = Marker.parse(text, at: at, limit: cell.upperBound), marker.style == first.style, marker.value == starts.count + 1 {
        starts.append((at, marker.length))
        at += marker.length
      } else {
        at += 1
      }
    }
    guard starts.count > 1 else { return [] }
    let ends = starts.dropFirst().map(\.at) + [cell.upperBound]
    let parts = zip(starts, ends).map { trimmed($0.at + $0.length, $1) }
    return parts.allSatisfy { $0.count >= 4 } ? parts : []
  }

  private func trimmed(_ start: Int, _ end: Int) -> Range<Int> {
    var end = end
    while end > start, "。; \n\t".unicodeScalars.contains(text[end - 1]) { end -= 1 }
    return start..<end
  }

  // MARK: Headings

  /// The columns if the row heads a table with roles. Blanks inside of a heading (责 任 单 位) and a bracket behind it do not
  /// matter.
  private func header(_ cells: [TableCell]) -> TaskColumns? {
    var columns = TaskColumns(roles: [], kinds: [], ranks: [])
    for cell in cells {
      let role = cell.range.count <= 40 ? role(cell.range) : nil
      columns.roles.append(role)
      columns.kinds.append(role == nil ? ColumnHeading(text[cell.range]) : .owner)
      columns.ranks.append(Self.rank(outline.text.string(cell.range)))
    }
    return columns.roles.contains { $0 != nil } ? columns : nil
  }

  /// 具体举措 says more than 重点任务 beside it, and 工作目标 what it is for.
  private static func rank(_ heading: String) -> Int {
    if heading.contains("具体") || heading.hasPrefix("三级") { return 0 }
    if heading.hasPrefix("二级") { return 1 }
    if ["举措", "措施", "内容", "事项", "项目"].contains(where: heading.contains) { return 1 }
    return ["目标", "要求", "指标"].contains(where: heading.contains) ? 3 : 2
  }

  private func role(_ cell: Range<Int>) -> OwnerRole? {
    var heading = cell.map { text[$0] }.filter { $0 != " " && $0 != ":" }
    if let open = heading.firstIndex(of: "("), open > 0, heading.last == ")" { heading.removeSubrange(open...) }
    if let word = lexicon.word(heading, at: 0, end: heading.count), word.length == heading.count { return word.kind.labelRole }
    guard ColumnHeading(heading) == .owner else { return nil }
    let name = String(String.UnicodeScalarView(heading))
    if ["牵头", "主办", "主责", "首责"].contains(where: name.hasPrefix) { return .lead }
    return ["配合", "协", "参", "支持"].contains(where: name.hasPrefix) ? .support : .responsible
  }

  /// 责任单位 | 市教育局 | 配合单位 | 市财政局: labels with their names beside them, as forms have. Nil if the row
  /// is none.
  private func form(_ cells: [TableCell], roles: [OwnerRole?]) -> [OwnerRole?]? {
    var shifted = [OwnerRole?](repeating: nil, count: cells.count)
    for (number, role) in roles.enumerated() {
      guard let role else { continue }
      // A label that spans columns has its value behind all of them.
      let value = TableCells.run(of: number, in: cells).upperBound
      guard value < cells.count, roles[value] == nil, !cells[value].isEmpty,
        OwnerNames(text: text, words: reader.words).areOffices(in: cells[value].range)
      else { return nil }
      for column in TableCells.run(of: value, in: cells) { shifted[column] = role }
    }
    return shifted
  }

  // MARK: Rows

  /// The cells that say what to do, the most particular one first. A cell that covers several rows names a group of tasks.
  private func taskCells(_ cells: [TableCell], _ columns: TaskColumns) -> [Range<Int>] {
    var found: [(cell: TableCell, rank: Int, column: Int)] = []
    for (column, cell) in cells.enumerated() where columns.isTask(column) && !cell.isEmpty && found.last?.cell.range != cell.range {
      let group = cell.rows == 1 ? 0 : cell.isOwn ? 10 : 20
      found.append((cell, group + columns.ranks[column], column))
    }
    return found.sorted { ($0.rank, $0.column) < ($1.rank, $1.column) }.map(\.cell.range)
  }

  private func entries(_ cells: [TableCell], columns: TaskColumns, row: Range<Int>, firstLeads: Bool) -> [OwnerEntry] {
    let ownTask = cells.indices.contains { columns.isTask($0) && cells[$0].isOwn && !cells[$0].isEmpty }
    var found: [OwnerEntry] = []
    for (column, (cell, role)) in zip(cells, columns.roles).enumerated() {
      let run = TableCells.run(of: column, in: cells)
      guard let role, !cell.isEmpty, run.lowerBound == column else { continue }
      // An owner that a row above names is assigned again only if the row has a task of its own. A cell that covers
      // columns beside those of the role heads a group of rows.
      guard cell.isOwn || ownTask, run.allSatisfy({ $0 < columns.roles.count && columns.roles[$0] == role }) else { continue }
      for assignment in assignments(in: cell.range, role: role, firstLeads: firstLeads) {
        var entry = outline.entry(assignment, range: cell.isOwn ? cell.range : row, place: "cell")
        entry.section = outline.rowSection(at: row.lowerBound)
        if !cell.isOwn { entry.certainty.add(.namesFromRow) }
        found.append(entry)
      }
    }
    return found
  }

  private func assignments(in cell: Range<Int>, role: OwnerRole, firstLeads: Bool) -> [OwnerAssignment] {
    let read = reader.assignments(in: cell, firstLeads: firstLeads)
    guard read.isEmpty else { return read }
    // 市工信局;配合单位:各县区: a label inside of the cell gives what follows a role of its own.
    let label = cell.dropFirst(2).first { at in
      ";,。\n ".unicodeScalars.contains(text[at - 1]) && lexicon.label(text, at: at, end: cell.upperBound, isInside: true) != nil
    }
    if let label {
      return reader.named(cell.lowerBound..<label, role: role, form: "column", firstLeads: firstLeads)
        + reader.assignments(in: label..<cell.upperBound, firstLeads: false)
    }
    return reader.named(cell, role: role, form: "column", firstLeads: firstLeads)
  }
}

extension Outline {
  /// The record of an assignment read at `range`.
  func entry(_ assignment: OwnerAssignment, range: Range<Int>, place: String) -> OwnerEntry {
    var entry = OwnerEntry(
      range: range, section: section(at: range.lowerBound), role: assignment.role, names: assignment.names,
      evidence: Evidence(
        rule: "owner/\(place)-\(assignment.form)",
        reasons: ["\(assignment.role.rawValue): the \(place) names \(assignment.names.count) by a \(assignment.form)"]))
    if assignment.isByConvention { entry.certainty.add(.roleByConvention) }
    if assignment.form == "column" { entry.certainty.add(.roleFromHeader) }
    if assignment.form == "names" { entry.certainty.add(.roleByPlace) }
    // 省、市科协 names 省科协, which does not stand there; a name from a row above stands elsewhere as a whole.
    let words = text.string(range).filter { !$0.isWhitespace }
    let missing = entry.names.count { !words.contains($0) }
    if missing > 0, missing < entry.names.count { entry.certainty.add(.namesExpanded) }
    return entry
  }

  /// The section of a table's row: in an annex, one that starts there.
  func rowSection(at offset: Int) -> Int? {
    let found = section(at: offset)
    guard role(at: offset) == .annex else { return found }
    return ancestors(of: found).first { role(at: $0.range.lowerBound) == .annex }?.index
  }

  /// The outline with the tasks of tables as sentences, so that what they promise is read like running text.
  package func reading(_ tasks: [TableTask]) -> Outline {
    var added: [Sentence] = []
    for task in tasks {
      guard let cell = task.task.first, !task.isIndicator, task.range.contains(cell.lowerBound),
        let paragraph = text.paragraph(at: cell.lowerBound)
      else { continue }
      for part in task.parts.isEmpty ? [cell] : task.parts { added += sentences(ofCell: part, section: task.section, paragraph: paragraph) }
    }
    guard !added.isEmpty else { return self }
    let all = (sentences + added).sorted { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
    return Outline(document: document, text: text, metadata: metadata, sections: sections, parts: parts, sentences: all)
  }

  private func sentences(ofCell cell: Range<Int>, section: Int?, paragraph: Int) -> [Sentence] {
    var out: [Sentence] = []
    var start = cell.lowerBound
    var at = start
    while at <= cell.upperBound {
      if at < cell.upperBound, let end = SentenceClauses.closing(of: text.scalars, at: at, end: cell.upperBound) {
        at = end
        continue
      }
      let mark = at < cell.upperBound ? text.scalars[at] : nil
      if mark == nil || mark == "。" || mark == ";" {
        if at - start >= 4 {
          out.append(
            Sentence(
              range: start..<at, section: section, paragraph: paragraph, role: role(at: start), isHeading: false, mark: mark))
        }
        start = at + 1
      }
      at += 1
    }
    return out
  }
}
