import PlanText

/// Tells years that were over when a document was written, at the head of its sentences: 2021年，…, 民国112年….
struct PastYears {
  /// The first year that is not over; nil where the document does not say when it was written.
  private let first: Int?
  /// Years of the Republic count as well.
  private let countsRepublic: Bool

  init(_ outline: Outline) {
    let issued = outline.metadata.issuedOn.flatMap { Int($0.prefix(4)) }
    first = [outline.metadata.periodStart, issued].compactMap { $0 }.min()
    countsRepublic = PlanCalendar.countsRepublic(outline)
  }

  /// Whether the sentence `text[range]` opens with a year gone by that is no starting point (2015年至…, 2012年起).
  func isPast(_ text: [Unicode.Scalar], _ range: Range<Int>) -> Bool {
    guard let first else { return false }
    let start = behindSpeaker(text, range)
    if let last = lastYear(text, start..<range.upperBound) { return last < first }
    var at = start
    var value = 0
    while at < range.upperBound, at - start < 5, text[at].isDigit {
      value = value * 10 + Int(text[at].value - 0x30)
      at += 1
    }
    guard at < range.upperBound, text[at] == "年", value > 0 else { return false }
    if at + 1 < range.upperBound, "起至到—-~".unicodeScalars.contains(text[at + 1]) { return false }
    let digits = at - start
    if digits == 4 { return value < first }
    return digits >= 2 && digits <= 3 && countsRepublic && value + 1911 < first
  }

  /// The last of the years that a sentence opens with as a span gone by: 2021—2025年累计…, “十四五”期间，….
  private func lastYear(_ text: [Unicode.Scalar], _ range: Range<Int>) -> Int? {
    if let plan = PastYears.plans.first(where: { text[range].starts(with: "“\($0.key)”期间,".unicodeScalars) || text[range].starts(with: "“\($0.key)”时期,".unicodeScalars) }) {
      return plan.value
    }
    let digits = text[range].prefix(10)
    guard digits.count == 10, digits.prefix(4).allSatisfy(\.isDigit), digits.dropFirst(5).prefix(4).allSatisfy(\.isDigit), digits.last == "年",
      digits.dropFirst(4).first.map({ "—-–至".unicodeScalars.contains($0) }) == true
    else { return nil }
    return digits.dropFirst(5).prefix(4).reduce(0) { $0 * 10 + Int($1.value - 0x30) }
  }

  /// Five-year plans with their last years.
  private static let plans = ["十一五": 2010, "十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030]

  /// 我们在2018年…: the year behind who speaks.
  private func behindSpeaker(_ text: [Unicode.Scalar], _ range: Range<Int>) -> Int {
    var at = range.lowerBound
    for words in [Self.speakers, Self.links] {
      if let word = words.first(where: { text[at..<range.upperBound].starts(with: $0) }) { at += word.count }
    }
    return at
  }

  private static let speakers = ["我们", "政府", "本院", "本府", "本局", "我"].map { Array($0.unicodeScalars) }
  private static let links = ["在", "于", "早在", "已在", "已于"].map { Array($0.unicodeScalars) }
}
