import PlanText

/// Where targets stand in a text of Hong Kong, Macao or Taiwan or in an address: a sentence there that holds a quantity to be reached
/// commits somebody, whatever its words.
struct ObligationFigures {
  private let starts: [Int]

  /// `targets` of the document in any order. In a plan a thing and its number, the year of a list or the line of a sheet make no sentence.
  init(_ targets: [Target], in outline: Outline, isSpeech: Bool) {
    guard outline.isRegional || isSpeech else {
      starts = []
      return
    }
    starts = targets.filter { target in isSpeech || !Self.fragments.contains { target.evidence.rule.hasPrefix($0) } }.map(\.range.lowerBound).sorted()
  }

  /// Beginnings of the names of rules that read figures without a sentence around them.
  private static let fragments = ["bare-", "label", "year-", "table", "total-", "part-of", "sum", "cost", "is", "aim-value", "events-last"]

  /// Whether a target begins in `range` of the normal text.
  func stand(in range: Range<Int>) -> Bool {
    var low = 0
    var high = starts.count
    while low < high {
      let mid = (low + high) / 2
      if starts[mid] < range.lowerBound { low = mid + 1 } else { high = mid }
    }
    return low < starts.count && starts[low] < range.upperBound
  }
}
