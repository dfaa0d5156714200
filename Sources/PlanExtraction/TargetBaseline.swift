import Foundation
import PlanText

extension TargetSession {
  /// Gives each target for a level or a share the last result that the text reports of the same indicator.
  mutating func linkBaselines() {
    guard !results.isEmpty else { return }
    var known: [String: ResultFigure] = [:]
    for result in results { known[Self.key(result.indicator)] = result }
    for i in targets.indices where targets[i].baseline == nil && takesBaseline(targets[i]) {
      guard let result = known[Self.key(targets[i].indicator)], result.unit == targets[i].unit else { continue }
      targets[i].baseline = Baseline(value: result.value, unit: result.unit, year: result.year)
      targets[i].evidence.reasons.append("baseline \(result.value)\(result.unit ?? ""): the same indicator in a review")
    }
  }

  /// Growth rates and what is newly added have no starting point.
  private func takesBaseline(_ target: Target) -> Bool {
    let name = Array(target.indicator.unicodeScalars)
    if rules.names.keep.word(in: name, at: 0, end: name.count) != nil { return false }
    if bare.word(in: name, at: 0, end: name.count)?.scalars.count == name.count { return false }
    switch target.kind {
    case .level, .share, .ceiling: return true
    case .growth: return target.unit != "%" && target.unit != "个百分点"
    case .count: return Self.stockRules.contains(target.evidence.rule)
    case .coverage, .frequency: return false
    }
  }

  /// Rules whose counts are a stock to reach; what is made in a year has no starting point.
  static let stockRules: Set<String> = ["reach", "hold", "same-reach"]

  /// Indicator names that differ in small words only are the same.
  static func key(_ indicator: String) -> String {
    var key = indicator
    for word in ["的", "全省", "全市", "超", "总", "人群"] { key = key.replacing(word, with: "") }
    return key
  }
}
