import PlanText

/// The parts of a passage that are worth showing for a query: around the highlights, cut where a reader would cut.
///
/// All places are offsets of scalars in the passage. A fragment never begins or ends inside a character as people see it
/// (combining marks, joined emoji), a highlight, a word of letters or digits, or a short pair of quotation marks or brackets.
package struct Snippet: Sendable, Hashable {
  /// Ascending, not touching.
  package let fragments: [Range<Int>]
  /// Number of scalars in the passage.
  package let length: Int

  /// Fragments of one snippet at most.
  package static let mostFragments = 3
  /// A pair of marks up to this many characters apart is not torn.
  package static let longestPair = 30
  /// Fragments this near to each other become one.
  static let nearby = 8
  /// Columns of a snippet where nothing says how wide it is shown.
  package static let usualWidth = 180

  /// - Parameters:
  ///   - passage: its source characters.
  ///   - highlights: offsets in the passage; overlaps are allowed.
  ///   - width: columns that the text should take; a fragment is a little longer where that keeps a pair whole.
  package init(passage: [Unicode.Scalar], highlights: [Range<Int>], width: Int = usualWidth) {
    length = passage.count
    let lit = highlights.map { $0.clamped(to: 0..<passage.count) }.filter { !$0.isEmpty }
      .sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    if passage.reduce(0, { $0 + EastAsianWidth.columns($1) }) <= width {
      fragments = passage.isEmpty ? [] : [0..<passage.count]
      return
    }
    let cuts = SnippetCuts(passage, lit)
    let windows = SnippetWindows(passage, lit, width: width)
    fragments = Self.joined(windows.chosen().map { cuts.settled($0, budget: width / 8) })
  }

  /// In the order of the text, near ones joined.
  private static func joined(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var out: [Range<Int>] = []
    for range in ranges.filter({ !$0.isEmpty }).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = out.last, range.lowerBound <= last.upperBound + nearby {
        out[out.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        out.append(range)
      }
    }
    return out
  }

  /// The snippet on one line, an ellipsis for what is left out, blanks and control characters of the source as one blank.
  /// - Parameter mark: dresses a highlighted run.
  package func text(of passage: [Unicode.Scalar], highlights: [Range<Int>], mark: (String) -> String = { $0 }) -> String {
    var lit = [Bool](repeating: false, count: passage.count)
    for range in highlights { for i in range.clamped(to: 0..<passage.count) { lit[i] = true } }
    var out = ""
    var end = 0
    for fragment in fragments {
      let fragment = fragment.clamped(to: 0..<passage.count)
      if fragment.lowerBound > end { out += "…" }
      var at = fragment.lowerBound
      while at < fragment.upperBound {
        let stop = (at..<fragment.upperBound).first { lit[$0] != lit[at] } ?? fragment.upperBound
        let run = Self.flat(passage[at..<stop], after: out.unicodeScalars.last)
        out += lit[at] && !run.isEmpty ? mark(run) : run
        at = stop
      }
      end = fragment.upperBound
    }
    return end < passage.count ? out + "…" : out
  }

  /// A run on one line; a blank where there was one or several.
  private static func flat(_ run: ArraySlice<Unicode.Scalar>, after last: Unicode.Scalar?) -> String {
    var view = String.UnicodeScalarView()
    var previous = last
    for scalar in run {
      let blank = CharacterForms.isBlank(scalar) || scalar.value < 0x20 || scalar.value == 0x7F
      if blank, previous == " " || previous == nil { continue }
      previous = blank ? " " : scalar
      view.append(blank ? " " : scalar)
    }
    return String(view)
  }
}

extension PassageHit {
  /// The highlights as offsets in the passage.
  package var marks: [Range<Int>] { highlights.map { $0.start - span.start..<$0.end - span.start } }

  /// What of the passage is worth showing in so many columns.
  package func snippet(width: Int = Snippet.usualWidth) -> Snippet {
    Snippet(passage: Array(quote.unicodeScalars), highlights: marks, width: width)
  }

  /// The snippet on one line.
  package func snippetText(width: Int = Snippet.usualWidth, mark: (String) -> String = { $0 }) -> String {
    let passage = Array(quote.unicodeScalars)
    return Snippet(passage: passage, highlights: marks, width: width).text(of: passage, highlights: marks, mark: mark)
  }
}

/// Chooses the stretches of a passage that show most different words of a query.
struct SnippetWindows {
  private let passage: [Unicode.Scalar]
  private let lit: [Range<Int>]
  private let width: Int
  /// Which word each highlight is: equal numbers for equal folded text.
  private let words: [Int]
  /// Columns up to each place.
  private let columns: [Int]

  init(_ passage: [Unicode.Scalar], _ lit: [Range<Int>], width: Int) {
    self.passage = passage
    self.lit = lit
    self.width = width
    var known: [[UInt32]: Int] = [:]
    words = lit.map { range in
      let folded = SearchFold.fold(String(scalars: passage[range]))
      if let word = known[folded] { return word }
      known[folded] = known.count
      return known.count - 1
    }
    var sum = 0
    columns = [0] + passage.map { scalar in
      sum += EastAsianWidth.columns(scalar)
      return sum
    }
  }

  /// One stretch if it shows as many words as there are, else up to three shorter ones.
  func chosen() -> [Range<Int>] {
    if lit.isEmpty { return [stretch(0..<1, width)] }
    let all = Set(words).count
    for pieces in 1...Snippet.mostFragments {
      let found = pick(pieces, each: width / pieces)
      if pieces == Snippet.mostFragments || found.seen == all { return found.ranges }
    }
    return []
  }

  /// Greedily: the stretch with most words that are not yet shown, then with most highlights, then the first.
  private func pick(_ pieces: Int, each: Int) -> (ranges: [Range<Int>], seen: Int) {
    var ranges: [Range<Int>] = []
    var seen: Set<Int> = []
    for _ in 0..<pieces {
      var best: (gain: Int, hits: Int, from: Int, to: Int)?
      var end = 0
      for first in lit.indices {
        end = max(end, first + 1)
        while end < lit.count, columns[lit[end].upperBound] - columns[lit[first].lowerBound] <= each * 2 / 3 { end += 1 }
        let gain = Set(words[first..<end]).subtracting(seen).count
        if gain > (best?.gain ?? 0) || gain == best?.gain && gain > 0 && end - first > (best?.hits ?? 0) {
          best = (gain, end - first, first, end)
        }
      }
      guard let best else { break }
      seen.formUnion(words[best.from..<best.to])
      let last = lit[best.from..<best.to].reduce(0) { max($0, $1.upperBound) }
      ranges.append(stretch(lit[best.from].lowerBound..<last, each))
    }
    return (ranges, seen.count)
  }

  /// The core with text around it, a third of it in front, up to so many columns.
  private func stretch(_ core: Range<Int>, _ room: Int) -> Range<Int> {
    let spare = max(0, room - (columns[core.upperBound] - columns[core.lowerBound]))
    var start = core.lowerBound
    while start > 0, columns[core.lowerBound] - columns[start - 1] <= spare / 3 { start -= 1 }
    var end = core.lowerBound
    while end < passage.count, columns[end + 1] - columns[start] <= room { end += 1 }
    // Room that is left at the end of the passage goes to the front.
    while end == passage.count, start > 0, columns[end] - columns[start - 1] <= room { start -= 1 }
    return start..<max(end, min(core.upperBound, end + 1))
  }
}

/// Knows where a passage may be cut.
struct SnippetCuts {
  private let passage: [Unicode.Scalar]
  private let lit: [Range<Int>]
  /// Places in front of which a character as people see it begins; nil for all of them.
  private let starts: [Bool]?
  /// Pairs of marks that are short enough, from the opening one to behind the closing one.
  private let pairs: [Range<Int>]
  /// A highlight longer than this may be cut.
  private static let longestLit = 60

  init(_ passage: [Unicode.Scalar], _ lit: [Range<Int>]) {
    self.passage = passage
    self.lit = lit.filter { $0.count <= Self.longestLit }
    starts = passage.allSatisfy(Self.standsAlone) ? nil : Self.starts(passage)
    pairs = Self.pairs(passage)
  }

  /// Whether the scalar is a character of its own whatever stands beside it (Unicode Annex 29): most texts have no others.
  private static func standsAlone(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A, 0x20...0x7E, 0x2010...0x2027, 0x3000...0x3020, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xFF01...0xFF5E: true
    default: false
    }
  }

  /// Whether a character as people see it begins at each place, and at the end.
  private static func starts(_ passage: [Unicode.Scalar]) -> [Bool] {
    var starts = [Bool](repeating: false, count: passage.count + 1)
    var at = 0
    for character in String(scalars: passage) {
      starts[at] = true
      at += character.unicodeScalars.count
    }
    starts[passage.count] = true
    return starts
  }

  private static let closing: [Unicode.Scalar: Unicode.Scalar] = [
    "“": "”", "‘": "’", "《": "》", "〈": "〉", "（": "）", "(": ")", "「": "」", "『": "』", "【": "】", "〔": "〕", "［": "］",
    "[": "]", "｛": "｝", "{": "}", "〖": "〗",
  ]
  private static let closers = Set(closing.values)

  /// Matched pairs up to `Snippet.longestPair` characters; marks that are not closed belong to none.
  static func pairs(_ passage: [Unicode.Scalar]) -> [Range<Int>] {
    var open: [(at: Int, closer: Unicode.Scalar)] = []
    var out: [Range<Int>] = []
    // Chinese characters, which are most of a text, are no marks.
    for (i, scalar) in passage.enumerated() where !(0x4E00...0x9FFF).contains(scalar.value) {
      if let closer = closing[scalar] {
        open.append((i, closer))
      } else if scalar == "\"", let place = open.lastIndex(where: { $0.closer == "\"" }) {
        out.append(open[place].at..<i + 1)
        open.removeSubrange(place...)
      } else if scalar == "\"" {
        open.append((i, "\""))
      } else if closers.contains(scalar), let place = open.lastIndex(where: { $0.closer == scalar }) {
        out.append(open[place].at..<i + 1)
        open.removeSubrange(place...)
      }
    }
    return out.filter { $0.count <= Snippet.longestPair + 2 }.sorted { $0.lowerBound < $1.lowerBound }
  }

  /// The range with both ends moved to the nearest places where a cut is fit: outwards where a highlight stands in
  /// what would be torn, else inwards; before that, to the end of a clause if one is near.
  /// - Parameter budget: characters that may be given up for the sake of a clause; half as many may be added.
  func settled(_ range: Range<Int>, budget: Int) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    if start > 0 {
      start = clause(from: start, to: min(end, start + budget)) ?? clauseBefore(start, reach: budget / 2) ?? start
      start = fit(start, inwards: 1)
    }
    if end < passage.count {
      end = clauseEnd(from: end, to: max(start, end - budget)) ?? clauseAfter(end, reach: budget / 2) ?? end
      end = fit(end, inwards: -1)
    }
    return start < end ? start..<end : min(start, end)..<max(start, end)
  }

  private func isLit(_ range: Range<Int>) -> Bool { lit.contains { $0.overlaps(range) } }

  /// Behind the first mark that ends a clause, before any highlight.
  private func clause(from start: Int, to limit: Int) -> Int? {
    for i in start..<max(start, limit) {
      if isLit(i..<i + 1) { return nil }
      if Self.ends.contains(passage[i]), whole(i + 1) == nil { return i + 1 }
    }
    return nil
  }

  /// Behind the last mark that ends a clause, after any highlight.
  private func clauseEnd(from end: Int, to limit: Int) -> Int? {
    for i in stride(from: end - 1, to: limit, by: -1) {
      if isLit(i..<i + 1) { return nil }
      if Self.ends.contains(passage[i]), whole(i + 1) == nil { return i + 1 }
    }
    return nil
  }

  /// The nearest place in front of this one where a clause begins.
  private func clauseBefore(_ start: Int, reach: Int) -> Int? {
    stride(from: start, through: max(0, start - reach), by: -1).first(where: beginsClause)
  }

  /// The nearest place behind this one where a clause ends.
  private func clauseAfter(_ end: Int, reach: Int) -> Int? {
    (end...min(passage.count, end + reach)).first { $0 == passage.count || beginsClause($0) }
  }

  private func beginsClause(_ at: Int) -> Bool { at == 0 || Self.ends.contains(passage[at - 1]) && whole(at) == nil }

  private static let ends: Set<Unicode.Scalar> = ["。", "！", "？", "；", "，", "、", "：", ";", ",", "!", "?", "｡", "\n"]

  /// What a cut in front of this place would tear; nil for none.
  private func whole(_ at: Int) -> Range<Int>? {
    guard at > 0, at < passage.count else { return nil }
    if let range = lit.first(where: { $0.lowerBound < at && at < $0.upperBound }) { return range }
    if let pair = pairs.first(where: { $0.lowerBound < at && at < $0.upperBound }) { return pair }
    let isWord = { (i: Int) in Self.isWordScalar(passage[i]) }
    if isWord(at - 1), isWord(at) {
      var (from, to) = (at, at)
      while from > 0, at - from < Snippet.longestPair, isWord(from - 1) { from -= 1 }
      while to < passage.count, to - at < Snippet.longestPair, isWord(to) { to += 1 }
      if to - from <= Snippet.longestPair { return from..<to }
    }
    if let starts, !starts[at] {
      let from = starts[..<at].lastIndex(of: true) ?? 0
      return from..<(starts[at...].firstIndex(of: true) ?? passage.count)
    }
    return nil
  }

  /// Letters and digits of alphabets, and what stands inside figures.
  private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2E, 0x25: true
    case 0xC0...0x24F, 0x370...0x52F, 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A, 0xFF0E, 0xFF05: true
    default: false
    }
  }

  /// The place moved until nothing is torn. Once moved outwards for a highlight it goes on outwards, so that it ends.
  private func fit(_ place: Int, inwards: Int) -> Int {
    var at = place
    var outwards = false
    while let torn = whole(at) {
      outwards = outwards || isLit(torn)
      let forward = outwards ? inwards < 0 : inwards > 0
      at = forward ? torn.upperBound : torn.lowerBound
    }
    return at
  }
}
