import PlanText

/// Who must reach a figure, at the head of its clause.
extension IndicatorReader {
  /// A body or group at `at` that must act: 每个县区科协, 各学会每年, 市、区两级.
  func actor(_ at: Int, _ end: Int) -> Range<Int>? {
    if make.word(in: text, at: at, end: end) != nil || keep.word(in: text, at: at, end: end) != nil { return nil }
    if "即由对将把并而或可得".unicodeScalars.contains(text[at]) { return nil }
    if let stop = eachPerson(at, end) { return at..<stop }
    let isEach = text[at] == "每" && at + 1 < end && Self.eachMeasures.contains(text[at + 1])
    var stop = at + 2
    let limit = min(end, at + 24)
    var found: Int?
    while stop <= limit, !text[stop - 1].isDigit {
      if make.word(in: text, at: stop - 1, end: end).map({ $0.scalars.count >= 2 }) == true, stop > at + 2 { break }
      if stop > at + 2, recurrence.word(in: text, at: stop - 1, end: end) != nil { break }
      if isMean(stop, end) || isRateOf(stop, at) || !isEach && text[at] != "各" && opensEach(stop - 1, at) { return nil }
      // 每校至少置专任护理人员1名: what must be done by 每校 is no part of it
      if isEach, let found, modal.word(in: text, at: found, end: end) != nil { break }
      if let word = actorEnd.word(in: text, endingAt: stop, start: at), stop - word.scalars.count >= at {
        let behind = behindGloss(stop, end)
        if isAssociation(word, stop, at), isEach ? isVerbOrFigure(behind, end) : isActing(behind, end, word) || isBounded(behind, end, at) { found = behind }
      }
      stop += 1
    }
    return found.map { at..<$0 }
  }

  /// The end of 每位常委, 每名法律顾问 in front of 每年 or a bound; whatever their title.
  private func eachPerson(_ at: Int, _ end: Int) -> Int? {
    guard !readsPledges, !readsAnnouncers, at + 4 < end, text[at] == "每", "名位".unicodeScalars.contains(text[at + 1]) else { return nil }
    return (at + 4...min(at + 12, end)).first { recurrence.word(in: text, at: $0, end: end) != nil }
  }

  /// Whether a mean of something ends at `stop` (高职院校生均拨款, 学校校均规模); in 各学校均要 it is an adverb.
  private func isMean(_ stop: Int, _ end: Int) -> Bool {
    text[stop - 1] == "均" && Self.meanUnits.contains(text[stop - 2]) && !isVerbOrFigure(stop, end)
  }

  private static let meanUnits: ScalarSet = ["生", "校", "班", "师", "人", "户", "亩", "床", "村"]

  /// 科普活动每个社区每年4次: what stands before 每个 is counted, it acts not.
  private func opensEach(_ at: Int, _ start: Int) -> Bool {
    guard !isRegional, text[at] == "每", at >= start + 2, at + 1 < text.count, !actsLater(at + 2) else { return false }
    // 党组成员每人联系专家: those persons act
    return Self.eachMeasures.contains(text[at + 1]) && !"人名位".unicodeScalars.contains(text[at + 1]) && recurrence.word(in: text, at: at, end: text.count) == nil
  }

  /// Whether a verb of making stands between `at` and the next figure: 城区每个街道至少建成1个食堂.
  private func actsLater(_ at: Int) -> Bool {
    let words = text[min(at, text.count)...].prefix(24).prefix { !$0.isDigit && !",;。".unicodeScalars.contains($0) }
    return words.indices.contains { k in
      [make, keep, advance].contains { ($0.word(in: text, at: k, end: words.endIndex)?.scalars.count ?? 0) >= 2 }
    }
  }

  /// Behind the short bracket at `at` that says what else is meant: 每个行政村(社区).
  private func behindGloss(_ at: Int, _ end: Int) -> Int {
    guard at < end, text[at] == "(", let close = text[at..<min(end, at + 12)].firstIndex(of: ")") else { return at }
    return close + 1
  }

  /// Whether 会 ends the name of a body (协会, 管委会); in 编制会减少 it is a modal.
  private func isAssociation(_ word: Lexicon.Word, _ stop: Int, _ start: Int) -> Bool {
    guard word.scalars.count == 1, text[stop - 1] == "会", stop - 2 >= start else { return true }
    return Self.endsInMeeting.contains(text[stop - 2]) || text[stop - 2] == "委"
  }

  private static let eachMeasures: ScalarSet = ["个", "名", "位", "家", "所", "县", "乡", "村", "镇", "市", "区", "校", "支", "人", "省", "州"]

  private func isVerbOrFigure(_ at: Int, _ end: Int) -> Bool {
    guard at < end else { return false }
    if text[at].isDigit || text[at] == "有" { return true }
    return before.word(in: text, at: at, end: end) != nil || make.word(in: text, at: at, end: end) != nil || keep.word(in: text, at: at, end: end) != nil
      || adverb.word(in: text, at: at, end: end) != nil || recurrence.word(in: text, at: at, end: end) != nil
      || modal.word(in: text, at: at, end: end) != nil
  }

  /// 各县不少于20项: all of a kind right in front of a bound.
  func isBounded(_ at: Int, _ end: Int, _ start: Int) -> Bool {
    guard text[start] == "各", let word = before.word(in: text, at: at, end: end), at + word.scalars.count < end else { return false }
    return text[at + word.scalars.count].isDigit
  }

  /// 要, 每年, 两级在…: what makes the words before a subject.
  private func isActing(_ at: Int, _ end: Int, _ word: Lexicon.Word) -> Bool {
    guard at < end else { return false }
    // 首贷户每年新增2000户: what grows acts not
    if let each = recurrence.word(in: text, at: at, end: end) { return !(word.scalars.last == "户" && isAdded(at + each.scalars.count, end)) }
    if modal.word(in: text, at: at, end: end) != nil || text[at] == "均" || text[at] == "都" { return true }
    if isFundedSpan(at, end, word) { return true }
    if at + 1 < end, text[at] == "每" && text[at + 1] == "人" || text[at] == "全" && text[at + 1] == "年" { return true }
    // 三级医院: a rank
    return word.scalars.last == "级" && !(at >= 2 && "一二三四五甲乙丙本".unicodeScalars.contains(text[at - 2]))
  }

  /// 财政2023年至2025年安排, 财政三年投入: a payer and the span of the plan.
  private func isFundedSpan(_ at: Int, _ end: Int, _ word: Lexicon.Word) -> Bool {
    guard word.scalars.elementsEqual("财政".unicodeScalars) else { return false }
    if text[at].isDigit || text[at] == "拟" { return true }
    // 人均财政补助标准 is a name
    if at + 2 < text.count, text[at] == "补", text[at + 1] == "助", "标由从自提达增金".unicodeScalars.contains(text[at + 2]) { return false }
    guard let verb = at + 2 < end && text[at].chineseDigitOrPlace && text[at + 1] == "年" ? at + 2 : at as Int? else { return false }
    return make.word(in: text, at: verb, end: end) != nil
  }
}
