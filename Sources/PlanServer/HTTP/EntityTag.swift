/// The entity tag of an answer (RFC 9110, section 8.8.3): an answer follows from the program, the state of the index, the
/// address and the language, so these are its tag.
struct EntityTag: Sendable {
  let text: String

  /// - Parameter language: nil where the answer is the same in every language.
  init(state: String, version: String, language: PageLanguage?) {
    text = "\"" + ([state, version] + [language?.rawValue].compactMap(\.self)).joined(separator: "-") + "\""
    varies = language != nil
  }

  private let varies: Bool

  /// Sent with the answer and with 304.
  var headers: [(name: String, value: String)] {
    [("etag", text), ("cache-control", "no-cache")] + (varies ? [("vary", "cookie, accept-language")] : [])
  }

  /// Whether an `If-None-Match` names it.
  func matches(_ header: String?) -> Bool {
    guard let header else { return false }
    if header == "*" { return true }
    return header.split(separator: ",").contains { candidate in
      let bare = candidate.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
      let name = String(bare)
      return (name.hasPrefix("W/") ? String(name.dropFirst(2)) : name) == text
    }
  }
}
