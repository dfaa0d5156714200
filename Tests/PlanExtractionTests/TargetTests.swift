import Foundation
import PlanText
import Testing

@testable import PlanExtraction

@Suite struct TargetTests {
  @Test func aWorkReportLooksBackBeforeItLooksAhead() throws {
    let found = try targets(
      """
      一、2025年工作回顾
      地区生产总值增长5.2%。新建公园30个。常住人口城镇化率提高到61.5%。
      二、“十五五”时期主要目标任务
      常住人口城镇化率提升至66%左右，新增学位4万个。
      三、2026年重点工作
      今年主要预期目标是：地区生产总值增长5%左右；城镇新增就业6万人以上。
      （一）扩大有效投资。新建公园20个，改造老旧小区300个以上。
      """, period: 2026...2026, kind: "政府工作报告")
    #expect(found.map(\.indicator) == ["常住人口城镇化率", "新增学位", "地区生产总值", "城镇新增就业", "新建公园", "改造老旧小区"])
    #expect(found.map(\.deadline) == [2030, 2030, 2026, 2026, 2026, 2026])
    #expect(found.map(\.deadlineExplicit) == [false, false, true, true, false, false])
    #expect(found[0].baseline == Baseline(value: Decimal(string: "61.5") ?? 0, unit: "%", year: 2025))
    #expect(found[2].baseline == nil)
    // where it stands
    #expect(found[0].evidence.reasons.contains { $0.hasPrefix("baseline 61.5% at [33, ") })
  }

  /// The number of an item is no part of the figure that the item begins with.
  @Test func itemsThatOpenWithAFigure() throws {
    let found = try targets(
      """
      三、重点任务
      1.建设基地20个。
      2.完善机制。
      3.5场以上讲座进校园。
      4.3D打印实验室建成2个。
      5.90%以上的村卫生室纳入医保定点。
      6.强化保障。
      """, period: 2026...2026)
    #expect(found.map(\.value) == [20, 5, 2, 90])
  }

  /// What a clause says will move names the figure behind it; sizes pick out things.
  @Test func movesNameAndSizesDoNotCount() throws {
    let found = try targets(
      """
      二、2026年主要目标
      规上工业增加值增长7%；固定资产投资由负转正，力争增长3%。生猪产能保持稳定，达到300万头。
      坚决防止一次死亡10人以上道路交通事故。消除56人以上大班额。支持500人以上企业建科协。培训500人以上企业职工。
      """, period: 2026...2026)
    #expect(found.map(\.indicator) == ["规上工业增加值", "固定资产投资", "生猪产能", "企业职工"])
    #expect(found.map(\.value) == [7, 3, 3_000_000, 500])
  }

  /// Digits that a copy of a page set apart: which belong together is not certain. A blank between thousands is none of these.
  @Test func digitsSetApartGiveNoFigure() throws {
    let found = try targets(
      """
      一、重点任务
      新建科普基地3 0个。覆盖率达到9 5%。培训农民1 200人次。新建公园12个 20处。
      """, period: 2024...2024)
    #expect(found.map(\.value) == [1200, 12, 20])
  }

  @Test func aGoalLeadReachesDown() throws {
    let found = try targets(
      """
      一、发展基础
      2020年，全市公民具备科学素质的比例达到8.1%。
      二、发展目标
      到2025年，实现以下目标：
      ——素质提升。公民具备科学素质的比例达到13%。
      ——组织健全。规范性学会达30个以上。
      三、重点任务
      （一）建设阵地。每个县区科协打造科普示范基地3家以上。
      """, period: 2021...2026)
    #expect(found.map(\.deadline) == [2025, 2025, 2026])
    #expect(found.map(\.actor) == [nil, nil, "每个县区科协"])
    #expect(found[0].baseline == Baseline(value: Decimal(string: "8.1") ?? 0, unit: "%", year: 2020))
  }

  @Test func aListHandsOnActorAndRecurrence() throws {
    let found = try targets(
      "县区科协每年要培育典型案例2个以上、示范工作室3家以上、服务示范点1个以上。", period: 2021...2025)
    #expect(found.map(\.actor) == ["县区科协", "县区科协", "县区科协"])
    #expect(found.map(\.recurrence) == [.year, .year, .year])
    #expect(found.map(\.value) == [2, 3, 1])
    #expect(found.map(\.kind) == [.count, .count, .count])
  }

  @Test func spansCountFromTheFirstYear() throws {
    let found = try targets(
      "2013年起5年内，引进高层次人才100名左右。下一步，3年内培训新型农民4000名。", period: 2013...2017)
    #expect(found.map(\.deadline) == [2017, 2015])
    #expect(found.map(\.deadlineExplicit) == [true, true])
  }

  @Test(arguments: [
    "第十五届学术年会和五大工程。", "实施“4+1”机制，落实“十四五”规划。", "聚焦17个重点产业中的3个问题。",
    "依据《条例》第12条，自2024年5月6日起施行。", "推动30万吨合成氨项目建设。", "打造“15分钟生活圈”。",
    "建成二十余年的老旧小区有一批问题。", "对入选企业给予50万元资助。", "中国500强企业和5A级景区增多。",
    "截至2024年底，建成公园30个。", "PM2.5治理和5G网络建设。",
  ])
  func namesAndResultsAreNoTargets(text: String) throws {
    #expect(try targets(text, period: 2026...2026).map(\.indicator) == [])
  }

  @Test func conditionsOfRulesAreNoTargets() throws {
    let text = "申请人人均住房建筑面积不低于5平方米，就业率达到70%以上。"
    #expect(try targets(text, kind: "办法").isEmpty)
    #expect(try !targets(text, period: 2021...2025, kind: "规划").isEmpty)
  }

  @Test func standardsOfRulesAreTargets() throws {
    let found = try targets(
      """
      临江市图书馆服务办法
      图书馆应当每周至少开放6天，设备完好率保持在98%以上。
      申请人应当具备下列条件，出勤率不低于90%。
      """, kind: "办法")
    #expect(found.map(\.indicator) == ["开放", "设备完好率"])
    #expect(found.first?.recurrence == .week)
  }

  @Test func aPlanInTraditionalScriptIsNoSpeech() throws {
    let text = "雲海縣政府114年度施政計畫\n推展閱讀，館藏量達90萬冊。114年底前據點累計達50處。"
    #expect(try targets(text, period: 2025...2025, kind: "施政计划").map(\.deadline) == [2025, 2025])
  }

  @Test func aSpeechPromisesAndDescribes() throws {
    let text = "雲海行政長官施政報告\n政府會在五年內提供3萬個單位。該處用地可供興建500個單位。項目落成後可提供300個車位。現時約有9萬個單位。"
    #expect(try targets(text, period: 2024...2024, kind: "施政报告").map(\.value) == [30000, 500])
  }

  @Test func anAddressCountsFromTheLatestYearItNames() throws {
    let text = """
      雲海院長施政報告
      自九十年四月起推動的計畫，已有成效。未來將在三年內投入四十八億經費，造林二十三萬公頃。到二○一○年，出口達一兆二千億元。
      """
    let found = try targets(text, kind: "施政报告")
    #expect(found.map(\.value) == [4_800_000_000, 230_000, 1_200_000_000_000])
    #expect(found.map(\.unit) == ["元", "公顷", "元"])
    #expect(found.map(\.deadline) == [2003, 2003, 2010])
  }

  @Test func headNounsOfListsAreShared() throws {
    let found = try targets(
      "打造6个世界级、7个国家级、30个省级产业集群。肉、奶产量分别稳定在31万吨和75万吨左右。粮食播种面积120万亩、产量90万吨以上。",
      period: 2026...2026)
    #expect(found.map(\.indicator) == ["世界级产业集群", "国家级产业集群", "省级产业集群", "肉产量", "奶产量", "粮食播种面积", "粮食产量"])
  }

  @Test func compoundNumbersAndUnits() throws {
    let found = try targets(
      "生产安全事故死亡率控制在0.6人/百亿元以下。完成用户接管1万2,000户。覆盖率达到九成五。2/3以上的村建有服务点。", period: 2026...2026)
    #expect(found.map(\.unit) == ["人/百亿元", "户", "%", "%"])
    #expect(found.map(\.value) == [0.6, 12000, 95, 66.67])
  }

  @Test func aTableOnOneLineGivesNoNonsense() throws {
    let text = "专栏1主要指标序号指标2010年2015年增长1化学需氧量（万吨）2551.72347.6-8%2氨氮（万吨）264.4238.0-10%"
    #expect(try targets(text, period: 2011...2015, kind: "规划").map(\.value) == [23_476_000, 2_380_000])
  }

  @Test func quotesAreSourceText() throws {
    let found = try targets("完成造林100万亩、防沙20万亩，新增限上企业60家以上。", period: 2026...2026)
    #expect(found.map(\.value) == [1_000_000, 200_000, 60])
    #expect(found.map(\.range) == [0..<9, 10..<16, 17..<28])
  }

  @Test func strengthComesFromTheWordsBefore() throws {
    let found = try targets(
      "力争出口增长8%。确保粮食产量90亿斤以上。新增企业50家。", period: 2026...2026)
    #expect(found.map(\.strength) == [.aspirational, .mandatory, .planned])
  }

  @Test func noTextTraps() throws {
    let book = try RuleBook.bundled()
    let extractor = TargetExtractor(book: book)
    let pieces = ["到2025年", "，", "增长", "5%", "以上", "“", "”", "（", "）", "万", "十", "五", "和", "、", "新建", "公园", "个", "3", ".", "—", "；", "全覆盖", "年", "每"]
    var state: UInt64 = 42
    for _ in 0..<300 {
      var text = ""
      for _ in 0..<24 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += pieces[Int(state >> 33) % pieces.count]
      }
      for target in extractor.targets(in: RuleCheck.outline(text, period: 2021...2025)) {
        #expect(!target.range.isEmpty && target.indicator.unicodeScalars.count >= 2)
      }
    }
  }
}

@Suite struct FigureTests {
  private func figures(_ text: String) throws -> [Figure] {
    let scalars = Array(text.unicodeScalars)
    return FigureScanner(lexicon: try RuleBook.bundled().lexicon).figures(in: scalars, 0..<scalars.count)
  }

  @Test(arguments: [
    ("不少于100家", "100", "家", PlanExtraction.Comparator.atLeast), ("67%左右", "67", "%", .about), ("5家以内", "5", "家", .atMost),
    ("3.2亿元", "320000000", "元", nil), ("400多部", "400", "部", .atLeast), ("约16万公里", "160000", "公里", .about),
    ("三成以上", "30", "%", .atLeast), ("三分之二以上", "66.67", "%", .atLeast), ("一半以上", "50", "%", .atLeast),
    ("5个百分点", "5", "个百分点", nil), ("80万千瓦时", "800000", "千瓦时", nil), ("百分之八", "8", "%", nil),
    ("29微克/立方米", "29", "微克/立方米", nil), ("300m²以上", "300", "m²", .atLeast),
  ])
  func readsValueUnitAndComparator(text: String, value: String, unit: String, comparator: PlanExtraction.Comparator?) throws {
    let figure = try #require(try figures(text).first)
    #expect(figure.value == Decimal(string: value))
    #expect(figure.unit == unit)
    #expect(figure.comparator == comparator)
    #expect(figure.range == 0..<text.unicodeScalars.count)
  }

  @Test(arguments: [
    ("30—50所", "30", "50"), ("1到2个", "1", "2"), ("3-5万人", "30000", "50000"), ("4.5%—5%", "4.5", "5"), ("三至五家", "3", "5"),
  ])
  func readsRanges(text: String, low: String, high: String) throws {
    let figure = try #require(try figures(text).first)
    #expect(figure.comparator == .range)
    #expect(figure.value == Decimal(string: low))
    #expect(figure.high == Decimal(string: high))
  }

  @Test(arguments: ["第3次", "2025年", "2021—2025年", "G60高速", "两三个", "十四五", "数十家", "5月6日", "3人才"])
  func refuses(text: String) throws {
    #expect(try figures(text).isEmpty)
  }
}

@Suite struct TimeTests {
  private func kinds(_ text: String, _ calendar: PlanCalendar) -> [TimeMark.Kind] {
    let scalars = Array(text.unicodeScalars)
    return TimeScanner(calendar: calendar).marks(in: scalars, 0..<scalars.count).map(\.kind)
  }

  private let fiveYears = PlanCalendar(start: 2021, end: 2025, issued: 2022)
  private let yearly = PlanCalendar(start: 2026, end: 2026, issued: 2026)

  @Test(arguments: [
    ("到2025年", TimeMark.Kind.by(2025)), ("2020年", .past(2020)), ("比2020年", .other), ("“十四五”期末", .by(2025)),
    ("“十三五”期间", .past(2020)), ("2021年起5年内", .by(2025)), ("三年内", .by(2023)), ("去年", .past(2021)),
    ("截至目前", .past(nil)), ("到本世纪中叶", .by(2050)), ("未来五年", .by(2025)),
  ])
  func readsTimes(text: String, kind: TimeMark.Kind) {
    #expect(kinds(text, fiveYears).first == kind)
  }

  @Test func yearlyPlansKnowThisYear() {
    #expect(kinds("今年和全年", yearly) == [.by(2026), .by(2026)])
    #expect(kinds("去年", yearly) == [.past(2025)])
    #expect(kinds("“十五五”规划", yearly) == [])
  }

  @Test func yearsOfTheRepublicCountFrom1911() {
    var calendar = PlanCalendar(start: 2003, end: 2003, issued: 2003)
    #expect(kinds("九十四年底", calendar) == [])
    calendar.countsRepublic = true
    #expect(kinds("九十四年底", calendar) == [.by(2005)])
  }
}

@Suite struct CalendarTests {
  @Test func aChapterOfOneYearDatesAReportWithoutPeriod() throws {
    let found = try targets("一、2025年工作回顾\n新建公园30个。\n二、2026年重点工作\n今年新建公园20个。全年新增学位3万个。")
    #expect(found.map(\.indicator) == ["新建公园", "新增学位"])
    #expect(found.map(\.deadline) == [2026, 2026])
  }
}
