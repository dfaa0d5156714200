import PlanText

/// Names in front of words such as 牵头 and 负责, clause by clause: …牵头，…按职责分工负责.
struct OwnerVerbReader {
  let text: [Unicode.Scalar]
  let lexicon: OwnerLexicon
  let names: OwnerNames

  /// The assignments of the first sentence of `range` that makes some; a sentence in front of it may say by when.
  func assignments(in range: Range<Int>) -> [OwnerAssignment] {
    for sentence in cut(range, at: Self.stop) {
      let found = ofSentence(sentence)
      if !found.isEmpty { return found }
    }
    return []
  }

  private func ofSentence(_ range: Range<Int>) -> [OwnerAssignment] {
    let clauses = withoutRemark(cut(range, at: Self.pauses).filter { !isAside($0) })
    if clauses.count == 1, let pair = jointly(clauses[0]) { return pair }
    guard let last = clauses.last, ending(of: last) != nil || (names.areOffices(in: last) || helpers(last) != nil) && clauses.count > 1 else { return [] }
    var out: [OwnerAssignment] = []
    var isSure = false
    // Names may run over several clauses up to the word behind them: 市教育局,各县人民政府负责.
    var waiting: Range<Int>?
    for clause in clauses {
      let whole = (waiting?.lowerBound ?? behindTime(clause))..<clause.upperBound
      if waiting == nil, !out.isEmpty, let helpers = helpers(clause) {
        out.append(helpers)
        continue
      }
      if let ending = ending(of: whole), let role = ending.kind.endRole {
        out += actors(in: whole.lowerBound..<(whole.upperBound - ending.length), role: role)
        isSure = true
        waiting = nil
      } else if let inner = actors(beforeActionIn: clause) {
        out.append(inner)
        waiting = nil
      } else {
        waiting = whole
      }
    }
    if let waiting {
      guard names.areOffices(in: waiting) else { return [] }
      out.append(OwnerAssignment(role: .responsible, names: names.names(in: waiting), form: "verb"))
    }
    return isSure && areNames(out) ? out : []
  }

  /// The clauses up to the last one that ends with a word for a role, if those behind it are short and surely no names:
  /// …按职责分工负责,地方人民政府落实属地责任.
  private func withoutRemark(_ clauses: [Range<Int>]) -> [Range<Int>] {
    guard let end = clauses.lastIndex(where: { ending(of: $0) != nil }), end < clauses.count - 1 else { return clauses }
    let behind = clauses[(end + 1)...]
    let isRemark = behind.allSatisfy { clause in
      clause.count <= 20 && !names.areOffices(in: clause) && !names.endsWithBody(clause) && actors(beforeActionIn: clause) == nil
    }
    guard isRemark, let last = ending(of: clauses[end]) else { return clauses }
    let clause = clauses[end].lowerBound..<(clauses[end].upperBound - last.length)
    return names.areOffices(in: clause) || names.names(in: clause).allSatisfy(isBody) ? Array(clauses[...end]) : clauses
  }

  /// 市财政局负责资金保障: names in front of the word and what they do behind it.
  private func actors(beforeActionIn clause: Range<Int>) -> OwnerAssignment? {
    guard let at = clause.dropFirst(2).first(where: { at in
      OwnerVerbReader.inner.contains { starts($0, at: at, end: clause.upperBound) }
    }), clause.upperBound - at <= 14, names.areOffices(in: clause.lowerBound..<at) else { return nil }
    let role: OwnerRole = text[at] == "牵" ? .lead : .responsible
    return OwnerAssignment(role: role, names: names.names(in: clause.lowerBound..<at), form: "verb")
  }

  /// 会同市财政局等部门: a clause of its own behind who leads.
  private func helpers(_ clause: Range<Int>) -> OwnerAssignment? {
    let start = clause.first { text[$0] != " " } ?? clause.lowerBound
    guard let word = lexicon.word(text, at: start, end: clause.upperBound), word.kind.contains(.supportStart) else { return nil }
    let rest = (start + word.length)..<(clause.upperBound - (ending(of: clause)?.length ?? 0))
    guard !rest.isEmpty, names.areOffices(in: rest) else { return nil }
    return OwnerAssignment(role: .support, names: names.names(in: rest), form: "verb")
  }

  /// 市交通局会同市财政局、市住建局, without any other word.
  private func jointly(_ clause: Range<Int>) -> [OwnerAssignment]? {
    guard ending(of: clause) == nil, let with = lexicon.first(.supportStart, in: text, clause), with.at > clause.lowerBound,
      names.areOffices(in: clause.lowerBound..<with.at), names.areOffices(in: with.at + with.length..<clause.upperBound)
    else { return nil }
    return actors(in: clause, role: .responsible)
  }

  private static let inner = ["牵头", "负责"]

  /// A会同B负责: A has the role, B supports; A牵头会同B: so too.
  private func actors(in clause: Range<Int>, role: OwnerRole) -> [OwnerAssignment] {
    guard let with = lexicon.first(.supportStart, in: text, clause) else {
      return [OwnerAssignment(role: role, names: names.names(in: clause), form: "verb")]
    }
    var front = clause.lowerBound..<with.at
    var frontRole = role
    if let lead = ending(of: front), let leadRole = lead.kind.endRole {
      front = front.lowerBound..<max(front.lowerBound, trimmedEnd(front) - lead.length)
      frontRole = leadRole
    }
    return [
      OwnerAssignment(role: frontRole, names: names.names(in: front), form: "verb"),
      OwnerAssignment(role: .support, names: names.names(in: (with.at + with.length)..<clause.upperBound), form: "verb"),
    ]
  }

  /// Whether these read as names of bodies: one surely, and none a phrase.
  private func areNames(_ found: [OwnerAssignment]) -> Bool {
    let all = found.flatMap(\.names)
    let bodies = all.count(where: isBody)
    let slogan = all.contains { OwnerVerbReader.slogans.ends(Array($0.unicodeScalars)[...]) }
    let phrase = all.contains { name in
      OwnerNames.isPhrase(name, words: names.words) || name.unicodeScalars.count > 24 && !isBody(name)
    }
    return bodies > 0 && bodies * 2 >= all.count && !slogan && !phrase
  }

  private func isBody(_ name: String) -> Bool {
    let scalars = Array(name.unicodeScalars)
    return OwnerNames(text: scalars, words: names.words).endsWithBody(0..<scalars.count)
  }

  /// 党委领导、政府负责、社会协同: a principle, no assignment.
  private static let slogans = WordLists.phrases(.answeringSlogans)

  // MARK: Clauses

  private static let stop: ScalarSet = "。"
  private static let pauses: ScalarSet = ",;"

  /// The clauses of `range` between marks outside of brackets.
  private func cut(_ range: Range<Int>, at marks: ScalarSet) -> [Range<Int>] {
    var out: [Range<Int>] = []
    var start = range.lowerBound
    var at = start
    while at < range.upperBound {
      if let end = SentenceClauses.closing(of: text, at: at, end: range.upperBound) {
        at = end
        continue
      }
      if marks.contains(text[at]) {
        out.append(start..<at)
        start = at + 1
      }
      at += 1
    }
    out.append(start..<range.upperBound)
    return out.filter { range in range.contains { text[$0] != " " } }
  }

  /// A clause that says by when or how often, or what the order of names means, but not who.
  private func isAside(_ clause: Range<Int>) -> Bool {
    if lexicon.first(.first, in: text, clause) != nil { return true }
    let start = clause.first { text[$0] != " " } ?? clause.lowerBound
    if starts("下同", at: start, end: clause.upperBound) || starts("以下", at: start, end: clause.upperBound) { return true }
    if let label = lexicon.label(text, at: start, end: clause.upperBound), label.kind.labelRole == nil { return true }
    if let ending = ending(of: clause), opensWithTime(start..<clause.upperBound) {
      // 年内持续推进 ends like 市教育局持续推进 but names nobody.
      return !names.endsWithBody(start..<max(start, clause.upperBound - ending.length))
    }
    guard ending(of: clause) == nil || clause.count <= 6 else { return false }
    let isTime = clause.contains { text[$0] == "年" || text[$0] == "月" } && clause.contains { text[$0].isDigit || text[$0] == "每" || text[$0] == "底" }
    return isTime || OwnerVerbReader.lasting.contains { starts($0, at: start, end: clause.upperBound) }
  }

  /// Whether a clause starts with a time: 年内, 9月底前, 2025年底前.
  private func opensWithTime(_ clause: Range<Int>) -> Bool {
    if Self.times.contains(where: { starts($0, at: clause.lowerBound, end: clause.upperBound) }) { return true }
    let digits = clause.prefix { text[$0].isDigit }
    guard !digits.isEmpty, digits.endIndex < clause.upperBound else { return false }
    return "年月日季".unicodeScalars.contains(text[digits.endIndex])
  }

  /// Where the names of a clause start that opens with a time or points at the item: 2025年底前由市教育局负责, 以上工作由….
  private func behindTime(_ clause: Range<Int>) -> Int {
    let start = clause.first { text[$0] != " " } ?? clause.lowerBound
    let isPointing = Self.pointing.starts(text[start..<clause.upperBound])
    guard opensWithTime(start..<clause.upperBound) || isPointing, let opener = (start..<min(clause.upperBound, start + 12)).first(where: { text[$0] == "由" })
    else { return clause.lowerBound }
    let behind = (opener + 1)..<max(opener + 1, clause.upperBound - (ending(of: clause)?.length ?? 0))
    // 以上任务由各单位负责 names nobody.
    return isPointing && (behind.isEmpty || !names.areOffices(in: behind)) ? clause.lowerBound : opener + 1
  }

  private static let pointing: PhraseSet = ["以上", "上述", "本项", "该项", "此项"]

  private static let times = WordLists.words(.answeringTimes)

  private static let lasting = WordLists.words(.answeringLasting)

  private func ending(of clause: Range<Int>) -> (kind: OwnerWord, length: Int)? {
    let end = trimmedEnd(clause)
    return lexicon.ending(text, from: clause.lowerBound, end: end).map { ($0.kind, $0.length + clause.upperBound - end) }
  }

  private func trimmedEnd(_ range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound, "。;, ".unicodeScalars.contains(text[end - 1]) { end -= 1 }
    return end
  }

  private func starts(_ word: String, at: Int, end: Int) -> Bool {
    var next = at
    for scalar in word.unicodeScalars {
      guard next < end, text[next] == scalar else { return false }
      next += 1
    }
    return true
  }
}
