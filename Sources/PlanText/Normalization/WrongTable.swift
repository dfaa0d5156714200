/// Text that was read with the wrong table: the bytes of UTF-8 taken for Latin-1 (windows-1252) or for GBK, those of GBK taken for Latin-1.
///
/// No byte is lost by that, so the text can be had back, and the round trip proves it: what is shown gives bytes back, and the bytes are well-formed
/// UTF-8 from end to end, which other text hardly ever is. A run is read again only where that holds; the first one of a document must be long, and
/// must read far better afterwards.
enum WrongTable: String, CaseIterable {
  case utf8AsLatin = "utf-8 read as latin-1"
  case utf8AsGBK = "utf-8 read as gbk"
  case gbkAsLatin = "gbk read as latin-1"

  /// A character of the text as it was, with the source characters that show its bytes.
  struct Character: Equatable {
    let scalar: Unicode.Scalar
    let start: Int32
    let end: Int32
  }

  /// A run read again.
  struct Reading {
    /// Cells of the paragraph.
    let range: Range<Int>
    let characters: [Character]
    /// Cells of `range` at its two ends whose characters are incomplete; they stay as they are.
    let loose: (front: Int, back: Int)
  }

  /// Characters that prove the first run of a document, and bits by which it must read better.
  private static let (leastCharacters, leastDifferent, leastGain) = (4, 3, 24.0)

  /// The reading of the run that starts at `i`.
  /// - Parameter isKnown: whether the document has a run of this kind already, so that a short one is believed.
  func reading(at i: Int, in cells: [Cell], source: [Unicode.Scalar], isKnown: Bool) -> Reading? {
    guard mayStart(i, in: cells, source) else { return nil }
    let bytes = self.bytes(from: i, in: cells, source: source)
    guard let (front, once, used) = read(bytes), let last = bytes[..<used].last else { return nil }
    let characters = again(once) ?? once
    let end = cells[i...].firstIndex { $0.start >= last.end } ?? cells.count
    let whole = bytes.last.map { byte in cells[i...].firstIndex { $0.start >= byte.end } ?? cells.count } ?? end
    let han = characters.count { CharacterForms.isHan($0.scalar) }
    guard characters.allSatisfy({ Self.isText($0.scalar) }) else { return nil }
    // A row of dots or crosses is no text.
    let different = Set(characters.map(\.scalar)).count
    guard different > 1 || characters.count == 1 else { return nil }
    if !isKnown {
      guard han * 2 >= characters.count, different >= Self.leastDifferent else { return nil }
      let gain = PairWeights.bundled.score(characters.map(\.scalar)) - PairWeights.bundled.score(cells[i..<end].map { source[Int($0.start)] })
      guard characters.count >= Self.leastCharacters, gain >= Self.leastGain else { return nil }
    }
    let head = front == 0 ? 0 : (cells[i...].firstIndex { $0.start >= bytes[front].start } ?? i) - i
    return Reading(range: i..<whole, characters: characters, loose: (head, whole - end))
  }

  /// Whether a run may start here, told without its bytes.
  @inline(__always)
  fileprivate func mayStart(_ i: Int, in cells: [Cell], _ source: [Unicode.Scalar]) -> Bool {
    let first = source[Int(cells[i].start)]
    guard first.value >= 0x80 else { return false }
    switch self {
    case .utf8AsLatin, .gbkAsLatin:
      guard first.value <= Self.lastLatin, Self.latin(first) != nil, i + 1 < cells.count, Self.latin(source[Int(cells[i + 1].start)]) != nil else { return false }
      guard i > 0 else { return true }
      let last = source[Int(cells[i - 1].start)]
      return Self.latin(last) == nil || self == .gbkAsLatin && last == Self.blank
    case .utf8AsGBK:
      // The first two bytes of a character, E2…EF 80…BF, are never a common one.
      guard first.value >= 0x2E80, i == 0 || source[Int(cells[i - 1].start)].value < 0x80, !CommonHan.contains(first) else { return false }
      return GBKTable.shared.code(of: first).map { (0xE2...0xEF).contains($0.lead) && (0x80...0xBF).contains($0.trail) } ?? false
    }
  }

  // MARK: Bytes

  /// The bytes of the run that starts at cell `i`; those of a character that no table has, or of ASCII, end it.
  private func bytes(from i: Int, in cells: [Cell], source: [Unicode.Scalar]) -> [ShiftByte] {
    var out: [ShiftByte] = []
    for (k, cell) in zip(i..., cells[i...]) {
      guard cell.end == cell.start + 1, out.count < Self.longest else { break }
      let scalar = source[Int(cell.start)]
      func add(_ value: UInt8?, ends: Bool = true) {
        out.append(ShiftByte(value: value, start: cell.start, end: cell.end, endsCharacter: ends))
      }
      if self != .utf8AsGBK {
        guard let byte = Self.latin(scalar), !(self == .gbkAsLatin && out.count.isMultiple(of: 2) && scalar == Self.blank) else { break }
        add(byte)
      } else if scalar.value == 0xFFFD || scalar == "€" || scalar.value == 0x80 {
        // Only 80 is no first byte of GBK among those of UTF-8; at the end of a run it may be any that has no partner.
        let next = k + 1 < cells.count ? source[Int(cells[k + 1].start)].value : 0
        guard next >= 0x80 else { break }
        add(0x80)
      } else if scalar.value >= 0x80, let (lead, trail) = GBKTable.shared.code(of: scalar) {
        add(lead, ends: false)
        add(trail)
      } else {
        break
      }
    }
    return out
  }

  private static let longest = 1 << 16
  /// The blank that does not break, of which web pages have rows. No common character of GBK starts with its byte.
  private static let blank: Unicode.Scalar = "\u{A0}"

  /// The byte that Latin-1 or windows-1252 shows as this character, from 80 on.
  static func latin(_ scalar: Unicode.Scalar) -> UInt8? {
    guard scalar.value <= lastLatin, windows[Int(scalar.value)] > 0 else { return nil }
    return windows[Int(scalar.value)]
  }

  /// The trade mark sign.
  private static let lastLatin: UInt32 = 0x2122

  private static let windows: [UInt8] = {
    var table = [UInt8](repeating: 0, count: Int(lastLatin) + 1)
    for byte in UInt8(0x80)...0xFF { table[Int(byte)] = byte }
    let bytes = [UInt8](0x80...0x9F)
    let shown = CharsetDecoder.decode(bytes[...], as: .windows1252)?.scalars ?? []
    for (scalar, byte) in zip(shown, bytes) where scalar.value <= lastLatin { table[Int(scalar.value)] = byte }
    return table
  }()

  // MARK: Reading

  /// The characters that the bytes are, from the first whole one on: the rest of a character in front of it is passed over, and reading ends at the first
  /// byte that does not fit.
  /// - Returns: how many bytes were passed over, the characters, and how many bytes were used; nil if there is no character.
  private func read(_ bytes: [ShiftByte]) -> (front: Int, characters: [Character], used: Int)? {
    var at = 0
    if self == .utf8AsLatin { while at < min(2, bytes.count), (0x80...0xBF).contains(bytes[at].value ?? 0) { at += 1 } }
    let front = at
    var out: [Character] = []
    while at < bytes.count, let (scalar, length) = self == .gbkAsLatin ? pair(bytes, at) : Self.sequence(bytes, at) {
      out.append(Character(scalar: scalar, start: bytes[at].start, end: bytes[at + length - 1].end))
      at += length
    }
    // Any two bytes are a character of GBK: nothing may be left over there.
    if out.isEmpty || self == .gbkAsLatin && (at < bytes.count || Self.isUTF8(bytes)) { return nil }
    return (front, out, at)
  }

  /// The characters of text that went through the wrong table twice: what reading it again gives is UTF-8 shown as Latin-1 once more.
  private func again(_ characters: [Character]) -> [Character]? {
    guard self == .utf8AsLatin, characters.count > 1 else { return nil }
    var bytes: [ShiftByte] = []
    for character in characters {
      guard let byte = Self.latin(character.scalar) else { return nil }
      bytes.append(ShiftByte(value: byte, start: character.start, end: character.end, endsCharacter: true))
    }
    guard let (front, inner, used) = read(bytes), front == 0, used == bytes.count else { return nil }
    return inner
  }

  /// Whether the bytes of so many characters of GBK are UTF-8 from end to end, which is no accident: they are read by that table or not at all.
  private static func isUTF8(_ bytes: [ShiftByte]) -> Bool {
    var at = 0
    while at < bytes.count {
      guard let (_, length) = sequence(bytes, at) else { return false }
      at += length
    }
    return bytes.count >= leastCharacters * 2
  }

  private func pair(_ bytes: [ShiftByte], _ at: Int) -> (Unicode.Scalar, Int)? {
    guard at + 1 < bytes.count, let lead = bytes[at].value, let trail = bytes[at + 1].value else { return nil }
    return GBKTable.shared.scalar(lead, trail).map { ($0, 2) }
  }

  /// The character of the well-formed UTF-8 sequence of two or three bytes at `at` (RFC 3629).
  private static func sequence(_ bytes: [ShiftByte], _ at: Int) -> (Unicode.Scalar, Int)? {
    guard let first = bytes[at].value else { return nil }
    let length = (0xC2...0xDF).contains(first) ? 2 : (0xE0...0xEF).contains(first) ? 3 : 0
    guard length > 0, at + length <= bytes.count else { return nil }
    var value = UInt32(first) & (length == 2 ? 0x1F : 0x0F)
    for byte in bytes[(at + 1)..<(at + length)] {
      guard let next = byte.value, next & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(next & 0x3F)
    }
    guard length == 2 || value >= 0x800 else { return nil }
    return Unicode.Scalar(value).map { ($0, length) }
  }

  /// Whether plans have such characters: Chinese ones, punctuation and signs.
  private static func isText(_ scalar: Unicode.Scalar) -> Bool {
    if CharacterForms.isHan(scalar) { return true }
    switch scalar.value {
    case 0xA0...0xBF, 0xD7, 0xF7, 0x2010...0x203B, 0x2103, 0x2160...0x217F, 0x2190...0x21FF, 0x2200...0x22FF, 0x2460...0x25FF, 0x3000...0x303F,
      0x3220...0x33FF, 0xFE10...0xFE6F, 0xFF01...0xFFE6: return true
    default: return false
    }
  }
}

extension Draft {
  /// Reads again what was read with the wrong table. Comes first: bytes of it show as control characters, which go later.
  mutating func readWithRightTable() {
    for table in WrongTable.allCases {
      guard let first = paragraphs.indices.first(where: { hasRun(of: table, in: $0) }) else { continue }
      for p in first..<paragraphs.count { readAgain(p, with: table) }
      // What is too short to prove itself stands in front of the first long run as well.
      for p in 0..<first { readAgain(p, with: table) }
    }
  }

  private func hasRun(of table: WrongTable, in p: Int) -> Bool {
    let cells = paragraphs[p].cells
    return cells.indices.contains { i in
      table.mayStart(i, in: cells, source) && table.reading(at: i, in: cells, source: source, isKnown: false) != nil
    }
  }

  private mutating func readAgain(_ p: Int, with table: WrongTable) {
    let cells = paragraphs[p].cells
    var out: [Cell] = []
    var i = 0
    while i < cells.count {
      guard let reading = table.reading(at: i, in: cells, source: source, isKnown: true) else {
        out.append(cells[i])
        i += 1
        continue
      }
      out += cells[i..<(i + reading.loose.front)]
      out += replaced(reading.characters)
      out += cells[(reading.range.upperBound - reading.loose.back)..<reading.range.upperBound]
      note(reading, cells, table)
      i = reading.range.upperBound
    }
    paragraphs[p].cells = out
  }

  /// Each stands from its own start to that of the next one, so that the places rise.
  private func replaced(_ characters: [WrongTable.Character]) -> [Cell] {
    characters.indices.map { k in
      let character = characters[k]
      let end = k + 1 < characters.count ? max(character.start, characters[k + 1].start) : character.end
      return Cell(scalar: CharacterForms.canonical(character.scalar), start: character.start, end: end)
    }
  }

  private mutating func note(_ reading: WrongTable.Reading, _ cells: [Cell], _ table: WrongTable) {
    guard let first = reading.characters.first, let last = reading.characters.last else { return }
    damage.append(
      Damage(
        kind: .mojibake, certainty: .exact, span: SourceSpan(start: Int(first.start), end: Int(last.end)),
        repaired: String(scalars: reading.characters.map(\.scalar)), rule: table.rawValue))
    let (front, back) = (reading.range.lowerBound..<reading.range.lowerBound + reading.loose.front, reading.range.upperBound - reading.loose.back..<reading.range.upperBound)
    for loose in [front, back] where !loose.isEmpty {
      damage.append(
        Damage(
          kind: .mojibake, certainty: .detected,
          span: SourceSpan(start: Int(cells[loose.lowerBound].start), end: Int(cells[loose.upperBound - 1].end)), repaired: nil, rule: table.rawValue))
    }
  }
}
