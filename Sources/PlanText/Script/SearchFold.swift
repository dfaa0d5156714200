/// Folding for search: script, width, case and white space, the same for texts and queries.
///
/// Two texts that differ only in script variant, full or half width, letter case, kind of quotation mark or in blanks next
/// to Chinese characters fold to the same scalars.
package enum SearchFold {
  /// Changes whenever folding changes: an index made with another version is rebuilt.
  package static let version = "fold-1"

  /// The folded scalars of a query or a text.
  package static func fold(_ text: String) -> [UInt32] {
    var folder = SearchFolder()
    for scalar in text.unicodeScalars { folder.append(scalar, start: 0, end: 0) }
    return folder.finish().scalars
  }

  /// All folded characters of a character by itself; none for an invisible one, U+0020 for a blank.
  package static func folded(_ scalar: Unicode.Scalar) -> [UInt32] {
    expansion(scalar) ?? fold(scalar).map { [$0] } ?? []
  }

  /// The folded characters of a character that is no plain Chinese or ASCII one: compatibility decomposition (NFKD) and full
  /// case folding, each result folded in turn. `㎡` gives m2, `ﬁ` fi, `é` e and its accent as the decomposed form has it.
  static func expansion(_ scalar: Unicode.Scalar) -> [UInt32]? {
    guard needsExpansion(scalar.value) else { return nil }
    let decomposed = ICU.caseFold(ICU.nfkd(String(Character(scalar))))
    let folded = decomposed.unicodeScalars.compactMap { fold($0) }
    return folded.isEmpty ? nil : folded
  }

  /// Blocks whose characters have decompositions or full case foldings; Chinese text is made of none of them.
  private static func needsExpansion(_ value: UInt32) -> Bool {
    switch value {
    case 0xA8...0x2AF, 0x37A...0x3FF, 0x1E00...0x1FFF, 0x2070...0x209C, 0x20A8, 0x2100...0x218B, 0x2460...0x24EA,
      0x3131...0x318E, 0x3200...0x33FF, 0xFB00...0xFB06, 0xFF61...0xFFDC: value != 0xB7 && value != 0xD7
    case 0x304C...0x30FE, 0xAC00...0xD7A3: true
    default: false
    }
  }

  /// One character: script class, width, case. Blanks give U+0020; nil is dropped altogether.
  static func fold(_ scalar: Unicode.Scalar) -> UInt32? {
    let value = scalar.value
    if value < 0x80 {
      if value >= 0x41, value <= 0x5A { return value + 0x20 }
      return value <= 0x20 || value == 0x7F ? 0x20 : value
    }
    if value >= 0x4E00, value <= 0x9FFF { return ScriptClasses.bundled.fold(value) }
    if CharacterForms.isInvisible(scalar) { return nil }
    if CharacterForms.isBlank(scalar) { return 0x20 }
    let narrow = CharacterForms.canonical(scalar)
    switch narrow.value {
    case 0x22, 0x201C, 0x201D, 0x201E, 0x201F: return 0x22
    case 0x27, 0x2018, 0x2019, 0x201B: return 0x27
    case 0x41...0x5A: return narrow.value + 0x20
    case 0..<0x80: return narrow.value
    default: break
    }
    let lower = narrow.properties.lowercaseMapping.unicodeScalars
    let folded = lower.count == 1 ? lower.first?.value ?? narrow.value : narrow.value
    return ScriptClasses.bundled.fold(folded)
  }

  /// Whether blanks next to this folded character carry no meaning: everything but letters and digits of alphabets.
  static func absorbsBlanks(_ folded: UInt32) -> Bool {
    switch folded {
    case 0x30...0x39, 0x61...0x7A: return false
    case 0..<0x80: return true
    case 0xC0...0x2AF, 0x370...0x58F: return false
    default: return true
    }
  }
}

/// Collects folded scalars with the source offsets they come from; blanks are settled when the next character is known.
struct SearchFolder {
  private(set) var scalars: [UInt32] = []
  private(set) var starts: [Int32] = []
  private(set) var ends: [Int32] = []
  private var pendingBlank: (start: Int32, end: Int32)?

  mutating func append(_ scalar: Unicode.Scalar, start: Int32, end: Int32) {
    if let expansion = SearchFold.expansion(scalar) {
      for folded in expansion { append(folded: folded, start: start, end: end) }
    } else if let folded = SearchFold.fold(scalar) {
      append(folded: folded, start: start, end: end)
    }
  }

  private mutating func append(folded: UInt32, start: Int32, end: Int32) {
    if folded == 0x20 {
      if pendingBlank == nil { pendingBlank = (start, end) }
      return
    }
    if let blank = pendingBlank, let last = scalars.last, !SearchFold.absorbsBlanks(last),
      !SearchFold.absorbsBlanks(folded)
    {
      scalars.append(0x20)
      starts.append(blank.start)
      ends.append(blank.end)
    }
    pendingBlank = nil
    scalars.append(folded)
    starts.append(start)
    ends.append(end)
  }

  func finish() -> (scalars: [UInt32], starts: [Int32], ends: [Int32]) { (scalars, starts, ends) }
}
