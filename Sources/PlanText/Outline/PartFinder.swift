/// Tells what each paragraph is for: contents table, covering notice, body, annex or page furniture.
struct PartFinder {
  let text: NormalText

  /// The role of each paragraph.
  func roles() -> [Role] {
    let furniture = PageFurniture.bundled.marks(in: text)
    var roles = furniture.map { $0 ? Role.chrome : .body }
    for p in contentsTable(roles) { roles[p] = .contents }
    for p in notice(roles) where roles[p] == .body { roles[p] = .notice }
    if let annex = AnnexFinder(text: text).titles(roles, in: .body).keys.min() {
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
      roles[$0] == .body ? ContentsLine(text.scalars, text.paragraphs[$0].range) : nil
    }
    let early = min(lines.count, Self.contentsLimit)
    let recurrence = Recurrence(of: lines, early: min(lines.count, 2 * Self.contentsLimit))
    if let title = (0..<early).first(where: { lines[$0]?.isTitle == true }) {
      let entries = entryRun(from: title + 1, lines, recurrence)
      let recurring = entries.count { recurrence.comesBack($0, after: entries.last ?? title) }
      if entries.count >= 2, recurring * 10 >= entries.count * 6 {
        return [title] + entries + leftovers(behind: entries, lines)
      }
    }
    var p = 0
    while p < early {
      let run = entryRun(from: p, lines, recurrence)
      let entries = run.filter { lines[$0]?.isMarked == true }
      if entries.count >= 6, let last = run.last, entries.allSatisfy({ recurrence.comesBack($0, after: last) }) {
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
    for p in start..<max(start, min(lines.count, start + Self.contentsLimit)) {
      guard let line = lines[p] else { continue }
      guard line.isEntry, recurrence.isNew(p, since: start) else { break }
      run.append(p)
    }
    // The heading right in front of prose belongs to the prose, unless it comes back.
    while let last = run.last, !recurrence.comesBack(last, after: last) { run.removeLast() }
    return run
  }

  // MARK: Notice

  /// The covering notice: from the start to the date or signature behind 现印发给你们, if a title of a plan of its own
  /// follows.
  private func notice(_ roles: [Role]) -> [Int] {
    let body = text.paragraphs.indices.filter { roles[$0] == .body || roles[$0] == .contents }
    let early = body.prefix(30)
    guard let at = early.firstIndex(where: { FrontMatter.isIssuing(line($0)) }) else { return [] }
    var end: Int?
    for k in (at + 1)..<min(body.count, at + 16) where k < body.count {
      if FrontMatter.isDate(line(body[k])) {
        end = k
        // 抄送, (此件公开发布), 附件: still belong to the notice.
        var next = k + 1
        while next < body.count, FrontMatter.isNoticeTail(line(body[next])) {
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
      if following.contains(where: { FrontMatter.isTitle(line($0)) }) { end = at }
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

  private func isProse(_ p: Int) -> Bool {
    let range = text.paragraphs[p].range
    return range.count >= 30 && text.scalars[range].contains("。")
  }

  private func line(_ p: Int) -> ArraySlice<Unicode.Scalar> { text.scalars[text.paragraphs[p].range] }
}

