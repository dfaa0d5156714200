import Foundation
import Testing

@testable import SearchIndex

/// A damaged file gives an error or a right answer, never a trap and never a hang.
@Suite struct CorruptionTests {
  static func small() throws -> (ScratchFolder, [Entry], [UInt8]) {
    var maker = Maker(seed: 31, style: .plans)
    let folder = try ScratchFolder()
    let entries = maker.entries(12)
    try folder.write(entries, phrasesFrom: 5)
    return (folder, entries, try folder.bytes("000001.segment"))
  }

  private func open(_ folder: ScratchFolder, _ bytes: [UInt8]) throws -> Searcher {
    try folder.put(bytes, "damaged.segment")
    return try folder.search([SegmentReference(name: "damaged.segment")])
  }

  /// `make robustness` asks for all bits and more of everything.
  static let isLong = ProcessInfo.processInfo.environment["GANGMU_ROBUSTNESS"] != nil

  /// A file of which single bits are flipped in place.
  private final class Flipping {
    let file: FileHandle
    let bytes: [UInt8]
    init(_ folder: ScratchFolder, _ bytes: [UInt8]) throws {
      self.bytes = bytes
      try folder.put(bytes, "damaged.segment")
      file = try FileHandle(forUpdating: URL(fileURLWithPath: folder.path + "/damaged.segment"))
    }
    deinit { try? file.close() }

    func with(_ bit: Int, _ body: () throws -> Void) throws {
      try put(bytes[bit / 8] ^ 1 << UInt8(bit % 8), bit / 8)
      try body()
      try put(bytes[bit / 8], bit / 8)
    }

    private func put(_ byte: UInt8, _ place: Int) throws {
      try file.seek(toOffset: UInt64(place))
      try file.write(contentsOf: Data([byte]))
    }
  }

  /// What a reader makes of the damaged file: an error with file and place, or the answers of the sound one.
  /// - Returns: whether it was refused.
  private func isRefused(_ folder: ScratchFolder, _ queries: [(Query, [SearchHit])], _ what: String) throws -> Bool {
    do {
      let searcher = try folder.search([SegmentReference(name: "damaged.segment")])
      for (query, hits) in queries { #expect(try searcher.search(query, limit: 50).hits == hits, "\(what)") }
      return false
    } catch IndexError.corrupt(let file, let offset, _, _) {
      #expect(file == folder.path + "/damaged.segment" && offset >= 0, "\(what)")
      return true
    }
  }

  private func flip(_ bits: [Int], _ folder: ScratchFolder, _ entries: [Entry], _ bytes: [UInt8]) throws -> Int {
    var maker = Maker(seed: 32, style: .plans)
    let sound = try folder.search()
    var queries: [(Query, [SearchHit])] = []
    for _ in 0..<6 {
      let query = maker.query(entries)
      queries.append((query, try sound.search(query, limit: 50).hits))
    }
    let file = try Flipping(folder, bytes)
    var refused = 0
    for bit in bits {
      try file.with(bit) { refused += try isRefused(folder, queries, "bit \(bit)") ? 1 : 0 }
    }
    return refused
  }

  @Test func everyFlippedBitIsSeenOrHarmless() throws {
    let (folder, entries, bytes) = try Self.small()
    // One bit of every byte, another one in each; and all of them in the frame.
    let bits = (0..<bytes.count * 8).filter {
      Self.isLong || $0 % 9 == 0 || $0 / 8 < 24 || $0 / 8 >= bytes.count - 64
    }
    let refused = try flip(bits, folder, entries, bytes)
    #expect(refused * 10 >= bits.count * 9)
    if Self.isLong { print("small segment of \(bytes.count) bytes: \(bits.count) bits, \(refused) refused, seed 31") }
  }

  @Test func randomFlipsInALargeSegment() throws {
    var maker = Maker(seed: 33, style: .plans)
    let folder = try ScratchFolder()
    let entries = maker.entries(Self.isLong ? 20_000 : 500)
    try folder.write(entries)
    let bytes = try folder.bytes("000001.segment")
    let bits = (0..<(Self.isLong ? 10_000 : 200)).map { _ in maker.int(0...bytes.count * 8 - 1) }
    let refused = try flip(bits, folder, entries, bytes)
    #expect(refused * 10 >= bits.count * 9)
    if Self.isLong { print("large segment of \(bytes.count) bytes: \(bits.count) flips, \(refused) refused, seed 33") }
  }

  @Test func everyTruncationIsSeen() throws {
    let (folder, _, bytes) = try Self.small()
    for size in 0..<bytes.count {
      #expect(throws: IndexError.self) { _ = try open(folder, Array(bytes[..<size])) }
    }
    #expect(throws: IndexError.self) { _ = try open(folder, bytes + [0]) }
  }

  @Test func versionsAndAnalyzersAreToldApart() throws {
    let (folder, _, bytes) = try Self.small()
    func with(version: UInt32) -> [UInt8] {
      var other = bytes
      for index in 0..<4 {
        other[8 + index] = UInt8(truncatingIfNeeded: version >> UInt32(8 * index))
        other[12 + index] = ~other[8 + index]
      }
      return other
    }
    let path = folder.path + "/damaged.segment"
    #expect(throws: IndexError.tooOld(file: path, version: 2, readable: 3)) { _ = try open(folder, with(version: 2)) }
    #expect(throws: IndexError.tooNew(file: path, version: 4, readable: 3)) { _ = try open(folder, with(version: 4)) }
    #expect(throws: IndexError.otherAnalyzer(file: folder.path + "/000001.segment", found: "test", expected: "other")) {
      _ = try verifySegment(folder: folder.path, name: "000001.segment", analyzer: "other")
    }
    #expect(throws: IndexError.self) { _ = try verifySegment(folder: folder.path, name: "none", analyzer: "test") }
  }

  /// Puts right what guards the bytes, so that the readers behind the checksums meet the damage.
  static func sealed(_ bytes: [UInt8]) -> [UInt8] {
    var out = bytes
    let table = bytes.count - Layout.footerSize - Part.allCases.count * Layout.rowSize
    func number(_ at: Int) -> Int { (0..<8).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) } }
    func put(_ value: UInt64, _ at: Int) {
      for index in 0..<8 { out[at + index] = UInt8(truncatingIfNeeded: value >> UInt64(8 * index)) }
    }
    for row in 0..<Part.allCases.count {
      let at = table + row * Layout.rowSize
      let (offset, length) = (number(at + 8), number(at + 16))
      put(Checksum.of(Array(out[offset..<(offset + length + 7) & ~7])), at + 24)
    }
    put(Checksum.of(Array(out[table..<bytes.count - Layout.footerSize])), bytes.count - Layout.footerSize + 8)
    return out
  }

  /// Damage with right checksums, as a faulty writer would make it: no trap and no hang anywhere, and `verify` refuses or
  /// the answers are those of the undamaged file.
  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func damageBehindTheChecksums(seed: UInt64) throws {
    let (folder, entries, bytes) = try Self.small()
    #expect(Self.sealed(bytes) == bytes)
    var maker = Maker(seed: seed, style: .plans)
    let body = bytes.count - Layout.footerSize - Part.allCases.count * Layout.rowSize
    for _ in 0..<150 {
      var damaged = bytes
      for _ in 0..<maker.int(1...3) {
        let at = maker.int(32...body - 1)
        damaged[at] =
          maker.chance(50) ? damaged[at] ^ 1 << UInt8(maker.int(0...7)) : [0, 0xFF, 0x7F, 0x80][maker.int(0...3)]
      }
      damaged = Self.sealed(damaged)
      guard let searcher = try? open(folder, damaged) else { continue }
      for _ in 0..<6 {
        let query = maker.query(entries)
        _ = try? searcher.search(query, limit: 10)
        _ = try? searcher.keys(query)
        _ = try? searcher.facets(query, field: "place")
        _ = try? searcher.matches(query, in: entries[maker.int(0...entries.count - 1)].key)
        _ = try? searcher.explain(query, for: entries[maker.int(0...entries.count - 1)].key)
      }
      _ = try? verifySegment(folder: folder.path, name: "damaged.segment", analyzer: "test")
    }
  }

  /// `verify` sees a posting that the text does not have, and a text that the postings do not have.
  @Test func verifyProvesPostingsAgainstTexts() throws {
    let folder = try ScratchFolder()
    try folder.write([Entry(1, 1, "清河市科普规划"), Entry(1, 2, "临江市教育规划"), Entry(2, 1, "清河市教育局")])
    let bytes = try folder.bytes("000001.segment")
    let frame = try SegmentFile(folder: folder.path, name: "000001.segment", analyzer: "test")
    for part in [Part.text, .symbols, .lengths, .postings, .seconds, .sizes, .places, .firsts, .textOffsets] {
      let range = frame[part].origin..<frame[part].origin + frame[part].count
      for at in range {
        var damaged = bytes
        damaged[at] ^= 1
        try? folder.put(Self.sealed(damaged), "damaged.segment")
        #expect(throws: IndexError.self, "\(part) byte \(at - range.lowerBound)") {
          _ = try verifySegment(folder: folder.path, name: "damaged.segment", analyzer: "test")
        }
      }
    }
  }
}
