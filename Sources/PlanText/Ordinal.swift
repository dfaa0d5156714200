/// A section marker found in normal text.
package struct Marker: Sendable, Hashable {
  package let style: MarkerStyle
  /// Number it stands for; 0 for a dash, which is counted by its place.
  package let value: Int
  /// Bare ordinal as section paths have it: `一`, `（一）`, `1`, `（1）`, `①`, `第一章`; empty for a dash.
  package let ordinal: String
  /// Number of scalars that the marker takes, its punctuation and the blank behind it included.
  package let length: Int
}

extension Marker {
  /// The marker that starts at `i`, if the text there is one. Looks at nothing before `i` and not beyond `limit`.
  package static func parse(_ text: [Unicode.Scalar], at i: Int, limit: Int) -> Marker? {
    guard i < limit else { return nil }
    switch text[i] {
    case "第": return parseClassified(text, i, limit)
    case "(": return parseBracketed(text, i, limit)
    case "—", "-": return parseDash(text, i, limit)
    case "附": return parseNamed(text, i, limit, words: annexWords, style: .annex)
    case "专", "專": return parseNamed(text, i, limit, words: boxWords, style: .box)
    default: break
    }
    if text[i].isDigit { return parseDecimal(text, i, limit) }
    if let single = parseSingle(text, i, limit) { return single }
    if digit(text[i]) != nil || multiplier(text[i]) != nil { return parseIdeographic(text, i, limit) }
    return nil
  }

  /// ① ⒈ ⑴ ㈠: a number and its marks in one character. ①② in a row only name the numbers.
  private static func parseSingle(_ text: [Unicode.Scalar], _ i: Int, _ limit: Int) -> Marker? {
    let end = skipBlank(text, i + 1, limit)
    if let value = circled(text[i]) {
      if end < limit, circled(text[end]) != nil { return nil }
      return Marker(style: .circled, value: value, ordinal: String(Character(text[i])), length: end - i)
    }
    switch text[i].value {
    case 0x2488...0x249B:
      let value = Int(text[i].value - 0x2487)
      return Marker(style: .decimal, value: value, ordinal: "\(value)", length: end - i)
    case 0x2474...0x2487:
      let value = Int(text[i].value - 0x2473)
      return Marker(style: .bracketedDecimal, value: value, ordinal: "（\(value)）", length: end - i)
    case 0x3220...0x3229:
      let value = Int(text[i].value - 0x321F)
      let numeral = Array("一二三四五六七八九十")[value - 1]
      return Marker(style: .bracketedIdeographic, value: value, ordinal: "（\(numeral)）", length: end - i)
    default: return nil
    }
  }

  /// 一、 or 一. or `一 ` in front of a heading.
  private static func parseIdeographic(_ text: [Unicode.Scalar], _ i: Int, _ limit: Int) -> Marker? {
    guard let (value, end) = ideographicNumber(text, i, limit), end < limit, value <= 99 else { return nil }
    guard text[end] == "、" || (text[end] == "." && end - i <= 2) || (text[end] == "," && isFormal(text[i])) else {
      return nil
    }
    // 三、四十年前: an approximate number, not an ordinal.
    if text[end] == "、", end + 1 < limit, digit(text[end + 1]) == value + 1, !isHeadingNumber(text, end + 1, limit) {
      return nil
    }
    return Marker(
      style: isFormal(text[i]) ? .formal : .ideographic, value: value, ordinal: string(text[i..<end]), length: skipBlank(text, end + 1, limit) - i)
  }

  /// Whether the numeral at `i` starts a title (一、二十大精神…) and does not count with the one before: 三、四十年 counts.
  private static func isHeadingNumber(_ text: [Unicode.Scalar], _ i: Int, _ limit: Int) -> Bool {
    guard i + 1 < limit else { return true }
    return !numberTails.contains(text[i + 1])
  }

  /// 一、二、三产业, 一、二线城市, 一、二季度: what counts goes on.
  private static let numberTails: ScalarSet = "十百千万年月日天个名人家项成倍次届级位、线季类期批审等"

  /// （一） (1) and, with one bracket lost, 一）.
  private static func parseBracketed(_ text: [Unicode.Scalar], _ i: Int, _ limit: Int) -> Marker? {
    let from = i + 1
    guard from < limit else { return nil }
    if let (value, end) = ideographicNumber(text, from, limit), end < limit, text[end] == ")", value <= 199 {
      let after = skipPunctuation(text, end + 1, limit)
      return Marker(
        style: .bracketedIdeographic, value: value, ordinal: "（\(string(text[from..<end]))）", length: after - i)
    }
    if let (value, end) = decimalNumber(text, from, limit), end < limit, text[end] == ")", value <= 199 {
      let after = skipPunctuation(text, end + 1, limit)
      return Marker(style: .bracketedDecimal, value: value, ordinal: "（\(value)）", length: after - i)
    }
    return nil
  }

  /// 1. 1、 1.1 1.1.1; not 1.5亿 and not a year.
  private static func parseDecimal(_ text: [Unicode.Scalar], _ i: Int, _ limit: Int) -> Marker? {
    guard let (value, end) = decimalNumber(text, i, limit), value <= 499, end - i <= 3, end < limit else { return nil }
    if text[end] == "、" {
      // 1、2号线: an enumeration.
      if let (next, _) = decimalNumber(text, end + 1, limit), next == value + 1 { return nil }
      return Marker(style: .decimal, value: value, ordinal: "\(value)", length: skipBlank(text, end + 1, limit) - i)
    }
    guard text[end] == "." else { return nil }
    if end + 1 < limit, text[end + 1].isDigit, !startsWithNumber(text, end + 1, limit) {
      return parseLevels(text, i, limit)
    }
    return Marker(style: .decimal, value: value, ordinal: "\(value)", length: skipBlank(text, end + 1, limit) - i)
  }

  /// `11.121人才梯队项目`: a title that starts with a number of its own; a figure rarely has three decimals or more.
  private static func startsWithNumber(_ text: [Unicode.Scalar], _ i: Int, _ limit: Int) -> Bool {
    var k = i
    while k < limit, text[k].isDigit { k += 1 }
    return k - i >= 3 && k < limit && (CharacterForms.isHan(text[k]) || k - i == 4 && "—-".unicodeScalars.contains(text[k]))
  }

  /// `1.1 …`: a number of two or three levels counts only in front of a blank or a Chinese character that is no unit.
  private static func parseLevels(_ text: [Unicode.Scalar], _ i: Int, _ limit: Int) -> Marker? {
    var levels: [Int] = []
    var k = i
    while let (value, end) = decimalNumber(text, k, limit), end - k <= 2 {
      levels.append(value)
      k = end
      guard k < limit, text[k] == ".", k + 1 < limit, text[k + 1].isDigit else { break }
      k += 1
    }
    guard levels.count >= 2, levels.count <= 3, k < limit, let last = levels.last, last > 0, levels[0] > 0 else {
      return nil
    }
    // 1.5亿, 2.3%: a figure. A numbered heading is followed by a blank or by a letter that starts a heading.
    guard text[k] == " " || (CharacterForms.isHan(text[k]) && !unitStarts.contains(text[k])) else { return nil }
    let ordinal = levels.map(String.init).joined(separator: ".")
    return Marker(
      style: levels.count == 2 ? .decimalTwo : .decimalThree, value: last, ordinal: ordinal,
      length: skipBlank(text, k, limit) - i)
  }

  private static let unitStarts: ScalarSet = "万亿千百十个倍元吨米亩公平立人户家所年月日天次项件张座台套分成度级类名位类以左多余"

  /// 第一章, 第十二条, 第一部分.
  private static func parseClassified(_ text: [Unicode.Scalar], _ i: Int, _ limit: Int) -> Marker? {
    let number = ideographicNumber(text, i + 1, limit) ?? decimalNumber(text, i + 1, limit)
    guard let (value, end) = number, end < limit else { return nil }
    var style: MarkerStyle?
    var after = end + 1
    switch text[end] {
    case "编", "編", "篇": style = .volume
    case "章": style = .chapter
    case "节", "節": style = .division
    case "条", "條": style = namesLine(text, end + 1, limit) ? nil : .article
    case "部" where end + 1 < limit && text[end + 1] == "分":
      style = .volume
      after = end + 2
    default: style = nil
    }
    guard let style else { return nil }
    // 第一部分是“总体要求”: a sentence about the part.
    let next = skipBlank(text, after, limit)
    if next < limit, text[next] == "是" { return nil }
    let ordinal = string(text[i..<after])
    return Marker(style: style, value: value, ordinal: ordinal, length: skipPunctuation(text, after, limit) - i)
  }

  /// 第四条跨海大桥: the measure word of a line or a road, no article.
  private static func namesLine(_ text: [Unicode.Scalar], _ i: Int, _ limit: Int) -> Bool {
    lines.contains { i < limit && text[i..<limit].starts(with: $0) }
  }

  private static let lines = [
    "跨海", "跨江", "过海", "過海", "大桥", "大橋", "轻轨", "輕軌", "捷运", "捷運", "地铁", "地鐵", "铁路", "鐵路", "航线", "航線", "水管", "输水", "輸水", "跑道", "隧道", "高速", "生产线", "生產線", "公路",
  ].map { Array($0.unicodeScalars) }

  /// 附件1, 专栏2: named and numbered. Without a number it is no marker of a section.
  private static func parseNamed(
    _ text: [Unicode.Scalar], _ i: Int, _ limit: Int, words: [[Unicode.Scalar]], style: MarkerStyle
  ) -> Marker? {
    for word in words where text[i..<limit].starts(with: word) {
      let from = skipBlank(text, i + word.count, limit)
      let number = decimalNumber(text, from, limit) ?? ideographicNumber(text, from, limit)
      guard let (value, end) = number, value <= 99 else { return nil }
      // 专栏1所列, 附件1中: a mention, not a title.
      if end < limit, mentionFollows.contains(text[end]) { return nil }
      // 附件1.docx: a file to download.
      if end + 1 < limit, text[end] == ".", text[end + 1].value >= 0x61, text[end + 1].value <= 0x7A { return nil }
      return Marker(
        style: style, value: value, ordinal: string(text[i..<(i + word.count)]) + "\(value)",
        length: skipPunctuation(text, end, limit) - i)
    }
    return nil
  }

  private static let annexWords = ["附件", "附表", "附录"].map { Array($0.unicodeScalars) }
  private static let boxWords = ["专栏", "專欄"].map { Array($0.unicodeScalars) }
  private static let mentionFollows: ScalarSet = "所中的和、及与至-—》”)要"

  /// —— or — or -- at the start of an item.
  private static func parseDash(_ text: [Unicode.Scalar], _ i: Int, _ limit: Int) -> Marker? {
    var k = i
    while k < limit, k - i < 4, text[k] == text[i] { k += 1 }
    guard k < limit, text[i] == "—" || k - i >= 2 else { return nil }
    guard k - i <= 3 else { return nil }
    return Marker(style: .dash, value: 0, ordinal: "", length: skipBlank(text, k, limit) - i)
  }

  // MARK: Loose markers

  /// The marker at `i` in a shape that is one only where a neighbour goes on with the numbering: `一 总体要求`, `一)`, `1)`,
  /// `甲、`, `A.`, `方案一`.
  package static func parseLoose(_ text: [Unicode.Scalar], at i: Int, limit: Int) -> Marker? {
    guard i + 1 < limit else { return nil }
    if let roman = parseRoman(text, i, limit) { return roman }
    if let named = parseNamed(text, at: i, limit: limit) { return named }
    if let value = stems.firstIndex(of: text[i]), text[i + 1] == "、" {
      return Marker(style: .innerStem, value: value + 1, ordinal: string(text[i...i]), length: skipBlank(text, i + 2, limit) - i)
    }
    if (0x41...0x5A).contains(text[i].value), text[i + 1] == "." || text[i + 1] == "、", i + 2 < limit,
      CharacterForms.isHan(text[skipBlank(text, i + 2, limit - 1)])
    {
      let value = Int(text[i].value) - 0x40
      return Marker(style: .letter, value: value, ordinal: string(text[i...i]), length: skipBlank(text, i + 2, limit) - i)
    }
    if text[i] == "(", i + 2 < limit, (0x41...0x5A).contains(text[i + 1].value), text[i + 2] == ")" {
      let value = Int(text[i + 1].value) - 0x40
      let length = skipPunctuation(text, i + 3, limit) - i
      return Marker(style: .letter, value: value, ordinal: "（\(string(text[(i + 1)...(i + 1)]))）", length: length)
    }
    if text[i] == "(", i + 2 < limit, text[i + 2] == ")", let value = stems.firstIndex(of: text[i + 1]) {
      let length = skipPunctuation(text, i + 3, limit) - i
      return Marker(style: .bracketedIdeographic, value: value + 1, ordinal: "（\(string(text[(i + 1)...(i + 1)]))）", length: length)
    }
    if let (value, end) = decimalNumber(text, i, limit), end < limit, text[end] == ")", value <= 99 {
      return Marker(
        style: .closedDecimal, value: value, ordinal: "\(value)）", length: skipPunctuation(text, end + 1, limit) - i)
    }
    guard let (value, end) = ideographicNumber(text, i, limit), end + 1 < limit, value <= 99 else { return nil }
    let ordinal = string(text[i..<end])
    if text[end] == ")" {
      return Marker(
        style: .bracketedIdeographic, value: value, ordinal: "（\(ordinal)）", length: skipPunctuation(text, end + 1, limit) - i)
    }
    guard CharacterForms.isBlank(text[end]) || text[end] == "," || text[end] == "." || text[end] == ":" else { return nil }
    return Marker(
      style: isFormal(text[i]) ? .formal : .ideographic, value: value, ordinal: ordinal,
      length: skipBlank(text, end + 1, limit) - i)
  }

  /// `II. `, `Ⅳ、`: a Roman numeral. A single I, V or X may as well be a letter; who knows its neighbours tells.
  private static func parseRoman(_ text: [Unicode.Scalar], _ i: Int, _ limit: Int) -> Marker? {
    var values: [Int] = []
    var k = i
    while k < limit, k - i < 5, let value = romanDigit(text[k]) {
      values.append(value)
      k += 1
      if value > 0, text[k - 1].value >= 0x2160 { break }
    }
    guard !values.isEmpty, k < limit, text[k] == "." || text[k] == "、", CharacterForms.isHan(text[skipBlank(text, k + 1, limit - 1)]) else {
      return nil
    }
    var sum = 0
    for (n, value) in values.enumerated() { sum += n + 1 < values.count && value < values[n + 1] ? -value : value }
    guard (1...39).contains(sum) else { return nil }
    return Marker(style: .roman, value: sum, ordinal: string(text[i..<k]), length: skipBlank(text, k + 1, limit) - i)
  }

  private static func romanDigit(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar {
    case "I": 1
    case "V": 5
    case "X": 10
    default: (0x2160...0x216B).contains(scalar.value) ? Int(scalar.value - 0x215F) : nil
    }
  }

  /// The same marker read as the letter it may be as well: I. behind H.
  package var asLetter: Marker? {
    guard style == .roman, ordinal.count == 1, let letter = ordinal.unicodeScalars.first, letter.value < 0x80 else { return nil }
    return Marker(style: .letter, value: Int(letter.value) - 0x40, ordinal: ordinal, length: length)
  }

  private static let stems = Array("甲乙丙丁戊己庚辛".unicodeScalars)

  // MARK: Numbers of markers

  private static func circled(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar.value {
    case 0x2460...0x2473: Int(scalar.value - 0x2460) + 1
    case 0x3251...0x325F: Int(scalar.value - 0x3251) + 21
    case 0x2776...0x277F: Int(scalar.value - 0x2776) + 1
    default: nil
    }
  }

  static func decimalNumber(_ text: [Unicode.Scalar], _ i: Int, _ limit: Int) -> (Int, Int)? {
    var value = 0
    var k = i
    while k < limit, text[k].isDigit, k - i < 4 {
      value = value * 10 + Int(text[k].value - 0x30)
      k += 1
    }
    return k > i && !(k < limit && text[k].isDigit) ? (value, k) : nil
  }

  /// 一 … 九十九, 一百二十三 and the formal forms 壹、貳.
  static func ideographicNumber(_ text: [Unicode.Scalar], _ i: Int, _ limit: Int) -> (Int, Int)? {
    var value = 0
    var pending: Int?
    var k = i
    while k < limit, k - i < 6 {
      if let unit = multiplier(text[k]) {
        value += (pending ?? 1) * unit
        pending = nil
      } else if let d = digit(text[k]) {
        // 一二: two digits in a row are no ordinal.
        if pending != nil { return nil }
        pending = d
      } else if text[k].value == 0x3007 || text[k] == "零" {
        if k == i { return nil }
      } else {
        break
      }
      k += 1
    }
    return k > i ? (value + (pending ?? 0), k) : nil
  }

  private static func multiplier(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar {
    case "十", "拾": 10
    case "百", "佰": 100
    default: nil
    }
  }

  private static let plainDigits: ScalarSet = "一二三四五六七八九"

  private static func isFormal(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "拾" || (digit(scalar) != nil && !plainDigits.contains(scalar))
  }

  private static func digit(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar {
    case "一", "壹", "弌", "壱": 1
    case "二", "贰", "貳", "弍", "弐": 2
    case "三", "叁", "參", "参": 3
    case "四", "肆": 4
    case "五", "伍": 5
    case "六", "陆", "陸": 6
    case "七", "柒": 7
    case "八", "捌": 8
    case "九", "玖": 9
    default: nil
    }
  }

  static func skipBlank(_ text: [Unicode.Scalar], _ i: Int, _ limit: Int) -> Int {
    var k = i
    while k < limit, CharacterForms.isBlank(text[k]) { k += 1 }
    return k
  }

  /// Skips one 、 . : or blanks behind a marker.
  private static func skipPunctuation(_ text: [Unicode.Scalar], _ i: Int, _ limit: Int) -> Int {
    var k = skipBlank(text, i, limit)
    if k < limit, text[k] == "、" || text[k] == "." || text[k] == ":" { k += 1 }
    return skipBlank(text, k, limit)
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(scalars: scalars)
  }
}
