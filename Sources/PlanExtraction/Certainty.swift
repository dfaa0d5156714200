/// How much of a record the text itself says at its place, strongest first.
package enum CertaintyClass: String, Sendable, CaseIterable, Comparable {
  /// All fields stand in the passage that the record cites.
  case explicit
  /// A field stands elsewhere in the document and reaches the passage by its layout: a heading, a list head, a table header.
  case inherited
  /// A field was concluded; a careful reader may conclude otherwise.
  case inferred

  /// The weaker class is the greater one.
  package static func < (a: CertaintyClass, b: CertaintyClass) -> Bool { a.rank < b.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// How certain a record is: the class of its weakest reason, and the reasons.
///
/// Extractors add a reason where they learn it: `target.certainty.add(.deadlineFromSection)`. A record without reasons is
/// explicit.
package struct FindingCertainty: Sendable, Hashable {
  /// In the order of `CertaintyReason.allCases`, each once.
  package private(set) var reasons: [CertaintyReason] = []

  package init(_ reasons: CertaintyReason...) {
    for reason in reasons { add(reason) }
  }

  /// No reason to doubt.
  package static let explicit = FindingCertainty()

  /// The class of the weakest reason.
  package var `class`: CertaintyClass { reasons.map(\.class).max() ?? .explicit }

  /// Notes a reason; one that is known already changes nothing.
  package mutating func add(_ reason: CertaintyReason) {
    guard !reasons.contains(reason) else { return }
    reasons.append(reason)
    reasons.sort { $0.rank < $1.rank }
  }

  /// Notes all reasons of another record that this one rests on.
  package mutating func add(_ other: FindingCertainty) {
    for reason in other.reasons { add(reason) }
  }
}

/// Why a record is less than explicit, or how its passage was read; the raw value is the code that exports carry.
package enum CertaintyReason: String, Sendable, CaseIterable {
  // How the passage was read; these leave a record explicit.
  case pageJoined = "page-joined"
  case glossRemoved = "gloss-removed"
  case scriptConverted = "script-converted"
  case damageProved = "damage-proved"
  // What stands elsewhere.
  case deadlineFromParagraph = "deadline-paragraph"
  case deadlineFromSection = "deadline-section"
  case deadlineFromGoals = "deadline-goals"
  case deadlineFromHeader = "deadline-header"
  case deadlineFromTarget = "deadline-target"
  case actorFromList = "actor-list"
  case recurrenceFromList = "recurrence-list"
  case indicatorFromList = "indicator-list"
  case indicatorFromHeader = "indicator-header"
  case unitFromHeader = "unit-header"
  case comparatorFromList = "op-list"
  case baselineFromHeader = "baseline-header"
  case baselineFromReview = "baseline-review"
  case strengthFromHeader = "strength-header"
  case commitmentContinued = "commitment-continued"
  case roleFromHeader = "role-header"
  case roleByConvention = "role-convention"
  case namesFromRow = "names-row"
  case ownerFromSection = "owner-section"
  // What was concluded.
  case deadlineFromPeriod = "deadline-period"
  case indicatorFromTopic = "indicator-topic"
  case indicatorCompleted = "indicator-completed"
  case commitmentInPreamble = "commitment-preamble"
  case commitmentInReview = "commitment-review"
  case commitmentByOutcome = "commitment-outcome"
  case roleByPlace = "role-place"
  case namesExpanded = "names-expanded"
  case figuresSplit = "figures-split"
  case ownerFromSubject = "owner-subject"
  case leadLeftEmpty = "lead-empty"
  case damageGuessed = "damage-guessed"
  case damageUnrepaired = "damage-unrepaired"

  package var `class`: CertaintyClass {
    switch self {
    case .pageJoined, .glossRemoved, .scriptConverted, .damageProved: .explicit
    case .deadlineFromPeriod, .indicatorFromTopic, .indicatorCompleted, .commitmentInPreamble, .commitmentInReview,
      .commitmentByOutcome, .roleByPlace, .namesExpanded, .figuresSplit, .ownerFromSubject, .leadLeftEmpty, .damageGuessed, .damageUnrepaired:
      .inferred
    default: .inherited
    }
  }

  fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// What the code says, for the documentation and for `show --why`.
  package var meaning: (zh: String, en: String) {
    switch self {
    case .pageJoined: ("原文被换页或换行截断，已接上", "the passage was cut by a page or a line break and joined")
    case .glossRemoved: ("已去掉拼音等括注", "readings in brackets were left out")
    case .scriptConverted: ("繁体字按简体读", "traditional characters are read as simplified")
    case .damageProved: ("原文有损，修复有据可证", "damage was repaired, and the text itself proves the repair")
    case .deadlineFromParagraph: ("年限出自同段前文", "the deadline stands in a sentence before it in the paragraph")
    case .deadlineFromSection: ("年限出自所在章节的标题或引语", "the deadline stands in the heading or the lead of its section")
    case .deadlineFromGoals: ("年限出自全文的目标陈述", "the deadline stands in the goal statement of the plan")
    case .deadlineFromHeader: ("年限出自表头", "the deadline stands in the header of the table")
    case .deadlineFromTarget: ("年限取自其中的指标", "the deadline is that of its targets")
    case .actorFromList: ("主体出自并列的前项", "the actor stands in an earlier member of the list")
    case .recurrenceFromList: ("“每年”等出自并列的前项", "每年 and the like stands in an earlier member of the list")
    case .indicatorFromList: ("指标名承前项", "the indicator is that of an earlier member of the list")
    case .indicatorFromHeader: ("指标名的一部分出自表头或上一行", "part of the indicator stands in the header or in a row above")
    case .unitFromHeader: ("单位出自表头", "the unit stands in the header of the table")
    case .comparatorFromList: ("比较词出自并列的另一项", "the comparator stands at another member of the list")
    case .baselineFromHeader: ("基期值的年份出自表头", "the year of the baseline stands in the header of the table")
    case .baselineFromReview: ("基期值出自别处同名指标", "the baseline is that of the same indicator elsewhere in the text")
    case .strengthFromHeader: ("约束性、预期性出自表头或属性栏", "the strength stands in the column 属性 of the table")
    case .commitmentContinued: ("承上句续说", "the sentence goes on with what the one before announced")
    case .roleFromHeader: ("分工角色出自表头", "the role stands in the header of the table")
    case .roleByConvention: ("按文中约定，列首位者牵头", "by a remark in the document the first name leads")
    case .namesFromRow: ("名称出自上面的合并单元格", "the names stand in a cell that reaches down from a row above")
    case .ownerFromSection: ("责任主体出自上级章节", "the owner is that of an enclosing section")
    case .deadlineFromPeriod: ("年限取规划期末", "the deadline is the end of the plan's period")
    case .indicatorFromTopic: ("指标名由前一小句补足", "the indicator was completed from the clause before")
    case .indicatorCompleted: ("指标名由并列前项的其余部分补足", "the indicator was completed by the rest of an earlier one")
    case .commitmentInPreamble: ("句子位于指导思想、原则、目标或印发通知", "the sentence stands in guidance, principles, goals or the notice")
    case .commitmentInReview: ("句子位于回顾或背景，而所说在将来", "the sentence stands in a review or background and looks ahead")
    case .commitmentByOutcome: ("只说结果，未说行动", "the sentence states a result to reach, no act")
    case .roleByPlace: ("括号内只有名称，由位置判断为责任主体", "the bracket holds names only; its place tells that they are owners")
    case .namesExpanded: ("简写的名称已展开（省、市科协）", "shortened names were expanded (省、市科协)")
    case .figuresSplit: ("表格数字连成一串，据增减幅度拆分", "figures that run together were told apart by the change behind them")
    case .ownerFromSubject: ("由任务句主语推定牵头者", "the subject of the sentence is taken as leading")
    case .leadLeftEmpty: ("牵头栏空白，由责任单位代列", "the column for who leads is empty, those responsible stand in")
    case .damageGuessed: ("原文有损，修复含推测", "damage was repaired by conjecture")
    case .damageUnrepaired: ("原文有损，未能修复", "the passage holds damage that could not be repaired")
    }
  }
}
