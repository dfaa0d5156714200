import PlanText

/// Places that open a clause: those that act and those that tell one figure from another.
extension IndicatorReader {
  /// 其中主城区2.4万个, 主城区新增…: a part of the territory that tells one figure from another.
  func isPartOfTerritory(_ word: Lexicon.Word, _ at: Int, _ end: Int) -> Bool {
    let next = at + word.scalars.count
    guard next < end, place.word(in: text, at: at, end: end) != nil else { return false }
    return text[next].isDigit || keep.word(in: text, at: next, end: end) != nil
  }

  private static let longestPlace = 10

  /// Behind the place that opens `clause`, where 今年 or 将 and a verb with its thing follow: 清河区今年计划改造老旧小区19个. Where the
  /// number follows the verb, what opens the clause is what is counted.
  func place(_ at: Int, _ clause: Range<Int>, _ marks: [TimeMark]) -> Int? {
    for end in (at + 2)..<max(at + 3, min(at + Self.longestPlace, clause.upperBound)) {
      guard end < clause.upperBound, !text[end - 1].isDigit else { return nil }
      let isPlace = Self.placeEnds.contains(text[end - 1]) || end - at <= 3 && Self.provinces.holds(text[at..<end])
      let mark = marks.first { $0.range.lowerBound == end && $0.kind != .past(nil) }
      let isYear = mark.map { isPlace || "今明".unicodeScalars.contains(text[$0.range.lowerBound]) } ?? false
      guard isYear && !"的从自由比较与在于到至以".unicodeScalars.contains(text[end - 1]) || isPlace && ["将", "计划", "拟", "还将", "力争"].contains(where: { text[end..<clause.upperBound].starts(with: $0.unicodeScalars) })
      else { continue }
      return actsOnThing(mark?.range.upperBound ?? end, clause.upperBound, marks) ? end : nil
    }
    return nil
  }

  private static let provinces: PhraseSet = [
    "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "广西",
    "海南", "重庆", "四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆", "香港", "澳门", "台湾",
  ]
  private static let placeEnds: ScalarSet = ["省", "市", "县", "区", "州", "镇", "乡", "旗", "盟"]

  /// Whether a verb follows at `start`, perhaps behind adverbs, and behind it no figure.
  private func actsOnThing(_ start: Int, _ end: Int, _ marks: [TimeMark]) -> Bool {
    var at = start
    while at < end {
      if let word = adverb.word(in: text, at: at, end: end), make.word(in: text, at: at, end: end) == nil {
        at += word.scalars.count
      } else if let mark = marks.first(where: { $0.range.lowerBound == at }) {
        at = mark.range.upperBound
      } else {
        break
      }
    }
    guard let verb = [make, keep].compactMap({ $0.word(in: text, at: at, end: end)?.scalars.count }).max(), verb > 1, at + verb < end else { return false }
    let next = at + verb
    return !text[next].isDigit && !text[next].chineseDigitOrPlace && before.word(in: text, at: next, end: end) == nil
  }
}
