import Testing

@testable import PlanText

/// Ways of numbering as they stand in plans, reports and addresses; all texts are invented.
@Suite struct NumberingTests {
  static let prose = "深入落实上级部署，完善工作机制，优化服务供给，推动资源下沉，强化要素保障，促进各类主体公平参与，不断提升群众满意度。"

  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    /// `path heading`, `-` for none.
    let sections: [String]
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "aims and measures of several levels stand below one another",
      text: """
        具體目標3.1：降低嬰兒死亡率
        指標3.1.1：新生兒死亡率
        現況基礎值為每千活產2.6人。
        指標3.1.2：孕產婦追蹤完成率
        現況基礎值為八成八。
        具體目標6.3：改善水質
        指標6.3.1：用戶接管普及率
        現況基礎值為兩成一。
        """,
      sections: [
        "具体目标3.1 降低婴儿死亡率", "具体目标3.1/指标3.1.1 新生儿死亡率", "具体目标3.1/指标3.1.2 孕产妇追踪完成率", "具体目标6.3 改善水质", "具体目标6.3/指标6.3.1 用户接管普及率",
      ]),
    Case(
      name: "a list inside a sentence is no chapter, whatever its numbers",
      text: """
        （一）前言
        \(prose)
        （二）房屋
        我们的目标是：（一）协助基层；（二）提供选择；（三）搭建阶梯；以及（四）维持稳定。我们会继续努力。
        （三）教育
        \(prose)
        """,
      sections: ["（一） 前言", "（二） 房屋", "（三） 教育"]),
    Case(
      name: "a list below a colon nests inside the item that opens it",
      text: """
        （一）提升管治
        1. 我们会推行两项措施：
        （一）检讨架构；
        （二）加强培训。
        2. 我们会继续努力。
        （二）改善民生
        3. 我们会增建房屋。
        """,
      sections: [
        "（一） 提升管治", "（一）/1 我们会推行两项措施", "（一）/1/（一） -", "（一）/1/（二） 加强培训", "（一）/2 我们会继续努力", "（二） 改善民生",
        "（二）/3 我们会增建房屋",
      ]),
    Case(
      name: "a list below a numbered paragraph of an address hangs on it, whatever chapters stand above",
      text: """
        一、改善民生
        7. 为支持创业，政府会推出以下措施：
        （一）在明年年底前提供八百个宿位；
        （二）资助五十名青年实习。
        8. \(prose)
        二、结语
        9. \(prose)
        """,
      sections: ["一 改善民生", "一/7 为支持创业,政府会推出以下措施", "一/7/（一） -", "一/7/（二） 资助五十名青年实习", "一/8 -", "二 结语", "二/9 -"]),
    Case(
      name: "a noun and a numeral head sections, and what is numbered below them starts anew",
      text: """
        一、总体要求
        \(prose)
        二、重点任务
        方案一 扩大供给
        （一）建设学校。\(prose)
        （二）建设医院。\(prose)
        方案二：优化服务
        （一）改进流程。\(prose)
        三、保障措施
        \(prose)
        """,
      sections: [
        "一 总体要求", "二 重点任务", "二/方案一 扩大供给", "二/方案一/（一） 建设学校", "二/方案一/（二） 建设医院", "二/方案二 优化服务", "二/方案二/（一） 改进流程",
        "三 保障措施",
      ]),
    Case(
      name: "专题 may stand above 一、, and 行动 below 重点任务",
      text: """
        专题一
        兴业富民
        一、背景
        \(prose)
        二、做法
        重点任务1：强链补链
        行动一：\(prose)
        行动二：\(prose)
        重点任务2：引智聚才
        行动三：\(prose)
        专题二
        生态宜居
        一、背景
        \(prose)
        """,
      sections: [
        "专题一 兴业富民", "专题一/一 背景", "专题一/二 做法", "专题一/二/重点任务1 强链补链", "专题一/二/重点任务1/行动一 -",
        "专题一/二/重点任务1/行动二 -", "专题一/二/重点任务2 引智聚才", "专题一/二/重点任务2/行动三 -", "专题二 生态宜居", "专题二/一 背景",
      ]),
    Case(
      name: "行动一致, a single 方案一 and 任务一、二 number nothing",
      text: """
        一、总体要求
        行动一致才能形成合力。
        方案一：先行试点。
        任务一、二由两个小组承担。
        二、保障措施
        \(prose)
        """,
      sections: ["一 总体要求", "二 保障措施"]),
    Case(
      name: "a number behind a lost line end opens a level although its excerpt ends",
      text: """
        清河市工作安排
        围绕上述目标，重点做好以下工作： （一）发展产业，壮大实体经济。\(prose) 1.构建产业体系。\(prose)
        """,
      sections: ["（一） 发展产业,壮大实体经济", "（一）/1 构建产业体系"]),
    Case(
      name: "Roman numbers stand above letters, letters above numbered paragraphs",
      text: """
        I.　序言
        1.　\(prose)
        II.　提升治理
        A.　政府治理
        2.　\(prose)
        B.　地区治理
        3.　\(prose)
        III.　结语
        4.　\(prose)
        """,
      sections: [
        "I 序言", "I/1 -", "II 提升治理", "II/A 政府治理", "II/A/2 -", "II/B 地区治理", "II/B/3 -", "III 结语", "III/4 -",
      ]),
    Case(
      name: "I. behind H. is a letter",
      text: """
        一、任务
        \(["G", "H", "I", "J"].enumerated().map { "\($1).　办好第\($0)项活动" }.joined(separator: "\n"))
        """,
      sections: ["一 任务"]),
    Case(
      name: "an annex named behind a colon heads the items below it",
      text: """
        一、重点工作
        \(prose)
        附件：指标
        （1）在明年内完成小区清洁工程
        （2）将处理投诉的时间缩短两成
        """,
      sections: ["一 重点工作", "附件：指标 指标", "（1） 在明年内完成小区清洁工程", "（2） 将处理投诉的时间缩短两成"]),
    Case(
      name: "the name of a listed annex on a line of its own heads the table below it",
      text: """
        一、重点工作
        \(prose)
        附件：科普工作任务分工表
        清河市科学技术协会
        2031年5月6日
        科普工作任务分工表
        序号\t重点任务\t牵头单位
        1\t举办科普日活动\t市科协
        2\t新建科普馆三座\t市住建局
        """,
      sections: ["一 重点工作", "科普工作任务分工表 科普工作任务分工表"]),
    Case(
      name: "paragraphs numbered through an address, beyond two hundred",
      text: """
        （一）前言
        198. \(prose)
        199. \(prose)
        （二）教育
        200. \(prose)
        201. \(prose)
        """,
      sections: ["（一） 前言", "（一）/198 -", "（一）/199 -", "（二） 教育", "（二）/200 -", "（二）/201 -"]),
    Case(
      name: "notes below a table are no items",
      text: """
        一、目标
        专栏1 主要指标
        注：①按可比价计算；②不含外购电力；③含再生能源。
        （一）成效。\(prose)
        注：1.表中数据为初步统计数。
        2.合计数因四舍五入略有差异。
        （二）问题。\(prose)
        """,
      sections: ["一 目标", "一/专栏1 主要指标", "一/（一） 成效", "一/（二） 问题"]),
    Case(
      name: "notes in the flattened line of a table are no items",
      text: """
        一、目标
        \(prose)
        专栏1：主要指标序号指标2020年2025年1单位能耗100902森林覆盖率4042注：①单位能耗按可比价计算；②森林覆盖率不含灌木林；③其余指标按统计口径计算，年度间可比，并由主管部门核定。
        二、任务
        \(prose)
        """,
      sections: ["一 目标", "二 任务"]),
    Case(
      name: "the list of annexes is no list of sections",
      text: """
        一、高度重视。\(prose)
        二、精心组织。\(prose)
        附件：1.任务清单
        2.联系表
        3.统计表
        清河市水务局
        2023年4月5日
        """,
      sections: ["一 高度重视", "二 精心组织"]),
    Case(
      name: "an annex without a number heads what follows, its items start anew",
      text: """
        一、重点工作
        \(prose)
        附件
        2024年民生实事
        1.新建幼儿园5所。
        2.改造老旧小区20个。
        名词解释
        1.“一网通办”：指政务服务事项网上办理。
        """,
      sections: ["一 重点工作", "附件 附件", "1 新建幼儿园5所", "2 改造老旧小区20个", "名词解释 名词解释", "1 “一网通办”"]),
    Case(
      name: "the plan that a notice sends as its first annex is the text itself",
      text: """
        清河市科协关于印发工作要点的通知
        各县区科协：
        现将《清河市科协2024年工作要点》印发给你们，请认真贯彻落实。
        清河市科学技术协会
        2024年3月5日
        附件1
        清河市科协2024年工作要点
        一、强化引领
        1.加强学习。\(prose)
        附件2
        任务分解表
        1.学习活动。由组宣部负责。
        """,
      sections: ["一 强化引领", "一/1 加强学习", "附件2 任务分解表", "附件2/1 学习活动"]),
    Case(
      name: "figures and enumerations that start a paragraph are no numbers of items",
      text: """
        一、现状
        一、二、三产业融合发展，\(prose)
        一、二级响应启动后，\(prose)
        1、2号线建成通车，\(prose)
        三、四十个村完成改造，\(prose)
        2025年，全市建成示范点20个，\(prose)
        1.5亿元资金及时到位，\(prose)
        3000套住房交付使用，\(prose)
        第一，抓好落实。\(prose)
        一是加强领导。\(prose)
        二是落实责任。\(prose)
        ①②两项由水务局负责，\(prose)
        二、任务
        \(prose)
        """,
      sections: ["一 现状", "二 任务"]),
    Case(
      name: "numbers in one character, closed by one bracket, stems and letters",
      text: """
        二、重点任务
        ⒈ 抓宣传
        ⑴ 线上宣传
        ⑵ 线下宣传
        ⒉ 抓培训
        1）室内培训
        2）室外培训
        A．成人
        B．儿童
        """,
      sections: [
        "二 重点任务", "二/1 抓宣传", "二/1/（1） 线上宣传", "二/1/（2） 线下宣传", "二/2 抓培训", "二/2/1） 室内培训", "二/2/2） 室外培训",
        "二/2/2）/A 成人", "二/2/2）/B 儿童",
      ]),
    Case(
      name: "Taiwan's levels down to the stems",
      text: """
        壹、前言
        \(prose)
        貳、施政重點
        一、教育
        (一)充實設備
        1、購置圖書
        (1)縣立圖書館
        甲、成人部
        乙、兒童部
        (2)鄉立圖書館
        二、農業
        """,
      sections: [
        "壹 前言", "贰 施政重点", "贰/一 教育", "贰/一/（一） 充实设备", "贰/一/（一）/1 购置图书", "贰/一/（一）/1/（1） 县立图书馆",
        "贰/一/（一）/1/（1）/甲 成人部", "贰/一/（一）/1/（1）/乙 儿童部", "贰/一/（一）/1/（2） 乡立图书馆", "贰/二 农业",
      ]),
    Case(
      name: "letters above the numbered paragraphs of an address",
      text: "一、引言\n1. \(prose)\n二、管治\nA. 愛國者治港\n2. \(prose)\nB. 地方行政\n3. \(prose)\n三、結語\n4. \(prose)",
      sections: ["一 引言", "一/1 -", "二 管治", "二/A 爱国者治港", "二/A/2 -", "二/B 地方行政", "二/B/3 -", "三 结语", "三/4 -"]),
    Case(
      name: "days and versions are no numbers of two levels",
      text: "一、任务\n3.15活动期间，\(prose)\n5.1假期，\(prose)\n6.做好保障。\(prose)",
      sections: ["一 任务", "一/6 做好保障"]),
    Case(
      name: "stems above numbers",
      text: "甲、工程部分\n一、水利\n二、道路\n乙、管理部分\n一、巡查",
      sections: ["甲 工程部分", "甲/一 水利", "甲/二 道路", "乙 管理部分", "乙/一 巡查"]),
    Case(
      name: "a number and a blank",
      text: "一  总体要求\n\(prose)\n二  重点任务\n（一）加强领导\n\(prose)\n三  保障措施\n\(prose)",
      sections: ["一 总体要求", "二 重点任务", "二/（一） 加强领导", "三 保障措施"]),
    Case(
      name: "a number on a line of its own",
      text: "一、\n总体要求\n\(prose)\n二、\n重点任务\n（一）\n搭建平台\n\(prose)\n（二）\n服务企业\n\(prose)",
      sections: ["一 总体要求", "二 重点任务", "二/（一） 搭建平台", "二/（二） 服务企业"]),
    Case(
      name: "lost and doubled numbers stay as written",
      text: "一、现状\n\(prose)\n二、要求\n\(prose)\n四、任务\n\(prose)\n四、保障\n\(prose)",
      sections: ["一 现状", "二 要求", "四 任务", "四 保障"]),
    Case(
      name: "page numbers between dashes",
      text: "一、现状\n\(prose)\n— 12 —\n二、任务\n\(prose)\n-13-\n三、保障\n\(prose)",
      sections: ["一 现状", "二 任务", "三 保障"]),
    Case(
      name: "parts, chapters, articles and their items",
      text: "第一篇 总论\n第一章 总则\n第一条 为规范管理，制定本办法。\n第二条 应当符合下列条件：\n（一）有固定场所；\n（二）有专职人员。\n第二篇 分论\n第二章 附则\n第三条 本办法自公布之日起施行。",
      sections: [
        "第一篇 总论", "第一篇/第一章 总则", "第一篇/第一章/第一条 -", "第一篇/第一章/第二条 -", "第一篇/第一章/第二条/（一） -",
        "第一篇/第一章/第二条/（二） 有专职人员", "第二篇 分论", "第二篇/第二章 附则", "第二篇/第二章/第三条 -",
      ]),
    Case(
      name: "numbers of two and three levels",
      text: "1.总则\n1.1编制目的\n\(prose)\n1.2编制依据\n\(prose)\n2.体系\n2.1机构\n2.1.1市指挥部\n\(prose)\n2.1.2办公室\n\(prose)",
      sections: ["1 总则", "1/1.1 编制目的", "1/1.2 编制依据", "2 体系", "2/2.1 机构", "2/2.1/2.1.1 市指挥部", "2/2.1/2.1.2 办公室"]),
    Case(
      name: "subtitle of a report is no item",
      text: "政府工作报告\n——在清河市第十七届人民代表大会第三次会议上\n各位代表：\n一、工作回顾\n\(prose)\n——经济平稳增长。产值增长5%。\n——民生持续改善。就业1万人。",
      sections: ["一 工作回顾", "一/——1 经济平稳增长", "一/——2 民生持续改善"]),
    Case(
      name: "a long first sentence heads an item of several",
      text: "（1）未来四年，本局的发展项目总共将提供约五公顷土地，主要作房屋发展之用，预计可提供约四千个单位，供不同收入的家庭申请入住。我们会加快推行。",
      sections: ["（1） 未来四年,本局的发展项目总共将提供约五公顷土地,主要作房屋发展之用,预计可提供约四千个单位,供不同收入的家庭申请入住"]),
    Case(
      name: "a strategy with its number and its name is one heading",
      text: "肆、执行策略\n一、策略一：健全人力培育\n\(prose)\n二、策略二：改善基层设施\n\(prose)",
      sections: ["肆 执行策略", "肆/一 策略一:健全人力培育", "肆/二 策略二:改善基层设施"]),
    Case(
      name: "labels of two and three levels stand beside one another whatever their numbers",
      text: "具体目标3.1：提升照护品质\n指标3.1.1：照护覆盖率\n\(prose)\n指标3.1.2：追踪完成率\n\(prose)\n具体目标6.3：改善水质\n指标6.3.1：接管普及率\n\(prose)",
      sections: ["具体目标3.1 提升照护品质", "具体目标3.1/指标3.1.1 照护覆盖率", "具体目标3.1/指标3.1.2 追踪完成率", "具体目标6.3 改善水质", "具体目标6.3/指标6.3.1 接管普及率"]),
    Case(
      name: "a number whose full stop touches a figure",
      text: "1．新建学校3所。\n2．新建医院2家。\n3．2031—2033年，每年新建停车场3座。\n4．65岁以上老年人健康管理率达到72%，服务更好。",
      sections: ["1 新建学校3所", "2 新建医院2家", "3 -", "4 -"]),
    Case(
      name: "headings of Markdown", text: "# 清河市工作要点\n## 一、重点任务\n### （一）建设场馆\n\(prose)\n## 二、保障措施\n\(prose)",
      sections: ["一 重点任务", "一/（一） 建设场馆", "二 保障措施"]),
    Case(
      name: "classes of size are no items",
      text: "（一）管护经费\n各地应保障经费，小（1）型水库每座每年不低于5万元，小（2）型水库不低于2.5万元。\n（二）监督检查\n\(prose)",
      sections: ["（一） 管护经费", "（二） 监督检查"]),
  ]

  @Test(arguments: cases) func sectionsAreRead(_ c: Case) { #expect(tree(c.text) == c.sections) }

  static let tables: [(name: String, entry: @Sendable (String, Int) -> String)] = [
    ("dots", { "\($0)........\($1)" }), ("blank and number", { "\($0) \($1)" }), ("tab", { "\($0)\t\($1)" }),
    ("nothing", { title, _ in title }), ("dash", { "\($0)——\($1)" }), ("bracket", { "\($0)(\($1))" }), ("middle dots", { "\($0)……\($1)" }),
  ]

  @Test(arguments: tables.indices, [true, false]) func tablesOfContentsGiveNoSections(_ table: Int, _ isTitled: Bool) {
    let titles = ["一、现状", "（一）成效", "（二）问题", "二、任务", "（一）建设阵地", "（二）建设队伍", "三、保障"]
    let entries = titles.enumerated().map { Self.tables[table].entry($1, $0 + 1) }
    let body = titles.flatMap { [$0, Self.prose] }
    let text = (["清河市“十四五”科普规划"] + (isTitled ? ["目  录"] : []) + entries + (isTitled ? ["附件 27"] : []) + body)
      .joined(separator: "\n")
    // Without the word 目录 only lines that come back word for word are seen.
    #expect(
      tree(text) == ["一 现状", "一/（一） 成效", "一/（二） 问题", "二 任务", "二/（一） 建设阵地", "二/（二） 建设队伍", "三 保障"],
      "\(Self.tables[table].name)")
  }
}
