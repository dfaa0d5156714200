package import PlanText
import Foundation

/// Finds the targets of a plan: commitments to a quantity that can be checked later.
///
/// Rules say what the words around a figure mean; this type adds what needs memory: the year that a clause inherits, actor
/// and 每年 of a list, results that are no targets but their baselines.
package struct TargetExtractor: Sendable {
  private let book: RuleBook

  package init(book: RuleBook) { self.book = book }

  /// The targets of `outline` in reading order; `trace` is told which rules matched.
  package func targets(in outline: Outline, trace: RuleTrace? = nil) -> [Target] {
    var session = TargetSession(book: book, outline: outline)
    session.rules.trace = trace
    return session.run()
  }
}

/// The reading of one outline.
struct TargetSession {
  let outline: Outline
  let text: [Unicode.Scalar]
  let calendar: PlanCalendar
  let times: TimeScanner
  let scanner: FigureScanner
  var rules: TargetRuleReader
  let cutter: ClauseCutter
  let past: Lexicon.WordClass
  let decline: Lexicon.WordClass
  let manner: DocumentManner
  let commitment: Lexicon.WordClass
  let aims: Lexicon.WordClass
  let duty: Lexicon.WordClass
  let condition: Lexicon.WordClass
  let bare: Lexicon.WordClass
  let deed: Lexicon.WordClass
  let foretold: Lexicon.WordClass
  let reckoned: Lexicon.WordClass
  let reaching: [Lexicon.WordClass]
  let strength: TargetStrengthReader
  var targets: [Target] = []
  var results: [ResultFigure] = []
  var paragraphLead: (paragraph: Int, year: Int, reaches: Bool)?
  /// The years that the last sentence with several of them names side by side, and its paragraph.
  var stages: (paragraph: Int, marks: [TimeMark]) = (-1, [])
  var documentLead: Int?
  var hasGoalLead = false
  /// The paragraph in which a word of aim, or a sentence on the year to come, has turned a look back into one ahead.
  var aimedParagraph: Int?
  /// By paragraph the year that a bracket or a labelled line behind it names (完成时限：2023年12月).
  var due: [Int: Int] = [:]
  /// Lines of sheets of indicators, by paragraph.
  var sheet: [Int: (line: SheetReader.Line, indicator: String)] = [:]

  init(book: RuleBook, outline: Outline) {
    self.outline = outline
    text = outline.text.scalars
    manner = DocumentManner(outline: outline, lexicon: book.lexicon)
    let own = PlanCalendar(outline, planHeading: book.lexicon["planHeading"])
    calendar = manner == .speech ? own.ofAddress(outline) : own
    times = TimeScanner(calendar: calendar)
    scanner = FigureScanner(lexicon: book.lexicon, readsBareMoney: calendar.countsRepublic)
    rules = TargetRuleReader(book: book, text: text)
    rules.names.readsAnnouncers = calendar.countsRepublic
    rules.names.isRegional = outline.isRegional
    rules.names.readsPledges = manner == .speech
    rules.planYears = calendar.countsRepublic ? calendar.wholeYears : nil
    cutter = ClauseCutter(text: text)
    past = book.lexicon["past"]
    decline = book.lexicon["decline"]
    aims = book.lexicon["aim"]
    duty = book.lexicon["mandatoryWord"]
    condition = book.lexicon["condition"]
    commitment = book.lexicon["commitment"]
    bare = book.lexicon["bare"]
    deed = book.lexicon["deed"]
    foretold = book.lexicon["foretold"]
    reckoned = book.lexicon["reckoned"]
    reaching = ["reach", "hold", "fall", "grow"].map { book.lexicon[$0] }
    strength = TargetStrengthReader(text: text, lexicon: book.lexicon)
  }

  mutating func run() -> [Target] {
    let purposes = TargetPurposeReader(outline: outline, calendar: calendar, lexicon: rules.book.lexicon).paragraphs()
    due = DueReader(outline: outline, times: times).paragraphs()
    sheet = SheetReader(outline: outline).lines()
    var group: [Sentence] = []
    for sentence in outline.sentences where sentence.role == .body || sentence.role == .annex {
      if let last = group.last, last.paragraph != sentence.paragraph || last.mark != ";" || last.isHeading {
        read(group, purposes)
        group = []
      }
      group.append(sentence)
    }
    read(group, purposes)
    let inCells = readCells(purposes)
    linkBaselines()
    let tables = TargetTableReader(outline: outline, calendar: calendar, lexicon: rules.book.lexicon).targets().filter { !inCells.contains(RowFigure($0, outline)) }
    let all = targets + tables
    return all.indices.sorted { (all[$0].range.lowerBound, $0) < (all[$1].range.lowerBound, $1) }.map { all[$0] }
  }

  /// Reads sentences joined by ； as one: date, actor and 每年 of the first reach to its end.
  mutating func read(_ group: [Sentence], _ purposes: [TargetPurpose]) {
    guard let first = group.first, let last = group.last, !first.isHeading || isSentence(first) else { return }
    if first.paragraph < purposes.count, purposes[first.paragraph].isNote { return }
    if isFootnote(first) { return }
    let range = behindBullet(first.range.lowerBound..<max(first.range.lowerBound, last.range.upperBound))
    if first.paragraph < purposes.count, turnsAhead(first, purposes[first.paragraph]) { aimedParagraph = first.paragraph }
    let purpose = own(first.paragraph < purposes.count ? purposes[first.paragraph] : TargetPurpose(), of: first)
    for window in Self.windows(range, text) { read(window, first, purpose) }
  }

  mutating func read(_ range: Range<Int>, _ first: Sentence, _ purpose: TargetPurpose, topic: String? = nil) {
    guard range.contains(where: { text[$0].isDigit || text[$0].chineseDigitOrPlace || text[$0] == "覆" || text[$0] == "番" || text[$0] == "半" }) else { return }
    var memory = SentenceMemory(range: range, purpose: purpose, section: first.section, paragraph: first.paragraph)
    memory.subject = topic
    memory.marks = times.marks(in: text, range)
    memory.closed = cutter.closed(range)
    let brackets = memory.closed.filter { text[$0.lowerBound] != "“" }
    memory.due = dueBrackets(brackets, memory.marks)
    memory.marks = attributive(withWholeYears(reported(explained(memory.marks, by: brackets))))
    memory.figures = scanner.figures(in: text, range, isThousandsComma: { isThousandsComma($0) }).filter { figure in
      !memory.closed.contains { $0.contains(figure.core.lowerBound) }
        && !memory.marks.contains { $0.range.overlaps(figure.core) }
    }
    let spans = memory.figures.filter { rules.names.isSpan($0) }
    memory.figures.removeAll { spans.contains($0) }
    memory.marks = (memory.marks + spans.map(span)).sorted { $0.range.lowerBound < $1.range.lowerBound }
    lead(memory)
    noteStages(memory)
    guard !memory.figures.isEmpty else { return }
    for clause in cutter.clauses(range, closed: memory.closed, figures: memory.figures) {
      readClause(clause, &memory)
    }
  }

  /// A comma of the normal text separates thousands only if the source has the half-width one.
  private func isThousandsComma(_ at: Int) -> Bool {
    let source = Int(outline.text.starts[at])
    return source < outline.document.text.count && outline.document.text[source] == ","
  }

  private mutating func readClause(_ clause: Range<Int>, _ memory: inout SentenceMemory) {
    defer { if !isBracket(clause, memory), !rules.names.isStage(clause) { memory.lastClause = clause } }
    let inside = memory.figures.filter { clause.lowerBound <= $0.range.lowerBound && $0.range.upperBound <= clause.upperBound }
    if opensMember(clause, memory) {
      (memory.recurrence, memory.isRepeated) = (nil, false)
      if memory.actor?.contains("、") == true || !outline.isRegional && memory.actor?.hasPrefix("每") == true { memory.actor = nil }
    }
    guard !inside.isEmpty else {
      carry(prefix: clause, &memory)
      return
    }
    memory.topic = memory.lastClause.flatMap { topic(behind: $0, memory) }
    let known = targets.count
    defer { completeRanks(from: known) }
    var used: Set<Int> = []
    let whole = inside.count > 1 ? rules.names.prefix(clause, marks: memory.marks, closed: memory.closed) : nil
    if let whole {
      var open = clause
      for index in inside.indices where !used.contains(index) {
        let site = site(open, core: (open == clause ? whole.end : open.lowerBound)..<clause.upperBound, memory, unit: inside[index].unit)
        guard let readings = rules.readings(of: index, in: inside, at: site, wide: true) else { return }
        if readings.isEmpty { continue }
        used.insert(index)
        for reading in readings {
          for k in inside.indices where inside[k].core == reading.figure.core || inside[k].core == reading.baseline?.core { used.insert(k) }
        }
        take(readings, whole, open, &memory)
        // A由1增至2、B由3增至4: the next pair has its own name
        open = next(behind: readings, clause)
      }
    }
    let members = cutter.members(clause, figures: inside, isVerb: { isVerb($0) }, isReach: { isReach($0) }, startsAnew: { startsAnew($0) })
    for (place, member) in members.enumerated() {
      let prefix = (member == clause ? whole : nil) ?? rules.names.prefix(member, marks: memory.marks, closed: memory.closed)
      for index in inside.indices where !used.contains(index) {
        guard member.contains(inside[index].core.lowerBound), inside[index].range.upperBound <= member.upperBound else { continue }
        let start = inside[index].slot == .coverage && !rules.names.readsAnnouncers ? member.lowerBound : min(prefix.end, inside[index].range.lowerBound)
        var site = site(member, core: start..<max(start, open(member, memory)), memory, prefix, unit: inside[index].unit)
        site.isRising = isRising(memory)
        site.isLeading = leads(inside[index], member, place + 1 < members.count ? members[place + 1] : nil, inside)
        var readings = rules.readings(of: index, in: inside, at: site, wide: false)
        if readings?.isEmpty == true { readings = self.readings(headed: index, in: inside, at: site, memory) }
        guard let readings, !readings.isEmpty else { continue }
        used.insert(index)
        take(readings, prefix, member, &memory)
      }
    }
  }

  /// Whether `clause` opens a new member of its sentence, behind ； or with ②: 每年 does not reach there.
  private func opensMember(_ clause: Range<Int>, _ memory: SentenceMemory) -> Bool {
    guard clause.lowerBound > memory.range.lowerBound else { return false }
    if (0x2460...0x2473).contains(text[clause.lowerBound].value) { return true }
    var before = clause.lowerBound - 1
    while before > memory.range.lowerBound, text[before] == " " { before -= 1 }
    return text[before] == ";"
  }

  /// What is left of `clause` behind the figures of `readings`.
  private func next(behind readings: [TargetReading], _ clause: Range<Int>) -> Range<Int> {
    var low = readings.map(\.figure.range.upperBound).max() ?? clause.lowerBound
    while low < clause.upperBound, "、和及".unicodeScalars.contains(text[low]) { low += 1 }
    return low..<clause.upperBound
  }

  /// A clause without a figure may still name the actor: 各县区要加大投入，建成…
  private func carry(prefix clause: Range<Int>, _ memory: inout SentenceMemory) {
    let prefix = rules.names.prefix(clause, marks: memory.marks, closed: memory.closed)
    if let actor = prefix.actor { memory.actor = rules.names.string(actor) }
    if let subject = rules.names.subject(clause) {
      memory.subject = subject
      memory.recent = []
    }
  }

  private func site(
    _ member: Range<Int>, core: Range<Int>, _ memory: SentenceMemory, _ prefix: ClausePrefix? = nil, unit: String?
  ) -> FigureSite {
    let isDatedHere = memory.marks.contains { mark in
      if case .other = mark.kind { return false }
      return member.lowerBound <= mark.range.lowerBound && mark.range.lowerBound < core.lowerBound
    }
    let isRepeated = prefix?.isRepeated == true || memory.isRepeated && !isDatedHere
    return FigureSite(
      member: member, core: core, hasList: memory.accepted > 0 || goesOnCounting(unit, memory), isGoal: memory.purpose.isGoal || memory.purpose.isList || prefix?.isEnumerated == true,
      isAimed: aims.first(in: text, member.lowerBound..<core.lowerBound) != nil,
      isDistributive: isRepeated || prefix?.actor != nil, isRecurring: isRepeated,
      isDated: memory.marks.contains { if case .by = $0.kind { $0.range.lowerBound < core.upperBound } else { false } },
      isRepublic: calendar.countsRepublic, isRegional: outline.isRegional || outline.text.script == .hant, isObliged: duty.first(in: text, member.lowerBound..<core.lowerBound) != nil,
      isLabelled: isLabelled(memory) || text[memory.range.lowerBound..<member.lowerBound].contains(":"), marks: memory.marks,
      stages: stages.paragraph == memory.paragraph ? stages.marks : [],
      figures: memory.figures, previous: previous(unit, memory), recent: memory.recent, topic: lineIndicator(memory) ?? memory.topic ?? memory.subject ?? (manner == .speech ? headed(memory.section) : nil) ?? headLabel(memory) ?? sheet[memory.paragraph]?.indicator)
  }

  /// Whether a verb of reaching ends at `at`: 区级覆盖率达.
  private func isReach(_ range: Range<Int>) -> Bool {
    reaching.contains { $0.word(in: text, endingAt: range.upperBound, start: range.lowerBound) != nil }
  }

  /// Whether `next` is a thing and its number, joined to `member` by 、.
  private func leads(_ first: Figure, _ member: Range<Int>, _ next: Range<Int>?, _ figures: [Figure]) -> Bool {
    guard let next, first.form == .arabic, first.unit != "分", text[member.upperBound] == "、", let figure = figures.first(where: { next.contains($0.core.lowerBound) }) else { return false }
    return figure.unit != nil && figure.range.lowerBound >= next.lowerBound + 2
  }

  /// The end of `member` without a bracket behind it: …180座(含渡改桥).
  private func open(_ member: Range<Int>, _ memory: SentenceMemory) -> Int {
    let closed = memory.closed
    // 300台(套)
    if memory.figures.contains(where: { $0.core.upperBound == member.upperBound }) { return member.upperBound }
    guard text[member.upperBound - 1] == ")", let last = closed.last(where: { $0.upperBound == member.upperBound }),
      last.lowerBound > member.lowerBound
    else { return member.upperBound }
    return last.lowerBound
  }

  /// Whether a verb of change (新建, 改造) begins a new member.
  private func startsAnew(_ range: Range<Int>) -> Bool {
    rules.names.keep.word(in: text, at: range.lowerBound, end: range.upperBound) != nil
  }

  private func isVerb(_ range: Range<Int>) -> Bool {
    var at = range.lowerBound
    while at < range.upperBound {
      guard
        let word = rules.names.make.word(in: text, at: at, end: range.upperBound)
          ?? rules.names.keep.word(in: text, at: at, end: range.upperBound)
          ?? rules.names.adverb.word(in: text, at: at, end: range.upperBound)
      else { return false }
      at += word.scalars.count
    }
    return true
  }

  private mutating func take(
    _ readings: [TargetReading], _ prefix: ClausePrefix, _ member: Range<Int>, _ memory: inout SentenceMemory
  ) {
    for reading in readings {
      let mark = reading.mark ?? mark(inside: reading, memory) ?? mark(before: reading.figure.range.lowerBound, memory)
      if mark != memory.lastMark {
        memory.recurrence = nil
        memory.isRepeated = false
        memory.lastMark = mark
      }
      remember(reading, prefix, member, &memory)
      if !isPromised(reading, mark, memory) {
        keep(reading.indicator, reading.figure.unit, in: &memory)
        rules.trace?.note(reading, .notPromised)
        if calendar.countsRepublic, let mark, case .past = mark.kind { record(reading, mark, &memory) }
        continue
      }
      if isAchieved(reading, mark, memory) || reading.isResult || sheet[memory.paragraph]?.line == .base || goesOnTelling(reading, mark, member, memory) {
        memory.told = tellsDeed(reading, memory) ? (reading.figure.range.upperBound, mark) : nil
        rules.trace?.note(reading, .result)
        record(reading, mark, &memory)
      } else {
        accept(reading, mark, &memory)
      }
      memory.lastGrew = grows(reading, memory)
    }
  }

  private func isAchieved(_ reading: TargetReading, _ mark: TimeMark?, _ memory: SentenceMemory) -> Bool {
    if let mark, case .past = mark.kind { return !isPledgedAnew(reading, mark) }
    if memory.purpose.isReview, !looksAhead(reading, mark, memory) { return true }
    if isStateLine(memory) { return true }
    if isRecord(reading, memory) || comparesMonths(memory) || tellsPastBehind(reading) || isForecast(reading, mark) { return true }
    let start = pastStart(reading, mark, memory)
    // 90%的工程已完成: the words behind a share tell too
    let end = reading.figure.dimension == .rate ? max(reading.range.upperBound, reading.figure.core.lowerBound) : reading.figure.core.lowerBound
    return tellsPast(start..<end)
  }

  private mutating func record(_ reading: TargetReading, _ mark: TimeMark?, _ memory: inout SentenceMemory) {
    keep(reading.indicator, reading.figure.unit, in: &memory)
    var year = memory.purpose.isReview ? calendar.reviewYear : nil
    if let mark, case .past(let named) = mark.kind { year = named ?? year }
    if let mark, case .by(let named) = mark.kind, !memory.purpose.isReview { year = named }
    guard reading.kind != .growth else { return }
    results.append(
      ResultFigure(indicator: reading.indicator, value: reading.figure.value, unit: reading.figure.unit, year: year, range: quote(reading)))
  }

  private mutating func accept(_ reading: TargetReading, _ mark: TimeMark?, _ memory: inout SentenceMemory) {
    // 由4000间增至7000间，增幅达75%: the same said twice
    if memory.accepted > 0, targets.last?.baseline != nil || manner == .speech, isExtent(reading) { return }
    guard let reading = withoutStart(reading) else { return }
    let (deadline, explicit, reason, inherited) = deadline(mark, memory, of: reading)
    var reasons = reason.map { [$0] } ?? []
    let comparator = reading.comparator
    let indicator = paidFor(ofAll(withListVerb(completed(withoutEllipsis(ranked(reading.indicator, memory.previous), reading, memory), reading, memory), reading, &memory), reading), reading, memory)
    let (firmness, trigger) = strength.strength(memory.range.lowerBound..<reading.figure.range.lowerBound, clause: reading.range)
    if let trigger { reasons.append("strength \(firmness.rawValue): “\(trigger)”") }
    var target = Target(
      range: quote(reading), section: memory.section, indicator: directed(ofLabel(indicator, reading, memory), reading), comparator: comparator,
      value: reading.figure.value, high: comparator == .range ? reading.figure.high : nil, unit: reading.figure.yearless ?? reading.figure.unit ?? rowUnit(reading),
      kind: reading.kind == nil && grows(reading, memory) ? .growth : kind(reading, recurrence: memory.recurrence), deadline: deadline, deadlineExplicit: explicit,
      recurrence: reading.figure.yearless == nil ? memory.recurrence : .year, actor: innerActor(reading) ?? memory.actor, strength: firmness,
      evidence: Evidence(rule: reading.rule, reasons: reasons))
    if let baseline = reading.baseline {
      let mark = memory.marks.last {
        $0.range.upperBound <= baseline.range.lowerBound && baseline.range.lowerBound - $0.range.upperBound <= 3
      }
      let year = mark.flatMap(yearOf)
      target.baseline = Baseline(value: baseline.value, unit: baseline.unit ?? reading.figure.unit, year: year)
    }
    if let inherited { target.certainty.add(inherited) }
    target.certainty.add(certainty(reading, indicator, memory))
    targets.append(target)
    if memory.purpose.isReviewByOpening { aimedParagraph = memory.paragraph }
    memory.accepted += 1
    // 净增企业12家、累计达到96家: what the clause before is about reaches no further
    memory.topic = nil
    memory.whole = whole(of: reading, memory)?.indicator
    keep(indicator, reading.figure.unit, in: &memory)
  }

  /// What a target takes from its neighbours.
  private func certainty(_ reading: TargetReading, _ indicator: String, _ memory: SentenceMemory) -> FindingCertainty {
    var certainty = FindingCertainty()
    if memory.actor != nil, !memory.hasOwnActor { certainty.add(.actorFromList) }
    if memory.recurrence != nil, !memory.hasOwnRecurrence { certainty.add(.recurrenceFromList) }
    if reading.usesTopic || reading.usesPurpose { certainty.add(.indicatorFromTopic) }
    if reading.usesPrevious { certainty.add(.indicatorFromList) }
    if reading.rule.hasPrefix("bare-") { certainty.add(.commitmentByOutcome) }
    if reading.sharesComparator { certainty.add(.comparatorFromList) }
    if indicator != reading.indicator { certainty.add(.indicatorCompleted) }
    return certainty
  }

  /// 新增国家级基地1个、省级2个: a bare rank takes the rest of its name from the target before it.
  private func ranked(_ indicator: String, _ previous: String?) -> String {
    guard let previous, indicator.unicodeScalars.last == "级", Self.ranks.contains(indicator), let rank = Self.ranks.first(where: { previous.contains($0) }) else {
      return indicator
    }
    let bound = rank + "以上"
    return previous.replacing(previous.contains(bound) ? bound : rank, with: indicator, maxReplacements: 1)
  }

  private static let ranks = ["国家级", "省部级", "省级", "市级", "县级", "区级", "乡级", "镇级", "村级", "校级", "部级", "厅级", "州级"]

  private func quote(_ reading: TargetReading) -> Range<Int> {
    var range = cutter.trimmed(reading.range)
    while range.count > 1, Self.opening.contains(text[range.lowerBound]) { range = (range.lowerBound + 1)..<range.upperBound }
    while range.count > 1, text[range.upperBound - 1] == "," || text[range.upperBound - 1] == " " { range = range.lowerBound..<(range.upperBound - 1) }
    return range
  }

  private static let opening: ScalarSet = ["和", "及", "与", " ", ",", "、"]
}
