/// Least-significant-digit radix sort of records by their high 32 bits; equal keys keep their order.
/// Slow twin: a stable sort by `record >> 32`.
enum RadixSort {
  /// Sorts the first `count` records of `records`; `other` is as large and is overwritten.
  static func sort(_ records: inout Buffer<UInt64>, _ other: inout Buffer<UInt64>, count: Int) {
    let digits = Buffer<Int>(capacity: 2048, filledWith: 0)
    for pass in 0..<3 {
      let shift = UInt64(32 + 11 * pass)
      unsafe distribute(records.base, other.base, count, shift, digits.base)
      swap(&records, &other)
    }
  }

  private static func distribute(
    _ source: UnsafeMutablePointer<UInt64>, _ target: UnsafeMutablePointer<UInt64>, _ count: Int, _ shift: UInt64,
    _ places: UnsafeMutablePointer<Int>
  ) {
    unsafe places.update(repeating: 0, count: 2048)
    for index in 0..<count {
      let digit = unsafe Int(truncatingIfNeeded: source[index] &>> shift & 2047)
      unsafe places[digit] &+= 1
    }
    var total = 0
    for digit in 0..<2048 {
      let size = unsafe places[digit]
      unsafe places[digit] = total
      total += size
    }
    for index in 0..<count {
      let record = unsafe source[index]
      let digit = Int(truncatingIfNeeded: record &>> shift & 2047)
      let place = unsafe places[digit]
      unsafe places[digit] = place &+ 1
      unsafe target[place] = record
    }
  }
}
