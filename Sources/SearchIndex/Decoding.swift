struct Decoding {
  let file: String
  let bytes: [UInt8]
  var at = 0

  mutating func take(_ count: Int) throws(IndexError) -> ArraySlice<UInt8> {
    guard count <= bytes.count - at else {
      throw .corrupt(file: file, offset: at, expected: "\(count) bytes", found: "\(bytes.count - at)")
    }
    defer { at += count }
    return bytes[at..<at + count]
  }
  mutating func u32() throws(IndexError) -> UInt32 { try take(4).reversed().reduce(0) { $0 << 8 | UInt32($1) } }
  mutating func text() throws(IndexError) -> String { String(decoding: try take(Int(try u32())), as: UTF8.self) }

  mutating func entry() throws(IndexError) -> Entry {
    let key = EntryKey(document: try u32(), passage: try u32())
    let weight = Float(bitPattern: try u32())
    var readings: [Reading] = []
    for _ in 0..<(try u32()) {
      let count = Int(try u32())
      let own = Int(try u32())
      var scalars: [UInt32] = []
      for _ in 0..<count { scalars.append(try u32()) }
      readings.append(Reading(scalars: scalars, ownCount: own))
    }
    var keywords: [Keyword] = []
    for _ in 0..<(try u32()) { keywords.append(Keyword(field: try text(), value: try text())) }
    return Entry(key: key, readings: readings, keywords: keywords, weight: weight)
  }

  static func segment(folder: String, name: String, analyzer: String) throws(IndexError) -> ([Entry], SegmentSummary) {
    let path = try SystemCall.path(folder: folder, name: name)
    var input = Decoding(file: path, bytes: try WholeFile.read(path))
    var sum = Checksum()
    sum.add(Array(input.bytes.dropLast(8)))
    guard Array(input.bytes.suffix(8)) == Encoding.bytes64(sum.value), Array(try input.take(8)) == Encoding.magic else {
      throw .corrupt(file: path, offset: 0, expected: "checksum", found: "other")
    }
    let version = try input.u32()
    if version > Encoding.version { throw .tooNew(file: path, version: version, readable: Encoding.version) }
    let written = try input.text()
    if written != analyzer { throw .otherAnalyzer(file: path, found: written, expected: analyzer) }
    var entries: [Entry] = []
    while input.at < input.bytes.count - 8 { entries.append(try input.entry()) }
    let summary = SegmentSummary(
      name: name, entries: entries.count, documents: Set(entries.map(\.key.document)).count, bytes: input.bytes.count,
      checksum: sum.value)
    return (entries, summary)
  }
}

/// Proves a segment: checksums and every structure. Throws the first thing that is wrong.
package func verifySegment(folder: String, name: String, analyzer: String) throws(IndexError) -> SegmentSummary {
  try Decoding.segment(folder: folder, name: name, analyzer: analyzer).1
}

/// Writes the live entries of the segments, in order of key, into one new segment; the old files stay.
/// Where two segments hold a live entry with the same key, the later segment of the list wins.
package func mergeSegments(
  folder: String, segments: [SegmentReference], into name: String, analyzer: String
) throws(IndexError) -> SegmentSummary {
  var live: [EntryKey: Entry] = [:]
  for segment in segments {
    let deleted = Set(segment.deleted)
    for entry in try Decoding.segment(folder: folder, name: segment.name, analyzer: analyzer).0
    where !deleted.contains(entry.key.document) { live[entry.key] = entry }
  }
  var writer = try IndexWriter(folder: folder, name: name, analyzer: analyzer)
  for key in live.keys.sorted() { if let entry = live[key] { try writer.add(entry) } }
  return try writer.commit()
}
