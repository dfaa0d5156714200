/// Finds the markers of sections: at the start of paragraphs, and inside of them where several items share a line.
struct MarkerScanner {
  let text: NormalText
  let roles: [Role]
  /// Where annexes without a number start, by paragraph: these lines list nothing.
  let annexes: [Int: AnnexFinder.Title]

  /// A marker in its place.
  struct Candidate {
    var marker: Marker
    let offset: Int
    let paragraph: Int
    /// Whether it starts its paragraph. A marker inside counts only where the numbering asks for it.
    let isStart: Bool
    /// Whether the text in front of it ends in a colon: a list may follow.
    var followsColon = false
    /// Inside of a paragraph: whether a blank behind a full stop or a colon stands in front of it, where a line end was lost.
    var followsBreak = false
    /// Whether it heads a line of its own that is no sentence.
    var isTitleLine = false
    /// Number of the next marker of its style that does not go on counting from it, on the way to a higher marker.
    var afterRun: Int?
  }

  /// All candidates in order. Those inside of a paragraph are only possible markers.
  func candidates() -> [Candidate] {
    var out: [Candidate] = []
    var loose: [Int] = []
    var lists = ListTracker(text: text)
    var sawProse = false
    let named = NamedSeries(text: text, roles: roles).markers()
    for (p, paragraph) in text.paragraphs.enumerated() {
      guard roles[p] == .body || roles[p] == .annex, !paragraph.kind.isTableRow else { continue }
      let range = paragraph.range
      if annexes[p] == nil, lists.takes(range) { continue }
      let inline = inlineCandidates(p, range)
      let isFirst = out.isEmpty
      if let marker = named[p] {
        out.append(start(marker, p))
      } else if let marker = opening(p, before: out) {
        if isSection(marker, p, isFirst: isFirst, sawProse: sawProse) {
          let isAlone = marker.length == range.count && !isTitleMarker(marker)
          if isAlone || isUnfounded(marker, out) { loose.append(out.count) }
          out.append(start(marker, p))
        }
      } else if let marker = Marker.parseLoose(text.scalars, at: range.lowerBound, limit: range.upperBound),
        marker.length < range.count, marker.style != .named
      {
        loose.append(out.count)
        out.append(start(followsLetter(marker, out) ?? marker, p))
      }
      out += inline
      sawProse = sawProse || range.count >= 30 && text.scalars[range].contains("。")
    }
    return countingRuns(raisingStems(keepingChained(loose, of: out)))
  }

  /// I. as the letter that goes on from H., V. behind U.
  private func followsLetter(_ marker: Marker, _ before: [Candidate]) -> Marker? {
    guard let letter = marker.asLetter, let last = before.last(where: { $0.marker.style == .letter && $0.isStart }) else { return nil }
    return last.marker.value + 1 == letter.value ? letter : nil
  }

  private func start(_ marker: Marker, _ p: Int) -> Candidate {
    let range = text.paragraphs[p].range
    var before = range.lowerBound - 1
    while before >= 0, CharacterForms.isBlank(text.scalars[before]) { before -= 1 }
    let isTitleLine = range.count <= 40 && !text.scalars[range].contains { $0 == "。" || $0 == ";" }
    return Candidate(
      marker: marker, offset: range.lowerBound, paragraph: p, isStart: true,
      followsColon: before >= 0 && text.scalars[before] == ":", isTitleLine: isTitleLine)
  }

  /// Fills in `afterRun`, from behind.
  private func countingRuns(_ all: [Candidate]) -> [Candidate] {
    var out = all
    // For each style the number of its next marker and what follows the run that this one belongs to.
    var next: [MarkerStyle: (value: Int, after: Int?)] = [:]
    for i in out.indices.reversed() where out[i].isStart {
      let marker = out[i].marker
      let behind = next[marker.style]
      out[i].afterRun = behind.flatMap { $0.value == marker.value + 1 ? $0.after : $0.value }
      next[marker.style] = (marker.value, out[i].afterRun)
      for style in next.keys where style > marker.style { next[style] = nil }
    }
    return out
  }

  /// Whether a marker at the start of a paragraph may head a section.
  private func isSection(_ marker: Marker, _ p: Int, isFirst: Bool, sawProse: Bool) -> Bool {
    let range = text.paragraphs[p].range
    if marker.length == range.count, !isTitleMarker(marker) {
      // 一、 alone: its title stands on the next line.
      return (marker.style == .ideographic || marker.style == .bracketedIdeographic) && p + 1 < roles.count && roles[p + 1] == roles[p]
    }
    switch marker.style {
    case .annex:
      // 附件1 in front of the plan itself: the notice sends it so.
      return !isListed(p) && (sawProse || !isFirst)
    case .dash:
      return !(isFirst && isSubtitle(range)) && !isPageNumber(range)
    case .box:
      // A longer line holds the table as well: its title cannot be told from its cells.
      return range.count <= Self.longestBoxTitle
    default: return true
    }
  }

  /// `3.15活动`, `5.1期间`: two levels without the upper one before them may be a date or a version.
  private func isUnfounded(_ marker: Marker, _ before: [Candidate]) -> Bool {
    guard marker.style == .decimalTwo || marker.style == .decimalThree else { return false }
    let upper = marker.ordinal.lastIndex(of: ".").map { marker.ordinal[..<$0] }
    let last = before.last { $0.isStart && $0.marker.style < marker.style && $0.marker.style >= .decimal }
    return last.map { $0.marker.ordinal[...] != upper } ?? true
  }

  private static let longestBoxTitle = 80

  /// `— 12 —`
  private func isPageNumber(_ range: Range<Int>) -> Bool {
    text.scalars[range].allSatisfy { $0.isDigit || "—-".unicodeScalars.contains($0) || CharacterForms.isBlank($0) }
  }

  /// Drops loose markers (indices of `loose`) that neither go on with a numbering nor are gone on with.
  private func keepingChained(_ loose: [Int], of all: [Candidate]) -> [Candidate] {
    guard !loose.isEmpty else { return all }
    var dropped: Set<Int> = []
    let isLoose = Set(loose)
    var next: [MarkerStyle: Int] = [:]
    let following = all.reversed().map { candidate in
      defer { if candidate.isStart { next[candidate.marker.style] = candidate.marker.value } }
      return next[candidate.marker.style]
    }
    var last: [MarkerStyle: Int] = [:]
    for i in all.indices {
      let marker = all[i].marker
      if isLoose.contains(i) {
        let goesOn = last[marker.style].map { $0 + 1 == marker.value } ?? false
        if !goesOn, marker.value != 1 || following[all.count - 1 - i] != 2 {
          dropped.insert(i)
          continue
        }
      }
      if all[i].isStart { last[marker.style] = marker.value }
    }
    return all.indices.filter { !dropped.contains($0) }.map { all[$0] }
  }

  /// 甲、乙、 are the top level where no number stands in front of them; A. B. stand above 1. where they head lines in front of it.
  private func raisingStems(_ all: [Candidate]) -> [Candidate] {
    var raised: [MarkerStyle: MarkerStyle] = [:]
    if all.first?.marker.style == .innerStem { raised[.innerStem] = .stem }
    let starts = all.filter(\.isStart)
    if let first = starts.firstIndex(where: { $0.marker.style == .letter }), starts[first].isTitleLine, first + 1 < starts.count,
      starts[first + 1].marker.style == .decimal
    {
      raised[.letter] = .outerLetter
    }
    guard !raised.isEmpty else { return all }
    return all.map { candidate in
      let marker = candidate.marker
      guard let style = raised[marker.style] else { return candidate }
      var candidate = candidate
      candidate.marker = Marker(style: style, value: marker.value, ordinal: marker.ordinal, length: marker.length)
      return candidate
    }
  }

  private func isTitleMarker(_ marker: Marker) -> Bool { marker.style <= .annex || marker.style == .box }

  /// 附件1 … 附件2 … on lines that follow one another: a list of annexes, not their titles.
  private func isListed(_ p: Int) -> Bool {
    [p - 1, p + 1].contains { neighbour in
      guard text.paragraphs.indices.contains(neighbour) else { return false }
      let line = text.scalars[text.paragraphs[neighbour].range]
      return line.starts(with: Self.annex)
    }
  }

  private static let annex: [Unicode.Scalar] = ["附", "件"]

  /// `——2026年1月27日在…大会第四次会议上`: the subtitle of a report, not an item.
  private func isSubtitle(_ range: Range<Int>) -> Bool {
    let line = text.scalars[range]
    if line.contains("。") || range.count > 60 { return false }
    let isDated = line.contains("年") && line.contains("月") && line.contains("日")
    return isDated || ["会议上", "大会上", "大会", "报告", "讲话"].contains { Array(line).ends(with: Array($0.unicodeScalars)) }
  }

  private func inlineCandidates(_ p: Int, _ range: Range<Int>) -> [Candidate] {
    var out: [Candidate] = []
    let notes = notesStart(range)
    let nesting = Nesting(text.scalars, range)
    var i = range.lowerBound + 1
    while i < range.upperBound {
      if Self.isPossibleStart(text.scalars[i]), let marker = Marker.parse(text.scalars, at: i, limit: range.upperBound),
        isPlausible(marker, at: i, range) || followsHeading(marker, at: i, out.last, range), marker.style.isBracketed || nesting.isOutside(i), !notes.contains(i),
        !isSize(marker, at: i, range.upperBound)
      {
        let followsBreak = followsBreak(i)
        out.append(Candidate(marker: marker, offset: i, paragraph: p, isStart: false, followsBreak: followsBreak))
        i += max(1, marker.length)
      } else {
        i += 1
      }
    }
    return out
  }

  /// 小(1)型水库: classes of size.
  private func isSize(_ marker: Marker, at i: Int, _ limit: Int) -> Bool {
    let end = i + marker.length
    return end < limit && text.scalars[end] == "型" && "大中小".unicodeScalars.contains(text.scalars[i - 1])
  }

  /// A blank of the source, kept or not, behind a full stop or a colon.
  private func followsBreak(_ i: Int) -> Bool {
    let before = text.scalars[i - 1] == " " ? i - 2 : i - 1
    guard before >= 0, "。:".unicodeScalars.contains(text.scalars[before]) else { return false }
    return before == i - 2 || text.starts[i] > text.ends[before]
  }

  /// Whether a 1. may follow without a mark: right behind the short heading of the marker in front of it (二、目标任务1、…).
  private func followsHeading(_ marker: Marker, at i: Int, _ last: Candidate?, _ range: Range<Int>) -> Bool {
    guard marker.style == .decimal, marker.value == 1, i + marker.length < range.upperBound, CharacterForms.isHan(text.scalars[i + marker.length])
    else { return false }
    var start = last.map { $0.offset + $0.marker.length }
    if start == nil, let first = Marker.parse(text.scalars, at: range.lowerBound, limit: range.upperBound) { start = range.lowerBound + first.length }
    guard let start, (2...16).contains(i - start) else { return false }
    return text.scalars[start..<i].allSatisfy { CharacterForms.isHan($0) || $0 == "“" || $0 == "”" }
  }

  /// What stands between 注： inside a paragraph and the next 。 that no note follows: the notes below a table that lost its lines.
  private func notesStart(_ range: Range<Int>) -> Range<Int> {
    var i = range.lowerBound + 1
    while i + 2 < range.upperBound {
      if text.scalars[i] == "注", text.scalars[i + 1] == ":",
        let marker = Marker.parse(text.scalars, at: i + 2, limit: range.upperBound), marker.value == 1
      {
        return i..<notesEnd(from: i, marker.style, range.upperBound)
      }
      i += 1
    }
    return range.lowerBound..<range.lowerBound
  }

  private func notesEnd(from start: Int, _ style: MarkerStyle, _ limit: Int) -> Int {
    var end = start
    while let stop = text.scalars[end..<limit].firstIndex(of: "。") {
      end = stop + 1
      guard let next = Marker.parse(text.scalars, at: end, limit: limit), next.style == style else { return end }
    }
    return limit
  }

  static func isPossibleStart(_ c: Unicode.Scalar) -> Bool {
    starters.contains(c) || c.isDigit || (c.value >= 0x2460 && c.value <= 0x249B)
  }

  private static let starters: ScalarSet = "一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾(第—"

  /// Whether what stands around a marker inside a paragraph allows it.
  private func isPlausible(_ marker: Marker, at i: Int, _ range: Range<Int>) -> Bool {
    let before = text.scalars[i - 1]
    let next = i + marker.length < range.upperBound ? text.scalars[i + marker.length] : nil
    let closesSentence = Self.closers.contains(before)
    switch marker.style {
    case .bracketedIdeographic, .bracketedDecimal:
      guard let next, !Self.mentionBehind.contains(next) else { return false }
      return !Self.mentionBefore.contains(before)
    case .circled:
      guard let next else { return false }
      return !Self.mentionBefore.contains(before) && !Self.mentionBehindCircle.contains(next)
    case .formal, .ideographic, .decimal:
      guard let next else { return false }
      return closesSentence && (CharacterForms.isHan(next) || Self.openers.contains(next))
    case .dash:
      return closesSentence && next != nil && marker.length >= 2 && !text.scalars[i + marker.length].isDigit
    case .volume, .chapter, .division, .article:
      return closesSentence && next != nil && !Self.mentionBehind.contains(next ?? "、")
    case .annex, .box, .named, .innerNamed, .innermostNamed, .roman, .decimalTwo, .decimalThree, .stem, .innerStem, .letter, .outerLetter, .closedDecimal:
      return false
    }
  }

  /// 第（一）项, 按照（二）: mentions of an item, not items.
  private static let mentionBefore: ScalarSet = "第条款项按照及和、至本前述上式表图注见"
  private static let mentionBehind: ScalarSet = "项款条、,。;和至的所规)目中"
  private static let mentionBehindCircle: ScalarSet = "、,和至"
  private static let closers: ScalarSet = "。;:!?)”》 "
  private static let openers: ScalarSet = "“《("
}

/// Numbered lines that are no sections: the list of annexes behind 附件： and the notes behind 注：.
struct ListTracker {
  let text: NormalText
  /// Style and number that the list has reached; no style while its first number is to come.
  private var reached: (style: MarkerStyle?, value: Int)?

  init(text: NormalText) { self.text = text }

  /// Longest line of a list of annexes or notes.
  private static let longest = 120

  /// Words in front of a list of annexes, and of notes.
  private static let heads: PhraseSet = ["附件:", "附:", "附表:", "附录:", "附图:", "注:", "备注:", "注释:", "说明:1"]

  /// Whether a line opens such a list.
  static func isHead(_ line: ArraySlice<Unicode.Scalar>) -> Bool { heads.starts(line) }

  /// Whether the paragraph at `range` belongs to such a list.
  mutating func takes(_ range: Range<Int>) -> Bool {
    let line = text.scalars[range]
    if Self.heads.starts(line) {
      reached = lastNumber(range.lowerBound + 2..<range.upperBound)
      return true
    }
    guard let list = reached else { return false }
    reached = nil
    guard range.count <= Self.longest, let marker = Marker.parse(text.scalars, at: range.lowerBound, limit: range.upperBound),
      marker.value == list.value + 1, list.style == nil || list.style == marker.style, marker.style > .ideographic
    else { return false }
    reached = (marker.style, marker.value)
    return true
  }

  /// The last number of a list that shares a line: 附件:1.任务清单 2.联系表.
  private func lastNumber(_ range: Range<Int>) -> (style: MarkerStyle?, value: Int) {
    var last: (style: MarkerStyle?, value: Int) = (nil, 0)
    for i in range {
      guard text.scalars[i].isDigit || MarkerScanner.isPossibleStart(text.scalars[i]),
        let marker = Marker.parse(text.scalars, at: i, limit: range.upperBound), marker.value == last.value + 1,
        last.style == nil || last.style == marker.style
      else { continue }
      last = (marker.style, marker.value)
    }
    return last
  }
}
