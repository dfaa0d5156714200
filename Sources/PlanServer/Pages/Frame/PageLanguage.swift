package import PlanLibrary

/// The languages of the pages.
package enum PageLanguage: String, Sendable, CaseIterable {
  case simplified = "zh-Hans"
  case traditional = "zh-Hant"
  case english = "en"

  /// The name of the cookie that remembers the choice, and of the parameter that makes it.
  static let cookie = "gangmu_lang"
  static let parameter = "lang"

  /// Of a message in two languages, the one to show. Messages of the library are written in simplified characters.
  package func choose(_ words: Localized) -> String { words.text(self == .english ? .en : .zh) }

  /// The choice that a request remembers, else what its browser prefers, else simplified Chinese.
  package init(_ request: WebRequest) {
    if let chosen = Self.remembered(request.header("cookie") ?? "") {
      self = chosen
      return
    }
    for preference in (request.header("accept-language") ?? "").prefix(200).split(separator: ",") {
      let tag = preference.split(separator: ";")[0].lowercased().filter { $0 != " " }
      if let known = Self.known(tag) {
        self = known
        return
      }
    }
    self = .simplified
  }

  private static func remembered(_ cookies: String) -> PageLanguage? {
    for pair in cookies.split(separator: ";") {
      let sides = pair.split(separator: "=", maxSplits: 1)
      if sides.count == 2, sides[0].filter({ $0 != " " }) == cookie { return PageLanguage(rawValue: String(sides[1])) }
    }
    return nil
  }

  private static func known(_ tag: String) -> PageLanguage? {
    if tag.hasPrefix("en") { return .english }
    guard tag.hasPrefix("zh") else { return nil }
    let isTraditional = ["hant", "tw", "hk", "mo"].contains { tag.contains($0) }
    return isTraditional ? .traditional : .simplified
  }
}
