/// Pinyin readings in brackets behind their character, as broken conversion tools leave them: `區(qū)`.
///
/// A gloss is taken out only where ICU's reading (`Han-Latin`) of the character in front proves it; the character then
/// stands for itself and its gloss. A bracketed reading that cannot be proved is recorded and stays.
extension Draft {
  mutating func takeOutGlosses() {
    var found: [Damage] = []
    for p in paragraphs.indices {
      let cells = paragraphs[p].cells
      guard cells.contains(where: { PinyinReading.isToned($0.scalar) }) else { continue }
      var out: [Cell] = []
      out.reserveCapacity(cells.count)
      var i = 0
      while i < cells.count {
        guard let gloss = Gloss(at: i, in: cells) else {
          out.append(cells[i])
          i += 1
          continue
        }
        let span = SourceSpan(start: Int(cells[i].start), end: Int(cells[gloss.end - 1].end))
        if gloss.isClosed, let last = out.last, PinyinReading.proves(gloss.letters, of: last.scalar) {
          out[out.count - 1].end = Int32(span.end)
          found.append(
            Damage(
              kind: .gloss, certainty: .exact, span: SourceSpan(start: Int(last.start), end: span.end),
              repaired: quote(Int(last.start)..<Int(last.end)), rule: "gloss"))
        } else {
          out.append(contentsOf: cells[i..<gloss.end])
          found.append(Damage(kind: .gloss, certainty: .detected, span: span, repaired: nil, rule: "gloss"))
        }
        i = gloss.end
      }
      paragraphs[p].cells = out
    }
    damage += found
  }

  func quote(_ range: Range<Int>) -> String {
    return String(scalars: source[range])
  }
}

/// A bracketed pinyin syllable, or one that lost its opening bracket (`shù)`).
struct Gloss {
  let letters: [Unicode.Scalar]
  /// Index behind the closing bracket.
  let end: Int
  /// Whether it has its opening bracket.
  let isClosed: Bool

  /// Longest pinyin syllable, `zhuāng`, with room for a decomposed tone mark.
  private static let longest = 8

  init?(at i: Int, in cells: [Cell]) {
    let opens = cells[i].scalar == "("
    if !opens {
      guard PinyinReading.isLetter(cells[i].scalar), i == 0 || !PinyinReading.isLetter(cells[i - 1].scalar),
        i == 0 || cells[i - 1].scalar != "("
      else { return nil }
    }
    var k = opens ? i + 1 : i
    var letters: [Unicode.Scalar] = []
    while k < cells.count, letters.count <= Self.longest, PinyinReading.isLetter(cells[k].scalar) {
      letters.append(cells[k].scalar)
      k += 1
    }
    guard k < cells.count, cells[k].scalar == ")", !letters.isEmpty, letters.contains(where: PinyinReading.isToned)
    else { return nil }
    self.letters = letters
    end = k + 1
    isClosed = opens
  }
}

/// ICU's readings of single characters.
enum PinyinReading {
  /// A lower-case letter as pinyin uses it, tone marks included.
  static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x61...0x7A, 0xFC: true
    default: isToned(scalar)
    }
  }

  /// A vowel with a tone mark.
  static func isToned(_ scalar: Unicode.Scalar) -> Bool {
    tonedLetters.contains(scalar)
  }

  private static let tonedLetters: ScalarSet = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"

  /// Whether `letters` is the reading that ICU gives the character, tone included.
  static func proves(_ letters: [Unicode.Scalar], of scalar: Unicode.Scalar) -> Bool {
    guard CharacterForms.isHan(scalar) else { return false }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: letters)
    return table.reading(of: scalar) == ICU.nfd(String(view))
  }

  private static let table = ReadingTable()
}

/// Readings of the BMP's basic block, made in one pass of ICU when the first gloss is met.
struct ReadingTable: Sendable {
  private let readings: [String]
  private static let block: ClosedRange<UInt32> = 0x4E00...0x9FFF

  init() {
    // One character a line: ICU then reads each on its own.
    let text = Self.block.map { Unicode.Scalar($0).map { String(Character($0)) } ?? "" }.joined(separator: "\n")
    let converted = ICU.transliterate(text, "Han-Latin") ?? ""
    readings = ICU.nfd(converted).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The reading in decomposed form, or nil.
  func reading(of scalar: Unicode.Scalar) -> String? {
    guard Self.block.contains(scalar.value) else { return nil }
    let i = Int(scalar.value - Self.block.lowerBound)
    return i < readings.count ? readings[i].trimmingBlanks : nil
  }
}

extension String {
  fileprivate var trimmingBlanks: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
