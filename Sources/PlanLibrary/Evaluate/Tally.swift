import Foundation

/// Hits, misses and agreements of one kind of record.
struct Tally: Sendable {
  private var truePositive = 0
  private var falsePositive = 0
  private var falseNegative = 0
  private var marks: [(name: String, right: Int, all: Int)] = []

  mutating func add(_ tp: Int, _ fp: Int, _ fn: Int) {
    truePositive += tp
    falsePositive += fp
    falseNegative += fn
  }

  mutating func mark(_ name: String, _ ok: Bool) { mark(name, right: ok ? 1 : 0, of: 1) }

  private mutating func mark(_ name: String, right: Int, of all: Int) {
    if let i = marks.firstIndex(where: { $0.name == name }) {
      marks[i].right += right
      marks[i].all += all
    } else {
      marks.append((name, right, all))
    }
  }

  /// Adds what another document gave.
  mutating func add(_ other: Tally) {
    add(other.truePositive, other.falsePositive, other.falseNegative)
    for (name, right, all) in other.marks { mark(name, right: right, of: all) }
  }

  /// The same for a certainty class, for which no recall can be told: a miss has no class.
  var classFigures: [(name: String, value: String)] {
    let all = figures
    return all.filter { $0.name == "precision" || $0.name == "found" } + all.dropFirst(5)
  }

  /// Name and value of each figure, rounded to four decimals.
  var figures: [(name: String, value: String)] {
    let found = truePositive + falsePositive
    let gold = truePositive + falseNegative
    let p = found > 0 ? Double(truePositive) / Double(found) : 0
    let r = gold > 0 ? Double(truePositive) / Double(gold) : 0
    let f = p + r > 0 ? 2 * p * r / (p + r) : 0
    return [
      ("precision", Self.rounded(p)), ("recall", Self.rounded(r)), ("f1", Self.rounded(f)), ("gold", "\(gold)"),
      ("found", "\(found)"),
    ] + marks.map { ($0.name, Self.rounded(Double($0.right) / Double($0.all))) }
  }

  static func rounded(_ x: Double) -> String { "\(Double(String(format: "%.4f", x)) ?? x)" }

  /// Greedy one-to-one matching, best score first; pairs below `floor` do not match.
  static func pairs(_ gold: Int, _ found: Int, floor: Double, score: (Int, Int) -> Double) -> [(gold: Int, found: Int)]
  {
    var candidates: [(score: Double, gold: Int, found: Int)] = []
    for i in 0..<gold {
      for j in 0..<found {
        let s = score(i, j)
        if s >= floor { candidates.append((s, i, j)) }
      }
    }
    candidates.sort { ($0.score, $0.gold, $0.found) > ($1.score, $1.gold, $1.found) }
    var usedGold = Set<Int>()
    var usedFound = Set<Int>()
    var out: [(gold: Int, found: Int)] = []
    for c in candidates where !usedGold.contains(c.gold) && !usedFound.contains(c.found) {
      usedGold.insert(c.gold)
      usedFound.insert(c.found)
      out.append((c.gold, c.found))
    }
    return out
  }

  static func overlap(_ a: Range<Int>, _ b: Range<Int>) -> Double {
    let inter = min(a.upperBound, b.upperBound) - max(a.lowerBound, b.lowerBound)
    return inter > 0 ? Double(inter) / Double(max(1, min(a.count, b.count))) : 0
  }

  static func intersectionOverUnion(_ a: Range<Int>, _ b: Range<Int>) -> Double {
    let inter = min(a.upperBound, b.upperBound) - max(a.lowerBound, b.lowerBound)
    return inter > 0
      ? Double(inter) / Double(max(a.upperBound, b.upperBound) - min(a.lowerBound, b.lowerBound)) : 0
  }
}

/// Tallies by name, in the order of first use.
struct Tallies: Sendable {
  private(set) var names: [String] = []
  private var values: [String: Tally] = [:]

  subscript(_ name: String) -> Tally {
    get { values[name] ?? Tally() }
    set {
      if values[name] == nil { names.append(name) }
      values[name] = newValue
    }
  }

  mutating func add(_ other: Tallies) {
    for name in other.names { self[name].add(other[name]) }
  }
}
