/// A piece of a document that a search finds: a paragraph, cut where a section starts. The passages of a document cover every
/// character of its source that prints.
package struct Passage: Sendable {
  /// Position in the document.
  package let index: Int
  /// Innermost section.
  package let section: Int?
  package let role: Role
  package let span: SourceSpan
  /// The repaired reading, and the reading as printed where it differs.
  package let readings: [FoldedReading]
}

/// A passage folded for search, with the map of its characters to the source.
package struct FoldedReading: Sendable {
  package let scalars: [UInt32]
  /// Number of scalars that belong to the passage; the rest is the text that follows on the same line, there so that a phrase
  /// may cross the border of two passages.
  package let ownCount: Int
  package let map: OffsetRuns
}

/// Map of folded offsets to source offsets as runs of characters that follow one another in the source.
package struct OffsetRuns: Sendable, Hashable {
  /// A run: folded offset and source offset of its start; each character covers one source character except the last,
  /// which may cover more (a character and its gloss).
  private struct Run: Sendable, Hashable {
    var folded: Int32
    var source: Int32
    /// Source characters that the last character of the run covers.
    var tail: Int32
  }

  private var runs: [Run] = []
  private var count: Int32 = 0

  init(starts: [Int32], ends: [Int32]) {
    for (i, (start, end)) in zip(starts, ends).enumerated() {
      let continues = runs.last.map { last in
        last.tail == 1 && start - last.source == Int32(i) - last.folded
      }
      if continues == true {
        runs[runs.count - 1].tail = end - start
      } else {
        runs.append(Run(folded: Int32(i), source: start, tail: end - start))
      }
    }
    count = Int32(starts.count)
  }

  /// The source characters that a range of folded characters stands for; an empty range or one out of bounds gives an empty
  /// span at the nearest place.
  package func sourceSpan(_ range: Range<Int>) -> SourceSpan {
    guard !range.isEmpty, range.lowerBound >= 0, range.upperBound <= Int(count) else {
      let at = runs.first.map { Int($0.source) } ?? 0
      return SourceSpan(start: at, end: at)
    }
    let start = place(Int32(range.lowerBound)).start
    let end = place(Int32(range.upperBound - 1)).end
    return SourceSpan(start: Int(start), end: Int(max(start, end)))
  }

  /// For each folded character, the source offset at which the character that it was made of starts; nil when the map does
  /// not fit a source of `count` characters.
  package func sourceStarts(in sourceCount: Int) -> [Int]? {
    var starts: [Int] = []
    for (index, run) in runs.enumerated() {
      let end = index + 1 < runs.count ? runs[index + 1].folded : count
      guard Int(run.folded) == starts.count, run.folded < end, Int(run.source) + Int(end - run.folded) <= sourceCount
      else { return nil }
      for offset in 0..<Int(end - run.folded) { starts.append(Int(run.source) + offset) }
    }
    return starts.count == Int(count) ? starts : nil
  }

  private func place(_ folded: Int32) -> (start: Int32, end: Int32) {
    let next = firstIndex(in: 0..<runs.count) { runs[$0].folded > folded }
    guard next > 0 else { return (0, 0) }
    let run = runs[next - 1]
    let runEnd = next < runs.count ? runs[next].folded : count
    let start = run.source + (folded - run.folded)
    return (start, start + (folded == runEnd - 1 ? run.tail : 1))
  }

  /// A compact form for storage: LEB128 numbers, deltas between runs.
  package func encoded() -> [UInt8] {
    var out: [UInt8] = []
    func put(_ value: Int64) {
      // Zigzag: gaps may go backwards where a table was read by columns.
      var v = UInt64(bitPattern: (value << 1) ^ (value >> 63))
      while v >= 0x80 {
        out.append(UInt8(v & 0x7F) | 0x80)
        v >>= 7
      }
      out.append(UInt8(v))
    }
    put(Int64(count))
    var previous = Run(folded: 0, source: 0, tail: 0)
    for run in runs {
      put(Int64(run.folded) - Int64(previous.folded))
      put(Int64(run.source) - Int64(previous.source))
      put(Int64(run.tail))
      previous = run
    }
    return out
  }

  /// Reads the compact form; nil if the bytes are none.
  package init?(encoded bytes: [UInt8]) {
    var i = 0
    func take() -> Int64? {
      var v: UInt64 = 0
      var shift: UInt64 = 0
      while i < bytes.count, shift < 63 {
        let byte = bytes[i]
        i += 1
        v |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { return Int64(bitPattern: v >> 1) ^ -Int64(bitPattern: v & 1) }
        shift += 7
      }
      return nil
    }
    guard let total = take().flatMap({ Int32(exactly: $0) }), total >= 0 else { return nil }
    var folded: Int64 = 0
    var source: Int64 = 0
    while i < bytes.count {
      guard let a = take(), let b = take(), let c = take() else { return nil }
      (folded, source) = (folded &+ a, source &+ b)
      guard let f = Int32(exactly: folded), let s = Int32(exactly: source), let t = Int32(exactly: c), f >= 0, s >= 0,
        t >= 0, f <= total, s <= Int32.max - total, t < Int32.max / 4
      else { return nil }
      runs.append(Run(folded: f, source: s, tail: t))
    }
    count = total
  }
}

extension Outline {
  /// Longest text behind a passage that is indexed with it, and so the longest term less one that finds all its places.
  package static let longestTerm = 256

  /// The passages of the document in reading order.
  package func passages() -> [Passage] {
    let ranges = passageRanges()
    var passages: [Passage] = []
    passages.reserveCapacity(ranges.count)
    for (index, item) in ranges.enumerated() {
      let next = index + 1 < ranges.count ? Int(text.starts[ranges[index + 1].range.lowerBound]) : document.text.count
      let span = withMarkup(text.sourceSpan(item.range), between: passages.last?.span.end ?? 0, and: next)
      var readings = [repairedReading(item.range)]
      if isRepaired(span) || lacksMarkup(item.range, span) { readings.append(printedReading(span)) }
      passages.append(Passage(index: index, section: item.section, role: role(at: item.range.lowerBound), span: span, readings: readings))
    }
    return passages
  }

  /// A span with the marks of Markdown that stood around it in its line and were taken out: they print, too.
  private func withMarkup(_ span: SourceSpan, between last: Int, and next: Int) -> SourceSpan {
    func isOnLine(_ at: Int) -> Bool {
      let scalar = document.text[at]
      return Self.isMark(scalar) || CharacterForms.isInvisible(scalar) || CharacterForms.isBlank(scalar) && !CharacterForms.isLineEnd(scalar)
    }
    var (start, end) = (span.start, span.end)
    var at = start
    while at > last, isOnLine(at - 1) {
      at -= 1
      if Self.isMark(document.text[at]) { start = at }
    }
    at = end
    while at < next, isOnLine(at) {
      at += 1
      if Self.isMark(document.text[at - 1]) { end = at }
    }
    return SourceSpan(start: start, end: end)
  }

  /// `#` and `*`, of any width.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    let plain = CharacterForms.canonical(scalar)
    return plain == "#" || plain == "*"
  }

  /// Whether marks of Markdown were taken out of a passage.
  private func lacksMarkup(_ range: Range<Int>, _ span: SourceSpan) -> Bool {
    func marks(_ scalars: ArraySlice<Unicode.Scalar>) -> Int { scalars.reduce(0) { $0 + (Self.isMark($1) ? 1 : 0) } }
    return span.range.count != range.count && marks(document.text[span.range]) != marks(text.scalars[range])
  }

  /// Longest passage in characters; a text without line ends is cut, and its phrases are found across the cuts.
  package static let longestPassage = 1 << 16

  /// Paragraphs of the normal text, cut where sections start, and where they grow too long.
  private func passageRanges() -> [(range: Range<Int>, section: Int?)] {
    var out: [(Range<Int>, Int?)] = []
    var next = 0
    func add(_ range: Range<Int>) {
      for start in stride(from: range.lowerBound, to: range.upperBound, by: Self.longestPassage) {
        out.append((start..<min(range.upperBound, start + Self.longestPassage), section(at: start)))
      }
    }
    for paragraph in text.paragraphs {
      var start = paragraph.range.lowerBound
      while next < sections.count, sections[next].range.lowerBound < paragraph.range.upperBound {
        let cut = sections[next].range.lowerBound
        if cut > start { add(start..<cut) }
        start = max(start, cut)
        next += 1
      }
      if start < paragraph.range.upperBound { add(start..<paragraph.range.upperBound) }
    }
    return out
  }

  private func repairedReading(_ range: Range<Int>) -> FoldedReading {
    var folder = SearchFolder()
    for i in range { folder.append(text.scalars[i], start: text.starts[i], end: text.ends[i]) }
    let own = folder.scalars.count
    var at = Int(text.ends[range.upperBound - 1])
    var leftParagraph = false
    for i in range.upperBound..<text.count {
      if folder.scalars.count >= own + Self.longestTerm - 1 { break }
      if text.scalars[i] == "\n" {
        leftParagraph = true
        continue
      }
      let start = Int(text.starts[i])
      // A line end between two paragraphs is a border that no phrase crosses; one that was joined away is none.
      if leftParagraph, start > at, document.text[at..<start].contains(where: CharacterForms.isLineEnd) { break }
      folder.append(text.scalars[i], start: text.starts[i], end: text.ends[i])
      at = Int(text.ends[i])
      leftParagraph = false
    }
    let folded = folder.finish()
    return FoldedReading(
      scalars: folded.scalars, ownCount: own, map: OffsetRuns(starts: folded.starts, ends: folded.ends))
  }

  /// The source as it is printed, for the characters that repairs took out.
  private func printedReading(_ span: SourceSpan) -> FoldedReading {
    var folder = SearchFolder()
    for i in span.range { folder.append(document.text[i], start: Int32(i), end: Int32(i + 1)) }
    let own = folder.scalars.count
    var i = span.end
    while i < document.text.count, !CharacterForms.isLineEnd(document.text[i]), folder.scalars.count < own + Self.longestTerm - 1 {
      folder.append(document.text[i], start: Int32(i), end: Int32(i + 1))
      i += 1
    }
    let folded = folder.finish()
    return FoldedReading(
      scalars: folded.scalars, ownCount: own, map: OffsetRuns(starts: folded.starts, ends: folded.ends))
  }

  /// Whether a repair took characters out of the span that print. Damage is sorted by place, and no repair is long.
  private func isRepaired(_ span: SourceSpan) -> Bool {
    let first = firstIndex(in: 0..<text.damage.count) { text.damage[$0].span.end > span.start }
    return text.damage[first...].prefix { $0.span.start < span.end }.contains { damage in
      switch damage.kind {
      case .gloss, .duplicate: damage.certainty != .detected
      case .pagebreak: document.text[damage.span.range].contains { !CharacterForms.isBlank($0) }
      default: false
      }
    }
  }
}
