import Foundation
import PlanText
import Testing

@testable import PlanExtraction

/// Turns of work reports and action plans of the mainland.
@Suite struct TargetReportTests {
  private func found(_ sentence: String, _ period: ClosedRange<Int> = 2024...2024) throws -> [Target] {
    try targets("一、重点任务\n（一）民生。\(sentence)", period: period)
  }

  @Test(arguments: [
    ("果蔬、肉类、水产品产后损失率分别降低到20%、8%、10%左右。", ["果蔬产后损失率", "肉类产后损失率", "水产品产后损失率"]),
    ("铁路、水路货运量分别增长10%和12%。", ["铁路货运量", "水路货运量"]),
    ("生活补贴和护理补贴发放率均达到100%。", ["生活补贴发放率", "护理补贴发放率"]),
    ("广播电视综合人口覆盖率分别达到98%和99%。", ["广播综合人口覆盖率", "电视综合人口覆盖率"]),
    ("果蔬、肉类产地低温处理率分别为20%、80%；冷链流通率分别提高到35%、57%。", ["果蔬产地低温处理率", "肉类产地低温处理率", "果蔬冷链流通率", "肉类冷链流通率"]),
    ("每千人口执业医师数达到3.2人、注册护士数达到3.8人。", ["每千人口执业医师数", "每千人口注册护士数"]),
    ("综合机械化率达到75%，其中小麦达到98%。", ["综合机械化率", "小麦综合机械化率"]),
    ("一、二、三产业增加值分别增长4%、7%、6%。", ["第一产业增加值", "第二产业增加值", "第三产业增加值"]),
    ("三次产业分别增长4%、7%、6%。", ["第一产业", "第二产业", "第三产业"]),
    ("接待游客、旅游收入分别增长15%、20%。", ["游客", "旅游收入"]),
    ("城市、农村生活污水处理率分别达到98%、50%。", ["城市生活污水处理率", "农村生活污水处理率"]),
    ("化学需氧量、氨氮重点工程减排量分别达到5200吨、310吨。", ["化学需氧量重点工程减排量", "氨氮重点工程减排量"]),
    ("关键工序数控化率、数字化研发设计工具普及率分别达到58%、80%。", ["关键工序数控化率", "数字化研发设计工具普及率"]),
    ("关键工序数控化率、数字化研发设计工具普及率分别由2020年的49.5%、71.3%提高到58%、80%。", ["关键工序数控化率", "数字化研发设计工具普及率"]),
  ])
  func namesOfAListShareWhatIsSaidOnce(_ sentence: String, _ names: [String]) throws {
    #expect(try found(sentence).map(\.indicator) == names)
  }

  @Test(arguments: [
    ("按期完工率达到100%。", "按期完工率"), ("应保尽保率达到100%。", "应保尽保率"), ("数字化研发设计工具普及率达到80%。", "数字化研发设计工具普及率"),
    ("抽查比例不低于20%。", "抽查比例"), ("综合性运动会每年不少于1次。", "综合性运动会"), ("空气质量稳中向好、优良率达到90%。", "优良率"),
    ("主动发现率达到95%。", "主动发现率"), ("企业信用修复办理时限3个工作日。", "企业信用修复办理时限"),
  ])
  func theNameOfARateKeepsItsFirstWord(_ sentence: String, _ name: String) throws {
    #expect(try found(sentence).map(\.indicator) == [name])
  }

  @Test func whatIsDoneEachDayDoesNotReachWhatFollows() throws {
    let found = try found("每天推送信息3条，关注人数达到10万人。")
    #expect(found.map(\.recurrence) == [.day, nil])
  }

  @Test func anOfficerActsForHisOwnFigureAlone() throws {
    let found = try found("县级河长每月巡河不少于1次，创建幸福河湖2条。")
    #expect(found.map(\.actor) == ["县级河长", nil])
    #expect(found.map(\.indicator) == ["巡河", "幸福河湖"])
  }

  @Test func aMeasureSaidToMoveTakesTheLevelBehindIt() throws {
    let found = try found("体育场地面积达到2平方米，体质健康优良率逐年上升，到2025年达到50%以上。", 2021...2025)
    #expect(found.map(\.indicator) == ["体育场地面积", "体质健康优良率"])
    #expect(found.map(\.deadline) == [2025, 2025])
  }

  @Test func aFractionBehindAVerbOfReachingIsAShare() throws {
    #expect(try found("高技能人才占技能人才的比例达到1/3，技师占10%以上。").prefix(1).map(\.unit) == ["%"])
  }

  @Test func whatHasAlreadyLeftTheListsIsNoTarget() throws {
    #expect(try found("51个贫困村全部退出。").isEmpty)
    #expect(try found("确保51个贫困村全部退出。").map(\.value) == [51])
  }

  @Test(arguments: [
    ("培育库企业达到300家。", ["培育库企业"]), ("培训中心达到5个。", ["培训中心"]), ("签约项目达到200个。", ["签约项目"]), ("高质量数据集达到50个。", ["高质量数据集"]),
    ("培育规上企业达到50家。", ["规上企业"]), ("签约亿元以上项目40个。", ["亿元以上项目"]), ("组织交流会5次。", ["交流会"]), ("编发信息摘要50期。", ["信息摘要"]),
    ("查处违法行为200起。", ["违法行为"]), ("2026年起每年新增公共充电桩2000个。", ["新增公共充电桩"]), ("平均预期寿命达到81岁。", ["平均预期寿命"]),
  ])
  func compoundsAreNotCut(_ sentence: String, _ names: [String]) throws {
    #expect(try found(sentence, 2026...2026).map(\.indicator) == names)
  }

  @Test(arguments: [
    ("新增家庭医生团队50个，签约20万人。", ["新增家庭医生团队", "签约"]), ("新建消防站3个，开展检查500次。", ["新建消防站", "检查"]),
    ("生猪存栏50万头、出栏80万头。", ["生猪存栏", "生猪出栏"]), ("举办科技讲座20场，培训5000人次。", ["科技讲座", "科技讲座"]),
    ("年度完成投资70亿元，新开工15个、竣工10个。", ["年度完成投资", "新开工项目", "竣工项目"]), ("合格率达到98%，其中优良率达到60%。", ["合格率", "优良率"]),
    ("完成交通固定资产投资1000亿元，其中公路600亿元、铁路250亿元。", ["交通固定资产投资", "公路投资", "铁路投资"]),
    ("建设油茶基地50万亩，其中新造20万亩、改造30万亩。", ["油茶基地", "新造油茶基地", "改造油茶基地"]),
    ("规上工业企业新增100家、总数突破800家。", ["规上工业企业新增", "规上工业企业总数"]),
  ])
  func membersOfAListHaveTheirOwnNames(_ sentence: String, _ names: [String]) throws {
    #expect(try found(sentence, 2026...2026).map(\.indicator) == names)
  }

  @Test func whoHasEachStandsBetweenThingAndFigure() throws {
    let found = try found("参与公众30万人次，科普进社区活动每个社区每年4次以上。")
    #expect(found.map(\.indicator) == ["参与公众", "科普进社区活动"])
    #expect(found.map(\.actor) == [nil, "每个社区"])
    #expect(found.last?.recurrence == .year)
    #expect(try self.found("党员干部每个支部培训2次。").allSatisfy { $0.indicator != "党员干部" })
    #expect(try self.found("每所中小学校配备1名科技辅导员，全市培训科技辅导员1500名。").map(\.actor) == ["每所中小学校", nil])
  }

  @Test func soMuchInEachYearDatesNothingBehindIt() throws {
    let plan = "一、发展目标\n到2027年，卫生厕所普及率达到90%。\n2025年建成和美乡村50个，2026年建成60个，2027年建成70个。\n农村自来水普及率达到95%。"
    #expect(try targets(plan, period: 2025...2027).map(\.deadline) == [2027, 2025, 2026, 2027, 2027])
  }

  @Test func yearsMayShareTheirLastCharacter() throws {
    let found = try found("垃圾分类覆盖率2025、2026、2027年分别达到70%、80%、90%。", 2025...2027)
    #expect(found.map(\.deadline) == [2025, 2026, 2027])
    #expect(Set(found.map(\.indicator)) == ["垃圾分类覆盖率"])
  }

  @Test func aYearInsideOfTheObjectIsNoDeadline() throws {
    #expect(try found("更新2010年以前敷设的供水管网80公里。", 2026...2026).map(\.deadline) == [2026])
    #expect(try found("化解2022年底前存量债务30亿元。", 2026...2026).map(\.value) == [3_000_000_000])
    #expect(try found("到2035年，用13年时间，实现科普基地1000个。", 2026...2030).map(\.deadline) == [2035])
    #expect(try found("2026年启动提升行动，用3年时间，建成科普基地1000个。", 2026...2030).map(\.deadline) == [2028])
    for result in ["2025年新增5家国家级的创新平台。", "2025年建设10个新的示范点。", "2025年底存量住房2万套。"] { #expect(try found(result, 2026...2026).isEmpty) }
  }

  @Test(arguments: [
    ("从2026年起新增公共充电桩2000个。", [2000]), ("城乡居民收入比由2.2缩小到2.0以内。", [2]), ("补齐养老床位缺口500张。", [500]),
    ("全市60岁以上老年人口预计达到65万人。", []), ("签约服务的老年人口达到65万人。", [650_000]),
  ])
  func whatIsForetoldOrStartsLaterIsToldFromTargets(_ sentence: String, _ values: [Decimal]) throws {
    #expect(try found(sentence, 2026...2026).map { $0.value ?? 0 } == values)
  }

  @Test(arguments: [
    "2023年，粮食产量达到1114万吨。2024年，粮食产量达到1120万吨。", "2023年，粮食产量达到1114万吨。2024年是开局之年。主要目标是：粮食产量稳定在1120万吨以上。",
    "2023年，粮食产量达到1114万吨。主要预期目标：粮食产量稳定在1120万吨以上，增长1%。",
  ])
  func aYearToComeEndsTheLookBackOfItsParagraph(_ opening: String) throws {
    let found = try targets("\(opening)\n一、抓好粮食生产\n新建公园30个。", period: 2024...2024)
    #expect(found.first?.value == 11_200_000)
    #expect(!found.contains { $0.value == 11_140_000 })
  }

  @Test func whichOfTwoThingsIsMeantIsNoResult() throws {
    #expect(try found("老城区和已建成居住区养老服务设施达标率达到80%以上。").map(\.value) == [80])
    #expect(try found("居住区已建成养老服务设施80个。").isEmpty)
  }

  @Test func classesOfSizeBelongToTheName() throws {
    #expect(try found("引进3个10亿元以上项目、5个亿元以上项目。").map(\.indicator) == ["10亿元以上项目", "亿元以上项目"])
  }
}
