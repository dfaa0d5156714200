/// Proves a segment: the checksum of every part, and every structure. Throws the first thing that is wrong.
///
/// Proved are: keys ascend strictly; every text decodes; every list is sorted, in range, coded as the writer codes it, and
/// stands where the one before it ends; the gram lists hold exactly the entries and counts that the texts give (by a sum
/// over all of them), and so do the lists of phrases; dictionary, keywords and phrases ascend strictly.
package func verifySegment(folder: String, name: String, analyzer: String) throws(IndexError) -> SegmentSummary {
  let segment = try Segment(folder: folder, name: name, analyzer: analyzer)
  let proof = SegmentProof(segment)
  try proof.keys()
  try proof.texts()
  try proof.grams()
  try proof.keywords()
  try proof.phrases()
  try segment.requireIntact()
  return SegmentSummary(
    name: name, entries: segment.count, documents: segment.documents, bytes: segment.frame.file.count,
    checksum: segment.frame.checksum)
}

/// The steps of `verifySegment`.
private final class SegmentProof {
  private let segment: Segment
  /// Sum over all postings of a number made from gram, entry and count, from the texts and from the lists.
  private var fromTexts: UInt64 = 0
  private var fromLists: UInt64 = 0

  init(_ segment: Segment) { self.segment = segment }

  private static func mix(_ gram: UInt32, _ ordinal: UInt32, _ count: Int) -> UInt64 {
    var value = UInt64(gram) << 32 | UInt64(ordinal)
    value = (value ^ UInt64(count) << 29) &* 0x9FB2_1C65_1E98_DF25
    value ^= value >> 32
    return value &* 0x9E37_79B9_7F4A_7C15
  }

  func keys() throws(IndexError) {
    let bytes = segment.frame[.keys]
    var documents = 0
    var last: EntryKey?
    var next = 0
    for row in 0..<segment.runCount {
      let run = try segment.run(row)
      let end = UInt64(run.key.passage) + UInt64(run.ordinals.count - 1)
      guard run.ordinals.lowerBound == next, end <= UInt64(UInt32.max), last.map({ $0 < run.key }) ?? true else {
        throw bytes.corrupt(12 * row, expected: "a run after \(last?.text ?? "none")", found: run.key.text)
      }
      if last?.document != run.key.document { documents += 1 }
      last = EntryKey(document: run.key.document, passage: UInt32(end))
      next = run.ordinals.upperBound
    }
    guard next == segment.count, documents == segment.documents else {
      throw bytes.corrupt(
        0, expected: "\(segment.count) entries of \(segment.documents) documents", found: "\(next) of \(documents)")
    }
  }

  /// The listed phrases by their units.
  private var rows: [UInt64: UInt32] = [:]
  /// Pairs that they start with.
  private var starts: Set<UInt32> = []
  /// The sums of the postings of phrases.
  private var phrasesFromTexts: UInt64 = 0
  private var phrasesFromLists: UInt64 = 0

  private func readPhrases() throws(IndexError) {
    var last: KnownPhrase?
    for row in 0..<segment.phraseCount {
      let phrase = try segment.phrase(row).phrase
      let units = (0..<phrase.count).map(phrase.unit)
      guard last.map({ $0 < phrase }) ?? true, KnownPhrase(units) == phrase else {
        throw segment.frame[.phrases].corrupt(
          16 * row, expected: "a phrase after \(last?.packed ?? 0)", found: "\(phrase.packed)")
      }
      last = phrase
      rows[phrase.packed] = UInt32(row)
      starts.insert(phrase.gram(0))
    }
  }

  /// The slow equivalent of what the writer gathers.
  private func addPhrases(_ scratch: TextScratch, _ ordinal: UInt32) {
    var most: [UInt32: Int] = [:]
    for reading in 0..<scratch.readingCount {
      var here: [UInt32: Int] = [:]
      let end = scratch.end(reading)
      for place in scratch.start(reading)..<scratch.own(reading) where place + 2 < end {
        guard starts.contains(Gram.key(scratch.units[place], scratch.units[place + 1])) else { continue }
        for size in 3...4 where place + size <= end {
          let phrase = KnownPhrase((0..<size).map { scratch.units[place + $0] })
          if let row = phrase.flatMap({ rows[$0.packed] }) { here[row, default: 0] += 1 }
        }
      }
      for (row, count) in here { most[row] = max(most[row] ?? 0, count) }
    }
    for (row, count) in most { phrasesFromTexts &+= Self.mix(row, ordinal, min(count, BlockCodec.maxCount)) }
  }

  func phrases() throws(IndexError) {
    let bytes = segment.frame[.phrasePostings]
    if segment.phraseCount == 0 {
      guard bytes.count == 0 else { throw bytes.corrupt(0, expected: "nothing", found: "\(bytes.count) bytes") }
      return
    }
    var lists: [(row: Int, list: PhraseList)] = []
    for row in 0..<segment.phraseCount { lists.append((row, try segment.phrase(row).list)) }
    // The lists stand in the order of their grams, not in that of the phrases.
    place = try begin(bytes)
    for (row, list) in lists.sorted(by: { $0.list.places.range.lowerBound < $1.list.places.range.lowerBound }) {
      _ = try prove(list.places, bytes, sizeFrom: 0)
      let found = try list.all()
      for index in 0..<found.count {
        phrasesFromLists &+= Self.mix(UInt32(row), found.ordinals[index], Int(found.counts[index]))
      }
    }
    try checkEnd(bytes)
    guard phrasesFromLists == phrasesFromTexts else {
      throw bytes.corrupt(0, expected: "the phrases of the texts", found: "others")
    }
  }

  func texts() throws(IndexError) {
    try readPhrases()
    let scratch = TextScratch()
    let lengths = segment.frame[.lengths]
    var total = 0
    for ordinal in 0..<segment.count {
      try segment.readText(ordinal, into: scratch)
      let own = ScalarMap(scratch, 0).scalar(scratch.own(0))
      total += own
      guard RoundedLength.code(own) == UInt8(try lengths.u8(ordinal)) else {
        throw lengths.corrupt(ordinal, expected: "the code of \(own)", found: "\(try lengths.u8(ordinal))")
      }
      _ = try segment.weight(ordinal)
      if !rows.isEmpty { addPhrases(scratch, UInt32(ordinal)) }
      for (gram, count) in Self.grams(scratch) {
        fromTexts &+= Self.mix(gram, UInt32(ordinal), min(count, BlockCodec.maxCount))
      }
    }
    try textOffsets()
    guard total == segment.totalLength else {
      throw segment.frame[.totals].corrupt(16, expected: "\(total)", found: "\(segment.totalLength)")
    }
  }

  private func textOffsets() throws(IndexError) {
    let bytes = segment.frame[.textOffsets]
    var offsets: [UInt32] = []
    for index in 0...segment.count {
      let (start, head) = try segment.starts.offset(index)
      offsets.append(UInt32(truncatingIfNeeded: start) | (head ? Layout.headFlag : 0))
    }
    guard (offsets.first ?? 0) & ~Layout.headFlag == 0, Int(offsets.last ?? 0) * 2 == segment.frame[.text].count,
      try bytes.array(0, bytes.count) == TextStarts.encode(offsets)
    else {
      throw bytes.corrupt(
        0, expected: "offsets from 0 to \(segment.frame[.text].count / 2) as the writer writes them", found: "others")
    }
  }

  /// The slow equivalent of what the builder counts.
  private static func grams(_ scratch: TextScratch) -> [UInt32: Int] {
    var most: [UInt32: Int] = [:]
    for reading in 0..<scratch.readingCount {
      var here: [UInt32: Int] = [:]
      for place in scratch.start(reading)..<scratch.end(reading) {
        let first = scratch.units[place]
        let second = place + 1 < scratch.end(reading) ? scratch.units[place + 1] : 0
        let alone = UnitClass.isSeparator(first) || UnitClass.isSeparator(second)
        here[Gram.key(first, alone ? 0 : second), default: 0] += place < scratch.own(reading) ? 1 : 0
      }
      for (gram, count) in here { most[gram] = max(most[gram] ?? 0, count) }
    }
    return most
  }

  func grams() throws(IndexError) {
    let firsts = segment.frame[.firsts]
    var next = 0
    place = try begin(segment.postings)
    for row in 0..<firsts.count / 8 {
      let first = UInt16(truncatingIfNeeded: try firsts.u32(8 * row))
      guard let group = try segment.group(first), group.lowerBound == next else {
        throw firsts.corrupt(8 * row, expected: "a group at \(next)", found: "unit \(first)")
      }
      try segment.forEachList(group) { (index, list) throws(IndexError) in try check(list, index, first) }
      next = group.upperBound
    }
    try checkEnd(segment.postings)
    guard next == segment.frame[.seconds].count / 2, fromLists == fromTexts else {
      throw segment.postings.corrupt(0, expected: "the postings of the texts", found: "others")
    }
  }

  private var lastGram: UInt32?

  private func check(_ list: PostingList, _ index: Int, _ first: UInt16) throws(IndexError) {
    let (seconds, places) = (segment.frame[.seconds], segment.frame[.places])
    let gram = Gram.key(first, try seconds.u16(2 * index))
    if let last = lastGram, last >= gram {
      throw seconds.corrupt(2 * index, expected: "a gram after \(last)", found: "\(gram)")
    }
    lastGram = gram
    let known = index / Layout.gramsPerPlace * 8
    if index % Layout.gramsPerPlace == 0, try places.size(known) != place {
      throw places.corrupt(known, expected: "\(place)", found: "another place")
    }
    for index in 0..<(try prove(list, segment.postings, sizeFrom: Layout.longList)) {
      fromLists &+= Self.mix(gram, proved.ordinals[index], Int(proved.counts[index]))
    }
  }

  private var proved = Found(capacity: 0)

  /// Where the next list must begin, from the start of its part.
  private var place = 0
  private let scratch = BlockCodec.Scratch()

  /// Decodes a list and encodes it again: the same bytes must come out, at the place where the list before it ended.
  /// - Parameter sizeFrom: lists of so many bytes or more have their size in front.
  private func prove(_ list: PostingList, _ bytes: Bytes, sizeFrom: Int) throws(IndexError) -> Int {
    proved = try list.all()
    var (ordinals, counts): ([UInt32], [UInt8]) = ([], [])
    for index in 0..<proved.count {
      ordinals.append(proved.ordinals[index])
      counts.append(proved.counts[index])
    }
    var (size, again): ([UInt8], [UInt8]) = ([], [])
    ListEncoder.encode(ordinals, counts, scratch: scratch, into: &again)
    if again.count >= sizeFrom { ListEncoder.appendVarint(again.count, &size) }
    let start = place + size.count
    again = size + again
    guard list.range.lowerBound == start, list.range.upperBound == place + again.count,
      try bytes.array(place, again.count) == again
    else {
      throw list.corrupt(expected: "a list at \(start) as the writer codes it", found: "another at \(list.range)")
    }
    place += again.count
    return proved.count
  }

  /// Before the first list come only the bytes that are there for reading around blocks.
  /// - Returns: where the first list must begin.
  private func begin(_ bytes: Bytes) throws(IndexError) -> Int {
    guard try bytes.array(0, BlockCodec.slack) == [UInt8](repeating: 0, count: BlockCodec.slack) else {
      throw bytes.corrupt(0, expected: "\(BlockCodec.slack) zeros", found: "other bytes")
    }
    return BlockCodec.slack
  }

  /// After the last list come only the bytes that are there for reading around blocks.
  private func checkEnd(_ bytes: Bytes) throws(IndexError) {
    let rest = try bytes.array(place, bytes.count - place)
    guard rest == [UInt8](repeating: 0, count: BlockCodec.slack) else {
      throw bytes.corrupt(place, expected: "\(BlockCodec.slack) zeros", found: "\(rest.count) bytes")
    }
  }

  func keywords() throws(IndexError) {
    let keywords = segment.frame[.keywords]
    let postings = segment.frame[.keywordPostings]
    var lists: [PostingList] = []
    var last: [UInt8]?
    var next = 0
    for row in 0..<segment.keywordCount {
      let bytes = try segment.keywordBytes(row)
      guard try keywords.size(16 * row) == next, bytes.contains(0xFF),
        last.map({ $0.lexicographicallyPrecedes(bytes) }) ?? true
      else {
        throw keywords.corrupt(16 * row, expected: "the next keyword", found: String(decoding: bytes, as: UTF8.self))
      }
      last = bytes
      next += bytes.count
      lists.append(try segment.keywordList(row))
    }
    // The lists stand in the order in which the keywords came, not in that of their names.
    place = try begin(postings)
    for list in lists.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      _ = try prove(list, postings, sizeFrom: 0)
    }
    try checkEnd(postings)
    guard next == segment.frame[.keywordBytes].count else {
      throw segment.frame[.keywordBytes].corrupt(next, expected: "the end", found: "more bytes")
    }
  }
}
