import Foundation
import PlanReaders
import PlanText
import Testing

@testable import PlanExtraction

/// Tables of pages with cells that span columns and rows.
@Suite struct TableSpanTests {
  private static func outline(_ table: String) throws -> Outline {
    let page =
      "<html><body><p>清河市科普事业发展规划（2021—2025年）</p><p>一、主要目标</p>"
      + "<p>加强科普设施建设，推动优质科普资源向基层延伸，主要任务和指标如下表。</p><table>\(table)</table></body></html>"
    let outline = Outline(of: try readDocument(path: "plan.html", bytes: Array(page.utf8)))
    var metadata = outline.metadata
    metadata.periodStart = 2021
    metadata.periodEnd = 2025
    return Outline(
      document: outline.document, text: outline.text, metadata: metadata, sections: outline.sections,
      parts: outline.parts, sentences: outline.sentences)
  }

  /// `indicator value unit deadline < baseline year | quote`, and that the quote lies in one row.
  private static func targets(_ table: String) throws -> [String] {
    let outline = try outline(table)
    return TargetExtractor(book: try RuleBook.bundled()).targets(in: outline).map { target in
      #expect(isInOneRow(target.range, outline))
      let base = target.baseline.map { " < \($0.value) \($0.year ?? 0)" } ?? ""
      return "\(target.indicator) \(target.value ?? -1) \(target.unit ?? "-") \(target.deadline ?? 0)\(base) | "
        + outline.text.string(target.range).replacingOccurrences(of: "\t", with: "_")
    }
  }

  private static func owners(_ table: String) throws -> [String] {
    let outline = try outline(table)
    return try OwnerExtractor().owners(in: outline).map { entry in
      #expect(isInOneRow(entry.range, outline))
      return "\(entry.role.rawValue) \(entry.names.joined(separator: "、")) | "
        + outline.text.string(entry.range).replacingOccurrences(of: "\t", with: "_")
    }
  }

  private static func isInOneRow(_ range: Range<Int>, _ outline: Outline) -> Bool {
    outline.text.paragraphs.contains {
      $0.kind.isTableRow && $0.range.lowerBound <= range.lowerBound && range.upperBound <= $0.range.upperBound
    }
  }

  @Test func groupsOfIndicatorsSpanRows() throws {
    #expect(
      try Self.targets(
        "<tr><th colspan=2>指标</th><th>2020</th><th>2025</th></tr><tr><td rowspan=2>场馆</td><td>科普馆（个）</td><td>3</td>"
          + "<td>10</td></tr><tr><td>流动馆（个）</td><td>2</td><td>6</td></tr>")
        == ["科普馆 10 个 2025 < 3 2020 | 科普馆(个)_3_10", "流动馆 6 个 2025 < 2 2020 | 流动馆(个)_2_6"])
  }

  @Test func headingsOfTwoRows() throws {
    #expect(
      try Self.targets(
        "<tr><th rowspan=2>类别<th rowspan=2>指标<th rowspan=2>单位<th colspan=2>规划目标</tr><tr><th>2020年<th>2025年</tr>"
          + "<tr><td rowspan=2>设施<td>科普馆<td rowspan=2>个<td>3<td>10</tr><tr><td>流动馆<td>2<td>6</tr>"
          + "<tr><td colspan=5>二、人员（5项）</tr><tr><td>人员<td>科普员<td>人<td>200<td>500</tr>")
        == [
          "科普馆 10 个 2025 < 3 2020 | 科普馆_个_3_10", "流动馆 6 个 2025 < 2 2020 | 流动馆_2_6",
          "科普员 500 人 2025 < 200 2020 | 科普员_人_200_500",
        ])
  }

  @Test func measuresAndUnitsKeepTheirIndicator() throws {
    #expect(
      try Self.targets(
        "<tr><th colspan=2>指标<th>2025年</tr><tr><td rowspan=2>科普经费<td>总量（万元）<td>300</tr><tr><td>比重（%）<td>5</tr>"
          + "<tr><td>科普基地<td>个<td>8</tr><tr><td colspan=2>科普活动参加率（%）<td>60</tr>")
        == [
          "科普经费总量 3000000 元 2025 | 科普经费_总量(万元)_300", "科普经费比重 5 % 2025 | 比重(%)_5",
          "科普基地 8 个 2025 | 科普基地_个_8", "科普活动参加率 60 % 2025 | 科普活动参加率(%)_60",
        ])
  }

  @Test func figuresOfUnclearPlaceGiveNothing() throws {
    let head = "<tr><th>指标<th>单位<th>2020年<th>2025年</tr>"
    #expect(try Self.targets(head + "<tr><td>科普馆<td>个<td colspan=2>10</tr>").isEmpty, "one figure for two years")
    #expect(
      try Self.targets(head + "<tr><td>科普馆<td>个<td>3<td rowspan=2>10</tr><tr><td>流动馆<td>个<td>2</tr>").isEmpty,
      "one figure for two indicators")
    #expect(
      try Self.targets("<tr><th>指标<th colspan=2>2025年</tr><tr><td>科普馆<td>10<td>20</tr>").isEmpty, "two figures for one year")
  }

  @Test func whatAllRowsShareIsReportedOnce() throws {
    #expect(
      try Self.targets(
        "<tr><th>指标<th>2025年（个）<th>做法</tr><tr><td rowspan=2>科普馆<td rowspan=2>10<td>新建</tr><tr><td>改造</tr>")
        == ["科普馆 10 个 2025 | 科普馆_10"])
  }

  @Test func anOwnerOfSeveralRowsOwnsEachTask() throws {
    #expect(
      try Self.owners(
        "<tr><th>序号<th>工作任务<th>牵头单位<th>配合单位</tr><tr><td>1<td>办好科普展览<td rowspan=2>市教育局<td>市财政局</tr>"
          + "<tr><td>2<td>培训科普教师<td>市人力资源社会保障局</tr><tr><td>3<td>建设科技馆<td>市科协<td>市住房城乡建设局</tr>")
        == [
          "lead 市教育局 | 市教育局", "support 市财政局 | 市财政局", "lead 市教育局 | 2_培训科普教师_市人力资源社会保障局",
          "support 市人力资源社会保障局 | 市人力资源社会保障局", "lead 市科协 | 市科协", "support 市住房城乡建设局 | 市住房城乡建设局",
        ])
  }

  @Test func aTaskOfSeveralRowsNamesItsOwnerOnce() throws {
    #expect(
      try Self.owners(
        "<tr><th rowspan=2>工作任务<th colspan=2>责任单位<th rowspan=2>完成时限</tr><tr><th>牵头单位<th>配合单位</tr>"
          + "<tr><td colspan=4>一、办好市科协展览</tr><tr><td rowspan=2>办好科普展览<td rowspan=2>市科协<td>市教育局<td>2023年</tr>"
          + "<tr><td>市财政局<td>2024年</tr><tr><td>办好科普周<td colspan=2>市委宣传部<td>2025年</tr>")
        == ["lead 市科协 | 市科协", "support 市教育局 | 市教育局", "support 市财政局 | 市财政局"])
  }
}
