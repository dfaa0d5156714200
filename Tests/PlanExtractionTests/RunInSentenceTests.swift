import PlanReaders
import PlanText
import Testing

@testable import PlanExtraction

/// The first sentence of a numbered item is its title, or a sentence that commits.
@Suite struct RunInSentenceTests {
  private func obligations(_ text: String) throws -> [String] {
    let outline = Outline(of: try readDocument(path: "plan.txt", bytes: Array(text.utf8)))
    return try Extraction.bundled().findings(in: outline).obligations.map { outline.text.string($0.range) }
  }

  private static let plan = "清河市优化服务任务分工方案\n一、主要任务\n"

  @Test(arguments: [
    ("1.加强涉企收费整治，全面清理规范各类中介机构收费。开展专项检查。", ["加强涉企收费整治,全面清理规范各类中介机构收费", "开展专项检查"]),
    ("（一）落实好阶段性减税政策，确保直达企业。（市财政局负责）", ["落实好阶段性减税政策,确保直达企业"]),
    ("（一）坚持创新驱动，加快建设现代化产业体系。实施技术改造。", ["实施技术改造"]),
    ("1.加强收费整治。开展专项检查。", ["开展专项检查"]),
  ])
  func longCompoundsOfNumberedItems(text: String, expected: [String]) throws {
    #expect(try obligations(Self.plan + text) == expected)
  }

  @Test func paragraphsOfAnAddress() throws {
    let text = """
      行政長官2031年施政報告
      一、民生
      1.　我會設立文物保育辦事處。檢討有關條例。
      2.　南灣填海工程會於2032年年底展開，為期兩年。
      3.　效率促進組會每半年匯報進度。
      4.　為支持創業，政府會推出以下措施：
      （一）資助五十名青年實習。
      """
    #expect(
      try obligations(text) == [
        "我会设立文物保育办事处", "检讨有关条例", "南湾填海工程会于2032年年底展开,为期两年", "效率促进组会每半年汇报进度", "为支持创业,政府会推出以下措施:", "资助五十名青年实习",
      ])
  }

  @Test func bulletsBelongToNoSentence() throws {
    #expect(try obligations(Self.plan + "•　推动绿色运输，新增充电桩。\n●开展宣传活动。") == ["推动绿色运输,新增充电桩", "开展宣传活动"])
  }

  @Test func titlesWithoutANumber() throws {
    let tail = "实施技术改造三年行动，完善梯次培育机制，支持企业牵头组建创新联合体，推动产业链上下游协同，加快成果转移转化，加强知识产权保护。"
    #expect(try obligations(Self.plan + "做强先进制造业。\(tail)\n壮大创新主体。\(tail)").allSatisfy { $0.count > 20 })
  }
}
