import PlanExtraction
import PlanText

/// The task table (任务分工表) that a plan implies.
///
/// A section whose obligations all stand in one paragraph is one task, named by its heading; every other obligation is
/// a task of its own, named by its sentence. Owners come from the brackets of the section itself, else from the
/// explicit subjects of its sentences, else from the nearest enclosing section that names some
/// (`owner_inherited_from`). Nobody is ever named who is not named in the text.
struct AssignmentTable {
  let outline: Outline
  let findings: Findings
  let records: PlanRecords

  /// Obligations of one task, in reading order.
  private struct Task {
    let section: Int?
    let obligations: [Obligation]
    /// Whether the section's heading names it.
    let isItem: Bool
  }

  func rows() -> [AssignmentRecord] {
    let owners = Dictionary(grouping: findings.owners.filter { $0.section != nil }, by: \.section)
    let ordered = findings.targets.sorted { $0.range.lowerBound < $1.range.lowerBound }
    let targets = Dictionary(grouping: ordered, by: \.section)
    return tasks().map { task in row(task, owners: owners, targets: targets[task.section] ?? []) }
  }

  /// In reading order.
  private func tasks() -> [Task] {
    let all = findings.obligations.sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    let bySection = Dictionary(grouping: all, by: \.section)
    var items: [Int: [Obligation]] = [:]
    for case (let section?, let group) in bySection where isItem(section, group) { items[section] = group }
    var done: Set<Int> = []
    var out: [Task] = []
    for obligation in all {
      guard let section = obligation.section, let group = items[section] else {
        out.append(Task(section: obligation.section, obligations: [obligation], isItem: false))
        continue
      }
      if done.insert(section).inserted { out.append(Task(section: section, obligations: group, isItem: true)) }
    }
    return out
  }

  /// The targets, in order of place, whose clause overlaps the sentence of an obligation. Clauses of one list may start in
  /// front of the sentence, never more than a few.
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

  private func isItem(_ section: Int, _ obligations: [Obligation]) -> Bool {
    guard outline.sections[section].heading != nil else { return false }
    let paragraphs = Set(obligations.map { outline.text.paragraph(at: $0.range.lowerBound) })
    return paragraphs.count == 1
  }

  private func row(_ task: Task, owners: [Int?: [OwnerEntry]], targets: [Target]) -> AssignmentRecord {
    let named = names(task, owners: owners)
    let mine = task.isItem ? targets : task.obligations.flatMap { overlapping($0.range, targets) }
    let deadline = mine.compactMap(\.deadline).max()
    var flags: [String] = []
    if named.lead.isEmpty && named.support.isEmpty { flags.append("no_owner") }
    if deadline == nil { flags.append("no_deadline") }
    if mine.isEmpty { flags.append("no_measure") }
    let cited = task.isItem ? heading(task.section) : nil
    let range = task.obligations.first?.range ?? 0..<0
    return AssignmentRecord(
      section: records.sectionName(task.section), sectionPosition: task.section,
      task: outline.text.string(cited ?? range), lead: named.lead, support: named.support,
      inheritedFrom: named.from, targets: mine.map(Self.describe), deadline: deadline,
      strength: task.obligations.map(\.strength).min { Self.rank($0) < Self.rank($1) }, flags: flags,
      certainty: certainty(task, named, mine, deadline),
      cited: records.cite(cited ?? range))
  }

  /// All that the fields rest on: owners, the sentences, the target that sets the deadline.
  private func certainty(_ task: Task, _ named: Named, _ targets: [Target], _ deadline: Int?) -> FindingCertainty {
    var certainty = named.certainty
    for obligation in task.obligations { certainty.add(obligation.certainty) }
    guard let deadline, let target = targets.first(where: { $0.deadline == deadline }) else { return certainty }
    certainty.add(.deadlineFromTarget)
    certainty.add(target.certainty)
    return certainty
  }

  private func heading(_ section: Int?) -> Range<Int>? { section.flatMap { outline.sections[$0].heading } }

  // MARK: owners

  /// Who does a task, and how that is known.
  private struct Named {
    var lead: [String] = []
    var support: [String] = []
    var from: String?
    var certainty: FindingCertainty = .explicit
  }

  private func names(_ task: Task, owners: [Int?: [OwnerEntry]]) -> Named {
    if let own = owners[task.section], task.section != nil { return split(own, from: nil) }
    let subjects = unique(task.obligations.compactMap(\.owner))
    if !subjects.isEmpty { return Named(lead: subjects, certainty: FindingCertainty(.ownerFromSubject)) }
    for ancestor in outline.ancestors(of: task.section).dropFirst() {
      if let entries = owners[ancestor.index] { return split(entries, from: ancestor.name) }
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

  // MARK: words

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
