import Testing

@testable import PlanText

/// Metadata of whole documents. The texts are invented; places of GB/T 2260 appear where the table is what is tested.
@Suite struct MetadataTests {
  static let body = """

    为加快推动高质量发展，结合实际，制定本方案。各级各部门要加强组织领导，确保各项任务落到实处，取得实效。

    一、总体要求

    坚持以人民为中心的发展思想，统筹推进各项工作，为经济社会发展提供有力支撑，不断增强人民群众获得感。
    """

  static func metadata(_ head: String, _ tail: String = "", page: PageFacts = PageFacts()) -> Metadata {
    let text = Array((head + body + tail).unicodeScalars)
    var blocks: [Block] = []
    var start = 0
    for end in text.indices.filter({ text[$0] == "\n" }) + [text.count] {
      let low = (start..<end).first { text[$0] != " " && text[$0] != "　" } ?? end
      if low < end { blocks.append(Block(span: SourceSpan(start: low, end: end), kind: .line)) }
      start = end + 1
    }
    let document = Document(
      path: "a.txt", format: .text, encoding: EncodingReport(name: "UTF-8", reason: "valid UTF-8"), text: text,
      blocks: blocks, page: page, sha256: "")
    return Outline(of: document).metadata
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let head: String
    var tail = ""
    var title: String?
    var number: String?
    var issuer: String?
    var date: String?
    var kind: String?
    var period: [Int] = []
    var level: AdministrativeLevel?
    var province: String?
    var city: String?
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "notice, number, addressees, signature, plan",
      head:
        "云川省水利厅文件\n云水发〔2021〕27号\n关于印发《云川省节水行动计划（2021—2023年）》的通知\n各市水利局：\n现将《云川省节水行动计划（2021—2023年）》印发给你们，请认真贯彻执行。\n云川省水利厅\n2021年6月8日\n云川省节水行动计划（2021—2023年）\n",
      title: "云川省节水行动计划（2021—2023年）", number: "云水发〔2021〕27号", issuer: "云川省水利厅", date: "2021-06-08", kind: "行动计划",
      period: [2021, 2023], level: .province, province: "云川省"),
    Case(
      name: "title over two lines, joint issuers on two lines, Chinese numerals",
      head:
        "清河市水务局 清河市财政局\n关于印发清河市水利发展\n“十四五”规划的通知\n清水发[2021]9号\n各县（区）水务局：\n《清河市水利发展“十四五”规划》已经市政府同意，现印发给你们，请认真组织实施。\n清河市水务局\n清河市财政局\n二○二一年十一月二十二日\n清河市水利发展“十四五”规划\n",
      title: "清河市水利发展“十四五”规划", number: "清水发〔2021〕9号", issuer: "清河市水务局、清河市财政局", date: "2021-11-22", kind: "规划",
      period: [2021, 2025], level: .prefecture, city: "清河市"),
    Case(
      name: "title, number and addressees on one line",
      head: "清河市人民政府办公室关于优化水务环境的指导意见清政办发〔2022〕4号各县（区）人民政府，市政府各部门：\n",
      tail: "\n清河市人民政府办公室\n2022年3月1日\n（此件公开发布）\n", title: "清河市人民政府办公室关于优化水务环境的指导意见", number: "清政办发〔2022〕4号",
      issuer: "清河市人民政府办公室", date: "2022-03-01", kind: "指导意见", level: .prefecture, city: "清河市"),
    Case(
      name: "number in brackets behind the title",
      head:
        "市政府关于印发清河市河湖管护实施方案的通知（清政发〔2023〕8号）\n各县（区）人民政府：\n《清河市河湖管护实施方案》已经市政府同意，现印发给你们，请遵照执行。\n清河市人民政府\n2023年5月30日\n清河市河湖管护实施方案\n",
      title: "清河市河湖管护实施方案", number: "清政发〔2023〕8号", issuer: "清河市人民政府", date: "2023-05-30", kind: "实施方案",
      level: .prefecture, city: "清河市"),
    Case(
      name: "work report with speaker and place cut over two lines",
      head: "政府工作报告\n——2026年1月20日在云川省第十四届\n人民代表大会第四次会议上\n云川省省长 某某\n各位代表：\n", title: "政府工作报告", issuer: "云川省人民政府",
      date: "2026-01-20", kind: "政府工作报告", period: [2026, 2026], level: .province, province: "云川省"),
    Case(
      name: "yearly programme without a notice", head: "附件\n\n石桥县科学技术协会2018年工作要点\n", title: "石桥县科学技术协会2018年工作要点",
      issuer: "石桥县科学技术协会", kind: "工作要点", period: [2018, 2018], level: .county),
    Case(
      name: "year in front of the body, two years in the title", head: "广州市科协2021年工作总结和2022年工作要点\n",
      title: "广州市科协2021年工作总结和2022年工作要点", issuer: "广州市科协", kind: "工作要点", period: [2022, 2022], level: .prefecture,
      province: "广东省", city: "广州市"),
    Case(
      name: "district of a city", head: "广州市天河区教育局2023年工作计划\n", title: "广州市天河区教育局2023年工作计划", issuer: "广州市天河区教育局",
      kind: "工作计划", period: [2023, 2023], level: .county, province: "广东省", city: "广州市"),
    Case(
      name: "national body", head: "国务院办公厅关于做好雨水利用工作的通知\n国办发〔2020〕7号\n各省、自治区、直辖市人民政府：\n",
      tail: "\n国务院办公厅\n2020年7月15日\n", title: "国务院办公厅关于做好雨水利用工作的通知", number: "国办发〔2020〕7号", issuer: "国务院办公厅",
      date: "2020-07-15", kind: "通知", level: .national),
    Case(
      name: "report of the Executive Yuan", head: "行政院施政報告\n立法院第30屆第2會期\n中華民國１２０年２月２７日\n", title: "行政院施政报告", issuer: "行政院",
      date: "2031-02-27", kind: "施政报告", period: [2031, 2031], level: .province, province: "台湾省"),
    Case(
      name: "county of Taiwan with the Republic's years",
      head: "海澄縣政府１１３年度施政計畫\n\n中華民國１１２年１１月２０日\n府研綜字第１１２００８６４２１號\n", title: "海澄县政府113年度施政计划",
      number: "府研综字第1120086421号", issuer: "海澄县政府", date: "2023-11-20", kind: "施政计划", period: [2024, 2024],
      level: .county),
    Case(
      name: "party and government issue together, a line each", head: "中共清河市委\n清河市人民政府\n关于推进科技强市建设的意见\n",
      title: "中共清河市委清河市人民政府关于推进科技强市建设的意见", issuer: "中共清河市委、清河市人民政府", kind: "意见", level: .prefecture, city: "清河市"),
    Case(
      name: "party and government on one line", head: "中共清河市委 清河市人民政府\n关于推进乡村建设的实施意见\n", title: "中共清河市委清河市人民政府关于推进乡村建设的实施意见",
      issuer: "中共清河市委、清河市人民政府", kind: "实施意见", level: .prefecture, city: "清河市"),
    Case(
      name: "a province behind the last word of a longer name", head: "全民科学素质行动规划纲要云川省实施方案（2021—2025年）\n",
      title: "全民科学素质行动规划纲要云川省实施方案（2021—2025年）", kind: "实施方案", period: [2021, 2025], level: .province, province: "云川省"),
    Case(
      name: "a place inside of the title", head: "关于推进清河市乡村建设的实施意见\n", title: "关于推进清河市乡村建设的实施意见", kind: "实施意见", level: .prefecture, city: "清河市"),
    Case(
      name: "what a place wants to be is no place", head: "云川省文化强省建设规划（2021—2025年）\n", title: "云川省文化强省建设规划（2021—2025年）", kind: "规划",
      period: [2021, 2025], level: .province, province: "云川省"),
    Case(
      name: "a campaign with its years", head: "健康云川行动（2020—2030年）\n", title: "健康云川行动（2020—2030年）", kind: "行动", period: [2020, 2030]),
    Case(
      name: "what was done and what is intended", head: "清河市2016年水利工作总结及2017年工作打算\n", title: "清河市2016年水利工作总结及2017年工作打算", kind: "工作打算",
      period: [2017, 2017], level: .prefecture, city: "清河市"),
    Case(
      name: "ten things for the people", head: "清河市2024年十件民生实事\n", title: "清河市2024年十件民生实事", kind: "民生实事", period: [2024, 2024], level: .prefecture,
      city: "清河市"),
    Case(
      name: "a term of validity is no date of issue", head: "关于促进低空经济发展的若干措施\n", tail: "\n本措施自印发之日起施行，有效期至2028年12月31日。\n",
      title: "关于促进低空经济发展的若干措施", kind: "若干措施"),
    Case(
      name: "marks of Markdown", head: "# 清河市2024年文化旅游工作要点\n## 一、推进项目建设\n", title: "清河市2024年文化旅游工作要点", kind: "工作要点", period: [2024, 2024],
      level: .prefecture, city: "清河市"),
    Case(
      name: "years behind the kind", head: "清河市旅遊業行動計劃2030\n", title: "清河市旅游业行动计划2030", kind: "行动计划", level: .prefecture, city: "清河市"),
    Case(
      name: "no name anywhere", head: "关于加强农村饮水安全的实施意见\n", title: "关于加强农村饮水安全的实施意见", kind: "实施意见"),
    Case(
      name: "years counted from the text", head: "关于推进清河水网建设的意见\n　　2012年起5年内，分期实施水网工程，建设一批骨干水源。\n",
      title: "关于推进清河水网建设的意见", kind: "意见", period: [2012, 2016]),
    Case(
      name: "a numbered heading is no title", head: "清河市政府工作报告重点工作责任分解（2023年）\n一、全市经济社会发展主要预期目标\n",
      title: "清河市政府工作报告重点工作责任分解（2023年）", issuer: "清河市政府", kind: "责任分解", period: [2023, 2023], level: .prefecture, city: "清河市"),
    Case(
      name: "the first line names an address, a later one only its chapter", head: "二零零五至零六年施政纲领 福为民开\n优质环境\n持续推行的措施\n",
      title: "二零零五至零六年施政纲领福为民开", kind: "施政纲领", period: [2005, 2006]),
    Case(
      name: "a title over two lines behind a named paper", head: "清河市人民政府关于落实《政府工作报告》\n重点工作部门分工的意见\n清政发〔2020〕6号\n",
      title: "清河市人民政府关于落实《政府工作报告》重点工作部门分工的意见", number: "清政发〔2020〕6号", issuer: "清河市人民政府", kind: "意见", period: [2020, 2020],
      level: .prefecture, city: "清河市"),
  ]

  @Test(arguments: cases) func fieldsAreResolved(_ c: Case) {
    let m = Self.metadata(c.head, c.tail)
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

  @Test func everyPieceOfATextResolves() {
    for c in Self.cases {
      let whole = Array((c.head + c.tail).unicodeScalars)
      for cut in stride(from: 0, to: whole.count, by: 5) {
        var front = String.UnicodeScalarView()
        front.append(contentsOf: whole[..<cut])
        var back = String.UnicodeScalarView()
        back.append(contentsOf: whole[cut...])
        _ = Self.metadata(String(front))
        _ = Self.metadata(String(back))
      }
    }
  }

  @Test func everyFieldNamesItsWitness() {
    let m = Self.metadata(Self.cases[0].head)
    for field in ["title", "kind", "document_number", "issued_on", "issuer", "period", "place"] {
      #expect(m.witnesses.contains { $0.hasPrefix(field + ": ") }, "\(field)")
    }
  }

  @Test func thePageHelpsWhereTheTextIsSilent() {
    var page = PageFacts()
    page.title = "清河市水务局关于印发《清河市节水方案》的通知"
    page.documentNumber = "清水发（2022）3号"
    page.issuer = "清河市水务局"
    page.issuedOn = "2022-03-01"
    let m = Self.metadata("各县（区）水务局：\n", page: page)
    #expect(m.title == "清河市节水方案")
    #expect(m.documentNumber == "清水发〔2022〕3号")
    #expect(m.issuer == "清河市水务局")
    #expect(m.issuedOn == "2022-03-01")
    #expect(m.kind == "方案")
  }

  @Test func citedNumbersAreNotTheDocumentsOwn() {
    let m = Self.metadata("清河市节水方案\n根据《云川省节水条例》（云政发〔2019〕1号），制定本方案。\n")
    #expect(m.documentNumber == nil)
  }

  @Test(arguments: [
    ("关于印发“十五五”规划的通知", 2026, 2030), ("清河市第十四个五年规划和二〇三五年远景目标纲要", 2021, 2025), ("清河市行动方案（2023年至2025年）", 2023, 2025),
    ("清河市2022-2024年行动计划", 2022, 2024), ("海澄县方案（一百一十三年至一百一十六年）", 2024, 2027), ("二〇二四年工作要点", 2024, 2024),
  ]) func periodsOfTitles(_ title: String, _ start: Int, _ end: Int) {
    let m = Self.metadata(title + "\n")
    #expect(m.periodStart == start)
    #expect(m.periodEnd == end)
  }

  @Test(arguments: ["清河市2030年前碳达峰实施方案", "清河市水库管理办法", "清河市节水行动方案"]) func titlesWithoutPeriod(_ title: String) {
    #expect(Self.metadata(title + "\n").periodStart == nil)
  }
}

@Suite struct PlacesTests {
  private func resolve(_ name: String, context: String = "") -> Whereabouts? {
    PlaceResolver(places: .bundled, context: Array(context.unicodeScalars)).resolve(Array(name.unicodeScalars))
  }

  @Test func everyCodeHasItsParent() {
    let places = Places.bundled
    #expect(places.all.count > 3000)
    for place in places.all {
      #expect((places.parent(of: place) == nil) == (place.level == .province), "\(place.adcode)")
    }
    #expect(Set(places.all.map(\.adcode)).count == places.all.count)
  }

  @Test func namesAreReadFromTheFront() {
    #expect(resolve("广州市天河区教育局") == Whereabouts(province: "广东省", city: "广州市", level: .county, adcode: "440106"))
    #expect(resolve("中共青海省委办公厅")?.adcode == "630000")
    #expect(resolve("青海省科学技术协会") == Whereabouts(province: "青海省", city: nil, level: .province, adcode: "630000"))
    #expect(resolve("宁波市科协") == Whereabouts(province: "浙江省", city: "宁波市", level: .prefecture, adcode: "330200"))
    #expect(resolve("陕西科协")?.adcode == "610000")
    #expect(resolve("香港特别行政区政府")?.adcode == "810000")
  }

  @Test func namesakesNeedTheirParent() {
    #expect(resolve("朝阳区人民政府")?.adcode == nil)
    #expect(resolve("朝阳区人民政府", context: "北京市发展和改革委员会")?.adcode == "110105")
    #expect(resolve("长春市朝阳区人民政府")?.adcode == "220104")
    #expect(resolve("鼓楼区人民政府")?.adcode == nil)
    #expect(resolve("北京市朝阳区人民政府")?.city == nil)
  }

  @Test func placesThatTheTableLacksKeepTheirNames() {
    #expect(resolve("云川省水利厅") == Whereabouts(province: "云川省", city: nil, level: .province, adcode: nil))
    #expect(resolve("平岭市财政局") == Whereabouts(province: nil, city: "平岭市", level: .prefecture, adcode: nil))
    #expect(resolve("云川省平岭市财政局") == Whereabouts(province: "云川省", city: "平岭市", level: .prefecture, adcode: nil))
  }

  @Test(arguments: ["全市节水方案", "各县水务局", "关于印发方案", "高新区科协", "海南风光"]) func wordsAreNoPlaces(_ name: String) {
    #expect(resolve(name) == nil)
  }
}

@Suite struct PlanDateTests {
  @Test(arguments: [
    ("2021年5月24日", "2021-05-24"), ("二〇〇七年十一月二十二日", "2007-11-22"), ("2026年 4月 20 日", "2026-04-20"),
    ("民国112年11月20日", "2023-11-20"),
    ("民国一百十二年一月三日", "2023-01-03"), ("于2026-02-09发布", "2026-02-09"), ("2026.2.9", "2026-02-09"),
  ]) func datesAreRead(_ text: String, _ iso: String) {
    #expect(PlanDate.find(in: Array(text.unicodeScalars)[...])?.date.iso == iso)
  }

  @Test(arguments: ["2021年5月", "1.2.3", "2021年13月1日", "12021年1月1日2", "112年11月20日", "2021-05"]) func otherNumbersAreNone(
    _ text: String
  ) {
    #expect(PlanDate.find(in: Array(text.unicodeScalars)[...]) == nil)
  }
}
