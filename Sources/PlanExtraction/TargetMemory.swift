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
    var actor: String?
    var recurrence: Recurrence?
    /// Repeated, at whatever interval.
    var isRepeated = false
    /// Start of the clauses that name `actor` and `recurrence`.
    var actorClause = 0
    var recurrenceClause = 0
    var accepted = 0
    var recent: [String] = []
    var previous: String? { recent.last }
    var topic: String?
    /// 煤炭方面: what the sentence says it is about.
    var subject: String?
    var lastMark: TimeMark?
    /// Whether the clause read last names its actor and its 每年 itself.
    var hasOwnActor = false
    var hasOwnRecurrence = false
  }

  /// Notes who must reach the figure, and how often.
  func remember(_ reading: TargetReading, _ prefix: ClausePrefix, _ member: Range<Int>, _ memory: inout SentenceMemory) {
    let before = reading.range.lowerBound..<reading.figure.range.lowerBound
    let named = rules.names.recurrence(in: before, ofMoney: reading.figure.dimension == .money)
    let isWholeYear = !calendar.isYearly && rules.names.isWholeYear(before)
    memory.hasOwnRecurrence = prefix.isRepeated || named != nil || isWholeYear
    memory.hasOwnActor = prefix.actor != nil
    if memory.hasOwnRecurrence {
      memory.recurrence =
        prefix.isRepeated ? prefix.recurrence : named.map { Recurrence(rawValue: $0.value) } ?? .year
      memory.isRepeated = true
      memory.recurrenceClause = member.lowerBound
    }
    if let actor = prefix.actor {
      memory.actor = rules.names.string(actor)
      memory.actorClause = member.lowerBound
    }
    forget(reading, member, &memory)
  }

  /// 每年举办2次…，覆盖率达到90%: a rate with a name of its own inherits neither actor nor 每年, unless 其中 joins it to them.
  private func forget(_ reading: TargetReading, _ member: Range<Int>, _ memory: inout SentenceMemory) {
    guard reading.figure.dimension == .rate, reading.kind != .growth, !text[member].starts(with: "其中".unicodeScalars) else { return }
    if memory.actorClause < member.lowerBound, memory.actor?.hasPrefix("每") == true { memory.actor = nil }
    if memory.recurrenceClause < member.lowerBound, text[memory.recurrenceClause..<member.lowerBound].contains(",") {
      (memory.recurrence, memory.isRepeated) = (nil, false)
    }
  }

  /// A year to come behind the figure, in what was read (首批2100个单位将于2025年落成).
  func mark(inside reading: TargetReading, _ memory: SentenceMemory) -> TimeMark? {
    memory.marks.first { mark in
      guard case .by = mark.kind else { return false }
      return mark.range.lowerBound >= reading.figure.range.upperBound && mark.range.upperBound < reading.range.upperBound
    }
  }

  /// The word of time that governs `at`. One of the past reaches to its ； only, if the sentence opens with a year to come:
  /// 到2025年，A达到…，2020年为…；B达到….
  func mark(before at: Int, _ memory: SentenceMemory) -> TimeMark? {
    let marks = memory.marks.filter { $0.range.upperBound <= at && $0.kind != .other }
    guard let last = marks.last, case .past = last.kind, text[last.range.upperBound..<at].contains(";") else { return marks.last }
    return marks.last { if case .by = $0.kind { true } else { false } } ?? last
  }
}
