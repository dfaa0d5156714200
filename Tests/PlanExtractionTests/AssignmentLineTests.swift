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
    ("推广节水器具。\n类别 指标 单位 2025年 2020年 属性\n防洪 堤防达标率 % ≥85 72.5 预期性\n培育节水企业 家 >20 10 预期性", ["推广节水器具"]),
  ])
  func nothingButTheSentence(text: String, expected: [String]) throws { #expect(try obligations(text) == expected) }
}
