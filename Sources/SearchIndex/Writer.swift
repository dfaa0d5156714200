/// Writes one segment. Entries come in strictly ascending order of key; `commit` makes the file durable and visible.
/// A writer that is given up leaves nothing behind.
package struct IndexWriter: ~Copyable {
  private let output: FileOutput
  private let name: String
  private var last: EntryKey?
  private var entries = 0
  private var documents = 0
  private var sum = Checksum()
  /// Readings of one entry, and scalars of one reading.
  static let maxReadings = 8
  static let maxScalars = 1 << 24
  static let maxKeywords = 4096
  static let maxKeywordBytes = 1 << 16

  /// - Parameters:
  ///   - folder: must exist.
  ///   - name: plain file name, such as `000001.segment`; must not exist.
  ///   - analyzer: names the way the caller folds text; readers must give the same.
  package init(folder: String, name: String, analyzer: String) throws(IndexError) {
    let output = try FileOutput(folder: folder, name: name)
    let header = Encoding.header(analyzer: analyzer)
    try output.write(header)
    sum.add(header)
    self.output = output
    self.name = name
  }

  private mutating func put(_ bytes: [UInt8]) throws(IndexError) {
    sum.add(bytes)
    try output.write(bytes)
  }

  /// Adds an entry. Keys must ascend strictly.
  package mutating func add(_ entry: Entry) throws(IndexError) {
    if let last, !(last < entry.key) { throw .outOfOrder(key: entry.key, after: last) }
    try Self.check(entry)
    if last?.document != entry.key.document { documents += 1 }
    last = entry.key
    entries += 1
    try put(Encoding.encode(entry))
  }

  /// Writes, syncs, renames, syncs the folder.
  package consuming func commit() throws(IndexError) -> SegmentSummary {
    let value = sum.value
    try output.write(Encoding.bytes64(value))
    try output.publish()
    return SegmentSummary(name: name, entries: entries, documents: documents, bytes: output.offset, checksum: value)
  }

  static func check(_ entry: Entry) throws(IndexError) {
    func refuse(_ problem: EntryProblem) -> IndexError { .invalidEntry(key: entry.key, problem: problem) }
    if entry.readings.isEmpty { throw refuse(.noReadings) }
    if entry.readings.count > maxReadings { throw refuse(.tooManyReadings(found: entry.readings.count, limit: maxReadings)) }
    for (index, reading) in entry.readings.enumerated() {
      if reading.scalars.count > maxScalars { throw refuse(.tooLong(found: reading.scalars.count, limit: maxScalars)) }
      if reading.ownCount < 0 || reading.ownCount > reading.scalars.count {
        throw refuse(.ownCount(found: reading.ownCount, scalars: reading.scalars.count))
      }
      if let offset = reading.scalars.firstIndex(where: { $0 > 0x10FFFF }) {
        throw refuse(.scalar(found: reading.scalars[offset], reading: index, offset: offset))
      }
    }
    if !(entry.weight >= 0 && entry.weight.isFinite) { throw refuse(.weight(found: entry.weight)) }
    if entry.keywords.count > maxKeywords { throw refuse(.tooManyKeywords(found: entry.keywords.count, limit: maxKeywords)) }
    for keyword in entry.keywords {
      let bytes = max(keyword.field.utf8.count, keyword.value.utf8.count)
      if bytes > maxKeywordBytes { throw refuse(.keywordTooLong(bytes: bytes, limit: maxKeywordBytes)) }
    }
  }
}

/// Stands in for the real format until it lands: a list of entries and a checksum.
struct Checksum {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325
  mutating func add(_ bytes: [UInt8]) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }
}

enum Encoding {
  static let magic: [UInt8] = Array("GANGMUSG".utf8)
  static let version: UInt32 = 0

  static func bytes32(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
  static func bytes64(_ value: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
  static func text(_ value: String) -> [UInt8] { bytes32(UInt32(value.utf8.count)) + Array(value.utf8) }
  static func header(analyzer: String) -> [UInt8] { magic + bytes32(version) + text(analyzer) }

  static func encode(_ entry: Entry) -> [UInt8] {
    var out = bytes32(entry.key.document) + bytes32(entry.key.passage) + bytes32(entry.weight.bitPattern)
    out += bytes32(UInt32(entry.readings.count))
    for reading in entry.readings {
      out += bytes32(UInt32(reading.scalars.count)) + bytes32(UInt32(reading.ownCount))
      for scalar in reading.scalars { out += bytes32(scalar) }
    }
    out += bytes32(UInt32(entry.keywords.count))
    for keyword in entry.keywords { out += text(keyword.field) + text(keyword.value) }
    return out
  }
}
