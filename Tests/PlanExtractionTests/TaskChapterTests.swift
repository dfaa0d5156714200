import Foundation
import PlanReaders
import PlanText
import Testing

@testable import PlanExtraction

/// Which chapters look ahead, and what a figure takes from the heading, the sentence or the member before it.
@Suite struct TaskChapterTests {
  private func plan(_ text: String) throws -> [Target] {
    try targets("清河市教育事业发展规划\n" + text, period: 2021...2025, kind: "规划")
  }

  private func outline(_ text: String) throws -> Outline {
    Outline(of: try readDocument(path: "plan.txt", bytes: Array(text.utf8)))
  }

  @Test(arguments: ["夯实发展基础", "优化发展环境", "巩固拓展工作成果", "应对形势挑战"])
  func aHeadingThatOpensWithAVerbHeadsTasks(heading: String) throws {
    #expect(try plan("一、主要目标\n普及水平稳步提高。\n二、\(heading)\n新建学校20所。").map(\.indicator) == ["新建学校"])
  }

  @Test(arguments: ["发展基础", "发展环境", "面临形势"])
  func aHeadingOfANounAloneLooksBack(heading: String) throws {
    #expect(try plan("一、\(heading)\n新建学校20所。").isEmpty)
  }

  @Test(arguments: ["工作目标", "重点任务"])
  func aPreambleThatHandsOverEndsItsLookBack(heading: String) throws {
    let text = "近年来，我市教育快速发展，学校达到300所。为加强学校建设，提出如下意见。\n一、\(heading)\n到2025年，覆盖率达到90%以上，新建学校20所。"
    #expect(try plan(text).map(\.value) == [90, 20])
  }

  @Test func theDateOfOneTaskDoesNotReachTheNext() throws {
    let found = try plan("一、重点任务\n到2023年，所有乡镇建成幼儿园20所。新改建校舍600平方米。")
    #expect(found.map(\.deadline) == [2023, 2025])
    #expect(found.map(\.deadlineExplicit) == [true, false])
  }

  @Test func whatNoClauseNamesIsNamedByTheHeading() throws {
    let found = try plan("一、重点任务\n（一）推进居家适老化改造\n按照规定给予补助，三年完成4500户。")
    #expect(found.map(\.indicator) == ["居家适老化改造"])
    #expect(found.first?.certainty.reasons.contains(.indicatorFromTopic) == true)
    #expect(try plan("一、主要任务\n按照规定给予补助，三年完成4500户。").isEmpty)
  }

  @Test(arguments: [
    ("高速公路绿化率达到95%，国省道达到90%。", ["高速公路绿化率", "国省道绿化率"]), ("开工率一季度达到50%、上半年达到80%。", ["开工率", "开工率"]),
    ("五星级学会不少于5个、四星级10个。", ["五星级学会", "四星级学会"]), ("研发经费投入年均增长12%以上，占生产总值比重提高到2.3%。", ["研发经费投入", "研发经费投入占生产总值比重"]),
    ("毛入园率达到95%，公办园占比达到60%。", ["毛入园率", "公办园占比"]),
  ])
  func aMemberTakesWhatItLeavesOut(text: String, names: [String]) throws {
    #expect(try plan("一、重点任务\n" + text).map(\.indicator) == names)
  }

  @Test func aLevelBehindAGrowthIsOfTheSameThing() throws {
    let found = try plan("一、重点任务\n生产总值达到300亿元；财政总收入年均增长15%，达到4.5亿元，力争5亿元。生产总值增长11%以上，力争达到12%。")
    #expect(found.map(\.indicator) == ["生产总值", "财政总收入", "财政总收入", "财政总收入", "生产总值", "生产总值"])
    #expect(found.suffix(2).allSatisfy { $0.kind == .growth })
  }

  @Test func everyYearReachesNoActOfAnotherClause() throws {
    let found = try plan("一、重点任务\n每年改造校舍15万平方米，建设学校20所。每年引进教师80名，名师由35名增加到60名，出口占比每年提高2个百分点，新增基地5个。")
    #expect(found.map { $0.recurrence == .year } == [true, false, true, false, true, false])
  }

  @Test func theYearsOfStagesReachTheNextSentence() throws {
    let found = try plan("一、主要目标\n到2022年和2025年，素养水平明显提高。知晓率分别不低于15%和30%。")
    #expect(found.map(\.deadline) == [2022, 2025])
  }

  @Test func measuresOfAnAgendaBehindAnIntroductionCommit() throws {
    let text = "二零零七至零八年施政綱領\n\n第一章　優質經濟\n\n引言\n\n經濟去年增長6.8%，是八年來最高。\n\n新措施\n\n我們會：\n\n‧ 興建15個表演場地。\n\n‧ 在明年提交競爭法草案，禁止反競爭行為。\n"
    let outline = try outline(text)
    #expect(TargetExtractor(book: try RuleBook.bundled()).targets(in: outline).map(\.value) == [15])
    #expect(try ObligationExtractor().obligations(in: outline).count == 2)
  }

  @Test func ownersBehindTheLastDashItemAreThoseOfTheItemAroundThem() throws {
    func sections(_ text: String) throws -> [[String]] {
      let outline = try outline("清河市科学素质实施方案\n一、重点任务\n（一）青少年行动。以激发兴趣为重点。\n" + text)
      return try OwnerExtractor().owners(in: outline).map { entry in entry.section.map { outline.sections[$0].path } ?? [] }
    }
    #expect(try sections("——建设基地20个。\n——培训教师2000名。\n牵头单位：市教育局。\n责任单位：市妇联。") == [["一", "（一）"], ["一", "（一）"]])
    #expect(try sections("——建设基地20个。\n牵头单位：市科协。\n——培训教师2000名。\n牵头单位：市教育局。") == [["一", "（一）", "——1"], ["一", "（一）", "——2"]])
  }

  @Test func aTableOfTasksWithFiguresForSeveralYearsIsRead() throws {
    let page = "<html><body><p>清河市文旅发展方案（2026—2028年）</p><p>一、年度安排</p><table><tr><td>工作任务</td><td>2026年</td><td>2027年</td><td>2028年</td><td>牵头单位</td></tr>"
      + "<tr><td>接待游客（万人次）</td><td>800</td><td>900</td><td>1000</td><td>市文旅局</td></tr></table></body></html>"
    let found = TargetExtractor(book: try RuleBook.bundled()).targets(in: Outline(of: try readDocument(path: "plan.html", bytes: Array(page.utf8))))
    #expect(found.map { "\($0.indicator) \($0.value ?? 0) \($0.deadline ?? 0)" } == ["游客 8000000 2026", "游客 9000000 2027", "游客 10000000 2028"])
  }
}
