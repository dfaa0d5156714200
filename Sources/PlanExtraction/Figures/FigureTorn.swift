import PlanText

/// Numbers that a copy tore apart.
extension FigureScanner {
  /// 3 0个, 9 5%: digits that the copy of a page set apart, with a unit behind the last. Which of them belong together is not certain, so that none
  /// is a figure. 1 000 is one numeral, behind 2025 another may stand, and numbers without a unit may be the cells of a row.
  func isTornApart(_ text: [Unicode.Scalar], _ digits: Range<Int>, _ end: Int) -> Bool {
    guard text[digits.lowerBound].isDigit, digits.count <= 2 else { return false }
    var last = digits
    if digits.upperBound + 1 < end, text[digits.upperBound] == " " {
      last = digits.upperBound + 1..<digits.upperBound + 1 + text[(digits.upperBound + 1)..<end].prefix { $0.isDigit }.count
    } else if digits.lowerBound > 1, text[digits.lowerBound - 1] == " " {
      let run = text[..<(digits.lowerBound - 1)].reversed().prefix { $0.isDigit }.count
      guard (1...2).contains(run) else { return false }
    } else {
      return false
    }
    return (1...2).contains(last.count) && last.upperBound < end && (text[last.upperBound] == "%" || text[last.upperBound].value >= 0x4E00)
  }
}
