import PlanText

/// Where targets to come stand in a text of Hong Kong, Macao or Taiwan or in an address: a sentence there commits somebody to a quantity that
/// has a date of its own, a word of promise or a bound on what is done again and again.
struct ObligationFigures {
  private let starts: [Int]
  private let text: [Unicode.Scalar]
  /// In a plan what is shorter is a figure without a sentence around it: 达30%.
  private let shortest: Int
  private let isPlain: Bool

  /// Where a clause of such a text sets a target for the year: 去年试点46部，今年再加装80部.
  private let ahead: [Int]

  /// What gives way to a target in the sentence `range`: such words told of something else in it.
  func yielding(in range: Range<Int>) -> Set<ObligationRefusal> {
    if !isPlain { return [.past, .told, .silent, .deficit, .meaning] }
    var yields: Set<ObligationRefusal> = [.silent, .fragment]
    if Self.begins(ahead, in: range) { yields.insert(.past) }
    // 网上可办率100%, 矛盾化解率98%: what is measured only holds such words.
    if Self.begins(starts, in: range.lowerBound..<min(range.lowerBound + 2, range.upperBound)) { yields.formUnion([.deficit, .permit, .meaning]) }
    return yields
  }

  /// `targets` of the document in any order. In a plan a thing and its number, the year of a list or the line of a sheet make no sentence.
  init(_ targets: [Target], in outline: Outline, voice: DocumentVoice) {
    text = outline.text.scalars
    shortest = voice.isAddress ? 0 : 9
    isPlain = voice.isPlain
    let text = outline.text.scalars
    guard !isPlain else {
      ahead = targets.filter { Self.looksAhead($0, text) }.map(\.range.lowerBound).sorted()
      guard !Self.isOfThere(outline.metadata) else {
        starts = []
        return
      }
      let whole = targets.filter { target in target.kind != .level && !Self.fragments.contains { target.evidence.rule.hasPrefix($0) } }
      starts = whole.map(\.range.lowerBound).sorted()
      return
    }
    ahead = []
    starts = targets.filter { target in
      Self.isFirm(target, text) && (voice.isAddress || !Self.fragments.contains { target.evidence.rule.hasPrefix($0) })
    }.map(\.range.lowerBound).sorted()
  }

  /// Beginnings of the names of rules that read figures without a sentence around them.
  private static let fragments = WordLists.words(.figureFragments)

  /// Whether such a target begins in the sentence `range` of the normal text, which foretells and reports nothing (至今已收到…).
  func stand(in range: Range<Int>) -> Bool {
    range.count >= shortest && Self.begins(starts, in: range) && !Self.told.isIn(text[range])
  }

  /// Whether one of the ascending `starts` lies in `range`.
  private static func begins(_ starts: [Int], in range: Range<Int>) -> Bool {
    var low = 0
    var high = starts.count
    while low < high {
      let mid = (low + high) / 2
      if starts[mid] < range.lowerBound { low = mid + 1 } else { high = mid }
    }
    return low < starts.count && starts[low] < range.upperBound
  }

  private static let told = WordLists.phrases(.figureTold)

  /// A text of Hong Kong, Macao or Taiwan in simplified characters: its lists of indicators are no sentences.
  private static func isOfThere(_ metadata: Metadata) -> Bool {
    let names = [metadata.kind, metadata.title, metadata.province].compactMap(\.self)
    return names.contains { name in ["施政", "香港", "澳门", "台湾"].contains(where: name.contains) }
  }

  /// Whether the clause of `target` names the year of the work or strives, and nothing past.
  private static func looksAhead(_ target: Target, _ text: [Unicode.Scalar]) -> Bool {
    let start = text[..<target.range.lowerBound].suffix(longestClause).lastIndex { ",;。:\n".unicodeScalars.contains($0) }.map { $0 + 1 } ?? target.range.lowerBound
    let clause = text[start..<target.range.upperBound]
    return years.isIn(clause) && !past.isIn(clause)
  }

  private static let longestClause = 40
  private static let years: PhraseSet = ["今年", "年内", "力争", "争取"]
  private static let past: PhraseSet = ["去年", "已", "上年", "了", "有望"]

  private static func isFirm(_ target: Target, _ text: [Unicode.Scalar]) -> Bool {
    let start = max(0, target.range.lowerBound - 4)
    let words = text[start..<target.range.upperBound]
    if able.isIn(words) { return !now.isIn(text[sentenceStart(target.range.lowerBound, text)..<target.range.upperBound]) }
    if possible.isIn(words) { return false }
    if target.deadlineExplicit || promised.isIn(words) || target.recurrence != nil && bounded.isIn(words) { return true }
    // 名额由4800个增至6300个: from where it stands to where it is to be
    if let baseline = target.baseline, baseline.year == nil { return true }
    return words.indices.dropFirst().contains { text[$0] == "会" && !IndicatorReader.isMeeting(text, $0) }
  }

  /// Where the sentence around `at` begins, or as far before as words of time are looked for.
  private static func sentenceStart(_ at: Int, _ text: [Unicode.Scalar]) -> Int {
    text[..<at].suffix(longestSentence).lastIndex { "。\n".unicodeScalars.contains($0) }.map { $0 + 1 } ?? max(0, at - longestSentence)
  }

  private static let longestSentence = 120
  private static let able = WordLists.phrases(.figureAble)
  private static let now = WordLists.phrases(.figureNow)
  private static let possible = WordLists.phrases(.figurePossible)
  private static let promised = WordLists.phrases(.figurePromised)
  private static let bounded: PhraseSet = ["至少", "最少", "不少于", "不低于", "以上"]
}
