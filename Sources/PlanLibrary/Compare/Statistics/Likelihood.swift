import Foundation

/// How much more often something stands in one text than in another.
package enum Likelihood {
  /// The log-likelihood ratio G² of `a` occurrences among `totalA` against `b` among `totalB`:
  /// 2 Σ O ln(O ÷ E) over the two texts, with E = total · (a + b) ÷ (totalA + totalB) (Dunning 1993; in this form Rayson
  /// and Garside 2000). 3.84, 6.63, 10.83 and 15.13 are its critical values at p < 0.05, 0.01, 0.001 and 0.0001 with one
  /// degree of freedom.
  package static func g2(_ a: Int, of totalA: Int, _ b: Int, of totalB: Int) -> Double {
    guard totalA > 0, totalB > 0, a + b > 0 else { return 0 }
    let rate = Double(a + b) / Double(totalA + totalB)
    func part(_ observed: Int, _ total: Int) -> Double {
      observed == 0 ? 0 : Double(observed) * log(Double(observed) / (Double(total) * rate))
    }
    return max(0, 2 * (part(a, totalA) + part(b, totalB)))
  }

  /// The binary logarithm of the ratio of the two relative frequencies (log ratio, Hardie 2014): 1 is twice as often, −1
  /// half as often. A count of none is taken as a half.
  package static func logRatio(_ a: Int, of totalA: Int, _ b: Int, of totalB: Int) -> Double {
    guard totalA > 0, totalB > 0, a + b > 0 else { return 0 }
    func rate(_ count: Int, _ total: Int) -> Double { (count == 0 ? 0.5 : Double(count)) / Double(total) }
    return log2(rate(a, totalA) / rate(b, totalB))
  }
}
