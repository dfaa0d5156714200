package import PlanText

/// Finds explicit assignments of responsibility: in brackets, on lines of their own and in the columns of tables.
package struct OwnerExtractor: Sendable {
  let lexicon: OwnerLexicon
  let words: WordLexicon

  package init(lexicon: OwnerLexicon, words: WordLexicon) {
    self.lexicon = lexicon
    self.words = words
  }

  /// Over the bundled tables and a user's own.
  package init(user: UserRules? = nil) throws(LexiconError) {
    self.init(lexicon: try .bundled(user: user), words: try .bundled(user: user))
  }

  /// All assignments of `outline`, in reading order, one entry a role in each bracket, line or row.
  package func owners(in outline: Outline) -> [OwnerEntry] { duties(in: outline).owners }

  /// The assignments with the rows of the tables of tasks that hold some of them.
  package func duties(in outline: Outline) -> (owners: [OwnerEntry], tasks: [TableTask]) {
    var finder = OwnerFinder(
      outline: outline, reader: OwnerBracketReader(text: outline.text.scalars, lexicon: lexicon, words: words),
      lexicon: lexicon)
    return finder.duties()
  }
}

/// Walks one outline.
private struct OwnerFinder {
  let outline: Outline
  let reader: OwnerBracketReader
  let lexicon: OwnerLexicon
  private var table: TaskTableReader
  private var firstLeads = false
  private var found: [OwnerEntry] = []
  private var tasks: [TableTask] = []
  /// A label that is all of the line before.
  private var waiting: (role: OwnerRole, range: Range<Int>)?

  init(outline: Outline, reader: OwnerBracketReader, lexicon: OwnerLexicon) {
    self.outline = outline
    self.reader = reader
    self.lexicon = lexicon
    table = TaskTableReader(outline: outline, reader: reader, lexicon: lexicon)
  }

  private var text: [Unicode.Scalar] { outline.text.scalars }

  mutating func duties() -> (owners: [OwnerEntry], tasks: [TableTask]) {
    let cells = TableCells(outline.text)
    for paragraph in outline.text.paragraphs {
      guard outline.role(at: paragraph.range.lowerBound) != .chrome else { continue }
      if case .tableRow(let spans) = paragraph.kind {
        waiting = nil
        readRow(cells.cells(spans, of: paragraph), paragraph.range)
      } else {
        table.endTable()
        if let waiting, readNames(paragraph.range, of: waiting) {
          self.waiting = nil
          continue
        }
        waiting = bareLabel(paragraph.range)
        readLine(paragraph.range)
      }
    }
    return (outline.raisingCommonLines(found), tasks)
  }

  private mutating func readRow(_ cells: [TableCell], _ row: Range<Int>) {
    switch table.read(cells, row: row, firstLeads: firstLeads) {
    case .heading(let says): if says { firstLeads = true }
    case .form(let entries): found += entries
    case .task(let task):
      found += task.owners
      tasks.append(task)
      for cell in task.task where row.contains(cell.lowerBound) { readLine(cell) }
    case .other:
      for cell in cells where cell.isOwn && !cell.isEmpty { readLine(cell.range) }
    }
  }

  // MARK: Labels above their names

  /// A line that holds nothing but a label: 责任单位:.
  private func bareLabel(_ line: Range<Int>) -> (role: OwnerRole, range: Range<Int>)? {
    guard line.count <= 20, let start = line.first(where: { !OwnerFinder.bullets.contains(text[$0]) }),
      let label = lexicon.label(text, at: start, end: line.upperBound), let role = label.kind.labelRole,
      (start + label.length..<line.upperBound).allSatisfy({ text[$0] == " " })
    else { return nil }
    return (role, start..<line.upperBound)
  }

  /// Reads a line below a label; false if it holds anything but names of offices.
  private mutating func readNames(_ line: Range<Int>, of label: (role: OwnerRole, range: Range<Int>)) -> Bool {
    guard line.count <= 160, OwnerNames(text: text, words: reader.words).areOffices(in: line) else { return false }
    let read = reader.named(line, role: label.role, form: "label", firstLeads: firstLeads)
    add(read, range: label.range.lowerBound..<line.upperBound, place: "line")
    return !read.isEmpty
  }

  // MARK: Lines and brackets

  /// Labels at the start of sentences, and brackets.
  private mutating func readLine(_ range: Range<Int>) {
    var at = range.lowerBound
    var atStart = true
    while at < range.upperBound {
      if atStart, let bracketed = lexicon.bracketedLabel(text, at: at, end: range.upperBound) {
        let names = at + bracketed.length
        let end = (names..<range.upperBound).first { "。[〔".unicodeScalars.contains(text[$0]) } ?? range.upperBound
        if let role = bracketed.kind.labelRole {
          let read = reader.named(names..<end, role: role, form: "label", firstLeads: firstLeads)
          add(read, range: at..<end, place: "line")
        }
        at = end
        continue
      }
      if atStart, isAuthority(at, in: range) { return }
      if atStart, lexicon.label(text, at: at, end: range.upperBound) != nil {
        let end = endOfLabels(from: at, in: range)
        add(reader.assignments(in: at..<end, firstLeads: firstLeads), range: at..<end, place: "line")
        if reader.saysFirstLeads(at..<end) { firstLeads = true }
        at = end
        continue
      }
      if atStart, let read = spacedLabel(at..<range.upperBound) {
        add(read, range: at..<range.upperBound, place: "line")
        return
      }
      if let end = bracketEnd(at, in: range) {
        readBracket(at..<end, in: range)
        at = end
        atStart = at < range.upperBound && text[at] == " " ? atStart : false
        continue
      }
      atStart = text[at] == "。" || text[at] == "\t" || atStart && OwnerFinder.bullets.contains(text[at])
      at += 1
    }
  }

  /// 主管机关：交通部 in front of the first section says whose plan it is.
  private func isAuthority(_ at: Int, in range: Range<Int>) -> Bool {
    at + 1 < range.upperBound && text[at] == "主" && text[at + 1] == "管" && outline.section(at: at) == nil
      && at < outline.sections.first?.range.lowerBound ?? 0
  }

  /// 责任单位 市教育局、市财政局: a label with a blank for its colon, in front of names of offices.
  private func spacedLabel(_ line: Range<Int>) -> [OwnerAssignment]? {
    guard line.count <= 160, let word = lexicon.word(text, at: line.lowerBound, end: line.upperBound), word.length >= 4, let role = word.kind.labelRole else { return nil }
    let names = (line.lowerBound + word.length)..<line.upperBound
    guard names.count >= 4, " \t\u{3000}".unicodeScalars.contains(text[names.lowerBound]), OwnerNames(text: text, words: reader.words).areOffices(in: names) else { return nil }
    return reader.named(names, role: role, form: "label", firstLeads: firstLeads)
  }

  /// Marks in front of a label that say nothing.
  private static let bullets: ScalarSet = " ·●◆■▲★*—-"

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
    if let closing = OwnerFinder.closing(of: opening) {
      return (at..<min(range.upperBound, at + 800)).first { text[$0] == closing }.map { $0 + 1 }
    }
    guard opening == "(" else { return nil }
    return SentenceClauses.closing(of: text, at: at, end: range.upperBound)
  }

  /// Brackets that do not nest.
  private static func closing(of opening: Unicode.Scalar) -> Unicode.Scalar? {
    switch opening {
    case "[": "]"
    case "【": "】"
    case "〔": "〕"
    default: nil
    }
  }

  private mutating func readBracket(_ bracket: Range<Int>, in paragraph: Range<Int>) {
    guard bracket.count >= 5 else { return }
    let inner = (bracket.lowerBound + 1)..<(bracket.upperBound - 1)
    let assignments = reader.assignments(in: inner, firstLeads: firstLeads)
    if !assignments.isEmpty || inner.count <= 40, reader.saysFirstLeads(inner) { firstLeads = true }
    if assignments.isEmpty, let minimum = namesNeeded(bracket, in: paragraph) {
      add(reader.bareBodies(in: inner, minimum: minimum, firstLeads: firstLeads), range: bracket, place: "bracket")
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
    found += assignments.map { outline.entry($0, range: range, place: place) }
  }
}
