import Foundation

/// How common characters and words are in laws and plans (`Data/words.tsv`): weights are logarithms of counts, to the base two.
///
/// Counted over laws and regulations of the People's Republic and a lexicon (the head of the file says which); no text can be made of it again. It may rank
/// readings of damaged text and refuse them; it never finds damage.
struct WordWeights: Sendable {
  /// Read when the first garbled run is met.
  static let bundled = WordWeights()

  private var weights: [UInt64: UInt8] = [:]

  private init() {
    for line in DataFile.lines("words.tsv") {
      let parts = line.split(separator: "\t", maxSplits: 1)
      guard parts.count == 2, let weight = UInt8(parts[0]) else { continue }
      for word in parts[1].split(separator: " ") {
        if let key = Self.key(Array(word.unicodeScalars)[...]) { weights[key] = weight }
      }
    }
  }

  /// Words of up to four characters of the BMP.
  private static func key(_ word: ArraySlice<Unicode.Scalar>) -> UInt64? {
    guard !word.isEmpty, word.count <= 4 else { return nil }
    return word.reduce(into: UInt64?.some(0)) { key, scalar in
      key = scalar.value <= 0xFFFF ? key.map { $0 << 16 | UInt64(scalar.value) } : nil
    }
  }

  /// 0 for what is not in the list.
  func weight(_ word: ArraySlice<Unicode.Scalar>) -> Int { Self.key(word).flatMap { weights[$0] }.map(Int.init) ?? 0 }

  func weight(_ scalar: Unicode.Scalar) -> Int { weight([scalar][...]) }
}
