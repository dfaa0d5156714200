import PlanExtraction
import PlanText
import Testing

@Suite struct SectionPurposeLexiconTests {
  static let words = try! WordLexicon.bundled()
  static let lexicon = try! PurposeLexicon.bundled(words: words)
  static let headings = LexiconExample.all(
    of: try! .bundled("purposes.tsv", columns: PurposeLexicon.headingColumns, required: ["pattern"]))
  static let cues = LexiconExample.all(
    of: try! .bundled("cues.tsv", columns: PurposeLexicon.cueColumns, required: ["pattern"]))

  @Test(arguments: headings) func heading(_ example: LexiconExample) {
    let found = Self.lexicon.purpose(ofHeading: example.text, in: 0..<example.text.count, under: nil)
    #expect((found?.rawValue == example.row["purpose"]) == example.fits, "found \(found?.rawValue ?? "none")")
  }

  @Test(arguments: cues) func cue(_ example: LexiconExample) {
    let found = Self.lexicon.cuePurpose(example.text, in: 0..<example.text.count)
    #expect((found?.rawValue == example.row["purpose"]) == example.fits, "found \(found?.rawValue ?? "none")")
  }

  @Test func progressUnderGoalsIsAGoal() {
    let text = Array("社会治理取得决定性进展".unicodeScalars)
    #expect(Self.lexicon.purpose(ofHeading: text, in: 0..<text.count, under: nil) == .review)
    #expect(Self.lexicon.purpose(ofHeading: text, in: 0..<text.count, under: .goals) == nil)
  }

  @Test func nothingUnderAReviewIsATask() {
    let text = Array("重点任务".unicodeScalars)
    #expect(Self.lexicon.purpose(ofHeading: text, in: 0..<text.count, under: nil) == .tasks)
    #expect(Self.lexicon.purpose(ofHeading: text, in: 0..<text.count, under: .review) == nil)
  }
}

@Suite struct WordLexiconTests {
  static let examples = LexiconExample.all(
    of: try! .bundled("words.tsv", columns: WordLexicon.columns, required: ["group"]))

  @Test(arguments: examples) func group(_ example: LexiconExample) {
    let words = Set(example.row.list("words"))
    var found = false
    var at = 0
    while at < example.text.count {
      let word = SectionPurposeLexiconTests.words.word(example.text, at: at, end: example.text.count)
      let length = word?.length ?? 1
      found = found || word != nil && words.contains(String(Array(example.text[at..<at + length])))
      at += length
    }
    #expect(found == example.fits)
  }
}

/// A section of a test outline: path, heading and sentences.
private struct TestSection {
  let path: [String]
  let heading: String
  let sentences: [String]
}

@Suite struct SectionPurposesTests {
  /// An outline with one paragraph a sentence group; `before` is a paragraph in front of the first section.
  private func outline(before: [String] = [], _ items: [TestSection]) -> Outline {
    var builder = OutlineFixture()
    builder.paragraph(before)
    for item in items { builder.section(item.path, heading: item.heading, sentences: item.sentences) }
    return builder.outline()
  }

  private func purposes(_ outline: Outline) -> SectionPurposes {
    SectionPurposes(outline, lexicon: SectionPurposeLexiconTests.lexicon)
  }

  @Test func headingsDecideAndChildrenInherit() {
    let plan = outline(
      before: ["为加快清河市科普事业发展，制定本规划"],
      [
        TestSection(path: ["一"], heading: "规划背景", sentences: ["科普事业不断进步"]),
        TestSection(path: ["一", "（一）"], heading: "“十三五”时期取得重大成就", sentences: ["建成科技馆三座"]),
        TestSection(path: ["二"], heading: "总体要求", sentences: []),
        TestSection(path: ["二", "（一）"], heading: "指导思想", sentences: ["坚持服务大局"]),
        TestSection(path: ["二", "（二）"], heading: "发展目标", sentences: ["建成示范区"]),
        TestSection(path: ["三"], heading: "重点任务", sentences: []),
        TestSection(path: ["三", "（一）"], heading: "加强组织建设", sentences: ["开展培训"]),
        TestSection(path: ["四"], heading: "保障措施", sentences: ["加强领导"]),
      ])
    let found = purposes(plan)
    #expect(
      plan.sections.map { found.purpose(ofSection: $0.index) }
        == [.background, .review, .guidance, .guidance, .goals, .tasks, .tasks, .safeguards])
    #expect(found.purpose(ofSentence: 0) == .background)
  }

  @Test func aReviewWithoutItsNameIsSeenByTense() {
    let done = ["全省公路已建成三千公里", "粮食产量再创新高", "改革取得了积极进展", "两家企业入选全国名单", "城镇就业超额完成任务"]
    let report = outline([
      TestSection(path: ["一"], heading: "砥砺奋进书写新篇", sentences: done),
      TestSection(path: ["二"], heading: "锐意进取再谱华章", sentences: done.map { _ in "大力发展县域经济" }),
    ])
    let found = purposes(report)
    #expect(found.purpose(ofSection: 0) == .review)
    #expect(found.purpose(ofSection: 1) == .tasks)
  }

  @Test func cuesOpenAStretchInsideTheirParagraph() {
    let report = outline([
      TestSection(
        path: ["三"], heading: "2031年重点工作",
        sentences: ["今年经济社会发展的主要预期目标是：地区生产总值增长5%左右", "城镇新增就业6万人以上"]),
      TestSection(path: ["三", "（一）"], heading: "扩大内需", sentences: ["办好消费节", "让我们携手奋斗"]),
    ])
    let found = purposes(report)
    let body = report.sentences.indices.filter { !report.sentences[$0].isHeading }
    #expect(body.map { found.purpose(ofSentence: $0) } == [.goals, .goals, .tasks, .salutation])
  }
}
