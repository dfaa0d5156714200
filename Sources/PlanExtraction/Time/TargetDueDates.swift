import PlanText

/// A date of completion behind what it is about.
struct DueDate: Sendable, Hashable {
  let range: Range<Int>
  let year: Int
}

/// Finds the dates that brackets and labelled lines give behind a task: (2022年6月底前完成), 完成时限：2023年12月.
struct DueReader {
  let outline: Outline
  let times: TimeScanner

  /// By paragraph the date that stands behind its text: in the bracket at its end, or on a labelled line below it.
  func paragraphs() -> [Int: Int] {
    let text = outline.text.scalars
    let paragraphs = outline.text.paragraphs
    var due = rows()
    for (number, paragraph) in paragraphs.enumerated() where mayDate(paragraph.range) {
      if let year = yearOfLine(paragraph.range) {
        due[number] = year
        continue
      }
      if let label = Self.label(text, paragraph.range) {
        guard number > 0, let year = year(label..<paragraph.range.upperBound) else { continue }
        var above = number - 1
        // 责任单位 may stand between a task and its date
        while above > 0, paragraphs[above].range.count <= Self.longestLine, isLabelled(paragraphs[above].range) { above -= 1 }
        due[above] = year
      } else if let bracket = lastBracket(paragraph.range), let date = date(in: bracket, times.marks(in: text, bracket)) {
        due[number] = date.year
      }
    }
    return due
  }

  /// By row of a table the year in its column of dates (完成时限, 年份).
  private func rows() -> [Int: Int] {
    var due: [Int: Int] = [:]
    var column: Int?
    let table = TableCells(outline.text)
    let cellDates = TaskDeadlines(outline: outline)
    for (number, paragraph) in outline.text.paragraphs.enumerated() {
      guard case .tableRow(let spans) = paragraph.kind else {
        column = nil
        continue
      }
      let cells = table.cells(spans, of: paragraph)
      if let heading = cells.firstIndex(where: { isDateHeading($0.range) }) {
        column = heading
      } else if let column, column < cells.count, !cellDates.isOngoing(cells[column].range) {
        due[number] = cellDates.year(ofCell: cells[column].range)
      }
    }
    return due
  }

  private func isDateHeading(_ cell: Range<Int>) -> Bool {
    guard (2...8).contains(cell.count) else { return false }
    return ColumnHeading(outline.text.scalars[cell]) == .time || outline.text.string(cell) == "年份"
  }

  /// The date of completion that `bracket` gives; nil if its years are those of something else.
  func date(in bracket: Range<Int>, _ marks: [TimeMark]) -> DueDate? {
    guard bracket.count >= 8 else { return nil }
    let years = marks.compactMap { mark -> Int? in
      guard bracket.contains(mark.range.lowerBound), case .by(let year) = mark.kind else { return nil }
      return year
    }
    guard let last = years.max(), says(Self.words, in: bracket), !says(Self.endless, in: bracket) else { return nil }
    return DueDate(range: bracket, year: last)
  }

  private static let words = ["完成", "时限", "期限", "底前", "前落实", "前办结", "前建成", "完成时间", "时间节点"]
  private static let endless = ["持续", "长期", "常态", "每年", "每季", "每月"]
  private static let labels = ["完成时限", "完成时间", "完成期限", "时限要求", "时间节点", "办结时限", "落实时限", "时间安排", "时限", "完成日期"]
  private static let longestLine = 80

  /// Whether a paragraph is worth a look: short ones for a label, any for a bracket at their end.
  private func mayDate(_ range: Range<Int>) -> Bool {
    let text = outline.text.scalars
    guard range.count >= 8 else { return false }
    if text[range.lowerBound] == "2" { return true }
    return range.suffix(4).contains { text[$0] == ")" } || range.count <= Self.longestLine && range.prefix(8).contains { text[$0] == "时" }
  }

  /// 2035 发电 可再生能源占比达到10%: a line of a table that lost its borders, with its year in front.
  private func yearOfLine(_ range: Range<Int>) -> Int? {
    let text = outline.text.scalars
    let digits = text[range].prefix { $0.isDigit }
    let end = range.lowerBound + 4
    // the normal text has no blank between a digit and a Chinese character; the source has
    guard digits.count == 4, range.count > 8, outline.text.starts[end] > outline.text.starts[end - 1] + 1 else { return nil }
    let year = digits.reduce(0) { $0 * 10 + Int($1.value - 0x30) }
    return (2000...2100).contains(year) && !times.calendar.isPast(year) ? year : nil
  }

  private func lastBracket(_ range: Range<Int>) -> Range<Int>? {
    let text = outline.text.scalars
    guard let close = range.suffix(4).last(where: { text[$0] == ")" }) else { return nil }
    var depth = 0
    for at in (range.lowerBound...close).reversed() {
      if text[at] == ")" { depth += 1 }
      if text[at] == "(" { depth -= 1 }
      if depth == 0 { return at..<(close + 1) }
    }
    return nil
  }

  /// Behind the colon of 完成时限: at the start of a line.
  private static func label(_ text: [Unicode.Scalar], _ range: Range<Int>) -> Int? {
    guard range.count <= longestLine else { return nil }
    for label in labels where text[range].starts(with: label.unicodeScalars) {
      let end = range.lowerBound + label.unicodeScalars.count
      if end < range.upperBound, text[end] == ":" { return end + 1 }
    }
    return nil
  }

  private func isLabelled(_ range: Range<Int>) -> Bool {
    let text = outline.text.scalars
    guard let colon = range.prefix(10).first(where: { text[$0] == ":" }) else { return false }
    return "位门人限间导".unicodeScalars.contains(text[max(range.lowerBound, colon - 1)])
  }

  private func year(_ range: Range<Int>) -> Int? {
    guard !says(Self.endless, in: range) else { return nil }
    return times.marks(in: outline.text.scalars, range).compactMap { mark -> Int? in
      if case .by(let year) = mark.kind { year } else { nil }
    }.max()
  }

  private func says(_ words: [String], in range: Range<Int>) -> Bool {
    let text = outline.text.scalars
    return words.contains { word in
      guard let first = word.unicodeScalars.first else { return false }
      return range.contains { text[$0] == first && text[$0..<range.upperBound].starts(with: word.unicodeScalars) }
    }
  }
}
