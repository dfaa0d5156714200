/// Command lines as a shell reads them.
enum ShellWords {
  /// The words in single quotes where they hold more than letters, digits and a few harmless marks.
  static func joined(_ words: [String]) -> String { words.map(quoted).joined(separator: " ") }

  private static func quoted(_ word: String) -> String {
    let needsNone = !word.isEmpty && word.unicodeScalars.allSatisfy(isPlain)
    return needsNone ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "-_.,:/".unicodeScalars.contains(scalar)
  }
}
