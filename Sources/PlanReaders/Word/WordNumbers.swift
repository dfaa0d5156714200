/// Numbers as Word writes them in front of paragraphs (ECMA-376 part 1, 17.18.59 ST_NumberFormat).
enum WordNumbers {
  /// `value` in the number format `format`; nil for formats without a number (bullets, none).
  static func text(_ value: Int, _ format: String) -> String? {
    switch format {
    case "none", "bullet": nil
    case "chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCounting",
      "taiwaneseCountingThousand", "taiwaneseDigital", "japaneseDigitalTenThousand", "koreanDigital2":
      chinese(value)
    case "chineseLegalSimplified": formal(value, "零壹贰叁肆伍陆柒捌玖", "拾佰仟")
    case "ideographLegalTraditional", "japaneseLegal": formal(value, "零壹貳參肆伍陸柒捌玖", "拾佰仟")
    case "ideographTraditional": cycle(value, "甲乙丙丁戊己庚辛壬癸")
    case "ideographZodiac": cycle(value, "子丑寅卯辰巳午未申酉戌亥")
    case "ideographZodiacTraditional": sexagenary(value)
    case "decimalEnclosedCircle", "decimalEnclosedCircleChinese": run(value, 0x2460, 20)
    case "decimalEnclosedParen": run(value, 0x2474, 20)
    case "decimalEnclosedFullstop": run(value, 0x2488, 20)
    case "ideographEnclosedCircle": run(value, 0x3280, 10)
    case "decimalZero": value < 10 ? "0\(value)" : String(value)
    case "decimalFullWidth", "decimalFullWidth2":
      String(String.UnicodeScalarView(String(value).unicodeScalars.compactMap { Unicode.Scalar($0.value + 0xFEE0) }))
    case "upperLetter": letters(value, "A")
    case "lowerLetter": letters(value, "a")
    case "upperRoman": roman(value)
    case "lowerRoman": roman(value).lowercased()
    case "numberInDash": "- \(value) -"
    default: String(value)
    }
  }

  /// 一 … 九千九百九十九; digits beyond.
  static func chinese(_ value: Int) -> String {
    guard (1...9999).contains(value) else { return String(value) }
    let text = formal(value, "零一二三四五六七八九", "十百千")
    return value >= 10 && value < 20 ? String(text.dropFirst()) : text
  }

  private static func formal(_ value: Int, _ digits: String, _ units: String) -> String {
    guard (1...9999).contains(value) else { return String(value) }
    let digits = Array(digits)
    let units = [""] + units.map(String.init)
    var out = ""
    var gap = false
    for power in stride(from: 3, through: 0, by: -1) {
      let scale = [1, 10, 100, 1000][power]
      let digit = value / scale % 10
      if digit == 0 {
        gap = !out.isEmpty
        continue
      }
      if gap { out.append(digits[0]) }
      gap = false
      out += String(digits[digit]) + units[power]
    }
    return out
  }

  private static func cycle(_ value: Int, _ words: String) -> String {
    let words = Array(words)
    return value >= 1 && value <= words.count ? String(words[value - 1]) : String(value)
  }

  private static func sexagenary(_ value: Int) -> String {
    guard value >= 1, value <= 60 else { return String(value) }
    return String(Array("甲乙丙丁戊己庚辛壬癸")[(value - 1) % 10]) + String(Array("子丑寅卯辰巳午未申酉戌亥")[(value - 1) % 12])
  }

  private static func run(_ value: Int, _ first: UInt32, _ count: Int) -> String {
    guard value >= 1, value <= count, let scalar = Unicode.Scalar(first + UInt32(value) - 1) else {
      return String(value)
    }
    return String(Character(scalar))
  }

  /// A … Z, AA, BB …
  private static func letters(_ value: Int, _ first: Unicode.Scalar) -> String {
    guard value >= 1, value <= 26 * 30, let scalar = Unicode.Scalar(first.value + UInt32((value - 1) % 26)) else {
      return String(value)
    }
    return String(repeating: Character(scalar), count: (value - 1) / 26 + 1)
  }

  private static func roman(_ value: Int) -> String {
    guard (1...3999).contains(value) else { return String(value) }
    var rest = value
    var out = ""
    for (size, word) in [
      (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
      (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ] {
      while rest >= size {
        out += word
        rest -= size
      }
    }
    return out
  }
}
