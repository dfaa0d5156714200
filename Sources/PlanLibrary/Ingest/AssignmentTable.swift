import PlanExtraction
import PlanText

/// The task table (任务分工表) that a plan implies.
///
/// A row of a table of tasks is a task. In running text a bracket of owners ends a task: the sentences since the bracket
/// before. A section with one bracket, or none, whose obligations all stand in one paragraph is one task named by its
/// heading; every other obligation is a task of its own. Owners come from the bracket, else from the subjects of the
/// sentences that are bodies, else from the one bracket of the nearest enclosing section (`owner_inherited_from`). Nobody
/// is ever named who is not named in the text.
struct AssignmentTable {
  let outline: Outline
  let findings: Findings
  let records: PlanRecords
  private let deadlines: TaskDeadlines
  /// By section, in order.
  private let brackets: [Int?: [Bracket]]
  private let targets: [Int?: [Target]]

  /// The entries of one bracket or line.
  private struct Bracket {
    let range: Range<Int>
    var entries: [OwnerEntry]
  }

  /// One line of the table under way.
  private struct Task {
    let section: Int?
    /// What is cited and names the task.
    let named: Range<Int>
    /// Where its obligations, targets and dates stand.
    let scope: Range<Int>
    let obligations: [Obligation]
    let entries: [OwnerEntry]
    /// Whether the text, not a table or a bracket of its own, must tell who does it.
    let mayInherit: Bool
    var time: Range<Int>?
    /// The table has a column for who leads, which this row leaves empty.
    var lacksLead = false
    /// Whether all targets of the section belong to it.
    var isSection = false
  }

  init(outline: Outline, findings: Findings, records: PlanRecords) {
    self.outline = outline
    self.findings = findings
    self.records = records
    deadlines = TaskDeadlines(outline: outline)
    let rows = findings.tasks.map(\.range)
    var brackets: [Int?: [Bracket]] = [:]
    for entry in findings.owners where entry.section != nil && !Self.isInside(entry.range.lowerBound, rows) {
      let last = (brackets[entry.section]?.count ?? 0) - 1
      if last >= 0, brackets[entry.section]?[last].range == entry.range {
        brackets[entry.section]?[last].entries.append(entry)
      } else {
        brackets[entry.section, default: []].append(Bracket(range: entry.range, entries: [entry]))
      }
    }
    self.brackets = brackets
    targets = Dictionary(grouping: findings.targets.sorted { $0.range.lowerBound < $1.range.lowerBound }, by: \.section)
  }

  func rows() -> [AssignmentRecord] {
    (textTasks() + tableTasks()).sorted { ($0.scope.lowerBound, $0.scope.upperBound) < ($1.scope.lowerBound, $1.scope.upperBound) }
      .map(record)
  }

  /// Whether `offset` lies in one of the ranges, which stand in order.
  private static func isInside(_ offset: Int, _ ranges: [Range<Int>]) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let mid = (low + high) / 2
      if ranges[mid].upperBound <= offset { low = mid + 1 } else { high = mid }
    }
    return low < ranges.count && ranges[low].contains(offset)
  }

  // MARK: Tables

  private func tableTasks() -> [Task] {
    let sorted = findings.obligations.sorted { $0.range.lowerBound < $1.range.lowerBound }
    return findings.tasks.flatMap { row -> [Task] in
      guard let task = row.task.first else { return [] }
      let isOwn = row.range.contains(task.lowerBound)
      let places = row.parts.isEmpty ? [(named: isOwn ? task : row.range, scope: row.range)] : row.parts.map { (named: $0, scope: $0) }
      return places.map { place in
        let low = sorted.firstIndex(atOrAfter: place.scope.lowerBound)
        let obligations = Array(sorted[low...].prefix { $0.range.lowerBound < place.scope.upperBound })
        return Task(
          section: row.section, named: place.named, scope: place.scope, obligations: obligations, entries: row.owners, mayInherit: false,
          time: row.time, lacksLead: row.lacksLead)
      }
    }
  }

  // MARK: Text

  private func textTasks() -> [Task] {
    let rows = findings.tasks.map(\.range)
    let obligations = findings.obligations.filter { !Self.isInside($0.range.lowerBound, rows) }
      .sorted { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
    let bySection = Dictionary(grouping: obligations, by: \.section)
    let named = Set(bySection.keys).union(brackets.keys).union(bareItems(besides: bySection))
    return named.sorted { ($0 ?? -1) < ($1 ?? -1) }.flatMap { tasks(of: $0, bySection[$0] ?? [], brackets[$0] ?? []) }
  }

  /// Items that say no more than their heading, below a section whose one bracket says who does all of them.
  private func bareItems(besides obligations: [Int?: [Obligation]]) -> [Int?] {
    let parents = Set(outline.sections.compactMap(\.parent))
    return outline.sections.filter { section in
      guard !parents.contains(section.index), section.marker != nil, section.heading != nil, obligations[section.index] == nil,
        brackets[section.index] == nil
      else { return false }
      let above = outline.ancestors(of: section.parent).first { brackets[$0.index] != nil }
      return above.map { brackets[$0.index]?.count == 1 } ?? false
    }.map(\.index)
  }

  private func tasks(of section: Int?, _ obligations: [Obligation], _ brackets: [Bracket]) -> [Task] {
    if isOneTask(obligations, brackets) {
      return sectionTasks(section, obligations, entries: brackets.flatMap(\.entries))
    }
    var out: [Task] = []
    var next = 0
    for (number, bracket) in brackets.enumerated() {
      let from = number == 0 ? 0 : brackets[number - 1].range.upperBound
      var covered: [Obligation] = []
      while next < obligations.count, obligations[next].range.lowerBound < bracket.range.lowerBound {
        if covers(bracket, obligations[next]) { covered.append(obligations[next]) } else { out.append(lone(obligations[next])) }
        next += 1
      }
      out.append(task(of: bracket, section, covered, from: from))
    }
    return out + obligations[next...].map(lone)
  }

  /// Whether the brackets of a section speak of all of it: there is but one place for them, at its start or end.
  private func isOneTask(_ obligations: [Obligation], _ brackets: [Bracket]) -> Bool {
    guard let first = brackets.first, let last = brackets.last else { return true }
    let inside = first.range.lowerBound..<last.range.upperBound
    let isSplit = brackets.count > 1 && (obligations.contains { inside.contains($0.range.lowerBound) } || hasText(between: brackets))
    guard !isSplit else { return false }
    let before = obligations.contains { $0.range.lowerBound < first.range.lowerBound }
    let behind = obligations.contains { $0.range.lowerBound >= last.range.upperBound }
    return !(before && behind)
  }

  private func hasText(between brackets: [Bracket]) -> Bool {
    zip(brackets, brackets.dropFirst()).contains { a, b in
      b.range.lowerBound - a.range.upperBound > 8 && !sentences(in: a.range.upperBound..<b.range.lowerBound).isEmpty
    }
  }

  /// A bracket speaks of its own paragraph; on a line of its own, of all since the bracket before.
  private func covers(_ bracket: Bracket, _ obligation: Obligation) -> Bool {
    guard let paragraph = outline.text.paragraph(at: bracket.range.lowerBound) else { return false }
    let range = outline.text.paragraphs[paragraph].range
    return range.contains(obligation.range.lowerBound) || bracket.range.lowerBound - range.lowerBound <= 2
  }

  private func lone(_ obligation: Obligation) -> Task {
    Task(
      section: obligation.section, named: obligation.range, scope: obligation.range, obligations: [obligation], entries: [],
      mayInherit: true)
  }

  /// The task that a bracket ends: the sentences since the one before.
  private func task(of bracket: Bracket, _ section: Int?, _ covered: [Obligation], from: Int) -> Task {
    let paragraph = outline.text.paragraph(at: bracket.range.lowerBound).map { outline.text.paragraphs[$0].range.lowerBound } ?? 0
    let low = max(from, covered.first.map { min($0.range.lowerBound, paragraph) } ?? paragraph, section.map { outline.sections[$0].range.lowerBound } ?? 0)
    let texts = sentences(in: low..<max(low, bracket.range.lowerBound))
    let all = covered.isEmpty ? texts.map(\.range) : covered.map(\.range)
    let named = all.first.flatMap { first in all.last.map { first.lowerBound..<max(first.upperBound, min($0.upperBound, bracket.range.lowerBound)) } }
    let scope = min(low, named?.lowerBound ?? low)..<bracket.range.upperBound
    let isOnly = brackets[section]?.count == 1 && Set(covered.map { outline.text.paragraph(at: $0.range.lowerBound) }).count == 1
    return Task(
      section: section, named: (isOnly ? heading(section) : nil) ?? named ?? heading(section) ?? bracket.range, scope: scope, obligations: covered,
      entries: bracket.entries, mayInherit: false)
  }

  /// The sentences of a range that are no headings, in order.
  private func sentences(in range: Range<Int>) -> [Sentence] {
    var low = 0
    var high = outline.sentences.count
    while low < high {
      let mid = (low + high) / 2
      if outline.sentences[mid].range.lowerBound < range.lowerBound { low = mid + 1 } else { high = mid }
    }
    return outline.sentences[low...].prefix { $0.range.lowerBound < range.upperBound }
      .filter { !$0.isHeading && outline.text.scalars[$0.range.lowerBound] != "(" }
  }

  private func sectionTasks(_ section: Int?, _ obligations: [Obligation], entries: [OwnerEntry]) -> [Task] {
    let scope = section.map { outline.sections[$0].own } ?? 0..<0
    let paragraphs = Set(obligations.map { outline.text.paragraph(at: $0.range.lowerBound) })
    if let heading = heading(section), paragraphs.count == 1 || obligations.isEmpty {
      return [
        Task(
          section: section, named: heading, scope: scope, obligations: obligations, entries: entries, mayInherit: true, isSection: true)
      ]
    }
    if obligations.isEmpty {
      let texts = sentences(in: scope)
      guard let first = texts.first?.range ?? entries.first?.range else { return [] }
      return [Task(section: section, named: first, scope: scope, obligations: [], entries: entries, mayInherit: true, isSection: true)]
    }
    return obligations.map {
      Task(section: section, named: $0.range, scope: $0.range, obligations: [$0], entries: entries, mayInherit: true)
    }
  }

  private func heading(_ section: Int?) -> Range<Int>? { section.flatMap { outline.sections[$0].heading } }

  // MARK: Records

  private func record(_ task: Task) -> AssignmentRecord {
    let named = names(task)
    let mine = task.isSection ? targets[task.section] ?? [] : overlapping(task.scope, targets[task.section] ?? [])
    let deadline = deadline(task, mine)
    var flags: [String] = []
    if named.lead.isEmpty { flags.append(named.support.isEmpty ? "no_owner" : "no_lead") }
    if deadline == nil { flags.append(task.time.map(deadlines.isOngoing) == true ? "ongoing" : "no_deadline") }
    if mine.isEmpty { flags.append("no_measure") }
    return AssignmentRecord(
      section: records.sectionName(task.section), sectionPosition: task.section, task: outline.text.string(task.named),
      lead: named.lead, support: named.support, inheritedFrom: named.from, targets: mine.map(Self.describe), deadline: deadline,
      strength: task.obligations.map(\.strength).min { Self.rank($0) < Self.rank($1) }, flags: flags,
      certainty: certainty(task, named, mine, deadline), cited: records.cite(task.named))
  }

  /// All that the fields rest on: owners, the sentences, the target that sets the deadline.
  private func certainty(_ task: Task, _ named: Named, _ targets: [Target], _ deadline: Int?) -> FindingCertainty {
    var certainty = named.certainty
    for obligation in task.obligations { certainty.add(obligation.certainty) }
    let isSaid = task.time != nil || task.obligations.contains { deadlines.year(in: $0.range) == deadline }
    guard let deadline, !isSaid, let target = targets.first(where: { $0.deadline == deadline }) else { return certainty }
    certainty.add(.deadlineFromTarget)
    certainty.add(target.certainty)
    return certainty
  }

  /// The cell of a table, else the last year that the text or its targets name, else that of the enclosing goals.
  private func deadline(_ task: Task, _ targets: [Target]) -> Int? {
    if let time = task.time { return deadlines.year(ofCell: time) }
    let said = task.obligations.compactMap { deadlines.year(in: $0.range) }
    let explicit = said + targets.filter(\.deadlineExplicit).compactMap(\.deadline)
    return explicit.max() ?? targets.compactMap(\.deadline).max()
  }

  /// The targets, in order of place, whose clause overlaps the range. Clauses of one list may start in front of it, never more
  /// than a few.
  private func overlapping(_ range: Range<Int>, _ targets: [Target]) -> [Target] {
    var low = 0
    var high = targets.count
    while low < high {
      let mid = (low + high) / 2
      if targets[mid].range.lowerBound < range.lowerBound { low = mid + 1 } else { high = mid }
    }
    return targets[max(0, low - 8)...].prefix { $0.range.lowerBound < range.upperBound }
      .filter { $0.range.overlaps(range) }
  }

  /// Who does a task, and how that is known.
  private struct Named {
    var lead: [String] = []
    var support: [String] = []
    var from: String?
    var certainty: FindingCertainty = .explicit
  }

  private func names(_ task: Task) -> Named {
    if !task.entries.isEmpty || !task.mayInherit {
      var named = split(task.entries, from: nil)
      if task.lacksLead, !named.lead.isEmpty { named.certainty.add(FindingCertainty(.leadLeftEmpty)) }
      return named
    }
    let subjects = unique(task.obligations.compactMap(\.owner).filter(OfficeNames.isAnswerable))
    if !subjects.isEmpty { return Named(lead: subjects, certainty: FindingCertainty(.ownerFromSubject)) }
    for ancestor in outline.ancestors(of: task.section).dropFirst() {
      guard let own = brackets[ancestor.index], let first = own.first else { continue }
      return own.count == 1 ? split(first.entries, from: ancestor.name) : Named()
    }
    return Named()
  }

  /// 责任单位 lead where nobody is named as leading, else they support.
  private func split(_ entries: [OwnerEntry], from: String?) -> Named {
    var certainty = FindingCertainty()
    for entry in entries { certainty.add(entry.certainty) }
    if from != nil { certainty.add(.ownerFromSection) }
    let lead = entries.filter { $0.role == .lead }.flatMap(\.names)
    let responsible = entries.filter { $0.role == .responsible }.flatMap(\.names)
    let support = entries.filter { $0.role == .support }.flatMap(\.names)
    return lead.isEmpty
      ? Named(lead: unique(responsible), support: unique(support), from: from, certainty: certainty)
      : Named(lead: unique(lead), support: unique(responsible + support), from: from, certainty: certainty)
  }

  private func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  // MARK: Words

  /// Strongest first.
  static func rank(_ strength: Strength) -> Int { Strength.allCases.firstIndex(of: strength) ?? 0 }

  /// `公民具备科学素质的比例>=13%（2025）`.
  static func describe(_ target: Target) -> String {
    var out = target.indicator
    if let value = target.value {
      out += target.comparator == .range ? "" : target.comparator.rawValue
      out += "\(value)"
      if let high = target.high { out += "—\(high)" }
      out += target.unit ?? ""
    }
    if let deadline = target.deadline { out += "（\(deadline)）" }
    return out
  }
}

extension Array where Element == Obligation {
  /// The first element that starts at `offset` or behind it, in an array in order.
  fileprivate func firstIndex(atOrAfter offset: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let mid = (low + high) / 2
      if self[mid].range.lowerBound < offset { low = mid + 1 } else { high = mid }
    }
    return low
  }
}
