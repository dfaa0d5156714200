/// Keeps the text of the entries on disk until all of it is known and the symbols can be learnt.
///
/// One record an entry: number of readings; for each its units and its own units, low half first; the units.
final class TextSpool {
  private let spool: Spool
  private let head = Buffer<UInt16>(uninitialized: 1 + 4 * EntryCheck.maxReadings)
  private var entries = 0
  /// Units added.
  private var units = 0
  /// At most so many numbers of 16 bits will the coded text take.
  private(set) var bound = 0
  /// Most units that the symbols are learnt from, and the least for which a part of the text is enough.
  static let sampleSize = 1 << 22
  private static let leastSample = 1 << 17

  /// One reading in the buffer of units: `start..<own` is its own, `own..<end` the neighbour's.
  struct Part {
    let start: Int
    let own: Int
    let end: Int
  }

  init(path: String) throws(IndexError) { spool = try Spool(path: path) }

  func append(_ text: borrowing Buffer<UInt16>, _ parts: [Part]) throws(IndexError) {
    head[0] = UInt16(parts.count)
    for (index, part) in parts.enumerated() {
      put(part.end - part.start, 1 + 4 * index)
      put(part.own - part.start, 3 + 4 * index)
    }
    let end = parts.last?.end ?? 0
    try spool.append(head, count: 1 + 4 * parts.count)
    try spool.append(text, count: end)
    units += end
    entries += 1
    bound += 2 * end + 1 + 6 * parts.count
  }

  private func put(_ value: Int, _ index: Int) {
    head[index] = UInt16(truncatingIfNeeded: value)
    head[index + 1] = UInt16(truncatingIfNeeded: value >> 16)
  }

  /// Learns the symbols and writes the coded text as the present part of the file; chooses the phrases that are listed
  /// and tells where they are.
  /// - Returns: the symbols, and the offsets of the entries with their flags and the end.
  func write(to output: FileOutput, phrases: PhraseSpool, classes: borrowing Buffer<UInt8>) throws(IndexError)
    -> (symbols: [TextSymbol], offsets: [UInt32])
  {
    try spool.flush()
    let symbols = try learn(phrases, classes)
    let matcher = SymbolMatcher(symbols)
    var offsets: [UInt32] = []
    offsets.reserveCapacity(entries + 1)
    var reader = TextReader(spool: spool)
    var coded = Buffer<UInt16>(uninitialized: 1 << 13)
    var at = 0
    while let parts = try reader.next() {
      let end = parts.last?.end ?? 0
      if 2 * end + 64 > coded.capacity { coded = Buffer(uninitialized: 4 * end + 64) }
      let plain = parts.count == 1 && parts[0].own == parts[0].end
      try phrases.add(parts, reader.units, entry: UInt32(offsets.count))
      offsets.append(UInt32(at) | (plain ? 0 : Layout.headFlag))
      let size = plain ? matcher.encode(reader.units, from: 0, count: end, into: coded) : 0
      try output.write(coded, count: size)
      at += size
      if !plain { at += try writeWithHead(parts, reader.units, matcher, output) }
    }
    offsets.append(UInt32(at))
    return (symbols, offsets)
  }

  /// Number of readings; for each the numbers of its code and of its own units, 32 bits each; the codes.
  private func writeWithHead(
    _ parts: [Part], _ units: borrowing Buffer<UInt16>, _ matcher: SymbolMatcher, _ output: FileOutput
  ) throws(IndexError) -> Int {
    var codes: [UInt16] = []
    put(0, 0)
    head[0] = UInt16(parts.count)
    for (index, part) in parts.enumerated() {
      let coded = Buffer<UInt16>(uninitialized: 2 * (part.end - part.start) + 2)
      let size = matcher.encode(units, from: part.start, count: part.end - part.start, into: coded)
      put(size, 1 + 4 * index)
      put(part.own - part.start, 3 + 4 * index)
      for place in 0..<size { codes.append(coded[place]) }
    }
    try output.write(head, count: 1 + 4 * parts.count)
    try output.write(from: codes, count: codes.count)
    return 1 + 4 * parts.count + codes.count
  }

  /// Takes every k-th entry, so that the sample is about a sixth of the text and no larger than `sampleSize`.
  private func learn(_ phrases: PhraseSpool, _ classes: borrowing Buffer<UInt8>) throws(IndexError) -> [TextSymbol] {
    let size = min(Self.sampleSize, max(Self.leastSample, units / 6))
    let step = max(1, (units + size - 1) / size)
    var sample = Buffer<UInt16>(uninitialized: min(units, size) + 1)
    var ends: [Int] = []
    var reader = TextReader(spool: spool)
    var filled = 0
    var index = 0
    while let parts = try reader.next() {
      defer { index += 1 }
      if index % step != 0 { continue }
      let total = parts.last?.end ?? 0
      if filled + total > sample.capacity {
        let larger = Buffer<UInt16>(uninitialized: 2 * (filled + total))
        for place in 0..<filled { larger[place] = sample[place] }
        sample = larger
      }
      for part in parts {
        for place in part.start..<part.end { sample[filled + place] = reader.units[place] }
        ends.append(filled + part.end)
      }
      filled += total
    }
    let scale = Double(units) / Double(max(1, filled))
    try phrases.choose(sample, ends: ends, scale: scale, entries: entries, classes: classes)
    return SymbolTrainer.train(sample: sample, ends: ends, scale: scale)
  }
}

/// Reads the records of a text spool in order.
private struct TextReader: ~Copyable {
  private let spool: Spool
  private var at = 0
  private var window = Buffer<UInt16>(uninitialized: 1 << 16)
  private var loaded = 0..<0
  /// The units of the record that `next` returned.
  var units = Buffer<UInt16>(uninitialized: 1 << 13)

  init(spool: Spool) { self.spool = spool }

  private mutating func word() throws(IndexError) -> Int {
    if at == loaded.upperBound { try load() }
    defer { at += 1 }
    return Int(window[at - loaded.lowerBound])
  }

  private mutating func load() throws(IndexError) {
    // Behind the end, reading names it.
    let size = max(1, min(window.capacity, spool.count / 2 - at))
    try spool.read(at: at * 2, into: window, count: size)
    loaded = at..<at + size
  }

  /// The next units, as the units of the record.
  private mutating func copy(_ count: Int) throws(IndexError) {
    var done = 0
    while done < count {
      if at == loaded.upperBound { try load() }
      let size = min(count - done, loaded.upperBound - at)
      unsafe (units.base + done).update(from: window.base + (at - loaded.lowerBound), count: size)
      (done, at) = (done + size, at + size)
    }
  }

  private mutating func number() throws(IndexError) -> Int {
    let low = try word()
    return low | (try word()) << 16
  }

  mutating func next() throws(IndexError) -> [TextSpool.Part]? {
    if at * 2 >= spool.count { return nil }
    var parts: [TextSpool.Part] = []
    var start = 0
    for _ in 0..<(try word()) {
      let count = try number()
      let own = try number()
      parts.append(TextSpool.Part(start: start, own: start + own, end: start + count))
      start += count
    }
    if start > units.capacity { units = Buffer(uninitialized: 2 * start) }
    try copy(start)
    return parts
  }
}
