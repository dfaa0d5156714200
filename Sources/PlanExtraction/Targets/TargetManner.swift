import Foundation
import PlanText

/// What the manner of a document (plan, speech, rules) asks of a figure before it counts as a commitment.
extension TargetSession {
  /// Whether the manner of the document lets a figure be a promise: in a speech only with a word of commitment or a date,
  /// in a set of rules only with a date or as a standard to keep.
  func isPromised(_ reading: TargetReading, _ mark: TimeMark?, _ memory: SentenceMemory) -> Bool {
    if isForetold(reading, memory) || isEstimate(reading, mark, memory) || isReckoned(memory) { return false }
    // a thing and its number without a verb promise nothing in an address
    if reading.rule.hasPrefix("bare-"), manner == .speech && !isDatedAhead(reading, mark) && !isPledgedYearly(reading, memory) || reading.figure.unit == "分" || reading.figure.form == .chinese && reading.figure.value == 1 { return false }
    if manner == .plan || reading.rule.hasPrefix("aim-") { return true }
    if let mark, case .by = mark.kind { return true }
    if manner == .rules { return isStandard(reading, memory) }
    if memory.recurrence != nil, reading.comparator == .atLeast || reading.comparator == .atMost, Self.deeds.contains(where: reading.rule.hasPrefix) { return true }
    if memory.recurrence != nil, reading.rule.hasPrefix("money"), !memory.purpose.isReview, !tellsPast(memory.range) { return true }
    if isInProgramme(reading, memory), !tellsPast(memory.range.lowerBound..<reading.figure.range.upperBound) { return true }
    if isLedIn(memory) || goesOnPromising(reading, memory) { return true }
    if isPledged(memory.range.lowerBound..<reading.figure.range.lowerBound) || opensWithDeed(memory) || isListedDeed(memory) || promisesThere(reading, memory) || standsAsAim(reading, memory) {
      return true
    }
    return memory.marks.contains { $0.range.upperBound <= reading.figure.range.lowerBound && text[$0.range.upperBound - 1] == "内" }
  }

  /// 每年资助100名学生，每人资助上限25万元: what follows a target in its sentence goes on promising, in texts of Hong Kong, Macao and Taiwan.
  private func goesOnPromising(_ reading: TargetReading, _ memory: SentenceMemory) -> Bool {
    guard outline.isRegional, memory.accepted > 0, !memory.purpose.isReview, !tellsPast(memory.range) else { return false }
    // 较前期成长24%
    return !(reading.kind == .growth && text[reading.range.lowerBound..<reading.figure.range.lowerBound].contains { "较比".unicodeScalars.contains($0) })
  }

  /// 我们会推行计划，每年名额六千个: so many in each period, behind a word of promise.
  private func isPledgedYearly(_ reading: TargetReading, _ memory: SentenceMemory) -> Bool {
    outline.isRegional && memory.recurrence != nil && !tellsPast(memory.range) && isPledged(memory.range.lowerBound..<reading.range.lowerBound)
  }

  /// What a sentence is for. In an address of Hong Kong or Taiwan a look back that only the opening of a paragraph gives reaches no further
  /// than that sentence: 截至7月底，…。结训学员就业率达八成以上。
  func own(_ purpose: TargetPurpose, of sentence: Sentence) -> TargetPurpose {
    guard manner == .speech, outline.isRegional, purpose.isReviewByOpening, sentence.paragraph < outline.text.paragraphs.count,
      sentence.range.lowerBound > outline.text.paragraphs[sentence.paragraph].range.lowerBound + Self.longestMarker
    else { return purpose }
    var purpose = purpose
    (purpose.isReview, purpose.isReviewByOpening) = (false, false)
    return purpose
  }

  /// 2022年，…增长3.6%。2023年是…。主要目标是：…: whether a later sentence of a paragraph that opens with a look back names a year to come at its
  /// head, or the aims; what follows it in the paragraph is ahead. Texts of Hong Kong, Macao and Taiwan have rules of their own.
  func turnsAhead(_ sentence: Sentence, _ purpose: TargetPurpose) -> Bool {
    guard purpose.isReviewByOpening, !purpose.isResult, !outline.isRegional, sentence.paragraph < outline.text.paragraphs.count,
      sentence.range.lowerBound > outline.text.paragraphs[sentence.paragraph].range.lowerBound + Self.longestMarker
    else { return false }
    let head = sentence.range.lowerBound..<min(sentence.range.upperBound, sentence.range.lowerBound + Self.longestLabel)
    if let end = text[head].firstIndex(where: { ":是为".unicodeScalars.contains($0) }), Self.aimLabels.ends(text[head.lowerBound..<end]), !Self.fulfilled.isIn(text[head.lowerBound..<end]) { return true }
    guard let mark = times.marks(in: text, head).first, case .by = mark.kind, mark.range.lowerBound - head.lowerBound <= 2 else { return false }
    let next = mark.range.upperBound < text.count ? text[mark.range.upperBound] : "。"
    return next == "," || next == "是" || next == "要"
  }

  /// What an aim, or the train of thought that leads to it, is called.
  private static let aimLabels: PhraseSet = ["预期目标", "主要目标", "工作目标", "发展目标", "总体目标", "年度目标", "奋斗目标", "目标任务", "预期指标", "总体思路", "总体要求", "工作思路", "基本思路"]
  private static let fulfilled: PhraseSet = ["完成", "实现", "超额", "年初"]
  private static let longestLabel = 18

  /// Whether the clause of a figure names a year behind that of the text: 各馆明年新增藏书14万册.
  private func isDatedAhead(_ reading: TargetReading, _ mark: TimeMark?) -> Bool {
    guard outline.isRegional, let mark, case .by(let year) = mark.kind, let now = calendar.thisYear, year > now else { return false }
    return mark.range.lowerBound >= reading.range.lowerBound && !tellsPast(reading.range)
  }

  /// Whether a sentence of a budget speech reckons what comes in and goes out: no pledge.
  private func isReckoned(_ memory: SentenceMemory) -> Bool {
    guard outline.metadata.kind == "财政预算案", memory.paragraph < outline.text.paragraphs.count else { return false }
    let paragraph = outline.text.paragraphs[memory.paragraph].range
    guard reckoned.first(in: text, paragraph) != nil else { return false }
    return !["我会", "我们会", "我将", "目标", "致力"].contains { String(scalars: text[memory.range]).contains($0) }
  }

  /// Whether the figure stands in a chapter on what will be done. Addresses of Taiwan tell results there as well, so that only the
  /// lists in them count; a length tells how big something is.
  private func isInProgramme(_ reading: TargetReading, _ memory: SentenceMemory) -> Bool {
    guard memory.purpose.isProgramme, !reading.indicator.hasSuffix("全长") else { return false }
    return memory.purpose.isList || !calendar.countsRepublic
  }

  /// Rules about what somebody makes or does: so much of it in each period is a promise by itself.
  private static let deeds = ["made", "kept", "repeated", "hours"]

  /// Whether the sentence opens with what is to be done, without a subject or a word of the past: 推动税制改革，税率由45%调降为40%.
  private func opensWithDeed(_ memory: SentenceMemory) -> Bool {
    guard calendar.countsRepublic || calendar.isAddress, !memory.purpose.isReview, past.first(in: text, memory.range) == nil else { return false }
    var at = memory.range.lowerBound
    for adverb in ["持续", "积极", "全面", "加速"] where text[at..<memory.range.upperBound].starts(with: adverb.unicodeScalars) { at += 2 }
    return deed.word(in: text, at: at, end: memory.range.upperBound) != nil
  }

  /// Whether the sentence is an item of a list that says what will be done: (三)向基金注资3亿元, or a line of its own that opens with a
  /// verb, as in annexes. The lead above it has the word of promise.
  private func isListedDeed(_ memory: SentenceMemory) -> Bool {
    guard !memory.purpose.isReview, isItem(memory) || isLine(memory), past.first(in: text, memory.range) == nil else { return false }
    var at = memory.range.lowerBound
    while let mark = memory.marks.first(where: { $0.range.lowerBound == at || $0.range.lowerBound == at + 1 && "在于".unicodeScalars.contains(text[at]) }) {
      at = mark.range.upperBound
    }
    guard at < memory.range.upperBound else { return false }
    let names = rules.names
    return "把将向为".unicodeScalars.contains(text[at])
      || [names.make, names.keep].contains { $0.word(in: text, at: at, end: memory.range.upperBound) != nil }
  }

  /// Whether the sentence stands in a list of bullets below a line that promises what follows: 我们会:, 文化署明年会:, 政府会推出下列措施:.
  private func isLedIn(_ memory: SentenceMemory) -> Bool {
    let lines = outline.text.paragraphs
    guard outline.isRegional, !memory.purpose.isReview, memory.paragraph < lines.count, past.first(in: text, memory.range) == nil else { return false }
    var at = memory.paragraph
    guard ListBullet.isAnnouncedItem(text, lines[at].range) else { return false }
    while at > 0, memory.paragraph - at < Self.longestBullets, ListBullet.isAnnouncedItem(text, lines[at].range) { at -= 1 }
    let lead = lines[at].range
    return !ListBullet.isAnnouncedItem(text, lead) && lead.count > 2 && text[lead.upperBound - 1] == ":" && (isPledged(lead) || text[lead.upperBound - 2] == "会")
  }

  private static let longestBullets = 20

  /// Whether the sentence opens a section numbered (三).
  private func isItem(_ memory: SentenceMemory) -> Bool {
    guard let section = memory.section, let sign = outline.sections[section].marker?.first, "(（".contains(sign) || outline.isRegional && sign.isNumber && sign.isASCII else { return false }
    return memory.range.lowerBound - outline.sections[section].range.lowerBound <= Self.longestMarker
  }

  /// （十二） and a blank.
  private static let longestMarker = 6

  /// Whether the sentence is all of its line.
  private func isLine(_ memory: SentenceMemory) -> Bool {
    guard memory.paragraph < outline.text.paragraphs.count else { return false }
    let line = outline.text.paragraphs[memory.paragraph].range
    return memory.range.lowerBound == line.lowerBound && line.upperBound - memory.range.upperBound <= 1
  }

  /// Whether a clause looks ahead although its paragraph looks back: behind a word of aim (力争) where no heading says so, and in a text
  /// that mixes both (an address, a text in traditional characters) with a year to come.
  func looksAhead(_ reading: TargetReading, _ mark: TimeMark?, _ memory: SentenceMemory) -> Bool {
    if memory.purpose.isResult { return false }
    if memory.purpose.isReviewByOpening, aimedParagraph == memory.paragraph || aims.first(in: text, memory.range.lowerBound..<reading.figure.range.lowerBound) != nil { return true }
    guard manner == .speech || outline.isRegional, let mark, case .by = mark.kind else { return false }
    return past.first(in: text, reading.range.lowerBound..<max(reading.range.lowerBound, reading.figure.range.lowerBound)) == nil
  }

  /// Whether a clause behind the one that looks back promises something: 计划已于去年展开，政府会为6万个车位….
  func isPledgedAnew(_ reading: TargetReading, _ mark: TimeMark) -> Bool {
    guard outline.isRegional, mark.range.upperBound <= reading.range.lowerBound else { return false }
    return isPledged(reading.range.lowerBound..<max(reading.range.lowerBound, reading.figure.range.lowerBound))
  }

  /// Whether a word of commitment stands before: 将, 会, 目标, 计划 …, but not the 会 of 社会 or 机会.
  private func isPledged(_ range: Range<Int>) -> Bool {
    range.contains { at in
      guard let word = commitment.word(in: text, at: at, end: range.upperBound) else { return false }
      if calendar.countsRepublic, isPartOfNoun(word, at, range.upperBound) { return false }
      return !(word.scalars.count == 1 && text[at] == "会" && at > 0 && rules.names.isMeeting(at))
    }
  }

  /// In a set of rules: a rate or a repeated act that a body must keep up (应当…, 每周不少于5天), not a condition of an
  /// application, a price or a penalty.
  private func isStandard(_ reading: TargetReading, _ memory: SentenceMemory) -> Bool {
    let before = memory.range.lowerBound..<reading.figure.range.lowerBound
    guard duty.first(in: text, before) != nil, condition.first(in: text, memory.range) == nil else { return false }
    switch reading.figure.dimension {
    case .rate: return reading.comparator != .equal || reading.kind == .coverage
    case .events, .duration, .things, .persons: return memory.recurrence != nil
    default: return false
    }
  }
}
