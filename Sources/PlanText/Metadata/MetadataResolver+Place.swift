/// The years that a plan is for, and the territory and level that it is of.
extension MetadataResolver {
  func setPeriod(_ m: inout Metadata, _ titles: Titles, _ report: ReportOccasion?, _ issued: Finding?) {
    guard let title = titles.plan else { return }
    let plain = title.scalars.map(CharacterForms.canonical)
    if let found = PeriodFinder.find(title: plain, kind: m.kind, opening: (front.opening + front.head).map(\.scalars)) {
      (m.periodStart, m.periodEnd) = (found.start, found.end)
      note(&m, "period", found.from)
    } else if let found = PeriodLine.find(in: openingLines) {
      (m.periodStart, m.periodEnd) = (found.start, found.end)
      note(&m, "period", found.from)
    } else if let year = comingYear(m) {
      (m.periodStart, m.periodEnd) = (year, year)
      note(&m, "period", "year that a heading names of a report given at the end of the one before")
    } else if report != nil || m.kind == "施政报告", let year = report?.date?.year ?? issued.flatMap({ Int($0.text.prefix(4)) }) {
      (m.periodStart, m.periodEnd) = (year, year)
      note(&m, "period", "year of the report")
    } else if title.text.contains("政府工作报告"), let year = Self.year(ofNumber: m.documentNumber) ?? issued.flatMap({ Int($0.text.prefix(4)) }) {
      // Who does what of the report of that year.
      (m.periodStart, m.periodEnd) = (year, year)
      note(&m, "period", "year in which the report is carried out")
    } else if m.kind.map({ !Self.rules.contains($0) }) == true, let found = periodOfText(plain, m.issuedOn) {
      (m.periodStart, m.periodEnd) = (found.start, found.end)
      note(&m, "period", found.from)
    }
  }

  /// Kinds that set rules for no period.
  private static let rules: Set<String> = ["办法", "条例", "规定", "细则", "规则", "章程"]

  private func periodOfText(_ title: [Unicode.Scalar], _ issued: String?) -> PeriodFinder.Found? {
    let lines = text.paragraphs.prefix(60).map { FrontPage.squeeze(text.scalars[$0.range.prefix(200)]) }
    return PeriodOpening(title: FrontPage.squeeze(title), lines: lines, issued: issued.flatMap { Int($0.prefix(4)) }).find()
  }

  /// A government's report of November or December plans the next year, which a heading names: 2022年工作安排.
  private func comingYear(_ m: Metadata) -> Int? {
    guard m.kind == "政府工作报告", let issued = m.issuedOn, let year = Int(issued.prefix(4)), let month = Int(issued.dropFirst(5).prefix(2)), month >= 11 else { return nil }
    let names = text.paragraphs.contains { paragraph in
      guard paragraph.range.count <= 40 else { return false }
      let line = text.string(paragraph.range)
      return line.contains("\(year + 1)年") && ["工作", "安排", "目标", "任务"].contains(where: line.contains)
    }
    return names ? year + 1 : nil
  }

  /// The first paragraphs without blanks.
  private var openingLines: [[Unicode.Scalar]] {
    text.paragraphs.prefix(24).map { FrontPage.squeeze(text.scalars[$0.range.prefix(80)]) }
  }

  /// The year in 国发〔2020〕6号.
  private static func year(ofNumber number: String?) -> Int? {
    guard let number, let open = number.firstIndex(of: "〔") else { return nil }
    return Int(number[number.index(after: open)...].prefix(4)).flatMap { (1980...2100).contains($0) ? $0 : nil }
  }

  /// Through the issuer, then the title, then the bodies that the opening and the page name.
  func setPlace(_ m: inout Metadata, _ titles: Titles, _ report: ReportOccasion?) {
    if let issuer = m.issuer, Authority.isOfTaiwan(issuer), let place = places.resolve(Array("台湾省".unicodeScalars)) {
      (m.province, m.city, m.adcode, m.level) = (place.province, place.city, place.adcode, place.level)
      note(&m, "place", "issuer is a body of Taiwan")
      return
    }
    if let issuer = m.issuer, Authority.isNational(issuer) {
      m.level = .national
      note(&m, "place", "issuer is a central body")
      return
    }
    var names: [(name: [Unicode.Scalar], from: String)] = []
    if let issuer = m.issuer { names.append((Array(issuer.unicodeScalars), "issuer")) }
    if let title = titles.plan { names.append((PeriodFinder.withoutYear(title.scalars), "title")) }
    if let notice = titles.notice { names.append((notice.scalars, "title of the notice")) }
    names += citedBodies().map { ($0, "body named in the text") }
    if let site = page.site { names.append((Array(ScriptConversion.simplified(site).unicodeScalars), "site")) }
    if let source = page.contentSource { names.append((Array(source.unicodeScalars), "source of the page")) }
    let stated = page.place.flatMap { places.resolve(Array(ScriptConversion.simplified($0).unicodeScalars)) }
    if let place = page.place { names.append((Array(ScriptConversion.simplified(place).unicodeScalars), "place of the record")) }
    for (name, from) in names {
      guard let resolved = places.resolve(name), stated == nil || resolved.province == stated?.province else { continue }
      let found = text.isRegional ? places.outsideTable(name, resolved) : resolved
      (m.province, m.city, m.adcode) = (found.province, found.city, found.adcode)
      m.level = found.level
      note(&m, "place", from)
      break
    }
    if m.level == nil, isAddressedToProvinces {
      m.level = .national
      note(&m, "place", "addressed to the provinces")
    }
    if m.level == nil, let title = titles.plan, let found = places.inside(title.scalars.map(CharacterForms.canonical)) {
      (m.province, m.city, m.adcode, m.level) = (found.province, found.city, found.adcode, found.level)
      note(&m, "place", "inside of the title")
    }
    if m.level == nil, let place = mentionedPlace(titles) {
      let found = places.whereabouts(place)
      (m.province, m.city, m.adcode, m.level) = (found.province, found.city, found.adcode, found.level)
      note(&m, "place", "place mentioned most")
    }
    if m.province == nil, m.level == nil, text.isRegional, let region = RegionMentions.region(of: text.scalars), let found = places.resolve(Array(region.unicodeScalars)) {
      (m.province, m.city, m.adcode, m.level) = (found.province, found.city, found.adcode, found.level)
      m.isPlaceInferred = true
      note(&m, "place", RegionMentions.witness)
    }
    if let issuer = m.issuer, Authority.isOrganization(issuer) { m.level = .organization }
  }

  /// 各省、自治区、直辖市…：
  private var isAddressedToProvinces: Bool {
    (front.notice.prefix(12) + front.head.prefix(12)).contains { line in
      line.scalars.last == ":" && line.scalars.position(of: "各省、自治区、直辖市") != nil
    }
  }

  private func mentionedPlace(_ titles: Titles) -> Place? {
    titles.plan == nil ? nil : PlaceMentions(places: places.places, text: text.scalars).dominant()
  }

  /// Bodies cited at the opening (《中共…市委、…市人民政府关于…的决定》), for texts that speak of 我市 without a name.
  private func citedBodies() -> [[Unicode.Scalar]] {
    let lines = front.head + front.opening
    let all = lines.flatMap(\.scalars)
    let speaks = ["我市", "全市", "我省", "全省", "我县", "全县", "我区", "全区"].contains { all.position(of: $0) != nil }
    guard speaks else { return [] }
    var found: [[Unicode.Scalar]] = []
    for line in lines {
      for (i, c) in line.scalars.enumerated() where c == "《" || c == "、" {
        let rest = Array(line.scalars[(i + 1)...].prefix(30))
        if let body = Bodies.leading(in: rest), places.resolve(body)?.adcode != nil { found.append(body) }
      }
    }
    return found
  }
}
