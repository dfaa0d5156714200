/// Walks the live entries of a segment in ascending order of key; what merging and verifying read. Memory is bounded: one
/// entry, and the keywords of a window of entries. For one thread.
package final class EntryStream {
  private let live: LiveSegment
  private let scratch = TextScratch()
  private var ordinal = -1
  private var deleted = 0
  /// The key of the present entry; nil behind the last.
  package private(set) var key: EntryKey?
  /// Keywords of the entries from `windowStart` on.
  private var window: [[Keyword]] = []
  private var windowStart = 0
  private static let windowSize = 1 << 14

  /// Opens the segment, proving its checksums, and goes to the first live entry.
  package convenience init(folder: String, segment: SegmentReference, analyzer: String) throws(IndexError) {
    try self.init(LiveSegment(folder, segment, analyzer))
  }

  init(_ live: LiveSegment) throws(IndexError) {
    self.live = live
    try advance()
  }

  /// Goes to the next live entry.
  package func advance() throws(IndexError) {
    ordinal += 1
    while deleted < live.deleted.count, live.deleted[deleted].contains(UInt32(ordinal)) {
      ordinal = Int(live.deleted[deleted].upperBound)
      deleted += 1
    }
    key = ordinal < live.segment.count ? try live.segment.key(ordinal) : nil
  }

  /// The present entry with everything that the segment holds of it, keywords ascending by their bytes; nil behind the last.
  package func entry() throws(IndexError) -> Entry? {
    guard let key else { return nil }
    if window.isEmpty || ordinal >= windowStart + window.count { try loadKeywords() }
    let entry = Entry(
      key: key, readings: try live.segment.readings(ordinal, scratch), keywords: window[ordinal - windowStart],
      weight: try live.segment.weight(ordinal))
    try live.segment.requireIntact()
    return entry
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
