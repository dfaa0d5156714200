extension Marker {
  /// A noun and a numeral (方案一, 重点任务2, 专题之三) in front of a mark, a blank or the end of the line. 行动一致 and 目标1个 are none.
  static func parseNamed(_ text: [Unicode.Scalar], at i: Int, limit: Int) -> Marker? {
    guard i + 2 < limit, let noun = NamedSeries.noun(text, i, limit) else { return nil }
    var at = i + noun
    if at < limit, text[at] == "之" || CharacterForms.isBlank(text[at]) { at += 1 }
    guard var (value, end) = ideographicNumber(text, at, limit) ?? decimalNumber(text, at, limit), (1...99).contains(value) else { return nil }
    // 措施1-2：
    if end + 1 < limit, text[end] == "-", let (part, after) = decimalNumber(text, end + 1, limit), (1...99).contains(part) { (value, end) = (part, after) }
    if let (part, after) = lastLevel(text, end, limit) { (value, end) = (part, after) }
    guard end == limit || NamedSeries.marks.contains(text[end]) || CharacterForms.isBlank(text[end]) else { return nil }
    // 任务1.2, 任务一、二: several levels, several numbers.
    if end + 1 < limit, text[end] == "." || text[end] == "、", text[end + 1].isDigit || ideographicNumber(text, end + 1, limit) != nil {
      return nil
    }
    var after = skipBlank(text, end, limit)
    while after < limit, NamedSeries.marks.contains(text[after]) { after += 1 }
    let ordinal = String(scalars: text[i..<end].filter { !CharacterForms.isBlank($0) })
    return Marker(style: .named, value: value, ordinal: ordinal, length: skipBlank(text, after, limit) - i)
  }

  /// The last number of 具体目标3.1：, 对应指标3.1.1： behind its first, with the colon that tells it from a figure.
  private static func lastLevel(_ text: [Unicode.Scalar], _ first: Int, _ limit: Int) -> (value: Int, end: Int)? {
    var found: (value: Int, end: Int)?
    var at = first
    while at + 1 < limit, text[at] == ".", let (part, after) = decimalNumber(text, at + 1, limit), (1...99).contains(part) {
      found = (part, after)
      at = after
    }
    guard let found, found.end < limit, text[found.end] == ":" else { return nil }
    return found
  }
}

/// Tells which lines that start with a noun and a numeral (方案一, 行动三) head sections: those of a series that counts on.
struct NamedSeries {
  let text: NormalText
  let roles: [Role]

  /// What such lines number.
  private static let nouns: [[Unicode.Scalar]] = [
    "方案", "专题", "行动", "任务", "重点", "指标", "工程", "专项", "举措", "措施", "项目", "计划", "策略", "目标", "主题", "方向", "政策", "议题", "课题",
    "单元", "模块", "板块", "主轴", "面向", "战略", "愿景", "领域", "环节", "阶段", "步骤", "篇章",
  ].map { Array($0.unicodeScalars) }

  /// What may stand in front of the noun.
  private static let kinds: [[Unicode.Scalar]] = [
    "重点", "主要", "专项", "重大", "核心", "关键", "具体", "推动", "行动", "工作", "发展", "执行", "实施", "政策", "改革", "研究", "建设", "年度", "对应", "衡量", "绩效", "次级",
  ].map { Array($0.unicodeScalars) }

  /// What may stand behind the numeral.
  static let marks: ScalarSet = ":、.—-|·"

  /// The length of the noun at `i`, with what kind of thing it is in front; nil without.
  static func noun(_ text: [Unicode.Scalar], _ i: Int, _ limit: Int) -> Int? {
    func length(_ words: [[Unicode.Scalar]], _ at: Int) -> Int? {
      at + 2 <= limit ? words.first { text[at] == $0[0] && text[at + 1] == $0[1] }?.count : nil
    }
    if let kind = length(kinds, i), let noun = length(nouns, i + kind) { return kind + noun }
    return length(nouns, i)
  }

  /// The markers by paragraph. A line counts where the number before or behind it, of the same noun, is the next one. The noun
  /// that comes first stands above the others: 任务一 … 行动一, 行动二 … 任务二.
  func markers() -> [Int: Marker] {
    var series: [[Unicode.Scalar]: [(paragraph: Int, marker: Marker)]] = [:]
    for (p, paragraph) in text.paragraphs.enumerated() where roles[p] == .body || roles[p] == .annex {
      guard !paragraph.kind.isTableRow, let length = Self.noun(text.scalars, paragraph.range.lowerBound, paragraph.range.upperBound),
        let marker = Marker.parseNamed(text.scalars, at: paragraph.range.lowerBound, limit: paragraph.range.upperBound)
      else { continue }
      // 措施1-1 and 措施2-1 are two series; so are 目标1.1 and 目标2.1.
      let end = paragraph.range.lowerBound + marker.length
      let stem = text.scalars[paragraph.range.lowerBound..<end].dropLast().indices.last { "-.".unicodeScalars.contains(text.scalars[$0]) && text.scalars[$0 + 1].isDigit }
      let name = paragraph.range.lowerBound..<(stem ?? paragraph.range.lowerBound + length)
      series[Array(text.scalars[name]), default: []].append((p, marker))
    }
    // 具体目标3.1 and 具体目标6.3 stand beside one another, 指标3.1.1 below them.
    var found: [Int: (noun: [Unicode.Scalar], marker: Marker)] = [:]
    for (noun, members) in series {
      let plain = Array(noun.prefix { CharacterForms.isHan($0) })
      for member in Self.chained(members) { found[member.paragraph] = (plain, member.marker) }
    }
    var out: [Int: Marker] = [:]
    var nouns: [[Unicode.Scalar]] = []
    for p in found.keys.sorted() {
      guard let (noun, marker) = found[p] else { continue }
      // 目标1.1 and 目标2.1 stand side by side
      let kind = Array(noun.prefix { !$0.isDigit })
      if !nouns.contains(kind) { nouns.append(kind) }
      out[p] = marker.inside(nouns.firstIndex(of: kind) ?? 0)
    }
    return out
  }

  /// The members that count on: a 1 that a 2 follows, and what goes on from there, gaps of an excerpt included; also every one of several levels (目标3.1：).
  private static func chained(_ members: [(paragraph: Int, marker: Marker)]) -> [(paragraph: Int, marker: Marker)] {
    var kept: [(paragraph: Int, marker: Marker)] = []
    var last = 0
    for (i, member) in members.enumerated() {
      let value = member.marker.value
      let next = i + 1 < members.count ? members[i + 1].marker.value : nil
      guard value > last && (last >= 2 || value == last + 1 && last > 0) || value == 1 && next == 2 || member.marker.ordinal.contains(".") else { continue }
      kept.append(member)
      last = value
    }
    return kept
  }
}

extension Marker {
  /// The same marker below so many other nouns.
  fileprivate func inside(_ depth: Int) -> Marker {
    Marker(style: depth == 0 ? .named : depth == 1 ? .innerNamed : .innermostNamed, value: value, ordinal: ordinal, length: length)
  }
}
