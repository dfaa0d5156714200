/// Proves a short phrase on coded text without decoding all of it: only around codes whose symbol has the phrase's rarest
/// unit are a few symbols decoded and compared. For entries with one reading that is all their own.
/// Slow twin: decoding everything and `Needle.occurrences`.
final class PhraseScanner {
  private let needle: Needle
  private let decoder: TextDecoder
  /// Place of the rarest unit in the phrase.
  private let anchor: Int
  /// One bit for each code that must be looked at: its symbol can have a part of the phrase with the rarest unit, or it
  /// is the escape.
  private let marks = Buffer<UInt64>(capacity: 1024, filledWith: 0)
  private let window = Buffer<UInt16>(uninitialized: 2 * maxCount + 4 * TextSymbol.maxCount)
  /// Longer phrases would need a window as long as the text.
  static let maxCount = 32

  /// - Parameter needle: of 1 to `maxCount` units.
  init(_ needle: Needle, _ decoder: TextDecoder) {
    precondition(needle.count >= 1 && needle.count <= Self.maxCount)
    self.needle = needle
    self.decoder = decoder
    var best = 0
    for place in 1..<max(1, needle.count)
    where decoder.holders.count(needle.units[place]) < decoder.holders.count(needle.units[best]) { best = place }
    anchor = best
    marks[0] = 1
    decoder.holders.forEach(needle.units[best]) { code in
      if fits(code) { marks[code >> 6] |= 1 << UInt64(code & 63) }
    }
  }

  /// Whether the phrase can lie over the symbol so that its rarest unit is in it: all units that both cover agree.
  private func fits(_ code: Int) -> Bool {
    let (row, size) = (decoder.row(code), decoder.unitCount(code))
    return (0..<size).contains { place in
      let first = max(0, anchor - place)
      let last = min(needle.count, anchor - place + size)
      return (first..<last).allSatisfy { needle.units[$0] == row[$0 - anchor + place] }
    }
  }

  /// How often the phrase occurs in the codes `from..<to` (in numbers of 16 bits), counted up to a limit; -1 when an
  /// escape stands so close before a place that stepping back is not possible: decode all of it then.
  func occurrences(_ text: Bytes, from: Int, to: Int, atMost limit: Int) throws(IndexError) -> Int {
    guard from <= to else { throw text.corrupt(2 * from, expected: "an end after the start", found: "\(2 * to)") }
    try text.require(2 * from, 2 * (to - from))
    let source = unsafe text.base
    let bits = unsafe marks.base
    var (at, count) = (from, 0)
    while at < to {
      let code = unsafe Int(source.loadUnaligned(fromByteOffset: 2 &* at, as: UInt16.self))
      if unsafe bits[code &>> 6] &>> UInt64(code & 63) & 1 == 0 {
        at &+= 1
        continue
      }
      let found = try look(text, from: from, at: at, to: to)
      if found < 0 { return -1 }
      count += found
      if count >= limit { return limit }
      at &+= code == 0 ? 2 : 1
    }
    return count
  }

  /// The first of the codes before `at` whose symbols together have as many units as stand before the rarest one, and how
  /// many units those are; nil where codes and escaped units cannot be told apart.
  @inline(__always)
  private func stepBack(_ source: UnsafeRawPointer, from: Int, at: Int) -> (start: Int, units: Int)? {
    var (start, units) = (at, 0)
    while units < anchor && start > from {
      start &-= 1
      let code = unsafe Int(source.loadUnaligned(fromByteOffset: 2 &* start, as: UInt16.self))
      if code == 0 { return nil }
      if start > from, unsafe source.loadUnaligned(fromByteOffset: 2 &* start &- 2, as: UInt16.self) == 0 { return nil }
      units &+= decoder.unitCount(code)
    }
    return (start, units)
  }

  /// Occurrences whose rarest unit lies in the symbol at `at`. The range has been proved to lie in the part.
  @inline(__always)
  private func look(_ text: Bytes, from: Int, at: Int, to: Int) throws(IndexError) -> Int {
    let source = unsafe text.base
    guard let back = unsafe stepBack(source, from: from, at: at) else { return -1 }
    let target = unsafe UnsafeMutableRawPointer(window.base)
    var (next, written, wanted) = (back.start, 0, Int.max)
    var symbol = 0..<0
    while next < to && written < wanted {
      let code = unsafe Int(source.loadUnaligned(fromByteOffset: 2 &* next, as: UInt16.self))
      var size = decoder.unitCount(code)
      let isAnchor = next == at
      if size == 0 {
        guard code == 0 && next &+ 1 < to else { throw text.corrupt(2 * next, expected: "a code", found: "\(code)") }
        let unit = unsafe source.loadUnaligned(fromByteOffset: 2 &* next &+ 2, as: UInt16.self)
        unsafe target.storeBytes(of: unit, toByteOffset: 2 &* written, as: UInt16.self)
        size = 1
        next &+= 1
      } else {
        unsafe target.storeBytes(of: decoder.row(code), toByteOffset: 2 &* written, as: SIMD8<UInt16>.self)
      }
      if isAnchor {
        symbol = written..<written &+ size
        wanted = written &+ size &+ (needle.count &- anchor)
      }
      written &+= size
      next &+= 1
    }
    var count = 0
    for place in symbol where place >= anchor && place - anchor + needle.count <= written {
      if needle.stands(in: window, at: place - anchor) { count += 1 }
    }
    return count
  }
}
