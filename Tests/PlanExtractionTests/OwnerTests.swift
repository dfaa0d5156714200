import PlanText
import Testing

@testable import PlanExtraction

@Suite struct OwnerNamesTests {
  @Test(arguments: [
    ("市教育局、市财政局", ["市教育局", "市财政局"]),
    ("市委组织部，市人力资源和社会保障局", ["市委组织部", "市人力资源和社会保障局"]),
    ("住房和城乡建设部、工业和信息化部", ["住房和城乡建设部", "工业和信息化部"]),
    ("市教育局和市财政局", ["市教育局", "市财政局"]),
    ("省、市科协", ["省科协", "市科协"]),
    ("各区、县级市", ["各区", "县级市"]),
    ("人力资源社会保障局（公务员局）、教育局", ["人力资源社会保障局(公务员局)", "教育局"]),
    ("教育部、财政部等部门", ["教育部", "财政部"]),
    ("教育部等国务院相关部门及各地区", ["教育部", "国务院相关部门", "各地区"]),
    ("国务院相关部门和单位及各地区", ["国务院相关部门和单位", "各地区"]),
    ("各有关单位，各区、县级市", ["各有关单位", "各区", "县级市"]),
    ("市高等学校、市总工会", ["市高等学校", "市总工会"]),
    ("市教育局、市教育局", ["市教育局"]),
    ("—", []),
    ("省教育厅，各县（市、区）人民政府", ["省教育厅", "各县(市、区)人民政府"]),
    ("各县（市、区）党委、政府", ["各县(市、区)党委、政府"]),
    ("市教育局、市财政局等部门（单位）及各县区人民政府", ["市教育局", "市财政局", "各县区人民政府"]),
    ("市教育局（除标注外均为牵头单位）、市财政局（下同）", ["市教育局", "市财政局"]),
    ("市教育局 | 市财政局 |", ["市教育局", "市财政局"]),
  ])
  func split(text: String, names: [String]) {
    let scalars = normal(text)
    let splitter = OwnerNames(text: scalars, words: SectionPurposeLexiconTests.words)
    #expect(splitter.names(in: 0..<scalars.count) == names)
  }
}

@Suite struct OwnerExtractorTests {
  private static let extractor = try! OwnerExtractor()
  static let examples = LexiconExample.all(
    of: try! .bundled("owners.tsv", columns: OwnerLexicon.columns, required: ["group"]))

  /// `role: names` of each entry in a paragraph of one section.
  private func owners(_ texts: [String]) -> [String] {
    var fixture = OutlineFixture()
    fixture.section(["一"], heading: "主要任务", sentences: texts)
    return Self.extractor.owners(in: fixture.outline()).map {
      "\($0.role.rawValue): \($0.names.joined(separator: "、"))"
    }
  }

  @Test(arguments: examples) func word(_ example: LexiconExample) {
    let roles: [String: String] = [
      "lead": "lead", "responsible": "responsible", "support": "support", "lead-end": "lead",
      "responsible-end": "responsible", "support-end": "support", "support-start": "support",
      "lead-stem": "lead", "responsible-stem": "responsible", "support-stem": "support",
    ]
    let found = owners([String(example.text)])
    if example.fits {
      let role = roles[example.row["class"]] ?? ""
      #expect(found.contains { $0.hasPrefix("\(role): ") && $0.contains("市教育局") }, "\(found)")
    } else {
      #expect(found.isEmpty)
    }
  }

  @Test(arguments: [
    ("（牵头单位：市科协，配合单位：市教育局、市体育局，各区、县级市）", ["lead: 市科协", "support: 市教育局、市体育局、各区、县级市"]),
    ("（市科协牵头，市教育局、市体育局等相关部门及各地区按职责分工负责）", ["lead: 市科协", "responsible: 市教育局、市体育局、相关部门、各地区"]),
    ("（教育部、财政部负责）", ["responsible: 教育部、财政部"]),
    ("（商务部负责）", ["responsible: 商务部"]),
    ("（市发展改革委会同有关部门负责）", ["responsible: 市发展改革委", "support: 有关部门"]),
    ("（市科协牵头，会同市教育局负责）", ["lead: 市科协", "support: 市教育局"]),
    ("（负责部门：教育部；适用范围：云川自贸试验区，以下相同）", ["responsible: 教育部"]),
    ("（责任单位：市教育局、市财政局，列第一位者为牵头单位，下同）", ["lead: 市教育局", "responsible: 市财政局"]),
    ("（责任单位：市教育局；完成时限：2031年12月）", ["responsible: 市教育局"]),
    ("【牵头单位：市科协；责任单位：市教育局】", ["lead: 市科协", "responsible: 市教育局"]),
    ("（教育部牵头，试点城市政府负责落实。以下均需试点城市落实）", ["lead: 教育部", "responsible: 试点城市政府"]),
    ("责任单位：市教育局、市财政局", ["responsible: 市教育局、市财政局"]),
    ("牵头单位：市科协 配合单位：市教育局", ["lead: 市科协", "support: 市教育局"]),
    ("分管领导：王一、李二", ["responsible: 王一、李二"]),
    ("（主办机关：教育处；协办机关：文化局、各乡镇公所）", ["lead: 教育处", "support: 文化局、各乡镇公所"]),
    ("（主办处室：基础教育处 协办处室：财务处）", ["lead: 基础教育处", "support: 财务处"]),
    ("（责任单位：市教育局 市财政局）", ["responsible: 市教育局、市财政局"]),
    ("（教育厅、科技厅等按职责分工负责）", ["responsible: 教育厅、科技厅"]),
    ("（各县（市、区）人民政府、市教育局负责，市财政局配合）", ["responsible: 各县(市、区)人民政府、市教育局", "support: 市财政局"]),
    ("推进科学教育。（省教育厅、省科技厅、各县（市、区）人民政府）", ["responsible: 省教育厅、省科技厅、各县(市、区)人民政府"]),
    ("推进科学教育（省教育厅、省科技厅）。", ["responsible: 省教育厅、省科技厅"]),
    ("推进科学教育。（省教育厅）", ["responsible: 省教育厅"]),
    ("推进科学教育（省教育厅）。", []), ("报送有关部门（市教育局、市财政局）。", []), ("覆盖各县（市、区）。", []),
    ("引进人才（博士、硕士）。", []), ("服务创新主体（高校、企业）。", []), ("服务创新主体。（高校、科研院所、企业）", []),
    ("组织机构：成立工作专班", []), ("（详见附件）", []), ("（2031年12月底前完成）", []), ("（以下简称责任单位）", []), ("（一名专职人员负责）", []),
  ])
  func form(text: String, entries: [String]) { #expect(owners([text]) == entries) }

  @Test func theRemarkOnTheFirstNameHoldsForTheRest() {
    let found = owners(["推进改革", "（责任单位：市教育局、市财政局，列第一位者为牵头单位，下同）", "加强监督", "（责任单位：市审计局、市科协）"])
    #expect(found == ["lead: 市教育局", "responsible: 市财政局", "lead: 市审计局", "responsible: 市科协"])
  }

  @Test func entriesSpanTheirBracketAndKnowTheirSection() throws {
    var fixture = OutlineFixture()
    fixture.section(["一"], heading: "主要任务", sentences: [])
    fixture.section(["一", "1"], heading: "科普", sentences: ["办好展览", "（市科协牵头）"])
    let outline = fixture.outline()
    let entry = try #require(Self.extractor.owners(in: outline).first)
    #expect(outline.text.string(entry.range) == "(市科协牵头)")
    #expect(entry.section == 1)
    #expect(entry.evidence.rule == "owner/bracket-verb")
  }

  @Test func columnsOfATableGiveRoles() {
    var fixture = OutlineFixture()
    fixture.section(["一"], heading: "任务分工表", sentences: [])
    fixture.row(["序号", "工作任务", "牵头单位", "配合单位"])
    fixture.row(["1", "办好科普展览", "市科协", "市教育局、市文化和旅游局"])
    fixture.row(["2", "建设科技馆", "市住房城乡建设局", ""])
    let found = Self.extractor.owners(in: fixture.outline()).map {
      "\($0.role.rawValue): \($0.names.joined(separator: "、"))"
    }
    #expect(found == ["lead: 市科协", "support: 市教育局、市文化和旅游局", "lead: 市住房城乡建设局"])
  }

  @Test func headingsWithBlanksAndForms() {
    var fixture = OutlineFixture()
    fixture.section(["一"], heading: "任务分工表", sentences: [])
    fixture.row(["任务", "责 任 单 位", "协办单位（科室）"])
    fixture.row(["办好展览", "市科协", "市教育局"])
    var form = OutlineFixture()
    form.section(["一"], heading: "登记表", sentences: [])
    form.row(["主办单位", "市科协", "协办单位", "市教育局、市财政局"])
    form.row(["项目名称", "办好展览", "", ""])
    let found = [fixture, form].map { made in
      Self.extractor.owners(in: made.outline()).map { "\($0.role.rawValue): \($0.names.joined(separator: "、"))" }
    }
    #expect(found[0] == ["responsible: 市科协", "support: 市教育局"])
    #expect(found[1] == ["lead: 市科协", "support: 市教育局、市财政局"])
  }
}
