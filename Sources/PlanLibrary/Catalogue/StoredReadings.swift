import PlanText

/// The readings of a passage as the catalogue keeps them: as their source text, their offset maps and what follows from
/// neither. So the segments hold nothing that could not be written anew, and every character of them can be proved.
///
/// A folded character is what its source character folds to; where it is not (a repair put another character there), the
/// character itself is kept. For each reading: the number of its own characters, the number of exceptions, and for each
/// the distance of its offset from the one before it and the character, all as LEB128.
enum StoredReadings {
  /// - Parameter text: the source text that the maps lead to.
  static func encoded(_ readings: [FoldedReading], text: [Unicode.Scalar]) -> [UInt8] {
    var out: [UInt8] = []
    for reading in readings {
      put(reading.ownCount, &out)
      let derived = derived(reading.map, text) ?? []
      var exceptions: [(offset: Int, scalar: UInt32)] = []
      for (offset, scalar) in reading.scalars.enumerated()
      where offset >= derived.count || derived[offset] != scalar { exceptions.append((offset, scalar)) }
      put(exceptions.count, &out)
      var last = 0
      for exception in exceptions {
        put(exception.offset - last, &out)
        put(Int(exception.scalar), &out)
        last = exception.offset
      }
    }
    return out
  }

  /// The readings again, their folded characters and how many are own; nil when the blob does not fit the maps.
  static func decoded(_ bytes: [UInt8], maps: [OffsetRuns], text: [Unicode.Scalar])
    -> [(scalars: [UInt32], own: Int)]?
  {
    var at = 0
    var out: [(scalars: [UInt32], own: Int)] = []
    for map in maps {
      guard var scalars = derived(map, text), let own = take(bytes, &at), own <= scalars.count,
        let count = take(bytes, &at), count <= scalars.count
      else { return nil }
      var offset = 0
      for _ in 0..<count {
        guard let distance = take(bytes, &at), let scalar = take(bytes, &at).flatMap(UInt32.init(exactly:)),
          distance < scalars.count - offset
        else { return nil }
        offset += distance
        scalars[offset] = scalar
      }
      out.append((scalars, own))
    }
    return at == bytes.count ? out : nil
  }

  /// What each source character folds to by itself; 0 where that gives nothing. nil when the map leaves the text.
  private static func derived(_ map: OffsetRuns, _ text: [Unicode.Scalar]) -> [UInt32]? {
    guard let starts = map.sourceStarts(in: text.count) else { return nil }
    var out: [UInt32] = []
    var last = -1
    var nth = 0
    var folded: [UInt32] = []
    for start in starts {
      if start == last {
        nth += 1
      } else {
        folded = SearchFold.folded(text[start])
        (last, nth) = (start, 0)
      }
      out.append(nth < folded.count ? folded[nth] : 0)
    }
    return out
  }

  private static func put(_ value: Int, _ out: inout [UInt8]) {
    var rest = UInt64(value)
    while rest >= 0x80 {
      out.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    out.append(UInt8(rest))
  }

  private static func take(_ bytes: [UInt8], _ at: inout Int) -> Int? {
    var value = 0
    for shift in stride(from: 0, to: 35, by: 7) {
      guard at < bytes.count else { return nil }
      let byte = bytes[at]
      at += 1
      value |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    return nil
  }
}
