import PlanText

/// The name of an indicator without what says where, how firmly and nothing.
///
/// `全市公民具备科学素质的比例` has the core 公民具备科学素质比例. Two names with one core are one indicator; names that are only
/// alike are proposed to the user (`MergeProposals`).
package struct IndicatorName: Sendable, Hashable {
  /// Folded, without scope, place, modal and small words.
  package let core: String
  /// What kind of quantity the name ends with: a group of `indicator-words.tsv`, else its last two characters.
  package let head: String
  /// Whether it counts what comes to be (新增, 新建) instead of what there is.
  package let isAdded: Bool

  /// - Parameter places: names of the plan's own place, long and short, taken off at the start.
  package init(_ name: String, places: [String] = []) {
    let words = IndicatorWords.bundled
    var text = SearchFold.fold(name)
    for word in words.small { text = text.removing(word) }
    let whole = text
    text = words.stripped(text, places: places.map(SearchFold.fold))
    // A name of nothing but such words stays as it is.
    if text.isEmpty { text = whole }
    core = String(scalars: text.compactMap(Unicode.Scalar.init))
    head = words.head(text) ?? String(scalars: text.suffix(2).compactMap(Unicode.Scalar.init))
    isAdded = words.added.contains { text.starts(with: $0) }
  }

  /// Dice's coefficient of the pairs of neighbouring characters, each pair counted as often as it occurs: twice the
  /// shared pairs over the pairs of both (Dice 1945). 1 for equal cores.
  package static func similarity(_ a: String, _ b: String) -> Double {
    a == b ? 1 : similarity(pairs(a), pairs(b))
  }

  /// The same of pairs that are counted already.
  static func similarity(_ left: [UInt64: Int], _ right: [UInt64: Int]) -> Double {
    let total = left.values.reduce(0, +) + right.values.reduce(0, +)
    guard total > 0 else { return 0 }
    return 2 * Double(shared(left, right)) / Double(total)
  }

  /// The part of the pairs of the shorter core that the longer one has.
  static func containment(_ left: [UInt64: Int], _ right: [UInt64: Int]) -> Double {
    let least = min(left.values.reduce(0, +), right.values.reduce(0, +))
    return least == 0 ? 0 : Double(shared(left, right)) / Double(least)
  }

  static func pairs(_ text: String) -> [UInt64: Int] {
    var out: [UInt64: Int] = [:]
    let scalars = Array(text.unicodeScalars)
    for (a, b) in zip(scalars, scalars.dropFirst()) { out[UInt64(a.value) << 32 | UInt64(b.value), default: 0] += 1 }
    return out
  }

  private static func shared(_ a: [UInt64: Int], _ b: [UInt64: Int]) -> Int {
    let (small, large) = a.count <= b.count ? (a, b) : (b, a)
    return small.reduce(0) { $0 + min($1.value, large[$1.key] ?? 0) }
  }
}

/// `indicator-words.tsv`: class, word, group.
struct IndicatorWords: Sendable {
  static let bundled = IndicatorWords(lines: CompareData.lines("indicator-words.tsv"))

  let scope: [[UInt32]]
  let modal: [[UInt32]]
  let small: [[UInt32]]
  let added: [[UInt32]]
  let total: [[UInt32]]
  /// Longest first.
  private let heads: [(word: [UInt32], group: String)]

  init(lines: [Substring]) {
    var byClass: [Substring: [[UInt32]]] = [:]
    var heads: [(word: [UInt32], group: String)] = []
    for line in lines {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard cells.count >= 2 else { continue }
      let word = cells[1].unicodeScalars.map { SearchFold.fold(String($0)).first ?? $0.value }
      if cells[0] == "head", cells.count > 2 { heads.append((word, String(cells[2]))) }
      byClass[cells[0], default: []].append(word)
    }
    func words(_ name: Substring) -> [[UInt32]] { (byClass[name] ?? []).sorted { $0.count > $1.count } }
    scope = words("scope")
    modal = words("modal")
    small = words("small")
    added = words("added")
    total = words("total")
    self.heads = heads.sorted { $0.word.count > $1.word.count }
  }

  func head(_ text: [UInt32]) -> String? { heads.first { text.suffix($0.word.count).elementsEqual($0.word) }?.group }

  /// Without places, scopes and modal words at the start and modal words at the end, until none is left.
  func stripped(_ text: [UInt32], places: [[UInt32]]) -> [UInt32] {
    var text = text[...]
    let front = (places.filter { $0.count > 1 } + scope + modal).sorted { $0.count > $1.count }
    while let word = front.first(where: { text.count > $0.count && text.starts(with: $0) }) {
      text = text.dropFirst(word.count)
    }
    while let word = modal.first(where: { text.count > $0.count && text.suffix($0.count).elementsEqual($0) }) {
      text = text.dropLast(word.count)
    }
    return Array(text)
  }
}

extension [UInt32] {
  /// Without every occurrence of `word`.
  func removing(_ word: [UInt32]) -> [UInt32] {
    guard let first = word.first, contains(first) else { return self }
    var out: [UInt32] = []
    var at = 0
    while at < count {
      if self[at...].starts(with: word) {
        at += word.count
      } else {
        out.append(self[at])
        at += 1
      }
    }
    return out
  }
}
