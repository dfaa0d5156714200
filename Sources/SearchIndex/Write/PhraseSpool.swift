/// The listed phrases of a segment and the entries that each is in, gathered while the text is written.
final class PhraseSpool {
  /// Ascending by the gram of the anchor, then by phrase; a phrase's place is its number.
  private var phrases: [ListedPhrase] = []
  private var gathering: (table: PhraseTable, postings: PostingSpool)?
  private let path: String
  /// Phrases that are in fewer entries are not listed, whatever the size of the segment.
  private let least: Int
  private static let batch = 1 << 19
  /// Proving a phrase in so many entries takes long enough for a list.
  static let usualLeast = 2048
  /// In a larger segment a phrase must be in so many-th of its entries; in one of more entries than these in a number that
  /// grows as their root only: text that is not in any cache takes longer to look at, and the lists take less room.
  private static let share = 96
  private static let large = 1 << 18

  private static func wanted(_ entries: Int) -> Int {
    if entries <= large { return entries / share }
    return Int((Double(entries) * Double(large)).squareRoot()) / share
  }

  /// - Parameter least: entries from which on a phrase is listed; below the usual number, in a segment of any size.
  init(path: String, least: Int) {
    self.path = path
    self.least = least
  }

  /// Chooses from a sample of the text that is a `scale`-th of it.
  func choose(
    _ sample: borrowing Buffer<UInt16>, ends: [Int], scale: Double, entries: Int, classes: borrowing Buffer<UInt8>
  ) throws(IndexError) {
    let wanted = least < Self.usualLeast ? least : max(least, Self.wanted(entries))
    if entries < wanted { return }
    phrases = PhraseChooser.choose(
      sample, ends: ends, least: max(2, Int(Double(wanted) / max(1, scale))), classes: classes)
    if phrases.isEmpty { return }
    gathering = (PhraseTable(phrases), try PostingSpool(path: path, batch: Self.batch))
  }

  /// The entry's own starts of listed phrases, in the reading that has most of each.
  func add(_ parts: [TextSpool.Part], _ units: borrowing Buffer<UInt16>, entry: UInt32) throws(IndexError) {
    guard let (table, postings) = gathering else { return }
    try postings.reserve(2 * (parts.last?.end ?? 0), entry: entry)
    if parts.count == 1 {
      table.forEach(parts[0], units) { postings.add(key: $0, entry: entry) }
      return
    }
    var most: [UInt32: Int] = [:]
    for part in parts {
      var here: [UInt32: Int] = [:]
      table.forEach(part, units) { here[$0, default: 0] += 1 }
      for (number, count) in here { most[number] = max(most[number] ?? 0, count) }
    }
    for (number, count) in most {  // The spool sorts.
      for _ in 0..<min(count, BlockCodec.maxCount) { postings.add(key: number, entry: entry) }
    }
  }

  /// Everything has been added.
  func lists() throws(IndexError) -> PhraseLists { try PhraseLists(phrases, gathering?.postings.lists()) }
}

/// Finds phrases in texts.
final class PhraseTable {
  /// An open table of phrases: 0 where it is empty.
  private let keys: Buffer<UInt64>
  private let numbers: Buffer<UInt32>
  private let mask: Int
  /// 1 for pairs of letters that a phrase starts with, and for others that share their place.
  private let starts = Buffer<UInt8>(capacity: 1 << 16, filledWith: 0)

  init(_ phrases: [ListedPhrase]) {
    var size = 1
    while size < 2 * phrases.count { size *= 2 }
    mask = size - 1
    keys = Buffer(capacity: size, filledWith: 0)
    numbers = Buffer(capacity: size, filledWith: 0)
    for (number, listed) in phrases.enumerated() {
      var slot = Self.hash(listed.phrase.packed) & mask
      while keys[slot] != 0 { slot = (slot + 1) & mask }
      keys[slot] = listed.phrase.packed
      numbers[slot] = UInt32(number)
      starts[Self.pair(listed.phrase.unit(0), listed.phrase.unit(1))] = 1
    }
  }

  @inline(__always) private static func hash(_ packed: UInt64) -> Int {
    Int(truncatingIfNeeded: (packed &* 0x9FB2_1C65_1E98_DF25) >> 40)
  }

  @inline(__always) private static func pair(_ a: UInt16, _ b: UInt16) -> Int {
    Int(truncatingIfNeeded: (Gram.key(a, b) &* 0x9E37_79B1) >> 16)
  }

  @inline(__always) private func number(_ packed: UInt64) -> UInt32? {
    var slot = Self.hash(packed) & mask
    while keys[slot] != 0 {
      if keys[slot] == packed { return numbers[slot] }
      slot = (slot &+ 1) & mask
    }
    return nil
  }

  /// The numbers of the phrases that start at each place of own text.
  @inline(__always) func forEach(
    _ part: TextSpool.Part, _ units: borrowing Buffer<UInt16>, _ body: (UInt32) -> Void
  ) {
    var place = part.start
    let end = min(part.own, part.end - 2)
    while place < end {
      defer { place &+= 1 }
      if starts[Self.pair(units[place], units[place &+ 1])] == 0 { continue }
      let three = (UInt64(units[place]) << 32 | UInt64(units[place &+ 1]) << 16 | UInt64(units[place &+ 2])) << 16
      if let number = number(three) { body(number) }
      if place &+ 3 < part.end, units[place &+ 3] != 0, let number = number(three | UInt64(units[place &+ 3])) {
        body(number)
      }
    }
  }
}

/// The lists of the phrases, coded while the lists of the grams go by.
struct PhraseLists {
  private let phrases: [ListedPhrase]
  private var postings: PostingMerge?
  /// The list that is next: the number of its phrase, nil at the end, and its entries.
  private var number: Int?
  private var ordinals: [UInt32] = []
  private var counts: [UInt8] = []
  private var rows: [(phrase: KnownPhrase, anchor: Int, place: Int)] = []
  /// The coded lists, one behind the other.
  private(set) var bytes: [UInt8] = []

  init(_ phrases: [ListedPhrase], _ postings: PostingMerge?) throws(IndexError) {
    self.phrases = phrases
    self.postings = postings
    if postings != nil { try advance() }
  }

  private mutating func advance() throws(IndexError) { number = try postings?.next(&ordinals, &counts).map(Int.init) }

  /// Codes the lists of the phrases whose anchor is this gram: places in its list.
  mutating func add(_ gram: UInt32, _ entries: [UInt32], scratch: BlockCodec.Scratch) throws(IndexError) {
    while let now = number, phrases[now].anchorGram == gram {
      var places: [UInt32] = []
      places.reserveCapacity(ordinals.count)
      var at = 0
      for ordinal in ordinals {
        while entries[at] < ordinal { at += 1 }
        places.append(UInt32(at))
      }
      rows.append((phrases[now].phrase, phrases[now].anchor, bytes.count))
      var list: [UInt8] = []
      ListEncoder.encode(places, counts, scratch: scratch, into: &list)
      ListEncoder.appendVarint(list.count, &bytes)
      bytes += list
      try advance()
    }
  }

  /// The rows, ascending by phrase.
  func table(from start: Int) -> [UInt8] {
    var out: [UInt8] = []
    for row in rows.sorted(by: { $0.phrase < $1.phrase }) {
      ListEncoder.append64(row.phrase.packed, &out)
      ListEncoder.append32(UInt32(start + row.place), &out)
      ListEncoder.append32(UInt32(row.anchor), &out)
    }
    return out
  }
}
