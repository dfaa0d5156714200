import Foundation
import PlanText

/// Reads tables of indicators that lost every border: `指标2005年2010年增减情况1化学需氧量排放总量（万吨）14141270-10%2…`.
///
/// The figures of a row run together. They are told apart only where the change that the row ends with proves one split,
/// and no other: 1414 and 1270, for the second is 10 % less than the first. All other rows give nothing.
struct FlatTableReader {
  private let outline: Outline
  private let calendar: PlanCalendar
  private let isUnit: (String) -> Bool
  private let text: [Unicode.Scalar]

  init(outline: Outline, calendar: PlanCalendar, isUnit: @escaping (String) -> Bool) {
    self.outline = outline
    self.calendar = calendar
    self.isUnit = isUnit
    text = outline.text.scalars
  }

  /// A row as it is proved.
  struct Row {
    var name: Range<Int>
    var unit: String
    var before: Decimal
    var after: Decimal
    var comparator: Comparator?
    /// Behind the change.
    var end: Int
  }

  /// The header: 指标 and two years in a row; where the rows start.
  private struct Header {
    var first: Int
    var last: Int
    var end: Int
  }

  func targets() -> [Target] {
    var out: [Target] = []
    let paragraphs = outline.text.paragraphs
    for (number, paragraph) in paragraphs.enumerated() where !paragraph.kind.isTableRow {
      for header in headers(in: paragraph.range) where !calendar.isPast(header.last) {
        // The rows may stand on the line behind the header.
        let next = number + 1 < paragraphs.count && paragraph.range.upperBound - header.end < 40 ? paragraphs[number + 1].range : nil
        let end = next?.upperBound ?? paragraph.range.upperBound
        out += rows(in: header.end..<end).map { target($0, header) }
      }
    }
    return out
  }

  private func headers(in range: Range<Int>) -> [Header] {
    var out: [Header] = []
    var mark: Int?
    var at = range.lowerBound
    while at + 10 <= range.upperBound {
      if text[at] == "标", isIndicatorMark(at) { mark = at }
      if let mark, at - mark <= 12, let first = year(at), let last = year(at + 5), first < last {
        out.append(Header(first: first, last: last, end: at + 10))
        at += 9
      }
      at += 1
    }
    return out
  }

  /// Whether the 标 at `at` ends 指标, blanks or a line's end between them.
  private func isIndicatorMark(_ at: Int) -> Bool {
    var before = at - 1
    while before >= 0, at - before <= 3, text[before] == " " || text[before] == "\n" { before -= 1 }
    return before >= 0 && text[before] == "指"
  }

  /// `2010年` at `at`.
  private func year(_ at: Int) -> Int? {
    guard at + 5 <= text.count, text[at..<at + 4].allSatisfy(\.isDigit), text[at + 4] == "年" else { return nil }
    let year = text[at..<at + 4].reduce(0) { $0 * 10 + Int($1.value - 0x30) }
    return (1990...2100).contains(year) ? year : nil
  }

  // MARK: Rows

  private static let longestName = 60

  private func rows(in range: Range<Int>) -> [Row] {
    var out: [Row] = []
    var start = range.lowerBound
    while let row = row(from: start, end: range.upperBound, number: out.count + 1) {
      out.append(row)
      start = row.end
    }
    return out
  }

  /// The next row: a name, its unit in brackets and figures right behind.
  private func row(from start: Int, end: Int, number: Int) -> Row? {
    let limit = min(end, start + Self.longestName + 30)
    guard let open = (start..<max(start, limit)).first(where: { text[$0] == "(" }),
      let close = (open..<min(end, open + 10)).first(where: { text[$0] == ")" }), close + 1 < end
    else { return nil }
    let unit = outline.text.string(open + 1..<close)
    guard isUnit(unit), let name = name(start..<open, number: number), let row = figures(from: close + 1, end: end, unit: unit, name) else {
      return nil
    }
    return row
  }

  /// The name without the rest of the header, the row's number and blanks in front of it.
  private func name(_ range: Range<Int>, number: Int) -> Range<Int>? {
    var low = range.lowerBound
    let digits = Array(String(number).unicodeScalars)
    for at in range.dropLast(2) where text[at...].starts(with: digits) {
      let behind = at + digits.count
      if behind < range.upperBound, CharacterForms.isHan(text[behind]), at == range.lowerBound || !text[at - 1].isDigit {
        low = behind
        break
      }
    }
    while low < range.upperBound, !CharacterForms.isHan(text[low]) { low += 1 }
    let name = low..<range.upperBound
    guard (2...Self.longestName).contains(name.count), !name.contains(where: { "。;:".unicodeScalars.contains(text[$0]) }) else { return nil }
    return name
  }

  /// Two figures and a change in % or 个百分点, split in the one way that the change proves.
  private func figures(from start: Int, end: Int, unit: String, _ name: Range<Int>) -> Row? {
    let limit = min(end, start + 30)
    guard let tail = (start..<limit).first(where: { text[$0] == "%" || text[$0] == "个" }) else { return nil }
    let isShare = text[tail] == "%"
    guard isShare || outline.text.string(tail..<min(end, tail + 4)) == "个百分点" else { return nil }
    let parts = text[start..<tail].split(omittingEmptySubsequences: true) { $0 == " " }.joined()
    var found: [Row] = []
    for split in Self.splits(Array(parts)) {
      guard Self.proves(split, isShare: isShare) else { continue }
      found.append(
        Row(
          name: name, unit: unit, before: split.before, after: split.after, comparator: split.comparator,
          end: tail + (isShare ? 1 : 4)))
    }
    return found.count == 1 ? found[0] : nil
  }

  struct Split: Equatable {
    var before: Decimal
    var after: Decimal
    var change: Decimal
    var comparator: Comparator?
    /// Decimals of the change.
    var decimals: Int
  }

  private static let comparators: [Unicode.Scalar: Comparator] = ["<": .atMost, "≤": .atMost, ">": .atLeast, "≥": .atLeast]

  /// All ways to read `14141270-10` as two figures, the second perhaps with a comparator, and a change.
  static func splits(_ scalars: [Unicode.Scalar]) -> [Split] {
    guard scalars.count <= 24, scalars.allSatisfy({ $0.isDigit || ".-<>≤≥+".unicodeScalars.contains($0) }) else { return [] }
    let mark = scalars.firstIndex { comparators[$0] != nil }
    let sign = scalars.lastIndex { $0 == "-" || $0 == "+" }
    var out: [Split] = []
    for first in mark.map({ [$0] }) ?? Array(1..<max(1, scalars.count)) {
      let second = mark.map { $0 + 1 } ?? first
      guard let before = number(scalars[..<first]) else { continue }
      for third in sign.map({ [$0] }) ?? Array(second + 1..<max(second + 1, scalars.count)) where third > second {
        guard let after = number(scalars[second..<third]), let change = number(scalars[third...]) else { continue }
        let point = scalars[third...].firstIndex(of: ".")
        out.append(
          Split(
            before: before, after: after, change: change, comparator: mark.flatMap { comparators[scalars[$0]] },
            decimals: point.map { scalars.count - $0 - 1 } ?? 0))
      }
    }
    return out
  }

  /// A plain decimal, perhaps with a sign; nil for anything else and for leading zeros.
  private static func number(_ scalars: ArraySlice<Unicode.Scalar>) -> Decimal? {
    var digits = scalars
    let isNegative = digits.first == "-"
    if let first = digits.first, first == "-" || first == "+" { digits = digits.dropFirst() }
    guard let first = digits.first, first.isDigit, digits.last?.isDigit == true, digits.count(where: { $0 == "." }) <= 1,
      digits.allSatisfy({ $0.isDigit || $0 == "." }), first != "0" || digits.count == 1 || digits.dropFirst().first == "."
    else { return nil }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: digits)
    return Decimal(string: String(view)).map { isNegative ? -$0 : $0 }
  }

  /// Whether the change is that between the figures, as far as it is rounded.
  static func proves(_ split: Split, isShare: Bool) -> Bool {
    guard split.before > 0 else { return false }
    let exact = isShare ? (split.after - split.before) / split.before * 100 : split.after - split.before
    let step = Decimal(sign: .plus, exponent: -split.decimals, significand: 1)
    let error = exact > split.change ? exact - split.change : split.change - exact
    return error * 10 <= step * 6 && (exact < 0) == (split.change < 0)
  }

  private func target(_ row: Row, _ header: Header) -> Target {
    let (factor, unit) = TableFigureReader.multiplied(row.unit)
    let kind: TargetKind = unit == "%" ? .share : row.comparator == .atMost ? .ceiling : .level
    var target = Target(
      range: row.name.lowerBound..<row.end, section: outline.section(at: row.name.lowerBound), indicator: outline.text.string(row.name),
      comparator: row.comparator ?? .equal, value: row.after * factor, unit: unit, kind: kind, deadline: header.last, deadlineExplicit: true,
      baseline: Baseline(value: row.before * factor, unit: unit, year: header.first), strength: .planned,
      evidence: Evidence(
        rule: "table-flat",
        reasons: [
          "deadline \(header.last): header of the table", "inferred: figures that run together, told apart by the change behind them",
        ]))
    target.certainty.add(.deadlineFromHeader)
    target.certainty.add(.figuresSplit)
    return target
  }
}
