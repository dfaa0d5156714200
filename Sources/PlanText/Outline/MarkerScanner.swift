/// Finds the markers of sections: at the start of paragraphs, and inside of them where several items share a line.
struct MarkerScanner {
  let text: NormalText
  let roles: [Role]

  /// A marker in its place.
  struct Candidate {
    let marker: Marker
    let offset: Int
    let paragraph: Int
    /// Whether it starts its paragraph. A marker inside counts only where the numbering asks for it.
    let isStart: Bool
  }

  /// All candidates in order. Those inside of a paragraph are only possible markers.
  func candidates() -> [Candidate] {
    var out: [Candidate] = []
    var sawNumber = false
    for (p, paragraph) in text.paragraphs.enumerated() {
      guard roles[p] == .body || roles[p] == .annex, !paragraph.kind.isTableRow else { continue }
      let range = paragraph.range
      if let marker = Marker.parse(text.scalars, at: range.lowerBound, limit: range.upperBound),
        marker.length < range.count || isTitleMarker(marker), sawNumber || !isSubtitle(marker, range),
        marker.style != .annex || !isListed(p)
      {
        sawNumber = true
        out.append(Candidate(marker: marker, offset: range.lowerBound, paragraph: p, isStart: true))
      }
      out += inlineCandidates(p, range)
      sawNumber = sawNumber || out.last?.paragraph == p
    }
    return out
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
  private func isSubtitle(_ marker: Marker, _ range: Range<Int>) -> Bool {
    guard marker.style == .dash else { return false }
    let line = text.scalars[range]
    return line.contains("年") && line.contains("月") && line.contains("日") && !line.contains("。")
  }

  private func inlineCandidates(_ p: Int, _ range: Range<Int>) -> [Candidate] {
    var out: [Candidate] = []
    let nesting = Nesting(text.scalars, range)
    var i = range.lowerBound + 1
    while i < range.upperBound {
      if isPossibleStart(text.scalars[i]), let marker = Marker.parse(text.scalars, at: i, limit: range.upperBound),
        isPlausible(marker, at: i, range), marker.style.isBracketed || nesting.isOutside(i)
      {
        out.append(Candidate(marker: marker, offset: i, paragraph: p, isStart: false))
        i += max(1, marker.length)
      } else {
        i += 1
      }
    }
    return out
  }

  private func isPossibleStart(_ c: Unicode.Scalar) -> Bool {
    Self.starters.contains(c) || c.isDigit || (c.value >= 0x2460 && c.value <= 0x2473)
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
    case .annex, .box, .decimalTwo, .decimalThree:
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

extension MarkerStyle {
  var isBracketed: Bool { self == .bracketedIdeographic || self == .bracketedDecimal }
}
