import PlanText

/// Whether a stretch of a plan looks back or ahead, and the year its aims are for.
struct TargetPurpose: Sendable, Hashable {
  var isReview = false
  /// Only the opening of a paragraph says that it looks back, no heading does.
  var isReviewByOpening = false
  /// A heading above says that what follows is planned.
  var isPlanned = false
  /// Whether it states goals: a bare figure is then a target.
  var isGoal = false
  /// Whether only the date at its head makes it such: that of one task, which reaches no other sentence.
  var isDatedTask = false
  /// Whether a chapter of Hong Kong, Macao or Taiwan says what will be done: plain clauses then promise.
  var isProgramme = false
  /// Whether it is a list of aims, below such a line as 我们会: or in a plan: bare figures there are aims as well.
  var isList = false
  /// Whether such a chapter tells what was done: no year in it makes a figure an aim.
  var isResult = false
  /// Glosses and links behind the plan: nothing in them is a target.
  var isNote = false
  /// Year inherited by figures without a date.
  var horizon: Int?
  /// Where the horizon comes from, for `--why`.
  var source = ""
}

/// Reads the purpose of each paragraph from headings, openings and dated goal statements.
struct TargetPurposeReader {
  let outline: Outline
  let calendar: PlanCalendar
  let reviewHeading: Lexicon.WordClass
  let planHeading: Lexicon.WordClass
  let goalHeading: Lexicon.WordClass
  let opening: Lexicon.WordClass
  let taskOpening: Lexicon.WordClass
  let leadIn: Lexicon.WordClass
  let note: Lexicon.WordClass
  let effect: Lexicon.WordClass
  let programme: ProgrammeReader
  /// Where headings without a number stand, in order, with the year of what they plan; none for a look back.
  private var chapters: [(at: Int, year: Int?)] = []

  init(outline: Outline, calendar: PlanCalendar, lexicon: Lexicon) {
    self.outline = outline
    self.calendar = calendar
    reviewHeading = lexicon["reviewHeading"]
    planHeading = lexicon["planHeading"]
    goalHeading = lexicon["goalHeading"]
    opening = lexicon["reviewOpening"]
    taskOpening = lexicon["taskOpening"]
    leadIn = lexicon["leadIn"]
    note = lexicon["note"]
    effect = lexicon["effectHeading"]
    programme = ProgrammeReader(outline: outline, isYearly: calendar.isYearly, lexicon: lexicon)
    let numbered = Set(outline.sections.filter { $0.marker != nil }.map(\.range.lowerBound))
    for paragraph in outline.text.paragraphs where outline.role(at: paragraph.range.lowerBound) == .body && !numbered.contains(paragraph.range.lowerBound) {
      if !isLine(paragraph.range) || isTitle(paragraph.range) { continue }
      if let year = lineYear(paragraph.range) {
        chapters.append((paragraph.range.lowerBound, year))
      } else if !chapters.isEmpty, isLine(paragraph.range), reviewHeading.first(in: outline.text.scalars, paragraph.range) != nil {
        chapters.append((paragraph.range.lowerBound, nil))
      }
    }
  }

  private static let statement = "the goal statement before it"
  private static let line = "the heading line before it"

  private enum Nature { case review, plan, mixed, unknown }

  /// The purpose of every section, then of every paragraph.
  func paragraphs() -> [TargetPurpose] {
    let sections = outline.sections.map(\.index).reduce(into: [TargetPurpose]()) { list, index in
      list.append(section(index, parents: list))
    }
    var running = whole
    var lists = ListLeads()
    var runningSection: Int? = nil
    var looksBack = false
    var isNote = false
    var leads: [Int: Int] = [:]
    return outline.text.paragraphs.map { paragraph in
      let at = paragraph.range.lowerBound
      if paragraph.range.count <= 12, note.first(in: outline.text.scalars, paragraph.range) != nil { isNote = true }
      let here = outline.section(at: at)
      if here != runningSection {
        running = here.map { sections[$0] } ?? whole
        if let lead = outline.ancestors(of: here).first(where: { leads[$0.index] != nil }), let year = leads[lead.index] {
          running.horizon = year
          running.source = lead.name
        }
        if let here, let old = runningSection, outline.ancestors(of: here).contains(where: { $0.index == old }) == false {
          looksBack = false
        }
        if let here, let heading = outline.sections[here].heading, nature(heading, outline.sections[here].depth) == .plan { looksBack = false }
        runningSection = here
      }
      if let year = lineYear(paragraph.range) { (running.horizon, running.source) = (year, Self.line) }
      var purpose = paragraphPurpose(paragraph.range, here, &running, &looksBack)
      // there each paragraph tells what was done and what will be
      if outline.isRegional || leadsToPlan(paragraph.range) { looksBack = false }
      if let here, let year = running.horizon, running.source == Self.statement { leads[here] = year }
      purpose.isNote = isNote || purpose.isNote
      if !purpose.isResult, lists.reaches(here, outline) { (purpose.isProgramme, purpose.isList) = (true, true) }
      if programme.opensList(paragraph.range) { lists.note(here, opensChapters: programme.opensChapters(paragraph.range)) }
      return purpose
    }
  }

  private func section(_ index: Int, parents: [TargetPurpose]) -> TargetPurpose {
    let section = outline.sections[index]
    var purpose = section.parent.map { parents[$0] } ?? whole
    purpose.isGoal = false
    if let year = chapterYear(section) {
      (purpose.isReview, purpose.isPlanned) = (false, true)
      (purpose.horizon, purpose.source) = (year, Self.line)
    }
    guard let heading = section.heading else { return purpose }
    let nature = nature(heading, section.depth)
    // 目标任务 above 取得重大成效: an aim in the words of a result
    if nature == .review, !purpose.isPlanned { purpose.isReview = true }
    if nature == .plan { purpose.isPlanned = true }
    if goalHeading.first(in: outline.text.scalars, heading) != nil { purpose.isGoal = true }
    if effect.first(in: outline.text.scalars, heading) != nil { purpose.isNote = true }
    readChapter(heading, &purpose)
    // the first sentence of an item of an address dates itself, not the item
    if let year = headingYear(heading), !(calendar.isAddress && outline.text.scalars[heading].contains(",")) {
      purpose.horizon = year
      purpose.source = section.name
      if nature == .plan, !purpose.isResult { purpose.isReview = false }
    }
    return purpose
  }

  /// The year of the heading without a number that stands above `section`, in the section around it if there is one.
  private func chapterYear(_ section: Section) -> Int? {
    var (low, high) = (0, chapters.count)
    while low < high {
      let middle = (low + high) / 2
      if chapters[middle].at < section.range.lowerBound { low = middle + 1 } else { high = middle }
    }
    guard low > 0, let year = chapters[low - 1].year else { return nil }
    let line = chapters[low - 1]
    return section.parent.map { line.at > outline.sections[$0].range.lowerBound } ?? true ? year : nil
  }

  /// What holds outside of any chapter.
  private var whole: TargetPurpose {
    var purpose = TargetPurpose()
    (purpose.isProgramme, purpose.isList) = (programme.isList, programme.isList)
    return purpose
  }

  /// What the heading of a chapter of Hong Kong, Macao or Taiwan says.
  private func readChapter(_ heading: Range<Int>, _ purpose: inout TargetPurpose) {
    switch programme.chapter(heading) {
    case .past: (purpose.isReview, purpose.isResult, purpose.isProgramme, purpose.isList) = (true, true, false, false)
    case .ahead:
      (purpose.isReview, purpose.isResult, purpose.isNote) = (false, false, false)
      (purpose.isProgramme, purpose.isList) = (true, programme.listsAims(heading))
    case .open: break
    }
  }

  private func nature(_ heading: Range<Int>, _ depth: Int) -> Nature {
    let text = outline.text.scalars
    // the first sentence of a numbered paragraph of Hong Kong is no title
    if outline.isRegional, heading.contains(where: { text[$0] == "," }), !programme.isList { return .unknown }
    // 夯实发展基础, 优化发展环境: what will be done
    let isTask = taskOpening.word(in: text, at: heading.lowerBound, end: heading.upperBound) != nil && !outline.text.string(heading).contains("取得")
    let back = !isTask && reviewHeading.first(in: text, heading) != nil
    let ahead = planHeading.first(in: text, heading) != nil
    // 2025年重点工作完成情况: what it ends with says what it is
    let tail = String(scalars: text[heading].suffix(2))
    if back, ahead, ["情况", "回顾", "成效", "成果", "总结"].contains(tail), depth <= 2 { return .review }
    if back, ahead { return .mixed }
    if back { return depth <= 2 ? .review : .unknown }
    return ahead && depth <= 2 ? .plan : .unknown
  }

  /// The year a heading names: 2026年重点工作, “十五五”时期主要目标.
  private func headingYear(_ heading: Range<Int>) -> Int? {
    // the first sentence of a numbered paragraph is no title
    if calendar.isAddress, heading.count > 24 || heading.contains(where: { outline.text.scalars[$0] == "," }) { return nil }
    let scanner = TimeScanner(calendar: calendar)
    for mark in scanner.marks(in: outline.text.scalars, heading).reversed() {
      if case .by(let year) = mark.kind { return year }
    }
    guard planHeading.first(in: outline.text.scalars, heading) != nil else { return nil }
    let years = heading.compactMap { scanner.planNamed(in: outline.text.scalars, at: $0, end: heading.upperBound)?.year }
    return years.last { !calendar.isPast($0) }
  }

  private static let longestLine = 24

  /// The year of a heading without a number, alone on its line: 今后五年的奋斗目标, 2027年工作安排.
  private func lineYear(_ range: Range<Int>) -> Int? {
    let text = outline.text.scalars
    guard isLine(range), planHeading.first(in: text, range) != nil, reviewHeading.first(in: text, range) == nil, let year = headingYear(range), !calendar.isPast(year)
    else { return nil }
    return year
  }

  /// Whether a line is the title of a plan, which heads no chapter: 清河市环境保护“十五五”规划.
  private func isTitle(_ range: Range<Int>) -> Bool {
    let line = outline.text.string(range)
    return Self.kinds.contains(where: line.hasSuffix) || outline.metadata.title.map { $0.contains(line) } == true
  }

  private static let kinds = ["规划", "计划", "方案", "纲要", "要点", "意见", "报告", "办法", "通知"]

  /// Whether a line is as short as a heading, without the marks of a sentence.
  private func isLine(_ range: Range<Int>) -> Bool {
    let text = outline.text.scalars
    return !calendar.isAddress && !outline.isRegional && (6...Self.longestLine).contains(range.count)
      && !range.contains { "。,;:".unicodeScalars.contains(text[$0]) }
  }

  private func paragraphPurpose(
    _ range: Range<Int>, _ section: Int?, _ running: inout TargetPurpose, _ looksBack: inout Bool
  ) -> TargetPurpose {
    let text = outline.text.scalars
    let head = range.lowerBound..<min(range.upperBound, range.lowerBound + 40)
    let marks = TimeScanner(calendar: calendar).marks(in: text, head)
    if section == nil || isOpen(section) {
      if let first = marks.first, first.range.lowerBound - head.lowerBound <= 6 {
        switch first.kind {
        case .past: looksBack = looksBack || !YearOfWork.isWorkedOn(first.range, in: text)
        case .by: looksBack = false
        case .other: break
        }
      }
      if let word = opening.first(in: text, head.lowerBound..<min(head.upperBound, head.lowerBound + 8)), word.at == head.lowerBound || !"较比与".unicodeScalars.contains(text[word.at - 1]) {
        looksBack = true
      }
    }
    var purpose = running
    if looksBack {
      purpose.isReviewByOpening = !purpose.isReview
      purpose.isReview = true
    }
    if let statement = goalStatement(range) {
      purpose.isDatedTask = section != nil && !purpose.isGoal && !outline.isRegional && !reachesOn(range)
      purpose.isGoal = true
      if let year = statement {
        if announcesGoals(range), !dividesByYear(range) {
          running.horizon = lastGoalYear(range).flatMap { (year...year + TargetSession.nextStage).contains($0) ? $0 : nil } ?? year
          running.source = Self.statement
        }
        if !purpose.isDatedTask || running.horizon == nil && calendar.end == nil {
          purpose.horizon = year
          purpose.source = "the goal statement of its paragraph"
        }
      }
    }
    return purpose
  }

  /// Whether a paragraph ends by saying that the plan follows: 近年来，…。为加强…，提出如下意见。
  private func leadsToPlan(_ range: Range<Int>) -> Bool {
    leadIn.first(in: outline.text.scalars, max(range.lowerBound, range.upperBound - Self.longestLeadIn)..<range.upperBound) != nil
  }

  private static let longestLeadIn = 30

  /// Whether no heading above decides: then openings such as 过去五年 do.
  private func isOpen(_ section: Int?) -> Bool {
    for ancestor in outline.ancestors(of: section) {
      guard let heading = ancestor.heading else { continue }
      switch nature(heading, ancestor.depth) {
      case .review, .plan: return false
      case .mixed: return true
      case .unknown: continue
      }
    }
    return true
  }

  /// Whether the paragraph is a lead (到2025年，实现以下目标：), not one dated task among others.
  private func announcesGoals(_ range: Range<Int>) -> Bool {
    let text = outline.text.scalars
    if outline.isRegional, !"到至在".unicodeScalars.contains(text[range.lowerBound]), !text[range].contains("目") { return false }
    if outline.isRegional, opensWithYearAlone(range) || namesYears(range) { return false }
    if let section = outline.section(at: range.lowerBound), let heading = outline.sections[section].heading,
      goalHeading.first(in: text, heading) != nil
    {
      return true
    }
    return text[range.upperBound - 1] == ":"
  }

  /// 2025年建成50个，2026年建成60个: so much in each year; none of them is that of what follows.
  private func dividesByYear(_ range: Range<Int>) -> Bool {
    guard !outline.isRegional, let first = range.first, outline.text.scalars[first].isDigit else { return false }
    let years = TimeScanner(calendar: calendar).marks(in: outline.text.scalars, range).compactMap { if case .by(let year) = $0.kind { year } else { nil } }
    return Set(years).count > 1
  }

  /// 原始值:15.2;112年度目标值:14.8;113年度:14.5: a row of aims, one for each year.
  private func namesYears(_ range: Range<Int>) -> Bool {
    let years = TimeScanner(calendar: calendar).marks(in: outline.text.scalars, range).compactMap { if case .by(let year) = $0.kind { year } else { nil } }
    return Set(years).count > 2
  }

  /// 112年度目标值:14.8: one year of a row.
  private func opensWithYearAlone(_ range: Range<Int>) -> Bool {
    let marks = TimeScanner(calendar: calendar).marks(in: outline.text.scalars, range.lowerBound..<min(range.upperBound, range.lowerBound + 8))
    guard let first = marks.first, first.range.lowerBound == range.lowerBound, !"到至".unicodeScalars.contains(outline.text.scalars[range.lowerBound]) else { return false }
    return "年度".unicodeScalars.contains(outline.text.scalars[first.range.upperBound - 1])
  }

  /// Whether the date at the head of a paragraph is for all of it: below goals or where it speaks of goals, not where it is that of one
  /// task (到2023年，所有县实现30分钟上高速。新改建公路600公里).
  private func reachesOn(_ range: Range<Int>) -> Bool {
    let text = outline.text.scalars
    return announcesGoals(range) || range.dropLast().contains { text[$0] == "目" && text[$0 + 1] == "标" }
  }

  /// The last year that opens a sentence of a paragraph of goals: 到2028年，…。到2030年，…; what is left undated below is due by then.
  private func lastGoalYear(_ range: Range<Int>) -> Int? {
    let text = outline.text.scalars
    var last: Int?
    for at in range.dropFirst() where text[at] == "到" && "。;".unicodeScalars.contains(text[at - 1]) && at + 6 <= range.upperBound {
      for mark in TimeScanner(calendar: calendar).marks(in: text, at..<min(range.upperBound, at + 8)) {
        if case .by(let year) = mark.kind { last = max(last ?? year, year) }
      }
    }
    return last
  }

  /// A sentence that announces goals (…目标是: …; 到2025年, …): its year, if it names one.
  private func goalStatement(_ range: Range<Int>) -> Int?? {
    let text = outline.text.scalars
    let end = min(range.upperBound, range.lowerBound + 200)
    var at = range.lowerBound
    while at + 1 < end {
      if text[at] == "目", text[at + 1] == "标", at + 2 < end,
        [":", "是", "为"].contains(text[at + 2]) || at + 3 < end && [":", "是"].contains(text[at + 3])
      {
        let marks = TimeScanner(calendar: calendar).marks(in: text, range.lowerBound..<min(end, at + 40))
        // a year behind the word, in a later sentence of a paragraph, is none of those before it
        let isLater = outline.isRegional && text[range.lowerBound..<at].contains("。")
        for mark in marks where !(isLater && mark.range.lowerBound > at) {
          if case .by(let year) = mark.kind { return .some(year) }
        }
        return .some(nil)
      }
      at += 1
    }
    // an address names years in passing: one at the head of a sentence reaches no further
    guard !calendar.isAddress else { return nil }
    let head = range.lowerBound..<min(end, range.lowerBound + 12)
    for mark in TimeScanner(calendar: calendar).marks(in: text, head) {
      guard case .by(let year) = mark.kind, mark.range.lowerBound - head.lowerBound <= 6 else { continue }
      if outline.isRegional || YearOfWork.mayLead(text[head.lowerBound..<mark.range.lowerBound]) { return .some(year) }
    }
    return nil
  }
}
