/// Damage that is seen and recorded but not repaired: it stays in the text as it is.
extension Draft {
  mutating func detectDamage() {
    for paragraph in paragraphs {
      let cells = paragraph.cells
      var i = 0
      while i < cells.count {
        guard let kind = Self.damage(at: i, in: cells) else {
          i += 1
          continue
        }
        let from = i
        while i < cells.count, Self.damage(at: i, in: cells) == kind { i += 1 }
        damage.append(
          Damage(
            kind: kind, certainty: .detected,
            span: SourceSpan(start: Int(cells[from].start), end: Int(cells[i - 1].end)), repaired: nil,
            rule: "detect"))
      }
    }
  }

  private static func damage(at i: Int, in cells: [Cell]) -> DamageKind? {
    let scalar = cells[i].scalar
    if scalar.value == 0xFFFD { return .lost }
    if CharacterForms.isPrivateUse(scalar) { return .mojibake }
    if scalar == "?", i > 0, i + 1 < cells.count, GarbledMark.isGarbled(i, in: cells) { return .lost }
    return nil
  }
}

extension CharacterForms {
  /// Private-use characters carry no meaning outside of the font they were made for.
  package static func isPrivateUse(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xE000...0xF8FF, 0xF0000...0x10FFFD: true
    default: false
    }
  }
}

/// A question or exclamation mark that stands for lost bytes and ends no sentence.
enum GarbledMark {
  /// Whether the mark at `i` touches another mark, a lost or private-use character, or stands between two Chinese
  /// characters although nothing asks or exclaims.
  static func isGarbled(_ i: Int, in cells: [Cell]) -> Bool {
    isGarbled(i, count: cells.count) { cells[$0].scalar }
  }

  static func isGarbled(_ i: Int, count: Int, at scalar: (Int) -> Unicode.Scalar) -> Bool {
    let mark = scalar(i)
    func touches(_ k: Int) -> Bool {
      guard k >= 0, k < count else { return false }
      let c = scalar(k)
      return c.value == 0xFFFD || CharacterForms.isPrivateUse(c) || c == "?" || (c == "!" && mark == "?")
    }
    if touches(i - 1) || touches(i + 1) { return true }
    guard mark == "?", i > 0, i + 1 < count else { return false }
    guard CharacterForms.isHan(scalar(i - 1)), isWord(scalar(i + 1)) else { return false }
    // A real question asks with one of these before its mark.
    let asks = (max(0, i - 30)..<i).contains { questionWords.contains(scalar($0)) }
    return !asks
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    CharacterForms.isHan(scalar) || (scalar.value >= 0x61 && scalar.value <= 0x7A) || PinyinReading.isToned(scalar)
  }

  private static let questionWords: ScalarSet = "吗呢么何谁哪几否怎嗎麼誰幾"
}
