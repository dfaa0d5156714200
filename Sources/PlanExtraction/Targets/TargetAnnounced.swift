import Foundation
import PlanText

/// Who announces what, in texts that count years from 1911: nearly every sentence names its ministry or its office first.
extension IndicatorReader {
  /// Behind a word that belongs to the word of time beside it: 自113年起, 以4年时间, 至116年止.
  func timeWord(_ at: Int, _ marks: [TimeMark]) -> Int? {
    let isBefore = "自以从".unicodeScalars.contains(text[at]) && marks.contains { $0.range.lowerBound == at + 1 }
    let isBehind = "起止".unicodeScalars.contains(text[at]) && marks.contains { $0.range.upperBound == at }
    if isBefore || isBehind { return at + 1 }
    let isSpan = marks.contains { $0.range.upperBound == at } && ["时间", "期间"].contains { text[at...].starts(with: $0.unicodeScalars) }
    return isSpan ? at + 2 : nil
  }

  /// Behind 会 or 将 that opens a clause, or stands behind its time, in front of a verb of making: 未来五年会兴建约三万个单位.
  func promise(_ at: Int, _ clause: Range<Int>, _ marks: [TimeMark]) -> Int? {
    guard text[at] == "会", at == clause.lowerBound || marks.contains(where: { $0.range.upperBound == at }) else { return nil }
    guard let verb = [make, keep].compactMap({ $0.word(in: text, at: at + 1, end: clause.upperBound)?.scalars.count }).max(), verb >= 2 else { return nil }
    let next = at + 1 + verb
    // 会扩容至4000个 reaches a level; 会动工的工程有76项 tells of works
    return next < clause.upperBound && !"至到为的".unicodeScalars.contains(text[next]) ? at + 1 : nil
  }

  /// The longest name of a body that is looked for (国家科学及技术委员会).
  private static let longestBody = 16

  /// Behind the body that opens `clause` at `at` and acts there: 内政部将于115年底前兴建…, 本院规划增设….
  func announcer(_ at: Int, _ clause: Range<Int>, _ marks: [TimeMark]) -> Int? {
    guard at == clause.lowerBound, !isVerb(at, clause.upperBound) else { return nil }
    var end = at + 2
    while end + 2 < clause.upperBound, end - at <= Self.longestBody, !text[end - 1].isDigit {
      if isBody(at..<end), isActing(at: end, clause.upperBound, marks) { return end }
      end += 1
    }
    return nil
  }

  /// 内政部, 本院, 海城县政府; 我们, 行政团队.
  private func isBody(_ range: Range<Int>) -> Bool {
    if Self.bodyEnds.contains(text[range.upperBound - 1]), !isEvent(range) { return true }
    return ["我们", "团队", "公司", "机关"].contains { text[range].suffix(2).elementsEqual($0.unicodeScalars) }
  }

  /// 灯会, 博览会: what takes place; 券数目会增加: 会 is a modal.
  private func isEvent(_ range: Range<Int>) -> Bool {
    range.count >= 2 && text[range.upperBound - 1] == "会" && "灯展晚运览乐盛年目数量额度率券间位费值款价票案".unicodeScalars.contains(text[range.upperBound - 2])
  }

  /// Whether a verb follows, perhaps behind 将, a year or an adverb.
  private func isActing(at start: Int, _ end: Int, _ marks: [TimeMark]) -> Bool {
    var at = start
    while at < end {
      if isVerb(at, end) { return true }
      if let behind = timeWord(at, marks) {
        at = behind
        continue
      }
      if let mark = marks.first(where: { $0.range.lowerBound == at }) {
        at = mark.range.upperBound
      } else if "于在自".unicodeScalars.contains(text[at]), marks.contains(where: { $0.range.lowerBound == at + 1 }) {
        at += 1
      } else if let word = adverb.word(in: text, at: at, end: end) ?? recurrence.word(in: text, at: at, end: end) {
        at += word.scalars.count
      } else {
        return false
      }
    }
    return false
  }

  /// Whether a verb of two characters or more, of making or of change, starts at `at`.
  private func isVerb(_ at: Int, _ end: Int) -> Bool {
    [make, keep, announced].contains { ($0.word(in: text, at: at, end: end)?.scalars.count ?? 0) >= 2 }
  }
}

extension TargetSession {
  /// Whether the sentence of an address opens with what is to be done, perhaps behind who does it: 内政部持续补助…, 建置30座…
  private func opensWithAct(_ memory: SentenceMemory) -> Bool {
    guard calendar.countsRepublic, !memory.purpose.isReview, !tellsPast(memory.range) else { return false }
    if text[memory.range].contains("让") || Self.says("希望", text[memory.range]) { return true }
    return opensWithVerb(memory.range, memory)
  }

  /// Whether a word of commitment is but a part of a noun: 相关计划, 会期, 主要.
  func isPartOfNoun(_ word: Lexicon.Word, _ at: Int, _ end: Int) -> Bool {
    let next = at + word.scalars.count
    if word.scalars.elementsEqual("计划".unicodeScalars) { return next >= end || !"于在将以新兴增完".unicodeScalars.contains(text[next]) }
    guard word.scalars.count == 1, at > 0 else { return false }
    return text[at] == "要" && "主重需首摘概".unicodeScalars.contains(text[at - 1]) || text[at] == "会" && next < end && text[next] == "期"
  }

  /// Whether a word of forecast (预估, 可望带动) stands before the figure in its sentence: what is thought to come is no commitment.
  func isForetold(_ reading: TargetReading, _ memory: SentenceMemory) -> Bool {
    guard calendar.countsRepublic else { return false }
    let before = memory.range.lowerBound..<reading.figure.range.lowerBound
    let start = before.last { text[$0] == ";" } ?? before.lowerBound
    guard let word = foretold.first(in: text, start..<before.upperBound) else { return false }
    // 所吸引投资将创造5,000个就业机会，目标…: what is aimed at behind it is none
    return !["希望", "目标", "力求", "力争"].contains { Self.says($0, text[word.at..<before.upperBound]) }
  }

  private static func says(_ word: String, _ text: ArraySlice<Unicode.Scalar>) -> Bool {
    let scalars = Array(word.unicodeScalars)
    return text.indices.contains { text[$0...].starts(with: scalars) }
  }

  /// Whether the clause of a figure promises in an address of Taiwan: what a sentence opens with, what must be done at least so often,
  /// and in a chapter on what is planned an act.
  func promisesThere(_ reading: TargetReading, _ memory: SentenceMemory) -> Bool {
    guard calendar.countsRepublic else { return false }
    if opensWithAct(memory) || memory.recurrence != nil && reading.comparator == .atLeast { return true }
    let clause = reading.range.lowerBound..<memory.range.upperBound
    if reading.rule.hasPrefix("labelled-figure") { return !memory.purpose.isReview }
    guard memory.purpose.isPlanned, !memory.purpose.isReview, !tellsPast(memory.range.lowerBound..<reading.range.upperBound) else { return false }
    return opensWithVerb(clause, memory)
  }

  /// Whether an address states without a word of promise what is to hold: a change from one level to another, and in Taiwan a bound that is
  /// kept (破获率保持95%以上, 每里至少设置1处, 不得超过1,104万吨). Nothing of the past may stand in its sentence.
  func standsAsAim(_ reading: TargetReading, _ memory: SentenceMemory) -> Bool {
    guard calendar.isAddress || calendar.countsRepublic, !memory.purpose.isReview, !tellsPast(memory.range) else { return false }
    if memory.marks.contains(where: { if case .past = $0.kind { true } else { false } }) { return false }
    if reading.rule.hasPrefix("raise-") { return true }
    if reading.baseline != nil { return isRaisedAhead(reading) }
    // 覆盖率维持100%
    if calendar.countsRepublic, reading.rule == "hold", reading.figure.dimension == .rate, reading.figure.value == 100 { return true }
    guard reading.comparator == .atLeast || reading.comparator == .atMost else { return false }
    let figure = reading.figure
    if !calendar.countsRepublic { return reading.rule == "hold" || Self.says("不少于", text[figure.range]) || Self.says("最少", text[figure.range]) }
    let word = figure.range.lowerBound..<figure.core.lowerBound
    // 逾, 超过, 近 tell how much there is
    if let first = word.first, "超逾近约破多大高".unicodeScalars.contains(text[first]) { return false }
    return figure.dimension == .rate || !word.isEmpty || Self.says("至少", text[min(reading.range.lowerBound, figure.core.lowerBound)..<figure.core.lowerBound])
  }

  /// Whether a change from one level to another is one to come: in Hong Kong where nothing rose or fell by itself, in Taiwan from the level of
  /// today or by a verb of what somebody sets (点数由480点调高至600点).
  private func isRaisedAhead(_ reading: TargetReading) -> Bool {
    let words = text[reading.range]
    if calendar.countsRepublic { return Self.setAhead.contains { Self.says($0, words) } }
    if ["上升", "下跌", "回落", "跌至"].contains(where: { Self.says($0, words) }) { return false }
    // not in 提升至, 调升至, 时间由
    return !words.indices.dropFirst().contains { at in
      words[at...].starts(with: "升至".unicodeScalars) && !"提调倍".unicodeScalars.contains(words[at - 1])
        || words[at...].starts(with: "间由".unicodeScalars) && !"时期".unicodeScalars.contains(words[at - 1])
    }
  }

  private static let setAhead = ["目前", "现行", "现有", "现况", "现在", "调高", "调升", "加码", "放宽", "扩大至", "延长至", "延长为", "增为", "提高为", "提升至", "提高至", "增加至", "扩增", "调降"]

  /// Whether a verb of making or of change opens `clause`, behind who acts, when and how.
  private func opensWithVerb(_ clause: Range<Int>, _ memory: SentenceMemory) -> Bool {
    let at = rules.names.prefix(clause, marks: memory.marks, closed: memory.closed).end
    return [rules.names.make, rules.names.keep].contains {
      ($0.word(in: text, at: at, end: clause.upperBound)?.scalars.count ?? 0) >= 2
    }
  }

  /// Whether a run-in heading and its colon stand in front of the sentence: 道路养护：路平专案80公里.
  func isLabelled(_ memory: SentenceMemory) -> Bool {
    guard calendar.countsRepublic || memory.purpose.isProgramme, memory.range.lowerBound > 0 else { return false }
    return text[memory.range.lowerBound - 1] == ":"
  }

  /// The words of that heading.
  func headLabel(_ memory: SentenceMemory) -> String? {
    guard isLabelled(memory), let section = memory.section, let heading = outline.sections[section].heading,
      heading.upperBound <= memory.range.lowerBound, (4...32).contains(heading.count)
    else { return nil }
    let label = withoutAim(heading)
    guard label.count >= 2 else { return nil }
    return rules.names.string(rules.names.raisedName(rules.names.name(label, dropping: .verbs)))
  }

  /// 阳性追踪率：子宫颈癌93%、乳癌95%: a kind without a measure of its own takes that of the words before the colon.
  func ofLabel(_ indicator: String, _ reading: TargetReading, _ memory: SentenceMemory) -> String {
    if calendar.countsRepublic, reading.figure.dimension == .rate, let label = clauseLabel(reading, memory), rules.names.measuresKinds(label), indicator.hasPrefix(label),
      (1...8).contains(indicator.count - label.count)
    {
      // the first kind, read in one with its label
      let kind = String(indicator.dropFirst(label.count))
      return rules.names.measuresKinds(kind) ? indicator : kind + label
    }
    guard calendar.countsRepublic, !reading.usesTopic, !reading.usesPrevious, reading.figure.dimension == .rate, indicator.count <= 8,
      let label = headLabel(memory) ?? clauseLabel(reading, memory), rules.names.measuresKinds(label), !rules.names.measuresKinds(indicator),
      !indicator.contains(label), "率比重例度值".unicodeScalars.first(where: { indicator.unicodeScalars.last == $0 }) == nil
    else { return indicator }
    return indicator + label
  }

  /// The words before the colon inside the sentence.
  private func clauseLabel(_ reading: TargetReading, _ memory: SentenceMemory) -> String? {
    guard let colon = text[memory.range.lowerBound..<max(memory.range.lowerBound, reading.range.lowerBound)].lastIndex(of: ":"), colon - memory.range.lowerBound <= 20,
      colon > memory.range.lowerBound + 2
    else { return nil }
    return rules.names.string(rules.names.raisedName(rules.names.name(memory.range.lowerBound..<colon, dropping: .verbs)))
  }

  /// 筛检人数 of 筛检人数,年度目标值.
  private func withoutAim(_ label: Range<Int>) -> Range<Int> {
    guard let comma = label.last(where: { text[$0] == "," }), ["目标值", "目标"].contains(where: { String(scalars: text[label]).hasSuffix($0) }) else { return label }
    return label.lowerBound..<comma
  }

  /// Marks with the year behind 截至 as one gone by: 截至110年6月，累计核发….
  func reported(_ marks: [TimeMark]) -> [TimeMark] {
    guard calendar.countsRepublic else { return marks }
    return marks.enumerated().map { k, mark in
      guard k > 0, case .by(let year) = mark.kind, case .past = marks[k - 1].kind, marks[k - 1].range.upperBound >= mark.range.lowerBound else { return mark }
      return TimeMark(range: mark.range, kind: .past(year))
    }
  }

  /// Whether a bare size with 约 tells how big something is: 计划总长度约13.6公里. It stands alone, undated.
  func isEstimate(_ reading: TargetReading, _ mark: TimeMark?, _ memory: SentenceMemory) -> Bool {
    guard calendar.countsRepublic, reading.rule == "compared-last" || reading.rule == "topic-verb-last", memory.accepted == 0, !memory.purpose.isGoal
    else { return false }
    if let mark, case .by = mark.kind { return false }
    return reading.comparator == .about || reading.comparator == .equal && reading.figure.dimension == .area
  }

  /// Whether the figure is told as a record (创11年来新低): a result.
  func isRecord(_ reading: TargetReading, _ memory: SentenceMemory) -> Bool {
    guard calendar.isAddress || calendar.countsRepublic else { return false }
    let words = calendar.countsRepublic ? ["新高", "新低", "同期"] : ["较对上", "较上届", "较上一届"]
    let behind = reading.figure.range.upperBound..<min(memory.range.upperBound, reading.figure.range.upperBound + 18)
    return behind.dropLast().contains { at in
      words.contains { text[at..<behind.upperBound].starts(with: $0.unicodeScalars) }
    }
  }

  /// Whether a sentence compares with the same months of the year before (比上年同期增长) or opens with 据统计: what it tells is over.
  func comparesMonths(_ memory: SentenceMemory) -> Bool {
    if text[memory.range.lowerBound] == "据", Self.says("统计", text[memory.range].prefix(8)) { return true }
    return memory.range.dropLast(3).contains { text[$0] == "年" && text[$0 + 1] == "同" && text[$0 + 2] == "期" }
  }

  /// 预计今年毕业生超过1170万人: what comes by itself this year; with a verb of action it is planned (预计全年培训…), and so is a horizon.
  func isForecast(_ reading: TargetReading, _ mark: TimeMark?) -> Bool {
    guard !outline.isRegional, manner != .speech, text[reading.range].starts(with: "预计".unicodeScalars) else { return false }
    if let mark, isHorizon(mark.range) || yearOf(mark) != calendar.thisYear { return false }
    let start = rules.names.prefix(reading.range, marks: mark.map { [$0] } ?? [], closed: []).end
    return ![rules.names.make, rules.names.keep, rules.names.advance].contains { $0.word(in: text, at: start, end: reading.range.upperBound) != nil }
  }

  /// Where words of the past are looked for in front of a figure. A topic from the clauses before it brings their words, unless the
  /// clause of the figure names a year to come itself: 已核定“…计划”，113年至116年投入….
  func pastStart(_ reading: TargetReading, _ mark: TimeMark?, _ memory: SentenceMemory) -> Int {
    guard reading.usesTopic else { return reading.range.lowerBound }
    if calendar.countsRepublic, let mark, case .by = mark.kind, mark.range.lowerBound >= reading.range.lowerBound { return reading.range.lowerBound }
    return memory.range.lowerBound
  }

  /// Whether what has been done is that an aim was set: 已订下目标.
  private func announces(_ at: Int, _ end: Int) -> Bool {
    guard at > 0, text[at - 1] == "已" || text[at - 1] == "经" else { return false }
    return ["订下", "定下", "订立", "设定", "宣布", "承诺", "预留", "拨出", "决定"].contains { text[at..<max(at, end)].starts(with: $0.unicodeScalars) }
  }

  /// 高于上年, 不少于去年: the year gone by is what is compared with.
  private func isAbove(_ at: Int) -> Bool {
    at > 1 && text[at - 1] == "于" && "高低快慢少多优好大小".unicodeScalars.contains(text[at - 2])
  }

  /// 占比已达: the 比 is that of a ratio.
  private func isRatio(_ at: Int) -> Bool { text[at] == "比" && at > 0 && "占同环配".unicodeScalars.contains(text[at - 1]) }

  /// Whether 已 stands behind what is counted and before its verb: 约21000个单位已全部落成.
  func tellsPastBehind(_ reading: TargetReading) -> Bool {
    let low = reading.figure.range.upperBound
    guard reading.figure.dimension.isCounted, low < reading.range.upperBound else { return false }
    let words = low..<reading.range.upperBound
    guard let at = words.first(where: { text[$0] == "已" }), at > low + 1 else { return false }
    return text[at - 1] != "的" && !text[at..<words.upperBound].contains("的")
  }

  /// Whether the word of the past at `at` is cut out of two others: 实现|有需求的…, 在现有的天桥加装….
  private func isInside(_ at: Int, _ start: Int) -> Bool {
    guard text[at] == "现", at + 2 < text.count else { return false }
    return at > start && text[at - 1] == "实" || text[at + 2] == "的"
  }

  /// Whether 获批 and the like tell what is to be gained: 新获批建设10家实验室, 力争获批2个中心.
  private func isGainAhead(_ at: Int, _ start: Int) -> Bool {
    guard at > start, text[at] == "获" else { return false }
    return text[at - 1] == "新" || text[start..<at].contains("争")
  }

  /// 老城区和已建成居住区…达标率: 已 and its verb only tell which of two things joined by 和 or 及 is meant.
  private func isAttributive(_ at: Int, _ start: Int) -> Bool {
    guard text[at] == "已", at > start, "和与及、".unicodeScalars.contains(text[at - 1]), at + 2 < text.count else { return false }
    return ["建", "投", "开", "运", "认", "批"].contains(text[at + 1])
  }

  /// Whether a word of the past stands in `range`, not as the base of a comparison or of a change (较去年减少, 由现有126人扩充至).
  func tellsPast(_ range: Range<Int>) -> Bool {
    var from = range.lowerBound
    while let found = past.first(in: text, from..<range.upperBound) {
      let isBase = found.at > 0 && ("较比与由从自".unicodeScalars.contains(text[found.at - 1]) && !isRatio(found.at - 1) || isAbove(found.at))
      if !isBase, !isInside(found.at, range.lowerBound), !isGainAhead(found.at, range.lowerBound), !isAttributive(found.at, range.lowerBound), !announces(found.at + found.word.scalars.count, range.upperBound) { return true }
      from = found.at + found.word.scalars.count
    }
    return false
  }
}
