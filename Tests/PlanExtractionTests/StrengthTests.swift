import Testing

@testable import PlanExtraction

/// What the classes of `strengths.tsv` make of a sentence.
private let strengths: [String: Strength] = [
  "prohibition": .prohibition, "ban": .prohibition, "mandatory": .mandatory, "firm": .mandatory,
  "aspirational": .aspirational, "encouraged": .encouraged,
]

private func clauses(_ text: [Unicode.Scalar]) -> SentenceClauses {
  SentenceClauses(text, in: 0..<text.count, lexicon: SectionPurposeLexiconTests.words)
}

@Suite struct StrengthTests {
  static let examples = LexiconExample.all(
    of: try! .bundled("strengths.tsv", columns: WordLexicon.columns, required: ["group"]))

  @Test(arguments: examples) func marker(_ example: LexiconExample) {
    let reading = StrengthReader(clauses: clauses(example.text)).reading()
    let trigger = reading.trigger.map { String(Array(example.text[$0])) }
    let isOfRow = trigger.map(Set(example.row.list("words")).contains) ?? false
    #expect(isOfRow == example.fits, "\(reading.strength) by \(trigger ?? "nothing")")
    if example.fits { #expect(reading.strength == strengths[example.row["class"]]) }
  }

  @Test(arguments: [
    // The strongest marker wins.
    ("各园应当公布收费标准，不得擅自扩大收费范围", Strength.prohibition, "不得" as String?),
    ("鼓励平台降低费用，严禁收取高价服务费", .prohibition, "严禁"),
    ("力争引进专家十名，确保完成年度任务", .mandatory, "确保"),
    // A marker in quotation marks or brackets governs nothing.
    ("落实“必须先行”的理念（确保安全），推进信息公开", .planned, nil),
    // A condition.
    ("如需延期，按程序报批", .planned, nil),
    // Something independent stands beside the encouragement.
    ("支持园区发展，完善配套政策", .planned, nil),
    ("完善配套政策，支持企业设立研发机构", .planned, nil),
    ("市科协支持学会承接项目", .encouraged, "支持"),
    ("支持开展有组织的科研攻关，实施基础研究行动", .planned, nil),
    ("支持企业设立研发机构，实施产业创新行动", .planned, nil),
    ("支持企业设立研发机构，开展联合攻关", .encouraged, "支持"),
    // 不得 about a thing behind a clause of its own verb.
    ("各校应落实课程方案，每周课时不得挤占", .mandatory, "不得"),
    ("课时不得挤占，各校应落实课程方案", .prohibition, "不得"),
    ("全省研发投入强度力争达到3%", .aspirational, "力争"),
    ("完成应编村庄规划编制", .planned, nil),
    ("开放服务应当坚持公益的原则", .mandatory, "应当"),
    ("我们将努力形成稳定的合作机制", .aspirational, "努力"),
    ("我们将一以贯之大力支持国防建设", .planned, nil),
    ("支持清河实验室加快建设，完成重点实验室重组", .planned, nil),
    ("2031年6月底前实现信息在线核验，鼓励地区间互认", .planned, nil),
    ("在产业基金下设立科创子基金，引导金融机构开发新产品", .planned, nil),
    ("明确科技人员对科学争论应负的社会责任", .planned, nil),
    ("更加坚决有力地贯彻落实决策部署", .planned, nil),
    ("推进智慧科协建设", .planned, nil),
  ])
  func ladder(text: String, strength: Strength, trigger: String?) {
    let scalars = normal(text)
    let reading = StrengthReader(clauses: clauses(scalars)).reading()
    #expect(reading.strength == strength)
    #expect(reading.trigger.map { String(Array(scalars[$0])) } == trigger)
  }
}

@Suite struct ObligationSubjectTests {
  @Test(arguments: [
    ("各级科协组织要加强指导", "各级科协组织" as String?),
    ("县区科协每年要举办报告会两次以上", "县区科协"),
    ("每个县区科协都要建立服务站", "每个县区科协"),
    ("市教育局会同有关部门制定实施细则", "市教育局"),
    ("民政部门负责审查申请家庭的收入", "民政部门"),
    ("教育、民政等部门要密切配合", "教育、民政等部门"),
    ("各地区、各部门要认真贯彻落实", "各地区、各部门"),
    ("今年，市科协要办好科普展览", "市科协"),
    ("由市财政局给予一次性补助", "市财政局"),
    ("机关干部每年到基层调研不少于十天", "机关干部"),
    ("各乡镇每年组织两次回头看", "各乡镇"),
    ("每所中小学每年组织科学实践活动不少于两次", "每所中小学"),
    ("科普场馆应当常年开放", "科普场馆"),
    ("旅行业者应共同维护安全", "旅行业者"),
    ("各校施工期间应确保安全", "各校"),
    ("应急管理部门依法对场馆进行检查", "应急管理部门"),
    ("市科协各部门按照职责分工制定年度计划", "市科协各部门"),
    ("各县（市、区）人民政府是责任主体，要加强领导", "各县(市、区)人民政府"),
    ("项目经费不得挪作他用", nil),
    ("将重点企业作为监管对象进行检查", nil),
    ("全市各级学会组织会员撰写论文", "全市各级学会"),
    ("政府会加强对外合作", "政府"),
    ("街道办事处（镇人民政府）负责受理申请", "街道办事处(镇人民政府)"),
    ("县区科协会员注册率每年要增长三成", "县区科协"),
    ("指导县区科协加强基层组织建设", nil),
    ("督促各单位落实责任", nil),
    ("深入社区、农村、学校开展宣传", nil),
    ("我们要加强合作", "我们"),
    ("我和政府会务实进取", "我和政府"),
    ("我们的目标是加强合作", nil),
    ("中部经济发展迅速，我们建议在云川开设办事处", "我们"),
    ("为使山地尽速重生，减少灾害，本院已核定造林计划", "本院"),
    ("“临江基金”准备推出新措施", "临江基金"),
    ("清河医院管理局（“医管局”）将增设康复病床", "清河医院管理局(“医管局”)"),
    ("对相关审批事项，主管部门不得要求提交材料", "主管部门"),
    ("由园区管理部门审批并报市教育部门备案", "园区管理部门"),
    ("完成查验处置后，即允许企业将货物提离", nil),
    ("在清河市开展试点", nil),
    ("政府投资建设的住房由专业机构管理", nil),
    ("基层组织建设要不断加强", nil),
    ("组织会员撰写论文", nil),
    ("广泛动员社会力量参与", nil),
  ])
  func subject(text: String, owner: String?) {
    let found = clauses(normal(text))
    #expect(ObligationSubject(clauses: found).subject().map { found.string($0) } == owner)
  }
}

@Suite struct ObligationActionTests {
  @Test(arguments: [
    ("推进科技馆建设，完善服务体系", ["推进|科技馆建设", "完善|服务体系"]),
    ("县区科协要举办报告会", ["举办|报告会"]),
    ("围绕中心工作，开展调查研究", ["开展|调查研究"]),
    ("打造一批服务全省科技工作者成长成才的综合性交流平台", ["打造|…综合性交流平台"]),
    ("完善监管制度、考核机制和应急预案", ["完善|监管制度", "完善|考核机制", "完善|应急预案"]),
    ("引进和培养领军人才200名", ["引进|领军人才200名", "培养|领军人才200名"]),
    ("遴选发布工程技术难题", ["遴选发布|工程技术难题"]),
    ("加强宣传引导", ["加强|宣传引导"]),
    ("加快推进临江新区建设", ["推进|临江新区建设"]),
    ("新建和改造提升高标准农田18万亩", ["新建|提升高标准农田18万亩", "改造|提升高标准农田18万亩"]),
    ("支持学会参与省级重大项目评审、重点项目指南编制", ["支持|…重点项目指南编制"]),
    ("把淘汰落后作为重要途径", ["作为|淘汰落后"]),
    ("进一步完善自然保护区体系", ["完善|自然保护区体系"]),
    ("不再核发批准文件", ["不再核发|批准文件"]),
    ("各单位不得设立收费项目", ["不得设立|收费项目"]),
    ("提高垃圾分类和资源化利用水平", ["提高|垃圾分类和资源化利用水平"]),
    ("倡导绿色生产和生活方式", ["倡导|绿色生产和生活方式"]),
    ("发展科技农业、绿色农业、质量农业", ["发展|科技农业", "发展|绿色农业", "发展|质量农业"]),
    ("推进教育、医疗、养老服务", ["推进|教育、医疗、养老服务"]),
    ("修订管理办法并推进流程再造", ["修订|管理办法", "推进|流程再造"]),
    ("把节能减排纳入年度考核", ["纳入|节能减排"]),
    ("三是对高危人群开展内镜检查3万名", ["开展|内镜检查3万名"]),
    ("维修养护农村供水工程1900处", ["维修养护|农村供水工程1900处"]),
    ("公示无异议的，认定为见习基地", ["认定|为见习基地"]),
    ("为加强基地管理，制定本办法", ["制定|本办法"]),
    ("加快黄洞、石桥、南山口至清河口长距离抽水蓄能输电工程", ["加快|…南山口至清河口长距离抽水蓄能输电工程"]),
  ])
  func actions(text: String, expected: [String]) {
    #expect(ObligationActions(clauses: clauses(normal(text))).actions() == expected)
  }
}
