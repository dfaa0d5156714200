/// Width and compatibility forms, punctuation variants and blanks: one character to one character, so that offsets stay.
package enum CharacterForms {
  /// The canonical form of a character: full-width ASCII to ASCII, compatibility ideographs and vertical or small forms to
  /// their plain ones (NFKC, where that gives one character), bracket, dash and dot variants to one of each.
  package static func canonical(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let value = scalar.value
    if value < 0xB7 { return scalar }
    if value >= 0x3400, value <= 0x9FFF { return scalar }
    if value >= 0xFF01, value <= 0xFF5E { return Unicode.Scalar(value - 0xFEE0) ?? scalar }
    if varying.contains(scalar), let variant = variants[scalar] { return variant }
    if needsNormalization(value) {
      let normal = ICU.nfkc(String(Character(scalar))).unicodeScalars
      if normal.count == 1, let first = normal.first { return variants[first] ?? first }
    }
    return scalar
  }

  /// Whether the character is a blank of any width, a tab or a line end.
  package static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09...0x0D, 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  /// Whether the character ends a line: LF, CR, vertical tab, form feed, NEL, line and paragraph separator.
  package static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }

  /// Whether the character prints nothing: zero-width, soft hyphen, byte order mark, direction marks, C0 and C1 controls
  /// that are no blanks.
  package static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x08, 0x0E...0x1F, 0x7F...0x9F, 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064,
      0xFE00...0xFE0F, 0xFEFF, 0xE0100...0xE01EF: true
    default: false
    }
  }

  /// Whether the character is a Chinese character (BMP blocks, extensions and 〇).
  package static func isHan(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3134F: true
    default: false
    }
  }

  private static func needsNormalization(_ value: UInt32) -> Bool {
    switch value {
    case 0x2F00...0x2FDF, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFFE0...0xFFEE, 0x2F800...0x2FA1F: true
    default: false
    }
  }

  private static let varying = ScalarSet(variants.keys)

  /// Variants of punctuation that NFKC leaves apart.
  private static let variants: [Unicode.Scalar: Unicode.Scalar] = [
    "「": "“", "」": "”", "『": "“", "』": "”", "﹁": "“", "﹂": "”", "〝": "“", "〞": "”", "＂": "\"", "„": "“", "‟": "“",
    "―": "—", "─": "—", "–": "—", "‒": "—", "━": "—", "－": "-", "−": "-", "‐": "-", "‑": "-",
    "・": "·", "•": "·", "‧": "·", "∙": "·", "･": "·", "●": "●",
    "〜": "~", "∼": "~", "～": "~", "｡": "。", "､": "、", "﹑": "、", "﹒": ".",
    "○": "〇", "◯": "〇", "〖": "[", "〗": "]", "【": "[", "】": "]", "〈": "《", "〉": "》", "﹝": "〔", "﹞": "〕",
  ]
}
