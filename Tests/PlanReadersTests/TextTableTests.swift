import PlanReaders
import PlanText
import Testing

/// Tables that were typed or pasted into plain text.
@Suite struct TextTableTests {
  /// The blocks of a text: cells divided by `|`, a row of unknown columns as `?`, lines as they are.
  private func blocks(_ text: String) throws -> [String] {
    let document = try readDocument(path: "a.txt", bytes: Array(text.utf8))
    return document.blocks.map { block in
      guard case .tableRow(let cells) = block.kind else { return document.quote(block.span) }
      return cells.isEmpty ? "?" : cells.map { document.quote($0) }.joined(separator: "|")
    }
  }

  @Test(arguments: [
    ("序号\t指标\t2020年\t2025年\n1\t展馆\t3\t10\n2\t基地\t\t8", ["序号|指标|2020年|2025年", "1|展馆|3|10", "2|基地||8"]),
    ("任务\t责任单位\t备注\n办展\t市科协\n讲座\t市教育局\t每年", ["任务|责任单位|备注", "办展|市科协|", "讲座|市教育局|每年"]),
    ("类别\t指标\t2025年\n设施\t展馆\t10\n\t基地\t8", ["类别|指标|2025年", "设施|展馆|10", "|基地|8"]),
    ("指标　　单位　　2020年　　2025年\n展馆数量　　个　　3　　10\n说明", ["指标|单位|2020年|2025年", "展馆数量|个|3|10", "说明"]),
    ("序号 指 标 单 位 2020年 2025年\n1 展馆 个 3 10\n2 基地 个 2 8", ["序号|指 标|单 位|2020年|2025年", "1|展馆|个|3|10", "2|基地|个|2|8"]),
    ("| 指标 | 2020年 | 2025年 |\n| 展馆 | 3 | 10 |", ["指标|2020年|2025年", "展馆|3|10"]),
    ("序号\n指标\n2020年\n2025年\n1\n展馆\n3\n10\n2\n基地\n2\n8\n二、保障措施", ["序号|指标|2020年|2025年", "1|展馆|3|10", "2|基地|2|8", "二、保障措施"]),
    ("項次\t工作項目\t主辦機關\t協辦機關\n1\t辦理展覽\t教育處\t文化局", ["項次|工作項目|主辦機關|協辦機關", "1|辦理展覽|教育處|文化局"]),
    ("序号\t指标\t2025年\n一、设施\n1\t展馆\t10", ["序号|指标|2025年", "?", "1|展馆|10"]),
    ("序号\n指标\n2020年\n2025年\n1\n展馆\n10\n2\n基地\n2\n8", ["序号|指标|2020年|2025年", "?", "2|基地|2|8"]),
  ])
  func rows(text: String, blocks expected: [String]) throws { #expect(try blocks(text) == expected) }

  @Test(arguments: [
    "指标 完成情况良好 2025年\n展馆 3 10", "序号\t指标\t2020年\n全市共建成展馆。", "责任单位\n市科协\n市教育局", "单位 指标\n市科协 良好",
    "主要指标2020年2025年\n展馆310", "责任单位：市科协　　配合单位：市教育局\n完成时限：2025年　　责任人：王一",
  ])
  func textThatIsNoTable(text: String) throws {
    let document = try readDocument(path: "a.txt", bytes: Array(text.utf8))
    #expect(document.blocks.allSatisfy { $0.kind == .line })
  }

  @Test func rowsOfOtherWidthsAreNotCut() throws {
    let text = "序号\t指标\t2020年\t2025年\n1\t展馆\t10\n2\t基地\t2\t8"
    #expect(try blocks(text) == ["序号|指标|2020年|2025年", "?", "2|基地|2|8"])
  }
}
