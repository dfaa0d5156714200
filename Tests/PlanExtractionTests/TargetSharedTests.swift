import Foundation
import PlanText
import Testing

@testable import PlanExtraction

/// Figures, nouns and promises that several clauses share.
@Suite struct TargetSharedTests {
  private func found(_ sentence: String, _ period: ClosedRange<Int> = 2024...2026) throws -> [Target] {
    try targets("一、重点任务\n（一）民生。\(sentence)", period: period)
  }

  /// A paper of Taiwan without anybody who speaks.
  private func foundThere(_ text: String) throws -> [Target] {
    try targets("海城縣政府113年度施政計畫\n壹、重點工作\n\(text)", province: "台湾省")
  }

  @Test(arguments: [
    ("传染病报告率、及时率均达到100%。", ["传染病报告率", "及时率"]),
    ("高血压、糖尿病患者规范管理率均保持在70%以上。", ["高血压患者规范管理率", "糖尿病患者规范管理率"]),
    ("代表建议、政协提案办复率和满意率均达到100%。", ["代表建议、政协提案办复率", "满意率"]),
  ])
  func oneFigureForSeveralMeasures(_ sentence: String, _ names: [String]) throws {
    #expect(try found(sentence).map(\.indicator) == names)
  }

  @Test func aNounOfTheNextMemberHoldsForTheOneBefore() throws {
    let found = try found("新增24个、改造10个景区村庄。")
    #expect(found.map(\.indicator) == ["新增景区村庄", "改造景区村庄"])
    #expect(found.map(\.value) == [24, 10])
  }

  @Test func aListMayTurnFromNumbersInFrontToNumbersBehind() throws {
    let found = try found("新增9个家门口养老服务站、老年助餐服务场所11个。")
    #expect(found.map(\.value) == [9, 11])
  }

  @Test func behindARateTheNameWithTheSameUnitIsMeant() throws {
    let found = try found("完成企业数字化改造3000家，数控化率达到70%，2026年累计改造8000家。")
    #expect(found.map(\.value) == [3000, 70, 8000])
    #expect(found.last?.indicator.contains("率") == false)
  }

  @Test func aBracketThatTellsAPartIsRead() throws {
    #expect(try found("引进高层次人才60名（其中顶尖人才3名）。").map(\.value) == [60, 3])
    #expect(try found("引进高层次人才60名（不含柔性引进3名）。").map(\.value) == [60])
  }

  @Test(arguments: [
    ("营商环境指数达到90以上。", 90), ("在公共场所增配AED90台。", 90), ("接入设备300台（套）。", 300),
    ("完成柳塘河3.6公里清淤护坡。", 3.6), ("石材产业产值过80亿元。", 8_000_000_000),
  ])
  func numbersOfUnusualForm(_ sentence: String, _ value: Double) throws {
    #expect(try found(sentence).compactMap { $0.value.map { NSDecimalNumber(decimal: $0).doubleValue } } == [value])
  }

  @Test func aYearInAnAttributeIsNoTimeOfTheSentence() throws {
    #expect(try found("改造2000年前建成的老旧小区24个。").map(\.value) == [24])
    #expect(try found("2000年前改造老旧小区24个。").isEmpty)
  }

  @Test func lastYearAsAMeasureIsNoResult() throws {
    #expect(try found("研发投入强度高于上年，新增高新技术企业50家。").map(\.value) == [50])
    #expect(try found("上年新增高新技术企业50家。").isEmpty)
  }

  @Test func lessThanIsNotMoreThan() throws {
    #expect(try found("小学班额不超45人。").map(\.comparator) == [.atMost])
  }

  @Test func whatIsDoneEachMonthDoesNotReachAnotherAct() throws {
    let found = try found("每月开展1次主题活动，培养后备干部36名。")
    #expect(found.map(\.recurrence) == [.month, nil])
  }

  @Test func linesOfALabelAndAFigureAreTargetsWhereNobodySpeaks() throws {
    let found = try foundThere("造林撫育45公頃。\n甲類場館12家。")
    #expect(found.map(\.value) == [45, 12])
  }

  /// A text that ends with the letter of an item, and nothing behind it.
  @Test(arguments: ["(iii)", "（ab）", "- ", "*", "甲、", "A."])
  func aMarkAtTheVeryEndIsNoTarget(end: String) throws {
    #expect(try targets("新建社區食堂30個。\n\(end)", period: 2021...2025).count == 1)
  }
}
