package import Foundation

extension DerivedFigures {
  /// What follows from a statement. A range counts with its lower end; without a year of the baseline nothing is said
  /// about years. From the baseline of a change (增长5%) nothing follows: it may be a level or the change before. Nor does anything from a bound
  /// that holds already.
  init(_ statement: MatrixStatement, column: TargetMatrix.PlaceColumn) {
    guard let value = statement.commonValue else { return }
    valuePerYear = Self.perYear(value, statement, column)
    guard statement.kind != "growth", let baseline = statement.baseline, let start = baseline.commonValue else { return }
    if Self.isHeld(value, statement.op, from: start) { return }
    change = value - start
    if start != 0 { ratio = Figures.rounded(value / start, 4) }
    guard let from = baseline.year, let to = statement.deadline, to > from, statement.recurrence == nil else { return }
    years = to - from
    linearPerYear = Figures.rounded((value - start) / Decimal(to - from), 4)
    compoundPerYear = Self.compound(from: start, to: value, years: to - from)
  }

  /// 粮食产量550亿斤 → 500亿斤以上, 失业率4.1% → 5%以内: a bound that the baseline keeps is a guarantee, no way to go.
  static func isHeld(_ value: Decimal, _ op: String, from start: Decimal) -> Bool {
    op == ">=" && start >= value || op == "<=" && start <= value
  }

  /// (target ÷ baseline)^(1 ÷ years) − 1, in percent to four decimals; nil where a side is not above zero.
  static func compound(from start: Decimal, to end: Decimal, years: Int) -> Decimal? {
    let (a, b) = (NSDecimalNumber(decimal: start).doubleValue, NSDecimalNumber(decimal: end).doubleValue)
    guard a > 0, b > 0, years > 0 else { return nil }
    let percent = (pow(b / a, 1 / Double(years)) - 1) * 100
    guard percent.isFinite, abs(percent) < 1e12 else { return nil }
    return Decimal((percent * 10000).rounded()) / 10000
  }

  /// What is due every year: a yearly, quarterly or monthly figure times its number in a year; a count without
  /// repetition over the years of the plan, or up to a later year that it is due by. Shares, levels, ceilings, what rises from a baseline and
  /// what is due by the week have none.
  private static func perYear(_ value: Decimal, _ statement: MatrixStatement, _ column: TargetMatrix.PlaceColumn) -> Decimal? {
    switch statement.recurrence {
    case "year": return value
    case "quarter": return value * 4
    case "month": return value * 12
    case nil: break
    default: return nil
    }
    guard statement.kind == "count", statement.baseline == nil, let start = column.periodStart, let last = column.periodEnd ?? column.periodStart
    else { return nil }
    let end = max(last, statement.deadline ?? last)
    guard end >= start else { return nil }
    return Figures.rounded(value / Decimal(end - start + 1), 4)
  }
}

extension MatrixFigures {
  /// The number that a measure gives; nil where there is none.
  package func number(_ measure: Measure) -> Decimal? {
    switch measure {
    case .value: chosen.flatMap { statements[$0].commonValue }
    case .change: derived.change
    case .ratio: derived.ratio
    case .linearPerYear: derived.linearPerYear
    case .compoundPerYear: derived.compoundPerYear
    case .valuePerYear: derived.valuePerYear
    }
  }
}

/// Ranks of the places of a row under each measure, and where they disagree.
struct MatrixRanks {
  private(set) var cells: [MatrixCell]
  let reversals: [Reversal]

  init(cells: [MatrixCell]) {
    var numbers: [Measure: [Int: Decimal]] = [:]
    for measure in Measure.allCases { numbers[measure] = Self.numbers(cells, measure) }
    self.cells = cells.enumerated().map { i, cell in
      guard case .figures(var figures) = cell else { return cell }
      for (measure, found) in numbers {
        if let number = found[i] { figures.ranks[measure] = 1 + found.values.count { $0 > number } }
      }
      return .figures(figures)
    }
    reversals = Self.reversals(numbers)
  }

  /// Figures that are reached in the same way: 每年2次 is not ranked beside 每季1次, nor 每个县3家 beside 30家.
  private struct Manner: Hashable {
    let recurrence: String?
    let actor: String?
  }

  /// The numbers of a measure that are ranked, by column: those of the manner that most columns have, of the first where
  /// two are equal. What is due in a year is the same whether it is due at once or in parts.
  private static func numbers(_ cells: [MatrixCell], _ measure: Measure) -> [Int: Decimal] {
    var order: [Manner] = []
    var groups: [Manner: [Int: Decimal]] = [:]
    for (i, cell) in cells.enumerated() {
      guard let figures = cell.figures, let number = figures.number(measure), let chosen = figures.chosen else { continue }
      let statement = figures.statements[chosen]
      let manner = Manner(
        recurrence: measure == .valuePerYear ? nil : statement.recurrence, actor: statement.actor.map(fold))
      if groups[manner] == nil { order.append(manner) }
      groups[manner, default: [:]][i] = number
    }
    let most = groups.values.map(\.count).max() ?? 0
    return order.first { groups[$0]?.count == most }.flatMap { groups[$0] } ?? [:]
  }

  private static func reversals(_ numbers: [Measure: [Int: Decimal]]) -> [Reversal] {
    var out: [Reversal] = []
    for (i, first) in Measure.allCases.enumerated() {
      for second in Measure.allCases.dropFirst(i + 1) {
        let (a, b) = (numbers[first] ?? [:], numbers[second] ?? [:])
        let both = a.keys.filter { b[$0] != nil }.sorted()
        for x in both {
          for y in both where (a[x] ?? 0) > (a[y] ?? 0) && (b[x] ?? 0) < (b[y] ?? 0) {
            out.append(Reversal(first: first, second: second, ahead: x, behind: y))
          }
        }
      }
    }
    return out
  }
}
