/// Characters that carry no meaning at the ends of a line.
enum Blanks {
  /// ASCII blanks, no-break, ideographic and typographic spaces, zero-width spaces and a stray byte order mark.
  @inline(__always)
  static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    let v = scalar.value
    if v < 0x80 { return v == 0x20 || (v >= 0x09 && v <= 0x0D) }
    if v >= 0x3001 && v < 0xFEFF { return false }
    switch v {
    case 0xA0, 0x1680, 0x2000...0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF: return true
    default: return false
    }
  }

  /// `range` of `text` without blanks at its ends; nil when nothing is left.
  static func trim(_ range: Range<Int>, of text: [Unicode.Scalar]) -> Range<Int>? {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high, isBlank(text[low]) { low += 1 }
    while high > low, isBlank(text[high - 1]) { high -= 1 }
    return low < high ? low..<high : nil
  }
}
