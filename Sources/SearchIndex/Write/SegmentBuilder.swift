/// What `IndexWriter` is made of: takes entries apart into text, grams and keywords, and keeps in memory only what grows
/// by a few bytes an entry.
final class SegmentBuilder {
  let output: FileOutput
  let name: String
  let analyzer: String
  let text: TextSpool
  let grams: PostingSpool
  let keywords: KeywordCollector
  let phrases: PhraseSpool
  let classes: Buffer<UInt8>
  private var units = Buffer<UInt16>(uninitialized: 1 << 12)
  private var last: EntryKey?
  private(set) var count = 0
  private(set) var documents = 0
  private(set) var totalLength = 0
  private(set) var lengths: [UInt8] = []
  private(set) var weightCodes: [UInt8] = []
  private(set) var weights: [Float] = []
  private(set) var keyRuns: [KeyRun] = []

  /// Consecutive passages of one document from an ordinal on.
  struct KeyRun {
    let document: UInt32
    let passage: UInt32
    let ordinal: UInt32
  }

  init(folder: String, name: String, analyzer: String, batch: Int, phrasesFrom: Int) throws(IndexError) {
    output = try FileOutput(folder: folder, name: name)
    self.name = name
    self.analyzer = analyzer
    text = try TextSpool(path: output.path + ".text.partial")
    grams = try PostingSpool(path: output.path + ".grams.partial", batch: batch)
    keywords = try KeywordCollector(path: output.path + ".keywords.partial", batch: batch / 4)
    phrases = PhraseSpool(path: output.path + ".phrases.partial", least: phrasesFrom)
    classes = Buffer(uninitialized: 65_536)
    for (unit, value) in UnitClass.table().enumerated() { classes[unit] = value }
  }

  func add(_ entry: Entry) throws(IndexError) {
    if let last, !(last < entry.key) { throw .outOfOrder(key: entry.key, after: last) }
    try EntryCheck.check(entry)
    let ordinal = UInt32(count)
    let code = try weightCode(entry)
    let parts = try spell(entry)
    guard count < PostingSpool.maxEntries - 1, text.bound + 2 * (parts.last?.end ?? 0) + 64 < Layout.maxText else {
      throw .segmentFull(path: output.path)
    }
    if parts.count == 1 && parts[0].own == parts[0].end {
      try addPlain(parts[0].end, ordinal)
    } else {
      try addGrams(parts, ordinal)
    }
    try text.append(units, parts)
    try keywords.add(entry.keywords, ordinal)
    weightCodes.append(code)
    let length = entry.readings[0].ownCount
    lengths.append(RoundedLength.code(length))
    totalLength += length
    extendKeys(entry.key, ordinal)
    last = entry.key
    count += 1
  }

  private func extendKeys(_ key: EntryKey, _ ordinal: UInt32) {
    if last?.document != key.document { documents += 1 }
    if let last, last.document == key.document, last.passage + 1 == key.passage { return }
    keyRuns.append(KeyRun(document: key.document, passage: key.passage, ordinal: ordinal))
  }

  private func weightCode(_ entry: Entry) throws(IndexError) -> UInt8 {
    if let known = weights.firstIndex(of: entry.weight) { return UInt8(known) }
    guard weights.count < 256 else {
      throw .invalidEntry(key: entry.key, problem: .tooManyWeights(limit: 256))
    }
    weights.append(entry.weight)
    return UInt8(weights.count - 1)
  }

  /// Writes the readings as UTF-16, one after the other.
  private func spell(_ entry: Entry) throws(IndexError) -> [TextSpool.Part] {
    let needed = entry.readings.reduce(0) { $0 + 2 * $1.scalars.count } + 1
    if needed > units.capacity { units = Buffer(uninitialized: needed * 2) }
    var at = 0
    var parts: [TextSpool.Part] = []
    for (index, reading) in entry.readings.enumerated() {
      let start = at
      var own = at
      for (offset, scalar) in reading.scalars.enumerated() {
        if offset == reading.ownCount { own = at }
        if scalar < 0xD800 || (scalar >= 0xE000 && scalar <= 0xFFFF) {
          units[at] = UInt16(truncatingIfNeeded: scalar)
          at &+= 1
        } else if scalar > 0xFFFF && scalar <= 0x10FFFF {
          units[at] = UInt16(truncatingIfNeeded: 0xD7C0 &+ (scalar &>> 10))
          units[at &+ 1] = UInt16(truncatingIfNeeded: 0xDC00 | (scalar & 0x3FF))
          at &+= 2
        } else {
          throw .invalidEntry(key: entry.key, problem: .scalar(found: scalar, reading: index, offset: offset))
        }
      }
      if reading.ownCount == reading.scalars.count { own = at }
      parts.append(TextSpool.Part(start: start, own: own, end: at))
    }
    return parts
  }

  @inline(__always) private func key(_ index: Int, _ end: Int) -> UInt32 {
    let first = units[index]
    if classes[Int(first)] == 0 || index &+ 1 >= end { return Gram.key(first, 0) }
    let second = units[index &+ 1]
    return Gram.key(first, classes[Int(second)] == 0 ? 0 : second)
  }

  private func addPlain(_ end: Int, _ ordinal: UInt32) throws(IndexError) {
    try grams.reserve(end, entry: ordinal)
    for index in 0..<end { grams.add(key: key(index, end), entry: ordinal) }
  }

  /// A gram counts as often as in the reading that has it most; grams of the neighbour's text are marked.
  private func addGrams(_ parts: [TextSpool.Part], _ ordinal: UInt32) throws(IndexError) {
    var most: [UInt32: Int] = [:]
    for part in parts {
      var here: [UInt32: Int] = [:]
      for index in part.start..<part.end { here[key(index, part.end), default: 0] += index < part.own ? 1 : 0 }
      for (gram, count) in here { most[gram] = max(most[gram] ?? 0, count) }
    }
    try grams.reserve(most.values.reduce(0) { $0 + max(1, min($1, BlockCodec.maxCount)) }, entry: ordinal)
    for (gram, count) in most {  // The spool sorts: the order of the dictionary does not show.
      if count == 0 { grams.addOutside(key: gram, entry: ordinal) }
      for _ in 0..<min(count, BlockCodec.maxCount) { grams.add(key: gram, entry: ordinal) }
    }
  }
}

/// What an entry must fulfil before anything of it is kept.
enum EntryCheck {
  static let maxReadings = 8
  static let maxScalars = 1 << 24
  static let maxKeywords = 4096
  static let maxKeywordBytes = 1 << 16

  static func check(_ entry: Entry) throws(IndexError) {
    func refuse(_ problem: EntryProblem) -> IndexError { .invalidEntry(key: entry.key, problem: problem) }
    if entry.readings.isEmpty { throw refuse(.noReadings) }
    if entry.readings.count > maxReadings {
      throw refuse(.tooManyReadings(found: entry.readings.count, limit: maxReadings))
    }
    for reading in entry.readings {
      if reading.scalars.count > maxScalars { throw refuse(.tooLong(found: reading.scalars.count, limit: maxScalars)) }
      if reading.ownCount < 0 || reading.ownCount > reading.scalars.count {
        throw refuse(.ownCount(found: reading.ownCount, scalars: reading.scalars.count))
      }
    }
    if !(entry.weight >= 0 && entry.weight.isFinite) { throw refuse(.weight(found: entry.weight)) }
    if entry.keywords.count > maxKeywords {
      throw refuse(.tooManyKeywords(found: entry.keywords.count, limit: maxKeywords))
    }
    for keyword in entry.keywords {
      let bytes = keyword.field.utf8.count + keyword.value.utf8.count
      if bytes > maxKeywordBytes { throw refuse(.keywordTooLong(bytes: bytes, limit: maxKeywordBytes)) }
    }
  }
}
