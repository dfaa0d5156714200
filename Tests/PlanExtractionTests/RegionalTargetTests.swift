import Foundation
import PlanText
import Testing

@testable import PlanExtraction

/// Plans and addresses of Hong Kong and Taiwan: what names, bounds and dates they give to figures.
@Suite struct RegionalTargetTests {
  private func plan(_ text: String) throws -> [Target] {
    try targets("海城縣環境保護行動方案\n" + text, period: 2023...2026, kind: "行動方案")
  }

  @Test(arguments: [
    ("平均等候時間不超逾20秒。", "<="), ("電話平均等候時間不應多於三分鐘。", "<="), ("租金以不超過市價之80%為原則。", "<="),
    ("備援頻寬不應低於50%。", ">="), ("空間面積以不少於總面積之5%為原則。", ">="),
  ])
  func aBoundIsNotReadTheOtherWayRound(text: String, op: String) throws {
    #expect(try plan(text).map(\.comparator.rawValue) == [op])
  }

  @Test(arguments: [
    "年度目標達成率未達80%者，應提出檢討報告。", "各縣市進度落後達10%以上者，應於下季提出對策。", "評鑑績優者記功1次。", "次年度補助款扣減10%。", "總分達60分始得入選。",
  ])
  func conditionsAndMeritsAreNoTargets(text: String) throws {
    #expect(try plan(text).isEmpty)
  }

  @Test(arguments: [
    ("抽測合格率應達95%。", "抽测合格率"), ("讓公托中籤率由四成提高到六成。", "公托中签率"), ("營業額年成長8%。", "营业额"), ("活化閒置空間比率達60%。", "活化闲置空间比率"),
    ("訓練覆蓋率達95%。", "训练覆盖率"), ("關鍵零組件自給率從60%提高至80%。", "关键零组件自给率"), ("新車市售比114年達10%。", "新车市售比"),
  ])
  func namesAreWholeAndHaveNoModal(text: String, name: String) throws {
    #expect(try plan(text).map(\.indicator) == [name])
  }

  @Test func whatFallsOrGrowsTogetherIsPaired() throws {
    let found = try plan("二氧化硫、氮氧化物、懸浮粒子及有機化合物分別減少40%、20%、55%及50%。")
    #expect(found.map(\.value) == [40, 20, 55, 50])
    #expect(found.allSatisfy { $0.kind == .growth })
  }

  @Test func yearsOfAPlanDivideItsAims() throws {
    let found = try plan("空品不良站日數比率，年度目標值依序為4.0%、3.8%、3.5%、3.2%。")
    #expect(found.map(\.deadline) == [2023, 2024, 2025, 2026])
  }

  @Test func theValueOfTodayIsABaseline() throws {
    let found = try plan("長照服務使用率，現況值58%，115年達70%。")
    #expect(found.map(\.value) == [70])
    #expect(found.first?.baseline?.value == 58)
  }

  @Test func kindsTakeTheMeasureOfTheirLabel() throws {
    let found = try plan("陽性追蹤率：子宮頸癌93%、乳癌95%。")
    #expect(found.map(\.value) == [93, 95])
    #expect(found.map(\.indicator) == ["子宫颈癌阳性追踪率", "乳癌阳性追踪率"])
  }

  @Test func aYearInTheUnitIsARecurrence() throws {
    let found = try plan("辦理廢水稽查1,500家次／年。")
    #expect(found.map(\.unit) == ["家次"])
    #expect(found.map(\.recurrence) == [.year])
  }

  @Test func aBracketBehindAFigureDoesNotJoinTwoMembers() throws {
    let found = try plan("設置專科醫院1所（221床）、專科病房5處。")
    #expect(found.map(\.value) == [1, 5])
  }

  @Test func whatComesLaterIsNotDueBefore() throws {
    let found = try targets("行政長官施政報告\n我們會在2035年前把比例增至7.5%，往後再提升至15%。", kind: "施政報告", issuedOn: "2024-10-16")
    #expect(found.map(\.deadline) == [2035, nil])
  }

  @Test func serviceInTimeIsACeiling() throws {
    let found = try plan("緊急個案於3小時內處理，一般個案於7個工作天內作出初步回覆。")
    #expect(found.map(\.value) == [3, 7])
    #expect(found.allSatisfy { $0.kind == .ceiling && $0.comparator == .atMost })
  }
}
