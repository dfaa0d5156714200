/// A segment opened for reading: immutable, safe to use from many threads.
final class Segment: Sendable {
  let frame: SegmentFile
  let name: String
  /// Entries, deleted ones included.
  let count: Int
  let documents: Int
  /// Sum of the entries' lengths.
  let totalLength: Int
  let weightTable: [Float]
  /// The largest of the weights; nil where one is none.
  let heaviest: Float?
  /// The smallest of the rounded lengths.
  let shortest: UInt8
  let decoder: TextDecoder
  let starts: TextStarts
  let postings: Bytes
  /// Row of each first unit in `firsts` plus one; 0 where there is none.
  private let rows: [UInt16]

  init(folder: String, name: String, analyzer: String) throws(IndexError) {
    let frame = try SegmentFile(folder: folder, name: name, analyzer: analyzer)
    let totals = frame[.totals]
    self.frame = frame
    self.name = name
    count = try totals.size(0)
    documents = try totals.size(8)
    totalLength = try totals.size(16)
    postings = frame[.postings]
    decoder = try TextDecoder(frame[.symbols])
    weightTable = try Self.weights(totals)
    heaviest = weightTable.allSatisfy { $0 >= 0 && $0.isFinite } ? weightTable.max() : nil
    shortest = frame[.lengths].least
    rows = try Self.firstRows(frame[.firsts])
    try Self.checkSizes(frame, count, weights: weightTable.count)
    starts = try TextStarts(frame[.textOffsets], count: count)
  }

  /// Whether weights change any score.
  var isWeighted: Bool { weightTable.count > 1 || weightTable.first != 1 }

  /// Proves that all that was read so far came from the file.
  func requireIntact() throws(IndexError) { try frame.file.requireIntact() }

  private static func weights(_ totals: Bytes) throws(IndexError) -> [Float] {
    guard totals.count % 4 == 0, totals.count <= 24 + 4 * 256 else {
      throw totals.corrupt(24, expected: "at most 256 weights", found: "\(totals.count - 24) bytes")
    }
    var weights: [Float] = []
    for at in stride(from: 24, to: totals.count, by: 4) { weights.append(Float(bitPattern: try totals.u32(at))) }
    return weights
  }

  private static func firstRows(_ firsts: Bytes) throws(IndexError) -> [UInt16] {
    guard firsts.count % 8 == 0, firsts.count / 8 <= 65_536 else {
      throw firsts.corrupt(0, expected: "rows of 8 bytes", found: "\(firsts.count) bytes")
    }
    var rows = [UInt16](repeating: .max, count: 65_536)
    for row in 0..<firsts.count / 8 {
      let unit = Int(try firsts.u32(8 * row))
      guard unit < 65_536 else { throw firsts.corrupt(8 * row, expected: "a unit", found: "\(unit)") }
      rows[unit] = UInt16(truncatingIfNeeded: row)
    }
    return rows
  }

  /// The parts agree in the number of entries and grams.
  private static func checkSizes(_ frame: SegmentFile, _ count: Int, weights: Int) throws(IndexError) {
    guard count < PostingSpool.maxEntries else {
      throw frame[.totals].corrupt(0, expected: "fewer than \(PostingSpool.maxEntries) entries", found: "\(count)")
    }
    func check(_ part: Part, _ size: Int) throws(IndexError) {
      let found = frame[part].count
      guard found == size else { throw frame[part].corrupt(0, expected: "\(size) bytes", found: "\(found)") }
    }
    try check(.lengths, count)
    try check(.weights, weights > 1 ? count : 0)
    let grams = frame[.seconds].count / 2
    try check(.sizes, grams)
    try check(.places, 8 * ((grams + Layout.gramsPerPlace - 1) / Layout.gramsPerPlace))
    for (part, row) in [(Part.seconds, 2), (.keys, 12), (.keywords, 16), (.phrases, 16)] where frame[part].count % row != 0 {
      throw frame[part].corrupt(0, expected: "rows of \(row) bytes", found: "\(frame[part].count) bytes")
    }
  }

  // MARK: Grams

  /// The grams that start with a unit: their range in `seconds`.
  func group(_ first: UInt16) throws(IndexError) -> Range<Int>? {
    let firsts = frame[.firsts]
    let row = Int(rows[Int(first)])
    // 0xFFFF also says "no row": the real row 65,535 can only be that of the unit 65,535.
    guard row < firsts.count / 8, try firsts.u32(8 * row) == UInt32(first) else { return nil }
    let total = frame[.seconds].count / 2
    let start = Int(try firsts.u32(8 * row + 4))
    let end = row + 1 < firsts.count / 8 ? Int(try firsts.u32(8 * row + 12)) : total
    guard start <= end, end <= total else {
      throw firsts.corrupt(8 * row + 4, expected: "a range within \(total)", found: "\(start) to \(end)")
    }
    return start..<end
  }

  /// The list of a gram; nil when no entry has it.
  func list(_ gram: UInt32) throws(IndexError) -> PostingList? {
    guard let group = try group(UInt16(gram >> 16)) else { return nil }
    let seconds = frame[.seconds]
    let wanted = UInt16(gram & 0xFFFF)
    var (low, high) = (group.lowerBound, group.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if try seconds.u16(2 * middle) < wanted { low = middle + 1 } else { high = middle }
    }
    guard low < group.upperBound, try seconds.u16(2 * low) == wanted else { return nil }
    return try PostingList(postings, bytes(of: low), limit: count)
  }

  /// The bytes of the list of the gram at an index, when the list before it ends at `start`.
  private func bytes(of index: Int, from start: Int) throws(IndexError) -> Range<Int> {
    var size = try frame[.sizes].u8(index)
    var at = start
    if size == Layout.longList { size = try postings.varint(&at) }
    try postings.require(at, size)
    return at..<at + size
  }

  /// The bytes of the list of the gram at an index.
  private func bytes(of index: Int) throws(IndexError) -> Range<Int> {
    let known = index / Layout.gramsPerPlace
    var at = try frame[.places].size(8 * known)
    for before in known * Layout.gramsPerPlace..<index { at = try bytes(of: before, from: at).upperBound }
    return try bytes(of: index, from: at)
  }

  /// The lists of the grams in a range, one after the other.
  func forEachList(_ indices: Range<Int>, _ body: (Int, PostingList) throws(IndexError) -> Void) throws(IndexError) {
    guard let first = indices.first else { return }
    var range = try bytes(of: first)
    for index in indices {
      if index > first { range = try bytes(of: index, from: range.upperBound) }
      try body(index, try PostingList(postings, range, limit: count))
    }
  }

  /// The lists of all grams that start with a unit.
  func lists(startingWith first: UInt16) throws(IndexError) -> [PostingList] {
    var lists: [PostingList] = []
    if let group = try group(first) {
      try forEachList(group) { (_, list) throws(IndexError) in lists.append(list) }
    }
    return lists
  }

  // MARK: Phrases

  var phraseCount: Int { frame[.phrases].count / 16 }

  /// The phrase of a row, and its list.
  func phrase(_ row: Int) throws(IndexError) -> (phrase: KnownPhrase, list: PhraseList) {
    let phrases = frame[.phrases]
    let phrase = KnownPhrase(packed: try phrases.u64(16 * row))
    let anchor = Int(try phrases.u32(16 * row + 12))
    guard anchor < phrase.count - 1, let grams = try list(phrase.gram(anchor)) else {
      throw phrases.corrupt(16 * row, expected: "a phrase and one of its grams", found: "gram \(anchor)")
    }
    let bytes = frame[.phrasePostings]
    var at = Int(try phrases.u32(16 * row + 8))
    let size = try bytes.varint(&at)
    try bytes.require(at, size)
    return (phrase, PhraseList(anchor: grams, places: try PostingList(bytes, at..<at + size, limit: grams.count)))
  }

  /// The list of a phrase; nil where it is not listed.
  func list(_ wanted: KnownPhrase) throws(IndexError) -> PhraseList? {
    let phrases = frame[.phrases]
    var (low, high) = (0, phraseCount)
    while low < high {
      let middle = (low + high) / 2
      if try phrases.u64(16 * middle) < wanted.packed { low = middle + 1 } else { high = middle }
    }
    guard low < phraseCount, try phrases.u64(16 * low) == wanted.packed else { return nil }
    return try phrase(low).list
  }

  // MARK: Keywords

  var keywordCount: Int { frame[.keywords].count / 16 }

  func keywordBytes(_ row: Int) throws(IndexError) -> [UInt8] {
    let keywords = frame[.keywords]
    return try frame[.keywordBytes].array(keywords.size(16 * row), Int(keywords.u32(16 * row + 8)))
  }

  func keywordList(_ row: Int) throws(IndexError) -> PostingList {
    let postings = frame[.keywordPostings]
    var at = Int(try frame[.keywords].u32(16 * row + 12))
    let size = try postings.varint(&at)
    try postings.require(at, size)
    return try PostingList(postings, at..<at + size, limit: count)
  }

  /// The first row whose bytes are not below the wanted ones.
  func keywordRow(_ wanted: [UInt8]) throws(IndexError) -> Int {
    var (low, high) = (0, keywordCount)
    while low < high {
      let middle = (low + high) / 2
      if try keywordBytes(middle).lexicographicallyPrecedes(wanted) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  // MARK: Keys

  var runCount: Int { frame[.keys].count / 12 }

  func run(_ row: Int) throws(IndexError) -> (key: EntryKey, ordinals: Range<Int>) {
    let keys = frame[.keys]
    let key = EntryKey(document: try keys.u32(12 * row), passage: try keys.u32(12 * row + 4))
    let start = Int(try keys.u32(12 * row + 8))
    let end = row + 1 < runCount ? Int(try keys.u32(12 * row + 20)) : count
    guard start < end, end <= count else {
      throw keys.corrupt(12 * row + 8, expected: "a run of entries", found: "\(start) to \(end)")
    }
    return (key, start..<end)
  }

  /// The first run whose key does not precede.
  private func firstRun(_ precedes: (EntryKey) -> Bool) throws(IndexError) -> Int {
    var (low, high) = (0, runCount)
    while low < high {
      let middle = (low + high) / 2
      if precedes(try run(middle).key) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func key(_ ordinal: Int) throws(IndexError) -> EntryKey {
    let keys = frame[.keys]
    var (low, high) = (0, runCount)
    while low < high {
      let middle = (low + high) / 2
      if Int(try keys.u32(12 * middle + 8)) <= ordinal { low = middle + 1 } else { high = middle }
    }
    let row = low - 1
    let run = try run(row)
    guard run.ordinals.contains(ordinal) else {
      throw frame[.keys].corrupt(12 * row, expected: "a run with entry \(ordinal)", found: "\(run.ordinals)")
    }
    return EntryKey(document: run.key.document, passage: run.key.passage &+ UInt32(ordinal - run.ordinals.lowerBound))
  }

  /// The entry with this key, deleted or not.
  func ordinal(_ key: EntryKey) throws(IndexError) -> Int? {
    let row = try firstRun { $0 <= key } - 1
    guard row >= 0 else { return nil }
    let run = try run(row)
    guard run.key.document == key.document else { return nil }
    let ordinal = run.ordinals.lowerBound + Int(key.passage - run.key.passage)
    return run.ordinals.contains(ordinal) ? ordinal : nil
  }

  /// The first entry whose key comes after this one.
  func firstOrdinal(after key: EntryKey) throws(IndexError) -> Int {
    let row = try firstRun { $0 <= key } - 1
    guard row >= 0 else { return 0 }
    let run = try run(row)
    guard run.key.document == key.document else { return run.ordinals.upperBound }
    return min(run.ordinals.upperBound, run.ordinals.lowerBound + Int(key.passage - run.key.passage) + 1)
  }

  /// The entries of a document.
  func ordinals(document: UInt32) throws(IndexError) -> Range<UInt32>? {
    let first = try firstRun { $0.document < document }
    let next = try firstRun { $0.document <= document }
    if first >= next { return nil }
    let (start, end) = (try run(first).ordinals.lowerBound, try run(next - 1).ordinals.upperBound)
    guard start < end else {
      throw frame[.keys].corrupt(12 * first, expected: "runs that ascend", found: "\(start) to \(end)")
    }
    return UInt32(start)..<UInt32(end)
  }
}
