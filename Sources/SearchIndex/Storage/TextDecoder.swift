/// Where one entry's text is decoded to; belongs to one thread.
final class TextScratch {
  private(set) var units = Buffer<UInt16>(uninitialized: 1 << 12)
  /// Start, end of own text and end of each reading.
  private let places = Buffer<Int>(uninitialized: 3 * EntryCheck.maxReadings)
  private(set) var readingCount = 0

  func start(_ reading: Int) -> Int { places[3 * reading] }
  func own(_ reading: Int) -> Int { places[3 * reading + 1] }
  func end(_ reading: Int) -> Int { places[3 * reading + 2] }

  func removeReadings() { readingCount = 0 }

  /// At most `EntryCheck.maxReadings`.
  func addReading(start: Int, own: Int, end: Int) {
    precondition(readingCount < EntryCheck.maxReadings)
    places[3 * readingCount] = start
    places[3 * readingCount + 1] = own
    places[3 * readingCount + 2] = end
    readingCount += 1
  }

  /// Makes room for so many units, keeping the first `used`.
  func reserve(_ capacity: Int, keeping used: Int) {
    if capacity <= units.capacity { return }
    let larger = Buffer<UInt16>(uninitialized: 2 * capacity)
    for index in 0..<used { larger[index] = units[index] }
    units = larger
  }
}

/// Turns codes back into units.
@safe final class TextDecoder: @unchecked Sendable {
  /// Eight units a code, so that each is copied in one step.
  private let table: Buffer<UInt16>
  private let counts: Buffer<UInt8>
  let symbolCount: Int

  /// Reads the part with the symbols.
  init(_ bytes: Bytes) throws(IndexError) {
    let found = Int(try bytes.u32(0))
    guard found <= SymbolMatcher.maxSymbols else {
      throw bytes.corrupt(0, expected: "at most \(SymbolMatcher.maxSymbols) symbols", found: "\(found)")
    }
    symbolCount = found
    table = Buffer(uninitialized: 8 * (found + 1))
    counts = Buffer(capacity: found + 1, filledWith: 0)
    try bytes.require(4, found)
    var at = 4 + found
    for index in 0..<found {
      let count = try bytes.u8(4 + index)
      guard count >= 1 && count <= TextSymbol.maxCount else {
        throw bytes.corrupt(4 + index, expected: "a length of 1 to 8", found: "\(count)")
      }
      try bytes.require(at, 2 * count)
      counts[index + 1] = UInt8(count)
      for unit in 0..<8 {
        table[8 * (index + 1) + unit] = unit < count ? try bytes.u16(at + 2 * unit) : 0
      }
      at += 2 * count
    }
    guard at == bytes.count else { throw bytes.corrupt(at, expected: "the end of the symbols", found: "\(bytes.count - at) bytes") }
  }

  /// Decodes the codes in `from..<to` (in numbers of 16 bits), appending at `place` of the scratch.
  /// - Returns: the place after the last unit.
  func decode(_ text: Bytes, from: Int, to: Int, into scratch: TextScratch, at place: Int) throws(IndexError) -> Int {
    guard from <= to else { throw text.corrupt(2 * from, expected: "an end after the start", found: "\(2 * to)") }
    try text.require(2 * from, 2 * (to - from))
    scratch.reserve(place + 8 * (to - from) + 8, keeping: place)
    let source = unsafe text.base
    let target = unsafe UnsafeMutableRawPointer(scratch.units.base)
    let (rows, sizes) = unsafe (UnsafeRawPointer(table.base), counts.base)
    var (at, written) = (from, place)
    while at < to {
      let code = unsafe Int(source.loadUnaligned(fromByteOffset: 2 &* at, as: UInt16.self))
      at &+= 1
      if code == 0 || code > symbolCount {
        guard code == 0 && at < to else { throw text.corrupt(2 * at - 2, expected: "a code", found: "\(code)") }
        unsafe target.storeBytes(
          of: source.loadUnaligned(fromByteOffset: 2 &* at, as: UInt16.self), toByteOffset: 2 &* written, as: UInt16.self)
        at &+= 1
        written &+= 1
      } else {
        let row = unsafe rows.loadUnaligned(fromByteOffset: 16 &* code, as: SIMD8<UInt16>.self)
        unsafe target.storeBytes(of: row, toByteOffset: 2 &* written, as: SIMD8<UInt16>.self)
        written &+= unsafe Int(sizes[code])
      }
    }
    return written
  }
}
