import PlanText

/// What raised letters (`sup`, superscript runs) say beside the letter in front of them.
///
/// Read as plain letters they would be glued to the next figure: the mark of a note in `科普基地¹30个` would make it 130, the power in
/// `10³吨` 103.
enum RaisedLetters {
  /// Longest text that can be a mark or a power: `[12-14]`.
  static let most = 16

  /// The text that stands for raised letters.
  ///
  /// A number behind a digit or a letter is a power (`m` `2` → `²`); behind a Han character or a closing mark, in brackets or as a
  /// link it is the mark of a note and leaves the text (`基地` `1` → nothing). At the start of a line it heads the note itself
  /// (`1` → `[1] `). Everything else stays (`th`).
  /// - Parameters:
  ///   - behind: the letter in front of them on their line; nil at its start.
  ///   - isLink: whether they lead to another place of the page, as marks of notes do.
  static func text(_ raised: [Unicode.Scalar], behind: Unicode.Scalar?, isLink: Bool) -> [Unicode.Scalar] {
    let plain = raised.filter { !Blanks.isBlank($0) }
    guard let mark = Mark(plain) else {
      return behind.map(isBase) == true ? power(plain) ?? raised : raised
    }
    guard let behind else { return Array("[".unicodeScalars) + mark.inner + "] ".unicodeScalars }
    if isLink || mark.isCertain { return [] }
    if isBase(behind) || isUnit(behind) && (plain == ["2"] || plain == ["3"]) { return power(plain) ?? [] }
    return CharacterForms.isHan(behind) || closing.contains(behind) ? [] : power(plain) ?? []
  }

  /// A number as notes are marked: `3`, `[3]`, `〔1-3〕`, `①`.
  private struct Mark {
    var inner: [Unicode.Scalar]
    /// In brackets, circled or several: no power looks like it.
    var isCertain: Bool

    init?(_ text: [Unicode.Scalar]) {
      guard let first = text.first, let last = text.last, text.count <= most else { return nil }
      let isBracketed = text.count > 2 && brackets[first] == last
      inner = isBracketed ? Array(text.dropFirst().dropLast()) : text
      let isCircled = inner.count == 1 && (0x2460...0x2473).contains(inner[0].value)
      let numbers = inner.split(omittingEmptySubsequences: false) { between.contains($0) }
      guard isCircled || numbers.allSatisfy({ (1...3).contains($0.count) && $0.allSatisfy(\.isDigit) }) else { return nil }
      isCertain = isBracketed || isCircled || numbers.count > 1
    }
  }

  private static let brackets: [Unicode.Scalar: Unicode.Scalar] = ["[": "]", "(": ")", "（": "）", "〔": "〕", "［": "］", "【": "】"]
  private static let between = ScalarSet(",，、-–—~～".unicodeScalars)
  private static let closing = ScalarSet(")）]］】〕》〉」』”’\"'，。、；：！？,.;:!?%％‰…—".unicodeScalars)

  /// The letters that Unicode has for a power, nil for others: `-1` → `⁻¹`.
  private static func power(_ text: [Unicode.Scalar]) -> [Unicode.Scalar]? {
    let out = text.compactMap { scalar -> Unicode.Scalar? in
      switch scalar {
      case "0": "⁰"
      case "1": "¹"
      case "2": "²"
      case "3": "³"
      case "4"..."9": Unicode.Scalar(scalar.value - 0x34 + 0x2074)
      case "-", "−", "–": "⁻"
      case "+": "⁺"
      default: nil
      }
    }
    return out.count == text.count && text.contains(where: \.isDigit) ? out : nil
  }

  /// Letters that take a power: figures and units.
  private static func isBase(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A: true
    default: false
    }
  }

  /// `米²`: the one Chinese unit that is written with a power.
  private static func isUnit(_ scalar: Unicode.Scalar) -> Bool { scalar == "米" }
}
