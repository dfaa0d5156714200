import PlanText

/// What an item of a list without sections opens with: ●, -, (i), 一是.
enum ListBullet {
  /// Signs that stand for nothing but an item.
  static let signs: ScalarSet = [
    "▶", "►", "▷", "●", "○", "◎", "■", "□", "▪", "◆", "◇", "★", "☆", "•", "·", "‧", "▫", "→", "※", "✔", "✓", "➤", "➢", "▲", "△", "☑",
  ]

  /// Whether the line opens with a sign, a dash or a bracket of Latin letters: • 推动…, － 由下一学年起…, (iv)完成….
  static func isItem(_ text: [Unicode.Scalar], _ line: Range<Int>) -> Bool {
    guard line.count > shortest else { return false }
    let first = text[line.lowerBound]
    return signs.contains(first) || dashes.contains(first) || letter(text, line) != nil
  }

  /// Whether the line is an item of a list that a line above it announces: also (1), (一), ① and 一是.
  static func isAnnouncedItem(_ text: [Unicode.Scalar], _ line: Range<Int>) -> Bool {
    guard line.count > shortest else { return false }
    let (first, second) = (text[line.lowerBound], text[line.lowerBound + 1])
    return isItem(text, line) || first == "(" || (0x2460...0x2473).contains(first.value) || first.chineseDigitOrPlace && second == "是"
  }

  /// Where the text of an item numbered (b) or (iii) begins; nil if the line is none.
  static func letter(_ text: [Unicode.Scalar], _ line: Range<Int>) -> Int? {
    guard line.count > shortest, text[line.lowerBound] == "(",
      let close = text[line.prefix(longestLetter)].firstIndex(of: ")"), close > line.lowerBound + 1,
      text[(line.lowerBound + 1)..<close].allSatisfy({ $0.isLatinLetter })
    else { return nil }
    return close + 1 < line.upperBound && text[close + 1] == " " ? close + 2 : close + 1
  }

  private static let dashes: ScalarSet = "-–—"
  private static let shortest = 4
  /// (viii).
  private static let longestLetter = 6
}
