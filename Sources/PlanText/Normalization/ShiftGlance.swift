/// A first look at the places where a byte may have been dropped. Their readings consist of the same characters, each from its second
/// place on, so that every character is priced once for all of them.
///
/// Slow equivalent: `Realignment.isPromising` for the bytes of each place.
struct ShiftGlance {
  /// What the second byte of a cell and the first of the next one make.
  private struct Shifted {
    /// Bits of the character by itself, and behind the one before.
    let alone: Double
    let behind: Double
  }

  private let first: Int
  /// By cell whether it has two bytes and is to be told apart here.
  private var isPlain: [Bool]
  /// By cell what it makes with the next one; nil where the two bytes are no character.
  private var shifted: [Shifted?]

  init(_ cells: ArraySlice<Cell>, source: [Unicode.Scalar], table: GBKTable, weights: PairWeights) {
    let tables = ConversionTables.bundled
    let codes = cells.map { cell -> (lead: UInt8, trail: UInt8)? in
      let scalar = source[Int(cell.start)]
      guard cell.end == cell.start + 1, scalar.value >= 0x80, scalar.value != 0xFFFD else { return nil }
      return table.code(of: scalar)
    }
    first = cells.startIndex
    isPlain = codes.map { $0 != nil }
    shifted = []
    shifted.reserveCapacity(codes.count)
    var last: Unicode.Scalar?
    for k in codes.indices {
      guard k + 1 < codes.count, let code = codes[k], let next = codes[k + 1], let scalar = table.scalar(code.trail, next.lead) else {
        shifted.append(nil)
        last = nil
        continue
      }
      // What a phrase decides is left to the whole reading.
      if tables.mayOpenException(scalar) { isPlain[k] = false }
      let plain = tables.convert(scalar)
      let alone = weights.cost(of: plain, behind: nil)
      shifted.append(Shifted(alone: alone, behind: last.map { weights.cost(of: plain, behind: $0) } ?? alone))
      last = plain
    }
  }

  /// Whether the reading of the cells from `start` to `end` costs no more than so many bits a character; few characters tell nothing. Nil where
  /// this look does not decide.
  func isPromising(from start: Int, to end: Int, atMost bits: Double) -> Bool? {
    let (low, high) = (start - first, end - first)
    guard low < high, high <= isPlain.count, isPlain[low..<high].allSatisfy({ $0 }) else { return nil }
    let read = shifted[low..<(high - 1)].prefix { $0 != nil }
    guard read.count >= Self.fewest else { return true }
    var sum = 0.0
    for case let (k, shifted?) in zip(read.indices, read) {
      sum -= k == low ? shifted.alone : shifted.behind
      if sum < -bits * Double(read.count) { return false }
    }
    return true
  }

  /// Fewer characters tell nothing.
  static let fewest = 4
}
