import CSearchKernels

/// Decodes the blocks of a list from the first to the last, several at the same time.
@safe struct BlockReader: ~Copyable {
  private let list: PostingList
  private var reader: sk_reader
  /// So many blocks wait for one another.
  static let lanes = Int(SK_LANES)
  /// Postings that are decoded at a time, at most.
  static let room = lanes * BlockCodec.size
  /// Whether the processor can follow several blocks; what is found is the same.
  static let hasWide = sk_has_wide() != 0

  /// - Parameter wide: whether the wide kernel is used.
  init(_ list: PostingList, wide: Bool = hasWide) {
    self.list = list
    unsafe reader = list.reader(wide: wide)
  }

  /// The next block.
  private var number: Int { unsafe Int(reader.number) }

  /// Whether no block is left.
  var isAtEnd: Bool { number >= list.blockCount }

  /// Appends the postings of the next blocks, `most` of up to `lanes`; none at the end. There is room for them.
  mutating func read(_ most: Int = lanes, into found: Found) throws(IndexError) {
    let left = list.count - min(list.count, number * BlockCodec.size)
    precondition(most <= Self.lanes && found.count + min(left, most * BlockCodec.size) <= found.ordinals.capacity)
    let (ordinals, counts) = unsafe (found.ordinals.base + found.count, found.counts.base + found.count)
    found.count += try decoded(unsafe sk_read(&reader, most, ordinals, counts))
  }

  /// The postings of the next `lanes` blocks that can hold any of the candidates from a place on, alone in `found`, which has `room`.
  /// - Parameter isSparse: some blocks are without any; else perhaps also some without are decoded.
  mutating func read(for candidates: Found, from place: Int, isSparse: Bool, into found: Found) throws(IndexError) {
    precondition(place <= candidates.count && found.ordinals.capacity >= Self.room)
    found.count = try decoded(
      unsafe sk_read_wanted(
        &reader, candidates.ordinals.base + place, candidates.count - place, isSparse ? 1 : 0, found.ordinals.base,
        found.counts.base))
  }

  private func decoded(_ result: Int) throws(IndexError) -> Int {
    if result >= 0 { return result }
    throw result == Int(SK_NO_BLOCK)
      ? list.corrupt(expected: "block \(number) within \(list.range)", found: "another place or table")
      : list.corrupt(
        expected: "entries that ascend and stand in their bytes", found: "others in one of the \(Self.lanes) blocks before \(number)")
  }
}
