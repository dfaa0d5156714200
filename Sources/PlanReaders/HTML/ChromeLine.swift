import PlanText

/// Recognises lines that belong to a page and not to its document, by their words alone.
///
/// Works on scalars: comparing Swift strings normalises them, which is a hundred times slower here.
struct ChromeLine {
  /// The line without blanks.
  let plain: [Unicode.Scalar]
  /// Whether the line is page furniture wherever it stands.
  let isChrome: Bool
  /// Whether the line heads a list of links.
  let headsLinks: Bool
  /// Whether the line gives source, date, counters or font sizes: `来源：… 发布时间：… 【字体：大 中 小】`.
  let isInfo: Bool

  init(_ text: [Unicode.Scalar]) {
    plain = text.filter { !Blanks.isBlank($0) }
    guard plain.count <= 160 else {
      (isChrome, headsLinks, isInfo) = (false, false, false)
      return
    }
    isChrome = Self.isFurniture(text, plain)
    headsLinks = ChromeWords.listHeads.contains(plain.filter { !ChromeWords.listMarks.contains($0) })
    isInfo = plain.count <= 120 && Self.isInfo(plain)
  }

  private static func isFurniture(_ text: [Unicode.Scalar], _ plain: [Unicode.Scalar]) -> Bool {
    if plain.allSatisfy(ChromeWords.marks.contains) { return true }
    let words = text.split { Blanks.isBlank($0) || ChromeWords.separators.contains($0) }
    if !words.isEmpty, words.allSatisfy({ ChromeWords.buttons.contains(Array($0)) }) { return true }
    if ChromeWords.anywhere.contains(where: { plain.holds($0) }) || isDownload(plain) { return true }
    guard plain.count <= 100, let first = plain.first, let starts = ChromeWords.starts[first] else { return false }
    return starts.contains { plain.starts(with: $0) }
  }

  /// Whether a line is the bare name of a file to be fetched, `附件1.docx`; a name that says what is in it, `附件：任务分工表.docx`, belongs to the document.
  private static func isDownload(_ plain: [Unicode.Scalar]) -> Bool {
    guard plain.count <= 24, let dot = plain.lastIndex(of: ".") else { return false }
    let ending = plain[(dot + 1)...].map { $0.properties.lowercaseMapping }.joined()
    return ChromeWords.downloadEndings.contains(ending) && plain[..<dot].allSatisfy(ChromeWords.downloadNames.contains)
  }

  private static func isInfo(_ plain: [Unicode.Scalar]) -> Bool {
    guard plain.contains("：") || plain.contains(":"), !plain.contains("。") else { return false }
    return labels(of: plain).contains { label in
      ChromeWords.infoLabels.contains(label)
        || ChromeWords.infoLabels.contains { $0.count >= 4 && label.ends(with: $0) }
    }
  }

  /// Words that stand directly before a colon.
  private static func labels(of plain: [Unicode.Scalar]) -> [[Unicode.Scalar]] {
    let pieces = plain.split(omittingEmptySubsequences: false) { $0 == "：" || $0 == ":" }
    return pieces.dropLast().map { piece in
      let tail = piece.split { ChromeWords.brackets.contains($0) }.last ?? []
      return Array(tail.drop { $0.isASCII })
    }
  }
}
