import Foundation
import PlanText

/// The targets of one cell sorted into statements: what says the same is one statement with several witnesses.
struct StatementGroups {
  /// In order of first mention; the targets of each in reading order.
  let groups: [[MatrixSources.Item]]

  /// Equal in all of this, two targets say the same. Whether at least or exactly is left open: a figure repeated is
  /// often repeated without its “at least”.
  private struct Key: Hashable {
    let value: Decimal?
    let high: Decimal?
    var deadline: Int?
    let recurrence: String?
    let actor: String

    init(_ item: MatrixSources.Item, _ unit: String?) {
      let scale = UnitScale.bundled
      value = item.value.map { scale.convert($0, from: item.unit, to: unit) ?? $0 }
      high = item.high.map { scale.convert($0, from: item.unit, to: unit) ?? $0 }
      deadline = item.deadline
      recurrence = item.recurrence
      actor = item.actor.map(fold) ?? ""
    }
  }

  /// - Parameter unit: the unit of the row, in which figures are compared.
  init(_ items: [MatrixSources.Item], unit: String?) {
    let keys = items.map { Key($0, unit) }
    // A figure without a year repeats the one with a year, if there is just one of them.
    var years: [Key: Set<Int>] = [:]
    for key in keys {
      guard let year = key.deadline else { continue }
      var bare = key
      bare.deadline = nil
      years[bare, default: []].insert(year)
    }
    var groups: [[MatrixSources.Item]] = []
    var index: [Key: Int] = [:]
    for (item, key) in zip(items, keys) {
      var key = key
      if key.deadline == nil, let found = years[key], found.count == 1 { key.deadline = found.first }
      if let at = index[key] {
        groups[at].append(item)
      } else {
        index[key] = groups.count
        groups.append([item])
      }
    }
    self.groups = groups
  }
}

/// Statements that cannot all be meant.
enum MatrixContradictions {
  /// Groups of statements about the same year, repetition and actor that give different figures; a lower and an upper
  /// bound that leave room between them agree, so do a total and an addition.
  static func groups(_ statements: [MatrixStatement]) -> [[Int]] {
    struct Key: Hashable {
      let deadline: Int?
      let recurrence: String?
      let actor: String
    }
    let groups = Dictionary(grouping: statements.indices) { i in
      Key(
        deadline: statements[i].deadline, recurrence: statements[i].recurrence,
        actor: statements[i].actor.map(fold) ?? "")
    }
    return groups.values.filter { group in
      group.enumerated().contains { n, i in
        group.dropFirst(n + 1).contains { !agree(statements[i], statements[$0]) }
      }
    }.sorted { $0[0] < $1[0] }
  }

  /// A total (累计达8000处) and what is added to it (新增1000处) are two quantities.
  private static func agree(_ a: MatrixStatement, _ b: MatrixStatement) -> Bool {
    if isTotal(a) != isTotal(b) { return true }
    guard let x = a.commonValue, let y = b.commonValue else { return false }
    switch (a.op, b.op) {
    case (">=", "<="): return x <= y
    case ("<=", ">="): return x >= y
    default: return false
    }
  }

  private static func isTotal(_ statement: MatrixStatement) -> Bool {
    let text = SearchFold.fold(statement.witnesses.first?.quote ?? "")
    return IndicatorWords.bundled.total.contains { text.firstRange(of: $0) != nil }
  }
}
