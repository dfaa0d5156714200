/// Tells what each paragraph is for: contents table, covering notice, body, annex or page furniture.
struct PartFinder {
  let text: NormalText

  /// The role of each paragraph.
  func roles() -> [Role] {
    let furniture = PageFurniture.bundled.marks(in: text)
    var roles = furniture.map { $0 ? Role.chrome : .body }
    for p in contentsTable(roles) { roles[p] = .contents }
    for p in notice(roles) where roles[p] == .body { roles[p] = .notice }
    if let annex = annexStart(roles) {
      for p in annex..<roles.count where roles[p] == .body { roles[p] = .annex }
    }
    for p in annexLists(roles) { roles[p] = .contents }
    return roles
  }

  /// Runs of one role as parts that cover the text.
  static func parts(_ roles: [Role], of text: NormalText) -> [Part] {
    var parts: [Part] = []
    for (p, role) in roles.enumerated() {
      let range = text.paragraphs[p].range
      let end = p + 1 < roles.count ? text.paragraphs[p + 1].range.lowerBound : text.count
      if let last = parts.last, last.role == role {
        parts[parts.count - 1] = Part(role: role, range: last.range.lowerBound..<end)
      } else {
        parts.append(Part(role: role, range: range.lowerBound..<end))
      }
    }
    return parts
  }

  // MARK: Contents

  /// Furthest paragraph in which a table of contents is looked for, and the most lines it may have.
  private static let contentsLimit = 2_000

  /// Paragraphs of the table of contents: behind a line 目录 the short lines up to the first prose, if most of them come
  /// back in the text behind; without such a line a run of at least six headings that all come back.
  private func contentsTable(_ roles: [Role]) -> [Int] {
    let lines = text.paragraphs.indices.map {
      roles[$0] == .body ? ContentsLine(text.scalars[text.paragraphs[$0].range]) : nil
    }
    let recurrence = Recurrence(of: lines)
    let early = 0..<min(lines.count, Self.contentsLimit)
    if let title = early.first(where: { lines[$0]?.isTitle == true }) {
      let entries = entryRun(from: title + 1, lines, recurrence)
      let recurring = entries.count { recurrence.comesBack(lines[$0], after: entries.last ?? title) }
      if entries.count >= 2, recurring * 10 >= entries.count * 6 {
        return [title] + entries + leftovers(behind: entries, lines)
      }
    }
    var p = 0
    while p < early.count {
      let run = entryRun(from: p, lines, recurrence)
      let entries = run.filter { lines[$0]?.isMarked == true }
      if entries.count >= 6, let last = run.last, entries.allSatisfy({ recurrence.comesBack(lines[$0], after: last) }) {
        return Array(entries[0]...last)
      }
      p = max(p + 1, (run.last ?? p) + 1)
    }
    return []
  }

  /// Entries such as `附件 27` behind those that come back, where the lines of the table end in page numbers.
  private func leftovers(behind entries: [Int], _ lines: [ContentsLine?]) -> [Int] {
    guard entries.count(where: { lines[$0]?.endsInNumber == true }) * 2 > entries.count, let last = entries.last else { return [] }
    return Array(((last + 1)..<lines.count).prefix { lines[$0]?.endsInNumber == true })
  }

  /// The paragraphs from `start` on that could be lines of a contents table. Ends at prose, and where an entry comes back,
  /// for there the text itself starts.
  private func entryRun(from start: Int, _ lines: [ContentsLine?], _ recurrence: Recurrence) -> [Int] {
    var run: [Int] = []
    var seen: Set<String> = []
    for p in start..<max(start, min(lines.count, start + Self.contentsLimit)) {
      guard let line = lines[p] else { continue }
      guard line.isEntry, seen.insert(line.key).inserted else { break }
      run.append(p)
    }
    // The heading right in front of prose belongs to the prose, unless it comes back.
    while let last = run.last, !recurrence.comesBack(lines[last], after: last) { run.removeLast() }
    return run
  }

  // MARK: Notice

  /// The covering notice: from the start to the date or signature behind 现印发给你们, if a title of a plan of its own
  /// follows.
  private func notice(_ roles: [Role]) -> [Int] {
    let body = text.paragraphs.indices.filter { roles[$0] == .body || roles[$0] == .contents }
    let early = body.prefix(30)
    guard let at = early.firstIndex(where: { FrontMatter.isIssuing(string($0)) }) else { return [] }
    var end: Int?
    for k in (at + 1)..<min(body.count, at + 16) where k < body.count {
      let line = string(body[k])
      if FrontMatter.isDate(line) {
        end = k
        // 抄送, (此件公开发布), 附件: still belong to the notice.
        var next = k + 1
        while next < body.count, FrontMatter.isNoticeTail(string(body[next])) {
          end = next
          next += 1
        }
        break
      }
      if roles[body[k]] == .contents { break }
    }
    if end == nil {
      // No date: the title of the plan itself follows, perhaps behind the name of its issuer.
      let following = body[(at + 1)...].prefix(3).prefix { text.paragraphs[$0].range.count <= 80 && !isProse($0) }
      if following.contains(where: { FrontMatter.isTitle(string($0)) }) { end = at }
    }
    guard let end, end + 1 < body.count else { return [] }
    return Array(body[body.startIndex...end])
  }

  // MARK: Annex

  /// The list of annexes behind 附件： at the end of a text: names of what follows, as in a table of contents.
  private func annexLists(_ roles: [Role]) -> [Int] {
    var lists = ListTracker(text: text)
    var sawProse = false
    var isAnnexes = false
    return text.paragraphs.indices.filter { p in
      guard roles[p] == .body else { return false }
      sawProse = sawProse || isProse(p)
      let line = text.scalars[text.paragraphs[p].range]
      guard lists.takes(text.paragraphs[p].range) else { return false }
      if ListTracker.isHead(line) { isAnnexes = line.first == "附" }
      return sawProse && isAnnexes && text.paragraphs[p].range.count <= 200 && !line.contains("。")
    }
  }

  /// First paragraph of the annexes: a line 附件 or 附件1 on its own, behind the body's first section or signature.
  private func annexStart(_ roles: [Role]) -> Int? {
    let body = text.paragraphs.indices.filter { roles[$0] == .body }
    guard let first = body.first(where: { isProse($0) }) else { return nil }
    return body.first { p in
      guard p > first, text.paragraphs[p].range.count <= 40 else { return false }
      return FrontMatter.isAnnexTitle(string(p))
    }
  }

  private func isProse(_ p: Int) -> Bool {
    let range = text.paragraphs[p].range
    return range.count >= 30 && text.scalars[range].contains("。")
  }

  private func string(_ p: Int) -> String { text.string(text.paragraphs[p].range) }
}

/// Tells whether a line comes back further on, as a line of its own or as the start of one.
struct Recurrence {
  private var last: [String: Int] = [:]
  private var starts: [String: [(paragraph: Int, text: String)]] = [:]

  init(of lines: [ContentsLine?]) {
    for (p, line) in lines.enumerated() {
      guard let line else { continue }
      last[line.key] = p
      if line.isMarked, line.start.unicodeScalars.count >= 4 { starts[Self.head(line.start), default: []].append((p, line.start)) }
    }
  }

  func comesBack(_ line: ContentsLine?, after p: Int) -> Bool {
    guard let line else { return false }
    if let at = last[line.key], at > p { return true }
    guard line.key.unicodeScalars.count >= 4 else { return false }
    return starts[Self.head(line.key)]?.contains { $0.paragraph > p && $0.text.hasPrefix(line.key) } ?? false
  }

  private static func head(_ text: String) -> String { String(text.unicodeScalars.prefix(4).map(Character.init)) }
}

/// A line as it may stand in a table of contents.
struct ContentsLine {
  /// Without blanks, dots and page number.
  let key: String
  /// The line without blanks, for comparing with the start of a paragraph whose heading runs into the text.
  let start: String
  let isTitle: Bool
  let isEntry: Bool
  let isMarked: Bool
  /// A title and a page number behind it.
  let endsInNumber: Bool

  init(_ line: ArraySlice<Unicode.Scalar>) {
    var scalars = line.filter { !CharacterForms.isBlank($0) }
    start = Self.string(scalars.prefix(90))
    isTitle = ["目录", "目次", "目 录"].contains(Self.string(scalars))
    let full = scalars.count
    while let last = scalars.last, last.isDigit || ".…·-—()".unicodeScalars.contains(last) { scalars.removeLast() }
    while let last = scalars.last, "。:".unicodeScalars.contains(last) { scalars.removeLast() }
    key = Self.string(scalars)
    endsInNumber = full <= 70 && scalars.count >= 2 && line.last?.isDigit == true && scalars.last.map(CharacterForms.isHan) == true
    isEntry = full <= 70 && scalars.count >= 2 && !scalars.contains("。") && !scalars.contains(";") && line.last != "。"
    isMarked = Marker.parse(Array(line), at: 0, limit: line.count) != nil
  }

  private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}

/// Short lines in front of and behind a plan's text, by their shape.
package enum FrontMatter {
  /// 现将《…》印发给你们, 现予印发, 现转发给你们.
  package static func isIssuing(_ line: String) -> Bool {
    ["印发给你们", "印发你们", "现予印发", "转发给你们", "转发你们", "下发给你们", "现予以印发", "予以印发", "现印发", "现将《", "现予公布", "印发至你们"]
      .contains { line.contains($0) }
  }

  /// A date on a line of its own: 2021年5月24日, 二○○七年十一月二十二日; what stands in front of it may be a signature.
  package static func isDate(_ line: String) -> Bool {
    let scalars = line.unicodeScalars.filter { !CharacterForms.isBlank($0) }
    guard scalars.count <= 40, scalars.last == "日" || scalars.last == "月" else { return false }
    guard scalars.contains("年"), scalars.contains("月") else { return false }
    return !scalars.contains(where: { "。;:".unicodeScalars.contains($0) })
  }

  /// Lines that may follow the date of a notice.
  static func isNoticeTail(_ line: String) -> Bool {
    if line.unicodeScalars.count > 60 { return false }
    return ["(此件", "此件", "抄送", "附件:", "附:", "(联系", "联系人", "联系电话", "印发"].contains { line.hasPrefix($0) }
  }

  /// A line that could be the title of a plan: no sentence, named by its genre.
  package static func isTitle(_ line: String) -> Bool {
    let scalars = line.unicodeScalars
    guard scalars.count >= 4, scalars.count <= 80, !line.contains("。"), !line.contains(";") else { return false }
    return genres.contains { line.hasSuffix($0) || line.hasSuffix($0 + ")") } || line.contains("规划(")
  }

  private static let genres = [
    "规划", "纲要", "要点", "计划", "方案", "意见", "办法", "细则", "措施", "规定", "条例", "报告", "清单", "通知", "年)", "稿)", "试行)",
  ]

  /// 附件, 附件1, 名词解释.
  static func isAnnexTitle(_ line: String) -> Bool {
    let scalars = Array(line.unicodeScalars.filter { !CharacterForms.isBlank($0) })
    if scalars.count <= 16, ["名词解释", "名词说明", "名词注释"].contains(where: line.hasSuffix) { return true }
    for word in ["附件", "附表", "附录"] where scalars.starts(with: word.unicodeScalars) {
      var rest = scalars.dropFirst(2)
      while let first = rest.first, first.isDigit || "一二三四五六七八九十".unicodeScalars.contains(first) { rest = rest.dropFirst() }
      // 附件:1.… lists annexes; a title of an annex has nothing or its name behind the number.
      if rest.isEmpty || (rest.count == 1 && rest.first == "." && scalars.count > 3) { return true }
    }
    return false
  }
}
