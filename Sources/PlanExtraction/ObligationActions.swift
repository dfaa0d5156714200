/// The verb and object pairs of a sentence, such as 推进科技馆建设 or, when the object is long, 推进…建设.
struct ObligationActions {
  let clauses: SentenceClauses

  /// An object up to this many characters is given whole.
  private static let whole = 16
  /// Of a longer one, at most this many characters at its end.
  private static let tail = 8

  func actions() -> [String] {
    var found: [String] = []
    for clause in clauses.clauses {
      if let action = action(of: clause), !found.contains(action) { found.append(action) }
    }
    return found
  }

  /// The first verb that governs the clause, with its object.
  private func action(of clause: SentenceClauses.Clause) -> String? {
    guard let verb = governingVerb(of: clause) else { return nil }
    let object = verb.end..<clause.range.upperBound
    let word = clauses.string(verb.start..<verb.end)
    if object.isEmpty { return word }
    if object.count <= ObligationActions.whole { return word + clauses.string(object) }
    return word + "…" + clauses.string(tail(of: object))
  }

  /// A verb at the head of the clause; behind a subject, a preposition or a modal the first verb after it.
  private func governingVerb(of clause: SentenceClauses.Clause) -> SentenceToken? {
    if let head = clauses.headToken(clause), clauses.tokens[head].classes.contains(.act) { return clauses.tokens[head] }
    let words = clauses.words(clause)
    let modal = words.last { $0.classes.has([.modal, .firm, .aspirational]) }
    let from = modal?.end ?? ObligationSubject(clauses: clauses).subject(of: clause)?.upperBound
    let start = from ?? clause.range.lowerBound
    if from == nil, words.first?.classes.contains(.prep) != true { return nil }
    return words.first { $0.start >= start && $0.classes.has(.verb) && !$0.classes.contains(.prep) }
  }

  /// The last noun of a long object: what stands behind its last 的 or 、, at most `tail` characters.
  private func tail(of object: Range<Int>) -> Range<Int> {
    var start = object.upperBound
    while start > object.lowerBound, object.upperBound - start < ObligationActions.tail {
      let before = clauses.text[start - 1]
      if before == "的" || before == "、" || before == "”" || before == ")" { break }
      start -= 1
    }
    return start < object.upperBound ? start..<object.upperBound : object.suffix(ObligationActions.tail)
  }
}
