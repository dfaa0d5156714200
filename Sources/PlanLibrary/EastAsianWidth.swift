/// How many columns of a terminal a character takes.
package enum EastAsianWidth {
  /// 0 for combining and zero-width characters, 2 for wide ones (Unicode Annex 11, W and F, in the blocks that occur
  /// in plans), else 1. Ambiguous ones (“ ” — … ①) count 1, as terminals draw them by default.
  package static func columns(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x200B...0x200F, 0xFEFF, 0x0300...0x036F, 0xFE00...0xFE0F: 0
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
      0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      2
    case 0..<0x20, 0x7F..<0xA0: 0
    default: 1
    }
  }

  package static func columns(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + columns($1) } }

  /// `text` cut to at most `width` columns, an ellipsis marking the cut.
  package static func clipped(_ text: String, to width: Int) -> String {
    columns(text) <= width ? text : fitted(text, to: width)
  }

  /// `text` cut to at most `width` columns, an ellipsis marking the cut, and filled with blanks to exactly `width`.
  package static func fitted(_ text: String, to width: Int) -> String {
    let all = columns(text)
    if all <= width { return text + String(repeating: " ", count: width - all) }
    var out = String.UnicodeScalarView()
    var used = 0
    for scalar in text.unicodeScalars {
      let w = columns(scalar)
      if used + w > width - 1 { break }
      out.append(scalar)
      used += w
    }
    return String(out) + "…" + String(repeating: " ", count: max(0, width - used - 1))
  }
}
