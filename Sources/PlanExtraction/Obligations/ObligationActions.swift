import PlanText

/// The verb and object pairs of a sentence, as `verb|object`: 完善|监管制度. Verbs that share an object and objects that
/// share a verb give a pair each; a long object keeps its head noun behind `…`.
struct ObligationActions {
  let clauses: SentenceClauses

  /// An object up to this many characters is given whole.
  private static let whole = 16
  /// Lengths of the members of a list that stand for themselves; shorter ones share the noun of the last.
  private static let member = 4...14

  /// A verb and its object as places in the text; they become a string only once.
  private struct Pair {
    let verb: Range<Int>
    /// Nil for a verb without an object.
    let object: Range<Int>?
    /// The front of the object was left out.
    var isCut = false
  }

  func actions() -> [String] {
    var found: [Pair] = []
    for clause in clauses.clauses where !isAside(clause) {
      for pair in pairs(of: clause) where !found.contains(where: { isSame($0, pair) }) { found.append(pair) }
    }
    if found.isEmpty, let pair = anyPair { found.append(pair) }
    return found.map(string)
  }

  private func isSame(_ a: Pair, _ b: Pair) -> Bool {
    guard a.isCut == b.isCut, clauses.text[a.verb].elementsEqual(clauses.text[b.verb]) else { return false }
    guard let first = a.object, let second = b.object else { return a.object == b.object }
    return clauses.text[first].elementsEqual(clauses.text[second])
  }

  private func string(_ pair: Pair) -> String {
    var scalars = Array(clauses.text[pair.verb])
    if let object = pair.object {
      scalars.append("|")
      if pair.isCut { scalars.append("…") }
      scalars += clauses.text[object]
    }
    return String(scalars: scalars)
  }

  /// 公示无异议的, 在编制过程中, 如有违反: a clause that acts not.
  private func isAside(_ clause: SentenceClauses.Clause) -> Bool {
    guard let last = clauses.words(clause).last else { return false }
    if clauses.text[clause.range.upperBound - 1] == "的" { return true }
    // 坚持以人民为中心, 把涨幅控制在2%以内: behind a verb what ends it belongs to the object; but 完成验收后.
    let isEnd = last.classes.contains(.close) && last.end == clause.range.upperBound
    let actsFirst = clauses.headToken(clause).map { !clauses.tokens[$0].classes.has([.prep, .condition]) } ?? false
    if isEnd, !actsFirst || !ObligationActions.insides.contains(clauses.text[last.end - 1]) && clauses.text[last.start] != "为" { return true }
    return clauses.words(clause).first.map { $0.start == clause.range.lowerBound && $0.classes.contains(.condition) } ?? false
  }

  /// Ends of words that say where or within what.
  private static let insides: ScalarSet = "内中上下里面"

  private func pairs(of clause: SentenceClauses.Clause) -> [Pair] {
    let governing = governingVerb(of: clause)
    if let ban = ban(in: clause, before: governing) { return [ban] }
    guard let first = governing else { return [] }
    if let disposed = disposal(before: first, in: clause) { return pairs([verbRange(first)], disposed) }
    var found: [Pair] = []
    var next: Int? = first
    while let index = next {
      let run = verbs(from: index, in: clause)
      next = followingVerb(behind: run.last, in: clause)
      var end = next.map { clauses.tokens[$0].start } ?? clause.range.upperBound
      while end > run.end, isJoin(clauses.text[end - 1]) { end -= 1 }
      found += pairs(run.verbs, run.end..<max(run.end, end))
    }
    return found
  }

  /// 严禁“黑飞”, 严禁违规新增债务: what is forbidden stands behind the word, and no verb right behind it that would take it as its
  /// negation (不得挪用).
  private func ban(in clause: SentenceClauses.Clause, before verb: Int?) -> Pair? {
    let words = clause.tokens.filter { clauses.tokens[$0].classes.has([.prohibition, .ban]) && $0 < verb ?? .max }
    guard let word = words.last.map({ clauses.tokens[$0] }), clause.range.upperBound - word.end >= 2 else { return nil }
    if let verb, withNegation(verbRange(verb)) != verbRange(verb) { return nil }
    return short(trimmed(word.end..<clause.range.upperBound), of: word.start..<word.end)
  }

  /// A sentence whose clauses show no verb at their heads: its first verb, with an unknown word of two characters that
  /// may stand before it (维修养护…).
  private var anyPair: Pair? {
    for clause in clauses.clauses where !isAside(clause) && !isMeasure(clause) {
      guard let at = firstVerb(from: clause.range.lowerBound, in: clause), !namesThing(at, in: clause) else { continue }
      let token = clauses.tokens[at]
      let start = at == clause.tokens.lowerBound && token.start - clause.range.lowerBound == 2 ? clause.range.lowerBound : token.start
      return pairs([start..<token.end], token.end..<clause.range.upperBound).first
    }
    return nil
  }

  /// 社会研发投入增长8%: a figure is told of the subject, and a verb in the subject acts not.
  private func isMeasure(_ clause: SentenceClauses.Clause) -> Bool {
    guard let act = clauses.words(clause).first(where: { $0.classes.has(.verb) }), !act.classes.contains(.result) else { return false }
    return clauses.words(clause).contains { $0.start > act.end && $0.classes.contains(.result) && !$0.classes.contains(.act) }
  }

  // MARK: Objects

  private func pairs(_ verbs: [Range<Int>], _ object: Range<Int>) -> [Pair] {
    let object = trimmed(object)
    // 支持学会和企业申报…: the object is a clause of its own.
    let isClause = verbs.contains { verb in clauses.tokens.contains { $0.start == verb.lowerBound && $0.classes.contains(.causing) } }
    let objects = isClause && !object.isEmpty ? [object] : members(of: object)
    return verbs.flatMap { verb -> [Pair] in
      let word = withNegation(plain(verb))
      return objects.isEmpty ? [Pair(verb: word, object: nil)] : objects.map { short($0, of: word) }
    }
  }

  /// The verb without 进一步, 基本 in front.
  private func plain(_ verb: Range<Int>) -> Range<Int> {
    guard let first = verb.first, ObligationActions.extraStarts.contains(clauses.text[first]) else { return verb }
    for extra in ObligationActions.extras where verb.count > extra.count && clauses.text[verb].starts(with: extra) {
      return verb.lowerBound + extra.count..<verb.upperBound
    }
    return verb
  }

  /// 不得挪用, 不再核发: without the word in front the pair would say the opposite.
  private func withNegation(_ verb: Range<Int>) -> Range<Int> {
    guard verb.lowerBound > 0, ObligationActions.negationEnds.contains(clauses.text[verb.lowerBound - 1]) else { return verb }
    for word in ObligationActions.negations where verb.lowerBound >= word.count {
      let front = verb.lowerBound - word.count..<verb.lowerBound
      if clauses.text[front].elementsEqual(word) { return front.lowerBound..<verb.upperBound }
    }
    return verb
  }

  private static let negations = WordLists.words(.actionNegations).map { Array($0.unicodeScalars) }
  private static let extras = WordLists.words(.actionExtras).map { Array($0.unicodeScalars) }
  private static let negationEnds = ScalarSet(negations.compactMap(\.last))
  private static let extraStarts = ScalarSet(extras.compactMap(\.first))

  /// Without brackets at the end, and without 一批, 了 at the start.
  private func trimmed(_ object: Range<Int>) -> Range<Int> {
    var low = object.lowerBound
    var high = object.upperBound
    while high > low, clauses.text[high - 1] == " " { high -= 1 }
    if high > low, clauses.text[high - 1] == ")", let open = (low..<high).last(where: { clauses.text[$0] == "(" }) { high = open }
    while low < high, ObligationActions.particles.contains(clauses.text[low]) { low += 1 }
    if high - low > 3, ObligationActions.vague.starts(clauses.text[low..<high]) { low += 2 }
    return low..<high
  }

  private static let particles: ScalarSet = "了起 "
  private static let vague: PhraseSet = ["一批", "一些", "若干", "各类", "各项"]

  /// The members of a list of whole things: 监管制度、考核机制. One member if they share a noun or a phrase with 的 or 等.
  private func members(of object: Range<Int>) -> [Range<Int>] {
    guard !object.isEmpty, !isJoin(clauses.text[object.lowerBound]) || object.count > 2 && clauses.text[object.lowerBound] != "、"
    else { return [] }
    var found: [Range<Int>] = []
    var start = object.lowerBound
    for cut in joins(in: object) {
      found.append(start..<cut.lowerBound)
      start = cut.upperBound
    }
    found.append(start..<object.upperBound)
    let stand = found.allSatisfy {
      ObligationActions.member.contains($0.count) && !clauses.holds("的", in: $0) && !clauses.holds("等", in: $0)
    }
    return stand && haveHeads(found) ? found : [object]
  }

  /// Whether each member has a noun of its own: 监管制度、考核机制. In 垃圾分类和资源化利用水平 the noun of the last is that of
  /// all, and the other would be no object without it.
  private func haveHeads(_ members: [Range<Int>]) -> Bool {
    let heads = members.map { clauses.text[($0.upperBound - 2)..<$0.upperBound] }
    // 养老中心2个、助餐点30个: each with its figure.
    if members.allSatisfy({ clauses.text[$0].contains(where: \.isDigit) }) { return true }
    return heads.allSatisfy { $0.elementsEqual(heads[0]) } || heads.allSatisfy(ObligationActions.heads.holds)
  }

  /// Nouns that a member of a list ends with when it stands for itself.
  private static let heads = WordLists.phrases(.actionHeads)

  /// 、 和 与 及 以及 outside of marks.
  private func joins(in range: Range<Int>) -> [Range<Int>] {
    clauses.tokens.filter {
      $0.start > range.lowerBound && $0.end < range.upperBound && $0.classes.contains(.join)
        && ObligationActions.listing.contains(clauses.text[$0.start])
    }.map { $0.start..<$0.end }
  }

  private static let listing: ScalarSet = "、和与及以"

  /// A long object cut where a word starts: behind its last 的, else behind its last 、 or 和.
  private func short(_ object: Range<Int>, of verb: Range<Int>) -> Pair {
    guard object.count > ObligationActions.whole else { return Pair(verb: verb, object: object) }
    var start = object.lowerBound
    if let of = lastOf(in: object), object.upperBound - of > 2 { start = of + 1 }
    if object.upperBound - start > ObligationActions.whole, let cut = joins(in: start..<object.upperBound).last,
      object.upperBound - cut.upperBound >= 2
    {
      start = cut.upperBound
    }
    return Pair(verb: verb, object: start..<object.upperBound, isCut: start > object.lowerBound)
  }

  /// The last 的 outside of marks.
  private func lastOf(in range: Range<Int>) -> Int? {
    var at = range.lowerBound
    var found: Int?
    while at < range.upperBound {
      if let end = SentenceClauses.closing(of: clauses.text, at: at, end: range.upperBound) { at = end; continue }
      if clauses.text[at] == "的" { found = at }
      at += 1
    }
    return found
  }
}
