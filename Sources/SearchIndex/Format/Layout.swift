/// Constants of the file format. Documentation/IndexFormat.md is normative.
enum Layout {
  static let magic: [UInt8] = Array("GANGMUIX".utf8)
  static let endMagic: [UInt8] = Array("GANGMUND".utf8)
  /// The only version this program writes and reads.
  static let version: UInt32 = 3
  static let footerSize = 32
  static let rowSize = 32
  /// A list of so many bytes or more begins with their number; shorter ones have it in the dictionary.
  static let longList = 255
  /// For so many grams each the dictionary says where their lists are.
  static let gramsPerPlace = 32
  /// Marks a text offset whose record starts with a head.
  static let headFlag: UInt32 = 1 << 31
  /// Numbers of 16 bits in the text part.
  static let maxText = 1 << 31
}

/// The parts of a segment, in the order in which they stand in the file.
enum Part: UInt32, CaseIterable {
  /// Magic, version, analyzer.
  case header = 1
  /// Coded text of the entries.
  case text
  /// The strings that codes stand for.
  case symbols
  /// Where the text of each entry starts.
  case textOffsets
  /// Length of each entry, rounded to eight bits.
  case lengths
  /// Number of each entry's weight in the table of weights; empty when they have all the same.
  case weights
  /// Runs of entries of one document with consecutive passages.
  case keys
  /// Posting lists of the grams.
  case postings
  /// First units of the grams.
  case firsts
  /// Second units of the grams, grouped by first.
  case seconds
  /// For each gram the bytes of its list.
  case sizes
  /// Where the list of each 32nd gram stands.
  case places
  /// Posting lists of the keywords.
  case keywordPostings
  /// Rows of the keywords, ascending by their bytes.
  case keywords
  /// Bytes of the keywords.
  case keywordBytes
  /// Totals, and the table of weights.
  case totals
  /// Rows of the listed phrases, ascending.
  case phrases
  /// For each listed phrase, places in the posting list of one of its grams.
  case phrasePostings
}

/// Which UTF-16 units end a gram. What is in which class decides how large the index is, never what is found.
enum UnitClass {
  /// Punctuation, spaces, symbols and controls. Their bigrams are not indexed: a gram that runs into one ends there.
  static let separators: [ClosedRange<UInt16>] = [
    0x0000...0x002F, 0x003A...0x0040, 0x005B...0x0060, 0x007B...0x00BF, 0x00D7...0x00D7, 0x00F7...0x00F7,
    0x2000...0x206F, 0x2190...0x245F, 0x2500...0x2BFF, 0x3000...0x3004, 0x3008...0x3020, 0x3030...0x3030,
    0xFE10...0xFE1F, 0xFE30...0xFE6F, 0xFF00...0xFF0F, 0xFF1A...0xFF20, 0xFF3B...0xFF40, 0xFF5B...0xFF65,
    0xFFE0...0xFFFF,
  ]

  static func isSeparator(_ unit: UInt16) -> Bool {
    // Nearly all letters stand between these two ranges.
    if unit > 0x3030 && unit < 0xFE10 { return false }
    return separators.contains { $0.contains(unit) }
  }

  /// 1 for units that continue a gram, 0 for separators.
  static func table() -> [UInt8] {
    var table = [UInt8](repeating: 1, count: 65_536)
    for range in separators {
      for unit in range { table[Int(unit)] = 0 }
    }
    return table
  }
}

/// A gram as a number: first unit in the high half; second unit in the low half, 0 when a separator or the end follows
/// or the first unit is a separator itself.
enum Gram {
  @inline(__always) static func key(_ first: UInt16, _ second: UInt16) -> UInt32 {
    UInt32(first) << 16 | UInt32(second)
  }
}

/// Lengths as eight bits: exact below 32, then four bits of mantissa. Monotonic; the largest stands for everything longer.
enum RoundedLength {
  static func code(_ length: Int) -> UInt8 {
    if length < 32 { return UInt8(max(0, length)) }
    let exponent = Int.bitWidth - 1 - length.leadingZeroBitCount
    let code = 32 + (exponent - 5) * 16 + (length >> (exponent - 4) & 15)
    return UInt8(min(255, code))
  }

  /// The smallest length with this code.
  static func length(_ code: UInt8) -> Int {
    if code < 32 { return Int(code) }
    let exponent = (Int(code) - 32) / 16 + 5
    return (16 + (Int(code) - 32) % 16) << (exponent - 4)
  }
}
