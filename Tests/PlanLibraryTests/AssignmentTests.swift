import PlanExtraction
import PlanReaders
import PlanText
import Testing

@testable import PlanLibrary

/// The task table that a plan implies.
@Suite struct AssignmentTests {
  /// `section | task | lead / support < inherited from | deadline | flags` of each task.
  private func rows(_ text: String, path: String = "plan.txt") throws -> [String] {
    let outline = Outline(of: try readDocument(path: path, bytes: Array(text.utf8)))
    let findings = try Sample.rules.get().findings(in: outline)
    let records = PlanRecords(outline: outline, findings: findings)
    return AssignmentTable(outline: outline, findings: findings, records: records).rows().map { row in
      let from = row.inheritedFrom.map { " < \($0)" } ?? ""
      return
        "\(row.section ?? "-") | \(row.task) | \(row.lead.joined(separator: "、")) / \(row.support.joined(separator: "、"))\(from)"
        + " | \(row.deadline.map(String.init) ?? "-") | \(row.flags.joined(separator: " "))"
    }
  }

  private static let head = "清河市科学教育行动方案（2023—2025年）\n一、主要任务\n"

  @Test func anItemWithOneBracketIsOneTask() throws {
    #expect(
      try rows(Self.head + "（一）建设展馆。新建科普展馆12座，改造旧馆5座。加强展品更新。（市科协牵头，市教育局配合）")
        == ["一/（一） | 建设展馆 | 市科协 / 市教育局 | 2025 | "])
  }

  @Test func eachBracketOfAnItemEndsATask() throws {
    let text = "（一）建设展馆。到2024年底，新建展馆12座。（市科协牵头，市教育局配合）加强展品更新，提升展览质量。（市科协负责）组织开展巡展，推动展览进校园。完善评价机制。"
    #expect(
      try rows(Self.head + text) == [
        "一/（一） | 到2024年底,新建展馆12座 | 市科协 / 市教育局 | 2024 | ",
        "一/（一） | 加强展品更新,提升展览质量 | 市科协 /  | - | no_deadline no_measure",
        "一/（一） | 组织开展巡展,推动展览进校园 |  /  | - | no_owner no_deadline no_measure",
        "一/（一） | 完善评价机制 |  /  | - | no_owner no_deadline no_measure",
      ])
  }

  @Test func itemsInheritTheBracketOfTheirHeading() throws {
    let text = "（一）建设展馆（市科协牵头，市教育局配合）\n1．新建展馆。新建展馆12座。\n2．更新展品。加强展品更新。（市财政局负责）\n（二）办好活动\n1．开展巡展。组织开展巡展。"
    let found = try rows(Self.head + text)
    #expect(
      found.filter { $0.contains("/1 |") || $0.contains("/2 |") } == [
        "一/（一）/1 | 新建展馆 | 市科协 / 市教育局 < 一/（一） | 2025 | ",
        "一/（一）/2 | 更新展品 | 市财政局 /  | - | no_deadline no_measure",
        "一/（二）/1 | 开展巡展 |  /  | - | no_owner no_deadline no_measure",
      ])
  }

  @Test func itemsThatSayNoMoreThanTheirHeadingInheritToo() throws {
    let text = "（一）建设展馆（市科协牵头，市教育局配合）\n1．新建展馆。\n2．更新展品。\n（二）办好活动\n1．开展巡展。"
    let found = try rows(Self.head + text)
    #expect(
      found.filter { $0.contains("/1 |") || $0.contains("/2 |") } == [
        "一/（一）/1 | 新建展馆 | 市科协 / 市教育局 < 一/（一） | - | no_deadline no_measure",
        "一/（一）/2 | 更新展品 | 市科协 / 市教育局 < 一/（一） | - | no_deadline no_measure",
      ])
  }

  @Test func aCellWithSeveralNumberedTasksIsSeveralTasks() throws {
    let text = Self.head + "按照附件推进各项工作，加强统筹协调。\n附件\n任务分工表\n序号\t重点任务\t牵头单位\t责任单位\n1\t1.新建展馆3座；2.改造画廊20处\t\t市住建局\n2\t开展巡展\t市科协\t市教育局\n"
    let outline = Outline(of: try readDocument(path: "plan.txt", bytes: Array(text.utf8)))
    let findings = try Sample.rules.get().findings(in: outline)
    let rows = AssignmentTable(outline: outline, findings: findings, records: PlanRecords(outline: outline, findings: findings)).rows().suffix(3)
    #expect(rows.map(\.task) == ["新建展馆3座", "改造画廊20处", "开展巡展"])
    #expect(rows.map(\.lead) == [["市住建局"], ["市住建局"], ["市科协"]])
    #expect(rows.map { $0.certainty.reasons.contains(.leadLeftEmpty) } == [true, true, false])
    #expect(rows.map(\.targets.count) == [1, 1, 0])
    #expect(rows.allSatisfy { $0.section == "附件" })
  }

  @Test func aBracketWithoutAnObligationIsATaskToo() throws {
    let text = "（一）自贸区内企业可以按照规定开展业务。（负责部门：商务部）"
    let found = try rows(Self.head + text)
    #expect(found.count == 1)
    #expect(found.first?.contains("商务部") == true)
  }

  @Test func onlyBodiesAreTakenFromSubjects() throws {
    let text = "（一）培育企业。高新技术企业达到350家以上。\n（二）加强指导。市科协要加强业务指导。"
    #expect(
      try rows(Self.head + text) == [
        "一/（一） | 培育企业 |  /  | 2025 | no_owner", "一/（二） | 加强指导 | 市科协 /  | - | no_deadline no_measure",
      ])
  }

  private static let table = """
    <tr><th>序号</th><th>重点任务</th><th>具体举措</th><th>责任单位</th><th>配合单位</th><th>完成时限</th></tr>
    <tr><td>1</td><td rowspan="2">阵地建设</td><td>新建科普展馆12座</td><td rowspan="2">市科协</td><td>市教育局、市财政局</td><td>2024年6月底</td></tr>
    <tr><td>2</td><td>更新展品，开展展览评估</td><td></td><td>持续推进</td></tr>
    <tr><td>3</td><td>队伍建设</td><td>培训讲解员500名</td><td>市人力资源社会保障局（牵头）、市科协</td><td>各县（区）人民政府</td><td>2025年</td></tr>
    """

  @Test func eachRowOfATableIsATask() throws {
    let page = "<html><body><p>清河市科学教育行动方案（2023—2025年）</p><p>一、主要任务</p><p>按照下表推进各项工作，加强统筹协调，确保任务落实。</p>"
      + "<table>\(Self.table)</table></body></html>"
    let found = try rows(page, path: "plan.html")
    #expect(
      found.filter { !$0.contains("按照下表") && !$0.hasPrefix("一 | 主要任务") } == [
        "一 | 新建科普展馆12座 | 市科协 / 市教育局、市财政局 | 2024 | ", "一 | 更新展品,开展展览评估 | 市科协 /  | - | ongoing no_measure",
        "一 | 培训讲解员500名 | 市人力资源社会保障局 / 市科协、各县(区)人民政府 | 2025 | ",
      ])
  }

  @Test func theSameTableTypedIntoText() throws {
    let text = Self.head + "按照附件所列任务和分工推进各项工作，加强统筹协调，落实工作责任，确保任务落实。\n附件\n任务分工表\n序号\t重点任务\t牵头单位\t配合单位\t完成时限\n1\t新建科普展馆12座\t市科协\t市教育局\t2024年6月底\n2\t培训讲解员500名\t市教育局\t\t每年12月底\n"
    let found = try rows(text)
    #expect(
      found.suffix(2) == [
        "附件 | 新建科普展馆12座 | 市科协 / 市教育局 | 2024 | ", "附件 | 培训讲解员500名 | 市教育局 /  | - | ongoing",
      ])
  }
}
