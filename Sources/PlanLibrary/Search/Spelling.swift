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

  /// The most frequent first.
  func near(_ term: QuerySyntax.Term) throws(LibraryError) -> [QuerySyntax.Term] {
    let n = term.folded.count
    guard (2...Self.longest).contains(n) else { return [] }
    var words: [[UInt32]: QuerySyntax.Term] = [:]
    for pattern in Self.patterns(term.folded) {
      for word in try occurring(pattern) where words[word.folded] == nil { words[word.folded] = word }
    }
    for folded in Self.rewritten(term.folded) where words[folded] == nil {
      if let word = try occurring(TextPattern(runs: [folded], gaps: [])).first { words[folded] = word }
    }
    words[term.folded] = nil
    var counted: [(count: Int, word: QuerySyntax.Term)] = []
    for word in words.values {
      let query = Query.phrase(word.folded)
      counted.append((try LibrarySearch.ask(library) { (e) throws(IndexError) in try e.count(query) }, word))
    }
    counted.sort { a, b in a.count != b.count ? a.count > b.count : a.word.folded.lexicographicallyPrecedes(b.word.folded) }
    return counted.prefix(Self.most).map(\.word)
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

  /// What the pattern stands for in some passages, as the source has it.
  private func occurring(_ pattern: TextPattern) throws(LibraryError) -> [QuerySyntax.Term] {
    let search = LibrarySearch(query: .pattern(pattern), library: library)
    var out: [QuerySyntax.Term] = []
    for hit in try search.passages(limit: Self.passages, offset: 0).hits {
      let scalars = Array(hit.quote.unicodeScalars)
      for span in hit.highlights {
        let range = (span.start - hit.span.start..<span.end - hit.span.start).clamped(to: scalars.indices)
        let text = String(String.UnicodeScalarView(scalars[range].filter { !CharacterForms.isBlank($0) }))
        let folded = SearchFold.fold(text)
        guard folded.count == pattern.lead + pattern.trail + pattern.runs.reduce(0, { $0 + $1.count }) + pattern.gaps.count,
          folded.allSatisfy(FoldedText.isWord), !out.contains(where: { $0.folded == folded })
        else { continue }
        out.append(QuerySyntax.Term(text: text, folded: folded))
      }
    }
    return out
  }
}
