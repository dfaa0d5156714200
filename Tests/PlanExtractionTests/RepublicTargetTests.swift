import Foundation
import PlanText
import Testing

@testable import PlanExtraction

/// Addresses and plans that count years from 1911.
@Suite struct RepublicTargetTests {
  private func address(_ text: String) throws -> [Target] {
    try targets("施政報告\n" + text, kind: "施政報告", issuedOn: "2024-02-20")
  }

  private func plan(_ text: String) throws -> [Target] {
    try targets("溫室氣體減量行動方案\n" + text, period: 2021...2025, kind: "行動方案")
  }

  @Test(arguments: ["內政部將於", "海城縣政府規劃於", "國家發展委員會將自113年起至", "行政團隊持續推動，於"])
  func whoAnnouncesIsNoPartOfTheName(lead: String) throws {
    let found = try address(lead + "115年底前興建社會住宅3萬戶。")
    #expect(found.map(\.indicator) == ["社会住宅"])
    #expect(found.map(\.deadline) == [2026])
  }

  @Test(arguments: [
    "完工後預估可創造1,200億元產值及3萬個就業機會。", "主計總處預測今年經濟成長率為3.43%，物價年增率1.85%。",
    "截至113年1月底，全國累計核發標章9,345件。", "113年度國防總預算達6,068億元，占GDP約2.5%。", "每月基本工資自2萬6,400元調升至2萬7,470元。",
    "去年12月外匯存底達5,705億美元，創歷史新高。", "這項措施約有28萬名學生受惠。", "去年相關計畫投資達2,400億元。",
  ])
  func forecastsResultsAndRatesInForceAreNoTargets(text: String) throws {
    #expect(try address(text).isEmpty)
  }

  @Test func aComparisonWithLastYearIsNoResult() throws {
    let found = try plan("火災發生數較去年減少5%，警報器安裝率達9成以上。")
    #expect(found.map(\.value) == [5, 90])
  }

  @Test func aSumTakesTheNameOfTheProgrammeInTheClauseBefore() throws {
    let found = try address("本院核定「清河安全計畫（113-116年）」，4年投入400億元，優先改善學校周邊路段500處。")
    #expect(found.map(\.indicator).first == "“清河安全计划”")
    #expect(found.map(\.deadline) == [2027, 2027])
  }

  @Test func aListBehindAColonIsReadYearByYear() throws {
    let found = try plan("公有建築太陽光電容量：112年700MW、113年900MW、114年1,200MW。")
    #expect(found.map(\.deadline) == [2023, 2024, 2025])
    #expect(Set(found.map(\.indicator)) == ["公有建筑太阳光电容量"])
  }

  @Test func whatWasReportedNamesTheLevelToReach() throws {
    let found = try address("去年勞動檢查2萬8,000場次，今年將提高至3萬場次。")
    #expect(found.map(\.indicator) == ["劳动检查"])
    #expect(found.map(\.value) == [30000])
  }

  @Test func tenthsMayHaveADigitBehindThem() throws {
    #expect(try plan("低碳運具使用率114年提升至2成5。").map(\.value) == [25])
  }

  @Test func aBracketMayRepeatTheUnit() throws {
    let found = try plan("114年住商部門排放量降至41百萬公噸二氧化碳當量（MtCO2e）以下。")
    #expect(found.map(\.comparator) == [.atMost])
    #expect(found.map(\.value) == [41_000_000])
  }
}
