import Foundation
import PlanText
import Testing

@testable import PlanExtraction

/// Chapters of texts of Hong Kong, Macao and Taiwan: where plain clauses are aims and where they tell results.
@Suite struct ProgrammeTests {
  @Test func aListOfPoliciesIsReadAsAPlan() throws {
    let found = try targets("臨江院117年度施政方針\n壹、農業\n農業保險覆蓋率達60%，糧食自給率34%以上。", period: 2028...2028, kind: "施政方针")
    #expect(found.map(\.indicator) == ["农业保险覆盖率", "粮食自给率"])
    #expect(found.map(\.deadline) == [2028, 2028])
  }

  @Test func chaptersOfResultsGiveNothing() throws {
    let text = "雲川局業務報告\n壹、重要工作成果（115年7月至12月）\n一、設置據點累計87處，收托310名。\n貳、未來工作重點\n一、新增據點28處。"
    #expect(try targets(text, kind: "报告").map(\.value) == [28])
  }

  @Test func anOutlookInTheHeadingOfAResultIsNoResult() throws {
    let text = "雲川局業務報告\n壹、工作成果與未來展望\n一、新增據點28處。"
    #expect(try targets(text, kind: "报告").map(\.value) == [28])
  }

  @Test func aLineThatAnnouncesMeasuresReachesItsItems() throws {
    let items = "\n(i) 外展隊增至20隊；\n(ii) 名額由100個增至250個。"
    #expect(try targets("施政報告\n133. 政府會推出下列措施：" + items, kind: "施政报告").map(\.value) == [20, 250])
  }

  @Test func expectedEffectsOfAYearlyPlanAreItsTargets() throws {
    let text = "清河中心118年度業務計畫\n二、業務計畫\n（一）人才培訓\n3.預期效益：培訓學員1,500人次，取得證書比率六成五。"
    #expect(try targets(text, period: 2029...2029, kind: "业务计划").map(\.value) == [1500, 65])
  }

  @Test func aLabelNamesTheFigureBehindIt() throws {
    let text = "南嶼局115年度績效目標\n一、保健服務目標\n1.成人預防保健利用率：35%。\n2.社區健康篩檢場次：≧120場。"
    let found = try targets(text, period: 2026...2026, kind: "绩效目标", province: "台湾省")
    #expect(found.map(\.indicator) == ["成人预防保健利用率", "社区健康筛检场次"])
    #expect(found.map(\.comparator) == [.equal, .atLeast])
  }

  @Test func sheetsOfIndicatorsNameTheirGoals() throws {
    let text = "南嶼市永續目標\n指標3.1.1：新生兒死亡率\n‧現況基礎值：2.6人（112年）\n指標3.2.2：吸菸人口比率\n‧現況基礎值：14.0%（112年）\n‧119年量化目標：降至10.5%"
    let found = try targets(text, province: "台湾省")
    #expect(found.map(\.value) == [10.5])
    #expect(found.map(\.deadline) == [2030])
  }

  @Test func aYearBehindASemicolonIsThatOfItsMember() throws {
    let text = "郊野保育策略\n一、措施\n郊區的巡護系統會分階段於2029年完成安裝30套；志願者增至1,000名。"
    #expect(try targets(text, period: 2028...2038, kind: "策略").map(\.deadline) == [2029, 2038])
  }

  @Test func aBudgetReckonsWithoutPledging() throws {
    let text = "財政預算案\n201. 二零二七年三月底的財政儲備料為六千六百億元，相當於本地生產總值百分之二十三。"
    #expect(try targets(text, kind: "财政预算案").isEmpty)
  }

  @Test func aShareReachedIsAResult() throws {
    #expect(try targets("云川省发展规划\n一、基础\n老年人口占比已达18.4%。", period: 2026...2030).isEmpty)
  }

  @Test(arguments: ["- ", "－", "• ", "‧", "→", "(iii) "])
  func marksOfListsAreNoPartOfAQuotation(mark: String) throws {
    let line = mark + "設置公共充電樁300座。"
    let text = "清河縣政府115年度施政計畫\n壹、年度施政目標\n" + line
    let found = try targets(text, period: 2026...2026, kind: "施政计划")
    #expect(found.map(\.indicator) == ["公共充电桩"])
  }
}
