/// A run of UTF-16 units to look for.
@safe final class Needle: @unchecked Sendable {
  let units: Buffer<UInt16>
  let count: Int

  init(_ phrase: [UInt16]) {
    units = Buffer(uninitialized: phrase.count)
    count = phrase.count
    for (index, unit) in phrase.enumerated() { units[index] = unit }
  }

  /// The first place at or after `from` where the run starts, before `last`, and ends at or before `end`; -1 if none.
  /// Occurrences may overlap. Slow twin: comparing at every place.
  func find(in scratch: TextScratch, from: Int, startingBefore last: Int, end: Int) -> Int {
    let stop = min(last, end - count + 1)
    if from >= stop { return -1 }
    precondition(from >= 0 && end <= scratch.units.capacity)
    let text = unsafe UnsafeRawPointer(scratch.units.base)
    var at = from
    if count == 1 {
      let unit = units[0]
      while at < stop {
        if unsafe text.loadUnaligned(fromByteOffset: 2 &* at, as: UInt16.self) == unit { return at }
        at &+= 1
      }
      return -1
    }
    let anchor = UInt32(units[0]) | UInt32(units[1]) << 16
    while at < stop {
      if unsafe UInt32(littleEndian: text.loadUnaligned(fromByteOffset: 2 &* at, as: UInt32.self)) == anchor
        && rest(text, at)
      {
        return at
      }
      at &+= 1
    }
    return -1
  }

  /// Whether the run stands at a place of the buffer.
  @inline(__always) func stands(in text: borrowing Buffer<UInt16>, at place: Int) -> Bool {
    var index = 0
    while index < count {
      if text[place &+ index] != units[index] { return false }
      index &+= 1
    }
    return true
  }

  @inline(__always) private func rest(_ text: UnsafeRawPointer, _ at: Int) -> Bool {
    var index = 2
    while index < count {
      if unsafe text.loadUnaligned(fromByteOffset: 2 &* (at &+ index), as: UInt16.self) != units[index] { return false }
      index &+= 1
    }
    return true
  }
}
