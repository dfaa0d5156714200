import PlanText

/// Plain text: the characters of the file as they are, one block a line that is not blank, or a row of a table.
enum TextReader {
  /// Lines end at LF, CR, CR LF, and at the separators VT, FF, NEL, LS and PS. Behind a character of Latin-1 a NEL is the last byte of one of
  /// UTF-8 that was read with the wrong table (公 as å\u{85}¬), and ends nothing.
  static func blocks(of text: [Unicode.Scalar]) -> [Block] {
    var lines: [Range<Int>] = []
    var start = 0
    for i in text.indices where isLineEnd(text[i]) && !(text[i].value == 0x85 && i > 0 && (0x80...0xFF).contains(text[i - 1].value)) {
      if hasInk(start..<i, of: text) { lines.append(start..<i) }
      start = i + 1
    }
    if hasInk(start..<text.count, of: text) { lines.append(start..<text.count) }
    return TextTables.blocks(lines, of: text)
  }

  @inline(__always)
  private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    let v = scalar.value
    if v < 0x80 { return v >= 0x0A && v <= 0x0D }
    return v == 0x85 || v == 0x2028 || v == 0x2029
  }

  private static func hasInk(_ line: Range<Int>, of text: [Unicode.Scalar]) -> Bool {
    line.contains { !Blanks.isBlank(text[$0]) }
  }
}
