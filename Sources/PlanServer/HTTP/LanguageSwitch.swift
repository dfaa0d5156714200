/// The choice of a language: a page asked for with `lang=` remembers it and goes on to the same page without.
enum LanguageSwitch {
  /// Nil when the request makes no choice.
  static func reply(_ request: WebRequest) -> Reply? {
    guard request.method != .post, let value = request.query.first(where: { $0.name == PageLanguage.parameter })?.value,
      let language = PageLanguage(rawValue: value)
    else { return nil }
    let rest = request.query.filter { $0.name != PageLanguage.parameter }
    let there = Address(path: request.path, query: rest.map { ($0.name, $0.value) })
    return .empty(
      303,
      headers: [
        ("location", there.text), ("cache-control", "no-store"),
        ("set-cookie", "\(PageLanguage.cookie)=\(language.rawValue); Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly"),
      ])
  }
}
