package import Foundation

/// A number as a text writes it: Arabic (`1,955`, `3.2亿`), Chinese (`二百三十`, `三.五四`), a fraction (`三分之二`,
/// `百分之八`) or a word for one (`一半`).
///
/// The value is exact: mantissa and power of ten are kept apart until the end. Ordinals (第三), digit-by-digit strings
/// without a place value (二〇二五, 三五), vague counts (两三个, 数十, 上百) and slogans (十四五, 三农) are no numerals.
package struct Numeral: Hashable, Sendable {
  /// How the number is written; rules for Chinese numerals are stricter, for they also stand in names.
  package enum Form: Sendable, Hashable { case arabic, chinese, fraction }

  /// Offsets of the scalars read.
  package let range: Range<Int>
  /// Digits without the decimal point, before any magnitude.
  package let mantissa: Int64
  /// Power of ten by which `mantissa` is multiplied.
  package let exponent: Int
  package let form: Form
  /// Whether 余, 多 or 来 says that the true number is somewhat higher.
  package let isExceeded: Bool
  /// Whether 万, 亿 … stand in it.
  package let hasMagnitude: Bool

  /// The number multiplied out.
  package var value: Decimal {
    Decimal(sign: .plus, exponent: exponent, significand: Decimal(mantissa))
  }

  /// The same digits with the magnitude of `other`: the `3` of `3—5万`.
  package func scaled(like other: Numeral, magnitude: Int) -> Numeral {
    Numeral(
      range: range, mantissa: mantissa, exponent: exponent + magnitude, form: form, isExceeded: isExceeded,
      hasMagnitude: true)
  }
}

/// Reads numerals from normal text (width folded, simplified). Every function is total: what is no numeral gives nil.
package enum NumeralGrammar {
  /// Largest number of digits a mantissa may have: products with it stay inside Int64.
  static let maximumDigits = 17

  /// The numeral that starts at `start`, nil if none does.
  ///
  /// - Parameters:
  ///   - isThousandsComma: whether the comma at this offset may separate thousands. A full-width comma of the source
  ///     reads as `,` in the normal text but never does.
  package static func numeral(
    in text: [Unicode.Scalar], at start: Int, end: Int, isThousandsComma: (Int) -> Bool = { _ in true }
  ) -> Numeral? {
    guard start < end else { return nil }
    if text[start].isDigit { return arabic(in: text, at: start, end: end, isThousandsComma: isThousandsComma) }
    if text[start].chineseDigitOrPlace { return chinese(in: text, at: start, end: end) }
    return nil
  }

  // MARK: Arabic

  private static func arabic(
    in text: [Unicode.Scalar], at start: Int, end: Int, isThousandsComma: (Int) -> Bool
  ) -> Numeral? {
    guard var (mantissa, digits, at) = digitRun(text, start, end) else { return nil }
    if digits <= 3 { extendByThousands(text, end, &mantissa, &digits, &at, isThousandsComma) }
    var exponent = 0
    if at + 1 < end, text[at] == ".", text[at + 1].isDigit {
      guard let (fraction, count, after) = digitRun(text, at + 1, end), digits + count <= maximumDigits else { return nil }
      mantissa = mantissa * power(count) + fraction
      exponent = -count
      at = after
    }
    var exceeded = false
    if at + 1 < end, text[at].isExcess, magnitude(text, at + 1, end) != nil {
      exceeded = true
      at += 1
    }
    // 25 万个: a blank that the typesetter left
    if at + 1 < end, text[at] == " ", text[at + 1] == "万" || text[at + 1] == "亿" { at += 1 }
    var hasMagnitude = false
    while let power = magnitude(text, at, end), exponent + power <= 40 {
      exponent += power
      at += 1
      hasMagnitude = true
    }
    if hasMagnitude, let whole = compound(text, at, end, mantissa, exponent, isThousandsComma) {
      return Numeral(
        range: start..<whole.end, mantissa: whole.value, exponent: 0, form: .arabic, isExceeded: exceeded, hasMagnitude: true)
    }
    if at < end, text[at].isExcess, !exceeded, isExcessWord(text, at, end) {
      exceeded = true
      at += 1
    }
    if let fraction = arabicFraction(text, start, at, end, mantissa, exponent) { return fraction }
    return Numeral(
      range: start..<at, mantissa: mantissa, exponent: exponent, form: .arabic, isExceeded: exceeded,
      hasMagnitude: hasMagnitude)
  }

  /// Digits from `start`: value, count and end; nil if they are too many to be exact.
  private static func digitRun(_ text: [Unicode.Scalar], _ start: Int, _ end: Int) -> (Int64, Int, Int)? {
    var value: Int64 = 0
    var at = start
    while at < end, text[at].isDigit {
      guard at - start < maximumDigits else { return nil }
      value = value * 10 + Int64(text[at].value - 0x30)
      at += 1
    }
    return at > start ? (value, at - start, at) : nil
  }

  private static func extendByThousands(
    _ text: [Unicode.Scalar], _ end: Int, _ mantissa: inout Int64, _ digits: inout Int, _ at: inout Int,
    _ isThousandsComma: (Int) -> Bool
  ) {
    while at + 3 < end, text[at] == "," || text[at] == " ", text[at + 1].isDigit, text[at + 2].isDigit, text[at + 3].isDigit,
      at + 4 >= end || !text[at + 4].isDigit, text[at] == " " || isThousandsComma(at), digits + 3 <= maximumDigits
    {
      guard let (thousand, _, _) = digitRun(text, at + 1, at + 4) else { return }
      mantissa = mantissa * 1000 + thousand
      digits += 3
      at += 4
    }
  }

  /// 3亿5,000万, 1万2,000: a number told in two steps; nil if what follows at `at` is no lower step of it.
  private static func compound(
    _ text: [Unicode.Scalar], _ at: Int, _ end: Int, _ mantissa: Int64, _ exponent: Int, _ isThousandsComma: (Int) -> Bool
  ) -> (value: Int64, end: Int)? {
    guard at < end, text[at].isDigit, (4...15).contains(exponent), mantissa < 100_000,
      let lower = arabic(in: text, at: at, end: end, isThousandsComma: isThousandsComma), lower.form == .arabic,
      (0..<exponent).contains(lower.exponent), lower.mantissa < power(exponent - lower.exponent)
    else { return nil }
    let next: Unicode.Scalar? = lower.range.upperBound < end ? text[lower.range.upperBound] : nil
    guard lower.hasMagnitude || lower.range.count >= 3 && next != "年" else { return nil }
    return (mantissa * power(exponent) + lower.mantissa * power(lower.exponent), lower.range.upperBound)
  }

  /// Whether the words beside `2/3`, from `start` to `after`, say that it is a part of something.
  private static func isFraction(_ text: [Unicode.Scalar], _ start: Int, _ after: Int, _ end: Int) -> Bool {
    let isReached = start > 0 && "到达占于过的".unicodeScalars.contains(text[start - 1])
    guard after < end else { return isReached }
    if text[after] == "的" || isReached && !text[after].isDigit && text[after] != "/" && text[after] != "年" && text[after] != "月" { return true }
    return after + 1 < end && "以左".unicodeScalars.contains(text[after]) && "上右".unicodeScalars.contains(text[after + 1])
  }

  /// `2/3` is a fraction only before 以上, 左右 or 的 or at the end of 达到2/3 (elsewhere a date or a unit); `3分之2` always is.
  private static func arabicFraction(
    _ text: [Unicode.Scalar], _ start: Int, _ at: Int, _ end: Int, _ mantissa: Int64, _ exponent: Int
  ) -> Numeral? {
    if exponent == 0, at + 1 < end, text[at] == "/", let (under, digits, after) = digitRun(text, at + 1, end), digits == 1,
      mantissa < under, isFraction(text, start, after, end)
    {
      return fraction(start..<after, over: mantissa, under: under)
    }
    guard exponent == 0, at + 2 < end, text[at] == "分", text[at + 1] == "之",
      let (over, _, after) = digitRun(text, at + 2, end)
    else { return nil }
    return fraction(start..<after, over: over, under: mantissa)
  }

  // MARK: Chinese

  private static func chinese(in text: [Unicode.Scalar], at start: Int, end: Int) -> Numeral? {
    var at = start
    while at < end, text[at].chineseDigitOrPlace { at += 1 }
    if at == start + 1, let place = text[start].chinesePlace, at + 2 < end, text[at] == "分", text[at + 1] == "之" {
      return chineseFraction(text, start, at + 2, end, under: ChineseInteger(value: place, isDigits: false))
    }
    let run = start..<trimmed(text, start, at, end)
    guard !run.isEmpty, let whole = chineseInteger(text, run) ?? passed(text, run) else { return nil }
    at = run.upperBound
    if at + 2 < end, text[at] == "分", text[at + 1] == "之" {
      return chineseFraction(text, start, at + 2, end, under: whole)
    }
    if run.count == 1, at + 1 < end, text[at] == "分", let over = text[at + 1].chineseDigit, whole.value > over, over > 0, (2...6).contains(whole.value),
      at + 2 == end || !"般致样直个些点起月日年百千万十".unicodeScalars.contains(text[at + 2])
    {
      // 三分一, as Hong Kong writes 三分之一
      return fraction(start..<(at + 2), over: Int64(over), under: whole.value)
    }
    if at + 1 < end, text[at].isDecimalPoint, text[at + 1].chineseDigit != nil, run.count <= 4 {
      return chineseDecimal(text, start, at + 1, end, whole: whole)
    }
    if at < end, text[at] == "兆", let trillions = trillions(text, start, at, end, whole) { return trillions }
    var exponent = 0
    var hasMagnitude = false
    if whole.isDigits, run.count > 1 {
      // 三五 is vague, 二〇二五年 a year; 一〇四家 is written so in Taiwan
      let isYear = at < end && text[at] == "年" || run.count >= 4
      guard run.count == 3, !isYear, run.dropFirst().contains(where: { text[$0].chineseDigit == 0 }) else { return nil }
    }
    var exceeded = false
    if at < end, text[at].isExcess, isExcessWord(text, at, end) || magnitude(text, at + 1, end) != nil {
      exceeded = true
      at += 1
      while let power = magnitude(text, at, end), exponent + power <= 24 {
        exponent += power
        at += 1
        hasMagnitude = true
      }
    }
    return Numeral(
      range: start..<at, mantissa: whole.value, exponent: exponent, form: .chinese, isExceeded: exceeded,
      hasMagnitude: hasMagnitude || whole.value >= 10_000)
  }

  /// 千亿 in 突破千亿元, 超百亿元: a level passed, with its one left out.
  private static func passed(_ text: [Unicode.Scalar], _ run: Range<Int>) -> ChineseInteger? {
    guard run.count == 2, run.lowerBound > 0, "破过超达".unicodeScalars.contains(text[run.lowerBound - 1]),
      let place = text[run.lowerBound].chinesePlace, let power = text[run.lowerBound + 1].chinesePlace, place > 10, power >= 10_000, place < power
    else { return nil }
    // 超千亿元产业集群 names a size
    let unit = text[run.upperBound...].prefix { $0 == "元" || $0 == "美" }
    if unit.endIndex < text.count, !",;。、)大以的\n".unicodeScalars.contains(text[unit.endIndex]) { return nil }
    return ChineseInteger(value: place * power, isDigits: false)
  }

  /// 一兆二千亿, 三兆元: 兆 for 10¹² as in Taiwan; nil where it starts a unit (兆瓦).
  private static func trillions(
    _ text: [Unicode.Scalar], _ start: Int, _ at: Int, _ end: Int, _ whole: ChineseInteger
  ) -> Numeral? {
    guard whole.value > 0, whole.value < 10_000 else { return nil }
    var stop = at + 1
    while stop < end, text[stop].chineseDigitOrPlace { stop += 1 }
    let lower = stop > at + 1 ? chineseInteger(text, (at + 1)..<stop)?.value : 0
    guard let lower, lower < 1_000_000_000_000, stop > at + 1 || magnitude(text, at, end) != nil else { return nil }
    return Numeral(
      range: start..<stop, mantissa: whole.value * 1_000_000_000_000 + lower, exponent: 0, form: .chinese, isExceeded: false,
      hasMagnitude: true)
  }

  /// The end of the run without a last 千 that belongs to a unit (三千瓦).
  private static func trimmed(_ text: [Unicode.Scalar], _ start: Int, _ at: Int, _ end: Int) -> Int {
    if at - start > 1, at < end, text[at - 1] == "千" || text[at - 1] == "百", text[at].isBaseUnit { return at - 1 }
    return at
  }

  /// A whole number and whether it is a bare string of digits.
  struct ChineseInteger { let value: Int64, isDigits: Bool }

  /// 十五, 二百三十, 两千, 一万二千, 三千万, 三百零五; nil for what the place values do not allow (十四五, 两三, 三四十).
  static func chineseInteger(_ text: [Unicode.Scalar], _ run: Range<Int>) -> ChineseInteger? {
    if run.allSatisfy({ text[$0].chineseDigit != nil }) { return digitString(text, run) }
    if let positional = positional(text, run) { return positional }
    var total: Int64 = 0  // closed by 亿
    var section: Int64 = 0  // closed by 万
    var group: Int64 = 0  // below 万
    var pending: Int64? = nil
    var lastPlace: Int64 = 100_000
    var afterZero = false
    for i in run {
      if let digit = text[i].chineseDigit {
        if digit == 0 {
          guard pending == nil else { return nil }
          afterZero = true
          continue
        }
        guard pending == nil else { return nil }
        pending = digit
        continue
      }
      guard let place = text[i].chinesePlace else { return nil }
      if place < 10_000 {
        guard place < lastPlace else { return nil }
        // 一百十九, as in texts of Taiwan
        guard let digit = pending ?? (place == 10 && (i == run.lowerBound || lastPlace == 100 && !afterZero) ? 1 : nil) else { return nil }
        group += digit * place
        pending = nil
        lastPlace = place
        afterZero = false
      } else {
        group += pending ?? 0
        pending = nil
        lastPlace = 100_000
        if place == 10_000 {
          guard group > 0, section == 0 else { return nil }
          section = group * 10_000
        } else {
          let sum = section + group
          guard sum > 0, total == 0, sum < 10_000_000_000 else { return nil }
          total = sum * 100_000_000
          section = 0
        }
        group = 0
      }
    }
    if let digit = pending {
      guard lastPlace == 10 || afterZero else { return nil }  // 三百五 is spoken; 一万二 is not written in plans
      group += digit
    }
    return ChineseInteger(value: total + section + group, isDigits: false)
  }

  /// 一八〇亿, 二七二万: digits in places, then 万 or 亿.
  private static func positional(_ text: [Unicode.Scalar], _ run: Range<Int>) -> ChineseInteger? {
    guard let end = run.first(where: { text[$0].chineseDigit == nil }), end - run.lowerBound >= 3,
      let digits = digitString(text, run.lowerBound..<end)
    else { return nil }
    var value = digits.value
    for i in end..<run.upperBound {
      guard let place = text[i].chinesePlace, place >= 10_000, value < 100_000_000_000 else { return nil }
      value *= place
      if value > 1_000_000_000_000_000 { return nil }
    }
    return ChineseInteger(value: value, isDigits: false)
  }

  private static func digitString(_ text: [Unicode.Scalar], _ run: Range<Int>) -> ChineseInteger? {
    guard run.count <= maximumDigits else { return nil }
    var value: Int64 = 0
    for i in run { value = value * 10 + (text[i].chineseDigit ?? 0) }
    return ChineseInteger(value: value, isDigits: true)
  }

  /// Digits behind the point and the magnitude behind them: 三.五四, 六.五亿.
  private static func chineseDecimal(
    _ text: [Unicode.Scalar], _ start: Int, _ from: Int, _ end: Int, whole: ChineseInteger
  ) -> Numeral? {
    var mantissa = whole.value
    var at = from
    while at < end, let digit = text[at].chineseDigit {
      guard mantissa < 100_000_000_000_000 else { return nil }
      mantissa = mantissa * 10 + digit
      at += 1
    }
    var exponent = from - at
    var hasMagnitude = false
    while let power = magnitude(text, at, end), exponent + power <= 24 {
      exponent += power
      at += 1
      hasMagnitude = true
    }
    return Numeral(
      range: start..<at, mantissa: mantissa, exponent: exponent, form: .chinese, isExceeded: false,
      hasMagnitude: hasMagnitude)
  }

  private static func chineseFraction(
    _ text: [Unicode.Scalar], _ start: Int, _ from: Int, _ end: Int, under: ChineseInteger
  ) -> Numeral? {
    guard let over = numeral(in: text, at: from, end: end, isThousandsComma: { _ in false }),
      over.form != .fraction
    else {
      // 百分之百: 百 alone is no number elsewhere
      guard under.value == 100, from < end, text[from] == "百" else { return nil }
      return fraction(start..<(from + 1), over: 100, under: 100)
    }
    if under.value == 100 {
      return Numeral(
        range: start..<over.range.upperBound, mantissa: over.mantissa, exponent: over.exponent, form: .fraction,
        isExceeded: false, hasMagnitude: false)
    }
    // 千分之3.5
    guard (-2...0).contains(over.exponent), under.value <= 1_000 || over.exponent == 0 else { return nil }
    return fraction(start..<over.range.upperBound, over: over.mantissa, under: under.value * power(-over.exponent))
  }

  /// A share in per cent, rounded half up to two digits: 三分之二 → 66.67.
  static func fraction(_ range: Range<Int>, over: Int64, under: Int64) -> Numeral? {
    guard under > 0, under <= 100_000, over > 0, over <= under else { return nil }
    let hundredths = (over * 100_00 * 2 + under) / (under * 2)
    let whole = hundredths % 100 == 0
    return Numeral(
      range: range, mantissa: whole ? hundredths / 100 : hundredths, exponent: whole ? 0 : -2, form: .fraction,
      isExceeded: false, hasMagnitude: false)
  }

  // MARK: Magnitudes

  /// The power of ten that the scalar at `at` multiplies by; nil where it starts a unit (千瓦, 百帕, 兆瓦).
  static func magnitude(_ text: [Unicode.Scalar], _ at: Int, _ end: Int) -> Int? {
    guard at < end else { return nil }
    let next: Unicode.Scalar? = at + 1 < end ? text[at + 1] : nil
    switch text[at] {
    case "万": return 4
    case "亿": return 8
    case "百": return next?.isBaseUnit == true ? nil : 2
    case "千": return next?.isBaseUnit == true ? nil : 3
    case "兆": return next == "元" || next == "亿" || next?.isDigit == true ? 12 : nil
    default: return nil
    }
  }

  /// 余 or 多 behind a number means "and some more" unless it starts a word (多元, 余热, 多层).
  private static func isExcessWord(_ text: [Unicode.Scalar], _ at: Int, _ end: Int) -> Bool {
    guard at + 1 < end else { return true }
    switch text[at + 1] {
    case "样", "层", "式", "边", "能", "媒", "功", "热", "额": return false
    default: return true
    }
  }

  private static func power(_ n: Int) -> Int64 {
    var p: Int64 = 1
    for _ in 0..<n { p *= 10 }
    return p
  }
}
