import PlanReaders
import PlanText
import Testing

@testable import PlanExtraction

/// What only says who is responsible, and rows of tables, are no tasks.
@Suite struct AssignmentLineTests {
  private func obligations(_ text: String) throws -> [String] {
    let plan = "清河市水利发展规划（2021—2025年）\n一、主要任务\n（一）加固堤防。\(text)\n二、保障措施"
    let outline = Outline(of: try readDocument(path: "plan.txt", bytes: Array(plan.utf8)))
    return try Extraction.bundled().findings(in: outline).obligations.map { outline.text.string($0.range) }
  }

  @Test(arguments: [
    ("推广节水器具。［市水利局牵头，市财政局、市教育局配合］", ["推广节水器具"]),
    ("推广节水器具。〔市水利局牵头，市财政局、市教育局配合〕", ["推广节水器具"]),
    ("推广节水器具。\n表1-1 主要指标\n指标\n2020年\n2025年\n化学需氧量减排量（吨）\n/\n[30]\n用水量下降（%）\n8\n16", ["推广节水器具"]),
    ("推广节水器具。\n石桥县节水工作指标体系\n序号\t一级指标\t二级指标\t2020年\t2025年\n1\t保障能力\t节水器具（件）\t10\t20", ["推广节水器具"]),
    ("推广节水器具。\n任务清单\n序号\t重点任务\t责任单位\n1\t1.改造管网3公里；2.新建水厂2座\t市水利局\n合计\t共2项任务\t\n备注\t做好按季度调度\t", ["推广节水器具", "改造管网3公里", "新建水厂2座"]),
    ("推广节水器具。\n类别 指标 单位 2025年 2020年 属性\n防洪 堤防达标率 % ≥85 72.5 预期性\n培育节水企业 家 >20 10 预期性", ["推广节水器具"]),
  ])
  func nothingButTheSentence(text: String, expected: [String]) throws { #expect(try obligations(text) == expected) }
}
