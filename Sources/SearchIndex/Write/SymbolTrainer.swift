/// Learns the strings that the text of a segment is coded with: it starts with single units and in each round offers the
/// neighbours that were coded one after the other as one symbol, keeping those that save most. After FSST (Boncz,
/// Neumann, Leis: "FSST: fast random access string compression", PVLDB 13, 2020), with 16-bit codes.
enum SymbolTrainer {
  /// Each round but the last is followed by counting on every so many-th piece of the sample: the first ones only find out
  /// which pairs are worth a symbol at all.
  private static let shares = [4, 4, 2, 2, 1, 1]
  /// Of a sample with fewer units all pieces count each time.
  private static let leastShared = 1 << 16

  /// - Parameters:
  ///   - ends: ends of the pieces of the sample, ascending; no symbol crosses them.
  ///   - scale: how many times larger the text is than the sample.
  static func train(sample: consuming Buffer<UInt16>, ends: [Int], scale: Double) -> [TextSymbol] {
    let count = ends.last ?? 0
    let letters = singles(sample, count)
    var candidates = letters
    var symbols = choose(candidates, scale: scale)
    for share in shares {
      let share = count < leastShared ? 1 : share
      candidates = offers(symbols, sample, ends, letters, share: share)
      symbols = choose(candidates, scale: scale * Double(share))
    }
    return symbols.sorted()
  }

  private struct Candidate {
    let symbol: TextSymbol
    let count: Int
    /// What a long string saves is counted as if it were one of eight units: found whole more rarely than its parts, it
    /// would push out shorter ones that are worth more once the next round has cut the text anew.
    var gain: Int { count * min(symbol.count - 1, 7) }
  }

  private static func singles(_ sample: borrowing Buffer<UInt16>, _ count: Int) -> [Candidate] {
    var counts = [Int](repeating: 0, count: 65_536)
    for index in 0..<count { counts[Int(sample[index])] += 1 }
    return (0..<65_536).filter { counts[$0] > 0 }.map {
      Candidate(symbol: TextSymbol(unit: UInt16($0)), count: counts[$0])
    }
  }

  /// What pays for its place in the table, the best first, as many as there are codes. Single units come first,
  /// or their text could not be coded at all.
  private static func choose(_ candidates: [Candidate], scale: Double) -> [TextSymbol] {
    let paying = candidates.filter { candidate in
      let saved = 2 * Double(candidate.symbol.count == 1 ? candidate.count : candidate.gain) * scale
      return saved > Double(2 * candidate.symbol.count + 1)
    }
    if paying.count <= SymbolMatcher.maxSymbols { return paying.map(\.symbol) }
    let ranked = paying.sorted { a, b in
      let (x, y) = (a.symbol.count == 1 ? Int.max : a.gain, b.symbol.count == 1 ? Int.max : b.gain)
      if x != y { return x > y }
      if x == .max && a.count != b.count { return a.count > b.count }
      return a.symbol < b.symbol
    }
    return ranked.prefix(SymbolMatcher.maxSymbols).map(\.symbol)
  }

  /// Codes every so many-th piece of the sample and counts the symbols and the pairs of neighbours.
  private static func offers(
    _ symbols: [TextSymbol], _ sample: borrowing Buffer<UInt16>, _ ends: [Int], _ letters: [Candidate],
    share: Int
  ) -> [Candidate] {
    let matcher = SymbolMatcher(symbols)
    let total = ends.last ?? 0
    let codes = Buffer<UInt16>(uninitialized: 2 * total)
    var pairs = Buffer<UInt64>(uninitialized: total)
    var pairCount = 0
    var counts = [Int](repeating: 0, count: symbols.count + 1)
    var start = 0
    for (place, end) in ends.enumerated() {
      defer { start = end }
      if place % share != 0 { continue }
      let coded = matcher.encode(sample, from: start, count: end - start, into: codes)
      var previous: UInt16 = 0
      var index = 0
      while index < coded {
        let code = codes[index]
        counts[Int(code)] += 1
        if code == SymbolMatcher.escape { index += 1 }
        if previous != 0 && code != 0 {
          pairs[pairCount] = (UInt64(previous) << 16 | UInt64(code)) << 32
          pairCount += 1
        }
        previous = code
        index += 1
      }
    }
    var other = Buffer<UInt64>(uninitialized: total)
    RadixSort.sort(&pairs, &other, count: pairCount)
    return merged(known(symbols, counts), joined(symbols, pairs, pairCount), letters)
  }

  private static func known(_ symbols: [TextSymbol], _ counts: [Int]) -> [Candidate] {
    zip(symbols, counts.dropFirst()).filter { $0.count > 1 && $1 > 0 }.map { Candidate(symbol: $0, count: $1) }
  }

  private static func joined(
    _ symbols: [TextSymbol], _ pairs: borrowing Buffer<UInt64>, _ count: Int
  ) -> [Candidate] {
    var out: [Candidate] = []
    var index = 0
    while index < count {
      let pair = pairs[index]
      var end = index + 1
      while end < count && pairs[end] == pair { end += 1 }
      let (a, b) = (Int(pair >> 48), Int(pair >> 32 & 0xFFFF))
      if end - index > 1, let symbol = symbols[a - 1].followed(by: symbols[b - 1]) {
        out.append(Candidate(symbol: symbol, count: end - index))
      }
      index = end
    }
    return out
  }

  /// The same string may be a symbol already and be made of several pairs: its counts add up.
  private static func merged(_ known: [Candidate], _ joined: [Candidate], _ singles: [Candidate]) -> [Candidate] {
    let all = (known + joined).sorted { $0.symbol < $1.symbol }
    var out = singles
    var index = 0
    while index < all.count {
      var count = 0
      let symbol = all[index].symbol
      while index < all.count && all[index].symbol == symbol {
        count += all[index].count
        index += 1
      }
      out.append(Candidate(symbol: symbol, count: count))
    }
    return out
  }
}
