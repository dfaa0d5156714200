import Foundation
import PlanText

/// Which numbers without a unit are quantities.
extension FigureScanner {
  /// Whether a number without a unit is a quantity: 降至1.3以下, 突破100万. A verb or a comparator stands before, the end of a clause behind it.
  func isUnitless(_ text: [Unicode.Scalar], _ numeral: Numeral, _ end: Int) -> Bool {
    if isNil(text, numeral, end) || isScore(text, numeral, end) || isEndOfChange(text, numeral, end) || isOfRow(text, numeral, end) || isLowered(text, numeral, end) { return true }
    guard numeral.form == .arabic || numeral.form == .chinese && numeral.value >= 100_000_000, numeral.hasMagnitude || numeral.exponent < 0 else { return false }
    let (start, stop) = (numeral.range.lowerBound, numeral.range.upperBound)
    // 4.8万贫困人口
    if numeral.hasMagnitude, stop + 3 < end, text[stop..<(stop + 4)].contains("贫"), text[stop..<(stop + 4)].contains("困") { return true }
    guard start > 0, Self.beforeUnitless.contains(text[start - 1]) || numeral.hasMagnitude && text[start - 1].value >= 0x4E00 else { return false }
    // 解决425万农民群众看病难问题
    if numeral.hasMagnitude, stop + 1 < end, Self.helping.contains(text[start - 1]), "农贫群人居市家职学老残困低失".unicodeScalars.contains(text[stop]) { return true }
    if numeral.hasMagnitude, stop + 1 < end, text[stop] == "规", text[stop + 1] == "模" { return true }
    return stop == end || Self.afterUnitless.contains(text[stop]) || after.word(in: text, at: stop, end: end) != nil
  }

  /// 降到17以下: a bound to fall below.
  private func isLowered(_ text: [Unicode.Scalar], _ numeral: Numeral, _ end: Int) -> Bool {
    let (start, stop) = (numeral.range.lowerBound, numeral.range.upperBound)
    guard numeral.form == .arabic, start > 1, "至到".unicodeScalars.contains(text[start - 1]), "降减".unicodeScalars.contains(text[start - 2]),
      let word = after.word(in: text, at: stop, end: end)
    else { return false }
    let behind = stop + word.scalars.count
    return word.value == "<=" && (behind == end || Self.afterUnitless.contains(text[behind]))
  }

  /// 115年度目标值:14.2, 114年度:14.5: a row of values without units, in texts that count years from 1911.
  private func isOfRow(_ text: [Unicode.Scalar], _ numeral: Numeral, _ end: Int) -> Bool {
    let (start, stop) = (numeral.range.lowerBound, numeral.range.upperBound)
    guard readsBareMoney, numeral.form == .arabic, start > 2, stop == end || Self.afterUnitless.contains(text[stop]) else { return false }
    if text[start - 1] == ":" { return "值度年".unicodeScalars.contains(text[start - 2]) }
    return text[start - 1] == "值" && "标况准始期".unicodeScalars.contains(text[start - 2])
  }

  /// 由38万增至60万, 以六十万为目标: a large number that words of change or of aim enclose.
  private func isEndOfChange(_ text: [Unicode.Scalar], _ numeral: Numeral, _ end: Int) -> Bool {
    let (start, stop) = (numeral.range.lowerBound, numeral.range.upperBound)
    guard numeral.hasMagnitude, start > 0, stop + 1 < end else { return false }
    if text[start - 1] == "以" { return text[stop] == "为" }
    guard "由从".unicodeScalars.contains(text[start - 1]) else { return false }
    return "增升提扩减降".unicodeScalars.contains(text[stop]) && "至到为加高".unicodeScalars.contains(text[stop + 1])
  }

  /// 降为零, 减至零, 归零: nothing is to be left.
  func isNil(_ text: [Unicode.Scalar], _ numeral: Numeral, _ end: Int) -> Bool {
    let (start, stop) = (numeral.range.lowerBound, numeral.range.upperBound)
    guard numeral.form == .chinese, numeral.value == 0, stop == start + 1, start > 0, "为至到归".unicodeScalars.contains(text[start - 1]) else { return false }
    return stop == end || Self.afterUnitless.contains(text[stop])
  }

  /// 指数达到68, 得分90以上: a score has no unit.
  private func isScore(_ text: [Unicode.Scalar], _ numeral: Numeral, _ end: Int) -> Bool {
    let (start, stop) = (numeral.range.lowerBound, numeral.range.upperBound)
    guard numeral.form == .arabic, start > 3, stop == end || Self.afterUnitless.contains(text[stop]) || after.word(in: text, at: stop, end: end) != nil
    else { return false }
    let head = text[max(0, start - 6)..<start]
    return ["指数", "得分", "系数", "评分"].contains { word in
      let scalars = Array(word.unicodeScalars)
      guard let at = head.indices.first(where: { head[$0...].starts(with: scalars) }) else { return false }
      return head[(at + 2)...].allSatisfy { "达到至在高升提保持不低于力争".unicodeScalars.contains($0) }
    }
  }

  /// Last characters of 解决, 帮助, 带动, 覆盖, 惠及, 培训, 转移.
  private static let helping: ScalarSet = ["决", "助", "动", "盖", "及", "训", "移", "置", "让", "使", "为", "扶", "解", "区", "村"]
  private static let beforeUnitless: ScalarSet = ["到", "至", "达", "破", "过", "在", "于", "超", "约", "、", "和"]
  private static let afterUnitless: ScalarSet = [",", ";", "。", "、", ")", "和"]
}
