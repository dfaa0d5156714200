import Foundation
import Testing

@testable import PlanText

@Suite struct OutlineTests {
  @Test func nestsTheUsualLevels() {
    #expect(
      tree(
        """
        清河市科协2024年工作要点
        一、总体要求
        （一）指导思想
        坚持围绕中心、服务大局，团结引领科技工作者。
        （二）基本原则
        ——坚持党的领导。着力加强思想引领。
        ——坚持改革创新。完善体制机制。
        二、重点任务
        1.加强科普工作。开展科普活动50次以上。
        2.服务企业创新。建立工作站5家。
        （1）完善机制。健全制度。
        ①落实责任；
        """) == [
          "一 总体要求", "一/（一） 指导思想", "一/（二） 基本原则", "一/（二）/——1 坚持党的领导", "一/（二）/——2 坚持改革创新",
          "二 重点任务", "二/1 加强科普工作", "二/2 服务企业创新", "二/2/（1） 完善机制", "二/2/（1）/① -",
        ])
  }

  @Test func findsItemsThatShareALine() {
    #expect(
      tree(
        "为落实部署，提出以下意见。一、优化服务（一）简化流程。推动一网通办。（市政务局负责）（二）降低成本。减免费用。二、强化保障（三）加强领导。压实责任。（四）严格考核。定期通报。"
      ) == [
        "一 优化服务", "一/（一） 简化流程", "一/（二） 降低成本", "二 强化保障", "二/（三） 加强领导", "二/（四） 严格考核",
      ])
  }

  @Test func aMentionIsNoItem() {
    #expect(
      tree(
        """
        第一条 申请人应当符合第（一）项和第（二）项的规定。
        第二条 按照（一）、（二）的要求办理。推动一、二、三产业融合。
        """) == ["第一条 -", "第二条 -"])
  }

  @Test func keepsNumbersAsWritten() {
    #expect(
      tree(
        """
        一、任务
        （一）创新
        1.建平台。建设平台。
        2.育人才。培育人才。
        （二）开放
        3.扩开放。扩大开放。
        二、保障
        1.组织。加强组织。
        """) == [
          "一 任务", "一/（一） 创新", "一/（一）/1 建平台", "一/（一）/2 育人才", "一/（二） 开放", "一/（二）/3 扩开放", "二 保障", "二/1 组织",
        ])
  }

  @Test func headingsOfEveryKind() {
    #expect(
      tree(
        """
        1.总体目标：到2025年，建成体系。
        2.加强组织领导。
        各单位要高度重视。
        3.对符合条件的企业给予一次性奖励，并在项目申报、用地保障等方面予以支持。
        4.完善机制
        """) == ["1 总体目标", "2 加强组织领导", "3 -", "4 完善机制"])
  }

  @Test func setsTheContentsApart() {
    let outline = Outline(
      of: document(
        """
        清河市“十四五”科普规划
        目 录
        一、现状........1
        二、任务........3
        （一）阵地建设........3
        （二）队伍建设........5
        一、现状
        我市科普工作取得成效，基础不断夯实。
        二、任务
        （一）阵地建设
        建设科普基地。
        （二）队伍建设
        发展志愿者队伍。
        """))
    #expect(outline.sections.map(\.name) == ["一", "二", "二/（一）", "二/（二）"])
    #expect(outline.parts.map(\.role) == [.body, .contents, .body])
  }

  @Test func tellsNoticePlanAndAnnexApart() {
    let outline = Outline(
      of: document(
        """
        清河市科协关于印发《2024年工作要点》的通知
        各县区科协：
        现将《清河市科协2024年工作要点》印发给你们，请认真贯彻落实。
        清河市科学技术协会
        2024年3月5日
        清河市科协2024年工作要点
        一、总体要求
        全市科协系统要围绕中心工作，团结引领广大科技工作者建功立业，推动事业发展。
        附件1
        任务分工表
        1.开展科普活动。由普及部负责。
        """))
    #expect(outline.parts.map(\.role) == [.notice, .body, .annex])
    #expect(outline.sections.map(\.name) == ["一", "附件1", "附件1/1"])
    #expect(outline.text.string(outline.parts[1].range).hasPrefix("清河市科协2024年工作要点"))
  }

  @Test func setsPageFurnitureApart() {
    let outline = Outline(
      of: document(
        """
        下载
        打印
        【字号：
        大
        】
        2026年云川省政府工作报告
        来源：云川日报
        时间：2026-02-02
        各位代表：
        现在，我代表省人民政府向大会报告工作，请予审议，并请各位政协委员和列席人员提出意见。
        一、重点工作
        今年要抓好八个方面工作，推动高质量发展，确保完成全年目标任务，让人民群众满意。
        相关报道：
        """))
    let chrome = outline.parts.filter { $0.role == .chrome }.map { outline.text.string($0.range) }
    #expect(chrome.joined().contains("打印") && chrome.joined().contains("来源:云川日报"))
    #expect(chrome.last == "相关报道:")
    #expect(outline.sections.map(\.name) == ["一"])
  }

  @Test(arguments: [
    ("推进改革。完善制度；强化监督！", ["推进改革", "完善制度", "强化监督"]),
    ("落实“学习。实践”要求（含：甲；乙），抓好整改。开展检查", ["落实“学习。实践”要求(含:甲;乙),抓好整改", "开展检查"]),
    ("发扬“三?！本精神，开展活动。加强管理", ["发扬“三?!本精神,开展活动", "加强管理"]),
    ("他说：“要抓好落实。”各地要行动起来。", ["他说:“要抓好落实。”", "各地要行动起来"]),
    ("丢了一个右引号“的句子。下一句。", ["丢了一个右引号“的句子", "下一句"]),
  ])
  func cutsSentences(_ text: String, sentences: [String]) {
    let outline = Outline(of: document(text))
    #expect(outline.sentences.map { outline.text.string($0.range) } == sentences)
  }

  @Test func whatASpeakerSaysGivesNoTitle() {
    let body = String(repeating: "推进清河市公共文化服务体系建设，", count: 8)
    let outline = Outline(of: document("一、重点工作\n我们会加强合作。\(body)完善政策。\n房屋是民生的核心。\(body)完善政策。\n我亦要求提升职能。\(body)完善政策。"))
    #expect(outline.sentences.filter(\.isHeading).map { outline.text.string($0.range) } == ["重点工作"])
  }

  @Test func aRunInHeadingIsNoSentence() {
    let outline = Outline(of: document("一、任务\n1.加强科普。开展活动50次。（牵头：普及部）"))
    #expect(outline.sentences.filter { !$0.isHeading }.map { outline.text.string($0.range) } == ["开展活动50次", "(牵头:普及部)"])
    #expect(outline.sentences.filter(\.isHeading).map { outline.text.string($0.range) } == ["任务", "加强科普"])
  }

  @Test func shortSentencesThatHeadParagraphsAreHeadings() {
    let body = "深入落实各项政策措施，完善工作机制，优化服务供给，推动资源下沉，强化要素保障，促进各类主体公平参与，不断提升群众满意度，形成良好局面，为全市高质量发展提供有力支撑，努力完成全年目标任务。"
    let outline = Outline(of: document("一、重点工作\n大力提振消费。\(body)完善政策。\n扩大有效投资。\(body)完善政策。\n深化对外开放。\(body)完善政策。"))
    #expect(outline.sentences.filter(\.isHeading).map { outline.text.string($0.range) } == ["重点工作", "大力提振消费", "扩大有效投资", "深化对外开放"])
  }

  /// Sections nest, parts cover, sentences lie in order: on every real document at hand.
  @Test(arguments: SharedCorpus.texts)
  func holdsItsInvariants(_ url: URL) throws {
    let outline = Outline(of: try #require(SharedCorpus.document(url)))
    for section in outline.sections {
      if let parent = section.parent {
        #expect(outline.sections[parent].range.contains(section.range.lowerBound))
        #expect(outline.sections[parent].range.upperBound >= section.range.upperBound)
        #expect(section.path.dropLast() == outline.sections[parent].path[...])
      }
      #expect(section.range.lowerBound <= section.own.upperBound && section.own.upperBound <= section.range.upperBound)
    }
    #expect(outline.parts.first?.range.lowerBound == 0)
    #expect(outline.parts.last?.range.upperBound == outline.text.count)
    for (a, b) in zip(outline.parts, outline.parts.dropFirst()) { #expect(a.range.upperBound == b.range.lowerBound) }
    for (a, b) in zip(outline.sentences, outline.sentences.dropFirst()) { #expect(a.range.upperBound <= b.range.lowerBound) }
  }
}
