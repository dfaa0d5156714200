import Testing

@testable import PlanText

/// Years of a plan that its title does not name.
@Suite struct PeriodOpeningTests {
  private func period(_ title: String, _ lines: [String], issued: Int? = nil) -> ClosedRange<Int>? {
    let found = PeriodOpening(title: Array(title.unicodeScalars), lines: lines.map { Array($0.unicodeScalars) }, issued: issued).find()
    return found.map { $0.start...$0.end }
  }

  @Test func theOpeningNamesTheYearOfTheWork() {
    #expect(period("关于推进乡村振兴的意见", ["现就2026年“三农”工作提出如下意见。"]) == 2026...2026)
    #expect(period("防汛工作方案", ["为做好2026年防汛工作,制定本方案。"], issued: 2026) == 2026...2026)
    #expect(period("防汛工作方案", ["为做好2026年防汛工作,制定本方案。"], issued: 2022) == nil)
    #expect(period("防汛工作方案", ["为做好2026年底前的防汛工作,制定本方案。"]) == nil)
  }

  @Test func wordsForThePeriodAreBelievedAnywhereInTheFirstLines() {
    #expect(period("清河市水网规划", ["第三条", "本规划期限为2026—2030年,展望到2035年。"]) == 2026...2030)
    #expect(period("清河市水网规划", ["规划期内完成改造。"]) == nil)
  }

  @Test func thePlanThatIsCarriedOutLendsItsYears() {
    let title = "清河市推进制造业数字化转型实施方案"
    #expect(period(title, ["为落实《云川省推进制造业数字化转型行动计划(2024—2027年)》,制定本方案。"], issued: 2024) == 2024...2027)
    // another plan, one that is over, a long one
    #expect(period(title, ["为落实《云川省国土空间规划(2024—2027年)》,制定本方案。"]) == nil)
    #expect(period(title, ["为落实《云川省推进制造业数字化转型行动计划(2018—2020年)》,制定本方案。"], issued: 2024) == nil)
    #expect(period(title, ["为落实《云川省推进制造业数字化转型纲要(2021—2035年)》,制定本方案。"]) == nil)
  }

  @Test func stagesYearByYearMakeAPeriod() {
    let stages = ["——2024年,实施项目200个。", "——2025年,实施项目260个。", "——2026年,完成项目300个。"]
    #expect(period("清河市实施意见", stages, issued: 2024) == 2024...2026)
    #expect(period("清河市实施意见", Array(stages.prefix(2)), issued: 2024) == nil)
    #expect(period("清河市实施意见", stages, issued: 2023) == nil)
    #expect(period("清河市实施意见", stages) == nil)
  }
}
