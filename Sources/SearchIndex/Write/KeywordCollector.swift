/// Numbers the keywords as they come, and collects their entries.
final class KeywordCollector {
  private let spool: PostingSpool
  private var numbers: [[UInt8]: UInt32] = [:]
  private var names: [[UInt8]] = []

  init(path: String, batch: Int) throws(IndexError) { spool = try PostingSpool(path: path, batch: batch) }

  /// Field and value with a byte between that occurs in neither: keywords are compared and sorted by these bytes.
  static func bytes(_ keyword: Keyword) -> [UInt8] {
    Array(keyword.field.utf8) + [0xFF] + Array(keyword.value.utf8)
  }

  func add(_ keywords: [Keyword], _ ordinal: UInt32) throws(IndexError) {
    if keywords.isEmpty { return }
    // New keywords are numbered in the order of their bytes, so that the file does not depend on the order given.
    let sorted = keywords.map(Self.bytes).sorted { $0.lexicographicallyPrecedes($1) }
    var found: [UInt32] = []
    for (index, bytes) in sorted.enumerated() where index == 0 || sorted[index - 1] != bytes {
      found.append(number(bytes))
    }
    try spool.reserve(found.count, entry: ordinal)
    for number in found { spool.add(key: number, entry: ordinal) }
  }

  private func number(_ bytes: [UInt8]) -> UInt32 {
    if let known = numbers[bytes] { return known }
    let number = UInt32(names.count)
    numbers[bytes] = number
    names.append(bytes)
    return number
  }

  /// The keywords in ascending order of their bytes with the number their list has.
  func sorted() -> [(bytes: [UInt8], number: Int)] {
    names.enumerated().map { (bytes: $1, number: $0) }.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
  }

  func lists() throws(IndexError) -> PostingMerge { try spool.lists() }
}
