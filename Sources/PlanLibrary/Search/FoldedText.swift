/// What folded characters are.
enum FoldedText {
  /// Whether it is a letter, a digit or a Chinese character.
  static func isWord(_ value: UInt32) -> Bool {
    if value >= 0x4E00, value <= 0x9FFF { return true }
    return Unicode.Scalar(value).map { $0.properties.isAlphabetic || $0.properties.numericType != nil } ?? false
  }
}
