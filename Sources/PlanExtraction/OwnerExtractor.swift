package import PlanText

/// Finds explicit assignments of responsibility: in brackets, on lines of their own and in the columns of tables.
package struct OwnerExtractor: Sendable {
  private let lexicon: OwnerLexicon
  private let words: WordLexicon

  package init(lexicon: OwnerLexicon, words: WordLexicon) {
    self.lexicon = lexicon
    self.words = words
  }

  /// Over the bundled tables.
  package init() throws(LexiconError) {
    self.init(lexicon: try .bundled(), words: try .bundled())
  }

  /// All assignments of `outline`, in reading order, one entry a role in each bracket, line or row.
  package func owners(in outline: Outline) -> [OwnerEntry] {
    var finder = OwnerFinder(
      outline: outline, reader: OwnerBracketReader(text: outline.text.scalars, lexicon: lexicon, words: words),
      lexicon: lexicon)
    return finder.entries()
  }
}

/// Walks one outline.
private struct OwnerFinder {
  let outline: Outline
  let reader: OwnerBracketReader
  let lexicon: OwnerLexicon
  private var firstLeads = false
  private var found: [OwnerEntry] = []

  init(outline: Outline, reader: OwnerBracketReader, lexicon: OwnerLexicon) {
    self.outline = outline
    self.reader = reader
    self.lexicon = lexicon
  }

  private var text: [Unicode.Scalar] { outline.text.scalars }

  mutating func entries() -> [OwnerEntry] {
    let table = TableCells(outline.text)
    var columns: OwnerColumns?
    for paragraph in outline.text.paragraphs {
      guard outline.role(at: paragraph.range.lowerBound) != .chrome else { continue }
      if case .tableRow(let spans) = paragraph.kind {
        let cells = table.cells(spans, of: paragraph)
        if let header = header(cells) {
          if let beside = form(cells, roles: header.roles) {
            addRow(cells, columns: OwnerColumns(roles: beside, tasks: []), row: paragraph.range)
          } else {
            columns = header
          }
        } else if let columns {
          addRow(cells, columns: columns, row: paragraph.range)
        }
      } else {
        columns = nil
        readLine(paragraph.range)
      }
    }
    return found
  }

  // MARK: Lines and brackets

  /// Labels at the start of sentences, and brackets.
  private mutating func readLine(_ range: Range<Int>) {
    var at = range.lowerBound
    var atStart = true
    while at < range.upperBound {
      if atStart, lexicon.label(text, at: at, end: range.upperBound) != nil {
        let end = endOfLabels(from: at, in: range)
        add(reader.assignments(in: at..<end, firstLeads: firstLeads), range: at..<end, place: "line")
        if reader.saysFirstLeads(at..<end) { firstLeads = true }
        at = end
        continue
      }
      if let end = bracketEnd(at, in: range) {
        readBracket(at..<end, in: range)
        at = end
        atStart = at < range.upperBound && text[at] == " " ? atStart : false
        continue
      }
      atStart = text[at] == "。" || text[at] == " " && atStart || text[at] == "\t"
      at += 1
    }
  }

  /// Longest run of labels with their names; the limit keeps the reading of hostile text linear.
  private static let longestLine = 2000

  /// A line of labels ends at a full stop behind which no label follows.
  private func endOfLabels(from start: Int, in range: Range<Int>) -> Int {
    var at = start
    while at < min(range.upperBound, start + OwnerFinder.longestLine) {
      if text[at] == "。" {
        var next = at + 1
        while next < range.upperBound, text[next] == " " { next += 1 }
        if lexicon.label(text, at: next, end: range.upperBound) == nil { return at }
      }
      at += 1
    }
    return at
  }

  private func bracketEnd(_ at: Int, in range: Range<Int>) -> Int? {
    let opening = text[at]
    guard opening == "(" || opening == "【" || opening == "[" else { return nil }
    if opening == "[" { return (at..<min(range.upperBound, at + 800)).first { text[$0] == "]" }.map { $0 + 1 } }
    return SentenceClauses.closing(of: text, at: at, end: range.upperBound)
  }

  private mutating func readBracket(_ bracket: Range<Int>, in paragraph: Range<Int>) {
    guard bracket.count >= 5 else { return }
    let inner = (bracket.lowerBound + 1)..<(bracket.upperBound - 1)
    let assignments = reader.assignments(in: inner, firstLeads: firstLeads)
    if !assignments.isEmpty || inner.count <= 40, reader.saysFirstLeads(inner) { firstLeads = true }
    if assignments.isEmpty, let minimum = namesNeeded(bracket, in: paragraph),
      let bare = reader.bareBodies(in: inner, minimum: minimum)
    {
      add([bare], range: bracket, place: "bracket")
    } else {
      add(assignments, range: bracket, place: "bracket")
    }
  }

  /// How many names a bracket without a word of responsibility must hold to assign it: one behind the full stop of an
  /// item, two at the end of its last sentence; nil elsewhere and behind a body, which it then explains.
  private func namesNeeded(_ bracket: Range<Int>, in paragraph: Range<Int>) -> Int? {
    guard outline.section(at: bracket.lowerBound) != nil else { return nil }
    var next = bracket.upperBound
    while next < paragraph.upperBound, text[next] == " " { next += 1 }
    var before = bracket.lowerBound
    while before > paragraph.lowerBound, text[before - 1] == " " { before -= 1 }
    let isBehindStop = before > paragraph.lowerBound && "。;!".unicodeScalars.contains(text[before - 1])
    if isBehindStop { return 1 }
    guard next == paragraph.upperBound || text[next] == "。" || text[next] == ";" else { return nil }
    if before == paragraph.lowerBound { return next == paragraph.upperBound ? 2 : nil }
    return reader.followsBody(before, from: paragraph.lowerBound) ? nil : 2
  }

  private mutating func add(_ assignments: [OwnerAssignment], range: Range<Int>, place: String) {
    let section = outline.section(at: range.lowerBound)
    for assignment in assignments {
      var entry = OwnerEntry(
        range: range, section: section, role: assignment.role, names: assignment.names,
        evidence: Evidence(
          rule: "owner/\(place)-\(assignment.form)",
          reasons: [
            "\(assignment.role.rawValue): the \(place) names \(assignment.names.count) by a \(assignment.form)"
          ]))
      if assignment.isByConvention { entry.certainty.add(.roleByConvention) }
      if assignment.form == "column" { entry.certainty.add(.roleFromHeader) }
      if assignment.form == "names" { entry.certainty.add(.roleByPlace) }
      found.append(entry)
    }
  }

  // MARK: Tables

  /// What the columns of a table hold.
  private struct OwnerColumns {
    var roles: [OwnerRole?]
    /// Columns that tell one task from the next.
    var tasks: Set<Int>
  }

  /// The role of each column if the row heads a table with such columns. Blanks inside of a heading (责 任 单 位) and a
  /// bracket behind it do not matter.
  private func header(_ cells: [TableCell]) -> OwnerColumns? {
    var columns = OwnerColumns(roles: [], tasks: [])
    for (number, cell) in cells.enumerated() {
      var heading = cell.range.map { text[$0] }.filter { $0 != " " && $0 != ":" }
      if let open = heading.firstIndex(of: "("), open > 0, heading.last == ")" { heading.removeSubrange(open...) }
      if let word = lexicon.word(heading, at: 0, end: heading.count), word.length == heading.count {
        columns.roles.append(word.kind.labelRole)
      } else {
        columns.roles.append(nil)
        let name = String(String.UnicodeScalarView(heading))
        if !OwnerFinder.asides.contains(where: name.contains) { columns.tasks.insert(number) }
      }
    }
    return columns.roles.contains { $0 != nil } ? columns : nil
  }

  /// Words in the headings of columns that number, date or annotate a task.
  private static let asides = ["序号", "编号", "时间", "时限", "期限", "进度", "备注", "说明", "类别", "领域", "联系", "电话"]

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

  private mutating func addRow(_ cells: [TableCell], columns: OwnerColumns, row: Range<Int>) {
    let ownTask = columns.tasks.contains { $0 < cells.count && cells[$0].isOwn && !cells[$0].isEmpty }
    for (column, (cell, role)) in zip(cells, columns.roles).enumerated() {
      let run = TableCells.run(of: column, in: cells)
      guard let role, !cell.isEmpty, run.lowerBound == column else { continue }
      // An owner that a row above names is assigned again only if the row has a task of its own. A cell that covers
      // columns beside those of the role heads a group of rows.
      guard cell.isOwn || ownTask, run.allSatisfy({ $0 < columns.roles.count && columns.roles[$0] == role }) else { continue }
      let place = cell.isOwn ? cell.range : row
      let read = reader.assignments(in: cell.range, firstLeads: firstLeads)
      if !read.isEmpty {
        add(read, range: place, place: "cell")
        continue
      }
      let names = OwnerNames(text: text, words: reader.words).names(in: cell.range)
      if !names.isEmpty { add([OwnerAssignment(role: role, names: names, form: "column")], range: place, place: "cell") }
    }
  }
}
