import Testing

@testable import PlanText

/// Front pages as they are crawled: tables of facts, labels, chrome, signatures. The documents are invented.
@Suite struct FrontPageTests {
  typealias Case = MetadataTests.Case

  static let cases: [Case] = [
    Case(
      name: "a table of facts in cells",
      head:
        "文 号 | 清政办〔2020〕2 号 | 发文日期 | 2020-04-19 00:00 |\n---|---|---|---|\n发布机构 | 清河市人民政府办公室 | 有 效 性 | 有效 |\n标 题 | 清政办〔2020〕2 号 清河市人民政府办公室关于印发节水方案的通知 |\n清河市人民政府办公室\n关于印发清河市节水实施方案的通知\n各区人民政府，市政府各部门：\n《清河市节水实施方案》已经市政府同意，现印发给你们，请认真贯彻执行。\n清河市人民政府办公室\n2020年4月17日\n清河市节水实施方案\n",
      title: "清河市节水实施方案", number: "清政办〔2020〕2号", issuer: "清河市人民政府办公室", date: "2020-04-17", kind: "实施方案",
      level: .prefecture, city: "清河市"),
    Case(
      name: "a sending title over three lines, the genre word of what is sent in the second",
      head:
        "清河市人民政府\n关于印发清河市全民科学素质行动规划纲要\n实施方案（2021—2025年）的通知\n清政发〔2022〕9号\n各区县人民政府，市政府各部门：\n现将《清河市全民科学素质行动规划纲要实施方案（2021—2025年）》印发给你们，请认真贯彻执行。\n清河市人民政府\n2022年2月11日\n",
      title: "清河市全民科学素质行动规划纲要实施方案（2021—2025年）", number: "清政发〔2022〕9号", issuer: "清河市人民政府", date: "2022-02-11",
      kind: "实施方案", period: [2021, 2025], level: .prefecture, city: "清河市"),
    Case(
      name: "a label with blanks in it, the title over two lines below",
      head:
        "索 引 号：\t000014349/2019-00036\t主题分类：\t民政\n发文机关：\t国务院办公厅\t成文日期：\t2019年03月29日\n标　　题：\t国务院办公厅关于推进节水工作的意见\n国务院办公厅关于\n推进节水工作的意见\n国办发〔2019〕555号\n各省、自治区、直辖市人民政府，国务院各部委、各直属机构：\n",
      title: "国务院办公厅关于推进节水工作的意见", number: "国办发〔2019〕555号", issuer: "国务院办公厅", date: "2019-03-29", kind: "意见", level: .national),
    Case(
      name: "a province that only the letter of the number names",
      head:
        "省人民政府印发关于加快节水事业\n高质量发展若干措施的通知\n鄂政发〔2023〕777号\n各市、州、县人民政府，省政府各部门：\n现将《关于加快节水事业高质量发展的若干措施》印发给你们，请结合实际认真贯彻执行。\n2023年5月10日\n关于加快节水事业高质量发展的若干措施\n",
      title: "关于加快节水事业高质量发展的若干措施", number: "鄂政发〔2023〕777号", issuer: "湖北省人民政府", date: "2023-05-10", kind: "若干措施",
      level: .province, province: "湖北省"),
    Case(
      name: "labels in brackets, title over two lines",
      head:
        "文章属性\n∙【制定机关】清河市人民政府办公厅\n∙【公布日期】2020.01.17\n∙【字 号】清政办〔2020〕1号\n∙【施行日期】2020.01.17\n∙【效力等级】地方规范性文件\n∙【主题分类】机关工作\n正文\n市人民政府办公厅关于印发2020年市\n《政府工作报告》确定的主要目标任务责任分解方案的通知\n清政办〔2020〕1号\n各区人民政府，市人民政府各部门：\n《2020年市〈政府工作报告〉确定的主要目标任务责任分解方案》已经市人民政府同意，现印发给你们，请一并贯彻执行。\n清河市人民政府办公厅\n2020年1月17日\n2020年市《政府工作报告》确定的主要目标任务责任分解方案\n",
      title: "2020年市《政府工作报告》确定的主要目标任务责任分解方案", number: "清政办〔2020〕1号", issuer: "清河市人民政府办公厅", date: "2020-01-17",
      kind: "方案", period: [2020, 2020], level: .prefecture, city: "清河市"),
    Case(
      name: "labels on lines of their own, values behind them",
      head:
        "返回顶部\n平岭县水务局2024年工作要点\n• 索引号:\n6107280000/2024-001005\n• 主题分类:\n• 发文机构:\n平岭县水务局\n• 发文字号:\n平水发〔2024〕7号\n• 发文日期:\n2024年04月06日 16:40\n• 有效性:\n• 发布日期:\n2024年04月08日 16:34\n• 内容概述:\n平岭县水务局2024年工作要点\n",
      title: "平岭县水务局2024年工作要点", number: "平水发〔2024〕7号", issuer: "平岭县水务局", date: "2024-04-06", kind: "工作要点", period: [2024, 2024],
      level: .county),
    Case(
      name: "a law database: labels with colons",
      head:
        "首页 > 财经法规 > 其他 >\n法规内容 本文仅供参考,如需引用请以正式文件为准\n发文标题: 清河市人民政府办公厅关于印发清河市科学素质实施方案[2016—2020年]的通知\n发文文号: 清府办[2016]29号\n发文部门: 清河市人民政府办公厅\n发文时间: 2016-12-20\n实施时间: 2016-12-20\n法规类型: 财经法规\n所属区域: 清河\n阅读人次: 4657\n发文内容:\n各区人民政府，市政府各部门：\n《清河市科学素质实施方案（2016—2020年）》已经市政府同意，现印发给你们，请认真组织实施。\n清河市人民政府办公厅\n2016年12月20日\n清河市科学素质实施方案（2016—2020年）\n",
      title: "清河市科学素质实施方案（2016—2020年）", number: "清府办〔2016〕29号", issuer: "清河市人民政府办公厅", date: "2016-12-20",
      kind: "实施方案", period: [2016, 2020], level: .prefecture, city: "清河市"),
    Case(
      name: "printed by the government itself, without 关于",
      head:
        "清府发〔2017〕92号\n清河市人民政府印发《关于加强诚信建设的实施意见》的通知\n各区人民政府，市政府各委、办、局：\n现将《关于加强诚信建设的实施意见》印发给你们，请认真按照执行。\n清河市人民政府\n2017年12月20日\n关于加强诚信建设的实施意见\n",
      title: "关于加强诚信建设的实施意见", number: "清府发〔2017〕92号", issuer: "清河市人民政府", date: "2017-12-20", kind: "实施意见",
      level: .prefecture, city: "清河市"),
    Case(
      name: "two offices, stamp of the page, number behind the title",
      head:
        "归档时间：2018-11-21\n当前位置： 首页 > 政务公开 > 政策法规\n中共清河市委办公室 清河市人民政府办公室印发《关于推进政务公开的实施意见》的通知（清办发〔2017〕2号）\n来源：清河市政府门户网 日期：2017-01-12 17:08 字号：【\n浏览量：\n各县市区委、人民政府，市直各单位：\n《关于推进政务公开的实施意见》已经市委、市人民政府同意，现印发给你们，请结合实际认真贯彻执行。\n中共清河市委办公室\n清河市人民政府办公室\n2017年1月10日\n关于推进政务公开的实施意见\n",
      title: "关于推进政务公开的实施意见", number: "清办发〔2017〕2号", issuer: "中共清河市委办公室、清河市人民政府办公室", date: "2017-01-10",
      kind: "实施意见", level: .prefecture, city: "清河市"),
    Case(
      name: "transmitted by the State Council's office",
      head:
        "国务院办公厅转发林草部门关于加强湿地保护意见的通知\n国办发〔2021〕99号\n各省、自治区、直辖市人民政府，国务院各部委、各直属机构：\n林草部门《关于加强湿地保护的意见》已经国务院同意，现转发给你们，请认真贯彻执行。\n国务院办公厅\n二○二一年九月二日\n（此件公开发布）\n关于加强湿地保护的意见\n林草部门 财政部门\n",
      title: "关于加强湿地保护的意见", number: "国办发〔2021〕99号", issuer: "国务院办公厅", date: "2021-09-02", kind: "意见", level: .national),
    Case(
      name: "the date with the letter O, no names in the signature",
      head:
        "清河市人民政府关于印发清河市道路管理规定（试行）的通知\n各县、区人民政府，市直各委、办、局：\n《清河市道路管理规定（试行）》已经市人民政府常务会议讨论通过，现印发给你们，请认真遵照执行。\n二OO六年二月二十日\n清河市道路管理规定（试行）\n",
      title: "清河市道路管理规定（试行）", issuer: "清河市人民政府", date: "2006-02-20", kind: "规定", level: .prefecture, city: "清河市"),
    Case(
      name: "report on a page with a trail and a stamp",
      head:
        "首页 > 政务公开 > 政府工作报告\n2024年清河市政府工作报告\n发布时间：2024-01-25 09:30 来源：清河日报 浏览次数： 字号：[ 大 中 小 ]\n——2024年1月18日在清河市第十七届人民代表大会第三次会议上\n清河市人民政府市长 某某\n各位代表：\n",
      title: "2024年清河市政府工作报告", issuer: "清河市人民政府", date: "2024-01-18", kind: "政府工作报告", period: [2024, 2024],
      level: .prefecture, city: "清河市"),
    Case(
      name: "report with day and congress in brackets",
      head: "政府工作报告\n（2023年12月28日在平岭县第十八届人民代表大会第三次会议上）\n平岭县人民政府县长 某某\n各位代表：\n", title: "政府工作报告", issuer: "平岭县人民政府",
      date: "2023-12-28", kind: "政府工作报告", period: [2023, 2023], level: .county),
    Case(
      name: "a table that lost its cells",
      head:
        "索引号 000014348/2020-00052 主题分类 综合政务\n发文机构清河市人民政府办公厅发文字号清政办〔2020〕1号\n发布日期2020年01月23日有效性有效\n成文日期2020年01月17日\n市人民政府办公厅关于加强节水工作的通知\n• 2020年01月23日\n• 来源：清河市人民政府办公厅\n各区人民政府，市人民政府各部门：\n",
      title: "市人民政府办公厅关于加强节水工作的通知", number: "清政办〔2020〕1号", issuer: "清河市人民政府办公厅", date: "2020-01-17", kind: "通知",
      level: .prefecture, city: "清河市"),
    Case(
      name: "number in front of the title, seal note in the signature, addressed to the provinces",
      head:
        "水利办发〔2018〕3号《关于印发2018年节水工作要点的通知》\n节水纲要实施工作办公室各成员单位，各省、自治区、直辖市节水办：\n现将《2018年节水工作要点》印发给你们。请结合实际认真贯彻落实。\n节水纲要实施工作办公室\n（某某协会办公厅代章）\n2018年3月19日\n2018年节水工作要点\n",
      title: "2018年节水工作要点", number: "水利办发〔2018〕3号", issuer: "节水纲要实施工作办公室", date: "2018-03-19", kind: "工作要点",
      period: [2018, 2018], level: .national),
    Case(
      name: "policy address of Hong Kong", head: "行政長官2024年施政報告\n立法會主席、各位議員、各位市民：\n", title: "行政长官2024年施政报告",
      issuer: "香港特别行政区政府", kind: "施政报告", period: [2024, 2024], level: .province, province: "香港特别行政区"),
    Case(
      name: "policy address to the Legislative Council", head: "2023年施政報告\n立法會主席、各位議員、各位市民：\n", title: "2023年施政报告",
      issuer: "香港特别行政区政府", kind: "施政报告", period: [2023, 2023], level: .province, province: "香港特别行政区"),
  ]

  @Test(arguments: cases) func fieldsAreResolved(_ c: Case) {
    let m = MetadataTests.metadata(c.head, c.tail)
    #expect(m.title == c.title)
    #expect(m.documentNumber == c.number)
    #expect(m.issuer == c.issuer)
    #expect(m.issuedOn == c.date)
    #expect(m.kind == c.kind)
    #expect([m.periodStart, m.periodEnd].compactMap { $0 } == c.period)
    #expect(m.level == c.level)
    #expect(m.province == c.province)
    #expect(m.city == c.city)
  }

  @Test func aTextOnOneLineKeepsItsFrontPage() {
    let text = "清河市优化服务若干措施清政发〔2022〕3号各县区人民政府：为优化服务，提出以下措施。一、放宽准入（一）简化流程。推行网上办理，压缩时限。（二）降低成本。减免费用，加强监督。二、强化保障（三）加强领导。压实责任。清河市人民政府2022年5月6日（此件公开发布）"
    let m = Outline(of: document(text)).metadata
    #expect(m.title == "清河市优化服务若干措施")
    #expect(m.documentNumber == "清政发〔2022〕3号")
    #expect(m.issuer == "清河市人民政府")
    #expect(m.issuedOn == "2022-05-06")
  }
}
