import PlanText

/// The years a plan speaks of, for reading 今年, 5年内 and 去年.
struct PlanCalendar: Sendable, Hashable {
  /// First and last year of the plan.
  var start: Int?
  var end: Int?
  /// Year of issue.
  var issued: Int?
  /// Month of issue.
  var issuedMonth: Int?
  /// Whether years are counted from 1911 (民国).
  var countsRepublic = false
  /// Whether the text is an address: it has a year of its own and no period, so that what it leaves undated stays undated.
  var isAddress = false
  /// The year in which the term of the government ends, where the constitution of the place fixes it.
  var termEnd: Int?

  init(start: Int?, end: Int?, issued: Int?, countsRepublic: Bool = false) {
    self.start = start
    self.end = end
    self.issued = issued
    self.countsRepublic = countsRepublic
  }

  init(_ metadata: Metadata) {
    start = metadata.periodStart
    end = metadata.periodEnd
    issued = metadata.issuedOn.flatMap { Int($0.prefix(4)) }
    issuedMonth = metadata.issuedOn.flatMap { Int($0.dropFirst(5).prefix(2)) }
    termEnd = Self.termEnd(metadata.province, year: issued, month: issuedMonth)
  }

  /// The last years of the first terms of five years: those of Hong Kong end on 30 June, those of Macao on 19 December.
  private static let terms: [String: (first: Int, month: Int)] = ["香港特别行政区": (2002, 6), "澳门特别行政区": (2004, 12)]

  private static func termEnd(_ region: String?, year: Int?, month: Int?) -> Int? {
    guard let region, let year, (1997...2100).contains(year), let term = terms[region] else { return nil }
    let isLate = (month ?? 1) > term.month
    return stride(from: term.first, to: year + 6, by: 5).first { $0 > year || $0 == year && !isLate }
  }

  /// Whether a text counts years from 1911: one of Taiwan, or of nobody known who writes as there.
  static func countsRepublic(_ outline: Outline) -> Bool {
    let metadata = outline.metadata
    let isElsewhere = !metadata.isPlaceInferred && metadata.province.map { terms[$0] != nil } == true
    return metadata.province == "台湾省" || outline.isRegional && !isElsewhere
  }

  /// The calendar of `outline`. Without a period in its metadata, a chapter such as 2026年重点工作 makes it a plan of that year.
  init(_ outline: Outline, planHeading: Lexicon.WordClass) {
    self.init(outline.metadata)
    countsRepublic = Self.countsRepublic(outline)
    untieHorizon(outline)
    if issued == nil { dateFromCover(outline) }
    if issued == nil { issued = Self.year(ofNumber: outline.metadata.documentNumber) }
    guard start == nil, end == nil else { return }
    // who does what of the government's report of the year
    if let title = outline.metadata.title, let issued, title.range(ofFirst: "政府工作报告") != nil, title.range(ofFirst: "分工") != nil {
      (start, end) = (issued, issued)
      return
    }
    if countsRepublic, let title = outline.metadata.title, let years = Self.republicYears(title) {
      (start, end) = years
      return
    }
    // 资源循环蓝图2035
    if let title = outline.metadata.title, title.count > 8, let year = Int(title.suffix(4)), (2000...2100).contains(year), year >= issued ?? year {
      end = year
      return
    }
    if let year = yearOfWork(outline) {
      (start, end) = (year, year)
      return
    }
    let text = outline.text.scalars
    for section in outline.sections where section.depth <= 2 {
      guard let heading = section.heading, planHeading.first(in: text, heading) != nil else { continue }
      for mark in TimeScanner(calendar: self).marks(in: text, heading) {
        guard case .by(let year) = mark.kind, text[mark.range].count(where: \.isDigit) == 4, text[mark.range.lowerBound].isDigit
        else { continue }
        start = year
        end = year
        return
      }
    }
  }

  /// A headline's horizon is no year of work: 某地：到2030年人口达到….
  private mutating func untieHorizon(_ outline: Outline) {
    guard let year = end, start == year, let title = outline.metadata.title else { return }
    let isHorizon = ["到\(year)年", "至\(year)年", "\(year)年达", "\(year)年将", "\(year)年基本", "\(year)年力争"].contains { title.contains($0) }
    if isHorizon || issued.map({ year > $0 + 1 }) == true { start = nil }
  }

  /// The one year whose work a text without a period is about: 2011年为民办实事, 2023年全市经济社会发展主要预期目标.
  private func yearOfWork(_ outline: Outline) -> Int? {
    let text = outline.text.scalars
    var years: Set<Int> = []
    for paragraph in outline.text.paragraphs.prefix(8) {
      let range = paragraph.range.lowerBound..<min(paragraph.range.upperBound, paragraph.range.lowerBound + Self.longestLead)
      for mark in TimeScanner(calendar: self).marks(in: text, range) {
        guard case .by(let year) = mark.kind, text[mark.range].count(where: \.isDigit) == 4, text[mark.range.upperBound - 1] == "年",
          "0123456789".unicodeScalars.contains(text[mark.range.lowerBound])
        else { continue }
        let behind = text[mark.range.upperBound..<min(range.upperBound, mark.range.upperBound + Self.longestWork)]
        if Self.works.contains(where: { String(scalars: behind).contains($0) }) { years.insert(year) }
      }
    }
    if years.isEmpty, let year = headlineYear(outline) ?? secondYear(outline) { years.insert(year) }
    guard let year = years.first, years.count == 1, issued.map({ year >= $0 }) ?? true else { return nil }
    return year
  }

  /// The later of two years that follow each other in front of commas: 2022年,预计完成…; 2023年,将确保….
  private func secondYear(_ outline: Outline) -> Int? {
    guard issued == nil else { return nil }
    let text = outline.text.scalars
    var heads: Set<Int> = []
    for at in text.indices.prefix(Self.longestNews) where text[at] == "年" && at >= 4 && at + 1 < text.count && ",全我".unicodeScalars.contains(text[at + 1]) {
      let digits = text[(at - 4)..<at]
      guard digits.allSatisfy(\.isDigit), at < 5 || !text[at - 5].isDigit && !"到至前底".unicodeScalars.contains(text[at - 5]) else { continue }
      heads.insert(digits.reduce(0) { $0 * 10 + Int($1.value - 0x30) })
    }
    guard heads.count == 2, let first = heads.min(), let last = heads.max(), last == first + 1 else { return nil }
    return last
  }

  /// 2009十大民生实事: the year that opens the first line.
  private func headlineYear(_ outline: Outline) -> Int? {
    guard let line = outline.text.paragraphs.first?.range, line.count < 40 else { return nil }
    let digits = outline.text.scalars[line].prefix { $0.isDigit }
    let rest = String(scalars: outline.text.scalars[line].dropFirst(digits.count))
    guard digits.count == 4, Self.works.contains(where: { rest.contains($0) }) else { return nil }
    let year = digits.reduce(0) { $0 * 10 + Int($1.value - 0x30) }
    return (1990...2100).contains(year) ? year : nil
  }

  private static let longestNews = 3000
  private static let longestLead = 200
  private static let longestWork = 40
  private static let works = ["实事", "预期目标", "重点工作", "工作要点", "民生工程", "责任分解", "责任分工", "任务分解", "工作安排", "主要目标是", "以下目标"]

  /// The year in a document number: 国办发〔2024〕18号.
  private static func year(ofNumber number: String?) -> Int? {
    guard let number, let open = number.firstIndex(where: { "〔[（(".contains($0) }) else { return nil }
    return Int(number[number.index(after: open)...].prefix(4)).flatMap { (1980...2100).contains($0) ? $0 : nil }
  }

  /// The date of issue from a line of its own on the cover: 2021年10月, 二零二二年十二月, 中华民国一百零六年三月.
  private mutating func dateFromCover(_ outline: Outline) {
    if outline.isRegional, let year = wordedDate(outline) {
      issued = year
      return
    }
    for paragraph in outline.text.paragraphs.prefix(8) where paragraph.range.count <= 12 {
      let line = outline.text.scalars[paragraph.range]
      let digits = line.prefix(4)
      guard digits.count == 4, digits.allSatisfy(\.isDigit), line.dropFirst(4).first == "年", line.last == "月" || line.last == "日" else { continue }
      let month = line.dropFirst(5).prefix { $0.isDigit }
      issued = digits.reduce(0) { $0 * 10 + Int($1.value - 0x30) }
      issuedMonth = month.isEmpty ? nil : month.reduce(0) { $0 * 10 + Int($1.value - 0x30) }
      return
    }
  }

  /// The year of such a line in Chinese numbers.
  private func wordedDate(_ outline: Outline) -> Int? {
    let text = outline.text.scalars
    for paragraph in outline.text.paragraphs.prefix(8) where (7...14).contains(paragraph.range.count) {
      guard "月日".unicodeScalars.contains(text[paragraph.range.upperBound - 1]),
        let mark = TimeScanner(calendar: self).marks(in: text, paragraph.range).first, mark.range.upperBound == paragraph.range.upperBound,
        case .by(let year) = mark.kind, ["", "中华", "中华民国"].contains(String(scalars: text[paragraph.range.lowerBound..<mark.range.lowerBound]))
      else { continue }
      return year
    }
    return nil
  }

  /// The years of a title such as 长期照顾十年计划2.0(106至115年), counted from 1911.
  private static func republicYears(_ title: String) -> (Int, Int)? {
    let years = title.split { !$0.isNumber }.compactMap { Int($0) }.filter { (80...150).contains($0) }
    guard years.count == 2, years[0] < years[1], title.contains("年") else { return nil }
    return (years[0] + 1911, years[1] + 1911)
  }

  /// The calendar of an address. Without a period it is that of the year it was given, which is the latest that its text names
  /// unless as a horizon.
  func ofAddress(_ outline: Outline) -> PlanCalendar {
    var calendar = self
    if let first = Self.twoYears(outline.metadata.title) {
      (calendar.start, calendar.end, calendar.issued, calendar.issuedMonth) = (first, first, issued ?? first, issuedMonth ?? 10)
    } else if start == nil, end == nil {
      calendar.start = issued ?? outlookYear(outline) ?? latestYear(outline)
      calendar.end = calendar.start
    }
    calendar.isAddress = calendar.isYearly
    return calendar
  }

  /// The first of the two years that the title of an address joins (二零一零至一一年, 2010-11): it is given in autumn.
  private static func twoYears(_ title: String?) -> Int? {
    guard let title else { return nil }
    let text = Array(title.unicodeScalars)
    let scanner = TimeScanner(calendar: PlanCalendar(start: nil, end: nil, issued: nil))
    for mark in scanner.marks(in: text, 0..<text.count) where text[mark.range].contains(where: { "至到—-/".unicodeScalars.contains($0) }) {
      guard text[mark.range].count(where: { $0.isDigit || $0.chineseDigit != nil }) == 6 else { continue }
      if case .by(let year) = mark.kind { return year - 1 }
    }
    return nil
  }

  /// The year that an address looks ahead to: 展望116年.
  private func outlookYear(_ outline: Outline) -> Int? {
    let text = outline.text.scalars
    for at in text.indices.dropLast(4) where text[at] == "展" && text[at + 1] == "望" {
      let marks = TimeScanner(calendar: self, takesStarts: true).marks(in: text, at + 2..<min(text.count, at + 9))
      if let mark = marks.first, mark.range.lowerBound <= at + 3, case .by(let year) = mark.kind { return year }
    }
    return nil
  }

  /// The latest year with a month behind it (九十年四月), else the latest year at all; what is foreseen for a date (预计117年6月完工)
  /// tells nothing of the address.
  private func latestYear(_ outline: Outline) -> Int? {
    let text = outline.text.scalars
    var years: [Int] = []
    var dated: [Int] = []
    for mark in TimeScanner(calendar: self, takesStarts: true).marks(in: text, 0..<text.count) {
      let range = mark.range
      let before = text[max(0, range.lowerBound - 2)..<range.lowerBound]
      if Self.foreseen.holds(before) || Self.ahead.starts(text[range.upperBound...]) { continue }
      let hasMonth = text[range].contains("月")
      guard case .by(let year) = mark.kind, hasMonth || "年度".unicodeScalars.contains(text[range.upperBound - 1]),
        !"到至".unicodeScalars.contains(text[range.lowerBound]),
        range.lowerBound == 0 || !"到至".unicodeScalars.contains(text[range.lowerBound - 1])
      else { continue }
      years.append(year)
      if hasMonth { dated.append(year) }
    }
    // months of several years: results and dates to come, nothing tells the year of the address
    if let first = dated.min(), let last = dated.max(), last - first > 2 { return nil }
    return dated.max() ?? years.max()
  }

  /// 119年达成, 118年启用: what is to come.
  private static let ahead: PhraseSet = ["达", "启用", "通车", "完工", "完成", "动工", "开工", "减", "前", "底前", "全面", "降", "提升", "增", "要", "力拼", "力拚", "将", "开业", "竣工"]
  private static let foreseen: PhraseSet = ["预计", "预定", "预订", "可望", "将于", "拟于", "力争", "预期"]

  /// Whether the plan is for one year.
  var isYearly: Bool { start != nil && start == end }

  /// Whether the plan is for several years: only there does 全年 mean each of them.
  var coversYears: Bool { start != nil && end != nil && !isYearly }

  /// The years of a plan for several.
  var wholeYears: ClosedRange<Int>? {
    guard coversYears, let start, let end, start < end else { return nil }
    return start...end
  }

  /// What 今年 means.
  var thisYear: Int? { isYearly ? start : issued ?? start }

  /// Whether a figure given for `year` is a result, not a target.
  func isPast(_ year: Int) -> Bool {
    guard let first = isYearly ? start : issued.map({ min($0, start ?? $0) }) ?? start else { return false }
    return year < first
  }

  /// The year in which N年内 starts to count. What an address of the last quarter calls the years to come starts with the next one.
  var spanStart: Int? {
    if isLate, let start { return start + 1 }
    return isYearly ? start : start ?? issued
  }

  /// Whether an address was given so late that its year is nearly over: what it leaves undated is not for that year.
  var isLate: Bool { isAddress && issued == start && (issuedMonth ?? 1) >= 10 }

  /// Whether `month` of `year` was over when the text was issued; false if that is not known.
  func isOver(_ month: Int, of year: Int) -> Bool {
    guard let issued, let issuedMonth else { return false }
    return (year, month) < (issued, issuedMonth)
  }

  /// Year by which results of a review are stated.
  var reviewYear: Int? { start.map { $0 - 1 } }
}

/// A word of time in a sentence.
struct TimeMark: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    /// A year to come, named by the text.
    case by(Int)
    /// A time gone by, with its year if it is known.
    case past(Int?)
    /// The year something is compared with (比2020年), or a name; says nothing about the figure.
    case other
  }

  let range: Range<Int>
  let kind: Kind
  /// 2025年起: from when on; the year of a change that an address announces, and of nothing else.
  var isStart = false
}
