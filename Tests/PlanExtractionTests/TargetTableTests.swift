import Foundation
import PlanReaders
import PlanText
import Testing

@testable import PlanExtraction

/// An outline of table rows, cells divided by tabs as the readers do.
private func table(_ rows: [[String]], period: ClosedRange<Int>) -> Outline {
  var text: [Unicode.Scalar] = []
  var blocks: [Block] = []
  for row in rows {
    let start = text.count
    var cells: [SourceSpan] = []
    for (k, cell) in row.enumerated() {
      if k > 0 { text.append("\t") }
      let from = text.count
      text += Array(cell.unicodeScalars)
      cells.append(SourceSpan(start: from, end: text.count))
    }
    blocks.append(Block(span: SourceSpan(start: start, end: text.count), kind: .tableRow(cells: cells)))
    text.append("\n")
  }
  let document = Document(
    path: "table", format: .html, encoding: EncodingReport(name: "UTF-8", reason: "valid UTF-8"), text: text, blocks: blocks,
    sha256: "")
  let outline = Outline(of: document)
  var metadata = outline.metadata
  metadata.periodStart = period.lowerBound
  metadata.periodEnd = period.upperBound
  return Outline(
    document: document, text: outline.text, metadata: metadata, sections: outline.sections, parts: outline.parts,
    sentences: outline.sentences)
}

@Suite struct TaskRowTests {
  private func found(_ rows: [[String]]) throws -> [Target] {
    TargetExtractor(book: try RuleBook.bundled()).targets(in: table(rows, period: 2021...2025))
  }

  @Test func figuresInWordsAreReadAndDatedByTheirRow() throws {
    let found = try found([
      ["序号", "任务", "目标", "牵头单位", "完成时限"], ["1", "老旧小区改造", "改造老旧小区120个", "市住建局", "2024年底"],
      ["2", "将登记承诺制实施范围扩大至80%以上的县区", "", "市市场监管局", "2023年6月"], ["3", "完善制度，新建窗口30个", "", "市政务局", "持续推进"],
    ])
    #expect(found.map(\.value) == [120, 80, 30])
    #expect(found.map(\.deadline) == [2024, 2023, 2025])
    #expect(found.map(\.deadlineExplicit) == [false, false, false])
  }

  @Test func columnsOfGoalsByYearAreReadAsSentences() throws {
    let found = try found([
      ["序号", "重点任务", "具体举措", "2023年目标", "2025年目标", "牵头单位"], ["1", "住房保障", "筹集保障性租赁住房", "新增2万套", "累计新增12万套", "市住建局"],
      ["2", "城市更新", "改造老旧小区", "改造小区120个、管网150公里", "改造小区600个", "市住建局"], ["3", "绿化", "建设公园", "12", "30", "市园林局"],
    ])
    let words = found.filter { $0.evidence.rule != "table" }
    #expect(words.map(\.value) == [20000, 120000, 120, 150, 600])
    #expect(words.map(\.deadline) == [2023, 2025, 2023, 2023, 2025])
    #expect(words.first?.indicator.contains("保障性租赁住房") == true)
    #expect(found.filter { $0.value == 20000 }.count == 1)
  }

  @Test func rowsOfYearsGiveAFigureAColumn() throws {
    let found = try found([
      ["年度", "新建（所）", "新增学位（个）", "计划投资（亿元）"], ["2020年", "3", "900", "1.5"], ["2022年", "4", "7200", "6.1"], ["2023", "5", "—", "7.4"], ["合计", "9", "7200", "13.5"],
    ])
    #expect(found.map(\.value) == [4, 7200, 610_000_000, 5, 740_000_000])
    #expect(found.map(\.deadline) == [2022, 2022, 2022, 2023, 2023])
    #expect(found.map(\.unit) == ["所", "个", "元", "所", "元"])
  }

  @Test func tablesWithoutTasksAreNotReadSo() throws {
    #expect(try found([["地区", "说明"], ["清河市", "新建公园30个"]]).isEmpty)
  }
}

@Suite struct TargetTableTests {
  @Test func theColumnThatSaysHowToCountGivesTheUnit() throws {
    let outline = table(
      [["指标项目", "评估基准", "2020年现况", "2024年", "2025年"], ["污水接管户数", "累计户数（户）", "11,905", "12,800", "14,000"]], period: 2021...2025)
    let targets = TargetExtractor(book: try RuleBook.bundled()).targets(in: outline)
    #expect(targets.map(\.unit) == ["户", "户"])
    #expect(targets.map(\.value) == [12_800, 14_000])
  }

  @Test func readsRowsUnderYears() throws {
    let outline = table(
      [
        ["序号", "指标", "单位", "2020年", "2025年", "属性"],
        ["1", "森林覆盖率", "%", "43.2", "≥45", "约束性"],
        ["2", "城镇新增就业", "万人", "12.5", "[60]", "预期性"],
        ["3", "单位产值能耗降低（%）", "", "—", "13.5", "约束性"],
      ], period: 2021...2025)
    let targets = TargetExtractor(book: try RuleBook.bundled()).targets(in: outline)
    #expect(targets.map(\.indicator) == ["森林覆盖率", "城镇新增就业", "单位产值能耗降低"])
    #expect(targets.map(\.value) == [45, 600_000, Decimal(string: "13.5")])
    #expect(targets.map(\.unit) == ["%", "人", "%"])
    #expect(targets.map(\.comparator) == [.atLeast, .equal, .equal])
    #expect(targets.map(\.deadline) == [2025, 2025, 2025])
    #expect(targets.map(\.strength) == [.mandatory, .planned, .mandatory])
    #expect(targets[0].baseline == Baseline(value: Decimal(string: "43.2") ?? 0, unit: "%", year: 2020))
    #expect(targets[2].baseline == nil)
  }

  @Test func rowsWithADateOfTheirOwnAreDueThen() throws {
    let rows = [
      ["任务", "牵头单位", "目标值", "完成时限"], ["新建科普基地", "市科协", "30个", "2024年底"], ["培训科技辅导员", "市教育局", "500人次", "持续推进"],
      ["建设科技馆", "市科协", "1座", "2019年"],
    ]
    let found = TargetExtractor(book: try RuleBook.bundled()).targets(in: table(rows, period: 2021...2025))
    #expect(found.map(\.value) == [30, 500])
    #expect(found.map(\.deadline) == [2024, 2025])
    #expect(found.map(\.baseline) == [nil, nil])
    #expect(found.map { $0.certainty.reasons.contains(.deadlineFromHeader) } == [false, true])
  }

  @Test(arguments: ["完成目标", "年度目标", "目标值"]) func goalsOfTheYearHaveAColumn(_ goal: String) throws {
    let rows = [["任务", "责任单位", goal, "计划完成时间"], ["新建科普基地", "市科协", "30个", "2024年10月"], ["建设实验室", "市科协", "5个", "12月底"]]
    let found = TargetExtractor(book: try RuleBook.bundled()).targets(in: table(rows, period: 2024...2024))
    #expect(found.map(\.value) == [30, 5])
    #expect(found.map(\.deadline) == [2024, 2024])
    #expect(found.map(\.baseline) == [nil, nil])
  }

  @Test func aTableWithDatesNeedsNoYearInItsTitle() throws {
    let text = "任务,牵头单位,目标值,完成时限\n培训科技辅导员,市教育局,500人次,2024年底\n新建科普基地,市科协,30个,长期坚持\n"
    let outline = Outline(of: try readDocument(path: "a.csv", bytes: Array(text.utf8)))
    let found = TargetExtractor(book: try RuleBook.bundled()).targets(in: outline)
    #expect(found.map(\.value) == [500])
    #expect(found.map(\.deadline) == [2024])
  }

  @Test func tablesOfTasksGiveWhatTheirCellsSay() throws {
    let outline = table([["任务", "责任单位"], ["新建公园10个", "市园林局"]], period: 2021...2025)
    #expect(TargetExtractor(book: try RuleBook.bundled()).targets(in: outline).map(\.indicator) == ["新建公园"])
  }
}
