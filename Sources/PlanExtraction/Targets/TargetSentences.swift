import Foundation
import PlanText

/// Which sentences are read for targets, and in what pieces.
extension TargetSession {
  /// What is read at once: relating the figures of a sentence to each other takes the square of its length.
  private static let longest = 3000

  /// A range in pieces of bounded length, cut behind a comma where there is one.
  static func windows(_ range: Range<Int>, _ text: [Unicode.Scalar]) -> [Range<Int>] {
    if range.count <= longest { return [range] }
    var out: [Range<Int>] = []
    var start = range.lowerBound
    while range.upperBound - start > longest {
      let half = start + longest / 2..<start + longest
      let cut = half.last { text[$0] == "," || text[$0] == "、" || text[$0] == ";" }.map { $0 + 1 } ?? half.upperBound
      out.append(start..<cut)
      start = cut
    }
    return out + [start..<range.upperBound]
  }

  /// `range` without the bullet of a list at its start: ▶新增公共停车位800个.
  func behindBullet(_ range: Range<Int>) -> Range<Int> {
    var low = range.lowerBound
    while low < range.upperBound, ListBullet.signs.contains(text[low]) || low > range.lowerBound && text[low] == " " { low += 1 }
    // - 设置充电桩300座, where the blank may be gone; A. 设置…, 甲、设置…
    if low + 1 < range.upperBound, "-*".unicodeScalars.contains(text[low]), !text[low + 1].isDigit {
      low += 1
    } else if low + 2 < range.upperBound, text[low].isLatinLetter && text[low + 1] == "." && !text[low + 2].isDigit {
      low += 2
    } else if low + 2 < range.upperBound, "甲乙丙丁戊己庚辛壬癸".unicodeScalars.contains(text[low]), text[low + 1] == "、" {
      low += 2
    }
    while low < range.upperBound, text[low] == " " { low += 1 }
    return (ListBullet.letter(text, low..<range.upperBound) ?? low)..<range.upperBound
  }

  /// Whether a run-in heading is a sentence of its own (1.新建…5座，改造…。推动…): a number and its first sentence.
  func isSentence(_ heading: Sentence) -> Bool {
    guard heading.paragraph < outline.text.paragraphs.count else { return false }
    let left = heading.range.upperBound..<max(heading.range.upperBound, outline.text.paragraphs[heading.paragraph].range.upperBound)
    // a line of its own with 。 at its end
    if manner == .speech, numbers(heading.range) > 1, isDeed(heading.range) { return true }
    if outline.isRegional, numbers(heading.range) > 1, statesFigures(heading.range) { return true }
    if countsThings(heading.range) || numbers(heading.range) > 1 && boundsThings(heading.range) { return true }
    guard left.count > 2 else { return left.contains { text[$0] == "。" } || text[heading.range].last == "。" }
    if manner == .speech || text[heading.range].contains("%") { return true }
    if text[heading.range].contains(","), numbers(heading.range) > 2 { return true }
    return heading.range.count > Self.headingLength && text[heading.range].contains(",")
  }

  /// Whether a verb and a number in digits open a heading: 3.建设3个产业园.
  private func countsThings(_ range: Range<Int>) -> Bool {
    var at = range.lowerBound
    while at < range.upperBound, text[at].isDigit || text[at].chineseDigitOrPlace || ".、() ".unicodeScalars.contains(text[at]) { at += 1 }
    let words = [rules.names.make, rules.names.keep].compactMap { $0.word(in: text, at: at, end: range.upperBound)?.scalars.count }
    guard let length = words.max(), at + length < range.upperBound else { return false }
    return (at + length..<range.upperBound).contains { text[$0].isDigit }
  }

  /// Whether a line of a plan from Hong Kong or Taiwan states quantities: 2.甲类单位12家、乙类单位145家, 1.急救成功率由31%提升为34%.
  private func statesFigures(_ range: Range<Int>) -> Bool {
    let figures = scanner.figures(in: text, range).filter { $0.unit != nil && !$0.isSmallChinese && $0.dimension != .age && $0.dimension != .duration }
    return figures.count > 1 || !figures.isEmpty && (isDeed(range) || rules.names.keep.first(in: text, range) != nil)
  }

  /// Whether a heading states a bound: 1.镇级河长每月巡河至少1次.
  private func boundsThings(_ range: Range<Int>) -> Bool {
    scanner.figures(in: text, range).contains { $0.comparator != nil && $0.dimension != .age && $0.dimension != .unitless }
  }

  /// Whether a line without 。 says what will be done: (3)将平均时间缩短20%.
  private func isDeed(_ range: Range<Int>) -> Bool {
    range.dropLast().contains { text[$0] == "完" && text[$0 + 1] == "成" } || reaching.contains { $0.first(in: text, range) != nil }
  }

  /// How many runs of digits `range` has, its own number included.
  private func numbers(_ range: Range<Int>) -> Int {
    range.count { text[$0].isDigit && ($0 + 1 == range.upperBound || !text[$0 + 1].isDigit) }
  }

  /// Titles of tasks are shorter.
  private static let headingLength = 24

  /// Whether the sentence belongs to the notes of a table (注：①…；②…).
  func isFootnote(_ sentence: Sentence) -> Bool {
    guard sentence.paragraph < outline.text.paragraphs.count else { return false }
    let from = max(outline.text.paragraphs[sentence.paragraph].range.lowerBound, sentence.range.lowerBound - Self.noteLength)
    let end = min(sentence.range.lowerBound + 4, sentence.range.upperBound)
    guard from + 2 < end else { return false }
    return (from..<(end - 2)).contains { at in
      guard text[at] == "注", text[at + 1] == ":" else { return false }
      return (0x2460...0x2473).contains(text[at + 2].value) || at == outline.text.paragraphs[sentence.paragraph].range.lowerBound
    }
  }

  /// So far behind 注：① a sentence is still one of the notes.
  private static let noteLength = 400

  // MARK: Cells

  /// A figure of a row of a table with the year that it is for.
  struct RowFigure: Hashable {
    let paragraph: Int?
    let value: Decimal?
    let deadline: Int?

    init(_ target: Target, _ outline: Outline) {
      paragraph = outline.text.paragraph(at: target.range.lowerBound)
      (value, deadline) = (target.value, target.deadline)
    }
  }

  /// Reads the cells of task tables as sentences; gives the figures that were found in them.
  mutating func readCells(_ purposes: [TargetPurpose]) -> Set<RowFigure> {
    let known = targets.count
    for cell in TaskRowReader(outline: outline).cells() {
      if let year = cell.year { read(cell, of: year, purposes) } else { read([cell.sentence], purposes) }
    }
    return Set(targets[known...].map { RowFigure($0, outline) })
  }

  /// A cell below 2026年目标 states the goals of that year; what they are of may stand in another cell of the row.
  private mutating func read(_ cell: TaskCell, of year: Int, _ purposes: [TargetPurpose]) {
    let paragraph = cell.sentence.paragraph
    var purpose = paragraph < purposes.count ? purposes[paragraph] : TargetPurpose()
    guard !calendar.isPast(year), !purpose.isNote else { return }
    (purpose.horizon, purpose.source, purpose.isGoal) = (year, "the heading of its column", true)
    due[paragraph] = nil
    paragraphLead = nil
    let topic = cell.topic.map { rules.names.topic($0, marks: [], closed: cutter.closed($0), figures: []) ?? rules.names.string($0) }
    read(cell.sentence.range, cell.sentence, purpose, topic: topic)
  }
}
