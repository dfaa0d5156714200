import PlanText

/// Where targets to come stand in a text of Hong Kong, Macao or Taiwan or in an address: a sentence there commits somebody to a quantity that
/// has a date of its own, a word of promise or a bound on what is done again and again.
struct ObligationFigures {
  private let starts: [Int]
  private let text: [Unicode.Scalar]
  /// In a plan what is shorter is a figure without a sentence around it: 达30%.
  private let shortest: Int

  /// `targets` of the document in any order. In a plan a thing and its number, the year of a list or the line of a sheet make no sentence.
  init(_ targets: [Target], in outline: Outline, isSpeech: Bool) {
    text = outline.text.scalars
    shortest = isSpeech ? 0 : 9
    guard outline.isRegional || isSpeech else {
      starts = []
      return
    }
    let text = outline.text.scalars
    starts = targets.filter { target in
      Self.isFirm(target, text) && (isSpeech || !Self.fragments.contains { target.evidence.rule.hasPrefix($0) })
    }.map(\.range.lowerBound).sorted()
  }

  /// Beginnings of the names of rules that read figures without a sentence around them.
  private static let fragments = ["bare-", "label", "year-", "table", "total-", "part-of", "sum", "cost", "is", "aim-value", "events-last"]

  /// Whether such a target begins in the sentence `range` of the normal text, which foretells and reports nothing (至今已收到…).
  func stand(in range: Range<Int>) -> Bool {
    guard range.count >= shortest else { return false }
    var low = 0
    var high = starts.count
    while low < high {
      let mid = (low + high) / 2
      if starts[mid] < range.lowerBound { low = mid + 1 } else { high = mid }
    }
    return low < starts.count && starts[low] < range.upperBound && !Self.told.isIn(text[range])
  }

  private static let told: PhraseSet = ["预期", "预料", "预测", "推算", "市场预计", "至今已", "至今共", "迄今"]

  private static func isFirm(_ target: Target, _ text: [Unicode.Scalar]) -> Bool {
    let start = max(0, target.range.lowerBound - 4)
    let words = text[start..<target.range.upperBound]
    if possible.isIn(words) { return false }
    if target.deadlineExplicit || promised.isIn(words) || target.recurrence != nil && bounded.isIn(words) { return true }
    return words.indices.dropFirst().contains { text[$0] == "会" && !IndicatorReader.endsInMeeting.contains(text[$0 - 1]) }
  }

  private static let possible: PhraseSet = ["可供", "可提供", "共可", "预计可", "可望", "预估", "估计", "可容纳", "可大幅"]
  private static let promised: PhraseSet = [
    "将于", "将在", "将会", "将再", "亦将", "也将", "并将", "均将", "将达", "将增", "将提", "将投", "将完", "将推", "将兴", "将设", "将新", "将有", "将由", "目标", "须", "计划", "预留", "应", "务求",
    "力争", "力求", "争取", "承诺", "拟", "要达", "要提", "要增", "要冲", "不得", "为度", "为原则", "为限", "为上限", "最迟", "至迟", "务必",
  ]
  private static let bounded: PhraseSet = ["至少", "最少", "不少于", "不低于", "以上"]
}
