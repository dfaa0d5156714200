/// Three or four letters that follow one another; the fourth is 0 in a phrase of three.
struct KnownPhrase: Hashable, Comparable, Sendable {
  /// The units from the highest bits down.
  let packed: UInt64

  init(packed: UInt64) { self.packed = packed }

  /// nil for phrases of another length and for those with a separator.
  init?(_ units: [UInt16]) {
    guard units.count == 3 || units.count == 4, !units.contains(where: UnitClass.isSeparator) else { return nil }
    packed = (units + [0]).prefix(4).reduce(0) { $0 << 16 | UInt64($1) }
  }

  var count: Int { packed & 0xFFFF == 0 ? 3 : 4 }

  func unit(_ place: Int) -> UInt16 { UInt16(truncatingIfNeeded: packed >> UInt64(48 - 16 * place)) }

  /// The pair of letters that starts at a place.
  func gram(_ place: Int) -> UInt32 { Gram.key(unit(place), unit(place + 1)) }

  static func < (a: KnownPhrase, b: KnownPhrase) -> Bool { a.packed < b.packed }
}

/// A phrase whose entries are listed, as places in the list of one of its pairs.
struct ListedPhrase: Sendable {
  let phrase: KnownPhrase
  /// Where in the phrase the pair begins: the rarest of its pairs in the sample.
  let anchor: Int

  var anchorGram: UInt32 { phrase.gram(anchor) }
}

/// Chooses the phrases of three and four letters that are in so many entries that proving them on the text would take
/// long. Counts are those of a sample; what is chosen decides how fast a phrase is found, never what is found.
enum PhraseChooser {
  /// No more than these are listed, the most frequent first.
  static let most = 1 << 14
  private static let pairBits = 20

  /// - Parameters:
  ///   - ends: ends of the pieces of the sample, ascending; no phrase crosses them.
  ///   - least: occurrences in the sample.
  /// - Returns: ascending by the gram of the anchor, then by phrase.
  static func choose(_ sample: borrowing Buffer<UInt16>, ends: [Int], least: Int, classes: borrowing Buffer<UInt8>)
    -> [ListedPhrase]
  {
    let pairs = Buffer<UInt32>(capacity: 1 << pairBits, filledWith: 0)
    forEachWindow(sample, ends, classes) { at, letters in
      if letters >= 2 { pairs[slot(sample[at], sample[at + 1])] &+= 1 }
    }
    var chosen: [(count: Int, phrase: KnownPhrase)] = []
    // Three letters are proved faster, and their lists are longer.
    chosen += frequent(sample, ends, classes, 3, pairs, 4 * least)
    chosen += frequent(sample, ends, classes, 4, pairs, least)
    chosen.sort { $0.count != $1.count ? $0.count > $1.count : $0.phrase < $1.phrase }
    return chosen.prefix(most).map { _, phrase in
      let counts = (0..<phrase.count - 1).map { pairs[slot(phrase.unit($0), phrase.unit($0 + 1))] }
      let rarest = counts.indices.min { counts[$0] < counts[$1] } ?? 0
      return ListedPhrase(phrase: phrase, anchor: rarest)
    }
    .sorted { a, b in a.anchorGram != b.anchorGram ? a.anchorGram < b.anchorGram : a.phrase < b.phrase }
  }

  /// A place in the table of pairs. Pairs that share one only make it look more frequent.
  private static func slot(_ a: UInt16, _ b: UInt16) -> Int {
    Int(truncatingIfNeeded: (Gram.key(a, b) &* 0x9E37_79B1) >> UInt32(32 - pairBits))
  }

  /// Every place of the sample with the number of letters that follow one another from there, up to four.
  private static func forEachWindow(
    _ sample: borrowing Buffer<UInt16>, _ ends: [Int], _ classes: borrowing Buffer<UInt8>, _ body: (Int, Int) -> Void
  ) {
    var start = 0
    for end in ends {
      var letters = 0
      for at in stride(from: end - 1, through: start, by: -1) {
        letters = classes[Int(sample[at])] == 0 ? 0 : min(4, letters + 1)
        body(at, letters)
      }
      start = end
    }
  }

  private static func frequent(
    _ sample: borrowing Buffer<UInt16>, _ ends: [Int], _ classes: borrowing Buffer<UInt8>, _ size: Int,
    _ pairs: borrowing Buffer<UInt32>, _ least: Int
  ) -> [(count: Int, phrase: KnownPhrase)] {
    var counts: [UInt64: Int] = [:]
    forEachWindow(sample, ends, classes) { at, letters in
      guard letters >= size else { return }
      var packed = UInt64(sample[at])
      for offset in 1..<size {
        if pairs[slot(sample[at + offset - 1], sample[at + offset])] < least { return }
        packed = packed << 16 | UInt64(sample[at + offset])
      }
      counts[size == 4 ? packed : packed << 16, default: 0] += 1
    }
    return counts.filter { $0.value >= least }.map { (count: $0.value, phrase: KnownPhrase(packed: $0.key)) }
  }
}
