import Foundation
import PlanText
import Testing

@testable import PlanExtraction

/// Addresses of Hong Kong and spoken reports of Taiwan: figures told in two steps, and what commits beside 我们会.
@Suite struct AddressTests {
  private static let opening = "海城特別行政區二零二六年施政報告\n主席女士：\n第二章　民生\n"

  private func spoken(_ sentence: String) throws -> [Target] {
    try targets(Self.opening + "10. 我們會聽取意見。\(sentence)\n11. 我們會繼續努力。各位議員，多謝。", period: 2026...2026, kind: "施政报告")
  }

  @Test func whatIsThereTodayNamesWhatWillBe() throws {
    let found = try spoken("現有執法隊伍只有6隊，明年起會增至15隊。")
    #expect(found.map(\.indicator) == ["执法队伍"])
    #expect(found.map(\.value) == [15])
  }

  @Test func aLevelOfYearsIsAFigure() throws {
    let found = try spoken("我們會把輪候時間進一步壓縮至 4 年以下。")
    #expect(found.map(\.value) == [4])
    #expect(found.map(\.comparator) == [.atMost])
  }

  @Test func eachYearOfARunIsATarget() throws {
    let text = "清河市議會市長施政總報告\n議長、各位議員：\n壹、體育\n運動中心已有9座，117年、118年各完成2座。自來水普及率現為82.9%，119至121年分別達84%、85%、86%。"
    let found = try targets(text, issuedOn: "2026-10-12", province: "台湾省")
    #expect(found.map(\.deadline) == [2028, 2029, 2030, 2031, 2032])
    #expect(found.map(\.value) == [2, 2, 84, 85, 86])
  }

  @Test func aClauseBehindTheFigureDatesIt() throws {
    let text = "清河市政府115年度施政計畫\n壹、年度施政目標\n一、建置氣象站24站，於116年底前完成。\n二、興建抽水站3座，分年於116年及117年完工。\n三、辦理宣導20場。"
    #expect(try targets(text, period: 2026...2026, kind: "施政计划", province: "台湾省").map(\.deadline) == [2027, 2028, 2026])
  }

  @Test func bulletsBelowWhatAnOfficeWillDoArePromises() throws {
    let text = Self.opening + "56. 康樂處明年會：\n•\t新建八個休憩公園及兩個運動場；\n•\t種植一百萬棵樹苗。\n57. 我們會聽取意見，各位議員，多謝。我們會努力。"
    #expect(try targets(text, period: 2026...2026, kind: "施政报告").map(\.value) == [8, 2, 1_000_000])
  }

  @Test func yearsBelowAMeasureBelongToIt() throws {
    let text = "雲川縣中程施政計畫\n二、衡量指標\n衡量指標：1.學員結訓人數\n評估方式：實際人數\n115年度：120人\n116年度：130人"
    let found = try targets(text, period: 2026...2027, kind: "施政计划", province: "台湾省")
    #expect(found.map(\.indicator) == ["学员结训人数", "学员结训人数"])
    #expect(found.map(\.deadline) == [2026, 2027])
  }

  /// The quotes of the obligations of a text of there, as its source has them.
  private func duties(_ text: String) throws -> [String] {
    let scalars = Array(text.unicodeScalars)
    var blocks: [Block] = []
    var start = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let end = start + line.unicodeScalars.count
      if end > start { blocks.append(Block(span: SourceSpan(start: start, end: end), kind: .paragraph)) }
      start = end + 1
    }
    let document = Document(
      path: "address", format: .html, encoding: EncodingReport(name: "UTF-8", reason: "valid UTF-8"), text: scalars, blocks: blocks, sha256: "")
    let outline = Outline(of: document)
    return try Extraction.bundled().findings(in: outline).obligations.map { obligation in
      let span = outline.text.sourceSpan(obligation.range)
      return String(String.UnicodeScalarView(scalars[span.start..<span.end]))
    }
  }

  private static let talk = (0..<12).map { "我們相信第\($0)項工作重要。我們感謝市民的支持。我們重視市民的意見。" }.joined(separator: "\n")

  @Test(arguments: [
    "所有承辦商必須在合約中訂明最低工資", "專營渡輪公司須在2029年前引入30艘電動船", "社區診所的服務時間會由明年四月起延長",
    "我們鼓勵家長多陪伴子女", "現有巡查隊伍只有6隊，明年起會增至15隊",
  ])
  func anAddressCommitsByThingsAndRules(sentence: String) throws {
    let found = try duties(Self.opening + "10. 社會上有不少意見。\(sentence)。\n" + Self.talk)
    #expect(found == [sentence])
  }

  @Test(arguments: ["社會必須互諒互讓", "明年經濟會持續增長", "改革必須堅守原則", "人口會在2030年後下降", "今年六月議會臨時會通過條例", "過去3年共批准57宗申請，可提供約600個單位"])
  func whatComesByItselfCommitsNobody(sentence: String) throws {
    #expect(try duties(Self.opening + "10. 社會上有不少意見。\(sentence)。\n" + Self.talk).isEmpty)
  }

  @Test func aNumberedParagraphOpensWithASentence() throws {
    #expect(try duties(Self.opening + "10. 我們會興建新的圖書館。社會上有不少意見。\n" + Self.talk) == ["我們會興建新的圖書館"])
  }

  @Test func whatAnAddressTellsIsNoTarget() throws {
    let text = Self.opening + "10. 我們會聽取意見。中小企佔全城企業總數98%，聘用約130萬名僱員。我們會在未來三年增建2間圖書館。\n" + Self.talk
    #expect(try Extraction.bundled().findings(in: RuleCheck.outline(text, period: 2026...2026)).targets.map(\.value) == [2])
  }

  @Test func aShortRunInTitleIsNoSentence() throws {
    #expect(try duties(Self.opening + "（一）持續推動財政改善。我們會削減開支。\n" + Self.talk) == ["我們會削減開支"])
  }

  @Test func chaptersOfResultsCommitNobody() throws {
    let text = "東川縣政府116年度施政計畫\n壹、重要施政成果\n一、社會福利\n（一）本府布建長照據點39處；新增失智據點9處，累計達48處。\n貳、年度施政重點\n一、社會福利\n（一）布建「失智據點」12處。"
    #expect(try duties(text) == ["布建「失智據點」12處"])
  }
}
