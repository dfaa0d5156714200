/// The search field in the middle of a page.
struct SearchBox {
  let words: Wording
  let query: String
  /// Where it leads.
  var path = "search"
  /// Settings that stay as they are.
  var kept: [(String, String)] = []

  var node: Node {
    el(.form, .class("searchbox"), Attribute(.role, "search"), .action(Address(path: [path]))) {
      el(.label, .class("unseen"), Attribute(.for, "q")) { words("search.field") }
      el(
        .input, .id("q"), Attribute(.type, "search"), Attribute(.name, "q"), Attribute(.value, query),
        Attribute(.placeholder, words("search.placeholder")), Attribute(.maxlength, String(APIRoutes.longestQuery)),
        Attribute(.autocomplete, "off"), Attribute(.spellcheck, "false"))
      for (name, value) in kept {
        el(.input, Attribute(.type, "hidden"), Attribute(.name, name), Attribute(.value, value))
      }
      el(.button, Attribute(.type, "submit")) { words("search.submit") }
    }
  }
}

/// Conditions on fields as the query language writes them.
enum FieldQuery {
  /// `province:"四川省"`.
  static func term(_ field: String, _ value: String) -> String {
    let isPlain = value.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || $0.properties.numericType != nil }
    return isPlain
      ? "\(field):\(value)" : "\(field):\"\(value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }

  /// A query with one more condition.
  static func and(_ query: String, _ condition: String) -> String {
    if query.isEmpty { return condition }
    let isJoined = query.contains(" OR ")
    return (isJoined ? "(\(query))" : query) + " " + condition
  }
}
