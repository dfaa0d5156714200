import PlanText

/// A piece of two texts that are compared word by word.
package struct DifferenceRun: Sendable, Hashable {
  package enum Kind: String, Sendable {
    case same
    /// Only in the left text, only in the right one.
    case removed, added
    /// Other words in the same place.
    case changed
    /// Another number in the same place.
    case number
  }

  package let kind: Kind
  package let left: String
  package let right: String
}

/// Compares texts by tokens: a number with its decimals and its % is one, so is a word of an alphabet; every other
/// character is one of its own. Script, width and case make no difference.
package enum Difference {
  struct Token: Hashable {
    let text: String
    let folded: [UInt32]
    let isNumber: Bool

    static func == (a: Token, b: Token) -> Bool { a.folded == b.folded }
    func hash(into hasher: inout Hasher) { hasher.combine(folded) }
  }

  /// Pairs of tokens looked at; beyond, what differs is one run.
  static let most = 4_000_000
  /// Characters that two texts share between two differences only by chance.
  private static let chance = 1

  /// - Returns: the runs from left to right; `left` of all of them together is `a`, `right` is `b`.
  package static func runs(_ a: String, _ b: String) -> [DifferenceRun] {
    let (left, right) = (tokens(a), tokens(b))
    var runs: [(kind: DifferenceRun.Kind, left: [Token], right: [Token])] = []
    func add(_ kind: DifferenceRun.Kind, _ x: [Token], _ y: [Token]) {
      if x.isEmpty, y.isEmpty { return }
      if let last = runs.last, last.kind == kind {
        runs[runs.count - 1].left += x
        runs[runs.count - 1].right += y
      } else {
        runs.append((kind, x, y))
      }
    }
    var (i, j) = (0, 0)
    for (x, y) in common(left, right) {
      add(.changed, Array(left[i..<x]), Array(right[j..<y]))
      add(.same, [left[x]], [right[y]])
      (i, j) = (x + 1, y + 1)
    }
    add(.changed, Array(left[i...]), Array(right[j...]))
    return joined(runs).flatMap { split($0.kind, $0.left, $0.right) }
  }

  /// Takes up single characters between two changes, which they share by chance.
  private static func joined(_ runs: [(kind: DifferenceRun.Kind, left: [Token], right: [Token])])
    -> [(kind: DifferenceRun.Kind, left: [Token], right: [Token])]
  {
    var out: [(kind: DifferenceRun.Kind, left: [Token], right: [Token])] = []
    for (n, run) in runs.enumerated() {
      let isChance =
        run.kind == .same && run.left.count <= chance && n > 0 && n + 1 < runs.count && !run.left[0].isNumber
        && !isOneNumber(runs[n - 1]) && !isOneNumber(runs[n + 1])
      let kind = isChance ? DifferenceRun.Kind.changed : run.kind
      if let last = out.last, last.kind == .changed, kind == .changed {
        out[out.count - 1].left += run.left
        out[out.count - 1].right += run.right
      } else {
        out.append((kind, run.left, run.right))
      }
    }
    return out
  }

  private static func isOneNumber(_ run: (kind: DifferenceRun.Kind, left: [Token], right: [Token])) -> Bool {
    run.left.count <= 1 && run.right.count <= 1 && (run.left + run.right).allSatisfy(\.isNumber)
  }

  /// A change whose sides have the same number of numbers is cut at them: numbers stand apart from words.
  private static func split(_ kind: DifferenceRun.Kind, _ left: [Token], _ right: [Token]) -> [DifferenceRun] {
    guard kind == .changed else { return [run(kind, left[...], right[...])] }
    let (x, y) = (left.indices.filter { left[$0].isNumber }, right.indices.filter { right[$0].isNumber })
    guard !x.isEmpty, x.count == y.count else { return [named(left[...], right[...])].compactMap(\.self) }
    var out: [DifferenceRun?] = []
    var (i, j) = (0, 0)
    for (p, q) in zip(x, y) {
      out.append(named(left[i..<p], right[j..<q]))
      out.append(run(left[p] == right[q] ? .same : .number, left[p...p], right[q...q]))
      (i, j) = (p + 1, q + 1)
    }
    out.append(named(left[i...], right[j...]))
    return out.compactMap(\.self)
  }

  private static func named(_ left: ArraySlice<Token>, _ right: ArraySlice<Token>) -> DifferenceRun? {
    if left.isEmpty, right.isEmpty { return nil }
    return run(right.isEmpty ? .removed : left.isEmpty ? .added : left.elementsEqual(right) ? .same : .changed, left, right)
  }

  private static func run(_ kind: DifferenceRun.Kind, _ left: ArraySlice<Token>, _ right: ArraySlice<Token>)
    -> DifferenceRun
  {
    DifferenceRun(kind: kind, left: left.map(\.text).joined(), right: right.map(\.text).joined())
  }

  /// A longest common subsequence (Hirschberg 1977 calls this the quadratic algorithm), ends that agree taken off first.
  static func common(_ a: [Token], _ b: [Token]) -> [(Int, Int)] {
    var front = 0
    while front < a.count, front < b.count, a[front] == b[front] { front += 1 }
    var back = 0
    while back < a.count - front, back < b.count - front, a[a.count - 1 - back] == b[b.count - 1 - back] { back += 1 }
    let (rows, columns) = (a.count - front - back, b.count - front - back)
    var pairs = (0..<front).map { ($0, $0) }
    if rows > 0, columns > 0, rows * columns <= most {
      pairs += middle(Array(a[front..<front + rows]), Array(b[front..<front + columns])).map { ($0 + front, $1 + front) }
    }
    return pairs + (0..<back).map { (a.count - back + $0, b.count - back + $0) }
  }

  private static func middle(_ a: [Token], _ b: [Token]) -> [(Int, Int)] {
    let width = b.count + 1
    var length = [Int32](repeating: 0, count: (a.count + 1) * width)
    for i in a.indices.reversed() {
      for j in b.indices.reversed() {
        length[i * width + j] =
          a[i] == b[j]
          ? length[(i + 1) * width + j + 1] + 1 : max(length[(i + 1) * width + j], length[i * width + j + 1])
      }
    }
    var out: [(Int, Int)] = []
    var (i, j) = (0, 0)
    while i < a.count, j < b.count {
      if a[i] == b[j] {
        out.append((i, j))
        (i, j) = (i + 1, j + 1)
      } else if length[(i + 1) * width + j] >= length[i * width + j + 1] {
        i += 1
      } else {
        j += 1
      }
    }
    return out
  }

  static func tokens(_ text: String) -> [Token] {
    let scalars = Array(text.unicodeScalars)
    var out: [Token] = []
    var at = 0
    while at < scalars.count {
      var end = at + 1
      let isNumber = isDigit(scalars[at])
      if isNumber {
        while end < scalars.count, isDigit(scalars[end]) || isPoint(scalars, end) { end += 1 }
        if end < scalars.count, "%％‰".unicodeScalars.contains(scalars[end]) { end += 1 }
      } else if isLetter(scalars[at]) {
        while end < scalars.count, isLetter(scalars[end]) { end += 1 }
      }
      let piece = String(scalars: scalars[at..<end])
      out.append(Token(text: piece, folded: SearchFold.fold(piece), isNumber: isNumber))
      at = end
    }
    return out
  }

  private static func isDigit(_ s: Unicode.Scalar) -> Bool { (0x30...0x39).contains(s.value) || (0xFF10...0xFF19).contains(s.value) }

  private static func isPoint(_ text: [Unicode.Scalar], _ at: Int) -> Bool {
    ".．,".unicodeScalars.contains(text[at]) && at + 1 < text.count && isDigit(text[at + 1])
  }

  private static func isLetter(_ s: Unicode.Scalar) -> Bool {
    s.value < 0x3000 && s.properties.isAlphabetic || (0xFF21...0xFF5A).contains(s.value) && s.properties.isAlphabetic
  }
}
