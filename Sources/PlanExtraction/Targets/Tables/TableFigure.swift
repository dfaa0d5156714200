import Foundation
import PlanText

/// The figure in a cell, multiplied out.
struct TableFigure: Equatable {
  var number: Decimal
  var high: Decimal?
  var unit: String?
  var comparator: Comparator?
  /// 全覆盖.
  var isCoverage = false
  /// In square brackets: summed up over the years of the plan.
  var isCumulated = false
  /// 比2020年降低10%: how much it changes, not where it gets.
  var isChange = false
}

/// Reads cells of tables that hold one figure: `≥45`, `[13.5]`, `60以上`, `5—6`, `600万户`.
struct TableFigureReader {
  let text: [Unicode.Scalar]
  let scanner: FigureScanner
  let units: Lexicon.WordClass

  init(text: [Unicode.Scalar], lexicon: Lexicon) {
    self.text = text
    scanner = FigureScanner(lexicon: lexicon)
    units = lexicon["unit"]
  }

  /// The figure of `cell`, whose column or row gives `unit`; nil if the cell holds anything but one figure with the words
  /// that go with it.
  func value(_ cell: Range<Int>, unit: String?) -> TableFigure? {
    if starts("全覆盖", at: cell.lowerBound, end: cell.upperBound), cell.count <= 5 {
      return TableFigure(number: 100, unit: "%", comparator: .equal, isCoverage: true)
    }
    let start = behindChange(cell)
    let cell = (start ?? cell.lowerBound)..<cell.upperBound
    guard let (at, comparator) = opening(cell),
      let numeral = NumeralGrammar.numeral(in: text, at: at, end: cell.upperBound), numeral.form != .chinese || numeral.range.count > 1
    else { return nil }
    var figure = TableFigure(number: numeral.value, comparator: comparator)
    figure.isChange = start != nil
    figure.isCumulated = text[cell.lowerBound] == "[" || text[cell.lowerBound] == "〔"
    var end = numeral.range.upperBound
    if end < cell.upperBound, "—-~至".unicodeScalars.contains(text[end]),
      let second = NumeralGrammar.numeral(in: text, at: end + 1, end: cell.upperBound), second.value >= numeral.value
    {
      figure.high = second.value
      end = second.range.upperBound
    }
    let rest = end..<cell.upperBound
    guard !rest.contains(where: { text[$0].isDigit }) else { return nil }
    if let word = scanner.after.first(in: text, rest) { figure.comparator = Comparator(rawValue: word.word.value) }
    let (factor, plain) = self.unit(behind: rest, given: unit)
    figure.number *= factor
    figure.high = figure.high.map { $0 * factor }
    figure.unit = plain
    // How much of what, if the figure does not say it in itself.
    if figure.isChange, rest.isEmpty { return nil }
    return figure
  }

  /// Behind 比2020年降低, 较2020年提高; nil if the cell does not start so.
  private func behindChange(_ cell: Range<Int>) -> Int? {
    guard let first = cell.first, text[first] == "比" || text[first] == "较",
      text[cell].dropFirst().prefix(4).allSatisfy(\.isDigit), first + 6 < cell.upperBound, text[first + 5] == "年"
    else { return nil }
    let at = first + 6
    return Self.changes.first { starts($0, at: at, end: cell.upperBound) }.map { at + $0.unicodeScalars.count }
  }

  private static let changes = ["降低", "下降", "减少", "提高", "增加", "增长", "提升"]

  /// Where the digits start, and the comparator in front of them. Nil if other words stand there.
  private func opening(_ cell: Range<Int>) -> (at: Int, comparator: Comparator?)? {
    var at = cell.lowerBound
    var comparator: Comparator?
    while at < cell.upperBound, !text[at].isDigit {
      if let word = scanner.before.word(in: text, at: at, end: cell.upperBound) {
        comparator = Comparator(rawValue: word.value)
        at += word.scalars.count
      } else if let lead = Self.leads.first(where: { starts($0, at: at, end: cell.upperBound) }) {
        at += lead.unicodeScalars.count
      } else if "[(〔 ".unicodeScalars.contains(text[at]) {
        at += 1
      } else {
        return nil
      }
    }
    return at < cell.upperBound ? (at, comparator) : nil
  }

  /// Words in front of a figure that say nothing about its bound.
  private static let leads = ["年均", "累计", "力争", "达到", "达", "提高到", "提升到", "保持在", "控制在", "稳定在", "到", "共"]

  private func starts(_ word: String, at: Int, end: Int) -> Bool {
    let scalars = word.unicodeScalars
    return at + scalars.count <= end && text[at..<at + scalars.count].elementsEqual(scalars)
  }

  /// The unit behind the figure, else the given one, with what it multiplies by.
  private func unit(behind rest: Range<Int>, given: String?) -> (Decimal, String?) {
    if let first = rest.first, let word = units.word(in: text, at: first, end: rest.upperBound) {
      return (1, String(String.UnicodeScalarView(word.scalars)))
    }
    if rest.first.map({ text[$0] == "%" }) == true { return (1, "%") }
    return Self.multiplied(given)
  }

  /// 万吨 is 10000 吨.
  static func multiplied(_ unit: String?) -> (Decimal, String?) {
    guard var unit = unit.map({ Substring($0) }) else { return (1, nil) }
    var factor: Decimal = 1
    while unit.count > 1, let first = unit.first, let power = ["万": 4, "亿": 8][first] {
      factor *= Decimal(sign: .plus, exponent: power, significand: 1)
      unit.removeFirst()
    }
    return (factor, String(unit))
  }
}
