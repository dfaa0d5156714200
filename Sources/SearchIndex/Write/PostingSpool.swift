/// Collects (key, entry, occurrences) and gives them back ordered by key, then entry, in bounded memory: batches are
/// sorted and spooled, and merged at the end. Entries must be added in ascending order.
final class PostingSpool {
  private var records: Buffer<UInt64>
  private var other: Buffer<UInt64>
  private var filled = 0
  private var base: UInt32 = 0
  private let batch: Int
  private let spool: Spool
  /// First and last offset of each sorted run, in numbers of 32 bits.
  private var runs: [Range<Int>] = []
  /// A posting in 32 bits: ordinal, then three bits of occurrences.
  static let maxEntries = 1 << 28

  /// - Parameter batch: records kept in memory, 16 bytes each.
  init(path: String, batch: Int = 1 << 22) throws(IndexError) {
    self.batch = batch
    spool = try Spool(path: path)
    records = Buffer(uninitialized: batch)
    other = Buffer(uninitialized: batch)
  }

  /// Makes room for `count` records of one entry, none of which may fall into two batches.
  func reserve(_ count: Int, entry: UInt32) throws(IndexError) {
    if filled + count <= records.capacity { return }
    try flush()
    base = entry
    if count > records.capacity {
      records = Buffer(uninitialized: count)
      other = Buffer(uninitialized: count)
    }
  }

  /// One occurrence of the key in the entry.
  @inline(__always) func add(key: UInt32, entry: UInt32) {
    records[filled] = UInt64(key) << 32 | UInt64(entry &- base) << 1
    filled &+= 1
  }

  /// The key occurs in the neighbour's text only.
  func addOutside(key: UInt32, entry: UInt32) {
    records[filled] = UInt64(key) << 32 | UInt64(entry &- base) << 1 | 1
    filled &+= 1
  }

  private func flush() throws(IndexError) {
    if filled == 0 { return }
    RadixSort.sort(&records, &other, count: filled)
    let start = spool.count / 4
    let out = Buffer<UInt32>(uninitialized: filled + 2)
    var index = 0
    while index < filled {
      let key = UInt32(truncatingIfNeeded: records[index] >> 32)
      var size = 2
      while index < filled, UInt32(truncatingIfNeeded: records[index] >> 32) == key {
        let record = records[index]
        var count = record & 1 == 1 ? 0 : 1
        index += 1
        while index < filled, records[index] == record {
          count += 1
          index += 1
        }
        let entry = UInt32(truncatingIfNeeded: record) >> 1 + base
        out[size] = entry << 3 | UInt32(min(count, BlockCodec.maxCount))
        size += 1
      }
      out[0] = key
      out[1] = UInt32(size - 2)
      try spool.append(out, count: size)
    }
    runs.append(start..<spool.count / 4)
    filled = 0
  }

  /// Everything has been added: the lists in ascending order of key.
  func lists() throws(IndexError) -> PostingMerge {
    try flush()
    try spool.flush()
    records = Buffer(uninitialized: 1)
    other = Buffer(uninitialized: 1)
    return try PostingMerge(spool: spool, runs: runs)
  }
}

/// Merges sorted runs. Of one key, an earlier run has the smaller entries.
struct PostingMerge {
  private let spool: Spool
  private var readers: [RunReader] = []

  init(spool: Spool, runs: [Range<Int>]) throws(IndexError) {
    self.spool = spool
    for run in runs { readers.append(try RunReader(spool: spool, range: run)) }
  }

  /// The next list, replacing what the arrays hold; nil at the end.
  mutating func next(_ ordinals: inout [UInt32], _ counts: inout [UInt8]) throws(IndexError) -> UInt32? {
    ordinals.removeAll(keepingCapacity: true)
    counts.removeAll(keepingCapacity: true)
    var key: UInt32?
    for reader in readers {
      if let found = reader.key { key = min(key ?? found, found) }
    }
    guard let key else { return nil }
    for reader in readers where reader.key == key { try reader.take(&ordinals, &counts) }
    return key
  }
}

/// Reads one run through a window.
private final class RunReader {
  private let spool: Spool
  private let range: Range<Int>
  private let window = Buffer<UInt32>(uninitialized: 1 << 14)
  private var loaded: Range<Int>
  private var at: Int
  private var left = 0
  /// The key of the list that is next; nil at the end.
  private(set) var key: UInt32?

  init(spool: Spool, range: Range<Int>) throws(IndexError) {
    self.spool = spool
    self.range = range
    at = range.lowerBound
    loaded = at..<at
    try advance()
  }

  private func word() throws(IndexError) -> UInt32 {
    if at == loaded.upperBound {
      let size = min(window.capacity, range.upperBound - at)
      try spool.read(at: at * 4, into: window, count: size)
      loaded = at..<at + size
    }
    defer { at += 1 }
    return window[at - loaded.lowerBound]
  }

  private func advance() throws(IndexError) {
    if at >= range.upperBound {
      key = nil
    } else {
      key = try word()
      left = Int(try word())
    }
  }

  func take(_ ordinals: inout [UInt32], _ counts: inout [UInt8]) throws(IndexError) {
    while left > 0 {
      let posting = try word()
      ordinals.append(posting >> 3)
      counts.append(UInt8(posting & 7))
      left -= 1
    }
    try advance()
  }
}
