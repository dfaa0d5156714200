import PlanText

/// What stands before the core of a clause: time, adverbs, place, actor, recurrence.
struct ClausePrefix: Sendable {
  /// Where the core starts.
  var end: Int
  var recurrence: Recurrence?
  /// 每半年, 每两年, 每学期: repeated, at an interval that the records have no word for.
  var isRepeated = false
  /// 全市, 全年: the clause is about the whole place or year.
  var isWhole = false
  var actor: Range<Int>?
  /// 一是, 二是 stand before it.
  var isEnumerated = false
}

/// Takes a clause apart and makes names of indicators. A class, so that its word lists are not copied for each clause.
final class IndicatorReader {
  let text: [Unicode.Scalar]
  let adverb: Lexicon.WordClass
  let tail: Lexicon.WordClass
  let territory: Lexicon.WordClass
  let actorEnd: Lexicon.WordClass
  let make: Lexicon.WordClass
  let keep: Lexicon.WordClass
  let advance: Lexicon.WordClass
  let prompt: Lexicon.WordClass
  let recurrence: Lexicon.WordClass
  let modal: Lexicon.WordClass
  let topicVerb: Lexicon.WordClass
  let before: Lexicon.WordClass
  let trailing: Lexicon.WordClass
  let attributive: Lexicon.WordClass
  let attributed: Lexicon.WordClass
  let measure: Lexicon.WordClass
  let subjectTail: Lexicon.WordClass
  let sharedTail, doing, bare, rise, stage, ownAct, compound, listed: Lexicon.WordClass
  let place: Lexicon.WordClass
  let grow: Lexicon.WordClass
  let fall: Lexicon.WordClass
  let yearlyAct: Lexicon.WordClass
  let announced: Lexicon.WordClass
  /// Whether the body that acts is taken off the front of a clause (内政部将于…): texts of Taiwan name it nearly everywhere.
  var readsAnnouncers = false
  /// Whether a text is one of Hong Kong, Macao or Taiwan.
  var isRegional = false
  /// Whether what will be raised may stand behind words of how (政府正以最大力度增加…): in addresses.
  var readsPledges = false
  let reach: Lexicon.WordClass

  init(text: [Unicode.Scalar], lexicon: Lexicon) {
    self.text = text
    adverb = lexicon["adverb"]
    tail = lexicon["tail"]
    territory = lexicon["territory"]
    actorEnd = lexicon["actorEnd"]
    make = lexicon["make"]
    keep = lexicon["keep"]
    advance = lexicon["advance"]
    prompt = lexicon["prompt"]
    recurrence = lexicon["recurrence"]
    modal = lexicon["modal"]
    topicVerb = lexicon["topicVerb"]
    before = lexicon["before"]
    trailing = lexicon["trailing"]
    attributive = lexicon["attributive"]
    attributed = lexicon["attributed"]
    measure = lexicon["measure"]
    subjectTail = lexicon["subjectTail"]
    (bare, rise, stage) = (lexicon["bare"], lexicon["rise"], lexicon["stage"])
    (sharedTail, doing, ownAct) = (lexicon["sharedTail"], lexicon["doing"], lexicon["ownAct"])
    (compound, listed) = (lexicon["compound"], lexicon["listed"])
    place = lexicon["place"]
    grow = lexicon["grow"]
    fall = lexicon["fall"]
    yearlyAct = lexicon["yearlyAct"]
    announced = lexicon["announced"]
    reach = lexicon["reach"]
  }

  /// Reads the prefix of `clause`; `marks` are the words of time of its sentence.
  func prefix(_ clause: Range<Int>, marks: [TimeMark], closed: [Range<Int>]) -> ClausePrefix {
    var prefix = ClausePrefix(end: clause.lowerBound)
    while prefix.end < clause.upperBound {
      let at = prefix.end
      if let mark = marks.first(where: { $0.range.contains(at) }) {
        if text[mark.range].starts(with: "全年".unicodeScalars) { prefix.isWhole = true }
        prefix.end = min(mark.range.upperBound, clause.upperBound)
        // 2026年起每年新增
        if !isRegional, prefix.end + 1 < clause.upperBound, text[prefix.end] == "起", recurrence.word(in: text, at: prefix.end + 1, end: clause.upperBound) != nil { prefix.end += 1 }
      } else if text[at] == "(", let bracket = closed.first(where: { $0.lowerBound == at }), marks.contains(where: { $0.range.upperBound == at }) {
        // 未来五年(即2023年至2027年)的…
        prefix.end = min(bracket.upperBound, clause.upperBound)
      } else if "于在较比".unicodeScalars.contains(text[at]),
        marks.contains(where: { $0.range.lowerBound == at + 1 }) || recurrence.word(in: text, at: at + 1, end: clause.upperBound) != nil
      {
        prefix.end += 1
      } else if let end = enumeration(at, clause) {
        prefix.end = end
        prefix.isEnumerated = true
      } else if let word = recurrence.word(in: text, at: at, end: clause.upperBound) {
        prefix.recurrence = Recurrence(rawValue: word.value)
        prefix.isRepeated = true
        prefix.end += word.scalars.count
      } else if at + 2 < clause.upperBound, text[at] == "每", text[at + 1] == "人",
        at > clause.lowerBound || recurrence.word(in: text, at: at + 2, end: clause.upperBound) != nil
      {
        if at == clause.lowerBound { prefix.actor = at..<(at + 2) }
        prefix.end += 2
      } else if let word = territory.word(in: text, at: at, end: clause.upperBound), !isPartOfTerritory(word, at, clause.upperBound) {
        prefix.isWhole = true
        prefix.end += word.scalars.count
      } else if prefix.actor == nil, at == clause.lowerBound, let end = TerritoryList.end(in: text, from: at, limit: clause.upperBound), end < clause.upperBound,
        !"的、和及".unicodeScalars.contains(text[end]), !text[at..<end].contains("城")
      {
        prefix.actor = at..<end
        prefix.end = end
      } else if prefix.actor == nil, let actor = actor(at, clause.upperBound) {
        // 面向县市区, 我们将向学校: passed over, but nobody who acts
        if !text[actor].contains(where: { "将向起把由以".unicodeScalars.contains($0) }) { prefix.actor = actor }
        prefix.end = actor.upperBound
      } else if let word = adverb.word(in: text, at: at, end: clause.upperBound),
        !isVerb(at, longerThan: word.scalars.count, clause.upperBound), isAdverbial(word, at, clause.upperBound, marks)
      {
        prefix.end += word.scalars.count
      } else if let end = promise(at, clause, marks) {
        prefix.end = end
      } else if readsAnnouncers, let end = timeWord(at, marks) ?? announcer(at, clause, marks) {
        prefix.end = end
      } else if at == clause.lowerBound, !readsAnnouncers, let end = place(at, clause, marks) {
        prefix.end = end
      } else if at > clause.lowerBound, text[at] == "," || text[at] == "、" || text[at] == "," {
        prefix.end += 1
      } else {
        break
      }
    }
    return prefix
  }

  /// Behind 一是 or 十二是 at the start of a clause.
  private func enumeration(_ at: Int, _ clause: Range<Int>) -> Int? {
    guard at == clause.lowerBound else { return nil }
    if (0x2460...0x2473).contains(text[at].value) { return at + 1 }
    var end = at
    while end < clause.upperBound, text[end].chineseDigitOrPlace { end += 1 }
    return end > at && end < clause.upperBound && text[end] == "是" ? end + 1 : nil
  }

  /// Whether a longer verb starts where an adverb does (加快建设 is 加快 + 建设; 组织开展 is one verb).
  private func isVerb(_ at: Int, longerThan count: Int, _ end: Int) -> Bool {
    if [keep, topicVerb].contains(where: { ($0.word(in: text, at: at, end: end)?.scalars.count ?? 0) > count }) { return true }
    for verb in [advance, prompt] {
      if let word = verb.word(in: text, at: at, end: end), at + word.scalars.count < end, text[at + word.scalars.count].isDigit { return true }
    }
    guard let word = make.word(in: text, at: at, end: end), word.scalars.count >= count else { return false }
    let next = at + word.scalars.count
    guard next < end else { return true }
    return make.word(in: text, at: next, end: end) == nil && keep.word(in: text, at: next, end: end) == nil
      && adverb.word(in: text, at: next, end: end) == nil
  }

  /// Whether `word` at `at` says how something is done; 重点, 集中 and the like also begin names (重点产业营收, 集中供养孤儿).
  private func isAdverbial(_ word: Lexicon.Word, _ at: Int, _ end: Int, _ marks: [TimeMark] = []) -> Bool {
    // 加强型检疫所
    if at + word.scalars.count < end, text[at + word.scalars.count] == "型" || isCut(at + word.scalars.count, end) { return false }
    guard attributive.word(in: text, at: at, end: end)?.scalars.count == word.scalars.count else { return true }
    if word.scalars.last == "化", opensRate(at, end) { return false }
    let next = at + word.scalars.count
    // 重点建设用地安全利用率; in 重点推进…覆盖率 the verb says what is done
    if !isRegional, let verb = make.word(in: text, at: next, end: end), opensRate(at, end), !isDoing(verb.scalars[...]), advance.word(in: text, at: next, end: end) == nil { return false }
    guard next < end, !isShortRate(next, end) else { return false }
    if "于在将由".unicodeScalars.contains(text[next]) { return true }
    if text[next].isDigit || text[next] == "," || text[next] == "、" || marks.contains(where: { $0.range.lowerBound == next }) { return true }
    return [make, keep, topicVerb, advance, adverb, before, recurrence, reach].contains { $0.word(in: text, at: next, end: end) != nil }
  }

  /// 三年 right before a verb (三年轮训…, 五年投入…): the span of the plan, no quantity.
  func isSpan(_ figure: Figure) -> Bool {
    guard figure.dimension == .duration, figure.unit == "年", figure.range == figure.core, figure.core.upperBound < text.count else { return false }
    if let before = figure.core.lowerBound > 0 ? text[figure.core.lowerBound - 1] : nil, "每第近满期为达长隔".unicodeScalars.contains(before) { return false }
    var at = figure.core.upperBound
    if at + 1 < text.count, text[at] == "累", text[at + 1] == "计" { at += 2 }
    // 5年合计编列1,260亿元, 5年300辆
    if readsAnnouncers {
      if let word = adverb.word(in: text, at: at, end: text.count) { at += word.scalars.count }
      if at < text.count, text[at].isDigit { return true }
    }
    return [make, keep, topicVerb, grow].contains { $0.word(in: text, at: at, end: text.count).map { $0.scalars.count >= 2 } == true }
  }

  /// Whether 全年 stands in `range`.
  func isWholeYear(_ range: Range<Int>) -> Bool {
    range.dropLast().contains { text[$0] == "全" && text[$0 + 1] == "年" }
  }

  /// Whether 年 stands before a verb as short for 每年: 流动科技馆年服务公众10万人次.
  func isYearlyAct(_ range: Range<Int>) -> Bool {
    range.dropLast(2).contains { at in
      guard text[at] == "年", at == range.lowerBound || !Self.beforeYear.contains(text[at - 1]) && !text[at - 1].isDigit else { return false }
      return yearlyAct.word(in: text, at: at + 1, end: range.upperBound) != nil
    }
  }

  /// What makes 年 a part of another word: 今年, 青年, 三年.
  private static let beforeYear: ScalarSet = [
    "今", "全", "每", "明", "去", "当", "本", "次", "近", "来", "上", "下", "半", "多", "几", "常", "青", "少", "成", "中", "老", "学", "历", "往", "周", "逐", "同",
    "一", "二", "两", "三", "四", "五", "六", "七", "八", "九", "十", "百", "届", "隔", "度",
  ]

  /// 每年, 每周 … in `range`; its value is the period.
  func recurrence(in range: Range<Int>, ofMoney: Bool = false) -> Lexicon.Word? {
    guard let (word, at) = recurrence.first(in: text, range) else { return nil }
    // 每人每月20元 is a rate, not an act repeated
    if ofMoney, at > range.lowerBound, "人户亩生".unicodeScalars.contains(text[at - 1]) { return nil }
    return word
  }

  // MARK: Names

  /// What is taken off the front of a name: the plan's own place; also adverbs; also verbs of making.
  enum Dropped: Sendable { case places, adverbs, verbs }

  /// The name of an indicator: `range` without adverbs, territory and trailing words.
  func name(_ range: Range<Int>, dropping: Dropped) -> Range<Int> {
    withoutState(trimEnd(trimStart(behindCause(behindObjectMark(range)), dropping: dropping)))
  }

  /// 优良率 of 空气质量稳中向好、优良率, 居民收入 of 居民收入稳步提高: how something moves is no part of the name.
  private func withoutState(_ range: Range<Int>) -> Range<Int> {
    guard !isRegional, range.count > 5 else { return range }
    var low = range.lowerBound
    if let cut = range.dropLast(2).last(where: { text[$0] == "、" }), let word = rise.word(in: text, endingAt: cut, start: low), cut - word.scalars.count > low,
      bare.word(in: text, at: cut + 1, end: range.upperBound)?.scalars.count != range.upperBound - cut - 1
    {
      low = cut + 1
    }
    let rest = low..<range.upperBound
    // 投资降幅收窄5个百分点: there it is the change that is measured
    guard rest.upperBound < text.count, ",、".unicodeScalars.contains(text[rest.upperBound]) else { return rest }
    if let word = rise.word(in: text, endingAt: rest.upperBound, start: low), word.scalars.count >= 4, rest.count >= word.scalars.count + 2 {
      return low..<(rest.upperBound - word.scalars.count)
    }
    return rest
  }

  func trimStart(_ range: Range<Int>, dropping: Dropped) -> Range<Int> {
    var low = range.lowerBound
    while low < range.upperBound {
      let left = range.upperBound - low
      if text[low] == "的" && (left == 1 || text[low + 1] != "士") || text[low] == "、" || text[low] == " " {
        low += 1
      } else if let word = territory.word(in: text, at: low, end: range.upperBound), word.scalars.count + 1 < left {
        low += word.scalars.count
      } else if dropping == .verbs, let word = make.word(in: text, at: low, end: range.upperBound), word.scalars.count + 1 < left,
        keep.word(in: text, at: low, end: range.upperBound) == nil, !isAttribute(low + word.scalars.count, range.upperBound), !namesRate(word, range),
        !isCut(low + word.scalars.count, range.upperBound), !isShortRate(low + word.scalars.count, range.upperBound)
      {
        low += word.scalars.count
        if low < range.upperBound - 2, text[low] == "和" || text[low] == "、", make.word(in: text, at: low + 1, end: range.upperBound) != nil { low += 1 }
      } else if let word = adverb.word(in: text, at: low, end: range.upperBound), word.scalars.count + 1 < left, dropping != .places,
        isAdverbial(word, low, range.upperBound)
      {
        low += word.scalars.count
      } else {
        break
      }
    }
    return low..<range.upperBound
  }

  /// Whether what stands at `at` up to `end` makes the verb before it part of a name: 办理环节, 培训人数, 服务满意度.
  func isAttribute(_ at: Int, _ end: Int) -> Bool {
    attributed.word(in: text, at: at, end: end) != nil
  }

  func trimEnd(_ range: Range<Int>) -> Range<Int> {
    var high = range.upperBound
    while high > range.lowerBound {
      if Self.endMarks.contains(text[high - 1]) {
        high -= 1
      } else if let word = tail.word(in: text, endingAt: high, start: range.lowerBound), high - word.scalars.count > range.lowerBound + 1,
        !(word.scalars.count == 1 && isPartOfNoun(high - 1))
      {
        high -= word.scalars.count
      } else {
        break
      }
    }
    return range.lowerBound..<high
  }

  /// 签约, 社会: the last character of a name that is no adverb.
  private func isPartOfNoun(_ at: Int) -> Bool {
    switch text[at] {
    case "必": text[at - 1] == "势" || text[at - 1] == "未"
    case "则": "规原准法细通守".unicodeScalars.contains(text[at - 1])
    case "年": Self.beforeYear.contains(text[at - 1]) || text[at - 1].isDigit || "首翌]".unicodeScalars.contains(text[at - 1])
    case "约": "签节预履".unicodeScalars.contains(text[at - 1])
    case "共": text[at - 1] == "公"
    case "为": text[at - 1] == "行"
    case "要": "纪摘简概提".unicodeScalars.contains(text[at - 1])
    case "应": "供对适效反响相感因支".unicodeScalars.contains(text[at - 1])
    case "可": "许认".unicodeScalars.contains(text[at - 1])
    case "会": isMeeting(at) || opensCount(at + 1) && !"将都也还就不计".unicodeScalars.contains(text[at - 1])
    default: false
    }
  }

  /// 调度会12次, 推进会不少于4次: a modal needs a verb behind it.
  private func opensCount(_ at: Int) -> Bool {
    guard !isRegional, at < text.count else { return false }
    return text[at].isDigit || "不至各每".unicodeScalars.contains(text[at])
  }

  /// What 会 is part of a noun behind: 机会, 社会, 委员会.
  static let endsInMeeting: ScalarSet = [
    "机", "社", "议", "协", "员", "工", "商", "学", "都", "国", "法", "金", "大", "年", "集", "聚", "展", "体", "全", "农", "教", "公", "总",
    "理", "省", "市", "县", "区", "博", "盛", "宴", "晚", "究", "览", "洽", "谈", "运", "告", "演", "讲", "论", "训", "场", "介", "荐", "聘", "接", "友", "诵", "座", "推", "示", "赛", "舞", "音", "听", "明", "审",
  ]

  /// Whether the 会 at `at` is the end of a noun, by the character before it; not in 每年会选定, 今年会推出.
  static func isMeeting(_ text: [Unicode.Scalar], _ at: Int) -> Bool {
    guard at > 0, endsInMeeting.contains(text[at - 1]) else { return false }
    return !(text[at - 1] == "年" && at > 1 && yearsOf.contains(text[at - 2]))
  }

  /// What stands before 年 where it is a time: 每年, 今年, 明年, 2027年.
  static let yearsOf: ScalarSet = ["每", "今", "明", "本", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]

  private static let endMarks: ScalarSet = ["的", "、", " ", ":", ",", "(", "在", "由", "从", "—", "于"]

  /// What a figure counts, without 建设, 工作 and the like behind it.
  func object(_ range: Range<Int>) -> Range<Int> {
    var low = range.lowerBound
    while low + 1 < range.upperBound, text[low] == "的" && text[low + 1] != "士" || text[low] == " " { low += 1 }
    // 2.5万套(间)危旧房: a second measure word
    if low + 2 < range.upperBound, text[low] == "(", let close = text[low..<min(low + 4, range.upperBound)].firstIndex(of: ")") {
      low = close + 1
    }
    var high = range.upperBound
    while let word = trailing.word(in: text, endingAt: high, start: low), high - word.scalars.count >= low + 2 {
      high -= word.scalars.count
    }
    while high > low, Self.endMarks.contains(text[high - 1]) { high -= 1 }
    return low..<high
  }

  func string(_ range: Range<Int>) -> String {
    String(scalars: text[range])
  }
}
