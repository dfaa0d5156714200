import Foundation
import PlanText
import Testing

@testable import PlanExtraction

@Suite struct TargetReachTests {
  @Test func everyYearEndsAtTheNextMember() throws {
    let found = try targets(
      """
      一、重点任务
      （一）宣讲。①每年组织宣讲20场；②编印丛书5册。每年新建实验室5个，化工行业排放总量较2020年削减20%。
      """, period: 2021...2025)
    #expect(found.map(\.recurrence) == [.year, nil, .year, nil])
  }

  @Test(arguments: [(2026...2026, Recurrence?.none), (2021...2025, Recurrence?.some(.year))])
  func theWholeYearRepeatsInPlansOfSeveralYears(_ period: ClosedRange<Int>, _ expected: Recurrence?) throws {
    let found = try targets("一、重点任务\n（一）就业。全年新增就业6万人以上。", period: period)
    #expect(found.map(\.recurrence) == [expected])
  }

  @Test func yearBeforeAVerbIsEveryYear() throws {
    let found = try targets("一、重点任务\n（一）科普。流动科技馆年服务公众10万人次以上。", period: 2021...2025)
    #expect(found.map(\.recurrence) == [.year])
  }

  @Test func aClauseWithASubjectOfItsOwnHasNoActor() throws {
    let found = try targets("一、重点任务\n（一）科普。每个乡镇（街道）至少建成1个科普阵地，全社会人均科普经费达到5元。", period: 2021...2025)
    #expect(found.map(\.actor) == ["每个乡镇(街道)", nil])
  }

  @Test func aYearOfComparisonIsNoResult() throws {
    let found = try targets("一、重点任务\n（一）健康。人均预期寿命在2015年基础上提高1.5岁。", period: 2016...2020)
    #expect(found.map(\.indicator) == ["人均预期寿命"])
    #expect(found.map(\.deadline) == [2020])
  }

  @Test func yearsAndAHalf() throws {
    let found = try targets("一、重点任务\n（一）住房。轮候时间由6年缩短至四年半。", period: 2026...2026)
    #expect(found.map(\.value) == [Decimal(string: "4.5")])
    #expect(found.first?.baseline?.value == 6)
  }

  @Test func aSizeStaysInTheName() throws {
    let found = try targets("一、重点任务\n（一）场馆。建设2座不小于3000平方米的科技馆。", period: 2021...2025)
    #expect(found.map(\.value) == [2])
    #expect(found.map(\.indicator) == ["不小于3000平方米的科技馆"])
  }
}
