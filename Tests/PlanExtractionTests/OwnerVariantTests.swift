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
  ])
  func layout(text: String, entries: [String]) throws { #expect(try Self.owners(text) == entries) }

  @Test(arguments: [
    "（以下简称市科协）", "（云教发〔2027〕5号）", "（2027年12月底前完成）", "（详见市科协网站）", "（不含市科协负责的项目）", "（参见市教育局牵头编制的规划）",
    "（党委领导、政府负责、社会协同、公众参与）", "（市教育局负责解释）", "（由市教育局制定）", "（按规定移送司法机关）", "（除市审计局另有规定外）", "（在市教育局指导下由专人负责）",
    "（市教育局、市财政局2026年统计）", "（一名副局长负责）", "（责任单位：待定）", "责任单位要落实主体责任：完善制度。", "各责任单位：请按季度报送。", "（如需市教育局负责）",
  ])
  func refused(text: String) throws { #expect(try Self.owners(text).isEmpty) }

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
