/// Joins paragraphs that a page break or a hard line wrap cut.
///
/// A cut is seen by three things together: the line before ends in the middle of a sentence, it is prose and no heading, and
/// the line behind starts nothing new (no marker, no indent where the document indents). In a document wrapped at a fixed
/// width, a line that reaches the width goes on in the next one.
extension Draft {
  mutating func joinPages() {
    var proofs = Self.mostProofs
    let wrap = WrapWidth(of: paragraphs)
    let indents = (usesIndents || wrap.isWrapped) && !Self.hangs(paragraphs, wrap)
    let all = paragraphs
    var joined: [DraftParagraph] = []
    // Heads, feet and numbers of pages behind the last line: where the sentence goes on, they are taken out with the break.
    var furniture: [DraftParagraph] = []
    for var paragraph in all {
      if paragraph.kind == .chrome, furniture.count < Self.mostFurniture, joined.last.map(Self.isLine) == true {
        furniture.append(paragraph)
        continue
      }
      if !furniture.isEmpty { paragraph.lineEndsBefore = min(paragraph.lineEndsBefore, 1) }
      guard let last = joined.last, Self.isLine(last), Self.isLine(paragraph),
        Self.continues(last, paragraph, wrap: wrap, indents: indents)
      else {
        joined += furniture
        furniture = []
        joined.append(paragraph)
        continue
      }
      furniture = []
      join(paragraph, onto: &joined[joined.count - 1], proofs: &proofs)
    }
    paragraphs = joined + furniture
  }

  /// Most lines of page furniture between the two halves of a sentence.
  private static let mostFurniture = 4

  private static func isLine(_ paragraph: DraftParagraph) -> Bool { paragraph.kind == .line && !paragraph.cells.isEmpty }

  /// Whether most paragraphs that start a sentence are indented.
  private var usesIndents: Bool {
    let lines = paragraphs.filter { $0.kind == .line && $0.cells.count >= 20 }
    return !lines.isEmpty && lines.count(where: \.isIndented) * 2 > lines.count
  }

  /// Whether the lines that go on are indented (hanging items, or whole pages set in from the edge), so that an indent says
  /// nothing of what starts: most lines behind a full line without an end mark are.
  private static func hangs(_ paragraphs: [DraftParagraph], _ wrap: WrapWidth) -> Bool {
    guard wrap.isWrapped else { return false }
    var (indented, all) = (0, 0)
    for (before, after) in zip(paragraphs, paragraphs.dropFirst()) {
      guard isLine(before), isLine(after), after.lineEndsBefore == 1, wrap.isFull(before), LineShape.endsOpen(before.scalars),
        !LineShape.startsNew(after.scalars)
      else { continue }
      all += 1
      if after.isIndented { indented += 1 }
    }
    return indented * 2 > all
  }

  /// `indents`: an indent starts a paragraph.
  static func continues(
    _ before: DraftParagraph, _ after: DraftParagraph, wrap: WrapWidth, indents: Bool
  ) -> Bool {
    guard !before.cells.isEmpty, !after.cells.isEmpty, after.lineEndsBefore > 0 else { return false }
    let left = before.scalars
    let right = after.scalars
    if LineShape.isCutMarker(left, right) || LineShape.opensWithMark(right) && LineShape.endsOpen(left) { return true }
    // (主办机关:甲部;协办机关: | 乙部): whatever mark a full line ends with, its bracket closes on the next.
    if wrap.isWrapped, after.lineEndsBefore == 1, wrap.isFull(before), LineShape.leavesBracketOpen(left), LineShape.closesBracket(right) { return true }
    guard LineShape.endsOpen(left), !LineShape.startsNew(right) else { return false }
    if after.isIndented && indents { return false }
    if wrap.isWrapped, after.lineEndsBefore == 1, wrap.isFull(before) { return true }
    guard LineShape.isProse(left) else { return false }
    // A page number or a running head is a line of its own that ends nothing.
    return LineShape.isProse(right) || LineShape.endsSentence(right)
  }

  /// How many repeated characters of a document are looked into: each proof reads the whole text.
  private static let mostProofs = 100

  private mutating func join(_ next: DraftParagraph, onto paragraph: inout DraftParagraph, proofs: inout Int) {
    guard let last = paragraph.cells.last, let first = next.cells.first else { return }
    let gap = SourceSpan(start: Int(last.end), end: Int(first.start))
    damage.append(Damage(kind: .pagebreak, certainty: .exact, span: gap, repaired: "", rule: "page join"))
    let repeated = LineShape.repeatedCharacters(left: paragraph.cells, right: next.cells)
    if repeated > 0 { proofs -= 1 }
    if repeated > 0, proofs >= 0, isProvedDuplicate(repeated, left: paragraph, right: next) {
      let span = SourceSpan(start: Int(first.start), end: Int(next.cells[repeated - 1].end))
      damage.append(
        Damage(kind: .duplicate, certainty: .exact, span: span, repaired: "", rule: "page join"))
      // The first copy stands for both.
      paragraph.cells[paragraph.cells.count - 1].end = Int32(span.end)
      paragraph.cells += next.cells.dropFirst(repeated)
      return
    }
    let bothLatin = last.scalar.isLatinWord && first.scalar.isLatinWord
    if bothLatin { paragraph.cells.append(Cell(scalar: " ", start: last.end, end: first.start)) }
    paragraph.cells += next.cells
  }

  /// Whether the text without the repetition stands elsewhere in the document, and the text with it does not.
  private func isProvedDuplicate(_ count: Int, left: DraftParagraph, right: DraftParagraph) -> Bool {
    let before = left.cells.suffix(count + 2).map(\.scalar)
    let after = right.cells.dropFirst(count).prefix(2).map(\.scalar)
    let repeated = right.cells.prefix(count).map(\.scalar)
    guard before.count == count + 2, after.count == 2 else { return false }
    let without = before + after
    let with = before + repeated + after
    return paragraphs.contains { Self.contains($0.scalars, without) }
      && !paragraphs.contains { Self.contains($0.scalars, with) }
  }

  private static func contains(_ text: [Unicode.Scalar], _ pattern: [Unicode.Scalar]) -> Bool {
    guard text.count >= pattern.count, let first = pattern.first else { return false }
    for i in 0...(text.count - pattern.count) where text[i] == first {
      if text[i..<(i + pattern.count)].elementsEqual(pattern) { return true }
    }
    return false
  }
}

extension Unicode.Scalar {
  fileprivate var isLatinWord: Bool { isDigit || (value >= 0x41 && value <= 0x5A) || (value >= 0x61 && value <= 0x7A) }
}

/// Width of lines in a document that is wrapped at a fixed width.
struct WrapWidth: Sendable {
  let isWrapped: Bool
  private let width: Int

  /// Wrapped if there are many lines, most longer ones end in the middle of a sentence, and hardly one exceeds the usual
  /// width.
  init(of paragraphs: [DraftParagraph]) {
    let lengths = paragraphs.filter { $0.kind == .line }.map { Self.width(of: $0) }
    let sorted = lengths.filter { $0 >= 20 }.sorted()
    guard sorted.count >= Self.fewest else {
      self.init(isWrapped: false, width: 0)
      return
    }
    let usual = sorted[sorted.count * 9 / 10]
    let open = paragraphs.count {
      $0.kind == .line && Self.width(of: $0) >= usual * 3 / 4 && LineShape.endsOpen($0.scalars)
    }
    let long = sorted.count { $0 >= usual * 3 / 4 }
    let beyond = sorted.count { $0 > usual * 5 / 4 }
    let wrapped = usual <= 160 && open * 10 >= long * 6 && long * 10 >= sorted.count * 4 && beyond * 50 <= sorted.count
    self.init(isWrapped: wrapped, width: usual)
  }

  /// Fewest lines that show a width.
  private static let fewest = 20

  private init(isWrapped: Bool, width: Int) {
    self.isWrapped = isWrapped
    self.width = width
  }

  /// Whether the last line of the paragraph may have reached the width. Paragraphs grow as lines are joined, so a paragraph
  /// longer than a line is taken as full.
  func isFull(_ paragraph: DraftParagraph) -> Bool { Self.width(of: paragraph) * 4 >= width * 3 }

  /// In columns: a Chinese character takes two.
  static func width(of paragraph: DraftParagraph) -> Int {
    paragraph.cells.reduce(0) { $0 + ($1.scalar.value >= 0x2E80 ? 2 : 1) }
  }
}

/// What the first and last characters of a line say about it. Works on canonical forms, before and after script folding.
enum LineShape {
  private static let terminal: ScalarSet = "。!?;:…"
  private static let closing: ScalarSet = "”’)》]〕\""
  private static let brackets: ScalarSet = ")〕]\""
  private static let stops: ScalarSet = "。!?;"
  private static let bullets: ScalarSet = "●■◆★▲○•‧·◎▪▫※✓✔☑➤➢▶►▷□◇☆△→"

  /// Whether a line ends without a mark that could end a sentence or a heading's list.
  static func endsOpen(_ line: [Unicode.Scalar]) -> Bool {
    guard let at = line.lastIndex(where: { !CharacterForms.isBlank($0) }) else { return false }
    // 社会福利署(“社署”) | 将于…: a short name given in passing ends nothing.
    if line[at] == ")", at > 0, line[at - 1] == "”" { return true }
    if terminal.contains(line[at]) || brackets.contains(line[at]) { return false }
    // …“最美科技工作者” may go on; …再创辉煌。” does not.
    guard closing.contains(line[at]) else { return true }
    return at > 0 && !terminal.contains(line[at - 1])
  }

  /// Whether a bracket that opens near the end of a line is not closed on it.
  static func leavesBracketOpen(_ line: [Unicode.Scalar]) -> Bool {
    var depth = 0
    for scalar in line.suffix(longestBracket).reversed() {
      if scalar == ")" { depth += 1 }
      if scalar == "(" { depth -= 1 }
      if depth < 0 { return true }
    }
    return false
  }

  /// Whether a line closes a bracket that an earlier one opened.
  static func closesBracket(_ line: [Unicode.Scalar]) -> Bool {
    var depth = 0
    for scalar in line.prefix(longestBracket) {
      if scalar == "(" { depth += 1 }
      if scalar == ")" { depth -= 1 }
      if depth < 0 { return true }
    }
    return false
  }

  /// How far from the break the ends of such a bracket may stand.
  private static let longestBracket = 120

  static func endsSentence(_ line: [Unicode.Scalar]) -> Bool {
    guard let last = lastCharacter(line) else { return false }
    return stops.contains(last) || (closing.contains(last) && line.contains("。"))
  }

  private static func lastCharacter(_ line: [Unicode.Scalar]) -> Unicode.Scalar? {
    line.last { !CharacterForms.isBlank($0) }
  }

  /// Running text: it ends a sentence inside, or is long and goes on after commas.
  static func isProse(_ line: [Unicode.Scalar]) -> Bool {
    if line.contains("。") || line.contains(";") { return true }
    let commas = line.count { $0 == "," }
    // A heading may hold commas (一、围绕…，做…); behind a marker it takes more to be prose.
    let marked = Marker.parse(line, at: 0, limit: line.count) != nil
    if let last = lastCharacter(line), last == "," || last == "、" { return true }
    return !marked && commas >= 2 && line.count >= 40
  }

  private static let openers: PhraseSet = ["附件", "附:", "目录", "专栏"]

  /// Whether a line starts something of its own: a marker, a title in brackets, an annex.
  static func startsNew(_ line: [Unicode.Scalar]) -> Bool {
    guard let first = line.first else { return true }
    if Marker.parse(line, at: 0, limit: line.count) != nil { return true }
    if openers.starts(line[...]) { return true }
    return bullets.contains(first) || isDashed(line) || isLettered(line)
  }

  /// `- 设置…`, `* 设置…`
  private static func isDashed(_ line: [Unicode.Scalar]) -> Bool {
    line.count > 2 && "-*".unicodeScalars.contains(line[0]) && CharacterForms.isBlank(line[1])
  }

  /// `(a) …`, `(iii) …`
  private static func isLettered(_ line: [Unicode.Scalar]) -> Bool {
    guard line.first == "(", let close = line.prefix(6).firstIndex(of: ")"), close > 1 else { return false }
    return line[1..<close].allSatisfy { (0x61...0x7A).contains($0.value) }
  }

  /// Whether a line starts with a mark that only stands behind words: copied pages break their lines in front of marks.
  static func opensWithMark(_ line: [Unicode.Scalar]) -> Bool { line.count > 1 && line.first.map { ",、。;".unicodeScalars.contains($0) } ?? false }

  /// Whether a line break cut a marker: `（` | `三）深化改革`, `四` | `、保障措施`.
  static func isCutMarker(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Bool {
    guard left.count <= 4, let first = right.first, Marker.parse(left, at: 0, limit: left.count) == nil else { return false }
    guard left.first == "(" ? !left.contains(")") : "、.)".unicodeScalars.contains(first) else { return false }
    let whole = left + right
    guard let marker = Marker.parse(whole, at: 0, limit: whole.count) else { return false }
    return marker.length > left.count
  }

  /// How many characters at the start of `right` repeat the end of `left`: one or two, else 0.
  static func repeatedCharacters(
    left: [Cell], right: [Cell]
  ) -> Int {
    for count in [2, 1] where left.count > count && right.count > count {
      let end = left.suffix(count).map(\.scalar)
      if end == right.prefix(count).map(\.scalar), end.allSatisfy(CharacterForms.isHan) { return count }
    }
    return 0
  }
}
