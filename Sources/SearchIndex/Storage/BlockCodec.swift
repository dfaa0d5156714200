/// Blocks of up to 128 postings: patched frame of reference for the gaps between entry ordinals, and the saturated number
/// of occurrences. Documentation/IndexFormat.md, "Block".
///
/// ```
/// width | mode << 6            1 byte   bits of a gap; mode 0: every count is 1, else counts take `mode` bits
/// exceptions                   1 byte   how many gaps need more bits
/// high width                   1 byte   only if there are exceptions
/// gaps, low bits               width × n bits
/// exception places             1 byte each, ascending
/// exception high bits          high width × exceptions bits
/// counts                       mode × n bits: mode 1 and 2 hold count − 1, mode 3 holds the count
/// ```
/// A gap is the distance to the smallest ordinal that could follow: ordinal − (previous + 1).
enum BlockCodec {
  static let size = 128
  /// Readable bytes that must follow the last block, because numbers are unpacked eight bytes at a time.
  static let slack = 8
  /// Occurrences beyond this are not told apart. 0 says that the gram occurs in the neighbour's text only.
  static let maxCount = 4

  /// Appends one block. `ordinals` ascend strictly and start at `base` or later; `counts` are 0...4.
  static func encode(
    _ ordinals: ArraySlice<UInt32>, _ counts: ArraySlice<UInt8>, base: UInt32, scratch: borrowing Buffer<UInt32>,
    into out: inout [UInt8]
  ) {
    let count = ordinals.count
    var next = base
    var histogram = [Int](repeating: 0, count: 33)
    for (index, ordinal) in ordinals.enumerated() {
      scratch[index] = ordinal - next
      next = ordinal + 1
      histogram[BitPacking.width(scratch[index])] += 1
    }
    let (width, highWidth, exceptions) = bestWidth(histogram, count)
    let mode = mode(counts)
    out.append(UInt8(width | mode << 6))
    out.append(UInt8(exceptions))
    if exceptions > 0 { out.append(UInt8(highWidth)) }
    BitPacking.pack(scratch, count, width, into: &out)
    if exceptions > 0 {
      var found = 0
      for index in 0..<count where BitPacking.width(scratch[index]) > width {
        out.append(UInt8(index))
        scratch[found] = scratch[index] >> UInt32(width)
        found += 1
      }
      BitPacking.pack(scratch, found, highWidth, into: &out)
    }
    if mode > 0 {
      for (index, value) in counts.enumerated() { scratch[index] = UInt32(mode == 3 ? value : value - 1) }
      BitPacking.pack(scratch, count, mode, into: &out)
    }
  }

  /// The cheapest split: bits of all gaps, bits of what the exceptions have beyond, and how many exceptions.
  private static func bestWidth(_ histogram: [Int], _ count: Int) -> (Int, Int, Int) {
    let top = histogram.lastIndex { $0 > 0 } ?? 0
    var best = (top, 0, 0)
    var bestCost = BitPacking.size(count, top)
    var exceptions = 0
    var width = top
    while width > 0 {
      exceptions += histogram[width]
      width -= 1
      let cost = BitPacking.size(count, width) + 1 + exceptions + BitPacking.size(exceptions, top - width)
      if cost < bestCost && exceptions < size {
        bestCost = cost
        best = (width, top - width, exceptions)
      }
    }
    return best
  }

  private static func mode(_ counts: ArraySlice<UInt8>) -> Int {
    var most: UInt8 = 1
    for count in counts {
      if count == 0 { return 3 }
      most = max(most, count)
    }
    return most == 1 ? 0 : most == 2 ? 1 : 2
  }

  /// Decodes one block of `count` (1...128) postings to `ordinals` and `counts`, each with room for `count`.
  /// - Returns: the offset after the block.
  /// - Throws: `corrupt` when the block leaves its part or is not canonical; ordinals are proved to be below `limit`.
  static func decode(
    _ bytes: Bytes, _ start: Int, count: Int, base first: UInt32, limit: UInt32,
    ordinals: UnsafeMutablePointer<UInt32>, counts: UnsafeMutablePointer<UInt8>
  ) throws(IndexError) -> Int {
    let head = try bytes.u8(start)
    let exceptions = try bytes.u8(start + 1)
    let (width, mode) = (head & 63, head >> 6)
    guard width <= 32, exceptions <= count else {
      throw bytes.corrupt(start, expected: "a block of \(count)", found: "width \(width), \(exceptions) exceptions")
    }
    var at = start + 2
    let packed = BitPacking.size(count, width)
    if exceptions == 0 {
      try bytes.require(at, packed + slack)
      unsafe BitPacking.unpack(bytes.base + at, count, width, ordinals)
      at += packed
    } else {
      at = try unsafe patched(bytes, at, count, width, exceptions, ordinals)
    }
    var next = UInt64(first)
    var index = 0
    while index < count {
      next &+= unsafe UInt64(ordinals[index])
      unsafe ordinals[index] = UInt32(truncatingIfNeeded: next)
      next &+= 1
      index &+= 1
    }
    guard next <= UInt64(limit) else {
      throw bytes.corrupt(start, expected: "entries below \(limit)", found: "\(next - 1)")
    }
    return try unsafe decodeCounts(bytes, at, count, mode, counts)
  }

  private static func patched(
    _ bytes: Bytes, _ start: Int, _ count: Int, _ width: Int, _ exceptions: Int,
    _ ordinals: UnsafeMutablePointer<UInt32>
  ) throws(IndexError) -> Int {
    let highWidth = try bytes.u8(start)
    let at = start + 1
    let packed = BitPacking.size(count, width)
    let highs = BitPacking.size(exceptions, highWidth)
    guard highWidth > 0, width + highWidth <= 32 else {
      throw bytes.corrupt(start, expected: "at most \(32 - width) more bits", found: "\(highWidth)")
    }
    try bytes.require(at, packed + exceptions + highs + slack)
    unsafe BitPacking.unpack(bytes.base + at, count, width, ordinals)
    let places = at + packed
    let mask: UInt64 = (1 << UInt64(highWidth)) - 1
    var bit = 0
    for index in 0..<exceptions {
      let place = unsafe Int(bytes.base.load(fromByteOffset: places + index, as: UInt8.self))
      guard place < count else {
        throw bytes.corrupt(places + index, expected: "a place below \(count)", found: "\(place)")
      }
      let word = unsafe bytes.base.loadUnaligned(fromByteOffset: places + exceptions + bit >> 3, as: UInt64.self)
      let high = UInt32(truncatingIfNeeded: word >> UInt64(bit & 7) & mask)
      unsafe ordinals[place] |= high << UInt32(width)
      bit += highWidth
    }
    return places + exceptions + highs
  }

  private static func decodeCounts(
    _ bytes: Bytes, _ at: Int, _ count: Int, _ mode: Int, _ counts: UnsafeMutablePointer<UInt8>
  ) throws(IndexError) -> Int {
    if mode == 0 {
      unsafe counts.update(repeating: 1, count: count)
      return at
    }
    let size = BitPacking.size(count, mode)
    try bytes.require(at, size + slack)
    let mask: UInt64 = (1 << UInt64(mode)) - 1
    let add: UInt8 = mode == 3 ? 0 : 1
    var bit = 0
    for index in 0..<count {
      let word = unsafe bytes.base.loadUnaligned(fromByteOffset: at &+ bit &>> 3, as: UInt16.self)
      unsafe counts[index] = UInt8(truncatingIfNeeded: UInt64(word) &>> UInt64(bit & 7) & mask) &+ add
      bit &+= mode
    }
    return at + size
  }
}
