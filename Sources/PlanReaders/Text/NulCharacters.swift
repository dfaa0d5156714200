import PlanText

/// NUL characters inside of a text. A few are damage, as programs leave them that pad fields or lose bytes; many are a file that is no text.
enum NulCharacters {
  /// What stands in their place: SUBSTITUTE, by which a text marks a character that it could not keep. Strings of SQLite end at a NUL. Normalisation takes it
  /// out and records the damage, as it does with every control character.
  static let substitute: Unicode.Scalar = "\u{1A}"

  /// Puts `substitute` in their place.
  /// - Returns: how many there were; nil, and nothing changed, if there is more than one and more than one in a thousand characters.
  static func replace(in text: inout [Unicode.Scalar]) -> Int? {
    guard text.contains("\0") else { return 0 }
    let count = text.count { $0 == "\0" }
    guard count <= max(1, text.count / 1000) else { return nil }
    for i in text.indices where text[i] == "\0" { text[i] = substitute }
    return count
  }

  static func warning(_ count: Int) -> [String] {
    count == 0 ? [] : ["\(count) NUL character\(count == 1 ? "" : "s"), each read as U+001A"]
  }
}
