import Foundation

/// How common characters and words are in laws and plans (`Data/words.tsv`): weights are logarithms of counts, to the base two.
///
/// Counted over laws and regulations of the People's Republic, cut into words; no text can be made of it again. It may rank readings of damaged
/// text and refuse them; it never finds damage.
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

  /// How well a text reads, in bits: what its characters cost, less what words save. Simplified characters are looked up.
  func score(_ text: [Unicode.Scalar]) -> Double {
    let plain = ScriptConversion.simplified(text)
    guard plain.count == text.count else { return -.infinity }
    var sum = plain.reduce(0) { $0 - cost(of: $1) }
    var i = 0
    while i + 1 < plain.count {
      let word = (2...4).reversed().first { i + $0 <= plain.count && weight(plain[i..<i + $0]) > 0 }
      if let word {
        sum += Double(word) * 4
        i += word
      } else {
        i += 1
      }
    }
    return sum
  }

  private static let marks: ScalarSet = "，。、；：“”（）《》！—…％·"

  /// Bits that a character costs: common ones little, what no plan has much.
  private func cost(of scalar: Unicode.Scalar) -> Double {
    if CharacterForms.isHan(scalar) {
      let known = weight(scalar)
      return known > 0 ? max(5, 22 - Double(known)) : 22
    }
    if Self.marks.contains(scalar) { return 5 }
    if scalar == Realignment.lost { return 8 }
    switch scalar.value {
    case 0x30...0x39: return 6
    case 0x41...0x5A, 0x61...0x7A: return 14
    case 0x3F, 0xFFFD: return 16
    case 0x20...0x7E: return 9
    case 0xFF01...0xFF5E: return 8
    default: return 24
    }
  }
}
