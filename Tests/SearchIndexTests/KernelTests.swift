import Testing

@testable import SearchIndex

/// What the kernels find against what decoding everything finds, with and without the wide instructions.
@Suite struct KernelTests {
  @Test(arguments: Maker.Style.allCases, [false, true])
  func phrasesAreFoundInCodedText(style: Maker.Style, wide: Bool) throws {
    if wide && !PhraseScanner.hasWide { return }
    var maker = Maker(seed: 21, style: style)
    let folder = try ScratchFolder()
    let texts = (0..<300).map { _ in maker.text(maker.int(0...120)) }
    try folder.write(
      texts.enumerated().map {
        Entry(key: EntryKey(document: 1, passage: UInt32($0)), readings: [Reading(scalars: $1)])
      })
    let segment = try Segment(folder: folder.path, name: "000001.segment", analyzer: "test")
    let entries = Found.all(segment.count)
    let times = Buffer<Int8>(capacity: segment.count, filledWith: 0)
    let limits = Buffer<UInt8>(capacity: segment.count, filledWith: 1)
    for round in 0..<200 {
      // Mostly pieces of the texts, up to whole ones.
      let text = texts[maker.int(0...texts.count - 1)]
      let start = maker.int(0...max(0, text.count - 1))
      let piece = Array(text[start..<min(text.count, start + maker.int(1...(round % 10 == 0 ? 100 : 8)))])
      let units = PhraseUnits(maker.chance(80) && !piece.isEmpty ? piece : maker.text(maker.int(1...4))).units
      let limit = [1, 2, 4, 127][round % 4]
      limits.fill(UInt8(limit))
      PhraseScanner(Needle(units), segment, wide: wide).scan(entries, limits: limits, into: times)
      for ordinal in 0..<segment.count where times[ordinal] != PhraseScanner.mustDecode {
        let all = texts[ordinal].flatMap { Array(Unicode.Scalar($0)!.utf16) }
        let slow = all.indices.count {
          $0 + units.count <= all.count && all[$0..<$0 + units.count].elementsEqual(units)
        }
        if Int(times[ordinal]) != min(slow, limit) {
          Issue.record("\(units) in \(ordinal): \(times[ordinal]) for \(slow)")
        }
      }
    }
  }

  @Test(arguments: [0, 1, 2, 127, 128, 129, 400])
  func setsOfEntries(count: Int) throws {
    var maker = Maker(seed: UInt64(count), style: .dense)
    let tables = [1, 9, 250, 4096].map { MarkTable(span: $0) }
    for other in [0, 1, 5, 20, 128, 500] {
      let (a, b) = (Self.found(count, &maker), Self.found(other, &maker))
      let (inA, inB) = (Self.dictionary(a), Self.dictionary(b))
      let shared = inA.keys.filter { inB[$0] != nil }.sorted()
      let marked = tables.map { ($0.shared(a, with: b), false) }
      for (found, smallest) in [(a.shared(with: b), false), (a.shared(with: b, smallest: true), true)] + marked {
        #expect((0..<found.count).map { found.ordinals[$0] } == shared)
        #expect(
          (0..<found.count).map { found.counts[$0] } == shared.map { smallest ? min(inA[$0]!, inB[$0]!) : inA[$0]! })
        #expect(found.kept?.candidates === b)
        #expect((0..<found.count).map { found.kept!.counts.values[$0] } == shared.map { inB[$0]! })
        let places = found.places(in: b)
        #expect((0..<found.count).allSatisfy { b.ordinals[Int(places!.values[$0])] == found.ordinals[$0] })
      }
      #expect((a.places(in: b) == nil) == (shared.count < a.count))
      let union = a.union(b)
      let all = Set(inA.keys).union(inB.keys).sorted()
      #expect((0..<union.all.count).map { union.all.ordinals[$0] } == all)
      #expect((0..<all.count).map { union.first.values[$0] } == all.map { inA[$0] ?? 0 })
      #expect((0..<all.count).map { union.second.values[$0] } == all.map { inB[$0] ?? 0 })
    }
    for table in tables { #expect(table.isClean) }
  }

  /// With and without the wide kernel, with and without those whose count is 0, for lists of any length beside one another.
  @Test(arguments: [1, 7, 8, 9, 40, 300], [1, 8, 30, 300])
  func sharedEntries(count: Int, other: Int) {
    var maker = Maker(seed: UInt64(count * 1000 + other), style: .dense)
    func list(_ count: Int, _ spread: Int) -> [(UInt32, UInt8)] {
      let start = maker.int(0...spread)
      let ordinals = Set((0..<count).map { _ in UInt32(start + maker.int(0...spread)) })
      return ordinals.sorted().map { ($0, UInt8(maker.int(0...4))) }
    }
    // Within the table, and far beyond it.
    for (zeros, spread) in [(false, 600), (true, 600), (false, 5000), (true, 5000)] {
      let (a, b) = (list(count, spread), list(other, spread))
      let inA = Dictionary(uniqueKeysWithValues: a)
      let slow = b.compactMap { (ordinal, times) in
        inA[ordinal].flatMap { zeros || ($0 > 0 && times > 0) ? [ordinal, UInt32($0), UInt32(times)] : nil }
      }
      for wide in [false, BlockReader.hasWide] { #expect(Self.share(a, b, zeros, wide) == slow) }
    }
  }

  private static func share(_ a: [(UInt32, UInt8)], _ b: [(UInt32, UInt8)], _ zeros: Bool, _ wide: Bool) -> [[UInt32]] {
    let table = MarkTable(span: 700, wide: wide)
    let out = Found(capacity: min(a.count, b.count) + MarkTable.room)
    let beside = Found.Counts(capacity: out.ordinals.capacity)
    let lists = [a, b].map { list in
      let found = Found(capacity: list.count)
      for (ordinal, times) in list { found.append(ordinal, times) }
      return found
    }
    var (from, start) = (0, 0)
    table.share(lists[0], &from, lists[1], &start, into: MarkTable.Shared(found: out, beside: beside, zeros: zeros))
    #expect(table.isClean && (from == a.count || start == b.count))
    return (0..<out.count).map { [out.ordinals[$0], UInt32(beside.values[$0]), UInt32(out.counts[$0])] }
  }

  /// With and without the wide kernel, for one list and for two.
  @Test(arguments: [0, 1, 31, 32, 33, 200])
  func promisingCounts(count: Int) {
    var maker = Maker(seed: UInt64(count), style: .dense)
    let first = Buffer<UInt8>(uninitialized: count)
    let second = Buffer<UInt8>(uninitialized: count)
    for index in 0..<count { (first[index], second[index]) = (UInt8(maker.int(0...4)), UInt8(maker.int(0...4))) }
    for _ in 0..<20 {
      let rows = (0..<8).map { _ in UInt8(maker.int(0...31)) }
      let passing = SIMD2(rows.enumerated().reduce(0) { $0 | UInt64($1.element) << UInt64(8 * $1.offset) }, 0)
      for isPair in [false, true] {
        let slow = (0..<count).filter { rows[Int(first[$0])] >> (isPair ? second[$0] : 0) & 1 == 1 }
        for wide in [false, BlockReader.hasWide] {
          let places = Buffer<UInt32>(uninitialized: count)
          let kept = unsafe Promise.places(
            of: passing, first.base, isPair ? second.base : nil, count, into: places, wide: wide)
          #expect((0..<kept).map { Int(places[$0]) } == slow)
        }
      }
    }
  }

  private static func found(_ count: Int, _ maker: inout Maker) -> Found {
    var ordinals: Set<UInt32> = []
    while ordinals.count < count { ordinals.insert(UInt32(maker.int(0...999))) }
    let found = Found(capacity: count)
    for ordinal in ordinals.sorted() { found.append(ordinal, UInt8(maker.int(1...4))) }
    return found
  }

  private static func dictionary(_ found: Found) -> [UInt32: UInt8] {
    Dictionary(uniqueKeysWithValues: (0..<found.count).map { (found.ordinals[$0], found.counts[$0]) })
  }

  /// Starts of texts in both forms, at the borders of rows, and where a row is too long for the narrow one.
  @Test(arguments: [0, 1, 15, 16, 17, 31, 32, 33, 100], [3, 2047, 2048, 3000, 40_000])
  func textStarts(count: Int, longest: Int) throws {
    var maker = Maker(seed: UInt64(count * longest), style: .dense)
    let folder = try ScratchFolder()
    var offsets: [UInt32] = [0]
    for _ in 0..<count { offsets.append((offsets.last ?? 0) + UInt32(maker.int(0...longest))) }
    for index in 0..<count where maker.chance(30) { offsets[index] |= 1 << 31 }
    let file = try CodecTests.mapped(TextStarts.encode(offsets), folder)
    let starts = try TextStarts(file.bytes, count: count)
    for (index, offset) in offsets.enumerated() {
      let found = try starts.offset(index)
      #expect(UInt32(found.start) == offset & ~(1 << 31) && found.head == (offset >> 31 == 1))
    }
  }

  /// Strings of up to sixteen units: their units, their order, and two of them joined.
  @Test func symbolsCompareAsWords() {
    var maker = Maker(seed: 5, style: .dense)
    for _ in 0..<500 {
      let units = (0..<maker.int(1...16)).map { _ in UInt16(maker.int(0...3)) }
      let other = (0..<maker.int(1...16)).map { _ in UInt16(maker.int(0...3)) }
      func symbol(_ units: [UInt16]) -> TextSymbol {
        units.dropFirst().reduce(TextSymbol(unit: units[0])) { $0.followed(by: TextSymbol(unit: $1))! }
      }
      let (a, b) = (symbol(units), symbol(other))
      #expect((0..<a.count).map { a.unit($0) } == units)
      #expect((a < b) == units.lexicographicallyPrecedes(other))
      let joined = a.followed(by: b)
      #expect(
        joined.map { whole in (0..<whole.count).map { whole.unit($0) } }
          == (units.count + other.count > 16 ? nil : units + other))
    }
  }
}
