import PlanText

/// What a clause without a figure is about: the name for a figure of the clause behind it.
extension IndicatorReader {
  /// What a clause of a verb and no figure is about: 辦理科學園遊會 is about 科學園遊會.
  func topic(_ clause: Range<Int>, marks: [TimeMark], closed: [Range<Int>], figures: [Figure]) -> String? {
    guard !figures.contains(where: { clause.contains($0.core.lowerBound) }) else { return nil }
    let start = prefix(clause, marks: marks, closed: closed).end
    let core = start..<max(start, withoutComparison(clause))
    var low = behindBody(core)
    let verb = low
    while low == verb || !isShortMeasure(low..<core.upperBound), let next = behindVerb(low, core.upperBound) { low = next }
    guard low > verb else { return namedPlan(clause, closed) ?? label(clause, core) ?? raised(core) ?? marked(clause) ?? measured(core) ?? aimedAt(core) ?? risen(core) }
    if let word = ["一批", "若干", "一系列"].first(where: { text[low..<core.upperBound].starts(with: $0.unicodeScalars) }) {
      low += word.unicodeScalars.count
    }
    let isLabel = readsAnnouncers && clause.upperBound < text.count && text[clause.upperBound] == ":"
    var range = low..<max(low, isLabel ? withoutUnit(core).upperBound : core.upperBound)
    if let role = range.dropFirst(2).dropLast().first(where: { text[$0] == "作" && text[$0 + 1] == "为" }) { range = roleName(role, range) }
    range = object(range)
    if range.count > 24 { return namedPlan(clause, closed) }
    return range.count >= 2 ? string(range) : nil
  }

  /// What the clause behind a sum, which ends at `end`, says it is for: 校园设施 of 让大学增建校园设施, 公厕 of 翻新约240个公厕,
  /// “技能提升计划” of 推行“技能提升计划”. Nil where that clause has several figures or no verb.
  func purpose(behind end: Int, marks: [TimeMark], figures: [Figure]) -> String? {
    let start = end + 1
    guard start < text.count, text[end] == ",", let upper = text[start...].prefix(Self.longestPurpose).firstIndex(where: { ",;。:!?\n".unicodeScalars.contains($0) })
    else { return nil }
    let clause = start..<upper
    if let open = clause.first(where: { text[$0] == "“" }) {
      guard let close = text[open...].firstIndex(of: "”"), (4...32).contains(close - open) else { return nil }
      return string(open..<close + 1)
    }
    let counted = figures.filter { clause.contains($0.core.lowerBound) }
    guard counted.count < 2, clause.count > 3 else { return nil }
    if let figure = counted.first {
      let counts = object(min(figure.range.upperBound, upper)..<upper)
      return figure.unit != nil && counts.count >= 2 ? string(counts) : nil
    }
    if let named = topic(clause, marks: marks, closed: [], figures: []) { return Self.bareObjects.contains(named) ? nil : named }
    guard "让供使以在把为作用".unicodeScalars.contains(text[start]) else { return nil }
    for at in clause.dropFirst(2).dropLast(3) {
      guard let low = behindVerb(at, upper), low - at >= 2 else { continue }
      let named = object(low..<upper)
      return (2...24).contains(named.count) ? string(named) : nil
    }
    return nil
  }

  /// Objects that say nothing of what a sum is for: 推出一系列措施.
  private static let bareObjects: Set<String> = ["措施", "项目", "计划", "工作", "服务", "方案", "政策", "有关措施", "有关工作"]

  /// Farther than this a comma ends no clause that names a purpose.
  private static let longestPurpose = 48

  /// The end of `clause` without 不低于上年水平: 准确率不低于上年，达到90%以上 is about 准确率.
  private func withoutComparison(_ clause: Range<Int>) -> Int {
    let tail = Self.comparisons.first { clause.count > $0.unicodeScalars.count + 2 && text[clause].suffix($0.unicodeScalars.count).elementsEqual($0.unicodeScalars) }
    return clause.upperBound - (tail?.unicodeScalars.count ?? 0)
  }

  private static let comparisons = ["不低于上年水平", "不低于去年水平", "不低于上年", "不低于去年", "不少于上年", "不少于去年", "高于上年", "高于去年", "好于上年"]

  /// 资助服务名额: what a clause is about begins with verbs that belong to its name.
  private func isShortMeasure(_ range: Range<Int>) -> Bool {
    range.count <= 8 && attributed.word(in: text, endingAt: range.upperBound, start: range.lowerBound + 2) != nil
  }

  /// Behind the body that acts (经济部补助…): its last character stands right before a verb.
  private func behindBody(_ core: Range<Int>) -> Int {
    for at in core.prefix(12).dropFirst(2) where Self.bodyEnds.contains(text[at - 1]) && behindVerb(at, core.upperBound) != nil { return at }
    return core.lowerBound
  }

  static let bodyEnds: ScalarSet = ["部", "署", "局", "会", "院", "府", "司", "厅", "委", "处"]

  /// The plan that a clause ends with: 核定“清河防灾策略”, 推动“绿色运输计划(110—113年)”.
  private func namedPlan(_ clause: Range<Int>, _ closed: [Range<Int>]) -> String? {
    var end = clause.upperBound
    if let bracket = closed.last(where: { $0.upperBound == end }), text[bracket.lowerBound] == "(" { end = bracket.lowerBound }
    guard end - 2 > clause.lowerBound, text[end - 1] == "”", let open = (clause.lowerBound..<end).last(where: { text[$0] == "“" })
    else { return barePlan(clause.lowerBound..<end) }
    var last = end - 1
    if text[last - 1] == ")", let bracket = (open..<last).last(where: { text[$0] == "(" }) { last = bracket }
    guard Self.planEnds.contains(text[last - 1]), (4...32).contains(last - open) else { return nil }
    return string(open..<last) + "”"
  }

  /// The plan without quotation marks behind a verb, in texts that count years from 1911: 将分三阶段推动电网强韧计划.
  private func barePlan(_ clause: Range<Int>) -> String? {
    guard readsAnnouncers, clause.count > 6, ["计划", "方案", "专案"].contains(where: { text[clause].suffix(2).elementsEqual($0.unicodeScalars) })
    else { return nil }
    let verb = clause.dropLast(6).last { at in
      ["推动", "办理", "执行", "实施", "核定", "通过", "推出", "启动"].contains { text[at..<clause.upperBound].starts(with: $0.unicodeScalars) }
    }
    return verb.map { string(($0 + 2)..<clause.upperBound) }
  }

  /// A measure that a clause says will go up or down, in texts that count years from 1911: 扩大农业保险覆盖率，114年达55%.
  private func raised(_ core: Range<Int>) -> String? {
    if readsPledges, let verb = core.dropFirst(2).dropLast(4).last(where: { isRaise($0, core.upperBound) }), core.upperBound - verb <= 16 {
      return string(name((verb + 2)..<core.upperBound, dropping: .places))
    }
    guard readsAnnouncers, (5...22).contains(core.count), core.count <= 10 || "率比数量例积".unicodeScalars.contains(text[core.upperBound - 1]),
      isRaise(core.lowerBound, core.upperBound)
    else { return nil }
    return string(name((core.lowerBound + 2)..<core.upperBound, dropping: .places))
  }

  private func isRaise(_ at: Int, _ end: Int) -> Bool { Self.raising.contains { text[at..<end].starts(with: $0.unicodeScalars) } }

  private static let raising = ["扩大", "提升", "提高", "增加", "降低", "强化", "加强", "减少", "缩短"]

  /// What 把 marks in a clause that goes on behind its comma, in texts of Hong Kong, Macao and Taiwan: 我们会把轮候时间，由24个月缩短至12个月.
  private func marked(_ clause: Range<Int>) -> String? {
    guard isRegional, clause.upperBound < text.count, text[clause.upperBound] == ",", let mark = clause.dropLast(3).last(where: { isObjectMark($0, clause) }),
      clause.upperBound - mark <= 26
    else { return nil }
    return string(name((mark + 1)..<clause.upperBound, dropping: .places))
  }

  /// A measure that is all of a clause: 交通事故死亡人数，2030年较2023年减半.
  private func measured(_ core: Range<Int>) -> String? {
    guard core.count >= 3, "率比例".unicodeScalars.contains(text[core.upperBound - 1]) || readsAnnouncers && isSpanNamed(core)
      || measure.word(in: text, endingAt: core.upperBound, start: core.lowerBound) != nil
    else { return nil }
    let range = name(core, dropping: .places)
    return range.count <= 24 ? string(range) : nil
  }

  /// The measure that a clause says will move: 优良率 of 优良率逐年上升.
  private func risen(_ core: Range<Int>) -> String? {
    guard !isRegional, core.count > 5, let word = rise.word(in: text, endingAt: core.upperBound, start: core.lowerBound) else { return nil }
    let range = name(core.lowerBound..<core.upperBound - word.scalars.count, dropping: .verbs)
    return (3...24).contains(range.count) ? string(range) : nil
  }

  /// Whether `name` ends in a measure that kinds of things share: 阳性追踪率, 筛检人数.
  func measuresKinds(_ name: String) -> Bool {
    ["率", "比例", "占比", "比率", "人数", "家数", "件数"].contains(where: name.hasSuffix)
  }

  /// Whether a clause of Taiwan is all the name of a span of time or of cases: 陈情案件平均到场处理时间，维持在1小时以内.
  private func isSpanNamed(_ core: Range<Int>) -> Bool {
    core.count > 5 && ["时间", "时效", "天数", "日数", "时数", "年限", "案件", "个案"].contains { text[core].suffix(2).elementsEqual($0.unicodeScalars) }
  }

  /// 餐饮业油烟 of 针对餐饮业油烟, in texts that count years from 1911.
  private func aimedAt(_ core: Range<Int>) -> String? {
    guard readsAnnouncers, (5...20).contains(core.count), text[core.lowerBound] == "针", text[core.lowerBound + 1] == "对" else { return nil }
    return string(core.lowerBound + 2..<core.upperBound)
  }

  /// What a clause in front of a colon names, in texts that count years from 1911: 公有建筑太阳光电容量：111年500MW、112年….
  private func label(_ clause: Range<Int>, _ core: Range<Int>) -> String? {
    guard readsAnnouncers, clause.upperBound < text.count, text[clause.upperBound] == ":", (4...24).contains(core.count), !isStage(clause) else { return nil }
    return string(raisedName(name(withoutUnit(core), dropping: .verbs)))
  }

  /// `core` without the bracket at its end that gives the unit: 年平均浓度(微克/立方公尺).
  private func withoutUnit(_ core: Range<Int>) -> Range<Int> {
    guard text[core.upperBound - 1] == ")", let open = core.last(where: { text[$0] == "(" }), open > core.lowerBound + 2 else { return core }
    return core.lowerBound..<open
  }

  /// 长照服务涵盖率 of 提升长照服务涵盖率.
  func raisedName(_ range: Range<Int>) -> Range<Int> {
    range.count > 5 && isRaise(range.lowerBound, range.upperBound) ? range.lowerBound + 2..<range.upperBound : range
  }

  /// 中期目标(114年): when, not what.
  func isStage(_ clause: Range<Int>) -> Bool {
    let end = text[clause.upperBound - 1] == ")" ? clause.last { text[$0] == "(" } ?? clause.upperBound : clause.upperBound
    if ["目标", "阶段"].contains(where: { text[clause.lowerBound..<end].suffix(2).elementsEqual($0.unicodeScalars) }) { return true }
    // 把排放量，以1997年为基准，削减两成
    if isRegional, text[clause.lowerBound] == "以", ["为基准", "为基线", "为基准年"].contains(where: { text[clause].suffix($0.unicodeScalars.count).elementsEqual($0.unicodeScalars) }) { return true }
    return readsAnnouncers && isOfRow(clause)
  }

  /// Whether `clause` is a part of a row of values: 原始值15.2, 113年度目标值, 114年度, 14.5.
  private func isOfRow(_ clause: Range<Int>) -> Bool {
    var at = behindNumber(clause.lowerBound, clause)
    if at > clause.lowerBound, at < clause.upperBound {
      guard text[at] == "年" else { return false }
      at += at + 1 < clause.upperBound && "度底".unicodeScalars.contains(text[at + 1]) ? 2 : 1
    }
    if let label = Self.rowLabels.first(where: { text[at..<clause.upperBound].starts(with: $0.unicodeScalars) }) {
      // 原始值15.2, 目标值
      at += label.unicodeScalars.count
    } else if at == clause.lowerBound {
      return false
    }
    return behindNumber(at, clause) == clause.upperBound || at > clause.lowerBound && Self.rowLabels.contains { text[clause].starts(with: $0.unicodeScalars) }
  }

  private func behindNumber(_ start: Int, _ clause: Range<Int>) -> Int {
    var at = start
    while at < clause.upperBound, text[at].isDigit || ".%".unicodeScalars.contains(text[at]) { at += 1 }
    return at
  }

  private static let rowLabels = ["原始值", "基期值", "基准值", "现况值", "现值", "目标值", "实际值", "实绩"]

  /// The name of a plan between quotation marks that are no part of `clause`, without its years: “绿色运输计划(110—113年)”.
  func plan(quoted clause: Range<Int>) -> String? {
    var end = clause.upperBound
    if text[end - 1] == ")", let bracket = clause.last(where: { text[$0] == "(" }) { end = bracket }
    guard clause.count <= 30, end > clause.lowerBound, Self.planEnds.contains(text[end - 1]) else { return nil }
    return string((clause.lowerBound - 1)..<end) + "”"
  }

  /// Last characters of 计划, 方案, 策略, 工程, 基金, 专案, 措施.
  private static let planEnds: ScalarSet = ["划", "画", "案", "略", "程", "金", "施"]

  /// Behind a verb at `at` with the adverbs before it (大力培育, 新建); nil if none stands there.
  private func behindVerb(_ at: Int, _ end: Int) -> Int? {
    var start = at
    if let word = adverb.word(in: text, at: at, end: end) { start += word.scalars.count }
    for low in Set([at, start]).sorted() where low < end {
      let lengths = [make, keep].compactMap { $0.word(in: text, at: low, end: end)?.scalars.count }
      if let length = lengths.max(), low + length < end { return low + length }
    }
    return nil
  }

  /// 遴选A、B作为X is about X.
  private func roleName(_ at: Int, _ range: Range<Int>) -> Range<Int> {
    range.upperBound - at >= 4 ? (at + 2)..<range.upperBound : range.lowerBound..<at
  }

  /// 方面; 部分 at the end of a clause, in texts that count years from 1911 (再生水部分，…).
  private func isAspect(_ at: Int, _ clause: Range<Int>) -> Bool {
    text[at] == "方" && text[at + 1] == "面" || readsAnnouncers && at + 2 == clause.upperBound && text[at] == "部" && text[at + 1] == "分"
  }

  /// What a clause such as 煤炭方面 or 在离岸风电方面依先易后难的策略 says the sentence is about.
  func subject(_ clause: Range<Int>) -> String? {
    guard clause.count >= 4, let at = clause.prefix(16).dropFirst(2).dropLast().first(where: { isAspect($0, clause) }) else { return nil }
    var range = ("在于".unicodeScalars.contains(text[clause.lowerBound]) ? clause.lowerBound + 1 : clause.lowerBound)..<at
    while let word = subjectTail.word(in: text, endingAt: range.upperBound, start: range.lowerBound + 2) {
      range = range.lowerBound..<(range.upperBound - word.scalars.count)
    }
    return range.count >= 2 ? string(range) : nil
  }
}
