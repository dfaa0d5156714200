/// Characters that plans hardly ever have and garbled text is full of: rare Chinese characters, kana, Greek and Cyrillic letters, lines of boxes. A flat
/// table, so that sound text costs one look a character.
enum OddCharacters {
  private static let table = load()

  /// Weight in `Data/pairs.tsv` up to which a character is rare: up to two hundred times in fifteen million.
  private static let rare = 7

  /// Mathematical signs that plans do not have; → ∶ ≤ ≥ ≠ √ ∞ ∑ they do.
  private static let signs: [Int] = (0x2190...0x22FF).filter { ![0x2192, 0x2211, 0x221A, 0x221E, 0x2236, 0x2260, 0x2264, 0x2265].contains($0) }

  static func contains(_ scalar: Unicode.Scalar) -> Bool { scalar.value <= 0xFFFF && table[Int(scalar.value)] }

  private static func load() -> [Bool] {
    var table = [Bool](repeating: false, count: 0x10000)
    for range in [0x370...0x451, 0x3040...0x312F, 0x2474...0x249B, 0x2500...0x257F] { for value in range { table[value] = true } }
    for value in signs { table[value] = true }
    var common = [Bool](repeating: false, count: 0x10000)
    for line in DataFile.lines("pairs.tsv") {
      if let (scalar, weight) = PairWeights.head(line.split(separator: "\t", maxSplits: 2)), weight > rare { common[Int(scalar.value)] = true }
    }
    for value in 0x3400...0x9FFF {
      guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
      // A traditional character is as common as the simplified one it is read as.
      table[value] = !common[Int(ConversionTables.bundled.convert(scalar).value & 0xFFFF)] && !common[value]
    }
    return table
  }
}
