package import PlanText

/// Why a bracket, a line or a cell gives these owners, or none.
package struct OwnerNote: Sendable {
  /// The bracket, the line or the cell.
  package let range: Range<Int>
  package let lines: [Bilingual]
}

extension OwnerExtractor {
  /// Notes on the assignments of `entries`, and on the brackets of `passage` that assign nothing, in reading order.
  package func notes(on entries: [OwnerEntry], in passage: Range<Int>, of outline: Outline) -> [OwnerNote] {
    let explainer = OwnerExplainer(outline: outline, lexicon: lexicon, words: words)
    let taken = entries.map { OwnerNote(range: $0.range, lines: explainer.reasons(for: $0)) }
    let silent = explainer.brackets(in: passage).filter { bracket in !entries.contains { $0.range.overlaps(bracket) } }
      .map { OwnerNote(range: $0, lines: [explainer.refusal(of: $0)]) }
    return (taken + silent).sorted { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
  }
}

/// Says in words what the readers of assignments did at one place.
private struct OwnerExplainer {
  let outline: Outline
  let lexicon: OwnerLexicon
  let words: WordLexicon

  private var text: [Unicode.Scalar] { outline.text.scalars }
  private var names: OwnerNames { OwnerNames(text: text, words: words) }

  // MARK: What was taken

  func reasons(for entry: OwnerEntry) -> [Bilingual] {
    [role(of: entry)] + entry.names.map { name($0, of: entry) }
  }

  private func role(of entry: OwnerEntry) -> Bilingual {
    let role = entry.role.rawValue
    if entry.certainty.reasons.contains(.roleByConvention) {
      return Bilingual(zh: "\(role)：前文约定名单里第一个单位牵头", en: "\(role): an earlier remark says that the first name of a list leads")
    }
    switch entry.evidence.rule.split(separator: "-").last {
    case "column": return Bilingual(zh: "\(role)：由所在栏的栏名", en: "\(role): by the heading of its column")
    case "names":
      return Bilingual(zh: "\(role)：括号里只有机构名，位于一项之末", en: "\(role): the bracket holds nothing but names of offices, at the end of its item")
    default: break
    }
    guard let word = roleWord(entry) else { return Bilingual(zh: "\(role)：由其中的用词", en: "\(role): by its words") }
    return Bilingual(zh: "\(role)：由“\(word)”", en: "\(role): by “\(word)”")
  }

  /// The label or the verb that gives the role of `entry`.
  private func roleWord(_ entry: OwnerEntry) -> String? {
    for at in entry.range {
      guard let word = lexicon.word(text, at: at, end: entry.range.upperBound) else { continue }
      let isLabel = lexicon.label(text, at: at, end: entry.range.upperBound, isInside: true) != nil && word.kind.labelRole == entry.role
      guard isLabel || word.kind.endRole == entry.role || entry.role == .support && word.kind.contains(.supportStart) else { continue }
      return outline.text.string(at..<(at + word.length))
    }
    return nil
  }

  private func name(_ name: String, of entry: OwnerEntry) -> Bilingual {
    let scalars = Array(name.unicodeScalars)
    guard let at = position(of: scalars, in: entry.range) else {
      return entry.certainty.reasons.contains(.namesFromRow)
        ? Bilingual(zh: "\(name)：取自上面的合并单元格", en: "\(name): stands in a cell that reaches down from a row above")
        : Bilingual(zh: "\(name)：补足，原文把共用的部分只写一次", en: "\(name): completed; the text writes the shared part once")
    }
    let end = at + scalars.count
    if scalars.contains("(") {
      return scalars.contains("、")
        ? Bilingual(zh: "\(name)：不拆，括号里的顿号不分单位", en: "\(name): kept whole; a 、 inside of brackets divides nothing")
        : Bilingual(zh: "\(name)：括号属于名称", en: "\(name): the bracket belongs to the name")
    }
    if scalars.contains("、") { return Bilingual(zh: "\(name)：不拆，“各”或“党委”管到后一半", en: "\(name): kept whole; 各 or 党委 holds for both halves") }
    if scalars.contains(where: { "和与及".unicodeScalars.contains($0) }) {
      return Bilingual(zh: "\(name)：不拆，连词两边不都是机构名", en: "\(name): kept whole; its 和, 与 or 及 does not stand between the names of two bodies")
    }
    return Bilingual(zh: "\(name)：\(borders(at, end, entry.range).zh)", en: "\(name): \(borders(at, end, entry.range).en)")
  }

  /// What ends a name on both sides.
  private func borders(_ at: Int, _ end: Int, _ range: Range<Int>) -> Bilingual {
    if end < range.upperBound, text[end] == "等" { return Bilingual(zh: "止于“等”", en: "ends in front of 等") }
    let joins = "和与及".unicodeScalars
    if end < range.upperBound, joins.contains(text[end]) || at > range.lowerBound && joins.contains(text[at - 1]) {
      return Bilingual(zh: "在连词处拆开，两边都是机构名", en: "cut at 和, 与 or 及, with the names of bodies on both sides")
    }
    return Bilingual(zh: "以顿号、逗号或括号为界", en: "between the marks of the list")
  }

  private func position(of name: [Unicode.Scalar], in range: Range<Int>) -> Int? {
    guard name.count <= range.count else { return nil }
    return (range.lowerBound...(range.upperBound - name.count)).first { text[$0..<($0 + name.count)].elementsEqual(name) }
  }

  // MARK: What was not

  /// The brackets in `range` that are not inside of others.
  func brackets(in range: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var at = range.lowerBound
    while at < min(range.upperBound, text.count) {
      if text[at] == "(", let end = SentenceClauses.closing(of: text, at: at, end: text.count) {
        found.append(at..<end)
        at = end
      } else {
        at += 1
      }
    }
    return found.filter { bracket in !outline.sections.contains { $0.marker != nil && $0.range.lowerBound == bracket.lowerBound } }
  }

  func refusal(of bracket: Range<Int>) -> Bilingual {
    let inner = (bracket.lowerBound + 1)..<(bracket.upperBound - 1)
    let quote = outline.text.string(bracket)
    if let odd = names.firstThatIsNoOffice(in: inner) {
      let name = outline.text.string(odd)
      return Bilingual(
        zh: "\(quote) 不分派责任：没有“牵头”“负责”之类的词，“\(name)”也不像单位名",
        en: "\(quote) assigns nothing: no word of responsibility, and “\(name)” does not read as an office")
    }
    return Bilingual(
      zh: "\(quote) 不分派责任：只有单位名而不在一项之末，或只解释前面的名称",
      en: "\(quote) assigns nothing: names without a word of responsibility count at the end of an item only, and not behind a body that they explain")
  }
}
