/// Garbled runs read again with their bytes shifted by one.
///
/// A tool that replaces bytes of a GBK text without looking where characters start leaves one character with a single byte, and
/// all behind it shifted, until an ASCII character brings bytes and characters together again. From the characters shown, the bytes can be had
/// back, and from the bytes the text, but for the character that lost one.
///
/// A run is repaired only where it reads far better afterwards, and well by itself; clean text never does.
struct Realignment {
  /// Stands for a character of which a byte is lost.
  static let lost: Unicode.Scalar = "□"

  /// A reading of a run.
  struct Reading {
    /// Cells of the paragraph that it replaces.
    let range: Range<Int>
    let shift: ByteShift
    let certainty: Certainty
    /// In bits, above what the run costs as it stands.
    let gain: Double
    /// Source offset at which the run starts.
    let start: Int32
  }

  private let cells: [Cell]
  private let source: [Unicode.Scalar]
  private let weights = WordWeights.bundled
  private let table = GBKTable.shared

  /// Bits by which a reading must be better, with a mark at its head and without, and what a character of it may cost.
  private static let (leastGain, leastBlindGain, mostCost) = (16.0, 28.0, 13.0)
  /// How far in front of what is seen a run without a mark may start: the mark may be its last byte.
  private static let lookBack = 24

  init(_ cells: [Cell], source: [Unicode.Scalar]) {
    self.cells = cells
    self.source = source
  }

  /// Most places of a document that are looked into.
  static let mostAttempts = 4000

  /// Where something is seen that a shift of bytes leaves behind: lost characters, private-use ones, question marks between Chinese
  /// characters, rare characters close together.
  static func isSuspicious(_ i: Int, in cells: [Cell]) -> Bool {
    let scalar = cells[i].scalar
    if scalar.value < 0x80 { return scalar == "?" && (isShifted(i - 1, cells) || isShifted(i + 1, cells) || isHalved(i, cells)) }
    if scalar.value == 0xFFFD || CharacterForms.isPrivateUse(scalar) { return true }
    guard CharacterForms.isHan(scalar), !CommonHan.contains(scalar) else { return false }
    let near = cells[max(0, i - 3)..<min(cells.count, i + 4)]
    return near.count { CharacterForms.isHan($0.scalar) && !CommonHan.contains($0.scalar) } >= 4
  }

  /// A question mark and a mark that was full-width once, in front of Chinese.
  private static func isHalved(_ i: Int, _ cells: [Cell]) -> Bool {
    i + 2 < cells.count && (0x21...0x3F).contains(cells[i + 1].scalar.value) && cells[i + 2].scalar.value >= 0x2E80
  }

  private static func isShifted(_ i: Int, _ cells: [Cell]) -> Bool {
    guard cells.indices.contains(i) else { return false }
    return CharacterForms.isHan(cells[i].scalar) || cells[i].scalar == "?" || PinyinReading.isLetter(cells[i].scalar)
      || CharacterForms.isPrivateUse(cells[i].scalar) || cells[i].scalar == "!"
  }

  /// The best reading of a run at or around `i`; nil if none is good enough.
  func reading(at i: Int) -> Reading? {
    var readings = isMark(i) ? marked(i) : []
    if readings.isEmpty { readings = blind(i) }
    // Of two that save the same, the one that leaves more as it is.
    func value(_ reading: Reading) -> Double {
      (reading.certainty == .exact ? 1000 : 0) + reading.gain - 2 * Double(reading.range.count)
    }
    return readings.max { value($0) < value($1) }
  }

  private func isMark(_ i: Int) -> Bool {
    i < cells.count && (source[Int(cells[i].start)] == "?" || cells[i].scalar.value == 0xFFFD)
  }

  // MARK: Runs behind a mark

  private func marked(_ i: Int) -> [Reading] {
    var end = i
    while end < cells.count, end - i < 3, isMark(end) { end += 1 }
    var out: [Reading] = []
    if let found = glossed(i, end) { out.append(found) }
    for head in heads(i, end) {
      let rest = ByteShift.bytes(of: cells[head.next...], source: source)
      if let found = judged(i, head.bytes + rest, head: head.bytes.count, next: head.next, .realigned, Self.leastGain) { out.append(found) }
    }
    return out
  }

  /// What may have stood where the marks are: one lost byte; a lost byte and a full-width mark that was made half-width.
  private func heads(_ i: Int, _ end: Int) -> [(bytes: [ShiftByte], next: Int)] {
    func byte(_ value: UInt8?, _ k: Int, ends: Bool = false) -> ShiftByte {
      ShiftByte(value: value, start: cells[k].start, end: cells[k].end, endsCharacter: ends)
    }
    var out: [(bytes: [ShiftByte], next: Int)] = []
    // The last mark is a lost byte; marks in front of it stay.
    if end == i + 1 { out.append(([byte(nil, i)], end)) }
    // A3 BF, a full-width question mark over the border of two characters, became one of ASCII.
    if end - i <= 2 { out.append(([byte(nil, i), byte(0xA3, end - 1), byte(0xBF, end - 1)], end)) }
    if end == i + 1, end < cells.count {
      let next = source[Int(cells[end].start)]
      if next.value > 0x20, next.value < 0x40 {
        out.append(([byte(nil, i), byte(0xA3, end), byte(UInt8(next.value) | 0x80, end)], end + 1))
      }
    }
    return out
  }

  /// A gloss that was put between the bytes of two characters names the byte that was eaten: its character ends with it.
  private func glossed(_ i: Int, _ end: Int) -> Reading? {
    guard end == i + 1, let gloss = Gloss(at: opensAt(end), in: cells), let last = bare(before: i), let code = table.code(of: last) else { return nil }
    let eaten = Set(
      GBKTable.trails.filter { trail in table.scalar(code.trail, trail).map { PinyinReading.proves(gloss.letters, of: $0) } ?? false && trail >= 0x81 })
    let readings = eaten.sorted().compactMap { byte -> Reading? in
      let head = [ShiftByte(value: byte, start: cells[i].start, end: cells[i].end, endsCharacter: false)]
      let rest = ByteShift.bytes(of: cells[gloss.end...], source: source)
      return judged(i, head + rest, head: 1, next: gloss.end, .exact, Self.leastGain)
    }
    return readings.max { $0.gain < $1.gain }
  }

  /// Behind the mark, with or without the bracket that it may have swallowed.
  private func opensAt(_ end: Int) -> Int { min(end, cells.count - 1) }

  /// The source character in front of `i`, its own gloss left out.
  private func bare(before i: Int) -> Unicode.Scalar? {
    var k = i - 1
    if k >= 0, cells[k].scalar == ")" {
      while k >= 0, cells[k].scalar != "(", i - k < 12 { k -= 1 }
      k -= 1
    }
    return k >= 0 ? source[Int(cells[k].start)] : nil
  }

  // MARK: Runs without a mark

  /// A byte was dropped at one of the characters in front of what is seen.
  private func blind(_ i: Int) -> [Reading] {
    var out: [Reading] = []
    for start in max(0, i - Self.lookBack)...i {
      let near = ByteShift.bytes(of: cells[start..<min(cells.count, start + Self.glance)], source: source)
      guard let first = near.first, first.value != nil, isPromising(near) else { continue }
      let rest = ByteShift.bytes(of: cells[start...], source: source)
      let lead = ShiftByte(value: nil, start: first.start, end: first.start, endsCharacter: false)
      if let found = judged(start, [lead] + rest, head: 1, next: start, .realigned, Self.leastBlindGain) { out.append(found) }
      guard rest.count > 1, !first.endsCharacter else { continue }
      let trail = ShiftByte(value: nil, start: first.start, end: first.end, endsCharacter: false)
      if let found = judged(start, [first, trail] + rest.dropFirst(), head: 1, next: start, .realigned, Self.leastBlindGain) { out.append(found) }
    }
    return out
  }

  /// Cells that tell whether a start is worth a whole reading.
  private static let glance = 9

  /// Whether the bytes behind the first one pair up to characters that are not all rare; few bytes tell nothing.
  private func isPromising(_ bytes: [ShiftByte]) -> Bool {
    var read: [Unicode.Scalar] = []
    var i = 1
    while i + 1 < bytes.count, let lead = bytes[i].value, let trail = bytes[i + 1].value, let scalar = table.scalar(lead, trail) {
      read.append(scalar)
      i += 2
      if bytes[i - 1].endsCharacter { break }
    }
    return read.count < 4 || weights.score(read) >= -(Self.mostCost + 2) * Double(read.count)
  }

  // MARK: Judging

  /// The reading of `bytes` if it is good enough.
  /// - Parameter head: how many of the bytes stand for no character from `next` on.
  private func judged(
    _ start: Int, _ bytes: [ShiftByte], head: Int, next: Int, _ certainty: Certainty, _ least: Double
  ) -> Reading? {
    guard let shift = ByteShift(bytes), shift.used > head, let last = bytes[..<shift.used].last else { return nil }
    let end = cells[next...].firstIndex { $0.start >= last.end } ?? cells.count
    guard end > start else { return nil }
    let shown = cells[start..<end].map { source[Int($0.start)] }
    let read = shift.characters.map { $0.scalar ?? Self.lost }
    let known = read.filter { $0 != Self.lost && CharacterForms.isHan($0) }
    guard !known.isEmpty, !read.contains(where: { CharacterForms.isPrivateUse($0) || $0.value < 0x80 }) else { return nil }
    let score = weights.score(context(before: start) + read + context(from: end))
    let gain = score - weights.score(context(before: start) + shown + context(from: end))
    let own = weights.score(read)
    guard gain >= least, own >= -Self.mostCost * Double(read.count) else { return nil }
    return Reading(range: start..<end, shift: shift, certainty: certainty, gain: gain, start: cells[start].start)
  }

  private func context(before i: Int) -> [Unicode.Scalar] { cells[max(0, i - 3)..<i].map(\.scalar) }
  private func context(from i: Int) -> [Unicode.Scalar] { cells[i..<min(cells.count, i + 3)].map(\.scalar) }
}

extension Draft {
  /// Reads garbled runs again.
  mutating func realign() {
    var counts: PairCounts?
    var attempts = Realignment.mostAttempts
    for p in paragraphs.indices {
      var i = 0
      while i < paragraphs[p].cells.count {
        guard attempts > 0, Realignment.isSuspicious(i, in: paragraphs[p].cells) else {
          i += 1
          continue
        }
        attempts -= 1
        guard let reading = Realignment(paragraphs[p].cells, source: source).reading(at: i)
        else {
          i += 1
          continue
        }
        let pairs = counts ?? PairCounts(paragraphs)
        counts = pairs
        i = apply(reading, to: p, pairs)
      }
    }
  }

  /// Puts the reading in place of the run and records it.
  /// - Returns: the cell behind it.
  private mutating func apply(_ reading: Realignment.Reading, to p: Int, _ counts: PairCounts) -> Int {
    let cells = paragraphs[p].cells
    let end = cells[reading.range.upperBound - 1].end
    let characters = reading.shift.characters
    var scalars = characters.map { $0.scalar ?? Realignment.lost }
    var notes: [String] = []
    for (k, character) in characters.enumerated() where character.scalar == nil {
      let before = ScriptConversion.simplified(cells[max(0, reading.range.lowerBound - 3)..<reading.range.lowerBound].map(\.scalar) + scalars[..<k])
      let after = ScriptConversion.simplified(Array(scalars[(k + 1)...]) + cells[reading.range.upperBound...].prefix(3).map(\.scalar))
      let lost = LostCharacter(lead: character.lead, trail: character.trail, before: before, after: after)
      let (ranked, sure) = lost.candidates(.bundled, counts)
      if let sure { scalars[k] = sure } else { notes.append(String(scalars: ranked)) }
    }
    let repaired = scalars.enumerated().map { k, scalar in
      // Each stands from its own start to that of the next one, so that the places rise.
      let start = k == 0 ? reading.start : characters[k].start
      let stop = k + 1 < characters.count ? max(start, characters[k + 1].start) : end
      return Cell(scalar: CharacterForms.canonical(scalar), start: start, end: stop)
    }
    paragraphs[p].cells.replaceSubrange(reading.range, with: repaired)
    let rule = "realign" + notes.map { " □=" + $0 }.joined()
    damage.append(
      Damage(
        kind: .mojibake, certainty: reading.certainty, span: SourceSpan(start: Int(reading.start), end: Int(end)),
        repaired: String(scalars: scalars), rule: rule))
    return reading.range.lowerBound + repaired.count
  }
}
