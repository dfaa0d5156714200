/// A byte of a text in GBK, with the source characters that it came from. Its value is unknown where a decoder put a question mark or
/// U+FFFD for it.
struct ShiftByte: Equatable {
  var value: UInt8?
  let start: Int32
  let end: Int32
  /// Whether a character ends with this byte.
  let endsCharacter: Bool
}

/// A character that was put together from the bytes of two.
struct ShiftedCharacter: Equatable {
  /// Its bytes; nil for the one that was lost.
  let lead: UInt8?
  let trail: UInt8?
  /// The character, where both bytes are known.
  let scalar: Unicode.Scalar?
  let start: Int32
}

/// Garbled text read again with its bytes shifted by one: from where a byte was lost to where characters and bytes fall together again.
struct ByteShift {
  let characters: [ShiftedCharacter]
  /// How many of the bytes were used.
  let used: Int

  /// Longest run in characters: damage ends at the next ASCII character, or with the line.
  static let longest = 8192

  /// Pairs up `bytes`, of which the first is the lead of a character.
  /// - Parameter isCut: whether the run goes on behind `bytes`, so that its end is not asked for.
  /// - Returns: nil if they do not pair up.
  init?(_ bytes: [ShiftByte], isCut: Bool = false, table: GBKTable = .shared) {
    var out: [ShiftedCharacter] = []
    var i = 0
    while i < bytes.count, out.count < Self.longest {
      let lead = bytes[i]
      if let value = lead.value, value < 0x80 {
        // A second byte that reads as ASCII where a character should start.
        guard value >= 0x20, lead.endsCharacter, let scalar = Unicode.Scalar(UInt32(value)) else { return nil }
        out.append(ShiftedCharacter(lead: nil, trail: value, scalar: scalar, start: lead.start))
        i += 1
        break
      }
      guard lead.value.map(GBKTable.leads.contains) ?? true else { return nil }
      if isCut, i + 1 == bytes.count { break }
      guard i + 1 < bytes.count, bytes[i + 1].value.map({ $0 >= 0x40 && $0 != 0x7F }) ?? true else {
        // The byte that belongs to it was swallowed at the end of the run.
        guard lead.value != nil, lead.endsCharacter else { return nil }
        out.append(ShiftedCharacter(lead: lead.value, trail: nil, scalar: nil, start: lead.start))
        i += 1
        break
      }
      let trail = bytes[i + 1]
      guard lead.value != nil || trail.value != nil else { return nil }
      var scalar = Self.unreadable(lead, trail, bytes.dropFirst(i + 2).first, table)
      if let a = lead.value, let b = trail.value {
        guard let found = table.scalar(a, b) else { return nil }
        scalar = found
      }
      out.append(ShiftedCharacter(lead: lead.value, trail: trail.value, scalar: scalar, start: lead.start))
      i += 2
      if trail.endsCharacter { break }
    }
    guard !out.isEmpty, bytes[i - 1].endsCharacter || isCut && i + 1 >= bytes.count else { return nil }
    characters = out
    used = i
  }

  /// The character of a lead and a mark for one byte alone. Whoever cannot read a byte shows a mark for it, and goes on behind it: where the next byte
  /// would have been read with it, it is the one that neither starts a character nor is one, 80 (個 is 82 80, 線 is BE 80).
  private static func unreadable(_ lead: ShiftByte, _ trail: ShiftByte, _ next: ShiftByte?, _ table: GBKTable) -> Unicode.Scalar? {
    guard trail.value == nil, trail.start < trail.end, let value = lead.value, let follows = next?.value, follows >= 0x80 else { return nil }
    return table.scalar(value, 0x80).flatMap { PairWeights.bundled.isKnown($0) ? $0 : nil }
  }

  /// The bytes of at most `most` cells, up to a character without a code in GBK.
  static func bytes(of cells: ArraySlice<Cell>, source: [Unicode.Scalar], most: Int = longest, table: GBKTable = .shared) -> [ShiftByte] {
    var out: [ShiftByte] = []
    out.reserveCapacity(2 * min(cells.count, most, 64))
    for cell in cells.prefix(most) {
      guard cell.end == cell.start + 1 else { break }
      let scalar = source[Int(cell.start)]
      if scalar.value == 0xFFFD || scalar == "?" {
        out.append(ShiftByte(value: nil, start: cell.start, end: cell.end, endsCharacter: true))
      } else if scalar.value < 0x80 {
        out.append(ShiftByte(value: UInt8(scalar.value), start: cell.start, end: cell.end, endsCharacter: true))
      } else if let (lead, trail) = table.code(of: scalar) {
        out.append(ShiftByte(value: lead, start: cell.start, end: cell.end, endsCharacter: false))
        out.append(ShiftByte(value: trail, start: cell.start, end: cell.end, endsCharacter: true))
      } else {
        break
      }
    }
    return out
  }
}
