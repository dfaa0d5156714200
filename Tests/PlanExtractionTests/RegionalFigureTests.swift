import Foundation
import PlanText
import Testing

@testable import PlanExtraction

/// Figures as plans and addresses of Hong Kong, Macao and Taiwan write them: tenths, thousandths, spans, rows of years, sums and their purposes.
@Suite struct RegionalFigureTests {
  private func plan(_ text: String) throws -> [Target] {
    try targets("海城縣環境保護行動方案\n" + text, period: 2024...2028, kind: "行動方案")
  }

  @Test(arguments: [
    ("把廢物量減少四成至四成五。", "40", "45"), ("嬰兒死亡率降至千分之3.5以下。", "0.35", nil), ("女性主管比例達1/3。", "33.33", nil), ("空氣污染紅害日數歸零。", "0", nil),
    ("消防車平均到場時間縮短至4分30秒以內。", "4.5", nil), ("扶助鄉鎮占鄉鎮總數九成以上。", "90", nil),
  ])
  func tenthsThousandthsAndSecondsAreRead(text: String, value: String, high: String?) throws {
    let found = try #require(try plan(text).first)
    #expect(found.value == Decimal(string: value))
    #expect(found.high == high.flatMap { Decimal(string: $0) })
  }

  @Test func aDateWithAStrokeIsNoShare() throws {
    #expect(try plan("說明會於1/3舉行。").isEmpty)
  }

  @Test func aRowOfYearsTakesNameAndUnitFromItsLabel() throws {
    let found = try plan("媒合農地面積（公頃）：112年實際值70；114年度目標值：80；115年度：90；116年度：100。")
    #expect(found.map(\.value) == [80, 90, 100])
    #expect(found.map(\.deadline) == [2025, 2026, 2027])
    #expect(found.allSatisfy { $0.indicator.contains("农地面积") && !$0.indicator.contains("公顷") && $0.unit == "公顷" })
  }

  @Test(arguments: [
    ("我們會預留9.3億元，資助車主更換車輛。", "车主更换车辆"), ("政府會從發展基金撥出二十五億元，推行中小企業信貸計劃。", "中小企业信贷计划"),
    ("政府會從發展基金撥出二十五億元。", "发展基金"), ("我們會撥款十億元，推出一系列措施。", "经费投入"),
  ])
  func aSumIsNamedByWhatItIsFor(text: String, name: String) throws {
    #expect(try plan(text).map(\.indicator) == [name])
  }

  @Test func whatOthersGainIsMeasuredApart() throws {
    let found = try plan("輔導300家店家創造營業額5億元。")
    #expect(found.map(\.indicator) == ["店家", "营业额"])
    #expect(found.map(\.value) == [300, 500_000_000])
  }

  @Test(arguments: [
    ("無人機隊合格操作手每分局至少4人。", "无人机队合格操作手", nil), ("把中小學的科學經費增至每校每年30萬元。", "中小学的科学经费", nil),
    ("每校均有1名專任輔導人力。", "专任辅导人力", "每校"),
  ] as [(String, String, String?)])
  func soManyForEachIsNobodyWhoActs(text: String, name: String, actor: String?) throws {
    let found = try #require(try plan(text).first)
    #expect(found.indicator == name)
    #expect(found.actor == actor)
  }

  @Test func aFundThatWillPayIsNamedWithoutTheModal() throws {
    #expect(try plan("科技從業員會由10,000人增至15,000人。").map(\.indicator) == ["科技从业员"])
    #expect(try plan("回收基金會增撥10億元。").map(\.indicator) == ["回收基金"])
  }

  @Test func aYearInBracketsIsThatOfTheWord() throws {
    let found = try plan("113年底前完成環境普查。明（114）年新建社會住宅1,200戶。110-113年度新增托嬰中心100處。")
    #expect(found.map(\.indicator).suffix(2) == ["新建社会住宅", "新增托婴中心"])
    #expect(found.map(\.deadline).suffix(2) == [2025, 2024])
  }

  @Test func aThirdIsWrittenInTwoWays() throws {
    #expect(try plan("我們會把回收率增至三分一。").map(\.value) == [Decimal(string: "33.33")])
  }

  @Test func whatWorksWillYieldIsAnAimWhereNothingStandsOfNow() throws {
    #expect(try plan("新發展區可提供約6萬個單位。").map(\.value) == [60_000])
    #expect(try plan("較去（112）年增加公園10座。").map(\.deadline) == [2028])
  }

  @Test func whatIsDoneEveryYearIsNoMeeting() throws {
    #expect(try plan("屋宇署每年會選定二千幢樓宇執行強制驗樓計劃。").map(\.value) == [2000])
  }

  @Test func theYearOfOneMemberIsNotNamedByTheNext() throws {
    let found = try plan("113年：新建公園10座；115年起每年新建公園15座。")
    #expect(found.last?.value == 15)
    #expect(found.last?.deadlineExplicit == false)
  }

  @Test func textsOfThereInSimplifiedCharactersAreReadByTheirRules() throws {
    let lines = ["香港特别行政区政府", "青年发展蓝图（2024-2028）", "为改善青年处境，我们会推行以下措施。", "（一）预留三千万元的配对基金。"]
    let scalars = Array(lines.joined(separator: "\n").unicodeScalars)
    var blocks: [Block] = []
    var start = 0
    for line in lines {
      let end = start + line.unicodeScalars.count
      blocks.append(Block(span: SourceSpan(start: start, end: end), kind: .paragraph))
      start = end + 1
    }
    let outline = Outline(
      of: Document(
        path: "plan", format: .html, encoding: EncodingReport(name: "UTF-8", reason: "valid UTF-8"), text: scalars, blocks: blocks, sha256: ""))
    #expect(outline.isRegional)
    let found = TargetExtractor(book: try RuleBook.bundled()).targets(in: outline)
    #expect(found.map(\.indicator) == ["配对基金"])
  }
}
