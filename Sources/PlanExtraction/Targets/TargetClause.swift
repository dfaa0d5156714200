import PlanText

/// Cuts a sentence into clauses at commas and colons, and a clause into the members of a list.
struct ClauseCutter {
  let text: [Unicode.Scalar]

  /// Stretches of `range` that no rule may read figures in: 《…》, (…) and short quotations; but a bracket that opens with 其中 tells a part of
  /// what stands before it (党员14名(其中女性9名)).
  func closed(_ range: Range<Int>) -> [Range<Int>] {
    var closed: [Range<Int>] = []
    var at = range.lowerBound
    while at < range.upperBound {
      let close: Unicode.Scalar? =
        switch text[at] {
        case "《": "》"
        case "(": ")"
        case "“": "”"
        case "〔": "〕"
        case "[": "]"
        default: nil
        }
      if text[at] == "(", at + 2 < range.upperBound, "其当".unicodeScalars.contains(text[at + 1]), text[at + 2] == "中" {
        at += 1
      } else if let close, let end = text[(at + 1)..<range.upperBound].firstIndex(of: close) {
        if close != "”" || end - at <= Self.sloganLength { closed.append(at..<(end + 1)) }
        at = close == "”" && end - at > Self.sloganLength ? at + 1 : end + 1
      } else {
        at += 1
      }
    }
    return closed
  }

  /// Quotations of up to so many characters are names and slogans (“1小时经济圈”); longer ones may state goals.
  static let sloganLength = 14

  /// The clauses of `range`. Commas in closed stretches do not cut, nor does a comma of a number.
  func clauses(_ range: Range<Int>, closed: [Range<Int>], figures: [Figure]) -> [Range<Int>] {
    var clauses: [Range<Int>] = []
    var start = range.lowerBound
    var k = 0
    var f = 0
    var at = range.lowerBound
    func close(_ end: Int) {
      let trimmed = trimmed(start..<end)
      if !trimmed.isEmpty { clauses.append(trimmed) }
    }
    while at < range.upperBound {
      while k < closed.count, closed[k].upperBound <= at { k += 1 }
      if k < closed.count, closed[k].contains(at) {
        at = closed[k].upperBound
        continue
      }
      while f < figures.count, figures[f].core.upperBound <= at { f += 1 }
      if isCut(text[at]), !(f < figures.count && figures[f].core.contains(at)), !isRatio(at, range), !joinsChange(start, at, range.upperBound, figures) {
        close(at)
        start = at + 1
      }
      at += 1
    }
    close(range.upperBound)
    return clauses
  }

  /// Whether the colon at `at` is that of a ratio (1:8).
  private func isRatio(_ at: Int, _ range: Range<Int>) -> Bool {
    text[at] == ":" && at > range.lowerBound && at + 1 < range.upperBound && text[at - 1].isDigit && text[at + 1].isDigit
  }

  /// Whether the comma at `at` stands inside one change: 由现时的15%,增加至…17%; 由2021年约3800间,增至2027年约5200间.
  private func joinsChange(_ start: Int, _ at: Int, _ end: Int, _ figures: [Figure]) -> Bool {
    guard text[at] == ",", at - start <= Self.longestChange, start + 3 < at,
      "%元个人名张".unicodeScalars.contains(text[at - 1]) || figures.contains(where: { $0.range.upperBound == at })
    else { return false }
    guard Self.changing.contains(where: { text[(at + 1)..<end].starts(with: $0.unicodeScalars) }) else { return false }
    return (start..<at).contains { "由从自".unicodeScalars.contains(text[$0]) }
  }

  /// How far in front of the comma a change may begin.
  private static let longestChange = 32

  private static let changing = [
    "增加至", "提高至", "提升至", "增至", "减至", "降至", "降低至", "增加到", "提高到", "提升到", "上升至", "上升到", "减少至", "减少到", "下降至", "下降到", "降为", "增为", "提高为", "提升为",
    "扩大至", "扩大到", "缩短至", "缩短为",
  ]

  private func isCut(_ c: Unicode.Scalar) -> Bool {
    switch c {
    case ",", ";", ":", "。", "!", "?", "“", "”", "\n", "(", ")": true
    default: false
    }
  }

  /// Without blanks and joints at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high, isJoint(text[low]) || text[low] == " " { low += 1 }
    while high > low, text[high - 1] == "、" || text[high - 1] == " " { high -= 1 }
    return low..<high
  }

  /// Also the star that marks a member of a list (…，*新增9个).
  private func isJoint(_ c: Unicode.Scalar) -> Bool { c == "、" || c == "*" || c == "★" || c == "※" }

  /// The members of a clause: 新建A100个、B50个 | 100名A和50名B | 新建5个A、B率达80%.
  ///
  /// A joint cuts when a figure ends before it, or starts behind it, a verb apart, or when what follows is a level reached.
  func members(
    _ clause: Range<Int>, figures: [Figure], isVerb: (Range<Int>) -> Bool, isReach: (Range<Int>) -> Bool,
    startsAnew: (Range<Int>) -> Bool
  ) -> [Range<Int>] {
    var members: [Range<Int>] = []
    var start = clause.lowerBound
    for (k, figure) in figures.enumerated() {
      let next = k + 1 < figures.count ? figures[k + 1].range.lowerBound : clause.upperBound
      let between = figure.range.upperBound..<next
      guard !between.isEmpty else { continue }
      let cut =
        k + 1 < figures.count
        ? turn(between, figure, isLast: isNounless(figures[k + 1], clause)) ?? cut(between, after: figure, isVerb: isVerb, isReach: isReach, startsAnew: startsAnew)
        : text[between.lowerBound] == "、" ? between.lowerBound..<(between.lowerBound + 1) : nil
      guard let cut else { continue }
      members.append(trimmed(start..<cut.lowerBound))
      start = cut.upperBound
    }
    members.append(trimmed(start..<clause.upperBound))
    return members.filter { !$0.isEmpty }
  }

  /// Whether no noun stands behind `figure`: its own stands in front.
  private func isNounless(_ figure: Figure, _ clause: Range<Int>) -> Bool {
    let end = figure.range.upperBound
    return figure.dimension.isCounted && (end >= clause.upperBound || "、和及".unicodeScalars.contains(text[end]))
  }

  /// Where a list turns from numbers in front to numbers behind: 新增9个养老服务站、助餐场所11个.
  private func turn(_ between: Range<Int>, _ figure: Figure, isLast: Bool) -> Range<Int>? {
    guard isLast, figure.dimension.isCounted, figure.range == figure.core || figure.comparator != nil,
      let at = between.last(where: { text[$0] == "、" }), at >= between.lowerBound + 2, at + 3 <= between.upperBound
    else { return nil }
    return at..<(at + 1)
  }

  private func cut(
    _ between: Range<Int>, after figure: Figure, isVerb: (Range<Int>) -> Bool, isReach: (Range<Int>) -> Bool,
    startsAnew: (Range<Int>) -> Bool
  ) -> Range<Int>? {
    if let joint = joint(at: behindBracket(between), between) { return joint }
    // 65岁以上老年人、高血压患者管理率达到: the age belongs to the name
    if figure.dimension == .age { return nil }
    let reaches = isReach(between)
    for at in between.reversed() {
      guard let joint = joint(at: at, between) else { continue }
      let rest = joint.upperBound..<between.upperBound
      if rest.isEmpty || rest.count <= 8 && isVerb(rest) || text[at] == "、" && startsAnew(rest) { return joint }
      if reaches, text[at] == "、" { return joint }
      if !reaches { return nil }
    }
    return nil
  }

  /// Behind the bracket that opens `between`: 医院1所(221床)、病房5处.
  private func behindBracket(_ between: Range<Int>) -> Int {
    guard text[between.lowerBound] == "(", let close = text[between].firstIndex(of: ")") else { return between.lowerBound }
    return close + 1
  }

  private func joint(at: Int, _ range: Range<Int>) -> Range<Int>? {
    guard at < range.upperBound else { return nil }
    switch text[at] {
    case "、", "和", "及", "与", "并": return at..<(at + 1)
    case "以" where at + 1 < range.upperBound && text[at + 1] == "及": return at..<(at + 2)
    default: return nil
    }
  }
}
