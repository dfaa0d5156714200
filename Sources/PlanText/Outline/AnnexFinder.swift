/// Finds where annexes start that bear no number: 附件 or 名词解释 on a line of its own, 附件：重点任务分工表 in front of what it
/// names, or the name of a listed annex on a line of its own.
struct AnnexFinder {
  let text: NormalText

  /// The start of an annex.
  struct Title: Sendable, Equatable {
    /// The line, which stands for the section as an unnumbered heading does.
    let name: String
    /// Offset behind the name and its colon, where the heading starts.
    let textStart: Int
  }

  /// Longest line that names an annex.
  private static let longest = 44

  /// The starts among paragraphs that have `role`, by paragraph. What stands in front of the first sentence is no annex.
  func titles(_ roles: [Role], in role: Role) -> [Int: Title] {
    guard text.paragraphs.contains(where: { startsLikeAnnex(text.scalars[$0.range]) }) else { return [:] }
    let last = lastPlaces()
    var found: [Int: Title] = [:]
    var listed: Set<[Unicode.Scalar]> = []
    var lists = ListTracker(text: text)
    var sawText = false
    var isTitled = false
    for p in text.paragraphs.indices where roles[p] == role || roles[p] == .contents {
      let range = text.paragraphs[p].range
      let line = text.scalars[range]
      var title: Title?
      if roles[p] == role, line.count <= Self.longest, sawText || role == .annex, !isTitled, !text.paragraphs[p].kind.isTableRow {
        title = self.title(p, line, last) ?? (listed.contains(Self.squeeze(line)) ? nameOnly(p) : nil)
      }
      found[p] = title
      isTitled = title != nil || isNumbered(range)
      if title == nil, lists.takes(range), line.count <= 200 { listed.formUnion(Self.names(line)) }
      sawText = sawText || line.count >= 12 && line.contains("。")
    }
    return found
  }

  private func startsLikeAnnex(_ line: ArraySlice<Unicode.Scalar>) -> Bool {
    line.first == "附" || line.count <= Self.longest && FrontMatter.isAnnexTitle(line)
  }

  /// Where each short line stands for the last time, blanks left out.
  private func lastPlaces() -> [[Unicode.Scalar]: Int] {
    var last: [[Unicode.Scalar]: Int] = [:]
    for (p, paragraph) in text.paragraphs.enumerated() where paragraph.range.count <= Self.longest {
      last[Self.squeeze(text.scalars[paragraph.range])] = p
    }
    return last
  }

  /// 附件1 alone on the line in front: this one is its title.
  private func isNumbered(_ range: Range<Int>) -> Bool {
    range.count <= 16 && Marker.parse(text.scalars, at: range.lowerBound, limit: range.upperBound)?.style == .annex
  }

  private func title(_ p: Int, _ line: ArraySlice<Unicode.Scalar>, _ last: [[Unicode.Scalar]: Int]) -> Title? {
    let start = text.paragraphs[p].range.lowerBound
    if line.count <= 16, FrontMatter.isAnnexTitle(line) {
      return Title(name: String(scalars: Self.squeeze(line)), textStart: start)
    }
    guard let word = Self.words.first(where: { line.starts(with: $0) }), line.count > word.count + 1 else { return nil }
    let mark = line[line.startIndex + word.count]
    guard mark == ":" || CharacterForms.isBlank(mark) else { return nil }
    let rest = line[(line.startIndex + word.count + 1)...]
    let name = rest.drop { CharacterForms.isBlank($0) }
    guard name.count >= 2, !name.contains(where: { "。;:".unicodeScalars.contains($0) }), name.first?.isDigit != true,
      headsContent(p, name), last[Self.squeeze(name)].map({ $0 <= p }) ?? true
    else { return nil }
    return Title(name: String(scalars: line.map { $0 == ":" ? "：" : $0 }), textStart: name.startIndex)
  }

  private static let words = ["附件", "附表", "附录"].map { Array($0.unicodeScalars) }

  /// The name of a listed annex, where it heads a table or names one.
  private func nameOnly(_ p: Int) -> Title? {
    let range = text.paragraphs[p].range
    guard range.count >= 4, headsContent(p, text.scalars[range]) else { return nil }
    return Title(name: String(scalars: text.scalars[range].map { $0 == ":" ? "：" : $0 }), textStart: range.lowerBound)
  }

  /// Whether what follows paragraph `p` belongs below it: a table, or numbered items; a name of a table stands in front of
  /// anything but a signature.
  private func headsContent(_ p: Int, _ name: ArraySlice<Unicode.Scalar>) -> Bool {
    let following = text.paragraphs[(p + 1)...].prefix(3)
    guard let next = following.first?.range, !following.prefix(2).contains(where: { FrontMatter.isDate(text.scalars[$0.range]) })
    else { return false }
    if following.contains(where: \.kind.isTableRow) { return true }
    if let marker = Marker.parse(text.scalars, at: next.lowerBound, limit: next.upperBound), marker.value == 1 { return true }
    return Self.tables.ends(name)
  }

  private static let tables: PhraseSet = ["表", "清单", "体系", "名单", "目录", "台账", "分工", "一览"]

  /// The names that a line of a list of annexes holds: 附件：1.分工表 2.指标表.
  private static func names(_ line: ArraySlice<Unicode.Scalar>) -> [[Unicode.Scalar]] {
    var names: [[Unicode.Scalar]] = [[]]
    var at = line.startIndex
    if let colon = line.prefix(4).firstIndex(of: ":") { at = colon + 1 }
    while at < line.endIndex {
      if line[at].isDigit, let end = line[at...].prefix(4).firstIndex(where: { !$0.isDigit }), line[end] == "." || line[end] == "、" {
        names.append([])
        at = end + 1
        continue
      }
      if !CharacterForms.isBlank(line[at]) { names[names.count - 1].append(line[at]) }
      at += 1
    }
    return names.filter { $0.count >= 4 }
  }

  private static func squeeze(_ line: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar] { line.filter { !CharacterForms.isBlank($0) } }
}
