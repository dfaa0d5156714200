/// The Han characters that make up most of any Chinese administrative text (`Data/common-han.txt`).
///
/// About 94 % of the characters of a plan are in the list; text decoded with the wrong table has some 10 % of them.
package enum CommonHan {
  private static let table: [Bool] = load()

  /// Whether `scalar` is one of the common characters.
  package static func contains(_ scalar: Unicode.Scalar) -> Bool {
    let value = Int(scalar.value)
    return value >= first && value <= last && table[value - first]
  }

  private static let first = 0x4E00
  private static let last = 0x9FFF

  private static func load() -> [Bool] {
    var table = [Bool](repeating: false, count: last - first + 1)
    for line in DataFile.lines("common-han.txt") {
      for scalar in line.unicodeScalars where (first...last).contains(Int(scalar.value)) {
        table[Int(scalar.value) - first] = true
      }
    }
    return table
  }
}
