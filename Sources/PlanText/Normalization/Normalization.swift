/// From a document to its normal text: named steps in a fixed order, each recording what it changed.
///
/// 1. `lay out`: blocks become paragraphs of cells (character, source span), cut where wide white space separates columns or
///    paragraphs that lost their line end.
/// 2. `forms`: width, compatibility and punctuation variants (see `CharacterForms`).
/// 3. `wrong table`: what was read with the wrong table is read with the right one (see `WrongTable`).
/// 4. `invisible`: zero-width and control characters are taken out, and the marks of Markdown.
/// 5. `realign`: garbled runs are read with their bytes shifted back (see `Realignment`).
/// 6. `gloss`: proved pinyin readings are taken out.
/// 7. `running heads`: heads, feet and numbers of pages become page furniture.
/// 8. `page join`: paragraphs that a page break or a hard wrap cut are joined; a repeated character is taken out.
/// 9. `blanks`: white space inside a paragraph is reduced.
/// 10. `script`: traditional text is read as simplified.
/// 11. `detect`: damage that cannot be repaired is recorded.
extension NormalText {
  package init(of document: Document) {
    var draft = Draft.layOut(document)
    draft.readWithRightTable()
    draft.takeOutInvisible()
    draft.takeOutMarkup()
    draft.realign()
    draft.takeOutGlosses()
    draft.setRunningHeadsApart()
    draft.joinPages()
    draft.reduceBlanks()
    let script = draft.script
    draft.detectDamage()
    if script == .mixed { draft.detectHalfConversion() }
    self.init(draft, script: script, isRegional: script != .hans && Self.quotesInCorners(document.text))
  }

  /// Whether 「 opens more quotes than “, or nothing is quoted.
  private static func quotesInCorners(_ text: [Unicode.Scalar]) -> Bool {
    var balance = 0
    var quotes = 0
    for scalar in text where scalar == "「" || scalar == "“" {
      quotes += 1
      balance += scalar == "「" ? 1 : -1
    }
    return quotes == 0 || balance > 0
  }

  private init(_ draft: Draft, script: Script, isRegional: Bool) {
    var scalars: [Unicode.Scalar] = []
    var starts: [Int32] = []
    var ends: [Int32] = []
    var paragraphs: [Paragraph] = []
    let size = draft.paragraphs.reduce(0) { $0 + $1.cells.count + 1 }
    scalars.reserveCapacity(size)
    starts.reserveCapacity(size)
    ends.reserveCapacity(size)
    for piece in draft.paragraphs where !piece.cells.isEmpty {
      if let last = ends.last {
        scalars.append("\n")
        starts.append(last)
        ends.append(last)
      }
      let from = scalars.count
      for cell in piece.cells {
        scalars.append(cell.scalar)
        starts.append(cell.start)
        ends.append(cell.end)
      }
      paragraphs.append(Paragraph(range: from..<scalars.count, kind: piece.kind))
    }
    if script != .hans { scalars = ScriptConversion.simplified(scalars) }
    self.init(
      scalars: scalars, starts: starts, ends: ends, paragraphs: paragraphs,
      damage: draft.damage.sorted { ($0.span, $0.kind.rawValue) < ($1.span, $1.kind.rawValue) }, script: script,
      isRegional: isRegional)
  }
}

/// One character of the text under way, with the source characters it stands for.
struct Cell: Sendable {
  var scalar: Unicode.Scalar
  var start: Int32
  var end: Int32
}

/// A paragraph under way.
struct DraftParagraph: Sendable {
  var cells: [Cell]
  var kind: BlockKind
  /// Whether the source indents its first line.
  var isIndented: Bool
  /// Number of line ends in the source between the paragraph before and this one; 0 where a wide blank cut a line.
  var lineEndsBefore: Int

  var scalars: [Unicode.Scalar] { cells.map(\.scalar) }
}

/// The text between the steps of normalisation.
struct Draft: Sendable {
  var paragraphs: [DraftParagraph]
  var damage: [Damage] = []
  let source: [Unicode.Scalar]

  /// Which script the characters under way are in.
  var script: Script {
    var count = ScriptCount()
    for paragraph in paragraphs {
      for cell in paragraph.cells { count.add(cell.scalar) }
    }
    return count.script
  }

  static func layOut(_ document: Document) -> Draft {
    var paragraphs: [DraftParagraph] = []
    let text = document.text
    var previousEnd = 0
    for block in document.blocks {
      let lineEnds = countLineEnds(in: text[previousEnd..<block.span.start])
      let indented = leadingBlank(before: block.span.start, in: text) >= 2
      let cutting = block.kind == .line || block.kind == .paragraph
      for (number, piece) in pieces(of: block.span.range, in: text, cutting: cutting).enumerated() {
        let cells = piece.map { i in
          Cell(scalar: CharacterForms.canonical(text[i]), start: Int32(i), end: Int32(i + 1))
        }
        paragraphs.append(
          DraftParagraph(
            cells: cells, kind: block.kind, isIndented: number == 0 ? indented : true,
            lineEndsBefore: number == 0 ? lineEnds : 0))
      }
      previousEnd = block.span.end
    }
    return Draft(paragraphs: paragraphs, source: text)
  }

  private static func countLineEnds(in text: ArraySlice<Unicode.Scalar>) -> Int {
    // CR LF counts once.
    text.indices.reduce(0) { count, i in
      guard CharacterForms.isLineEnd(text[i]) else { return count }
      return count + (text[i] == "\r" && i + 1 < text.endIndex && text[i + 1] == "\n" ? 0 : 1)
    }
  }

  /// Width of the white space on the line in front of `offset`: an ideographic space counts two.
  private static func leadingBlank(before offset: Int, in text: [Unicode.Scalar]) -> Int {
    var width = 0
    var i = offset - 1
    while i >= 0, !CharacterForms.isLineEnd(text[i]), CharacterForms.isBlank(text[i]) {
      width += text[i].value == 0x3000 ? 2 : text[i] == "\t" ? 4 : 1
      i -= 1
    }
    return width
  }

  /// So many tabs make a line a row of a table.
  private static let fewestTabs = 3

  /// Cuts a line where blanks at least four wide stand between runs of more than one character: such a gap stands for a lost
  /// line end or a column. Letters spaced out (`国  务  院`) are not cut.
  private static func pieces(of range: Range<Int>, in text: [Unicode.Scalar], cutting: Bool) -> [Range<Int>] {
    guard cutting else { return [range] }
    var gaps: [Range<Int>] = []
    // a row of a pasted table that its headings do not tell: each tab ends a cell
    let tab = text[range].count { $0 == "\t" } >= fewestTabs ? 4 : 1
    var i = range.lowerBound
    while i < range.upperBound {
      guard CharacterForms.isBlank(text[i]) else {
        i += 1
        continue
      }
      let from = i
      var width = 0
      while i < range.upperBound, CharacterForms.isBlank(text[i]) {
        width += text[i].value == 0x3000 ? 2 : text[i] == "\t" ? tab : 1
        i += 1
      }
      let start = gaps.last?.upperBound ?? range.lowerBound
      if width >= 4 ? isGap(from..<i, in: range, of: text) : isDate(text[start..<from]) { gaps.append(from..<i) }
    }
    var pieces: [Range<Int>] = []
    var start = range.lowerBound
    for gap in gaps {
      if start < gap.lowerBound { pieces.append(start..<gap.lowerBound) }
      start = gap.upperBound
    }
    if start < range.upperBound { pieces.append(start..<range.upperBound) }
    return pieces
  }

  /// A date that stands alone in front of a blank: a signature's date, behind which something else starts.
  private static func isDate(_ piece: ArraySlice<Unicode.Scalar>) -> Bool {
    guard piece.last == "日", piece.count <= 16, piece.contains("年"), piece.contains("月") else { return false }
    return piece.allSatisfy { $0.isDigit || CharacterForms.isBlank($0) || dateMarks.contains($0) }
  }

  private static let dateMarks: ScalarSet = "年月日〇○ＯO零一二三四五六七八九十元"

  private static func isGap(_ gap: Range<Int>, in range: Range<Int>, of text: [Unicode.Scalar]) -> Bool {
    func isLone(_ i: Int, _ step: Int) -> Bool {
      let next = i + step
      return !range.contains(next) || CharacterForms.isBlank(text[next])
    }
    let before = gap.lowerBound - 1
    guard range.contains(before), range.contains(gap.upperBound) else { return true }
    let lone = isLone(before, -1) && isLone(gap.upperBound, 1)
    return !(lone && CharacterForms.isHan(text[before]) && CharacterForms.isHan(text[gap.upperBound]))
  }

  /// Takes out characters that print nothing; a control character is recorded, zero-width ones pass silently.
  mutating func takeOutInvisible() {
    for p in paragraphs.indices where paragraphs[p].cells.contains(where: { CharacterForms.isInvisible($0.scalar) }) {
      for cell in paragraphs[p].cells where CharacterForms.isInvisible(cell.scalar) {
        damage.append(
          Damage(
            kind: .control, certainty: .exact, span: SourceSpan(start: Int(cell.start), end: Int(cell.end)),
            repaired: "", rule: "invisible"))
      }
      paragraphs[p].cells.removeAll { CharacterForms.isInvisible($0.scalar) }
    }
  }

  /// Reduces white space: none next to a digit that touches Chinese or next to punctuation, else one blank. Single Chinese
  /// characters spaced out in a row of at least three lose all blanks between them.
  mutating func reduceBlanks() {
    for p in paragraphs.indices {
      let cells = paragraphs[p].cells
      guard cells.contains(where: { CharacterForms.isBlank($0.scalar) }) else { continue }
      paragraphs[p].cells = Self.reducingBlanks(cells, isRow: paragraphs[p].kind.isTableRow)
    }
  }

  private static func reducingBlanks(_ cells: [Cell], isRow: Bool) -> [Cell] {
    var out: [Cell] = []
    out.reserveCapacity(cells.count)
    var i = 0
    while i < cells.count {
      guard CharacterForms.isBlank(cells[i].scalar) else {
        out.append(cells[i])
        i += 1
        continue
      }
      let from = i
      var hasTab = false
      while i < cells.count, CharacterForms.isBlank(cells[i].scalar) {
        hasTab = hasTab || cells[i].scalar == "\t"
        i += 1
      }
      guard let before = out.last, i < cells.count else { continue }
      if isRow && hasTab {
        out.append(Cell(scalar: "\t", start: cells[from].start, end: cells[i - 1].end))
      } else if keepsBlank(before.scalar, cells[i].scalar, before: from, after: i, in: cells) {
        out.append(Cell(scalar: " ", start: cells[from].start, end: cells[i - 1].end))
      }
    }
    return out
  }

  private static func keepsBlank(
    _ left: Unicode.Scalar, _ right: Unicode.Scalar, before: Int, after: Int, in cells: [Cell]
  ) -> Bool {
    let leftHan = CharacterForms.isHan(left)
    let rightHan = CharacterForms.isHan(right)
    if leftHan && rightHan {
      // 国 务 院: a lone character on either side is spaced out, not a word of its own.
      let loneRight = after + 1 >= cells.count || CharacterForms.isBlank(cells[after + 1].scalar)
      let loneLeft = before < 2 || CharacterForms.isBlank(cells[before - 2].scalar)
      return !(loneRight && loneLeft)
    }
    if (leftHan && right.isDigit) || (left.isDigit && rightHan) { return false }
    if left.properties.isWordLike && right.properties.isWordLike { return true }
    // `4. 搭建`: the blank behind a marker says nothing.
    return false
  }
}

extension BlockKind {
  package var isTableRow: Bool {
    if case .tableRow = self { true } else { false }
  }
}

extension Unicode.Scalar {
  /// ASCII digit.
  package var isDigit: Bool { value >= 0x30 && value <= 0x39 }
}

extension Unicode.Scalar.Properties {
  fileprivate var isWordLike: Bool { isAlphabetic || numericType != nil }
}
