/// How common characters are, and which stand behind them (`Data/pairs.tsv`): weights are logarithms of counts, to the base two.
///
/// Counted over laws and regulations of the People's Republic and over the words of a lexicon; no text can be made of it again. It ranks readings of
/// damaged text and refuses them; it never finds damage.
struct PairWeights: Sendable {
  /// Read when the first garbled run is met.
  static let bundled = PairWeights()

  /// Of each BMP character, and one more; 0 for what hardly ever came up.
  private var single = [UInt8](repeating: 0, count: 0x10000)
  private var pairs: [UInt32: UInt8] = [:]
  /// Logarithm of the number of Chinese characters that were counted: bits of a character that came up once.
  private static let whole = 23.6

  private init() {
    for line in DataFile.lines("pairs.tsv") {
      let cells = line.cells()
      guard let (first, weight) = Self.head(cells) else { continue }
      single[Int(first.value)] = weight + 1
      guard cells.count > 2 else { continue }
      var group: UInt8 = 0
      for scalar in cells[2].unicodeScalars {
        if let letter = UInt8(exactly: scalar.value), letter >= 0x61 { group = letter - 0x61 } else { pairs[Self.key(first, scalar)] = group }
      }
    }
  }

  /// The character of a line and its weight.
  static func head(_ cells: [Substring]) -> (Unicode.Scalar, UInt8)? {
    guard cells.count >= 2, let first = cells[0].unicodeScalars.first, first.value <= 0xFFFF, let weight = UInt8(cells[1]) else { return nil }
    return (first, weight)
  }

  private static func key(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> UInt32 { first.value << 16 | second.value & 0xFFFF }

  /// How well a text reads, in bits: what its characters cost behind each other, so that the best is 0. Simplified characters are looked up.
  func score(_ text: [Unicode.Scalar]) -> Double {
    let plain = ScriptConversion.simplified(text)
    guard plain.count == text.count else { return -.infinity }
    var sum = 0.0
    for i in plain.indices { sum -= cost(of: plain[i], behind: i > 0 ? plain[i - 1] : nil) }
    return sum
  }

  /// Whether `text` costs no more than so many bits; stops where it costs more. Slow equivalent: `score(text) >= -limit`.
  func costs(_ text: [Unicode.Scalar], atMost limit: Double) -> Bool {
    let tables = ConversionTables.bundled
    guard !text.indices.contains(where: { tables.exception(at: $0, in: text) != nil }) else { return score(text) >= -limit }
    var sum = 0.0
    var last: Unicode.Scalar?
    for scalar in text {
      let plain = tables.convert(scalar)
      sum -= cost(of: plain, behind: last)
      if sum < -limit { return false }
      last = plain
    }
    return true
  }

  /// Whether a character came up in what was counted, in either script.
  func isKnown(_ scalar: Unicode.Scalar) -> Bool {
    let plain = ConversionTables.bundled.convert(scalar)
    return plain.value <= 0xFFFF && single[Int(plain.value)] > 0
  }

  private static let marks: ScalarSet = "，。、；：“”（）《》！？—…·％"
  private static let commonMarks: ScalarSet = "，。、；：“”（）《》！—…·％"

  /// Bits of a character behind another one: as a known pair, or by itself and a little more.
  func cost(of scalar: Unicode.Scalar, behind last: Unicode.Scalar?) -> Double {
    let own = cost(of: scalar)
    guard let last else { return own }
    if last.value <= 0xFFFF, scalar.value <= 0xFFFF, single[Int(last.value)] > 0, let pair = pairs[Self.key(last, scalar)] {
      return min(own, max(0.5, Double(single[Int(last.value)]) - Double(pair)))
    }
    if Self.marks.contains(last), Self.marks.contains(scalar) { return own + 8 }
    return CharacterForms.isHan(last) && CharacterForms.isHan(scalar) ? own + 3 : own
  }

  private func cost(of scalar: Unicode.Scalar) -> Double {
    if CharacterForms.isHan(scalar) {
      let known = scalar.value <= 0xFFFF ? single[Int(scalar.value)] : 0
      return known == 0 ? 22 : min(22, max(5, Self.whole + 1 - Double(known)))
    }
    if Self.commonMarks.contains(scalar) { return 5 }
    if scalar == Realignment.lost { return 8 }
    switch scalar.value {
    case 0x30...0x39: return 6
    case 0x41...0x5A, 0x61...0x7A: return 14
    case 0x3F, 0xFFFD: return 16
    case 0x20...0x7E: return 9
    case 0xFF01, 0xFF08, 0xFF09, 0xFF0C, 0xFF1A, 0xFF1B, 0xFF1F: return 6
    case 0xFF02...0xFF5E: return 18
    default: return 24
    }
  }
}
