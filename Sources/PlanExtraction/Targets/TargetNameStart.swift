import PlanText

/// Where the name of an indicator starts.
extension IndicatorReader {
  /// 活化闲置空间比率, 认证医院治疗之个案涵盖率: a verb in front of the name of a rate belongs to it there, unless it says what is done with the rate.
  func namesRate(_ verb: Lexicon.Word, _ range: Range<Int>) -> Bool {
    guard range.count <= 24, text[range.upperBound - 1] == "率" || !isRegional && (isShareOf(range) || isRateBehind(range)) else { return false }
    return !isDoing(verb.scalars[...])
  }

  /// Whether 新增 or 净增 stands at `at`.
  func isAdded(_ at: Int, _ end: Int) -> Bool {
    !isRegional && at + 1 < end && (text[at] == "新" || text[at] == "净") && text[at + 1] == "增"
  }

  /// 数字化研发设计工具普及率: what begins at `at` is the name of a rate.
  func opensRate(_ at: Int, _ end: Int) -> Bool {
    let name = text[at..<min(end, at + 24)].prefix { !$0.isDigit && $0 != "," && $0 != "、" }
    return !isRegional && name.contains("率")
  }

  /// 注册科技志愿者人数占常住人口比例: the share of one thing in another.
  private func isShareOf(_ range: Range<Int>) -> Bool {
    text[range].contains("占") && ("例重".unicodeScalars.contains(text[range.upperBound - 1]) || "比".unicodeScalars.contains(next(range)))
  }

  /// Whether the 率 of the name stands behind `range`, where a rule has it apart.
  private func isRateBehind(_ range: Range<Int>) -> Bool { next(range) == "率" }

  private func next(_ range: Range<Int>) -> Unicode.Scalar { range.upperBound < text.count ? text[range.upperBound] : " " }

  /// Whether `verb` says what is done with a measure and is no part of its name.
  func isDoing(_ verb: ArraySlice<Unicode.Scalar>) -> Bool {
    doing.word(in: Array(verb), at: 0, end: verb.count)?.scalars.count == verb.count
  }

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
    default: return text[range.lowerBound].isDigit ? behindGain(range) : range
    }
  }

  /// 融资 of 6万家企业取得融资, in texts of Hong Kong, Macao and Taiwan: what others gain is measured, not how many they are.
  private func behindGain(_ range: Range<Int>) -> Range<Int> {
    guard isRegional, let verb = range.dropLast(1).last(where: { at in Self.gaining.contains { text[at..<range.upperBound].starts(with: $0) } }) else { return range }
    // 投资 is itself what is measured
    if text[verb] == "投" { return verb + 2 == range.upperBound ? verb..<range.upperBound : range }
    return verb + 4 <= range.upperBound ? verb + 2..<range.upperBound : range
  }

  private static let gaining = ["取得", "获得", "创造", "达成", "申请", "投资"].map { Array($0.unicodeScalars) }

  /// Whether the 会 at `at` ends a noun (机会, 委员会, 基金会); in 从业员会 and in 基金会把 it is a modal.
  func isMeeting(_ at: Int) -> Bool {
    if at > 1, text[at - 1] == "动", text[at - 2] == "运" { return true }
    guard at > 0, Self.endsInMeeting.contains(text[at - 1]) else { return false }
    guard isRegional, at > 1 else { return true }
    switch text[at - 1] {
    case "员": return "委议会学职教队店社雇".unicodeScalars.contains(text[at - 2])
    // 元朗南发展会提供, 新发展区会提供; 社区会堂
    case "展": return text[at - 2] != "发"
    case "区": return at + 1 < text.count && "堂所议".unicodeScalars.contains(text[at + 1])
    // 每年会选定二千幢
    case "年": return !Self.yearsOf.contains(text[at - 2])
    case "金": return at + 1 >= text.count || !"把将向为于在每增拨注继优扩投就与额不须".unicodeScalars.contains(text[at + 1])
    default: return true
    }
  }

  /// Whether a 每 inside what stands before a figure ends at `stop` (经费增至每校每年30万元, 操作手每分局至少4人): so much for each, nobody who
  /// acts; in 国中小每校均有1名 the schools do.
  func isRateOf(_ stop: Int, _ start: Int) -> Bool {
    guard isRegional, stop - 2 > start, text[stop - 1] == "每", recurrence.word(in: text, at: stop - 1, end: text.count) == nil else { return false }
    if "至到为".unicodeScalars.contains(text[stop - 2]) { return true }
    var at = stop
    while at < text.count, at - stop <= Self.longestPlace, !"均都应须要有设置每,".unicodeScalars.contains(text[at]) {
      let bound = before.word(in: text, at: at, end: text.count)?.scalars.count ?? 0
      if at + bound < text.count, text[at + bound].isDigit { return at > stop }
      at += 1
    }
    return false
  }

  /// 乡镇市区
  private static let longestPlace = 5

  /// 医院管理局会在明年把轮候时间缩短: what 把 marks is what the figure is about. So is what 将 marks behind a word of time or of will.
  func behindObjectMark(_ range: Range<Int>) -> Range<Int> {
    guard let mark = range.dropFirst().dropLast(2).last(where: { isObjectMark($0, range) }) else { return range }
    return (mark + 1)..<range.upperBound
  }

  /// 把 before what is acted on; 将 at the start of a clause or behind a word of time or of will.
  func isObjectMark(_ at: Int, _ range: Range<Int>) -> Bool {
    if text[at] == "把" { return !"关握脉".unicodeScalars.contains(text[at + 1]) }
    if at == range.lowerBound { return text[at] == "将" && range.count > 6 && text[range.upperBound] == "," }
    return text[at] == "将" && "内前底末期年会须应需起度".unicodeScalars.contains(text[at - 1])
  }

  /// Whether a word taken off before `at` would leave a piece of another: 应|保尽保率, 按|期完工率, 整合|后面积, 实施|方案备案率, 转移|支付.
  func isCut(_ at: Int, _ end: Int) -> Bool {
    guard at < end else { return false }
    let next: Unicode.Scalar = at + 1 < end ? text[at + 1] : " "
    if "尽性型".unicodeScalars.contains(text[at]), !"能别质".unicodeScalars.contains(next) { return true }
    if opensKind(at, end) || isInsideCompound(at, end) { return true }
    if text[at] == "后" { return !"备续勤台进".unicodeScalars.contains(next) }
    if at > 0, text[at - 1] == "应", next == "尽" { return true }
    // 按病种付费的费用, 纳入统计的企业
    if at > 1, text[at - 1] == "按" || text[at - 2] == "纳" && text[at - 1] == "入", text[at..<min(end, at + 12)].contains("的") { return true }
    if at > 0, text[at - 1] == "按", "期时".unicodeScalars.contains(text[at]) || text[at] == "比" && next == "例" { return true }
    return text[at] == "方" && next == "案" || text[at] == "支" && next == "付" && at > 0 && text[at - 1] == "移"
  }

  /// Whether what stands at `at` makes a kind of the verb before it: 创建|类项目, 培育|库企业, 招聘|活动.
  private func opensKind(_ at: Int, _ end: Int) -> Bool {
    guard !isRegional, at + 2 <= end else { return false }
    if end == at + 2, at > 1, text[at] == "活", text[at + 1] == "动" { return !Self.holding.ends(text[..<at]) }
    guard at + 2 < end else { return false }
    if text[at] == "类" { return !"脑似人器".unicodeScalars.contains(text[at + 1]) }
    return text[at] == "库" && ["企业", "项目", "单位"].contains { text[(at + 1)..<end].starts(with: $0.unicodeScalars) }
  }

  /// Verbs that only say that something takes place.
  private static let holding: PhraseSet = ["开展", "组织", "举办", "举行", "参加", "承办", "完成", "安排"]

  /// Whether `at` lies inside a compound that opens with a verb: 签约|项目, 保障|对象.
  private func isInsideCompound(_ at: Int, _ end: Int) -> Bool {
    (max(0, at - Self.longestVerb)..<at).contains { start in
      compound.word(in: text, at: start, end: end).map { start + $0.scalars.count > at } ?? false
    }
  }

  private static let longestVerb = 4

  /// 安置率 of 集中安置率, 落地率 of 签约落地率: what is left is too short to say which rate.
  func isShortRate(_ at: Int, _ end: Int) -> Bool { at + 3 <= end && text[at + 2] == "率" }
}

extension TargetRuleReader {
  /// 训练覆盖率, 协助家数: a verb right before a word of measure is a part of the name.
  func withNounVerb(_ match: PatternMatch) -> PatternMatch {
    guard let verb = match.range(ofWords: "make"), let name = match.slots[.indicator], verb.upperBound == name.lowerBound,
      names.isAttribute(name.lowerBound, name.upperBound) && !names.isDoing(text[verb]) || names.isCut(name.lowerBound, name.upperBound)
    else { return match }
    var match = match
    match.slots[.indicator] = verb.lowerBound..<name.upperBound
    return match
  }
}
