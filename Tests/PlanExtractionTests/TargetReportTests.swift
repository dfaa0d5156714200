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
  ])
  func namesOfAListShareWhatIsSaidOnce(_ sentence: String, _ names: [String]) throws {
    #expect(try found(sentence).map(\.indicator) == names)
  }

  @Test(arguments: [
    ("按期完工率达到100%。", "按期完工率"), ("应保尽保率达到100%。", "应保尽保率"), ("数字化研发设计工具普及率达到80%。", "数字化研发设计工具普及率"),
    ("抽查比例不低于20%。", "抽查比例"), ("综合性运动会每年不少于1次。", "综合性运动会"),
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

  @Test func classesOfSizeBelongToTheName() throws {
    #expect(try found("引进3个10亿元以上项目、5个亿元以上项目。").map(\.indicator) == ["10亿元以上项目", "亿元以上项目"])
  }
}
