import PlanText
import SearchIndex

/// Words that stand in the index and differ from one that does not by one character: another, one more, one less, or two
/// neighbours changed over.
struct Spelling {
  let library: Library

  /// Longer words are not tried: what is nearest to them are their parts.
  static let longest = 12
  /// Passages looked at for each place of the word.
  private static let passages = 20
  private static let most = 5

  /// Those that begin and end where words do first, then the most frequent; when some do, only those.
  func near(_ term: QuerySyntax.Term) throws(LibraryError) -> [QuerySyntax.Term] {
    let n = term.folded.count
    guard (2...Self.longest).contains(n) else { return [] }
    var found: [[UInt32]: Neighbour] = [:]
    for pattern in Self.patterns(term.folded) {
      for word in try occurring(pattern) where found[word.term.folded]?.isWord != true { found[word.term.folded] = word }
    }
    for folded in Self.rewritten(term.folded) where found[folded] == nil {
      if let word = try occurring(TextPattern(runs: [folded], gaps: [])).first { found[folded] = word }
    }
    found[term.folded] = nil
    let words = found.values.filter(\.isWord)
    var counted: [(count: Int, word: QuerySyntax.Term)] = []
    for word in words.isEmpty ? Array(found.values) : words {
      let query = Query.phrase(word.term.folded)
      counted.append((try LibrarySearch.ask(library) { (e) throws(IndexError) in try e.count(query) }, word.term))
    }
    counted.sort { a, b in a.count != b.count ? a.count > b.count : a.word.folded.lexicographicallyPrecedes(b.word.folded) }
    return counted.prefix(Self.most).map(\.word)
  }

  /// Whether one text is the other with one character replaced, put in or left out.
  static func differsByOne(_ a: [UInt32], _ b: [UInt32]) -> Bool {
    let (short, long) = a.count <= b.count ? (a, b) : (b, a)
    guard long.count - short.count <= 1, a != b else { return false }
    let same = zip(short, long).prefix { $0 == $1 }.count
    return short.dropFirst(same + (short.count == long.count ? 1 : 0)).elementsEqual(long.dropFirst(same + 1))
  }

  private struct Neighbour {
    let term: QuerySyntax.Term
    /// It begins and ends where words do, at one of its places.
    let isWord: Bool
  }

  /// One character replaced or put in.
  private static func patterns(_ folded: [UInt32]) -> [TextPattern] {
    let hole = TextPattern.Gap(least: 1, isOpen: false)
    var out = [
      TextPattern(runs: [Array(folded.dropFirst())], gaps: [], lead: 1),
      TextPattern(runs: [Array(folded.dropLast())], gaps: [], trail: 1),
    ]
    for i in 1..<folded.count {
      out.append(TextPattern(runs: [Array(folded[..<i]), Array(folded[i...])], gaps: [hole]))
      guard i + 1 < folded.count else { continue }
      out.append(TextPattern(runs: [Array(folded[..<i]), Array(folded[(i + 1)...])], gaps: [hole]))
    }
    return out
  }

  /// One character left out, or two neighbours changed over.
  private static func rewritten(_ folded: [UInt32]) -> [[UInt32]] {
    var out: [[UInt32]] = []
    for i in folded.indices {
      var word = folded
      word.remove(at: i)
      if word.count > 1 { out.append(word) }
      guard i + 1 < folded.count else { continue }
      word = folded
      word.swapAt(i, i + 1)
      if word != folded { out.append(word) }
    }
    return out
  }

  /// What the pattern stands for in some passages, as the source has it; each once, at a place where it is a word if there is one.
  private func occurring(_ pattern: TextPattern) throws(LibraryError) -> [Neighbour] {
    let search = LibrarySearch(query: .pattern(pattern), library: library)
    let length = pattern.lead + pattern.trail + pattern.runs.reduce(0) { $0 + $1.count } + pattern.gaps.count
    let hits = try search.passages(limit: Self.passages, offset: 0).hits
    let quotes = hits.map { $0.quote.unicodeScalars.map { CharacterForms.isLineEnd($0) ? " " : $0 } }
    let borders = WordBreaks.borders(quotes.map { $0.map(\.value)[...] })
    var out: [[UInt32]: Neighbour] = [:]
    var order: [[UInt32]] = []
    for (hit, (scalars, isBorder)) in zip(hits, zip(quotes, borders)) {
      for mark in hit.marks {
        let range = mark.clamped(to: scalars.indices)
        let text = String(scalars: scalars[range].filter { !CharacterForms.isBlank($0) })
        let folded = SearchFold.fold(text)
        guard folded.count == length, folded.allSatisfy(FoldedText.isWord), out[folded]?.isWord != true else { continue }
        if out[folded] == nil { order.append(folded) }
        out[folded] = Neighbour(
          term: QuerySyntax.Term(text: text, folded: folded), isWord: isBorder[range.lowerBound] && isBorder[range.upperBound])
      }
    }
    return order.compactMap { out[$0] }
  }
}
