import Foundation
import PlanText
import Testing

@testable import PlanExtraction

@Suite struct DatedBracketTests {
  @Test func aBracketThatSaysWhenSomethingIsDoneDatesWhatStandsBeforeIt() throws {
    let found = try targets(
      "新建社区食堂30个（责任单位：市民政局，完成时限：2023年12月）。改造农贸市场12家（2022年6月底前完成）。", period: 2021...2025)
    #expect(found.map(\.deadline) == [2023, 2022])
    #expect(found.map(\.deadlineExplicit) == [true, true])
  }

  @Test func aBracketAtTheEndOfAParagraphReachesAllOfIt() throws {
    let found = try targets("新建社区食堂30个。改造农贸市场12家。（市民政局牵头，2023年底前完成）", period: 2021...2025)
    #expect(found.map(\.deadline) == [2023, 2023])
    #expect(found.allSatisfy { !$0.deadlineExplicit })
  }

  @Test func aLabelledLineDatesTheTaskAboveIt() throws {
    let found = try targets("新建社区食堂30个。\n责任单位：市民政局\n完成时限：2023年12月底\n改造农贸市场12家。", period: 2021...2025)
    #expect(found.map(\.deadline) == [2023, 2025])
  }

  @Test(arguments: ["（持续推进）", "（市民政局负责，每年12月底前完成）", "（依据《清河市2023年规划》）"])
  func otherBracketsDateNothing(bracket: String) throws {
    let found = try targets("新建社区食堂30个\(bracket)。", period: 2021...2025)
    #expect(found.map(\.deadline) == [2025])
  }

  @Test func yearsOfTheSentenceItselfComeFirst() throws {
    let found = try targets("到2024年新建社区食堂30个（市民政局负责，2025年底前完成）。", period: 2021...2025)
    #expect(found.map(\.deadline) == [2024])
  }
}

@Suite struct AddressDeadlineTests {
  private func deadlines(_ text: String, issuedOn: String, province: String? = "香港特别行政区") throws -> [Int?] {
    try targets("我的施政报告\n" + text, kind: "施政报告", issuedOn: issuedOn, province: province).map(\.deadline)
  }

  @Test func fiscalYearsEndWithTheirLaterHalf() throws {
    #expect(try deadlines("我們會在2026-27年度提供300個宿位。", issuedOn: "2023-10-25") == [2027])
    #expect(try deadlines("未來五年（即2024-25年度起的五年）將興建3 400個單位。", issuedOn: "2023-10-25") == [2029])
    #expect(try deadlines("未來十年（即2024–25至2033–34年度）會提供3 400個單位。", issuedOn: "2023-10-25") == [2034])
    #expect(try deadlines("我們會在二零零八至零九年度增加278個宿位。", issuedOn: "2007-10-10") == [2009])
  }

  @Test func yearsToComeStartAfterTheYearOfAnAddressOfItsLastQuarter() throws {
    #expect(try deadlines("政府會在未來三年培訓800名護理員。", issuedOn: "2023-10-25") == [2026])
    #expect(try deadlines("政府會在未來三年培訓800名護理員。", issuedOn: "2023-01-16") == [2025])
  }

  @Test func aTermEndsWhereTheLawOfThePlaceFixesIt() throws {
    let text = "政府力爭在本屆政府任期內把諮詢委員會增至不少於180個。"
    #expect(try deadlines(text, issuedOn: "2023-10-25") == [2027])
    #expect(try deadlines(text, issuedOn: "2022-03-01") == [2022])
    #expect(try deadlines(text, issuedOn: "2022-10-19") == [2027])
    #expect(try deadlines(text, issuedOn: "2023-10-25", province: nil) == [nil])
  }

  @Test func lateAddressesLeaveTheUndatedUndated() throws {
    #expect(try deadlines("我們會增設十所幼兒中心。", issuedOn: "2023-10-25") == [nil])
    #expect(try deadlines("本院將增設十所幼兒中心。", issuedOn: "2018-02-27", province: nil) == [2018])
  }

  @Test func headingLinesDateWhatFollows() throws {
    let text = "今后五年的奋斗目标和主要任务\n新增高标准农田12万亩。\n2027年工作安排\n新增养老床位300张。"
    #expect(try targets(text, period: 2027...2027, kind: "政府工作报告", issuedOn: "2026-12-02").map(\.deadline) == [2031, 2027])
  }

  @Test func anUndatedAddressIsOfTheYearItLooksAheadTo() throws {
    let text = "施政報告\n展望116年，縣府將推動五項工作。園區已動土，預計117年6月完工。本府今年將增設公托家園26家。"
    let found = try targets(text, kind: "施政报告", issuedOn: nil, province: "台湾省")
    #expect(found.map(\.deadline) == [2027])
  }

  @Test func monthsThatWereOverHaveGoneBy() throws {
    #expect(try deadlines("公務人員薪資自107年1月起調整3%，將於109年底前完成社會住宅8萬戶。", issuedOn: "2018-02-27", province: nil) == [2020])
    #expect(try deadlines("今年上半年經濟增長6%。", issuedOn: "2023-10-25") == [])
  }

  @Test func yearsOfTheRepublicTakeTheirMonthsAlong() throws {
    let found = try targets(
      "施政報告\n推動「風電推廣計畫」，將於107年6月底前完成累計設置1.52GW。", kind: "施政报告", issuedOn: "2018-02-27")
    #expect(found.map(\.deadline) == [2018])
    #expect(found.map(\.indicator) == ["“风电推广计划”"])
  }
}

@Suite struct ReachOfYearsTests {
  @Test func aYearBehindWhatItDatesIsThatOfItsSentence() throws {
    let found = try targets("科技馆新馆2027年建成开放，年接待观众60万人次以上。配备流动科技馆6套。", period: 2026...2030)
    #expect(found.map(\.deadline) == [2027, 2030])
    #expect(try targets("各县要在2027年底前至少建成1所敬老院。新建养老床位300张。", period: 2026...2030).map(\.deadline) == [2027, 2030])
    #expect(try targets("到2027年，公园绿地达到30公顷。新增公园12个。", period: 2026...2030).map(\.deadline) == [2027, 2027])
  }

  @Test func aYearBehindSaysWhenAllIsDone() throws {
    #expect(try targets("建设监测平台1个、县级分中心31个，2027年投入运行。", period: 2026...2030).map(\.deadline) == [2027, 2027])
    #expect(try targets("新建公园50个，确保2028年底前全部完成。", period: 2026...2030).map(\.deadline) == [2028])
    #expect(try targets("新建公园50个；绿道2028年建成。", period: 2026...2030).map(\.deadline) == [2030])
  }

  @Test func theSecondStageOfGoalsReachesDown() throws {
    let text = "二、目标\n（一）主要目标。到2028年，布局进一步优化。到2030年，建成实训基地50个。\n三、任务\n（一）更新设备。每年更新课程包100个。"
    #expect(try targets(text).map(\.deadline) == [2030, 2030])
    #expect(try targets(text.replacing("到2030年", with: "到2035年")).map(\.deadline) == [2035, 2028])
  }

  @Test func chaptersWithoutANumberDateTheirSections() throws {
    let text = "清河市政府工作报告\n过去五年工作回顾\n新建公园30个。\n今后五年的奋斗目标\n——生态建设实现新突破。新增公园12个。\n2027年工作安排\n（一）坚持人民至上，在增进民生福祉上取得新成效。\n新增养老床位300张。"
    let found = try targets(text, period: 2027...2027, kind: "政府工作报告", issuedOn: "2026-12-02")
    #expect(found.map(\.value) == [12, 300])
    #expect(found.map(\.deadline) == [2031, 2027])
  }
}

@Suite struct YearsOfWorkTests {
  @Test(arguments: [
    "巩固2025年整治成果，整治背街小巷22条。", "抓好2025年省级督查反馈问题整改，整治背街小巷22条。", "根据2024年市政府意见，整治背街小巷22条。", "整治2025年结转背街小巷22条。",
  ])
  func aYearOfWhatIsWorkedOnIsNoPast(text: String) throws {
    let found = try targets("推进改造提升。" + text, period: 2026...2026)
    #expect(found.map(\.value) == [22])
    #expect(found.map(\.deadline) == [2026])
  }

  @Test func whatIsCountedAnewTakesTheNameOfTheResult() throws {
    let found = try targets("推进改造提升。去年试点加装电梯46部，今年再加装80部。目前有租赁住房4600套，今年新增1200套。", period: 2026...2026)
    #expect(found.map(\.value) == [80, 1200])
    #expect(found.first?.indicator.contains("电梯") == true)
  }

  @Test func forecastsAreNoTargets() throws {
    #expect(try targets("预计今年高校毕业生超过1170万人，要强化就业服务。", period: 2026...2026).isEmpty)
    #expect(try targets("预计全年培训学员3万人次。", period: 2026...2026).map(\.value) == [30000])
  }
}

@Suite struct GoesOnTellingTests {
  @Test func whatFollowsADeedTellsOfIt() throws {
    #expect(try targets("首批试点城市已建成湿地32处，再生水利用率平均提高9.4个百分点。", period: 2026...2030).isEmpty)
    #expect(try targets("现有产业工人68万人，其中技能人才占比31.5%。", period: 2026...2030).isEmpty)
  }

  @Test func aVerbOrAWordOfWillEndsIt() throws {
    #expect(try targets("对已认定的30家企业开展评估，新建实验室20个。", period: 2026...2026).map(\.value).last == 20)
  }
}

@Suite struct HeldOverTests {
  @Test func whatThePastSaysIsNoPromiseButWhatFollowsItMayBe() throws {
    let found = try targets("施政報告\n計劃已於去年10月展開，政府會在計劃下為超過6萬個車位安裝充電設施。", kind: "施政报告", issuedOn: "2021-10-06")
    #expect(found.map(\.value) == [60000])
  }

  @Test func aSentenceOfAListNeedsNoWordOfPromise() throws {
    let found = try targets(
      "施政報告\n1. 政府會推出以下措施：\n（一）在2025年年底前提供3 400個宿位；\n（二）向「青年發展基金」注資3億元。", kind: "施政报告",
      issuedOn: "2023-10-25", province: "香港特别行政区")
    #expect(found.map(\.unit) == ["个", "元"])
    #expect(found.map(\.deadline) == [2025, nil])
  }

  @Test func numbersWithoutUnitsAreReadBehindVerbsOnly() throws {
    let found = try targets("数据中心PUE值降至1.3以下，关注用户突破100万。推进工业4.0，版本2.0上线。", period: 2021...2025)
    #expect(found.map(\.indicator) == ["数据中心PUE值", "关注用户"])
    #expect(found.allSatisfy { $0.unit == nil })
  }
}
