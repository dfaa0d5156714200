/// Sees whether the text behind a marker is a whole clause (政府会拨款…, 任何单位不得…, 改造小区30个), not only a title.
struct HeadingClause {
  let scalars: [Unicode.Scalar]
  let range: Range<Int>

  var count: Int { range.count }

  /// Longest run-in heading with a comma; a longer one acts as well (落实好…政策，确保…).
  private static let longestWithComma = 18

  /// A sentence of several clauses, too long for a title.
  var isCompound: Bool { count > Self.longestWithComma && holdsComma }

  var holdsComma: Bool { range.contains { scalars[$0] == "," && isOutside($0) } }

  /// 把每宗个案的处理时间缩短, 争取在明年提交条例草案: a promise from its first word on.
  var opensWithWill: Bool {
    guard count >= Self.shortestPromise, let first = range.first else { return false }
    return scalars[first] == "把" || scalars[first] == "争" && scalars[first + 1] == "取"
  }

  private static let shortestPromise = 8

  /// Who acts stands in front of 会, 将, 拟, 不得 or 应当.
  var saysWhoActs: Bool {
    range.contains { at in
      guard at > range.lowerBound, at + 2 < range.upperBound, at >= range.lowerBound + 2 || scalars[at - 1] == "我", isOutside(at)
      else { return false }
      let before = scalars[at - 1]
      let next = scalars[at + 1]
      switch scalars[at] {
      case "会" where next == "于" && CharacterForms.isHan(before): return true
      case "会": return Self.governing.contains(before) && !Self.meeting.contains(next)
      // 未来将持续推动…
      case "将" where at >= range.lowerBound + 2 && before == "来" && scalars[at - 2] == "未": return true
      case "将", "拟": return Self.governing.contains(before) && next != "来" && next != "定"
      case "须", "需": return "亦也均都仍".unicodeScalars.contains(before)
      case "必": return next == "须" && (Self.governing.contains(before) || Self.bound.contains(before))
      case "计": return next == "划" && Self.governing.contains(before)
      case "不": return next == "得" && Self.bound.contains(before)
      case "应": return next == "当" && (Self.governing.contains(before) || Self.bound.contains(before))
      default: return false
      }
    }
  }

  /// A figure with a measure word behind it or a percent sign, in front of which something stands.
  var bindsFigure: Bool {
    range.contains { at in
      guard at >= range.lowerBound + 2, scalars[at].isDigit, !scalars[at - 1].isDigit, scalars[at - 1] != "第", isOutside(at)
      else { return false }
      var end = at
      while end < range.upperBound, scalars[end].isDigit || Self.inNumber.contains(scalars[end]) { end += 1 }
      guard end < range.upperBound else { return false }
      if scalars[end] == "-" || scalars[end] == "—" { return false }
      return Self.measures.contains(scalars[end])
    }
  }

  /// Whether no bracket or quotation mark is open at `offset`.
  private func isOutside(_ offset: Int) -> Bool {
    var depth = 0
    for at in range.lowerBound..<offset {
      if Self.opening.contains(scalars[at]) { depth += 1 }
      if Self.closing.contains(scalars[at]) { depth -= 1 }
    }
    return depth <= 0
  }

  private static let governing: ScalarSet = "府们我局署处院厅部司门组"
  private static let bound: ScalarSet = "人构业位者员府们局署处院厅部司门校"
  private static let meeting: ScalarSet = "议展员计同商场址客长期徽"
  private static let inNumber: ScalarSet = " ,.万亿千百余多"
  private static let measures: ScalarSet = "%‰个家所座台套户人名张间件篇次场亩吨公平米元倍成辆艘条只幢栋处村班床"
  private static let opening: ScalarSet = "“(《"
  private static let closing: ScalarSet = "”)》"
}
