extension Metadata {
  /// What `document` is, read from its page, its front lines and its signature.
  ///
  /// `parts` tell the covering notice from the plan: the title and kind are the plan's own, number, date and issuer those
  /// of the notice that put it in force.
  package static func resolve(document: Document, text: NormalText, parts: [Part]) -> Metadata {
    MetadataResolver(document: document, text: text, parts: parts).metadata()
  }
}

/// Resolves one document, field by field; each field says what it rests on.
struct MetadataResolver {
  let document: Document
  /// What the page states in markup, completed by what labels in its text state.
  let page: PageFacts
  let text: NormalText
  let front: FrontPage
  let places: PlaceResolver
  let genres = Genres.bundled

  init(document: Document, text: NormalText, parts: [Part]) {
    self.document = document
    self.text = text
    page = StatedFacts(text: text).completing(document.page)
    front = FrontPage(text: text, parts: parts)
    let lines = front.notice + front.head + front.opening.prefix(4) + front.tail
    let stated = [page.site, page.contentSource, page.issuer, page.title, page.place]
    let context = lines.flatMap(\.scalars) + stated.compactMap { $0 }.flatMap { Array($0.unicodeScalars) }
    places = PlaceResolver(places: .bundled, context: context)
  }

  func metadata() -> Metadata {
    var m = Metadata()
    let titles = findTitles()
    m.title = titles.plan?.text
    note(&m, "title", titles.plan?.from)
    m.kind = titles.plan.flatMap { kind(of: $0.scalars) }
    note(&m, "kind", m.kind.map { _ in "genre word of the title" })
    let number = documentNumber()
    m.documentNumber = number?.text
    note(&m, "document_number", number?.from)
    let signature = Signature(front: front)
    let report = ReportOccasion(front: front, kind: m.kind)
    let issued = issuedOn(signature, report)
    m.issuedOn = issued?.text
    note(&m, "issued_on", issued?.from)
    let issuer = IssuerFinder(front: front, page: page, places: places, text: text.scalars, isRegional: text.isRegional)
      .find(titles: titles, signature: signature, report: report, number: number?.scalars ?? [])
    m.issuer = issuer?.text
    note(&m, "issuer", issuer?.from)
    m.isPlaceInferred = issuer?.from == RegionMentions.witness
    if document.page.isCurated { believe(document.page, &m) }
    setPeriod(&m, titles, report, issued)
    setPlace(&m, titles, report)
    return m
  }

  func note(_ m: inout Metadata, _ field: String, _ from: String?) {
    if let from { m.witnesses.append("\(field): \(from)") }
  }

  /// What somebody wrote down about the document is believed before what its text shows.
  private func believe(_ facts: PageFacts, _ m: inout Metadata) {
    let from = "column of the data set"
    if let number = facts.documentNumber {
      m.documentNumber = number
      note(&m, "document_number", from)
    }
    if let date = facts.issuedOn {
      m.issuedOn = date
      note(&m, "issued_on", from)
    }
    if let issuer = facts.issuer {
      m.issuer = ScriptConversion.simplified(issuer)
      note(&m, "issuer", from)
    }
  }

  // MARK: Title

  /// A value and where it was found.
  struct Finding {
    var text: String
    var scalars: [Unicode.Scalar]
    var from: String

    init(_ scalars: [Unicode.Scalar], from: String) {
      self.scalars = scalars
      text = FrontPage.string(scalars)
      self.from = from
    }
  }

  /// The plan's own title and that of the notice that sends it.
  struct Titles {
    var plan: Finding?
    var notice: Finding?
  }

  private func findTitles() -> Titles {
    let finder = TitleFinder(genres: genres) { line in places.resolve(line) != nil || Bodies.leading(in: line) != nil }
    // Minutes open with a sentence of the chair; the heading of the report follows.
    // 一、目标 heads a section, never the whole.
    let first =
      finder.find(in: (front.notice + front.head).map { Self.isNumbered($0) ? $0.silent : $0 })
      ?? finder.find(in: front.opening.prefix(4).filter { !Self.isNumbered($0) })
    if let first, !page.isCurated || page.title == nil {
      if let opening = opening(before: first) { return Titles(plan: opening, notice: nil) }
      let found = finding(first.pieces, from: "front lines")
      guard let sending = SendingTitle(first.scalars) else {
        let isNotice = first.last < front.notice.count && kind(of: first.scalars) == "通知"
        return isNotice ? noticed(found, finder) : Titles(plan: found, notice: nil)
      }
      let sent = Array(first.scalars[sending.sent])
      let own = ownTitle(of: sent, finder, behind: first.last)
      return Titles(plan: own ?? Finding(restore(sent, in: first.pieces), from: "title of the notice"), notice: found)
    }
    if let title = page.title.map({ Array(ScriptConversion.simplified($0).unicodeScalars) }), !title.isEmpty, isTitle(title) {
      let plain = Self.withoutNote(title)
      guard let sending = SendingTitle(plain.map(CharacterForms.canonical)) else {
        return Titles(plan: Finding(plain, from: "title of the page"), notice: nil)
      }
      let sent = Array(plain[sending.sent])
      return Titles(
        plan: ownTitle(of: sent.map(CharacterForms.canonical), finder, behind: -1)
          ?? Finding(sent, from: "title of the page"),
        notice: Finding(plain, from: "title of the page"))
    }
    if let sent = sentInText() { return Titles(plan: sent, notice: nil) }
    return minutedReport() ?? Titles(plan: firstLine(), notice: nil)
  }

  /// The first line, where the title found is only a heading such as 持续推行的措施 and the line in front of it names a plan.
  private func opening(before title: TitleFinder.Title) -> Finding? {
    let lines = front.notice + front.head
    guard title.last > 0, title.last < lines.count, title.pieces.count == 1, let kind = kind(of: title.scalars), Self.headings.contains(kind),
      let line = lines.first(where: { !$0.scalars.isEmpty }), line.range.upperBound < title.pieces[0].lowerBound, line.scalars.count <= 60,
      !Self.isNumbered(line), !line.scalars.contains("。"), line.scalars.last != ":", !Bodies.isBody(FrontPage.squeeze(line.scalars)),
      Self.plans.contains(where: { line.scalars.position(of: $0) != nil })
    else { return nil }
    return finding([line.range], from: "first line")
  }

  /// Kinds whose words also end headings of chapters.
  private static let headings: Set<String> = ["措施", "目标", "规划", "制度", "工作安排", "安排", "指引", "总结", "政策措施", "计划"]
  private static let plans = ["施政报告", "施政纲领", "施政计划", "预算案", "工作报告", "白皮书", "蓝图", "策略", "战略", "概要", "责任分解", "发展计划", "建设计划"]

  private static func isNumbered(_ line: FrontPage.Line) -> Bool {
    let marker = Marker.parse(line.scalars, at: 0, limit: line.scalars.count)
    return marker.map { $0.style != .dash && $0.style != .annex && $0.length < line.scalars.count } ?? false
  }

  /// 关于分解落实《政府工作报告》的通知: a notice whose title does not say what it sends, in front of a plan with a title of its own.
  private func noticed(_ notice: Finding, _ finder: TitleFinder) -> Titles {
    guard let own = finder.find(in: front.head), SendingTitle(own.scalars) == nil else { return Titles(plan: notice, notice: nil) }
    return Titles(plan: finding(own.pieces, from: "plan's own title line"), notice: notice)
  }

  /// 施政报告 on a line such as 行政长官发表施政报告 behind the list of members in the minutes of a parliament.
  private func minutedReport() -> Titles? {
    let word = Array("施政报告".unicodeScalars)
    for paragraph in text.paragraphs.prefix(400) where paragraph.range.count <= 30 {
      guard Array(text.scalars[paragraph.range]).ends(with: word) else { continue }
      let end = paragraph.range.upperBound
      return Titles(
        plan: finding([end - word.count..<end], from: "heading in the minutes"),
        notice: finding([paragraph.range], from: "heading in the minutes"))
    }
    return nil
  }

  /// The title line of the plan that a notice sends: in front of the plan's text, else among the annexes.
  private func ownTitle(of sent: [Unicode.Scalar], _ finder: TitleFinder, behind last: Int) -> Finding? {
    let skipped = max(0, last + 1 - front.notice.count)
    let head = Array(front.head.dropFirst(front.notice.isEmpty || skipped > 0 ? skipped : 0))
    if let own = finder.find(in: head), SendingTitle(own.scalars) == nil, !Self.isRest(own.scalars, of: sent) {
      return finding(own.pieces, from: "plan's own title line")
    }
    let key = FrontPage.squeeze(sent)
    for line in front.annexes where FrontPage.squeeze(line.scalars) == key {
      return finding([line.range], from: "title of the annex")
    }
    return nil
  }

  /// Whether a line holds only the end of the name that the notice gives in full.
  private static func isRest(_ own: [Unicode.Scalar], of sent: [Unicode.Scalar]) -> Bool {
    let (own, sent) = (FrontPage.squeeze(own), FrontPage.squeeze(sent))
    return own.count < sent.count && sent.ends(with: own)
  }

  /// 现将《…》印发给你们 where no line is a title.
  private func sentInText() -> Finding? {
    for line in front.notice where FrontMatter.isIssuing(line.scalars[...]) {
      guard let open = line.scalars.firstIndex(of: "《"), let close = Self.closing(of: open, in: line.scalars), close > open + 4
      else { continue }
      let lower = line.range.lowerBound
      return finding([lower + open + 1..<lower + close], from: "name in the notice")
    }
    return nil
  }

  /// The 》 that closes the 《 at `open`: 《甲》和《乙》 are two names.
  private static func closing(of open: Int, in line: [Unicode.Scalar]) -> Int? {
    var depth = 0
    for at in open..<line.count {
      if line[at] == "《" { depth += 1 }
      if line[at] == "》" { depth -= 1 }
      if depth == 0 { return at }
    }
    return nil
  }

  /// Whether what the page gives is one: where it is told by its letters, it may be the red name of who issues the paper.
  private func isTitle(_ line: [Unicode.Scalar]) -> Bool {
    document.places.isEmpty || !Bodies.isBody(FrontPage.squeeze(line.map(CharacterForms.canonical)))
  }

  /// Without a genre word anywhere: the first short line that is no body, date or addressee. On pages of labels and values without a sentence it is one of
  /// the values.
  private func firstLine() -> Finding? {
    guard document.places.isEmpty || text.scalars.contains("。") else { return nil }
    for line in front.head.prefix(6) {
      let s = line.scalars
      guard s.count >= 5, s.count <= 60, let last = s.last, !":。;,".unicodeScalars.contains(last),
        PlanDate.find(in: s[...]) == nil, !s.starts(with: "附件".unicodeScalars), DocumentNumber.find(in: s) == nil,
        s.count(where: CharacterForms.isHan) * 2 > s.count, !s.contains("|"), !s.contains(","), s.first != "(",
        s.count(where: { $0 == "(" }) == s.count(where: { $0 == ")" }), !Bodies.isBody(FrontPage.squeeze(s)),
        !Self.bindsFigure(s), !s.starts(with: "文号".unicodeScalars)
      else { continue }
      return finding([line.range], from: "first line")
    }
    return nil
  }

  /// 粮食总产量力争达到1200亿斤: a figure with what it counts; 2050 and 2025年 are years.
  private static func bindsFigure(_ line: [Unicode.Scalar]) -> Bool {
    line.indices.dropLast().contains { line[$0].isDigit && CharacterForms.isHan(line[$0 + 1]) && !"年届次版号度至五".unicodeScalars.contains(line[$0 + 1]) }
  }

  /// The title as the source spells its marks, in the simplified reading.
  private func finding(_ pieces: [Range<Int>], from: String) -> Finding {
    var scalars: [Unicode.Scalar] = []
    for range in pieces {
      for i in range where text.scalars[i] != " " || !isBetweenHan(i) { scalars.append(spelled(i)) }
    }
    while let last = scalars.last, CharacterForms.isBlank(last) || "。:：".unicodeScalars.contains(last) {
      scalars.removeLast()
    }
    return Finding(Self.withoutNote(Self.withoutMarks(scalars)), from: from)
  }

  private func isBetweenHan(_ i: Int) -> Bool {
    i > 0 && i + 1 < text.count && !text.scalars[i - 1].isASCII && !text.scalars[i + 1].isASCII
  }

  /// Punctuation as in the source, everything else as in the normal text.
  private func spelled(_ i: Int) -> Unicode.Scalar {
    let scalar = text.scalars[i]
    guard scalar.isASCII, !scalar.isDigit, !scalar.properties.isAlphabetic else { return scalar }
    let at = Int(text.starts[i])
    guard at < document.text.count, CharacterForms.canonical(document.text[at]) == scalar else { return scalar }
    return document.text[at]
  }

  private func restore(_ sent: [Unicode.Scalar], in pieces: [Range<Int>]) -> [Unicode.Scalar] {
    let whole = pieces.flatMap { Array($0) }
    let plain = whole.map { text.scalars[$0] }
    guard let at = plain.position(of: sent) else { return sent }
    return whole[at..<at + sent.count].filter { text.scalars[$0] != " " || !isBetweenHan($0) }.map(spelled)
  }

  /// 《…》 around the whole title.
  private static func withoutMarks(_ title: [Unicode.Scalar]) -> [Unicode.Scalar] {
    guard title.first == "《", closing(of: 0, in: title) == title.count - 1 else { return title }
    return Array(title.dropFirst().dropLast())
  }

  /// `(转载)关于…` → `关于…`.
  private static func withoutNote(_ title: [Unicode.Scalar]) -> [Unicode.Scalar] {
    guard let first = title.first, first == "(" || first == "（",
      let close = title.firstIndex(where: { $0 == ")" || $0 == "）" }), close <= 6, close + 4 < title.count
    else { return title }
    return Array(title[(close + 1)...])
  }

  private func kind(of title: [Unicode.Scalar]) -> String? {
    genres.kind(of: title.map(CharacterForms.canonical))
      ?? ["施政报告", "施政方针", "施政纲领", "预算案", "工作报告", "规划", "蓝图"].first { FrontPage.string(title).contains($0) }
  }

  // MARK: Number, date

  private func documentNumber() -> Finding? {
    for line in front.notice.prefix(12) + front.head.prefix(12) + front.opening.prefix(1) + front.opening.dropFirst().filter({ $0.range.count <= 24 }) {
      // A line that runs on into the text may still start with title and number.
      let start = line.range.count <= 200 ? line.scalars : TitleFinder.runOnHead(line.scalars) ?? []
      guard let range = DocumentNumber.find(in: start) else { continue }
      return Finding(Self.bracketed(line.scalars[range]), from: "front lines")
    }
    guard let stated = page.documentNumber else { return nil }
    let plain = ScriptConversion.simplified(stated).unicodeScalars.map(CharacterForms.canonical)
    return Finding(Self.bracketed(plain[DocumentNumber.find(in: plain) ?? 0..<plain.count]), from: "page")
  }

  /// Brackets around the year as 〔〕, no blanks.
  private static func bracketed(_ number: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar] {
    FrontPage.squeeze(number).map { $0 == "[" || $0 == "(" ? "〔" : $0 == "]" || $0 == ")" ? "〕" : $0 }
  }

  private func issuedOn(_ signature: Signature, _ report: ReportOccasion?) -> Finding? {
    func found(_ iso: String, _ from: String) -> Finding { Finding(Array(iso.unicodeScalars), from: from) }
    if let date = report?.date { return found(date.iso, "day of the meeting") }
    let isLoose = signature.from == Signature.belowTitle
    if let date = signature.date, !isLoose { return found(date.iso, signature.from) }
    if let iso = page.issuedOn { return found(iso, "page, 成文日期") }
    if let date = signature.date { return found(date.iso, signature.from) }
    for line in front.head + front.tail where line.range.count <= 60 {
      if line.string.contains("印发") || line.string.contains("通过") || line.string.contains("公布")
        || line.string.contains("发布"),
        let (date, range) = PlanDate.find(in: line.scalars[...]),
        // 自印发之日起施行，有效期至2028年12月31日
        range.lowerBound == 0 || !"至到".unicodeScalars.contains(line.scalars[range.lowerBound - 1])
      {
        return found(date.iso, "line “\(line.string.prefix(30))”")
      }
    }
    if let iso = page.publishedOn { return found(iso, "page, 发布日期") }
    for line in front.chrome + front.head where line.range.count <= 40 && PeriodLine.whole(FrontPage.squeeze(line.scalars)) == nil {
      if let date = PlanDate.find(in: line.scalars[...])?.date { return found(date.iso, "line of the page") }
    }
    return nil
  }
}
