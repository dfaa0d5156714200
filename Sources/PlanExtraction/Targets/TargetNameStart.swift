import PlanText

/// Where the name of an indicator starts.
extension IndicatorReader {
  /// 令总供应量增至…, 让中签率由…提高: the verb of causing is no part of the name; nor is 当中 of 当中内地名额占六成.
  func behindCause(_ range: Range<Int>) -> Range<Int> {
    guard range.count > 3 else { return range }
    let next = text[range.lowerBound + 1]
    switch text[range.lowerBound] {
    case "令": return "人牌行状".unicodeScalars.contains(next) ? range : range.lowerBound + 1..<range.upperBound
    case "让": return "利座位步渡".unicodeScalars.contains(next) ? range : range.lowerBound + 1..<range.upperBound
    case "当": return next == "中" ? range.lowerBound + 2..<range.upperBound : range
    case "(":
      // (106年至109年)直接兴建
      let close = text[range.prefix(16)].firstIndex(of: ")")
      return close.map { $0 + 2 < range.upperBound ? $0 + 1..<range.upperBound : range } ?? range
    default: return range
    }
  }

  /// 医院管理局会在明年把轮候时间缩短: what 把 marks is what the figure is about. So is what 将 marks behind a word of time or of will.
  func behindObjectMark(_ range: Range<Int>) -> Range<Int> {
    guard let mark = range.dropFirst().dropLast(2).last(where: { isObjectMark($0, range) }) else { return range }
    return (mark + 1)..<range.upperBound
  }

  private func isObjectMark(_ at: Int, _ range: Range<Int>) -> Bool {
    if text[at] == "把" { return !"关握脉".unicodeScalars.contains(text[at + 1]) }
    return text[at] == "将" && "内前底末期年会须应需起度".unicodeScalars.contains(text[at - 1])
  }
}
