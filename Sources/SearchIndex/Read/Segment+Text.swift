extension Segment {
  /// Decodes the readings of an entry.
  func readText(_ ordinal: Int, into scratch: TextScratch) throws(IndexError) {
    let (start, head) = try starts.offset(ordinal)
    let end = try starts.offset(ordinal + 1).start
    scratch.removeReadings()
    if head {
      try readWithHead(start, end, scratch)
    } else {
      let count = try decoder.decode(frame[.text], from: start, to: end, into: scratch, at: 0)
      scratch.addReading(start: 0, own: count, end: count)
    }
  }

  private func readWithHead(_ start: Int, _ end: Int, _ scratch: TextScratch) throws(IndexError) {
    let text = frame[.text]
    func number(_ at: Int) throws(IndexError) -> Int {
      let (low, high) = (try text.u16(2 * at), try text.u16(2 * at + 2))
      return Int(low) | Int(high) << 16
    }
    let readings = Int(try text.u16(2 * start))
    guard readings >= 1, readings <= EntryCheck.maxReadings else {
      throw text.corrupt(2 * start, expected: "1 to \(EntryCheck.maxReadings) readings", found: "\(readings)")
    }
    var from = start + 1 + 4 * readings
    var place = 0
    for reading in 0..<readings {
      let codes = try number(start + 1 + 4 * reading)
      let own = try number(start + 3 + 4 * reading)
      guard from <= end, codes <= end - from else {
        throw text.corrupt(2 * start, expected: "codes up to \(end)", found: "\(codes) from \(from)")
      }
      let stop = try decoder.decode(text, from: from, to: from + codes, into: scratch, at: place)
      guard own <= stop - place else {
        throw text.corrupt(2 * start, expected: "at most \(stop - place) own units", found: "\(own)")
      }
      scratch.addReading(start: place, own: place + own, end: stop)
      place = stop
      from += codes
    }
    guard from == end else {
      throw text.corrupt(2 * from, expected: "the end of the record", found: "\(end - from) more")
    }
  }

  /// The readings of an entry as they were given to the writer.
  func readings(_ ordinal: Int, _ scratch: TextScratch) throws(IndexError) -> [Reading] {
    try readText(ordinal, into: scratch)
    var readings: [Reading] = []
    for reading in 0..<scratch.readingCount {
      let map = ScalarMap(scratch, reading)
      readings.append(Reading(scalars: map.scalars(), ownCount: map.scalar(scratch.own(reading))))
    }
    return readings
  }

  func weight(_ ordinal: Int) throws(IndexError) -> Float {
    if weightTable.count == 1 { return weightTable[0] }
    let code = try frame[.weights].u8(ordinal)
    guard code < weightTable.count else {
      throw frame[.weights].corrupt(ordinal, expected: "a weight below \(weightTable.count)", found: "\(code)")
    }
    return weightTable[code]
  }
}

/// Turns places of UTF-16 units in a decoded reading into places of scalars.
struct ScalarMap {
  private let scratch: TextScratch
  private let reading: Int
  /// Places of the second halves of pairs, from the start of the scratch.
  private var halves: [Int] = []

  init(_ scratch: TextScratch, _ reading: Int) {
    self.scratch = scratch
    self.reading = reading
    for place in scratch.start(reading)..<scratch.end(reading) where scratch.units[place] & 0xFC00 == 0xDC00 {
      halves.append(place)
    }
  }

  /// The scalar of the reading that starts at this place of the scratch.
  func scalar(_ place: Int) -> Int {
    var (low, high) = (0, halves.count)
    while low < high {
      let middle = (low + high) / 2
      if halves[middle] < place { low = middle + 1 } else { high = middle }
    }
    return place - scratch.start(reading) - low
  }

  func scalars() -> [UInt32] {
    var out: [UInt32] = []
    out.reserveCapacity(scratch.end(reading) - scratch.start(reading))
    for place in scratch.start(reading)..<scratch.end(reading) {
      let unit = UInt32(scratch.units[place])
      if unit & 0xFC00 == 0xDC00, let high = out.popLast() {
        out.append((high &- 0xD800) << 10 &+ (unit - 0xDC00) &+ 0x10000)
      } else {
        out.append(unit)
      }
    }
    return out
  }
}
