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
  /// Sixteen units a code, so that each is copied in one step.
  let table: Buffer<UInt16>
  /// Units of each code.
  let counts: Buffer<UInt8>
  let symbolCount: Int
  private static let row = TextSymbol.maxCount
  /// For each unit the codes whose symbols have it.
  let holders: UnitIndex

  /// Reads the part with the symbols.
  init(_ bytes: Bytes) throws(IndexError) {
    let found = Int(try bytes.u32(0))
    guard found <= SymbolMatcher.maxSymbols else {
      throw bytes.corrupt(0, expected: "at most \(SymbolMatcher.maxSymbols) symbols", found: "\(found)")
    }
    symbolCount = found
    table = Buffer(uninitialized: Self.row * (found + 1))
    counts = Buffer(capacity: found + 1, filledWith: 0)
    try bytes.require(4, found)
    var at = 4 + found
    for unit in 0..<Self.row { table[unit] = 0 }
    for index in 0..<found {
      let head = try bytes.u8(4 + index)
      let (shared, added) = (head & 15, head >> 4 + 1)
      guard shared <= Int(counts[index]), shared + added <= TextSymbol.maxCount else {
        throw bytes.corrupt(4 + index, expected: "1 to 16 units", found: "\(shared) shared and \(added)")
      }
      try bytes.require(at, 2 * added)
      counts[index + 1] = UInt8(shared + added)
      let row = Self.row * (index + 1)
      for unit in 0..<shared { table[row + unit] = table[row - Self.row + unit] }
      for unit in 0..<added { table[row + shared + unit] = try bytes.u16(at + 2 * unit) }
      for unit in shared + added..<Self.row { table[row + unit] = 0 }
      at += 2 * added
    }
    holders = UnitIndex(table, counts, symbols: found)
    guard at == bytes.count else {
      throw bytes.corrupt(at, expected: "the end of the symbols", found: "\(bytes.count - at) bytes")
    }
  }

  /// Decodes the codes in `from..<to` (in numbers of 16 bits), appending at `place` of the scratch.
  /// - Returns: the place after the last unit.
  func decode(_ text: Bytes, from: Int, to: Int, into scratch: TextScratch, at place: Int) throws(IndexError) -> Int {
    guard from <= to else { throw text.corrupt(2 * from, expected: "an end after the start", found: "\(2 * to)") }
    try text.require(2 * from, 2 * (to - from))
    scratch.reserve(place + Self.row * (to - from + 1), keeping: place)
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
          of: source.loadUnaligned(fromByteOffset: 2 &* at, as: UInt16.self), toByteOffset: 2 &* written,
          as: UInt16.self)
        at &+= 1
        written &+= 1
      } else {
        let row = unsafe rows.loadUnaligned(fromByteOffset: 32 &* code, as: SIMD16<UInt16>.self)
        unsafe target.storeBytes(of: row, toByteOffset: 2 &* written, as: SIMD16<UInt16>.self)
        written &+= unsafe Int(sizes[code])
      }
    }
    return written
  }
}

/// For each unit the codes whose symbols have it.
@safe final class UnitIndex: @unchecked Sendable {
  /// The codes of a unit are at `starts[unit]..<starts[unit + 1]`.
  private let starts: Buffer<UInt32>
  let codes: Buffer<UInt16>

  /// - Parameters:
  ///   - table: sixteen units a code.
  ///   - counts: how many of them belong to the code.
  init(_ table: borrowing Buffer<UInt16>, _ counts: borrowing Buffer<UInt8>, symbols: Int) {
    starts = Buffer(capacity: 65_538, filledWith: 0)
    var total = 0
    for code in 0..<(symbols + 1) {
      for place in 0..<Int(counts[code]) { starts[Int(table[TextSymbol.maxCount * code + place]) + 2] += 1 }
      total += Int(counts[code])
    }
    for unit in 2..<65_538 { starts[unit] += starts[unit - 1] }
    codes = Buffer(uninitialized: total)
    for code in 0..<(symbols + 1) {
      for place in 0..<Int(counts[code]) {
        let unit = Int(table[TextSymbol.maxCount * code + place]) + 1
        codes[Int(starts[unit])] = UInt16(truncatingIfNeeded: code)
        starts[unit] += 1
      }
    }
  }

  /// How many codes have the unit; a code that has it twice counts twice.
  func count(_ unit: UInt16) -> Int { Int(starts[Int(unit) + 1] - starts[Int(unit)]) }

  /// Where in `codes` those stand that have the unit.
  func range(_ unit: UInt16) -> Range<Int> { Int(starts[Int(unit)])..<Int(starts[Int(unit) + 1]) }
}
