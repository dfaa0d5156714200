/// Kinds of markers in front of sections, in the order in which plans usually nest them.
package enum MarkerStyle: Int, Sendable, Comparable, CaseIterable {
  /// 第一编, 第一篇, 第一部分
  case volume
  /// 第一章
  case chapter
  /// 第一节
  case division
  /// 第一条
  case article
  /// 附件1
  case annex
  /// I. above A.
  case roman
  /// 甲、 above 一、
  case stem
  /// 壹、
  case formal
  /// 一、
  case ideographic
  /// （一）
  case bracketedIdeographic
  /// 方案一, 专题二
  case named
  /// 行动一 below 任务一
  case innerNamed
  /// 项目一 below 行动一
  case innermostNamed
  /// A. above 1.
  case outerLetter
  /// 专栏1
  case box
  /// 1.
  case decimal
  /// 1.1
  case decimalTwo
  /// 1.1.1
  case decimalThree
  /// （1）
  case bracketedDecimal
  /// 1）
  case closedDecimal
  /// ①
  case circled
  /// 甲、 below numbers
  case innerStem
  /// A.
  case letter
  /// ——
  case dash

  package static func < (a: MarkerStyle, b: MarkerStyle) -> Bool { a.rawValue < b.rawValue }
}

extension MarkerStyle {
  var isBracketed: Bool { self == .bracketedIdeographic || self == .bracketedDecimal }
  var isNamed: Bool { self == .named || self == .innerNamed || self == .innermostNamed }
}
