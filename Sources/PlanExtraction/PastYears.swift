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
    var at = range.lowerBound
    var value = 0
    while at < range.upperBound, at - range.lowerBound < 5, text[at].isDigit {
      value = value * 10 + Int(text[at].value - 0x30)
      at += 1
    }
    guard at < range.upperBound, text[at] == "年", value > 0 else { return false }
    if at + 1 < range.upperBound, "起至到—-~".unicodeScalars.contains(text[at + 1]) { return false }
    let digits = at - range.lowerBound
    if digits == 4 { return value < first }
    return digits >= 2 && digits <= 3 && countsRepublic && value + 1911 < first
  }
}
