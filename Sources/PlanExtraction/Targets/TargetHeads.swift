import Foundation
import PlanText

/// Names of indicators that lack a part which the text gives elsewhere: the head noun of a list, or what a bare 产量 is of.
extension TargetSession {
  /// 6个世界级、7个国家级、30个省级产业集群: the last of the list (the targets from `first` on) names what the ranks are of.
  mutating func completeRanks(from first: Int) {
    guard targets.count > first + 1 else { return }
    for k in (first..<(targets.count - 1)).reversed() where Self.isBareRank(targets[k].indicator) {
      guard let head = Self.head(behindRank: targets[k + 1].indicator) else { continue }
      targets[k].indicator += head
      targets[k].certainty.add(.indicatorCompleted)
    }
  }

  private static let longestRank = 6

  /// 世界级, 新建国家级: a rank and nothing behind it.
  private static func isBareRank(_ name: String) -> Bool {
    name.unicodeScalars.last == "级" && name.unicodeScalars.count <= longestRank
  }

  /// What stands behind the rank that opens `name`.
  private static func head(behindRank name: String) -> String? {
    let scalars = name.unicodeScalars
    guard let rank = scalars.prefix(longestRank).lastIndex(of: "级") else { return nil }
    let head = scalars[scalars.index(after: rank)...]
    return head.count >= 2 ? String(head) : nil
  }

  /// The name of a bare measure (产量, 覆盖率, 投资) with what it is of: the thing measured before it in the sentence, or what
  /// the sentence says it is about. 全年投资 is that of the whole place and stays.
  func completed(_ indicator: String, _ reading: TargetReading, _ memory: SentenceMemory) -> String {
    let scalars = Array(indicator.unicodeScalars)
    guard let word = bare.word(in: scalars, at: 0, end: scalars.count), word.scalars.count == scalars.count else { return indicator }
    if isOfWhole(reading) { return indicator }
    // 分别编列8亿、25亿元: the name of the one before is complete
    if outline.isRegional, let known = [memory.previous, memory.subject].compactMap(\.self).first(where: { $0.contains(indicator) }), known != indicator { return known }
    if let previous = memory.whole ?? memory.previous, previous != indicator, let stem = stem(previous, of: word) { return isPower(indicator, of: stem) ? stem + indicator : indicator }
    return memory.subject.map { $0 + indicator } ?? indicator
  }

  /// 原煤产量200万吨，发电量12亿度: coal makes no power by itself.
  private func isPower(_ measure: String, of stem: String) -> Bool {
    measure != "发电量" || stem.contains { "电光风能机".contains($0) }
  }

  /// The name of a member that leaves out what the one before it has named, in texts of the mainland: 高速公路绿化率达到95%，国省道达到90%;
  /// 开工率一季度达到50%，上半年达到80%; 五星级学会5个、四星级10个.
  func withoutEllipsis(_ indicator: String, _ reading: TargetReading, _ memory: SentenceMemory) -> String {
    if outline.isRegional { return indicator }
    if let act = act(reading, memory) { return act }
    if let works = worksOfMoney(reading, memory) { return works }
    let name = Self.withoutStage(indicator)
    if reading.rule == "verb-of-list", let previous = memory.previous, name.hasPrefix(previous), let own = ownMeasure(name, previous) { return own }
    guard let previous = memory.previous, previous != name else { return name.isEmpty ? indicator : name }
    if let perHead = perHead(name, previous, reading, memory) { return perHead }
    if name.isEmpty { return reading.figure.unit == memory.recentUnits.last || reading.figure.dimension == .rate ? previous : indicator }
    // 研发经费增长12%、占生产总值比重提高到2.3%
    if name.hasPrefix("占"), !previous.contains("占"), ["比重", "比例", "份额"].contains(where: name.hasSuffix), reading.figure.dimension == .rate { return previous + name }
    if let whole = wholeOfPart(name, reading, memory) { return whole }
    if Self.isBareRank(name), let head = Self.head(behindRank: rules.names.withoutKeep(previous)) { return name + head }
    return reading.figure.dimension == .rate && reading.figure.slot != .coverage && reading.kind != .growth ? withRate(name, of: previous, reading, memory) : name
  }

  /// 每千人口执业医师数达到3.2人、注册护士数达到3.8人: for as many people as the number before it.
  private func perHead(_ name: String, _ previous: String, _ reading: TargetReading, _ memory: SentenceMemory) -> String? {
    let scalars = Array(previous.unicodeScalars)
    guard name.unicodeScalars.last == "数", reading.figure.unit == memory.recentUnits.last, reading.figure.dimension.isCounted,
      let head = Self.heads.first(where: previous.hasPrefix), !Self.heads.contains(where: name.hasPrefix), scalars.last == "数"
    else { return nil }
    return head + name
  }

  private static let heads = ["每千人口", "每千常住人口", "每万人口", "每万常住人口", "每千人", "每万人", "每十万人口", "每百户"]

  /// 蔬菜产量 for 蔬菜种植面积产量: a measure behind that of the target before it takes its place.
  private func ownMeasure(_ name: String, _ previous: String) -> String? {
    let added = Array(name.unicodeScalars.dropFirst(previous.unicodeScalars.count))
    guard let word = bare.word(in: added, at: 0, end: added.count), word.scalars.count == added.count, let stem = stem(previous, of: word) else { return nil }
    return stem + string(added)
  }

  /// 新增就业8000人，组织培训1.2万人次: behind a comma and another kind of thing the act is counted itself, not who or what stands
  /// before; 举办研修班2期、培训100人次 tells of the classes.
  private func act(_ reading: TargetReading, _ memory: SentenceMemory) -> String? {
    if let name = otherAct(reading, memory) { return name }
    let range = reading.range.lowerBound..<max(reading.range.lowerBound, reading.figure.range.lowerBound)
    guard reading.rule == "made-of-list", reading.figure.dimension == .persons || reading.figure.dimension == .events,
      let word = rules.names.ownAct.word(in: text, endingAt: range.upperBound, start: range.lowerBound)
    else { return nil }
    let unit = (memory.recentUnits.last ?? nil)?.unicodeScalars.first ?? "人"
    return "期场班次届批".unicodeScalars.contains(unit) ? nil : String(scalars: word.scalars[...])
  }

  /// 签约 of 新增家庭医生团队50个，签约20万人, 检查 of 新建消防站3个，开展检查500次: a verb with a number in another counter is no more of the thing before;
  /// persons of a class or an event (研修班2期、培训100人次) are. Nil for other counters of things, which may tell of it (危房100户，改造300间).
  private func otherAct(_ reading: TargetReading, _ memory: SentenceMemory) -> String? {
    guard !outline.isRegional, reading.rule == "made-of-list", let last = memory.recentUnits.last ?? nil, let unit = reading.figure.unit, last != unit,
      reading.figure.dimension == .persons || reading.figure.dimension == .events
    else { return nil }
    if let first = last.unicodeScalars.first, "期场班次届批人名".unicodeScalars.contains(first) { return nil }
    let clause = reading.range.lowerBound..<max(reading.range.lowerBound, reading.figure.range.lowerBound)
    let start = rules.names.prefix(clause, marks: memory.marks, closed: memory.closed).end
    var words = text[min(start, clause.upperBound)..<clause.upperBound]
    while let general = Self.generalActs.first(where: { words.starts(with: $0.unicodeScalars) && words.count >= $0.unicodeScalars.count + 2 }) {
      words = words.dropFirst(general.unicodeScalars.count)
    }
    return words.count >= 2 && words.count <= 6 ? string(words) : nil
  }

  private static let generalActs = ["开展", "组织", "进行", "完成", "实施", "举办", "累计"]

  /// 国省道 behind 高速公路绿化率 is 国省道绿化率; only a short name of a place, a rank or of the same kind, which is no rate itself.
  private func withRate(_ name: String, of previous: String, _ reading: TargetReading, _ memory: SentenceMemory) -> String {
    let own = Array(name.unicodeScalars)
    if own.count == 3, own.last == "率" { return name }
    guard own.count <= 6, let last = own.last, memory.recentUnits.last == "%", let measure = rate(Array(previous.unicodeScalars)), rate(own) == nil,
      rules.names.measure.word(in: own, endingAt: own.count, start: 0) == nil
    else { return name }
    let stem = previous.unicodeScalars.dropLast(measure.count).last
    return Self.scopes.contains(last) || stem == last || isPart(reading) ? name + String(scalars: measure) : name
  }

  /// 公路投资 of 完成交通固定资产投资1000亿元，其中公路600亿元、铁路250亿元: a part in the unit of the whole takes the measure it is of; a class of
  /// things (其中规上800家, 新造20万亩) takes the things. Nil for what is no such part, or names things of its own (其中三甲医院3家).
  private func wholeOfPart(_ name: String, _ reading: TargetReading, _ memory: SentenceMemory) -> String? {
    guard let whole = whole(of: reading, memory) else { return nil }
    let verb = text[reading.range.lowerBound..<max(reading.range.lowerBound, reading.figure.range.lowerBound)]
    let isAct = ["kept-of-list", "verb-of-list", "made-of-list", "stage-of-list"].contains(reading.rule) && Self.acts.contains(string(verb))
    let name = isAct ? string(verb) : name
    let own = Array(name.unicodeScalars)
    guard isAct || !reading.usesPrevious && !reading.usesTopic, (2...8).contains(own.count),
      rules.names.measure.word(in: own, endingAt: own.count, start: 0) == nil
    else { return nil }
    let head = Array(rules.names.withoutKeep(whole.indicator).unicodeScalars)
    if let measure = rules.names.measure.word(in: head, endingAt: head.count, start: 0), measure.scalars.count > 1 {
      let isOfThings = "率例重数".unicodeScalars.contains(measure.scalars[measure.scalars.count - 1]) || ["数量", "总量"].contains(string(Array(measure.scalars)))
      return !isOfThings && measure.scalars.count < head.count ? name + string(Array(measure.scalars)) : nil
    }
    let isClass = own.last.map(Self.classes.contains) ?? false || Self.acts.contains(name)
    return isClass ? name + string(head) : nil
  }

  /// The target that a figure behind 其中 is a part of: the last one in front of that clause, in the same unit.
  func whole(of reading: TargetReading, _ memory: SentenceMemory) -> Target? {
    guard !outline.isRegional, reading.kind != .growth, reading.figure.dimension != .rate else { return nil }
    let before = memory.range.lowerBound..<max(memory.range.lowerBound, reading.figure.range.lowerBound)
    guard let mark = text[before].lastIndex(where: { ",;:".unicodeScalars.contains($0) }), text[(mark + 1)...].starts(with: "其中".unicodeScalars),
      let whole = targets.reversed().prefix(while: { $0.range.lowerBound >= memory.range.lowerBound }).first(where: { $0.range.upperBound <= mark + 1 })
    else { return nil }
    return whole.unit == reading.figure.unit && whole.kind != .growth ? whole : nil
  }

  /// 新开工项目 of 年度完成投资70亿元，新开工15个: money is not what is begun or finished.
  private func worksOfMoney(_ reading: TargetReading, _ memory: SentenceMemory) -> String? {
    guard reading.rule == "kept-of-list" || reading.rule == "stage-of-list", reading.figure.unit == "个", memory.recentUnits.last == "元",
      !memory.recentUnits.dropLast().contains("个"), memory.previous?.contains("投资") == true
    else { return nil }
    let verb = text[reading.range.lowerBound..<max(reading.range.lowerBound, reading.figure.range.lowerBound)]
    return (2...5).contains(verb.count) ? string(verb) + "项目" : nil
  }

  private static let classes: ScalarSet = ["板", "上", "下", "外", "内", "型", "类"]
  private static let acts: Set<String> = ["上市", "新造", "改造", "新建", "续建", "改建", "扩建", "新增", "线上", "线下"]

  /// 企业数目 of 企业数目由约4000家增至2032年约7000家: a name that no rule has freed of the level it starts from ends in front of that. Nil for a pair of levels.
  func withoutStart(_ reading: TargetReading) -> TargetReading? {
    let name = Array(reading.indicator.unicodeScalars)
    let start = name.indices.dropLast().first { at in
      guard at > 1, "由从".unicodeScalars.contains(name[at]) else { return false }
      let next = at + 1 < name.count - 1 && "约近逾".unicodeScalars.contains(name[at + 1]) ? at + 2 : at + 1
      let digits = name[next...].prefix { $0.isDigit }
      // 从2026年起, “从0到1”
      return !digits.isEmpty && !(digits.count == 4 && digits.endIndex < name.count && name[digits.endIndex] == "年") && !name[..<at].contains("“")
    }
    guard let start else { return reading }
    // 由1900元、1800元调整为…: a pair has no one name
    guard !name[start...].contains("、") else { return nil }
    var reading = reading
    reading.indicator = string(name[..<start])
    return reading
  }

  /// Whether a reading tells a part of what stands before it: 机械化率达到75%，其中小麦达到98%.
  private func isPart(_ reading: TargetReading) -> Bool {
    let clause = text[max(0, reading.range.lowerBound - 4)..<reading.figure.range.lowerBound]
    return clause.indices.dropLast().contains { clause[$0] == "其" && clause[$0 + 1] == "中" }
  }

  private static let scopes: ScalarSet = ["道", "县", "市", "省", "区", "乡", "镇", "村", "级", "校", "城", "群", "户"]

  /// The rate that a name ends in: 绿化率 of 高速公路绿化率.
  private func rate(_ name: [Unicode.Scalar]) -> [Unicode.Scalar]? {
    guard let last = name.last, "率比例重".unicodeScalars.contains(last), name.count > 3 else { return nil }
    if let word = rules.names.measure.word(in: name, endingAt: name.count, start: 0), word.scalars.count > 1 { return Array(word.scalars) }
    return last == "率" ? Array(name.suffix(3)) : nil
  }

  /// `name` without the part of a year it ends in (开工率一季度); empty where it is nothing else (上半年, 2022年, 6月底).
  private static func withoutStage(_ name: String) -> String {
    guard let tail = stages.first(where: name.hasSuffix) else {
      let digits = name.prefix { $0.isNumber }
      return !digits.isEmpty && ["年", "年底", "年末", "月底", "月末", "月", "月底前", "年底前"].contains(String(name.dropFirst(digits.count))) ? "" : name
    }
    return String(name.dropLast(tail.count))
  }

  private static let stages = ["一季度末", "二季度末", "三季度末", "一季度", "二季度", "前三季度", "三季度", "四季度", "上半年", "下半年", "年底", "年末"]

  /// 新增站点10个，累计达到156个: what there are in all is not only what is new.
  func ofAll(_ name: String, _ reading: TargetReading) -> String {
    if !outline.isRegional, let glued = Self.glued.first(where: name.hasSuffix) { return String(name.dropLast(glued.count)) + String(glued.suffix(2)) }
    guard !outline.isRegional, reading.rule == "same-reach" || reading.rule == "same-total",
      Self.totals.isIn(text[reading.range.lowerBound..<reading.figure.range.lowerBound]) || isTotalOfNew(name, reading)
    else { return name }
    if let tail = Self.additions.first(where: { name.hasSuffix($0) && name.count > $0.count + 1 }) { return String(name.dropLast(tail.count)) }
    if let head = Self.additions.first(where: { name.hasPrefix($0) && name.count > $0.count + 1 }) { return String(name.dropFirst(head.count)) }
    return name
  }

  /// 茶园面积新增1万亩、达到6万亩: a level well above what is new is that of all.
  private func isTotalOfNew(_ name: String, _ reading: TargetReading) -> Bool {
    guard let last = targets.last, last.indicator == name, last.unit == reading.figure.unit, let value = last.value else { return false }
    return reading.figure.value > value * 2
  }

  private static let totals: PhraseSet = ["累计", "总数", "总量", "总计"]
  private static let glued = ["新增总数", "净增总数", "新增总量"]
  private static let additions = ["新增", "净增", "新建", "新认定"]

  /// The name of a further member of a list with the verb of change that opens it: 新建A10个、B30个 builds B, too.
  func withListVerb(_ name: String, _ reading: TargetReading, _ memory: inout SentenceMemory) -> String {
    let start = reading.range.lowerBound
    if reading.rule.hasPrefix("kept-"), !reading.usesTopic, !reading.usesPrevious {
      let scalars = Array(name.unicodeScalars)
      if let word = rules.names.keep.word(in: scalars, at: 0, end: scalars.count) { memory.listVerb = (String(scalars: word.scalars[...]), start) }
      return name
    }
    guard let verb = memory.listVerb, reading.rule == "listed-last" || reading.rule == "listed-first", reading.figure.dimension.isCounted || reading.figure.dimension == .length,
      text[start - 1] == "、" || "和及".unicodeScalars.contains(text[start - 1]), !text[verb.clause..<start].contains(where: { ",;。:".unicodeScalars.contains($0) })
    else {
      if !reading.rule.hasPrefix("listed-") { memory.listVerb = nil }
      return name
    }
    let scalars = Array(name.unicodeScalars)
    let names = rules.names
    if [names.keep, names.make, names.adverb].contains(where: { $0.word(in: scalars, at: 0, end: scalars.count) != nil }) { return name }
    return verb.word + name
  }

  /// Whether the clause speaks of the whole place or year (全市投资, 全年投资).
  private func isOfWhole(_ reading: TargetReading) -> Bool {
    (reading.range.lowerBound..<max(reading.range.lowerBound, reading.figure.range.lowerBound - 1)).contains { text[$0] == "全" }
  }

  /// What the name before is a measure of: 粮食播种面积 → 粮食. A measure of projects (投资, 到位资金) takes the whole name.
  private func stem(_ previous: String, of word: Lexicon.Word) -> String? {
    let scalars = Array(rules.names.withoutKeep(previous).unicodeScalars)
    let measure = rules.names.measure.word(in: scalars, endingAt: scalars.count, start: 0)
    if word.value == "things" { return measure == nil ? rules.names.withoutKeep(previous) : nil }
    guard let measure, measure.scalars.count + 2 <= scalars.count else { return nil }
    return string(scalars.dropLast(measure.scalars.count))
  }

  /// Whether `clause` is all in a bracket: it leaves the topic of the clause before it.
  func isBracket(_ clause: Range<Int>, _ memory: SentenceMemory) -> Bool {
    memory.closed.contains { text[$0.lowerBound] == "(" && $0.lowerBound <= clause.lowerBound && clause.upperBound <= $0.upperBound }
  }

  /// What `clause` leaves as the topic of the one behind it; a long quotation that names a plan is one.
  func topic(behind clause: Range<Int>, _ memory: SentenceMemory) -> String? {
    let names = rules.names
    if clause.lowerBound > memory.range.lowerBound, text[clause.lowerBound - 1] == "“", clause.upperBound < text.count, text[clause.upperBound] == "”" {
      return names.plan(quoted: clause)
    }
    return names.topic(clause, marks: memory.marks, closed: memory.closed, figures: memory.figures)
  }

  /// Whether the topic at hand is a measure that the clause before says will move.
  func isRising(_ memory: SentenceMemory) -> Bool {
    guard memory.topic != nil, !outline.isRegional, let clause = memory.lastClause else { return false }
    return rules.names.rise.word(in: text, endingAt: clause.upperBound, start: clause.lowerBound) != nil
  }

  /// The indicator that a line above names, where the line at hand gives its value (关键绩效指标：认证人数 above 年度目标值：2万人).
  func lineIndicator(_ memory: SentenceMemory) -> String? {
    guard calendar.countsRepublic, memory.paragraph < outline.text.paragraphs.count else { return nil }
    let line = outline.text.paragraphs[memory.paragraph].range
    guard let colon = line.prefix(20).first(where: { text[$0] == ":" }), Self.valueLabels.contains(where: { rules.names.string(line.lowerBound..<colon).hasSuffix($0) })
    else { return nil }
    for above in stride(from: memory.paragraph - 1, through: max(0, memory.paragraph - 6), by: -1) {
      let range = outline.text.paragraphs[above].range
      guard let mark = range.prefix(24).first(where: { text[$0] == ":" }), mark + 2 < range.upperBound else { continue }
      let label = rules.names.string(range.lowerBound..<mark)
      guard label.contains("指标"), !label.contains("目标") else { continue }
      let end = (mark + 1..<range.upperBound).first { ",;。(".unicodeScalars.contains(text[$0]) } ?? range.upperBound
      return rules.names.string(cutter.trimmed(mark + 1..<end))
    }
    return nil
  }

  /// Whether the label of the line says that its figure is that of today: 现况基础值:2.6人(112年).
  func isStateLine(_ memory: SentenceMemory) -> Bool {
    guard outline.isRegional, memory.paragraph < outline.text.paragraphs.count else { return false }
    let line = outline.text.paragraphs[memory.paragraph].range
    guard let colon = line.prefix(16).first(where: { text[$0] == ":" }) else { return false }
    let label = rules.names.string(line.lowerBound..<colon)
    return ["现况", "基础值", "基准值", "现值", "基期值", "前一年"].contains { label.contains($0) }
  }

  private static let valueLabels = ["目标值", "量化目标", "年度目标", "目标", "衡量目标"]

  /// What the heading of `section` is about: 兴办社会住宅 is about 社会住宅. Nil without a heading or where it has several parts.
  func headed(_ section: Int?) -> String? {
    guard let section, let heading = outline.sections[section].heading, heading.count <= Self.longestHeading,
      !heading.contains(where: { ",、。()".unicodeScalars.contains(text[$0]) || text[$0].isDigit })
    else { return nil }
    let name = rules.names.string(rules.names.object(rules.names.name(heading, dropping: .verbs)))
    return name.unicodeScalars.count >= 2 && name.unicodeScalars.count < heading.count && !Self.bareHeads.contains(name) ? name : nil
  }

  /// What is left of headings such as 主要任务 and names nothing.
  private static let bareHeads: Set<String> = ["主要", "重点", "总体", "保障", "基本", "具体", "年度", "目标", "任务", "工作", "措施", "有关", "其他", "组织", "今年", "全年"]

  /// What a figure counts that no clause of its sentence names: what the heading of its section is about (三年完成4500户 below 推进居家适老化改造).
  /// Only for a figure whose clause says by when or how often, and only after every rule has failed to name it.
  func readings(headed figure: Int, in figures: [Figure], at site: FigureSite, _ memory: SentenceMemory) -> [TargetReading] {
    let range = site.member.lowerBound..<figures[figure].range.lowerBound
    guard manner != .speech, site.topic == nil, memory.accepted == 0, site.isRecurring || memory.marks.contains(where: { range.contains($0.range.lowerBound) }),
      let topic = headed(memory.section)
    else { return [] }
    var site = site
    site.topic = topic
    return (rules.readings(of: figure, in: figures, at: site, wide: false) ?? []).filter(\.usesTopic)
  }

  private static let longestHeading = 14

  private func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}
