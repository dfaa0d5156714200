import Foundation
import PlanText

/// By when a target holds: the year its own words name, else the one that reaches it from a bracket, a sentence, a section or the
/// plan's period.
extension TargetSession {
  /// The year of a target: named in its sentence, else in the paragraph, the goal statement above it, the plan's period.
  func deadline(
    _ mark: TimeMark?, _ memory: SentenceMemory, of reading: TargetReading
  ) -> (Int?, Bool, String?, CertaintyReason?) {
    let at = reading.figure.range.upperBound
    if let done = completion(behind: reading, mark, memory) {
      return (done.year, true, "deadline \(done.year): “\(rules.names.string(done.range))” in the clause behind it", nil)
    }
    if let mark, case .by(let year) = mark.kind, reaches(mark, reading, memory) {
      return (year, true, "deadline \(year): “\(rules.names.string(mark.range))” in the sentence", nil)
    }
    if let bracket = memory.due.first(where: { $0.range.lowerBound >= at }) {
      return (bracket.year, true, "deadline \(bracket.year): “\(rules.names.string(bracket.range))” behind it", nil)
    }
    if let year = due[memory.paragraph] {
      return (year, false, "deadline \(year): the date of completion behind its paragraph", .deadlineFromParagraph)
    }
    if goesBeyond(mark, reading) { return (nil, false, nil, nil) }
    if let lead = paragraphLead, leads(lead, memory, to: at) {
      return (lead.year, false, "deadline \(lead.year): a sentence before it in the paragraph", .deadlineFromParagraph)
    }
    if let year = memory.purpose.horizon { return (year, false, "deadline \(year): from \(memory.purpose.source)", .deadlineFromSection) }
    guard !calendar.isLate else { return (nil, false, nil, nil) }
    if let year = calendar.end { return (year, false, "deadline \(year): end of the plan's period", .deadlineFromPeriod) }
    if let year = documentLead { return (year, false, "deadline \(year): the goal statement of the plan", .deadlineFromGoals) }
    return (nil, false, nil, nil)
  }

  /// Whether the year of a sentence before reaches `memory`: not where that names the year of its start itself, nor in a plan of one year.
  private func leads(_ lead: (paragraph: Int, year: Int, reaches: Bool), _ memory: SentenceMemory, to at: Int) -> Bool {
    guard lead.paragraph == memory.paragraph || isCutLine(lead.paragraph, memory), !calendar.isYearly else { return false }
    if outline.isRegional {
      guard let first = memory.marks.first else { return true }
      // 112年：训练1,000人；114年起每年训练1,500人: the year of the first member
      return !first.isStart && !(first.kind == .by(lead.year) && text[first.range.upperBound..<max(first.range.upperBound, at)].contains(";"))
    }
    return lead.reaches || calendar.end == nil && memory.purpose.horizon == nil
  }

  /// Remembers a sentence that opens with a year to come (到2025年, …): what follows inherits it.
  mutating func lead(_ memory: SentenceMemory) {
    if let year = announcedPlan(memory.range), memory.purpose.horizon == nil { paragraphLead = (memory.paragraph, year, true) }
    guard let first = memory.marks.first, case .by(let year) = first.kind,
      opens(first, memory) || isAnnounced(first.range.lowerBound, memory.range) || saysAim(memory.range.lowerBound..<first.range.lowerBound)
    else { return }
    paragraphLead = (memory.paragraph, year, memory.purpose.isGoal && !memory.purpose.isDatedTask || saysAim(memory.range) || text[memory.range.upperBound - 1] == ":")
    // 2025年建成50个，2026年建成60个
    let years = memory.marks.compactMap { if case .by(let year) = $0.kind { year } else { nil } }
    if !outline.isRegional, text[first.range.lowerBound].isDigit, Set(years).count > 1 { return }
    // one measure's year among many is no horizon of the plan
    guard manner != .speech, isHorizon(first.range), !outline.isRegional || memory.purpose.isGoal else { return }
    // 2027年底前 dates a task, 到2027年 a plan
    guard memory.purpose.isGoal && (!outline.isRegional || text[memory.range].contains("目")) || "到至".unicodeScalars.contains(text[first.range.lowerBound]) || first.range.lowerBound > 0 && text[first.range.lowerBound - 1] == "到"
    else { return }
    if documentLead == nil || memory.purpose.isGoal && !hasGoalLead {
      documentLead = year
    } else if memory.purpose.isGoal, let known = documentLead, (known...known + Self.nextStage).contains(year) {
      // 到2028年，…。到2030年，…: what is left undated is due by the second stage; 2035 is an outlook
      documentLead = year
    }
    hasGoalLead = hasGoalLead || memory.purpose.isGoal
  }

  /// Keeps the years that open a sentence side by side: 到2022年和2030年，….
  mutating func noteStages(_ memory: SentenceMemory) {
    let head = memory.marks.filter { $0.range.upperBound <= memory.range.lowerBound + Self.longestStages }
    guard let end = head.last?.range.upperBound else { return }
    let run = TargetRuleReader.yearRun(head, before: end)
    if run.count > 1 { stages = (memory.paragraph, run) }
  }

  /// 到2025年、2030年和2035年.
  private static let longestStages = 24

  /// A second stage of goals comes so many years behind the first.
  static let nextStage = 3

  /// Whether a year opens a sentence for what follows: 到2025年，…. Behind who or what it dates (县科技馆2027年开放, 各县要在2027年底前) it is
  /// that of its own sentence.
  private func opens(_ first: TimeMark, _ memory: SentenceMemory) -> Bool {
    guard first.range.lowerBound - memory.range.lowerBound <= 6 else { return false }
    if outline.isRegional { return true }
    return YearOfWork.mayLead(text[memory.range.lowerBound..<first.range.lowerBound])
  }

  /// The last year of the plan that a sentence quotes: 《某市三年行动计划(2025—2027年)》明确….
  private func announcedPlan(_ range: Range<Int>) -> Int? {
    guard let close = range.dropLast(3).first(where: { text[$0] == "》" }), close > range.lowerBound + 8, text[close - 1] == ")",
      text[(close + 1)...].prefix(6).contains(where: { "明提要指确".unicodeScalars.contains($0) }),
      let open = (range.lowerBound..<close).last(where: { text[$0] == "(" })
    else { return nil }
    let years = times.marks(in: text, open..<close).compactMap { if case .by(let year) = $0.kind { year } else { nil } }
    return years.max()
  }

  /// Whether paragraph `lead` stands right above and lacks its full stop: one paragraph over two lines.
  private func isCutLine(_ lead: Int, _ memory: SentenceMemory) -> Bool {
    guard lead + 1 == memory.paragraph, memory.paragraph < outline.text.paragraphs.count else { return false }
    let line = outline.text.paragraphs[lead].range
    return line.count > 24 && !"。!?:;)”".unicodeScalars.contains(text[line.upperBound - 1])
  }

  /// 行动计划的主要目标,即到2027年,…
  private func saysAim(_ range: Range<Int>) -> Bool {
    range.count <= 40 && range.dropLast().contains { text[$0] == "目" && text[$0 + 1] == "标" }
  }

  /// Whether a word of telling stands right before `at`: 《意见》要求：到2025年,…
  private func isAnnounced(_ at: Int, _ range: Range<Int>) -> Bool {
    let end = ",:".unicodeScalars.contains(text[at - 1]) ? at - 1 : at
    guard end > range.lowerBound + 2 else { return false }
    return ["要求", "提出", "明确", "指出", "强调", "规定"].contains { text[(end - 2)..<end].elementsEqual($0.unicodeScalars) }
  }

  /// 到2025年, 2030年前, 五年内: a time by which, not one in which (九十一年度的各项施政).
  func isHorizon(_ range: Range<Int>) -> Bool {
    "到至".unicodeScalars.contains(text[range.lowerBound]) || range.lowerBound > 0 && text[range.lowerBound - 1] == "到"
      || "底前末内期间”".unicodeScalars.contains(text[range.upperBound - 1])
  }

  func yearOf(_ mark: TimeMark) -> Int? {
    switch mark.kind {
    case .by(let year): return year
    case .past(let year): return year
    case .other:
      let digits = text[mark.range].filter(\.isDigit).prefix(4)
      guard digits.count == 4 else { return nil }
      return digits.reduce(0) { $0 * 10 + Int($1.value - 0x30) }
    }
  }

  /// 去年…，全年增长5%: the year is the one that was named last; in an address so it is of a year to come.
  func withWholeYears(_ marks: [TimeMark]) -> [TimeMark] {
    guard marks.count > 1 else { return marks }
    var last: TimeMark.Kind?
    return marks.map { mark in
      if case .by = mark.kind, isNamed(last), text[mark.range].starts(with: "全年".unicodeScalars), let last { return TimeMark(range: mark.range, kind: last) }
      if mark.kind != .other { last = mark.kind }
      return mark
    }
  }

  private func isNamed(_ kind: TimeMark.Kind?) -> Bool {
    switch kind {
    case .past: true
    case .by: calendar.isAddress
    default: false
    }
  }

  /// Whether the year of `mark` is that of `reading`. 2025年起 is the year of a change; 2023年底前A达到100%，每学期不少于2次: what goes on
  /// in a clause of its own does not end with the date of the one before.
  private func reaches(_ mark: TimeMark, _ reading: TargetReading, _ memory: SentenceMemory) -> Bool {
    if goesBeyond(mark, reading) || isOfEarlierClause(mark, reading, memory) { return false }
    // 自116年起每年汰换60辆: the first year that the promise holds for
    if mark.isStart { return reading.kind == .growth || reading.baseline != nil || outline.isRegional && memory.recurrence != nil }
    let isBefore = mark.range.upperBound <= reading.range.lowerBound && text[mark.range.upperBound - 1] == "前"
    return !(isBefore && memory.hasOwnRecurrence && !calendar.isYearly)
  }

  /// 在2035年前把比例增至7.5%，往后再提升至15%: later than the year before it.
  private func goesBeyond(_ mark: TimeMark?, _ reading: TargetReading) -> Bool {
    guard outline.isRegional, let mark, mark.range.upperBound < reading.range.lowerBound else { return false }
    return ["往后", "其后", "此后", "之后", "长远"].contains { text[reading.range.lowerBound...].starts(with: $0.unicodeScalars) }
  }

  /// 120年降至10%以下，汰换管线每年不低于700公里: what goes on each year, under a name of its own, does not end with the level before it.
  private func isOfEarlierClause(_ mark: TimeMark, _ reading: TargetReading, _ memory: SentenceMemory) -> Bool {
    guard outline.isRegional, memory.hasOwnRecurrence, mark.range.upperBound <= reading.range.lowerBound, memory.accepted > 0 else { return false }
    return !calendar.isYearly && mark.range.lowerBound - memory.range.lowerBound > 6 && !text[mark.range].contains("内")
  }

  /// 2000年前建成的老旧小区: a time gone by that tells which things, not what was done.
  func attributive(_ marks: [TimeMark]) -> [TimeMark] {
    marks.map(withDegree).map { mark in
      if isTimeTaken(mark, marks) { return TimeMark(range: mark.range, kind: .other) }
      if isPublication(mark.range.upperBound) { return TimeMark(range: mark.range, kind: .other) }
      guard case .past = mark.kind else { return mark }
      if !outline.isRegional, YearOfWork.isWorkedOn(mark.range, in: text) { return TimeMark(range: mark.range, kind: .other) }
      let behind = text[mark.range.upperBound...].prefix(8)
      // 1973年以前的楼宇
      if outline.isRegional, behind.first == "的", text[mark.range.upperBound - 1] == "前", text[mark.range.lowerBound].isDigit { return TimeMark(range: mark.range, kind: .other) }
      if Self.builtThen.contains(where: { behind.starts(with: $0.unicodeScalars) }), behind.contains("的") { return TimeMark(range: mark.range, kind: .other) }
      let from = ["底以前", "以前", "之前", "底前", "以来", "前"].first { behind.starts(with: $0.unicodeScalars) }?.unicodeScalars.count ?? 0
      let deed = behind.dropFirst(from)
      let isNamed = deed.prefix { !$0.isDigit && $0 != "," }.contains("的") && Self.doneThen.starts(deed) || Self.leftBehind.starts(deed)
      guard !outline.isRegional, isNamed, isActedOn(mark.range.lowerBound) else { return mark }
      return TimeMark(range: mark.range, kind: .other)
    }
  }

  /// 化解|2022年底前存量债务, 更新|2010年以前敷设的管网: what is done now to things of that time.
  private func isActedOn(_ at: Int) -> Bool {
    let start = max(0, at - 4)
    return [rules.names.make, rules.names.keep].contains { ($0.word(in: text, endingAt: at, start: start)?.scalars.count ?? 0) >= 2 }
  }

  /// 2021年公布的《…》: when a paper came out.
  private func isPublication(_ at: Int) -> Bool {
    let behind = text[min(at, text.count)...].prefix(6)
    guard let of = behind.firstIndex(of: "的"), of + 1 < text.count, text[of + 1] == "《" else { return false }
    return Self.published.ends(behind[..<of])
  }

  /// 110-113年度, 今年度: 度 belongs to the year.
  private func withDegree(_ mark: TimeMark) -> TimeMark {
    let end = mark.range.upperBound
    guard end > 0, end + 1 < text.count, text[end - 1] == "年", text[end] == "度", !"假过".unicodeScalars.contains(text[end + 1]) else { return mark }
    return TimeMark(range: mark.range.lowerBound..<(end + 1), kind: mark.kind, isStart: mark.isStart)
  }

  private static let published: PhraseSet = ["公布", "发布", "发表", "颁布", "印发", "出台", "推出", "提出", "制定"]

  /// 到二〇三五年，用13年时间: how long it takes up to the year that the sentence names; it names no other.
  private func isTimeTaken(_ mark: TimeMark, _ marks: [TimeMark]) -> Bool {
    guard text[mark.range].suffix(2).elementsEqual("时间".unicodeScalars), let first = mark.range.first,
      text[first] == "用" || first > 0 && text[first - 1] == "用"
    else { return false }
    return marks.contains { other in
      guard case .by = other.kind, other.range.upperBound <= first else { return false }
      let start = other.range.lowerBound
      return "到至".unicodeScalars.contains(text[start]) || start > 0 && "到至".unicodeScalars.contains(text[start - 1])
    }
  }

  /// What was built at a time gone by, in front of 的.
  private static let builtThen = ["建成", "竣工", "前建成", "底前建成", "以前建成", "投产", "投用"]

  /// What else was done to things at a time gone by.
  private static let doneThen: PhraseSet = [
    "敷设", "注册", "登记", "受理", "立案", "新增", "建设", "发放", "签订", "认定", "投运", "安装", "出厂",
  ]

  /// What is left of a time gone by: 2022年底前存量债务, 2009—2023年批而未供土地.
  private static let leftBehind: PhraseSet = ["存量", "批而未供", "欠发", "历史遗留", "遗留"]

  // MARK: Brackets

  /// Marks without those in `brackets`. A bracket right behind a span says when that ends: 未来五年(即2024-25年度起的五年).
  func explained(_ marks: [TimeMark], by brackets: [Range<Int>]) -> [TimeMark] {
    guard !brackets.isEmpty else { return marks }
    let open = marks.filter { mark in !brackets.contains { $0.contains(mark.range.lowerBound) && !isOfStage($0) } }
    guard open.count < marks.count else { return marks }
    return open.map { mark in
      guard let bracket = brackets.first(where: { $0.lowerBound == mark.range.upperBound }),
        let last = marks.last(where: { bracket.contains($0.range.lowerBound) }), case .by = last.kind
      else { return mark }
      return TimeMark(range: mark.range.lowerBound..<bracket.upperBound, kind: last.kind)
    }
  }

  /// Whether `bracket` dates a stage: 中期目标(114年).
  private func isOfStage(_ bracket: Range<Int>) -> Bool {
    guard bracket.count <= 12, bracket.lowerBound >= 3 else { return false }
    return ["目标", "阶段", "标值"].contains { text[(bracket.lowerBound - 2)..<bracket.lowerBound].elementsEqual($0.unicodeScalars) }
  }

  /// The brackets that date what stands before them: (2022年6月底前完成), (责任单位:市教育局,完成时限:2023年12月).
  func dueBrackets(_ brackets: [Range<Int>], _ marks: [TimeMark]) -> [DueDate] {
    guard !brackets.isEmpty, !marks.isEmpty else { return [] }
    let reader = DueReader(outline: outline, times: times)
    return brackets.compactMap { reader.date(in: $0, marks) }
  }

  /// 5年投入…: a span in front of a verb, no quantity.
  func span(_ figure: Figure) -> TimeMark {
    // 8年20万户社会住宅: the name of a plan
    if figure.core.upperBound < text.count, text[figure.core.upperBound].isDigit { return TimeMark(range: figure.core, kind: .other) }
    let years = NSDecimalNumber(decimal: figure.value).intValue
    return TimeMark(range: figure.core, kind: times.spanEnd(years).map { .by($0) } ?? .other)
  }
}
