import Foundation
import Testing

@testable import PlanText

@Suite struct NormalTextTests {
  private func normal(_ text: String) -> NormalText { NormalText(of: document(text)) }
  private func string(_ text: NormalText) -> String { text.string(0..<text.count) }

  @Test(arguments: [
    ("全面推进，重点突破；（一）５０％以上！", "全面推进,重点突破;(一)50%以上!"),
    ("「科創」行動", "“科创”行动"),
    ("国  务  院", "国务院"),
    ("2013年 1月 16日", "2013年1月16日"),
    ("市长 王明", "市长 王明"),
    ("到２０２５年", "到2025年"),
    ("云川省\u{200B}清河市", "云川省清河市"),
  ])
  func folds(_ source: String, reading: String) {
    #expect(string(normal(source)) == reading)
  }

  @Test func removesOnlyProvedGlosses() {
    let text = normal("各縣區(qū)科協(xié)開展學(xué)習(xí)，責任制(zé)，項目(APP)")
    #expect(string(text) == "各县区科协开展学习,责任制(zé),项目(APP)")
    #expect(text.damage.filter { $0.kind == .gloss && $0.certainty == .exact }.count == 4)
    #expect(text.damage.filter { $0.kind == .gloss && $0.certainty == .detected }.count == 1)
  }

  @Test func aCharacterStandsForItsGloss() throws {
    let source = document("全區(qū)推進")
    let text = NormalText(of: source)
    let span = text.sourceSpan(0..<2)
    #expect(source.quote(span) == "全區(qū)")
  }

  @Test func marksOfMarkdownAreNoText() {
    let text = normal("# 清河市工作要点\n## 一、重点任务\n**责任单位：** 市水务局、**市财政局**\n2**3和C# 语言")
    #expect(string(text) == "清河市工作要点\n一、重点任务\n责任单位:市水务局、市财政局\n2**3和C#语言")
    #expect(document("# 清河市工作要点\n## 一、重点任务").quote(normal("# 清河市工作要点\n## 一、重点任务").sourceSpan(0..<7)) == "清河市工作要点")
  }

  @Test(arguments: ["110101******1234，138******56\n110101******1234，138******56", "王**、张**\n李**、赵**"])
  func starsThatHideSomethingStay(_ text: String) { #expect(string(normal(text)) == text.replacingOccurrences(of: "，", with: ",")) }

  @Test func aSignWithoutABlankIsNoMarkOfMarkdown() { #expect(string(normal("#1号楼改造\n5*6*7")) == "#1号楼改造\n5*6*7") }

  @Test func aBracketCutByAWrappedLineGoesOn() {
    let line = "推动老旧车辆汰换为新能源车，每年汰换不少于三百辆，并持续办理宣导活动，"
    let wrapped = (0..<24).map { $0 == 20 ? "检讨奖励措施。（主办单位：市交通局；协办单位：市水务局，各县（区）\n人民政府、市环保局）" : line }
    let text = normal(wrapped.joined(separator: "\n"))
    #expect(string(text).contains("各县(区)人民政府、市环保局)"))
  }

  @Test func joinsWhatAPageBreakCut() {
    let text = normal(
      """
      一、工作要求。各单位要加强统筹，形成合力，确保各项任务按期完成，并通过项

      目支持，带动社会投入。
      """)
    #expect(text.paragraphs.count == 1)
    #expect(string(text).contains("通过项目支持"))
    #expect(text.damage.map(\.kind) == [.pagebreak])
  }

  @Test func joinsAcrossAPageNumber() throws {
    let source = document(
      """
      一、工作要求。各单位要加强统筹，形成合力，确保各项任务按期完成，推动工作取得新
      - 3 -
      的成效，让群众满意。
      """)
    let text = NormalText(of: source)
    #expect(text.paragraphs.count == 1)
    #expect(string(text).contains("取得新的成效"))
    #expect(text.damage.map(\.kind) == [.pagebreak])
    let readings = try #require(Outline(of: source).passages().first).readings
    #expect(readings.count == 2)
  }

  @Test func leavesPageNumbersBetweenParagraphsApart() {
    let text = normal(
      """
      一、工作要求。各单位要加强统筹，形成合力，确保各项任务按期完成。
      - 3 -
      二、保障措施。各单位要加强领导，压实责任，确保各项任务落到实处。
      """)
    #expect(text.paragraphs.map(\.kind) == [.line, .chrome, .line])
  }

  /// Lines of a page set in from the edge, or hanging below their item, as a PDF gives them up.
  @Test(arguments: [("", "    "), ("   ", "   "), ("    ", "")])
  func joinsWrappedLinesWhateverTheirIndent(first: String, rest: String) {
    let sentence = "本局将持续推动老旧校舍整建工程，并于三年内完成全部校舍耐震补强，同时增设公共托育据点，扩大服务量能，让家长安心就业"
    let paragraphs = (1...14).map { "（\($0)）" + sentence + String(repeating: "好", count: $0) + "。" }
    let lines = paragraphs.flatMap { paragraph -> [String] in
      var left = Substring(paragraph)
      var lines: [String] = []
      while !left.isEmpty {
        lines.append((lines.isEmpty ? first : rest) + left.prefix(30))
        left = left.dropFirst(30)
      }
      return lines
    }
    let text = normal(lines.joined(separator: "\n"))
    #expect(text.paragraphs.count == paragraphs.count)
  }

  @Test func joinsAMarkerThatALineBreakCut() {
    let outline = Outline(of: document("（一）工业稳步增长。效益提升。\n（二）农业稳产。粮食增收。\n（\n三）改革持续深化。活力增强。\n四\n、保障措施"))
    #expect(outline.sections.map(\.name) == ["（一）", "（二）", "（三）", "四"])
  }

  @Test(arguments: ["\r", "\r\n", "\u{85}", "\u{2028}", "\n"])
  func aPhraseCrossesNoLineEnd(_ lineEnd: String) throws {
    let text = "工作要点"
    let source = Document(
      path: "a.txt", format: .text, encoding: EncodingReport(name: "UTF-8", reason: "test"),
      text: Array("\(text)\(lineEnd)一、总体要求".unicodeScalars),
      blocks: [
        Block(span: SourceSpan(start: 0, end: 4), kind: .line),
        Block(span: SourceSpan(start: 4 + lineEnd.unicodeScalars.count, end: 10 + lineEnd.unicodeScalars.count), kind: .line),
      ], sha256: "")
    let first = try #require(Outline(of: source).passages().first)
    #expect(first.readings[0].scalars.count == 4)
  }

  @Test func takesOutACharacterRepeatedAtThePageEdge() {
    let text = normal(
      """
      深入学习贯彻会议精神。各级组织要加强领导，明确责任，组织干部职工深入学

      学习贯彻会议部署，抓好落实。
      """)
    #expect(string(text).contains("干部职工深入学习贯彻会议部署"))
    #expect(text.damage.contains { $0.kind == .duplicate && $0.certainty == .exact })
  }

  @Test func keepsARepetitionThatNothingDisproves() {
    let text = normal(
      """
      各级组织要加强领导，明确责任。推动各方面力量汇聚，形成合力，让群众感受到人

      人参与的氛围，抓好落实。
      """)
    #expect(string(text).contains("感受到人人参与"))
    #expect(!text.damage.contains { $0.kind == .duplicate })
  }

  @Test func leavesHeadingsAndParagraphsApart() {
    let text = normal(
      """
      一、围绕科技创新，做服务发展的先锋

      全市各级组织要积极行动起来，广泛开展活动。

      二、加强自身建设
      切实加强干部队伍建设。
      """)
    #expect(text.paragraphs.count == 4)
    #expect(text.damage.isEmpty)
  }

  @Test func cutsLinesAtWideBlanks() {
    let text = normal("现印发给你们。　　　　　　国务院　　　　二○一一年十二月十五日 国家规划　　根据有关规定")
    #expect(text.paragraphs.map { text.string($0.range) } == ["现印发给你们。", "国务院", "二〇一一年十二月十五日", "国家规划", "根据有关规定"])
  }

  @Test func leavesSimplifiedTextAlone() {
    #expect(string(normal("成效显著，著名企业")) == "成效显著,著名企业")
    #expect(normal("成效显著").script == .hans)
  }

  @Test(arguments: [
    ("著力提升，成效顯著", "着力提升,成效显著"),
    ("乾隆年間的著作", "乾隆年间的著作"),
    ("發展目標與責任單位", "发展目标与责任单位"),
  ])
  func readsTraditionalByPhrase(_ source: String, reading: String) {
    #expect(string(normal(source)) == reading)
  }

  @Test func recordsDamageThatItCannotRepair() {
    let text = normal("弘揚精神??加強建設，發揚“三\u{FFFD}本\u{E086}精神")
    #expect(text.damage.contains { $0.kind == .lost && $0.certainty == .detected })
    #expect(text.damage.contains { $0.kind == .mojibake })
    #expect(string(text).contains("??"))
  }

  /// Every normal scalar maps to source characters in order, and folding those gives the scalar back.
  @Test(arguments: SharedCorpus.texts)
  func mapsEveryCharacterBack(_ url: URL) throws {
    let source = try #require(SharedCorpus.document(url))
    let text = NormalText(of: source)
    var previous: Int32 = 0
    let repaired = text.damage.filter { $0.kind == .mojibake && $0.repaired != nil }.map(\.span.range)
    for i in 0..<text.count {
      #expect(text.starts[i] >= previous && text.ends[i] >= text.starts[i])
      previous = text.starts[i]
      if text.scalars[i] == "\n" || text.scalars[i] == " " { continue }
      if repaired.contains(where: { $0.contains(Int(text.starts[i])) }) { continue }
      let original = CharacterForms.canonical(source.text[Int(text.starts[i])])
      #expect(SearchFold.fold(original) == SearchFold.fold(text.scalars[i]))
    }
  }
}
