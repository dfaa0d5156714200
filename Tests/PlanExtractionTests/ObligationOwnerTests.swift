import PlanReaders
import PlanText
import Testing

@testable import PlanExtraction

/// Who acts in sentences whose subject no table of bodies knows, and what only looks like a subject.
@Suite struct ObligationOwnerTests {
  private static let extractor = try! ObligationExtractor()

  private func owners(_ sentence: String) -> [String?] {
    var fixture = OutlineFixture()
    fixture.section(["一"], heading: "重点任务", sentences: [sentence])
    return Self.extractor.obligations(in: fixture.outline()).map(\.owner)
  }

  @Test(arguments: [
    ("支援人员应当服从管理，考勤记录作为依据", "支援人员"), ("重点排放单位应当报送年度报告", "重点排放单位"), ("畜禽规模养殖场要严格执行规程", "畜禽规模养殖场"),
    ("技工院校对残疾学员应当提供必要的便利", "技工院校"), ("主责社工应即时启动安置", "主责社工"), ("任何人不得擅自占用绿地", "任何人"), ("教保人员每年须接受研习", "教保人员"),
    ("评估得分不足80分的县区，须在三个月内提交报告", "评估得分不足80分的县区"), ("新建或改扩建养殖场，应配套建设设施", "新建或改扩建养殖场"), ("医务人员未经培训合格的，不得开展操作", "医务人员"),
    ("遇有紧急情形，主责社工应启动安置", "主责社工"), ("用地涉及地上物查估者，主办单位应与地主沟通", "主办单位"),
  ])
  func aDutyIsLaidUpon(sentence: String, owner: String) { #expect(owners(sentence) == [owner]) }

  @Test(arguments: [
    ("市、镇两级每年开展演练不少于1次", "市、镇两级"), ("专业课教师每5年到企业实践不少于6个月", "专业课教师"), ("青年咨询委员会每季召开会议一次", "青年咨询委员会"), ("每校每学年办理演练至少2次", "每校"),
    ("每个试点城市建设湿地工程2处", "每个试点城市"), ("各地按照统一规划、分步实施的原则，组织开展培训", "各地"), ("地方各级人民政府对本行政区域内的养殖污染防治工作负总责", "地方各级人民政府"),
    ("政府会把女性委任比率的目标由30%提高至35%", "政府"), ("清理违章建筑，城管局每年清拆招牌1000个", "城管局"), ("责任区应由清河镇政府认养", "清河镇政府"), ("收集运输单位应当做到日产日清", "收集运输单位"),
    ("市政府督查室每季度通报一次进展情况", "市政府督查室"), ("由县委督查室每月开展督查", "县委督查室"),
  ])
  func whoActsStandsInFrontOfHowOften(sentence: String, owner: String) { #expect(owners(sentence) == [owner]) }

  @Test(arguments: [
    "建设人民满意的政府，必须坚持依法行政", "所有涉及审批的政府服务必须全面电子化", "小型水库应当编制调度方案", "已报废水库要及时拆除设施", "与清河、临江等市每年联办大会1次", "照顾中心今年达到98家",
    "公共化幼儿园将于2031学年度达到70园", "科技型小巨人企业奖励100万元", "普惠托育机构按每月300元给予补贴", "县级照护服务机构全覆盖，服务持续改善", "石头港区疏浚12万立方米", "失业人数控制在市下达指标以内",
    "普惠小微企业贷款增速不低于各项贷款增速", "城镇小区配套园整改完成率保持100%", "流动科技馆巡展每年不少于30站", "园区新签约项目20个", "参展企业力争达到800家", "项目竣工后一个月内组织验收", "组织科技志愿服务队每季度下乡一次",
    "居民将获安排入住新居", "严重残疾人士经家居照顾的费用应予豁免", "镇科协组织规范化建设达标率90%以上",
  ])
  func whatIsCountedBuiltOrServedDoesNotAct(sentence: String) { #expect(owners(sentence).allSatisfy { $0 == nil }) }

  @Test(arguments: [
    "将完成情况作为各县区考核的重要内容", "把示范创建作为考核的重要内容", "所有排污口全部封堵", "公用经费压减一半", "适配辅具1200件", "年内新上工业项目20个", "每个乡镇至少引进一个项目",
  ])
  func aVerbBehindItsObjectCommits(sentence: String) { #expect(owners(sentence).count == 1) }

  @Test(arguments: [
    "我预测香港今年经济增长3%", "修订总开支为七千八百亿元，减少百分之二", "较原来预算多出二百亿元", "进度：达标率为97%", "社会住宅原订完工1200户，实际完工860户", "注：合格率按国家新的口径核算", "敬请各位委员指教",
  ])
  func forecastsAndAccountsCommitNobody(sentence: String) { #expect(owners(sentence).isEmpty) }

  @Test func aLabelWithItsNumberIsNoSentence() throws {
    let text = "清河市永续发展计划\n一、重点任务\n核心目标06：确保环境品质及永续管理水资源\n推动用户接管，改善水质。"
    let outline = Outline(of: try readDocument(path: "plan.txt", bytes: Array(text.utf8)))
    #expect(Self.extractor.obligations(in: outline).map { outline.text.string($0.range) } == ["推动用户接管,改善水质"])
  }
}

@Suite struct WordListTests {
  /// Every list that the code asks for stands in the tables, and every row of them is asked for (`load` refuses other names).
  @Test func theTablesHoldEveryList() throws {
    _ = try WordLists.load()
    for name in WordLists.Name.allCases { #expect(!WordLists.words(name).isEmpty, "\(name)") }
    let text = Array("本办法自2031年1月1日起施行".unicodeScalars)
    #expect(WordLists.patterns(.judgedFormal).first(text, in: 0..<text.count) != nil)
    #expect(WordLists.patterns(.pledgeTalk).first(text, in: 0..<text.count) == nil)
  }

  @Test func aListThatNobodyAsksForIsAnError() throws {
    let table = try LexiconTable(file: "lists.tsv", text: "list\twords\tmeaning\nnobodys\t甲 | 乙\t\n", columns: WordLists.columns, required: ["list", "words"])
    let patterns = try LexiconTable(file: "patterns.tsv", text: "pattern\tlist\tmeaning\n", columns: WordLists.patternColumns, required: ["pattern", "list"])
    #expect(throws: LexiconError.self) { try WordLists(table, patterns: patterns) }
  }
}
