/// Reads the inside of a bracket, a line or a cell that assigns responsibility.
struct OwnerAssignment: Sendable, Equatable {
  let role: OwnerRole
  let names: [String]
  /// `label` or `verb`.
  let form: String
  /// The role rests on a remark that the first name leads.
  var isByConvention = false
}

struct OwnerBracketReader {
  let text: [Unicode.Scalar]
  let lexicon: OwnerLexicon
  let words: WordLexicon

  /// The assignments in `range`; empty if it assigns nothing. `firstLeads` says that by an earlier remark (下同) the first
  /// name under a label of responsibility leads.
  func assignments(in range: Range<Int>, firstLeads: Bool) -> [OwnerAssignment] {
    let labelled = labelledParts(in: range)
    let found =
      labelled.isEmpty ? byVerbs(in: range) : byLabels(labelled, firstLeads: firstLeads || saysFirstLeads(range))
    return OwnerBracketReader.merged(found)
  }

  /// Whether the text says that the first name of a list leads.
  func saysFirstLeads(_ range: Range<Int>) -> Bool { lexicon.first(.first, in: text, range) != nil }

  /// One entry a role, in the order in which the roles appear.
  private static func merged(_ parts: [OwnerAssignment]) -> [OwnerAssignment] {
    var out: [OwnerAssignment] = []
    for part in parts where !part.names.isEmpty {
      if let at = out.firstIndex(where: { $0.role == part.role }) {
        let names = out[at].names + part.names.filter { !out[at].names.contains($0) }
        out[at] = OwnerAssignment(role: part.role, names: names, form: out[at].form, isByConvention: out[at].isByConvention)
      } else {
        out.append(part)
      }
    }
    return out
  }

  // MARK: 牵头单位：…

  /// The labels in `range` with the text up to the next label.
  private func labelledParts(in range: Range<Int>) -> [(kind: OwnerWord, names: Range<Int>)] {
    var parts: [(kind: OwnerWord, names: Range<Int>)] = []
    var at = range.lowerBound
    var mayOpen = true
    while at < range.upperBound {
      if mayOpen, let label = lexicon.label(text, at: at, end: range.upperBound) {
        if let last = parts.popLast() { parts.append((last.kind, last.names.lowerBound..<at)) }
        at += label.length
        parts.append((label.kind, at..<range.upperBound))
        continue
      }
      if parts.isEmpty, !mayOpen, text[at] != " " { return [] }
      mayOpen = ",;。、 \t\n".unicodeScalars.contains(text[at]) || (mayOpen && text[at] == " ")
      at += 1
    }
    return parts
  }

  private func byLabels(
    _ parts: [(kind: OwnerWord, names: Range<Int>)], firstLeads: Bool
  ) -> [OwnerAssignment] {
    var out: [OwnerAssignment] = []
    for part in parts {
      guard let role = part.kind.labelRole else { continue }
      let inner = withoutRemark(part.names)
      let verbs = byVerbs(in: inner)
      if !verbs.isEmpty, role == .responsible {
        out += verbs
        continue
      }
      let names = OwnerNames(text: text, words: words).names(in: inner)
      guard let first = names.first, !startsWithAction(first) else { continue }
      if firstLeads, role == .responsible {
        out.append(OwnerAssignment(role: .lead, names: [first], form: "label", isByConvention: true))
        out.append(OwnerAssignment(role: .responsible, names: Array(names.dropFirst()), form: "label"))
      } else {
        out.append(OwnerAssignment(role: role, names: names, form: "label"))
      }
    }
    return out
  }

  /// Cuts off “列第一位者为牵头单位，下同” and what follows a full stop.
  private func withoutRemark(_ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    if let stop = range.first(where: { text[$0] == "。" }) { end = stop }
    if let remark = lexicon.first(.first, in: text, range.lowerBound..<end) {
      end = remark.at
      while end > range.lowerBound, "(,;、 ".unicodeScalars.contains(text[end - 1]) { end -= 1 }
    }
    return range.lowerBound..<end
  }

  // MARK: …牵头，…按职责分工负责

  /// Names in front of words such as 牵头 and 负责, clause by clause.
  private func byVerbs(in range: Range<Int>) -> [OwnerAssignment] {
    let stop = range.first { text[$0] == "。" } ?? range.upperBound
    let end = trimEnd(range.lowerBound..<stop)
    guard lexicon.ending(text, from: range.lowerBound, end: end) != nil else { return [] }
    var out: [OwnerAssignment] = []
    var start = range.lowerBound
    for at in boundaries(in: range.lowerBound..<end) {
      guard let ending = lexicon.ending(text, from: start, end: at), let role = ending.kind.endRole else { continue }
      let clause = start..<(at - ending.length)
      out += actors(in: clause, role: role)
      start = min(at + 1, end)
    }
    let named = out.contains { $0.names.contains { isLikelyBody($0) } }
    return named ? out : []
  }

  /// Commas and semicolons outside of brackets, and the end.
  private func boundaries(in range: Range<Int>) -> [Int] {
    var out: [Int] = []
    var at = range.lowerBound
    while at < range.upperBound {
      if let end = SentenceClauses.closing(of: text, at: at, end: range.upperBound) {
        at = end
        continue
      }
      if text[at] == "," || text[at] == ";" || text[at] == "。" { out.append(at) }
      at += 1
    }
    return out + [range.upperBound]
  }

  private func trimEnd(_ range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound, "。;, ".unicodeScalars.contains(text[end - 1]) { end -= 1 }
    return end
  }

  /// A会同B负责: A has the role, B supports; 会同B: B supports.
  private func actors(in clause: Range<Int>, role: OwnerRole) -> [OwnerAssignment] {
    let names = OwnerNames(text: text, words: words)
    guard let with = lexicon.first(.supportStart, in: text, clause) else {
      return [OwnerAssignment(role: role, names: names.names(in: clause), form: "verb")]
    }
    var front = clause.lowerBound..<with.at
    if let lead = lexicon.ending(text, from: front.lowerBound, end: trimEnd(front)), let leadRole = lead.kind.endRole {
      front = front.lowerBound..<(trimEnd(front) - lead.length)
      return [
        OwnerAssignment(role: leadRole, names: names.names(in: front), form: "verb"),
        OwnerAssignment(
          role: .support, names: names.names(in: (with.at + with.length)..<clause.upperBound), form: "verb"),
      ]
    }
    return [
      OwnerAssignment(role: role, names: names.names(in: front), form: "verb"),
      OwnerAssignment(
        role: .support, names: names.names(in: (with.at + with.length)..<clause.upperBound), form: "verb"),
    ]
  }

  /// 成立专班 behind a label tells what to do; 教育局 names a body although 教育 is a verb.
  private func startsWithAction(_ name: String) -> Bool {
    let scalars = Array(name.unicodeScalars)
    return words.startsWithAction(scalars, in: 0..<scalars.count) && !isLikelyBody(name)
  }

  // MARK: 省教育厅、省科技厅

  /// The bodies in `range` if it holds nothing else, at least `minimum` of them and each a particular office rather
  /// than a kind of actors such as 高校、企业.
  func bareBodies(in range: Range<Int>, minimum: Int) -> OwnerAssignment? {
    let names = OwnerNames(text: text, words: words)
    guard range.count <= OwnerBracketReader.longestBare, names.areOffices(in: range) else { return nil }
    let found = names.names(in: range)
    guard found.count >= minimum else { return nil }
    return OwnerAssignment(role: .responsible, names: found, form: "names")
  }

  /// A longer list of bare names is a list of addressees or members.
  private static let longestBare = 160

  /// Whether what stands right before `offset` reads as a body, which a bracket then only explains.
  func followsBody(_ offset: Int, from start: Int) -> Bool {
    OwnerNames(text: text, words: words).endsWithBody(max(start, offset - 16)..<offset)
  }

  /// Whether a name ends as names of bodies do.
  private func isLikelyBody(_ name: String) -> Bool {
    let scalars = Array(name.unicodeScalars)
    return OwnerNames(text: scalars, words: words).endsWithBody(0..<scalars.count)
  }
}
