import CSearchKernels

/// Proves a phrase on the coded text of many entries without decoding it: only around codes whose symbol has the phrase's
/// rarest unit are symbols compared. For entries with one reading that is all their own.
/// Slow twin: decoding everything and `Needle.occurrences`.
@safe final class PhraseScanner {
  private let needle: Needle
  private let segment: Segment
  /// Place of the rarest unit in the phrase.
  private let anchor: Int
  /// One bit for each code that must be looked at: its symbol can have a part of the phrase with the rarest unit, or it
  /// is the escape.
  private let marks = Buffer<UInt32>(capacity: 2048, filledWith: 0)
  /// One bit for each code whose symbol has the whole phrase.
  private let whole = Buffer<UInt32>(capacity: 2048, filledWith: 0)
  /// Whether the wide kernel is used; both find the same.
  private let wide: Bool
  static let hasWide = sk_has_avx2() != 0

  /// What `scan` says of an entry whose text must be decoded, and of one whose text is damaged.
  static let mustDecode = Int8(SK_DECODE)
  static let damaged = Int8(SK_DAMAGED)

  /// - Parameter needle: of at least one unit.
  init(_ needle: Needle, _ segment: Segment, wide: Bool = PhraseScanner.hasWide) {
    precondition(needle.count >= 1)
    self.needle = needle
    self.segment = segment
    self.wide = wide
    let holders = segment.decoder.holders
    anchor = Self.anchor(needle, holders)
    marks[0] = 1
    let range = holders.range(needle.units[anchor])
    var phrase = unsafe phrase()
    unsafe sk_mark(&phrase, holders.codes.base + range.lowerBound, range.count, marks.base, whole.base, wide ? 1 : 0)
  }

  private static func anchor(_ needle: Needle, _ holders: UnitIndex) -> Int {
    var best = 0
    for place in 1..<max(1, needle.count)
    where holders.count(needle.units[place]) < holders.count(needle.units[best]) { best = place }
    return best
  }

  /// About the nanoseconds that it takes to prepare for a phrase.
  static func preparation(_ needle: Needle, _ decoder: TextDecoder) -> Int {
    500 + 2 * decoder.holders.count(needle.units[anchor(needle, decoder.holders)])
  }

  private func phrase() -> sk_phrase {
    let (text, decoder) = (segment.frame[.text], segment.decoder)
    return unsafe sk_phrase(
      text: text.base.assumingMemoryBound(to: UInt16.self), codes: UInt64(text.count / 2), marks: marks.base,
      whole: whole.base, rows: decoder.table.base, sizes: decoder.counts.base, symbols: UInt32(decoder.symbolCount),
      needle: needle.units.base, count: UInt32(needle.count), anchor: UInt32(anchor))
  }

  /// For each of the entries how often the phrase occurs, counted up to the entry's limit of 1 to 127; or `mustDecode`, or
  /// `damaged`. There is room for all of them.
  func scan(_ entries: Found, limits: borrowing Buffer<UInt8>, into times: borrowing Buffer<Int8>) {
    precondition(entries.count <= limits.capacity && entries.count <= times.capacity)
    precondition(entries.count == 0 || Int(entries.ordinals[entries.count - 1]) < segment.count)
    var phrase = unsafe phrase()
    var starts = unsafe sk_starts(
      bytes: segment.starts.base.assumingMemoryBound(to: UInt8.self), wide: segment.starts.isWide ? 1 : 0)
    unsafe sk_scan(&phrase, &starts, entries.ordinals.base, limits.base, entries.count, times.base, wide ? 1 : 0)
  }
}
