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

  /// Words of traditional and of simplified characters that a text must have before it counts as half converted: a name in the other script makes one
  /// or two.
  private static let leastMixedWords = 4

  /// Records where a character that only traditional texts have touches one that only simplified texts have. Nothing is repaired: rules and search
  /// read both alike.
  mutating func detectHalfConversion() {
    var found: [SourceSpan] = []
    for paragraph in paragraphs {
      var last = ConversionTables.Side.both
      for (i, cell) in paragraph.cells.enumerated() {
        let side = ConversionTables.bundled.side(of: cell.scalar)
        defer { last = side }
        guard side != .both, last != .both, side != last else { continue }
        let start = Int(paragraph.cells[i - 1].start)
        if let open = found.last, open.end >= start {
          found[found.count - 1] = SourceSpan(start: open.start, end: Int(cell.end))
        } else {
          found.append(SourceSpan(start: start, end: Int(cell.end)))
        }
      }
    }
    guard found.count >= Self.leastMixedWords else { return }
    damage += found.map { Damage(kind: .script, certainty: .detected, span: $0, repaired: nil, rule: "half-converted") }
  }

  /// What a decoder makes of U+FFFD written in UTF-8 and read as GBK, over and over.
  private static let replacedTwice: [Unicode.Scalar] = ["锟", "斤", "拷"]

  private static func isReplacedTwice(_ i: Int, in cells: [Cell]) -> Bool {
    guard let place = replacedTwice.firstIndex(of: cells[i].scalar) else { return false }
    let near = max(0, i - 2)...i
    return near.contains { from in
      from + 2 < cells.count && (0..<3).allSatisfy { cells[from + $0].scalar == replacedTwice[(place + from + $0 - i + 3) % 3] }
    }
  }

  private static func damage(at i: Int, in cells: [Cell]) -> DamageKind? {
    let scalar = cells[i].scalar
    if scalar.value == 0xFFFD || isReplacedTwice(i, in: cells) { return .lost }
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
