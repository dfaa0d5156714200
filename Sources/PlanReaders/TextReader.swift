import PlanText

/// Plain text: the characters of the file as they are, one block a line that is not blank.
enum TextReader {
  /// Lines end at LF, CR, CR LF, and at the separators VT, FF, NEL, LS and PS.
  static func blocks(of text: [Unicode.Scalar]) -> [Block] {
    var blocks: [Block] = []
    var start = 0
    for i in text.indices where isLineEnd(text[i]) {
      append(start..<i, of: text, to: &blocks)
      start = i + 1
    }
    append(start..<text.count, of: text, to: &blocks)
    return blocks
  }

  @inline(__always)
  private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    let v = scalar.value
    if v < 0x80 { return v >= 0x0A && v <= 0x0D }
    return v == 0x85 || v == 0x2028 || v == 0x2029
  }

  private static func append(_ range: Range<Int>, of text: [Unicode.Scalar], to blocks: inout [Block]) {
    guard let trimmed = Blanks.trim(range, of: text) else { return }
    blocks.append(Block(span: SourceSpan(trimmed), kind: .line))
  }
}
