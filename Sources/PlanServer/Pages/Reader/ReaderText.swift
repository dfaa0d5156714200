import PlanText

/// How the text of a document is shown.
enum Reading: String, CaseIterable {
  /// As it was read.
  case original
  /// With what was proved to be damage put right.
  case repaired
  /// Repaired, and in simplified characters.
  case simplified
}

/// A damaged place and what it was repaired to.
struct ReaderDamage {
  let span: SourceSpan
  /// nil where it was only detected.
  let repaired: String?
  let kind: String
  let quote: String
}

/// A run of source characters between two places where something begins or ends.
struct Segment: Equatable {
  let range: Range<Int>
  /// As shown in the reading.
  let text: String
  /// Indices of the marks that cover it.
  let marks: [Int]
  /// Index of the damage that it belongs to.
  let damage: Int?
  let isHit: Bool
  let isCited: Bool
}

struct Paragraph: Equatable {
  /// In the source, without the end of its line.
  let range: Range<Int>
  let segments: [Segment]
}

/// Cuts a part of a document into paragraphs and these into segments, each with all that is to be shown of it.
struct ReaderText {
  /// The document's text, and the same in simplified characters where that reading is asked for: same length.
  let source: [Unicode.Scalar]
  let shown: [Unicode.Scalar]
  let reading: Reading
  /// Spans of the records to mark.
  let marks: [SourceSpan]
  let damage: [ReaderDamage]
  let hits: [SourceSpan]
  let cited: SourceSpan?

  init(
    source: [Unicode.Scalar], reading: Reading, marks: [SourceSpan], damage: [ReaderDamage], hits: [SourceSpan],
    cited: SourceSpan?
  ) {
    self.source = source
    self.reading = reading
    self.marks = marks
    self.damage = damage
    self.hits = hits
    self.cited = cited
    let isConverted = reading == .simplified && ScriptConversion.script(of: source) != .hans
    shown = isConverted ? ScriptConversion.simplified(source) : source
  }

  /// The paragraphs of a part, in order; empty lines are none.
  func paragraphs(in part: Range<Int>) -> [Paragraph] {
    var out: [Paragraph] = []
    var line: [Segment] = []
    var start = part.lowerBound
    func close(at end: Int) {
      if line.contains(where: { !$0.text.allSatisfy(\.isWhitespace) }) {
        out.append(Paragraph(range: start..<end, segments: line))
      }
      line = []
    }
    for range in pieces(part) {
      let mending = mending(range.lowerBound)
      if mending == nil, Self.isLineEnd(source[range.lowerBound]) {
        close(at: range.lowerBound)
        start = range.upperBound
        continue
      }
      line.append(segment(range, mending))
    }
    close(at: part.upperBound)
    return out
  }

  private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}": true
    default: false
    }
  }

  /// The part cut wherever a line, a mark, a damage, a hit or the citation begins or ends.
  private func pieces(_ part: Range<Int>) -> [Range<Int>] {
    var cuts: Set<Int> = [part.lowerBound, part.upperBound]
    for span in marks + damage.map(\.span) + hits + [cited].compactMap(\.self) {
      for edge in [span.start, span.end] where part.contains(edge) { cuts.insert(edge) }
    }
    for i in part where Self.isLineEnd(source[i]) {
      cuts.insert(i)
      cuts.insert(i + 1)
    }
    let sorted = cuts.sorted()
    return zip(sorted, sorted.dropFirst()).map { $0..<$1 }
  }

  /// The repair that stands in the place of a character in this reading.
  private func mending(_ at: Int) -> Int? {
    if reading == .original { return nil }
    return damage.firstIndex { $0.repaired != nil && $0.span.range.contains(at) }
  }

  private func segment(_ range: Range<Int>, _ mending: Int?) -> Segment {
    let text: String
    if let mending {
      // The repair stands once, in the place of the first character.
      let repair = range.lowerBound == damage[mending].span.start ? damage[mending].repaired ?? "" : ""
      text = reading == .simplified ? ScriptConversion.simplified(repair) : repair
    } else {
      text = String(scalars: shown[range])
    }
    func covers(_ span: SourceSpan) -> Bool { span.start <= range.lowerBound && range.upperBound <= span.end }
    return Segment(
      range: range, text: text, marks: marks.indices.filter { covers(marks[$0]) },
      damage: damage.firstIndex { covers($0.span) }, isHit: hits.contains(where: covers),
      isCited: cited.map(covers) ?? false)
  }
}

/// Where a long document is cut into pages: at sections where possible, else at the ends of lines. How much fits depends on
/// what a page has to say of the characters: records and damage take room beside the text.
enum ReaderParts {
  /// Bytes of a page that a part may fill, about.
  static let room = 84_000
  private static let characterCost = 4
  private static let recordCost = 900
  private static let damageCost = 190

  /// Consecutive parts that cover the text; one at least.
  /// - Parameters:
  ///   - starts: of sections, ascending.
  ///   - records: where records start.
  ///   - damage: where damaged places start.
  static func cut(_ source: [Unicode.Scalar], sections starts: [Int], records: [Int], damage: [Int]) -> [Range<Int>] {
    var cost = [Int](repeating: characterCost, count: source.count)
    for i in records where cost.indices.contains(i) { cost[i] += recordCost }
    for i in damage where cost.indices.contains(i) { cost[i] += damageCost }
    var out: [Range<Int>] = []
    var at = 0
    while true {
      let full = fill(cost, from: at)
      if full == source.count { break }
      // Half a page at least, so that sections do not make many small ones.
      let window = max(at + 1, at + (full - at) / 2)..<full
      let end = starts.last { window.contains($0) } ?? window.last { source[$0] == "\n" }.map { $0 + 1 } ?? full
      out.append(at..<end)
      at = end
    }
    out.append(at..<source.count)
    return out
  }

  /// How far the room of a page reaches; one character at least.
  private static func fill(_ cost: [Int], from start: Int) -> Int {
    var left = room
    var end = start
    while end < cost.count, left > 0 {
      left -= cost[end]
      end += 1
    }
    return end
  }
}
