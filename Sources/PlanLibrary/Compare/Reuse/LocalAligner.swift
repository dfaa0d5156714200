/// Grows a seed, a run that two texts share, into a local alignment.
///
/// The scores are those of Smith and Waterman (1981) with a linear cost of gaps; two different numbers in one place count
/// in favour of it, half as much as equal words. As in Zhang et al. (2000) the alignment is given up where its score
/// falls `drop` below the best one, and it stays within `band` of the diagonal. Slow equivalent: the full matrix
/// (`ReuseTests`).
struct LocalAligner {
  static let match = 2
  static let otherNumber = 1
  static let mismatch = -3
  static let gap = -3
  static let drop = 14
  static let band = 10

  let a: [UInt32]
  let b: [UInt32]
  /// Whether two tokens at these places, both numbers, are the same number.
  let sameNumber: (Int, Int) -> Bool

  struct Alignment {
    var score: Int
    /// Places that stand opposite each other, ascending on both sides.
    var pairs: [(Int, Int)]
  }

  func score(_ i: Int, _ j: Int) -> Int {
    if a[i] != b[j] { return Self.mismatch }
    return a[i] == ReuseText.numeral && !sameNumber(i, j) ? Self.otherNumber : Self.match
  }

  /// The alignment that holds the seed at `i` and `j`.
  func alignment(seed i: Int, _ j: Int, length: Int) -> Alignment {
    let middle = (0..<length).map { (i + $0, j + $0) }
    let inner = middle.reduce(0) { $0 + score($1.0, $1.1) }
    let front = extend(from: i - 1, j - 1, by: -1)
    let back = extend(from: i + length, j + length, by: 1)
    return Alignment(score: inner + front.score + back.score, pairs: front.pairs.reversed() + middle + back.pairs)
  }

  /// The best alignment that begins at `i` and `j` and goes on in one direction.
  private func extend(from i: Int, _ j: Int, by step: Int) -> Alignment {
    let rows = step > 0 ? a.count - i : i + 1
    let columns = step > 0 ? b.count - j : j + 1
    guard rows > 0, columns > 0 else { return Alignment(score: 0, pairs: []) }
    let width = 2 * Self.band + 1
    let none = Int.min / 2
    // Row r, band place k stand for r tokens of a and r + k - band tokens of b.
    var last = [Int](repeating: none, count: width)
    for k in Self.band..<width where k - Self.band <= columns { last[k] = (k - Self.band) * Self.gap }
    var moves: [[UInt8]] = [[UInt8](repeating: 2, count: width)]
    var best = (score: 0, row: 0, place: Self.band)
    var row = 1
    while row <= rows {
      var now = [Int](repeating: none, count: width)
      var move = [UInt8](repeating: 0, count: width)
      for k in 0..<width {
        let column = row + k - Self.band
        guard column >= 0, column <= columns else { continue }
        if column > 0 { now[k] = last[k] + score(i + step * (row - 1), j + step * (column - 1)) }
        if k + 1 < width, last[k + 1] + Self.gap > now[k] { (now[k], move[k]) = (last[k + 1] + Self.gap, 1) }
        if k > 0, now[k - 1] + Self.gap > now[k] { (now[k], move[k]) = (now[k - 1] + Self.gap, 2) }
        if now[k] > best.score { best = (now[k], row, k) }
      }
      moves.append(move)
      if (now.max() ?? none) < best.score - Self.drop { break }
      last = now
      row += 1
    }
    return Alignment(score: best.score, pairs: trace(moves, best.row, best.place, i, j, step))
  }

  private func trace(_ moves: [[UInt8]], _ row: Int, _ place: Int, _ i: Int, _ j: Int, _ step: Int) -> [(Int, Int)] {
    var (row, k) = (row, place)
    var out: [(Int, Int)] = []
    while row > 0 {
      switch moves[row][k] {
      case 0:
        out.append((i + step * (row - 1), j + step * (row + k - Self.band - 1)))
        row -= 1
      case 1:
        row -= 1
        k += 1
      default: k -= 1
      }
    }
    return out.reversed()
  }
}
