import PlanExtraction
import PlanText
import Testing

@Suite struct ObligationExtractorTests {
  private static let extractor = try! ObligationExtractor()

  /// The obligations among `sentences` of one section called `heading`.
  private func found(_ heading: String, _ sentences: [String], role: Role = .body) -> [String] {
    var fixture = OutlineFixture()
    fixture.section(["一"], heading: heading, sentences: sentences, role: role)
    let outline = fixture.outline()
    return Self.extractor.obligations(in: outline).map { outline.text.string($0.range) }
  }

  @Test(arguments: [
    "推进清河市科技馆建设", "要面向基层群众开展科普宣传", "每个县区科协打造示范基地三家以上", "严禁虚报冒领项目资金",
    "到2030年，公民具备科学素质的比例力争达到15%", "围绕产业需求，培育一批科技社团", "光纤产业产值超过二百亿元",
    "加强对已建工作站的绩效考评", "把网络资源引进社区，加强信息化建设", "全面完成三年行动任务，守住安全底线",
    "下更大力气解决拖欠账款问题", "五年内两级政府重点引进紧缺人才一万名", "南湾填海工程会于2032年年底展开，首批居民最快于2040年入伙",
    "我们的目标是把轮候时间降至四年", "新码头预计于2033年落成", "将承诺制实施范围扩大至全国八成以上的县（市、区）", "服务券的总数会在2033-34年度增加25%至5000张",
    "对城乡困难家庭开展关爱服务", "局长表示，今年将新建展馆两座", "我们承诺在本年度内缩短轮候时间",
    "提缴人数已近十万人，今年目标达到十一万人", "每个乡镇办好卫生院一所，人口较多的可设分院", "每年与相邻各市联办大型科普大会，互派科普专家", "为推动电动化，交通部将完成公车电动化，截至去年底已有一千辆",
  ])
  func commits(sentence: String) { #expect(found("重点任务", [sentence]) == Array(arrayLiteral: String(normal(sentence)))) }

  @Test(arguments: [
    "清河市地处云川省中部", "科普事业是一项社会系统工程", "改革取得了积极进展", "近年来经济平稳增长", "本办法所称企业，是指依法登记的企业",
    "本办法自2031年1月1日起施行", "申请人可以自主选择平台", "（责任单位：市教育局）", "责任单位：市教育局、市科协", "清河市科学技术协会",
    "未来十年的可供发展土地预计约为2 100公顷，当中三成来自北区", "我们的目标已经全部实现", "驻军和武警官兵作出了重要贡献", "现有展厅面积4600平方米", "截至五月底，登记数约一千万辆", "让我们携手奋斗", "怎样推进这项工作？", "发展不平衡问题突出",
  ])
  func commitsNothing(sentence: String) { #expect(found("重点任务", [sentence]).isEmpty) }

  @Test(arguments: [
    ("中华港务股份有限公司将分年汰换车辆", "中华港务股份有限公司"), ("审计部门要加强监督", "审计部门"), ("各地方不得出台返还政策", "各地方"), ("公私场所不得违法排放污染物", "公私场所"),
    ("清河日报传媒集团要办好科普专栏", "清河日报传媒集团"), ("省、市、县级要编制完成清单", "省、市、县级"), ("新建建筑物应预留充电管线", "新建建筑物"), ("雇主给付工资不得低于最低工资", "雇主"),
    ("市、县两级财政应将经费列入预算", "市、县两级财政"), ("办好人大代表建议和政协提案", nil), ("119年公共化幼儿园增加至1,200班", nil),
    ("粤港双方会加强合作", "粤港双方"), ("教育统筹局会推出新课程", "教育统筹局"), ("教育统筹局会同社会福利署制订计划", "教育统筹局"), ("中小学校每学期开展活动", "中小学校"),
    ("城市新建住宅应配建停车位", nil), ("县级要安排经费", nil), ("市政府督查室会同市科协开展督查", "市政府督查室"), ("由县委督查室、县考核办组建专班", "县委督查室、县考核办"),
    ("市经委作为牵头部门，要组织协调", "市经委"), ("记者从会上获悉，清河市将推进改造", "清河市"), ("镇级河长每月应巡河一次", "镇级河长"), ("石头汤社区增设两处", nil),
    ("山西、内蒙古、陕西三省（区）要制定方案", "山西、内蒙古、陕西三省(区)"), ("清河、临江等5市编制规划", "清河、临江等5市"),
    ("缺水地区新建项目，用水比例不得低于50%", nil), ("有关地区要加强调度", "有关地区"), ("到2030年城市建成区绿地达到要求", nil), ("乡镇敬老院改造提升30所", nil), ("省级财政要按比例配套", "省级财政"),
    ("市属主要媒体要开设专栏", "市属主要媒体"), ("公共化幼儿园增设12班", nil), ("于2026年促成1,000家企业设立总部", nil), ("推进脱硫，新建燃煤锅炉要安装脱硫设施", nil),
  ])
  func subjects(sentence: String, owner: String?) {
    var fixture = OutlineFixture()
    fixture.section(["一"], heading: "重点任务", sentences: [sentence])
    #expect(Self.extractor.obligations(in: fixture.outline()).map(\.owner) == [owner])
  }

  @Test func traceTellsWhyNot() throws {
    let trace = ObligationTrace()
    var fixture = OutlineFixture()
    fixture.section(["一"], heading: "重点任务", sentences: ["改革取得了积极进展", "各县区要建立台账", "申请人可以自主选择平台", "怎样推进这项工作？"])
    let outline = fixture.outline()
    _ = Self.extractor.obligations(in: outline, purposes: Self.extractor.purposes(of: outline), trace: trace)
    #expect(trace.entries.map(\.verdict) == [.refused(.heading), .refused(.past), .commits("marker"), .refused(.permit), .refused(.question)])
    let entry = try #require(trace.entries.first { $0.verdict == .commits("marker") })
    #expect(entry.trigger.map(outline.text.string) == "要" && entry.subject.map(outline.text.string) == "各县区")
    #expect(entry.words.contains { outline.text.string($0.range) == "建立" && $0.classes.contains("act") })
  }

  @Test func onlyCommittingPartsCount() {
    let sentence = ["推进清河市科技馆建设"]
    #expect(found("2030年工作回顾", sentence).isEmpty)
    #expect(found("规划背景", sentence).isEmpty)
    #expect(found("名词解释", sentence).isEmpty)
    #expect(found("保障措施", sentence).count == 1)
    #expect(found("主要任务", sentence, role: .chrome).isEmpty)
    #expect(found("主要任务", sentence, role: .contents).isEmpty)
  }

  @Test func ownersBeforeASentenceAreLeftOut() {
    #expect(found("主要任务", ["（市教育局负责）开展课后服务"]) == ["开展课后服务"])
  }

  @Test func recordsSayWhy() throws {
    var fixture = OutlineFixture()
    fixture.section(["三"], heading: "主要任务", sentences: ["各县区科协要建立台账，力争全部达标"])
    let outline = fixture.outline()
    let obligation = try #require(Self.extractor.obligations(in: outline).first)
    #expect(obligation.strength == .mandatory)
    #expect(obligation.trigger == "要")
    #expect(obligation.owner == "各县区科协")
    #expect(obligation.section == 0)
    #expect(obligation.evidence.rule == "obligation/marker")
    #expect(obligation.evidence.reasons.contains("mandatory by “要”"))
  }

  @Test func itemsOfAListOfConditionsAreNoTasks() {
    var fixture = OutlineFixture()
    fixture.section(["第三条"], heading: "申请条件", sentences: ["申请人应当符合下列条件："])
    fixture.section(["第三条", "（一）"], heading: "身份", sentences: ["参加社会保险满一年"])
    let outline = fixture.outline()
    #expect(Self.extractor.obligations(in: outline).map(\.strength) == [.mandatory])
  }

  /// Whether an address in the first person that says `sentence` commits to it; `before` stands in front of it.
  private func pledges(_ sentence: String, before: [String] = []) -> Bool {
    var fixture = OutlineFixture()
    let told = (0..<30).map { "我认为第\($0)项经验值得珍惜" }
    fixture.paragraph(told + (0..<10).map { "市民生活第\($0)次变化" } + before + [sentence])
    let outline = fixture.outline()
    return Self.extractor.obligations(in: outline).contains { outline.text.string($0.range) == String(normal(sentence)) }
  }

  @Test(arguments: [
    "我们会兴建新的图书馆", "政府将检讨有关法例", "我们必须把握机会", "政府会多管齐下增加供应", "我在任内会坚守量入为出的原则",
    "我马上会宣布成立发展委员会", "中部发展迅速，我们建议在临江开设办事处", "我要求各办事处提升职能", "我们正争取加入自由贸易区",
    "规划署亦正检讨有关程序", "我们致力建设无障碍社会", "“临江基金”准备推出新措施", "港方由贸易署牵头，有关部门参与",
    "与邻省的合作，我们要连线，同时会用好有关安排", "政府在制订计划时，需要充分考虑公约的规定", "我们必当以此作为政策的指南",
    "我们的目标，是所有小学生均可就读全日制学校", "由二零零零年九月起，所有新入职教师必须符合语文要求", "我已责成环境局局长在半年内提交报告",
    "我们已预留五亿元，推行下一阶段的计划", "我们不会放松对质素的要求", "该条例草案将于下月提交议会", "轮候时间会由五年缩短至三年",
    "工程已于五月动工，预计116年底完工", "市府会继续努力", "请各局处务必掌握进度", "持续办理青年创业贷款利息补贴", "明年度起，营养午餐全面免费",
  ])
  func inAnAddressPromisesCount(sentence: String) { #expect(pledges(sentence)) }

  @Test(arguments: [
    "我们推动多项计划", "大家要知道困难所在", "清河具有深厚优势", "我和政府都会面对困难", "停滞就会被淘汰", "我们就不得不限制需求",
    "制订蓝图要考虑四个因素", "我们一直致力取得平衡", "主动将利率大幅调降为百分之三", "香江的西北方将是发展重点", "我们相信市场会继续发展",
    "推动革新，是我们必须走的路", "我们已表明会采取分阶段的做法", "协会支持立法订立假期",
    "我会在以下段落阐述施政理念", "两地合作将会更加紧密", "人口将会持续老化，对医疗服务构成压力", "豪宅日前陆续动土，将提供一千个单元",
    "工程已于五月动工，预计可带来三千个职位",
  ])
  func inAnAddressWhatIsToldDoesNot(sentence: String) { #expect(!pledges(sentence)) }

  @Test func inAnAddressItemsGoOn() {
    #expect(pledges("二，除北京外，在云川增设专责小组", before: ["首先，我们会设立专责人员"]))
    #expect(!pledges("在云川增设专责小组"))
    #expect(pledges("教育改革方面：以公平的原则简化入学管道，加强辅导"))
  }
}

@Suite struct ObligationHostileTextTests {
  /// Text that never closes its marks, repeats markers or has no end: no trap, and no search that grows with its square.
  @Test(arguments: ["（", "“", "确保推进", "要", "牵头单位：", "、", "及局", "【责任单位：", "的", "列第一位", "会"])
  func isRead(piece: String) throws {
    var fixture = OutlineFixture()
    fixture.section(["一"], heading: "主要任务", sentences: [String(repeating: piece, count: 20_000)])
    let outline = fixture.outline()
    _ = try ObligationExtractor().obligations(in: outline)
    let owners = try OwnerExtractor().owners(in: outline)
    #expect(owners.allSatisfy { $0.range.upperBound <= outline.text.count })
  }
}
