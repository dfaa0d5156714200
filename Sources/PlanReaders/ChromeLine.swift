/// Recognises lines that belong to a page and not to its document, by their words alone.
struct ChromeLine {
  /// The line without blanks.
  let plain: String
  private let words: [String]

  init(_ text: [Unicode.Scalar]) {
    var plain = String.UnicodeScalarView()
    var words: [String] = []
    var word = String.UnicodeScalarView()
    for scalar in text {
      let separates = Blanks.isBlank(scalar) || "【】[]［］|｜：:·•()（）/>»".unicodeScalars.contains(scalar)
      if !Blanks.isBlank(scalar) { plain.append(scalar) }
      if separates {
        if !word.isEmpty { words.append(String(word)) }
        word = String.UnicodeScalarView()
      } else if words.count < 64 {
        word.append(scalar)
      }
    }
    if !word.isEmpty { words.append(String(word)) }
    self.plain = String(plain)
    self.words = words
  }

  /// Whether the line is page furniture wherever it stands.
  var isChrome: Bool {
    let count = plain.unicodeScalars.count
    if count == 0 || isMarksOnly { return true }
    guard count <= 160 else { return false }
    if !words.isEmpty, words.allSatisfy(ChromeWords.buttons.contains) { return true }
    if ChromeWords.anywhere.contains(where: plain.contains) { return true }
    return count <= 100 && ChromeWords.starts.contains(where: plain.hasPrefix)
  }

  /// A line of bars, arrows and dots only.
  private var isMarksOnly: Bool {
    plain.unicodeScalars.allSatisfy { "|｜>»›·•-—【】[]/、，,:：↺×+".unicodeScalars.contains($0) }
  }

  /// Whether the line heads a list of links.
  var headsLinks: Bool {
    ChromeWords.listHeads.contains(plain.filter { !"：:【】[]>».…".contains($0) })
  }

  /// Whether the line gives source, date, counters or font sizes: `来源：… 发布时间：… 【字体：大 中 小】`.
  var isInfo: Bool {
    guard plain.unicodeScalars.count <= 120 else { return false }
    guard !plain.contains("。") else { return false }
    return labels.contains { label in
      ChromeWords.infoLabels.contains(label)
        || ChromeWords.infoLabels.contains { $0.unicodeScalars.count >= 4 && label.hasSuffix($0) }
    }
  }

  /// Words that stand directly before a colon.
  private var labels: [String] {
    let pieces = plain.split(omittingEmptySubsequences: false) { $0 == "：" || $0 == ":" }
    return pieces.dropLast().map { piece in
      let tail = piece.split { "【】[]|｜ ".contains($0) }.last ?? ""
      return String(tail.drop { $0.isASCII || $0.isNumber }.filter { $0 != "\u{00A0}" })
    }
  }
}
