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
    ("序号\t任务\t责任单位\t完成时限\n1\t办展\t市科协\n市教育局\t年底前\n2\t讲座\t市体育局\t6月底", ["序号|任务|责任单位|完成时限", "1|办展|市科协\n市教育局|年底前", "2|讲座|市体育局|6月底"]),
    ("类别\t指标\t2025年\n设施\t展馆\t10\n\t基地\t8", ["类别|指标|2025年", "设施|展馆|10", "|基地|8"]),
    ("指标　　单位　　2020年　　2025年\n展馆数量　　个　　3　　10\n说明", ["指标|单位|2020年|2025年", "展馆数量|个|3|10", "说明"]),
    ("序号 指 标 单 位 2020年 2025年\n1 展馆 个 3 10\n2 基地 个 2 8", ["序号|指 标|单 位|2020年|2025年", "1|展馆|个|3|10", "2|基地|个|2|8"]),
    ("| 指标 | 2020年 | 2025年 |\n| 展馆 | 3 | 10 |", ["指标|2020年|2025年", "展馆|3|10"]),
    ("序号\n指标\n2020年\n2025年\n1\n展馆\n3\n10\n2\n基地\n2\n8\n二、保障措施", ["序号|指标|2020年|2025年", "1|展馆|3|10", "2|基地|2|8", "二、保障措施"]),
    ("項次\t工作項目\t主辦機關\t協辦機關\n1\t辦理展覽\t教育處\t文化局", ["項次|工作項目|主辦機關|協辦機關", "1|辦理展覽|教育處|文化局"]),
    ("序号\t指标\t2025年\n一、设施\n1\t展馆\t10", ["序号|指标|2025年", "?", "1|展馆|10"]),
    ("序号\n指标\n2020年\n2025年\n1\n展馆\n10\n2\n基地\n2\n8", ["序号|指标|2020年|2025年", "?", "2|基地|2|8"]),
    // A row below the first one of a group does not repeat its name; broken rows stay inside.
    (
      "领域 主要指标 单位 2025年 2020年 指标性质\n防洪 堤防达标率 % ≥85 72.5 预期性\n洪灾死亡率 /10万 <0.5 0.8 预期性\n水质 好 % >9 8 7 预期性\n节水 普及率 ‰ >700 650 约束性",
      [
        "领域|主要指标|单位|2025年|2020年|指标性质", "防洪|堤防达标率|%|≥85|72.5|预期性", "|洪灾死亡率|/10万|<0.5|0.8|预期性", "?", "节水|普及率|‰|>700|650|约束性",
      ]
    ),
    // One cell a line, groups between the rows, a caption above.
    (
      "表2-1  主要指标\n序号\n指标\n2020年\n2025年\n（一）设施\n1\n展馆\n3\n10\n2\n基地\n2\n8\n（二）活动\n3\n讲座\n/\n[30]\n注：累计。",
      ["?", "序号|指标|2020年|2025年", "?", "1|展馆|3|10", "2|基地|2|8", "?", "3|讲座|/|[30]", "注：累计。"]
    ),
    // The same without numbers: the repetition tells the rows.
    (
      "指标名称\n2020年\n2025年\n属性\n一、供水\n供水普及率（%）\n88\n≥95\n预期性\n再生水利用率（%）\n12\n25左右\n预期性\n二、节水\n用水量下降（%）\n—\n[16]\n约束性\n二、任务",
      ["指标名称|2020年|2025年|属性", "?", "供水普及率（%）|88|≥95|预期性", "再生水利用率（%）|12|25左右|预期性", "?", "用水量下降（%）|—|[16]|约束性", "二、任务"]
    ),
  ])
  func rows(text: String, blocks expected: [String]) throws { #expect(try blocks(text) == expected) }

  @Test(arguments: [
    "指标 完成情况良好 2025年\n展馆 3 10", "序号\t指标\t2020年\n全市共建成展馆。", "责任单位\n市科协\n市教育局", "单位 指标\n市科协 良好",
    "主要指标2020年2025年\n展馆310", "指标\n2020年\n2025年\n展馆\n3\n10\n加强领导。\n2\n8", "指标\n2020年\n2025年\n展馆\n3\n基地\n2\n8\n9",
    "指标\n2020年\n2025年\n建设展馆\n5年内完成改革任务\n10\n基地\n2\n8", "表1 主要指标\n加强领导。", "责任单位：市科协　　配合单位：市教育局\n完成时限：2025年　　责任人：王一",
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
