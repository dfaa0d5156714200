/// Writes the live entries of the segments, in order of key, into one new segment; the old files stay as they are, and
/// readers are not disturbed. The bytes are those that a writer makes from the same entries.
/// Where two segments hold a live entry with the same key, the later segment of the list wins.
package func mergeSegments(
  folder: String, segments: [SegmentReference], into name: String, analyzer: String
) throws(IndexError) -> SegmentSummary {
  var sources: [EntrySource] = []
  for reference in segments { sources.append(EntrySource(try LiveSegment(folder, reference, analyzer))) }
  for source in sources { try source.advance() }
  var writer = try IndexWriter(folder: folder, name: name, analyzer: analyzer)
  while let key = sources.compactMap(\.key).min() {
    let holders = sources.filter { $0.key == key }
    if let winner = holders.last { try writer.add(try winner.entry(key)) }
    for holder in holders { try holder.advance() }
  }
  return try writer.commit()
}

/// Walks the live entries of a segment.
private final class EntrySource {
  private let live: LiveSegment
  private let scratch = TextScratch()
  private var ordinal = -1
  private var deleted = 0
  private(set) var key: EntryKey?
  /// Keywords of the entries from `windowStart` on.
  private var window: [[Keyword]] = []
  private var windowStart = 0
  private static let windowSize = 1 << 14

  init(_ live: LiveSegment) { self.live = live }

  func advance() throws(IndexError) {
    ordinal += 1
    while deleted < live.deleted.count, live.deleted[deleted].contains(UInt32(ordinal)) {
      ordinal = Int(live.deleted[deleted].upperBound)
      deleted += 1
    }
    key = ordinal < live.segment.count ? try live.segment.key(ordinal) : nil
  }

  func entry(_ key: EntryKey) throws(IndexError) -> Entry {
    if window.isEmpty || ordinal >= windowStart + window.count { try loadKeywords() }
    return Entry(
      key: key, readings: try live.segment.readings(ordinal, scratch), keywords: window[ordinal - windowStart],
      weight: try live.segment.weight(ordinal))
  }

  /// Reads the part of every keyword's list that falls into the next window.
  private func loadKeywords() throws(IndexError) {
    let size = min(Self.windowSize, live.segment.count - ordinal)
    windowStart = ordinal
    window = [[Keyword]](repeating: [], count: size)
    let wanted = Found(capacity: size)
    for offset in 0..<size { wanted.append(UInt32(ordinal + offset), 1) }
    for row in 0..<live.segment.keywordCount {
      let bytes = try live.segment.keywordBytes(row)
      let list = try live.segment.keywordList(row)
      let found = try list.intersection(wanted)
      if found.count == 0 { continue }
      guard let end = bytes.firstIndex(of: 0xFF) else {
        throw live.segment.frame[.keywords].corrupt(16 * row, expected: "a field and a value", found: "no border")
      }
      let keyword = Keyword(
        field: String(decoding: bytes[..<end], as: UTF8.self),
        value: String(decoding: bytes[(end + 1)...], as: UTF8.self))
      for index in 0..<found.count { window[Int(found.ordinals[index]) - windowStart].append(keyword) }
    }
  }
}
