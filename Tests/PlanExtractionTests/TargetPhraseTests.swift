import Foundation
import PlanText
import Testing

@testable import PlanExtraction

/// What a text says around a figure: bullets, places, times told as planned, figures that share names.
@Suite struct TargetPhraseTests {
  private func found(_ sentence: String, _ period: ClosedRange<Int> = 2023...2025, issuedOn: String? = nil) throws -> [Target] {
    try targets("一、重点任务\n（一）民生。\(sentence)", period: period, issuedOn: issuedOn)
  }

  @Test func aBulletIsNoPartOfTheTarget() throws {
    let found = try targets("一、重点任务\n▶新增公共停车位800个\n▶改造老旧小区20个", period: 2025...2025)
    #expect(found.map(\.indicator) == ["新增公共停车位", "改造老旧小区"])
    #expect(found.map(\.value) == [800, 20])
  }

  @Test func aRunInHeadingMayCount() throws {
    let found = try targets("一、重点任务\n1.建设3个产业园。推动服装加工产业园达产。\n2.实施十大工程。推动项目落地。", period: 2025...2025)
    #expect(found.map(\.indicator) == ["产业园"])
  }

  @Test(arguments: [
    ("清河区今年计划改造老旧小区19个。", "改造老旧小区"), ("清河区2024年将建成实验学校3所。", "实验学校"), ("6月底前完成绿道建设30公里。", "绿道建设"),
  ])
  func aPlaceOrAMonthInFrontIsNoPartOfTheName(_ sentence: String, _ name: String) throws {
    #expect(try found(sentence).map(\.indicator) == [name])
  }

  @Test func aSpanEndsWithItsLastYear() throws {
    let found = try found("从2023年起至2024年，临江市将投资15亿元（不含铁路投资）集中攻坚。")
    #expect(found.map(\.deadline) == [2024])
    #expect(found.map(\.deadlineExplicit) == [true])
  }

  @Test func aYearToldAsPlannedIsNoneGoneBy() throws {
    let found = try found("2021年计划打造示范村3个以上。", 2021...2021, issuedOn: "2022-04-09")
    #expect(found.map(\.value) == [3])
    #expect(try self.found("2021年打造示范村3个以上。", 2023...2025).isEmpty)
  }

  @Test func aConditionOnPersonsIsNoDeadline() throws {
    let found = try found("毕业2年内的青年可申请补贴，新增见习岗位300个。")
    #expect(found.map(\.deadline) == [2025])
    #expect(found.map(\.deadlineExplicit) == [false])
  }

  @Test func aTextOfLastYearLooksAhead() throws {
    let found = try found("去年印发的《清河三年行动》明确，力争新增示范企业1000家以上。")
    #expect(found.map(\.value) == [1000])
    #expect(try self.found("去年新增示范企业1000家以上。").isEmpty)
  }

  @Test func everyDayOfOneFigureDoesNotReachTheNext() throws {
    let found = try found("助餐能力达到每天25万人次，建成100家长者之家。")
    #expect(found.map(\.recurrence) == [.day, nil])
  }

  @Test(arguments: ["5吨/月·平方公里", "9吨/(月·平方公里)", "35微克/立方米"])
  func unitsOfMoreThanOnePart(_ quantity: String) throws {
    let found = try found("降尘量控制在\(quantity)以下。")
    #expect(found.map { $0.unit.map { "\($0)" } } == [String(quantity.drop { $0.isNumber })])
  }

  @Test func aMarkPassedLacksItsOne() throws {
    #expect(try found("生产总值突破千亿元大关。").map(\.value) == [100_000_000_000])
    #expect(try found("培育产值超百亿元企业5家。").map(\.value) == [5])
  }

  @Test func theTailOfTheLastNameHoldsForAll() throws {
    let ranks = try found("一类、二类、三类区每千人养老设施建筑面积分别达到55平方米、50平方米、45平方米。")
    #expect(ranks.map(\.indicator) == ["一类区每千人养老设施建筑面积", "二类区每千人养老设施建筑面积", "三类区每千人养老设施建筑面积"])
    let places = try found("清河、白水、临江等区域颗粒物浓度分别下降25%、20%、15%。")
    #expect(places.map(\.indicator) == ["清河颗粒物浓度下降", "白水颗粒物浓度下降", "临江颗粒物浓度下降"])
    let mixed = try found("城镇和工业用水、农业灌溉用水计量率分别达到85%、70%以上。")
    #expect(mixed.map(\.value) == [85, 70])
  }

  @Test func resultsOfTheYearAreNone() throws {
    #expect(try found("1—6月全市固定资产投资完成16.9亿元。").isEmpty)
    #expect(try found("社会消费品零售总额比上年同期增长8.5%。").isEmpty)
  }

  @Test func aWordOfAimTurnsALookBackAround() throws {
    let text = "一、工作情况\n过去一年，全市建成公园20个。力争新增公园100个，绿道总长超过500公里。"
    #expect(try targets(text, period: 2023...2025).map(\.value) == [100, 500])
  }

  @Test func theVerbOfAListHoldsForItsMembers() throws {
    #expect(try found("新建科普公园10个、自然绿道30个。").map(\.indicator) == ["新建科普公园", "新建自然绿道"])
    #expect(try found("新增科普学位1万个、入学率达到99%。").map(\.indicator) == ["新增科普学位", "入学率"])
    #expect(try found("打造科普公园10个、自然绿道30个。").map(\.indicator) == ["科普公园", "自然绿道"])
  }

  @Test func anAimThatWasSetIsNoResult() throws {
    #expect(try found("政府已订下目标，到2025年森林覆盖率达到45%。").map(\.value) == [45])
    #expect(try found("森林覆盖率已达到45%。").isEmpty)
  }
}
