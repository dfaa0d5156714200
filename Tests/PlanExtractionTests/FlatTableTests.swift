import Foundation
import PlanReaders
import PlanText
import Testing

@testable import PlanExtraction

/// Tables of indicators that lost all borders.
@Suite struct FlatTableTests {
  private func targets(_ table: String) throws -> [String] {
    let text = "云川省环境保护规划（2021—2025年）\n一、主要目标\n到2025年，环境质量持续改善。\(table)\n二、主要任务\n加强治理。"
    let outline = Outline(of: try readDocument(path: "plan.txt", bytes: Array(text.utf8)))
    return TargetExtractor(book: try RuleBook.bundled()).targets(in: outline).filter { $0.evidence.rule == "table-flat" }.map {
      "\($0.indicator) \($0.comparator.rawValue) \($0.value ?? -1) \($0.unit ?? "-") \($0.deadline ?? 0) < \($0.baseline?.value ?? -1) | "
        + outline.text.string($0.range)
    }
  }

  @Test func theChangeProvesTheSplit() throws {
    let table = "专栏1：主要指标序号指　  标2020年2025年2025年比2020年增长1烟尘排放总量（万吨）512.4461.2-10%2河流劣五类水质的比例（%）17.7<15-2.7个百分点好于三类水质的比例（%）55>605个百分点3优良天数的比例（%）69.4755.6个百分点"
    #expect(
      try targets(table) == [
        "烟尘排放总量 = 4612000 吨 2025 < 5124000 | 烟尘排放总量(万吨)512.4461.2-10%",
        "河流劣五类水质的比例 <= 15 % 2025 < 17.7 | 河流劣五类水质的比例(%)17.7<15-2.7个百分点",
        "好于三类水质的比例 >= 60 % 2025 < 55 | 好于三类水质的比例(%)55>605个百分点",
        "优良天数的比例 = 75 % 2025 < 69.4 | 优良天数的比例(%)69.4755.6个百分点",
      ])
  }

  @Test func theRowsMayStandOnTheNextLine() throws {
    #expect(
      try targets("专栏2　主要指标 指标2020年2025年“十四五”\n\n增减情况1烟尘排放总量（万吨）14141270-10%")
        == ["烟尘排放总量 = 12700000 吨 2025 < 14140000 | 烟尘排放总量(万吨)14141270-10%"])
  }

  @Test(arguments: [
    "主要指标指标2020年2025年1烟尘排放总量（万吨）14141270", "主要指标指标2020年2025年增减1烟尘排放总量（万吨）14141270-30%",
    "主要指标指标2020年2025年增减1烟尘排放总量14141270-10%", "2020年2025年烟尘排放总量（万吨）14141270-10%",
    "主要指标指标2015年2020年增减1烟尘排放总量（万吨）14141270-10%", "主要指标指标2020年2025年增减1甲（万吨）12108-10%",
  ])
  func whatCannotBeProvedGivesNothing(table: String) throws { #expect(try targets(table).isEmpty) }

  @Test func everySplitIsTried() {
    let splits = FlatTableReader.splits(Array("1212-0".unicodeScalars))
    #expect(splits.map(\.before) == [1, 12, 121])
    #expect(FlatTableReader.splits(Array("x12".unicodeScalars)).isEmpty)
    #expect(FlatTableReader.splits([]).isEmpty)
  }
}
