import PlanText

/// Lists of places that a word for their kind closes: 山西、内蒙古、陕西三省(区), 清河、临江等市, 等5个城市.
enum TerritoryList {
  /// Longest list, and longest name in one.
  private static let longest = 60
  private static let longestName = 5

  /// Behind the list that starts at `start`; nil if none does.
  static func end(in text: [Unicode.Scalar], from start: Int, limit: Int) -> Int? {
    let limit = min(limit, start + longest)
    var at = start
    var names = 1
    var length = 0
    while at < limit, CharacterForms.isHan(text[at]) || text[at] == "、" {
      if text[at] == "、" {
        guard (2...longestName).contains(length) else { return nil }
        (names, length) = (names + 1, 0)
      } else if names > 1, length >= 2, let end = close(text, at, limit) {
        return end
      } else {
        length += 1
      }
      at += 1
    }
    return nil
  }

  /// Behind 五省(区), 等省(市), 等5个市 at `at`.
  private static func close(_ text: [Unicode.Scalar], _ at: Int, _ limit: Int) -> Int? {
    var end = at
    let isOpen = text[end] == "等"
    if isOpen { end += 1 }
    let number = end
    while end < limit, text[end].isDigit || "二两三四五六七八九十".unicodeScalars.contains(text[end]) { end += 1 }
    guard isOpen || end > number, end < limit else { return nil }
    if text[end] == "个", end + 1 < limit { end += 1 }
    guard let kind = kinds.first(where: { text[end..<limit].starts(with: $0.unicodeScalars) }) else { return nil }
    end += kind.unicodeScalars.count
    // 等区域, 等市场主体: another word
    if end < limit, "域内间场政民外级直属".unicodeScalars.contains(text[end]) { return nil }
    if end < limit, text[end] == "(", let close = SentenceClauses.closing(of: text, at: end, end: limit), close - end <= 8 { end = close }
    return end
  }

  private static let kinds = ["省份", "城市", "省", "市", "县", "区", "州"]
}
