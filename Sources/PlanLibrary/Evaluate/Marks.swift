/// What was counted in one document or in several.
struct Marks: Sendable {
  /// By kind of record.
  var kinds = Tallies()
  /// By kind and certainty class: `targets explicit`.
  var classes = Tallies()
  var confusions = Confusions()
  var errors = ErrorKinds()

  mutating func add(_ other: Marks) {
    kinds.add(other.kinds)
    classes.add(other.classes)
    confusions.add(other.confusions)
    errors.add(other.errors)
  }
}

/// How often one value was read where another was wanted.
package struct ConfusionMatrix: Sendable, Hashable {
  /// Wanted, then found.
  private var counts: [[String]: Int] = [:]

  package init() {}

  package mutating func add(_ want: String, _ got: String, _ times: Int = 1) { counts[[want, got], default: 0] += times }

  mutating func add(_ other: ConfusionMatrix) {
    for (pair, count) in other.counts { counts[pair, default: 0] += count }
  }

  /// Every value wanted or found, in order.
  package var values: [String] { Set(counts.keys.joined()).sorted() }

  package func count(_ want: String, _ got: String) -> Int { counts[[want, got]] ?? 0 }

  package var total: Int { counts.values.reduce(0, +) }

  package var agreed: Int { counts.reduce(0) { $0 + ($1.key.first == $1.key.last ? $1.value : 0) } }

  /// A header and a line for each value wanted.
  package var rows: [[String]] {
    let all = values
    return [["want \\ got"] + all] + all.map { want in [want] + all.map { count(want, $0) == 0 ? "·" : "\(count(want, $0))" } }
  }
}

/// Matrices by name, in the order of first use.
struct Confusions: Sendable {
  private(set) var names: [String] = []
  private var matrices: [String: ConfusionMatrix] = [:]

  subscript(_ name: String) -> ConfusionMatrix {
    get { matrices[name] ?? ConfusionMatrix() }
    set {
      if matrices[name] == nil { names.append(name) }
      matrices[name] = newValue
    }
  }

  mutating func add(_ other: Confusions) {
    for name in other.names { self[name].add(other[name]) }
  }
}

/// Kinds of error with their number and the first example of each.
struct ErrorKinds: Sendable {
  private var counts: [String: (count: Int, example: String)] = [:]

  mutating func add(_ kind: String, _ example: String) { counts[kind, default: (0, example)].count += 1 }

  mutating func add(_ other: ErrorKinds) {
    for (kind, one) in other.counts { counts[kind, default: (0, one.example)].count += one.count }
  }

  /// The most frequent first.
  var ranked: [(kind: String, count: Int, example: String)] {
    counts.map { ($0.key, $0.value.count, $0.value.example) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
  }
}
