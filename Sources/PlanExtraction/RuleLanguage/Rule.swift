import PlanText

/// A rule as its file states it.
///
/// ```
/// rule  reach
///   about  达到某水平 / A level to reach
///   when   {指标}(达到|达|突破){数}{单位}
///   where  counted
///   means  target op=>= kind=level
///   yes    [2021-2025] 全市森林覆盖率达到45%以上。 → indicator=森林覆盖率 op=>= value=45 unit=%
///   no     第3条达到目标。
/// ```
/// `when` may be repeated; the first pattern that matches counts. A `yes` line states all targets that its text gives,
/// divided by ` | `; a `no` line gives none.
package struct Rule: Sendable {
  package let name: String
  package let file: String
  package let line: Int
  /// What it is about, from its `about` line.
  package let about: Bilingual?
  /// Whether Gangmu comes with it.
  package let isBundled: Bool
  let patterns: [PatternProgram]
  package let conditions: [RuleCondition]
  package let meaning: RuleMeaning
  package let positive: [RuleExample]
  package let negative: [RuleExample]

  /// What it stands for: `target`, `baseline` or `nothing`.
  package var record: String { meaning.record }
  /// The words of its `where` lines.
  package var conditionNames: [String] { conditions.map(\.rawValue) }

  /// The patterns as written.
  package var sources: [String] { patterns.map(\.source) }
}

/// What a match of a rule stands for: a kind of record, or `nothing`, and the fields it sets.
package struct RuleMeaning: Sendable, Hashable {
  package let record: String
  package let fields: [String: String]
  /// What the fields ask for.
  let shape: MeaningShape

  init(record: String, fields: [String: String]) {
    self.record = record
    self.fields = fields
    shape = MeaningShape(fields)
  }
}

/// What must hold of the figure or its place before a rule applies; the words of `where` lines.
package enum RuleCondition: String, Sendable, CaseIterable {
  /// The figure has a comparator word of its own (以上, 不少于, 左右) or is a range.
  case compared
  case bare
  /// Unit of things, persons or events.
  case counted
  /// Unit of persons: 人, 名, 人次.
  case persons
  /// Unit of events: 次, 场, 期.
  case events
  /// Unit of mass, area, length, money, power …
  case measured
  /// A per cent, a fraction or tenths.
  case rate
  /// Percentage points, 倍 or a per cent.
  case relative
  /// A span of time.
  case timed
  /// 天.
  case days
  /// 倍.
  case times
  /// Years of age.
  case aged
  case money
  /// Written in Arabic digits, or a Chinese numeral of ten and more.
  case plain
  /// A Chinese numeral below ten.
  case small
  /// An accepted target stands before it in the same sentence.
  case list
  /// The sentence or its section states goals.
  case goal
  /// 力争, 争取, 确保 or 努力 stands before it in the clause.
  case aimed
  /// 每年, 每个 … stands before the figure in the sentence.
  case distributive
  /// 每年, 每季度, 每周 … stands before the figure in the sentence.
  case recurring
  /// No 每年, 每周 … and no 每个 … before it.
  case once
  /// Without a unit: 1.3, 100万.
  case unitless
  /// No accepted target stands before it in the same sentence.
  case first
  /// A year to come stands before it in the sentence.
  case dated
  /// About so much: 约, 左右.
  case approximate
  /// 条: the articles of a named policy.
  case articles
  /// A year to come or a time gone by stands before it in the sentence.
  case told
  /// A colon stands before it in the sentence: it is of a list that the words in front of the colon head.
  case labelled
  /// A year to come stands right before it: 114年20GW.
  case yeared
  /// A modal (应, 须, 必须, 要) stands before it in its member.
  case obliged
  /// The comparator is one of 以上, 不少于, 以内 and their kind: neither 约 nor 左右.
  case bounded
  /// 以上 or 以下 behind a size (人, 户, 张, 千瓦, 平方米): in front of a thing it picks out a class of them (20户以上自然村).
  case sized
  /// 至少 or 最少 stands before it in its member, perhaps apart from it.
  case floored
  /// The next member of its list has a thing and a number, too: 优质稻2万亩、莲藕4000亩.
  case leading
  /// The clause before says how a measure will move (优良率逐年上升，到2025年达到50%): the figure is its level.
  case rising
  /// The text is written as in Hong Kong, Macao or Taiwan.
  case regional
  /// The text counts years from 1911 (民国), as those of Taiwan do.
  case republic
}

/// A text of a `yes` or `no` line.
package struct RuleExample: Sendable, Hashable {
  package let line: Int
  /// Column where the text starts, from 1.
  package let column: Int
  /// First and last year of the plan the text is thought to stand in.
  package let period: ClosedRange<Int>?
  package let text: String
  /// The fields of each target expected; empty for a `no` line.
  package let expected: [[String: String]]
}

/// Conditions as one bit each.
struct RuleConditionSet: OptionSet, Sendable {
  let rawValue: UInt64

  init(rawValue: UInt64) { self.rawValue = rawValue }

  init(_ conditions: [RuleCondition]) { self.init { conditions.contains($0) } }

  /// The conditions that hold.
  init(_ holds: (RuleCondition) -> Bool) {
    var bits: UInt64 = 0
    for (i, condition) in Self.all.enumerated() where holds(condition) { bits |= 1 << UInt64(i) }
    rawValue = bits
  }

  private static let all = RuleCondition.allCases
}
