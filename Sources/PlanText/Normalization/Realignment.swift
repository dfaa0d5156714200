import Foundation

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
  /// The first cell that no reading has replaced yet: what was read again is not read a third time.
  private let floor: Int
  private let weights = PairWeights.bundled
  private let table = GBKTable.shared

  /// Bits by which a reading must be better, with a mark at its head and without, and what a character of it may cost.
  static let (leastGain, leastBlindGain, mostCost) = (16.0, 18.0, 13.0)
  /// How far in front of what is seen, and behind it, a run may start: common characters may be garbled ones, and rare ones sound.
  private static let (lookBack, lookAhead) = (24, 20)
  /// How far the readings of one place are compared; they differ in where they start and are the same from there on.
  private static let window = 48

  init(_ cells: [Cell], source: [Unicode.Scalar], from floor: Int = 0) {
    self.cells = cells
    self.source = source
    self.floor = floor
  }

  /// Most places of a document that are looked into.
  static let mostAttempts = 2000
  /// Where a place gave nothing, the next one looks at nearly the same characters.
  static let step = 6

  /// Where something is seen that a shift of bytes leaves behind: lost characters, private-use ones, question marks between Chinese
  /// characters, odd characters close together. Nearly all of a sound text is told by one look at a table.
  static func isSuspicious(_ i: Int, in cells: [Cell]) -> Bool {
    let scalar = cells[i].scalar
    if scalar.value < 0x80 { return scalar == "?" && (isShifted(i - 1, cells) || isShifted(i + 1, cells) || isHalved(i, cells)) }
    guard OddCharacters.contains(scalar) else { return scalar.value >= 0xE000 && (scalar.value == 0xFFFD || CharacterForms.isPrivateUse(scalar)) }
    var count = 0
    for k in max(0, i - 3)..<min(cells.count, i + 4) where OddCharacters.contains(cells[k].scalar) || isTrail(k, cells) { count += 1 }
    return count >= fewestOdd
  }

  /// A letter or sign of ASCII behind a Chinese character may be the second byte of one, as many of traditional text are: 邋W, 策_.
  private static func isTrail(_ k: Int, _ cells: [Cell]) -> Bool {
    k > 0 && (0x40...0x7E).contains(cells[k].scalar.value) && CharacterForms.isHan(cells[k - 1].scalar)
  }

  /// How many of seven characters in a row are odd where a run is looked for.
  private static let fewestOdd = 2

  /// A question mark and a mark that was full-width once, in front of Chinese.
  private static func isHalved(_ i: Int, _ cells: [Cell]) -> Bool {
    i + 2 < cells.count && (0x21...0x3F).contains(cells[i + 1].scalar.value) && cells[i + 2].scalar.value >= 0x80
  }

  private static func isShifted(_ i: Int, _ cells: [Cell]) -> Bool {
    guard cells.indices.contains(i) else { return false }
    return CharacterForms.isHan(cells[i].scalar) || cells[i].scalar == "?" || PinyinReading.isLetter(cells[i].scalar)
      || CharacterForms.isPrivateUse(cells[i].scalar) || cells[i].scalar == "!"
  }

  /// The best reading of a run at or around `i`; nil if none is good enough.
  func reading(at i: Int) -> Reading? {
    let limit = min(cells.count, i + Self.lookAhead + Self.window)
    var guesses: [Guess] = []
    let around = max(floor, i - Self.lookBack)..<min(limit, i + Self.lookAhead + Self.glance)
    let look = around.isEmpty ? nil : ShiftGlance(cells[around], source: source, table: table, weights: weights)
    for start in max(floor, i - Self.lookBack)..<min(cells.count, i + Self.lookAhead) {
      if isMark(start) {
        if start >= i, start == floor || !isMark(start - 1) { guesses += marked(start) }
      } else {
        let near = look?.isPromising(from: start, to: min(limit, start + Self.glance), atMost: Self.mostCost + 2)
        if near != false { guesses += blind(start, limit, isPromising: near) }
      }
    }
    let judged = guesses.compactMap { judge($0, limit) }.sorted { Self.isBetter(($0.guess, $0.gain), ($1.guess, $1.gain)) }
    let named = named(by: judged)
    guard named.isEmpty else { return named.lazy.compactMap { whole($0, $1) }.first }
    let filled = judged.filter { $0.guess.certainty != .exact }.prefix(Self.compared).map(fill)
    // Whether the first or the second byte was lost, the same text stands behind it: both speak for the place.
    let places = filled.map { one in Self.logarithm(of: filled.filter { $0.guess.isPlace(of: one.guess) }.map(\.gain)) }
    let ranked = zip(filled, places).sorted { a, b in
      a.0.guess.isPlace(of: b.0.guess) ? a.0.best > b.0.best : Self.isBetter((a.0.guess, a.1), (b.0.guess, b.1))
    }
    return ranked.lazy.compactMap { whole($0.0.guess, $0.0.best) }.first
  }

  /// The readings whose first character a gloss names, the best first. A gloss may name several bytes, as many characters sound alike: words tell which
  /// it was, and what no other comes near to is exact.
  private func named(by judged: [Judged]) -> [(Guess, Double)] {
    let readings = judged.filter { $0.guess.certainty == .exact && $0.gain >= $0.guess.least }
    guard readings.count > 1 else { return readings.map { ($0.guess, $0.gain) } }
    let scored = readings.map { one -> (guess: Guess, gain: Double, score: Double) in
      let read = one.characters.map { $0.scalar ?? Self.lost }
      let after = Array((read.dropFirst() + context(from: one.end)).prefix(3))
      let place = LostCharacter(
        lead: nil, trail: nil, before: ScriptConversion.simplified(context(before: one.guess.start)), after: ScriptConversion.simplified(after))
      return (one.guess, one.gain, one.gain + place.score(of: read[0], .bundled).score)
    }
    let ranked = scored.sorted { $0.score > $1.score }
    let isSure = ranked[0].score - ranked[1].score >= Self.leastGain
    return ranked.map { (isSure ? $0.guess : $0.guess.unsure, $0.gain) }
  }

  /// Where two readings come to the same text, as of two equal bytes one is lost, the one that changes less.
  private static func isBetter(_ a: (guess: Guess, gain: Double), _ b: (guess: Guess, gain: Double)) -> Bool {
    let (first, second) = ((a.gain * 16).rounded(), (b.gain * 16).rounded())
    return first == second ? a.guess.start > b.guess.start : first > second
  }

  /// How many readings are compared with the lost character filled in.
  private static let compared = 8

  private func isMark(_ i: Int) -> Bool {
    cells.indices.contains(i) && (source[Int(cells[i].start)] == "?" || cells[i].scalar.value == 0xFFFD)
  }

  /// Where a run may start, and how its first bytes are to be taken.
  private struct Guess {
    /// Cell at which the run starts.
    let start: Int
    /// Bytes that stand for cells in front of `next`.
    let head: [ShiftByte]
    let next: Int
    let certainty: Certainty
    let least: Double

    /// The same, but that others come near to it.
    var unsure: Guess { Guess(start: start, head: head, next: next, certainty: .realigned, least: least) }

    /// Whether the other one is the same but for which byte of the first character was lost.
    func isPlace(of other: Guess) -> Bool { start == other.start && next == other.next }
  }

  // MARK: Runs behind a mark

  private func marked(_ i: Int) -> [Guess] {
    var end = i
    while end < cells.count, end - i < 3, isMark(end) { end += 1 }
    return glossed(i, end)
      + heads(i, end).map { Guess(start: i, head: $0.bytes, next: $0.next, certainty: .realigned, least: Self.leastGain) }
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
  private func glossed(_ i: Int, _ end: Int) -> [Guess] {
    guard end == i + 1, let gloss = Gloss(at: opensAt(end), in: cells), let last = bare(before: i), let code = table.code(of: last) else { return [] }
    let eaten = GBKTable.trails.filter { trail in
      trail >= 0x81 && table.scalar(code.trail, trail).map { PinyinReading.proves(gloss.letters, of: $0) } ?? false
    }
    return eaten.map { byte in
      let head = [ShiftByte(value: byte, start: cells[i].start, end: cells[i].end, endsCharacter: false)]
      return Guess(start: i, head: head, next: gloss.end, certainty: .exact, least: Self.leastGain)
    }
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

  /// A byte was dropped at the character at `start`: its first one, or its second one.
  /// - Parameter known: whether it reads well, where that is known.
  private func blind(_ start: Int, _ limit: Int, isPromising known: Bool?) -> [Guess] {
    let near = ByteShift.bytes(of: cells[start..<min(limit, start + Self.glance)], source: source)
    guard let first = near.first, first.value != nil, known ?? isPromising(near) else { return [] }
    let lead = ShiftByte(value: nil, start: first.start, end: first.start, endsCharacter: false)
    let trail = ShiftByte(value: nil, start: first.start, end: first.end, endsCharacter: false)
    let heads = first.endsCharacter ? [[lead, first]] : [[lead, first, near[1]], [first, trail, near[1]]]
    return heads.map { Guess(start: start, head: $0, next: start + 1, certainty: .realigned, least: Self.leastBlindGain) }
  }

  /// Cells that tell whether a start is worth a whole reading.
  static let glance = 9

  /// Whether the bytes behind the first one pair up to characters that are not all rare; few bytes tell nothing.
  func isPromising(_ bytes: [ShiftByte]) -> Bool {
    var read: [Unicode.Scalar] = []
    read.reserveCapacity(bytes.count / 2)
    var i = 1
    while i + 1 < bytes.count, let lead = bytes[i].value, let trail = bytes[i + 1].value, let scalar = table.scalar(lead, trail) {
      read.append(scalar)
      i += 2
      if bytes[i - 1].endsCharacter { break }
    }
    return read.count < ShiftGlance.fewest || weights.costs(read, atMost: (Self.mostCost + 2) * Double(read.count))
  }

  // MARK: Judging

  /// A guess read as far as readings are compared.
  private struct Judged {
    let guess: Guess
    let characters: [ShiftedCharacter]
    /// Cell behind it.
    let end: Int
    let gain: Double
  }

  /// What the guess gains; nil if its bytes do not pair up, if the reading is none, or if it is too far from good enough.
  private func judge(_ guess: Guess, _ limit: Int) -> Judged? {
    let rest = ByteShift.bytes(of: cells[min(guess.next, limit)..<limit], source: source)
    let isCut = limit < cells.count && (rest.last?.end == cells[limit - 1].end)
    guard let shift = ByteShift(guess.head + rest, isCut: isCut), shift.used > guess.head.count else { return nil }
    return judged(guess, shift, guess.head + rest).flatMap { $0.gain >= guess.least - Self.slack ? $0 : nil }
  }

  /// Bits that filling in the lost character may still bring.
  private static let slack = 12.0
  /// Bits for a lost character that is filled in: there were many to choose from.
  private static let choice = 6.0

  private func judged(_ guess: Guess, _ shift: ByteShift, _ bytes: [ShiftByte]) -> Judged? {
    guard let last = bytes[..<shift.used].last else { return nil }
    let end = cells[guess.start...].firstIndex { $0.start >= last.end } ?? cells.count
    guard end > guess.start else { return nil }
    let read = shift.characters.map { $0.scalar ?? Self.lost }
    guard read.contains(where: { $0 != Self.lost && CharacterForms.isHan($0) }),
      !read.contains(where: CharacterForms.isPrivateUse), !read.dropLast().contains(where: { $0.value < 0x80 }), weights.score(read) >= -Self.mostCost * Double(read.count)
    else { return nil }
    let shown = cells[guess.start..<end].map { source[Int($0.start)] }
    let (front, back) = (context(before: guess.start), context(from: end))
    let gain = weights.score(front + read + back) - weights.score(front + shown + back)
    return Judged(guess: guess, characters: shift.characters, end: end, gain: gain)
  }

  /// A guess with its lost characters filled in.
  private struct Filled {
    let guess: Guess
    /// What it gains with all characters that have the byte that is left, each by how well it reads.
    var gain: Double
    /// What it gains with the best of them: 有效 against 行效.
    var best: Double
  }

  private func fill(_ judged: Judged) -> Filled {
    var read = judged.characters.map { $0.scalar ?? Self.lost }
    let (front, back) = (context(before: judged.guess.start), context(from: judged.end))
    var filled = Filled(guess: judged.guess, gain: judged.gain, best: judged.gain)
    for (k, character) in judged.characters.enumerated() where character.scalar == nil {
      let left = Array((front + read[..<k]).suffix(3))
      let right = Array((read[(k + 1)...] + back).prefix(3))
      let candidates = LostCharacter(lead: character.lead, trail: character.trail, before: [], after: []).all(table)
      let scored = candidates.map { ($0, weights.score(left + [$0] + right)) }
      guard let best = scored.max(by: { $0.1 < $1.1 }) else { continue }
      let missing = weights.score(left + [Self.lost] + right) + Self.choice
      filled.gain += Self.logarithm(of: scored.map(\.1)) - missing
      filled.best += best.1 - missing
      read[k] = best.0
    }
    return filled
  }

  /// The logarithm of the sum of what has these logarithms.
  private static func logarithm(of bits: [Double]) -> Double {
    guard let most = bits.max(), most > -.infinity else { return -.infinity }
    return most + log2(bits.reduce(0) { $0 + exp2($1 - most) })
  }

  /// The guess read to the end of its run, if it is good enough.
  private func whole(_ guess: Guess, _ gain: Double) -> Reading? {
    guard gain >= guess.least else { return nil }
    let bytes = guess.head + ByteShift.bytes(of: cells[guess.next...], source: source)
    guard let shift = ByteShift(bytes), shift.used > guess.head.count, let found = judged(guess, shift, bytes) else { return nil }
    return Reading(
      range: guess.start..<found.end, shift: shift, certainty: guess.certainty, gain: gain, start: cells[guess.start].start)
  }

  private func context(before i: Int) -> [Unicode.Scalar] { cells[max(0, i - 3)..<i].map { source[Int($0.start)] } }
  private func context(from i: Int) -> [Unicode.Scalar] { cells[i..<min(cells.count, i + 3)].map { source[Int($0.start)] } }
}

extension Draft {
  /// Reads garbled runs again.
  mutating func realign() {
    var counts: PairCounts?
    var attempts = Realignment.mostAttempts
    for p in paragraphs.indices {
      var i = 0
      var floor = 0
      while i < paragraphs[p].cells.count {
        guard attempts > 0, Realignment.isSuspicious(i, in: paragraphs[p].cells) else {
          i += 1
          continue
        }
        attempts -= 1
        guard let reading = Realignment(paragraphs[p].cells, source: source, from: floor).reading(at: i)
        else {
          i += Realignment.step
          continue
        }
        let pairs = counts ?? PairCounts(paragraphs)
        counts = pairs
        i = apply(reading, to: p, pairs)
        floor = i
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
