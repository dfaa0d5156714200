import Testing

@testable import PlanText

/// Years of a plan below its title, and what else the first lines of texts of Hong Kong, Macao and Taiwan say.
@Suite struct PeriodLineTests {
  private func lines(_ strings: String...) -> [[Unicode.Scalar]] { strings.map { Array($0.unicodeScalars) } }

  @Test(arguments: [
    ("(2026-2030)", 2026, 2030), ("2026-2032", 2026, 2032), ("(111年12月25日至115年12月24日)", 2022, 2026), ("二○一一至一二年度", 2011, 2012),
    ("2026-27财政年度", 2026, 2027), ("计划期程:116年1月至121年12月", 2027, 2032),
  ])
  func yearsOnALineOfTheirOwn(line: String, first: Int, last: Int) {
    let found = PeriodLine.find(in: lines("某计划", line))
    #expect(found?.start == first)
    #expect(found?.end == last)
  }

  @Test func yearsBelowAHeadingOfThePeriod() {
    let found = PeriodLine.find(in: lines("书", "一", "二", "三", "四", "五", "第二节计划期程", "自民国115年1月1日起至118年12月31日止,为期四年。"))
    #expect(found?.start == 2026)
    #expect(found?.end == 2029)
  }

  @Test(arguments: ["2026年6月", "第12至15名", "2030-2026", "民众服务中心"])
  func otherLinesStateNoPeriod(line: String) {
    #expect(PeriodLine.find(in: lines("某计划", line)) == nil)
  }

  @Test func theMeasureWordOfALineIsNoArticle() {
    let text = Array("第四条跨海大桥通车".unicodeScalars)
    #expect(Marker.parse(text, at: 0, limit: text.count) == nil)
    let article = Array("第四条 各级政府应当".unicodeScalars)
    #expect(Marker.parse(article, at: 0, limit: article.count)?.style == .article)
  }

  @Test(arguments: ["• 黄金仓储", "- 设置", "(iii) 增加", "‧主办机关"])
  func itemsGoOnWithNoLineBefore(line: String) {
    #expect(LineShape.startsNew(Array(line.unicodeScalars)))
  }

  @Test func yearsOfTheRepublicInDatesOfIssue() {
    #expect(PlanDate.find(in: Array("发布日期:117年12月25日".unicodeScalars)[...])?.date.iso == "2028-12-25")
    #expect(PlanDate.find(in: Array("日期:116-05-21".unicodeScalars)[...])?.date.iso == "2027-05-21")
  }
}
