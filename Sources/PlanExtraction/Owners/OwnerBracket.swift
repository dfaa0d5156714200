import PlanText

/// What the inside of a bracket, a line or a cell says about responsibility, for one role.
struct OwnerAssignment: Sendable, Equatable {
  let role: OwnerRole
  let names: [String]
  /// `label`, `verb`, `names` or `column`.
  let form: String
  /// The role rests on a remark that the first name leads.
  var isByConvention = false
}

/// Reads the inside of a bracket, a line or a cell that assigns responsibility.
struct OwnerBracketReader {
  let text: [Unicode.Scalar]
  let lexicon: OwnerLexicon
  let words: WordLexicon

  private var names: OwnerNames { OwnerNames(text: text, words: words) }
  private var verbs: OwnerVerbReader { OwnerVerbReader(text: text, lexicon: lexicon, names: names) }

  /// The assignments in `range`; empty if it assigns nothing. `firstLeads` says that by an earlier remark (下同) the first
  /// of those responsible leads where nobody else does.
  func assignments(in range: Range<Int>, firstLeads: Bool) -> [OwnerAssignment] {
    let labelled = labelledParts(in: range)
    let found = labelled.isEmpty ? verbs.assignments(in: range) : byLabels(labelled)
    return settled(found, firstLeads: firstLeads || saysFirstLeads(range))
  }

  /// The names of `range`, a cell or what stands behind a label, with their role; a bracket behind a name (牵头) may
  /// give it another.
  func named(_ range: Range<Int>, role: OwnerRole, form: String, firstLeads: Bool) -> [OwnerAssignment] {
    settled(marked(names.names(in: range), role: role, form: form), firstLeads: firstLeads)
  }

  /// Whether the text says that the first name of a list leads.
  func saysFirstLeads(_ range: Range<Int>) -> Bool { lexicon.first(.first, in: text, range) != nil }

  /// One entry a role, in the order in which the roles appear, with the leader that the first name may be.
  private func settled(_ parts: [OwnerAssignment], firstLeads: Bool) -> [OwnerAssignment] {
    var out: [OwnerAssignment] = []
    for part in parts where !part.names.isEmpty {
      if let at = out.firstIndex(where: { $0.role == part.role }) {
        let names = out[at].names + part.names.filter { !out[at].names.contains($0) }
        out[at] = OwnerAssignment(role: part.role, names: names, form: out[at].form, isByConvention: out[at].isByConvention)
      } else {
        out.append(part)
      }
    }
    guard firstLeads, !out.contains(where: { $0.role == .lead }), let at = out.firstIndex(where: { $0.role == .responsible }) else {
      return out
    }
    let all = out[at]
    out[at] = OwnerAssignment(role: .lead, names: Array(all.names.prefix(1)), form: all.form, isByConvention: true)
    if all.names.count > 1 {
      out.insert(OwnerAssignment(role: .responsible, names: Array(all.names.dropFirst()), form: all.form), at: at + 1)
    }
    return out
  }

  /// 市教育局(牵头)、市财政局: a word of a role in brackets behind a name.
  private func marked(_ names: [String], role: OwnerRole, form: String) -> [OwnerAssignment] {
    var out: [OwnerAssignment] = []
    for name in names {
      let (plain, own) = withoutMark(name)
      if let last = out.last, last.role == own ?? role {
        out[out.count - 1] = OwnerAssignment(role: last.role, names: last.names + [plain], form: form)
      } else {
        out.append(OwnerAssignment(role: own ?? role, names: [plain], form: form))
      }
    }
    return out
  }

  private func withoutMark(_ name: String) -> (String, OwnerRole?) {
    guard name.hasSuffix(")"), let open = name.lastIndex(of: "("), open > name.startIndex else { return (name, nil) }
    let mark = Array(name[name.index(after: open)...].dropLast().unicodeScalars)
    guard let word = lexicon.word(mark, at: 0, end: mark.count), word.length == mark.count,
      let role = word.kind.labelRole ?? word.kind.endRole
    else { return (name, nil) }
    return (String(name[..<open]), role)
  }

  // MARK: 牵头单位：…

  /// The labels in `range` with the text up to the next label.
  private func labelledParts(in range: Range<Int>) -> [(kind: OwnerWord, names: Range<Int>)] {
    var parts: [(kind: OwnerWord, names: Range<Int>)] = []
    var at = range.lowerBound
    var mayOpen = true
    while at < range.upperBound {
      if mayOpen, let label = lexicon.label(text, at: at, end: range.upperBound, isInside: true) ?? otherLabel(at, in: range) {
        if let last = parts.popLast() { parts.append((last.kind, last.names.lowerBound..<at)) }
        at += label.length
        parts.append((label.kind, at..<range.upperBound))
        continue
      }
      if parts.isEmpty, !mayOpen, text[at] != " " { return [] }
      mayOpen = ",;。、 \t\n)".unicodeScalars.contains(text[at])
      at += 1
    }
    return parts
  }

  /// 实际完成情况: behind a blank, some other word in front of a colon ends the names before it.
  private func otherLabel(_ at: Int, in range: Range<Int>) -> (kind: OwnerWord, length: Int)? {
    guard at > range.lowerBound, text[at - 1] == " ", let colon = text[at..<range.upperBound].prefix(10).firstIndex(of: ":"), colon >= at + 2,
      text[at..<colon].allSatisfy(CharacterForms.isHan)
    else { return nil }
    return (.otherLabel, colon + 1 - at)
  }

  private func byLabels(_ parts: [(kind: OwnerWord, names: Range<Int>)]) -> [OwnerAssignment] {
    var out: [OwnerAssignment] = []
    for part in parts {
      guard let role = part.kind.labelRole else { continue }
      let inner = withoutRemark(part.names)
      let verbs = verbs.assignments(in: inner)
      if !verbs.isEmpty, role == .responsible || verbs.allSatisfy({ $0.role == role }) {
        out += verbs
        continue
      }
      let names = names.names(in: inner)
      guard let first = names.first, !startsWithAction(first) else { continue }
      out += marked(names, role: role, form: "label")
    }
    return out
  }

  /// Cuts off “列第一位者为牵头单位，下同” and what follows a full stop.
  private func withoutRemark(_ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    if let stop = range.first(where: { text[$0] == "。" }) { end = stop }
    if let remark = lexicon.first(.first, in: text, range.lowerBound..<end) {
      end = openBracket(before: remark.at, from: range.lowerBound) ?? remark.at
      while end > range.lowerBound, "(,;、 ".unicodeScalars.contains(text[end - 1]) { end -= 1 }
    }
    return range.lowerBound..<end
  }

  /// The bracket that is open at `offset`: 市教育局(除标注外,列第一位为牵头单位) is a name with a remark.
  private func openBracket(before offset: Int, from start: Int) -> Int? {
    var depth = 0
    for at in (start..<offset).reversed() {
      if text[at] == ")" { depth += 1 }
      if text[at] == "(" {
        if depth == 0 { return at }
        depth -= 1
      }
    }
    return nil
  }

  /// 成立专班 behind a label tells what to do; 教育局 names a body although 教育 is a verb.
  private func startsWithAction(_ name: String) -> Bool {
    let scalars = Array(name.unicodeScalars)
    return words.startsWithAction(scalars, in: 0..<scalars.count)
      && !OwnerNames(text: scalars, words: words).endsWithBody(0..<scalars.count)
  }

  // MARK: 省教育厅、省科技厅

  /// The bodies in `range` if it holds nothing else, at least `minimum` of them and each a particular office rather
  /// than a kind of actors such as 高校、企业; where one is enough, a list of names most of which read as bodies. A date behind them is left aside.
  func bareBodies(in range: Range<Int>, minimum: Int, firstLeads: Bool) -> [OwnerAssignment] {
    let range = withoutRemark(withoutDate(range))
    guard range.count <= OwnerBracketReader.longestBare, names.areOffices(in: range) || minimum == 1 && (names.areLikelyNames(in: range) || names.areSections(in: range)) else { return [] }
    let found = names.names(in: range)
    guard found.count >= minimum else { return [] }
    return settled(marked(found, role: .responsible, form: "names"), firstLeads: firstLeads || saysFirstLeads(range))
  }

  /// A longer list of bare names is a list of addressees or members.
  private static let longestBare = 160

  /// 市教育局、市财政局;2025年底前: without the date.
  private func withoutDate(_ range: Range<Int>) -> Range<Int> {
    guard let mark = range.last(where: { text[$0] == ";" || text[$0] == "," }), mark + 1 < range.upperBound, text[mark + 1].isDigit,
      range.upperBound - mark <= 16
    else { return range }
    return range.lowerBound..<mark
  }

  /// Whether what stands right before `offset` reads as a body, which a bracket then only explains.
  func followsBody(_ offset: Int, from start: Int) -> Bool { names.endsWithBody(max(start, offset - 16)..<offset) }
}
