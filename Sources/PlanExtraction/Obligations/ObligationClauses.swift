import PlanText

/// A known word of a sentence.
struct SentenceToken: Sendable {
  let start: Int
  let end: Int
  let classes: WordClass
}

/// The clauses of one sentence and the known words in each. What stands in quotation marks, brackets or 《》 is left
/// out, for a marker there governs nothing.
struct SentenceClauses: Sendable {
  /// A stretch between commas and colons.
  struct Clause: Sendable {
    let range: Range<Int>
    /// Indices into `tokens`.
    let tokens: Range<Int>
  }

  let text: [Unicode.Scalar]
  let range: Range<Int>
  private(set) var tokens: [SentenceToken] = []
  private(set) var clauses: [Clause] = []

  init(_ text: [Unicode.Scalar], in range: Range<Int>, lexicon: WordLexicon) {
    self.text = text
    self.range = range
    tokens.reserveCapacity(range.count / 3)
    var clauseStart = range.lowerBound
    var firstToken = 0
    var at = range.lowerBound
    while at < range.upperBound {
      let scalar = text[at]
      if scalar == "," && !isInNumber(at, range) || scalar == ":" && !text.isRatio(at) || scalar == ";" || scalar == "。" {
        close(clauseStart..<at, firstToken)
        at += 1
        clauseStart = at
        firstToken = tokens.count
      } else if let end = SentenceClauses.closing(of: text, at: at, end: range.upperBound) {
        at = end
      } else if let word = lexicon.word(text, at: at, end: range.upperBound) {
        tokens.append(SentenceToken(start: at, end: at + word.length, classes: word.classes))
        at += word.length
      } else {
        at += 1
      }
    }
    close(clauseStart..<range.upperBound, firstToken)
  }

  /// 1,000家: the comma of a number with three figures behind it.
  private func isInNumber(_ at: Int, _ range: Range<Int>) -> Bool {
    guard at > range.lowerBound, at + 3 < range.upperBound, text[at - 1].isDigit else { return false }
    return text[(at + 1)...(at + 3)].allSatisfy(\.isDigit) && !(at + 4 < range.upperBound && text[at + 4].isDigit)
  }

  private mutating func close(_ clause: Range<Int>, _ firstToken: Int) {
    var start = clause.lowerBound
    while start < clause.upperBound, text[start] == " " { start += 1 }
    guard start < clause.upperBound else { return }
    clauses.append(Clause(range: start..<clause.upperBound, tokens: firstToken..<tokens.count))
  }

  /// Longest text in one pair of marks; what is longer was never closed, and the limit keeps the search linear.
  private static let longestPair = 800

  /// Where the bracket or quotation mark that opens at `offset` ends; nil if none opens or it is never closed.
  static func closing(of text: [Unicode.Scalar], at offset: Int, end: Int) -> Int? {
    let opening = text[offset]
    let closer: Unicode.Scalar
    switch opening {
    case "“": closer = "”"
    case "‘": closer = "’"
    case "(": closer = ")"
    case "《": closer = "》"
    case "〔": closer = "〕"
    case "[": closer = "]"
    case "［": closer = "］"
    case "【": closer = "】"
    default: return nil
    }
    var depth = 0
    for at in offset..<min(end, offset + longestPair) {
      if text[at] == opening { depth += 1 }
      if text[at] == closer {
        depth -= 1
        if depth == 0 { return at + 1 }
      }
    }
    return nil
  }

  /// The words of `clause`.
  func words(_ clause: Clause) -> ArraySlice<SentenceToken> { tokens[clause.tokens] }

  /// The words of a clause that start at `start` or behind it.
  func words(_ clause: Clause, from start: Int) -> [SentenceToken] { Array(words(clause).drop { $0.start < start }) }

  func string(_ range: Range<Int>) -> String {
    String(scalars: text[range])
  }

  /// Whether `text[range]` holds `scalar`.
  func holds(_ scalar: Unicode.Scalar, in range: Range<Int>) -> Bool {
    range.contains { text[$0] == scalar }
  }

  /// Whether 的 follows the token in its clause: 已建工作站的绩效考评.
  func qualifiesNoun(_ token: SentenceToken) -> Bool {
    guard let clause = clauses.first(where: { $0.range.contains(token.start) }) else { return false }
    // 我们已表明采取分阶段的做法: right behind its subject the word is the verb of the clause.
    if tokens[clause.tokens].contains(where: { $0.end == token.start && $0.classes.contains(.pronoun) }) { return false }
    return holds("的", in: token.end..<clause.range.upperBound)
  }

  /// Index of the first token of `clause` behind adverbs, words of time, dates and numbers; nil if an unknown word
  /// stands before it.
  func headToken(_ clause: Clause) -> Int? {
    var at = clause.range.lowerBound
    for index in clause.tokens {
      let token = tokens[index]
      guard isBlank(at..<token.start) else { return nil }
      guard token.classes.has([.adverb, .lead, .planned]), !token.classes.has(.verb) else { return index }
      at = token.end
    }
    return nil
  }

  /// Whether `range` holds nothing but a date, digits or marks that may stand before the first word.
  func isBlank(_ range: Range<Int>) -> Bool {
    range.allSatisfy { SentenceClauses.isFiller(text[$0]) }
  }

  private static func isFiller(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "0"..."9", "年", "月", "日", "至", "底", "前", "末", "初", "起", "、", " ", "—", "·", "○": true
    default: false
    }
  }
}
