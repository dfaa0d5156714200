import Foundation
import PlanText

/// A result that a text reports: the possible baseline of a target.
struct ResultFigure: Sendable {
  let indicator: String
  let value: Decimal
  let unit: String?
  let year: Int?
  /// Its words in the normal text.
  let range: Range<Int>
}

extension TargetSession {
  /// Gives each target for a level or a share the last result that the text reports of the same indicator.
  mutating func linkBaselines() {
    guard !results.isEmpty else { return }
    var known: [String: ResultFigure] = [:]
    for result in results { known[Self.key(result.indicator)] = result }
    let (keep, bare) = (rules.names.keep, bare)
    for i in targets.indices where targets[i].baseline == nil && Self.takesBaseline(targets[i], keep: keep, bare: bare) {
      guard let result = known[Self.key(targets[i].indicator)], result.unit == targets[i].unit else { continue }
      targets[i].baseline = Baseline(value: result.value, unit: result.unit, year: result.year)
      let place = outline.text.sourceSpan(result.range)
      targets[i].evidence.reasons.append("baseline \(result.value)\(result.unit ?? "") at [\(place.start), \(place.end)]: the same indicator in a review")
      targets[i].certainty.add(.baselineFromReview)
    }
  }

  /// Growth rates and what is newly added have no starting point. Static: a copy of the session for each target would cost more than the test.
  private static func takesBaseline(_ target: Target, keep: Lexicon.WordClass, bare: Lexicon.WordClass) -> Bool {
    let name = Array(target.indicator.unicodeScalars)
    if keep.word(in: name, at: 0, end: name.count) != nil { return false }
    if bare.word(in: name, at: 0, end: name.count)?.scalars.count == name.count { return false }
    switch target.kind {
    case .level, .share, .ceiling: return true
    case .growth: return target.unit != "%" && target.unit != "个百分点"
    case .count: return stockRules.contains(target.evidence.rule)
    case .coverage, .frequency: return false
    }
  }

  /// Rules whose counts are a stock to reach; what is made in a year has no starting point.
  static let stockRules: Set<String> = ["reach", "hold", "same-reach"]

  private static let smallWords = ["的", "全省", "全市", "超", "总", "人群"].map { Array($0.unicodeScalars) }

  private static func removing(_ word: [Unicode.Scalar], from text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    guard text.contains(word[0]) else { return text }
    var rest: [Unicode.Scalar] = []
    var at = 0
    while at < text.count {
      if text[at...].starts(with: word) {
        at += word.count
      } else {
        rest.append(text[at])
        at += 1
      }
    }
    return rest
  }

  /// Indicator names that differ in small words only are the same.
  static func key(_ indicator: String) -> String {
    var key = Array(indicator.unicodeScalars)
    for word in smallWords { key = removing(word, from: key) }
    return String(scalars: key)
  }
}
