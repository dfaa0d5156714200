import PlanText

/// Tells which paragraphs of a Word document are its table of contents: by their style (`toc 1`), or by the field that Word made them with.
struct WordContents {
  /// Open fields, which reach over paragraphs, and whether each is a table of contents.
  private var fields: [Bool] = []
  /// Whether the paragraph under way has the style of an entry, and whether it stands in the field.
  private var isStyled = false
  private var isInField = false

  /// Starts a paragraph.
  mutating func begin(isStyled: Bool) {
    self.isStyled = isStyled
    isInField = fields.contains(true)
  }

  /// Takes a `w:fldChar` of this type.
  mutating func field(_ type: String?) {
    switch type {
    case "begin": if fields.count < 100 { fields.append(false) }
    case "end": _ = fields.popLast()
    default: return
    }
  }

  /// Takes a piece of a field's instruction: `TOC \o "1-3"`.
  mutating func instruction(_ text: String) {
    guard let word = text.split(separator: " ").first, word.uppercased() == "TOC", !fields.isEmpty else { return }
    fields[fields.count - 1] = true
    isInField = true
  }

  /// Whether a line of the paragraph is an entry. In the field it must end with the number of a page: a field whose end is missing must not
  /// take the document with it, so that the first other line ends it.
  mutating func holds(_ line: [Unicode.Scalar]) -> Bool {
    if isStyled { return true }
    guard isInField else { return false }
    let end = line.reversed().drop(while: Blanks.isBlank)
    let lead = end.drop(while: \.isDigit)
    if let mark = lead.first, lead.count < end.count, Blanks.isBlank(mark) || ".…·".unicodeScalars.contains(mark) { return true }
    fields = fields.map { _ in false }
    isInField = false
    return false
  }
}
