import PlanText

extension Unicode.Scalar {
  /// The first character of the number of a table: 表2-1, 表三.
  fileprivate var isTableNumber: Bool { "0123456789０１２３４５６７８９一二三四五六七八九十".unicodeScalars.contains(self) }
}

/// Finds tables that were typed or pasted into plain text: a row of column headings and the rows below that fall into its
/// columns.
///
/// Cells are divided by tabs, by bars, by wide blanks, by single blanks, or stand one on a line. Only a row with as many
/// cells as there are headings, each fit for its column, is cut into cells; another row inside of a table keeps its
/// place with unknown columns, so that nothing is read from it. Text that is no table stays lines.
struct TextTables {
  /// How the cells of a table are told apart.
  private enum Division { case tab, bar, wide, blank, line }

  private struct Heading {
    var division: Division
    var kinds: [ColumnHeading]
    /// Number of lines that the headings take.
    var lines: Int
    var cells: [Range<Int>]
  }

  private let text: [Unicode.Scalar]
  /// The lines that are not blank, from line end to line end.
  private let lines: [Range<Int>]

  /// Most characters of a line that may head a table.
  private static let longestHeading = 200

  private init(_ lines: [Range<Int>], of text: [Unicode.Scalar]) {
    self.text = text
    self.lines = lines
  }

  /// The blocks of `lines`: rows of tables, and a line each for the rest.
  static func blocks(_ lines: [Range<Int>], of text: [Unicode.Scalar]) -> [Block] {
    let tables = TextTables(lines, of: text)
    var blocks: [Block] = []
    blocks.reserveCapacity(lines.count)
    var at = 0
    while at < lines.count {
      if let heading = tables.heading(at) {
        let before = blocks.count
        let next = tables.read(heading, at: at, into: &blocks)
        if next > at + heading.lines { tables.joinCaption(above: at, at: before, of: &blocks) }
        at = next
      } else {
        if let line = tables.line(at) { blocks.append(line) }
        at += 1
      }
    }
    return blocks
  }

  private func line(_ at: Int) -> Block? {
    Blanks.trim(lines[at], of: text).map { Block(span: SourceSpan($0), kind: .line) }
  }

  // MARK: Headings

  private func heading(_ at: Int) -> Heading? {
    let line = lines[at]
    guard line.count <= Self.longestHeading, let trimmed = Blanks.trim(line, of: text),
      Self.starters.contains(text[trimmed.lowerBound])
    else { return nil }
    for division in [Division.tab, .bar, .wide, .blank] {
      guard let cells = cells(of: division == .tab ? trimmed : line, by: division), cells.count > 1 else { continue }
      let kinds = cells.map { ColumnHeading(text[$0]) }
      // With tabs and bars the columns are sure: one heading may be unknown. Single blanks are sure only if all are known.
      if division == .tab || division == .bar, let years = headingOfYears(cells, at) {
        return Heading(division: division, kinds: years, lines: 1, cells: cells)
      }
      let known = kinds.compactMap(\.self)
      let mayMiss = division == .tab || division == .bar ? 1 + cells.count / 4 : division == .wide ? cells.count / 4 : 0
      guard cells.count - known.count <= mayMiss, known.count >= 2, ColumnHeading.headTable(known) else { continue }
      return Heading(division: division, kinds: kinds.map { $0 ?? .task }, lines: 1, cells: cells)
    }
    return headingOfLines(at)
  }

  /// 年度|新建（所）|投资（亿元） above a row that opens with a year: each row is a year, each column a figure with its unit.
  private func headingOfYears(_ cells: [Range<Int>], _ at: Int) -> [ColumnHeading]? {
    guard cells.count >= 3, let first = cells.first, ["年度", "年份"].contains(where: { text[first].elementsEqual($0.unicodeScalars) }),
      cells.dropFirst().allSatisfy({ $0.count <= 16 && !text[$0].contains(where: \.isDigit) }),
      cells.dropFirst().count(where: { text[$0].last == "）" || text[$0].last == ")" }) * 2 >= cells.count - 1,
      at + 1 < lines.count, let below = Blanks.trim(lines[at + 1], of: text), text[below].prefix(4).allSatisfy(\.isDigit), below.count > 4
    else { return nil }
    return [.time] + cells.dropFirst().map { _ in .value }
  }

  /// First characters of the words that may open a row of headings.
  private static let starters = ScalarSet("关關策評评量施衡序编項项号號指主具一类類分领領方任重工目改事措举舉牵牽责責负負内內名板實实建年|│┃｜绩績考".unicodeScalars)

  /// One heading a line, at least three.
  private func headingOfLines(_ at: Int) -> Heading? {
    var kinds: [ColumnHeading] = []
    var cells: [Range<Int>] = []
    while at + kinds.count < lines.count, kinds.count < 12, let cell = Blanks.trim(lines[at + kinds.count], of: text), cell.count <= 14,
      let kind = ColumnHeading(text[cell])
    {
      kinds.append(kind)
      cells.append(cell)
    }
    guard kinds.count >= 3, ColumnHeading.headTable(kinds) else { return nil }
    let heading = Heading(division: .line, kinds: kinds, lines: kinds.count, cells: cells)
    // Rows without numbers are told apart by their figures alone.
    return kinds.first == .number || LineRows(text: text, lines: lines, kinds: kinds).areRegular(from: at + kinds.count) ? heading : nil
  }

  /// 表2 主要指标 right above a table belongs to it: it is a row of unknown columns, no sentence.
  private func joinCaption(above at: Int, at block: Int, of blocks: inout [Block]) {
    guard at > 0, block > 0, case .line = blocks[block - 1].kind, let line = Blanks.trim(lines[at - 1], of: text), line.count <= 40,
      blocks[block - 1].span == SourceSpan(line), let last = line.last, !"。；，：".unicodeScalars.contains(text[last])
    else { return }
    var rest = text[line]
    if rest.first == "附" { rest.removeFirst() }
    guard rest.first == "表" || rest.first == "图", rest.dropFirst().first(where: { !Blanks.isBlank($0) })?.isTableNumber == true else { return }
    blocks[block - 1] = Block(span: SourceSpan(line), kind: .tableRow(cells: []))
  }

  // MARK: Rows

  /// Appends the table headed at `at` and gives the first line behind it. Without a single row it is no table.
  private func read(_ heading: Heading, at: Int, into blocks: inout [Block]) -> Int {
    var rows: [Block] = []
    var next = at + heading.lines
    var found = false
    var number = 1
    while next < lines.count {
      if heading.division == .line {
        if let row = rowOfLines(next, heading, number: number) {
          rows.append(row.block)
          next += row.lines
          number += 1
          found = true
        } else if let line = line(next), isGroup(next), rowOfLines(next + 1, heading, number: number) != nil {
          rows.append(Block(span: line.span, kind: .tableRow(cells: [])))
          next += 1
        } else {
          break
        }
      } else if let row = row(next, heading) {
        rows.append(row)
        next += 1
        found = true
      } else if let broken = brokenRow(next, heading) {
        rows.append(broken.block)
        next += broken.lines
        found = true
      } else if isInside(next, heading), let line = line(next) {
        rows.append(Block(span: line.span, kind: .tableRow(cells: [])))
        next += 1
      } else {
        break
      }
    }
    guard found, let first = heading.cells.first, let last = heading.cells.last else {
      for k in at..<(at + heading.lines) { if let line = line(k) { blocks.append(line) } }
      return at + heading.lines
    }
    let low = heading.cells.first { !$0.isEmpty }?.lowerBound ?? first.lowerBound
    let span = SourceSpan(start: low, end: max(low, last.upperBound))
    blocks.append(Block(span: span, kind: .tableRow(cells: heading.cells.map { SourceSpan($0) })))
    blocks += rows
    return next
  }

  /// The row on line `at` if it falls into the columns.
  private func row(_ at: Int, _ heading: Heading) -> Block? {
    guard var cells = cells(of: lines[at], by: heading.division), let whole = Blanks.trim(lines[at], of: text) else { return nil }
    if heading.division == .wide, cells.count != heading.kinds.count, let narrow = self.cells(of: lines[at], by: .blank) { cells = narrow }
    if heading.division == .tab || heading.division == .bar {
      // Empty cells at the end may be lost if notes are all that they could hold, or stand beyond the headings.
      while cells.count < heading.kinds.count, cells.count > 1, heading.kinds[cells.count] == .note {
        cells.append(whole.upperBound..<whole.upperBound)
      }
      while cells.count > heading.kinds.count, cells.last?.isEmpty == true { cells.removeLast() }
    }
    if cells.count == heading.kinds.count - 1, heading.division == .wide || heading.division == .blank, let full = withoutGroup(cells, heading) {
      cells = full
    }
    guard cells.count == heading.kinds.count, fits(cells, heading.kinds), self.heading(at) == nil else { return nil }
    return Block(span: SourceSpan(whole), kind: .tableRow(cells: cells.map { SourceSpan($0) }))
  }

  /// A row whose cells hold line ends: the lines from `at` on up to the one that completes its columns. Only tabs are as sure as that.
  private func brokenRow(_ at: Int, _ heading: Heading) -> (block: Block, lines: Int)? {
    guard heading.division == .tab, let first = cells(of: lines[at], by: .tab), first.count >= 2, first.count < heading.kinds.count else { return nil }
    var count = first.count
    for next in (at + 1)..<max(at + 1, min(lines.count, at + Self.mostLines)) {
      guard lines[next].count <= Self.longestHeading, row(next, heading) == nil, self.heading(next) == nil else { return nil }
      count += text[lines[next]].count { $0 == "\t" }
      if count < heading.kinds.count { continue }
      let whole = lines[at].lowerBound..<lines[next].upperBound
      guard count == heading.kinds.count, let cells = divided(whole, at: { $0 == "\t" }), fits(cells, heading.kinds), let span = Blanks.trim(whole, of: text)
      else { return nil }
      return (Block(span: SourceSpan(span), kind: .tableRow(cells: cells.map { SourceSpan($0) })), next + 1 - at)
    }
    return nil
  }

  /// Most lines of a row whose cells hold line ends.
  private static let mostLines = 12

  private func fits(_ cells: [Range<Int>], _ kinds: [ColumnHeading]) -> Bool {
    zip(cells, kinds).allSatisfy { cell, kind in
      cell.count <= 800 && kind.admits(text[cell].filter { !Blanks.isBlank($0) }.map(CharacterForms.canonical))
    }
  }

  /// The cells of a row below the first one of a group, whose name is not repeated: one less than there are headings. Sure
  /// only if all figures and units then stand where they belong.
  private func withoutGroup(_ cells: [Range<Int>], _ heading: Heading) -> [Range<Int>]? {
    guard let group = heading.kinds.prefix(2).firstIndex(of: .group), heading.kinds.contains(.value) else { return nil }
    var full = cells
    let place = cells[group].lowerBound
    full.insert(place..<place, at: group)
    let isSure = zip(full, heading.kinds).allSatisfy { cell, kind in
      kind != .value && kind != .nature || LineRows.isSure(text[cell], in: kind)
    }
    return isSure ? full : nil
  }

  /// Whether a line that does not fall into the columns stands between rows that do: the name of a group, or a broken row.
  private func isInside(_ at: Int, _ heading: Heading) -> Bool {
    guard let line = Blanks.trim(lines[at], of: text), line.count <= 120, at + 1 < lines.count else { return false }
    let last = text[line.upperBound - 1]
    guard last != "。", last != "：", self.heading(at) == nil else { return false }
    return row(at + 1, heading) != nil || endsAsRow(at, heading)
  }

  /// Whether a line ends with the word for the nature of an indicator (约束性) where the rows do.
  private func endsAsRow(_ at: Int, _ heading: Heading) -> Bool {
    guard heading.kinds.last == .nature, let cell = cells(of: lines[at], by: heading.division)?.last else { return false }
    return LineRows.isSure(text[cell], in: .nature)
  }

  /// （一）环境质量, a line of its own between rows.
  private func isGroup(_ at: Int) -> Bool {
    LineRows(text: text, lines: lines, kinds: []).isGroup(at)
  }

  /// The row whose cells are the lines from `at` on, opened by its number.
  private func rowOfLines(_ at: Int, _ heading: Heading, number: Int) -> (block: Block, lines: Int)? {
    let width = heading.kinds.count
    guard at < lines.count else { return nil }
    if heading.kinds.first != .number { return LineRows(text: text, lines: lines, kinds: heading.kinds).row(at).map { ($0, width) } }
    guard isNumber(number, at), let first = Blanks.trim(lines[at], of: text) else { return nil }
    // The next number right behind a full row, perhaps behind the name of a group.
    let isFull = at + width < lines.count && isNumber(number + 1, at + width)
      || at + width + 1 < lines.count && isGroup(at + width) && isOrdered(at + width) && isNumber(number + 1, at + width + 1)
    if isFull, let row = fullRow(at, heading) { return (row, width) }
    // The next row's number shows how many lines this one has; the last row has as many as there are headings.
    let next = (at + 2..<max(at + 2, min(lines.count, at + 2 * width))).first { isNumber(number + 1, $0) }
    let count = (next ?? at + width) - at
    guard at + count <= lines.count, let last = Blanks.trim(lines[at + count - 1], of: text) else { return nil }
    let span = SourceSpan(start: first.lowerBound, end: last.upperBound)
    let cells = (at..<at + count).compactMap { Blanks.trim(lines[$0], of: text) }
    guard cells.count == width, fits(cells, heading.kinds) else {
      return next == nil || span.count > 400 ? nil : (Block(span: span, kind: .tableRow(cells: [])), count)
    }
    return (Block(span: span, kind: .tableRow(cells: cells.map { SourceSpan($0) })), width)
  }

  /// （一）, 一、 in front.
  private func isOrdered(_ at: Int) -> Bool {
    Blanks.trim(lines[at], of: text).map { "（(一二三四五六七八九十".unicodeScalars.contains(text[$0.lowerBound]) } ?? false
  }

  /// The row of as many lines as there are headings if each fits its column.
  private func fullRow(_ at: Int, _ heading: Heading) -> Block? {
    let cells = (at..<at + heading.kinds.count).compactMap { Blanks.trim(lines[$0], of: text) }
    guard cells.count == heading.kinds.count, fits(cells, heading.kinds), let first = cells.first, let last = cells.last else { return nil }
    return Block(span: SourceSpan(start: first.lowerBound, end: last.upperBound), kind: .tableRow(cells: cells.map { SourceSpan($0) }))
  }

  private func isNumber(_ number: Int, _ at: Int) -> Bool {
    guard let cell = Blanks.trim(lines[at], of: text), cell.count <= 4 else { return false }
    var digits = text[cell].map(CharacterForms.canonical)
    if let last = digits.last, ".、".unicodeScalars.contains(last) { digits.removeLast() }
    return digits.elementsEqual(String(number).unicodeScalars)
  }

  // MARK: Cells

  /// The cells of a line, blanks around them left out; nil if the division does not occur in it.
  private func cells(of line: Range<Int>, by division: Division) -> [Range<Int>]? {
    switch division {
    case .tab: divided(line) { $0 == "\t" }
    case .bar: bars(line)
    case .wide: gapped(line, width: 2)
    case .blank: gapped(line, width: 1).map(joiningLetters)
    case .line: nil
    }
  }

  private func divided(_ line: Range<Int>, at isMark: (Unicode.Scalar) -> Bool) -> [Range<Int>]? {
    var cells: [Range<Int>] = []
    var start = line.lowerBound
    for i in line where isMark(text[i]) {
      cells.append(inner(start..<i))
      start = i + 1
    }
    guard !cells.isEmpty else { return nil }
    return cells + [inner(start..<line.upperBound)]
  }

  private func inner(_ cell: Range<Int>) -> Range<Int> {
    Blanks.trim(cell, of: text) ?? cell.lowerBound..<cell.lowerBound
  }

  /// `| 指标 | 2025年 |`: the bars around a row divide nothing.
  private func bars(_ line: Range<Int>) -> [Range<Int>]? {
    guard let trimmed = Blanks.trim(line, of: text) else { return nil }
    var inside = trimmed
    if Self.isBar(text[inside.lowerBound]) { inside = inside.lowerBound + 1..<inside.upperBound }
    if let last = inside.last, Self.isBar(text[last]) { inside = inside.lowerBound..<last }
    return divided(inside, at: Self.isBar)
  }

  private static func isBar(_ scalar: Unicode.Scalar) -> Bool { "|│┃｜".unicodeScalars.contains(scalar) }

  /// Pieces between blanks that are together at least `width` wide, an ideographic blank counting two.
  private func gapped(_ line: Range<Int>, width least: Int) -> [Range<Int>]? {
    var cells: [Range<Int>] = []
    var start: Int?
    var gap = 0
    var end = line.lowerBound
    for i in line {
      if Blanks.isBlank(text[i]) {
        gap += text[i] == "\u{3000}" || text[i] == "\t" ? 2 : 1
      } else {
        if let low = start, gap >= least {
          cells.append(low..<end)
          start = i
        }
        if start == nil { start = i }
        gap = 0
        end = i + 1
      }
    }
    guard let low = start else { return nil }
    cells.append(low..<end)
    return cells.count > 1 ? cells : nil
  }

  /// 指 标: single Chinese characters in a row are one cell spaced out, up to the end of a heading.
  private func joiningLetters(_ cells: [Range<Int>]) -> [Range<Int>] {
    var out: [Range<Int>] = []
    var letters = false
    for cell in cells {
      let isLetter = cell.count == 1 && CharacterForms.isHan(text[cell.lowerBound])
      if isLetter, letters, let last = out.last {
        out[out.count - 1] = last.lowerBound..<cell.upperBound
      } else {
        out.append(cell)
      }
      letters = isLetter && !(out.last.map { $0.count > 1 && ColumnHeading(text[$0]) != nil } ?? false)
    }
    return out
  }
}
