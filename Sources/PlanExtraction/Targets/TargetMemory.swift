import PlanText

extension TargetSession {
  /// What the clauses of a sentence hand on.
  struct SentenceMemory {
    let range: Range<Int>
    let purpose: TargetPurpose
    let section: Int?
    let paragraph: Int
    var marks: [TimeMark] = []
    var closed: [Range<Int>] = []
    var figures: [Figure] = []
    /// Dates in brackets behind what they are about.
    var due: [DueDate] = []
    var actor: String?
    var recurrence: Recurrence?
    /// Repeated, at whatever interval.
    var isRepeated = false
    /// The 每天 of 达到每天25万人次 is that of its figure alone.
    var isRecurrenceInner = false
    /// The 每年 stands behind what it is about (活动每年不少于6场次): that of its clause alone.
    var isRecurrenceInside = false
    /// The 各县 of 各县不少于20项 is that of its figure alone.
    var isActorInner = false
    /// Start of the clauses that name `actor` and `recurrence`.
    var actorClause = 0
    var recurrenceClause = 0
    /// The verb of change that opens the list at hand (新建A10个、B30个) and where its clause starts.
    var listVerb: (word: String, clause: Int)?
    var accepted = 0
    var recent: [String] = []
    /// Whether the figure read last is a growth: the level behind it is that of the same thing (总收入增长15%，达到4.5亿元).
    var lastGrew = false
    /// The units of `recent`.
    var recentUnits: [String?] = []
    var previous: String? { recent.last }
    /// What the clause before, `lastClause`, is about; known where the clause at hand has figures.
    var topic: String?
    var lastClause: Range<Int>?
    /// 煤炭方面: what the sentence says it is about.
    var subject: String?
    var lastMark: TimeMark?
    /// Behind the last figure that a word such as 已 makes a result, and the word of time that governed it.
    var told: (end: Int, mark: TimeMark?)?
    /// What the last target is a part of: 面积300万亩，其中玉米50万亩；产量135万吨 is the yield of the whole.
    var whole: String?
    /// Whether the clause read last names its actor and its 每年 itself.
    var hasOwnActor = false
    var hasOwnRecurrence = false
  }

  /// Keeps `name` as that of the figure read last.
  func keep(_ name: String, _ unit: String?, in memory: inout SentenceMemory) {
    if memory.recent.count > 3 { memory.recent.removeFirst() }
    if memory.recentUnits.count > 3 { memory.recentUnits.removeFirst() }
    memory.recent.append(name)
    memory.recentUnits.append(unit)
  }

  /// The name that a figure of `unit` takes from before it: the last; behind a rate the last that was counted like it
  /// (规上企业改造3000家、数控化率达到70%，…累计改造8000家).
  func previous(_ unit: String?, _ memory: SentenceMemory) -> String? {
    let last = memory.recentUnits.last ?? nil
    guard memory.recent.count == memory.recentUnits.count, last == "%" || last == "元" && !outline.isRegional, !memory.lastGrew, let unit, unit != "%", unit != last,
      let at = memory.recentUnits.lastIndex(of: unit)
    else { return memory.previous }
    return memory.recent[at]
  }

  /// 去年加装电梯46部，今年再加装80部: a result in the same unit has named what is counted.
  func goesOnCounting(_ unit: String?, _ memory: SentenceMemory) -> Bool {
    guard !outline.isRegional, let unit, unit != "%", unit != "元", memory.recentUnits.last == unit else { return false }
    return true
  }

  /// Notes who must reach the figure, and how often.
  func remember(_ reading: TargetReading, _ prefix: ClausePrefix, _ member: Range<Int>, _ memory: inout SentenceMemory) {
    let before = reading.range.lowerBound..<reading.figure.range.lowerBound
    let named = rules.names.recurrence(in: before, ofMoney: reading.figure.dimension == .money)
    let isWholeYear =
      (calendar.coversYears || manner == .rules) && rules.names.isWholeYear(before) || !calendar.isYearly && rules.names.isYearlyAct(before)
    if memory.isRecurrenceInner { (memory.recurrence, memory.isRepeated, memory.isRecurrenceInner) = (nil, false, false) }
    memory.hasOwnRecurrence = prefix.isRepeated || named != nil || isWholeYear
    memory.hasOwnActor = prefix.actor != nil
    if memory.hasOwnRecurrence {
      memory.recurrence =
        prefix.isRepeated ? prefix.recurrence : named.map { Recurrence(rawValue: $0.value) } ?? .year
      memory.isRepeated = true
      memory.recurrenceClause = member.lowerBound
      memory.isRecurrenceInner = !prefix.isRepeated && (named == nil || isBehindVerb(before))
      memory.isRecurrenceInside = !prefix.isRepeated && !outline.isRegional
    }
    if memory.isActorInner { (memory.actor, memory.isActorInner) = (nil, false) }
    // 每乡镇至少2场，全县累计60场
    if outline.isRegional, prefix.isWhole, prefix.actor == nil, memory.actor?.hasPrefix("每") == true { memory.actor = nil }
    // 每所学校配备1名辅导员，全市培训辅导员1500名
    if !outline.isRegional, prefix.actor == nil, isOfWholePlace(member.lowerBound..<max(member.lowerBound, prefix.end)) {
      memory.actor = nil
      if memory.recurrenceClause < member.lowerBound, !memory.hasOwnRecurrence { (memory.recurrence, memory.isRepeated) = (nil, false) }
    }
    if let actor = prefix.actor {
      memory.actor = rules.names.string(leading(actor))
      memory.actorClause = member.lowerBound
      // 县级河长每月巡河1次: what else the sentence asks for is not the officer's
      memory.isActorInner = rules.names.isBounded(actor.upperBound, member.upperBound, actor.lowerBound) || text[actor.upperBound - 1] == "长"
    }
    forget(reading, member, &memory)
  }

  /// 每个社区 of 科普活动每个社区每年4次以上: who has each, between what is counted and its figure.
  func innerActor(_ reading: TargetReading) -> String? {
    let before = reading.range.lowerBound..<max(reading.range.lowerBound, reading.figure.range.lowerBound)
    guard reading.rule == "thing-in-each", let start = before.first(where: { text[$0] == "每" && rules.names.recurrence.word(in: text, at: $0, end: before.upperBound) == nil }), start + 2 < before.upperBound else {
      return nil
    }
    let end = (start + 2..<before.upperBound).first { rules.names.recurrence.word(in: text, at: $0, end: before.upperBound) != nil } ?? before.upperBound
    let isAct = (start + 2..<max(start + 2, end)).contains { rules.names.make.word(in: text, at: $0, end: end) != nil || rules.names.keep.word(in: text, at: $0, end: end) != nil }
    return end - start > 1 && !isAct ? rules.names.string(start..<end) : nil
  }

  /// Whether 全市, 全县 and the like stand in `range`; 全年 is no place.
  private func isOfWholePlace(_ range: Range<Int>) -> Bool {
    range.dropLast().contains { text[$0] == "全" && "市县省区国州旗镇乡域".unicodeScalars.contains(text[$0 + 1]) }
  }

  /// 省商务厅 of 省商务厅会同有关部门: the body that leads.
  private func leading(_ actor: Range<Int>) -> Range<Int> {
    guard let at = actor.dropFirst(2).dropLast().first(where: { text[$0] == "会" && text[$0 + 1] == "同" }) else { return actor }
    return actor.lowerBound..<at
  }

  /// What does not reach the figure of `reading`: a rate with a name of its own inherits neither an actor that opens with 每 nor
  /// 每年 (每年举办2次…，覆盖率达到90%), unless 其中 joins it to them; 累计 and a change since a year inherit no 每年; a clause with
  /// a subject of its own (人均经费达到5元) or a year of its own no actor.
  private func forget(_ reading: TargetReading, _ member: Range<Int>, _ memory: inout SentenceMemory) {
    guard !text[member].starts(with: "其中".unicodeScalars) else { return }
    let isOwn = reading.figure.dimension == .rate && reading.kind != .growth
    let isEach = memory.actor?.hasPrefix("每") == true
    if memory.actorClause < member.lowerBound, isOwn && isEach || hasOwnSubject(reading, member, memory) || isEach && isDated(member, memory) {
      memory.actor = nil
    }
    if memory.recurrenceClause < member.lowerBound, text[memory.recurrenceClause..<member.lowerBound].contains(","),
      isOwn || memory.isRecurrenceInside && memory.recentUnits.last != reading.figure.unit || isOwnAct(reading, member, memory) || isOfOtherThere(reading, member, memory)
        || isTotal(member) || isSince(member, memory) || isSpanned(member) || isOfOther(reading, member, memory)
    {
      (memory.recurrence, memory.isRepeated) = (nil, false)
    }
  }

  /// Whether a verb of reaching and a word such as 每天 end `range`: 达到每天.
  private func isBehindVerb(_ range: Range<Int>) -> Bool {
    guard let word = rules.names.recurrence.word(in: text, endingAt: range.upperBound, start: range.lowerBound) else { return false }
    return rules.names.reach.word(in: text, endingAt: range.upperBound - word.scalars.count, start: range.lowerBound) != nil
  }

  /// Whether a clause behind a comma names what its figure is of before a verb of reaching: 全社会人均科普经费达到5元.
  private func hasOwnSubject(_ reading: TargetReading, _ member: Range<Int>, _ memory: SentenceMemory) -> Bool {
    guard reading.rule == "reach" || reading.indicator.hasPrefix("每") || isOfEach(memory) && Self.levels.contains(reading.rule), !reading.usesTopic, !reading.usesPrevious, memory.actorClause < member.lowerBound,
      text[memory.actorClause..<member.lowerBound].contains(",")
    else { return false }
    let names = rules.names
    if let verb = names.make.word(in: text, at: member.lowerBound, end: member.upperBound), !outline.isRegional,
      names.isCut(member.lowerBound + verb.scalars.count, reading.figure.range.lowerBound)
    {
      return true
    }
    return ![names.make, names.keep, names.advance, names.modal].contains { $0.word(in: text, at: member.lowerBound, end: member.upperBound) != nil }
  }

  /// Whether 每个社区 or the like acts.
  private func isOfEach(_ memory: SentenceMemory) -> Bool {
    !outline.isRegional && memory.actor?.hasPrefix("每") == true
  }

  /// Rules that read a level, a rate or its change under the name of the measure.
  private static let levels: Set<String> = ["hold", "growth-share", "growth-amount", "fall", "share-last", "reach-unitless"]

  /// Whether a year to come opens `member`.
  private func isDated(_ member: Range<Int>, _ memory: SentenceMemory) -> Bool {
    memory.marks.contains { mark in
      guard case .by = mark.kind else { return false }
      return member.contains(mark.range.lowerBound) && mark.range.lowerBound - member.lowerBound <= 2
    }
  }

  /// 每月开展一次…，培养干部36名: what is done each month or quarter does not reach an act counted in another unit.
  private func isOwnAct(_ reading: TargetReading, _ member: Range<Int>, _ memory: SentenceMemory) -> Bool {
    if !outline.isRegional, text[member].first == "年" { return true }
    guard let recurrence = memory.recurrence, recurrence != .year, memory.recentUnits.last != reading.figure.unit else { return false }
    if !outline.isRegional, reading.rule == "reach" || Self.levels.contains(reading.rule) || reading.rule == "listed-last" && reading.figure.dimension != .events { return true }
    let names = rules.names
    return [names.make, names.keep].contains { ($0.word(in: text, at: member.lowerBound, end: member.upperBound)?.scalars.count ?? 0) >= 2 }
  }

  /// 每年培训2万人次，教学点达到500个，各县至少建成1所: what is reached under a name of its own, by a body of its own or by building does not
  /// come back each year.
  private func isOfOther(_ reading: TargetReading, _ member: Range<Int>, _ memory: SentenceMemory) -> Bool {
    guard !outline.isRegional, memory.recurrence == .year || memory.hasOwnActor, reading.figure.dimension != .events else { return false }
    if memory.hasOwnActor { return memory.recentUnits.last != reading.figure.unit || reading.rule == "has-each" }
    if "千万百".unicodeScalars.contains(text[member].dropFirst().first ?? " "), text[member].first == "每" { return true }
    if reading.baseline != nil || Self.building.contains(where: { text[member].starts(with: $0.unicodeScalars) }) { return true }
    let isLevel = (reading.rule == "reach" || reading.rule == "hold") && !reading.usesTopic && !reading.usesPrevious
    return isLevel && text[member].first.map { !"每年".unicodeScalars.contains($0) } == true
  }

  /// The same in texts of Hong Kong, Macao and Taiwan: 每日处理300吨，收集点增设至1200个; 每年…，4年减少用电3亿度; 每年名额…，计划上限提高至….
  private func isOfOtherThere(_ reading: TargetReading, _ member: Range<Int>, _ memory: SentenceMemory) -> Bool {
    guard outline.isRegional, memory.recentUnits.last != reading.figure.unit, reading.figure.dimension != .events else { return false }
    if memory.recurrence != .year { return true }
    return reading.comparator == .atMost && reading.figure.dimension == .money || reading.baseline != nil
      || memory.marks.contains { member.lowerBound == $0.range.lowerBound && text[$0.range].contains("年") }
  }

  private static let building = ["建设", "创建", "建成", "打造", "新建", "建立", "三年内", "五年内"]

  /// 五年累计, 5年合计: a total over the years.
  private func isTotal(_ member: Range<Int>) -> Bool {
    member.dropLast().contains { "累合".unicodeScalars.contains(text[$0]) && text[$0 + 1] == "计" }
  }

  /// 未来五年: what holds for several years together.
  private func isSpanned(_ member: Range<Int>) -> Bool {
    member.dropLast().contains { text[$0] == "未" && text[$0 + 1] == "来" || text[$0] == "今" && text[$0 + 1] == "后" }
  }

  /// 较2020年: a change since a year.
  private func isSince(_ member: Range<Int>, _ memory: SentenceMemory) -> Bool {
    memory.marks.contains { mark in
      member.contains(mark.range.lowerBound) && mark.kind == .other && mark.range.lowerBound > 0
        && "较比".unicodeScalars.contains(text[mark.range.lowerBound - 1]) && text[mark.range.lowerBound].isDigit
    }
  }

  /// A year to come behind the figure, in what was read (首批2100个单位将于2025年落成).
  func mark(inside reading: TargetReading, _ memory: SentenceMemory) -> TimeMark? {
    memory.marks.first { mark in
      guard case .by = mark.kind else { return false }
      return mark.range.lowerBound >= reading.figure.range.upperBound && mark.range.upperBound < reading.range.upperBound
    }
  }

  /// 2026年起: from when on, not by when; only with a comma behind it does it open what follows.
  private func isStart(_ mark: TimeMark) -> Bool {
    let end = mark.range.upperBound
    return mark.kind == .other && end + 1 < text.count && text[end] == "起" && text[end + 1] == "," && text[end - 1] == "年"
  }

  /// Whether the year of `mark` belongs to a member in front of the ； in texts of Hong Kong, Macao and Taiwan: B…，2029年完成；C…. One
  /// that opens the sentence holds for all of it.
  private func isOfOtherMember(_ mark: TimeMark, _ at: Int, _ memory: SentenceMemory) -> Bool {
    outline.isRegional && mark.range.lowerBound - memory.range.lowerBound > 6 && text[mark.range.upperBound..<at].contains(";")
  }

  /// 113年：…；115年起每年…: a member that names when it starts has no end in the one before, in texts of Hong Kong, Macao and Taiwan.
  private func startsAnew(behind mark: TimeMark, _ at: Int, _ memory: SentenceMemory) -> Bool {
    guard outline.isRegional, let own = memory.marks.last(where: { $0.range.upperBound <= at }), own.kind == .other, own.range.lowerBound >= mark.range.upperBound,
      own.range.upperBound < text.count, text[own.range.upperBound] == "起"
    else { return false }
    return text[mark.range.upperBound..<own.range.lowerBound].contains(";")
  }

  /// The word of time that governs `at`. One of the past reaches to its ； only, if the sentence opens with a year to come:
  /// 到2025年，A达到…，2020年为…；B达到….
  func mark(before at: Int, _ memory: SentenceMemory) -> TimeMark? {
    let marks = memory.marks.filter { $0.range.upperBound <= at && ($0.kind != .other || isStart($0)) }
    // 2025年底前…；2026年起，每年新增…: what starts then ends at no year named here
    if let last = marks.last, last.kind == .other { return nil }
    if let last = marks.last, case .by = last.kind, isOfOtherMember(last, at, memory) || startsAnew(behind: last, at, memory) { return nil }
    guard let last = marks.last, case .past = last.kind, text[last.range.upperBound..<at].contains(";") else {
      return marks.last ?? behind(at, memory)
    }
    return marks.last { if case .by = $0.kind { true } else { false } } ?? last
  }

  /// 建设平台1个、分中心31个，2027年投入运行: the year of a clause behind the figure that says when all before it is done.
  private func behind(_ at: Int, _ memory: SentenceMemory) -> TimeMark? {
    guard !outline.isRegional, !calendar.isYearly else { return nil }
    return memory.marks.first { mark in
      guard mark.range.lowerBound > at, case .by = mark.kind, !text[at..<mark.range.lowerBound].contains(";") else { return false }
      guard let comma = text[at..<mark.range.lowerBound].lastIndex(of: ","), isLead(comma + 1..<mark.range.lowerBound) else { return false }
      let end = text[mark.range.upperBound..<memory.range.upperBound].firstIndex { ",;。".unicodeScalars.contains($0) } ?? memory.range.upperBound
      let words = String(scalars: text[mark.range.upperBound..<end])
      return Self.completions.contains { words == $0 || words == "全部" + $0 || words == "全面" + $0 || words == "基本" + $0 || words == "陆续" + $0 }
    }
  }

  /// 于, 确保, 力争于: what may stand between a comma and the year.
  private func isLead(_ range: Range<Int>) -> Bool {
    let words = String(scalars: text[range])
    return ["", "于", "在", "确保", "力争", "争取", "计划", "预计", "计划于", "确保于", "力争于", "争取于", "力争在", "确保在"].contains(words)
  }

  private static let completions: Set<String> = [
    "完成", "建成", "竣工", "投用", "投产", "投运", "投入运行", "投入使用", "投入运营", "建成投用", "建成投产", "建成运行", "建成开放", "开放", "完工", "交付", "交付使用", "完成建设", "竣工投用", "竣工投产",
    "建成并投入使用", "建成投入使用", "达产", "完成任务", "落实到位", "到位",
  ]

  /// 已建成湿地32处，利用率平均提高9.4个百分点: what follows a deed goes on telling of it, in a clause without a verb of its own in
  /// front, a new time or a word of will.
  func goesOnTelling(_ reading: TargetReading, _ mark: TimeMark?, _ member: Range<Int>, _ memory: SentenceMemory) -> Bool {
    guard !outline.isRegional, let told = memory.told, told.mark == mark, told.end < reading.figure.range.lowerBound else { return false }
    let between = text[told.end..<reading.figure.range.lowerBound]
    guard between.contains(","), !between.contains(";"), !Self.wills.isIn(between) else { return false }
    let names = rules.names
    let start = between.lastIndex(of: ",").map { $0 + 1 } ?? member.lowerBound
    return ![names.make, names.keep, names.advance, names.modal].contains { $0.word(in: text, at: start, end: member.upperBound) != nil }
  }

  private static let wills: PhraseSet = [
    "再新", "再建", "再培", "再增", "再改", "再引", "再打", "再创", "再添", "再完", "再加", "力争", "争取", "确保", "计划", "拟", "将", "要", "年内", "今年", "进一步", "继续", "目标", "新增", "新建", "加快", "推进", "推动", "力促", "努力", "应", "须", "不低于", "不少于", "不超过", "以内",
  ]

  /// Whether a deed makes the figure a result: 已 or 现有 in its clause, not one that only tells which things (已认定的企业).
  func tellsDeed(_ reading: TargetReading, _ memory: SentenceMemory) -> Bool {
    let start = min(reading.range.lowerBound, reading.figure.core.lowerBound)
    guard !memory.purpose.isReview, tellsPast(start..<reading.figure.core.lowerBound) || memory.told != nil else { return false }
    return !text[start..<reading.figure.core.lowerBound].contains("的")
  }
}
