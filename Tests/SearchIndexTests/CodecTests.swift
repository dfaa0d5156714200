import Testing

@testable import SearchIndex

/// Each codec against its slow equivalent, at the edges of blocks and words.
@Suite struct CodecTests {
  /// Opens bytes as a mapped file.
  static func mapped(_ bytes: [UInt8], _ folder: ScratchFolder) throws -> MappedFile {
    try folder.put(bytes, "bytes")
    return try MappedFile(path: folder.path + "/bytes")
  }

  @Test(arguments: [0, 1, 2, 7, 8, 9, 13, 16, 17, 24, 28, 31, 32])
  func bitPacking(width: Int) {
    var maker = Maker(seed: UInt64(width), style: .dense)
    for count in [0, 1, 3, 4, 5, 127, 128] {
      let values = (0..<count).map { _ in
        width == 0 ? 0 : UInt32(truncatingIfNeeded: maker.random.next()) >> UInt32(32 - width)
      }
      var packed: [UInt8] = []
      BitPacking.pack(values, width, into: &packed)
      #expect(packed.count == BitPacking.size(count, width))
      // Bit by bit.
      let slow = (0..<count).map { index in
        (0..<width).reduce(UInt32(0)) { value, bit in
          let place = index * width + bit
          return value | UInt32(packed[place / 8] >> UInt8(place % 8) & 1) << UInt32(bit)
        }
      }
      #expect(slow == values)
    }
  }

  /// Every table is a complete code: each twelve bits are one symbol and the rest, and no code begins another.
  @Test func postingCodesAreComplete() {
    let code = PostingCode.shared
    for table in 0..<PostingCode.tables {
      var space = 0
      for symbol in 0..<PostingCode.symbols {
        let (bits, length) = code.code(table, symbol)
        space += 1 << (PostingCode.longest - length)
        let width = symbol >> 2
        let step = length + width | width << 8 | (symbol & 3) << 14
        #expect(code.steps[table << PostingCode.longest | Int(bits)] == UInt16(step))
      }
      #expect(space == 1 << PostingCode.longest)
    }
  }

  /// The bytes of a list between those that the decoder may read around it.
  private static func coded(_ ordinals: [UInt32], _ counts: [UInt8], _ folder: ScratchFolder) throws
    -> (file: MappedFile, range: Range<Int>)
  {
    var bytes: [UInt8] = []
    ListEncoder.encode(ordinals, counts, scratch: BlockCodec.Scratch(), into: &bytes)
    return try between(bytes, folder)
  }

  private static func between(_ bytes: [UInt8], _ folder: ScratchFolder) throws -> (file: MappedFile, range: Range<Int>)
  {
    let around = [UInt8](repeating: 0xAA, count: BlockCodec.slack)
    return (try mapped(around + bytes + around, folder), around.count..<around.count + bytes.count)
  }

  @Test(arguments: [1, 2, 15, 16, 17, 127, 128, 129, 255, 256, 257, 1000])
  func lists(count: Int) throws {
    var maker = Maker(seed: UInt64(count), style: .dense)
    let folder = try ScratchFolder()
    for (gap, most) in [(1, 1), (3, 2), (1000, 4), (200_000, 1), (50, 0), (1 << 17, 0)] {
      var ordinals: [UInt32] = []
      var counts: [UInt8] = []
      var next = maker.int(0...gap)
      for _ in 0..<count {
        ordinals.append(UInt32(next))
        counts.append(UInt8(most == 0 ? maker.int(0...4) : maker.int(1...most)))
        // Now and then a gap that does not fit with the others.
        next += 1 + (maker.chance(3) ? gap * 37 : maker.int(0...gap) - (gap == 1 ? 1 : 0)).magnitude.asInt
      }
      let coded = try Self.coded(ordinals, counts, folder)
      let list = try PostingList(coded.file.bytes, coded.range, limit: next + 1)
      #expect(list.count == count)
      #expect(list.own == counts.count { $0 > 0 })
      let all = try list.all()
      #expect((0..<all.count).map { all.ordinals[$0] } == ordinals)
      #expect((0..<all.count).map { all.counts[$0] } == counts)
      try intersections(list, ordinals, counts, next, &maker)
      try portable(coded, ordinals, counts, next + 1)
      // An entry beyond the limit is an error.
      #expect(throws: IndexError.self) {
        try PostingList(coded.file.bytes, coded.range, limit: Int(ordinals.last ?? 0)).all()
      }
    }
  }

  /// The same list by the portable kernel and by the wide one, in groups of any number of blocks.
  private func portable(
    _ coded: (file: MappedFile, range: Range<Int>), _ ordinals: [UInt32], _ counts: [UInt8], _ limit: Int
  ) throws {
    let list = try PostingList(coded.file.bytes, coded.range, limit: limit)
    for wide in [false, BlockReader.hasWide] {
      for group in 1...BlockReader.lanes {
        let found = try list.all(wide: wide, group: group)
        #expect((0..<found.count).map { found.ordinals[$0] } == ordinals)
        #expect((0..<found.count).map { found.counts[$0] } == counts)
      }
    }
  }

  /// Whatever the bytes, a list is an error or ordinals that ascend below the limit.
  @Test func damagedListsNeverTrap() throws {
    var maker = Maker(seed: 12, style: .dense)
    let folder = try ScratchFolder()
    var rejected = 0
    for round in 0..<1500 {
      let count = [1, 3, 16, 128, 129, 300][round % 6]
      var bytes: [UInt8] = []
      let ordinals = (0..<count).map { UInt32($0 * 7 + maker.int(0...6)) }
      let counts = ordinals.map { _ in UInt8(maker.int(round % 2...4)) }
      ListEncoder.encode(ordinals, counts, scratch: BlockCodec.Scratch(), into: &bytes)
      for _ in 0..<maker.int(1...3) {
        let place = maker.int(0...min(bytes.count - 1, maker.chance(50) ? 12 : 4000))
        bytes[place] = UInt8(truncatingIfNeeded: maker.random.next())
      }
      let damaged = try Self.between(bytes, folder)
      do throws(IndexError) {
        let all = try PostingList(damaged.file.bytes, damaged.range, limit: 3000).all()
        let found = (0..<all.count).map { all.ordinals[$0] }
        #expect(zip(found, found.dropFirst()).allSatisfy { $0 < $1 } && found.allSatisfy { $0 < 3000 })
      } catch { rejected += 1 }
    }
    #expect(rejected > 300)
  }

  private func intersections(
    _ list: PostingList, _ ordinals: [UInt32], _ counts: [UInt8], _ limit: Int, _ maker: inout Maker
  ) throws {
    for size in [0, 1, 2, 10, 100, 500] {
      var wanted: Set<UInt32> = []
      for _ in 0..<size {
        wanted.insert(maker.chance(50) ? ordinals[maker.int(0...ordinals.count - 1)] : UInt32(maker.int(0...limit)))
      }
      let candidates = Found(capacity: size)
      for ordinal in wanted.sorted() { candidates.append(ordinal, UInt8(ordinal % 5)) }
      let slow = zip(ordinals, counts).filter { wanted.contains($0.0) }
      for smallest in [false, true] {
        let found = try list.intersection(candidates, smallest: smallest)
        #expect((0..<found.count).map { found.ordinals[$0] } == slow.map(\.0))
        #expect((0..<found.count).map { found.counts[$0] } == slow.map { smallest ? min($1, UInt8($0 % 5)) : $1 })
      }
    }
  }

  @Test func radixSortIsStable() {
    var maker = Maker(seed: 1, style: .dense)
    for count in [0, 1, 2, 1000] {
      var records = Buffer<UInt64>(capacity: count, filledWith: 0)
      var other = Buffer<UInt64>(capacity: count, filledWith: 0)
      var slow: [UInt64] = []
      for index in 0..<count {
        let key = maker.chance(50) ? maker.random.next() >> 32 : UInt64(maker.int(0...5))
        records[index] = key << 32 | UInt64(index)
        slow.append(records[index])
      }
      RadixSort.sort(&records, &other, count: count)
      #expect((0..<count).map { records[$0] } == slow.sorted())
    }
  }

  @Test func lengthsAreRoundedDownInOrder() {
    var last: UInt8 = 0
    for length in 0..<100_000 {
      let code = RoundedLength.code(length)
      #expect(code >= last)
      let rounded = RoundedLength.length(code)
      if rounded > length || Double(rounded) < Double(length) * 0.94 { Issue.record("\(length) became \(rounded)") }
      last = code
    }
    #expect(RoundedLength.code(.max) == 255)
    #expect((0...255).allSatisfy { RoundedLength.code(RoundedLength.length(UInt8($0))) == UInt8($0) })
  }

  @Test(arguments: Maker.Style.allCases)
  func symbols(style: Maker.Style) throws {
    var maker = Maker(seed: 3, style: style)
    let units = maker.text(5000).flatMap { Array(Unicode.Scalar($0)!.utf16) }
    let text = Buffer<UInt16>(uninitialized: units.count)
    for (index, unit) in units.enumerated() { text[index] = unit }
    let sample = Buffer<UInt16>(uninitialized: units.count)
    for (index, unit) in units.enumerated() { sample[index] = unit }
    let symbols = SymbolTrainer.train(sample: sample, ends: [100, 100, 1000], scale: Double(units.count) / 1000)
    #expect(symbols == symbols.sorted() && Set(symbols).count == symbols.count)
    let out = Buffer<UInt16>(uninitialized: 2 * units.count)
    let coded = SymbolMatcher(symbols).encode(text, from: 0, count: units.count, into: out)
    var decoded: [UInt16] = []
    var index = 0
    while index < coded {
      if out[index] == SymbolMatcher.escape {
        decoded.append(out[index + 1])
        index += 1
      } else {
        let symbol = symbols[Int(out[index]) - 1]
        for place in 0..<symbol.count { decoded.append(symbol.unit(place)) }
      }
      index += 1
    }
    #expect(decoded == units)
  }

  @Test func checksumSeesEveryBit() {
    var maker = Maker(seed: 8, style: .dense)
    for count in [0, 1, 7, 8, 31, 32, 33, 100] {
      let bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: maker.random.next()) }
      let sum = Checksum.of(bytes)
      for bit in 0..<count * 8 {
        var other = bytes
        other[bit / 8] ^= 1 << UInt8(bit % 8)
        #expect(Checksum.of(other) != sum)
      }
      #expect(Checksum.of(bytes + [0]) != sum)
      var pieces = Checksum()
      let cut = count / 2 / 32 * 32
      bytes[..<cut].withUnsafeBytes { unsafe pieces.add($0) }
      bytes[cut...].withUnsafeBytes { unsafe pieces.add($0) }
      #expect(pieces.value == sum)
    }
  }

  @Test func needleFindsWhatComparingFinds() {
    var maker = Maker(seed: 4, style: .dense)
    for _ in 0..<400 {
      let units = maker.text(maker.int(0...60)).flatMap { Array(Unicode.Scalar($0)!.utf16) }
      let scratch = TextScratch()
      for (index, unit) in units.enumerated() { scratch.units[index] = unit }
      let needle = maker.text(maker.int(1...4)).flatMap { Array(Unicode.Scalar($0)!.utf16) }
      let (from, last, end) = (maker.int(0...5), maker.int(0...units.count), maker.int(0...units.count))
      let slow = (0..<units.count).first { at in
        at >= from && at < last && at + needle.count <= end && units[at..<at + needle.count].elementsEqual(needle)
      }
      #expect(Needle(needle).find(in: scratch, from: from, startingBefore: last, end: end) == slow ?? -1)
    }
  }
}

extension UInt {
  var asInt: Int { Int(self) }
}
