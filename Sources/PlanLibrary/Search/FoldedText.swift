/// What folded characters are.
enum FoldedText {
  /// Whether it is a letter, a digit or a Chinese character.
  static func isWord(_ value: UInt32) -> Bool {
    if value >= 0x4E00, value <= 0x9FFF { return true }
    return Unicode.Scalar(value).map { $0.properties.isAlphabetic || $0.properties.numericType != nil } ?? false
  }

  /// Whether the run stands in the text. Slow equivalent: `text.contains(run)`.
  static func holds(_ text: [UInt32], _ run: [UInt32]) -> Bool {
    guard let first = run.first, run.count <= text.count else { return run.isEmpty }
    return text.withUnsafeBufferPointer { text in
      (0...text.count - run.count).contains { at in
        text[at] == first && zip(run, text[at...]).allSatisfy { $0 == $1 }
      }
    }
  }
}
