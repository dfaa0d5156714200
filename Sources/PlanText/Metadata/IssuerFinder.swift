/// The names and the date at the end of a notice or a document.
struct Signature {
  private(set) var names: [[Unicode.Scalar]] = []
  private(set) var date: PlanDate?
  private(set) var from = ""

  /// Where a date comes from that may as well be that of the page.
  static let belowTitle = "date below the title"

  init(front: FrontPage) {
    if let found = Self.last(in: front.notice) {
      (names, date, from) = (found.names, found.date, "signature of the notice")
    } else if let found = Self.last(in: front.tail) {
      (names, date, from) = (found.names, found.date, "signature")
    } else if let found = Self.last(in: front.head) {
      (names, date, from) = (found.names, found.date, Self.belowTitle)
    }
    guard from == "" || from == Self.belowTitle else { return }
    for ending in front.endings {
      guard let found = Self.runOn(ending) else { continue }
      (names, date, from) = (found.names, found.date, "signature behind the last sentence")
      return
    }
  }

  /// `…取得实效。国务院办公厅2020年7月15日(此件公开发布)`: names and date behind the last sentence of a text without line ends.
  private static func runOn(_ ending: [Unicode.Scalar]) -> (names: [[Unicode.Scalar]], date: PlanDate)? {
    var text = ending[...]
    while text.last == ")", let open = text.lastIndex(of: "("), text.count - open < 30 { text = text[..<open] }
    while let last = text.last, CharacterForms.isBlank(last) || last == "\n" { text.removeLast() }
    let end = text.endIndex
    guard text.last == "日" else { return nil }
    for start in max(text.startIndex, end - 20)..<max(text.startIndex, end - 7) {
      guard let (date, range) = PlanDate.find(in: text[start...]), range.lowerBound == start, range.upperBound == end else { continue }
      let stop = text[..<start].lastIndex { "。;:!?)”\n".unicodeScalars.contains($0) } ?? text.startIndex - 1
      let names = Bodies.names(in: Array(text[(stop + 1)..<start]))
      return names.isEmpty ? nil : (names, date)
    }
    return nil
  }

  /// The last line that is a date, the bodies in the lines above it or in front of it.
  private static func last(in lines: [FrontPage.Line]) -> (names: [[Unicode.Scalar]], date: PlanDate)? {
    for i in lines.indices.reversed() where FrontMatter.isDate(lines[i].scalars[...]) || isBracketedDate(lines[i]) {
      guard let (date, range) = PlanDate.find(in: lines[i].scalars[...]), !lines[i].string.contains("大会") else {
        continue
      }
      guard range.upperBound >= lines[i].scalars.count - 1, !isTerm(lines[i].scalars[..<range.lowerBound]) else { continue }
      var names = Bodies.names(in: Array(lines[i].scalars[..<range.lowerBound]))
      var above = i - 1
      while names.isEmpty || above >= max(0, i - 4), above >= 0, lines[above].range.count <= 60 {
        if isSealNote(lines[above].scalars) {
          above -= 1
          continue
        }
        let found = Bodies.names(in: lines[above].scalars)
        guard !found.isEmpty else { break }
        names = found + names
        above -= 1
      }
      return (names, date)
    }
    return nil
  }

  /// 有效期至, 自…起施行至: how long a text is in force.
  private static func isTerm(_ words: ArraySlice<Unicode.Scalar>) -> Bool {
    words.last.map { "至到自于".unicodeScalars.contains($0) } ?? false
  }

  /// (某某办公厅代章)
  private static func isSealNote(_ line: [Unicode.Scalar]) -> Bool {
    line.first == "(" && line.last == ")" && line.dropLast().last == "章"
  }

  /// (2022年3月1日)
  private static func isBracketedDate(_ line: FrontPage.Line) -> Bool {
    line.scalars.first == "(" && line.scalars.last == ")" && line.scalars.count <= 24
  }
}

/// A report to a people's congress: `——2026年1月27日在青海省第十四届人民代表大会第四次会议上`.
struct ReportOccasion {
  /// The place as the line names it, with its congress cut off.
  private(set) var place: [Unicode.Scalar]?
  private(set) var date: PlanDate?
  /// Whether the report was given to the National People's Congress.
  private(set) var isNational = false

  /// Nil when the document is no report of a government.
  init?(front: FrontPage, kind: String?) {
    guard kind == "政府工作报告" else { return nil }
    let lines = front.head + front.opening.prefix(4)
    for line in lines {
      guard let at = line.scalars.position(of: "人民代表大会") ?? line.scalars.position(of: "届人民") else { continue }
      date = PlanDate.find(in: line.scalars[...])?.date ?? date
      isNational = line.scalars.position(of: "全国人民代表大会") != nil
      if isNational { break }
      if let start = line.scalars[..<at].lastIndex(of: "在"), let end = line.scalars[..<at].lastIndex(of: "第"),
        start + 2 < end
      {
        place = Array(line.scalars[(start + 1)..<end])
      }
      if place != nil { break }
    }
    // The line may be cut: ——2026年1月26日在广东省第十四届 / 人民代表大会第五次会议上.
    if place == nil {
      for line in lines {
        guard let found = PlanDate.find(in: line.scalars[...]), let start = line.scalars.firstIndex(of: "在"),
          let end = line.scalars.lastIndex(of: "第"), start + 2 < end, start >= found.range.upperBound
        else { continue }
        place = Array(line.scalars[(start + 1)..<end])
        date = found.date
        break
      }
    }
  }
}

/// Who issues a plan: the signature, the page, the title, the head of the paper, in this order.
struct IssuerFinder {
  let front: FrontPage
  let page: PageFacts
  let places: PlaceResolver
  /// The normal text.
  let text: [Unicode.Scalar]
  /// Whether it is one of Hong Kong, Macao or Taiwan.
  let isRegional: Bool

  typealias Finding = MetadataResolver.Finding

  func find(
    titles: MetadataResolver.Titles, signature: Signature, report: ReportOccasion?, number: [Unicode.Scalar]
  ) -> Finding? {
    guard let found = named(titles: titles, signature: signature, report: report) else {
      return ownProvince(titles, number)
    }
    // 市人民政府办公厅, of which the page gives the full name.
    let stated = page.issuer.map { Bodies.names(in: Array(ScriptConversion.simplified($0).unicodeScalars)) } ?? []
    if stated.count == 1, stated[0].count > found.scalars.count, stated[0].ends(with: found.scalars) {
      return Finding(stated[0], from: "page, 发文机关")
    }
    return found
  }

  private func named(titles: MetadataResolver.Titles, signature: Signature, report: ReportOccasion?) -> Finding? {
    if let report { return government(report, titles.plan?.scalars ?? []) }
    if !signature.names.isEmpty, signature.from != Signature.belowTitle {
      return joined(signature.names, signature.from)
    }
    if let title = titles.notice ?? titles.plan, let found = beforeAbout(title.scalars.map(CharacterForms.canonical)) {
      return found
    }
    if let found = paperHead() { return found }
    if let plan = titles.plan, let body = Bodies.leading(in: PeriodFinder.withoutYear(plan.scalars)) {
      return Finding(body, from: "title")
    }
    if !signature.names.isEmpty { return joined(signature.names, signature.from) }
    if let found = policyAddress(titles) ?? inCharge() ?? headBody() { return found }
    for (value, name) in [(page.issuer, "page, 发文机关"), (page.contentSource, "page, 来源")] {
      guard let value else { continue }
      let scalars = Array(ScriptConversion.simplified(value).unicodeScalars)
      let names = Bodies.names(in: scalars)
      if !names.isEmpty { return joined(names, name) }
    }
    return nil
  }

  /// 省人民政府印发…, 鄂政发〔2023〕7号: the province that the title leaves out is that of the number's first letter.
  private func ownProvince(_ titles: MetadataResolver.Titles, _ number: [Unicode.Scalar]) -> Finding? {
    guard let title = (titles.notice ?? titles.plan)?.scalars, let letter = number.first,
      let province = Self.provinces[letter]
    else { return nil }
    if let office = Self.office(of: number), isNamed(province) {
      return Finding(Array((province + office).unicodeScalars), from: "letters of the number")
    }
    for kind in ["省", "自治区", "市"] where province.hasSuffix(kind) {
      for body in ["人民政府办公厅", "人民政府", "政府办公厅"] where title.starts(with: (kind + body).unicodeScalars) {
        let name = province + (body == "政府办公厅" ? "人民政府办公厅" : body)
        return Finding(Array(name.unicodeScalars), from: "title, province by the letter of the number")
      }
    }
    return nil
  }

  /// 皖政〔2013〕89号 is the government's own, 浙政办发〔2022〕19号 that of its office.
  private static func office(of number: [Unicode.Scalar]) -> String? {
    guard let open = number.firstIndex(of: "〔") else { return nil }
    switch FrontPage.string(number[1..<max(1, open)]) {
    case "政", "政发": return "人民政府"
    case "政办", "政办发": return "人民政府办公厅"
    default: return nil
    }
  }

  /// Whether the first lines name the province, for cities may share its letter.
  private func isNamed(_ province: String) -> Bool {
    let name = Array(province.unicodeScalars)
    return Array(text.prefix(Self.opening)).position(of: Array(name.prefix(name.count - (province.hasSuffix("自治区") ? 3 : 1)))) != nil
  }

  private static let opening = 2_000

  private static let provinces: [Unicode.Scalar: String] = {
    var provinces: [Unicode.Scalar: String] = [:]
    for line in DataFile.lines("province-letters.tsv").dropFirst() {
      let cells = line.split(separator: "\t").map(String.init)
      if cells.count == 2, let letter = cells[0].unicodeScalars.first { provinces[letter] = cells[1] }
    }
    return provinces
  }()

  private func joined(_ names: [[Unicode.Scalar]], _ from: String) -> Finding {
    Finding(Array(names.joined(separator: ["、"])), from: from)
  }

  /// The bodies in front of 关于.
  private func beforeAbout(_ title: [Unicode.Scalar]) -> Finding? {
    let starts = ["关于", "印发《", "转发", "批转"].compactMap { title.position(of: $0) }
    guard let about = starts.min(), about >= 3 else { return nil }
    let names = Bodies.names(in: Array(title[..<about]))
    return names.isEmpty ? nil : joined(names, "title, in front of 关于")
  }

  /// 清河市水务局文件 at the head of the paper.
  private func paperHead() -> Finding? {
    for line in (front.notice + front.head).prefix(5) where line.scalars.ends(with: Array("文件".unicodeScalars)) {
      let name = Array(FrontPage.squeeze(line.scalars).dropLast(2))
      if Bodies.isBody(name) { return Finding(name, from: "head of the paper") }
    }
    return nil
  }

  /// 主管机关：交通部 in front of the text.
  private func inCharge() -> Finding? {
    for line in front.head.prefix(8) where line.scalars.count <= 40 {
      guard let label = ["主管机关", "主管部门", "编制机关", "编制单位", "提报机关"].first(where: { line.string.hasPrefix($0) }) else { continue }
      let rest = line.scalars.dropFirst(label.unicodeScalars.count).drop { CharacterForms.isBlank($0) || $0 == ":" }
      let names = Bodies.names(in: Array(rest))
      if !names.isEmpty { return joined(names, "line of the authority in charge") }
    }
    return nil
  }

  /// A body on a line of its own in front of the text.
  private func headBody() -> Finding? {
    for line in front.head.prefix(4) where line.scalars.count <= 30 {
      let name = FrontPage.squeeze(line.scalars)
      let string = FrontPage.string(name)
      // 中共清河市委 清河市人民政府
      let together = line.scalars.contains(" ") ? Bodies.names(in: line.scalars) : []
      if together.count > 1, together.allSatisfy({ places.resolve($0) != nil }) { return joined(together, "line in front of the text") }
      if Bodies.isBody(name), places.resolve(name) != nil || Authority.isNational(string) || Authority.isOfTaiwan(string) {
        return Finding(name, from: "line in front of the text")
      }
      // 交通部、经济部、环境部
      let names = line.scalars.contains("、") ? Bodies.names(in: line.scalars) : []
      if names.count > 1, isRegional || names.allSatisfy({ places.resolve($0) != nil || Authority.isNational(FrontPage.string($0)) }) {
        return joined(names, "line in front of the text")
      }
    }
    return plainBody()
  }

  /// A bureau, a ministry or an office on a line of its own, perhaps with the date behind it, in texts that leave their place unnamed
  /// (交通部某署, 民政及某某事务局); elsewhere on the first line only.
  private func plainBody() -> Finding? {
    for (number, line) in front.head.prefix(6).enumerated() where line.scalars.count <= 40 && (isRegional || number == 0) {
      var scalars = line.scalars[...]
      if let blank = scalars.firstIndex(where: CharacterForms.isBlank), scalars[blank...].contains(where: { $0 == "年" || $0.isDigit }) { scalars = scalars[..<blank] }
      // 某某委员会111年12月, 行政院109年12月核定
      if let digit = scalars.firstIndex(where: \.isDigit), scalars.last.map({ "年月日定".unicodeScalars.contains($0) }) == true { scalars = scalars[..<digit] }
      let name = FrontPage.squeeze(scalars)
      if isRegional, name.count >= 3, name.count <= 12, Authority.isOfTaiwan(FrontPage.string(name)), Bodies.isBody(name) {
        return Finding(name, from: "line in front of the text")
      }
      let isShort = isRegional && name.count >= 3 && name.last.map { "局署".unicodeScalars.contains($0) } == true
      guard name.count >= 5 || isShort, Bodies.isBody(name), Self.ends.contains(where: { name.ends(with: $0) }) else { continue }
      return Finding(name, from: "line in front of the text")
    }
    return nil
  }

  private static let ends = ["局", "署", "部", "处", "委员会", "司长办公室", "公所", "政府"].map { Array($0.unicodeScalars) }

  /// The government of the place where a report is given.
  private func government(_ report: ReportOccasion, _ title: [Unicode.Scalar]) -> Finding? {
    if report.isNational { return Finding(Array("国务院".unicodeScalars), from: "National People's Congress") }
    var names = [report.place].compactMap { $0 }
    names.append(PeriodFinder.withoutYear(title))
    for line in front.head + front.opening where line.scalars.count <= 40 {
      if ["省长", "市长", "主席", "县长", "区长", "州长"].contains(where: line.string.contains) { names.append(line.scalars) }
    }
    for name in names {
      guard let length = placeLength(name), length > 0 else { continue }
      return Finding(Array(name.prefix(length)) + Array("人民政府".unicodeScalars), from: "place of the report")
    }
    guard let place = PlaceMentions(places: places.places, text: text).dominant() else { return nil }
    return Finding(Array((place.name + "人民政府").unicodeScalars), from: "place mentioned most")
  }

  /// Number of scalars of the place that `name` begins with, its ending included.
  private func placeLength(_ name: [Unicode.Scalar]) -> Int? {
    guard places.resolve(name) != nil else { return nil }
    var at = 0
    for end in ["自治区", "特别行政区", "自治州", "自治县", "自治旗", "省", "市", "县", "区", "州", "盟", "旗"] {
      if let found = name.position(of: end), found >= 2, found <= 12 { at = max(at, found + end.unicodeScalars.count) }
    }
    return at > 0 && at <= 24 ? at : nil
  }

  /// How the years of addresses of Hong Kong and Macao begin.
  private static let writtenYears = ["二零", "二〇", "一九九"]

  /// Reports of the Executive Yuan and policy addresses of Hong Kong name nobody before 关于.
  private func policyAddress(_ titles: MetadataResolver.Titles) -> Finding? {
    guard let plan = titles.plan, plan.text.contains("施政") || (isRegional || Self.writtenYears.contains { plan.text.hasPrefix($0) }) && plan.text.contains("预算案") else { return nil }
    if plan.text.hasPrefix("行政院") { return Finding(Array("行政院".unicodeScalars), from: "title") }
    let heading = plan.text + (titles.notice?.text ?? "")
    func names(_ word: String) -> Bool { heading.contains(word) || places.context.position(of: word) != nil }
    if names("澳门"), !names("香港") { return Finding(Array("澳门特别行政区政府".unicodeScalars), from: "policy address of Macau") }
    if let county = assembly(plan.scalars) { return county }
    let isNamed = names("行政长官") || names("香港特别行政区") || names("立法会主席")
    // 二零二六至二七财政年度政府财政预算案: written out in simplified characters
    let isWrittenOut = Self.writtenYears.contains { plan.text.hasPrefix($0) }
    guard isNamed || (isRegional || isWrittenOut) && RegionMentions.region(of: text) == RegionMentions.hongKong else { return nil }
    return Finding(Array("香港特别行政区政府".unicodeScalars), from: isNamed ? "policy address of the chief executive" : RegionMentions.witness)
  }
}

extension IssuerFinder {
  /// 清河县议会第20届第2次定期会施政报告: the government reports to the council of its county.
  private func assembly(_ title: [Unicode.Scalar]) -> Finding? {
    guard isRegional, let at = title.position(of: "议会"), (3...5).contains(at), "县市".unicodeScalars.contains(title[at - 1]) else { return nil }
    return Finding(Array(title[..<at]) + Array("政府".unicodeScalars), from: "council that the report is given to")
  }
}

/// Bodies that belong to no place, or to one that their name leaves out.
enum Authority {
  /// 行政院, 卫生福利部: bodies that only Taiwan has.
  static func isOfTaiwan(_ issuer: String) -> Bool { taiwan.contains(where: issuer.hasPrefix) }

  private static let taiwan = [
    "行政院", "立法院", "监察院", "考试院", "经济部", "内政部", "劳动部", "卫生福利部", "数位发展部", "国家发展委员会", "国家科学及技术委员会", "金融监督管理委员会",
    "原住民族委员会", "客家委员会", "海洋委员会",
  ]

  /// Central bodies of the state and the party.
  static func isNational(_ issuer: String) -> Bool {
    let first = issuer.split(separator: "、").first.map(String.init) ?? issuer
    if ["国务院", "中共中央", "全国人民代表大会", "全国人大", "全国政协", "中央", "最高人民", "国家", "中国", "中华全国", "中华人民共和国"].contains(
      where: first.hasPrefix)
    {
      return !first.hasPrefix("国家级") && !first.hasPrefix("中国共产党") || first.hasPrefix("中国共产党中央")
    }
    return ministries.contains(first)
  }

  private static let ministries: Set<String> = [
    "外交部", "国防部", "教育部", "科学技术部", "科技部", "工业和信息化部", "公安部", "民政部", "司法部", "财政部", "人力资源和社会保障部", "人力资源社会保障部", "自然资源部",
    "国土资源部", "生态环境部",
    "环境保护部", "住房和城乡建设部", "住房城乡建设部", "交通运输部", "水利部", "农业农村部", "农业部", "商务部", "文化和旅游部", "文化部", "卫生部", "退役军人事务部", "应急管理部",
    "审计署",
    "海关总署", "税务总局", "市场监管总局", "体育总局", "林草局", "农业部办公厅", "教育部办公厅",
  ]

  /// Universities, companies and the like: an organization and no place.
  static func isOrganization(_ issuer: String) -> Bool {
    ["大学", "学院", "公司", "集团", "医院", "研究院", "中学", "小学", "学会", "商会", "基金会"].contains(where: issuer.hasSuffix)
  }
}
