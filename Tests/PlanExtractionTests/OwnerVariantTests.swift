import PlanReaders
import PlanText
import Testing

@testable import PlanExtraction

/// Ways in which circulars assign responsibility, read from whole documents; all places and bodies are made up.
@Suite struct OwnerVariantTests {
  private static let extractor = try! OwnerExtractor()

  /// `role: names` of each entry in an item of a plan that ends with `text`.
  static func owners(_ text: String) throws -> [String] {
    let plan = "清河市促进科学教育实施方案\n一、主要任务\n（一）办好展览。面向全市办好科普展览，提升展览质量。\(text)\n二、保障措施\n加强领导。"
    let outline = Outline(of: try readDocument(path: "plan.txt", bytes: Array(plan.utf8)))
    return extractor.owners(in: outline).map { "\($0.role.rawValue): \($0.names.joined(separator: "、"))" }
  }

  @Test(arguments: [
    ("（省发展改革委牵头，省科技厅、省财政厅等相关部门及各地区按职责分工负责）", ["lead: 省发展改革委", "responsible: 省科技厅、省财政厅、相关部门、各地区"]),
    ("（由市科协牵头，会同市教育局负责）", ["lead: 市科协", "support: 市教育局"]),
    ("（市科协牵头，会同市教育局等部门，年底前完成）", ["lead: 市科协", "support: 市教育局"]),
    ("（市科协、市教育局按任务分工负责）", ["responsible: 市科协、市教育局"]),
    ("（市科协、市教育局分别牵头负责，各区、开发区管委会具体落实）", ["lead: 市科协、市教育局", "responsible: 各区、开发区管委会"]),
    ("（牵头：市科协；责任：市教育局；协助：各区）", ["lead: 市科协", "responsible: 市教育局", "support: 各区"]),
    ("（负责同志：刘志强；责任单位：市科协、市教育局）", ["responsible: 刘志强、市科协、市教育局"]),
    ("（责任单位：市科协，各市级学会、协会、研究会）", ["responsible: 市科协、各市级学会、协会、研究会"]),
    ("（责任单位：市级各部门，各县（市）、区）", ["responsible: 市级各部门、各县(市)、区"]),
    ("（教育部牵头，各省、自治区、直辖市人民政府负责）", ["lead: 教育部", "responsible: 各省、自治区、直辖市人民政府"]),
    ("（主体责任单位：各镇（街道）；监管责任单位：市住建局）", ["responsible: 各镇(街道)、市住建局"]),
    ("（以上工作由市科协牵头，市教育局配合）", ["lead: 市科协", "support: 市教育局"]),
    ("（市科协牵头，清河区政府、经济技术开发区管委配合）", ["lead: 市科协", "support: 清河区政府、经济技术开发区管委"]),
    ("（市科协主办，市教育局协办）", ["lead: 市科协", "support: 市教育局"]),
    ("（市科协会同市教育局、市财政局）", ["responsible: 市科协", "support: 市教育局、市财政局"]),
    ("\n责任部门 市科协、市教育局", ["responsible: 市科协、市教育局"]),
    ("\n参与：市直相关部门、各县区人民政府", ["support: 市直相关部门、各县区人民政府"]),
    ("\n牵头单位：市科协  责任单位：市教育局、各县（区）  完成时限：持续推进", ["lead: 市科协", "responsible: 市教育局、各县(区)"]),
    ("（住房城乡建设部牵头，教育部等9部门配合）", ["lead: 住房城乡建设部", "support: 教育部"]),
    ("（市科协会同市教育局、市财政局负责）", ["responsible: 市科协", "support: 市教育局、市财政局"]),
    ("（市科协联合市教育局负责）", ["responsible: 市科协", "support: 市教育局"]),
    ("（市科协、市教育局分别负责）", ["responsible: 市科协、市教育局"]),
    ("（由清河区政府负责）", ["responsible: 清河区政府"]),
    ("（各地区、各部门负责）", ["responsible: 各地区、各部门"]),
    ("（各区人民政府、市级有关部门按职责分工负责）", ["responsible: 各区人民政府、市级有关部门"]),
    ("（牵头单位：市科协；责任单位：市教育局、市财政局；配合单位：各区人民政府）", ["lead: 市科协", "responsible: 市教育局、市财政局", "support: 各区人民政府"]),
    ("〔牵头单位：市科协；配合单位：市教育局〕", ["lead: 市科协", "support: 市教育局"]),
    ("【责任单位】市科协、市教育局", ["responsible: 市科协、市教育局"]),
    ("【牵头单位】市科协【配合单位】市教育局", ["lead: 市科协", "support: 市教育局"]),
    ("（责任单位为市科协、市教育局）", ["responsible: 市科协、市教育局"]),
    ("\n责任单位：市科协、市教育局", ["responsible: 市科协、市教育局"]),
    ("\n● 牵头单位：市科协\n● 配合单位：市教育局\n● 完成时限：2027年底", ["lead: 市科协", "support: 市教育局"]),
    ("责任单位：市科协、市教育局。", ["responsible: 市科协、市教育局"]),
    ("\n责任领导：王一、李二\n责任人：张三", ["responsible: 王一、李二", "responsible: 张三"]),
    ("\n主办單位：市科協　協辦單位：市教育局", ["lead: 市科协", "support: 市教育局"]),
    ("（市科协牵头，市教育局、市财政局配合，2027年底前完成）", ["lead: 市科协", "support: 市教育局、市财政局"]),
    ("（2027年底前完成。市科协、市教育局负责）", ["responsible: 市科协、市教育局"]),
    ("（市科协牵头；2027年12月底前完成）", ["lead: 市科协"]),
    ("（市科协、市教育局负责；完成时限：持续推进）", ["responsible: 市科协、市教育局"]),
    ("（市科协、市教育局，2027年底前）", ["responsible: 市科协、市教育局"]),
    ("（市科协牵头，市教育局、市财政局等部门）", ["lead: 市科协", "responsible: 市教育局、市财政局"]),
    ("（市财政局负责资金保障，市科协负责组织实施）", ["responsible: 市财政局、市科协"]),
    ("（市科协指导，各区人民政府负责落实）", ["support: 市科协", "responsible: 各区人民政府"]),
    ("（市科协牵头，市教育局指导，市财政局参与）", ["lead: 市科协", "support: 市教育局、市财政局"]),
    ("（责任单位：市科协（牵头）、市教育局、市财政局（配合））", ["lead: 市科协", "responsible: 市教育局", "support: 市财政局"]),
    ("（省、市科协负责）", ["responsible: 省科协、市科协"]),
    ("（人力资源社会保障局（公务员局）、市教育局负责）", ["responsible: 人力资源社会保障局(公务员局)、市教育局"]),
    ("（市发展和改革委员会、市住房和城乡建设局和市科协负责）", ["responsible: 市发展和改革委员会、市住房和城乡建设局、市科协"]),
    ("（各级党委和政府负责）", ["responsible: 各级党委和政府"]),
    ("（市科协，各区、县（市）人民政府负责）", ["responsible: 市科协、各区、县(市)人民政府"]),
    ("（市委组织部、市委宣传部，市教育局、市科协按职责分工负责）", ["responsible: 市委组织部、市委宣传部、市教育局、市科协"]),
    ("（市科协、团市委、市妇联、市总工会等按职责分工负责）", ["responsible: 市科协、团市委、市妇联、市总工会"]),
    ("（市科协牵头，市教育局、各县（市、区）党委和政府配合。以下均需各区落实，不再列出）", ["lead: 市科协", "support: 市教育局、各县(市、区)党委和政府"]),
    ("（市教育局、市科协，列第一位者为牵头单位，下同）", ["lead: 市教育局", "responsible: 市科协"]),
    ("（责任单位：市教育局、市科协，排第一位的为牵头单位）", ["lead: 市教育局", "responsible: 市科协"]),
    ("（市教育局、市科协负责，列首位的为牵头单位，下同）", ["lead: 市教育局", "responsible: 市科协"]),
    ("（市科协、市教育局按职责分工负责，年内持续推进）", ["responsible: 市科协、市教育局"]),
    ("（市科协牵头，市教育局配合，9月底前完成）", ["lead: 市科协", "support: 市教育局"]),
    ("（市科协牵头，6月底前出台办法，年内持续推进）", ["lead: 市科协"]),
    ("（市科协牵头，2027年9月底前出台方案并组织实施）", ["lead: 市科协"]),
    ("（2027年底前由市科协负责落实）", ["responsible: 市科协"]),
    ("（市科协牵头，市教育局、市财政局等与各县人民政府按职责分工负责，全年持续推进）", ["lead: 市科协", "responsible: 市教育局、市财政局、各县人民政府"]),
    ("（市科协、市教育局等部门按职责分工负责，地方人民政府落实属地责任）", ["responsible: 市科协、市教育局"]),
    ("［市科协牵头，市教育局、市财政局配合］", ["lead: 市科协", "support: 市教育局、市财政局"]),
    ("\n责任单位：\n市科协、市教育局\n配合单位：\n各区人民政府", ["responsible: 市科协、市教育局", "support: 各区人民政府"]),
    ("\n责任单位：\n继续办好展览，提升展览质量。", []),
    ("（负责政策局/部门：教育局、发展局）", ["responsible: 教育局、发展局"]),
    ("（市教育局、市财政局，各镇（街道）、各县（市、区）党委和政府）", ["responsible: 市教育局、市财政局、各镇(街道)、各县(市、区)党委和政府"]),
    ("（市教育局、各区（县、市）政府）", ["responsible: 市教育局、各区(县、市)政府"]),
    ("（经信局牵头，各区（开发区）配合）", ["lead: 经信局", "support: 各区(开发区)"]),
    ("（各区（市、县）人民政府，高新区、经开区管委会负责）", ["responsible: 各区(市、县)人民政府、高新区、经开区管委会"]),
    ("（市科技局、市招商办，临江开发区、清河新区、各高校院所）", ["responsible: 市科技局、市招商办、临江开发区、清河新区、各高校院所"]),
    ("（市科协、市财政局、市科技馆、市融媒体中心）", ["responsible: 市科协、市财政局、市科技馆、市融媒体中心"]),
    ("\n责任单位：市教育局、市卫生健康委（除标注“分别牵头”外，列第一位为牵头单位，下同）", ["lead: 市教育局", "responsible: 市卫生健康委"]),
    ("\n牵头领导：王一 责任单位：市公安局 项目责任人：李二 配合单位：市城管局 实际完成情况：已完成，正在验收", ["lead: 王一", "responsible: 市公安局", "support: 市城管局"]),
    ("（市委办、市政府办、市委督查室）", ["responsible: 市委办、市政府办、市委督查室"]),
    ("（市城管执法局、市公用集团、市水务公司）", ["responsible: 市城管执法局、市公用集团、市水务公司"]),
    ("（市科协，各县、区人民政府（管委会）负责）", ["responsible: 市科协、各县、区人民政府(管委会)"]),
    ("（市生态环境局、市发展改革局牵头督导，市公安局配合）", ["lead: 市生态环境局、市发展改革局", "support: 市公安局"]),
    ("（质量发展科）", ["responsible: 质量发展科"]), ("（消保科、12315中心）", ["responsible: 消保科、12315中心"]), ("（市科协、市教育局按职责分别牵头）", ["lead: 市科协、市教育局"]),
    ("（卫生福利部主政，教育部配合）", ["lead: 卫生福利部", "support: 教育部"]),
  ])
  func layout(text: String, entries: [String]) throws { #expect(try Self.owners(text) == entries) }

  @Test(arguments: [
    "（以下简称市科协）", "（云教发〔2027〕5号）", "（2027年12月底前完成）", "（详见市科协网站）", "（不含市科协负责的项目）", "（参见市教育局牵头编制的规划）",
    "（党委领导、政府负责、社会协同、公众参与）", "（市教育局负责解释）", "（由市教育局制定）", "（按规定移送司法机关）", "（除市审计局另有规定外）", "（在市教育局指导下由专人负责）",
    "（以上任务由各单位负责）", "（含甲、乙、丙三类）", "（大型、中型、小型）", "（图书馆、博物馆）", "（内科、外科、儿科）", "（含质检科的意见）",
    "（市教育局、市财政局2026年统计）", "（一名副局长负责）", "（责任单位：待定）", "责任单位要落实主体责任：完善制度。", "各责任单位：请按季度报送。", "（如需市教育局负责）",
  ])
  func refused(text: String) throws { #expect(try Self.owners(text).isEmpty) }

  /// Every name and role is accounted for, and so is a bracket that assigns nothing.
  @Test func saysWhy() throws {
    let plan = "清河市实施方案\n一、主要任务\n（一）办好展览。办好展览（含巡展）。（市科协和市教育局牵头，各县（市、区）人民政府配合）"
    let outline = Outline(of: try readDocument(path: "plan.txt", bytes: Array(plan.utf8)))
    let entries = Self.extractor.owners(in: outline)
    let notes = Self.extractor.notes(on: entries, in: 0..<outline.text.count, of: outline).map { $0.lines.map(\.zh) }
    #expect(notes.count == 3)
    #expect(notes.first == ["(含巡展) 不分派责任：没有“牵头”“负责”之类的词，“含巡展”也不像单位名"])
    #expect(notes.contains(["lead：由“牵头”", "市科协：在连词处拆开，两边都是机构名", "市教育局：在连词处拆开，两边都是机构名"]))
    #expect(notes.contains(["support：由“配合”", "各县(市、区)人民政府：不拆，括号里的顿号不分单位"]))
  }

  @Test func severalBracketsInOneItem() throws {
    let text = "建设新馆。（市住房城乡建设局负责）开展巡展（市科协牵头，市教育局配合）。培训讲解员。（市科协、市人力资源社会保障局按职责分工负责）"
    #expect(
      try Self.owners(text) == [
        "responsible: 市住房城乡建设局", "lead: 市科协", "support: 市教育局", "responsible: 市科协、市人力资源社会保障局",
      ])
  }

  @Test func theRemarkHoldsForTheDocument() throws {
    let text = "（市科协、市教育局，列第一位者为牵头单位，下同）\n（二）办好讲座。（市教育局、市科协负责）\n（三）办好论坛。（市科协牵头，市教育局、市财政局负责）"
    #expect(
      try Self.owners(text) == [
        "lead: 市科协", "responsible: 市教育局", "lead: 市教育局", "responsible: 市科协", "lead: 市科协",
        "responsible: 市教育局、市财政局",
      ])
  }
}
