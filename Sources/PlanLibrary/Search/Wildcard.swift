import PlanText
package import SearchIndex

/// A word with wildcards: `?` stands for one character, `*` for any number of them within a sentence.
package struct Wildcard: Sendable, Hashable {
  /// As written.
  package let text: String
  package let pattern: TextPattern

  /// Pieces of text in one word.
  static let mostPieces = 16
  /// Characters that question marks stand for in one word.
  static let mostCharacters = 64

  enum Reading: Hashable {
    case wildcard(Wildcard)
    /// Stars at the ends say nothing.
    case term(QuerySyntax.Term)
    /// Nothing but wildcards.
    case noText
    case tooManyPieces
  }

  static func isOne(_ word: String) -> Bool { word.unicodeScalars.contains { $0 == "?" || $0 == "*" } }

  /// What a word with wildcards means.
  static func read(_ word: String) -> Reading {
    var runs: [[UInt32]] = []
    var holes = [TextPattern.Gap(least: 0, isOpen: false)]
    for piece in pieces(word) {
      switch piece {
      case .text(let text):
        let folded = SearchFold.fold(text)
        if folded.isEmpty { continue }
        if let hole = holes.last, hole.least == 0, !hole.isOpen, !runs.isEmpty {
          runs[runs.count - 1] += folded
        } else {
          runs.append(folded)
          holes.append(TextPattern.Gap(least: 0, isOpen: false))
        }
      case .hole(let hole):
        let last = holes.removeLast()
        holes.append(TextPattern.Gap(least: last.least + hole.least, isOpen: last.isOpen || hole.isOpen))
      }
    }
    guard let lead = holes.first?.least, let trail = holes.last?.least, !runs.isEmpty else { return .noText }
    let characters = holes.reduce(0) { $0 + $1.least } + runs.reduce(0) { $0 + $1.count }
    if runs.count > mostPieces || holes.contains(where: { $0.least > mostCharacters })
      || characters > QueryParser.longestTerm
    {
      return .tooManyPieces
    }
    if runs.count == 1, lead == 0, trail == 0 {
      let text = word.filter { $0 != "*" }
      return .term(QuerySyntax.Term(text: text, folded: runs[0]))
    }
    let gaps = Array(holes.dropFirst().dropLast())
    let pattern = TextPattern(runs: runs, gaps: gaps, lead: lead, trail: trail, ends: sentenceEnds)
    return .wildcard(Wildcard(text: word, pattern: pattern))
  }

  /// What ends a sentence in folded text.
  static let sentenceEnds = SearchFold.fold("。！？；")

  /// The pieces of text as terms.
  var parts: [QuerySyntax] {
    Self.pieces(text).compactMap { piece in
      guard case .text(let text) = piece else { return nil }
      let folded = SearchFold.fold(text)
      return folded.isEmpty ? nil : .term(QuerySyntax.Term(text: text, folded: folded))
    }
  }

  private enum Piece {
    case text(String)
    case hole(TextPattern.Gap)
  }

  private static func pieces(_ word: String) -> [Piece] {
    var out: [Piece] = []
    var text = String.UnicodeScalarView()
    for scalar in word.unicodeScalars {
      guard scalar == "?" || scalar == "*" else {
        text.append(scalar)
        continue
      }
      if !text.isEmpty { out.append(.text(String(text))) }
      text = String.UnicodeScalarView()
      out.append(.hole(TextPattern.Gap(least: scalar == "?" ? 1 : 0, isOpen: scalar == "*")))
    }
    if !text.isEmpty { out.append(.text(String(text))) }
    return out
  }
}
